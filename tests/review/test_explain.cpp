// SPDX-License-Identifier: Apache-2.0
#include "review/review.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "world.h"

using namespace zonegate;
using review::explain;
using review::explain_json;

namespace {

std::string results() { return report::results_jsonl(report::make_world()->run); }
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Error error_of(const std::string& jsonl, const std::string& project, const std::string& rule) {
  try {
    explain(jsonl, project, rule, Lang::zh);
  } catch (const Error& e) {
    return e;
  }
  FAIL("no error");
  return Error(ErrorKind::internal, "");
}

}  // namespace

TEST_CASE("explain prints layers, facts, condition steps, clause and what is silent or unknown") {
  const std::string text = explain(results(), "P01", "", Lang::zh);
  for (const char* part : {"禁止（RL-01）；永久基本农田未全部核查",
                           "图层核查",
                           "核查比例 0.75",
                           "最近 2345.68 m",
                           "RL-01  占用生态保护红线：禁止",
                           "自然资发〔2022〕142号",
                           "一、（一）",
                           "inside = 41234.57 m²  [redline]",
                           "yaan-redline:HX-7，地块 A-1，面积 41234.57 m²",
                           "裕度 187.65 m (±7.07)",
                           "    ✓ 分支 1：禁止\n      ✓ inside > 0 (inside = 41234.5678)",
                           "? farmland > 0",
                           "未定，仅计入最严可能",
                           "边界级",
                           "应办：调出生态保护红线",
                           "未触发的规则",
                           "PA-03  自然保护区核心区：条件均不成立：core = 0",
                           "✗ core > 0 (core = 0)",
                           "补齐后可确定：",
                           "图层 永久基本农田",
                           "碳：储量 1500.123 t C",
                           "（条文未核实）",
                           "farmland = > 0 .. ? m²（已查部分 9876.54）"}) {
    {
      INFO(part);
      CHECK(has(text, part));
    }
  }
  const std::string english = explain(results(), "P01", "", Lang::en);
  for (const char* part :
       {"Prohibited (RL-01)", "examined 0.75", "clause: Notice on red lines", "✓ branch 1: prohibited",
        "action: move out of the red line", "Rules that did not fire", "not claimed: major_national"}) {
    {
      INFO(part);
      CHECK(has(english, part));
    }
  }
}

TEST_CASE("one rule alone, fired or silent") {
  const std::string fired = explain(results(), "P01", "RL-01", Lang::zh);
  CHECK(has(fired, "RL-01"));
  CHECK_FALSE(has(fired, "FM-01  "));
  CHECK_FALSE(has(fired, "图层核查"));
  const std::string silent = explain(results(), "P01", "PA-03", Lang::zh);
  CHECK(has(silent, "✗ 分支 1：禁止"));
  CHECK(has(silent, "✗ core > 0 (core = 0)"));
  const auto json = nlohmann::json::parse(explain_json(results(), "P01", "RL-01"));
  CHECK(json["findings"].size() == 1);
  CHECK(json["silent"].empty());
  CHECK(nlohmann::json::parse(explain_json(results(), "P01", ""))["findings"].size() == 2);
}

TEST_CASE("a project with nothing but an unexamined layer") {
  const std::string text = explain(results(), "P02", "", Lang::zh);
  CHECK(has(text, "最严可能：禁止"));
  CHECK(has(text, "未核查；核查比例 0；未提供该图层"));
}

TEST_CASE("withheld numbers stay withheld") {
  const std::string text = explain(
      report::results_jsonl(report::make_world(catalog::Disclosure::yes_no)->run), "P01", "", Lang::zh);
  CHECK(has(text, "不公开"));
  for (const char* secret : {"41234", "187.65", "0.2512", "41.875"}) {
    INFO(secret);
    CHECK(!has(text, secret));
  }
}

TEST_CASE("errors name the nearest project, the nearest rule, and the line that cannot be read") {
  const Error project = error_of(results(), "P1", "");
  CHECK(project.kind() == ErrorKind::input);
  CHECK(has(project.what(), "no project P1"));
  CHECK(has(project.hint(), "P01"));
  const Error rule = error_of(results(), "P01", "RL-02");
  CHECK(has(rule.what(), "RL-02"));
  CHECK(has(rule.hint(), "RL-0"));
  CHECK(has(error_of(results() + "{\"project_id\":", "P01", "").what(), "line 4"));
  CHECK(has(error_of("[]\n", "P01", "").what(), "line 1"));
  CHECK(has(error_of("", "P01", "").hint(), "no projects"));
}

TEST_CASE("results of another shape are an error or explained, never a crash") {
  CHECK(has(explain("{\"project_id\":\"X\"}\n", "X", "", Lang::en), "X"));
  CHECK(has(explain("{\"project_id\":\"X\",\"findings\":[3,null,{\"trace\":7,\"measures\":[1]}],\"layers\":{}"
                    ",\"unknown\":[1]}",
                    "X", "", Lang::en),
            "X"));
  CHECK_THROWS_AS(
      explain("{\"project_id\":\"X\",\"findings\":[{\"measures\":{\"a\":3}}]}", "X", "", Lang::en), Error);
}
