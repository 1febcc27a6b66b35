// SPDX-License-Identifier: MIT
// What each stage costs for each mail, on the mails of a folder: WHYBOUNCE_BENCH_MAILS, or
// tests/corpus. Each iteration goes over all of them.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "render/summary.h"
#include "whybounce/whybounce.h"

namespace whybounce {
namespace {

std::vector<std::string> read_mails() {
  const char* chosen = std::getenv("WHYBOUNCE_BENCH_MAILS");
  const std::filesystem::path folder =
      chosen != nullptr ? chosen : WHYBOUNCE_SOURCE_DIR "/tests/corpus";
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const bool mail = chosen != nullptr || entry.path().extension() == ".eml";
    if (mail && entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<std::string> mails;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    mails.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return mails;
}

const std::vector<std::string>& mails() {
  static const std::vector<std::string> all = read_mails();
  return all;
}

// Times `work(mail number)` for all mails.
template <typename Work>
void run(benchmark::State& state, Work work) {
  for (auto _ : state) {
    for (std::size_t i = 0; i < mails().size(); ++i) work(i);
  }
  std::size_t bytes = 0;
  for (const std::string& mail : mails()) bytes += mail.size();
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(mails().size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void parse(benchmark::State& state) {
  Message message;
  run(state, [&](std::size_t i) {
    parse_message(mails()[i], message);
    benchmark::DoNotOptimize(message.parts().data());
  });
}
BENCHMARK(parse)->Name("parse: headers and MIME walk");

void parse_and_decode(benchmark::State& state) {
  Message message;
  run(state, [&](std::size_t i) {
    parse_message(mails()[i], message);
    for (std::uint32_t part = 0; part < message.parts().size(); ++part) {
      benchmark::DoNotOptimize(message.decode(part).data());
    }
  });
}
BENCHMARK(parse_and_decode)->Name("parse, and decode all parts");

void parse_and_diagnose(benchmark::State& state) {
  Message message;
  Diagnoser diagnoser;
  Diagnosis diagnosis;
  run(state, [&](std::size_t i) {
    parse_message(mails()[i], message);
    diagnoser.diagnose(message, diagnosis);
    benchmark::DoNotOptimize(diagnosis.recipients.data());
  });
}
BENCHMARK(parse_and_diagnose)->Name("parse, evidence and verdict");

// Renderers, on what was diagnosed before.
struct Diagnosed {
  Message message;
  Diagnosis diagnosis;
};

template <typename Render>
void render(benchmark::State& state, Render render_one) {
  std::vector<Diagnosed> all(mails().size());
  Diagnoser diagnoser;
  for (std::size_t i = 0; i < all.size(); ++i) {
    parse_message(mails()[i], all[i].message);
    diagnoser.diagnose(all[i].message, all[i].diagnosis);
  }
  std::string out;
  run(state, [&](std::size_t i) {
    out.clear();
    render_one(all[i], out);
    benchmark::DoNotOptimize(out.data());
  });
}

void json(benchmark::State& state) {
  render(state, [](const Diagnosed& d, std::string& out) {
    render_json(d.message, d.diagnosis, {}, out);
  });
}
BENCHMARK(json)->Name("render: json");

void tsv(benchmark::State& state) {
  render(state, [](const Diagnosed& d, std::string& out) {
    render_table_rows(d.message, d.diagnosis, {}, default_fields(), TableForm::tsv, out);
  });
}
BENCHMARK(tsv)->Name("render: tsv");

void brief(benchmark::State& state) {
  render(state, [](const Diagnosed& d, std::string& out) { render_brief(d.diagnosis, {}, out); });
}
BENCHMARK(brief)->Name("render: brief");

void text(benchmark::State& state) {
  render(state, [](const Diagnosed& d, std::string& out) {
    render_text(d.message, d.diagnosis, {}, {}, out);
  });
}
BENCHMARK(text)->Name("render: text");

void summary(benchmark::State& state) {
  Summary counts;
  render(state, [&counts](const Diagnosed& d, std::string& /*out*/) { counts.add(d.diagnosis); });
}
BENCHMARK(summary)->Name("count for a summary");

}  // namespace
}  // namespace whybounce

BENCHMARK_MAIN();
