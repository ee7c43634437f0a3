// SPDX-License-Identifier: Apache-2.0
// Files of projects: what a lost file does to the others, and what is kept of the coordinates as they were read.
#include <unistd.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "catalog/catalog.h"

using namespace zonegate;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("zonegate-projects-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }

 private:
  fs::path path_;
};

std::string square(const std::string& id, double lon) {
  const auto corner = [&](double x, double y) {
    return "[" + std::to_string(lon + x) + "," + std::to_string(30 + y) + "]";
  };
  const std::string named = id.empty() ? "" : "\"project_id\":\"" + id + "\"";
  return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{)" + named +
         R"(},"geometry":{"type":"Polygon","coordinates":[[)" + corner(0, 0) + "," + corner(0.001, 0) + "," +
         corner(0.001, 0.001) + "," + corner(0, 0) + "]]}}]}";
}

catalog::ProjectSet read(const std::vector<std::string>& files) {
  catalog::ProjectOptions options;
  options.as_of = {2026, 10, 1};
  return catalog::read_projects(files, geom::Plane::equal_area(), options);
}

const catalog::Project& called(const catalog::ProjectSet& set, const std::string& id) {
  for (const auto& project : set.projects)
    if (project.project_id == id) return project;
  FAIL("no project " << id);
  return set.projects.front();
}

}  // namespace

TEST_CASE("a lost file leaves projects of other files alone where no project is in two files", "[catalog]") {
  const Folder folder;
  const auto set = read({folder.put("a.geojson", square("A", 103)),
                         folder.put("b.geojson", square("B", 103.1)), folder.put("lost.gpkg", "nothing")});
  REQUIRE(set.projects.size() == 3);
  CHECK(called(set, "A").status == catalog::Status::ok);
  CHECK(called(set, "B").status == catalog::Status::ok);
  CHECK(called(set, "lost").status == catalog::Status::failed);
  CHECK(set.issues.back().code == "project.file_unreadable");
}

TEST_CASE("a lost file may have held a part: of named projects, where the batch shows nothing else",
          "[catalog]") {
  const Folder folder;
  const std::string a = folder.put("a.geojson", square("A", 103)), lost = folder.put("lost.gpkg", "nothing");
  CHECK(called(read({a, lost}), "A").status == catalog::Status::partial);
  CHECK(called(read({a, lost}), "A").status_reason == lost + " could not be read, and may hold a part of it");
  // A project that spreads over two files shows that others may, too.
  const auto spread = read(
      {a, folder.put("a2.geojson", square("A", 103.2)), folder.put("b.geojson", square("B", 103.1)), lost});
  CHECK(called(spread, "A").status == catalog::Status::partial);
  CHECK(called(spread, "B").status == catalog::Status::partial);
  // What is called after its own file cannot go on in another.
  const auto unnamed = read({folder.put("c.geojson", square("", 103.3)), lost});
  CHECK(called(unnamed, "c#1").status == catalog::Status::ok);
}

TEST_CASE("all files lost: there is nothing to go on with", "[catalog]") {
  const Folder folder;
  CHECK_THROWS_AS(read({folder.put("a.gpkg", "nothing"), folder.put("b.gpkg", "nothing")}), Error);
}

TEST_CASE("corners as they were read are kept with their system, at most so many", "[catalog]") {
  const Folder folder;
  const auto set = read({folder.put("a.geojson", square("A", 103))});
  REQUIRE(set.projects.at(0).probes.size() == 3);
  CHECK(set.projects[0].probes[0].crs == "EPSG:4326");
  CHECK(set.projects[0].probes[0].source.x == Approx(103));
  CHECK(set.projects[0].probes[0].source.y == Approx(30));
}

TEST_CASE("a folder of projects: subfolders and files of no known kind are told, once", "[catalog]") {
  const Folder folder;
  const std::string file = folder.put("a.geojson", square("A", 103));
  const std::string root = fs::path(file).parent_path().string();
  const auto told = [&] {
    std::vector<Issue> issues;
    for (const auto& issue : read({root}).issues)
      if (issue.code == "project.file_left_out") issues.push_back(issue);
    return issues;
  };
  CHECK(told().empty());
  folder.put("a.geojson.zgp", "x");  // belongs to a file that is read
  folder.put(".hidden", "x");
  CHECK(told().empty());
  folder.put("plan.docx", "x");
  REQUIRE(told().size() == 1);
  CHECK(told()[0].severity == Severity::note);
  fs::create_directories(fs::path(root) / "second batch");
  const auto issues = told();
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].severity == Severity::warning);
  CHECK(issues[0].message.find("2 further entries") != std::string::npos);
  CHECK(issues[0].message.find("plan.docx, second batch/") != std::string::npos);
}

TEST_CASE("a folder of projects: a link that leads nowhere is a project that could not be read",
          "[catalog]") {
  const Folder folder;
  const std::string file = folder.put("a.geojson", square("A", 103));
  const fs::path root = fs::path(file).parent_path();
  fs::create_symlink(root / "gone.geojson", root / "b.geojson");
  const auto set = read({root.string()});
  CHECK(called(set, "b").status == catalog::Status::failed);
}

TEST_CASE("a row of units of nobody leaves those open to which the table gives nothing", "[catalog]") {
  const Folder folder;
  const auto a = folder.put("a.geojson", square("A", 103)), b = folder.put("b.geojson", square("B", 104));
  catalog::ProjectOptions options;
  options.as_of = {2026, 10, 1};
  const auto with = [&](const std::string& rows) {
    options.units = folder.put("units.csv", "project_id,code\n" + rows);
    return catalog::read_projects({a, b}, geom::Plane::equal_area(), options);
  };
  const auto open = with("A,ZH51182320001\nNOBODY,ZH51182320002\n");
  CHECK(called(open, "A").units_fault.empty());
  CHECK(called(open, "B").units_fault.find("NOBODY") != std::string::npos);
  const auto all = with("A,ZH51182320001\nB,ZH51182320001\nNOBODY,ZH51182320002\n");
  CHECK(called(all, "A").units_fault.empty());
  CHECK(called(all, "B").units_fault.empty());
  const auto near = with("A,ZH51182320001\nB,ZH51182320001\n b,ZH51182320002\n");
  CHECK(called(near, "A").units_fault.empty());
  CHECK_FALSE(called(near, "B").units_fault.empty());
}

TEST_CASE("a table of units without a row says so", "[catalog]") {
  const Folder folder;
  catalog::ProjectOptions options;
  options.as_of = {2026, 10, 1};
  options.units = folder.put("units.csv", "project_id,code\n");
  const auto set =
      catalog::read_projects({folder.put("a.geojson", square("A", 103))}, geom::Plane::equal_area(), options);
  CHECK(std::any_of(set.issues.begin(), set.issues.end(),
                    [](const Issue& issue) { return issue.code == "project.units_empty"; }));
}
