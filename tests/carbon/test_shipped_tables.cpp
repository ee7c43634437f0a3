// SPDX-License-Identifier: Apache-2.0
// The tables under rules/factors: complete, of one soil depth, each row with source and status.
#include <catch2/catch.hpp>

#include "io/io.h"
#include "table_file.h"

using namespace zonegate;
using namespace zonegate::carbon;

namespace {
const std::string kRoot = ZONEGATE_SOURCE_DIR;
}

TEST_CASE("the shipped density table reads without a single issue") {
  std::vector<Issue> issues;
  const DensityTable t = read_densities(kRoot + "/rules/factors/landcover_density.csv", issues);
  for (const Issue& issue : issues) UNSCOPED_INFO(to_line(issue));
  CHECK(issues.empty());
  REQUIRE_FALSE(t.rows.empty());
  CHECK_FALSE(t.edition.empty());
  for (const auto& [code, d] : t.rows) {
    INFO("class " << code);
    CHECK_FALSE(d.source.empty());
    CHECK_FALSE(d.name.zh.empty());
    CHECK_FALSE(d.name.en.empty());
    const bool soil = d.by_pool[static_cast<std::size_t>(Pool::soil)].has_value();
    CHECK(d.soil_depth_cm == (soil ? std::optional<double>(30.0) : std::nullopt));
  }
}

TEST_CASE("it has a row for every class of the sample's legend") {
  std::vector<Issue> issues;
  const DensityTable t = read_densities(kRoot + "/rules/factors/landcover_density.csv", issues);
  const io::Table legend = io::read_table(kRoot + "/layers/demo-yaan/landcover_legend.csv");
  REQUIRE_FALSE(legend.rows.empty());
  for (const auto& row : legend.rows) {
    INFO(row.at("class"));
    REQUIRE(t.rows.contains(std::stoll(row.at("class"))));
    CHECK(t.rows.at(std::stoll(row.at("class"))).name.zh == row.at("name_zh"));
  }
}

TEST_CASE("the shipped loss table has every role") {
  std::vector<Issue> issues;
  const LossTable t = read_losses(kRoot + "/rules/factors/occupation_loss.csv", issues);
  CHECK(issues.empty());
  for (const char* word :
       {"permanent", "temporary", "camp", "spoil", "borrow", "reservoir", "tunnel", "span", "blasting"}) {
    INFO(word);
    const auto role = schema::parse_role(word);
    REQUIRE(role);
    REQUIRE(t.rows.contains(*role));
    CHECK_FALSE(t.rows.at(*role).source.empty());
    const bool takes = schema::role_class(*role) == schema::RoleClass::occupation;
    CHECK((t.rows.at(*role).fraction[0] > 0) == takes);
  }
}
