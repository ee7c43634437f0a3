// SPDX-License-Identifier: Apache-2.0
//
// A small stop-watch for micro-benchmarks: repeats a call for about half a second and prints the median of
// the calls.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "geom/geom.h"

namespace zonegate::bench {

// Runs `call` (it returns a number that depends on its work, so that the work cannot be left out) and prints
//   <name>  <median time>  <units per second>  value <number>
template <class Call>
void measure(const std::string& name, double units, const char* unit, Call call) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> seconds;
  double value = call();  // warms caches; not counted
  const auto begin = Clock::now();
  do {
    const auto start = Clock::now();
    value = call();
    seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
  } while (seconds.size() < 5 ||
           (Clock::now() - begin < std::chrono::milliseconds(500) && seconds.size() < 10000));
  const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
  std::nth_element(seconds.begin(), middle, seconds.end());
  std::printf("%-44s %12.3f us  %10.2f million %s/s  value %.6g\n", name.c_str(), *middle * 1e6,
              units / *middle / 1e6, unit, value);
}

// A star-shaped ring of n vertices about (x, y), radius within 20 % of `radius`; the same for the same seed.
inline geom::Ring star(int n, double x, double y, double radius, std::uint32_t seed) {
  std::mt19937 random(seed);
  geom::Ring ring;
  ring.reserve(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) {
    const double angle = 2 * std::numbers::pi * i / n;
    const double r = radius * (0.8 + 0.4 * (static_cast<double>(random()) / 4294967296.0));
    ring.push_back({x + r * std::cos(angle), y + r * std::sin(angle)});
  }
  return ring;
}

}  // namespace zonegate::bench
