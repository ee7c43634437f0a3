// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "schema/schema.h"

using namespace zonegate::schema;

TEST_CASE("every kind has a name in both languages, unique keys and unique fields") {
  std::set<std::string_view> keys;
  for (const auto& kind : kinds()) {
    CAPTURE(kind.key);
    CHECK(keys.insert(kind.key).second);
    CHECK_FALSE(kind.zh.empty());
    CHECK_FALSE(kind.en.empty());
    CHECK(find_kind(kind.key) == &kind);
    std::set<std::string_view> fields;
    for (const auto& field : kind.fields) {
      CHECK(fields.insert(field.key).second);
      CHECK(find_field(kind, field.key) == &field);
    }
  }
}

TEST_CASE("kinds of docs/schema.md are all there") {
  for (const auto* key : {"admin",       "zone_unit",    "zone_element", "zone_list", "redline",
                          "pa",          "ws",           "ws_intake",    "pbf",       "pbf_cluster",
                          "udb",         "builtup",      "func_zone",    "dltb",      "forest",
                          "wetland",     "river_area",   "river_line",   "heritage",  "noise_sensitive",
                          "fuel_ban",    "soilwater",    "habitat",      "geohazard", "road",
                          "park",        "contaminated", "slope",        "landcover", "biomass",
                          "soil_carbon", "region_ban",   "region_class"}) {
    CAPTURE(key);
    CHECK(find_kind(key) != nullptr);
  }
  CHECK(find_kind("redlines") == nullptr);
  CHECK(find_kind("zone_unit")->tiles);
  CHECK_FALSE(find_kind("redline")->tiles);
}

TEST_CASE("an empty text is a statement only where the kind says so") {
  CHECK(find_field(*find_kind("redline"), "zone")->empty_means_none);
  CHECK_FALSE(find_field(*find_kind("pa"), "zone")->empty_means_none);
  CHECK_FALSE(find_field(*find_kind("ws"), "level")->empty_means_none);
  CHECK(find_field(*find_kind("zone_list"), "verdict")->empty_means_none);
}

TEST_CASE("mandatory layers follow the project type, and an unknown type needs them all") {
  const auto has = [](std::string_view type, std::string_view kind) {
    const auto kinds = mandatory_kinds(type);
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  };
  for (const auto* kind : {"zone_unit", "redline", "pa", "ws", "pbf"}) CHECK(has("hydropower", kind));
  CHECK_FALSE(has("hydropower", "udb"));
  CHECK(has("housing", "udb"));
  CHECK(has("tailings_pond", "river_area"));
  CHECK_FALSE(has("housing", "river_area"));
  CHECK(has("", "udb"));
  CHECK(has("", "river_area"));
}

TEST_CASE("nearest word") {
  const std::vector<std::string> words = {"redline", "river_area", "zone_unit", "核心保护区", "一般控制区"};
  CHECK(nearest_word("redlin", words) == "redline");
  CHECK(nearest_word("zone-unit", words) == "zone_unit");
  CHECK(nearest_word("核心保护", words) == "核心保护区");
  CHECK(nearest_word("umbrella", words).empty());
}
