// SPDX-License-Identifier: Apache-2.0
//
// What a finding rests on, and what it asks of whom it may not concern.
#include <algorithm>
#include <catch2/catch.hpp>

#include "world.h"

using namespace zonegate;
using namespace zonegate::testing;
using expr::Span;

TEST_CASE("advice that may be meant for another type of project is nothing that must be done") {
  World w;
  auto rule = area_rule("YZ-08", "dltb", Outcome::info);
  rule.branches.front().action = {"逐项核对", "check one by one"};
  rule.applies.types = {"pumped_storage"};
  w.book.rules = {rule};
  w.chosen = {&w.book.rules[0]};
  w.plan = rules::plan(w.chosen);
  w.spans["dltb"] = Span::exact(9);
  w.subject.attributes.erase("project_type");
  const auto open = w.decide();
  REQUIRE(open.findings.size() == 1);
  CHECK(open.findings[0].outcome == Outcome::info);
  CHECK_FALSE(open.findings[0].certain);
  CHECK(open.findings[0].action.empty());
  CHECK(open.findings[0].worst_action.zh == "逐项核对");
  CHECK(open.findings[0].yields_reason.zh.find("是否适用未定") == 0);
  CHECK(std::find(open.unknown.begin(), open.unknown.end(), "project_type") ==
        open.unknown.end());  // no verdict waits
  w.subject.attributes["project_type"] = std::string("pumped_storage");
  CHECK(w.decide().findings.at(0).action.zh == "逐项核对");
}

TEST_CASE("a finding tells the features that it rests on from those that it only measured") {
  World w;
  auto rule = area_rule("YZ-04", "dltb", Outcome::prohibited);
  const std::string name = rule.measures.begin()->first;
  facts::Measure beside = rule.measures.begin()->second;
  beside.stat = facts::Stat::count;
  rule.measures["beside"] = beside;
  w.book.rules = {rule};
  w.chosen = {&w.book.rules[0]};
  w.plan = rules::plan(w.chosen);
  w.spans["dltb"] = Span::exact(9);
  auto facts = w.facts();
  facts.features.resize(3);
  facts.measures[w.plan.index_of(rule.measures.at(name))].features = {1};
  facts.measures[w.plan.index_of(beside)].features = {0, 1, 2};
  const auto v = verdict::decide(w.subject, facts, w.plan, w.chosen, w.book);
  REQUIRE(v.findings.size() == 1);
  CHECK(v.findings[0].features == std::vector<std::size_t>{0, 1, 2});
  CHECK(v.findings[0].grounds == std::vector<std::size_t>{1});
}

TEST_CASE("a part of another role keeps the later branch of a rule that fired") {
  World w;
  auto rule = area_rule("YZ-05", "dltb", Outcome::conditional);
  facts::Measure& surface = rule.measures.begin()->second;
  surface.roles = *schema::parse_roles("occupation");
  facts::Measure under = surface, also = surface;
  under.stat = also.stat = facts::Stat::count;
  under.roles = *schema::parse_roles("non_surface");
  const auto later = [&](const char* name, const facts::Measure& measure) {
    rule.measures[name] = measure;
    rule.branches.push_back(rule.branches.front());
    rule.branches.back().when = greater(name, 0);
  };
  later("under", under);
  later("also", also);
  w.book.rules = {rule};
  w.chosen = {&w.book.rules[0]};
  w.plan = rules::plan(w.chosen);
  w.spans["dltb"] = Span::exact(9);
  auto facts = w.facts();
  facts.features.resize(3);
  for (auto& measure : facts.measures) measure.features = {0};
  facts.measures[w.plan.index_of(under)].features = {1};
  facts.measures[w.plan.index_of(also)].features = {2};
  const auto v = verdict::decide(w.subject, facts, w.plan, w.chosen, w.book);
  REQUIRE(v.findings.size() == 1);
  CHECK(v.findings[0].grounds == std::vector<std::size_t>{0, 1});
}

TEST_CASE(
    "a finding about a distance rests on the features within it, each with its half width and accuracy") {
  World w;
  auto rule = area_rule("GJ-01", "dltb", Outcome::restricted);
  facts::Measure& far = rule.measures["area"];
  far.stat = facts::Stat::distance;
  far.max_distance_m = 1000;
  far.less = "width";
  far.less_most_m = 50;
  rule.branches.front().when.op = expr::Op::lt;
  rule.branches.front().when.values = {200.0};
  w.book.rules = {rule};
  w.chosen = {&w.book.rules[0]};
  w.plan = rules::plan(w.chosen);
  w.spans["dltb"] = Span::exact(120);
  auto facts = w.facts();
  const auto add = [&](double metres, double accuracy, const char* part) {
    facts::FeatureFact fact;
    fact.part_id = part;
    fact.distance_m = metres;
    fact.accuracy_m = accuracy;
    fact.statutory = accuracy == 0;
    fact.fields["width"] = 0.0;
    facts.measures[0].features.push_back(facts.features.size());
    facts.features.push_back(fact);
  };
  add(120, 0, "sized");
  add(200, 0, "sized");
  add(230, 50, "sized");  // derived: it may be 180 m
  add(260, 50, "sized");
  add(240, 0, "sized");  // of an unknown half width, which may be 50 m
  facts.features.back().fields.clear();
  add(900, 0, "point");  // nobody knows how far its ground reaches
  add(900, 0, "sized");
  facts.parts.push_back({});
  facts.parts.back().part_id = "point";
  facts.parts.back().sized = false;
  const auto v = verdict::decide(w.subject, facts, w.plan, w.chosen, w.book);
  REQUIRE(v.findings.size() == 1);
  CHECK(v.findings[0].features.size() == 7);
  CHECK(v.findings[0].grounds == std::vector<std::size_t>{0, 2, 4, 5});
}
