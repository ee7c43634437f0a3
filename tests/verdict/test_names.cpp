// SPDX-License-Identifier: Apache-2.0
// What measures are called: in words that tell those of a rule apart; their own names only where the rule has no words for them.
#include <catch2/catch.hpp>

#include "verdict/verdict.h"

using namespace zonegate;

namespace {

facts::Measure forest(const char* roles, facts::Stat stat = facts::Stat::area) {
  facts::Measure m;
  m.layer = "forest";
  m.where.emplace();
  m.roles = *schema::parse_roles(roles);
  m.stat = stat;
  return m;
}

}  // namespace

TEST_CASE("measures of a rule: whose parts, what of the layer, which statistic") {
  rules::Rule rule;
  rule.measures = {{"a", forest("occupation")}, {"b", forest("non_surface", facts::Stat::count)}};
  rule.measures["c"] = forest("occupation");
  rule.measure_titles["a"] = {"天然林", "Natural forest"};
  const auto names = verdict::names_of(rule);
  REQUIRE(names.size() == 3);
  CHECK(names[0].what.zh == "占地内天然林面积");
  CHECK(names[0].what.en == "Natural forest on ground that is taken: area");
  CHECK(names[1].what.zh == "地下、架空部分涉及的本条所指的林地小班数量");
  CHECK(names[2].what.zh == "占地内本条所指的林地小班面积");
  rule.measure_titles.clear();
  CHECK(verdict::names_of(rule)[0].what.zh == "占地内本条所指的林地小班面积（a）");
  CHECK(verdict::names_of(rule)[2].what.en.ends_with(" (c)"));
}

TEST_CASE("words tell the measures of every shipped rule and checklist apart") {
  config::Mistakes mistakes;
  const auto book = rules::load(std::string(ZONEGATE_SOURCE_DIR) + "/rules", mistakes);
  REQUIRE(mistakes.empty());
  const auto check = [](const rules::Rule& rule) {
    for (const auto& name : verdict::names_of(rule)) {
      INFO(rule.id << " " << name.name << ": " << name.what.zh << ", " << name.what.en);
      CHECK_FALSE(name.what.zh.ends_with("（" + name.name + "）"));
      CHECK_FALSE(name.what.en.ends_with("(" + name.name + ")"));
    }
  };
  for (const auto& rule : book.rules) check(rule);
  for (const auto& list : book.checklists) check(list.head);
}
