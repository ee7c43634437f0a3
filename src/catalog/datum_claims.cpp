// SPDX-License-Identifier: Apache-2.0
#include "catalog/datum_claims.h"

#include <algorithm>

namespace zonegate::catalog {
namespace {

bool digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// 宗地代码 (TD/T 1001, GB/T 37346): six digits of the county, six of cadastral zone and subzone, two letters, five digits; of a real-estate unit nine signs more.
bool is_parcel_code(std::string_view id) {
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  return (id.size() == 19 || id.size() == 28) && digits(id.substr(0, 12)) && letter(id[12]) &&
         letter(id[13]) && digits(id.substr(14, 5));
}

void add(std::vector<Claim>& claims, const Claim& claim) {
  const bool known = std::any_of(claims.begin(), claims.end(), [&](const Claim& c) {
    return c.region == claim.region && (!c.by_parcel || claim.by_parcel);
  });
  if (!known) claims.push_back(claim);
}

}  // namespace

std::vector<Claim> claims_of(const Project& project) {
  std::vector<Claim> claims;
  for (const auto& unit : project.units) {
    const bool coded = schema::is_unit_code(unit.code) || schema::is_element_code(unit.code);
    if (coded) add(claims, {unit.code.substr(2, 6), "unit " + unit.code, false});
  }
  const auto county = project.attributes.find("county_code");
  if (county != project.attributes.end()) {
    const auto* list = std::get_if<std::vector<std::string>>(&county->second);
    for (const auto& word : list ? *list : std::vector<std::string>{to_text(county->second)}) {
      const auto code = schema::zone_code(word);
      if (code && schema::is_region_code(*code)) add(claims, {*code, "the attribute county_code", false});
    }
  }
  std::vector<std::string> ids{project.project_id};
  for (const auto& part : project.parts) ids.push_back(part.part_id);
  for (const auto& id : ids)
    if (is_parcel_code(id)) add(claims, {id.substr(0, 6), "parcel " + id, true});
  return claims;
}

bool of_region(const std::string& county, const std::string& region) {
  const std::size_t length = region.ends_with("0000") ? 2 : region.ends_with("00") ? 4 : 6;
  return county.substr(0, length) == region.substr(0, length);
}

std::vector<std::string> unit_claims(const Project& project) {
  std::vector<std::string> codes;
  for (const auto& unit : project.units)
    if (schema::is_unit_code(unit.code) || schema::is_element_code(unit.code)) codes.push_back(unit.code);
  return codes;
}

}  // namespace zonegate::catalog
