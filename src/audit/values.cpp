// SPDX-License-Identifier: Apache-2.0
//
// What cells say: required fields, words of enumerated fields, ranges of numbers.
#include <algorithm>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

std::string label(const schema::FieldSpec& field, const FieldFacts& facts) {
  return facts.title.zh.empty() ? std::string(field.key)
                                : facts.title.zh + "（" + std::string(field.key) + "）";
}

bool says_nothing(const Value& v) {
  if (is_unknown(v)) return true;
  const auto* text = std::get_if<std::string>(&v);
  return text && schema::trimmed(*text).empty();
}

std::string unreadable_text(const Row& row, std::string_view field) {
  for (const auto& cell : row.unreadable)
    if (cell.starts_with(std::string(field) + " '")) return cell;
  return {};
}

bool is_number(const schema::FieldSpec& field) {
  return field.type == schema::Type::number || field.type == schema::Type::integer;
}

bool outside(double number, const FieldFacts& facts) {
  if (facts.most && number > *facts.most) return true;
  return number < facts.least.value_or(0);
}

std::string range_text(const FieldFacts& facts) {
  const std::string least = shortest(facts.least.value_or(0));
  return facts.most ? least + ".." + shortest(*facts.most) : ">= " + least;
}

bool missing_by_manifest(const catalog::Layer& layer, std::string_view field, const std::string& text) {
  const auto at = layer.missing.find(std::string(field));
  return at != layer.missing.end() &&
         std::find(at->second.begin(), at->second.end(), text) != at->second.end();
}

}  // namespace

ValueChecks::ValueChecks(Work& work, const catalog::Layer& layer, const catalog::FieldReader& reader)
    : work_(work), layer_(layer), kind_(schema::find_kind(layer.kind)), reader_(reader) {}

void ValueChecks::columns() {
  if (!kind_) return;
  const KindFacts& kind = work_.facts(layer_.kind);
  for (const auto& field : kind_->fields) {
    const auto at = kind.fields.find(std::string(field.key));
    if (at == kind.fields.end() || !at->second.required || !reader_.column(field.key).empty()) continue;
    work_.found.add("layer.field_missing", Severity::error, &layer_,
                    {"没有必填字段 " + label(field, at->second),
                     "no column is read as the required field '" + std::string(field.key) + "'"},
                    {"在图层说明的 fields 中写明对应的列", "name its column in `fields` of the manifest"});
  }
}

Finding& ValueChecks::tell(const std::string& code, Severity severity, const Row& row, Text message,
                           Text hint) {
  Finding& f = work_.found.add(code, severity, &layer_, std::move(message), std::move(hint));
  name_features(f, {row.source->fid});
  if (row.figure) f.place = lonlat(row.figure->shape, work_.plane);
  return f;
}

void ValueChecks::look(const Row& row) {
  if (!kind_) return;
  static const FieldFacts kNone;
  const KindFacts& kind = work_.facts(layer_.kind);
  for (const auto& field : kind_->fields) {
    if (reader_.column(field.key).empty()) continue;
    const auto at = kind.fields.find(std::string(field.key));
    look_field(row, field, at == kind.fields.end() ? kNone : at->second);
  }
}

void ValueChecks::look_field(const Row& row, const schema::FieldSpec& field, const FieldFacts& facts) {
  const std::string column = reader_.column(field.key), name = label(field, facts);
  const auto at = row.source->fields.find(column);
  const Value raw = at == row.source->fields.end() ? Value(Unknown{}) : at->second;
  const std::string text = to_text(raw);
  if (says_nothing(raw) || missing_by_manifest(layer_, field.key, text)) {
    if (facts.required && !field.empty_means_none)
      tell("layer.field_empty", Severity::error, row,
           {"必填字段 " + name + " 为空", "the required field '" + std::string(field.key) + "' is empty"},
           {"补填该字段", "fill it in at the source"});
    return;
  }
  const std::string said = column + " '" + text + "'";
  const auto number = as_number(raw);
  if (is_number(field) && number && outside(*number, facts)) {
    tell("layer.value_out_of_range", Severity::warning, row,
         {name + "：" + said + " 超出 " + range_text(facts), said + " lies outside " + range_text(facts)},
         {"核对数值及其单位（百分数、无值代码）",
          "check the number and its unit (percent, a code for no value)"});
    return;
  }
  if (!unreadable_text(row, field.key).empty()) {
    tell("layer.value_unreadable", Severity::warning, row,
         {name + "：" + said + " 不是该字段的取值，按未知处理",
          said + " is not a value of this field; taken as unknown"},
         {"改为规定的取值，或在图层说明的 missing 中声明为缺失",
          "use one of its values, or declare it as missing"});
    return;
  }
  const auto& words = facts.values;
  if (!field.values.empty() || words.empty()) return;
  if (std::find(words.begin(), words.end(), schema::narrow(schema::trimmed(text))) != words.end()) return;
  tell("layer.value_unlisted", Severity::warning, row,
       {name + "：" + said + " 不在该类图层的取值表中",
        said + " is none of the words that this kind of layer uses"},
       {"核对取值；有意使用的新词可忽略", "check it; a new word that is meant can be left"});
}

}  // namespace zonegate::audit
