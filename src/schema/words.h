// SPDX-License-Identifier: Apache-2.0
// Private to schema: words as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zonegate::schema {

std::string_view trimmed(std::string_view text);
// Split at ; 、 , and their full-width forms; blank items dropped.
std::vector<std::string> split_list(std::string_view text);
// "c 2611", "2611", "Ｃ2611" -> "C2611" (letter of GB/T 4754-2017 and up to 4 digits); nullopt if it is no such code.
std::optional<std::string> industry_code(std::string_view text);

}  // namespace zonegate::schema
