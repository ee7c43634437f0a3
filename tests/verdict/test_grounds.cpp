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
