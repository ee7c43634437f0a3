// SPDX-License-Identifier: Apache-2.0
//
// A table of claims, read strictly: a word that is not understood is a mistake of the table, never a claim that holds.
#include "review/claims.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "schema/schema.h"
#include "verdict/verdict.h"

namespace zonegate::review {
namespace {

using Names = std::vector<std::string_view>;
struct Column {
  std::string Claim::*field;
  Names names;
  bool required;
};
const std::array<Column, 9>& columns() {
  static const std::array<Column, 9> all = {{{&Claim::project_id, {"project_id", "项目编号"}, true},
                                             {&Claim::kind, {"kind", "key", "指标"}, true},
                                             {&Claim::layer, {"layer", "图层"}, false},
                                             {&Claim::feature, {"feature", "要素"}, false},
                                             {&Claim::value, {"value", "stated_value", "数值"}, true},
                                             {&Claim::unit, {"unit", "单位"}, false},
                                             {&Claim::list_version, {"list_version", "清单版本"}, false},
                                             {&Claim::list_date, {"list_date", "清单日期"}, false},
                                             {&Claim::page, {"page", "页码"}, false}}};
  return all;
}

struct KindWord {
  std::string_view word;
  ClaimKind kind;
  std::string_view unit;  // that the word itself states
};
constexpr std::array<KindWord, 22> kKinds = {{{"unit_code", ClaimKind::unit_code, ""},
                                              {"管控单元编码", ClaimKind::unit_code, ""},
                                              {"管控单元", ClaimKind::unit_code, ""},
                                              {"area_m2", ClaimKind::area, "m2"},
                                              {"area_hm2", ClaimKind::area, "hm2"},
                                              {"area_ha", ClaimKind::area, "hm2"},
                                              {"area_mu", ClaimKind::area, "mu"},
                                              {"area", ClaimKind::area, ""},
                                              {"面积", ClaimKind::area, ""},
                                              {"length_m", ClaimKind::length, "m"},
                                              {"length", ClaimKind::length, ""},
                                              {"长度", ClaimKind::length, ""},
                                              {"distance_m", ClaimKind::distance, "m"},
                                              {"distance", ClaimKind::distance, ""},
                                              {"距离", ClaimKind::distance, ""},
                                              {"share", ClaimKind::share, ""},
                                              {"占比", ClaimKind::share, ""},
                                              {"比例", ClaimKind::share, ""},
                                              {"verdict", ClaimKind::verdict, ""},
                                              {"结论", ClaimKind::verdict, ""},
                                              {"absent", ClaimKind::absent, ""},
                                              {"不涉及", ClaimKind::absent, ""}}};

struct UnitWord {
  std::string_view word, unit;
  ClaimKind kind;  // area, length (and distance), share
  double scale;
};
constexpr std::array<UnitWord, 19> kUnits = {{{"m2", "m2", ClaimKind::area, 1},
                                              {"m²", "m2", ClaimKind::area, 1},
                                              {"㎡", "m2", ClaimKind::area, 1},
                                              {"平方米", "m2", ClaimKind::area, 1},
                                              {"hm2", "hm2", ClaimKind::area, 10000},
                                              {"hm²", "hm2", ClaimKind::area, 10000},
                                              {"ha", "hm2", ClaimKind::area, 10000},
                                              {"公顷", "hm2", ClaimKind::area, 10000},
                                              {"mu", "mu", ClaimKind::area, 10000.0 / 15},
                                              {"亩", "mu", ClaimKind::area, 10000.0 / 15},
                                              {"km2", "km2", ClaimKind::area, 1e6},
                                              {"平方公里", "km2", ClaimKind::area, 1e6},
                                              {"m", "m", ClaimKind::length, 1},
                                              {"米", "m", ClaimKind::length, 1},
                                              {"km", "km", ClaimKind::length, 1000},
                                              {"公里", "km", ClaimKind::length, 1000},
                                              {"千米", "km", ClaimKind::length, 1000},
                                              {"%", "%", ClaimKind::share, 0.01},
                                              {"1", "1", ClaimKind::share, 1}}};

const UnitWord* unit_of(std::string_view word) {
  const auto at =
      std::find_if(kUnits.begin(), kUnits.end(), [&](const UnitWord& u) { return u.word == word; });
  return at == kUnits.end() ? nullptr : &*at;
}

std::string cleaned(const std::string& text) { return schema::narrow(schema::trimmed(text)); }

// Without the commas between thousands, where that is what they are.
std::string without_commas(const std::string& text) {
  const auto dot = std::min(text.find('.'), text.size());
  std::size_t since = 0;
  bool any = false;
  for (std::size_t i = 0; i < dot; ++i) {
    if (text[i] != ',') {
      ++since;
      continue;
    }
    if (any ? since != 3 : since < 1 || since > 3) return text;
    any = true, since = 0;
  }
  if (!any || since != 3) return text;
  std::string out;
  for (const char c : text) out += c == ',' ? std::string() : std::string(1, c);
  return out;
}

class TableReader {
 public:
  TableReader(const TableText& table, const std::map<std::string, std::string>& layers)
      : table_(table), layers_(layers) {}

  std::vector<ReadClaim> read() {
    for (const auto& column : columns()) find(column);
    const bool columns_known = mistakes_.empty();
    std::vector<ReadClaim> out;
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      if (i < table_.faults.size() && !table_.faults[i].empty()) fail(table_.lines[i], table_.faults[i]);
      if (columns_known) out.push_back(understand(row(i)));
    }
    if (mistakes_.empty()) return out;
    throw Error(ErrorKind::usage, joined(mistakes_, "\n"),
                "mend these rows; nothing was compared (columns: docs/results.md)");
  }

 private:
  void fail(std::size_t line, const std::string& message) {
    mistakes_.push_back(table_.file + ":" + std::to_string(line) + ": " + message);
  }

  void find(const Column& column) {
    for (const auto name : column.names) {
      if (std::find(table_.headers.begin(), table_.headers.end(), name) == table_.headers.end()) continue;
      if (headers_.contains(column.names[0]))
        fail(1, "columns " + headers_[column.names[0]] + " and " + std::string(name) +
                    " say the same thing; keep one");
      headers_[column.names[0]] = name;
    }
    if (column.required && !headers_.contains(column.names[0]))
      fail(1, "there is no column " + std::string(column.names[0]) + " (" + std::string(column.names.back()) +
                  ")");
  }

  Claim row(std::size_t i) const {
    Claim claim;
    claim.line = table_.lines[i];
    for (const auto& column : columns()) {
      const auto header = headers_.find(column.names[0]);
      if (header == headers_.end()) continue;
      const auto cell = table_.rows[i].find(header->second);
      if (cell != table_.rows[i].end()) claim.*(column.field) = schema::trimmed(cell->second);
    }
    return claim;
  }

  ReadClaim understand(const Claim& claim) {
    ReadClaim out;
    out.text = claim;
    if (claim.project_id.empty()) fail(claim.line, "project_id (项目编号) is empty");
    if (!claim.list_date.empty() && !(out.list_date = Date::parse(claim.list_date)))
      fail(claim.line, "list_date '" + claim.list_date + "' is not a date; write it as 2026-10-01");
    const auto at =
        std::find_if(kKinds.begin(), kKinds.end(), [&](const KindWord& k) { return k.word == claim.kind; });
    if (at == kKinds.end()) {
      fail(claim.line, "kind '" + claim.kind +
                           "' is none of unit_code, area_m2, area_hm2, area_mu, length_m, distance_m, share, "
                           "verdict, absent");
      return out;
    }
    out.kind = at->kind;
    layer(out);
    value(out, at->unit);
    return out;
  }

  void layer(ReadClaim& out) {
    const std::string& word = out.text.layer;
    if (word.empty()) {
      if (out.kind == ClaimKind::unit_code) out.layer_kind = "zone_unit";
      if (out.kind == ClaimKind::length || out.kind == ClaimKind::distance || out.kind == ClaimKind::share ||
          out.kind == ClaimKind::absent)
        fail(out.text.line, "a claim of kind " + out.text.kind + " needs a layer (图层)");
      if (!out.text.feature.empty())
        fail(out.text.line, "a feature (要素) without a layer (图层) cannot be found");
      return;
    }
    if (out.kind == ClaimKind::verdict)
      fail(out.text.line, "a verdict is of the whole project: leave layer and feature empty");
    std::vector<std::string> known;
    for (const auto& spec : schema::kinds()) {
      known.emplace_back(spec.key);
      if (word == spec.key || word == spec.zh) out.layer_kind = spec.key;
    }
    for (const auto& [id, kind] : layers_) {
      known.push_back(id);
      if (out.layer_kind.empty() && word == id) out.layer_kind = kind, out.layer_id = id;
    }
    const auto* spec = schema::find_kind(out.layer_kind);
    if (!spec) {
      const std::string near = schema::nearest_word(word, known);
      fail(out.text.line, "there is no layer " + word + (near.empty() ? "" : "; did you mean " + near + "?"));
    } else if (spec->geometry == schema::Geometry::table || spec->geometry == schema::Geometry::raster) {
      fail(out.text.line,
           "layer " + word + " has no features on the ground; claims about it cannot be checked");
    }
  }

  void value(ReadClaim& out, std::string_view own_unit) {
    const Claim& claim = out.text;
    switch (out.kind) {
      case ClaimKind::unit_code:
        out.codes = schema::split_list(claim.value);
        for (auto& code : out.codes) code = schema::zone_code(code).value_or(code);
        if (out.codes.empty()) fail(claim.line, "value (数值) names no code");
        return;
      case ClaimKind::verdict:
        return pair(out);
      case ClaimKind::absent:
        if (!claim.value.empty() && as_bool(Value(claim.value)) != true && claim.value != "不涉及")
          fail(claim.line, "value of absent is true (是), or empty");
        return;
      default:
        return number(out, own_unit);
    }
  }

  void pair(ReadClaim& out) {
    const std::string& text = out.text.value;
    const auto slash = text.find('/');
    out.outcome = verdict::outcome_of(schema::trimmed(text.substr(0, slash)));
    if (slash != std::string::npos) out.worst = verdict::outcome_of(schema::trimmed(text.substr(slash + 1)));
    if (!out.outcome || (slash != std::string::npos && !out.worst))
      fail(out.text.line, "verdict '" + text +
                              "' is none of prohibited 禁止, restricted 限制, conditional 有条件, "
                              "undetermined 待定, allowed 允许 (or two of them: outcome/worst_possible)");
  }

  void number(ReadClaim& out, std::string_view own_unit) {
    const Claim& claim = out.text;
    std::string text = cleaned(claim.value), word = cleaned(claim.unit);
    if (out.kind == ClaimKind::share && text.ends_with('%') && (word.empty() || word == "%"))
      text.pop_back(), word = "%";
    if (word.empty()) word = own_unit;
    if (word.empty() && out.kind == ClaimKind::share) word = "1";
    const UnitWord* unit = unit_of(word);
    const ClaimKind wanted = out.kind == ClaimKind::distance ? ClaimKind::length : out.kind;
    if (word.empty()) return fail(claim.line, "unit (单位) is missing");
    if (!unit || unit->kind != wanted)
      return fail(claim.line, "unit '" + word + "' is none of a claim of kind " + claim.kind);
    if (!own_unit.empty() && unit->unit != own_unit)
      return fail(claim.line, "kind " + claim.kind + " and unit " + word + " contradict each other");
    text = without_commas(std::string(schema::trimmed(text)));
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (error != std::errc() || end != text.data() + text.size() || !(number >= 0) || !std::isfinite(number))
      return fail(claim.line, "value '" + claim.value +
                                  "' is not a number that an area, length, distance or share can have");
    const auto dot = text.find('.');
    const double digits = dot == std::string::npos ? 0 : static_cast<double>(text.size() - dot - 1);
    out.scale = unit->scale;
    out.value = number * unit->scale;
    out.tolerance = 0.5 * std::pow(10, -digits) * unit->scale;
    if (out.kind == ClaimKind::share && out.value > 1 + out.tolerance)
      fail(claim.line, "a share of " + claim.value + " is more than the whole; percent need the unit %");
  }

  const TableText& table_;
  const std::map<std::string, std::string>& layers_;
  std::map<std::string_view, std::string> headers_;
  std::vector<std::string> mistakes_;
};

// The tree, with each fraction as the text that the file holds: 12.50 claims another precision than 12.5.
struct DigitKeeper : nlohmann::detail::json_sax_dom_parser<Json> {
  using json_sax_dom_parser::json_sax_dom_parser;
  bool number_float(double, const std::string& digits) {
    std::string copy = digits;
    return string(copy);
  }
};

}  // namespace

std::vector<std::string> claim_columns() {
  std::vector<std::string> names;
  for (const auto& column : columns()) names.insert(names.end(), column.names.begin(), column.names.end());
  return names;
}

std::vector<ReadClaim> read_claims(const TableText& table, const std::map<std::string, std::string>& layers) {
  return TableReader(table, layers).read();
}

TableText claims_from_json(const std::string& file, const std::string& content) {
  Json root;
  DigitKeeper keeper(root, false);
  const bool readable = Json::sax_parse(content, &keeper);
  if (readable && root.is_object() && root.contains("claims")) root = Json(root["claims"]);
  const auto flat = [](const Json& item) { return item.is_object(); };
  if (!readable || !root.is_array() || !std::all_of(root.begin(), root.end(), flat))
    throw Error(ErrorKind::input, file + ": not a list of claims",
                R"(write [{"project_id": "P1", ...}] or {"claims": [...]})");
  TableText table;
  table.file = file;
  std::set<std::string> headers;
  for (const auto& item : root) {
    auto& row = table.rows.emplace_back();
    table.lines.push_back(table.rows.size());
    for (const auto& [key, value] : item.items()) {
      headers.insert(key);
      row[key] = value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump();
    }
  }
  table.headers.assign(headers.begin(), headers.end());
  return table;
}

}  // namespace zonegate::review
