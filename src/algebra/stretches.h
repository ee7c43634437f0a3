// SPDX-License-Identifier: Apache-2.0
// Land-cover maps are patches: most neighbours are equal, and eight bytes are compared at a time.
#pragma once

#include <cmath>
#include <cstring>
#include <span>
#include <type_traits>

namespace zonegate::algebra {

template <class T, class F>
void for_stretches(std::span<const T> a, std::span<const T> b, const F& f) {
  const std::size_t n = a.size();
  const auto same = [](T x, T y) {
    if constexpr (std::is_floating_point_v<T>)
      return x == y || (std::isnan(x) && std::isnan(y));
    else
      return x == y;
  };
  for (std::size_t i = 0; i < n;) {
    std::size_t j = i + 1;
    if constexpr (sizeof(T) == 1) {
      constexpr std::uint64_t kEach = 0x0101010101010101ULL;
      const std::uint64_t all_a = kEach * a[i], all_b = kEach * b[i];
      for (; j + 8 <= n; j += 8) {
        std::uint64_t next_a = 0, next_b = 0;
        std::memcpy(&next_a, a.data() + j, 8);
        std::memcpy(&next_b, b.data() + j, 8);
        if (next_a != all_a || next_b != all_b) break;
      }
    }
    while (j < n && same(a[j], a[i]) && same(b[j], b[i])) ++j;
    f(i, j);
    i = j;
  }
}

}  // namespace zonegate::algebra
