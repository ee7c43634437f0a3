// SPDX-License-Identifier: Apache-2.0
//
// Totals: everything is accounted for, numbers add up, and files that do not belong together are refused.
#include <catch2/catch.hpp>

#include "totals_scene.h"

using namespace zonegate;
using namespace zonegate::testing;

TEST_CASE("every project is in one county row and one outcome, whatever its state") {
  Scene s;
  s.projects = {project("A", "511802", 100.5, "prohibited"), project("B", "511802", 0.25),
                project("C", "511803", 10, "undetermined"), project("D", "511803", 5)};
  s.projects[3]["regions"] = {"511802", "511803", "511800", "510000"};  // in two counties
  s.projects.push_back(project("E", "511803", 0));
  s.projects[4]["status"] = "failed";
  s.projects[4]["regions"] = Json::array();
  s.alone();
  s.run["counts"] = {{"projects", 5}};
  const Json all = s.json();
  CHECK(all["projects"]["total"] == 5);
  CHECK(all["projects"]["recorded"] == 5);
  std::size_t sum = 0;
  for (const auto& n : all["projects"]["by_outcome"]) sum += n.get<std::size_t>();
  CHECK(sum == 5);
  CHECK(all["projects"]["by_outcome"]["not_read"] == 1);
  const Json county = s.table("county");
  REQUIRE(county["rows"].size() == 4);
  const Json& first = row(county, "counties", {"511802"});
  CHECK(first["projects"] == 2);
  CHECK(first["area_m2"]["value"] == 100.75);
  CHECK(first["prohibited"]["projects"] == 1);
  CHECK(first["prohibited"]["area_m2"]["value"] == 100.5);
  CHECK(first["shared"] == 1);  // D
  CHECK(row(county, "counties", {"511802", "511803"})["projects"] == 1);
  CHECK(row(county, "counties", {"?"})["not_read"]["projects"] == 1);
  CHECK(county["total"]["projects"] == 5);
  CHECK(county["total"]["area_m2"]["value"] == 115.75);
  CHECK(county["total"]["once_m2"]["value"] == 115.75);
}

TEST_CASE("pieces may be cut anywhere") {
  Scene s;
  s.projects = {project("A,\"x\"", "511802", 100), project("B", "511803", 7)};
  s.alone();
  s.facts +=
      "\"A,\"\"x\"\"\",1,permanent,zone_unit,u,1,40.01,40.01,overlap,true,false,\"code=ZH1;name=a\"\"b,"
      "\nc\"\n";
  const std::string whole = review::totals_json(*s.report());
  CHECK(Json::parse(whole)["tables"][2]["rows"][0]["name"] == "a\"b,\nc");
  for (const std::size_t piece : {1U, 2U, 7U, 64U}) {
    s.piece = piece;
    CHECK(review::totals_json(*s.report()) == whole);
  }
}

TEST_CASE("units, red lines and farmland add up, and withheld numbers stay withheld") {
  Scene s;
  s.projects = {project("A", "511802", 100, "prohibited"), project("B", "511802", 50),
                project("C", "511803", 20)};
  s.alone();
  s.facts += fact("A", "zone_unit", "ZH1", "60.5") + fact("A", "zone_unit", "ZH2", "39.5") +
             fact("A", "redline", "HX", "12.34") + fact("B", "zone_unit", "ZH1", "50") +
             fact("B", "pbf", "N-1", "1", "true") + fact("C", "zone_unit", "ZH2", "20", "false", "tunnel") +
             fact("C", "pbf", "N-2", "3");
  const Json units = s.table("unit");
  const Json& first = row(units, "code", "ZH1");
  CHECK(first["projects"] == 2);
  CHECK(first["area_m2"]["value"] == 110.5);
  CHECK(first["prohibited"]["area_m2"]["value"] == 60.5);
  CHECK(first["class"] == "2");
  const Json& second = row(units, "code", "ZH2");
  CHECK(second["area_m2"]["value"] == 39.5);  // the tunnel occupies nothing
  CHECK(second["projects"] == 2);
  CHECK(second["other"] == 1);
  CHECK(units["total"]["projects"] == 3);
  CHECK(units["total"]["area_m2"]["value"] == 150);
  CHECK(s.table("redline")["rows"][0]["area_m2"]["value"] == 12.34);
  const Json farmland = s.table("farmland");
  const Json& hidden = row(farmland, "counties", {"511802"});
  CHECK(hidden["projects"] == 1);
  CHECK(hidden["area_m2"]["withheld"] == true);
  CHECK(hidden["area_m2"]["value"].is_null());
  CHECK(hidden["net_m2"]["withheld"] == true);
  CHECK(hidden["allowed"]["area_m2"]["withheld"] == true);
  CHECK(hidden["once_m2"]["withheld"] == true);
  CHECK(farmland["total"]["area_m2"]["withheld"] == true);  // or the total less the other rows would tell it
  const std::string text = review::totals_text(*s.report({"farmland"}), Lang::zh);
  CHECK(text.find("不公开") != std::string::npos);
}

TEST_CASE("a project without geometry has no area that is known, and units by code alone have their row") {
  Scene s;
  s.projects = {project("A", "511802", 100, "prohibited"), project("B", "511802", 0, "undetermined"),
                project("C", "511802", 50)};
  s.projects[1]["parts"] = Json::array();
  s.projects[1]["status"] = "partial";
  const auto unit = [](const std::string& code, const std::string& source) {
    return Json{{"kind", "zone_unit"}, {"code", code},    {"name", "甲单元"},    {"class", "1"},
                {"source", source},    {"certain", true}, {"layer_id", nullptr}, {"contradicted", false}};
  };
  s.projects[1]["access"] = {{"units", {unit("ZH1", "official"), unit("ZH3", "official")}}};
  s.projects[2]["access"] = {{"units", {unit("ZH1", "both"), unit("ZH9", "measured")}}};
  s.projects[1]["layers"] = {{{"kind", "zone_unit"}, {"state", "hit"}, {"reason_code", "contradicted"}}};
  s.alone();
  s.facts += fact("A", "zone_unit", "ZH1", "100") + fact("C", "zone_unit", "ZH1", "50");
  const Json outcome = s.table("outcome"), county = s.table("county");
  CHECK(outcome["total"]["unsized"] == 1);
  CHECK(outcome["total"]["area_m2"]["value"] == 150);
  CHECK(county["rows"][0]["unsized"] == 1);
  for (const auto& table : {outcome, county})
    CHECK(table["notes"].dump().find("没有图形") != std::string::npos);
  const Json units = s.table("unit");
  REQUIRE(units["rows"].size() == 2);  // ZH9 is a near miss that nobody names
  const Json &both = row(units, "code", "ZH1"), &official = row(units, "code", "ZH3");
  CHECK(both["projects"] == 3);
  CHECK(both["unsized"] == 1);
  CHECK(both["area_m2"]["value"] == 150);
  CHECK(both["layer_id"] == "zone_unit");
  CHECK(official["projects"] == 1);
  CHECK(official["unsized"] == 1);
  CHECK(official["class"] == "1");
  CHECK(official["undetermined"]["projects"] == 1);
  CHECK(units["total"]["projects"] == 3);
  CHECK(units["total"]["unsized"] == 1);
  CHECK(units["notes"].dump().find("官方单元编码") != std::string::npos);
  CHECK(s.table("pollutant_unit")["rows"].size() == 2);
}

TEST_CASE("of overlapping parts of one project the sum of facts is an upper limit") {
  Scene s;
  s.projects = {project("A", "511802", 80)};
  s.projects[0]["parts"].push_back(s.projects[0]["parts"][0]);
  s.projects[0]["parts"][0]["area_ellipsoidal_m2"] = 50;
  s.projects[0]["parts"][1]["area_ellipsoidal_m2"] = 50;
  s.ground.examined = true;
  s.ground.projects = {{true, 80, 100}};
  s.facts += fact("A", "redline", "HX", "30") + fact("A", "redline", "HX", "25");
  const Json hit = s.table("redline")["rows"][0]["area_m2"];
  CHECK(hit["lo"] == 35);  // all 20 m2 that both parts claim may lie in it
  CHECK(hit["hi"] == 55);
}

TEST_CASE("files of other runs, and halves of files, are refused") {
  Scene good;
  good.projects = {project("A", "511802", 100), project("B", "511802", 50)};
  good.alone();
  good.facts += fact("A", "redline", "HX", "1");
  CHECK(refusal(good).empty());

  Scene s = good;
  s.run["counts"] = {{"projects", 3}};
  CHECK(refusal(s).find("run.json counts 3") != std::string::npos);
  s = good;
  s.projects[1]["project_id"] = "A";
  CHECK(refusal(s).find("twice") != std::string::npos);
  s = good;
  s.facts += fact("Z", "redline", "HX", "1");
  CHECK(refusal(s).find("line 3: project Z") != std::string::npos);
  s = good;
  s.facts += "B,1,permanent,redl";
  CHECK(refusal(s).find("cells") != std::string::npos);
  s = good;
  s.facts += "B,1,permanent,\"redl";
  CHECK(refusal(s).find("closing quote") != std::string::npos);
  s = good;
  s.facts += fact("B", "redline", "HX", "x");
  CHECK(refusal(s).find("no area") != std::string::npos);
  s = good;
  s.facts += fact("B", "redline", "HX", "");
  CHECK(refusal(s).find("line 3: overlap_m2 is blank") != std::string::npos);
  s = good;
  s.facts += fact("B", "redline", "HX", "", "true");  // withheld
  CHECK(refusal(s).empty());
  s = good;
  s.facts += fact("B", "redline", "HX", "1") + fact("A", "redline", "HX", "1");
  CHECK(refusal(s).find("follow one another") != std::string::npos);
  s = good;  // results say that B hits, and the facts of B are gone
  s.projects[1]["layers"] = {{{"kind", "redline"}, {"state", "hit"}, {"search_distance_m", 0}}};
  CHECK(refusal(s).find("nothing about redline of project B") != std::string::npos);
  s = good;
  s.facts = "project_id,part_id\n";
  CHECK(refusal(s).find("no column") != std::string::npos);
  s = good;
  s.facts = "";
  CHECK(refusal(s).find("no header") != std::string::npos);
  s = good;
  s.projects[0].erase("outcome");
  CHECK(refusal(s).find("line 1: it states no outcome") != std::string::npos);
  s = good;
  s.projects[0]["outcome"] = "fine";
  CHECK(refusal(s).find("is no outcome") != std::string::npos);
}

TEST_CASE("no projects, and footprints that could not be compared") {
  Scene none;
  none.ground.examined = true;
  const Json empty = none.json();
  CHECK(empty["projects"]["total"] == 0);
  CHECK(empty["tables"].size() == review::totals_tables().size());
  CHECK(!review::totals_text(*none.report(), Lang::en).empty());
  CHECK(!review::totals_html(*none.report(), "", Lang::zh).empty());

  Scene s;
  s.projects = {project("A", "511802", 100)};
  s.ground.why = {"没有", "there is none"};
  Json county = s.table("county");
  CHECK(county["rows"][0]["area_m2"]["value"] == 100);
  CHECK(county["rows"][0]["once_m2"]["value"].is_null());
  CHECK(s.json()["overlaps"]["examined"] == false);
  CHECK(s.json()["overlaps"]["reason"] == "there is none");
  s.ground = {};
  s.ground.examined = true;
  s.ground.projects = {{false, 100, 100}};
  CHECK(s.table("county")["rows"][0]["once_m2"]["value"].is_null());
  CHECK(s.json()["overlaps"]["not_compared"] == 1);
}

TEST_CASE("pollutants and bans: who adds what, and what the lists say") {
  Scene s;
  s.projects = {project("A", "511802", 100, "prohibited"), project("B", "511802", 50),
                project("C", "511802", 20)};
  s.projects[0]["attributes"] = {{"adds_pollutants", {"COD", "NH3-N"}}};
  s.projects[1]["attributes"] = {{"adds_pollutants", {"none"}}};
  const Json ban = {{"kind", "region_ban"},
                    {"layer_id", "bans"},
                    {"feature_id", "1"},
                    {"fields", {{"code", "511800"}, {"pollutant", "COD"}, {"document", "某文"}}}};
  s.projects[0]["findings"] = {{{"rule", "XX-02"},
                                {"outcome", "prohibited"},
                                {"worst_possible", "prohibited"},
                                {"certain", true},
                                {"measures", {{"ban", {{"layer", "region_ban"}, {"value", 1}}}}},
                                {"features", {ban}}}};
  s.projects[0]["layers"] = {{{"kind", "region_class"}, {"state", "hit"}}};
  s.projects[1]["layers"] = {{{"kind", "region_class"}, {"state", "clear"}, {"examined_share", 1}}};
  s.alone();
  s.facts +=
      "A,,permanent,region_ban,bans,1,0,0,none,true,false,code=511800;pollutant=化学需氧量\n"
      "A,,permanent,region_class,classes,1,0,0,none,true,false,attaining=false;code=511802\n" +
      fact("A", "zone_unit", "ZH1", "100");
  const Json table = s.table("pollutant");
  CHECK(table["rows"].size() == 4);  // COD, NH3-N, none, not stated
  const Json& cod = row(table, "pollutant", "COD");
  CHECK(cod["projects"] == 1);
  CHECK(cod["ban_hit"] == 1);
  CHECK(cod["ban_names"] == 1);
  CHECK(cod["targets_missed"] == 1);
  CHECK(row(table, "pollutant", "NH3-N")["ban_names"] == 0);
  CHECK(row(table, "pollutant", "none")["targets_not_missed"] == 1);
  CHECK(row(table, "pollutant", "?")["targets_no_list"] == 1);
  CHECK(table["total"]["projects"] == 3);
  CHECK(row(s.table("pollutant_unit"), "pollutant", "COD")["code"] == "ZH1");
  const Json bans = s.table("ban");
  REQUIRE(bans["rows"].size() == 1);
  CHECK(bans["rows"][0]["project_id"] == "A");
  CHECK(bans["rows"][0]["pollutant"] == "COD");
  CHECK(bans["rows"][0]["certain"] == true);
}

TEST_CASE("text that comes from data is escaped, and formulas are guarded") {
  Scene s;
  s.projects = {project("=1+1", "511802", 100), project("<b>", "511802", 50)};
  s.alone();
  s.ground.pairs = {{0, 1, true, "overlap", 20, 20, 0, 5}};
  s.ground.clusters = {{{0, 1}, 130, 130}};
  const auto report = s.report({"overlap"});
  CHECK(review::totals_html(*report, "", Lang::zh).find("<b>") == std::string::npos);
  const std::string csv = review::totals_csv(*report);
  CHECK(csv.find("'=1+1") != std::string::npos);
  CHECK(csv.find("project_a,name_a") != std::string::npos);
  CHECK(csv.find(",20.00,0.0020,0.03,0.2,0.4\n") != std::string::npos);
}
