// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <set>
#include <tuple>

#include "sheet_test.h"

using namespace zonegate;
using namespace zonegate::sheet;

TEST_CASE("ground that is taken, spans, tunnels and influence differ in more than colour") {
  using What = MapItem::What;
  using Way = MapItem::Way;
  constexpr Way kWays[] = {Way::taken, Way::over, Way::under, Way::influence};
  std::set<std::tuple<Hatch, double, std::string_view, bool>> looks;
  std::set<std::pair<std::string_view, bool>> footprints;
  std::set<std::string_view> lines;
  const std::vector<std::string> met = {"redline", "pa",      "ws",      "pbf",
                                        "forest",  "wetland", "habitat", "other"};
  for (const Way way : kWays) {
    const auto& footprint = map_look(What::footprint, "", way);
    footprints.emplace(footprint.area.dash, footprint.area.fill == "none");
    lines.insert(footprint.line.dash);
    for (const auto& kind : met) {
      const Look& look = map_look(What::overlap, kind, way).area;
      looks.emplace(look.hatch, look.spacing, look.dash, look.fill == "none");
    }
  }
  CHECK(footprints.size() == 4);
  CHECK(lines.size() == 4);
  CHECK(looks.size() == 4 * met.size());
  // Each is a sample of its own in the legend.
  const auto at = [](std::string legend, Way way) {
    return MapItem{What::overlap, "redline", std::move(legend), {}, square(102.605, 29.905, 0.01), way};
  };
  const std::string svg = draw(sheet_of({at("Overlap: a", Way::taken), at("Passed over: a", Way::over),
                                         at("Passed under: a", Way::under)}))
                              .svg;
  for (const char* legend : {">Overlap: a<", ">Passed over: a<", ">Passed under: a<"})
    CHECK(svg.find(legend) != std::string::npos);
}

TEST_CASE("a point below the ground of the project is drawn above it") {
  using What = MapItem::What;
  geom::Shape point;
  point.points.push_back({102.605, 29.905});  // on its corner
  const std::string svg =
      draw(sheet_of({{What::feature, "ws_intake", "An intake", {}, point},
                     {What::footprint, "", "Parts", {}, square(102.605, 29.905, 0.01)},
                     {What::overlap, "redline", "Overlap: a", {}, square(102.605, 29.905, 0.01)}}))
          .svg;
  const auto ground = svg.find("fill=\"#c2185b\""), spot = svg.find("<circle");
  REQUIRE(ground != std::string::npos);
  REQUIRE(spot != std::string::npos);
  CHECK(spot > ground);
}

TEST_CASE("rings that would overlap are one") {
  using What = MapItem::What;
  const auto circles = [](double apart) {
    std::vector<MapItem> items;
    for (int i = 0; i < 5; ++i)
      items.push_back({What::footprint, "", "Parts", {}, square(102.603 + i * apart, 29.905, 1e-5)});
    const std::string svg = draw(sheet_of(items)).svg;
    std::size_t count = 0;
    for (auto at = svg.find("fill=\"none\" stroke=\"#000000\""); at != std::string::npos;
         at = svg.find("fill=\"none\" stroke=\"#000000\"", at + 1))
      count += svg.rfind("<circle", at) > svg.rfind("<", at) - 1;
    return count;
  };
  CHECK(circles(0.0004) < circles(0.003));
}
