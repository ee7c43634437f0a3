// SPDX-License-Identifier: Apache-2.0
// Private to schema: words as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zonegate::schema {

// "c 2611", "2611", "Ｃ２６１１" -> "C2611" (letter of GB/T 4754-2017 and up to 4 digits); nullopt if it is no such code, or one that can be
// read in two ways (three digits without a letter).
std::optional<std::string> industry_code(std::string_view text);

// The form in which words of a table of codes are compared: "Ⅱ级 ", "ｉｉ级" and "II 级" -> "ii级". Narrow and small letters, Roman numbers as letters, no blanks.
std::string folded(std::string_view text);

}  // namespace zonegate::schema
