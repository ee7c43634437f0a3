// SPDX-License-Identifier: Apache-2.0
//
// What is asked of whom, what is certain and what only possible, and numbers that say what nobody knows.
#include <catch2/catch.hpp>

#include "world.h"

using namespace zonegate;
using namespace zonegate::document;

// ---------------------------------------------------------------------------------------- what is asked of whom
namespace {

Profile with_meanings() {
  Profile p = profile();
  p.meanings = advice::read_meanings(std::string(ZONEGATE_SOURCE_DIR) + "/documents/issues.yaml");
  return p;
}

Json part(const char* id, bool sized) {
  return {{"part_id", id}, {"role", "permanent"}, {"sized", sized}, {"length_m", 0}, {"planar_crs", nullptr}};
}

}  // namespace

TEST_CASE("what of a project could not be read is asked of its owner, with the reason") {
  const Profile with = with_meanings();
  Json run = Json::object();
  Json project = {
      {"project_id", "P"},
      {"status", "partial"},
      {"file", "some/where/p.geojson"},
      {"status_reason", "row 1: it is broken in a way that only a long English sentence can tell"},
      {"issues", Json::array({{{"code", "geometry.outline_crossed"}, {"severity", "error"}},
                              {{"code", "project.area_differs"}, {"severity", "warning"}}})}};
  const ProjectFiles files;
  const Context zh{with, Lang::zh, run, project, files}, en{with, Lang::en, run, project, files};
  Table table = missing_table(zh);
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0].cells[0].text.find("正确的界址点坐标") == 0);
  CHECK(table.rows[0].cells[1].text.find("边界自相矛盾") == 0);
  CHECK(table.rows[0].cells[2].text == "建设单位");
  CHECK(table.notes.empty());
  CHECK(missing_of(en)[0].what.find("the right boundary points") == 0);

  // Its own issues do not say it: those of its file in the run do; else there is the status.
  project["issues"] = Json::array();
  run["issues"] =
      Json::array({{{"code", "source.truncated"}, {"severity", "error"}, {"file", "other.geojson"}}});
  CHECK(missing_of(zh)[0].what == "能完整读取的项目资料");
  CHECK(missing_of(zh)[0].remark == "原因见表11-1");
  run["issues"][0]["file"] = "p.geojson";
  CHECK(missing_of(zh)[0].what == "完整的项目文件");
  project["status"] = "ok";
  CHECK(missing_of(zh).empty());
}

TEST_CASE("of a point without size its size is missing, not the layers that were there") {
  World w;
  Json there = layer("partly_covered", 1);
  there["reason_code"] = "point_only";
  Json gone = layer("not_examined", 0);
  gone["kind"] = "pbf";
  gone["layer_id"] = nullptr;
  w.project["parts"] = Json::array({part("1", false)});
  w.project["layers"] = Json::array({there, gone});
  w.project["unknown"] = {"layer:pbf", "layer:redline"};
  w.project["findings"] = Json::array(
      {{{"rule", "RL-01"},
        {"unknown", {"layer:redline"}},
        {"measures",
         {{"area", {{"layer", "redline"}, {"reason", "redline: a bare point or line has no area"}}}}}}});
  auto asked = missing_of(w.c);
  REQUIRE(asked.size() == 2);
  CHECK(asked[0].what.find("用地面积或半径") == 0);
  CHECK(asked[0].who == "建设单位");
  CHECK(asked[0].rules == "RL-01");
  CHECK(asked[1].what == "图层：永久基本农田");
  // A layer that was read but does not reach the place is asked for, size or not.
  w.project["layers"][0]["examined_share"] = 0.5;
  CHECK(missing_of(w.c).size() == 3);
  w.project["parts"] = Json::array({part("1", true)});
  asked = missing_of(w.c);
  REQUIRE(asked.size() == 2);
  CHECK(asked[0].what == "图层：永久基本农田");
}

TEST_CASE("of a point without size the point is listed with its coordinates, and no map hides the reason") {
  World w;
  w.project["parts"] = Json::array({part("1", false)});
  w.project["planar_crs"] = nullptr;
  geom::Shape point;
  point.points.push_back({102.6, 29.9});
  w.files.boundary = {{"1", point}};
  const Table table = boundary_table(w.c);
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0].cells[1].text == "永久");
  CHECK(table.columns[4].title.find("EPSG:4543") != std::string::npos);
  CHECK(table.rows[0].cells[4].number.value_or(0) == Approx(3309243).margin(5000));
  CHECK(table.rows[0].cells[5].number.value_or(0) == Approx(557933).margin(500));
  CHECK(table.rows[0].cells[6].text.find("102°36′00") == 0);
  CHECK(table.notes.front().find("没有面积、半径或宽度") != std::string::npos);
  Document out;
  add_sheets(out, w.c);
  REQUIRE(out.blocks.size() == 1);
  CHECK(out.blocks[0].text.find("没有面积、半径或宽度") != std::string::npos);
  CHECK(out.blocks[0].text.find("3度带") == std::string::npos);

  // An area that nobody knows is blank, never 0.
  w.project["access"]["units"] = Json::array({{{"kind", "zone_unit"},
                                               {"code", "ZH51180210001"},
                                               {"source", "measured"},
                                               {"overlap_m2", 0},
                                               {"length_m", 0}}});
  CHECK(units_table(w.c).rows.at(0).cells[8].text.empty());
  CHECK(units_table(w.c).rows.at(0).cells[9].text.empty());
  w.project["parts"] = Json::array({part("1", true)});
  CHECK(units_table(w.c).rows.at(0).cells[8].text == "0.00");
}

TEST_CASE("the name of a unit that the layer does not tell is that of its rows in the lists") {
  World w;
  w.project["access"]["units"] = Json::array({{{"kind", "zone_unit"},
                                               {"code", "ZH51180210001"},
                                               {"source", "official"},
                                               {"overlap_m2", nullptr},
                                               {"length_m", nullptr}}});
  w.files.access = {{1, {{"unit_code", "ZH51180210002"}, {"unit_name", "乙单元"}}},
                    {2, {{"unit_code", "ZH51180210001"}, {"unit_name", "甲单元"}}}};
  CHECK(units_table(w.c).rows.at(0).cells[2].text == "甲单元");
}

// ------------------------------------------------------------------------------------------ certain and possible
TEST_CASE(
    "what must be done is what the certain outcome asks for; the worst's stands with what is not "
    "determined") {
  World w;
  w.project["findings"] = Json::array({{{"rule", "ZN-01"},
                                        {"title", "清单"},
                                        {"outcome", "conditional"},
                                        {"worst_possible", "prohibited"},
                                        {"certain", true},
                                        {"action", "落实清单要求"},
                                        {"worst_action", "调整选址"}},
                                       {{"rule", "RL-01"},
                                        {"title", "红线"},
                                        {"outcome", "undetermined"},
                                        {"worst_possible", "prohibited"},
                                        {"action", ""},
                                        {"worst_action", "调出红线"}}});
  Document out;
  add_front_lists(out, w.c);
  std::vector<std::string> certain, possible;
  auto* into = &certain;
  for (const auto& b : out.blocks) {
    if (b.text.find("待定事项") == 0) into = &possible;
    if (b.text.find("3 缺少") == 0) break;
    if (b.kind == Block::Kind::item) into->push_back(b.text);
  }
  REQUIRE(certain.size() == 1);
  CHECK(certain[0].find("落实清单要求") != std::string::npos);
  CHECK(certain[0].find("调整选址") == std::string::npos);
  REQUIRE(possible.size() == 2);
  CHECK(possible[0].find("调整选址") != std::string::npos);
  CHECK(possible[1].find("调出红线") != std::string::npos);
  const Table rules = rules_table(w.c);
  CHECK(rules.rows[0].cells[7].text == "落实清单要求；可能须办（待定）：调整选址");
  CHECK(rules.rows[1].cells[7].text == "可能须办（待定）：调出红线");
}

// ------------------------------------------------------------------------------------------------------ numbers
TEST_CASE("a distance has the sign of a bound where something nearer may lie in what nobody looked at") {
  World w;
  Json near = layer("clear", 1);
  near["nearest_m"] = 1234;
  near["search_distance_m"] = 2000;
  near["outside_share"] = 0;
  const auto shown = [&](bool named) {
    w.project["layers"] = Json::array({near});
    return distance_cell(w.c, "redline", amount(1234, kMetre, "/x"), named);
  };
  CHECK(shown(false).text == "1.234");
  near["search_distance_m"] = 0;  // beyond what was examined in full
  CHECK(shown(false).text == "≤ 1.234");
  CHECK(shown(false).at_most);
  CHECK(shown(false).number == 1.234);
  CHECK(shown(true).text == "1.234");
  near["search_distance_m"] = 2000;
  near["examined_share"] = 0.9;
  CHECK(shown(true).text == "≤ 1.234");
  near["examined_share"] = 1;
  w.project["status"] = "partial";
  CHECK(shown(true).text == "≤ 1.234");
  CHECK(distance_cell(w.c, "redline", amount(0, kMetre, "/x"), true).text == "0.000");
}

TEST_CASE("hectares of table 8-1 have the decimals of the profile, and add up") {
  World w;
  const auto one = [](const char* name, double area) {
    return Json{{"name", name}, {"area_ha", area}, {"stock_tc", {{"soil", 1}}}, {"status", "x"}};
  };
  w.project["carbon"] = {
      {"classes", Json::array({one("甲", 1.00004), one("乙", 2.00004), one("丙", 3.00004)})},
      {"area_ha", 6.50012},
      {"nodata_ha", 0.5},
      {"outside_ha", 0}};
  const Table table = carbon_tables(w.c).front();
  std::vector<std::string> areas;
  for (const auto& row : table.rows) areas.push_back(row.cells[1].text);
  CHECK(areas == std::vector<std::string>{"1.0001", "2.0000", "3.0000", "0.5000", "6.5001", ""});
  CHECK(table.rows[3].cells[0].text == "像元无值");
}

TEST_CASE("lines of a column that must not break decide its width") {
  Table table{"t", "1", "t"};
  table.columns = {{"行政区", 9, false, true}, {"说明", 100, false}};
  table.rows = {{{text_cell("510000 四川省\n513300 甘孜藏族自治州"), text_cell("很长的说明")}}};
  fit_columns(table);
  CHECK(table.columns[0].width > 12 * 0.9 * 3.0);
  table.columns = {{"行政区", 9, false, false}, {"说明", 100, false}};
  fit_columns(table);
  CHECK(table.columns[0].width < 30);
}

TEST_CASE("figures of a project that was read in part say that they are of what was read") {
  World w;
  const std::string words = "仅部分读取";
  const auto said = [&](const Table& table) {
    for (const auto& note : table.notes)
      if (note.find(words) != std::string::npos) return true;
    return false;
  };
  w.project["parts"] = Json::array({part("1", true)});
  w.project["area_ellipsoidal_m2"] = 17598.1;
  CHECK_FALSE(said(units_table(w.c)));
  w.project["status"] = "partial";
  for (const auto& table : {units_table(w.c), land_table(w.c), forest_table(w.c)}) CHECK(said(table));
  Document out;
  add_front(out, w.c);
  bool cell = false;
  for (const auto& row : out.tables.at(0).rows)
    for (const auto& one : row.cells) cell = cell || one.text.starts_with("占地面积（已读部分，");
  CHECK(cell);
  w.project["parts"] = Json::array();  // official units alone: no ground was read, and nothing is measured
  CHECK_FALSE(said(units_table(w.c)));
}

TEST_CASE("what no finding stands for is not determined yet: ground that was not read, mandatory layers") {
  World w;
  w.project["parts"] = Json::array({part("1", true)});
  w.project["outcome"] = "conditional";
  w.project["worst_possible"] = "prohibited";
  const auto has = [&w](const std::string& words) {
    Document out;
    add_front_lists(out, w.c);
    for (const auto& block : out.blocks)
      if (block.kind == Block::Kind::item && block.text.find(words) != std::string::npos) return true;
    return false;
  };
  CHECK_FALSE(has("未读部分"));
  w.project["status"] = "partial";
  CHECK(has("未读部分的用地（最严可能 禁止）"));
  w.project["status"] = "failed";
  CHECK(has("项目未能读取（最严可能 禁止）"));
  w.project["status"] = "ok";
  w.project["layers"] = Json::array({layer("not_examined", 0)});
  CHECK(has("必查图层未核查完整（最严可能 禁止）：生态保护红线"));
}
