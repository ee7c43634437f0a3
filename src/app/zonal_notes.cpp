// SPDX-License-Identifier: Apache-2.0
#include "app/zonal_notes.h"

#include <algorithm>
#include <cmath>

namespace zonegate::app {
namespace {

constexpr std::uint8_t kInfinite = 1, kWide = 2;
constexpr double kExact = 0x1p53;  // beyond it a double skips whole numbers

// What the cells of a zone hold that its numbers cannot tell.
std::uint8_t beyond_numbers(const zonal::ZoneTally& t, bool wide_integers) {
  if (t.min > t.max) return 0;  // no value at all
  std::uint8_t found = std::isinf(t.min) || std::isinf(t.max) ? kInfinite : 0;
  if (wide_integers && std::max(std::abs(t.min), std::abs(t.max)) > kExact) found |= kWide;
  return found;
}

bool adds_up(const zonal::Zone& zone, std::span<const zonal::ZoneTally> tallies,
             const zonal::TallyPlan& plan) {
  const bool shares = plan.rule == zonal::PixelRule::coverage && plan.weight == zonal::CellWeight::fraction &&
                      plan.min_share == 0;
  if (!shares || zone.reaches_beyond() || tallies.empty()) return true;
  const double covered = tallies.front().count + tallies.front().nodata, area = zone.area_cells();
  return std::abs(covered - area) <= 1e-7 * area + 1e-7;
}

Issue make_issue(const std::string& code, const std::string& raster, const std::string& what,
                 const std::string& hint) {
  return {code, Severity::warning, raster, "", "", what, hint, std::nullopt};
}

std::string reach(const io::RasterGrid& g) {
  const geom::Point a = g.at(0, 0), b = g.at(g.columns, g.rows);
  const auto range = [](double from, double to) {
    return shortest(std::min(from, to)) + " to " + shortest(std::max(from, to));
  };
  return "x " + range(a.x, b.x) + ", y " + range(a.y, b.y);
}

}  // namespace

ZonalNotes::Seen ZonalNotes::look(const zonal::Zone& zone, std::span<const zonal::ZoneTally> tallies,
                                  const Asked& asked) {
  Seen seen;
  seen.meets = zone.window().columns > 0;
  seen.adds_up = adds_up(zone, tallies, asked.plan);
  for (std::size_t b = 0; b < asked.wide.size(); ++b) {
    const std::uint8_t found = beyond_numbers(tallies[b], asked.wide[b]);
    if (found == 0) continue;
    seen.cells.resize(asked.wide.size());
    seen.cells[b] = found;
  }
  if (asked.mosaic) seen.gap = tallies.back().count;
  return seen;
}

void ZonalNotes::Count::add(const std::string& zone) {
  if (zones++ == 0) first = zone;
}

std::string ZonalNotes::Count::text() const {
  return std::to_string(zones) + (zones == 1 ? " zone (" : " zones (the first: ") + first + ")";
}

void ZonalNotes::add(const Seen& seen, const std::string& raster, const std::string& zone) {
  OfRaster& of = of_[raster];
  if (seen.meets) ++of.met;
  if (seen.gap <= 0) return;
  of.gap.add(zone);
  of.gap_cells += seen.gap;
}

void ZonalNotes::add_cells(std::uint8_t found, const std::string& raster, const std::string& zone) {
  if (found & kInfinite) of_[raster].infinite.add(zone);
  if (found & kWide) of_[raster].wide.add(zone);
}

std::vector<Issue> ZonalNotes::issues(
    const std::vector<std::pair<std::string, io::RasterGrid>>& rasters) const {
  std::vector<Issue> out;
  for (const auto& [raster, grid] : rasters) {
    const auto at = of_.find(raster);
    if (at == of_.end() || at->second.met == 0) {
      out.push_back(make_issue("zonal.no_zone_meets", raster,
                               "no zone meets it; it reaches over " + reach(grid),
                               "check the reference systems of the raster and of the zones"));
    }
    if (at == of_.end()) continue;
    const OfRaster& o = at->second;
    if (o.infinite.zones > 0)
      out.push_back(make_issue("zonal.infinite_values", raster,
                               "infinite values in " + o.infinite.text() +
                                   ": sums and means of them are no numbers (null in JSON)",
                               "declare them as nodata, or mend the cells"));
    if (o.wide.zones > 0) {
      const std::string what =
          "whole numbers beyond 2^53 in " + o.wide.text() + ": neighbouring ones are taken as one value";
      out.push_back(make_issue("zonal.wide_integers", raster, what, "give the cells smaller numbers"));
    }
    if (o.gap.zones > 0)
      out.push_back(make_issue("zonal.mosaic_gaps", raster,
                               "between the tiles of the mosaic lie " + shortest(o.gap_cells) + " cells of " +
                                   o.gap.text() + "; they count as cells without a value",
                               "add the tiles that are missing"));
  }
  return out;
}

}  // namespace zonegate::app
