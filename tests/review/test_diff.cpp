// SPDX-License-Identifier: Apache-2.0
//
// diff over results written by hand: one thing differs at a time, and the answer names it and nothing else.
#include <catch2/catch.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "review/review.h"

using namespace zonegate;
using Json = nlohmann::json;

namespace {

struct Result {
  Json project = {{"project_id", "P1"},
                  {"name", "one"},
                  {"as_of", "2026-10-01"},
                  {"status", "ok"},
                  {"attributes", {{"project_type", "pv"}}},
                  {"footprint_sha256", "f1"},
                  {"regions", {"511802"}},
                  {"outcome", "prohibited"},
                  {"worst_possible", "prohibited"},
                  {"layers", {{{"kind", "redline"}, {"state", "hit"}, {"examined_share", 1}}}},
                  {"findings",
                   {{{"rule", "RL-01"},
                     {"outcome", "prohibited"},
                     {"worst_possible", "prohibited"},
                     {"clause", "c"},
                     {"measures", {{"inside", {{"value", 100.0}, {"unit", "m2"}, {"layer", "redline"}}}}},
                     {"features", Json::array()}}}}};
  Json run = {{"program", "zonegate"},
              {"version", "1"},
              {"as_of", "2026-10-01"},
              {"options", {{"area", "ellipsoidal"}}},
              {"libraries", {{"GDAL", "3"}}},
              {"inputs", {{{"role", "rule"}, {"path", "rules/instruments.yaml"}, {"sha256", "i1"}}}},
              {"layers",
               {{{"id", "r"},
                 {"kind", "redline"},
                 {"sha256", "d1"},
                 {"manifest_sha256", "m1"},
                 {"coverage_sha256", nullptr},
                 {"aliases_sha256", nullptr},
                 {"version", "1"}},
                {{"id", "p"},
                 {"kind", "pbf"},
                 {"sha256", "d1"},
                 {"manifest_sha256", "m1"},
                 {"coverage_sha256", nullptr},
                 {"aliases_sha256", nullptr},
                 {"version", "1"}}}},
              {"rules", {{{"id", "RL-01"}, {"sha256", "r1"}, {"layers", {"redline"}}}}}};
  review::RunText text(const char* name) const { return {name, project.dump() + "\n", run.dump()}; }
};

const review::Difference* finding(const review::Comparison& c) {
  for (const auto& d : c.differences) {
    if (d.item == "finding") return &d;
  }
  return nullptr;
}
std::string words(const review::Difference& d) {
  std::string out;
  for (const auto& c : d.causes) out += (out.empty() ? "" : " ") + c.word;
  return out;
}
// The causes of one finding whose measure has changed, with `bend` applied to B.
std::string causes_with(const std::function<void(Result&)>& bend) {
  const Result a;
  Result b;
  b.project["findings"][0]["measures"]["inside"]["value"] = 200.0;
  bend(b);
  const auto c = review::compare(a.text("a"), b.text("b"));
  REQUIRE(finding(c) != nullptr);
  return words(*finding(c));
}

}  // namespace

TEST_CASE("equal results do not differ, whatever the runs were made from") {
  const Result a;
  Result b;
  b.run["layers"][0]["sha256"] = "d2";
  const auto c = review::compare(a.text("a"), b.text("b"));
  CHECK(c.differences.empty());
  REQUIRE(c.inputs.size() == 1);
  CHECK(c.inputs[0].word == "data");
}

TEST_CASE("each cause is named, alone") {
  CHECK(causes_with([](Result& r) { r.run["layers"][0]["sha256"] = "d2"; }) == "data");
  CHECK(causes_with([](Result& r) { r.run["layers"][0]["manifest_sha256"] = "m2"; }) == "data");
  CHECK(causes_with([](Result& r) { r.run["layers"][0]["version"] = "2"; }) == "data");
  CHECK(causes_with([](Result& r) { r.run["layers"].erase(0); }) == "data");
  CHECK(causes_with([](Result& r) { r.run["rules"][0]["sha256"] = "r2"; }) == "rule");
  CHECK(causes_with([](Result& r) { r.project["as_of"] = "2026-01-01"; }) == "law_date");
  CHECK(causes_with([](Result& r) { r.project["footprint_sha256"] = "f2"; }) == "project");
  CHECK(causes_with([](Result& r) { r.project["attributes"]["linear"] = true; }) == "project");
  CHECK(causes_with([](Result& r) { r.run["options"]["area"] = "planar"; }) == "options");
  // No verdict hangs on the scenario of the carbon: then nothing tells what made the difference.
  CHECK(causes_with([](Result& r) { r.run["options"]["carbon_scenario"] = "other"; }) == "untold");
  CHECK(causes_with([](Result& r) {
          r.run["options"]["carbon_scenario"] = "other";
          r.run["options"]["area"] = "planar";
        }) == "options");
  CHECK(causes_with([](Result& r) { r.run["version"] = "2"; }) == "program");
  CHECK(causes_with([](Result& r) { r.run["libraries"]["GDAL"] = "4"; }) == "program");
}

TEST_CASE("a layer that the rule does not use is no cause, and instruments only where law text changed") {
  CHECK(causes_with([](Result& r) { r.run["layers"][1]["sha256"] = "d2"; }) == "untold");
  CHECK(causes_with([](Result& r) { r.run["inputs"][0]["sha256"] = "i2"; }) == "untold");
  CHECK(causes_with([](Result& r) {
          r.run["inputs"][0]["sha256"] = "i2";
          r.project["findings"][0]["clause"] = "d";
        }) == "rule");
}

TEST_CASE("all causes are named, and what a run does not record is untold") {
  CHECK(causes_with([](Result& r) {
          r.run["layers"][0]["sha256"] = "d2";
          r.run["rules"][0]["sha256"] = "r2";
          r.project["as_of"] = "2026-01-01";
        }) == "data rule law_date");
  CHECK(causes_with([](Result& r) { r.run["layers"][0].erase("sha256"); }) == "untold");
  CHECK(causes_with([](Result& r) { r.project["footprint_sha256"] = nullptr; }) == "untold");
}

TEST_CASE("one step of rounding is no difference; the next one is") {
  const Result a;
  Result b;
  b.project["findings"][0]["measures"]["inside"]["value"] = 100.01;
  CHECK(review::compare(a.text("a"), b.text("b")).differences.empty());
  b.project["findings"][0]["measures"]["inside"]["value"] = 100.02;
  CHECK(review::compare(a.text("a"), b.text("b")).differences.size() == 1);
}

TEST_CASE("a layer that was examined and no longer is, is a difference even without any finding") {
  const Result a;
  Result b;
  b.project["layers"][0]["state"] = "not_examined";
  const auto c = review::compare(a.text("a"), b.text("b"));
  REQUIRE(c.differences.size() == 1);
  CHECK(c.differences[0].item == "layer");
  CHECK(words(c.differences[0]) == "data");
}

TEST_CASE("a project that is there twice cannot be compared") {
  const Result a;
  auto twice = a.text("a");
  twice.results_jsonl += twice.results_jsonl;
  CHECK_THROWS_AS(review::compare(a.text("a"), twice), Error);
  CHECK_THROWS_AS(review::compare(twice, a.text("a")), Error);
}

TEST_CASE("keys and values are told in Chinese") {
  Result a, b;
  b.project["findings"][0]["features"] = {
      {{"layer_id", "r"}, {"feature_id", "HX.7"}, {"part_id", "1"}, {"band", "overlap"}}};
  b.project["findings"][0]["measures"]["inside"] = {{"withheld", true}, {"examined_share", 0.5}};
  b.project["layers"][0]["state"] = "not_examined";
  b.project["layers"][0]["reason_code"] = "coverage";
  b.project["attributes"]["project_type"] = "factory";
  b.project["status"] = "partial";
  b.project["unknown"] = {"industry", "layer:pbf"};
  const std::string text = review::diff_text(review::compare(a.text("A"), b.text("B")), Lang::zh);
  CAPTURE(text);
  for (const char* words :
       {"图层 生态保护红线：变化", "核查结果：命中 → 未核查", "未核查原因：- → 范围未完全覆盖",
        "要素 r:HX.7（地块 1）：- → 压占", "指标 inside：100 m2 → 不公开（核查比例 0.5）",
        "读取状态：完整 → 部分读取", "行业代码(industry)、图层 永久基本农田"})
    CHECK(text.find(words) != std::string::npos);
  for (const char* key : {"features.", "measures.", "reason_code", "not_examined", "partial", "图层 redline"})
    CHECK(text.find(key) == std::string::npos);
}

TEST_CASE("results that hold other projects than run.json counts are refused") {
  Result a, b;
  a.run["counts"] = {{"projects", 1}};
  b.run["counts"] = {{"projects", 2}};
  CHECK(review::compare(a.text("A"), a.text("A")).differences.empty());
  CHECK_THROWS_WITH(review::compare(a.text("A"), b.text("B")),
                    Catch::Contains("B: results.jsonl holds 1 projects, run.json counts 2"));
  CHECK_THROWS_WITH(review::compare(b.text("B"), a.text("A")), Catch::Contains("run.json counts 2"));
}

TEST_CASE("a reviewer's decision is told in words, not as the results hold it") {
  const Result a;
  Result b;
  auto& f = b.project["findings"][0];
  f["outcome"] = f["worst_possible"] = "conditional";
  f["override"] = {{"outcome", "conditional"},         {"outcome_zh", "有条件"}, {"laxer", true},
                   {"reason", "桥跨无墩台落入一级区"}, {"reviewer", "张三"},     {"date", "2026-09-28"}};
  const auto c = review::compare(a.text("a"), b.text("b"));
  REQUIRE(finding(c) != nullptr);
  std::string after;
  for (const auto& w : review::change_words(*finding(c), Lang::zh))
    if (w.field == "人工裁定") after = w.after;
  CHECK(after == "有条件，较规则放宽（张三，2026-09-28）：桥跨无墩台落入一级区");
}
