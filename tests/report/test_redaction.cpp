// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "readers.h"
#include "report/redact.h"
#include "world.h"

using namespace zonegate;
using namespace zonegate::report;
using catalog::Disclosure;

namespace {

std::vector<std::string> outputs(const Run& run) {
  return {results_jsonl(run),  results_csv(run),    findings_csv(run), facts_csv(run),
          html(run, Lang::zh), html(run, Lang::en), run_json(run),     summary_table(run, Lang::zh),
          checklists_csv(run)};
}

// Every number about the red line, in the forms in which some output could print it.
const std::vector<std::string> kSecrets = {"41234",    "4.1235", "187.65",  "0.2512", "25.12",    "0.000123",
                                           "0.0123",   "41.875", "5118.25", "12.75",  "102.6240", "29.2324",
                                           "41275.31", "4.1275", "0.2517",  "25.17",  "122811.5"};

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) ++n;
  return n;
}

}  // namespace

TEST_CASE("the secrets are there when the layer is open, else the next test proves nothing") {
  const auto world = make_world(Disclosure::full);
  std::string all;
  for (const auto& text : outputs(world->run)) all += text;
  for (const auto& secret : kSecrets) {
    INFO(secret);
    CHECK(all.find(secret) != std::string::npos);
  }
}

TEST_CASE("yes_no gives no area, share, distance, width or margin in any output") {
  const auto world = make_world(Disclosure::yes_no);
  world->run.projects[0].verdict.headline.zh += "，相距 41.875 m";
  for (const auto& text : outputs(world->run)) {
    for (const auto& secret : kSecrets) {
      INFO(secret);
      CHECK(text.find(secret) == std::string::npos);
    }
  }
  const auto p = lines_of(results_jsonl(world->run))[0];
  const auto& finding = p["findings"][0];
  CHECK(finding["outcome"] == "prohibited");  // the answer itself stays
  CHECK(finding["measures"]["inside"]["withheld"] == true);
  CHECK(finding["measures"]["inside"]["value"].is_null());
  const auto& feature = finding["features"][0];
  for (const char* key : {"overlap_m2", "net_m2", "counted_m2", "share_part", "share_feature", "length_m",
                          "distance_m", "width_m", "margin_m"}) {
    INFO(key);
    CHECK(feature[key].is_null());
  }
  const auto& relief = p["relief"][0];
  CHECK(relief["withheld"] == true);
  CHECK(relief["outcome"] == "conditional");  // a verdict stays a verdict
  for (const char* key : {"give_up_m2", "share", "remaining_m2", "margin_m"}) CHECK(relief[key].is_null());
  CHECK(feature["withheld"] == true);
  CHECK(feature["fields"]["zone"] == "一般控制区");
  CHECK_FALSE(feature["fields"].contains("code"));
  CHECK(finding["trace"][1]["text"] == "inside > 0 (withheld)");
  CHECK(p["layers"][0]["state"] == "hit");
  CHECK(p["layers"][0]["nearest_m"].is_null());
  CHECK(p["silent"][1]["reason"] == "no branch holds");
}

TEST_CASE("which of the withheld features near by are near enough for a rule is not told") {
  const auto grounds = [](Disclosure disclosure, facts::Band band) {
    const auto world = make_world(disclosure);
    auto& project = world->run.projects[0];
    project.facts.features[project.verdict.findings[0].features.at(0)].band = band;
    return lines_of(results_jsonl(world->run))[0]["findings"][0]["features"][0]["grounds"];
  };
  CHECK(grounds(Disclosure::yes_no, facts::Band::none).is_null());
  CHECK(grounds(Disclosure::yes_no, facts::Band::overlap).is_boolean());
  CHECK(grounds(Disclosure::area, facts::Band::none).is_boolean());
}

TEST_CASE("other layers keep their numbers") {
  const auto world = make_world(Disclosure::yes_no);
  const auto p = lines_of(results_jsonl(world->run))[0];
  CHECK(p["findings"][1]["features"][0]["overlap_m2"] == 9876.54);
  CHECK(p["findings"][1]["measures"]["farmland"]["measured"] == 9876.54);
  CHECK(p["layers"][1]["nearest_m"] == 2345.68);
  CHECK(p["silent"][0]["reason"] == "no branch holds: core = 0");
  CHECK(p["carbon"]["loss_total_tc"] == 960.46);
}

TEST_CASE("area keeps numbers and loses geometry") {
  const auto world = make_world(Disclosure::area);
  CHECK(lines_of(results_jsonl(world->run))[0]["findings"][0]["measures"]["inside"]["value"] == 41234.57);
  const std::string open = html(make_world(Disclosure::full)->run, Lang::zh),
                    closed = html(world->run, Lang::zh);
  CHECK(count(open, "fill=\"url(#zg-p-redline)\"") > 0);
  CHECK(count(closed, "fill=\"url(#zg-p-redline)\"") == 0);
  CHECK(count(closed, "压占 RL-01</text>") == 0);
  CHECK(count(open, ">建议退让</text>") == 1);
  CHECK(count(closed, ">建议退让</text>") == 0);
  CHECK(lines_of(results_jsonl(world->run))[0]["relief"][0]["give_up_m2"] == 41275.31);
  CHECK(count(closed, "项目地块</text>") == 1);
  CHECK(closed.find("102.6240") == std::string::npos);
}

TEST_CASE("evidence whose layer is not named goes from the map as soon as anything is restricted") {
  const auto world = make_world(Disclosure::area);
  for (auto& shape : world->run.projects[0].map) {
    if (shape.kind == MapShape::Kind::crossing) shape.layer_kind.clear();
  }
  const auto shown = Redaction(world->run)(world->run.projects[0]);
  for (const auto& shape : shown->map) CHECK(shape.kind != MapShape::Kind::crossing);
}

TEST_CASE("a restricted land cover gives no carbon account") {
  const auto world = make_world();
  world->layers.layers.push_back(world->layers.layers[0]);
  world->layers.layers.back().kind = "landcover";
  world->layers.layers.back().disclosure = Disclosure::yes_no;
  const auto p = lines_of(results_jsonl(world->run))[0];
  CHECK(p["carbon"].is_null());
  CHECK(p["carbon_reason"].is_string());
}

TEST_CASE("a restricted forest layer gives no fee") {
  const auto world = make_world();
  const auto fee = [&] { return lines_of(results_jsonl(world->run))[0]["checklists"][0]["fee"]; };
  CHECK(fee()["total_cny"]["lo"] == 95679);
  CHECK(fee()["total_cny"]["hi"] == 191358);
  world->layers.layers.push_back(world->layers.layers[0]);
  world->layers.layers.back().kind = "forest";
  world->layers.layers.back().disclosure = Disclosure::yes_no;
  CHECK(fee()["total_cny"].is_null());
  CHECK(fee()["withheld"] == true);
  CHECK(fee()["rows"].empty());
  for (const auto& text : outputs(world->run)) CHECK(text.find("95679") == std::string::npos);
}

TEST_CASE("an answer joined from several data sets is restricted as a whole") {
  const auto world = make_world(Disclosure::yes_no);
  auto second = world->layers.layers[2];
  second.id = "yaan-redline-2";
  second.disclosure = Disclosure::full;
  world->layers.layers.push_back(second);
  auto& answer = world->run.projects[0].verdict.layers[0];
  answer.layer_id = "yaan-redline;yaan-redline-2";
  answer.nearest_m = 77.125;
  for (const auto& text : outputs(world->run)) CHECK(text.find("77.1") == std::string::npos);
  CHECK(lines_of(results_jsonl(world->run))[0]["layers"][0]["withheld"] == true);
}

TEST_CASE("without_numbers keeps ids, dates and articles") {
  CHECK(without_numbers("RL-01 第27条 2026-08-15") == "RL-01 第27条 2026-08-15");
  CHECK(without_numbers("gap 12.5 m") == "gap … m");
  CHECK(without_numbers("gap 12 m, HX-7") == "gap … m, HX-7");
  CHECK(without_numbers("12% of it") == "…% of it");
  CHECK(without_numbers("1e-07 and 35 hm2") == "… and … hm2");
  CHECK(without_numbers("").empty());
}
