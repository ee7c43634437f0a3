// SPDX-License-Identifier: Apache-2.0
//
// How the kinds look: a colour and a hatch each, so that a grey print can still be read.
#include <algorithm>
#include <array>
#include <string_view>

#include "report/carbon_report.h"
#include "report/map.h"
#include "report/text.h"

namespace zonegate::report {
namespace {

struct Look {
  std::string_view kind, colour, pattern, dash;
  double opacity;
};
constexpr std::array<Look, 20> kLooks = {{{"zone_unit", "#6a4fb3", "", "7 3", 0.05},
                                          {"zone_element", "#8d6fc0", "", "3 3", 0.05},
                                          {"redline", "#c62828", "zg-up", "", 0.9},
                                          {"pa", "#2e7d32", "zg-down", "", 0.9},
                                          {"ws", "#1565c0", "zg-flat", "", 0.9},
                                          {"ws_intake", "#0d47a1", "", "", 1},
                                          {"pbf", "#a87900", "zg-dots", "", 0.9},
                                          {"pbf_cluster", "#a87900", "zg-dots", "", 0.7},
                                          {"udb", "#d2691e", "", "9 3 2 3", 0.06},
                                          {"builtup", "#8d6e63", "", "", 0.15},
                                          {"dltb", "#9aa05a", "", "", 0.1},
                                          {"forest", "#33691e", "zg-wide", "", 0.6},
                                          {"wetland", "#00838f", "zg-flat", "", 0.7},
                                          {"river_area", "#29a3dd", "", "", 0.35},
                                          {"river_line", "#0277bd", "", "", 1},
                                          {"heritage", "#6d4c41", "zg-cross", "", 0.8},
                                          {"geohazard", "#bf360c", "zg-wide", "", 0.7},
                                          {"road", "#757575", "", "", 1},
                                          {"park", "#455a64", "", "4 2", 0.1},
                                          {"admin", "#555555", "", "2 3", 0}}};
constexpr Look kOther = {"", "#616161", "zg-wide", "", 0.4};

const Look& look_of(std::string_view kind) {
  for (const auto& look : kLooks) {
    if (look.kind == kind) return look;
  }
  return kOther;
}

constexpr std::size_t kVariants = 3;  // of a hatch: as it is, wide, bold

std::string of_variant(std::string_view kind, std::size_t variant) {
  return std::string(kind) + (variant > 0 ? "-" + std::to_string(variant) : "");
}

std::string hatch(std::string_view id, std::string_view colour, std::string_view kind,
                  std::size_t variant = 0) {
  const bool bold = variant == 2;
  const std::string shape = id == "zg-dots"
                                ? "<circle cx=\"3\" cy=\"3\" r=\"" + std::string(bold ? "2" : "1.1") +
                                      "\" fill=\"" + std::string(colour) + "\"/>"
                                : "<path d=\"M0 0V20" + std::string(id == "zg-cross" ? "M0 0H20" : "") +
                                      "\" stroke=\"" + std::string(colour) + "\" stroke-width=\"" +
                                      (bold ? "4" : "1.4") + "\"/>";
  const double step = id == "zg-wide" ? 10 : id == "zg-dots" ? 6 : 6.5;
  const std::string size = plain(variant == 1 ? 1.6 * step : step);
  const std::string turn = id == "zg-up" || id == "zg-cross" ? "45"
                           : id == "zg-down"                 ? "-45"
                           : id == "zg-wide"                 ? "20"
                           : id == "zg-flat"                 ? "90"
                                                             : "0";
  return "<pattern id=\"zg-p-" + of_variant(kind, variant) + "\" width=\"" + size + "\" height=\"" + size +
         "\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(" + turn + ")\">" + shape +
         "</pattern>";
}

// Greens from light to dark up to 300 t C/ha; grey where the carbon is not known.
std::string shade(const std::optional<double>& tc_ha) {
  static constexpr std::array<std::string_view, 6> kGreens{"#e5f1d6", "#c2dea0", "#94c36b",
                                                           "#5fa044", "#35782c", "#15501c"};
  if (!tc_ha) return "#bdbdbd";
  const auto step = static_cast<std::size_t>(std::clamp(*tc_ha / 50, 0.0, 5.0));
  return std::string(kGreens[step]);
}

}  // namespace

const Frame kFrame = {52, 12, 712, 472};
const double kMapWidth = 960, kMapHeight = 506;

Paint paint_of(const MapShape& shape, const Variants& variants) {
  switch (shape.kind) {
    case MapShape::Kind::footprint:
      return {"#000000", "#000000", "", 2.2, 0.16, "", false};
    case MapShape::Kind::overlap:
      return {"#8e0052", "#d81b60", "", 1.6, 0.4, "", false};
    case MapShape::Kind::crossing:
      return {"#d81b60", "none", "", 5, 1, "", true};
    case MapShape::Kind::nearest:
      return {"#222222", "none", "", 1.4, 1, "5 4", true};
    case MapShape::Kind::uncovered:
      return {"#333333", "url(#zg-p-uncovered)", "uncovered", 1.2, 0.8, "2 2", false};
    case MapShape::Kind::county:
      return {"#777777", "none", "", 1.2, 1, "8 3 2 3", true};
    case MapShape::Kind::give_up: {
      const bool line = shape.lonlat.polygons.empty();
      return {
          "#0b5d1e", line ? "none" : "url(#zg-p-give_up)", line ? "" : "give_up", line ? 5.0 : 2.4, 1, "6 3",
          line};
    }
    case MapShape::Kind::stand:
      return {"#1b4d1f", shade(shape.value), "", 1.2, 0.85, "", false};
    case MapShape::Kind::layer:
      break;
  }
  const Look& look = look_of(shape.layer_kind);
  const std::string colour(look.colour);
  const std::string name = look.kind.empty() ? "other" : std::string(look.kind);
  const bool only_lines = shape.lonlat.polygons.empty() && !shape.lonlat.lines.empty();
  if (only_lines) return {colour, "none", "", 2.2, 1, std::string(look.dash), true};
  constexpr std::array<std::string_view, kVariants> kDashes = {"", "6 3", "2 3"};
  const auto at = variants.find({shape.layer_kind, shape.label});
  const std::size_t n = at == variants.end() ? 0 : at->second % kVariants;
  const std::string dash(look.dash.empty() ? kDashes[n] : look.dash);
  if (look.pattern.empty()) {
    constexpr std::array<double, kVariants> kFill = {1, 0.4, 1.6};
    return {colour, colour, "", 1.4, std::min(1.0, look.opacity * kFill[n]), dash, false};
  }
  const std::string hatched = of_variant(name, n);
  return {colour, "url(#zg-p-" + hatched + ")", hatched, 1.4, look.opacity, dash, false};
}

Variants variants_of(const std::vector<MapShape>& shapes) {
  Variants out;
  for (const auto& s : shapes)
    if (s.kind == MapShape::Kind::layer) out[{s.layer_kind, s.label}] = 0;
  const std::string* kind = nullptr;
  std::size_t n = 0;
  for (auto& [key, variant] : out) {
    n = kind && *kind == key.first ? n + 1 : 0;
    variant = n;
    kind = &key.first;
  }
  return out;
}

std::string legend_word(const MapShape& shape, Lang lang) {
  using Kind = MapShape::Kind;
  const bool rules = shape.kind == Kind::overlap || shape.kind == Kind::crossing ||
                     shape.kind == Kind::nearest || shape.kind == Kind::uncovered;
  if (!rules) return legend_label(shape, lang);
  return legend_label({shape.kind, "", "", false, {}}, lang);
}

std::string legend_label(const MapShape& shape, Lang lang) {
  const Words w{lang};
  const std::string of = shape.label.empty() ? "" : " " + shape.label;
  switch (shape.kind) {
    case MapShape::Kind::footprint:
      return w("项目地块", "Project parts");
    case MapShape::Kind::overlap:
      return w("压占", "Overlap") + of;
    case MapShape::Kind::crossing:
      return w("穿越", "Crossing") + of;
    case MapShape::Kind::nearest:
      return w("最近距离", "Nearest") + of;
    case MapShape::Kind::uncovered:
      return w("未覆盖", "Not covered") + of;
    case MapShape::Kind::county:
      return w("县级界线", "County boundary");
    case MapShape::Kind::give_up:
      return w("建议退让", "To give up") + of;
    case MapShape::Kind::stand:
      return (shape.label.empty() ? w("小班", "Stand") : stratum_words(shape.label, lang)) + " " +
             (shape.value ? rounded(*shape.value, 0) + " t C/hm²" : w("碳密度未知", "carbon not known")) +
             (shape.demo ? "（演示数据）" : "");
    case MapShape::Kind::layer:
      break;
  }
  return shape.label +
         (shape.demo && shape.label.find("演示数据") == std::string::npos ? "（演示数据）" : "");
}

std::string map_definitions() {
  std::string out = "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>";
  for (const auto& look : kLooks) {
    for (std::size_t n = 0; n < kVariants && !look.pattern.empty(); ++n)
      out += hatch(look.pattern, look.colour, look.kind, n);
  }
  for (std::size_t n = 0; n < kVariants; ++n) out += hatch(kOther.pattern, kOther.colour, "other", n);
  out += hatch("zg-dots", "#333333", "uncovered") + hatch("zg-cross", "#0b5d1e", "give_up");
  const auto n = [](double v) { return plain(v); };
  out += "<clipPath id=\"zg-frame\"><rect x=\"" + n(kFrame.left) + "\" y=\"" + n(kFrame.top) + "\" width=\"" +
         n(kFrame.right - kFrame.left) + "\" height=\"" + n(kFrame.bottom - kFrame.top) + "\"/></clipPath>";
  return out +
         "<marker id=\"zg-arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" "
         "markerHeight=\"7\" orient=\"auto\">"
         "<path d=\"M0 0L8 4L0 8z\" fill=\"#222222\"/></marker></defs></svg>\n";
}

}  // namespace zonegate::report
