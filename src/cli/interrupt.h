// SPDX-License-Identifier: MIT
#pragma once

namespace whybounce::cli {

// SIGINT and SIGTERM do not end the program at once any more: it ends with the record in hand. The
// second one does end it. A signal that the program was started to ignore stays ignored.
void catch_interrupts();

// The signal that came; 0 if none did.
[[nodiscard]] int interruption();

// Waits until the descriptor can be read or a signal comes. False if it has to wait longer than
// `milliseconds`; -1 is for ever.
bool wait_until_readable(int descriptor, int milliseconds);

}  // namespace whybounce::cli
