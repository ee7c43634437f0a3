// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "catalog/catalog.h"
#include "catalog/manifest.h"

namespace zonegate::catalog {
namespace {

bool has(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// The columns of a canonical field, the best first: what the manifest says, else the canonical name, else known aliases that are there.
std::vector<std::string> columns_of(const Layer& layer, const Aliases& aliases, const std::string& field,
                                    const std::vector<std::string>& columns) {
  if (const auto mapped = layer.fields.find(field); mapped != layer.fields.end()) {
    if (has(columns, mapped->second)) return {mapped->second};
    throw Error(ErrorKind::input,
                layer.file + ": layer " + layer.id + " has no column '" + mapped->second + "' for field '" +
                    field + "'; it has: " + joined(columns),
                "mend `fields` in " + layer.manifest);
  }
  std::vector<std::string> found;
  const auto add = [&](const std::string& name) {
    if (has(columns, name) && !has(found, name)) found.push_back(name);
  };
  add(field);
  const auto kind = aliases.find(layer.kind);
  if (kind == aliases.end()) return found;
  const auto names = kind->second.find(field);
  if (names == kind->second.end()) return found;
  for (const auto& name : names->second) add(name);
  return found;
}

// Of two columns of a list that say the same thing either may hold the ban: such a table is refused. What is only shown may be there twice.
void refuse_twins(const Layer& layer, const std::string& field, const std::vector<std::string>& columns) {
  const bool shown = field == "unit_name" || field == "city" || field == "county";
  if (layer.kind != "zone_list" || columns.size() < 2 || shown) return;
  throw Error(ErrorKind::input,
              layer.file + ": layer " + layer.id + " has several columns for field '" + field +
                  "': " + joined(columns) + "; which of them counts is not known",
              "keep one of the columns, or name the one that counts in `fields` of " + layer.manifest);
}

bool blank(const Value& v) {
  const auto* text = std::get_if<std::string>(&v);
  return text && schema::trimmed(*text).empty();
}

Value number_value(const Value& raw) {
  const auto number = as_number(raw);
  return number ? Value(*number) : Value(Unknown{});
}

// A list of words. Those that projects state too (industries, project types) are read as theirs are; a word that cannot be read leaves the whole
// list unknown, for it may be the one that matters.
Value list_value(const Value& raw, std::string_view field) {
  const auto* spec = field == "industries"      ? schema::find_attribute("industry")
                     : field == "project_types" ? schema::find_attribute("project_type")
                                                : nullptr;
  auto items = schema::split_list(to_text(raw));
  for (auto& item : items) {
    if (!spec) break;
    const auto word = schema::parse_value(*spec, item);
    if (!word || !std::holds_alternative<std::string>(*word)) return Unknown{};
    item = std::get<std::string>(*word);
  }
  return items;
}

// Codes of control units are compared letter by letter: one form, one code to a cell.
Value code_value(const std::string& text) {
  const auto code = schema::zone_code(text);
  return code ? Value(*code) : Value(Unknown{});
}

// Codes and numbers in the width of Chinese signs (０３０１, ０．３) are those in plain ones. What people read (names, texts) stays as it is written.
Value narrowed(const Value& raw, schema::Type type, std::string_view field) {
  constexpr std::array<std::string_view, 7> kCodes = {"code",      "dlbm",    "origin",   "forest_use",
                                                      "age_group", "species", "ownership"};
  const auto* text = std::get_if<std::string>(&raw);
  const bool code = std::find(kCodes.begin(), kCodes.end(), field) != kCodes.end();
  return text && (code || type != schema::Type::text) ? Value(schema::narrow(*text)) : raw;
}

Value typed(const Value& cell, schema::Type type, std::string_view field) {
  const Value raw = narrowed(cell, type, field);
  switch (type) {
    case schema::Type::number:
    case schema::Type::integer:
      return number_value(raw);
    case schema::Type::boolean: {
      const auto truth = as_bool(raw);
      return truth ? Value(*truth) : Value(Unknown{});
    }
    case schema::Type::list:
      return list_value(raw, field);
    case schema::Type::date:
    case schema::Type::text:
      break;
  }
  return std::holds_alternative<NotApplicable>(raw) ? raw : Value(std::string(schema::trimmed(to_text(raw))));
}

// A land-class code of GB/T 21010-2017 or the third national land survey: first class 00 (wetlands) to 12; second class two digits, or H and a digit; K or A behind
// it. "1030" and "103.0" are what a number column leaves of "0103".
bool is_land_class(std::string_view code) {
  const auto digit = [&](std::size_t i) { return code[i] >= '0' && code[i] <= '9'; };
  if (code.size() != 2 && code.size() != 4 && code.size() != 5) return false;
  if (!digit(0) || !digit(1)) return false;
  const int first = (code[0] - '0') * 10 + (code[1] - '0');
  if (first > 12) return false;
  if (code.size() == 2) return true;
  if (first == 0 || !digit(3)) return false;
  // The largest second class of each first class in either list.
  constexpr std::array<int, 13> kMost{0, 3, 4, 7, 4, 8, 3, 2, 10, 6, 9, 10, 7};
  const int second = digit(2) ? (code[2] - '0') * 10 + (code[3] - '0') : code[2] == 'H' ? 1 : 0;
  if (second < 1 || second > kMost[static_cast<std::size_t>(first)]) return false;
  return code.size() == 4 || code[4] == 'K' || code[4] == 'A';
}

// Forest inventories number their classes with six digits: 030100 trees, 030301 shrubs, 030406 burnt ground.
bool is_forest_class(std::string_view code) {
  const auto digit = [&](std::size_t i) { return code[i] >= '0' && code[i] <= '9'; };
  return code.size() == 6 && code.starts_with("03") && is_land_class(code.substr(0, 4)) && digit(4) &&
         digit(5);
}

// The origin of a stand: 1x and 天然 natural, 2x and 人工 planted. Another word may be either.
bool is_origin(std::string_view word) {
  constexpr std::array<std::string_view, 4> kBegin = {"1", "2", "天然", "人工"};
  return std::any_of(kBegin.begin(), kBegin.end(), [&](auto begin) { return word.starts_with(begin); });
}

// Six digits, or the first two or four of them.
Value region_code(const std::string& text) {
  const std::string whole = text + std::string(text.size() < 6 ? 6 - text.size() : 0, '0');
  return text.size() % 2 == 0 && schema::is_region_code(whole) ? Value(text) : Value(Unknown{});
}

// A value that its field cannot have says nothing: it becomes unknown, and unknown never passes.
//   words: those of the kind's table, where it has one
//   dlbm: land-class codes of GB/T 21010 and the third survey, "0101", "0301K", "05H1"; a number that lost its leading zero is none;
//     of forest inventories their six digits too
//   origin: of a stand, natural or planted
//   kcxs: a deduction of more than half of a field is a percentage or an error
//   code: of counties six digits; of the dated tables of regions two, four or six (docs/layers.md)
//   industry: of a table, a code as projects state theirs
Value plausible(const schema::KindSpec& kind, const schema::FieldSpec& spec, Value value) {
  const std::string text = to_text(value);
  if (is_unknown(value) || text.empty()) return value;
  if (!spec.values.empty() && spec.type == schema::Type::text) {
    const auto word = schema::field_word(spec, text);
    return word ? Value(*word) : Value(Unknown{});
  }
  if (spec.key == "unit_code") return code_value(text);
  if (spec.key == "dlbm") {
    const bool known = is_land_class(text) || (kind.key == "forest" && is_forest_class(text));
    return known ? value : Value(Unknown{});
  }
  if (spec.key == "origin") return is_origin(text) ? value : Value(Unknown{});
  if (spec.key == "code" && kind.key == "admin") return schema::is_region_code(text) ? value : Unknown{};
  if (spec.key == "code" && is_region_table(kind)) return region_code(text);
  if (spec.key == "industry") {
    const auto code = schema::parse_value(*schema::find_attribute("industry"), value);
    return code && std::holds_alternative<std::string>(*code) ? *code : Value(Unknown{});
  }
  if (kind.key == "capacity_swap" && spec.key == "ratio") {
    const auto ratio = as_number(value);
    return ratio && *ratio > 0 ? value : Value(Unknown{});
  }
  if (spec.key == "kcxs") {
    const auto share = as_number(value);
    return share && *share >= 0 && *share <= 0.5 ? value : Value(Unknown{});
  }
  return value;
}

// The class of a control unit stands in its code too (ZH + 6 digits + class + 4 digits). Where both speak and differ, the class is unknown.
void reconcile_unit(Attributes& fields) {
  const auto code = fields.find("code"), cls = fields.find("class");
  if (code != fields.end() && is_known(code->second)) code->second = code_value(to_text(code->second));
  if (code == fields.end() || cls == fields.end() || is_unknown(cls->second)) return;
  const std::string text = to_text(code->second);
  if (text.size() != 13 || !text.starts_with("ZH") || text[8] < '1' || text[8] > '3') return;
  if (to_text(cls->second) != text.substr(8, 1)) cls->second = Unknown{};
}

// Only forest of public benefit has a grade of it: an empty cell of a commercial stand is an answer, not a gap.
void close_public_grade(Attributes& fields) {
  const auto category = fields.find("category");
  if (category == fields.end() || is_unknown(category->second)) return;
  if (to_text(category->second).starts_with("02")) fields["public_grade"] = NotApplicable{};
}

}  // namespace

FieldReader::FieldReader(const Layer& layer, const Aliases& aliases,
                         const std::vector<std::string>& columns) {
  const auto* kind = schema::find_kind(layer.kind);
  kind_ = kind;
  if (!kind) return;
  for (const auto& spec : kind->fields) {
    Entry entry{std::string(spec.key), {}, spec.type, spec.empty_means_none, {}};
    const auto found = columns_of(layer, aliases, entry.canonical, columns);
    refuse_twins(layer, entry.canonical, found);
    if (!found.empty()) entry.column = found.front();
    if (const auto missing = layer.missing.find(entry.canonical); missing != layer.missing.end())
      entry.missing = missing->second;
    if (!entry.column.empty()) entries_.push_back(std::move(entry));
  }
}

Attributes FieldReader::read(const Attributes& source, std::vector<std::string>* unreadable) const {
  Attributes fields;
  bool graded = false;
  for (const auto& entry : entries_) {
    const auto at = source.find(entry.column);
    const Value raw = at == source.end() ? Value(Unknown{}) : at->second;
    const bool open_end = entry.type == schema::Type::date && entry.canonical == "to" && is_known(raw) &&
                          schema::trimmed(to_text(raw)) == "至今";
    const bool declared_missing = open_end || (is_known(raw) && has(entry.missing, to_text(raw)));
    if (entry.type == schema::Type::list && (is_unknown(raw) || blank(raw) || declared_missing)) {
      fields[entry.canonical] = std::vector<std::string>{};
    } else if (is_unknown(raw) || blank(raw) || declared_missing) {
      fields[entry.canonical] = entry.empty_means_none ? Value(std::string()) : Value(Unknown{});
    } else {
      graded = graded || entry.canonical == "public_grade";
      const auto* spec = schema::find_field(*kind_, entry.canonical);
      Value& value = fields[entry.canonical];
      value = plausible(*kind_, *spec, typed(raw, entry.type, entry.canonical));
      // A date that is none stays as text: it limits the row in a way that nobody knows, while an empty one does not.
      const bool no_date = entry.type == schema::Type::date && !Date::parse(to_text(value));
      if (unreadable && (is_unknown(value) || no_date))
        unreadable->push_back(entry.canonical + " '" + to_text(raw) + "'");
    }
  }
  // A list without a column of verdicts is one of free text only; a verdict that is there and cannot be read is something else.
  if (kind_ && kind_->key == "zone_list") fields.try_emplace("verdict", std::string());
  if (kind_ && kind_->key == "zone_unit") reconcile_unit(fields);
  if (kind_ && kind_->key == "zone_element") {
    const auto code = fields.find("code");
    if (code != fields.end() && is_known(code->second)) code->second = code_value(to_text(code->second));
  }
  if (kind_ && kind_->key == "forest" && !graded) close_public_grade(fields);
  return fields;
}

std::string FieldReader::column(std::string_view field) const {
  const auto at =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.canonical == field; });
  return at == entries_.end() ? std::string() : at->column;
}

std::vector<std::string> header_names(const Layer& layer, const Aliases& aliases) {
  std::vector<std::string> names;
  const auto* kind = schema::find_kind(layer.kind);
  const auto others = aliases.find(layer.kind);
  for (const auto& spec : kind ? kind->fields : std::vector<schema::FieldSpec>()) {
    const std::string field(spec.key);
    if (const auto mapped = layer.fields.find(field); mapped != layer.fields.end())
      names.push_back(mapped->second);
    names.push_back(field);
    if (others == aliases.end()) continue;
    if (const auto at = others->second.find(field); at != others->second.end())
      names.insert(names.end(), at->second.begin(), at->second.end());
  }
  return names;
}

}  // namespace zonegate::catalog
