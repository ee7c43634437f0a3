// SPDX-License-Identifier: Apache-2.0
//
// The map of one project as SVG. For the eye only: shapes are projected locally, cut to the window and thinned to pixels;
// no number of any result is taken from it.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "geom/geom.h"
#include "report/report.h"

namespace zonegate::report {

using Pixel = geom::Point;
struct Frame {  // of the drawing, in SVG units
  double left = 0, top = 0, right = 0, bottom = 0;
};

// map_clip.cpp
// Ring cut to the frame (Sutherland-Hodgman) and thinned; fewer than 3 points: nothing to draw.
std::vector<Pixel> clip_ring(const std::vector<Pixel>& ring, const Frame& frame);
// Pieces of a line inside the frame, thinned.
std::vector<std::vector<Pixel>> clip_line(const std::vector<Pixel>& path, const Frame& frame);

// map_style.cpp
struct Paint {
  std::string stroke, fill, pattern;  // pattern: id of a hatch, or empty
  double width = 1, opacity = 0.25;
  std::string dash;
  bool line = false;  // legend shows a line
};
// Levels and zones of a kind that one map shows: by kind and label, which of them it is; each looks different.
using Variants = std::map<std::pair<std::string, std::string>, std::size_t>;
Variants variants_of(const std::vector<MapShape>& shapes);
Paint paint_of(const MapShape& shape, const Variants& variants);
std::string legend_label(const MapShape& shape, Lang lang);
// What of a label stands for the look: evidence of all rules is drawn alike, and has one line of the legend.
std::string legend_word(const MapShape& shape, Lang lang);
// Hatches, the frame's clip path and the arrow head, once per page, before the first map.
std::string map_definitions();

extern const Frame kFrame;
extern const double kMapWidth, kMapHeight;
std::string stroke_of(const Paint& paint);  // SVG attributes

struct View {                       // lon/lat to pixels
  double lon0 = 0, lat0 = 0;        // middle of the window
  double x_scale = 1, y_scale = 1;  // pixels a degree
  double metre = 1;                 // pixels a metre
  Frame frame;

  Pixel operator()(geom::Point p) const {
    return {(frame.left + frame.right) / 2 + (p.x - lon0) * x_scale,
            (frame.top + frame.bottom) / 2 - (p.y - lat0) * y_scale};
  }
  double lon(double x) const { return lon0 + (x - (frame.left + frame.right) / 2) / x_scale; }
  double lat(double y) const { return lat0 - (y - (frame.top + frame.bottom) / 2) / y_scale; }
};

// map_furniture.cpp: what stands on and beside the map.
std::string px(double v);  // one decimal
std::string graticule(const View& view);
std::string scale_bar(const View& view);
std::string north_arrow(const View& view, Lang lang);
std::string legend(const std::vector<const MapShape*>& shapes, const Variants& variants, Lang lang);
// A word for all shapes that one line of the legend stands for: the same for the same label, made of letters and digits.
std::string legend_key(const std::string& label);
std::string demo_marks(const View& view);

// Empty where there is nothing to draw. `demo`: the map says 演示数据 also where no single shape is marked.
std::string map_svg(const std::vector<MapShape>& shapes, bool demo, Lang lang);

}  // namespace zonegate::report
