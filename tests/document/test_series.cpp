// SPDX-License-Identifier: Apache-2.0
// Map sheets of long and narrow projects: which paper, and how many of them.
#include <algorithm>
#include <catch2/catch.hpp>

#include "world.h"

using namespace zonegate;
using namespace zonegate::document;

namespace {

geom::Shape box_of(double west, double south, double east, double north) {
  geom::Shape shape;
  shape.polygons.push_back({{{west, south}, {east, south}, {east, north}, {west, north}}, {}});
  return shape;
}

Document sheets_of(const geom::Shape& ground) {
  World w;
  w.project["planar_crs"] = "EPSG:4543";
  w.files.boundary = {{"1", ground}};
  w.files.shapes = {{"not_examined", "", "redline", "", "", "", "", ground}};
  Document out;
  add_sheets(out, w.c);
  return out;
}

std::size_t count(const Document& d, const std::string& id) {
  return static_cast<std::size_t>(
      std::count_if(d.pictures.begin(), d.pictures.end(), [&](const Picture& p) { return p.id == id; }));
}

std::vector<std::string> turns(const Document& d) {
  std::vector<std::string> out;
  for (const auto& block : d.blocks)
    if (block.kind == Block::Kind::page_break) out.push_back(block.style);
  return out;
}

}  // namespace

TEST_CASE("ground that is no line has one sheet of each kind, across") {
  const Document d = sheets_of(box_of(102.6, 29.9, 102.61, 29.91));
  CHECK(d.pictures.size() == 4);
  CHECK(turns(d).empty());
}

TEST_CASE("a broad line is seen on one sheet; it stands upright where it runs north and south") {
  const Document across = sheets_of(box_of(102.6, 29.9, 102.64, 29.905));
  CHECK(across.pictures.size() == 4);
  CHECK(turns(across).empty());
  const Document upright = sheets_of(box_of(102.6, 29.9, 102.605, 29.94));
  CHECK(upright.pictures.size() == 4);
  CHECK(turns(upright) == std::vector<std::string>{"upright"});
  CHECK(upright.pictures[0].drawing.width_mm > upright.pictures[0].drawing.height_mm);  // the location
  CHECK(upright.pictures[1].drawing.width_mm < upright.pictures[1].drawing.height_mm);
}

TEST_CASE("a hair of 30 km is a series of sheets with an index, which share some of their ground") {
  const auto ground = box_of(102.6, 29.9, 102.6002, 30.17);  // 20 m
  const Document d = sheets_of(ground);
  CHECK(count(d, "sheet_location") == 1);
  CHECK(count(d, "sheet_protected") == 1);
  CHECK(count(d, "sheet_units") == 9);
  CHECK(count(d, "sheet_land") == 9);
  CHECK(d.pictures[1].caption == "环境管控单元图（接图表，分 8 幅）");
  CHECK(d.pictures[2].caption == "环境管控单元图（第 1 幅，共 8 幅）");
  for (const char* words : {">分幅及序号<", ">1<", ">8<"})
    CHECK(d.pictures[1].drawing.svg.find(words) != std::string::npos);
  CHECK(d.pictures[2].drawing.svg.find("分幅及序号") == std::string::npos);
  const auto pieces = pieces_of({&ground}, 20 * 30000, 200, sheet::Paper::a4, 8);
  REQUIRE(pieces.size() == 8);
  CHECK(pieces.front().max_y == Approx(30.1718).margin(0.0002));  // from the north
  CHECK(pieces.back().min_y == Approx(29.8982).margin(0.0002));
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) CHECK(pieces[i].min_y < pieces[i + 1].max_y);
  CHECK(pieces_of({&ground}, 20 * 30000, 0, sheet::Paper::a4, 4).size() == 4);
}

TEST_CASE("a line at a slant, or one that bends back, is cut along its course") {
  geom::Shape slant;  // some 34 km from south-west to north-east, 30 m wide
  slant.polygons.push_back({{{102.6, 29.9}, {102.6003, 29.9}, {102.8503, 30.12}, {102.85, 30.12}}, {}});
  const auto along = pieces_of({&slant}, 30.0 * 24000, 100, sheet::Paper::a4, 8);
  REQUIRE(along.size() >= 4);
  CHECK(along.size() <= 8);
  const auto all = slant.box();
  for (std::size_t i = 0; i < along.size(); ++i) {  // none shows much more than its own piece
    CHECK(along[i].max_x - along[i].min_x < 0.4 * (all.max_x - all.min_x));
    if (i + 1 == along.size()) continue;
    CHECK(along[i].meets(along[i + 1]));  // one goes on where the other ends
  }
  geom::Shape loop;  // out and back, 10 km each, 5 km apart
  loop.polygons.push_back({{{102.6, 29.9},
                            {102.7, 29.9},
                            {102.7, 29.945},
                            {102.6, 29.945},
                            {102.6, 29.9448},
                            {102.6998, 29.9448},
                            {102.6998, 29.9002},
                            {102.6, 29.9002}},
                           {}});
  const auto round = pieces_of({&loop}, 20.0 * 25000, 100, sheet::Paper::a4, 8);
  CHECK(round.size() >= 4);
  CHECK(round.size() <= 8);
  geom::Box seen;
  for (const auto& piece : round) seen.add(piece);
  const auto whole = loop.box();  // nothing of it is left out
  CHECK((seen.min_x <= whole.min_x && seen.max_x >= whole.max_x && seen.min_y <= whole.min_y &&
         seen.max_y >= whole.max_y));
  CHECK(sheets_of(slant).pictures.size() > 4);
}

TEST_CASE("small ground that bends is no series") {
  geom::Shape corner;  // two sides of 60 m, 2 m wide
  corner.polygons.push_back({{{102.6, 29.9},
                              {102.6006, 29.9},
                              {102.6006, 29.9006},
                              {102.60058, 29.9006},
                              {102.60058, 29.90002},
                              {102.6, 29.90002}},
                             {}});
  CHECK(pieces_of({&corner}, 240, 0, sheet::Paper::a4, 8).empty());
}

TEST_CASE("ground that a hatch stands for is not called blank") {
  const Document d = sheets_of(box_of(102.6, 29.9, 102.61, 29.91));
  std::string svg = d.pictures[2].drawing.svg;
  CHECK(svg.find(">情况不明：生态保护红线<") != std::string::npos);
  CHECK(svg.find("阴影范围内情况不明：生态保护红线。") != std::string::npos);
  const auto blank = svg.find("图中空白不表示没有：");
  REQUIRE(blank != std::string::npos);  // of the other kinds
  CHECK(svg.substr(blank, 120).find("红线") == std::string::npos);
}
