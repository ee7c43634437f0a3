// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <chrono>

namespace zonegate::bench {

// Median seconds of seven runs of f, after one that warms the caches.
template <class F>
double median_seconds(const F& f) {
  f();
  std::array<double, 7> runs{};
  for (double& run : runs) {
    const auto start = std::chrono::steady_clock::now();
    f();
    run = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  std::sort(runs.begin(), runs.end());
  return runs[3];
}

}  // namespace zonegate::bench
