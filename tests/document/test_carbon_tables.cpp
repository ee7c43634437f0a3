// SPDX-License-Identifier: Apache-2.0
//
// Tables 8-2 to 8-4: every factor, figures of the scenarios, gases beside the net.
#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>

#include "world.h"

using namespace zonegate;
using namespace zonegate::document;

TEST_CASE("every factor of the carbon stands with its pool and its unit") {
  World w;
  w.project["carbon"] = {
      {"edition", "e1"},
      {"classes",
       Json::array({{{"code", 50},
                     {"name", "建设用地"},
                     {"density_tc_ha",
                      {{"above", 0}, {"below", 0}, {"dead", nullptr}, {"litter", 0}, {"soil", 70.4}}}}})},
      {"loss_shares",
       {{"permanent",
         {{"above", 1}, {"below", 1}, {"dead", 1}, {"litter", 1}, {"soil", 0.2}, {"status", "seen"}}}}}};
  w.project["carbon_impact"] = {
      {"complete", true},
      {"runs",
       Json::array(
           {{{"scenario", "usual"},
             {"assumed",
              {{"soil_factor", {{"permanent", 0.8}}},
               {"soil_years", 20},
               {"clearing",
                {{"instant", 0.6}, {"dead_wood", 0.1}, {"products", 0.3}, {"roots_decay", 0.5}}}}}}})},
      {"factors", Json::array({{{"id", "density of class 50"}, {"value", 0}, {"unit", "t C/ha"}},
                               {{"id", "lulucf.rsr.oak"}, {"value", 0.25}, {"unit", "1"}}})}};
  const auto factors = [&w] {
    for (auto& table : carbon_tables(w.c))
      if (table.id == "carbon_factors") return table;
    return Table{};
  };
  const auto row_with = [](const Table& table, const std::string& name, const std::string& pool) {
    for (const auto& row : table.rows)
      if (row.cells[0].text.find(name) != std::string::npos && row.cells[1].text == pool) return row;
    return Row{std::vector<Cell>(7, blank_cell())};
  };
  const Table table = factors();
  CHECK(table.rows.size() ==
        4 + 5 + 2 + 1);  // a pool without a value, and trees that are not there, have no row
  const Row soil = row_with(table, "建设用地", "土壤");
  CHECK(soil.cells[2].text == "70.4");
  CHECK(soil.cells[3].text == "t C/hm²");
  CHECK(soil.cells[4].text == "表8-1、表8-2");
  CHECK(row_with(table, "占用损失率（永久）", "土壤").cells[2].text == "0.2");
  CHECK(row_with(table, "土壤碳保留比例（永久占地）", "土壤").cells[2].text == "0.8");
  CHECK(row_with(table, "rsr", "地下生物量").cells[3].text == "无量纲");
  w.project["carbon_impact"]["runs"][0]["pools"]["above"]["stock_tc"] = 3;
  CHECK(factors().rows.size() == 4 + 5 + 2 + 4 + 1);
  Json& assumed = w.project["carbon_impact"]["runs"][0]["assumed"];
  assumed["clearing"].update({{"dead_rate", 0.1}, {"products_half_life", 30}});
  assumed["restored"] =
      Json::array({{{"curve", "mixed"}, {"survival", 0.85}, {"delay_years", 0}, {"root_ratio", 0.25}}});
  assumed["curves"] =
      Json::array({{{"id", "mixed"}, {"kind", "korf"}, {"a", 90}, {"b", 1}, {"k", 0.04}, {"p", nullptr}},
                   {{"id", "own"}, {"kind", "points"}, {"points", Json::array({{10, 22.5}, {20, 40}})}}});
  const Table all = factors();
  CHECK(all.rows.size() == 4 + 5 + 2 + 6 + 3 + 3 + 2 + 1);
  CHECK(row_with(all, "死木年分解率", "死木").cells[3].text == "1/年");
  CHECK(row_with(all, "恢复植被成活率", "地上生物量、地下生物量").cells[2].text == "0.85");
  CHECK(row_with(all, "林龄 10 年", "地上生物量、地下生物量").cells[2].text == "22.5");
  // A run of an older version has the density above ground alone.
  w.project["carbon"]["classes"][0].erase("density_tc_ha");
  CHECK(row_with(factors(), "地类 50 碳密度", "地上生物量").cells[2].text == "0");
}

TEST_CASE(
    "gases beside the net stand with their interval, and the table of the net says which year it is of") {
  World w;
  const auto table = [&w](const char* id) {
    for (auto& one : carbon_tables(w.c))
      if (one.id == id) return one;
    return Table{};
  };
  const auto row_of = [](const Table& t, const std::string& name) {
    for (const auto& row : t.rows)
      if (row.cells[1].text == name) return row;
    return Row{std::vector<Cell>(7, text_cell("missing"))};
  };
  Json run = {{"scenario", "usual"},
              {"net_is", "upper bound"},
              {"figures",
               {{"net_tc", 5.735},
                {"net_tco2e", 21.029},
                {"mean_annual_tc", 0.143},
                {"payback", "not before 2059"},
                {"npv", -1155.374}}},
              {"intervals", {{"net_low_tco2e", -21.551}, {"net_high_tco2e", 63.935}}},
              {"assumed",
               {{"first_year", 2026},
                {"last_year", 2065},
                {"money",
                 {{"price", 80},
                  {"currency", "CNY"},
                  {"growth", 0.02},
                  {"discount", 0.04},
                  {"timing", "end_of_year"}}}}},
              {"other_gases",
               {{"soil_n2o_emission_tco2e", 0},
                {"methane_emission_tco2e", 268.26},
                {"methane_low_tco2e", 113.671},
                {"methane_high_tco2e", 528.528}}}};
  w.project["carbon_impact"] = {{"complete", true}, {"runs", Json::array({run})}};
  const Table figures = table("carbon_figures");
  const Row methane = row_of(figures, "淹没区 CH4（不在净变化内）");
  CHECK(methane.cells[2].text == "-268.26");
  CHECK(methane.cells[3].text == "-528.53");
  CHECK(methane.cells[4].text == "-113.67");
  CHECK(methane.cells[2].from.front() == "-/carbon_impact/runs/0/other_gases/methane_emission_tco2e");
  CHECK(row_of(figures, "土壤碳损失的 N2O（不在净变化内）").cells[2].text == "missing");  // there is none
  CHECK(row_of(figures, "期末净变化（负为减少）").cells[2].text == "21.03");
  CHECK(row_of(figures, "碳债偿还年").cells[2].text == "不早于 2059");
  CHECK(row_of(figures, "净现值").cells[2].text == "-1155");
  CHECK(row_of(figures, "折现率").cells[2].text == "4.00");
  CHECK(row_of(figures, "计算期末年（期末）").cells[2].text == "2065");
  const Table impact = table("carbon_impact");
  CHECK(impact.notes[0].find("2065 年末") != std::string::npos);
  CHECK(impact.notes[1].find("表8-4") != std::string::npos);
  // Nobody counted it: that is no 0.
  w.project["carbon_impact"]["runs"][0]["other_gases"] = {{"soil_n2o_emission_tco2e", 0},
                                                          {"methane_emission_tco2e", nullptr}};
  CHECK(row_of(table("carbon_figures"), "淹没区 CH4（不在净变化内）").cells[2].text == "未计入");
  w.project["carbon_impact"]["runs"][0]["other_gases"]["methane_emission_tco2e"] = 0;
  CHECK(table("carbon_impact").notes[1].find("表8-4") == std::string::npos);
}

TEST_CASE("units and pools of factors are data, and mistakes in them are told with their lines") {
  const FactorWords& words = profile().factors;
  CHECK(words.units.at("t dm/ha").zh == "t 干物质/hm²");
  CHECK(words.pools.at("cf") == std::vector<std::string>{"above", "below"});
  CHECK(words.pools.at("socref") == std::vector<std::string>{"soil"});
  const std::string path = "factor_words_test.yaml";
  std::ofstream(path) << "units:\n  a: {zh: 年}\npools:\n  wood: [cf]\nmore: 1\n";
  try {
    read_factor_words(path);
    FAIL("it was read");
  } catch (const Error& e) {
    const std::string what = e.what();
    CHECK(what.find("factor_words_test.yaml:4: ") != std::string::npos);
    CHECK(what.find("factor_words_test.yaml:5: ") != std::string::npos);
  }
  std::remove(path.c_str());
}
