// SPDX-License-Identifier: Apache-2.0
// Reading of density and loss tables: values, gaps and mistakes.
#include <catch2/catch.hpp>

#include "table_file.h"

using namespace zonegate;
using namespace zonegate::carbon;
using namespace zonegate::carbon::test;

namespace {
DensityTable densities(const std::string& text, std::vector<Issue>& issues) {
  const TableFile file(text);
  return read_densities(file.path(), issues);
}
LossTable losses(const std::string& text, std::vector<Issue>& issues) {
  const TableFile file(text);
  return read_losses(file.path(), issues);
}
}  // namespace

TEST_CASE("a good density table") {
  std::vector<Issue> issues;
  const DensityTable t = densities("\xef\xbb\xbf" + kDensityHead +
                                       "11,针叶林,needleleaf,54.05,15.7,4.3,22,88,30,某文献,seen,e1\n13,竹林,"
                                       "bamboo, 22.6 ,12.3,,0.6,88,30,某文献,unverified,e1\n",
                                   issues);
  CHECK(issues.empty());
  REQUIRE(t.rows.size() == 2);
  CHECK(t.edition == "e1");
  const Density& needle = t.rows.at(11);
  CHECK(needle.name.zh == "针叶林");
  CHECK(needle.name.en == "needleleaf");
  CHECK(needle.by_pool[0] == 54.05);
  CHECK(needle.by_pool[4] == 88.0);
  CHECK(needle.soil_depth_cm == 30.0);
  CHECK(needle.status == "seen");
  CHECK_FALSE(needle.dead_includes_litter);
  SECTION("a blank cell is no value, not zero") {
    CHECK_FALSE(t.rows.at(13).by_pool[static_cast<std::size_t>(Pool::dead)].has_value());
    CHECK(t.rows.at(13).by_pool[0] == 22.6);
  }
}

TEST_CASE("a table in the form of InVEST: no litter, no depth, no source") {
  std::vector<Issue> issues;
  const DensityTable t =
      densities("lucode,LULC_name,c_above,c_below,c_soil,c_dead\n1,forest,140,70,35,12\n", issues);
  REQUIRE(t.rows.size() == 1);
  CHECK(t.rows.at(1).dead_includes_litter);
  CHECK(t.rows.at(1).name.zh == "forest");
  CHECK(t.rows.at(1).by_pool[static_cast<std::size_t>(Pool::soil)] == 35.0);
  CHECK(t.rows.at(1).by_pool[static_cast<std::size_t>(Pool::dead)] == 12.0);
  CHECK(t.rows.at(1).status == "unverified");
  CHECK(codes(issues) == std::vector<std::string>{"factors.no_source", "factors.soil_depth_missing"});
}

TEST_CASE("each mistake of a density table names its line, and its row is left out") {
  std::vector<Issue> issues;
  const DensityTable t = densities(kDensityHead +
                                       "10,a,a,1,1,1,1,1,30,s,seen,e\n"     // 2 good
                                       "x,b,b,1,1,1,1,1,30,s,seen,e\n"      // 3 code
                                       "12,c,c,one,1,1,1,1,30,s,seen,e\n"   // 4 number
                                       "13,d,d,-1,1,1,1,1,30,s,seen,e\n"    // 5 negative
                                       "14,e,e,9999,1,1,1,1,30,s,seen,e\n"  // 6 unit
                                       "10,f,f,1,1,1,1,1,30,s,seen,e\n"     // 7 twice
                                       "15,g,g,1,1,1,1,1,30,s,maybe,e\n"    // 8 status
                                       "16.5,h,h,1,1,1,1,1,30,s,seen,e\n"   // 9 code
                                       "17,i,i,1,1,1,1,1,0,s,seen,e\n",     // 10 depth
                                   issues);
  CHECK(t.rows.size() == 1);
  REQUIRE(issues.size() == 8);
  for (std::size_t i = 0; i < issues.size(); ++i) {
    INFO(issues[i].message);
    CHECK(issues[i].code == "factors.row_wrong");
    CHECK(issues[i].severity == Severity::error);
    CHECK_FALSE(issues[i].file.empty());
    CHECK(issues[i].message.find("line " + std::to_string(i + 3) + ":") == 0);
  }
}

TEST_CASE("a density table without a needed column gives no densities") {
  std::vector<Issue> issues;
  const DensityTable t = densities("lucode,c_above,c_below,c_dead\n1,2,3,4\n", issues);
  CHECK(t.rows.empty());
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].code == "factors.column_missing");
  CHECK(issues[0].message.find("c_soil") != std::string::npos);
}

TEST_CASE("a table that is not there stops the run with its name") {
  std::vector<Issue> issues;
  try {
    read_densities("/nowhere/density.csv", issues);
    FAIL("no error");
  } catch (const Error& e) {
    CHECK(e.kind() == ErrorKind::input);
    CHECK(std::string(e.what()).find("density.csv") != std::string::npos);
  }
}

TEST_CASE("a good loss table, roles in both languages") {
  std::vector<Issue> issues;
  const LossTable t =
      losses(kLossHead + "permanent,1,1,1,1,0.2,s,seen\n临时,1,1,1,1,0,s,unverified\n", issues);
  CHECK(issues.empty());
  REQUIRE(t.rows.size() == 2);
  CHECK(t.rows.at(schema::Role::permanent).fraction == std::array<double, 5>{1, 1, 1, 1, 0.2});
  CHECK(t.rows.at(schema::Role::temporary).status == "unverified");
}

TEST_CASE("each mistake of a loss table names its line") {
  std::vector<Issue> issues;
  const LossTable t = losses(kLossHead +
                                 "permanent,1,1,1,1,0.2,s,seen\n"
                                 "garden,1,1,1,1,0.2,s,seen\n"     // 3 role
                                 "temporary,1,1,1,1,1.2,s,seen\n"  // 4 share over 1
                                 "camp,1,,1,1,0.2,s,seen\n"        // 5 empty share is not zero
                                 "permanent,0,0,0,0,0,s,seen\n",   // 6 twice
                             issues);
  CHECK(t.rows.size() == 1);
  CHECK(t.rows.at(schema::Role::permanent).fraction[0] == 1.0);
  REQUIRE(issues.size() == 4);
  for (std::size_t i = 0; i < issues.size(); ++i) {
    CHECK(issues[i].message.find("line " + std::to_string(i + 3) + ":") == 0);
  }
}
