// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include "cli/errors.h"

namespace whybounce::cli {

// Calls `use` with each file below a directory, in the order of their names' bytes, until it
// returns false; then returns false too. A Maildir (a directory with cur/ or new/) has its messages
// there and nowhere else: not in tmp/, and its index files are none. In any other tree hidden files
// and folders are left out, links to files are followed, and links to folders are not, so that
// there is an end.
bool for_each_file(const std::string& directory, Errors& errors,
                   const std::function<bool(const std::string& path)>& use);

}  // namespace whybounce::cli
