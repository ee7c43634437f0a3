// SPDX-License-Identifier: Apache-2.0
#include "io/limits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "core/core.h"

namespace zonegate::io {
namespace {

struct Named {
  std::string_view name;
  std::uint64_t Limits::*value;
  bool bytes;
  std::uint64_t most;  // what can be set
};
constexpr std::uint64_t kAny = std::numeric_limits<std::int64_t>::max();
// JSON is walked by recursion: a deeper one could use up the stack.
constexpr std::uint64_t kDeepest = 1000;
constexpr std::array<Named, 8> kNames{{{"file", &Limits::file, true, kAny},
                                       {"unpacked", &Limits::unpacked, true, kAny},
                                       {"ratio", &Limits::ratio, false, kAny},
                                       {"entries", &Limits::entries, false, kAny},
                                       {"nesting", &Limits::nesting, false, kDeepest},
                                       {"vertices", &Limits::vertices, false, kAny},
                                       {"features", &Limits::features, false, kAny},
                                       {"raster", &Limits::raster, false, kAny}}};

Limits& current() {
  static Limits limits;
  return limits;
}

const Named* named(std::string_view name) {
  const auto* const at =
      std::find_if(kNames.begin(), kNames.end(), [&](const Named& n) { return n.name == name; });
  return at == kNames.end() ? nullptr : at;
}

[[noreturn]] void refuse(std::string_view text, const std::string& why) {
  throw Error(ErrorKind::usage, fmt::format("--limit {}: {}", text, why),
              fmt::format("write NAME=N, as in vertices=50000000 or unpacked=20G; names: {}", limit_names()));
}

// How often the unit stands in it: K 1, M 2, G 3, T 4; 0: no suffix.
int power_of(std::string_view suffix) {
  constexpr std::string_view kSuffixes = "KMGT";
  if (suffix.size() != 1) return suffix.empty() ? 0 : -1;
  const char upper =
      suffix[0] >= 'a' && suffix[0] <= 'z' ? static_cast<char>(suffix[0] - 'a' + 'A') : suffix[0];
  const auto at = kSuffixes.find(upper);
  return at == std::string_view::npos ? -1 : static_cast<int>(at) + 1;
}

}  // namespace

const Limits& limits() { return current(); }
void set_limits(const Limits& limits) { current() = limits; }

std::string limit_names() {
  std::string list;
  for (const Named& n : kNames) list += fmt::format("{}{}", list.empty() ? "" : ", ", n.name);
  return list;
}

std::string limit_text(std::string_view name) {
  const Named* limit = named(name);
  if (!limit) throw Error(ErrorKind::internal, fmt::format("there is no limit \"{}\"", name));
  return fmt::format("the limit is {}={}; a higher one: --limit {}=N", name, limits().*limit->value, name);
}

void parse_limit(std::string_view text, Limits& into) {
  const auto equals = text.find('=');
  const std::string_view number = equals == std::string_view::npos ? "" : text.substr(equals + 1);
  const Named* limit = named(text.substr(0, equals));
  if (equals == std::string_view::npos) refuse(text, "there is no \"=\"");
  if (!limit) refuse(text, "no limit has this name");
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  const int power = power_of(number.substr(static_cast<std::size_t>(end - number.data())));
  if (error != std::errc() || power < 0 || value == 0)
    refuse(text, "what follows \"=\" is no number above 0");
  for (int i = 0; i < power; ++i) {
    const std::uint64_t unit = limit->bytes ? 1024 : 1000;
    if (value > kAny / unit) refuse(text, "the number is too large");
    value *= unit;
  }
  if (value > limit->most) refuse(text, fmt::format("{} is the most", limit->most));
  into.*limit->value = value;
}

}  // namespace zonegate::io
