// SPDX-License-Identifier: Apache-2.0
//
// Unions by the values of a field: "how much of the footprint is cultivated, forest, water, and how much is in no feature at all". The layer is held, features
// of A are asked about in parallel, each into its own place.
#include <algorithm>
#include <map>

#include "app/pair_stream.h"
#include "app/stages.h"

namespace zonegate::app {
namespace {

using Kind = GroupRow::Kind;
using Parts = std::vector<overlay::UnionMeasure::Part>;

class Grouper {
 public:
  Grouper(const geom::Plane& plane, const PairFile& file_a, const PairFile& file_b, const HeldSide& b)
      : a_(file_a.crs_pointer(), plane), b_(file_b.crs_pointer(), plane), union_(plane, a_, b_), held_(b) {}

  std::vector<GroupRow> operator()(const overlay::Ready& a) {
    std::vector<GroupRow> rows;
    if (a.area.empty()) return rows;
    std::map<std::pair<Kind, std::string>, Parts> groups;
    Parts all;
    held_.index.query(a.box(), candidates_);
    for (const std::size_t i : candidates_) {
      const geom::Measured shared = measure_(a.area, held_.ready[i].area);
      if (!(shared.value > shared.bound)) continue;
      const Value& value = held_.features[i].fields.back();
      const auto key = is_unknown(value) || to_text(value).empty() ? std::pair(Kind::unknown, std::string())
                                                                   : std::pair(Kind::value, to_text(value));
      groups[key].push_back({&held_.ready[i], shared});
      all.push_back({&held_.ready[i], shared});
    }
    for (const auto& [key, parts] : groups) add(rows, key.first, key.second, parts.size(), union_(a, parts));
    const geom::Measured inside = union_(a, all), whole = a.area.area();
    const double outside = whole.value - inside.value, bound = whole.bound + inside.bound;
    if (outside > bound + 2 * geom::kGrid * a.area.perimeter())
      add(rows, Kind::outside, "", 0, {outside, bound});
    return rows;
  }

 private:
  static void add(std::vector<GroupRow>& rows, Kind kind, const std::string& value, std::size_t features,
                  const geom::Measured& area) {
    GroupRow row;
    row.kind = kind;
    row.value = value;
    row.features = features;
    row.area_m2 = area.value;
    row.bound_m2 = area.bound;
    rows.push_back(std::move(row));
  }

  overlay::Preparer a_, b_;
  overlay::UnionMeasure union_;
  geom::AreaOverlap measure_;
  const HeldSide& held_;
  std::vector<std::size_t> candidates_;
};

void group_layer(const PairFile& file_a, const PairFile& file_b, const HeldSide& a, const HeldSide& b,
                 const geom::Plane& plane, const PairOptions& options, std::size_t layer,
                 PairResult& result) {
  std::vector<std::vector<GroupRow>> rows(a.ready.size());
  ask_about_all<Grouper>(
      file_a, a, options.jobs, "groups of " + file_b.name(),
      [&] { return std::make_unique<Grouper>(plane, file_a, file_b, b); },
      [&](Grouper& grouper, std::size_t i) { rows[i] = grouper(a.ready[i]); }, result.issues);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (auto& row : rows[i]) {
      row.a = static_cast<std::uint32_t>(i);
      row.layer = static_cast<std::uint16_t>(layer);
      result.groups.push_back(std::move(row));
    }
  }
}

}  // namespace

void groups_of_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a, const HeldSide& a,
                     const geom::Plane& plane, const PairOptions& options, const Progress& progress,
                     PairResult& result) {
  for (std::size_t layer = 0; layer < files.size(); ++layer) {
    say(progress, "groups of " + files[layer]->name());
    const HeldSide b = hold_near(*files[layer], a, plane, options, result.issues);
    result.read_b.push_back(static_cast<std::size_t>(files[layer]->source.rows_read()));
    group_layer(file_a, *files[layer], a, b, plane, options, layer, result);
  }
  std::stable_sort(result.groups.begin(), result.groups.end(),
                   [](const GroupRow& l, const GroupRow& r) { return l.a < r.a; });
}

}  // namespace zonegate::app
