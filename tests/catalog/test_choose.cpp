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

TEST_CASE("what supplements another data set shows nothing absent without it") {
  catalog::LayerSet set;
  set.layers = {version("belts", Date{2024, 1, 1}, std::nullopt)};
  set.layers[0].supplements = {"core", "core_2026"};
  const auto alone = catalog::choose(set, "redline", {2025, 6, 1});
  CHECK(alone.layers.size() == 1);
  CHECK(alone.reason_code == "missing");
  CHECK(alone.reason == "belts supplements core, which is not in force beside it");
  set.layers.push_back(version("core_2026", Date{2026, 1, 1}, std::nullopt));
  CHECK_FALSE(catalog::choose(set, "redline", {2025, 6, 1}).reason.empty());
  CHECK(catalog::choose(set, "redline", {2026, 1, 1}).reason.empty());
}

TEST_CASE("what held beside a data set that has expired is no version of it") {
  catalog::LayerSet set;
  set.layers = {version("core", Date{2024, 1, 1}, Date{2026, 1, 1}),
                version("outer", Date{2024, 1, 1}, std::nullopt)};
  CHECK(catalog::choose(set, "redline", {2025, 6, 1}).layers.size() == 2);
  CHECK(catalog::choose(set, "redline", {2025, 6, 1}).reason.empty());
  const auto gone = catalog::choose(set, "redline", {2026, 10, 1});
  CHECK(gone.layers.size() == 1);
  CHECK(gone.reason_code == "expired");
  CHECK(gone.reason == "core held until 2026-01-01, and no version follows it");
  // A version that begins when it ends, or later, does; one that is yet to come does not.
  set.layers.push_back(version("later", Date{2026, 12, 1}, std::nullopt));
  CHECK(!catalog::choose(set, "redline", {2026, 10, 1}).reason.empty());
  set.layers.push_back(version("next", Date{2026, 3, 1}, std::nullopt));
  CHECK(catalog::choose(set, "redline", {2026, 10, 1}).reason.empty());
}
