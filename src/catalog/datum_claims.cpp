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
    return c.region == claim.region && (!c.by_parcel || claim.by_parcel) && (!c.by_unit || claim.by_unit);
  });
  if (!known) claims.push_back(claim);
}

}  // namespace

std::string region_in(const std::string& text) {
  const std::string plain = schema::narrow(schema::trimmed(text));
  std::string found;
  for (std::size_t at = 0; (at = plain.find_first_of("0123456789", at)) != std::string::npos;) {
    const auto end = std::min(plain.find_first_not_of("0123456789", at), plain.size());
    const std::string run = plain.substr(at, end - at);
    const std::size_t n = run.size();
    const bool decimals = at > 0 && plain[at - 1] == '.' && run.find_first_not_of('0') == std::string::npos;
    at = end;
    if (decimals) continue;
    const bool alone = n == plain.size();
    std::string region;
    if (n == 6 || n == 9 || n == 12 || n == 19) region = run.substr(0, 6);
    if (alone && (n == 2 || n == 4)) region = run + std::string(6 - n, '0');
    if (region.empty() || (!found.empty() && found != region)) return {};
    found = region;
  }
  return found;
}

namespace {

void claim_counties(const Project& project, const RegionNames& named, std::vector<Claim>& claims,
                    std::vector<std::string>& unread) {
  const auto county = project.attributes.find("county_code");
  if (county == project.attributes.end() || !is_known(county->second)) return;
  const auto* list = std::get_if<std::vector<std::string>>(&county->second);
  for (const auto& word : list ? *list : std::vector<std::string>{to_text(county->second)}) {
    std::string upper(schema::trimmed(word));
    for (char& c : upper)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (is_parcel_code(upper)) {
      add(claims, {upper.substr(0, 6), "parcel " + upper, true});
      continue;
    }
    const std::string code = region_in(word);
    std::vector<std::string> regions = code.empty() ? named(word) : std::vector<std::string>{code};
    if (regions.empty()) unread.push_back(word);
    for (const auto& region : regions) add(claims, {region, "the attribute county_code", false});
  }
}

}  // namespace

std::vector<Claim> claims_of(const Project& project, const RegionNames& named,
                             std::vector<std::string>& unread) {
  std::vector<Claim> claims;
  for (const auto& unit : project.units) {
    const bool coded = schema::is_unit_code(unit.code) || schema::is_element_code(unit.code);
    if (coded) add(claims, {unit.code.substr(2, 6), "unit " + unit.code, false, true});
  }
  claim_counties(project, named, claims, unread);
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
