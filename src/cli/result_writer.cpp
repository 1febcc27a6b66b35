// SPDX-License-Identifier: MIT
#include "cli/result_writer.h"

#include <cerrno>

#include "cli/frame.h"
#include "whybounce/render.h"

namespace whybounce::cli {

ResultWriter::ResultWriter(const Options& options, bool at_once, Errors& errors, Output& output)
    : options_(options),
      errors_(errors),
      output_(output),
      unknown_file_(options.unknown_out.empty() ? Descriptor() : create_file(options.unknown_out)),
      unknown_(unknown_file_.get()),
      at_once_(at_once) {
  if (!options.unknown_out.empty() && !unknown_file_.valid()) {
    errors_.report(options.unknown_out, errno);
    return;
  }
  if (options.format == Format::csv || options.format == Format::tsv) {
    render_table_head(options.columns,
                      options.format == Format::csv ? TableForm::csv : TableForm::tsv,
                      output.buffer());
  }
}

bool ResultWriter::put(Results& results) {
  if (!results.printed.empty()) {
    const Frame frame = frame_of(options_.format);
    std::string& out = output_.buffer();
    out += printed_any_ ? frame.between : frame.before;
    out += results.printed;
    printed_any_ = true;
  }
  if (unknown_file_.valid()) {
    unknown_.buffer() += results.unknown;
    unknown_.flush_if_large();
  }
  for (const std::string& source : results.failed) errors_.report(source, ENOMEM);
  results.clear();
  return at_once_ ? output_.flush() : output_.flush_if_large();
}

void ResultWriter::finish(const Summary& summary, const PageStyle& page) {
  if (!options_.summary) {
    const Frame frame = frame_of(options_.format);
    output_.buffer() += printed_any_ ? frame.after : frame.none;
  } else if (options_.format == Format::text) {
    render_summary_text(summary, page, output_.buffer());
  } else {
    render_summary_json(summary, output_.buffer());
  }
  output_.flush();
  if (output_.failed() && !output_.reader_gone()) {
    errors_.report("standard output", output_.error());
  }
  if (unknown_file_.valid() && !unknown_.flush()) {
    errors_.report(options_.unknown_out, unknown_.error());
  }
}

}  // namespace whybounce::cli
