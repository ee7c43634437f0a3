// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <limits>
#include <numeric>
#include <sstream>

#include "report/text.h"
#include "report/wording.h"
#include "world.h"

using namespace zonegate;
using namespace zonegate::report;

TEST_CASE("numbers print without exponent and never as -0") {
  CHECK(plain(1e6) == "1000000");
  CHECK(plain(1e-6) == "0.000001");
  CHECK(plain(-0.0) == "0");
  CHECK(plain(std::numeric_limits<double>::infinity()).empty());
  CHECK(rounded(-0.001, 2) == "0.00");
  CHECK(rounded(1.005, 2) == rounded(quantise(1.005, 2), 2));
  CHECK(shown(std::nan(""), 2, Lang::zh) == "不公开");
}

TEST_CASE("Chinese takes two columns") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("禁止（RL-01）") == 13);
  CHECK(display_width("é…") == 2);
  CHECK(shortened("天全抽水蓄能电站", 9) == "天全抽水…");
  CHECK(display_width(shortened("天全抽水蓄能电站", 8)) <= 8);
  CHECK(shortened("abc", 3) == "abc");
  CHECK(display_width(padded("天全", 7)) == 7);
  CHECK(display_width("\xE5\xA4") == 2);  // cut off: one column a byte, nothing read beyond the end
}

TEST_CASE("sixteen winds") {
  CHECK(wind(0, Lang::en) == "N");
  CHECK(wind(359, Lang::en) == "N");
  CHECK(wind(22.5, Lang::en) == "NNE");
  CHECK(wind(222, Lang::zh) == "西南");
  CHECK(wind(-90, Lang::en) == "W");
}

TEST_CASE("rounded parts add to the rounded total") {
  const std::vector<double> values = {0.33333, 0.33333, 0.33334};
  const auto out = rounded_to_total(values, 1.0, 2);
  CHECK(std::accumulate(out.begin(), out.end(), 0.0) == Approx(1.0).margin(1e-12));
  CHECK(rounded_to_total({0.6, 0.6}, 1.0, 1) ==
        std::vector<double>({0.6, 0.6}));  // overlapping parts do not add up
  CHECK(rounded_to_total({}, 0, 4).empty());
}

TEST_CASE("ground that is there is never shown as none") {
  CHECK(shown_area(0.0027, 2, true) == "<0.01");
  CHECK(shown_area(0.00003, 4, true) == "<0.0001");
  CHECK(shown_area(0, 4, true) == "<0.0001");  // rounded already, with others
  CHECK(shown_area(0, 4, false) == "0.0000");
  CHECK(shown_area(1.25, 2, true) == "1.25");
}

TEST_CASE(
    "conditions: attributes and their words have Chinese names, measures those that stand beside numbers") {
  const auto measure = [](const char* name, Text what) {
    verdict::MeasureValue m;
    m.name = name, m.what = std::move(what);
    return m;
  };
  const std::vector<verdict::MeasureValue> measures = {
      measure("core", {"核心保护区面积", "Core zones: area"}),
      measure("ratio", {"重点区域取值", "Key regions: value"}), measure("own", {})};
  const std::pair<const char*, const char*> table[] = {
      {"all", "以下均成立"},
      {"not", "以下不成立"},
      {"forest > 0 (forest = 0)", "forest > 0 (forest = 0)"},
      {"area > 5 (area = 0 to 400)", "area > 5 (area = 0 至 400)"},
      {"area > 5 (area = not examined)", "area > 5 (area = 未核查)"},
      {"near < 100 (near = more than 3)", "near < 100 (near = 大于 3)"},
      {"project_type in ('pv', 'wind') (project_type = pv)", "项目类型 属于（光伏、风电） (项目类型 = 光伏)"},
      {"project_type = 'pv' (project_type = unknown)", "项目类型 = 光伏 (项目类型 = 未知)"},
      {"major_national is claimed (major_national = unknown)", "国家重大项目 已主张 (国家重大项目 = 未知)"},
      {"area between 1 and 3 (area = 2)", "area 在 1 与 3 之间 (area = 2)"},
      {"core > 0 (core = more than 0)", "核心保护区面积 > 0 (核心保护区面积 = 大于 0)"},
      {"capacity_swap_ratio < ratio (capacity_swap_ratio = 1, ratio = 1.5)",
       "产能置换比 < 重点区域取值 (产能置换比 = 1，重点区域取值 = 1.5)"},
      {"own > 0 (own = 1)", "own > 0 (own = 1)"},
      {"nobody knows this", "nobody knows this"}};
  for (const auto& [english, chinese] : table) CHECK(condition_words(english, measures, Lang::zh) == chinese);
  const std::pair<const char*, const char*> in_english[] = {
      {"all", "all"},
      {"core > 0 (core = more than 0)", "Core zones: area > 0 (Core zones: area = more than 0)"},
      {"capacity_swap_ratio < ratio (capacity_swap_ratio = 1, ratio = 1.5)",
       "capacity_swap_ratio < Key regions: value (capacity_swap_ratio = 1, Key regions: value = 1.5)"},
      {"project_type in ('pv', 'core') (project_type = pv)",
       "project_type in ('pv', 'core') (project_type = pv)"}};
  for (const auto& [english, words] : in_english)
    CHECK(condition_words(english, measures, Lang::en) == words);
}

TEST_CASE("what to give up: of which parts the numbers are, and what only may still restrict") {
  Relief r;
  r.rules = {"A", "B"};
  r.give_up_m2 = 100, r.share = 0.25, r.remaining_m2 = 300;
  r.parts = {"2"};
  r.of_parts = {"1", "2"};
  r.project_parts = 3;
  r.pair = verdict::Pair{Outcome::restricted, Outcome::prohibited};
  r.still = {"C", "D"};
  r.still_possible = {"D"};
  const Text text = relief_text(r);
  CHECK(text.zh ==
        "退让 100.00 m² (0.0100 hm²)（在地块 2 内），占地块 1、2 的 25.00%，剩余 300.00 m² (0.0300 "
        "hm²)；退让后结论 "
        "限制，最严可能 禁止；仍受限于 C；可能受限于 D");
  CHECK(text.en.find("100.00 m² (0.0100 hm²) (in part 2), 25.00% of parts 1, 2, leaving") !=
        std::string::npos);
  CHECK(text.en.find("; still restricted by C; may be restricted by D") != std::string::npos);
  r.of_parts = {"1", "2", "3"};
  CHECK(relief_text(r).zh.find("占全部地块的 25.00%") != std::string::npos);
  r.project_parts = 1, r.of_parts = r.parts = {"2"};
  CHECK(relief_text(r).zh.find("hm²)，占 25.00%，剩余") != std::string::npos);
}

TEST_CASE("trace titles and reasons in Chinese") {
  CHECK(step_text("branch 2: conditional").zh == "分支 2：有条件");
  CHECK(step_text("branch 2: conditional (not certain)").zh == "分支 2：有条件（不确定）");
  CHECK(step_text("exception 1: allowed").zh == "例外 1：允许");
  CHECK(step_text("branch > 1 (branch = 2)").zh == "branch > 1 (branch = 2)");
  CHECK(reason_text("pbf: a bare point or line has no area").zh == "永久基本农田：点位或线位没有面积");
}

TEST_CASE("why a rule is silent, in Chinese") {
  const auto zh = [](const std::string& reason) { return silent_reason({"XX-01", {}, reason, {}}).zh; };
  CHECK(zh("no branch holds: core = 0, near > 500; not supplied: redline pbf") ==
        "条件均不成立：core = 0，near > 500；未提供：生态保护红线、永久基本农田");
  CHECK(zh("not supplied: redline") == "未提供：生态保护红线");
  CHECK(zh("not supplied") == "未提供所需图层");
  CHECK(zh("does not concern this project (project_type = pv, industry = unknown)") ==
        "不适用于本项目（项目类型 = 光伏，行业代码 = 未填）");
  verdict::Silent named{"XX-01", {}, "no branch holds: a = 0, b = 0, far > 500, in = 12.345678", {}};
  named.names = {{"a", {"自然保护地面积", ""}, "m2"},
                 {"b", {"自然保护地面积", ""}, "m2"},
                 {"far", {"自然保护地距离", ""}, "m"},
                 {"in", {"永久基本农田面积", ""}, "m2"}};
  CHECK(silent_reason(named).zh ==
        "条件均不成立：自然保护地面积（2 项） = 0 m²，自然保护地距离 > 500 m，永久基本农田面积 = 12.35 m²");
  named.reason = "no branch holds";  // what is withheld has no numbers
  CHECK(silent_reason(named).zh == "条件均不成立");
}

TEST_CASE("of many projects the table on the terminal says counts alone, if it is asked to") {
  const auto world = make_world();
  const auto text = [&](std::size_t rows, SummaryTable::More more) {
    SummaryTable table(Lang::zh, rows, more);
    for (const auto& p : world->run.projects) table.add(p, world->run);
    CHECK(table.all() == (rows >= 3));
    return table.text(world->run);
  };
  CHECK(text(3, SummaryTable::More::none) == summary_table(world->run, Lang::zh));
  const std::string counts = text(2, SummaryTable::More::none);
  CHECK(counts.find("超过 2 个项目，此处不逐一列出，见 results.csv。") == 0);
  CHECK(counts.find("共 3 个项目：禁止 1，待定 2") != std::string::npos);
  CHECK(counts.find("天全抽水蓄能电站") == std::string::npos);
  const std::string some = text(2, SummaryTable::More::strictest);
  CHECK(some.find("天全抽水蓄能电站") != std::string::npos);
  CHECK(some.find("只列出结论最严的 2 个项目") != std::string::npos);
}

TEST_CASE("the table on the terminal fits and lines up") {
  const auto world = make_world();
  const std::string table = summary_table(world->run, Lang::zh);
  std::istringstream stream(table);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  REQUIRE(lines.size() == 6);  // header, rule, three projects, counts
  for (const auto& line : lines) CHECK(display_width(line) <= 120);
  CHECK(lines[2].find("天全抽水蓄能电站") != std::string::npos);
  CHECK(lines.back().find("共 3 个项目：禁止 1，待定 2") == 0);
  CHECK(lines.back().find("演示数据") != std::string::npos);
  CHECK(lines.back().find("未能完整读取 1") != std::string::npos);
  const auto column = [&](std::size_t i, const char* word) {
    return display_width(lines[i].substr(0, lines[i].find(word)));
  };
  CHECK(column(2, "禁止") == column(3, "待定"));
  CHECK(summary_table(world->run, Lang::en).find("Worst possible") != std::string::npos);
}
