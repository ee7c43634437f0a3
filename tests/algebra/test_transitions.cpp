// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>
#include <random>

#include <catch2/catch.hpp>

#include "algebra/algebra.h"

using namespace zonegate;
using algebra::ChangeMatrix;
using algebra::ChangeTally;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Scene {
  int columns = 0, rows = 0;
  std::vector<std::uint8_t> before, after;
  std::vector<double> areas;  // of each cell
};

// Patches of classes, so that stretches of all lengths occur; 0 is none before, 9 after.
Scene scene(std::mt19937& random) {
  Scene s;
  s.columns = 1 + static_cast<int>(random() % 70);
  s.rows = 1 + static_cast<int>(random() % 9);
  const unsigned patch = 1 + random() % 20;
  for (auto* cells : {&s.before, &s.after}) {
    while (cells->size() < static_cast<std::size_t>(s.columns * s.rows)) {
      const auto value = static_cast<std::uint8_t>(random() % 10);
      for (unsigned i = 0;
           i <= random() % patch && cells->size() < static_cast<std::size_t>(s.columns * s.rows); ++i)
        cells->push_back(value);
    }
  }
  for (std::size_t i = 0; i < s.before.size(); ++i) s.areas.push_back(1 + static_cast<double>(random() % 8));
  return s;
}

std::vector<double> values(const std::vector<std::uint8_t>& cells, int none) {
  std::vector<double> out;
  for (const auto v : cells) out.push_back(v == none ? kNone : v);
  return out;
}

// One cell after the other.
std::map<std::pair<double, double>, algebra::CellsAndArea> by_hand(const Scene& s) {
  std::map<std::pair<double, double>, algebra::CellsAndArea> out;
  for (std::size_t i = 0; i < s.before.size(); ++i)
    if (s.before[i] != 0 && s.after[i] != 9) out[{s.before[i], s.after[i]}].add(1, s.areas[i]);
  return out;
}

void same(const ChangeMatrix& m, const Scene& s) {
  const auto wanted = by_hand(s);
  REQUIRE(m.transitions.size() == wanted.size());
  std::size_t i = 0;
  for (const auto& [pair, n] : wanted) {
    CHECK(m.transitions[i].from == pair.first);
    CHECK(m.transitions[i].to == pair.second);
    CHECK(m.transitions[i].cells == n.cells);
    CHECK(m.transitions[i].area_m2 == n.area_m2);  // whole numbers: exact
    ++i;
  }
  const auto cells = m.common.cells + m.only_before.cells + m.only_after.cells + m.neither.cells;
  CHECK(cells == static_cast<std::int64_t>(s.before.size()));
  const double area = m.common.area_m2 + m.only_before.area_m2 + m.only_after.area_m2 + m.neither.area_m2;
  double all = 0;
  for (const double a : s.areas) all += a;
  CHECK(area == all);
  std::int64_t lost = 0;
  for (const auto& [value, n] : m.lost_before) lost += n.cells;
  CHECK(lost == m.only_before.cells);
}

}  // namespace

TEST_CASE("Change: bytes, numbers and a count cell by cell agree; nothing is lost") {
  const unsigned seed = 20261127;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    Scene s = scene(random);
    const bool one_area = round % 2 == 0;
    const auto n = static_cast<std::size_t>(s.columns);
    if (one_area)
      for (std::size_t i = 0; i < s.areas.size(); ++i) s.areas[i] = 1.0 + static_cast<double>(i / n);
    ChangeTally bytes(0, 9), numbers(std::nullopt, std::nullopt);
    const auto before = values(s.before, 0), after = values(s.after, 9);
    for (std::size_t r = 0; r < static_cast<std::size_t>(s.rows); ++r) {
      const auto row = std::span<const double>(s.areas).subspan(r * n, n);
      const algebra::RowAreas areas =
          one_area ? algebra::RowAreas{row.front(), {}} : algebra::RowAreas{0, row};
      bytes.add(std::span<const std::uint8_t>(s.before).subspan(r * n, n),
                std::span<const std::uint8_t>(s.after).subspan(r * n, n), areas);
      numbers.add(std::span<const double>(before).subspan(r * n, n),
                  std::span<const double>(after).subspan(r * n, n), areas);
    }
    same(bytes.take(), s);
    same(numbers.take(), s);
    CHECK(bytes.take().transitions.empty());  // it starts anew
  }
}

TEST_CASE("Change: matrices of windows add up") {
  ChangeMatrix a, b;
  a.transitions = {{1, 1, 2, 20}, {1, 2, 1, 10}};
  b.transitions = {{1, 2, 3, 30}, {2, 1, 1, 5}};
  a.common = {3, 30};
  b.common = {4, 35};
  b.lost_after[7].add(2, 8);
  a.merge(b);
  REQUIRE(a.transitions.size() == 3);
  CHECK(a.transitions[1].cells == 4);
  CHECK(a.transitions[1].area_m2 == 40);
  CHECK(a.transitions[2].from == 2);
  CHECK(a.common.cells == 7);
  CHECK(a.lost_after.at(7).cells == 2);
}

TEST_CASE("Stretches: every cell once, in order") {
  const std::vector<std::uint8_t> a(37, 5);
  std::vector<std::uint8_t> b(37, 6);
  b[8] = 7;
  std::vector<std::pair<std::size_t, std::size_t>> found;
  algebra::for_stretches(std::span<const std::uint8_t>(a), std::span<const std::uint8_t>(b),
                         [&](std::size_t i, std::size_t j) { found.emplace_back(i, j); });
  CHECK(found == std::vector<std::pair<std::size_t, std::size_t>>{{0, 8}, {8, 9}, {9, 37}});
}
