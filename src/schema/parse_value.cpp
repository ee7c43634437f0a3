// SPDX-License-Identifier: Apache-2.0
//
// Reading one cell as its attribute's type. What does not fit the type is refused, never bent: a refused value becomes an Issue and
// stays unknown, so that a typing slip cannot turn into a fact.
#include <algorithm>
#include <cmath>

#include "schema/schema.h"
#include "schema/words.h"

namespace zonegate::schema {
namespace {

std::string lower(std::string_view s) {
  std::string t(s);
  std::transform(t.begin(), t.end(), t.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return t;
}

// The canonical word of an enum, from its key or its Chinese word, both as one form of words puts them.
template <class Spec, class Form>
std::optional<std::string> enum_word(const Spec& spec, std::string_view text, const Form& form) {
  for (std::size_t i = 0; i < spec.values.size(); ++i) {
    const bool chinese = i < spec.values_zh.size() && form(spec.values_zh[i]) == text;
    if (chinese || form(spec.values[i]) == text) return std::string(spec.values[i]);
  }
  return std::nullopt;
}
std::string_view as_written(std::string_view text) { return text; }

// Nearly all words are written as the table has them: only others are brought into one form.
template <class Spec>
std::optional<std::string> enum_word(const Spec& spec, std::string_view text) {
  const auto word = enum_word(spec, text, as_written);
  return word ? word : enum_word(spec, folded(text), folded);
}

std::optional<Value> read_text(const AttributeSpec& spec, const Value& raw) {
  if (std::holds_alternative<bool>(raw)) return std::nullopt;
  const std::string text(trimmed(to_text(raw)));
  if (spec.key == "industry") {
    const auto code = industry_code(text);
    return code ? std::optional<Value>(*code) : std::nullopt;
  }
  if (spec.key == "role") {
    const auto role = parse_role(text);
    return role ? std::optional<Value>(std::string(to_string(*role))) : std::nullopt;
  }
  if (spec.values.empty()) return text;
  const auto word = enum_word(spec, text);
  return word ? std::optional<Value>(*word) : std::nullopt;
}

std::optional<Value> read_list(const AttributeSpec& spec, const Value& raw) {
  std::vector<std::string> items;
  if (const auto* list = std::get_if<std::vector<std::string>>(&raw)) {
    for (const auto& item : *list) {
      if (const auto word = trimmed(item); !word.empty()) items.emplace_back(word);
    }
  } else {
    items = split_list(to_text(raw));
  }
  for (auto& item : items) {
    if (spec.values.empty()) continue;
    const auto word = enum_word(spec, item);
    if (!word) return std::nullopt;
    item = *word;
  }
  // "none" beside a pollutant contradicts itself.
  if (items.size() > 1 && std::find(items.begin(), items.end(), "none") != items.end()) return std::nullopt;
  return items;
}

std::optional<Value> read_number(const AttributeSpec& spec, const Value& raw) {
  if (std::holds_alternative<bool>(raw)) return std::nullopt;
  const auto number = as_number(raw);
  if (!number || !std::isfinite(*number)) return std::nullopt;
  if (*number < 0) return std::nullopt;  // sizes, amounts, years, ratios
  if (spec.type == Type::integer && *number != std::floor(*number)) return std::nullopt;
  if (spec.key == "redline_activity" && (*number < 0 || *number > 10)) return std::nullopt;
  // A footprint that is off by more than a kilometre is no footprint, and none is exact.
  if (spec.key == "accuracy_m" && !(*number > 0 && *number <= 1000)) return std::nullopt;
  return *number;
}

std::optional<Value> read_date(const Value& raw) {
  const auto date = Date::parse(trimmed(to_text(raw)));
  return date ? std::optional<Value>(date->iso()) : std::nullopt;
}

bool is_blank(const Value& raw) {
  if (const auto* list = std::get_if<std::vector<std::string>>(&raw)) return list->empty();
  const auto* text = std::get_if<std::string>(&raw);
  return text && trimmed(*text).empty();
}

bool says_not_applicable(const Value& raw) {
  const auto* text = std::get_if<std::string>(&raw);
  if (!text) return std::holds_alternative<NotApplicable>(raw);
  const auto word = trimmed(*text);
  return lower(word) == "n/a" || word == "不适用";
}

}  // namespace

std::optional<std::string> field_word(const FieldSpec& field, std::string_view text) {
  if (auto word = enum_word(field, text)) return word;
  const std::string plain = field.words.empty() ? std::string() : folded(text);
  for (const auto& other : field.words) {
    if (folded(other.word) == plain) return std::string(other.value);
  }
  return std::nullopt;
}

std::string english_name(std::string_view key) {
  const auto* spec = find_attribute(key);
  std::string name(key);
  const std::string unit = spec && !spec->unit.empty() ? "_" + lower(spec->unit) : std::string();
  const bool with_unit = !unit.empty() && name.size() > unit.size() && name.ends_with(unit);
  if (with_unit) name.resize(name.size() - unit.size());
  std::replace(name.begin(), name.end(), '_', ' ');
  return with_unit ? name + " (" + std::string(spec->unit) + ")" : name;
}

std::optional<Value> parse_value(const AttributeSpec& spec, const Value& raw) {
  if (is_unknown(raw) || is_blank(raw)) return Value(Unknown{});
  // Every project is of some type; "not applicable" would take it out of all rules of types, and out of the layers that they need.
  if (says_not_applicable(raw) && spec.key == "project_type") return std::nullopt;
  if (says_not_applicable(raw)) return Value(NotApplicable{});
  switch (spec.type) {
    case Type::text:
      return read_text(spec, raw);
    case Type::list:
      return read_list(spec, raw);
    case Type::number:
    case Type::integer:
      return read_number(spec, raw);
    case Type::date:
      return read_date(raw);
    case Type::boolean:
      break;
  }
  const auto flag = as_bool(raw);
  return flag ? std::optional<Value>(*flag) : std::nullopt;
}

}  // namespace zonegate::schema
