// SPDX-License-Identifier: Apache-2.0
//
// What is asked for beside layers, what is not missing, and what tables say of places and lists that were not examined as ground is.
#include <catch2/catch.hpp>

#include "world.h"

using namespace zonegate;
using namespace zonegate::document;

namespace {

Json zone_list() {
  Json out = layer("clear", 1);
  out["kind"] = "zone_list";
  out["layer_id"] = "list";
  out["reason_code"] = nullptr;
  return out;
}

Json waits(const char* rule, std::vector<std::string> unknown) {
  return {{"rule", rule},        {"outcome", "undetermined"},     {"worst_possible", "prohibited"},
          {"override", nullptr}, {"unknown", std::move(unknown)}, {"evidence", Json::array()}};
}

Json part(bool sized) {
  return {
      {"part_id", "1"}, {"role", "permanent"}, {"sized", sized}, {"length_m", 0}, {"planar_crs", nullptr}};
}

// A layer of a kind that was met and examined in full, of which a finding asks for what `unknown` names.
void examine(World& w, const char* kind, const char* rule, const std::vector<std::string>& unknown) {
  Json there = layer("hit", 1);
  there["kind"] = kind;
  there["reason_code"] = nullptr;
  w.project["layers"] = Json::array({there});
  w.project["unknown"] = unknown;
  w.project["findings"] = Json::array({waits(rule, unknown)});
}

}  // namespace

TEST_CASE("lists that were compared are not called not concerned, nor cleared for a place without a size") {
  World w;
  w.project["parts"] = Json::array({part(true)});
  CHECK(layer_conclusion(zone_list(), w.c) == "已对照，无限制性条目");
  w.project["parts"] = Json::array({part(false)});
  CHECK(layer_conclusion(zone_list(), w.c).find("待核实") == 0);
  w.project["status"] = "partial";
  CHECK(layer_conclusion(zone_list(), w.c).find("待核实（项目仅部分读取") == 0);
}

TEST_CASE("rows of a table that may hold are not met; units of official codes are") {
  World w;
  Json table = zone_list();
  table["state"] = "hit";
  CHECK(layer_conclusion(table, w.c) == "涉及");
  table["reason_code"] = "possible";
  CHECK(layer_conclusion(table, w.c) == "待核实（条目可能适用）");
  Json units = layer("hit", 0);
  units["official"] = true;
  CHECK(layer_conclusion(units, w.c) == "涉及（依官方编码）");
}

TEST_CASE("what an exception asks to be shown is asked of the owner, once, and not where it is decided") {
  World w;
  w.project["outcome"] = "undetermined";
  w.project["worst_possible"] = "prohibited";
  CHECK(nothing_missing(w.c).find("须人工判定") != std::string::npos);
  Json one = waits("PA-04", {}), two = waits("WS-02", {});
  const Json claim = {{"what", "无害化穿越"}, {"what_en", "harmless crossing"}, {"claimed", false}};
  one["evidence"] = Json::array({claim});
  two["evidence"] = Json::array({claim});
  w.project["findings"] = Json::array({one, two});
  const auto asked = missing_of(w.c);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].what == "无害化穿越");
  CHECK(asked[0].who == "建设单位");
  CHECK(asked[0].rules == "PA-04、WS-02");
  for (auto& f : w.project["findings"]) f["override"] = {{"outcome", "conditional"}};
  CHECK(missing_of(w.c).empty());
}

TEST_CASE("without an outline the outline is missing, not the layers of the run") {
  World w;
  Json there = layer("not_examined", 0);
  there["reason_code"] = nullptr;
  w.project["status"] = "partial";
  w.project["status_reason"] = "it has no geometry: judged from its official units";
  w.project["layers"] = Json::array({there});
  w.project["unknown"] = {"layer:redline"};
  auto asked = missing_of(w.c);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].what.find("用地范围") == 0);
  CHECK(asked[0].who == "建设单位");
  for (const char* code : {"no_parts", "official"}) {
    w.project["layers"][0]["reason_code"] = code;
    CHECK(missing_of(w.c).size() == 1);
  }
  w.project["layers"][0]["reason_code"] = nullptr;
  w.project["layers"][0]["layer_id"] = "";
  asked = missing_of(w.c);
  REQUIRE(asked.size() == 2);
  CHECK(asked[1].what == "图层：生态保护红线");
}

TEST_CASE("codes are no outline: it is asked for whatever else is, and of codes alone a doubt is, too") {
  Profile with = profile();
  with.meanings = advice::read_meanings(std::string(ZONEGATE_SOURCE_DIR) + "/documents/issues.yaml");
  World w;
  const Context c{with, Lang::zh, w.run, w.project, w.files};
  w.project["status"] = "partial";
  w.project["status_reason"] = "it has no geometry: judged from its official units";
  for (const char* severity : {"error", "warning"}) {
    w.project["issues"] = Json::array({{{"code", "project.units_row_wrong"}, {"severity", severity}}});
    const auto asked = missing_of(c);
    REQUIRE(asked.size() == 2);
    CHECK(asked[0].what == "改正后的管控单元编码");
    CHECK(asked[1].what.find("用地范围") == 0);
  }
  w.project["access"]["units"] = Json::array(
      {{{"kind", "zone_unit"}, {"code", "ZH51180210001"}, {"source", "official"}, {"overlap_m2", nullptr}}});
  CHECK(units_table(c).notes.front().find("没有读到项目的任何地块") == 0);
}

TEST_CASE("a table that was read is not asked for where something else of the finding is not known") {
  World w;
  examine(w, "capacity_swap", "IN-03", {"industry", "layer:capacity_swap"});
  const auto asked = missing_of(w.c);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].who == "建设单位");
}

TEST_CASE("of a layer that was examined all over not the layer is asked for, but what it does not tell") {
  World w;
  examine(w, "pa", "PA-07", {"layer:pa"});
  const auto asked = missing_of(w.c);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].what == "自然保护地的类型、分区或界线");
  CHECK(asked[0].in_short == asked[0].what);
  CHECK(asked[0].remark.find("图层已核查") == 0);
  w.project["layers"][0]["examined_share"] = 0.5;
  CHECK(missing_of(w.c)[0].what == "图层：自然保护地");
}

TEST_CASE("counties whose border is nearer than it is known stand with the regions") {
  World w;
  w.project["regions"] = {"511802"};
  CHECK(regions_of(w.c, w.project).find("可能还涉及") == std::string::npos);
  w.project["issues"] =
      Json::array({{{"code", "project.region_near"},
                    {"message",
                     "the border of 511803 (117.2 m), 511824 is nearer than it is known (300.0 m, the "
                     "accuracies of the footprint and the admin layer): the project may lie there too"}}});
  const std::string said = regions_of(w.c, w.project);
  CHECK(said.find("511802") == 0);
  CHECK(said.find("可能还涉及 511803") != std::string::npos);
  CHECK(said.find("、511824") != std::string::npos);
}

TEST_CASE("where nobody knows the county the first page says so, and leaves no blank") {
  World w;
  const auto told = [&] {
    Document out;
    add_front(out, w.c);
    for (const auto& row : out.tables.at(0).rows)
      for (std::size_t i = 0; i + 1 < row.cells.size(); i += 2)
        if (row.cells[i].text == "所在行政区") return row.cells[i + 1].text;
    return std::string();
  };
  CHECK(told().empty());
  w.project["issues"] = Json::array({{{"code", "project.region_unknown"}}});
  CHECK(told() == "未能确定（各行政区的规则均已适用，见表11-1）");
  w.project["regions"] = {"511802"};
  CHECK(told().find("511802") == 0);
  CHECK(told().find("均已适用") != std::string::npos);
}

TEST_CASE("table 3 says which kinds a profile of the reviewer's own leaves out") {
  World w;
  Profile own = profile();
  own.not_listed = {"pbf", "ws"};
  const Context c{own, Lang::zh, w.run, w.project, w.files};
  CHECK(sensitive_table(c).notes.at(0).find("本表未列：永久基本农田、饮用水水源保护区；") !=
        std::string::npos);
  CHECK(sensitive_table(w.c).notes.at(0).find("未列") == std::string::npos);
}

TEST_CASE("silent rules cite what they rest on on the day of the project, and whether its text was checked") {
  World w;
  w.project["as_of"] = "2020-05-01";
  w.project["silent"] = Json::array({{{"rule", "IN-01"}, {"title", "甲"}, {"reason_zh", "条件均不成立"}},
                                     {{"rule", "IN-02"}, {"title", "乙"}, {"reason_zh", "条件均不成立"}},
                                     {{"rule", "IN-03"}, {"title", "丙"}, {"reason_zh", "条件均不成立"}}});
  const auto source = [](const char* from, const char* to, const char* title, bool verified) {
    return Json{{"from", from ? Json(from) : Json()},
                {"to", to ? Json(to) : Json()},
                {"instrument", title},
                {"instrument_en", "The law"},
                {"clause", "第三条"},
                {"level", "law"},
                {"level_zh", "法律"},
                {"verified", verified}};
  };
  w.run["rules"] = Json::array({{{"id", "IN-01"},
                                 {"verified", true},
                                 {"sources", Json::array({source(nullptr, "2021-01-01", "旧法", false),
                                                          source("2021-01-01", nullptr, "新法", true)})}},
                                {{"id", "IN-02"}, {"verified", false}}});  // of a run of an older version
  Table rules = silent_rules_table(w.c);
  REQUIRE(rules.rows.size() == 3);
  CHECK(rules.rows[0].cells[2].text == "《旧法》第三条");
  CHECK(rules.rows[0].cells[3].text == "法律");
  CHECK(rules.rows[0].cells[5].text == "否");
  CHECK(rules.rows[1].cells[2].text.empty());
  CHECK(rules.rows[1].cells[5].text == "否");
  CHECK(rules.rows[2].cells[5].text.empty());
  w.project["as_of"] = "2021-01-01";
  rules = silent_rules_table(w.c);
  CHECK(rules.rows[0].cells[2].text == "《新法》第三条");
  CHECK(rules.rows[0].cells[5].text == "是");
}

TEST_CASE(
    "inputs of the tornado go without the scenario of its caption, and those that do nothing are left out") {
  World w;
  const auto driver = [](const char* input, double low, double high, double share) {
    return Json{{"input", input}, {"net_low_tc", low}, {"net_high_tc", high}, {"share", share}};
  };
  w.project["carbon_impact"] = {
      {"complete", true},
      {"runs",
       Json::array(
           {{{"scenario", "usual"},
             {"scenario_name", "常规施工"},
             {"figures", {{"net_tc", -80}}},
             {"drivers",
              Json::array({driver("soil factor 0.8 of permanent ground (scenario usual)", -120, -40, 0.9),
                           driver("density of class 20, soil (assumed 40 %)", -90, -70, 0.0996),
                           driver("share left as dead wood (scenario usual)", -80.001, -80, 0.0004)})}}})}};
  for (const char* year : {"2025", "2026"})
    w.files.years.push_back({1, {{"scenario", "usual"}, {"year", year}, {"net_tc", "-1"}}});
  Document out;
  add_carbon_pictures(out, w.c);
  const auto& picture = out.pictures.back();
  REQUIRE(picture.id == "carbon_drivers");
  const std::string& svg = picture.drawing.svg;
  CHECK(svg.find(">永久占地的土壤碳系数 0.8<") != std::string::npos);
  CHECK(svg.find("常规施工") == std::string::npos);
  CHECK(svg.find("死木") == std::string::npos);
  CHECK(picture.notes.back().find("份额不足0.05%的参数未列。") != std::string::npos);
}

TEST_CASE(
    "what a layer says of itself below tables 4 and 5 is one sentence, and codes are told where some stand") {
  World w;
  Json one = layer("not_covered", 0);
  one["kind"] = "forest";
  one["state_zh"] = "未覆盖";
  w.project["layers"] = Json::array({one});
  const auto notes = forest_table(w.c).notes;
  REQUIRE(notes.size() == 1);
  CHECK(notes[0] == "林地小班：待核实（未覆盖）；原因。");
}

TEST_CASE("a net figure that is no bound is known in full, not exact") {
  World w;
  w.project["carbon_impact"] = {
      {"complete", true}, {"runs", Json::array({{{"figures", {{"net_tc", -82.32}}}, {"net_is", "exact"}}})}};
  for (const auto& table : carbon_tables(w.c)) {
    if (table.id != "carbon_impact") continue;
    REQUIRE_FALSE(table.rows.empty());
    CHECK(table.rows.back().cells[5].text == "known");  // the vocabulary, not loaded here, calls it 完整
  }
}

TEST_CASE("remedies of what makes a project partial name no other than who is asked") {
  const auto meanings = advice::read_meanings(std::string(ZONEGATE_SOURCE_DIR) + "/documents/issues.yaml");
  for (const auto& [code, meaning] : meanings) {
    INFO(code);
    CHECK(meaning.remedy_zh.find("请测绘单位") == std::string::npos);
  }
}
