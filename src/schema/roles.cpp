// SPDX-License-Identifier: Apache-2.0
#include "schema/schema.h"
#include "schema/words.h"

namespace zonegate::schema {
namespace {

struct RoleRow {
  Role role;
  RoleClass role_class;
  std::string_view key, zh;
};
constexpr RoleRow kRoles[] = {
    {Role::permanent, RoleClass::occupation, "permanent", "永久"},
    {Role::temporary, RoleClass::occupation, "temporary", "临时"},
    {Role::camp, RoleClass::occupation, "camp", "施工营地"},
    {Role::spoil, RoleClass::occupation, "spoil", "弃渣场"},
    {Role::borrow, RoleClass::occupation, "borrow", "取土场"},
    {Role::reservoir, RoleClass::occupation, "reservoir", "淹没"},
    {Role::tunnel, RoleClass::non_surface, "tunnel", "地下"},
    {Role::span, RoleClass::non_surface, "span", "架空跨越"},
    {Role::blasting, RoleClass::influence, "blasting", "爆破影响"},
};

const RoleRow& row(Role r) { return kRoles[static_cast<std::size_t>(r)]; }

RoleSet class_set(RoleClass wanted) {
  RoleSet set = 0;
  for (const auto& r : kRoles) {
    if (r.role_class == wanted) set |= role_bit(r.role);
  }
  return set;
}

}  // namespace

std::string_view to_string(Role r) { return row(r).key; }
std::string_view chinese(Role r) { return row(r).zh; }
RoleClass role_class(Role r) { return row(r).role_class; }
bool is_temporary(Role r) {
  return r == Role::temporary || r == Role::camp || r == Role::spoil || r == Role::borrow;
}

std::optional<Role> parse_role(std::string_view text) {
  const auto word = trimmed(text);
  for (const auto& r : kRoles) {
    if (r.key == word || r.zh == word) return r.role;
    // 永久用地 and 临时占地 are written as often as the bare words.
    if (word == std::string(r.zh) + "用地" || word == std::string(r.zh) + "占地") return r.role;
  }
  return std::nullopt;
}

std::optional<RoleSet> parse_roles(std::string_view word) {
  if (word == "occupation") return class_set(RoleClass::occupation);
  if (word == "non_surface") return class_set(RoleClass::non_surface);
  if (word == "influence") return class_set(RoleClass::influence);
  if (word == "all") {
    return class_set(RoleClass::occupation) | class_set(RoleClass::non_surface) |
           class_set(RoleClass::influence);
  }
  const auto role = parse_role(word);
  return role ? std::optional(role_bit(*role)) : std::nullopt;
}

}  // namespace zonegate::schema
