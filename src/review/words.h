// SPDX-License-Identifier: Apache-2.0
// Private to review: keys of the results as words.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "core/core.h"

namespace zonegate::review {

struct Word {
  const char *key, *zh, *en;
};
// A key without a word stands for itself.
template <std::size_t N>
Text word_of(const std::array<Word, N>& words, const std::string& key) {
  for (const auto& w : words) {
    if (key == w.key) return {w.zh, w.en};
  }
  return {key, key};
}

}  // namespace zonegate::review
