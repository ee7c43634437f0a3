// SPDX-License-Identifier: Apache-2.0
//
// Units of a project and the rows of lists that hold for it, from geometry, from official codes and from both; and what a contradiction does.
#include <catch2/catch.hpp>

#include "access_scenes.h"
#include "io/io.h"

using namespace zonegate;
using namespace zonegate::testing;

TEST_CASE("official codes answer where no geometry of units is held") {
  World w = with_codes(kWest);
  w.layers.erase("zone_unit");
  const Ran silent = run(w);
  INFO(silent.verdict().headline.zh);
  CHECK(silent.verdict().outcome == Outcome::allowed);
  CHECK(silent.layer("zone_unit").official);
  CHECK(silent.layer("zone_unit").state == facts::LayerState::hit);
  w.layers["zone_list"].csv += kWest + kBan + kEast + kBan;
  const Ran banned = run(w);
  CHECK(banned.verdict().outcome == Outcome::prohibited);
  CHECK(banned.words(kWest) == std::vector<RowWord>{RowWord::conforms, RowWord::not_conforming});
  CHECK(banned.words(kEast).empty());
  // Without the codes nobody knows the units.
  World blind;
  blind.layers.erase("zone_unit");
  CHECK(run(blind).verdict().worst_possible == Outcome::prohibited);
}

TEST_CASE("a code of class 1 is a use of a priority unit, of unknown size") {
  World w = with_codes("ZH51180210009");
  w.layers.erase("zone_unit");
  w.layers["zone_list"].csv += "ZH51180210009,单元特性,空间布局约束,其他,,,allow,允许\n";
  const Ran ran = run(w);
  INFO(ran.verdict().headline.zh);
  CHECK(ran.verdict().outcome == Outcome::restricted);
  CHECK(ran.access().units.at(0).unit_class == "1");
}

TEST_CASE("codes that agree with the geometry change nothing; codes that contradict it open the verdict") {
  CHECK(run(with_codes(kWest + ";" + kEast)).verdict().outcome == Outcome::allowed);
  CHECK_FALSE(run(with_codes(kWest + ";" + kEast)).told("project.units_conflict"));
  for (const std::string& codes :
       {kWest, kWest + ";" + kEast + ";ZH51180230009", std::string("ZH51180230009")}) {
    CAPTURE(codes);
    World w = with_codes(codes);
    w.layers["zone_list"].csv += kEast + kBan;
    const Ran ran = run(w);
    INFO(ran.verdict().headline.zh);
    CHECK(ran.told("project.units_conflict"));
    CHECK(ran.verdict().worst_possible == Outcome::prohibited);
    CHECK(ran.layer("zone_unit").reason_code == "contradicted");
    const auto& unknown = ran.verdict().unknown;
    CHECK(std::find(unknown.begin(), unknown.end(), "layer:zone_unit") != unknown.end());
  }
  // East is measured and not named: its ban is to be verified, in the table and in the verdict.
  World w = with_codes(kWest);
  w.layers["zone_list"].csv += kEast + kBan;
  const Ran ran = run(w);
  CHECK(ran.words(kEast) == std::vector<RowWord>{RowWord::to_verify, RowWord::to_verify});
  CHECK(ran.verdict().outcome != Outcome::prohibited);
}

TEST_CASE("a code that cannot be read, another county, or a class against its code: open and told") {
  World w = with_codes(kWest + ";甲单元");
  w.layers.erase("zone_unit");
  const Ran half = run(w);
  CHECK(half.told("project.units_row_wrong"));
  CHECK(half.verdict().worst_possible == Outcome::prohibited);
  World away = with_codes("ZH51182630001");
  away.layers.erase("zone_unit");
  away.layers["zone_list"].csv += "ZH51182630001" + kBan;
  const Ran other = run(away);
  CHECK(other.told("project.units_conflict"));
  CHECK(other.words("ZH51182630001") == std::vector<RowWord>{RowWord::to_verify});
  CHECK(other.verdict().worst_possible == Outcome::prohibited);
}

TEST_CASE("rows of an area may be for units of one class") {
  for (const auto& [cls, word] :
       std::vector<std::pair<std::string, RowWord>>{{"一般管控单元", RowWord::not_conforming},
                                                    {"3", RowWord::not_conforming},
                                                    {"", RowWord::not_conforming}}) {
    World w;
    w.layers["zone_list"].csv = "unit_code,unit_class,project_types,verdict,text\n" + kWest +
                                ",,pv,allow,a\n" + kEast + ",,pv,allow,a\n511800," + cls + ",pv,prohibit,b\n";
    const Ran ran = run(w);
    CAPTURE(cls);
    CHECK(ran.words("511800") == std::vector<RowWord>{word});
    CHECK(ran.verdict().outcome == Outcome::prohibited);
  }
  World other;
  other.layers["zone_list"].csv = "unit_code,unit_class,project_types,verdict,text\n" + kWest +
                                  ",,pv,allow,a\n" + kEast +
                                  ",,pv,allow,a\n511800,优先保护单元,pv,prohibit,b\n";
  CHECK(run(other).words("511800").empty());
  CHECK(run(other).verdict().outcome == Outcome::allowed);
  World strange;  // a word that is no class may be any
  strange.layers["zone_list"].csv = "unit_code,unit_class,project_types,verdict,text\n" + kWest +
                                    ",,pv,allow,a\n" + kEast +
                                    ",,pv,allow,a\n511800,城镇重点单元,pv,prohibit,b\n";
  CHECK(run(strange).words("511800") == std::vector<RowWord>{RowWord::to_verify});
  CHECK(run(strange).verdict().worst_possible == Outcome::prohibited);
}

TEST_CASE(
    "rows of element zones are compared with their layer, or with official codes; without either they are "
    "open") {
  const std::string row = "YS5118022210001" + kBan;
  World w;
  w.layers["zone_list"].csv += row;
  CHECK(run(w).words("YS5118022210001") == std::vector<RowWord>{RowWord::to_verify});
  CHECK(run(w).verdict().worst_possible == Outcome::prohibited);
  w.layers["zone_element"] = {
      "zone_element",
      "",
      "[102.5, 29.5, 103.5, 30.5]",
      "valid_from: 2024-01-01",
      "",
      {testing::feature(testing::polygon(testing::rectangle(102.6, 29.6, 102.7, 29.7)),
                        R"("code":"YS5118022210001","name":"甲","element":"水")")},
      ""};
  CHECK(run(w).words("YS5118022210001").empty());
  CHECK(run(w).verdict().outcome == Outcome::allowed);
  w.layers["zone_element"].features = {
      testing::feature(testing::polygon(testing::rectangle(102.9, 29.9, 103.1, 30.1)),
                       R"("code":"ys5118022210001","name":"甲","element":"水")")};
  CHECK(run(w).words("YS5118022210001") == std::vector<RowWord>{RowWord::not_conforming});
  CHECK(run(w).verdict().outcome == Outcome::prohibited);
  CHECK(run(w).access().units.back().kind == "zone_element");
}

TEST_CASE("a column for each dimension is read as a row for each, for a person") {
  World w;
  w.layers["zone_list"].csv = "HJZHGKDYBM,ZHGKDYFL,KJBJYS,PWWPFGK,HJFXFK,ZYKFXLYQ\n" + kWest +
                              ",3,禁止甲,,防控乙,\n" + kEast + ",3,,,,\n";
  w.layers["zone_list"].fields =
      "{unit_code: HJZHGKDYBM, unit_class: ZHGKDYFL, text_spatial: KJBJYS, text_pollutant: PWWPFGK, "
      "text_risk: HJFXFK, text_resource: ZYKFXLYQ}";
  const Ran ran = run(w);
  CHECK(ran.words(kWest) == std::vector<RowWord>{RowWord::human, RowWord::human});
  CHECK(to_text(ran.access().rows.at(0).row->fields.at("dimension")) == "spatial");
  CHECK(ran.access().rows.at(1).row->row_id == "1.risk");
  CHECK(ran.words(kEast) == std::vector<RowWord>{RowWord::human});
}

TEST_CASE("a list in a GeoPackage table without geometry says what it says in CSV") {
  World w;
  w.layers["zone_list"].csv += kEast + kBan;
  const testing::TempFolder folder;
  app::ScreenOptions options = w.write(folder);
  {
    using Type = io::OutField::Type;
    io::VectorSink sink(folder / "layers/zone_list.gpkg",
                        {{"清单",
                          io::OutLayer::Geometry::none,
                          {{"unit_code", Type::text},
                           {"project_types", Type::text},
                           {"verdict", Type::text},
                           {"text", Type::text}}}},
                        "2026-10-01");
    for (const auto& [code, word] : {std::pair{kWest, "allow"}, {kEast, "allow"}, {kEast, "prohibit"}})
      sink.write(0, {}, {code, std::string("pv"), std::string(word), std::string("文字")});
    sink.finish();
  }
  testing::write_text(
      folder / "layers/zone_list.yaml",
      "id: zone_list\nkind: zone_list\ntitle: 测试\nfile: zone_list.gpkg\nvalid_from: 2024-01-01\n");
  const auto s = app::screen(options);
  CHECK(s->run.projects.at(0).verdict.outcome == Outcome::prohibited);
  CHECK(s->run.projects.at(0).facts.access.rows.size() == 3);
}

TEST_CASE("a hundred thousand rows of other units neither cost nor change anything") {
  World w;
  std::string others;
  for (int i = 0; i < 100000; ++i)
    others += "ZH5118023" + std::to_string(1000 + i % 9000).substr(0, 4) + kBan;
  w.layers["zone_list"].csv += others;
  const Ran ran = run(w);
  CHECK(ran.verdict().outcome == Outcome::allowed);
  CHECK(ran.access().rows.size() == 2);
}

TEST_CASE("the words of the table and the finding never differ") {
  const std::vector<std::string> verdicts = {"prohibit", "restrict", "require", "allow", "exit", "", "禁建"},
                                 trades = {"", "D44", "C26", "甲"}, codes = {kWest, "511802", "甲"};
  for (const auto& verdict : verdicts) {
    for (const auto& trade : trades) {
      for (const auto& code : codes) {
        CAPTURE(verdict, trade, code);
        World w;
        w.layers["zone_list"].csv +=
            code + ",单元特性,空间布局约束,禁止开发建设活动的要求," + trade + ",," + verdict + ",文字\n";
        const Ran ran = run(w);
        const bool listed = std::any_of(ran.access().rows.begin(), ran.access().rows.end(),
                                        [](const auto& r) { return r.row->row_id == "3"; });
        RowWord word = RowWord::not_concerned;
        for (const auto& row : ran.access().rows)
          if (row.row->row_id == "3") word = verdict::conformity(row);
        const Outcome outcome = ran.verdict().outcome, worst = ran.verdict().worst_possible;
        CHECK((word == RowWord::not_conforming) == (outcome == Outcome::prohibited));
        if (word == RowWord::not_concerned || word == RowWord::conforms) CHECK(worst == Outcome::allowed);
        if (word == RowWord::to_verify && verdict != "allow") CHECK(worst != Outcome::allowed);
        if (word == RowWord::human || word == RowWord::conditional) CHECK(worst != Outcome::allowed);
        CHECK(listed);
      }
    }
  }
}
