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
