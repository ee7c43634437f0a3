// SPDX-License-Identifier: Apache-2.0
#include "sheet/canvas.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace zonegate::sheet {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

double angle_of(Hatch hatch) {
  switch (hatch) {
    case Hatch::up:
      return -45;
    case Hatch::down:
      return 45;
    case Hatch::upright:
      return 90;
    default:
      return 0;
  }
}

// Scan lines in a turned system, paired off by the even-odd rule. An edge owns its lower end, so a vertex on a scan line counts once.
void scan(const std::vector<Outline>& rings, double degrees, double spacing, bool dots, std::string& out) {
  const double c = std::cos(degrees * kDegree), s = std::sin(degrees * kDegree);
  const auto turned = [&](Spot p) { return Spot{p.x * c + p.y * s, p.y * c - p.x * s}; };
  const auto back = [&](double x, double y) { return Spot{x * c - y * s, x * s + y * c}; };
  double low = HUGE_VAL, high = -HUGE_VAL;
  std::vector<Outline> placed;
  for (const auto& ring : rings) {
    placed.emplace_back();
    for (const Spot p : ring) {
      placed.back().push_back(turned(p));
      low = std::min(low, placed.back().back().y);
      high = std::max(high, placed.back().back().y);
    }
  }
  std::vector<double> cuts;
  for (double k = std::ceil(low / spacing); k * spacing <= high; ++k) {
    const double y = k * spacing;
    cuts.clear();
    for (const auto& ring : placed) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const Spot a = ring[i], b = ring[(i + 1) % ring.size()];
        if ((a.y <= y) != (b.y <= y)) cuts.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
      }
    }
    std::sort(cuts.begin(), cuts.end());
    for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) {
      if (!dots) {
        const Spot from = back(cuts[i], y), to = back(cuts[i + 1], y);
        out += "M" + mm(from.x) + " " + mm(from.y) + "L" + mm(to.x) + " " + mm(to.y);
        continue;
      }
      const double shift = std::fmod(std::abs(k), 2) * spacing / 2;
      for (double n = std::ceil((cuts[i] - shift) / spacing); n * spacing + shift <= cuts[i + 1]; ++n) {
        const Spot at = back(n * spacing + shift, y);
        out += "M" + mm(at.x) + " " + mm(at.y) + "h0.01";
      }
    }
  }
}

std::string path_data(const std::vector<Outline>& paths, bool closed) {
  std::string d;
  for (const auto& path : paths) {
    for (std::size_t i = 0; i < path.size(); ++i)
      d += (i == 0 ? "M" : "L") + mm(path[i].x) + " " + mm(path[i].y);
    if (closed && !path.empty()) d += "Z";
  }
  return d;
}

std::string attribute(const char* name, std::string_view value) {
  return " " + std::string(name) + "=\"" + html_escape(value) + "\"";
}

}  // namespace

std::string mm(double v) { return shortest(quantise(v, 2)); }

std::string hatch_lines(const std::vector<Outline>& rings, Hatch hatch, double spacing) {
  std::string out;
  if (hatch == Hatch::none) return out;
  if (hatch == Hatch::cross) {
    scan(rings, -45, spacing, false, out);
    scan(rings, 45, spacing, false, out);
    return out;
  }
  scan(rings, angle_of(hatch), spacing, hatch == Hatch::dots, out);
  return out;
}

void Canvas::text(Spot at, std::string_view words, const Letters& letters) {
  const char* anchor = letters.anchor == Anchor::start    ? ""
                       : letters.anchor == Anchor::middle ? " text-anchor=\"middle\""
                                                          : " text-anchor=\"end\"";
  std::string attributes =
      attribute("x", mm(at.x)) + attribute("y", mm(at.y)) + attribute("font-size", mm(letters.size)) + anchor;
  if (letters.bold) attributes += " font-weight=\"bold\"";
  if (letters.turn != 0)
    attributes +=
        attribute("transform", "rotate(" + mm(letters.turn) + " " + mm(at.x) + " " + mm(at.y) + ")");
  const std::string content = ">" + html_escape(words) + "</text>\n";
  if (letters.halo)  // twice: not every program knows paint-order
    body_ += "<text" + attributes +
             " fill=\"#ffffff\" stroke=\"#ffffff\" stroke-width=\"0.7\" stroke-linejoin=\"round\"" + content;
  body_ += "<text" + attributes + attribute("fill", letters.colour) + content;
}

void Canvas::line(const Outline& path, std::string_view colour, double width, std::string_view dash) {
  if (path.size() < 2) return;
  body_ += "<path" + attribute("d", path_data({path}, false)) + " fill=\"none\"" +
           attribute("stroke", colour) + attribute("stroke-width", mm(width)) + " stroke-linejoin=\"round\"" +
           (dash.empty() ? std::string() : attribute("stroke-dasharray", dash)) + "/>\n";
}

void Canvas::area(const std::vector<Outline>& rings, const Look& look) {
  if (look.fill != "none")
    body_ += "<path" + attribute("d", path_data(rings, true)) + attribute("fill", look.fill) +
             (look.opacity < 1 ? attribute("fill-opacity", mm(look.opacity)) : "") +
             " fill-rule=\"evenodd\"/>\n";
  const std::string lines = hatch_lines(rings, look.hatch, look.spacing);
  if (lines.empty()) return;
  const bool dots = look.hatch == Hatch::dots;
  body_ += "<path" + attribute("d", lines) + " fill=\"none\"" + attribute("stroke", look.ink) +
           attribute("stroke-width", mm(dots ? 3 * look.hatch_width : look.hatch_width)) +
           (dots ? " stroke-linecap=\"round\"" : "") + "/>\n";
}

void Canvas::border(const std::vector<Outline>& paths, const Look& look, bool closed) {
  const std::string d = path_data(paths, closed);
  if (d.empty() || look.outline <= 0) return;
  body_ += "<path" + attribute("d", d) + " fill=\"none\"" + attribute("stroke", look.ink) +
           attribute("stroke-width", mm(look.outline)) + " stroke-linejoin=\"round\"" +
           (look.dash.empty() ? std::string() : attribute("stroke-dasharray", look.dash)) + "/>\n";
}

void Canvas::box(double left, double top, double right, double bottom, const Look& look) {
  const std::vector<Outline> rings = {rectangle(left, top, right, bottom)};
  area(rings, look);
  border(rings, look, true);
}

void Canvas::circle(Spot middle, double radius, std::string_view fill, std::string_view ink, double width) {
  body_ += "<circle" + attribute("cx", mm(middle.x)) + attribute("cy", mm(middle.y)) +
           attribute("r", mm(radius)) + attribute("fill", fill) + attribute("stroke", ink) +
           attribute("stroke-width", mm(width)) + "/>\n";
}

Picture Canvas::finish() const {
  const std::string w = mm(width_), h = mm(height_);
  return {"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + w + "mm\" height=\"" + h +
              "mm\" viewBox=\"0 0 " + w + " " + h +
              "\" font-family=\"'Noto Sans CJK SC', 'Microsoft YaHei', SimHei, sans-serif\">\n" + body_ +
              "</svg>",
          width_, height_};
}

double text_width(std::string_view words, double size) {
  // Wide signs fill the square of their size; others are little more than half as wide.
  return static_cast<double>(display_width(words)) * size * 0.52;
}

Outline rectangle(double left, double top, double right, double bottom) {
  return {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
}

}  // namespace zonegate::sheet
