// SPDX-License-Identifier: MIT
#include <unistd.h>
#include <csignal>
#include <string>
#include <variant>
#include <vector>

#include "cli/batch.h"
#include "cli/errors.h"
#include "cli/exit_code.h"
#include "cli/explain.h"
#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/last_resort.h"
#include "cli/list.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/own_rules.h"
#include "cli/terminal.h"
#include "render/escape.h"

namespace whybounce::cli {
namespace {

ExitCode write_out(Output& output, Errors& errors) {
  if (!output.flush() && !output.reader_gone()) {
    errors.report("standard output", output.error());
    return ExitCode::error;
  }
  return ExitCode::ok;
}

ExitCode explain_one(const Options& options, const PageStyle& style, Output& output,
                     Errors& errors) {
  std::string near;
  if (explain(options.explain, options.format, style, output.buffer(), near)) {
    return write_out(output, errors);
  }
  errors.report(options.explain, "no such code or cause" + near);
  return ExitCode::error;
}

ExitCode diagnose_all(const Options& options, const Terminal& terminal, Output& output,
                      Errors& errors) {
  const bool asked_for_nothing = options.inputs.empty() && !options.files_from;
  if (asked_for_nothing && terminal.input_is_terminal) {
    append_short_help(output.buffer());
    (void)write_out(output, errors);
    return ExitCode::error;
  }
  std::optional<OwnRules> own_rules;
  if (!options.rule_files.empty()) {
    own_rules = read_own_rules(options.rule_files, terminal, errors);
    if (!own_rules) return ExitCode::error;
  }
  catch_interrupts();
  Batch batch(options, terminal, own_rules ? &own_rules->rule_set() : nullptr, errors, output);
  return batch.run();
}

ExitCode run(const std::vector<std::string>& arguments) {
  Errors errors;
  const auto parsed = parse_options(arguments);
  if (const auto* wrong = std::get_if<UsageError>(&parsed)) {
    errors.report(wrong->message + " (-h for help)");
    return ExitCode::error;
  }
  const Options& options = std::get<Options>(parsed);
  const Terminal terminal = look_at_terminal(options.colour);
  const PageStyle style{.width = terminal.width, .colour = terminal.colour};
  Output output(STDOUT_FILENO);
  switch (options.task) {
    case Task::diagnose:
      return diagnose_all(options, terminal, output, errors);
    case Task::explain:
      return explain_one(options, style, output, errors);
    case Task::list:
      list(options.list, options.format, style, output.buffer());
      return write_out(output, errors);
    case Task::short_help:
      append_short_help(output.buffer());
      return write_out(output, errors);
    case Task::help:
      append_help(output.buffer());
      return write_out(output, errors);
    case Task::version:
      output.buffer() += "whybounce " WHYBOUNCE_VERSION "\n";
      return write_out(output, errors);
  }
  return ExitCode::error;
}

}  // namespace
}  // namespace whybounce::cli

int main(int argc, char** argv) {
  // A reader that goes away is seen when writing.
  std::signal(SIGPIPE, SIG_IGN);
  whybounce::cli::hold_standard_descriptors();
  whybounce::cli::end_well_without_memory();
  return static_cast<int>(
      whybounce::cli::run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc)));
}
