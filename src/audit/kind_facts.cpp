// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "audit/parts.h"
#include "config/config.h"

namespace zonegate::audit {
namespace {

FieldFacts read_field(const config::Node& node, config::Mistakes& mistakes) {
  FieldFacts facts;
  facts.title.zh = node.get("zh").text(mistakes).value_or("");
  facts.required = node.get("required").boolean(mistakes).value_or(false);
  facts.aliases = node.get("aliases").texts(mistakes);
  for (const auto& [key, word] : node.get("values").entries()) {
    facts.values.push_back(key);
    facts.values.push_back(word.scalar());
  }
  const config::Node range = node.get("range");
  if (!range.exists()) return facts;
  if (range.size() != 2) range.fail(mistakes, "a range is [least, most]");
  facts.least = range.at(0).number(mistakes);
  facts.most = range.at(1).number(mistakes);
  return facts;
}

StatedArea read_stated(const config::Node& node, config::Mistakes& mistakes) {
  StatedArea stated;
  stated.columns = node.get("fields").texts(mistakes);
  stated.unit = node.get("unit").text(mistakes).value_or("m2");
  stated.tolerance = node.get("tolerance").number(mistakes).value_or(stated.tolerance);
  stated.rounding_m2 = node.get("rounding_m2").number(mistakes).value_or(stated.rounding_m2);
  if (stated.unit != "m2" && stated.unit != "ha" && stated.unit != "mu")
    node.get("unit").fail(mistakes, "the unit of a stated area is m2, ha or mu");
  return stated;
}

KindFacts read_kind(const config::Node& node, config::Mistakes& mistakes) {
  KindFacts facts;
  for (const auto& [field, what] : node.get("fields").entries())
    if (what.kind() == config::NodeKind::map) facts.fields[field] = read_field(what, mistakes);
  facts.layer_names = node.get("layer_names").texts(mistakes);
  facts.unique = node.get("unique").texts(mistakes);
  const config::Node stated = node.get("stated_area");
  for (std::size_t i = 0; i < stated.size() && stated.kind() == config::NodeKind::sequence; ++i)
    facts.stated.push_back(read_stated(stated.at(i), mistakes));
  return facts;
}

}  // namespace

Kinds read_kinds(const std::string& folder, config::Mistakes& mistakes) {
  Kinds kinds;
  for (const auto& kind : schema::kinds()) {
    const auto path = std::filesystem::path(folder) / (std::string(kind.key) + ".yaml");
    if (!std::filesystem::exists(path)) continue;
    kinds[std::string(kind.key)] = read_kind(config::load(path.string(), mistakes), mistakes);
  }
  return kinds;
}

const KindFacts& Work::facts(const std::string& kind) const {
  static const KindFacts kNone;
  const auto at = kinds.find(kind);
  return at == kinds.end() ? kNone : at->second;
}

void Work::progress(std::string_view stage, std::size_t done, std::size_t total) const {
  if (options.progress) options.progress(stage, done, total);
}

}  // namespace zonegate::audit
