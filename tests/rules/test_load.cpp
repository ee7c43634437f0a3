// SPDX-License-Identifier: Apache-2.0
// A wrong rule file: every mistake with its line, what was expected and the nearest valid word. A rule is added without C++.
#include <algorithm>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::rules;
using namespace zonegate::testing;

namespace {

std::vector<std::string> mistakes_of(const RuleFolder& folder) {
  config::Mistakes m;
  rules::load(folder.path(), m);
  std::vector<std::string> lines;
  for (const auto& mistake : m) {
    std::string line = config::to_line(mistake);
    if (const auto at = line.find(folder.path()); at == 0) line = line.substr(folder.path().size() + 1);
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> mistakes_of(const std::string& text) {
  const RuleFolder folder;
  folder.write("cn/test/XX-01.yaml", text);
  return mistakes_of(folder);
}

const std::string kGood =
    kHead + kMeasure +
    "applies: {from: 2000-01-01}\nbranches: [{when: {\">\": [area, 0]}, outcome: prohibited}]\ncases: []\n";

}  // namespace

TEST_CASE("a good file has no mistake") { CHECK(mistakes_of(kGood) == std::vector<std::string>{}); }

TEST_CASE("all mistakes of a wrong file come in one go, each with its line and the nearest word") {
  const auto lines = mistakes_of(
      "id: XX-01\n"                                                                            // 1
      "title: {zh: 测试, en: Test}\n"                                                          // 2
      "instrument: lawe\n"                                                                     // 3
      "clause: 第一条\n"                                                                       // 4
      "region: \"00\"\n"                                                                       // 5
      "verified: yes\n"                                                                        // 6
      "aplies: {}\n"                                                                           // 7
      "applies: {from: 2026-13-01, types: [chemicals], industries: [X99]}\n"                   // 8
      "measure:\n"                                                                             // 9
      "  area: {layer: redlin, roles: occupation, stat: area}\n"                               // 10
      "  core: {layer: pa, where: {\"=\": [zone, 核心保护]}, roles: ocupation, stat: aera}\n"  // 11
      "  near: {layer: river_area, roles: all, stat: distance}\n"                              // 12
      "  rows: {layer: zone_list, roles: all, stat: count}\n"                                  // 13
      "branches:\n"                                                                            // 14
      "  - {when: {\">\": [areas, 0]}, outcome: prohibit}\n"                                   // 15
      "  - {when: {\">\": [area, many]}, outcome: conditional}\n"                              // 16
      "  - {when: {\"=\": [activity, newest]}, outcome: conditional}\n"                        // 17
      "cases:\n"                                                                               // 18
      "  - {name: one, given: {ares: 1, discharges: maybe}, expect: {branch: 7}}\n");          // 19
  CHECK(lines ==
        std::vector<std::string>{
            "cn/test/XX-01.yaml:1: no instrument 'lawe' in instruments.yaml; did you mean 'law'?",
            "cn/test/XX-01.yaml:6: expected true or false, found 'yes'",
            "cn/test/XX-01.yaml:7: unknown key 'aplies'; did you mean 'applies'?",
            "cn/test/XX-01.yaml:8: expected a date (2026-08-15), found '2026-13-01'",
            "cn/test/XX-01.yaml:8: 'X99' is no code of GB/T 4754-2017 (a letter and 0 to 4 digits)",
            "cn/test/XX-01.yaml:8: 'chemicals' is no value of 'project_type'; did you mean 'chemical'?",
            "cn/test/XX-01.yaml:10: no layer kind 'redlin'; did you mean 'redline'?",
            "cn/test/XX-01.yaml:11: no role or class of roles 'ocupation'; expected occupation, non_surface, "
            "influence, all or a role",
            "cn/test/XX-01.yaml:11: no statistic 'aera'; did you mean 'area'?",
            "cn/test/XX-01.yaml:11: '核心保护' is no value of 'zone'; did you mean '核心保护区'?",
            "cn/test/XX-01.yaml:12: a distance needs `max_distance` (metres): it says how far the layer has "
            "to be examined",
            "cn/test/XX-01.yaml:13: a table needs `via`: the layer kind whose hits select its rows",
            "cn/test/XX-01.yaml:15: 'areas' is no measure of this rule or project attribute; did you mean "
            "'area'?",
            "cn/test/XX-01.yaml:15: no outcome 'prohibit'; did you mean 'prohibited'?",
            "cn/test/XX-01.yaml:16: 'area' is compared with 'many'; expected a number",
            "cn/test/XX-01.yaml:17: 'newest' is no value of 'activity'; expected one of: new, expand, "
            "rebuild, technical, relocate",
            "cn/test/XX-01.yaml:19: 'ares' is no measure of this rule or project attribute; did you mean "
            "'area'?",
            "cn/test/XX-01.yaml:19: 'maybe' is no value of 'discharges'",
            "cn/test/XX-01.yaml:19: the rule has 3 branches",
        });
}

TEST_CASE("the file is named as its id and stands in the folder of its region") {
  const RuleFolder folder;
  folder.write("cn-51/test/XX-02.yaml", kGood);
  CHECK(mistakes_of(folder) ==
        std::vector<std::string>{"cn-51/test/XX-02.yaml: the file must be called XX-01.yaml, as its id",
                                 "cn-51/test/XX-02.yaml: a rule of region \"00\" belongs into cn/"});
}

TEST_CASE("an id is taken once") {
  const RuleFolder folder;
  folder.write("cn/a/XX-01.yaml", kGood);
  folder.write("cn/b/XX-01.yaml", kGood);
  const auto lines = mistakes_of(folder);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].find("cn/b/XX-01.yaml:1: id XX-01 is taken by") == 0);
}

TEST_CASE("a rule cannot outlive its instrument, nor leave a gap between its sources") {
  const std::string body = kMeasure + "branches: [{outcome: prohibited}]\ncases: []\n";
  const std::string head = "id: XX-01\ntitle: T\nregion: \"00\"\n";
  const auto old = mistakes_of(
      head + "instrument: old-law\nclause: x\nverified: true\napplies: {from: 2000-01-01}\n" + body);
  REQUIRE(old.size() == 1);
  CHECK(old[0] ==
        "cn/test/XX-01.yaml:1: the rule rests on 'old-law' from 2000-01-01 to now, but that was in force "
        "from 2000-01-01 to "
        "2026-08-15; set applies or sources");
  const auto gap =
      mistakes_of(head +
                  "applies: {from: 2000-01-01}\nsources:\n"
                  "  - {from: 2000-01-01, to: 2026-08-14, instrument: old-law, clause: x, verified: true}\n"
                  "  - {from: 2026-08-15, instrument: new-law, clause: y, verified: true}\n" +
                  body);
  REQUIRE(gap.size() == 1);
  CHECK(gap[0].find("leave a gap or overlap") != std::string::npos);
  const auto late =
      mistakes_of(head +
                  "applies: {from: 1999-01-01}\nsources:\n"
                  "  - {from: 2000-01-01, to: 2026-08-15, instrument: old-law, clause: x, verified: true}\n"
                  "  - {from: 2026-08-15, instrument: new-law, clause: y, verified: true}\n" +
                  body);
  REQUIRE(late.size() == 1);
  CHECK(late[0].find("`sources` begin later than `applies`") != std::string::npos);
}

TEST_CASE("a folder without rules, and one that is not there, are mistakes") {
  const RuleFolder folder;
  CHECK(mistakes_of(folder).size() == 1);
  config::Mistakes m;
  rules::load(folder.path() + "/none", m);
  CHECK(m.size() == 1);
}

TEST_CASE("lint: every branch, every exception, silence and an unknown layer need a case") {
  const RuleFolder folder;
  folder.write(
      "cn/test/XX-01.yaml",
      kHead +
          "measure:\n  area: {layer: pbf, roles: occupation, stat: area}\napplies: {from: 2000-01-01}\n"
          "branches: [{when: {\">\": [area, 5]}, outcome: prohibited}, {when: {\">\": [area, 0]}, outcome: "
          "conditional}]\n"
          "exceptions: [{when: {claimed: major_national}, outcome: conditional}]\n"
          "cases:\n  - {name: a, given: {area: 9}, expect: {outcome: prohibited}}\n");
  config::Mistakes m;
  const auto book = rules::load(folder.path(), m);
  REQUIRE(m.empty());
  std::vector<std::string> messages;
  for (const auto& mistake : lint(book)) messages.push_back(mistake.message);
  CHECK(messages ==
        std::vector<std::string>{"XX-01: no case that passes reaches branch 2",
                                 "XX-01: no case that passes uses exception 1",
                                 "XX-01: no case shows where the rule is silent (outcome: allowed)",
                                 "XX-01: no case has measure 'area' unknown (a layer that does not reach)"});
}

TEST_CASE("a case that fails says what was expected and what came") {
  const RuleFolder folder;
  folder.write(
      "cn/test/XX-01.yaml",
      kHead + kMeasure +
          "applies: {from: 2000-01-01}\nbranches: [{when: {\">\": [area, 0]}, outcome: prohibited}]\n"
          "cases:\n  - {name: wrong, given: {area: 0}, expect: {outcome: prohibited, branch: 1}}\n");
  config::Mistakes m;
  const auto results = run_cases(rules::load(folder.path(), m));
  REQUIRE(results.size() == 1);
  CHECK_FALSE(results[0].passed);
  CHECK(results[0].message == "outcome: expected prohibited, got allowed; branch: expected 1, got 0");
}

TEST_CASE("older_than and stated are refused where they cannot mean anything") {
  const auto with = [](const std::string& when, const std::string& measure = "") {
    return mistakes_of(kHead + (measure.empty() ? kMeasure : measure) +
                       "applies: {from: 2000-01-01}\nbranches: [{when: " + when +
                       ", outcome: prohibited}]\ncases: []\n");
  };
  CHECK(with("{older_than: [eia_approval, 5]}").empty());
  CHECK(with("{stated: eia_approval}").empty());
  for (const std::string years : {"0", "2.5", "x", "-1"}) {
    CAPTURE(years);
    CHECK(with("{older_than: [eia_approval, " + years + "]}").size() >= 1);
  }
  CHECK(with("{older_than: [eia_approval]}").size() == 1);
  CHECK(with("{older_than: [coal, 5]}").size() == 1);
  CHECK(with("{older_than: [area, 5]}").size() == 1);
  CHECK(with("{stated: area}").size() == 1);
  CHECK(with("{stated: consent}").size() == 1);  // an exemption is always known
  const auto in_where =
      with("{\">\": [n, 0]}",
           "measure: {n: {layer: region_ban, roles: all, stat: count, where: {older_than: [from, 5]}}}\n");
  REQUIRE(in_where.size() == 1);
  CHECK(in_where[0].find("a layer's fields have none") != std::string::npos);
}

TEST_CASE("of a raster only the area of cells can be measured") {
  const auto with = [](const std::string& measure) {
    return mistakes_of(kHead + "measure: {steep: {layer: slope, roles: occupation, " + measure +
                       "}}\napplies: {from: 2000-01-01}\nbranches: [{when: {\">\": [steep, 0]}, outcome: "
                       "prohibited}]\ncases: []\n");
  };
  const std::string cells = "where: {\">\": [value, 25]}";
  CHECK(with("stat: area, " + cells).empty());
  for (const std::string stat : {"net_area", "length", "count", "share", "share_outside"}) {
    CAPTURE(stat);
    const auto lines = with("stat: " + stat + ", " + cells);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].find("only the area of its cells") != std::string::npos);
  }
  CHECK(with("stat: distance, max_distance: 5, " + cells).size() == 1);
  CHECK(with("stat: area").size() == 1);
  CHECK(with("stat: area, where: {\"=\": [unit, degree]}").size() == 1);
  CHECK(with("stat: area, where: {\"=\": [class, 10]}").size() == 1);  // slopes have no classes
}

TEST_CASE("half widths, values and regions are checked when they are read") {
  const auto with = [](const std::string& measure, const std::string& head = kHead) {
    return mistakes_of(head + "measure: {m: {" + measure +
                       "}}\napplies: {from: 2000-01-01}\nbranches: [{when: {\"<\": [m, 25]}, outcome: "
                       "prohibited}]\ncases: []\n");
  };
  const std::string line = "layer: river_line, roles: occupation, stat: distance, max_distance: 1000";
  CHECK(with(line + ", less: half_width_m, less_most: 500").empty());
  CHECK(with(line + ", less: half_width_m").size() == 1);
  CHECK(with(line + ", less_most: 500").size() == 1);
  CHECK(with(line + ", less: half_width_m, less_most: 0").size() == 1);
  CHECK(with(line + ", less: name, less_most: 500").size() == 1);
  CHECK(with(line + ", less: half_widht_m, less_most: 500").size() == 1);
  CHECK(
      with("layer: river_line, roles: occupation, stat: length, less: half_width_m, less_most: 500").size() ==
      1);
  const std::string table = "layer: capacity_swap, roles: all, stat: ";
  CHECK(with(table + "value, field: ratio").empty());
  CHECK(with(table + "count").empty());
  CHECK(with(table + "value").size() == 1);
  CHECK(with(table + "value, field: situation").size() == 1);
  CHECK(with(table + "count, field: ratio").size() == 1);
  CHECK(with(table + "area").size() == 1);
  CHECK(with("layer: pbf, roles: all, stat: value, field: kcxs").size() == 1);
  CHECK(with("layer: zone_list, via: zone_unit, roles: all, stat: value, field: verdict").size() >= 1);
  const auto region = [&](const std::string& text) {
    std::string head = kHead;
    head.replace(head.find("region: \"00\""), 12, "region: " + text);
    return with("layer: pbf, roles: all, stat: area", head);
  };
  CHECK(region("[\"00\"]").empty());
  CHECK(region("[\"00\", \"51\"]").size() == 2);  // everywhere beside a region, and no folder of that name
  CHECK(region("[\"5\"]").size() == 2);           // no code, and no folder of that name
}

TEST_CASE("a level of law is one of the known ones") {
  const RuleFolder folder;
  folder.write("cn/test/XX-01.yaml", kGood);
  folder.write(
      "instruments.yaml",
      "instruments:\n  law: {title: {zh: 法, en: Law}, level: lawe, from: 2000-01-01, verified: true}\n");
  const auto lines = mistakes_of(folder);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].find("did you mean 'law'?") != std::string::npos);
}
