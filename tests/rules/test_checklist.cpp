// SPDX-License-Identifier: Apache-2.0
// Checklists: every mistake of a file with its line; what is unknown stays open; money without fractions.
#include "helpers.h"

using namespace zonegate;
using namespace zonegate::rules;
using namespace zonegate::testing;

namespace {

const std::string kTop =
    "id: a-list\ntitle: {zh: 清单, en: List}\ninstrument: law\nclause: 第一条\nregion: \"00\"\nverified: "
    "true\n"
    "applies: {from: 2000-01-01}\n"
    "measure:\n  wood: {layer: forest, roles: occupation, stat: area}\n"
    "  field: {layer: dltb, roles: occupation, stat: area}\n  far: {layer: river_area, roles: all, stat: "
    "distance, "
    "max_distance: 100}\n";

RuleBook load_list(const std::string& body, config::Mistakes& mistakes, const std::string& name = "a-list") {
  const RuleFolder folder;
  folder.write("checklists/" + name + ".yaml", kTop + body);
  RuleBook book = rules::load(folder.path(), mistakes);
  for (auto& m : mistakes) m.file = fs::path(m.file).filename().string();
  return book;
}

Checklist list_of(const std::string& body) {
  config::Mistakes mistakes;
  auto book = load_list(body, mistakes);
  for (const auto& m : mistakes) UNSCOPED_INFO(config::to_line(m));
  REQUIRE(mistakes.empty());
  REQUIRE(book.checklists.size() == 1);
  return book.checklists[0];
}

std::string all_text(const config::Mistakes& mistakes) {
  std::string text;
  for (const auto& m : mistakes) text += config::to_line(m) + "\n";
  return text;
}

ItemState state(const Checklist& list, const Attributes& project,
                const std::map<std::string, expr::Span>& measures = {}) {
  return judge_item(list, list.items[0], measures, project, {}, {}).state;
}

}  // namespace

TEST_CASE("all mistakes of a wrong checklist come in one go, each with its line and the nearest word") {
  config::Mistakes mistakes;
  load_list(
      "items:\n"                                                                  // 12
      "  - {id: a, title: x, evidence: y, when: {\"=\": [wate_permit, true]}}\n"  // 13
      "  - {id: a, title: x, evidence: y}\n"                                      // 14
      "  - {id: B-1, title: x}\n"                                                 // 15
      "  - {id: c, title: x, evidence: y, when: {\"=\": [coal, true]}, involves: {\"=\": [coal, true]}}\n"  // 16
      "  - {id: d, title: x, evidence: y, rules: ZN-99}\n"              // 17
      "  - {id: e, title: x, evidence: y, when: {claimed: consent}}\n"  // 18
      "fee:\n"                                                          // 19
      "  total: wod\n"                                                  // 20
      "  floor_verified: false\n"                                       // 21
      "  classes: [{id: k, title: x, floor: 1.005, plain: far}]\n"      // 22
      "  multipliers: [{id: f, title: x, factor: 0.5}]\n"               // 23
      "cases:\n"                                                        // 24
      "  - {name: n, expect: {items: {a: mat}}}\n",                     // 25
      mistakes);
  const std::string text = all_text(mistakes);
  INFO(text);
  CHECK(
      text.find("a-list.yaml:13: 'wate_permit' is no measure of this rule or project attribute; did you mean "
                "'water_permit'?") != std::string::npos);
  CHECK(text.find("a-list.yaml:14: id 'a' is taken twice") != std::string::npos);
  CHECK(text.find("a-list.yaml:15: 'B-1' is no id of an item") != std::string::npos);
  CHECK(text.find("a-list.yaml:15: key 'evidence' is missing") != std::string::npos);
  CHECK(text.find("a-list.yaml:16: an item has `involves`, or `when` and `not_when`; not both") !=
        std::string::npos);
  CHECK(text.find("a-list.yaml:17: no rule 'ZN-99'") != std::string::npos);
  CHECK(text.find("a-list.yaml:18: claimed belongs to rules") != std::string::npos);
  CHECK(text.find("a-list.yaml:20: 'wod' is no measure of this checklist; did you mean 'wood'?") !=
        std::string::npos);
  CHECK(text.find("a-list.yaml:22: expected a number with at most two decimals") != std::string::npos);
  CHECK(text.find("a-list.yaml:22: 'far' must be an area") != std::string::npos);
  CHECK(text.find("a-list.yaml:23: a factor is 1 or more") != std::string::npos);
  CHECK(text.find("a-list.yaml:25: no state 'mat'; did you mean 'met'?") != std::string::npos);
}

TEST_CASE("a checklist is called as its file, has something to say, and rests on a known instrument") {
  config::Mistakes mistakes;
  load_list("cases: []\n", mistakes, "another");
  const std::string text = all_text(mistakes);
  INFO(text);
  CHECK(text.find("the file must be called a-list.yaml") != std::string::npos);
  CHECK(text.find("a checklist has `items`, `tiers` or `fee`") != std::string::npos);
}

TEST_CASE("what nobody states is open, an exemption too; n/a and a known value are not") {
  const auto list = list_of(
      "items:\n  - {id: a, title: x, evidence: y, when: {\"=\": [reduction_plan, true]}}\ncases: []\n");
  CHECK(state(list, {}) == ItemState::open);
  CHECK(state(list, {{"reduction_plan", true}}) == ItemState::met);
  CHECK(state(list, {{"reduction_plan", false}}) == ItemState::not_met);
  CHECK(state(list, {{"reduction_plan", NotApplicable{}}}) == ItemState::not_met);
  const auto asked = judge_item(list, list.items[0], {}, {}, {}, {});
  CHECK(asked.unknown == std::vector<std::string>{"reduction_plan"});
}

TEST_CASE("what is the same for every value of the unknown is certain") {
  const auto list = list_of(
      "items:\n  - {id: a, title: x, evidence: y, involves: {any: [{\">\": [wood, 5]}, {\"<=\": [wood, "
      "5]}]}}\ncases: []\n");
  CHECK(state(list, {}, {{"wood", expr::Span::anything()}}) == ItemState::involved);
}

TEST_CASE("tiers: the first that holds, all that are possible, and none") {
  const auto list = list_of(
      "tiers:\n  - {id: big, title: x, when: {\">=\": [wood, 100]}}\n  - {id: small, title: x, when: {\">\": "
      "[wood, 0]}}\ncases: []\n");
  const auto at = [&](const expr::Span& s) { return judge_tiers(list, {{"wood", s}}, {}, {}).possible; };
  CHECK(at(expr::Span::exact(100)) == std::vector<int>{1});
  CHECK(at(expr::Span::exact(99.99)) == std::vector<int>{2});
  CHECK(at(expr::Span::exact(0)) == std::vector<int>{0});
  CHECK(at(expr::Span::anything()) == std::vector<int>{0, 1, 2});
  CHECK(at({50, 99, false}) == std::vector<int>{2});
}

TEST_CASE("decimals are read exactly or not at all") {
  CHECK(parse_hundredths("13.5") == 1350);
  CHECK(parse_hundredths("13") == 1300);
  CHECK(parse_hundredths("0.05") == 5);
  CHECK(hundredths_text(1350) == "13.50");
  CHECK(hundredths_text(5) == "0.05");
  for (const char* wrong : {"", ".", "1.", ".5", "1.005", "-1", "1e3", "1,5", "12345678901", "十"})
    CHECK(!parse_hundredths(wrong));
}

TEST_CASE("a fee is exact to the cent where a double is not") {
  const auto list = list_of(
      "fee:\n  total: wood\n  floor_verified: false\n  classes: [{id: k, title: x, floor: 1, plain: wood}]\n "
      " "
      "multipliers: [{id: m, title: x, factor: 1.1, when: {\"=\": [commercial, true]}}]\ncases: []\n");
  Rate rate;
  rate.item = "k";
  rate.cents = 115;
  // 1.15 x 0.50 x 1.1 = 0.6325 -> 0.63; 1.15 x 1.00 x 1.1 = 1.265 -> 1.27, which doubles make 1.2649999...
  const auto at = [&](double m2) {
    return reckon_fee(list, {{"wood", expr::Span::exact(m2)}}, {{"commercial", true}}, {rate}, std::nullopt)
        .total_lo;
  };
  CHECK(at(0.5) == 63);
  CHECK(at(1.0) == 127);
  CHECK(at(1e9) == 126'500'000'000);
  const auto open = reckon_fee(list, {{"wood", expr::Span::at_least(1)}}, {}, {rate}, std::nullopt);
  CHECK(open.total_lo == 115);
  CHECK(open.total_hi == -1);
  CHECK(open.unknown == std::vector<std::string>{"commercial", "wood"});
}
