// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "whybounce/message.h"

namespace whybounce::testing {

// The part tree on one line:
//
//   0 multipart/report(1:text/plain 2:message/delivery-status 3:message/rfc822(3.0 3.1:text/plain))
//
// Headers are bare numbers, what has children has them in parentheses. Anomalies follow, each as
// " !name@path".
[[nodiscard]] std::string dump_tree(const Message& message);

// The texts of all leaves, each behind its number; line feeds are shown as "|":
//
//   1{Hello|} 2{Action: failed|}
[[nodiscard]] std::string dump_texts(Message& message);

[[nodiscard]] std::string_view anomaly_name(AnomalyKind kind);

}  // namespace whybounce::testing
