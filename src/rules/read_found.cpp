// SPDX-License-Identifier: Apache-2.0
//
// The `found` of a case. Every layer, field and word is checked as in a condition, and a feature of a layer that no measure asks for is a
// mistake: it would show nothing.
#include <fmt/format.h>

#include <algorithm>

#include "rules/condition.h"
#include "rules/reader.h"

namespace zonegate::rules {
namespace {

using config::Mistakes;
using config::NodeKind;

void read_fields(const config::Node& node, const schema::KindSpec& kind, Found& f, Mistakes& m) {
  const Scope scope = field_scope(kind);
  for (const auto& [name, body] : node.entries()) {
    const auto info = scope.find(name);
    if (!info) {
      body.fail(m, fmt::format("'{}' is no {}{}", name, scope.what, hint(name, scope.known)));
      continue;
    }
    Value value = body.value(m);
    const bool list = body.kind() == NodeKind::sequence;
    if (is_unknown(value) || list || check_literal(*info, name, value, body, m))
      f.fields[name] = std::move(value);
  }
}

double amount(const config::Node& node, const char* key, double otherwise, Mistakes& m) {
  const auto value = node.get(key).number(m);
  if (value && *value < 0) node.get(key).fail(m, "a quantity is not negative");
  return value.value_or(otherwise);
}

Found read_one(const config::Node& node, const Rule& rule, Mistakes& m) {
  Found f;
  node.only_keys({"layer", "via", "fields", "role", "area", "net_area", "length", "share", "distance",
                  "count", "overlap_area"},
                 m);
  node.require("layer", m);
  f.layer = node.get("layer").text(m).value_or("");
  f.via = node.get("via").text(m).value_or("");
  const auto* kind = schema::find_kind(f.layer);
  const bool asked = std::any_of(rule.measures.begin(), rule.measures.end(),
                                 [&f](const auto& named) { return named.second.layer == f.layer; });
  if (!kind || !asked) {
    node.fail(m, fmt::format("no measure of the rule asks for layer '{}'", f.layer));
  } else {
    read_fields(node.get("fields"), *kind, f, m);
  }
  f.area = amount(node, "area", 0, m);
  f.net_area = amount(node, "net_area", 0, m);
  f.length = amount(node, "length", 0, m);
  f.share = amount(node, "share", 0, m);
  f.distance = amount(node, "distance", 0, m);
  f.count = amount(node, "count", 1, m);
  f.overlap_area = amount(node, "overlap_area", 0, m);
  return f;
}

// Met by the permanent part, unless one or several roles are named.
std::vector<schema::Role> roles_of(const config::Node& node, Mistakes& m) {
  std::vector<schema::Role> roles;
  for (const auto& word : node.texts(m)) {
    const auto role = schema::parse_role(word);
    if (!role) node.fail(m, fmt::format("no role '{}'", word));
    roles.push_back(role.value_or(schema::Role::permanent));
  }
  if (roles.empty()) roles.push_back(schema::Role::permanent);
  return roles;
}

}  // namespace

void read_found(const config::Node& list, const Rule& rule, Case& c, Mistakes& m) {
  if (list.kind() != NodeKind::sequence) list.fail(m, "expected a list of what was found");
  for (std::size_t i = 0; i < list.size(); ++i) {
    Found f = read_one(list.at(i), rule, m);
    for (const auto role : roles_of(list.at(i).get("role"), m)) {
      f.role = role;
      c.found.push_back(f);
    }
  }
  for (const auto& [name, measure] : rule.measures) c.given[name] = measured(measure, c.found);
}

}  // namespace zonegate::rules
