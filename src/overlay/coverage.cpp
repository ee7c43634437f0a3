// SPDX-License-Identifier: Apache-2.0
//
// How much of the place was examined. The footprint, extended by the search distance (and by the accuracy of the declared coverage), is
// measured against the union of what the data sets declare to cover. The extension is never smaller than the true one, so a share of 1
// is a proof; where a data set lost a feature, is empty or could not be read, it proves nothing and counts as not examined.
#include <algorithm>

#include "overlay/covered.h"
#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

using Kind = Work::Kind;

void blame(Kind& kind, const std::string& code, const std::string& reason) {
  if (!kind.reason_code.empty()) return;
  kind.reason_code = code;
  kind.reason = reason;
}

// Data sets that can prove absence, and have a coverage; the others are named.
std::vector<const HeldLayer*> witnesses(Kind& kind) {
  std::vector<const HeldLayer*> usable;
  for (const auto* held : kind.layers) {
    const std::string id = held->layer->id;
    if (!held->report.readable) {
      blame(kind, "unreadable", id + " could not be read: " + held->report.reason);
    } else if (held->report.rows == 0) {
      blame(kind, "empty", id + " holds no feature; an empty layer shows nothing");
    } else if (!held->report.trusted) {
      blame(kind, "fault", id + " cannot show that something is absent: " + held->report.reason);
    } else if (!held->coverage_fault.empty()) {
      blame(kind, "no_coverage", id + ": " + held->coverage_fault);
    } else if (!held->coverage.has_area()) {
      blame(kind, "no_coverage", id + " declares no coverage");
    } else if (!held->report.extent.empty() && !held->report.extent.meets(held->coverage.box)) {
      blame(kind, "fault",
            id + ": none of its features lies in its declared coverage; is its reference system right?");
    } else {
      usable.push_back(held);
    }
  }
  return usable;
}

double share_of(const Work& work, const std::vector<const HeldLayer*>& usable, double metres) {
  double accuracy = 0;
  std::vector<const geom::Figure*> coverages;
  for (const auto* held : usable) {
    accuracy = std::max(accuracy, held->layer->coverage_accuracy_m);
    coverages.push_back(&held->coverage);
  }
  // Bare points and lines by at least 1 m, so that they have an area to examine.
  std::vector<Grown> parts;
  const double reach = metres + accuracy;
  for (const auto& part : work.project.parts)
    parts.push_back({part.figure.get(), part.sized ? reach : std::max(reach, 1.0)});
  return covered_share(parts, coverages, work.input.plane);
}

// A feature near the place whose ground may be other than it was read, or that could not be used; empty: none. (Of a data set that answers
// yes or no such a feature opens every place: LayerReport::trusted.)
std::string doubt_near(const Work& work, const std::vector<const HeldLayer*>& usable, double metres) {
  const geom::Box place = window_of(work.project, work.input.plane, metres);
  for (const auto* held : usable)
    for (const auto& feature : held->features)
      if (!feature.doubt.empty() && feature.doubt_box.meets(place))
        return held->layer->id + ", feature " + feature.id + ": " + feature.doubt;
  return {};
}

}  // namespace

double examined_share(Work& work, Kind& kind, std::string_view kind_key, double metres) {
  if (const auto known = kind.examined.find(metres); known != kind.examined.end()) return known->second;
  double share = 0;
  if (!kind.choice.reason.empty()) {  // none is in force, or one that nothing replaces is gone
    blame(kind, kind.choice.reason_code, kind.choice.reason);
  } else {
    const auto usable = witnesses(kind);
    const bool all_usable = usable.size() == kind.layers.size();
    const auto* spec = schema::find_kind(kind_key);
    // No row of a list of bans is an answer, so it has to say where it is complete (docs/decisions/0034).
    const bool keyed = spec && spec->geometry == schema::Geometry::table && kind_key != "region_ban";
    if (keyed) {
      // A table reaches as far as its key; the layer that leads to it (via) says how much of the place was examined.
      share = !kind.layers.empty() && std::all_of(kind.layers.begin(), kind.layers.end(),
                                                  [](const HeldLayer* h) { return h->proves_absence(); })
                  ? 1
                  : 0;
      if (share == 1) kind.reason_code = kind.reason = "";
      const std::string unlisted = catalog::is_region_table(*spec) ? regions_without_row(work, kind) : "";
      if (!unlisted.empty()) {
        share = 0;
        blame(kind, "coverage", unlisted);
      }
    } else if (work.project.parts.empty()) {
      blame(kind, "no_parts", "no part of the project was read");
    } else if (!usable.empty() && all_usable) {
      try {
        share = share_of(work, usable, metres);
        if (const auto doubt = doubt_near(work, usable, metres); !doubt.empty()) {
          share = 0;
          blame(kind, "fault", doubt);
        }
      } catch (const Error& error) {
        blame(kind, "fault", std::string("the place to examine cannot be drawn: ") + error.what());
      }
      if (share < 1)
        blame(kind, "coverage",
              "its declared coverage leaves part of the footprint (with its search distance) out");
    }
  }
  kind.examined[metres] = share;
  return share;
}

}  // namespace zonegate::overlay
