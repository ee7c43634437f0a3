// SPDX-License-Identifier: Apache-2.0
//
// A rule over a raster (SW-01, slopes above 25 degrees) from file to finding: what was not seen is never a pass.
#include <catch2/catch.hpp>
#include <filesystem>

#include "../zonal/raster_file.h"
#include "world.h"

using namespace zonegate;
using testing::World;
using zonal::test::RasterFile;
using zonal::test::RasterSpec;

namespace {

// A manifest names files of its own folder: a link there leads to the raster.
std::string linked(const testing::TempFolder& folder, const std::string& file) {
  const std::string name = std::filesystem::path(file).filename().string();
  std::filesystem::create_symlink(file, folder / ("layers/" + name));
  return name;
}

const std::string kFarm =
    R"("project_id":"P","name":"农场","project_type":"farming","industry":"A0111","activity":"new","discharges":false)";

// 4 x 4 cells of 0.0005 degrees around the project (103.0..103.001, 30.0..30.001): the project covers the four in the middle.
RasterSpec around(std::vector<double> middle) {
  RasterSpec spec;
  spec.columns = 4, spec.rows = 4, spec.origin_x = 102.9995, spec.origin_y = 30.0015, spec.cell = 0.0005;
  spec.nodata = -1;
  spec.values.assign(16, 10);
  spec.values[5] = middle[0], spec.values[6] = middle[1], spec.values[9] = middle[2],
  spec.values[10] = middle[3];
  return spec;
}

struct Answer {
  std::unique_ptr<app::Screening> screening;
  const verdict::Finding* finding = nullptr;
  std::string silent;
  const facts::LayerAnswer* layer = nullptr;
};

Answer screened(const std::string& file, const std::string& extra = "coverage: [102, 29, 104, 31]\n",
                const std::string& geometry = "") {
  World w;
  w.properties = kFarm;
  if (!geometry.empty()) w.geometry = geometry;
  const testing::TempFolder folder;
  const auto options = w.write(folder);
  if (!file.empty()) {
    testing::write_text(folder / "layers/slope.yaml", "id: slope\nkind: slope\ntitle: 坡度 测试\nfile: " +
                                                          linked(folder, file) + "\n" + extra);
  }
  Answer out;
  out.screening = app::screen(options);
  const auto& verdict = out.screening->run.projects[0].verdict;
  for (const auto& f : verdict.findings)
    if (f.rule == "SW-01") out.finding = &f;
  for (const auto& s : verdict.silent)
    if (s.rule == "SW-01") out.silent = s.reason;
  for (const auto& l : verdict.layers)
    if (l.kind == "slope") out.layer = &l;
  return out;
}

}  // namespace

TEST_CASE("steep cells are measured, gentle ones leave the rule silent") {
  const RasterFile steep(around({40, 10, 10, 10}));
  const auto hit = screened(steep.path());
  REQUIRE(hit.finding);
  CHECK(hit.finding->outcome == Outcome::prohibited);
  const auto& measure = hit.finding->measures[0];
  CHECK(measure.value.exact());
  const double whole = hit.screening->run.projects[0].facts.area_ellipsoidal_m2;
  CHECK(measure.value.lo == Approx(whole / 4).epsilon(1e-4));
  REQUIRE(hit.layer);
  CHECK(hit.layer->state == facts::LayerState::hit);
  CHECK(hit.layer->examined_share == 1);
  const RasterFile gentle(around({25, 24, 10, 0}));
  const auto clear = screened(gentle.path());
  CHECK_FALSE(clear.finding);
  CHECK(clear.silent == "no branch holds: steep = 0");
  CHECK(clear.layer->state == facts::LayerState::clear);
}

TEST_CASE("cells without a value open the measure by their area") {
  const RasterFile holes(around({40, -1, -1, 10}));
  const auto a = screened(holes.path());
  REQUIRE(a.finding);
  CHECK(a.finding->outcome == Outcome::prohibited);
  const auto& m = a.finding->measures[0];
  CHECK(m.value.hi == Approx(3 * m.value.lo).epsilon(1e-4));
  CHECK(m.examined_share == Approx(0.5).epsilon(1e-4));
  CHECK(m.reason.find("cells without a value") != std::string::npos);
  const RasterFile nothing(around({10, -1, 10, 10}));
  const auto b = screened(nothing.path());
  REQUIRE(b.finding);
  CHECK(b.finding->outcome == Outcome::undetermined);
  CHECK(b.finding->worst_possible == Outcome::prohibited);
  CHECK(b.finding->unknown == std::vector<std::string>{"layer:slope"});
  CHECK(b.layer->state == facts::LayerState::partly_covered);
}

TEST_CASE("a raster that cannot be read, declares no coverage or lies elsewhere was not examined") {
  const RasterFile gentle(around({1, 1, 1, 1}));
  RasterSpec elsewhere = around({1, 1, 1, 1});
  elsewhere.origin_x += 1;
  const RasterFile away(elsewhere);
  for (const auto& [file, extra] : std::vector<std::pair<std::string, std::string>>{
           {"/no/such/file.tif", "coverage: [102, 29, 104, 31]\n"},
           {gentle.path(), ""},
           {gentle.path(), "coverage: [102, 29, 103, 31]\n"},
           {away.path(), "coverage: [102, 29, 104, 31]\n"},
           {gentle.path(), "coverage: [102, 29, 104, 31]\nvalid_to: 2026-01-01\n"}}) {
    const auto a = screened(file, extra);
    INFO(file << " " << extra);
    REQUIRE(a.finding);
    CHECK(a.finding->outcome == Outcome::undetermined);
    CHECK(a.finding->worst_possible == Outcome::prohibited);
    REQUIRE(a.layer);
    CHECK(a.layer->examined_share == 0);
    CHECK(a.layer->state != facts::LayerState::clear);
    CHECK_FALSE(a.layer->reason.empty());
  }
  const auto none = screened("");  // nobody supplied one: said beside the verdict, as for other kinds
  CHECK_FALSE(none.finding);
  CHECK(none.silent == "not supplied: slope");
}

TEST_CASE("half of the footprint beyond the declared coverage is open") {
  const RasterFile gentle(around({1, 1, 1, 1}));
  const auto a = screened(gentle.path(), "coverage: [102, 29, 103.0005, 31]\n");
  REQUIRE(a.finding);
  CHECK(a.finding->measures[0].examined_share == Approx(0.5).epsilon(1e-4));
  CHECK(a.finding->measures[0].value.lo == 0);
}

TEST_CASE("slopes in percent are compared in degrees") {
  const std::string covered = "coverage: [102, 29, 104, 31]\n";
  const RasterFile percent(around({40, 46, 10, 10}));  // 21.8 and 24.7 degrees
  CHECK_FALSE(screened(percent.path(), covered + "unit: percent\n").finding);
  CHECK(screened(percent.path(), covered + "unit: degree\n").finding);
  const RasterFile steeper(around({47, 1, 1, 1}));  // 25.2 degrees
  CHECK(screened(steeper.path(), covered + "unit: percent\n").finding);
  CHECK_THROWS_AS(screened(percent.path(), covered + "unit: radian\n"), Error);
}

TEST_CASE("slopes that look like radians are told, and settle nothing where nobody stated the unit") {
  const std::string covered = "coverage: [102, 29, 104, 31]\n";
  const auto doubted = [](const Answer& a) {
    const auto& issues = a.screening->run.projects[0].issues;
    return std::count_if(issues.begin(), issues.end(),
                         [](const Issue& i) { return i.code == "raster.unit_doubtful"; });
  };
  RasterSpec spec = around({0.6, 0.2, 0.1, 0.1});  // 34 degrees, 11, 6
  for (double& value : spec.values) value = std::min(value, 0.3);
  spec.values[5] = 0.6;
  const RasterFile radians(spec);
  const auto open = screened(radians.path(), covered);
  REQUIRE(open.finding);  // read as degrees nothing here would be steep
  CHECK(open.finding->outcome == Outcome::undetermined);
  CHECK(open.finding->worst_possible == Outcome::prohibited);
  CHECK(open.finding->measures[0].reason.find("look like radians") != std::string::npos);
  CHECK(doubted(open) == 1);
  const auto said = screened(radians.path(), covered + "unit: degree\n");
  CHECK_FALSE(said.finding);
  CHECK(doubted(said) == 1);
  CHECK(doubted(screened(radians.path(), covered + "unit: percent\n")) == 1);  // fractions
  const RasterFile plain(around({0.6, 0.2, 0.1, 0.1}));                        // 10 degrees around it
  const auto clear = screened(plain.path(), covered);
  CHECK_FALSE(clear.finding);
  CHECK(doubted(clear) == 0);
  const RasterFile percent(around({120, 10, 10, 10}));
  CHECK(doubted(screened(percent.path(), covered)) == 1);
  CHECK(doubted(screened(percent.path(), covered + "unit: percent\n")) == 0);
}

TEST_CASE("cells all over a large raster are looked at for its unit") {
  RasterSpec spec;
  spec.columns = 600, spec.rows = 520, spec.origin_x = 102.9, spec.origin_y = 30.1, spec.cell = 0.0005;
  spec.nodata = -1;
  spec.values.assign(600 * 520, 1.5);
  const std::string covered = "coverage: [102, 29, 104, 31]\n";
  const RasterFile flat(spec);
  REQUIRE(screened(flat.path(), covered).finding);
  for (std::size_t i = 300 * 600; i < spec.values.size(); ++i) spec.values[i] = 20;
  const RasterFile hills(spec);
  CHECK_FALSE(screened(hills.path(), covered).finding);
}

TEST_CASE("a bare point says nothing of slopes") {
  const RasterFile gentle(around({1, 1, 1, 1}));
  const auto a = screened(gentle.path(), "coverage: [102, 29, 104, 31]\n",
                          R"({"type":"Point","coordinates":[103.0003,30.0003]})");
  REQUIRE(a.finding);
  CHECK(a.finding->outcome == Outcome::undetermined);
  CHECK(a.layer->state != facts::LayerState::clear);
}

TEST_CASE("two data sets for one day: what both allow") {
  const RasterFile one(around({40, -1, 10, 10})), two(around({40, 10, -1, 10}));
  World w;
  w.properties = kFarm;
  const testing::TempFolder folder;
  const auto options = w.write(folder);
  for (const auto& [id, file] : std::map<std::string, std::string>{{"a", one.path()}, {"b", two.path()}}) {
    testing::write_text(folder / ("layers/slope_" + id + ".yaml"),
                        "id: slope_" + id + "\nkind: slope\ntitle: 坡度 测试\nfile: " + linked(folder, file) +
                            "\ncoverage: [102, 29, 104, 31]\n");
  }
  const auto s = app::screen(options);
  for (const auto& f : s->run.projects[0].verdict.findings) {
    if (f.rule != "SW-01") continue;
    CHECK(f.outcome == Outcome::prohibited);
    CHECK(f.measures[0].value.lo > 0);
    CHECK(f.measures[0].value.hi == Approx(2 * f.measures[0].value.lo).epsilon(1e-4));
  }
}
