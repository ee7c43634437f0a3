// SPDX-License-Identifier: Apache-2.0
// Which rules bind: by day, by place, by what the project is.
#include "helpers.h"

using namespace zonegate;
using namespace zonegate::rules;
using namespace zonegate::testing;
using expr::Truth;

namespace {

const std::string kBranch = "branches: [{outcome: prohibited}]\n";

Rule with_applies(const std::string& applies) {
  return make_rule("applies: {from: 2000-01-01, " + applies + "}\n" + kBranch);
}

Attributes stated(std::initializer_list<std::pair<const char*, const char*>> values) {
  Attributes a;
  for (const auto& [key, value] : values) a[key] = std::string(value);
  return a;
}

}  // namespace

TEST_CASE("days are half-open: the first day is in, the last day is out") {
  const Rule rule = make_rule("applies: {from: 2021-03-01, to: 2026-03-15}\n" + kBranch);
  CHECK_FALSE(in_force(rule, nullptr, {2021, 2, 28}));
  CHECK(in_force(rule, nullptr, {2021, 3, 1}));
  CHECK(in_force(rule, nullptr, {2026, 3, 14}));
  CHECK_FALSE(in_force(rule, nullptr, {2026, 3, 15}));
}

TEST_CASE("a rule with one source ends with its instrument, one with several does not") {
  Rule rule = make_rule(kBranch);
  Instrument law;
  law.to = Date{2026, 8, 15};
  CHECK(in_force(rule, &law, {2026, 8, 14}));
  CHECK_FALSE(in_force(rule, &law, {2026, 8, 15}));
  rule.sources.push_back({Date{2026, 8, 15}, {}, "new-law", "第二条", true, ""});
  rule.sources.front().to = Date{2026, 8, 15};
  CHECK(in_force(rule, &law, {2026, 8, 15}));
  CHECK(source_on(rule, Date{2026, 8, 14}).instrument == "law");
  CHECK(source_on(rule, Date{2026, 8, 15}).instrument == "new-law");
  CHECK(source_on(rule, std::nullopt).instrument == "new-law");
}

TEST_CASE("a rule binds where its region is, and everywhere where the place is unknown") {
  Rule rule = make_rule(kBranch);
  CHECK(binds(rule, {"511802"}));
  for (const auto* region : {"51", "510000", "5118", "511800"}) {
    rule.region = region;
    rule.regions = {region};
    CAPTURE(region);
    CHECK(binds(rule, {"511802", "511800", "510000"}));
    CHECK_FALSE(binds(rule, {"370102"}));
    CHECK(binds(rule, {}));
  }
  rule.region = "511802";
  rule.regions = {"511802"};
  CHECK_FALSE(binds(rule, {"511803"}));
}

TEST_CASE("concerns: types and industries, either matches") {
  const Rule rule = with_applies("types: [chemical, chemical_park], industries: [C26]");
  CHECK(concerns(rule, stated({{"project_type", "chemical"}})) == Truth::yes);
  CHECK(concerns(rule, stated({{"project_type", "factory"}, {"industry", "C2611"}})) == Truth::yes);
  CHECK(concerns(rule, stated({{"project_type", "hydropower"}, {"industry", "C2611"}})) == Truth::yes);
  CHECK(concerns(rule, stated({{"project_type", "hydropower"}})) == Truth::no);
  CHECK(concerns(rule, stated({{"project_type", "hydropower"}, {"industry", "D4413"}})) == Truth::no);
  CHECK(concerns(rule, stated({{"project_type", "factory"}, {"industry", "C3011"}})) == Truth::no);
}

TEST_CASE("concerns: what is unstated stays unknown where it decides") {
  const Rule rule = with_applies("types: [chemical], industries: [C26]");
  for (const auto* generic : {"factory", "industrial_park", "other"}) {
    CHECK(concerns(rule, stated({{"project_type", generic}})) == Truth::unknown);
    CHECK(concerns_asks(rule, stated({{"project_type", generic}})) == std::vector<std::string>{"industry"});
  }
  CHECK(concerns(rule, {}) == Truth::unknown);
  CHECK(concerns_asks(rule, {}) == std::vector<std::string>{"industry", "project_type"});
  CHECK(concerns(rule, stated({{"industry", "C3011"}})) == Truth::unknown);
  CHECK(concerns_asks(rule, stated({{"project_type", "road"}})).empty());
}

TEST_CASE(
    "concerns: a code shorter than the rule's leaves it open; letterless codes are understood; n/a matches "
    "nothing") {
  const Rule rule = with_applies("industries: [C26]");
  CHECK(concerns(rule, stated({{"project_type", "factory"}, {"industry", "C"}})) == Truth::unknown);
  CHECK(concerns(rule, stated({{"project_type", "factory"}, {"industry", "D"}})) == Truth::no);
  CHECK(concerns(rule, stated({{"project_type", "factory"}, {"industry", "2611"}})) == Truth::yes);
  CHECK(concerns(rule, stated({{"project_type", "factory"}, {"industry", "??"}})) == Truth::unknown);
  Attributes none = stated({{"project_type", "factory"}});
  none["industry"] = NotApplicable{};
  CHECK(concerns(rule, none) == Truth::no);
}

TEST_CASE("concerns: activities") {
  const Rule rule = with_applies("types: [chemical], activities: [new, expand]");
  CHECK(concerns(rule, stated({{"project_type", "chemical"}, {"activity", "new"}})) == Truth::yes);
  CHECK(concerns(rule, stated({{"project_type", "chemical"}, {"activity", "rebuild"}})) == Truth::no);
  CHECK(concerns(rule, stated({{"project_type", "chemical"}})) == Truth::unknown);
  CHECK(concerns_asks(rule, stated({{"project_type", "chemical"}})) == std::vector<std::string>{"activity"});
  CHECK(concerns(rule, stated({{"project_type", "road"}})) == Truth::no);
  CHECK(concerns(with_applies("activities: [new]"), {}) == Truth::unknown);
}

TEST_CASE("the plan holds every different measure once, sorted by key") {
  const Rule a = make_rule(kBranch), b = make_rule(kBranch);
  const auto p = plan({&a, &b});
  REQUIRE(p.measures.size() == 2);
  CHECK(p.measures[0].key() < p.measures[1].key());
  CHECK(p.index_of(a.measures.at("far")) == p.index_of(b.measures.at("far")));
  CHECK(p.kinds() == std::vector<std::string>{"pbf", "river_area"});
  CHECK(p.search_distance_m("river_area") == 1000);
  CHECK(p.search_distance_m("pbf") == 0);
  CHECK_THROWS_AS(p.index_of(facts::Measure{}), Error);
}

TEST_CASE("measures differ by every part of them") {
  const Rule rule = make_rule(kBranch);
  const facts::Measure base = rule.measures.at("area");
  std::vector<facts::Measure> others(7, base);
  others[0].layer = "redline";
  others[1].where = expr::Node{expr::Op::eq, {}, "code", "", {std::string("1")}, 0};
  others[2].where = expr::Node{expr::Op::eq, {}, "code", "", {1.0}, 0};
  others[3].roles = 1;
  others[4].stat = facts::Stat::net_area;
  others[5].max_distance_m = 5;
  others[6].group_by = {"code"};
  std::set<std::string> keys = {base.key()};
  for (const auto& m : others) keys.insert(m.key());
  CHECK(keys.size() == 8);
}

TEST_CASE("a rule of two provinces binds in each, and a project on a border is bound by both packs") {
  const auto in = [](const std::string& region) {
    std::string head = kHead;
    head.replace(head.find("region: \"00\""), 12, "region: " + region);
    Rule rule;
    const RuleFolder folder;
    folder.write("cn-51/test/XX-01.yaml",
                 head + kMeasure + "applies: {from: 2000-01-01}\nbranches: [{outcome: info}]\ncases: []\n");
    config::Mistakes m;
    const auto book = rules::load(folder.path(), m);
    for (const auto& mistake : m) UNSCOPED_INFO(config::to_line(mistake));
    REQUIRE(m.empty());
    return book.rules[0];
  };
  const Rule both = in("[\"51\", \"50\"]");
  CHECK(both.region == "51,50");
  CHECK(binds(both, {"511802", "511800", "510000"}));
  CHECK(binds(both, {"500112"}));
  CHECK(binds(both, {"520381", "500117"}));
  CHECK_FALSE(binds(both, {"520381", "520300", "520000"}));
  CHECK(binds(both, {}));  // an unknown place must not lose a law
  const Rule sichuan = in("\"51\"");
  CHECK(binds(sichuan, {"500117", "511622"}));
  CHECK_FALSE(binds(sichuan, {"500117"}));
}
