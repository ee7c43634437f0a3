// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "readers.h"
#include "report/text.h"
#include "world.h"

using namespace zonegate;
using namespace zonegate::report;

namespace {

std::string at(const std::vector<std::vector<std::string>>& rows, std::size_t row,
               const std::string& column) {
  const auto found = std::find(rows[0].begin(), rows[0].end(), column);
  REQUIRE(found != rows[0].end());
  return rows.at(row).at(static_cast<std::size_t>(found - rows[0].begin()));
}

std::vector<std::vector<std::string>> parsed(const std::string& text) {
  REQUIRE(text.starts_with("\xEF\xBB\xBF"));
  REQUIRE(text.find('\r') == std::string::npos);
  auto rows = read_csv(text.substr(3));
  for (const auto& row : rows) REQUIRE(row.size() == rows[0].size());
  return rows;
}

}  // namespace

TEST_CASE("results.csv: a row a project, the JSON's numbers, lists joined") {
  const auto world = make_world();
  const auto rows = parsed(results_csv(world->run));
  REQUIRE(rows.size() == 4);
  const auto json = lines_of(results_jsonl(world->run));
  CHECK(at(rows, 1, "project_id") == "P01");
  CHECK(at(rows, 1, "regions") == "510000;511800;511825");
  CHECK(at(rows, 1, "parts") == "A-1;A-2;A-3");
  CHECK(at(rows, 1, "layers") == "redline=hit;pa=clear;pbf=partly_covered");
  CHECK(at(rows, 1, "findings") == "RL-01=prohibited;FM-01=undetermined");
  CHECK(std::stod(at(rows, 1, "area_ellipsoidal_m2")) == json[0]["area_ellipsoidal_m2"].get<double>());
  CHECK(at(rows, 1, "carbon_loss_total_tc") == "960.46");
  CHECK(at(rows, 2, "carbon_loss_total_tc").empty());
}

TEST_CASE("a spreadsheet gets no formula") {
  const auto world = make_world();
  const auto rows = parsed(results_csv(world->run));
  CHECK(at(rows, 3, "project_id") == "'=cmd|' /C calc'!A0");
  const auto facts = parsed(facts_csv(world->run));
  REQUIRE(facts.size() == 3);
  CHECK(at(facts, 2, "feature_id") == "'=2+3");
  for (const char* lead : {"=", "+", "-", "@", "\t", "\r"}) {
    world->projects[0].name = std::string(lead) + "1";
    CHECK(results_csv(world->run).find("'" + world->projects[0].name) != std::string::npos);
  }
  for (const auto& row : facts) {  // nothing that a spreadsheet would run, except our own negative numbers
    for (const auto& cell : row)
      CHECK((cell.empty() || std::string("=+@\t\r").find(cell[0]) == std::string::npos));
  }
}

TEST_CASE("numbers of tables keep their sign") {
  const auto world = make_world();
  world->run.projects[0].facts.features[0].margin_m = -3.25;
  CHECK(at(parsed(facts_csv(world->run)), 1, "margin_m") == "-3.25");
}

TEST_CASE("findings.csv and facts.csv") {
  const auto world = make_world();
  const auto findings = parsed(findings_csv(world->run));
  REQUIRE(findings.size() == 3);
  CHECK(at(findings, 1, "measures") == "inside=41234.57 m2");
  CHECK(at(findings, 2, "measures") == "farmland=0..? m2");
  CHECK(at(findings, 1, "features") == "yaan-redline:HX-7");
  CHECK(at(findings, 1, "verified") == "true");
  const auto facts = parsed(facts_csv(world->run));
  CHECK(at(facts, 1, "overlap_m2") == "41234.57");
  CHECK(at(facts, 1, "fields") == "code=5118.25;name=二郎山片区;zone=一般控制区");
  CHECK(at(facts, 2, "band") == "boundary");
}

TEST_CASE("quotes, commas and line breaks survive") {
  const auto world = make_world();
  world->projects[0].name = "a \"b\", c\nd";
  CHECK(at(parsed(results_csv(world->run)), 1, "name") == "a \"b\", c\nd");
}

TEST_CASE("checklists.csv has a row for each item, tier and row of a fee, and the total") {
  const auto world = make_world();
  const auto rows = parsed(checklists_csv(world->run));
  REQUIRE(rows.size() == 5);
  CHECK(at(rows, 1, "part") == "item");
  CHECK(at(rows, 1, "state_zh") == "涉及");
  CHECK(at(rows, 1, "facts") == "inside=41234.57 m2");
  CHECK(at(rows, 2, "part") == "tier");
  CHECK(at(rows, 2, "state") == "certain");
  CHECK(at(rows, 3, "area_m2") == "7654.32");
  CHECK(at(rows, 3, "multiplier") == "1..2");
  CHECK(at(rows, 3, "cny") == "95679..191358");
  CHECK(at(rows, 3, "evidence") == "'=某财1号");
  CHECK(at(rows, 4, "id") == "total");
  CHECK(at(rows, 4, "asks") == "commercial");
}
