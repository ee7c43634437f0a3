// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/condition.h"
#include "rules/reader.h"

namespace zonegate::rules {
namespace {

struct LevelWord {
  Level level;
  std::string_view key, zh, en;
};
constexpr LevelWord kLevels[] = {
    {Level::law, "law", "法律", "law"},
    {Level::administrative_regulation, "administrative_regulation", "行政法规", "administrative regulation"},
    {Level::department_rule, "department_rule", "部门规章", "rule of a ministry"},
    {Level::local_regulation, "local_regulation", "地方性法规", "local regulation"},
    {Level::local_rule, "local_rule", "地方政府规章", "rule of a local government"},
    {Level::normative_document, "normative_document", "规范性文件", "normative document"},
    {Level::standard, "standard", "技术标准", "technical standard"},
    {Level::unstated, "unstated", "效力层级未注明", "level not stated"}};

const LevelWord& word_of(Level level) { return kLevels[static_cast<int>(level)]; }

Level read_level(const config::Node& node, config::Mistakes& m) {
  const auto word = node.text(m);
  if (!word) return Level::unstated;
  const auto level = parse_level(*word);
  std::vector<std::string> known;
  for (const auto& l : kLevels) {
    if (l.level != Level::unstated) known.emplace_back(l.key);
  }
  if (!level || *level == Level::unstated)
    node.fail(m, fmt::format("no level of law '{}'{}", *word, hint(*word, known)));
  return level.value_or(Level::unstated);
}

Instrument read_instrument(const std::string& key, const config::Node& node, config::Mistakes& m) {
  node.only_keys(
      {"title", "level", "number", "issuer", "issued", "from", "to", "superseded_by", "verified", "note"}, m);
  Instrument i;
  i.key = key;
  node.require("title", m);
  node.require("from", m);
  node.require("verified", m);
  i.title = node.get("title").bilingual(m);
  i.level = read_level(node.get("level"), m);
  i.number = node.get("number").text(m).value_or("");
  i.issuer = node.get("issuer").text(m).value_or("");
  i.issued = node.get("issued").date(m);
  i.from = node.get("from").date(m);
  i.to = node.get("to").date(m);
  i.superseded_by = node.get("superseded_by").text(m).value_or("");
  i.verified = node.get("verified").boolean(m).value_or(false);
  i.note = node.get("note").text(m).value_or("");
  if (i.from && i.to && *i.from >= *i.to) node.get("to").fail(m, "`to` must be later than `from`");
  return i;
}

}  // namespace

std::string_view to_string(Level level) { return word_of(level).key; }

Text level_text(Level level) { return {std::string(word_of(level).zh), std::string(word_of(level).en)}; }

std::optional<Level> parse_level(std::string_view word) {
  for (const auto& l : kLevels) {
    if (l.key == word) return l.level;
  }
  return std::nullopt;
}

InstrumentFile read_instruments(const config::Node& root, config::Mistakes& m) {
  InstrumentFile file;
  if (!root.exists()) return file;
  root.only_keys({"horizon", "instruments"}, m);
  file.horizon = root.get("horizon").date(m);
  const config::Node all = root.get("instruments");
  if (all.kind() != config::NodeKind::map) {
    root.fail(m, "expected `instruments:` with one map per instrument");
    return file;
  }
  for (const auto& [key, node] : all.entries()) file.instruments.emplace(key, read_instrument(key, node, m));
  for (const auto& [key, node] : all.entries()) {
    const auto& successor = file.instruments.at(key).superseded_by;
    if (successor.empty() || file.instruments.count(successor)) continue;
    std::vector<std::string> known;
    for (const auto& [k, unused] : file.instruments) known.push_back(k);
    node.get("superseded_by").fail(m, fmt::format("no instrument '{}'{}", successor, hint(successor, known)));
  }
  return file;
}

}  // namespace zonegate::rules
