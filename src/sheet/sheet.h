// SPDX-License-Identifier: Apache-2.0
//
// sheet: pictures for paper, as SVG: charts and map sheets. All lengths are millimetres on the paper. A picture is one self-contained SVG without script, style sheet,
// pattern or reference, since every program that prints one (browsers, WeasyPrint, librsvg, LibreOffice, Word) draws plain paths and texts, and not all of them the
// rest: hatches are drawn line by line. Whatever differs in colour differs in lightness and in hatch or line style too, for grey prints and colour-blind readers.
// Nothing is computed here but places on the paper.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/core.h"
#include "geom/geom.h"

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
  bool by_strictness = false;  // parts are outcomes, the strictest first, and look like that
};
Picture draw(const BarChart& chart);

// --------------------------------------------------------------------------------------------------------- maps
struct MapItem {
  enum class What {
    feature,       // of a layer
    not_examined,  // ground of which nobody can say what is there
    footprint,
    overlap,
    crossing,
    nearest,
    give_up,
    border,  // of administrative areas; layer_kind: county, city, province
    region,  // an administrative area: nothing is drawn of it but its name
    index    // the ground of another sheet of a series, with its number
  } what = What::feature;
  std::string
      layer_kind;  // "redline": how it looks; "ws:1": of this rank, where it has looks of its own; open_look() of ground that some layers leave open
  std::string legend;   // items of one legend text look the same
  std::string label{};  // on the map; empty: none
  geom::Shape lonlat;
  // Of the footprint and of what it meets: does it take the ground, pass over it (a span) or under it (a tunnel), or only reach there? Told apart without colour.
  enum class Way { taken, over, under, influence } way = Way::taken;
};
enum class Paper { a4, a3 };  // across
inline constexpr std::size_t kOpenLooks =
    4;  // of ground that is not examined by some of the layers of a sheet
inline std::string open_look(std::size_t i) { return "open:" + std::to_string(i + 1); }

// One map sheet. What it shows comes from `items` alone, in the order in which they are drawn.
struct MapSheet {
  Lang lang = Lang::zh;
  Paper paper = Paper::a4;
  std::string title;
  geom::Box window;   // lon/lat: what has to be seen
  geom::Plane plane;  // projection of the sheet
  std::vector<MapItem> items;
  std::vector<std::string> notes = {};  // below the legend: what is not drawn, and why
  std::string system = {}, date = {},
              sources = {};  // coordinate system; day of the data; publishers and versions
  std::string mark{};        // across the map: "演示数据"; empty: none
  bool upright = false;      // the paper stands
};
Picture draw(const MapSheet& sheet);
struct Room {
  double width_mm = 0, height_mm = 0;
};
double round_ratio(double least);  // of the scale: the next round number: 1, 2, 2.5 or 5 times a power of ten
Room map_room(Paper paper, bool upright);  // what the map has of a sheet
// Of each item: is anything of it on the sheet?
std::vector<bool> visible(const MapSheet& sheet);

}  // namespace zonegate::sheet
