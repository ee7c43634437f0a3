// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "scene.h"

namespace zonegate::audit {
namespace {

catalog::Aliases aliases_of(const Kinds& kinds) {
  catalog::Aliases aliases;
  for (const auto& [kind, facts] : kinds)
    for (const auto& [field, what] : facts.fields) aliases[kind][field] = what.aliases;
  return aliases;
}

}  // namespace

TEST_CASE("a draft covers nothing, withholds everything, and leaves open what a person must say") {
  Scene scene;
  scene.layer("lines", "redline", "HXBM,HXMC,HXLX,ZRBHDFQ,WKT",
              "R1,a,t,/," + box(103.1, 30.1, 103.2, 30.2) + "\n");
  config::Mistakes mistakes;
  const std::string kinds_folder = std::string(ZONEGATE_SOURCE_DIR) + "/layers";
  const Kinds kinds = read_kinds(kinds_folder, mistakes);
  const auto aliases = aliases_of(kinds);
  const Guess guess = guess_kind(scene.path("lines.csv"), kinds, aliases);
  CHECK(guess.kind == "redline");
  catalog::Layer layer;
  layer.id = "lines";
  layer.kind = guess.kind;
  layer.file = scene.path("lines.csv");
  layer.crs = "EPSG:4490";
  const Draft made = draft(layer, "lines.csv", aliases, kinds);
  CHECK(made.yaml.find("code: \"HXBM\"") != std::string::npos);
  CHECK(made.todo.size() >= 9);

  std::ofstream(scene.path("lines.yaml")) << made.yaml;
  const auto set = catalog::load_layers(
      std::filesystem::path(scene.path("lines.yaml")).parent_path().string(), kinds_folder, mistakes);
  REQUIRE(mistakes.empty());
  REQUIRE(set.layers.size() == 1);
  CHECK(set.layers[0].coverage.empty());
  CHECK(set.layers[0].disclosure == catalog::Disclosure::yes_no);
  CHECK_FALSE(set.layers[0].accuracy_stated);
  CHECK_FALSE(set.layers[0].statutory);
  CHECK(of_code(scene.report(), "layer.coverage_missing").size() == 1);
}

TEST_CASE("a kind is not guessed from one column, nor between two that fit alike") {
  Scene scene;
  scene.layer("thing", "wetland", "名称,WKT", "a," + box(103.1, 30.1, 103.2, 30.2) + "\n");
  config::Mistakes mistakes;
  const Kinds kinds = read_kinds(std::string(ZONEGATE_SOURCE_DIR) + "/layers", mistakes);
  CHECK(guess_kind(scene.path("thing.csv"), kinds, aliases_of(kinds)).kind.empty());
}

TEST_CASE("what is drawn is no table: units are not taken for their access list") {
  Scene scene;
  scene.layer("prov", "zone_unit", "单元编码,单元名称,管控类别,县区,WKT",
              "ZH51180210001,a,优先保护单元,汉源县," + box(103.1, 30.1, 103.2, 30.2) + "\n");
  std::ofstream(scene.path("list.csv")) << "单元编码,单元名称,管控要求\nZH51180210001,a,不得新建\n";
  config::Mistakes mistakes;
  const Kinds kinds = read_kinds(std::string(ZONEGATE_SOURCE_DIR) + "/layers", mistakes);
  CHECK(guess_kind(scene.path("prov.csv"), kinds, aliases_of(kinds)).kind == "zone_unit");
  CHECK(guess_kind(scene.path("list.csv"), kinds, aliases_of(kinds)).kind == "zone_list");
}

}  // namespace zonegate::audit
