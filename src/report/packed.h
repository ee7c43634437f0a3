// SPDX-License-Identifier: Apache-2.0
//
// Sections of report.html that wait for their reader: text in raw deflate (RFC 1951), in the page as base64, which every browser's
// DecompressionStream opens. What many sections say in the same words (rules, clauses, instructions) stands in the page once.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zonegate::report {

std::string packed(std::string_view text, int level = 6);  // the same bytes for the same text and zlib
std::string unpacked(std::string_view bytes);              // of packed(); Error (internal) for anything else
std::string base64(std::string_view bytes);                // RFC 4648, with padding
std::string script_text(std::string json);                 // safe within a script element

// Texts between tags that stand in several of the sections that it was shown.
class SharedTexts {
 public:
  explicit SharedTexts(const std::vector<std::string>& sections);
  // Each of them as \x01 and its number, which page_script() turns back. Escaped HTML has no such character.
  std::string shortened(std::string_view html) const;
  std::string json() const;  // an array of strings, safe within a script element

 private:
  std::vector<std::string> texts_;
  std::map<std::string, std::size_t, std::less<>> number_;
};

}  // namespace zonegate::report
