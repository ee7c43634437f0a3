// SPDX-License-Identifier: Apache-2.0
#include "words/words.h"

namespace zonegate::words {

std::string place(const Places& places, const std::string& code) {
  if (code.size() != 6) return {};
  const std::size_t digits = code.ends_with("0000") ? 2 : code.ends_with("00") ? 4 : 6;
  const auto at = places.find(code.substr(0, digits));
  return at == places.end() ? std::string() : at->second;
}

std::string with_place(const Places& places, const std::string& code) {
  const std::string name = place(places, code);
  return name.empty() ? code : code + " " + name;
}

}  // namespace zonegate::words
