// SPDX-License-Identifier: Apache-2.0
#include <string_view>

#include "io/io.h"

namespace zonegate::io {
namespace {

// A quotation mark within a JSON string has a backslash before it, so only a key reads like this.
constexpr std::string_view kKey = "\"seal\": \"", kEmpty = "\"seal\": \"\"";
constexpr std::size_t kDigits = 64;

}  // namespace

std::string sealed(std::string text) {
  const std::size_t at = text.find(kEmpty);
  if (at == std::string::npos || text.find(kKey, at + 1) != std::string::npos)
    throw Error(ErrorKind::internal, "a text to seal has no one place for its seal", "tell its authors");
  return text.insert(at + kKey.size(), sha256_text(text));
}

Seal seal_of(const std::string& text) {
  const std::size_t at = text.find(kKey);
  if (at == std::string::npos) return Seal::none;
  const std::size_t from = at + kKey.size(), end = text.find('"', from);
  if (end == std::string::npos || end - from != kDigits || text.find(kKey, end) != std::string::npos)
    return Seal::broken;
  std::string unsealed = text;
  unsealed.erase(from, kDigits);
  return sha256_text(unsealed) == text.substr(from, kDigits) ? Seal::holds : Seal::broken;
}

}  // namespace zonegate::io
