// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>

#include "document/maker.h"
#include "schema/schema.h"
#include "world.h"

using namespace zonegate;
using namespace zonegate::document;

namespace {

const Row* row_of(const Table& table, const std::string& first) {
  for (const auto& row : table.rows) {
    if (row.cells.front().text == first) return &row;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("of every kind of layer the profile says who can supply it") {
  for (const auto& kind : schema::kinds()) {
    INFO(kind.key);
    CHECK(profile().suppliers.contains(std::string(kind.key)));
  }
}

TEST_CASE(
    "columns are as wide as their longest word where the page has room; else the longest are cut down") {
  Table table{"t", "1", "t"};
  table.columns = {
      {"编号", 8, false}, {"单元编码", 8, false}, {"面积（hm²，椭球）", 6, true}, {"要求", 60, false}};
  table.rows = {{{text_cell("1"), text_cell("ZH51182330001"), text_cell("0.0001"), text_cell("禁止")}}};
  fit_columns(table);
  double all = 0;
  for (const auto& column : table.columns) all += column.width;
  CHECK(all == Approx(266));
  CHECK(table.columns[1].width > 13 * 1.6);
  CHECK(table.columns[2].width > 8 * 1.6);
  CHECK(table.columns[3].width > 120);
  // No room for all: the longest are cut down to one width, and the short ones keep theirs.
  for (int i = 0; i < 20; ++i) table.columns.push_back({"ABCDEFGHIJKLMNOPQRSTUV", 5, false});
  fit_columns(table);
  all = 0;
  for (const auto& column : table.columns) all += column.width;
  CHECK(all == Approx(266));
  CHECK(table.columns[0].width >= Approx(2 + 2.6));
  CHECK(table.columns[3].width >= Approx(3 + 2.6));
  for (std::size_t i = 4; i < table.columns.size(); ++i)
    CHECK(table.columns[i].width == Approx(table.columns.back().width));
}

TEST_CASE("a column where nothing stands is as narrow as its title, and leaves its room to the others") {
  const auto width = [](const char* words) {
    Table table{"t", "1", "t"};
    table.columns = {{"规则", 10, false}, {"适用情况", 20, false}, {"办理要求", 60, false}};
    table.rows = {{{text_cell("A-1"), text_cell("未触发"), text_cell(words)}},
                  {{text_cell("A-2"), text_cell("未触发"), text_cell("")}}};
    fit_columns(table);
    return table.columns[2].width;
  };
  CHECK(width("") == Approx(4 * 3.0 + 2.6));
  CHECK(width("有") > 150);
}

TEST_CASE("tables before the first break stand on upright pages, and are fitted to them") {
  Table table{"t", "1", "t"};
  table.columns = {{"Outcome", 8, false}, {"Headline", 60, false}};
  table.rows = {{{text_cell("Undetermined"), text_cell("some words")}}};
  Document out;
  add_table(out, table);
  out.blocks.push_back({Block::Kind::page_break});
  add_table(out, table);
  const auto all = [&out](std::size_t i) {
    return out.tables[i].columns[0].width + out.tables[i].columns[1].width;
  };
  CHECK(all(0) == Approx(kUprightMm));
  CHECK(all(1) == Approx(kAcrossMm));
  CHECK(out.tables[0].columns[0].width > 12 * 0.65 * 3);  // no "Undetermin ed"
}

TEST_CASE("not concerned is said only of a layer that was examined in full and met nothing") {
  const World w;
  CHECK(layer_conclusion(layer("clear", 1), w.c) == "不涉及");
  CHECK(layer_conclusion(layer("hit", 1), w.c) == "涉及");
  for (const auto& open : {layer("clear", 0.999999), layer("partly_covered", 0.5), layer("not_covered", 0),
                           layer("not_examined", 0)})
    CHECK(layer_conclusion(open, w.c).find("待核实") == 0);
  CHECK(layer_conclusion(layer("hit", 0.5), w.c) == "涉及，其余未核查");
  Json withheld = layer("clear", 1);
  withheld["examined_share"] = nullptr;
  CHECK(layer_conclusion(withheld, w.c).find("待核实") == 0);
}

TEST_CASE("of a project that was read in part, or whose status nobody recorded, no layer is cleared") {
  World w;
  w.project["status"] = "partial";
  CHECK(layer_conclusion(layer("clear", 1), w.c).find("待核实（项目仅部分读取") == 0);
  CHECK(layer_conclusion(layer("hit", 1), w.c) == "涉及");
  w.project.erase("status");
  CHECK(layer_conclusion(layer("clear", 1), w.c).find("待核实") == 0);
}

TEST_CASE("a kind that nobody supplied stands in table 3 as not examined") {
  World w;
  w.project["not_supplied"] = {"heritage"};
  w.project["layers"] = Json::array({layer("clear", 1)});
  const Table table = sensitive_table(w.c);
  REQUIRE(row_of(table, "文物保护单位"));
  CHECK(row_of(table, "文物保护单位")->cells[1].text == "未提供图层，未核查");
  REQUIRE(row_of(table, "生态保护红线"));
  CHECK(row_of(table, "生态保护红线")->cells[1].text == "不涉及");
}

TEST_CASE(
    "no control unit is a fault of the data, and a unit that only the official system names has cells to "
    "fill in") {
  World w;
  CHECK(units_table(w.c).notes.front().find("不是“不涉及”") != std::string::npos);
  w.project["access"]["units"] = Json::array({{{"kind", "zone_unit"},
                                               {"code", "ZH51180210001"},
                                               {"source", "official"},
                                               {"overlap_m2", nullptr},
                                               {"length_m", nullptr}}});
  const Table table = units_table(w.c);
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0].cells[1].text == "ZH51180210001");
  CHECK(table.rows[0].cells[8].text.empty());
}

TEST_CASE("the level of the intervals is the one of the scenario, never a word of ours") {
  World w;
  w.project["carbon_impact"] = {{"complete", true}, {"runs", Json::array({{{"interval_level", 0.9}}})}};
  const auto has = [&w](const std::string& text) {
    for (const auto& table : carbon_tables(w.c)) {
      if (table.id != "carbon_impact") continue;
      return std::count_if(table.notes.begin(), table.notes.end(),
                           [&](const auto& n) { return n.find(text) != n.npos; });
    }
    return std::ptrdiff_t{0};
  };
  CHECK(has("置信水平为90%") == 1);
  w.project["carbon_impact"]["runs"][0]["interval_level"] = 0.95;
  CHECK(has("置信水平为95%") == 1);
  w.project["carbon_impact"]["runs"][0].erase("interval_level");
  CHECK(has("置信水平见情景文件") == 1);
}

TEST_CASE("rows of the access lists that got lost are refused") {
  World w;
  w.project["access"]["rows"] = Json::array({Json::object()});
  CHECK_THROWS_AS(access_table(w.c), Error);
}

TEST_CASE("texts cannot become elements of the page") {
  Document d;
  d.title = "<script>alert(1)</script>";
  add_table(d, {"t", "1", "a & b", {column("<td>", 1)}, {{{text_cell("</td><img src=x>")}}}});
  const std::string page = to_html(d);
  CHECK(page.find("<script>") == std::string::npos);
  CHECK(page.find("<img") == std::string::npos);
  CHECK(page.find("a &amp; b") != std::string::npos);
}

TEST_CASE("rows beyond the limit for texts are said to be in the workbook") {
  Document d;
  Table table{"t", "6", "points", {column("x", 1)}};
  for (int i = 0; i < 5; ++i) table.rows.push_back({{text_cell("row" + std::to_string(i))}});
  table.most_in_text = 3;
  add_table(d, table);
  const std::string page = to_html(d);
  CHECK(page.find("row2") != std::string::npos);
  CHECK(page.find("row3") == std::string::npos);
  CHECK(page.find("其余 2 行") != std::string::npos);
}

TEST_CASE("without shapes around the project there is no sheet, and the document says why") {
  World w;
  w.project["planar_crs"] = "EPSG:4543";
  geom::Shape square;
  square.polygons.push_back({{{102.6, 29.9}, {102.61, 29.9}, {102.61, 29.91}, {102.6, 29.91}}, {}});
  w.files.boundary = {{"1", square}};
  Document none;
  add_sheets(none, w.c);
  CHECK(none.pictures.empty());
  REQUIRE(none.blocks.size() == 1);
  CHECK(none.blocks[0].text.find("没有附图：") == 0);

  // Nothing is known of the red line here: its ground is hatched, and the legend says so.
  w.files.shapes = {{"not_examined", "", "redline", "", "", "", "", square}};
  Document some;
  add_sheets(some, w.c);
  REQUIRE(some.pictures.size() == 4);
  CHECK(some.pictures[2].id == "sheet_protected");
  CHECK(some.pictures[2].drawing.svg.find("图中空白不表示没有：") != std::string::npos);
  CHECK(some.pictures[2].drawing.svg.find(">情况不明：生态保护红线<") != std::string::npos);
  CHECK(some.pictures[1].drawing.svg.find("本次运行未存图形") == std::string::npos);
  CHECK(some.pictures[0].drawing.svg.find("没有行政区图层，未绘行政区界线。") != std::string::npos);
}

TEST_CASE("ground that some layers of a sheet leave open says which, each in a hatch of its own") {
  World w;
  geom::Shape square, other;
  square.polygons.push_back({{{102.6, 29.9}, {102.61, 29.9}, {102.61, 29.91}, {102.6, 29.91}}, {}});
  other.polygons.push_back({{{102.6, 29.9}, {102.62, 29.9}, {102.62, 29.92}, {102.6, 29.92}}, {}});
  const auto open = [](const char* kind, const geom::Shape& ground) {
    return MapShape{"not_examined", "", kind, "", "", "", "", ground};
  };
  w.files.shapes = {open("", square), open("redline", square), open("pa", other), open("ws", square),
                    open("dltb", other)};
  const auto grounds = [&w](const std::vector<std::string>& kinds) {
    SheetItems items(w.c);
    items.ground(kinds, {102, 29, 103, 30}, false);
    std::set<std::pair<std::string, std::string>> out;  // look, legend
    for (const auto& item : items.items) out.emplace(item.layer_kind, item.legend);
    return out;
  };
  const std::string any = "未核查，或本次运行未存图形";
  using Grounds = std::set<std::pair<std::string, std::string>>;
  CHECK(grounds({"redline", "pa", "ws"}) == Grounds{{"", any},
                                                    {"open:1", "情况不明：生态保护红线、饮用水水源保护区"},
                                                    {"open:2", "情况不明：自然保护地"}});
  CHECK(grounds({"redline"}) == Grounds{{"", any}});  // the sheet has no other layer
  CHECK(grounds({"wetland"}) == Grounds{{"", any}});
  w.run["layers"] = Json::array({{{"kind", "pa"}, {"disclosure", "yes_no"}}});  // not drawn at all
  CHECK(grounds({"redline", "ws", "pa"}) == Grounds{{"", any}});
}

TEST_CASE("the location sheet alone has borders and names of administrative areas, with their source") {
  World w;
  w.project["planar_crs"] = "EPSG:4543";
  geom::Shape square, county, border;
  square.polygons.push_back({{{102.6, 29.9}, {102.61, 29.9}, {102.61, 29.91}, {102.6, 29.91}}, {}});
  county.polygons.push_back({{{102, 29}, {103, 29}, {103, 30.5}, {102, 30.5}}, {}});
  border.lines.push_back({{102.62, 29}, {102.62, 30.5}});
  w.files.boundary = {{"1", square}};
  const MapShape open = {"not_examined", "", "redline", "", "", "", "", square};
  const auto location = [&w](const std::vector<MapShape>& shapes) {
    w.files.shapes = shapes;
    Document out;
    add_sheets(out, w.c);
    REQUIRE(out.pictures.size() == 4);
    CHECK(out.pictures[1].drawing.svg.find("甲县") == std::string::npos);
    return out.pictures[0].drawing.svg;
  };
  w.run["layers"] = Json::array({{{"id", "xzq"},
                                  {"kind", "admin"},
                                  {"title", "行政区划"},
                                  {"publisher", "某局"},
                                  {"version", "2026"},
                                  {"disclosure", "full"},
                                  {"accuracy_m", 300}}});
  const MapShape named = {"around", "", "admin", "xzq", "1", "", "甲县", county},
                 line = {"border", "", "admin", "xzq", "", "", "county", border},
                 gap = {"not_examined", "", "admin", "", "", "", "", square};
  const std::string svg = location({open, named, line});
  for (const char* words :
       {">甲县<", ">县级界线<", "资料来源：行政区划（某局，2026）", "不作划界依据（精度 300 m）"})
    CHECK(svg.find(words) != std::string::npos);
  CHECK(svg.find("界线不全") == std::string::npos);
  CHECK(location({open, named, line, gap}).find("界线不全") != std::string::npos);
  // Runs of older versions kept none, and restricted layers are not drawn.
  CHECK(location({open}).find("没有保存行政区界线") != std::string::npos);
  w.run["layers"][0]["disclosure"] = "area";
  CHECK(location({open}).find("行政区图层不公开") != std::string::npos);
}

TEST_CASE(
    "a clause stands in table 3 on the parts that made its condition hold, not on all that it measured") {
  World w;
  const auto feature = [](const char* part, const Json& grounds) {
    return Json{{"kind", "river_area"}, {"layer_id", "river_area"},   {"feature_id", "1"}, {"part_id", part},
                {"role", "permanent"},  {"fields", {{"name", "河"}}}, {"overlap_m2", 5},   {"length_m", 0},
                {"distance_m", 0},      {"bearing", nullptr},         {"grounds", grounds}};
  };
  w.project["findings"] =
      Json::array({{{"rule", "YZ-04"},
                    {"instrument", "长江保护法"},
                    {"clause", "第四十九条"},
                    {"features", Json::array({feature("A", false), feature("B", true)})}}});
  const auto clauses = [&w](const std::string& part) {
    for (const auto& row : sensitive_table(w.c).rows)
      if (row.cells[4].text == part) return row.cells.back().text;
    return std::string("no row");
  };
  CHECK(clauses("A") == "仅作量测，没有条款据此触发");
  CHECK(clauses("B") == "YZ-04 《长江保护法》第四十九条");
  w.project["findings"][0]["features"] = Json::array({feature("A", nullptr), feature("B", nullptr)});
  // A run of an older version does not say it, and of withheld layers it would tell distances.
  CHECK(clauses("A") == "本次结果未记明依据的要素，条款见表10-1");
  w.project["findings"][0]["features"][0]["withheld"] = true;
  CHECK(clauses("A") == "数值不公开，不逐要素列条款，见表10-1");
}

TEST_CASE("the legend of a sheet says of a tunnel that it passes under, not that it occupies") {
  World w;
  w.project["parts"] = Json::array({{{"part_id", "1"}, {"role", "permanent"}},
                                    {{"part_id", "2"}, {"role", "tunnel"}},
                                    {{"part_id", "3"}, {"role", "span"}},
                                    {{"part_id", "4"}, {"role", "blasting"}}});
  geom::Shape square;
  square.polygons.push_back({{{102.6, 29.9}, {102.61, 29.9}, {102.61, 29.91}, {102.6, 29.91}}, {}});
  for (const char* part : {"1", "2", "3", "4"})
    w.files.shapes.push_back({"overlap", "RL-01", "redline", "", "7", part, "", square});
  w.files.shapes.push_back({"overlap", "FM-06", "zone_unit", "", "8", "1", "", square});
  std::set<const MapShape*> shapes;
  for (const auto& shape : w.files.shapes) shapes.insert(&shape);
  SheetItems items(w.c);
  items.evidence(shapes);
  REQUIRE(items.items.size() == 5);
  CHECK(items.items[0].legend == "压占：生态保护红线");
  CHECK(items.items[1].legend == "地下穿越：生态保护红线");
  CHECK(items.items[2].legend == "架空跨越：生态保护红线");
  CHECK(items.items[3].legend == "影响范围内：生态保护红线");
  CHECK(items.items[4].legend == "位于：生态环境管控单元");  // which covers all ground
}

TEST_CASE("features without a name are numbered in table 3, so that two of them can be told apart") {
  World w;
  const auto feature = [](const char* id, const char* part) {
    return Json{{"kind", "redline"},     {"layer_id", "redline"}, {"feature_id", id},
                {"part_id", part},       {"role", "permanent"},   {"fields", Json::object()},
                {"overlap_m2", nullptr}, {"withheld", true}};
  };
  w.project["findings"] =
      Json::array({{{"rule", "RL-01"},
                    {"features", Json::array({feature("7", "A"), feature("9", "A"), feature("7", "B")})}}});
  std::vector<std::string> names;
  for (const auto& row : sensitive_table(w.c).rows)
    if (row.cells[0].text == "生态保护红线") names.push_back(row.cells[1].text);
  CHECK(names == std::vector<std::string>{"未命名 1", "未命名 2", "未命名 1"});
}

TEST_CASE("the share of table 9 is that of the place where nobody knows the ground") {
  World w;
  w.project["layers"] = Json::array({layer("clear", 1), layer("partly_covered", 0.5)});
  const auto remark = [&w](std::size_t i) { return layers_table(w.c).rows.at(i).cells.back().text; };
  CHECK(remark(0) == "原因");
  w.project["parts"] = Json::array({{{"part_id", "1"}, {"sized", false}}});
  CHECK(remark(0).find("核查比例仅指点位") != std::string::npos);
  CHECK(remark(1) == "原因");
}
