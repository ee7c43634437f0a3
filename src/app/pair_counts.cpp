// SPDX-License-Identifier: Apache-2.0
//
// How many features of a layer each feature of A meets, and how: a row for every feature of A, because "none" has to be said.
#include "app/pair_layers.h"

namespace zonegate::app {
namespace {

class Counter {
 public:
  Counter(const geom::Plane& plane, const PairFile& file_a, const PairFile& file_b, const HeldSide& b)
      : tool_(plane, file_a, file_b, b), pair_(plane, tool_.a, tool_.b), union_(plane, tool_.a, tool_.b) {}

  std::vector<CountRow> operator()(const overlay::Ready& a) {
    constexpr double kReach = 0.02;  // plane metres: more than the touch band
    CountRow row;
    row.known = true;
    std::vector<overlay::UnionMeasure::Part> parts;
    tool_.held.index.query(a.box().grown(kReach, kReach), tool_.candidates);
    for (const std::size_t i : tool_.candidates) {
      const overlay::Ready& b = tool_.held.ready[i];
      const auto fact = pair_(a, b, {});
      if (!fact) continue;
      ++row.features;
      ++kind_of(row, a, b, *fact);
      row.gross_m2 += fact->area_m2;
      row.length_m += fact->length_m;
      if (fact->area_m2 > fact->bound_m2) parts.push_back({&b, {fact->area_m2, fact->bound_m2}});
    }
    row.net_m2 = union_(a, parts).value;
    return {row};
  }

 private:
  std::size_t& kind_of(CountRow& row, const overlay::Ready& a, const overlay::Ready& b,
                       const overlay::PairFact& fact) const {
    using Kind = overlay::PairFact::Kind;
    if (fact.kind == Kind::touch || fact.kind == Kind::near) return row.touching;
    if (overlay::contains(a, b, fact, tool_.a, tool_.b, tool_.plane)) return row.contained;
    return fact.kind == Kind::overlap ? row.overlapping : row.crossing;
  }

  LayerTool tool_;
  overlay::PairMeasure pair_;
  overlay::UnionMeasure union_;
};

}  // namespace

void counts_of_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a, const HeldSide& a,
                     const geom::Plane& plane, const PairOptions& options, const Progress& progress,
                     PairResult& result) {
  result.counts = ask_layers<Counter, CountRow>(
      files, file_a, a, plane, options, progress, "counts",
      [&](const PairFile& file, const HeldSide& b) {
        return std::make_unique<Counter>(plane, file_a, file, b);
      },
      [](Counter& counter, const overlay::Ready& ready) { return counter(ready); }, {CountRow{}}, result);
}

}  // namespace zonegate::app
