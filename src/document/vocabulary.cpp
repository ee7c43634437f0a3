// SPDX-License-Identifier: Apache-2.0
//
// Words of data and results in the language of the document: documents/words.yaml. A word that is not there stays as it was.
#include <algorithm>
#include <regex>

#include "config/config.h"
#include "document/parts.h"
#include "schema/schema.h"
#include "words/words.h"

namespace zonegate::document {
namespace {

using config::Mistakes;

const std::string* found(const std::map<std::string, std::string>& words, const std::string& word) {
  const auto at = words.find(word);
  return at == words.end() ? nullptr : &at->second;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> out(1);
  for (const char letter : text) {
    if (letter == separator)
      out.emplace_back();
    else
      out.back() += letter;
  }
  return out;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

// "lulucf.bef_above.masson-pine": 地上生物量扩展因子 马尾松; "gwp.ar6.CH4", whose edition stands second: 增温潜势 CH4; empty: its quantity is not known here.
std::string factor_words(const Context& c, const std::string& id) {
  const auto parts = split(id, '.');
  const auto known = [&](std::size_t i) { return found(c.profile.words.to_zh, parts[i]) != nullptr; };
  if (parts.size() < 2 || !(known(1) || (parts.size() > 2 && known(0)))) return {};
  std::string out = told(c, parts[known(1) ? 1 : 0]);
  for (std::size_t i = 2; i < parts.size(); ++i) out += " " + told(c, parts[i]);
  return out;
}

}  // namespace

Words read_words(const std::string& path) {
  Mistakes m;
  Words out;
  for (const auto& [group, words] : config::load(path, m).entries()) {
    for (const auto& [zh, node] : words.entries()) {
      const std::string en = node.text(m).value_or(std::string());
      if (en.empty() || !out.to_en.emplace(zh, en).second)
        node.fail(m, "'" + zh + "' stands twice, or has no English");
      out.to_zh.emplace(en, zh);  // of several the first
    }
  }
  if (m.empty()) return out;
  std::string lines;
  for (const auto& mistake : m) lines += (lines.empty() ? "" : "\n") + config::to_line(mistake);
  throw Error(ErrorKind::usage, lines, "this file belongs to the program: install it again");
}

std::string told(const Context& c, const std::string& word) {
  const auto* other = found(c.lang == Lang::zh ? c.profile.words.to_zh : c.profile.words.to_en, word);
  return other ? *other : word;
}

std::string stated(const Context& c, const std::string& word) {
  return word.empty() ? c.w("未提供", "not stated") : told(c, word);
}

std::string named_kinds(const Context& c, std::string text) {
  for (const auto& kind : schema::kinds()) {
    const std::string key = std::string(kind.key) + ":";
    const auto at = text.find(key);
    if (at == std::string::npos || (at > 0 && text[at - 1] != ' ')) continue;
    text.replace(at, key.size(), kind_name(kind.key, c.lang) + c.w("：", ":"));
  }
  return text;
}

std::string joined(const Context& c, const Json& items) {
  std::string out;
  if (!items.is_array()) return text(items);
  for (const auto& item : items) c.add_word(out, text(item));
  return out;
}

std::string basis_words(const Context& c) {
  const std::string basis = text(c.project, "area_basis");
  if (basis == "planar (local coordinates)") return c.w("平面面积（地方坐标）", "planar (local coordinates)");
  static const std::regex equal(R"(^ellipsoidal \(CGCS2000, equal-area plane lat_ts (\d+) lon_0 (\d+)\)$)");
  const char* words =
      c.lang == Lang::zh
          ? "椭球面积（CGCS2000，等面积投影，标准纬线 $1°，中央经线 $2°）"
          : "ellipsoidal (CGCS2000, equal-area projection, standard parallel $1°, central meridian $2°)";
  if (std::regex_match(basis, equal)) return std::regex_replace(basis, equal, words);
  constexpr std::string_view kPlanar = "planar ";
  return basis.starts_with(kPlanar) ? c.w("平面面积 ", "planar ") + basis.substr(kPlanar.size()) : basis;
}

std::string scenario_name(const Context& c, const Json& run) {
  const std::string name = local(run, "scenario_name", c.lang);
  return name.empty() ? text(run, "scenario") : name;
}

std::string factor_name(const Context& c, const std::string& id) {
  const std::string words = factor_words(c, id);
  return words.empty() || c.lang == Lang::en ? words::carbon_input(id, c.lang) : words + "（" + id + "）";
}

std::string driver_name(const Context& c, const Json& run, const std::string& input) {
  std::string out = words::carbon_input(input, c.lang);
  if (const std::string id = text(run, "scenario"); !id.empty())
    replace_all(out, c.w("（情景 ", "(scenario ") + id + c.w("）", ")"),
                c.w("（情景 ", "(scenario ") + scenario_name(c, run) + c.w("）", ")"));
  if (c.lang == Lang::en) return out;
  static const std::regex curve(R"(^生长曲线 (\S+) 的)");
  if (std::smatch at; std::regex_search(out, at, curve))
    return "生长曲线 " + told(c, at[1].str()) + " 的" + at.suffix().str();
  const std::size_t end = std::min(out.find("（"), out.size());
  const std::string words = factor_words(c, out.substr(0, end));
  return words.empty() ? out : words + out.substr(end);
}

}  // namespace zonegate::document
