// SPDX-License-Identifier: Apache-2.0
//
// What rules ask of rasters, by zonal: the area of the cells whose value passes a measure's `where`. Cells without a value, and ground that the raster
// or its declared coverage leaves out, open the limit upwards: found <= area <= found + what was not seen. Where several data sets answer for one day each
// gives limits, and what holds for all of them is kept: they are one ground.
#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>

#include "app/slope_unit.h"
#include "app/stages.h"
#include "io/io.h"
#include "zonal/zonal.h"

namespace zonegate::app {
namespace {

using expr::Truth;
using facts::LayerState;

bool is_raster(const std::string& kind) {
  const auto* spec = schema::find_kind(kind);
  return spec && spec->geometry == schema::Geometry::raster;
}

// A cell's value in the unit that the law uses.
double in_law_unit(const catalog::Layer& layer, double value) {
  return layer.unit == "percent" ? std::atan(value / 100) * 180 / std::numbers::pi : value;
}

zonal::CellTest test_of(const catalog::Layer& layer, const std::optional<expr::Node>& where,
                        const std::optional<UnitDoubt>& doubt) {
  if (doubt && doubt->open) return [](double) { return zonal::CellAnswer::unknown; };
  return [&layer, &where](double cell) {
    if (!where) return zonal::CellAnswer::yes;
    const double value = in_law_unit(layer, cell);
    if (layer.kind == "slope" && !(value >= 0 && value <= 90))
      return zonal::CellAnswer::unknown;  // no slope at all
    const Truth truth = expr::evaluate(*where, [value](std::string_view name) -> expr::Term {
      if (name == "class" && value != std::floor(value)) return Value(Unknown{});
      return Value(value);
    });
    return truth == Truth::yes  ? zonal::CellAnswer::yes
           : truth == Truth::no ? zonal::CellAnswer::no
                                : zonal::CellAnswer::unknown;
  };
}

// One open file and one placed coverage for each thread and data set: a GDAL handle must not be shared.
struct OpenRaster {
  std::optional<io::RasterSource> source;
  catalog::PlacedCoverage coverage;
  std::string fault, remedy;  // why it cannot be read
  std::string differs;        // why what it shows is not all there may be
  std::optional<UnitDoubt> doubt;
};
using OpenRasters = tbb::enumerable_thread_specific<std::map<std::string, OpenRaster>>;

OpenRaster& opened(OpenRasters& all, const catalog::Layer& layer, const geom::Plane& plane) {
  auto& mine = all.local();
  const auto at = mine.find(layer.id);
  if (at != mine.end()) return at->second;
  OpenRaster& raster = mine[layer.id];
  raster.coverage = catalog::place_coverage(layer, plane);
  try {
    raster.source.emplace(layer.file);
    raster.doubt = doubt_unit(layer, *raster.source);
    raster.differs = catalog::differs_from_manifest(layer);
  } catch (const Error& error) {
    raster.fault = error.what();
    raster.remedy = error.hint();
  }
  return raster;
}

// What one data set says of some parts.
struct Seen {
  zonal::AreaWhere area;
  std::string reason_code, reason;  // why part of it was not seen
  double unseen() const { return area.nodata.value + area.outside.value; }
};

void blame(Seen& seen, const std::string& code, const std::string& reason) {
  if (!seen.reason_code.empty()) return;
  seen.reason_code = code;
  seen.reason = reason;
}

Seen look(OpenRaster& raster, const catalog::Layer& layer, const std::vector<const geom::Figure*>& figures,
          const geom::Plane& plane, const zonal::CellTest& test) {
  Seen seen;
  if (raster.source && raster.coverage.figure.has_area()) {
    try {
      seen.area = zonal::area_where(*raster.source, figures, plane, test, &raster.coverage.figure);
      if (seen.area.outside.value > 0)
        blame(seen, "coverage",
              "its declared coverage leaves part of the footprint (with its search distance) out");
      if (seen.area.nodata.value > 0) blame(seen, "coverage", "cells without a value here: " + layer.id);
      if (!raster.differs.empty()) {
        seen.area.outside = SquareMetres(seen.area.total.value - seen.area.nodata.value);
        seen.reason_code = "fault";
        seen.reason = layer.id + " cannot show that something is absent: " + raster.differs;
      }
      return seen;
    } catch (const Error& error) {
      raster.fault = error.what();
      raster.remedy = error.hint();
    }
  }
  for (const auto* figure : figures) seen.area.total += SquareMetres(geom::area(figure->area_edges()).value);
  seen.area.outside = seen.area.total;
  if (!raster.fault.empty()) {
    blame(seen, "unreadable", layer.id + " could not be read: " + raster.fault);
  } else if (!raster.coverage.fault.empty()) {
    blame(seen, "no_coverage", layer.id + ": " + raster.coverage.fault);
  } else {
    blame(seen, "no_coverage", layer.id + " declares no coverage");
  }
  return seen;
}

struct Parts {
  std::vector<const geom::Figure*> figures;
  bool any = false, unsized = false;
};

Parts parts_of(const catalog::Project& project, schema::RoleSet roles) {
  Parts parts;
  for (const auto& part : project.parts) {
    if (!(roles & schema::role_bit(part.role))) continue;
    parts.any = true;
    parts.unsized = parts.unsized || !part.sized;
    if (part.figure->has_area()) parts.figures.push_back(part.figure.get());
  }
  return parts;
}

}  // namespace

struct RasterStage::Impl {
 public:
  Impl(const Screening& s, const geom::Plane& plane) : s_(s), plane_(plane) {
    for (const auto& kind : s.plan.kinds()) {
      if (is_raster(kind)) kinds_.push_back(kind);
    }
  }
  void fill(const catalog::Project& project, facts::ProjectFacts& facts) {
    if (kinds_.empty() || !facts.fault.empty()) return;
    for (std::size_t i = 0; i < s_.plan.measures.size(); ++i) {
      const auto& measure = s_.plan.measures[i];
      if (is_raster(measure.layer)) facts.measures[i] = value_of(project, measure, facts.issues);
    }
    for (const auto& kind : kinds_) facts.layers.push_back(answer(project, kind, facts));
    std::stable_sort(facts.layers.begin(), facts.layers.end(), [](const auto& a, const auto& b) {
      return std::tie(a.kind, a.search_distance_m) < std::tie(b.kind, b.search_distance_m);
    });
  }

 private:
  facts::MeasureFact value_of(const catalog::Project& project, const facts::Measure& measure,
                              std::vector<Issue>& issues) {
    facts::MeasureFact out;
    const Parts parts = parts_of(project, measure.roles);
    const auto choice = catalog::choose(s_.layers, measure.layer, project.as_of);
    if (!parts.any && project.status == catalog::Status::ok) {
      out.examined_share = 1;  // nothing that a cell could lie under
      return out;
    }
    out.value = expr::Span::anything();
    if (choice.layers.empty()) out.reason = measure.layer + ": " + choice.reason;
    for (std::size_t i = 0; i < choice.layers.size(); ++i) {
      const auto& layer = *choice.layers[i];
      OpenRaster& raster = opened(open_, layer, plane_);
      Seen seen = look(raster, layer, parts.figures, plane_, test_of(layer, measure.where, raster.doubt));
      take(seen, out, i == 0);
      if (seen.reason_code == "unreadable")
        seen.area.issues.push_back(
            {"layer.unreadable", Severity::error, "", "", "", raster.fault, raster.remedy, std::nullopt});
      if (raster.doubt) seen.area.issues.push_back(raster.doubt->issue);
      if (raster.doubt && raster.doubt->open)
        blame(seen, "unit", "the unit of " + layer.id + " is not stated, and its values look like radians");
      if (out.reason.empty() && !seen.reason.empty()) out.reason = measure.layer + ": " + seen.reason;
      note(project, layer, seen.area.issues, issues);
    }
    if (parts.unsized || parts.figures.empty()) {
      out.value = out.measured > 0 ? expr::Span::more_than(0) : expr::Span::anything();
      out.examined_share = 0;
      out.reason = "a bare point or line has no area";
    } else if (!out.value.exact() && out.reason.empty()) {
      out.reason = measure.layer + ": a cell's value does not tell whether it counts";
    }
    return out;
  }

  // Limits that hold for every data set; where two contradict each other, all that either allows.
  static void take(const Seen& seen, facts::MeasureFact& out, bool first) {
    const double total = seen.area.total.value;
    const double lo = seen.area.found.value;
    const double hi = std::min(total, lo + seen.area.undecided.value + seen.unseen());
    const double share = total > 0 ? std::clamp(1 - seen.unseen() / total, 0.0, 1.0) : 0;
    if (first) {
      out.value = {lo, std::max(lo, hi), false};
    } else if (std::max(lo, out.value.lo) <= std::min(hi, out.value.hi)) {
      out.value = {std::max(lo, out.value.lo), std::min(hi, out.value.hi), false};
    } else {
      out.value = {std::min(lo, out.value.lo), std::max(hi, out.value.hi), false};
    }
    out.measured = std::max(out.measured, lo);
    out.bound = std::max(out.bound, seen.area.bound);
    out.examined_share = std::max(out.examined_share, share);
  }

  void note(const catalog::Project& project, const catalog::Layer& layer, const std::vector<Issue>& found,
            std::vector<Issue>& issues) const {
    for (Issue issue : found) {
      issue.file = layer.file;
      issue.layer = layer.id;
      issue.feature = project.project_id;
      const bool known = std::any_of(issues.begin(), issues.end(), [&](const Issue& i) {
        return i.code == issue.code && i.layer == issue.layer && i.message == issue.message;
      });
      if (!known) issues.push_back(std::move(issue));
    }
  }

  facts::LayerAnswer answer(const catalog::Project& project, const std::string& kind,
                            const facts::ProjectFacts& facts) {
    facts::LayerAnswer out;
    out.kind = kind;
    const Parts parts = parts_of(project, *schema::parse_roles("all"));
    const auto choice = catalog::choose(s_.layers, kind, project.as_of);
    out.reason_code = choice.reason_code;
    out.reason = choice.reason;
    bool readable = false;
    for (const auto* layer : choice.layers) {
      out.layer_id += (out.layer_id.empty() ? "" : ";") + layer->id;
      const Seen seen = look(opened(open_, *layer, plane_), *layer, parts.figures, plane_,
                             [](double) { return zonal::CellAnswer::no; });
      const double total = seen.area.total.value;
      readable = readable || seen.reason_code != "unreadable";
      if (total > 0)
        out.examined_share = std::max(out.examined_share, std::clamp(1 - seen.unseen() / total, 0.0, 1.0));
      if (out.reason_code.empty()) {
        out.reason_code = seen.reason_code;
        out.reason = seen.reason;
      }
    }
    if (out.examined_share >= 1) out.reason_code = out.reason = "";
    if (!choice.layers.empty() && parts.unsized && out.reason_code.empty()) {
      out.reason_code = "point_only";
      out.reason = "a bare point or line has no area";
    }
    out.state = state_of(out, hit(kind, facts), readable, parts);
    return out;
  }

  bool hit(const std::string& kind, const facts::ProjectFacts& facts) const {
    for (std::size_t i = 0; i < s_.plan.measures.size(); ++i) {
      if (s_.plan.measures[i].layer == kind && facts.measures[i].measured > 0) return true;
    }
    return false;
  }

  static LayerState state_of(const facts::LayerAnswer& answer, bool hit, bool readable, const Parts& parts) {
    if (hit) return LayerState::hit;
    if (!readable || parts.figures.empty()) return LayerState::not_examined;
    if (answer.examined_share >= 1) return parts.unsized ? LayerState::partly_covered : LayerState::clear;
    return answer.examined_share > 0 ? LayerState::partly_covered : LayerState::not_covered;
  }

  const Screening& s_;
  const geom::Plane& plane_;
  std::vector<std::string> kinds_;
  OpenRasters open_;
};

RasterStage::RasterStage(const Route& route) : impl_(std::make_unique<Impl>(route.s, route.plane)) {}
RasterStage::~RasterStage() = default;

void RasterStage::fill(const catalog::Project& project, facts::ProjectFacts& facts) const {
  impl_->fill(project, facts);
}

}  // namespace zonegate::app
