// SPDX-License-Identifier: Apache-2.0
//
// How the kinds of layers look on paper: light grounds, and a hatch, a line style and an ink for each, so that grey prints can be read.
#include <array>

#include "sheet/map_parts.h"

namespace zonegate::sheet {
namespace {

struct KindLook {
  std::string_view kind;
  MapLook look;
};
constexpr MapLook area(std::string_view fill, double opacity, Hatch hatch, double spacing,
                       std::string_view ink, double outline, std::string_view dash = {}) {
  return {{fill, opacity, hatch, spacing, ink, 0.16, outline, dash}, {ink, dash, 0.4}};
}

constexpr std::array<KindLook, 24> kKinds = {
    {{"zone_unit", area("#f1edf9", 0.5, Hatch::none, 0, "#4b3a86", 0.4, "3 0.8 0.6 0.8")},
     {"zone_element", area("none", 1, Hatch::none, 0, "#7a63b8", 0.3, "1 0.7")},
     {"redline", area("#fbdcd9", 0.25, Hatch::up, 2.4, "#a51d1d", 0.5)},
     {"pa", area("#ddeedd", 0.7, Hatch::down, 1.7, "#1f6b2a", 0.45)},
     {"pa_outer", area("none", 1, Hatch::down, 3.4, "#1f6b2a", 0.3, "1.6 0.8")},
     {"ws", area("#dbe8f7", 0.7, Hatch::flat, 1.6, "#0f4c9a", 0.4)},
     {"ws_intake", area("#0d47a1", 1, Hatch::none, 0, "#0d47a1", 0.3)},
     {"pbf", area("#fbf0c9", 0.8, Hatch::dots, 1.5, "#8a6400", 0.3)},
     {"pbf_cluster", area("#fbf0c9", 0.5, Hatch::dots, 2.4, "#8a6400", 0.3, "1.6 0.8")},
     {"udb", area("none", 1, Hatch::none, 0, "#a34b10", 0.5, "4 0.8 0.8 0.8")},
     {"builtup", area("#e5ddd9", 0.8, Hatch::none, 0, "#6d4c41", 0.15)},
     {"dltb", area("#fbfbf2", 0.5, Hatch::none, 0, "#8a8f55", 0.12)},
     {"forest", area("#e3efd5", 0.7, Hatch::upright, 2.2, "#33691e", 0.25)},
     {"wetland", area("#d8eeee", 0.7, Hatch::flat, 2.6, "#006b75", 0.3, "1.2 0.6")},
     {"habitat", area("#f5e6f2", 0.5, Hatch::cross, 3, "#7b1f6a", 0.3)},
     {"func_zone", area("none", 1, Hatch::none, 0, "#4f6b3a", 0.25, "2 0.6")},
     {"river_area", area("#c3e3f6", 0.9, Hatch::none, 0, "#1572ab", 0.25)},
     {"river_line", area("none", 1, Hatch::none, 0, "#1572ab", 0.4)},
     {"heritage", area("#efe2dc", 0.8, Hatch::cross, 1.5, "#5b3428", 0.4)},
     {"geohazard", area("#f6e0d8", 0.7, Hatch::up, 2.6, "#9a3412", 0.3, "0.6 0.6")},
     {"road", area("#dddddd", 0.8, Hatch::none, 0, "#6b6b6b", 0.3)},
     {"park", area("#eceff1", 0.6, Hatch::none, 0, "#37474f", 0.35, "2.4 1")},
     {"soilwater", area("none", 1, Hatch::dots, 3, "#7a5230", 0.3, "2 1")},
     {"noise_sensitive", area("#ffffff", 0.6, Hatch::cross, 2.4, "#444444", 0.25)}}};
// Ranks of a kind: the stricter, the closer its hatch and the darker its ground.
constexpr std::array<KindLook, 11> kRanks = {
    {{"zone_unit:1", area("#d3e8cd", 0.6, Hatch::down, 4, "#4b3a86", 0.4, "3 0.8 0.6 0.8")},
     {"zone_unit:2", area("#f6d5cb", 0.6, Hatch::up, 4, "#4b3a86", 0.4, "3 0.8 0.6 0.8")},
     {"zone_unit:3", area("#fbf4d2", 0.6, Hatch::none, 0, "#4b3a86", 0.4, "3 0.8 0.6 0.8")},
     {"zone_element:1", area("none", 1, Hatch::none, 0, "#7a63b8", 0.5, "2.2 0.7")},
     {"zone_element:2", area("none", 1, Hatch::none, 0, "#7a63b8", 0.35, "1 0.7")},
     {"zone_element:3", area("none", 1, Hatch::none, 0, "#7a63b8", 0.25, "0.4 0.7")},
     {"pa:1", area("#bcdcbc", 0.7, Hatch::down, 1.1, "#1f6b2a", 0.45)},
     {"pa:2", area("#e2f0e2", 0.7, Hatch::down, 2.2, "#1f6b2a", 0.45)},
     {"ws:1", area("#aecdf0", 0.7, Hatch::flat, 1, "#0f4c9a", 0.4)},
     {"ws:2", area("#d0e2f6", 0.7, Hatch::flat, 1.9, "#0f4c9a", 0.4)},
     {"ws:3", area("#e8f1fb", 0.7, Hatch::flat, 3.2, "#0f4c9a", 0.4)}}};
constexpr MapLook kOther = area("#f2f2f2", 0.6, Hatch::down, 3, "#555555", 0.25, "1 1");

// Ground of which nothing is known, and ground of which some layers alone say nothing: its hatches lie over one another and can be told apart.
constexpr MapLook kNotExamined = area("#ececec", 0.55, Hatch::cross, 4.2, "#8a8a8a", 0.2, "0.5 0.8");
constexpr MapLook open_ground(Hatch hatch) {
  return area("#ececec", 0.35, hatch, 4.2, "#8a8a8a", 0.2, "0.5 0.8");
}
constexpr std::array<MapLook, kOpenLooks> kOpen = {open_ground(Hatch::up), open_ground(Hatch::down),
                                                   open_ground(Hatch::flat), open_ground(Hatch::upright)};
constexpr MapLook kFootprint = {
    {"#000000", 0.12, Hatch::none, 0, "#000000", 0.2, 0.7, {}}, {"#000000", "", 1}, 1.3};
// What is met of several kinds may be the same ground: each has a hatch of its own, and leaves what lies below to be seen.
constexpr MapLook overlap(Hatch hatch, double spacing) {
  return {{"#c2185b", 0.22, hatch, spacing, "#6d0038", 0.24, 0.5, {}}, {"#6d0038", "", 1.2}, 1.3};
}
constexpr MapLook kOverlap = overlap(Hatch::cross, 1.8);
constexpr std::array<KindLook, 13> kOverlaps = {{{"redline", overlap(Hatch::up, 1.1)},
                                                 {"pa", overlap(Hatch::down, 1.1)},
                                                 {"ws", overlap(Hatch::flat, 1)},
                                                 {"pbf", overlap(Hatch::upright, 1.1)},
                                                 {"pbf_cluster", overlap(Hatch::upright, 2)},
                                                 {"forest", overlap(Hatch::dots, 1.2)},
                                                 {"dltb", overlap(Hatch::dots, 2.2)},
                                                 {"wetland", overlap(Hatch::flat, 2.1)},
                                                 {"habitat", overlap(Hatch::cross, 2.8)},
                                                 {"heritage", overlap(Hatch::cross, 1.2)},
                                                 {"geohazard", overlap(Hatch::up, 2.3)},
                                                 {"zone_unit", overlap(Hatch::down, 2.5)},
                                                 {"zone_element", overlap(Hatch::up, 3.4)}}};
// What passes over or under keeps the hatch of its kind, wider, and has no ground of its own; outlines are long dashes above, short ones below, dots of an influence.
using Way = MapItem::Way;
constexpr MapLook by_way(MapLook look, Way way) {
  if (way == Way::taken) return look;
  look.area.fill = "none";
  look.area.spacing *= way == Way::over ? 1.5 : way == Way::under ? 2.2 : 3;
  look.area.dash = look.line.dash = way == Way::over ? "3.4 1.2" : way == Way::under ? "1 0.9" : "0.3 0.9";
  return look;
}
struct OverlapLooks {
  std::array<KindLook, kOverlaps.size()> kinds;
  MapLook other, footprint;
};
constexpr OverlapLooks looks_of(Way way) {
  OverlapLooks out{kOverlaps, by_way(kOverlap, way), by_way(kFootprint, way)};
  for (auto& one : out.kinds) one.look = by_way(one.look, way);
  return out;
}
constexpr std::array<OverlapLooks, 4> kByWay = {looks_of(Way::taken), looks_of(Way::over),
                                                looks_of(Way::under), looks_of(Way::influence)};
constexpr MapLook kNearest = {{"none", 1, Hatch::none, 0, "#000000", 0.2, 0.4, "1.4 0.9"},
                              {"#000000", "1.4 0.9", 0.4}};
constexpr MapLook kGiveUp = {{"none", 1, Hatch::flat, 1.2, "#005b3c", 0.2, 0.7, "2 0.8"},
                             {"#005b3c", "2 0.8", 1.1}};

constexpr MapLook kIndex = {{"none", 1, Hatch::none, 0, "#000000", 0.16, 0.3, {}}, {"#000000", "", 0.3}};

// Dashes and dots, longer and heavier from level to level.
constexpr MapLook border(std::string_view ink, double width, std::string_view dash) {
  return {{"none", 1, Hatch::none, 0, ink, 0.16, width, dash}, {ink, dash, width}};
}
constexpr std::array<KindLook, 3> kBorders = {
    {{"county", border("#6a6a6a", 0.28, "2.6 0.8 0.4 0.8")},
     {"city", border("#5a5a5a", 0.42, "4.4 0.9 0.5 0.9")},
     {"province", border("#4a4a4a", 0.56, "5.6 0.9 0.6 0.9 0.6 0.9")}}};

}  // namespace

const MapLook& map_look(MapItem::What what, std::string_view layer_kind, MapItem::Way way) {
  using What = MapItem::What;
  const OverlapLooks& looks = kByWay[static_cast<std::size_t>(way)];
  switch (what) {
    case What::not_examined:
      for (std::size_t i = 0; i < kOpen.size(); ++i)
        if (layer_kind == open_look(i)) return kOpen[i];
      return kNotExamined;
    case What::footprint:
      return looks.footprint;
    case What::overlap:
    case What::crossing:
      for (const auto& known : looks.kinds)
        if (known.kind == layer_kind) return known.look;
      return looks.other;
    case What::nearest:
      return kNearest;
    case What::give_up:
      return kGiveUp;
    case What::index:
      return kIndex;
    case What::border:
      for (const auto& known : kBorders)
        if (known.kind == layer_kind) return known.look;
      return kBorders.front().look;
    case What::feature:
    case What::region:
      break;
  }
  for (const auto& known : kRanks)
    if (known.kind == layer_kind) return known.look;
  const std::string_view kind = layer_kind.substr(0, layer_kind.find(':'));
  for (const auto& known : kKinds)
    if (known.kind == kind) return known.look;
  return kOther;
}

}  // namespace zonegate::sheet
