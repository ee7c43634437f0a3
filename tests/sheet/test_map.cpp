// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <tuple>

#include "sheet_test.h"

using namespace zonegate;
using namespace zonegate::sheet;

namespace {

constexpr Frame kFrame = {0, 0, 100, 80};

}  // namespace

TEST_CASE("scales are round and never too large") {
  for (const double least : {199.0, 1000.0, 1001.0, 23456.0, 2600.0, 99999.0}) {
    const double ratio = round_ratio(least), lead = ratio / std::pow(10, std::floor(std::log10(ratio)));
    CHECK(ratio >= least);
    CHECK(ratio < 2.6 * least);
    CHECK((lead == 1 || lead == 2 || lead == 2.5 || lead == 5));
  }
}

TEST_CASE("a border is drawn inside the frame only, and never along it") {
  const Outline ring = rectangle(-20, 20, 50, 40);  // sticks out to the left
  const geom::Box box = kFrame.box();
  for (const auto& piece : geom::cut_path(ring, true, box))
    for (std::size_t i = 0; i + 1 < piece.size(); ++i) {
      CHECK(piece[i].x >= -1e-9);
      CHECK_FALSE((std::abs(piece[i].x) < 1e-9 && std::abs(piece[i + 1].x) < 1e-9));
    }
  const Outline cut = geom::cut_to(ring, box);
  REQUIRE(cut.size() == 4);
  for (const Spot p : cut) CHECK(p.x >= 0);
  CHECK(geom::cut_to(rectangle(-20, 20, -10, 40), box).empty());
  CHECK(geom::cut_path(rectangle(-20, 20, -10, 40), true, box).empty());
  CHECK(geom::cut_path({{-10, 10}, {110, 10}}, false, box).size() == 1);
}

TEST_CASE("names do not lie on one another, and one without room is left out") {
  Canvas canvas(100, 80);
  Labels labels(kFrame);
  Placed placed;
  placed.areas = {{rectangle(40, 35, 60, 45)}};
  placed.borders = {rectangle(40, 35, 60, 45)};
  std::size_t put = 0;
  bool left_out = false;
  for (int i = 0; i < 20; ++i)
    labels.put(canvas, placed, "某某管控单元", false) ? void(++put) : void(left_out = true);
  CHECK(put >= 3);
  CHECK(left_out);
  const std::string svg = canvas.finish().svg;
  std::set<std::string> places;
  for (std::size_t at = svg.find("<text"); at != std::string::npos; at = svg.find("<text", at + 1))
    places.insert(svg.substr(at, svg.find(" font-size", at) - at));
  CHECK(places.size() == put);
  labels.block(0, 0, 100, 80);
  CHECK_FALSE(labels.put(canvas, placed, "x", true));
}

TEST_CASE(
    "a name lies within its outline or beside it, not across it, unless the shape is narrower than it") {
  const std::string words = "某某生物多样性维护生态保护红线";
  const double wide = text_width(words, 2.4), high = 2.4 * 1.15;
  const auto put = [&](const Outline& shell) {
    Canvas canvas(100, 80);
    Labels labels(kFrame);
    Placed placed;
    placed.areas = {{shell}};
    placed.borders = {shell};
    REQUIRE(labels.put(canvas, placed, words, false));
    const std::string svg = canvas.finish().svg;
    double x = 0, y = 0;
    const std::size_t at = svg.find("<text");
    REQUIRE(std::sscanf(svg.c_str() + at, "<text x=\"%lf\" y=\"%lf\"", &x, &y) == 2);
    return Frame{x - wide / 2, y - 2.4 * 0.36 - high / 2, x + wide / 2, y - 2.4 * 0.36 + high / 2};
  };
  REQUIRE(wide > 30);
  const Frame beside = put(rectangle(70, 10, 94, 70));  // as tall as the sheet, and not as wide as the name
  CHECK(beside.right < 70);
  const Frame within = put(rectangle(30, 10, 94, 70));
  CHECK(within.left > 30);
  const Frame upon = put(rectangle(10, 39, 94, 40));  // a river
  CHECK(upon.top < 39);
  CHECK(upon.bottom > 40);
}

TEST_CASE("the name of a project that is a dot on the sheet stands clear of the ring about it") {
  Canvas canvas(100, 80);
  Labels labels(kFrame);
  Placed placed;
  placed.areas = {{rectangle(49.5, 39.5, 50.5, 40.5)}};
  REQUIRE(labels.put(canvas, placed, "某某项目", true));
  const std::string svg = canvas.finish().svg;
  double x = 0, y = 0;
  REQUIRE(std::sscanf(svg.c_str() + svg.find("<text"), "<text x=\"%lf\" y=\"%lf\"", &x, &y) == 2);
  CHECK(y < 40 - kRing);  // its line of letters; nothing hangs below
}

TEST_CASE("kinds of layers differ in hatch, line style or lightness, not in colour alone") {
  std::set<std::tuple<Hatch, double, std::string_view, bool>> looks;
  const std::vector<std::string> kinds = {
      "redline",        "pa",      "pa_outer",   "ws",        "pbf",         "pbf_cluster",
      "forest",         "wetland", "habitat",    "heritage",  "geohazard",   "zone_unit",
      "zone_element",   "udb",     "river_area", "soilwater", "zone_unit:1", "zone_unit:2",
      "zone_element:1", "pa:1",    "pa:2",       "ws:1",      "ws:2",        "ws:3"};
  for (const auto& kind : kinds) {
    const Look& look = map_look(MapItem::What::feature, kind).area;
    looks.emplace(look.hatch, look.spacing, look.dash, look.fill == "none");
  }
  CHECK(looks.size() == kinds.size());
  std::set<Hatch> open = {map_look(MapItem::What::not_examined, "").area.hatch};
  for (std::size_t i = 0; i < kOpenLooks; ++i)
    open.insert(map_look(MapItem::What::not_examined, open_look(i)).area.hatch);
  CHECK(open.size() == 1 + kOpenLooks);
}

TEST_CASE("a sheet has its furniture, and ground that is not examined is hatched and in the legend") {
  const MapItem footprint{
      MapItem::What::footprint, {}, "Project parts", "The <project>", square(102.608, 29.908, 0.003)};
  const MapItem red{MapItem::What::feature, "redline", "Red line", "", square(102.609, 29.909, 0.006)};
  const MapItem open{MapItem::What::not_examined, "redline", "Not examined", "", square(102.5, 29.8, 0.11)};
  const std::string with = draw(sheet_of({open, red, footprint})).svg,
                    without = draw(sheet_of({red, footprint})).svg;
  CHECK(with.find(">Not examined<") != std::string::npos);
  CHECK(with.size() > without.size() + 1000);  // the hatch
  CHECK(without.find("Not examined") == std::string::npos);
  for (const char* words : {">A title<", ">Legend<", ">Red line<", ">Scale 1:", ">N<", "审图号",
                            ">102°36′30″<", ">system<", ">sources<"})
    CHECK(with.find(words) != std::string::npos);
  CHECK(with.find("The &lt;project&gt;") != std::string::npos);
  CHECK(with.find("DEMO") == std::string::npos);
  MapSheet marked = sheet_of({footprint});
  marked.mark = "DEMO";
  CHECK(draw(marked).svg.find(">DEMO<") != std::string::npos);
  marked.paper = Paper::a3;
  CHECK(draw(marked).width_mm > 380);
}

TEST_CASE("what lies outside of the sheet is neither drawn nor in its legend") {
  const MapItem footprint{MapItem::What::footprint, {}, "Project parts", "", square(102.608, 29.908, 0.003)};
  const MapItem far{MapItem::What::feature, "redline", "Red line", "far", square(103.2, 29.908, 0.01)};
  const std::string svg = draw(sheet_of({far, footprint})).svg;
  CHECK(svg.find("Red line") == std::string::npos);
  CHECK(svg.find(">far<") == std::string::npos);
}

TEST_CASE("a sheet that lies in the hole of hatched ground shows nothing of it") {
  MapItem open{MapItem::What::not_examined, "", "Not examined", "", square(102, 29, 1.5)};
  open.lonlat.polygons[0].holes.push_back(square(102.3, 29.5, 0.7).polygons[0].shell);
  const MapItem footprint{MapItem::What::footprint, {}, "Project parts", "", square(102.608, 29.908, 0.003)};
  CHECK(visible(sheet_of({open, footprint})) == std::vector<bool>{false, true});
  CHECK(draw(sheet_of({open, footprint})).svg.find("Not examined") == std::string::npos);
  open.lonlat.polygons[0].holes.clear();
  CHECK(visible(sheet_of({open, footprint})) == std::vector<bool>{true, true});
}

TEST_CASE("no line of a text begins with a closing sign or ends with an opening one") {
  const std::string words = "地类图斑（演示数据，仅汉源、雨城两片）。（见表九）；";
  for (double width = 3; width < 60; width += 0.5) {
    std::string all;
    for (const auto& line : wrapped(words, width, 2.5)) {
      INFO(width << ": " << line);
      CHECK_FALSE(line.empty());
      if (width > 8) {
        for (const char* sign : {"）", "。", "，", "、", "；"}) CHECK_FALSE(line.starts_with(sign));
        CHECK_FALSE(line.ends_with("（"));
      }
      all += line;
    }
    CHECK(all == words);
  }
}

TEST_CASE(
    "borders of administrative areas are dashed lines in the legend; of the areas only the names are there") {
  const MapItem footprint{
      MapItem::What::footprint, {}, "Project parts", "The project", square(102.608, 29.908, 0.003)};
  const geom::Shape west = square(102.5, 29.8, 0.11), east = square(102.61, 29.8, 0.11);
  MapItem line{MapItem::What::border, "county", "County border", {}, {}};
  line.lonlat.lines.push_back({{102.61, 29.8}, {102.61, 30}});
  const std::vector<MapItem> items = {{MapItem::What::region, "admin", {}, "West", west},
                                      {MapItem::What::region, "admin", {}, "East", east},
                                      line,
                                      footprint};
  CHECK(visible(sheet_of(items)) == std::vector<bool>{true, true, true, true});
  const std::string svg = draw(sheet_of(items)).svg;
  CHECK(svg.find(">County border<") != std::string::npos);
  for (const char* name : {">West<", ">East<", ">The project<"}) CHECK(svg.find(name) != std::string::npos);
  const std::string names_alone = draw(sheet_of({items[0], items[1], footprint})).svg,
                    neither = draw(sheet_of({footprint})).svg;
  const auto paths = [](const std::string& text) {
    std::size_t n = 0;
    for (std::size_t at = 0; (at = text.find("<path", at)) != std::string::npos; ++at) ++n;
    return n;
  };
  CHECK(paths(names_alone) == paths(neither));
  std::set<std::string_view> dashes;
  for (const char* level : {"county", "city", "province"})
    dashes.insert(map_look(MapItem::What::border, level).line.dash);
  CHECK(dashes.size() == 3);
}

TEST_CASE("names of areas lie inside of them and never upon one another") {
  Labels labels(kFrame);
  Canvas canvas(100, 80);
  Placed placed;
  placed.areas.push_back({rectangle(10, 10, 40, 30)});
  std::size_t put = 0;
  while (put < 50 && labels.put_region(canvas, placed, "Name")) ++put;
  CHECK(put > 2);
  CHECK(put < 50);  // then the area is full
  Placed narrow;
  narrow.areas.push_back({rectangle(60, 10, 63, 70)});
  CHECK_FALSE(labels.put_region(canvas, narrow, "A long name"));
  CHECK_FALSE(labels.put_region(canvas, Placed{}, "Name"));
}

TEST_CASE("sources that do not fit end with where the rest is told, on the paper") {
  const MapItem footprint{MapItem::What::footprint, {}, "Project parts", "", square(102.608, 29.908, 0.003)};
  for (const Lang lang : {Lang::zh, Lang::en}) {
    MapSheet sheet = sheet_of({footprint});
    sheet.lang = lang;
    sheet.sources = "Sources: ";
    for (int i = 0; i < 12; ++i)
      sheet.sources += lang == Lang::zh ? "某图层（某机关，版本）；" : "some layer (an office, 2026); ";
    const std::string svg = draw(sheet).svg, end = lang == Lang::zh ? " 等，见表9<" : " ..., see Table 9<";
    const std::size_t at = svg.find(end);
    REQUIRE(at != std::string::npos);
    const std::size_t from = svg.rfind('>', at) + 1;
    const double width = text_width(svg.substr(from, at + end.size() - 1 - from), 2.3);
    CHECK(5 + 112 + width < draw(sheet).width_mm);
  }
}

TEST_CASE(
    "legends have levels in their order, one sample for what looks the same, and a hatch for each kind that "
    "is met") {
  using What = MapItem::What;
  const auto at = [](std::string kind, std::string legend, What what = What::feature) {
    return MapItem{what, std::move(kind), std::move(legend), {}, square(102.605, 29.905, 0.01)};
  };
  const std::string svg = draw(sheet_of({at("ws:3", "Third"), at("ws:1", "First"), at("ws:2", "Second"),
                                         at("park", "Overlap: a park", What::overlap),
                                         at("udb", "Overlap: a town", What::overlap)}))
                              .svg;
  const auto first = svg.find(">First<"), second = svg.find(">Second<"), third = svg.find(">Third<");
  REQUIRE(third != std::string::npos);
  CHECK(first < second);
  CHECK(second < third);
  CHECK(svg.find(">Overlap: a town, a park<") != std::string::npos);
  std::set<std::pair<int, double>> looks;
  const std::vector<std::string> met = {"redline", "pa",      "ws",      "pbf",
                                        "forest",  "wetland", "habitat", "heritage"};
  for (const auto& kind : met) {
    const auto& look = map_look(What::overlap, kind).area;
    looks.insert({static_cast<int>(look.hatch), look.spacing});
  }
  CHECK(looks.size() == met.size());
}

TEST_CASE("circles round what is too small to be seen are in the legend, one for each kind") {
  using What = MapItem::What;
  const auto at = [](What what, double side) {
    return MapItem{what, "", "L", {}, square(102.605, 29.905, side)};
  };
  const auto circles = [&](const std::vector<MapItem>& items) {
    const std::string svg = draw(sheet_of(items)).svg;
    return std::pair{svg.find("ringed: footprint") != std::string::npos,
                     svg.find("ringed: overlap") != std::string::npos};
  };
  CHECK(circles({at(What::footprint, 0.01), at(What::overlap, 0.01)}) == std::pair{false, false});
  for (const double dot : {1e-4, 1e-6, 1e-7}) {
    CAPTURE(dot);
    CHECK(circles({at(What::footprint, 0.01), at(What::overlap, dot)}) == std::pair{false, true});
    CHECK(circles({at(What::footprint, dot), at(What::overlap, dot)}) == std::pair{true, true});
  }
}

TEST_CASE("the name of a small shape stands beside it, that of a large one inside") {
  const auto middle_of = [](const Outline& ring, bool strong) {
    Canvas canvas(100, 80);
    Labels labels(kFrame);
    Placed placed;
    placed.areas = {{ring}};
    REQUIRE(labels.put(canvas, placed, "项目", strong));
    const std::string svg = canvas.finish().svg;
    const auto y = svg.find("y=\"", svg.find("<text"));
    return std::stod(svg.substr(y + 3));
  };
  CHECK(middle_of(rectangle(48, 39, 52, 41), true) < 39);
  const double inside = middle_of(rectangle(20, 20, 80, 60), true);
  CHECK(inside > 35);
  CHECK(inside < 45);
}

TEST_CASE("a name that found no room on its area has a line that leads to it") {
  const auto lines = [](const Outline& ring, const Frame& taken) {
    Canvas canvas(100, 80);
    Labels labels(kFrame);
    Placed placed;
    placed.areas = {{ring}};
    labels.block(taken.left, taken.top, taken.right, taken.bottom);
    REQUIRE(labels.put(canvas, placed, "一号红线斑块", false));
    const std::string svg = canvas.finish().svg;
    return svg.find("<path") != std::string::npos || svg.find("<line") != std::string::npos ||
           svg.find("<polyline") != std::string::npos;
  };
  CHECK_FALSE(lines(rectangle(20, 20, 80, 60), {0, 0, 0, 0}));
  CHECK(lines(rectangle(48, 39, 52, 41), {30, 36, 70, 44}));   // beside it
  CHECK(lines(rectangle(48, 30, 54, 50), {44, 38, 100, 42}));  // across its border
}

TEST_CASE("no source is cut within its bracket") {
  const MapItem footprint{MapItem::What::footprint, {}, "项目地块", "", square(102.608, 29.908, 0.003)};
  MapSheet sheet = sheet_of({footprint});
  for (int letters = 1; letters < 60; ++letters) {
    sheet.sources = "资料来源：";
    for (int i = 0; i < 9; ++i) {
      sheet.sources += i > 0 ? "；某图层（" : "某图层（";
      for (int k = 0; k < letters; ++k) sheet.sources += "局";
      sheet.sources += "，2026）";
    }
    const std::string svg = draw(sheet).svg;
    const std::size_t from = svg.find("资料来源："), to = svg.find(" 等，见表9<", from);
    if (from == std::string::npos || to == std::string::npos) continue;
    const std::string shown = svg.substr(from, to - from);
    const auto count = [&](const std::string& sign) {
      std::size_t n = 0;
      for (std::size_t at = shown.find(sign); at != std::string::npos; at = shown.find(sign, at + 1)) ++n;
      return n;
    };
    INFO(letters << shown);
    CHECK(count("（") == count("）"));
  }
}

TEST_CASE("an upright sheet has its map high, and all that an across one has") {
  MapSheet sheet = sheet_of({{MapItem::What::footprint, "", "Parts", {}, square(102.605, 29.905, 0.01)},
                             {MapItem::What::index, "", "Sheets", "7", square(102.604, 29.904, 0.012)}});
  const Picture across = draw(sheet);
  sheet.upright = true;
  const Picture upright = draw(sheet);
  CHECK(across.width_mm > across.height_mm);
  CHECK(upright.width_mm < upright.height_mm);
  CHECK(map_room(Paper::a4, true).height_mm > map_room(Paper::a4, false).height_mm * 1.4);
  for (const auto* picture : {&across, &upright})
    for (const char* words : {">Legend<", ">Sheets<", ">7<", ">system<", ">sources<", ">2026-10-01<"})
      CHECK(picture->svg.find(words) != std::string::npos);
}
