// SPDX-License-Identifier: Apache-2.0
//
// How layers must lie to each other: the red line within priority units (class 1), the three control lines apart, protected areas apart.
#include <algorithm>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

std::string said(const Feature& feature, std::string_view field) {
  const auto at = feature.fields.find(field);
  return at == feature.fields.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
}

std::string name_of(const Feature& feature) {
  for (const char* field : {"name", "code"})
    if (std::string text = said(feature, field); !text.empty()) return text;
  return feature.fid;
}

void name_pair(const Work& work, Finding& f, const Data& a, const Data& b, const Overlap& pair) {
  const Feature &one = a.features[pair.a], &other = b.features[pair.b];
  name_features(f, {one.fid});
  f.with_layer = b.layer->id;
  f.with_features = {other.fid};
  f.area_m2 = pair.area;
  f.detail = {"最宽处约 " + fixed(pair.widest, 2) + " m", "up to " + fixed(pair.widest, 2) + " m wide"};
  f.place = draw_overlap(work, one, other);
}

double accuracy(const Data& a, const Data& b) { return std::max(a.layer->accuracy_m, b.layer->accuracy_m); }

struct Outside {
  Pieces pieces;
  geom::Shape place;
};

// The part of a red line that lies in no priority unit, where the units claim to be complete.
Outside outside_priority(const Work& work, const Feature& line, const std::vector<geom::Figure>& priority,
                         const geom::Figure& coverage) {
  const geom::Figure figure = figure_of(line.area);
  std::vector<geom::RegionInput> inputs = {{figure.area_edges(), 0}, {coverage.area_edges(), 2}};
  std::vector<const geom::Figure*> held;
  for (const auto& unit : priority) {
    inputs.push_back({unit.area_edges(), 1});
    held.push_back(&unit);
  }
  geom::RegionOptions options;
  options.components = true;
  options.window = line.box;
  Outside out;
  out.pieces = pieces_of(geom::measure_region(
      inputs, [](std::span<const int> n) { return n[0] > 0 && n[1] == 0 && n[2] > 0; }, work.plane, options));
  if (!(out.pieces.widest > 0)) return out;
  geom::Drawing left = geom::draw_intersection(figure, coverage);
  if (!held.empty())
    left =
        geom::draw_difference(geom::make_figure(left.shape), geom::make_figure(geom::draw_union(held).shape));
  out.place = lonlat(left.shape, work.plane);
  return out;
}

bool surely_within(geom::AreaOverlap& overlap, const Feature& line, const std::vector<const Feature*>& near) {
  double inside = 0, bound = line.area.area().bound, seen = 0;
  for (const auto* unit : near) {
    const auto shared = overlap(line.area, unit->area);
    inside += shared.value;
    bound += shared.bound;
    seen += overlap.boundary_seen();
  }
  return line.size - inside <= bound + 2 * geom::kGrid * seen && line.size - inside >= -bound;
}

void tell_outside(Work& work, const Data& redline, const Feature& line, const Data& units,
                  const Outside& out) {
  const bool thin = out.pieces.widest < accuracy(redline, units);
  Finding& f =
      work.found.add("layer.redline_outside_priority", thin ? Severity::note : Severity::error, redline.layer,
                     {"生态保护红线“" + name_of(line) + "”有一部分不在优先保护单元内",
                      "part of the red line '" + name_of(line) + "' lies in no priority unit"},
                     {"核对红线与管控单元的版本；红线应全部划入优先保护单元",
                      "check the versions of both: the red line belongs into priority units"});
  name_features(f, {line.fid});
  f.with_layer = units.layer->id;
  f.area_m2 = out.pieces.area;
  f.share = line.size > 0 ? out.pieces.area / line.size : 0;
  f.detail = {"占该图斑 " + fixed(100 * *f.share, 2) + "%", fixed(100 * *f.share, 2) + " % of it"};
  f.place = out.place;
}

}  // namespace

void look_redline(Work& work, const std::vector<const Data*>& redlines,
                  const std::vector<const Data*>& all_units) {
  geom::AreaOverlap overlap;
  for (const Data* units : all_units) {
    const geom::Figure coverage = catalog::place_coverage(*units->layer, work.plane).figure;
    if (!coverage.has_area()) continue;
    // Where no unit has a class, that is the fault, and it is told.
    if (std::none_of(units->features.begin(), units->features.end(),
                     [](const Feature& unit) { return !said(unit, "class").empty(); }))
      continue;
    for (const Data* redline : redlines) {
      for (const auto& line : redline->features) {
        std::vector<const Feature*> near;
        for (const std::size_t i : units->index.query(line.box))
          if (said(units->features[i], "class") == "1") near.push_back(&units->features[i]);
        if (surely_within(overlap, line, near)) continue;
        std::vector<geom::Figure> priority;
        for (const auto* unit : near) priority.push_back(figure_of(unit->area));
        const Outside out = outside_priority(work, line, priority, coverage);
        if (out.pieces.widest > 0) tell_outside(work, *redline, line, *units, out);
      }
    }
  }
}

void look_apart(Work& work, const Data& a, const Data& b) {
  for (const auto& pair : overlaps(work, a, b)) {
    const bool thin = pair.widest < accuracy(a, b);
    const Text with{std::string(schema::find_kind(b.layer->kind)->zh), b.layer->kind};
    Finding& f = work.found.add(
        "layer.control_lines_overlap", thin ? Severity::note : Severity::error, a.layer,
        {"与" + with.zh + "“" + name_of(b.features[pair.b]) + "”重叠：三条控制线不得交叉",
         "overlaps " + with.en + " '" + name_of(b.features[pair.b]) + "': the three control lines lie apart"},
        {"核对两个图层的版本和边界", "check versions and borders of both layers"});
    if (thin) f.hint = {"窄于定位精度", "thinner than the accuracy"};
    name_pair(work, f, a, b, pair);
  }
}

void look_protected(Work& work, const Data& a, const Data& b) {
  for (const auto& pair : overlaps(work, a, b)) {
    const Feature &one = a.features[pair.a], &other = b.features[pair.b];
    const bool thin = pair.widest < accuracy(a, b), same = name_of(one) == name_of(other);
    Finding& f =
        work.found.add("layer.protected_overlap", thin ? Severity::note : Severity::warning, a.layer,
                       {"自然保护地“" + name_of(one) + "”与“" + name_of(other) + "”重叠",
                        "protected areas '" + name_of(one) + "' and '" + name_of(other) + "' overlap"},
                       {"核对整合优化后的范围；判定时两者都计入",
                        "check the boundaries after their integration; a verdict counts both"});
    if (same)
      f.message = {"“" + name_of(one) + "”的两个分区重叠", "two zones of '" + name_of(one) + "' overlap"};
    name_pair(work, f, a, b, pair);
  }
}

}  // namespace zonegate::audit
