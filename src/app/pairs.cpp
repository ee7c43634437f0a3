// SPDX-License-Identifier: Apache-2.0
//
// Files against files, feature by feature: what does each of A share with each of B. A is held and indexed, B is streamed over it; pairs come out in the
// order of the files. Nothing is judged here and nothing is left out: slivers are reported with their area.
#include <algorithm>

#include "app/pair_stream.h"
#include "app/stages.h"

namespace zonegate::app {
namespace {

using Files = std::vector<std::unique_ptr<PairFile>>;

geom::Plane pair_plane(const PairOptions& options, const PairFile& a, const Files& b) {
  std::vector<const PairFile*> all{&a};
  for (const auto& file : b) all.push_back(file.get());
  const auto without = std::find_if(all.begin(), all.end(), [](const PairFile* f) { return !f->crs; });
  if (options.area != "planar") {
    if (without != all.end()) {
      throw Error(ErrorKind::input, (*without)->input.path + ": has no coordinate reference system",
                  "say --crs EPSG:4490 (or what it is), or measure plain numbers with --area planar");
    }
    return plane_of(options.area);
  }
  if (std::none_of(all.begin(), all.end(), [](const PairFile* f) { return f->crs.has_value(); }))
    return geom::Plane::local();
  const bool one = std::all_of(all.begin(), all.end(), [&](const PairFile* f) {
    return f->crs && a.crs && f->crs->same_as(*a.crs) && f->crs->projected();
  });
  if (!one) {
    throw Error(ErrorKind::usage,
                "--area planar needs all files in one projected reference system, or all without any",
                "name the plane, for example --area planar:EPSG:4543");
  }
  return geom::Plane::planar(*a.crs);
}

// Rows came in the order of B; they leave in the order of A. Stable, so that those of one feature keep their order.
void order_by_a(PairResult& result, std::size_t features) {
  std::vector<std::size_t> next(features + 1, 0);
  for (const auto& row : result.rows) ++next[row.a + 1];
  for (std::size_t i = 0; i < features; ++i) next[i + 1] += next[i];
  std::vector<PairRow> rows(result.rows.size());
  std::vector<geom::Shape> drawn(result.drawn.size());
  for (std::size_t i = 0; i < result.rows.size(); ++i) {
    const std::size_t to = next[result.rows[i].a]++;
    rows[to] = result.rows[i];
    if (!drawn.empty()) drawn[to] = std::move(result.drawn[i]);
  }
  result.rows = std::move(rows);
  result.drawn = std::move(drawn);
}

double share(double part, double whole) { return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0; }

}  // namespace

double PairResult::share_a(const PairRow& row) const { return share(row.fact.area_m2, a[row.a].area_m2); }
double PairResult::share_b(const PairRow& row) const {
  return share(row.fact.area_m2, b[row.layer][row.b].area_m2);
}

PairResult overlay_pairs(const PairOptions& options, const Progress& progress) {
  PairResult result;
  PairFile a(options.a, options.crs);
  Files b;
  for (PairInput input : options.b) {
    if (!options.group_by.empty()) input.fields = {options.group_by};
    b.push_back(std::make_unique<PairFile>(input, options.crs));
  }
  const geom::Plane plane = pair_plane(options, a, b);
  result.area_basis = plane.description();
  say(progress, "reading " + options.a.path);
  HeldSide held = hold_side(a, plane, options.jobs, result.issues);
  result.read_a = static_cast<std::size_t>(a.source.rows_read());
  const auto relate = !options.group_by.empty()  ? groups_of_sides
                      : options.crossings        ? crossings_of_sides
                      : options.count            ? counts_of_sides
                      : !options.rings_m.empty() ? rings_of_sides
                      : options.nearest          ? nearest_of_sides
                                                 : stream_sides;
  relate(b, a, held, plane, options, progress, result);
  result.a = std::move(held.features);
  order_by_a(result, result.a.size());
  return result;
}

}  // namespace zonegate::app
