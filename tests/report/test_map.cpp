// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <random>

#include "readers.h"
#include "report/map.h"
#include "world.h"

using namespace zonegate;
using namespace zonegate::report;

namespace {

double area(const std::vector<Pixel>& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Pixel a = ring[i], b = ring[(i + 1) % ring.size()];
    sum += a.x * b.y - b.x * a.y;
  }
  return std::abs(sum) / 2;
}

const Frame kTest = {0, 0, 100, 50};

}  // namespace

TEST_CASE("rings are cut to the frame") {
  CHECK(area(clip_ring({{-50, -50}, {150, -50}, {150, 150}, {-50, 150}}, kTest)) == Approx(5000));
  CHECK(area(clip_ring({{50, 10}, {150, 10}, {150, 20}, {50, 20}}, kTest)) == Approx(500));
  CHECK(clip_ring({{200, 0}, {300, 0}, {300, 10}}, kTest).empty());
  CHECK(clip_ring({}, kTest).empty());
  std::mt19937 random(20260901);
  INFO("seed 20260901");
  std::uniform_real_distribution<double> at(-120, 220);
  for (int i = 0; i < 500; ++i) {
    for (const auto p :
         clip_ring({{at(random), at(random)}, {at(random), at(random)}, {at(random), at(random)}}, kTest)) {
      REQUIRE((p.x >= -1e-6 && p.x <= 100 + 1e-6 && p.y >= -1e-6 && p.y <= 50 + 1e-6));
    }
  }
}

TEST_CASE("a line that leaves and comes back is two pieces") {
  const auto pieces = clip_line({{10, 10}, {10, 80}, {30, 80}, {30, 10}}, kTest);
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0].back().y == Approx(50));
  CHECK(pieces[1].front().y == Approx(50));
  CHECK(clip_line({{-10, -10}, {-20, -20}}, kTest).empty());
}

TEST_CASE("the map shows what there is") {
  const auto world = make_world();
  const auto& shapes = world->run.projects[0].map;
  const std::string svg = map_svg(shapes, false, Lang::zh);
  CHECK(unbalanced(svg).empty());
  for (const char* part :
       {"项目地块", "压占 RL-01", "穿越 ZN-02", "最近距离 PA-03", "未覆盖", "生态保护红线（演示数据）",
        "演示数据", "图例", " km</text>", "102°3", "30°0", ">北<"}) {
    {
      INFO(part);
      CHECK(svg.find(part) != std::string::npos);
    }
  }
  CHECK(svg.find("nan") == std::string::npos);
  CHECK(map_svg({}, true, Lang::zh).empty());
}

TEST_CASE("what is drawn alike has one line of the legend, and levels of a layer are not drawn alike") {
  const auto count = [](const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++n;
    return n;
  };
  std::vector<MapShape> shapes = make_world()->run.projects[0].map;
  const auto found = std::find_if(shapes.begin(), shapes.end(),
                                  [](const MapShape& s) { return s.kind == MapShape::Kind::overlap; });
  REQUIRE(found != shapes.end());
  const MapShape overlap = *found;
  for (const char* rules : {"WS-02;IN-11", "WS-02"}) {
    MapShape more = overlap;
    more.label = rules;
    shapes.push_back(more);
  }
  for (const char* level : {"水源保护区 一级", "水源保护区 二级"}) {
    MapShape source = overlap;
    source.kind = MapShape::Kind::layer;
    source.layer_kind = "ws";
    source.label = level;
    shapes.push_back(source);
  }
  const std::string svg = map_svg(shapes, false, Lang::zh);
  CHECK(count(svg, "压占 IN-11、RL-01、WS-02") == 1);
  CHECK(count(svg, "data-key=\"" + legend_key("压占") + "\"") == 4);  // three shapes, one line
  CHECK(count(svg, "url(#zg-p-ws)") == 2);                            // drawn, and in the legend
  CHECK(count(svg, "url(#zg-p-ws-1)") == 2);
  CHECK(map_definitions().find("id=\"zg-p-ws-1\"") != std::string::npos);
}

TEST_CASE("a hit of a few square metres gets a ring") {
  std::vector<MapShape> shapes = make_world()->run.projects[0].map;
  const std::string before = map_svg(shapes, false, Lang::en);
  shapes[5].lonlat.polygons[0].shell = {{102.6, 30.0}, {102.60001, 30.0}, {102.60001, 30.00001}};
  CHECK(before.find("r=\"9\"") == std::string::npos);
  CHECK(map_svg(shapes, false, Lang::en).find("r=\"9\"") != std::string::npos);
}

TEST_CASE("a footprint of one point still has a map") {
  const MapShape point{MapShape::Kind::footprint, "P", "", false, {{}, {}, {{102.6, 30.0}}}};
  const std::string svg = map_svg({point}, false, Lang::en);
  CHECK(svg.find("<circle") != std::string::npos);
  CHECK(svg.find("DEMO") == std::string::npos);
}
