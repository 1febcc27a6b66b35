// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "cli/option_table.h"

namespace whybounce::cli {

// What is wrong with a command line, as one line for its writer.
struct UsageError {
  std::string message;
};

// An option as it stands on a command line. The value is empty where it takes none.
struct GivenOption {
  const OptionRow* option;
  std::string value;
};

struct CommandLine {
  std::vector<GivenOption> options;  // in the order in which they stand there
  std::vector<std::string> inputs;
};

// Tells options from inputs as getopt_long() does: "--format csv", "--format=csv", "-f csv",
// "-fcsv", "-0qf csv"; options may stand behind inputs, "-" is an input, and all behind "--" are.
// Names are not shortened. Values are taken as they are.
[[nodiscard]] std::variant<CommandLine, UsageError> read_command_line(
    std::span<const std::string> arguments);

}  // namespace whybounce::cli
