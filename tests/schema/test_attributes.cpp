// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <set>

#include "schema/schema.h"

using namespace zonegate;
using namespace zonegate::schema;

namespace {

std::optional<Value> read(std::string_view key, const char* text) {
  const auto* spec = find_attribute(key);
  REQUIRE(spec != nullptr);
  return parse_value(*spec, Value(std::string(text)));
}
Value text(const char* s) { return std::string(s); }

}  // namespace

TEST_CASE("attributes: keys and Chinese headers are unique, words come in pairs") {
  std::set<std::string_view> seen;
  for (const auto& spec : attributes()) {
    CAPTURE(spec.key);
    CHECK(seen.insert(spec.key).second);
    CHECK(seen.insert(spec.zh).second);
    CHECK(find_attribute(spec.zh) == &spec);
    if (!spec.values_zh.empty()) CHECK(spec.values.size() == spec.values_zh.size());
  }
  CHECK(find_attribute("nothing") == nullptr);
}

TEST_CASE("silence: what nobody claims is an exemption, what nobody states is a hazard") {
  for (const auto* key :
       {"unavoidable", "major_national", "harmless_crossing", "redline_activity", "reserve_activity",
        "serves_water_source", "reduction_plan", "consent", "strategic_mineral", "safety_rebuild"}) {
    CHECK(find_attribute(key)->silence == Silence::exemption);
  }
  for (const auto* key : {"discharges", "industry", "activity", "project_type", "in_spatial_plan", "coal"}) {
    CHECK(find_attribute(key)->silence == Silence::hazard);
  }
}

TEST_CASE("values are read in both languages and never bent") {
  CHECK(read("activity", "新建") == text("new"));
  CHECK(read("activity", " Expand ") == text("expand"));
  CHECK(read("activity", "修建") == std::nullopt);
  CHECK(read("project_type", "水电") == text("hydropower"));
  CHECK(read("role", "弃渣场") == text("spoil"));
  CHECK(read("discharges", "是") == Value(true));
  CHECK(read("discharges", "maybe") == std::nullopt);
  CHECK(read("area_ha", "12.5") == Value(12.5));
  CHECK(read("area_ha", "1,234") == std::nullopt);
  CHECK(read("area_ha", "12 ha") == std::nullopt);
  CHECK(read("end_year", "2027.5") == std::nullopt);
  CHECK(read("as_of", "2026年8月15日") == text("2026-08-15"));
  CHECK(read("as_of", "2026.8.15") == text("2026-08-15"));
  CHECK(read("as_of", "2026.8") == std::nullopt);
  CHECK(read("as_of", "2026.8/15") == std::nullopt);
  CHECK(read("as_of", "2026-02-30") == std::nullopt);
  CHECK(read("redline_activity", "11") == std::nullopt);
  CHECK(read("redline_activity", "0") == Value(0.0));
}

TEST_CASE("blank is unknown, n/a is an answer") {
  CHECK(read("industry", "") == Value(Unknown{}));
  CHECK(read("industry", " \xE3\x80\x80 ") == Value(Unknown{}));
  CHECK(read("industry", "不适用") == Value(NotApplicable{}));
  CHECK(read("discharges", "n/a") == Value(NotApplicable{}));
  CHECK(parse_value(*find_attribute("industry"), Value(Unknown{})) == Value(Unknown{}));
}

TEST_CASE("industry codes get their letter, and a wrong letter is refused") {
  CHECK(read("industry", "c2611") == text("C2611"));
  CHECK(read("industry", "2611") == text("C2611"));
  CHECK(read("industry", "4413") == text("D4413"));
  CHECK(read("industry", "C 26") == text("C26"));
  CHECK(read("industry", "C") == text("C"));
  CHECK(read("industry", "D2611") == std::nullopt);
  CHECK(read("industry", "化工") == std::nullopt);
  CHECK(read("industry", "C26110") == std::nullopt);
}

TEST_CASE("lists are split at every usual separator") {
  CHECK(read("unit_codes", "ZH51180210001；ZH51180220001、ZH51180230001,") ==
        Value(std::vector<std::string>{"ZH51180210001", "ZH51180220001", "ZH51180230001"}));
  CHECK(read("adds_pollutants", "so2;总磷") == Value(std::vector<std::string>{"SO2", "TP"}));
  CHECK(read("adds_pollutants", "无") == Value(std::vector<std::string>{"none"}));
  CHECK(read("adds_pollutants", "none;SO2") == std::nullopt);
  CHECK(read("adds_pollutants", "dust") == std::nullopt);
}

TEST_CASE("roles and their classes") {
  CHECK(parse_role("永久用地") == Role::permanent);
  CHECK(parse_role("地下") == Role::tunnel);
  CHECK(parse_role("屋顶") == std::nullopt);
  CHECK(role_class(Role::reservoir) == RoleClass::occupation);
  CHECK(role_class(Role::span) == RoleClass::non_surface);
  CHECK(role_class(Role::blasting) == RoleClass::influence);
  CHECK(is_temporary(Role::camp));
  CHECK_FALSE(is_temporary(Role::reservoir));
  CHECK(parse_roles("non_surface") == (role_bit(Role::tunnel) | role_bit(Role::span)));
  CHECK(parse_roles("all") == (1u << 9) - 1);
  CHECK(parse_roles("spoil") == role_bit(Role::spoil));
  CHECK(parse_roles("everything") == std::nullopt);
  for (unsigned i = 0; i < 9; ++i) {
    const auto role = static_cast<Role>(i);
    CHECK(parse_role(to_string(role)) == role);
    CHECK(parse_role(chinese(role)) == role);
  }
}
