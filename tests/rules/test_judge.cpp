// SPDX-License-Identifier: Apache-2.0
// Plan: what is certain, what is possible, what would settle it; exemptions; uncertain branches; info; n/a; the trace.
#include "helpers.h"

using namespace zonegate;
using namespace zonegate::rules;
using namespace zonegate::testing;
using expr::Span;
using expr::Truth;

namespace {

using Measures = std::map<std::string, Span>;

std::string pair(const Judgement& j) {
  return std::string(to_string(j.outcome)) + "/" + std::string(to_string(j.worst_possible));
}

Measures area(Span s) { return {{"area", s}, {"far", Span::more_than(1000)}}; }

const std::string kFarmland =
    "branches:\n"
    "  - {when: {\">\": [area, 350000]}, outcome: conditional, action: {zh: 国务院}}\n"
    "  - {when: {\">\": [area, 0]}, outcome: conditional, action: {zh: 占补平衡}}\n"
    "action: {zh: 一般}\n";

}  // namespace

TEST_CASE("two branches of one outcome: an unknown area above zero is still certain") {
  const Rule rule = make_rule(kFarmland);
  const auto j = judge(rule, area(Span::more_than(0)), {});
  CHECK(pair(j) == "conditional/conditional");
  CHECK(j.certain);
  CHECK(j.branch == 2);
  CHECK(j.worst_branch == 1);
  CHECK(j.action.zh == "占补平衡");
  CHECK(j.worst_action.zh == "国务院");
  CHECK(j.unknown.empty());
}

TEST_CASE("the action is what the certain outcome asks for; that of the worst stands apart") {
  const Rule rule = make_rule(
      "branches:\n"
      "  - {when: {all: [{\">\": [area, 0]}, {\"=\": [discharges, true]}]}, outcome: prohibited, action: "
      "{zh: "
      "调整选址}}\n"
      "  - {when: {\">\": [area, 0]}, outcome: conditional, action: {zh: 落实要求}}\n"
      "exceptions: [{when: {claimed: major_national}, outcome: conditional, action: {zh: 国务院批准}}]\n");
  const auto open = judge(rule, area(Span::exact(3)), {});
  CHECK(open.action.zh == "落实要求");
  CHECK(open.worst_action.zh == "调整选址");
  const auto banned = judge(rule, area(Span::exact(3)), {{"discharges", Value(true)}});
  CHECK(banned.action.zh == "调整选址");
  CHECK(banned.worst_action.empty());
  const auto nowhere = judge(rule, area(Span::anything()), {{"discharges", Value(true)}});
  CHECK(nowhere.action.empty());
  CHECK(nowhere.worst_action.zh == "调整选址");
}

TEST_CASE("a layer that was not examined leaves the rule undetermined and names the measure") {
  const auto j = judge(make_rule(kFarmland), area(Span::anything()), {});
  CHECK(pair(j) == "undetermined/conditional");
  CHECK_FALSE(j.certain);
  CHECK(j.branch == 0);
  CHECK(j.unknown == std::vector<std::string>{"area"});
}

TEST_CASE("a measure that nobody gave may be anything") {
  CHECK(pair(judge(make_rule(kFarmland), {}, {})) == "undetermined/conditional");
}

TEST_CASE("nothing there is allowed, exactly the threshold is not above it") {
  const Rule rule = make_rule(kFarmland);
  CHECK(pair(judge(rule, area(Span::exact(0)), {})) == "allowed/allowed");
  CHECK(judge(rule, area(Span::exact(0)), {}).certain);
  CHECK(judge(rule, area(Span::exact(350000)), {}).worst_branch == 2);
  CHECK(judge(rule, area(Span::exact(350000.01)), {}).branch == 1);
  CHECK(pair(judge(rule, area(Span{5, 10, false}), {})) == "conditional/conditional");
  CHECK(pair(judge(rule, area(Span{0, 10, true}), {})) == "conditional/conditional");
}

TEST_CASE("limits that are no numbers make everything possible, nothing certain") {
  CHECK(pair(judge(make_rule(kFarmland), area(Span{std::nan(""), 1, false}), {})) ==
        "undetermined/conditional");
}

TEST_CASE("an unknown hazard keeps the lesser outcome certain") {
  const Rule rule = make_rule(
      "branches:\n"
      "  - {when: {all: [{\">\": [area, 0]}, {\"=\": [discharges, true]}]}, outcome: prohibited}\n"
      "  - {when: {\">\": [area, 0]}, outcome: conditional}\n");
  const auto open = judge(rule, area(Span::exact(3)), {});
  CHECK(pair(open) == "conditional/prohibited");
  CHECK(open.certain);
  CHECK(open.unknown == std::vector<std::string>{"discharges"});
  CHECK(pair(judge(rule, area(Span::exact(3)), {{"discharges", Value(false)}})) == "conditional/conditional");
  CHECK(pair(judge(rule, area(Span::exact(3)), {{"discharges", Value(true)}})) == "prohibited/prohibited");
  CHECK(pair(judge(rule, area(Span::exact(3)), {{"discharges", Value(NotApplicable{})}})) ==
        "conditional/conditional");
  // Where nothing is there, the unknown does not matter and is not asked for.
  CHECK(judge(rule, area(Span::exact(0)), {}).unknown.empty());
}

TEST_CASE("an exemption that nobody claims is false, and said") {
  const Rule rule = make_rule(
      "branches: [{when: {\">\": [area, 0]}, outcome: prohibited}]\n"
      "exceptions: [{when: {claimed: major_national}, outcome: conditional, clause: 第二条, action: {zh: "
      "国务院批准}}]\n");
  const auto silent = judge(rule, area(Span::exact(3)), {});
  CHECK(pair(silent) == "prohibited/prohibited");
  CHECK(silent.not_claimed == std::vector<std::string>{"major_national"});
  CHECK(silent.unknown.empty());
  CHECK_FALSE(silent.exception);
  CHECK(pair(judge(rule, area(Span::exact(3)), {{"major_national", Value(false)}})) ==
        "prohibited/prohibited");
  const auto claimed = judge(rule, area(Span::exact(3)), {{"major_national", Value(true)}});
  CHECK(pair(claimed) == "conditional/conditional");
  CHECK(claimed.exception);
  CHECK(claimed.exception_number == 1);
  CHECK(claimed.action.zh == "国务院批准");
  CHECK(claimed.clause == "第二条");
  CHECK(claimed.not_claimed.empty());
  CHECK(judge(rule, area(Span::exact(0)), {}).not_claimed.empty());
  CHECK(pair(judge(rule, area(Span::anything()), {{"major_national", Value(true)}})) ==
        "undetermined/conditional");
}

TEST_CASE(
    "exemptions that hold only together are both named; a numbered one counts as claimed by its number") {
  const Rule rule = make_rule(
      "branches: [{when: {\">\": [area, 0]}, outcome: prohibited}]\n"
      "exceptions:\n"
      "  - {when: {all: [{\"=\": [redline_activity, 6]}, {claimed: unavoidable}, {claimed: "
      "in_spatial_plan}]}, outcome: conditional}\n"
      "  - {when: {in: [redline_activity, 1, 2]}, outcome: conditional}\n");
  const auto none = judge(rule, area(Span::exact(3)), {});
  CHECK(pair(none) == "prohibited/prohibited");
  CHECK(none.not_claimed == std::vector<std::string>{"in_spatial_plan", "redline_activity", "unavoidable"});
  CHECK(none.unknown.empty());
  Attributes six = {{"redline_activity", Value(6.0)}};
  CHECK(pair(judge(rule, area(Span::exact(3)), six)) == "prohibited/prohibited");
  CHECK(judge(rule, area(Span::exact(3)), six).not_claimed ==
        std::vector<std::string>{"in_spatial_plan", "unavoidable"});
  six["unavoidable"] = true;
  CHECK(judge(rule, area(Span::exact(3)), six).not_claimed == std::vector<std::string>{"in_spatial_plan"});
  six["in_spatial_plan"] = true;
  CHECK(pair(judge(rule, area(Span::exact(3)), six)) == "conditional/conditional");
  CHECK(pair(judge(rule, area(Span::exact(3)), {{"redline_activity", Value(2.0)}})) ==
        "conditional/conditional");
  CHECK(pair(judge(rule, area(Span::exact(3)), {{"redline_activity", Value(0.0)}})) ==
        "prohibited/prohibited");
}

TEST_CASE("an uncertain branch raises the worst case and lets the next ones speak") {
  const Rule rule = make_rule(
      "branches:\n"
      "  - {when: {\">\": [area, 0]}, outcome: prohibited, certain: false, human: true}\n"
      "  - {when: {\"<\": [far, 1000]}, outcome: conditional}\n");
  Measures m = area(Span::exact(1));
  CHECK(pair(judge(rule, m, {})) == "undetermined/prohibited");
  CHECK(judge(rule, m, {}).human);
  m["far"] = Span::exact(500);
  const auto both = judge(rule, m, {});
  CHECK(pair(both) == "conditional/prohibited");
  CHECK(both.branch == 2);
  CHECK(both.worst_branch == 1);
  CHECK_FALSE(judge(rule, area(Span::exact(0)), {}).human);
}

TEST_CASE("info changes no verdict") {
  const Rule rule = make_rule(
      "branches: [{when: {\">\": [area, 10]}, outcome: info}, {when: {\">\": [area, 0]}, outcome: "
      "conditional}]\n");
  CHECK(pair(judge(rule, area(Span::exact(11)), {})) == "info/info");
  CHECK(pair(judge(rule, area(Span{11, 20, false}), {})) == "info/info");
  CHECK(pair(judge(rule, area(Span{5, 20, false}), {})) == "undetermined/conditional");
  const Rule only = make_rule("branches: [{when: {\">\": [area, 10]}, outcome: info}]\n");
  const auto j = judge(only, area(Span::anything()), {});
  CHECK(pair(j) == "info/info");
  CHECK_FALSE(j.certain);
}

TEST_CASE("is_null sees that nobody stated it, and n/a is a statement") {
  const Rule rule = make_rule("branches: [{when: {is_null: industry}, outcome: conditional}]\n");
  CHECK(pair(judge(rule, area(Span::exact(0)), {{"industry", Value(NotApplicable{})}})) == "allowed/allowed");
  CHECK(judge(rule, area(Span::exact(0)), {}).worst_possible == Outcome::conditional);
}

TEST_CASE(
    "evidence is asked for the exception in use, and for one that nobody claims and that would matter") {
  const Rule rule = make_rule(
      "branches: [{when: {\">\": [area, 0]}, outcome: prohibited}]\n"
      "exceptions:\n"
      "  - {when: {claimed: major_national}, outcome: conditional, evidence: {zh: 文件, en: document}}\n"
      "  - {when: {claimed: consent}, outcome: conditional}\n");
  const auto silent = judge(rule, area(Span::exact(0)), {});
  CHECK(silent.evidence.empty());
  const auto open = judge(rule, area(Span::exact(3)), {});
  REQUIRE(open.evidence.size() == 1);
  CHECK_FALSE(open.evidence[0].claimed);
  CHECK(open.evidence[0].exception == 1);
  CHECK(open.evidence[0].attributes == std::vector<std::string>{"major_national"});
  const auto claimed = judge(rule, area(Span::exact(3)), {{"major_national", Value(true)}});
  REQUIRE(claimed.evidence.size() == 1);
  CHECK(claimed.evidence[0].claimed);
  CHECK(claimed.evidence[0].what.zh == "文件");
}

TEST_CASE("stated is no guess: what nobody states is not stated, and is not asked for") {
  const Rule rule = make_rule("branches: [{when: {stated: industry}, outcome: conditional}]\n");
  CHECK(pair(judge(rule, area(Span::exact(0)), {{"industry", Value(NotApplicable{})}})) ==
        "conditional/conditional");
  const auto none = judge(rule, area(Span::exact(0)), {});
  CHECK(pair(none) == "allowed/allowed");
  CHECK(none.unknown.empty());
}

TEST_CASE("older_than counts back from the day of judgement, not from what the project states of it") {
  const Rule rule = make_rule("branches: [{when: {older_than: [eia_approval, 5]}, outcome: conditional}]\n");
  const auto approved = [](const char* day) {
    return Attributes{{"eia_approval", Value(std::string(day))}, {"as_of", Value(std::string("2010-01-01"))}};
  };
  const Date day{2026, 8, 20};
  CHECK(pair(judge(rule, {}, approved("2021-08-19"), day)) == "conditional/conditional");
  CHECK(pair(judge(rule, {}, approved("2021-08-20"), day)) == "allowed/allowed");
  const auto unstated = judge(rule, {}, {}, day);
  CHECK(pair(unstated) == "undetermined/conditional");
  CHECK(unstated.unknown == std::vector<std::string>{"eia_approval"});
}

TEST_CASE("assess: a rule that perhaps concerns a project is never certain, one that does not is silent") {
  const Rule rule = make_rule(
      "applies: {from: 2000-01-01, types: [chemical], industries: [C26]}\nbranches: [{when: {\">\": [area, "
      "0]}, outcome: prohibited}]\n");
  const auto perhaps = assess(rule, area(Span::exact(3)), {{"project_type", Value(std::string("factory"))}});
  CHECK(pair(perhaps) == "undetermined/prohibited");
  CHECK(perhaps.unknown == std::vector<std::string>{"industry"});
  CHECK(pair(assess(rule, area(Span::exact(0)), {{"project_type", Value(std::string("factory"))}})) ==
        "allowed/allowed");
  CHECK(pair(assess(rule, area(Span::exact(3)), {{"project_type", Value(std::string("road"))}})) ==
        "allowed/allowed");
  CHECK(pair(assess(rule, area(Span::exact(3)), {{"project_type", Value(std::string("chemical"))}})) ==
        "prohibited/prohibited");
}

TEST_CASE("the trace shows each branch with its steps and stops at the one that holds") {
  const auto j = judge(make_rule(kFarmland), area(Span::exact(1200.5)), {});
  REQUIRE(j.trace.size() == 4);
  CHECK(j.trace[0].text == "branch 1: conditional");
  CHECK(j.trace[0].truth == Truth::no);
  CHECK(j.trace[1].text == "area > 350000 (area = 1200.5)");
  CHECK(j.trace[1].depth == 1);
  CHECK(j.trace[2].truth == Truth::yes);
}

TEST_CASE("what is cited follows the day, and a less sure branch is not called verified") {
  const Rule rule = make_rule(
      "sources:\n"
      "  - {to: 2026-08-15, from: 2000-01-01, instrument: old-law, clause: 第29条, verified: false, note: "
      "未核}\n"
      "  - {from: 2026-08-15, instrument: new-law, clause: 第60条, verified: true}\n"
      "branches: [{when: {\">\": [area, 100]}, outcome: prohibited, verified: false}, {when: {\">\": [area, "
      "0]}, outcome: prohibited}]\n",
      "id: XX-01\ntitle: {zh: 测试, en: Test}\nregion: \"00\"\n");
  const auto before = judge(rule, area(Span::exact(1)), {}, Date{2026, 8, 14});
  CHECK(before.instrument == "old-law");
  CHECK(before.clause == "第29条");
  CHECK_FALSE(before.verified);
  CHECK(before.note.zh == "未核");
  const auto after = judge(rule, area(Span::exact(1)), {}, Date{2026, 8, 15});
  CHECK(after.instrument == "new-law");
  CHECK(after.verified);
  CHECK_FALSE(judge(rule, area(Span::exact(101)), {}, Date{2026, 8, 15}).verified);
}

TEST_CASE("the grounds of an outcome are the measures that made its condition hold, or may") {
  const Rule rule = make_rule(
      "branches:\n"
      "  - {when: {all: [{\">\": [area, 0]}, {\"=\": [project_type, landfill]}]}, outcome: prohibited, "
      "action: "
      "{zh: 调整选址}}\n"
      "  - {when: {any: [{\"<\": [far, 500]}, {all: [{\">\": [area, 0]}, {\"=\": [project_type, "
      "incineration]}]}]}, outcome: conditional, action: {zh: 落实要求}}\n"
      "  - {when: {not: {any: [{\"=\": [area, 0]}, {\">\": [far, 900]}]}}, outcome: restricted, action: {zh: "
      "核实}}\n");
  const auto of = [&](double area, double far, const char* type) {
    Attributes project;
    if (*type) project["project_type"] = Value(std::string(type));
    std::vector<std::string> names;
    for (const auto& ground :
         judge(rule, {{"area", Span::exact(area)}, {"far", Span::exact(far)}}, project).grounds)
      names.push_back(ground.measure);
    return names;
  };
  using Names = std::vector<std::string>;
  CHECK(of(5, 2000, "landfill") == Names{"area"});
  CHECK(of(5, 100, "hydropower") == Names{"far"});  // the area is there, and is not what is meant
  CHECK(of(5, 2000, "incineration") == Names{"area"});
  CHECK(of(5, 100, "") == Names{"area", "far"});  // the type may be one that is meant
  CHECK(of(5, 700, "hydropower") == Names{"area", "far"});
  CHECK(of(0, 2000, "landfill").empty());
}

TEST_CASE("a distance rests on what is near enough for the branch that holds, not on all that it found") {
  const Rule rule = make_rule(
      "branches:\n"
      "  - {when: {\"<\": [far, 200]}, outcome: prohibited, action: {zh: 调整选址}}\n"
      "  - {when: {not: {\">=\": [far, 1000]}}, outcome: conditional, action: {zh: 论证}}\n");
  const auto near_enough = [&](double nearest, const Span& own) {
    const auto grounds = judge(rule, {{"area", Span::exact(0)}, {"far", Span::exact(nearest)}}, {}).grounds;
    REQUIRE(grounds.size() == 1);
    CHECK(grounds[0].measure == "far");
    return rests_on(grounds[0], own);
  };
  CHECK(near_enough(100, Span::exact(100)));
  CHECK_FALSE(near_enough(100, Span::exact(700)));  // within the second branch, which did not fire
  CHECK(near_enough(300, Span::exact(700)));
  CHECK_FALSE(near_enough(300, Span::exact(1000)));
  CHECK(near_enough(100, {150, 250, false}));  // it may
  CHECK_FALSE(near_enough(100, {200, 300, false}));
}
