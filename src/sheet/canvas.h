// SPDX-License-Identifier: Apache-2.0
// Private to sheet: an SVG that is being drawn, how areas and lines look, and hatching.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sheet/sheet.h"

namespace zonegate::sheet {

using Spot = geom::Point;  // on the paper, mm from its upper left corner
using Outline = std::vector<Spot>;

enum class Hatch { none, up, down, flat, upright, cross, dots };
struct Look {
  std::string_view fill = "none";
  double opacity = 1;  // of the fill
  Hatch hatch = Hatch::none;
  double spacing = 1.6;                      // of the hatch
  std::string_view ink = "#000000";          // of hatch and outline
  double hatch_width = 0.18, outline = 0.2;  // 0: none
  std::string_view dash{};                   // of the outline
};

// Lines of a hatch inside closed rings (even-odd), as path data; dots are short strokes. Hatches of several areas fit together.
std::string hatch_lines(const std::vector<Outline>& rings, Hatch hatch, double spacing);

std::string mm(double v);  // two decimals, shortest

class Canvas {
 public:
  Canvas(double width, double height) : width_(width), height_(height) {}
  enum class Anchor { start, middle, end };
  struct Letters {
    double size = 2.8;  // mm
    Anchor anchor = Anchor::start;
    bool bold = false;
    std::string_view colour = "#000000";
    double turn = 0;    // degrees clockwise
    bool halo = false;  // white around it
  };
  void text(Spot at, std::string_view words, const Letters& letters);
  void text(Spot at, std::string_view words) { text(at, words, Letters()); }
  void line(const Outline& path, std::string_view colour, double width, std::string_view dash = {});
  void area(const std::vector<Outline>& rings, const Look& look);  // fill and hatch
  void border(const std::vector<Outline>& paths, const Look& look, bool closed);
  void box(double left, double top, double right, double bottom, const Look& look);
  void circle(Spot middle, double radius, std::string_view fill, std::string_view ink, double width);
  Picture finish() const;

 private:
  double width_, height_;
  std::string body_;
};
double text_width(std::string_view words, double size);  // mm, about
Outline rectangle(double left, double top, double right, double bottom);

// The n-th of several areas or lines of a chart.
const Look& chart_look(std::size_t n);
const Look& strictness_look(std::size_t n);  // from the strictest of five outcomes
struct Stroke {
  std::string_view colour, dash;
  double width;
};
const Stroke& chart_stroke(std::size_t n);

// Round numbers of an axis from low to high, about four.
struct Ticks {
  double first = 0, step = 1;
  int decimals = 0;
};
Ticks ticks_of(double low, double high, int about = 4);
std::string grouped(double v, int decimals);  // 12,345.6; a true minus sign

// Below a chart: samples with their names, as many lines as they need. The height they take, also where nothing is drawn (canvas is null).
struct Key {
  std::string name;
  const Look* look = nullptr;  // else a stroke
  const Stroke* stroke = nullptr;
};
double draw_keys(Canvas* canvas, const std::vector<Key>& keys, double left, double right, double top);

}  // namespace zonegate::sheet
