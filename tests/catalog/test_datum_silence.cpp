// SPDX-License-Identifier: Apache-2.0
//
// What the datum guard takes as evidence, and where it holds its tongue.
#include <catch2/catch.hpp>
#include <random>

#include "datum_ground.h"

using namespace zonegate;
using namespace zonegate::datum_ground;
using catalog::Status;

namespace {

const geom::LonLat kInside{103.05, 29.95};
catalog::Project with_units(catalog::Project project, const std::vector<std::string>& codes) {
  for (const auto& code : codes) project.units.push_back({code, "", "", "", "", "", "unit_codes", true});
  return project;
}

}  // namespace

TEST_CASE("a sound project: silence") {
  for (const char* crs : {"EPSG:4543", "EPSG:4522", "EPSG:4507"})
    for (const char* county : {"", "511802", "511800", "510000"}) {
      const auto p = examined(project(crs, written(crs, kInside), county));
      CHECK(said(p).empty());
      CHECK(p.status == Status::ok);
    }
  CHECK(said(examined(project("EPSG:4490", corners(kInside), "511802"))).empty());
  CHECK(said(examined(project("EPSG:4326", corners(kInside)))).empty());
}

TEST_CASE("a project over a border, or nearer to it than both are known: silence") {
  // Over the border to 名山区, which alone is named.
  CHECK(said(examined(project("EPSG:4490", corners({103.2, 29.95}, 0.02), "511802"))).empty());
  CHECK(said(examined(project("EPSG:4490", corners({103.2, 29.95}, 0.02), "511803"))).empty());
  // 4 m beyond the border, both known to 5 m.
  CHECK(said(examined(project("EPSG:4490", corners({103.2 + 0.0002 + 0.00004, 29.95}), "511802"))).empty());
  // Half of it where the admin layer ends.
  CHECK(said(examined(project("EPSG:4490", corners({102.9, 29.95}, 0.02), "511802"))).empty());
  CHECK(said(examined(project("EPSG:4490", corners({102.9, 29.95}, 0.02)))).empty());
}

TEST_CASE("nothing is read for what fits") {
  catalog::ProjectSet set;
  set.projects.push_back(project("EPSG:4490", corners(kInside), "511802"));
  set.projects.front().regions = {"510000", "511800", "511802"};
  catalog::LayerSet layers;
  layers.layers.push_back(counties());
  layers.layers.front().file = "no-such-file.geojson";
  catalog::examine_datum(set, layers, geom::Plane::equal_area());
  CHECK(set.projects.front().issues.empty());
}

TEST_CASE("without a code, in no county: a doubt, with every reading that lies in one") {
  const auto p = examined(project("EPSG:4543", written("EPSG:4544", kInside)));
  CHECK(said(p) ==
        "datum.doubtful: read as stated (EPSG:4543) 0 of 4 corners lie in a county of the admin "
        "layer; read as EPSG:4544 (3-degree zone 35, 105 E; the same numbers as 6-degree zone "
        "18, EPSG:4507): 4 of 4");
  CHECK(p.status == Status::ok);
  CHECK(said(examined(project("EPSG:4490", corners({95.0, 35.0})))) ==
        "datum.doubtful: read as stated (EPSG:4490) 0 of 4 corners lie in a county of the admin "
        "layer; no other reading of the numbers fits better");
}

TEST_CASE("the county stands in unit codes and in parcel codes") {
  CHECK(said(examined(with_units(project("EPSG:4490", corners({103.3, 29.95})), {"ZH51180210001"}))) ==
        "datum.contradicted: unit ZH51180210001 names 511802 雨城区, but read as stated (EPSG:4490) "
        "0 of 4 corners lie there; no other reading of the numbers fits better");
  auto parcel = project("EPSG:4490", corners({103.3, 29.95}));
  parcel.parts.front().part_id = "511802001001GB00012";
  CHECK(said(examined(parcel)) ==
        "datum.contradicted: parcel 511802001001GB00012 names 511802 雨城区, but read as stated "
        "(EPSG:4490) 0 of 4 corners lie there; no other reading of the numbers fits better");
  parcel.parts.front().part_id = "511899001001GB00012";  // no such county: the digits mean something else
  CHECK(said(examined(parcel)).empty());
  parcel.parts.front().part_id = "511802-012";  // no parcel's code
  CHECK(said(examined(parcel)).empty());
}

TEST_CASE("a code that the admin layer does not know") {
  const auto former = examined(project("EPSG:4490", corners(kInside), "511821"));
  CHECK(said(former) ==
        "datum.doubtful: the attribute county_code names 511821, but read as EPSG:4490 it lies in "
        "511802; the admin layer has no such code, so no other reading could be tried");
  CHECK(former.issues.back().severity == Severity::note);
  CHECK(former.status == Status::ok);
  CHECK(said(examined(project("EPSG:4490", corners(kInside), "513331"))) ==
        "datum.doubtful: the attribute county_code names 513331, but read as EPSG:4490 it lies in "
        "511802; the admin layer has no such code, so no other reading could be tried");
  const auto other = examined(project("EPSG:4490", corners(kInside), "530102"));
  CHECK(said(other) ==
        "datum.contradicted: the attribute county_code names 530102, but read as EPSG:4490 it lies in "
        "511802; the admin layer has no such code, so no other reading could be tried");
  CHECK(other.status == Status::partial);
}

TEST_CASE("units of the right county: told only where another reading lies in them") {
  const std::vector<catalog::Layer> both{counties(), units()};
  CHECK(said(examined(with_units(project("EPSG:4490", corners({103.0, 29.95})), {"ZH51180210001"}), both))
            .empty());
  // In the other unit, far from the one it names: a question of the list.
  CHECK(said(examined(with_units(project("EPSG:4490", corners({103.15, 29.95})), {"ZH51180210001"}), both))
            .empty());
  // As GCJ-02 it lies in the unit that it names.
  auto numbers = corners({103.0490, 29.95});
  for (auto& p : numbers) {
    const auto q = datum::gcj02_from_wgs84({p.x, p.y});
    p = {q.lon, q.lat};
  }
  const auto p = examined(with_units(project("EPSG:4490", numbers), {"ZH51180210001"}), both);
  CHECK(said(p) ==
        "datum.contradicted: unit_codes names ZH51180210001, but read as stated (EPSG:4490) 0 of "
        "4 corners lie there; read as GCJ-02: 4 of 4; read as BD-09: 4 of 4 (equal evidence)");
  CHECK(p.status == Status::partial);
}

TEST_CASE("one part in another system than the rest; a long line is none") {
  const auto join = [](catalog::Project a, const catalog::Project& b) {
    a.parts.insert(a.parts.end(), b.parts.begin(), b.parts.end());
    a.probes.insert(a.probes.end(), b.probes.begin(), b.probes.end());
    return a;
  };
  const auto home = project("EPSG:4543", written("EPSG:4543", kInside), "511802");
  const auto p = examined(join(home, project("EPSG:4543", written("EPSG:4544", {103.1, 29.9}))));
  CHECK(said(p) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, and read as stated "
        "(EPSG:4543) 4 of 8 corners lie there; the others lie far away; read as EPSG:4544 "
        "(3-degree zone 35, 105 E; the same numbers as 6-degree zone 18, EPSG:4507): 4 of 4");
  CHECK(p.status == Status::partial);
  auto line = home;
  for (int i = 1; i < 8; ++i)
    line = join(line, project("EPSG:4543", written("EPSG:4543", {103.05 + i * 0.4, 29.95})));
  CHECK(said(examined(line)).empty());
}

TEST_CASE(
    "an admin layer that lost a feature contradicts nobody, and one that keeps its counts to itself tells "
    "none") {
  auto secret = counties();
  secret.disclosure = catalog::Disclosure::yes_no;
  CHECK(said(examined(project("EPSG:4543", written("EPSG:4544", kInside), "511802"), {secret})) ==
        "datum.contradicted: the attribute county_code names 511802 雨城区, but read as stated "
        "(EPSG:4543) none of the corners lie there; read as EPSG:4544 (3-degree zone 35, 105 E; "
        "the same numbers as 6-degree zone 18, EPSG:4507): all");
  auto lost = layer("lost", "admin",
                    {square(R"("code":"511802","name":"雨城区")", 102.9, 29.8, 103.2, 30.1),
                     R"({"type":"Feature","properties":{"code":"511803"},"geometry":null})"});
  const auto p = examined(project("EPSG:4543", written("EPSG:4544", kInside), "511802"), {lost});
  CHECK(said(p) ==
        "datum.doubtful: the attribute county_code names 511802 雨城区, but read as stated (EPSG:4543) 0 "
        "of 4 corners lie there; read as EPSG:4544 (3-degree zone 35, 105 E; the same numbers as "
        "6-degree zone 18, EPSG:4507): 4 of 4; the admin layer lost a feature");
  CHECK(p.status == Status::ok);
}

TEST_CASE("without an admin layer in force, probes or a place on the earth nothing is asked") {
  const auto wrong = project("EPSG:4543", written("EPSG:4544", kInside), "511802");
  CHECK(said(examined(wrong, {})).empty());
  auto old = counties();
  old.valid_to = Date{2020, 1, 1};
  CHECK(said(examined(wrong, {old})).empty());
  auto bare = wrong;
  bare.probes.clear();
  CHECK(said(examined(bare)).empty());
  catalog::ProjectSet set;
  set.projects.push_back(wrong);
  catalog::LayerSet layers;
  layers.layers.push_back(counties());
  catalog::examine_datum(set, layers, geom::Plane::local());
  CHECK(set.projects.front().issues.empty());
}

TEST_CASE("whatever lies in the county that it names is left alone, in any system") {
  const unsigned seed = 38;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> lon(102.89, 103.51), lat(29.79, 30.11), side(0.0001, 0.3);
  const std::vector<std::string> systems{"EPSG:4543", "EPSG:4522", "EPSG:4544", "EPSG:4523", "EPSG:4507"};
  catalog::ProjectSet set;
  for (int i = 0; i < 300; ++i) {
    const std::string& crs = systems[static_cast<std::size_t>(i) % systems.size()];
    set.projects.push_back(project(crs, written(crs, {lon(random), lat(random)}, side(random))));
  }
  catalog::LayerSet layers;
  layers.layers.push_back(counties());
  const geom::Plane plane = geom::Plane::equal_area();
  catalog::locate(set, layers, plane);
  std::size_t placed = 0;
  for (auto& project :
       set.projects) {  // each names one of the counties that it meets, the last as good as the first
    if (project.regions.empty()) continue;
    ++placed;
    project.attributes["county_code"] = std::vector<std::string>{project.regions.back()};
  }
  catalog::examine_datum(set, layers, plane);
  for (const auto& project : set.projects)
    if (!project.regions.empty()) CHECK(said(project).empty());
  CHECK(placed > 250);
}
