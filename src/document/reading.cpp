// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>

#include "document/parts.h"
#include "schema/schema.h"
#include "verdict/verdict.h"
#include "words/words.h"

namespace zonegate::document {

const Json& member(const Json& object, std::string_view key) {
  static const Json none;
  const auto at = object.find(key);
  return at == object.end() ? none : *at;
}

const Json& list(const Json& object, std::string_view key) {
  static const Json empty = Json::array();
  const Json& value = member(object, key);
  return value.is_array() ? value : empty;
}

std::string text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number()) return fixed(value.get<double>(), 6);
  if (!value.is_array()) return {};
  std::string out;
  for (const auto& item : value) out += (out.empty() ? "" : "、") + text(item);
  return out;
}

std::string text(const Json& object, std::string_view key) { return text(member(object, key)); }

std::string local(const Json& object, const std::string& key, Lang lang) {
  const std::string zh = text(object, key), en = text(object, key + "_en");
  return Text{zh, en}.in(lang);
}

bool flag(const Json& object, std::string_view key) {
  const Json& value = member(object, key);
  return value.is_boolean() && value.get<bool>();
}

std::string kind_name(std::string_view kind, Lang lang) {
  const auto* spec = schema::find_kind(kind);
  if (!spec) return std::string(kind);
  return std::string(lang == Lang::zh ? spec->zh : spec->en);
}

std::string spaced(std::string word) {
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

namespace {

// Where what is no part of a law's name begins: notes in brackets on its revision (2019年修订) or its number (国务院令第830号). Other brackets (2024年本, 试行) are of the name.
std::size_t end_of_title(const std::string& instrument) {
  const std::string open = "（", close = "）";
  for (auto at = instrument.find(open); at != std::string::npos; at = instrument.find(open, at + 1)) {
    const auto end = instrument.find(close, at);
    if (end == std::string::npos) break;
    const std::string note = instrument.substr(at + open.size(), end - at - open.size());
    if (note.ends_with("修订") || note.ends_with("修正") || note.ends_with("号")) return at;
  }
  return instrument.size();
}

// 《中华人民共和国森林法》（2019年修订）第三十七条: in Chinese the name of a law has its marks.
std::string titled(const std::string& instrument) {
  if (instrument.find("《") != std::string::npos) return instrument;
  const auto end = end_of_title(instrument);
  return "《" + instrument.substr(0, end) + "》" + instrument.substr(end);
}

// So have further laws that a clause names: 第十一条；《水法》第三十八条.
std::string titled_within(std::string clause) {
  const std::string semicolon = "；";
  for (auto at = clause.find(semicolon); at != std::string::npos; at = clause.find(semicolon, at + 1)) {
    const auto from = at + semicolon.size(), to = std::min(clause.find("第", from), clause.find("（", from));
    if (to == std::string::npos) break;
    const std::string name = clause.substr(from, to - from);
    if ((name.ends_with("法") || name.ends_with("条例")) && name.find("《") == std::string::npos)
      clause.replace(from, to - from, "《" + name + "》");
  }
  return clause;
}

std::string with_clause(const std::string& instrument, const std::string& clause, Lang lang) {
  const std::string words = words::clause(clause, lang);
  if (lang == Lang::en || instrument.empty()) return instrument + " " + words;
  return titled(instrument) + (words.starts_with("第") ? "" : " ") + titled_within(words);
}

}  // namespace

std::string cited_worst(const Context& c, const Json& finding) {
  if (text(finding, "worst_clause").empty()) return cited(c, finding);
  return with_clause(local(finding, "worst_instrument", c.lang), text(finding, "worst_clause"), c.lang);
}

std::string cited(const Context& c, const Json& finding) {
  return with_clause(local(finding, "instrument", c.lang), text(finding, "clause"), c.lang);
}

std::string note_of(const Context& c, const std::string& name, const Json& source) {
  const std::string note = local(source, "note", c.lang);
  if (note.empty()) return {};
  const bool foreign = c.lang == Lang::en && text(source, "note_en").empty();
  return name + (foreign ? " (in Chinese): " : c.w("：", ": ")) + note;
}

std::string attribute_name(std::string_view key, Lang lang) {
  const auto* spec = schema::find_attribute(key);
  if (lang == Lang::zh && spec && !spec->zh.empty()) return std::string(spec->zh);
  std::string out = lang == Lang::en ? schema::english_name(key) : std::string(key);
  if (lang == Lang::en && !out.empty())
    out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
  return out;
}

namespace {

std::string value_word(const schema::AttributeSpec* spec, const std::string& word, Lang lang) {
  if (word == "n/a") return lang == Lang::zh ? "不适用" : word;
  if (lang == Lang::en) return spaced(word);
  if (!spec) return word;
  const auto at = std::find(spec->values.begin(), spec->values.end(), word);
  const auto index = static_cast<std::size_t>(at - spec->values.begin());
  return index < spec->values_zh.size() ? std::string(spec->values_zh[index]) : word;
}

}  // namespace

std::string attribute_value(std::string_view key, const Json& value, Lang lang) {
  const auto* spec = schema::find_attribute(key);
  if (value.is_boolean()) return value.get<bool>() ? Text{"是", "yes"}.in(lang) : Text{"否", "no"}.in(lang);
  if (value.is_number()) return shortest(value.get<double>());
  if (!value.is_array()) return value_word(spec, text(value), lang);
  std::string out;
  for (const auto& item : value)
    out += (out.empty() ? "" : lang == Lang::zh ? "、" : ", ") + value_word(spec, text(item), lang);
  return out;
}

std::string unknown_name(std::string_view key, Lang lang) {
  constexpr std::string_view kLayer = "layer:";
  if (!key.starts_with(kLayer)) return attribute_name(key, lang);
  return Text{"图层：", "layer: "}.in(lang) + kind_name(key.substr(kLayer.size()), lang);
}

std::string outcome_word(const std::string& word, Lang lang) {
  const auto outcome = parse_outcome(word);
  return outcome ? verdict::outcome_text(*outcome).in(lang) : word;
}

std::string basis_word(const Context& c) {
  const std::string basis = text(c.project, "area_basis");
  if (basis.starts_with("ellipsoidal")) return c.w("椭球面积", "ellipsoidal");
  constexpr std::string_view kPlanar = "planar ";
  return basis.starts_with(kPlanar) ? c.w("平面面积 ", "planar ") + basis.substr(kPlanar.size()) : basis;
}

bool examined_whole(const Json& layer) {
  const Json& share = member(layer, "examined_share");
  return share.is_number() && share.get<double>() >= 1;
}

std::string interval_level(const Json& run) {
  const Json& level = member(run, "interval_level");
  return level.is_number() ? shortest(quantise(100 * level.get<double>(), 2)) : std::string();
}

std::string name_of(const Json& fields) {
  const std::string name = text(fields, "name");
  return name.empty() ? text(fields, "code") : name;
}

const std::string& cell_of(const TableRow& row, const std::string& column) {
  static const std::string none;
  const auto at = row.cells.find(column);
  return at == row.cells.end() ? none : at->second;
}

std::string project_id_of(std::string_view line) {
  const Json value = Json::parse(line.begin(), line.end(), nullptr, false);
  if (value.is_object() && member(value, "project_id").is_string()) return text(value, "project_id");
  throw Error(ErrorKind::input, "results.jsonl: a line is not the result of a project",
              "run zonegate screen again; the file may have been cut off or edited");
}

}  // namespace zonegate::document
