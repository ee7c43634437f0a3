// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "catalog/catalog.h"

using namespace zonegate;
using catalog::Layer;

namespace {

Layer version(const std::string& id, std::optional<Date> from, std::optional<Date> to) {
  Layer layer;
  layer.id = id;
  layer.kind = "redline";
  layer.valid_from = from;
  layer.valid_to = to;
  return layer;
}

}  // namespace

TEST_CASE("the version in force on the day answers; the interval is half-open") {
  catalog::LayerSet set;
  set.layers = {version("old", Date{2020, 1, 1}, Date{2024, 1, 1}),
                version("new", Date{2024, 1, 1}, std::nullopt)};
  CHECK(catalog::choose(set, "redline", {2023, 12, 31}).layers.at(0)->id == "old");
  CHECK(catalog::choose(set, "redline", {2024, 1, 1}).layers.at(0)->id == "new");
  CHECK(catalog::choose(set, "redline", {2024, 1, 1}).layers.size() == 1);
}

TEST_CASE("without a version in force the nearest one is named") {
  catalog::LayerSet set;
  set.layers = {version("old", Date{2020, 1, 1}, Date{2022, 1, 1})};
  const auto expired = catalog::choose(set, "redline", {2025, 1, 1});
  CHECK(expired.layers.empty());
  CHECK(expired.reason_code == "expired");
  CHECK(expired.reason.find("old") != std::string::npos);
  CHECK(catalog::choose(set, "redline", {2019, 1, 1}).reason_code == "not_yet_valid");
  CHECK(catalog::choose(set, "pa", {2025, 1, 1}).reason_code == "missing");
}
