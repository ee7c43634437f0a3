// SPDX-License-Identifier: Apache-2.0
//
// Rows of an access list: what a cell may look like, and what a project may leave out. A row that cannot be compared with the project is open; it never
// counts as one that does not concern it.
#include <catch2/catch.hpp>

#include "world.h"

using namespace zonegate;
using testing::World;

namespace {

const std::string kTail = ",单元特性,空间布局约束,禁止开发建设活动的要求,";
const std::string kFactory =
    R"("project_id":"P","name":"厂","project_type":"factory","industry":"C1311","activity":"new","discharges":false,)"
    R"("adds_pollutants":"none","catalogue_class":"permitted","energy_tce":100,"coal":false,"heavy_polluter":false,)"
    R"("soil_pollution_risk":false,"fuel_high_pollution":false,"outfall":false,"relocated_from":"n/a")";

verdict::Verdict with_row(const std::string& properties, const std::string& row) {
  World w;
  w.properties = properties;
  w.layers["zone_list"].csv += row + "\n";
  return w.screen()->run.projects[0].verdict;
}
Outcome worst(const std::string& row) { return with_row(kFactory, row).worst_possible; }
bool asks_for(const verdict::Verdict& v, const std::string& name) {
  return std::find(v.unknown.begin(), v.unknown.end(), name) != v.unknown.end();
}

}  // namespace

TEST_CASE("a list row whose cells cannot be read may hold") {
  CHECK(worst("ZH51180230001" + kTail + "C14,,prohibit,禁止") !=
        Outcome::prohibited);  // so that the rest means something
  for (const std::string industries :
       {"c13", "Ｃ１３", "ｃ13", "C12、C13", "C12；C13", "C12，C13", "C12 C13", "12 13", "C11-C15", "13",
        "131", "谷物磨制", "C12/C13", "除C26外", "C13(除C1311外)"}) {
    CAPTURE(industries);
    CHECK(worst("ZH51180230001" + kTail + industries + ",,prohibit,禁止") == Outcome::prohibited);
  }
  for (const std::string type : {"工厂", "Factory", "化工厂", "pv/factory"}) {
    CAPTURE(type);
    CHECK(worst("ZH51180230001" + kTail + "," + type + ",prohibit,禁止") == Outcome::prohibited);
  }
  for (const std::string code :
       {" ZH51180230001 ", "zh51180230001", "ZH51180230001;ZH51180230009", "ＺＨ５１１８０２３０００１",
        "ZH5118023001", "甲单元", "５１１８０２", "51", "510000.0", "四川省"}) {
    CAPTURE(code);
    CHECK(worst(code + kTail + ",,prohibit,禁止") == Outcome::prohibited);
  }
}

TEST_CASE("cells in wide letters, lower case and Chinese words are read, not only doubted") {
  for (const std::string& row :
       std::vector<std::string>{"ｚｈ５１１８０２３０００１" + kTail + "Ｃ１３,,prohibit,禁止",
                                "zh51180230001" + kTail + "c1311；C14,,禁止,禁止",
                                "ZH51180230001" + kTail + ",工厂,Prohibit,禁止"}) {
    CAPTURE(row);
    CHECK(with_row(kFactory, row).outcome == Outcome::prohibited);
  }
}

TEST_CASE(
    "a verdict that cannot be read may be a ban, whatever the sub-type says; none at all is for a person") {
  for (const std::string sub_type : {"", "其他要求", "限制开发建设活动的要求"}) {
    CAPTURE(sub_type);
    CHECK(worst("ZH51180230001,单元特性,空间布局约束," + sub_type + ",,,禁建,不得建设") ==
          Outcome::prohibited);
  }
  CHECK(worst("ZH51180230001,单元特性,空间布局约束,,,,,须人工判定") == Outcome::conditional);
  World w;  // no column of verdicts: a list of free text
  w.properties = kFactory;
  w.layers["zone_list"].csv =
      "unit_code,sub_type,text\nZH51180230001,其他要求,甲\nZH51180230002,其他要求,乙\n";
  CHECK(w.screen()->run.projects[0].verdict.worst_possible == Outcome::conditional);
}

TEST_CASE("a unit whose code cannot be read is not clear of the list") {
  World w;
  w.layers["zone_unit"].features[0] =
      testing::feature(testing::polygon(testing::rectangle(102.5, 29.5, 103.0005, 30.5)),
                       R"("code":"甲","name":"西单元","class":"3")");
  w.layers["zone_list"].csv += "乙" + kTail + "C14,,prohibit,禁止\n";
  const auto s = w.screen();
  CHECK(s->run.projects[0].verdict.worst_possible == Outcome::prohibited);
}

TEST_CASE("a cell that cannot be read is named") {
  World w;
  w.layers["zone_list"].csv += "ZH51180230001" + kTail + "C11-C15,,prohibit,禁止\n";
  const auto s = w.screen();
  const auto& issues = s->run.issues;
  const auto at = std::find_if(issues.begin(), issues.end(),
                               [](const Issue& i) { return i.code == "layer.value_unreadable"; });
  REQUIRE(at != issues.end());
  CHECK(at->message.find("C11-C15") != std::string::npos);
}

TEST_CASE("leaving out the industry code does not turn a ban of the list into a pass") {
  const std::string ban = "ZH51180230001" + kTail + "D44,,prohibit,禁止";
  const std::string silent = testing::stated_without("industry");
  CHECK(with_row(testing::stated(), ban).outcome == Outcome::prohibited);
  const auto open = with_row(silent, ban);
  INFO(open.headline.zh);
  CHECK(open.outcome == Outcome::undetermined);
  CHECK(open.worst_possible == Outcome::prohibited);
  CHECK(asks_for(open, "industry"));
  CHECK(open.headline.zh.find("行业代码") != std::string::npos);
  // A type that the row names settles it; one that it does not name does not, for either list may match.
  CHECK(with_row(silent, "ZH51180230001" + kTail + "D44,pv,prohibit,禁止").outcome == Outcome::prohibited);
  CHECK(with_row(silent, "ZH51180230001" + kTail + "C26,mine,prohibit,禁止").worst_possible ==
        Outcome::prohibited);
  // A stated code, or a statement that none applies, does.
  CHECK(with_row(testing::stated(), "ZH51180230001" + kTail + "C26,,prohibit,禁止").worst_possible ==
        Outcome::allowed);
  CHECK(with_row(silent + R"(,"industry":"不适用")", ban).worst_possible == Outcome::allowed);
}

TEST_CASE(
    "a project that reaches beyond the known counties, or beside a lost one, is open to lists of other "
    "regions") {
  const std::string ban = "511803" + kTail + ",pv,prohibit,禁止\n";  // the county next door
  const auto judged = [&](const std::string& county, bool lost) {
    World w;
    w.layers["zone_list"].csv += ban;
    w.layers["admin"].features = {
        testing::feature(testing::polygon(county), R"("code":"511802","name":"雨城区")")};
    if (lost) w.layers["admin"].features.push_back(testing::feature("null", R"("code":"511803")"));
    return w.screen()->run.projects[0].verdict;
  };
  CHECK(judged(testing::rectangle(102, 29, 104, 31), false).outcome == Outcome::allowed);
  for (const auto& verdict : {judged(testing::rectangle(102, 29, 103.0005, 31), false),
                              judged(testing::rectangle(102, 29, 104, 31), true)}) {
    INFO(verdict.headline.zh);
    CHECK(verdict.outcome == Outcome::undetermined);
    CHECK(verdict.worst_possible == Outcome::prohibited);
  }
}
