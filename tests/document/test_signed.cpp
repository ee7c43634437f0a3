// SPDX-License-Identifier: Apache-2.0
//
// What a reviewer signs must not read milder than the run: borders that touch or are nearer than they are known, what was not searched, fees and authorities that are open.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "world.h"

using namespace zonegate;
using namespace zonegate::document;

namespace {

Json near_layer(const char* band, double nearest_m) {
  Json out = layer("clear", 1);
  out["near_band"] = band;
  out["nearest_m"] = nearest_m;
  out["nearest_feature"] = "7";
  out["reason"] = out["reason_zh"] = nullptr;
  return out;
}

Json open_finding(const char* rule, const char* outcome, const char* worst) {
  return {{"rule", rule},
          {"title", rule},
          {"outcome", outcome},
          {"worst_possible", worst},
          {"override", nullptr},
          {"unknown", Json::array()},
          {"evidence", Json::array()},
          {"worst_action", "办理"}};
}

const Row* row_with(const Table& table, const std::string& first) {
  for (const auto& row : table.rows)
    if (row.cells.at(0).text == first) return &row;
  return nullptr;
}

}  // namespace

TEST_CASE("what touches, or is nearer than its border is known, is not signed as not concerned") {
  World w;
  CHECK(layer_conclusion(near_layer("none", 40), w.c) == "不涉及");
  CHECK(layer_conclusion(near_layer("touch", 0), w.c) == "未压占，边界相接，须核实界线");
  CHECK(layer_conclusion(near_layer("boundary", 3), w.c).find("间距在精度之内（边界级）") !=
        std::string::npos);
  w.project["layers"] = Json::array({near_layer("touch", 0)});
  const Table near = near_table(w.c);  // it is the nearest of all targets
  REQUIRE(near.rows.size() == 1);
  CHECK(near.rows[0].cells.at(0).text == "生态保护红线");
  const auto notes = issues_table(w.c).notes;
  CHECK(std::any_of(notes.begin(), notes.end(), [](const std::string& note) {
    return note.find("须核实界线：生态保护红线") != std::string::npos;
  }));
}

TEST_CASE("a layer says how far was searched, and no more than that holds") {
  World w;
  Json here = layer("clear", 1), around = layer("clear", 1);
  here["search_distance_m"] = 0;
  around["kind"] = "pa";
  around["search_distance_m"] = 300;
  w.project["layers"] = Json::array({here, around});
  const Table layers = layers_table(w.c);
  CHECK(layers.columns.at(6).title.find("核查距离") == 0);
  CHECK(row_with(layers, "生态保护红线")->cells.at(6).text == "0.000");
  CHECK(row_with(layers, "自然保护地")->cells.at(6).text == "0.300");
  const Table areas = sensitive_table(w.c);
  CHECK(row_with(areas, "生态保护红线")->cells.back().text.find("占地上没有要素，周边未核查") !=
        std::string::npos);
  CHECK(row_with(areas, "自然保护地")->cells.back().text.find("占地及核查距离") != std::string::npos);
}

TEST_CASE("of what is not determined the strictest stands first") {
  World w;
  w.project["findings"] = Json::array({open_finding("AA-01", "conditional", "conditional"),
                                       open_finding("BB-01", "undetermined", "restricted"),
                                       open_finding("CC-01", "undetermined", "prohibited")});
  Document out;
  add_front_lists(out, w.c);
  std::string order;
  for (const auto& block : out.blocks)
    if (block.kind == Block::Kind::item) order += block.text.substr(0, 2);
  CHECK(order == "CCBBAA");
}

TEST_CASE("a fee of which another survey has more ground is no sum") {
  World w;
  Json fee = {
      {"withheld", false}, {"floor", false}, {"total_cny", {{"lo", 0}, {"hi", 0}}}, {"beside", false}};
  const auto told = [&] {
    w.project["checklists"] =
        Json::array({{{"id", "forest-fee"}, {"title", "费"}, {"applies", "yes"}, {"fee", fee}}});
    return checklists_table(w.c).rows.at(0).cells.at(2).text;
  };
  CHECK(told() == "0.00 元");
  fee["beside"] = true;
  fee["total_cny"]["hi"] = nullptr;
  CHECK(told().find("未测算：国土调查的林地多于森林资源图层的") == 0);
  fee["total_cny"]["lo"] = 1000;
  CHECK(told().find("不低于 1000.00 元：") == 0);
}

TEST_CASE("who approves is asked for where nothing that is stated tells") {
  World w;
  Json tier = {{"certain", false}, {"asks", Json::array()}, {"possible", Json::array()}};
  w.project["checklists"] = Json::array(
      {{{"id", "land-acquisition"}, {"title", "征收土地审批层级"}, {"applies", "yes"}, {"tier", tier}}});
  auto asked = missing_of(w.c);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].what == "拟征收土地中耕地和其他土地各自的面积");
  CHECK(asked[0].who == "建设单位");
  CHECK(asked[0].rules == "征收土地审批层级（表10-3）");
  w.project["checklists"][0]["id"] = "forest-approval";
  CHECK(missing_of(w.c).at(0).who == "林业和草原主管部门");
  w.project["checklists"][0]["tier"]["asks"] = {"land_acquisition_ha"};
  CHECK(missing_of(w.c).at(0).what.find("征收") != std::string::npos);
  CHECK(missing_of(w.c).at(0).who == "建设单位");
  w.project["unknown"] = {"land_acquisition_ha"};  // asked for already, by a rule
  CHECK(missing_of(w.c).size() == 1);
  w.project.erase("unknown");
  w.project["checklists"][0]["tier"] = {{"certain", true}, {"asks", Json::array()}};
  CHECK(missing_of(w.c).empty());
}

TEST_CASE("what could be given up stands in a table, with the numbers of the run") {
  World w;
  w.project["relief"] = Json::array({{{"rules", {"WS-02", "WS-03"}},
                                      {"together", true},
                                      {"best", true},
                                      {"give_up_length_m", 0},
                                      {"give_up_m2", 11449.88},
                                      {"remaining_m2", 2618.24},
                                      {"outcome", "conditional"},
                                      {"worst_possible", "prohibited"},
                                      {"withheld", false},
                                      {"text", "退让"},
                                      {"text_en", "give up"}}});
  const Table table = relief_table(w.c);
  REQUIRE(table.rows.size() == 1);
  const auto& cells = table.rows[0].cells;
  CHECK(cells[0].text == "一并：WS-02、WS-03");
  CHECK(cells[1].text == "11449.88");
  CHECK(cells[2].text == "2618.24");
  CHECK(cells[3].text.empty());
  CHECK(cells[4].text == "有条件");
  CHECK(cells[5].text == "禁止");
  w.project["relief"][0]["give_up_m2"] = nullptr;
  w.project["relief"][0]["withheld"] = true;
  CHECK_FALSE(relief_table(w.c).rows[0].cells[1].number);
}

TEST_CASE("who certainly approves stands with what must be done") {
  World w;
  w.project["checklists"] = Json::array(
      {{{"id", "land-acquisition"},
        {"title", "征收土地审批层级"},
        {"applies", "yes"},
        {"tier",
         {{"certain", true}, {"possible", Json::array({{{"authority", "国务院"}, {"title", "甲"}}})}}}}});
  Document out;
  add_front_lists(out, w.c);
  CHECK(std::any_of(out.blocks.begin(), out.blocks.end(), [](const Block& block) {
    return block.kind == Block::Kind::item && block.text == "征收土地审批层级（表10-3）：国务院";
  }));
}

TEST_CASE("of a data set that answers yes or no only nearness is not told, and that is said") {
  World w;
  w.run["layers"] = Json::array({{{"kind", "redline"}, {"disclosure", "yes_no"}}});
  CHECK(yes_no_remark(w.c, layer("clear", 1)).find("边界是否相接") != std::string::npos);
  CHECK(yes_no_remark(w.c, layer("hit", 1)).empty());
  w.run["layers"][0]["disclosure"] = "full";
  CHECK(yes_no_remark(w.c, layer("clear", 1)).empty());
}

TEST_CASE("laws have the marks of titles in Chinese, their editions stand outside of them") {
  World w;
  const auto cite = [&](const char* title, const char* clause, Lang lang = Lang::zh) {
    const Context c{profile(), lang, w.run, w.project, w.files};
    return cited(c, Json{{"instrument", title}, {"instrument_en", "Forest Law"}, {"clause", clause}});
  };
  CHECK(cite("中华人民共和国森林法（2019年修订）", "第三十七条") ==
        "《中华人民共和国森林法》（2019年修订）第三十七条");
  CHECK(cite("国家公园法", "第二条") == "《国家公园法》第二条");
  CHECK(cite("河道管理条例（2018年修订）", "第十一条；水法第三十八条") ==
        "《河道管理条例》（2018年修订）第十一条；《水法》第三十八条");
  CHECK(cite("自然保护区条例（2026年修订）（国务院令第830号）", "第二条；野生动物保护法第十三条") ==
        "《自然保护区条例》（2026年修订）（国务院令第830号）第二条；《野生动物保护法》第十三条");
  CHECK(cite("分类管理名录（2021年版）（生态环境部令第16号）", "第三条") ==
        "《分类管理名录（2021年版）》（生态环境部令第16号）第三条");
  CHECK(cite("产业结构调整指导目录（2024年本）", "限制类") == "《产业结构调整指导目录（2024年本）》 限制类");
  CHECK(cite("关于印发《某办法》的通知", "条号未核对") == "关于印发《某办法》的通知 条号未核对");
  CHECK(cite("中华人民共和国森林法（2019年修订）", "第三十七条", Lang::en).find("Forest Law ") == 0);
}

TEST_CASE("a profile that names no kind of layer is refused, with what may be meant") {
  const auto file = std::filesystem::current_path() / "profile_of_nobody.yaml";
  std::ifstream own(std::string(ZONEGATE_SOURCE_DIR) + "/documents/profile.yaml");
  std::string words((std::istreambuf_iterator<char>(own)), {});
  words.replace(words.find("[redline, "), 10, "[redlin, ");
  std::ofstream(file) << words;
  CHECK_THROWS_WITH(read_profile(file.string()),
                    Catch::Contains("'redlin' is no kind of layer; did you mean redline?"));
  std::filesystem::remove(file);
}
