// SPDX-License-Identifier: Apache-2.0
//
// What a reader of tables and first pages has to be told: who can settle what, on which statement a silent rule rests, and which sums lack something.
#include <algorithm>
#include <catch2/catch.hpp>

#include "world.h"

using namespace zonegate;
using namespace zonegate::document;

namespace {

Json line(int depth, const char* words, const char* truth) {
  return {{"depth", depth}, {"text", words}, {"truth", truth}};
}

std::string silent(World& w, const char* reason, const char* reason_zh, Json trace) {
  w.project["silent"] = Json::array(
      {{{"rule", "IN-08"}, {"title", "甲"}, {"reason", reason}, {"reason_zh", reason_zh}, {"trace", trace}}});
  return silent_rules_table(w.c).rows.at(0).cells.at(4).text;
}

const Missing* asked_for(const std::vector<Missing>& all, const std::string& what) {
  for (const auto& one : all)
    if (one.what.find(what) != std::string::npos) return &one;
  return nullptr;
}

}  // namespace

TEST_CASE("a rule that is silent by what the owner stated says what that is, and who stated it") {
  World w;
  w.project["attributes"] = {{"coal", false}, {"project_type", "chemical"}};
  CHECK(silent(w, "no branch holds", "条件均不成立",
               Json::array({line(0, "branch 1: conditional (not certain)", "no"), line(1, "any", "no"),
                            line(2, "claimed:coal is claimed (claimed:coal = false)", "no"),
                            line(2, "all", "no"), line(3, "coal = true (coal = false)", "no"),
                            line(3, "not", "yes"),
                            line(4, "project_type in ('road') (project_type = chemical)", "no")})) ==
        "条件均不成立：用煤 = 否（建设单位填报）");
  // Denied: it is silent because the type is one of these.
  CHECK(
      silent(w, "no branch holds", "条件均不成立",
             Json::array({line(0, "branch 1: conditional", "no"), line(1, "all", "no"),
                          line(2, "energy_tce >= 5 (energy_tce = unknown)", "unknown"), line(2, "not", "no"),
                          line(3, "project_type in ('chemical') (project_type = chemical)", "yes")}))
          .find("项目类型 = ") != std::string::npos);
  CHECK(silent(w, "no branch holds", "条件均不成立",
               Json::array({line(0, "branch 1: conditional", "no"),
                            line(1, "claimed:outfall is claimed (claimed:outfall = false)", "no")}))
            .find(" 未填") != std::string::npos);
  // What was measured is in the reason already.
  CHECK(silent(
            w, "no branch holds: ban = 0", "条件均不成立：禁燃区面积 = 0 m²",
            Json::array({line(0, "branch 1: prohibited", "no"), line(1, "all", "no"),
                         line(2, "ban > 0 (ban = 0)", "no"), line(2, "coal = true (coal = false)", "no")})) ==
        "条件均不成立：禁燃区面积 = 0 m²");
}

TEST_CASE("statements that would settle a branch are asked of the owner, what is judged of who has it") {
  World w;
  Json crossing = open_finding("PA-04");
  crossing["not_claimed"] = {"harmless_crossing", "reserve_activity"};
  crossing["evidence"] = Json::array({{{"what", "第二十七条活动的说明"},
                                       {"what_en", "a statement"},
                                       {"claimed", false},
                                       {"attributes", {"reserve_activity"}}}});
  w.project["findings"] =
      Json::array({crossing, open_finding("PA-00"), open_finding("YZ-04"), open_finding("ZN-03")});
  auto asked = missing_of(w.c);
  CHECK(asked.size() == 5);
  REQUIRE(asked_for(asked, "无害化穿越"));
  CHECK(asked_for(asked, "无害化穿越")->who == "建设单位");
  CHECK(asked_for(asked, "无害化穿越")->rules == "PA-04");
  REQUIRE(asked_for(asked, "自然保护地的类型"));
  CHECK(asked_for(asked, "自然保护地的类型")->who == "林业和草原主管部门");
  REQUIRE(asked_for(asked, "堆放固体废物"));
  CHECK(asked_for(asked, "堆放固体废物")->who == "水行政主管部门");
  REQUIRE(asked_for(asked, "环境质量达标情况"));
  CHECK(asked_for(asked, "环境质量达标情况")->who == "生态环境主管部门");
  // Decided, or judged by what was claimed: nobody is asked.
  for (auto& f : w.project["findings"]) f["override"] = {{"outcome", "conditional"}};
  CHECK(missing_of(w.c).empty());
  Json claimed = open_finding("ZN-03");
  claimed["evidence"] = Json::array({{{"what", "削减方案"}, {"claimed", true}}});
  w.project["findings"] = Json::array({claimed});
  CHECK(missing_of(w.c).empty());
}

TEST_CASE("what a reviewer has prohibited says on the first page who did, and why") {
  World w;
  Json f = open_finding("ZN-03");
  f["outcome"] = f["worst_possible"] = "prohibited";
  f["action"] = "核对环境质量是否达标";
  f["override"] = {
      {"outcome", "prohibited"}, {"reviewer", "李四"}, {"date", "2026-09-30"}, {"reason", "区域不达标"}};
  w.project["findings"] = Json::array({f});
  Document out;
  add_front_lists(out, w.c);
  std::string items;
  for (const auto& block : out.blocks) items += block.text + "\n";
  CHECK(items.find("：人工裁定（李四，2026-09-30）：区域不达标") != std::string::npos);
  CHECK(items.find("是否达标") == std::string::npos);
}

TEST_CASE("nothing is missing, and yet a person has to judge: said whenever a finding is open") {
  World w;
  w.project["outcome"] = w.project["worst_possible"] = "prohibited";
  CHECK(nothing_missing(w.c).find("没有影响结论") == 0);
  Json judged = open_finding("UB-01");
  w.project["findings"] = Json::array({judged});
  CHECK(nothing_missing(w.c).find("须人工判定") != std::string::npos);
  w.project["findings"][0]["override"] = {{"outcome", "conditional"}};
  CHECK(nothing_missing(w.c).find("没有影响结论") == 0);
}

TEST_CASE("a pool that no class has a value of is blank in sums; sums that lack something say so") {
  World w;
  const auto one = [](const char* name, Json dead, Json soil) {
    return Json{{"name", name},
                {"area_ha", 1},
                {"stock_tc", {{"above", 2}, {"below", 1}, {"dead", dead}, {"litter", 0}, {"soil", soil}}}};
  };
  w.project["carbon"] = {{"classes", Json::array({one("竹林", nullptr, 8)})},
                         {"loss_tc", {{"above", 2}, {"below", 1}, {"dead", 0}, {"litter", 0}, {"soil", 4}}}};
  auto rows = carbon_tables(w.c).front().rows;
  REQUIRE(rows.size() == 3);
  for (std::size_t i = 1; i < 3; ++i) {
    CHECK(rows[i].cells[4].text.empty());
    CHECK(rows[i].cells.back().text == "不完整（死木缺值）");
  }
  CHECK(rows[2].cells[7].text == "7.00");
  // Some have it: the sum is of those, and is not complete.
  w.project["carbon"]["classes"].push_back(one("水体", 3, nullptr));
  rows = carbon_tables(w.c).front().rows;
  CHECK(rows[2].cells[4].text == "3.00");
  CHECK(rows[2].cells.back().text == "不完整（死木、土壤缺值）");
  w.project["carbon"]["classes"] = Json::array({one("林", 3, 8)});
  rows = carbon_tables(w.c).front().rows;
  CHECK(rows[1].cells.back().text.empty());
}

TEST_CASE(
    "the stock of a scenario is a lower bound where a pool of it was not counted, and the note says of "
    "what") {
  World w;
  const auto table = [&w] {
    for (const auto& t : carbon_tables(w.c))
      if (t.id == "carbon_impact") return t;
    return Table{};
  };
  w.project["carbon_impact"] = {{"complete", false},
                                {"gaps", {"dead of permanent class 13: no value, not counted"}},
                                {"runs", Json::array({{{"stock_tc", 432.749},
                                                       {"stock_lost_tc", -168},
                                                       {"stock_lost_is", "lower bound"},
                                                       {"sink_forgone_is", "known"}}})}};
  CHECK(table().rows.at(0).cells[5].text == "lower bound");  // the vocabulary, not loaded here, calls it 下限
  CHECK(table().notes.at(0).find("只是界限的行：现有储量、储量损失。") != std::string::npos);
  w.project["carbon_impact"]["gaps"] = {
      "permanent class 12: how it grows is not known, nor the sink forgone"};
  CHECK(table().rows.at(0).cells[5].text.empty());
}

TEST_CASE("lost, forgone and gained add up to the net as printed, or a note says that they do not") {
  World w;
  const auto table = [&w](double lost, double forgone, double gained, double net) {
    w.project["carbon_impact"] = {{"complete", true},
                                  {"runs", Json::array({{{"scenario", "usual"},
                                                         {"stock_lost_tc", lost},
                                                         {"sink_forgone_tc", forgone},
                                                         {"gain_tc", gained},
                                                         {"figures", {{"net_tc", net}}}}})}};
    for (const auto& t : carbon_tables(w.c))
      if (t.id == "carbon_impact") return t;
    return Table{};
  };
  const auto printed = [](const Table& t) {
    std::vector<std::string> out;
    for (std::size_t i = 1; i < 5; ++i) out.push_back(t.rows.at(i).cells.at(2).text);
    return out;
  };
  // The sum is -3.004, which rounds to -3.00; the net was rounded from -3.0047 to -3.005.
  auto t = table(-1.002, -2.002, 0, -3.005);
  CHECK(printed(t) == std::vector<std::string>{"-1.00", "-2.01", "0.00", "-3.01"});
  // Of whole hundredths there is nothing to round.
  t = table(-1, -2, 0, -3.005);
  CHECK(printed(t) == std::vector<std::string>{"-1.00", "-2.00", "0.00", "-3.01"});
  const auto told = [&t] {
    return std::any_of(t.notes.begin(), t.notes.end(), [](const std::string& note) {
      return note.find("之和为 -3.00，与净变化 -3.01 之差系各自舍入所致") != std::string::npos;
    });
  };
  CHECK(told());
  t = table(-1.234, -2.345, 0.5, -3.079);
  CHECK_FALSE(told());
}

TEST_CASE("a reason why there is no carbon is no sentence of its own") {
  World w;
  w.project["carbon_reason"] = "no part was read";
  const Context en{profile(), Lang::en, w.run, w.project, w.files};
  CHECK(carbon_tables(en).front().notes.front() == "Not computed: no part was read.");
}

TEST_CASE("a point that is met has no area, one that is asked for does not hide another cause") {
  World w;
  w.project["parts"] = Json::array({{{"part_id", "1"}, {"role", "permanent"}, {"sized", true}}});
  Json finding = open_finding("WS-01");
  finding["features"] = Json::array({{{"kind", "ws_intake"},
                                      {"layer_id", "ws_intake"},
                                      {"feature_id", "1"},
                                      {"part_id", "1"},
                                      {"overlap_m2", 0},
                                      {"length_m", 0},
                                      {"distance_m", 0},
                                      {"grounds", true},
                                      {"fields", {{"name", "取水口"}}}}});
  w.project["findings"] = Json::array({finding});
  const Table table = sensitive_table(w.c);
  REQUIRE_FALSE(table.rows.empty());
  CHECK(table.rows[0].cells[5].text.empty());
  CHECK(table.rows[0].cells[6].text.empty());
  w.project["findings"][0]["features"][0]["kind"] = "pbf";
  CHECK(sensitive_table(w.c).rows[0].cells[5].text == "0.0000");
}

TEST_CASE(
    "of a place without a size it is the ground that is not known, not a layer that covers part of it") {
  World w;
  Json there = layer("partly_covered", 1);
  there["state_zh"] = "部分覆盖";
  CHECK(layer_conclusion(there, w.c) == "待核实（部分覆盖）");
  there["reason_code"] = "point_only";
  CHECK(layer_conclusion(there, w.c) == "待核实（占地范围不明）");
  CHECK(distance_note(w.c).find("点、线的占地范围不明") != std::string::npos);
}

TEST_CASE("a batch counts the worst possible, too, and what was not read in full") {
  World w;
  w.project["outcome"] = "conditional";
  w.project["worst_possible"] = "prohibited";
  Maker maker("{}", profile(), Lang::zh);
  const auto add = [&](const char* status) {
    w.project["status"] = status;
    ProjectFiles files;
    files.result = w.project.dump();
    maker.project(files);
  };
  const auto said = [&maker](const std::string& words) {
    const Document batch = maker.batch();
    return std::any_of(batch.blocks.begin(), batch.blocks.end(), [&](const Block& block) {
      return block.kind == Block::Kind::paragraph && block.text.find(words) != std::string::npos;
    });
  };
  add("ok");
  CHECK(said("最严可能：禁止 1。"));
  add("partial");
  CHECK(said("确定结论：有条件 2。"));
  CHECK(said("最严可能：禁止 2；未能完整读取 1。"));
}

TEST_CASE("a pool that is lost altogether is printed as its stock, whatever remainders come to") {
  World w;
  w.project["carbon"] = {
      {"classes",
       Json::array(
           {{{"name", "竹林"},
             {"area_ha", 0.728327},
             {"stock_tc",
              {{"above", 16.493}, {"below", 8.973}, {"dead", 0}, {"litter", 0.459}, {"soil", 64.093}}},
             {"total_tc", 90.018}}})},
      {"stock_tc", {{"above", 16.493}, {"below", 8.973}, {"dead", 0}, {"litter", 0.459}, {"soil", 64.093}}},
      {"stock_total_tc", 90.018},
      {"loss_tc", {{"above", 16.493}, {"below", 8.973}, {"dead", 0}, {"litter", 0.459}, {"soil", 12.819}}},
      {"loss_total_tc", 38.744}};
  const auto rows = carbon_tables(w.c).front().rows;
  REQUIRE(rows.size() == 3);
  double sum = 0;
  for (std::size_t i = 2; i < 7; ++i) {
    if (i != 6) CHECK(rows[1].cells[i].text == rows[2].cells[i].text);
    sum += rows[2].cells[i].number.value_or(0);
  }
  CHECK(sum == Approx(rows[2].cells[7].number.value_or(0)));
}

TEST_CASE("a condition that holds is no reason for silence, though others of its group do not") {
  World w;
  w.project["attributes"] = {{"outfall", false}};
  CHECK(silent(w, "no branch holds", "条件均不成立",
               Json::array({line(0, "branch 1: prohibited (not certain)", "no"), line(1, "all", "no"),
                            line(2, "any", "yes"), line(3, "surface > 0 (surface = 0)", "no"),
                            line(3, "crossing > 0 (crossing = 1)", "yes"),
                            line(2, "outfall = true (outfall = false)", "no")})) ==
        "条件均不成立：新设排污口 = 否（建设单位填报）");
}

TEST_CASE(
    "what a rule leaves to a person is asked of who has its layer, where the profile does not know it") {
  World w;
  Json park = open_finding("PA-02");
  park["title"] = "国家公园一般控制区";
  park["human"] = true;
  park["measures"] = {{"crossing", {{"layer", "redline"}, {"measured", 0}}},
                      {"surface", {{"layer", "pa"}, {"measured", 1766.92}}}};
  w.project["findings"] = Json::array({park});
  const auto asked = missing_of(w.c);
  REQUIRE(asked_for(asked, "国家公园一般控制区"));
  CHECK(asked_for(asked, "国家公园一般控制区")->what == "国家公园一般控制区：调整选址");
  CHECK(asked_for(asked, "国家公园一般控制区")->who == "林业和草原主管部门");
  park["human"] = false;
  w.project["findings"] = Json::array({park});
  CHECK(missing_of(w.c).empty());
}

TEST_CASE("checklists of law stand item by item: who approves, what it costs, what a person has to judge") {
  World w;
  const Json item = {{"title", "基本草原"}, {"title_en", "Basic grassland"}, {"group", "第（二）类"},
                     {"state", "human"},    {"state_zh", "需人工判定"},      {"evidence", "主管部门意见"},
                     {"clause", nullptr}};
  const auto authority = [](const char* name) { return Json{{"authority", name}, {"title", "x"}}; };
  Json checklist = {
      {"title", "清单甲"},
      {"applies", "unknown"},
      {"instrument", "某法"},
      {"clause", "第三条"},
      {"note", "编号未核对"},
      {"items", Json::array({item})},
      {"tier", {{"certain", false}, {"possible", Json::array({authority("国务院"), authority("省政府")})}}},
      {"fee", {{"total_cny", {{"lo", 100.4}, {"hi", 250.0}}}, {"unexamined", true}}}};
  w.project["checklists"] = Json::array({checklist});
  const Table table = checklists_table(w.c);
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0].cells[0].text == "清单甲（是否适用待核实）");
  CHECK(table.rows[0].cells[2].text == "待核实，可能为：国务院、省政府");
  CHECK(table.rows[1].cells[2].text == "100.40～250.00 元（部分未核查）");
  CHECK(table.rows[2].cells[1].text == "第（二）类：基本草原");
  CHECK(table.rows[2].cells[2].text == "需人工判定");
  CHECK(table.rows[2].cells[3].text == "《某法》第三条");
  CHECK(table.notes == std::vector<std::string>{"清单甲：编号未核对"});
  // Withheld, and not reckoned.
  checklist["fee"] = {{"withheld", true}, {"total_cny", nullptr}};
  w.project["checklists"] = Json::array({checklist});
  CHECK(checklists_table(w.c).rows[1].cells[2].text == "不公开");
  checklist["fee"]["withheld"] = false;
  w.project["checklists"] = Json::array({checklist});
  CHECK(checklists_table(w.c).rows[1].cells[2].text == "未测算");
}
