// SPDX-License-Identifier: Apache-2.0
//
// sheet: pictures for paper, as SVG: charts. All lengths are millimetres on the paper. A picture is one self-contained SVG without script, style sheet,
// pattern or reference, since every program that prints one (browsers, WeasyPrint, librsvg, LibreOffice, Word) draws plain paths and texts, and not all of them the
// rest: hatches are drawn line by line. Whatever differs in colour differs in lightness and in hatch or line style too, for grey prints and colour-blind readers.
// Nothing is computed here but places on the paper.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/core.h"

namespace zonegate::sheet {

struct Picture {
  std::string svg;
  double width_mm = 0, height_mm = 0;
};

// ------------------------------------------------------------------------------------------------------- charts
struct Curve {
  std::string name;
  std::vector<double> values;  // one for each year
};
// Amounts on top of one another over the years (none below 0), and a line to compare with.
struct StackChart {
  std::string unit;  // of the vertical axis
  std::vector<int> years;
  std::vector<Curve> layers;    // from below
  std::optional<Curve> line{};  // dashed
};
Picture draw(const StackChart& chart);

// Curves, and a band about one of them.
struct BandChart {
  std::string unit;
  std::vector<int> years;
  std::vector<Curve> lines;  // the first one heavy
  std::string band_name{};
  std::vector<double> low{}, high{};  // of the band; empty: none
};
Picture draw(const BandChart& chart);

// What a result would be at either end of each input, about the result itself, the widest first: a tornado.
struct TornadoChart {
  std::string unit;
  double centre = 0;
  struct Row {
    std::string name;
    double low = 0, high = 0;
    std::string remark{};  // behind the bar
  };
  std::vector<Row> rows;
};
Picture draw(const TornadoChart& chart);

// A bar for each row, its parts one after the other; values below 0 go to the left.
struct BarChart {
  std::string unit;
  int decimals = 0;                // of the sum behind each bar
  std::vector<std::string> parts;  // names; a single one needs no legend
  struct Row {
    std::string name;
    std::vector<double> values;  // one for each part
  };
  std::vector<Row> rows;
};
Picture draw(const BarChart& chart);

}  // namespace zonegate::sheet
