// SPDX-License-Identifier: Apache-2.0
//
// Tables of official units and rows of lists that say less than they seem to: whatever of them cannot be read, or contradicts, is open and told.
#include <catch2/catch.hpp>

#include "access_scenes.h"

using namespace zonegate;
using namespace zonegate::testing;

namespace {

const std::string kHead = "project_id,code,class\n", kBoth = "P," + kWest + ",3\nP," + kEast + ",3\n";

bool open_zone_unit(const Ran& ran) {
  const auto& unknown = ran.verdict().unknown;
  return ran.verdict().outcome == Outcome::undetermined &&
         ran.verdict().worst_possible == Outcome::prohibited &&
         std::find(unknown.begin(), unknown.end(), "layer:zone_unit") != unknown.end();
}

}  // namespace

TEST_CASE("a class that the table states against the code or the layer opens the units") {
  CHECK(run(World(), kHead + kBoth).verdict().outcome == Outcome::allowed);
  const Ran ran = run(World(), kHead + "P," + kWest + ",1\nP," + kEast + ",3\n");
  INFO(ran.verdict().headline.zh);
  CHECK(open_zone_unit(ran));
  CHECK(ran.layer("zone_unit").reason_code == "contradicted");
  CHECK(ran.told("project.units_row_wrong", "has class 1, but its code says 3"));
  // Codes of a form of their own do not tell the class: the layer does.
  World own;
  for (std::size_t i = 0; i < 2; ++i)
    own.layers["zone_unit"].features[i] = feature(
        polygon(i == 0 ? rectangle(102.5, 29.5, 103.0005, 30.5) : rectangle(103.0005, 29.5, 103.5, 30.5)),
        R"("code":"U)" + std::to_string(i) + R"(","name":"甲","class":"3")");
  own.layers["zone_list"].csv = "unit_code,project_types,verdict,text\nU0,pv,allow,a\nU1,pv,allow,a\n";
  CHECK(run(own, kHead + "P,U0,3\nP,U1,3\n").verdict().outcome == Outcome::allowed);
  const Ran other = run(own, kHead + "P,U0,1\nP,U1,3\n");
  CHECK(open_zone_unit(other));
  CHECK(other.told("project.units_conflict", "unit U0 is of class 3 in layer zone_unit, of class 1 in"));
}

TEST_CASE("a row that cannot be read may name a unit more, though the geometry is whole") {
  for (const std::string code : {"", "甲单元", "ZH5118021000", "511802"}) {
    CAPTURE(code);
    const Ran ran = run(World(), kHead + kBoth + "P," + code + ",\n");
    if (code == "ZH5118021000") {  // letters and digits: a code of another form, which no unit has
      CHECK(ran.layer("zone_unit").reason_code == "contradicted");
      CHECK(ran.told("project.units_not_in_layer", "ZH5118021000"));
      continue;
    }
    INFO(ran.verdict().headline.zh);
    CHECK(open_zone_unit(ran));
    CHECK(ran.layer("zone_unit").reason_code == "units_unread");
    CHECK(ran.told("project.units_row_wrong", "the project may lie in a unit more"));
  }
  CHECK(run(World(), kHead + kBoth + "P,511802,\n").told("project.units_row_wrong", "administrative area"));
  // What was measured stays certain: the unit more can only add to it.
  World banned;
  banned.layers["zone_list"].csv += kWest + kBan;
  CHECK(run(banned, kHead + kBoth + "P,甲单元,\n").verdict().outcome == Outcome::prohibited);
  // The attribute is read in the same way.
  CHECK(open_zone_unit(run(with_codes(kWest + ";" + kEast + ";511802"))));
  // A row of an id that is the project's but for blanks, width or case may be its own; any other is only told.
  const Ran near = run(World(), kHead + kBoth + "ｐ ,ZH51180210009,1\n");
  CHECK(open_zone_unit(near));
  CHECK(near.told("project.units_unmatched", "the units of P stay open"));
  for (const std::string id : {"P\u200b", "P-02", "P.1", "测试光伏"}) {
    CAPTURE(id);
    CHECK(open_zone_unit(run(World(), kHead + kBoth + id + ",ZH51180210009,1\n")));
  }
  const Ran away = run(World(), kHead + kBoth + "Q,ZH51180210009,1\n");
  CHECK(away.verdict().outcome == Outcome::allowed);
  CHECK(away.told("project.units_unmatched"));
}

TEST_CASE("a class in words or as a number of a sheet is read; one that cannot be read opens the units") {
  for (const std::string good : {"3", "3.0", "一般管控单元", "一般管控单元（3）", "Ⅲ类（一般）"}) {
    CAPTURE(good);
    const Ran ran = run(World(), kHead + "P," + kWest + "," + good + "\nP," + kEast + ",3\n");
    CHECK(ran.verdict().outcome == Outcome::allowed);
    CHECK_FALSE(ran.told("project.units_row_wrong"));
  }
  for (const std::string bad : {"1.0", "优先保护单元（1）", "优先保护单元/重点管控单元", "Ⅰ类", "4"}) {
    CAPTURE(bad);
    CHECK(open_zone_unit(run(World(), kHead + "P," + kWest + "," + bad + "\nP," + kEast + ",3\n")));
  }
  // So does a name that contradicts the code.
  const Ran named =
      run(World(), "project_id,code,name\nP," + kWest + ",甲山优先保护单元\nP," + kEast + ",\n");
  CHECK(open_zone_unit(named));
  CHECK(named.told("project.units_row_wrong", "is called '甲山优先保护单元', but its code says class 3"));
}

TEST_CASE("a blank id below a filled one repeats it") {
  const Ran ran = run(World(), kHead + "P," + kWest + ",3\n," + kEast + ",3\n");
  CHECK(ran.verdict().outcome == Outcome::allowed);
  CHECK(ran.told("project.units_id_repeated", "is taken for one of P"));
  const Ran more = run(World(), kHead + kBoth + ",ZH51180210009,1\n");
  CHECK(open_zone_unit(more));
}

TEST_CASE("units that other columns speak of leave those open that the official system names") {
  const Ran words =
      run(World(), "project_id,code,备注\nP," + kWest + ",\nP," + kEast + ",另涉及优先保护单元1个\n");
  CHECK(open_zone_unit(words));
  const auto with = [](const std::string& more) {
    World w = with_codes(kWest + ";" + kEast);
    w.properties += "," + more;
    return run(w);
  };
  CHECK(with(R"("备注":"位于)" + kWest + R"(")").verdict().outcome == Outcome::allowed);
  CHECK(open_zone_unit(with(R"("备注":"另涉及ZH51180210009")")));
  CHECK(open_zone_unit(with(R"("管控单元编码2":"ZH51180210009")")));
  CHECK(open_zone_unit(with(R"("备注":"另涉及优先保护单元1个")")));
  // The header of the official system's export is one of unit_codes.
  World exported;
  exported.properties += R"(,"环境管控单元编码":"ZH51180210009")";
  CHECK(open_zone_unit(run(exported)));
}

TEST_CASE("a well-formed code that no feature of the layer has is told") {
  CHECK_FALSE(run(World(), kHead + kBoth).told("project.units_not_in_layer"));
  World undrawn;
  undrawn.geometry = R"({"type":"Point","coordinates":[103.0,30.0]})";  // which can deny nothing
  const Ran ran = run(undrawn, kHead + "P,ZH51180230007,3\n");
  CHECK(ran.told("project.units_not_in_layer", "ZH51180230007"));
  undrawn.layers.erase("zone_unit");
  CHECK_FALSE(run(undrawn, kHead + "P,ZH51180230007,3\n").told("project.units_not_in_layer"));
}

TEST_CASE("totals and notes of the table are left out and told") {
  const Ran ran = run(
      World(), "序号,项目编号,环境管控单元编码,面积\n1,P," + kWest + ",1\n2,P," + kEast +
                   ",1\n,P,小计,2\n合　计,,,2\n,合计,2个单元,2\n,,,\n注：演示数据,,,\n,备注: 不作依据,,\n");
  INFO(ran.verdict().headline.zh);
  CHECK(ran.s->run.projects.size() == 1);
  CHECK(ran.verdict().outcome == Outcome::allowed);
  for (const char* line : {":4:", ":5:", ":6:", ":8:", ":9:"}) {
    CAPTURE(line);
    CHECK(ran.told("project.units_row_left_out", line));
  }
  CHECK_FALSE(ran.told("project.units_unmatched"));
  // A line with the code of a unit is somebody's.
  CHECK(run(World(), kHead + kBoth + "合计,ZH51180210009,1\n").told("project.units_unmatched", "合计"));
}

TEST_CASE("industry and type of the table count where the project leaves them open") {
  const std::string ban = kWest + ",单元特性,空间布局约束,禁止开发建设活动的要求,D4416,,prohibit,禁止光伏\n";
  World silent;
  silent.properties = stated_without("industry");
  silent.layers["zone_list"].csv += ban;
  CHECK(run(silent, kHead + kBoth).verdict().outcome == Outcome::undetermined);
  const std::string head = "project_id,code,行业代码,项目类型,建设性质\n";
  const auto rows = [&](const std::string& industry) {
    return head + "P," + kWest + "," + industry + ",pv,新建\nP," + kEast + ",,,\n";
  };
  const Ran stated_there = run(silent, rows("D4416"));
  CHECK(stated_there.verdict().outcome == Outcome::prohibited);
  CHECK(stated_there.told("project.units_column_unread", "建设性质"));
  // Where the project says something else nobody knows; where the table is only shorter it says the same.
  World told;
  told.layers["zone_list"].csv += ban;
  CHECK(run(told, rows("C2611")).verdict().outcome == Outcome::undetermined);
  CHECK(run(told, rows("C2611")).told("project.attribute_conflict", "industry"));
  CHECK(run(told, rows("D44")).verdict().outcome == Outcome::prohibited);
  CHECK_FALSE(run(told, rows("D44")).told("project.attribute_conflict"));
}

TEST_CASE("two columns of a list that say the same: the list is not examined") {
  for (const std::string head :
       {"unit_code,project_types,verdict,结论", "unit_code,project_types,项目类型,verdict",
        "unit_code,行业代码,适用行业,verdict"}) {
    CAPTURE(head);
    World w;
    w.layers["zone_list"].csv = head + "\n" + kWest + ",,,\n" + kEast + ",,,\n";
    const Ran ran = run_aliased(w);
    CHECK(ran.layer("zone_list").state == facts::LayerState::not_examined);
    CHECK(ran.verdict().outcome == Outcome::undetermined);
    CHECK(ran.told("layer.unreadable", "has several columns for field"));
  }
  World named;  // the manifest says which
  named.layers["zone_list"].csv =
      "unit_code,project_types,verdict,结论\n" + kWest + ",pv,allow,禁止\n" + kEast + ",pv,allow,\n";
  named.layers["zone_list"].fields = "{verdict: 结论}";
  CHECK(run_aliased(named).verdict().outcome == Outcome::prohibited);
}

TEST_CASE("an allowing word counts only where it surely speaks of the row's text") {
  World wide;
  wide.layers["zone_list"].csv =
      "unit_code,空间布局约束,污染物排放管控,结论\n" + kWest + ",禁止甲,防控乙,允许\n" + kEast + ",,,允许\n";
  const Ran ran = run_aliased(wide);
  INFO(ran.verdict().headline.zh);
  CHECK(ran.words(kWest) == std::vector<RowWord>{RowWord::human, RowWord::human});
  CHECK(ran.words(kEast) == std::vector<RowWord>{RowWord::conforms});
  CHECK(ran.verdict().outcome == Outcome::undetermined);
  CHECK(ran.told("layer.verdict_doubtful", "a column for each dimension"));
  // A strict word never says less than it does.
  wide.layers["zone_list"].csv =
      "unit_code,空间布局约束,污染物排放管控,结论\n" + kWest + ",甲,乙,禁止\n" + kEast + ",,,允许\n";
  CHECK(run_aliased(wide).verdict().outcome == Outcome::prohibited);
  for (const std::string heading : {"禁止开发建设活动的要求", "限制开发建设活动的要求"}) {
    CAPTURE(heading);
    World w;
    w.layers["zone_list"].csv += kWest + ",单元特性,空间布局约束," + heading + ",,pv,allow,文字\n";
    const Ran strict = run(w);
    CHECK(strict.words(kWest) == std::vector<RowWord>{RowWord::conforms, RowWord::human});
    CHECK(strict.verdict().outcome == Outcome::undetermined);
    CHECK(strict.told("layer.verdict_doubtful", heading));
  }
}

TEST_CASE("rows of the whole country hold for everybody") {
  for (const std::string code : {"100000", "000000"}) {
    CAPTURE(code);
    World w;
    w.layers["zone_list"].csv += code + kBan;
    CHECK(run(w).verdict().outcome == Outcome::prohibited);
    CHECK(run(w).words(code) == std::vector<RowWord>{RowWord::not_conforming});
    w.layers.erase("admin");
    CHECK(run(w).words(code) == std::vector<RowWord>{RowWord::not_conforming});
  }
}
