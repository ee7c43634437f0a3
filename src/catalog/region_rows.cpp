// SPDX-License-Identifier: Apache-2.0
//
// Columns and days of dated tables of regions. A row without days always holds; so a misspelt `from` or `to` would let rows of other years speak in silence. A
// column that nobody reads is suspect where its name is near to one of them, or where it holds dates and a side of the interval has no column of its own.
#include <algorithm>

#include "catalog/manifest.h"

namespace zonegate::catalog {
namespace {

bool says_something(const Value& value) {
  return is_known(value) && !schema::trimmed(to_text(value)).empty();
}

// The field that a column may be meant for, among those that have none.
std::string near_field(const std::string& column, const Layer& layer, const Aliases& aliases,
                       const FieldReader& fields) {
  std::map<std::string, std::string> names;  // of a field -> field
  const auto others = aliases.find(layer.kind);
  for (const auto& spec : schema::find_kind(layer.kind)->fields) {
    const std::string field(spec.key);
    if (!fields.column(field).empty()) continue;
    names.emplace(field, field);
    if (others == aliases.end() || !others->second.contains(field)) continue;
    for (const auto& name : others->second.at(field)) names.emplace(name, field);
  }
  std::vector<std::string> words;
  for (const auto& [name, field] : names) words.push_back(name);
  const std::string near = schema::nearest_word(column, words);
  return near.empty() ? near : names.at(near);
}

}  // namespace

bool is_region_table(const schema::KindSpec& kind) {
  return kind.geometry == schema::Geometry::table && schema::find_field(kind, "from");
}

RegionRows::RegionRows(const Layer& layer, const Aliases& aliases, const FieldReader& fields,
                       const std::vector<std::string>& columns, LayerReport& report)
    : layer_(layer), report_(report) {
  std::vector<std::string> read;
  for (const auto& spec : schema::find_kind(layer.kind)->fields) read.push_back(fields.column(spec.key));
  for (const char* side : {"from", "to"})
    if (fields.column(side).empty()) undated_ += (undated_.empty() ? "" : "' or '") + std::string(side);
  for (const auto& column : columns) {
    if (std::find(read.begin(), read.end(), column) != read.end()) continue;
    strange_.push_back({column, near_field(column, layer, aliases, fields)});
  }
}

void RegionRows::tell(const Strange& column, bool dated) {
  const bool limit = dated || column.near == "from" || column.near == "to";
  const std::string what = "column '" + column.column + "' is not read" +
                           (limit ? ", and may limit its rows in time" : "") + "; did you mean '" +
                           (column.near.empty() ? undated_ : column.near) + "'?";
  report_.issues.push_back(
      {"layer.column_unknown", limit ? Severity::error : Severity::warning, layer_.file, layer_.id, "", what,
       "name it in `fields` of " + layer_.manifest + ", rename it, or take it out", std::nullopt});
  if (!limit) return;
  report_.trusted = false;
  if (report_.reason.empty()) report_.reason = what;
}

void RegionRows::look(const Attributes& source, const Attributes& fields, const std::string& feature) {
  for (auto& s : strange_) {
    const auto cell = source.find(s.column);
    if (s.told || cell == source.end() || !says_something(cell->second)) continue;
    const bool dated = !undated_.empty() && Date::parse(schema::trimmed(to_text(cell->second)));
    if (!dated && s.near.empty()) continue;
    s.told = true;
    tell(s, dated);
  }
  const auto day = [&](const char* side) {
    const auto at = fields.find(side);
    return at == fields.end() || is_unknown(at->second) ? std::nullopt : Date::parse(to_text(at->second));
  };
  const auto from = day("from"), to = day("to");
  if (!from || !to || *from < *to) return;
  report_.issues.push_back({"layer.value_unreadable", Severity::warning, layer_.file, layer_.id, feature,
                            "`to` " + to->iso() + " is not later than `from` " + from->iso() +
                                "; when the row holds is taken as unknown",
                            "mend the days of the row (the last day is excluded)", std::nullopt});
}

}  // namespace zonegate::catalog
