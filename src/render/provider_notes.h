// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "render/code_notes.h"
#include "whybounce/catalog.h"
#include "whybounce/diagnosis.h"

namespace whybounce {

// What the providers' own codes in a refusing server's words mean, each code once. A code counts
// only where it is its provider who speaks: by the host that refused or reported, by a host named
// in the words, or by words that this provider uses. Any other "S3150" is left alone.
[[nodiscard]] std::vector<CodeNote> provider_notes_on(const RecipientDiagnosis& recipient,
                                                      std::string_view reporting_mta);

// Under the code as it stands in the words, or in the table.
[[nodiscard]] CodeNote note_on(std::string_view code, const ProviderCodeRow& row);

}  // namespace whybounce
