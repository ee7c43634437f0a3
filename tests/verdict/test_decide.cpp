// SPDX-License-Identifier: Apache-2.0
//
// The verdict pair from facts alone: no geometry, no file. A small rule book in memory, a plan made from it, facts filled by hand.
#include <catch2/catch.hpp>

#include "world.h"

using namespace zonegate;
using namespace zonegate::testing;
using expr::Span;

TEST_CASE("allowed is said only where both halves are allowed") {
  World w;
  const auto v = w.decide();
  CHECK(v.outcome == Outcome::allowed);
  CHECK(v.worst_possible == Outcome::allowed);
  CHECK(v.silent.size() == 2);
  CHECK(v.findings.empty());
}

TEST_CASE("a certain finding and an unexamined layer: the pair says both, and so does the headline") {
  World w;
  w.spans["dltb"] = Span::exact(500);
  w.close("redline", facts::LayerState::not_examined, 0, "missing");
  const auto v = w.decide();
  CHECK(v.outcome == Outcome::conditional);
  CHECK(v.worst_possible == Outcome::prohibited);
  CHECK(v.headline.zh == "有条件（DL-01）；必查的生态保护红线未核查，最严可能为禁止");
  CHECK(std::find(v.unknown.begin(), v.unknown.end(), "layer:redline") != v.unknown.end());
}

// Whoever supplies the land parcels would still have a prohibition open: they are no cause of it.
TEST_CASE("the headline names what can be as strict as the worst possible") {
  World w;
  w.close("dltb", facts::LayerState::not_covered, 0, "coverage");
  w.book.rules[1].branches[0].certain = false;
  w.spans["redline"] = Span::exact(5);
  const auto v = w.decide();
  CHECK(v.worst_possible == Outcome::prohibited);
  CHECK(v.headline.zh == "待定；RL-01结果不确定，最严可能为禁止");
  w.spans["redline"] = Span::exact(0);
  CHECK(w.decide().headline.zh == "待定；地类图斑未覆盖，最严可能为有条件");
}

TEST_CASE("what was not examined is no larger than the project") {
  World w;
  w.book.rules[0].branches[0].when = greater("area", 100);
  w.close("dltb", facts::LayerState::not_covered, 0, "coverage");
  const auto silent = [&w] {
    const auto v = w.decide();
    return std::any_of(v.silent.begin(), v.silent.end(), [](const auto& s) { return s.rule == "DL-01"; });
  };
  CHECK_FALSE(silent());  // the size is not known
  w.ground = 98;
  CHECK(silent());
  w.ground = 99.5;  // one per cent is left for the basis of areas
  CHECK_FALSE(silent());
  w.ground = 98;
  w.subject.partial = true;  // there may be more of it
  CHECK_FALSE(silent());
}

TEST_CASE("what is stated of an area is no more than the footprint, one per cent or not") {
  World w;
  w.close("dltb", facts::LayerState::not_covered, 0, "coverage");
  w.ground = 400;
  const auto v = w.decide();
  const auto at = std::find_if(v.findings.begin(), v.findings.end(),
                               [](const verdict::Finding& f) { return f.rule == "DL-01"; });
  REQUIRE(at != v.findings.end());
  CHECK(at->measures.front().value.hi == 400);
  CHECK(std::none_of(at->trace.begin(), at->trace.end(),
                     [](const expr::Step& s) { return s.text.find("404") != std::string::npos; }));
}

TEST_CASE("a mandatory layer that no rule names still counts") {
  for (const std::string kind : {"zone_unit", "pa", "ws", "pbf"}) {
    CAPTURE(kind);
    World w;
    w.close(kind, facts::LayerState::not_covered, 0, "coverage");
    const auto v = w.decide();
    CHECK(v.outcome == Outcome::undetermined);
    CHECK(v.worst_possible == Outcome::prohibited);
  }
}

TEST_CASE("a hit on the covered part does not hide the rest") {
  World w;
  w.answers["redline"].state = facts::LayerState::hit;
  w.answers["redline"].examined_share = 0.7;
  w.spans["redline"] = Span::more_than(0);
  const auto v = w.decide();
  CHECK(v.outcome == Outcome::prohibited);
  CHECK(v.headline.zh.find("未全部核查") != std::string::npos);
}

TEST_CASE("a footprint that lies in no control unit is a data fault") {
  World w;
  w.answers["zone_unit"].tiles = true;
  w.answers["zone_unit"].outside_share = 0.25;
  const auto v = w.decide();
  CHECK(v.worst_possible == Outcome::prohibited);
  CHECK(v.headline.zh.find("数据缺陷") != std::string::npos);
}

TEST_CASE("a failed project is never a pass") {
  World w;
  w.subject.failed = true;
  w.subject.status_reason = "row 1: no geometry";
  const auto v = w.decide();
  CHECK(v.outcome == Outcome::undetermined);
  CHECK(v.worst_possible == Outcome::prohibited);
  CHECK(v.headline.zh.find("第 1 行：no geometry") != std::string::npos);
  CHECK(v.headline.en.find("row 1: no geometry") != std::string::npos);
}

TEST_CASE("a rule that may concern the project counts for the worst only") {
  World w;
  auto& rule = w.book.rules[1];
  rule.applies.industries = {"C26"};
  w.spans["redline"] = Span::exact(10);
  w.subject.attributes["project_type"] = std::string("factory");
  const auto v = w.decide();
  CHECK(v.outcome == Outcome::undetermined);
  CHECK(v.worst_possible == Outcome::prohibited);
  CHECK(std::find(v.unknown.begin(), v.unknown.end(), "industry") != v.unknown.end());
  w.subject.attributes["industry"] = std::string("D4416");
  CHECK(w.decide().outcome == Outcome::allowed);
}

TEST_CASE("no rule at all is no pass") {
  World w;
  w.chosen.clear();
  const auto v = w.decide();
  CHECK(v.outcome != Outcome::allowed);
  CHECK(v.worst_possible == Outcome::prohibited);
}

TEST_CASE("before the rules are complete nothing passes") {
  World w;
  w.book.horizon = Date{2027, 1, 1};
  const auto v = w.decide();
  CHECK(v.outcome == Outcome::undetermined);
  CHECK(v.worst_possible == Outcome::prohibited);
}

TEST_CASE("a reviewer's decision replaces an outcome, keeps both pairs, and closes no layer") {
  World w;
  w.spans["redline"] = Span::exact(10);
  w.spans["dltb"] = Span::exact(10);
  w.overrides = {{"RL-01", Outcome::allowed, "checked", "Li", {2026, 10, 5}, 2}};
  const auto v = w.decide();
  CHECK(v.outcome == Outcome::conditional);
  CHECK(v.worst_possible == Outcome::conditional);
  REQUIRE(v.original);
  CHECK(v.original->outcome == Outcome::prohibited);
  CHECK(v.findings.size() == 2);
  CHECK(v.findings.back().rule == "RL-01");  // strictest first, by what holds now
  REQUIRE(v.findings.back().overridden);
  CHECK(v.findings.back().overridden->laxer);
  CHECK(v.headline.zh == "有条件（DL-01）；含人工裁定 1 条（放宽：RL-01），裁定前为禁止");

  w.close("pa", facts::LayerState::not_examined, 0, "missing");
  w.overrides.push_back({"DL-01", Outcome::allowed, "checked", "Li", {2026, 10, 5}, 3});
  const auto open = w.decide();
  CHECK(open.outcome == Outcome::undetermined);
  CHECK(open.worst_possible == Outcome::prohibited);
}

TEST_CASE("a decision that everything is fine reads as allowed only with its reviewers named as such") {
  World w;
  w.spans["redline"] = Span::exact(10);
  w.overrides = {{"RL-01", Outcome::allowed, "checked", "Li", {2026, 10, 5}, 2}};
  const auto v = w.decide();
  CHECK(v.outcome == Outcome::allowed);
  CHECK(v.headline.zh.find("所列规则均未触发") == std::string::npos);
  CHECK(v.headline.zh.find("放宽：RL-01") != std::string::npos);
  CHECK(v.headline.en.find("laxer: RL-01") != std::string::npos);
}

TEST_CASE("stricter decisions are no laxer ones; undetermined stays as open as it was") {
  World w;
  w.spans["dltb"] = Span::exact(10);
  w.overrides = {{"DL-01", Outcome::prohibited, "checked", "Li", {2026, 10, 5}, 2}};
  const auto strict = w.decide();
  CHECK(strict.outcome == Outcome::prohibited);
  CHECK_FALSE(strict.findings.front().overridden->laxer);
  w.spans["dltb"] = Span::exact(0);
  w.spans["redline"] = Span::exact(10);
  w.overrides = {{"RL-01", Outcome::undetermined, "doubtful", "Li", {2026, 10, 5}, 2}};
  const auto open = w.decide();
  CHECK(open.outcome == Outcome::undetermined);
  CHECK(open.worst_possible == Outcome::prohibited);
  CHECK(open.findings.front().overridden->laxer);
}

TEST_CASE("of the texts of a rule a decision leaves the one of the outcome that was decided") {
  World w;
  w.spans["redline"] = Span::anything();
  w.book.rules.back().action = {"调出红线", "leave the red line"};
  const auto find = [&] {
    const auto v = w.decide();
    return *std::find_if(v.findings.begin(), v.findings.end(),
                         [](const auto& f) { return f.rule == "RL-01"; });
  };
  CHECK(find().action.empty());
  CHECK(find().worst_action.zh == "调出红线");
  w.overrides = {{"RL-01", Outcome::prohibited, "checked", "Li", {2026, 10, 5}, 2}};
  CHECK(find().action.zh == "调出红线");
  CHECK(find().worst_action.empty());
  w.overrides = {{"RL-01", Outcome::conditional, "checked", "Li", {2026, 10, 5}, 2}};
  CHECK(find().action.empty());
  CHECK(find().worst_action.empty());
  w.spans["redline"] = Span::exact(10);
  w.overrides = {{"RL-01", Outcome::undetermined, "checked", "Li", {2026, 10, 5}, 2}};
  CHECK(find().action.empty());
  CHECK(find().worst_action.zh == "调出红线");
}

TEST_CASE("a decision closes what was unknown to its rule, and marks that as laxer") {
  World w;
  w.close("redline", facts::LayerState::clear, 1, "");
  w.spans["redline"] = Span::anything();
  REQUIRE(w.decide().worst_possible == Outcome::prohibited);
  w.overrides = {{"RL-01", Outcome::conditional, "checked", "Li", {2026, 10, 5}, 2}};
  const auto v = w.decide();
  CHECK(v.worst_possible == Outcome::conditional);
  CHECK(v.findings.front().overridden->laxer);  // milder than what was still possible
  CHECK(std::find(v.unknown.begin(), v.unknown.end(), "layer:redline") == v.unknown.end());
}

TEST_CASE("a decision about a rule without finding changes nothing and claims nothing") {
  World w;
  w.overrides = {{"RL-01", Outcome::prohibited, "checked", "Li", {2026, 10, 5}, 2}};
  const auto v = w.decide();
  CHECK(v.outcome == Outcome::allowed);
  CHECK_FALSE(v.original);
}

TEST_CASE("a checklist asks, and a project that was not read in full may be larger than what was measured") {
  World w;
  w.spans["dltb"] = Span::exact(500);
  rules::Checklist list;
  list.head = area_rule("a-list", "dltb", Outcome::info);
  list.head.branches.clear();
  rules::Tier big, small;
  big.id = "big";
  big.when = greater("area", 1000);
  small.id = "small";
  list.tiers = {big, small};
  rules::ChecklistItem item;
  item.id = "by_rule";
  item.rules = {"DL-01"};
  list.items = {item};
  w.book.checklists = {list};
  facts::ProjectFacts facts;
  facts.measures.resize(w.plan.measures.size());
  facts.measures[w.plan.index_of(list.head.measures.at("area"))].value = Span::exact(500);
  const auto v = w.decide();
  const auto ask = [&] {
    return verdict::answer_checklists(w.subject, facts, w.plan, v, {&w.book.checklists[0]}, w.book, {})[0];
  };
  CHECK(ask().tiers->possible.size() == 1);
  CHECK(ask().tiers->possible[0].id == "small");
  CHECK(ask().items[0].state == rules::ItemState::conditional);
  // Not examined, but no larger than the project.
  facts.measures[w.plan.index_of(list.head.measures.at("area"))].value = Span::anything();
  CHECK(ask().tiers->possible.size() == 2);
  facts.parts.resize(1);
  facts.area_ellipsoidal_m2 = facts.area_planar_m2 = 900;
  CHECK(ask().tiers->possible.size() == 1);
  facts.parts[0].sized = false;
  CHECK(ask().tiers->possible.size() == 2);
  facts.parts[0].sized = true;
  w.subject.partial = true;
  CHECK(ask().tiers->possible.size() == 2);
  CHECK(ask().tiers->asks == std::vector<std::string>{"layer:dltb"});
  w.subject.attributes["project_type"] = std::string("pv");
  w.book.checklists[0].head.applies.types = {"mine"};
  CHECK(verdict::answer_checklists(w.subject, facts, w.plan, v, {&w.book.checklists[0]}, w.book, {}).empty());
}

TEST_CASE("strictness comes first, then the level of law; the others say to which they yield") {
  World w;
  w.book.instruments["law"] = {"law", {"法", "Law"}, rules::Level::law, "", "", {}, {}, {}, "", true, ""};
  w.book.instruments["notice"] = {
      "notice", {"通知", "Notice"}, rules::Level::normative_document, "", "", {}, {}, {}, "", true, ""};
  auto of = [](const std::string& id, Outcome outcome, const std::string& instrument) {
    auto rule = area_rule(id, "dltb", outcome);
    rule.instrument = rule.sources[0].instrument = instrument;
    return rule;
  };
  w.book.rules = {of("AA-01", Outcome::conditional, "notice"), of("BB-01", Outcome::restricted, "notice"),
                  of("CC-01", Outcome::restricted, "law"), of("DD-01", Outcome::info, "law"),
                  area_rule("RL-01", "redline", Outcome::prohibited)};
  w.chosen.clear();
  for (const auto& rule : w.book.rules) w.chosen.push_back(&rule);
  w.plan = rules::plan(w.chosen);
  w.spans["dltb"] = Span::exact(9);
  w.spans["redline"] = Span::anything();
  w.answers["redline"].examined_share = 0.5;
  w.answers["redline"].state = facts::LayerState::partly_covered;
  const auto v = w.decide();
  std::vector<std::string> order;
  std::map<std::string, verdict::Finding> by_rule;
  for (const auto& f : v.findings) {
    order.push_back(f.rule);
    by_rule[f.rule] = f;
  }
  CHECK(order == std::vector<std::string>{"CC-01", "BB-01", "AA-01", "RL-01", "DD-01"});
  CHECK(v.outcome == Outcome::restricted);
  CHECK(by_rule["CC-01"].decisive);
  CHECK(by_rule["CC-01"].yields_to.empty());
  CHECK_FALSE(by_rule["BB-01"].decisive);
  CHECK(by_rule["BB-01"].yields_to == "CC-01");
  CHECK(by_rule["BB-01"].yields_reason.en ==
        "same outcome as CC-01, lower level (normative document below law)");
  CHECK(by_rule["AA-01"].yields_reason.zh == "结论弱于 CC-01（限制）");
  CHECK(by_rule["RL-01"].yields_to.empty());  // it may be a ban
  CHECK(by_rule["RL-01"].yields_reason.en == "not certain, counts for worst possible only");
  CHECK(by_rule["DD-01"].yields_reason.en == "information, never decides");
  // What is met is concerned, whatever it asks for; what may be met is open.
  verdict::Finding told = by_rule["DD-01"];
  told.certain = true;
  CHECK(conformity(told).zh == "涉及");
  told.certain = false;
  CHECK(conformity(told).zh == "待核实");
  // Two of one level decide together.
  w.book.instruments["notice"].level = rules::Level::law;
  for (const auto& f : w.decide().findings) CHECK(f.decisive == (f.outcome == Outcome::restricted));
}

TEST_CASE(
    "a measure of some parts alone is named so: a nought of temporary parts is no nought of the project") {
  World w;
  const auto words = [&w](schema::RoleSet roles) {
    for (auto& rule : w.book.rules) rule.measures["area"].roles = roles;
    w.plan = rules::plan(w.chosen);
    return w.decide().silent.at(0).names.at(0).what;
  };
  const auto set = [](const char* word) { return *schema::parse_roles(word); };
  CHECK(words(schema::parse_roles("all").value()).zh == "地类图斑面积");
  CHECK(words(set("occupation")).zh == "占地内地类图斑面积");  // of a tunnel below it says nothing
  CHECK(words(set("temporary") | set("camp") | set("spoil") | set("borrow")).zh == "临时占地内地类图斑面积");
  CHECK(words(set("permanent") | set("reservoir")).zh == "永久占地内地类图斑面积");
  CHECK(words(set("borrow") | set("spoil")).zh == "弃渣场、取土场地块内地类图斑面积");
  CHECK(words(set("borrow")).en == "Land-use parcel on parts borrow: area");
  CHECK(words(set("influence")).zh == "影响范围内地类图斑面积");
}

TEST_CASE("a measure for which a condition holds is no reason why no branch does") {
  World w;
  expr::Node outfall;
  outfall.op = expr::Op::eq;
  outfall.name = "outfall";
  outfall.values = {true};
  expr::Node all;
  all.op = expr::Op::all;
  all.children = {greater("area", 0), outfall};
  w.book.rules[0].branches[0].when = all;
  w.spans["dltb"] = Span::exact(5);
  w.subject.attributes["outfall"] = false;
  CHECK(w.decide().silent.at(0).reason == "no branch holds");
  // Where it fails, too, it is told.
  w.spans["dltb"] = Span::exact(0);
  CHECK(w.decide().silent.at(0).reason == "no branch holds: area = 0");
}
