// SPDX-License-Identifier: Apache-2.0
// The sentences of the engine that are known in Chinese. A pattern stands for one sentence. In the English {} is any detail, {#} a number; in the Chinese {0} is a detail that stays as it
// is (ids, numbers, texts of a library), {0r} one that is a reason itself, {0k} a kind of layer, {0a} attributes, {0p} a part ("permanent class 12") or a pool. The first that fits counts.
// Private to verdict.
#pragma once

#include <span>
#include <string_view>

namespace zonegate::verdict {

struct Pattern {
  std::string_view from, to;
};
std::span<const Pattern> patterns();

}  // namespace zonegate::verdict
