// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "catalog/catalog.h"

using namespace zonegate;

namespace {

struct Folder {
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("zonegate-manifest-" + std::to_string(::getpid()));
};

catalog::LayerSet load_text(const std::string& manifest, config::Mistakes& mistakes) {
  const Folder folder;
  std::ofstream(folder.path / "a.yaml") << manifest;
  return catalog::load_layers(folder.path.string(), "", mistakes);
}

const std::string kGood = "id: a\nkind: redline\ntitle: 红线（演示数据）\nfile: a.gpkg\n";

bool mentions(const config::Mistakes& mistakes, int line, const std::string& word) {
  for (const auto& m : mistakes) {
    if (m.line == line && m.message.find(word) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a manifest without coverage covers nothing, without accuracy takes 5 m and says so") {
  config::Mistakes mistakes;
  const auto set = load_text(kGood, mistakes);
  REQUIRE(mistakes.empty());
  const auto& layer = set.layers.at(0);
  CHECK(layer.coverage.empty());
  CHECK(layer.accuracy_m == 5);
  CHECK_FALSE(layer.accuracy_stated);
  CHECK(layer.demo);
  CHECK(layer.statutory);
}

TEST_CASE("coverage may be a box or GeoJSON with holes") {
  config::Mistakes mistakes;
  CHECK(load_text(kGood + "coverage: [102, 29, 103, 30]\n", mistakes).layers.at(0).coverage.polygons.size() ==
        1);
  const auto holed = load_text(
      kGood +
          "coverage: {type: Polygon, coordinates: "
          "[[[102,29],[103,29],[103,30],[102,29]],[[102.5,29.2],[102.6,29.2],[102.6,29.3],[102.5,29.2]]]}\n",
      mistakes);
  CHECK(holed.layers.at(0).coverage.polygons.at(0).holes.size() == 1);
  CHECK(mistakes.empty());
}

TEST_CASE("wrong boxes, words and dates are mistakes with their line") {
  config::Mistakes mistakes;
  load_text(kGood +
                "coverage: [103, 29, 102, 30]\nboundary: maybe\ndisclosure: all\nvalid_from: "
                "2024-13-01\naccuracy_m: -1\nfields: {zoen: A}\n",
            mistakes);
  CHECK(mentions(mistakes, 5, "west"));
  CHECK(mentions(mistakes, 6, "statutory"));
  CHECK(mentions(mistakes, 7, "disclosure"));
  CHECK(mentions(mistakes, 8, ""));
  CHECK(mentions(mistakes, 10, "zone"));
  CHECK(mistakes.size() >= 6);
}

TEST_CASE("a coverage file that cannot be read is a fault of the layer, not a full coverage") {
  config::Mistakes mistakes;
  const auto set = load_text(kGood + "coverage: nowhere.geojson\n", mistakes);
  CHECK(mistakes.empty());
  CHECK(set.layers.at(0).coverage.empty());
  CHECK(set.layers.at(0).fault.find("nowhere.geojson") != std::string::npos);
}

TEST_CASE("two manifests may not share an id") {
  const Folder folder;
  std::ofstream(folder.path / "a.yaml") << kGood;
  std::ofstream(folder.path / "b.yaml") << kGood;
  config::Mistakes mistakes;
  catalog::load_layers(folder.path.string(), "", mistakes);
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].message.find("taken by") != std::string::npos);
}
