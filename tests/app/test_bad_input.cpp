// SPDX-License-Identifier: Apache-2.0
//
// Bad input, from the library's side: what stops a run says file and remedy; what does not stop it is a row with a status.
#include <catch2/catch.hpp>
#include <cmath>

#include "world.h"

using namespace zonegate;
using testing::TempFolder;
using testing::World;
using testing::write_text;

namespace {

std::string failure(const app::ScreenOptions& options, ErrorKind kind) {
  try {
    app::screen(options);
  } catch (const Error& error) {
    CHECK(error.kind() == kind);
    return std::string(error.what()) + " | " + error.hint();
  }
  FAIL("no error came");
  return {};
}

bool has_issue(const std::vector<Issue>& issues, const std::string& code) {
  return std::any_of(issues.begin(), issues.end(), [&](const Issue& i) { return i.code == code; });
}

}  // namespace

TEST_CASE("a missing project file is named") {
  const TempFolder folder;
  auto options = World().write(folder);
  options.projects = {folder / "nowhere.geojson"};
  const auto text = failure(options, ErrorKind::input);
  CHECK(text.find("nowhere.geojson") != std::string::npos);
}

TEST_CASE("a project file without a reference system names the file and the remedy") {
  const TempFolder folder;
  auto options = World().write(folder);
  write_text(folder / "plain.csv", "project_id,WKT\nP,\"POLYGON((0 0,1 0,1 1,0 0))\"\n");
  options.projects = {folder / "plain.csv"};
  const auto text = failure(options, ErrorKind::input);
  CHECK(text.find("plain.csv") != std::string::npos);
  CHECK(text.find("--crs") != std::string::npos);
}

TEST_CASE("a folder without project files is refused") {
  const TempFolder folder;
  auto options = World().write(folder);
  write_text(folder / "empty/readme.txt", "nothing");
  options.projects = {folder / "empty"};
  failure(options, ErrorKind::input);
}

TEST_CASE("a bad row is a row with a status, and the batch goes on") {
  const TempFolder folder;
  World w;
  auto options = w.write(folder);
  write_text(
      folder / "projects.geojson",
      testing::collection(
          {testing::feature(w.geometry, w.properties),
           testing::feature("null", R"("project_id":"Q","name":"无图形")"),
           testing::feature(R"({"type":"Polygon","coordinates":[[[103,30],[103.001,30],[103,30]]]})",
                            R"("project_id":"R","name":"无面积")"),
           testing::feature(R"({"type":"Polygon","coordinates":[[[300,30],[301,30],[301,31],[300,30]]]})",
                            R"("project_id":"S","name":"越界")")}));
  const auto s = app::screen(options);
  REQUIRE(s->projects.rows_in == 4);
  REQUIRE(s->run.projects.size() == 4);
  CHECK(s->run.projects[0].project->status == catalog::Status::ok);
  for (std::size_t i = 1; i < 4; ++i) {
    CAPTURE(i, s->run.projects[i].project->status_reason);
    CHECK(s->run.projects[i].project->status == catalog::Status::failed);
    CHECK_FALSE(s->run.projects[i].project->status_reason.empty());
    CHECK(s->run.projects[i].verdict.worst_possible == Outcome::prohibited);
    CHECK(s->run.projects[i].verdict.outcome == Outcome::undetermined);
  }
}

TEST_CASE("a project with one lost part is partial and never a pass") {
  const TempFolder folder;
  World w;
  auto options = w.write(folder);
  write_text(folder / "projects.geojson", testing::collection({testing::feature(w.geometry, w.properties),
                                                               testing::feature("null", w.properties)}));
  const auto s = app::screen(options);
  REQUIRE(s->run.projects.size() == 1);
  CHECK(s->run.projects[0].project->status == catalog::Status::partial);
  CHECK(s->run.projects[0].verdict.worst_possible == Outcome::prohibited);
}

TEST_CASE(
    "a place that cannot be examined, or a size that cannot be drawn, is a row with a status and never a "
    "crash") {
  const TempFolder folder;
  World w;
  auto options = w.write(folder);
  const auto box = [](double west, double south, double east, double north, const std::string& id) {
    return testing::feature(testing::polygon(testing::rectangle(west, south, east, north)),
                            R"("project_id":")" + id + R"(","project_type":"pv")");
  };
  write_text(folder / "projects.geojson",
             testing::collection({box(100, 89.99, 101, 90, "pole"), box(100, 88, 101, 89, "near the pole"),
                                  box(100, -90, 100.1, -89.9, "south"), box(-180, -90, 180, 90, "world"),
                                  testing::feature(w.geometry, w.properties),
                                  testing::feature(R"({"type":"Point","coordinates":[103,30]})",
                                                   R"("project_id":"huge","radius_m":1e7)")}));
  const auto s = app::screen(options);
  REQUIRE(s->run.projects.size() == 6);
  for (const auto& result : s->run.projects) {
    CAPTURE(result.project->project_id, result.verdict.headline.zh);
    const bool good = result.project->project_id == "P";
    CHECK((result.verdict.worst_possible == Outcome::allowed) == good);
  }
}

TEST_CASE("an absurd coverage accuracy leaves the layer not examined") {
  World w;
  w.layers["redline"].extra = "coverage_accuracy_m: 1e9\n";
  CHECK(w.screen()->run.projects[0].verdict.worst_possible == Outcome::prohibited);
}

TEST_CASE("a project file that lost a row passes none of its projects") {
  const TempFolder folder;
  World w;
  auto options = w.write(folder);
  write_text(folder / "projects.geojson",
             testing::collection({testing::feature(w.geometry, w.properties), "null"}));
  const auto s = app::screen(options);
  REQUIRE(s->run.projects.size() == 1);
  CHECK(s->run.projects[0].project->status == catalog::Status::partial);
  CHECK(s->run.projects[0].verdict.worst_possible == Outcome::prohibited);
}

TEST_CASE("an empty project file among others is an error that is counted, and an input of the run") {
  const TempFolder folder;
  auto options = World().write(folder);
  write_text(folder / "empty.geojson", testing::collection({}));
  options.projects.push_back(folder / "empty.geojson");
  const auto s = app::screen(options);
  CHECK(s->run.info.counts.at("empty_files") == 1);
  const auto at = std::find_if(s->run.issues.begin(), s->run.issues.end(),
                               [](const Issue& i) { return i.code == "project.file_empty"; });
  REQUIRE(at != s->run.issues.end());
  CHECK(at->severity == Severity::error);
  const auto& inputs = s->run.info.inputs;
  CHECK(std::any_of(inputs.begin(), inputs.end(), [](const report::InputFile& f) {
    return f.path.find("empty.geojson") != std::string::npos;
  }));
}

TEST_CASE("an accuracy that no footprint can have is unknown, and the default is taken") {
  for (const std::string accuracy : {"0", "-3", "1e9", "1001"}) {
    CAPTURE(accuracy);
    World w;
    w.properties += ",\"accuracy_m\":" + accuracy;
    const auto s = w.screen();
    CHECK(has_issue(s->run.projects[0].issues, "project.value_unreadable"));
    CHECK(s->run.projects[0].project->accuracy_m == 5);
  }
}

TEST_CASE("a layer accuracy that cannot be is a mistake of the manifest") {
  for (const std::string accuracy : {"-1", "1e9", ".nan"}) {
    CAPTURE(accuracy);
    const TempFolder folder;
    World w;
    const auto options = w.write(folder);
    write_text(folder / "layers/redline.yaml",
               "id: redline\nkind: redline\ntitle: t\nfile: redline.geojson\naccuracy_m: " + accuracy + "\n");
    CHECK(failure(options, ErrorKind::usage).find("redline.yaml:") != std::string::npos);
  }
}

TEST_CASE("a stated area that the drawn footprint does not have is said with both numbers") {
  // 0.001 degrees each way at 30 N: 96.486 m x 110.852 m on the ellipsoid = 1.0696 ha; 0.02 % more in the plane.
  struct Row {
    std::string stated;
    bool said;
    std::string hint;
  };
  const std::string other = "is a part missing";
  for (const auto& [stated, said, hint] :
       std::vector<Row>{{"1.07", false, ""},
                        {"1.12", true, other},
                        {"16.05", true, "it would agree in 亩 (15 are 1 ha)"},
                        {"10700", true, "it would agree in m2"},
                        {"0.0107", true, "it would agree in km2"},
                        {"0.107", true, other},
                        {"0", true, other}}) {
    CAPTURE(stated);
    World w;
    w.properties += ",\"stated_area_ha\":" + stated;
    const auto s = w.screen();
    const auto& issues = s->run.projects[0].issues;
    const auto at = std::find_if(issues.begin(), issues.end(),
                                 [](const Issue& i) { return i.code == "project.area_differs"; });
    CHECK((at != issues.end()) == said);
    if (at == issues.end()) continue;
    CHECK(at->message.find("1.069") != std::string::npos);
    CHECK(at->hint.find(hint) == 0);
  }
}

TEST_CASE("no size, amount or ratio is below nought") {
  for (const std::string key : {"stated_area_ha", "energy_tce", "capacity_mw", "capacity_swap_ratio"}) {
    CAPTURE(key);
    World w;
    w.properties += ",\"" + key + "\":-1.07";
    const auto s = w.screen();
    CHECK(has_issue(s->run.projects[0].issues, "project.value_unreadable"));
    CHECK_FALSE(s->run.projects[0].project->attributes.contains(key));
  }
}

TEST_CASE("the accuracy of a datum counts beside the stated one") {
  const TempFolder folder;
  World w;
  w.properties += R"(,"accuracy_m":3)";
  auto options = w.write(folder);
  const auto before = app::screen(options);  // GeoJSON is WGS 84: 1 m
  CHECK(before->run.projects[0].project->datum_accuracy_m == Approx(1));
  CHECK(before->run.info.layer_datums.at("redline") == Approx(1));
  const auto& facts = before->run.projects[0].facts.features;
  const auto at = std::find_if(facts.begin(), facts.end(),
                               [](const facts::FeatureFact& f) { return f.kind == "zone_unit"; });
  REQUIRE(at != facts.end());
  CHECK(at->accuracy_m == Approx(std::sqrt(9 + 1 + 4 + 1)));
  write_text(folder / "projects.geojson",
             testing::collection({testing::feature(w.geometry, w.properties)}, "EPSG::4490"));
  CHECK(app::screen(options)->run.projects[0].project->datum_accuracy_m == 0);
}

TEST_CASE("two columns that state one attribute differently make it unknown") {
  World w;
  w.layers["zone_list"].csv += "ZH51180230001,单元特性,空间布局约束,,C26,,prohibit,禁止\n";
  w.properties += R"(,"行业代码":"C2614")";
  const auto s = w.screen();
  const auto& result = s->run.projects[0];
  CHECK(has_issue(result.issues, "project.attribute_conflict"));
  CHECK(result.project->attributes.count("industry") == 0);
  CHECK(result.verdict.worst_possible == Outcome::prohibited);
}

TEST_CASE("no project is of no type") {
  World w;
  w.properties = testing::stated_without("project_type") + R"(,"project_type":"不适用")";
  const auto s = w.screen();
  CHECK(has_issue(s->run.projects[0].issues, "project.value_unreadable"));
  CHECK(s->run.projects[0].verdict.outcome != Outcome::allowed);
}

TEST_CASE("a self-intersecting footprint is repaired, and the issue says what moved") {
  World w;
  w.geometry =
      R"({"type":"Polygon","coordinates":[[[103,30],[103.001,30.001],[103.001,30],[103,30.001],[103,30]]]})";
  const auto s = w.screen();
  const auto& issues = s->run.projects[0].issues;
  const auto at = std::find_if(issues.begin(), issues.end(),
                               [](const Issue& i) { return i.code == "geometry.repaired"; });
  REQUIRE(at != issues.end());
  CHECK(at->area_moved.has_value());
}

TEST_CASE("a manifest that maps a column that is not there leaves the layer not examined") {
  World w;
  w.layers["redline"].fields = "{zone: NO_SUCH_COLUMN}";
  const auto s = w.screen();
  CHECK(s->run.projects[0].verdict.worst_possible == Outcome::prohibited);
  const auto& issues = s->run.issues;
  const auto at = std::find_if(issues.begin(), issues.end(), [](const Issue& i) {
    return i.message.find("NO_SUCH_COLUMN") != std::string::npos;
  });
  REQUIRE(at != issues.end());
  CHECK(at->message.find("it has:") != std::string::npos);
}

TEST_CASE("mistakes of manifests and rules come all at once, each with file and line") {
  const TempFolder folder;
  World w;
  w.layers["redline"].extra = "boundry: derived\n";
  w.layers["pa"].extra = "disclosure: everybody\n";
  const auto text = failure(w.write(folder), ErrorKind::usage);
  CHECK(text.find("redline.yaml:") != std::string::npos);
  CHECK(text.find("boundary") != std::string::npos);  // did you mean
  CHECK(text.find("pa.yaml:") != std::string::npos);
}

TEST_CASE("an unknown column that looks like one of ours is pointed out") {
  World w;
  w.properties += R"(,"projct_type":"mine")";
  const auto s = w.screen();
  CHECK(has_issue(s->run.projects[0].issues, "project.column_unknown"));
}

TEST_CASE("a value that cannot be read is unknown, and said") {
  World w;
  w.properties = testing::stated_without("discharges") + R"(,"discharges":"maybe")";
  const auto s = w.screen();
  CHECK(has_issue(s->run.projects[0].issues, "project.value_unreadable"));
}

TEST_CASE(
    "an output folder that exists is left alone without --overwrite, and a folder that is no run even with "
    "it") {
  const TempFolder folder;
  const auto s = app::screen(World().write(folder));
  app::WriteOptions options;
  options.folder = folder / "run";
  app::write_run(*s, options);
  CHECK(std::filesystem::exists(folder / "run/run.json"));
  CHECK_THROWS_AS(app::write_run(*s, options), Error);
  options.overwrite = true;
  CHECK_NOTHROW(app::write_run(*s, options));
  write_text(folder / "mine/precious.txt", "keep");
  options.folder = folder / "mine";
  CHECK_THROWS_AS(app::write_run(*s, options), Error);
  CHECK(std::filesystem::exists(folder / "mine/precious.txt"));
}

TEST_CASE(
    "a feature far from the declared coverage is told once a run, without its name where that is withheld") {
  for (const std::string disclosure : {"full", "yes_no"}) {
    CAPTURE(disclosure);
    World w;
    w.layers["redline"].extra = "disclosure: " + disclosure;
    for (const double west : {104.5, 104.6})  // 103.5 is where the coverage ends
      w.layers["redline"].features.push_back(testing::feature(
          testing::polygon(testing::rectangle(west, 30, west + 0.01, 30.01)), R"("zone":"")"));
    const auto s = w.screen();
    CHECK(s->run.projects[0].verdict.outcome == Outcome::allowed);
    std::vector<std::string> told;
    for (const auto& issue : s->run.issues)
      if (issue.code == "layer.outside_coverage") told.push_back(issue.feature + "|" + issue.message);
    const std::string words = "2 features lie more than 20 km outside the declared coverage";
    const std::string end = ": if it is meant to lie elsewhere, it is missing there";
    REQUIRE(told.size() == 1);
    CHECK(told[0] ==
          (disclosure == "full" ? "1|" + words + ", the first of them 1" + end : "|" + words + end));
  }
}

TEST_CASE("a coordinate that is not finite is told without its other half where the geometry is withheld") {
  for (const std::string disclosure : {"full", "area", "yes_no"}) {
    CAPTURE(disclosure);
    World w;
    w.layers["redline"].extra = "disclosure: " + disclosure;
    w.layers["redline"].features.push_back(testing::feature(
        testing::polygon("[[103.0377748,30.1],[103.0388,30.1],[103.0377748,NaN],[103.0377748,30.1]]"),
        R"("zone":"")"));
    const auto s = w.screen();
    std::string told;
    for (const auto& issue : s->run.issues) told += issue.message + "\n";
    for (const auto& answer : s->run.projects[0].verdict.layers) told += answer.reason + "\n";
    INFO(told);
    CHECK(s->run.projects[0].verdict.outcome != Outcome::allowed);
    CHECK((told.find("103.03") != std::string::npos) == (disclosure == "full"));
  }
}
