// SPDX-License-Identifier: Apache-2.0
//
// The drawing. Local equirectangular projection about the middle of the window, with the ellipsoid's radii there (good to 1e-4 over the
// tens of kilometres of a project map, far below a pixel). The window holds the footprint, its evidence and short nearest lines; a long nearest line
// leaves the window, its number stands in the table. Small hits get a ring, so that 2 m2 cannot hide between pixels.
#include "report/map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "report/text.h"

namespace zonegate::report {
namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kBeyond = 8;  // how far outside the frame shapes are cut, so that no cut edge shows

struct Degree {  // metres a degree on the ellipsoid of CGCS2000 at a latitude
  double lon, lat;
};
Degree degree_at(double lat) {
  constexpr double a = 6378137.0, e2 = 0.0066943800229;
  const double s = std::sin(lat * kDegree), w = std::sqrt(1 - e2 * s * s);
  return {a / w * std::cos(lat * kDegree) * kDegree, a * (1 - e2) / (w * w * w) * kDegree};
}

double diagonal_m(const geom::Box& box) {
  const Degree d = degree_at((box.min_y + box.max_y) / 2);
  return std::hypot((box.max_x - box.min_x) * d.lon, (box.max_y - box.min_y) * d.lat);
}

geom::Box window_of(const std::vector<MapShape>& shapes) {
  using Kind = MapShape::Kind;
  geom::Box box;
  for (const auto& s : shapes) {
    if (s.kind == Kind::footprint) box.add(s.lonlat.box());
  }
  if (box.empty()) return box;
  const double reach = std::max(3000.0, 3 * diagonal_m(box));
  geom::Box with = box;
  for (const auto& s : shapes) {
    const bool evidence = s.kind == Kind::overlap || s.kind == Kind::crossing || s.kind == Kind::uncovered ||
                          s.kind == Kind::give_up;
    if (!s.lonlat.empty() && (evidence || (s.kind == Kind::nearest && diagonal_m(s.lonlat.box()) < reach)))
      with.add(s.lonlat.box());
  }
  return with;
}

View view_of(const geom::Box& box) {
  View v;
  v.frame = kFrame;
  v.lon0 = (box.min_x + box.max_x) / 2;
  v.lat0 = (box.min_y + box.max_y) / 2;
  const Degree d = degree_at(v.lat0);
  const double wide = std::max(250.0, (box.max_x - box.min_x) * d.lon * 1.5);
  const double high = std::max(250.0, (box.max_y - box.min_y) * d.lat * 1.5);
  v.metre = std::min((v.frame.right - v.frame.left) / wide, (v.frame.bottom - v.frame.top) / high);
  v.x_scale = v.metre * d.lon;
  v.y_scale = v.metre * d.lat;
  return v;
}

std::vector<Pixel> pixels(const std::vector<geom::Point>& points, const View& view) {
  std::vector<Pixel> out;
  out.reserve(points.size());
  for (const auto p : points) out.push_back(view(p));
  return out;
}

std::string path_data(const std::vector<Pixel>& points, bool closed) {
  std::string d;
  for (const auto p : points) d += (d.empty() ? "M" : "L") + px(p.x) + " " + px(p.y);
  return closed ? d + "Z" : d;
}

class Drawing {
 public:
  explicit Drawing(const View& view) : view_(view) {
    const Frame& f = view.frame;
    cut_ = {f.left - kBeyond, f.top - kBeyond, f.right + kBeyond, f.bottom + kBeyond};
  }
  std::string draw(const MapShape& shape, const Variants& variants) const {
    const Paint paint = paint_of(shape, variants);
    std::string out;
    for (const auto& polygon : shape.lonlat.polygons) out += polygon_path(polygon, paint, shape.kind);
    for (const auto& path : shape.lonlat.lines) out += line_path(path, paint, shape.kind);
    for (const auto p : shape.lonlat.points) out += point_mark(view_(p), paint);
    return out;
  }

 private:
  std::string polygon_path(const geom::Polygon& polygon, const Paint& paint, MapShape::Kind kind) const {
    const auto shell = clip_ring(pixels(polygon.shell, view_), cut_);
    std::string d = shell.empty() ? "" : path_data(shell, true);
    if (!d.empty()) {
      for (const auto& hole : polygon.holes) {
        const auto ring = clip_ring(pixels(hole, view_), cut_);
        if (!ring.empty()) d += path_data(ring, true);
      }
      d = "<path fill-rule=\"evenodd\" d=\"" + d + "\" fill=\"" + paint.fill + "\" fill-opacity=\"" +
          plain(paint.opacity) + "\"" + stroke_of(paint) + "/>";
    }
    return kind == MapShape::Kind::overlap ? d + ring_mark(polygon.shell) : d;
  }
  std::string ring_mark(const geom::Ring& shell) const {
    geom::Box box;
    for (const auto p : shell) box.add(p);
    if (box.empty()) return {};
    const Pixel a = view_({box.min_x, box.max_y}), b = view_({box.max_x, box.min_y});
    if (std::hypot(b.x - a.x, b.y - a.y) > 10) return {};
    return "<circle cx=\"" + px((a.x + b.x) / 2) + "\" cy=\"" + px((a.y + b.y) / 2) +
           "\" r=\"9\" fill=\"none\" stroke=\"#8e0052\" stroke-width=\"2\"/>";
  }
  std::string line_path(const geom::Path& path, const Paint& paint, MapShape::Kind kind) const {
    std::string out;
    const std::string arrow = kind == MapShape::Kind::nearest ? " marker-end=\"url(#zg-arrow)\"" : "";
    for (const auto& piece : clip_line(pixels(path, view_), cut_)) {
      out += "<path d=\"" + path_data(piece, false) + "\" fill=\"none\"" + stroke_of(paint) + arrow + "/>";
    }
    return out;
  }
  std::string point_mark(Pixel p, const Paint& paint) const {
    if (p.x < cut_.left || p.x > cut_.right || p.y < cut_.top || p.y > cut_.bottom) return {};
    return "<circle cx=\"" + px(p.x) + "\" cy=\"" + px(p.y) + "\" r=\"5\" fill=\"" + paint.stroke +
           "\" stroke=\"#ffffff\" stroke-width=\"1.5\"/>";
  }
  View view_;
  Frame cut_;
};

// With what a reader may ask of it: its line of the legend, and the rules whose evidence it is.
std::string group_of(const MapShape& shape, const std::string& drawn, Lang lang) {
  using Kind = MapShape::Kind;
  const bool evidence = shape.kind == Kind::overlap || shape.kind == Kind::crossing ||
                        shape.kind == Kind::nearest || shape.kind == Kind::give_up;
  const std::string label = legend_label(shape, lang);
  return "<g data-key=\"" + legend_key(legend_word(shape, lang)) + "\"" +
         (evidence && !shape.label.empty() ? " data-rule=\"" + html_escape(shape.label) + "\"" : "") +
         "><title>" + html_escape(label) + "</title>" + drawn + "</g>";
}

int rank(const MapShape* s) {
  constexpr std::array kRank = {4, 1, 5, 7, 8, 3, 0, 6, 2};  // in the order of MapShape::Kind
  static_assert(kRank.size() == static_cast<std::size_t>(MapShape::Kind::stand) + 1, "a rank for each kind");
  const bool unit =
      s->kind == MapShape::Kind::layer && (s->layer_kind == "zone_unit" || s->layer_kind == "dltb");
  return kRank[static_cast<std::size_t>(s->kind)] * 2 + (unit ? 0 : 1);
}

}  // namespace

std::string map_svg(const std::vector<MapShape>& shapes, bool demo, Lang lang) {
  const geom::Box box = window_of(shapes);
  if (box.empty()) return {};
  const View view = view_of(box);
  std::vector<const MapShape*> order;
  for (const auto& s : shapes) order.push_back(&s);
  std::stable_sort(order.begin(), order.end(),
                   [](const MapShape* a, const MapShape* b) { return rank(a) < rank(b); });
  const Drawing drawing(view);
  const Variants variants = variants_of(shapes);
  std::string body;
  std::vector<const MapShape*> drawn;
  for (const MapShape* s : order) {
    const std::string part = drawing.draw(*s, variants);
    if (part.empty()) continue;
    body += group_of(*s, part, lang);
    drawn.push_back(s);
    demo |= s->demo;
  }
  std::reverse(drawn.begin(), drawn.end());
  const Frame& f = view.frame;
  const std::string rect = "x=\"" + px(f.left) + "\" y=\"" + px(f.top) + "\" width=\"" +
                           px(f.right - f.left) + "\" height=\"" + px(f.bottom - f.top) + "\"";
  const std::string place = px(f.left) + " " + px(f.top) + " " + px(f.right) + " " + px(f.bottom);
  return "<svg class=\"map\" data-frame=\"" + place + "\" data-metre=\"" + plain(quantise(view.metre, 9)) +
         "\" viewBox=\"0 0 " + px(kMapWidth) + " " + px(kMapHeight) + "\" role=\"img\" aria-label=\"" +
         (lang == Lang::zh ? "项目位置图" : "Map of the project") + "\"><rect " + rect +
         " fill=\"#fbfbf8\"/><g clip-path=\"url(#zg-frame)\"><g class=\"move\">" + body + "</g>" +
         (demo ? demo_marks(view) : "") + "</g>" + graticule(view) + "<rect " + rect +
         " fill=\"none\" stroke=\"#333333\"/>" + scale_bar(view) + north_arrow(view, lang) +
         legend(drawn, variants, lang) + "</svg>\n";
}

}  // namespace zonegate::report
