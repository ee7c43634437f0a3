// SPDX-License-Identifier: Apache-2.0
#include "advice/advice.h"
#include "config/config.h"

namespace zonegate::advice {
namespace {

using config::Mistakes;
using config::Node;

std::string sentence(const Node& meaning, const char* key, Mistakes& m) {
  if (!meaning.require(key, m)) return {};
  return meaning.get(key).text(m).value_or(std::string());
}

Meaning read_meaning(const Node& node, Mistakes& m) {
  Meaning out;
  node.only_keys({"severity", "en", "zh", "remedy", "ask"}, m);
  node.require("severity", m);
  for (const auto& word : node.get("severity").texts(m)) {
    bool known = false;
    for (const Severity s : {Severity::note, Severity::warning, Severity::error}) {
      if (to_string(s) != word) continue;
      out.severities.push_back(s);
      known = true;
    }
    if (!known) node.get("severity").fail(m, "'" + word + "' is none of error, warning, note");
  }
  out.what = {sentence(node, "zh", m), sentence(node, "en", m)};
  out.remedy_zh = sentence(node, "remedy", m);
  if (node.get("ask").exists()) out.ask = node.get("ask").bilingual(m);
  return out;
}

std::string with_original(const std::string& chinese, const std::string& original) {
  if (chinese.empty()) return original;
  return original.empty() ? chinese : chinese + "\n程序原文：" + original;
}

}  // namespace

Meanings read_meanings(const std::string& path) {
  Mistakes m;
  Meanings out;
  for (const auto& [code, node] : config::load(path, m).entries()) out[code] = read_meaning(node, m);
  if (m.empty()) return out;
  std::string lines;
  for (const auto& mistake : m) lines += (lines.empty() ? "" : "\n") + config::to_line(mistake);
  throw Error(ErrorKind::usage, lines, "this file belongs to the program: install it again");
}

Said said(const Meanings& meanings, const std::string& code, const std::string& message,
          const std::string& hint, Lang lang) {
  const auto at = meanings.find(code);
  if (lang == Lang::en || at == meanings.end()) return {message, hint};
  return {with_original(at->second.what.zh, message), with_original(at->second.remedy_zh, hint)};
}

}  // namespace zonegate::advice
