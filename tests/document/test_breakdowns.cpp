// SPDX-License-Identifier: Apache-2.0
//
// Parts of a project, and projects of a batch by county.
#include <catch2/catch.hpp>

#include "document/maker.h"
#include "world.h"

using namespace zonegate;
using namespace zonegate::document;

TEST_CASE("pictures of a batch count a project in each of its counties, and what is not known is no 0") {
  const World w;
  const auto project = [](const char* id, const char* outcome, std::vector<std::string> regions, Json net) {
    return Json{
        {"project_id", id},
        {"outcome", outcome},
        {"regions", std::move(regions)},
        {"area_ellipsoidal_m2", 10000.5},
        {"carbon_impact",
         {{"runs",
           Json::array(
               {{{"scenario", "s"}, {"net_is", "exact"}, {"figures", {{"net_tc", std::move(net)}}}}})}}}};
  };
  BatchCounts counts;
  counts.add(project("A", "prohibited", {"510000", "511800", "511802", "511823"}, -7.5));
  counts.add(project("B", "allowed", {"510000", "511800", "511802"}, nullptr));
  REQUIRE(counts.counties.size() == 2);
  const auto& first = counts.counties.at("511802");
  CHECK(first.outcomes == std::array<Ids, 5>{Ids{"A"}, {}, {}, {}, {"B"}});
  CHECK(first.area[0].steps == 1000050);
  CHECK(first.net.steps == -7500);
  CHECK(first.without_net == Ids{"B"});
  Document out;
  add_batch_pictures(out, w.c, counts);
  REQUIRE(out.pictures.size() == 3);  // no control units are known
  CHECK(out.pictures[1].drawing.svg.find(">2.00<") != std::string::npos);
  CHECK(out.pictures[2].id == "batch_carbon");
  CHECK(out.pictures[2].notes[1].find("未知而未计入") == 0);
  add_batch_tables(out, w.c, counts);
  REQUIRE(out.tables.size() == 3);
  const auto& counties = out.tables[0].rows;  // 511802: prohibited, allowed, total; 511823: prohibited, total
  REQUIRE(counties.size() == 5);
  CHECK(counties[2].total);
  CHECK(counties[2].cells[2].text == "2");
  CHECK(counties[2].cells[4].from.size() == 2);
  CHECK(counties[4].cells[2].from == std::vector<std::string>{"A:/outcome"});
  CHECK(out.tables[1].rows[0].cells[1].text == "-7.50");
  CHECK(out.tables[1].rows[0].cells[4].text == "1");
  CHECK(out.tables[2].rows.empty());
}

TEST_CASE(
    "parts of the project stand with role, area, length and years, and add up where none lies on another") {
  World w;
  const auto part = [](const char* id, const char* role, double m2, bool sized) {
    return Json{{"part_id", id},  {"role", role},  {"role_zh", role},    {"area_ellipsoidal_m2", m2},
                {"sized", sized}, {"length_m", 0}, {"start_year", 2027}, {"end_year", nullptr}};
  };
  w.project["parts"] = Json::array({part("1", "permanent", 10000.33, true), part("2", "camp", 10000.33, true),
                                    part("3", "spoil", 10000.34, true), part("4", "tunnel", 500, true),
                                    part("5", "permanent", 0, false)});
  w.project["area_ellipsoidal_m2"] = 30001.0;
  Table table = composition_table(w.c);
  REQUIRE(table.rows.size() == 6);
  CHECK(table.rows[5].cells[2].text == "3.0001");
  CHECK(table.rows[0].cells[2].text == "1.0000");
  CHECK(table.rows[2].cells[2].text == "1.0001");  // the largest remainder
  CHECK(table.rows[3].cells[7].text == "不计入");
  CHECK(table.rows[4].cells[2].text == "未知");
  CHECK(table.rows[0].cells[4].text.empty());
  CHECK(table.rows[0].cells[5].text == "2027");
  CHECK(table.rows[0].cells[6].text.empty());
  CHECK(table.notes.size() == 2);
  w.project["area_ellipsoidal_m2"] = 20000.0;  // one lies on another
  table = composition_table(w.c);
  CHECK(table.rows[5].cells[2].text == "2.0000");
  CHECK(table.rows[2].cells[2].text == "1.0000");
  CHECK(table.notes[0].find("重叠处只计一次") != std::string::npos);
}
