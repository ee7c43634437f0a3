// SPDX-License-Identifier: Apache-2.0
//
// verify: "agrees" is a pass, so most of these try to get one that is not deserved.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "review/review.h"

using namespace zonegate;
using Json = nlohmann::json;

namespace {

Json layer(const char* kind, const char* state, double share) {
  return {{"kind", kind},      {"layer_id", kind},     {"state", state},          {"state_zh", state},
          {"reason", nullptr}, {"outside_share", 0},   {"examined_share", share}, {"search_distance_m", 0},
          {"withheld", false}, {"nearest_m", nullptr}, {"near_band", "none"}};
}

struct Scene {
  Json project = {
      {"project_id", "P1"},
      {"status", "ok"},
      {"area_basis", "ellipsoidal (CGCS2000)"},
      {"area_planar_m2", 10020.0},
      {"area_ellipsoidal_m2", 10000.0},
      {"outcome", "conditional"},
      {"worst_possible", "prohibited"},
      {"parts", {{{"part_id", "1"}, {"sized", true}}}},
      {"layers", {layer("redline", "hit", 1), layer("zone_unit", "hit", 1), layer("pbf", "clear", 1)}}};
  std::vector<std::map<std::string, std::string>> facts = {fact("redline", "HX-1", "1234.5"),
                                                           fact("zone_unit", "ZH51180210001", "10000")};
  static std::map<std::string, std::string> fact(const char* kind, const std::string& code,
                                                 const char* area) {
    return {{"project_id", "P1"},
            {"part_id", "1"},
            {"role", "permanent"},
            {"kind", kind},
            {"layer_id", kind},
            {"feature_id", "7"},
            {"band", "overlap"},
            {"certain", "true"},
            {"withheld", "false"},
            {"overlap_m2", area},
            {"length_m", "0"},
            {"distance_m", "0"},
            {"fields", "code=" + code + ";name=x;y"}};
  }
  // kind, layer, feature, value, unit -> the answer.
  std::string answer(const std::vector<std::string>& cells) const { return answers(cells).at(0).answer; }
  std::vector<review::ClaimAnswer> answers(const std::vector<std::string>& cells) const {
    review::TableText table{
        "claims.csv", {"project_id", "kind", "layer", "feature", "value", "unit"}, {}, {2}};
    table.rows.push_back({{"project_id", "P1"},
                          {"kind", cells[0]},
                          {"layer", cells[1]},
                          {"feature", cells[2]},
                          {"value", cells[3]},
                          {"unit", cells[4]}});
    review::TableText found{"facts.csv", {}, facts, {}};
    const Json run = {
        {"program", "zonegate"},
        {"layers", {{{"id", "redline"}, {"kind", "redline"}}, {{"id", "other"}, {"kind", "redline"}}}}};
    return review::verify({"run", project.dump() + "\n", run.dump()}, found, table).answers;
  }
};

}  // namespace

TEST_CASE("the digits of the claim are its tolerance") {
  const Scene s;
  CHECK(s.answer({"area_m2", "redline", "", "1234", ""}) == "agrees");
  CHECK(s.answer({"area_m2", "redline", "", "1234.0", ""}) == "differs");
  CHECK(s.answer({"area_m2", "redline", "", "1,234.5", ""}) == "agrees");
  CHECK(s.answer({"area", "redline", "", "0.12", "公顷"}) == "agrees");
  CHECK(s.answer({"area", "redline", "", "0.13", "ha"}) == "differs");
  CHECK(s.answer({"area", "redline", "", "1.85", "亩"}) == "agrees");  // 1234.5 * 15 / 10000 = 1.85175
  CHECK(s.answer({"share", "redline", "", "12.3%", ""}) == "agrees");  // 12.345 %
  CHECK(s.answer({"share", "redline", "", "0.13", ""}) == "differs");
  CHECK(s.answer({"area_m2", "", "", "10020", ""}) == "agrees");  // planar
  CHECK(s.answer({"area_m2", "", "", "10000", ""}) == "agrees");  // ellipsoidal
  CHECK(s.answer({"area_m2", "", "", "10010", ""}) == "differs");
}

TEST_CASE("of ground that meets ground no length is known: a claim of one is neither right nor wrong") {
  Scene s;
  auto said = s.answers({"length", "redline", "", "1.2", "km"}).at(0);
  CHECK(said.answer == "not_examined");
  CHECK(said.actual.empty());
  REQUIRE_FALSE(said.notes.empty());
  CHECK(said.notes[0].zh.find("未量穿越长度") != std::string::npos);
  s.facts.push_back(s.facts[0]);
  s.facts.back()["length_m"] = "1200";
  said = s.answers({"length", "redline", "", "1.2", "km"}).at(0);
  CHECK(said.answer == "not_examined");
  CHECK(said.actual == ">= 1.2");
  s.facts.erase(s.facts.begin());
  CHECK(s.answer({"length", "redline", "", "1.2", "km"}) == "agrees");
}

TEST_CASE("in a document claims are words with the unit of what was stated") {
  const Scene s;
  const auto words = [&](const std::vector<std::string>& cells, Lang lang) {
    return review::claim_words(s.answers(cells).at(0), lang);
  };
  const auto area = words({"area_m2", "redline", "HX-1", "1234", ""}, Lang::zh);
  CHECK(area.statement == "面积 生态保护红线：HX-1");
  CHECK(area.stated == "1234 m²");
  CHECK(area.found == "1234.5 m²");
  CHECK(words({"absent", "redline", "", "是", ""}, Lang::zh).statement == "不涉及生态保护红线");
  CHECK(words({"verdict", "", "", "有条件", ""}, Lang::zh).statement == "结论");
  CHECK(words({"area", "redline", "", "1.85", "亩"}, Lang::zh).found == "1.85175 亩");
}

TEST_CASE("zero is not what a small overlap rounds to") {
  const Scene s;
  CHECK(s.answer({"area_hm2", "redline", "", "0", ""}) == "differs");
  CHECK(s.answer({"absent", "redline", "", "", ""}) == "differs");
  Scene speck;
  speck.facts[0]["overlap_m2"] = "0";  // a hit that rounds to nothing
  CHECK(speck.answer({"area_m2", "redline", "", "0", ""}) == "differs");
  CHECK(s.answer({"area_hm2", "pbf", "", "0", ""}) == "agrees");
  CHECK(s.answer({"absent", "pbf", "", "", ""}) == "agrees");
}

TEST_CASE("nothing agrees where nobody looked") {
  for (const char* state : {"not_examined", "not_covered", "partly_covered"}) {
    CAPTURE(state);
    Scene s;
    s.project["layers"][2] = layer("pbf", state, 0.5);
    CHECK(s.answer({"absent", "pbf", "", "", ""}) == "not_examined");
    CHECK(s.answer({"area_m2", "pbf", "", "0", ""}) == "not_examined");
    CHECK(s.answer({"distance_m", "pbf", "", "500", ""}) == "not_examined");
  }
  Scene s;
  s.project["layers"][0] = layer("redline", "hit", 0.5);
  CHECK(s.answer({"area_m2", "redline", "", "1234.5", ""}) == "not_examined");  // more may lie in the rest
  CHECK(s.answer({"area_m2", "redline", "", "2000", ""}) == "not_examined");
  CHECK(s.answer({"area_m2", "redline", "", "1000", ""}) == "differs");  // at least 1234.5
  CHECK(s.answer({"absent", "ws", "", "", ""}) == "not_examined");       // no rule asked
  CHECK(s.answer({"absent", "other", "", "", ""}) == "not_examined");    // that data set did not answer
}

TEST_CASE("a project that was not read in full agrees with nothing about the whole of it") {
  Scene s;
  s.project["status"] = "partial";
  CHECK(s.answer({"absent", "pbf", "", "", ""}) == "not_examined");
  CHECK(s.answer({"area_m2", "", "", "10000", ""}) == "not_examined");
  CHECK(s.answer({"area_m2", "redline", "", "1234.5", ""}) == "not_examined");
  CHECK(s.answer({"unit_code", "", "", "ZH51180210001", ""}) == "agrees");  // that it is hit is certain
  s.project["status"] = "ok";
  s.project["parts"][0]["sized"] = false;
  CHECK(s.answer({"absent", "pbf", "", "", ""}) == "not_examined");
  CHECK(s.answer({"area_m2", "redline", "", "1234.5", ""}) == "not_examined");
  CHECK(s.answer({"unit_code", "", "", "ZH51180210002", ""}) ==
        "not_examined");  // on ground that nobody knows
}

TEST_CASE("withheld numbers and uncertain hits are not agreed with") {
  Scene s;
  s.project["layers"][0]["withheld"] = true;
  s.facts[0]["withheld"] = "true";
  CHECK(s.answer({"area_m2", "redline", "", "0", ""}) == "not_examined");
  CHECK(s.answer({"absent", "redline", "", "", ""}) == "differs");
  Scene t;
  t.facts[0]["certain"] = t.facts[1]["certain"] = "false";
  CHECK(t.answer({"area_m2", "redline", "", "1234.5", ""}) == "within_accuracy");
  CHECK(t.answer({"unit_code", "", "", "ZH51180210001", ""}) == "within_accuracy");
  t.project["layers"][2]["near_band"] = "boundary";
  CHECK(t.answer({"absent", "pbf", "", "", ""}) == "within_accuracy");
}

TEST_CASE("codes: the nearest right one is named; a hole in the units leaves it open") {
  Scene s;
  CHECK(s.answer({"unit_code", "", "", "ZH51180210002", ""}) == "wrong_code");
  s.project["layers"][1]["outside_share"] = 0.2;
  CHECK(s.answer({"unit_code", "", "", "ZH51180210002", ""}) == "not_examined");
}

TEST_CASE("distances: only what was searched") {
  Scene s;
  s.project["layers"][2]["nearest_m"] = 300.0;
  CHECK(s.answer({"distance_m", "pbf", "", "300", ""}) ==
        "not_examined");  // between it and the footprint nobody looked
  CHECK(s.answer({"distance_m", "pbf", "", "400", ""}) == "differs");  // something lies nearer
  s.project["layers"][2]["search_distance_m"] = 1000.0;
  CHECK(s.answer({"distance_m", "pbf", "", "300", ""}) == "agrees");
  CHECK(s.answer({"distance", "pbf", "", "0.3", "km"}) == "agrees");
  s.project["layers"][2]["examined_share"] = 0.9;
  CHECK(s.answer({"distance_m", "pbf", "", "300", ""}) == "not_examined");
  CHECK(s.answer({"distance_m", "redline", "", "0", ""}) == "agrees");
}

TEST_CASE("a verdict agrees only with both halves") {
  Scene s;
  CHECK(s.answer({"verdict", "", "", "有条件", ""}) == "differs");
  CHECK(s.answer({"verdict", "", "", "conditional/prohibited", ""}) == "agrees");
  s.project["worst_possible"] = "conditional";
  CHECK(s.answer({"verdict", "", "", "有条件", ""}) == "agrees");
}

TEST_CASE("units: those that no claim mentions are named, and that there may be more is said") {
  Scene s;
  s.facts.push_back(Scene::fact("zone_unit", "ZH51180220002", "5"));
  const std::vector<std::string> claim = {"unit_code", "", "", "ZH51180210001", ""};
  auto all = s.answers(claim);
  REQUIRE(all.size() == 2);
  CHECK(all[0].answer == "agrees");
  CHECK(all[1].answer == "missing_unit");
  CHECK(all[1].actual == "ZH51180220002");
  s.facts.pop_back();
  CHECK(s.answers(claim).size() == 1);
  s.project["layers"][1] = layer("zone_unit", "hit", 0.5);
  all = s.answers(claim);
  REQUIRE(all.size() == 2);
  CHECK(all[1].answer == "not_examined");
}

TEST_CASE("a number that is blank is no zero, unless it is withheld") {
  Scene s;
  s.facts[0]["overlap_m2"] = "";
  CHECK_THROWS_WITH(s.answer({"area_m2", "redline", "", "0", ""}), Catch::Contains("overlap_m2 is blank"));
  s.facts[0]["withheld"] = "true";
  CHECK(s.answer({"area_m2", "redline", "", "0", ""}) != "agrees");
}
