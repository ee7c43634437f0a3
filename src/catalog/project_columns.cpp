// SPDX-License-Identifier: Apache-2.0
//
// The columns of a row of a project file: attributes by key, Chinese header or usual short name. Of a column that is nearly called like one, the value is not used, but where it contradicts what
// another column states, nobody can say which is true.
#include <algorithm>

#include "catalog/project_row.h"
#include "survey/survey.h"

namespace zonegate::catalog {
namespace {

// "半径(m)", "作业带宽度（米）": the attribute, where the brackets hold its unit.
const schema::AttributeSpec* named_with_unit(const std::string& name) {
  const std::string plain = schema::narrow(name);
  const auto open = plain.find('(');
  if (open == std::string::npos || !plain.ends_with(')')) return nullptr;
  const std::string unit(schema::trimmed(plain.substr(open + 1, plain.size() - open - 2)));
  const auto* spec = schema::find_column(schema::trimmed(plain.substr(0, open)));
  const bool metres = unit == "m" || unit == "米";
  return spec && spec->unit == "m" && metres ? spec : nullptr;
}

// A column that is nearly called like an attribute, or like a second one of it: 行业代码2, 施工作业带宽度.
struct Likely {
  const schema::AttributeSpec* meant;
  const std::string& column;
  const Value& raw;
};

void read_column(Row& row, const std::string& column, const Value& raw, const io::SourceFeature& feature,
                 const std::string& file, std::vector<Likely>& likely) {
  if (is_unknown(raw)) return;
  const std::string name = plain_name(column);
  const auto* spec = attribute_of(column);
  const bool compared = !feature.shape.polygons.empty() && survey::is_area_column(column);
  if (!spec && compared) return;
  if (!spec) {
    // "占地面积(亩)": the attribute, but who knows in which unit.
    const std::string base = name.substr(0, std::min(name.find('('), name.find("（")));
    const std::string near = schema::find_attribute(schema::trimmed(base))
                                 ? std::string(schema::trimmed(base))
                                 : schema::nearest_word(name, attribute_names());
    const auto* meant = near.empty() ? nullptr : schema::find_attribute(near);
    if (meant && meant->key == "as_of")
      row.fault = "the column '" + column + "' looks like the date whose law applies, but is not named so";
    if (!near.empty()) {  // a likely misspelling; columns that look like nothing of ours are the file's own business
      row.issues.push_back(make_issue("project.column_unknown", Severity::warning, file, feature,
                                      "column '" + column + "' is not known",
                                      "did you mean '" + near + "'?"));
      // Of names, ids and lists a column that is called alike says something else.
      const bool one_word = meant && (meant->key == "industry" || meant->type == schema::Type::number ||
                                      meant->type == schema::Type::integer ||
                                      meant->type == schema::Type::boolean || !meant->values.empty());
      if (one_word) likely.push_back({meant, column, raw});
    }
    return;
  }
  auto value = schema::parse_value(*spec, raw);
  // Of words and of yes and no the file itself says what its codes mean: 0 may be 是.
  const auto label = feature.labels.find(column);
  if (label != feature.labels.end() && (spec->type == schema::Type::boolean || !spec->values.empty()))
    if (auto said = schema::parse_value(*spec, label->second); said && !is_unknown(*said))
      value = std::move(said);
  if (!value && spec->key == "as_of")
    row.fault = "as_of '" + to_text(raw) + "' is no date, so the law of its day is not known";
  if (!value) {
    row.issues.push_back(
        make_issue("project.value_unreadable", Severity::warning, file, feature,
                   "'" + to_text(raw) + "' is not a value of " + std::string(spec->key) +
                       (may_be_yes(spec->key) ? ": nobody can tell whether it is so" : ": it states nothing"),
                   "see docs/schema.md for its values"));
    // A date that is none stays as text, which is no date to any condition: it was stated all the same.
    if (spec->type == schema::Type::date) row.attributes.emplace(std::string(spec->key), to_text(raw));
    if (may_be_yes(spec->key)) row.attributes.insert_or_assign(std::string(spec->key), Unknown{});
    return;
  }
  if (is_unknown(*value)) return;
  const auto [at, fresh] = row.attributes.emplace(std::string(spec->key), *value);
  if (fresh || at->second == *value) return;
  // 县 and 行政区代码 side by side: both are claims.
  if ((spec->key == "county_code" || spec->key == "unit_codes") && add_codes(at->second, *value)) return;
  // The key and its Chinese header side by side: nobody can say which column is true.
  row.issues.push_back(make_issue("project.attribute_conflict", Severity::warning, file, feature,
                                  "two columns state " + std::string(spec->key) + ", one of them '" +
                                      to_text(raw) + "'; taken as unknown",
                                  "keep one of the columns"));
  if (spec->key == "as_of") row.fault = "two columns differ in as_of, so the law of its day is not known";
  at->second = contradiction(*spec, at->second, *value);
}

// "化学原料制造C2614": the code within.
std::optional<Value> likely_value(const Likely& one) {
  if (auto value = schema::parse_value(*one.meant, one.raw)) return value;
  if (one.meant->key != "industry") return std::nullopt;
  const std::string text = schema::narrow(to_text(one.raw));
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto end = std::min(text.find_first_not_of("0123456789", at + 1), text.size());
    const bool letter = text[at] >= 'A' && text[at] <= 'T';
    constexpr std::size_t kFewest = 2, kMost = 4;
    if (letter && end - at - 1 >= kFewest && end - at - 1 <= kMost)
      return schema::parse_value(*one.meant, text.substr(at, end - at));
  }
  return std::nullopt;
}

void compare_likely(Row& row, const Likely& one, const io::SourceFeature& feature, const std::string& file) {
  const auto at = row.attributes.find(one.meant->key);
  const auto value = likely_value(one);
  if (at == row.attributes.end() || !value || is_unknown(*value) || at->second == *value) return;
  row.issues.push_back(make_issue("project.attribute_conflict", Severity::warning, file, feature,
                                  "column '" + one.column + "' says '" + to_text(one.raw) + "', and " +
                                      std::string(one.meant->key) + " is '" + to_text(at->second) +
                                      "'; taken as unknown",
                                  "keep one of the columns"));
  at->second = contradiction(*one.meant, at->second, *value);
}

}  // namespace

const schema::AttributeSpec* attribute_of(const std::string& column) {
  const std::string name = plain_name(column);
  const auto* spec = schema::find_column(name);
  return spec ? spec : named_with_unit(name);
}

void read_columns(Row& row, const io::SourceFeature& feature, const std::string& file) {
  std::vector<Likely> likely;
  for (const auto& [column, raw] : feature.fields) read_column(row, column, raw, feature, file, likely);
  for (const auto& one : likely) compare_likely(row, one, feature, file);
}

}  // namespace zonegate::catalog
