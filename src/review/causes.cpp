// SPDX-License-Identifier: Apache-2.0
//
// Why a result changed. Two runs record what they were made from: a hash for every rule, layer, manifest and footprint, the attributes, the date,
// options and versions. Whatever of this differs and bears on the finding is named; nobody can tell from results alone which of several
// was the decisive one. What a run does not record (an older program) is named too, as untold: silence would read as "unchanged".
#include <algorithm>
#include <array>

#include "review/compare.h"

namespace zonegate::review {
namespace {

std::string shortened(const std::string& hash) { return hash.size() == 64 ? hash.substr(0, 12) : hash; }
std::string arrow(const std::string& a, const std::string& b) {
  return (a.empty() ? "-" : a) + " → " + (b.empty() ? "-" : b);
}
std::string dumped(const Json& object, const std::string& key) {
  const auto at = object.find(key);
  if (at == object.end() || at->is_null()) return {};
  return at->is_string() ? at->get<std::string>() : at->dump(-1, ' ', false, Json::error_handler_t::replace);
}

// A hash of both runs: tells whether they differ, or that it cannot be told.
void hashes(const Json& a, const Json& b, const char* key, const std::string& word, const Text& what,
            bool optional, std::vector<Cause>& out) {
  const std::string before = text(a, key), after = text(b, key);
  const bool told = a.contains(key) && b.contains(key) && (optional || (!before.empty() && !after.empty()));
  if (!told) {
    add_cause(out, "untold", what.zh + "：结果中没有校验值，无法比较",
              what.en + ": a run records no sha256 of it");
  } else if (before != after) {
    const std::string change = arrow(shortened(before), shortened(after));
    add_cause(out, word, what.zh + "：sha256 " + change, what.en + ": sha256 " + change);
  }
}

// The hash of the input of that role; empty: the run had none.
std::string hash_of(const Json& run, const char* role) {
  for (const auto& input : list(run, "inputs"))
    if (text(input, "role") == role) return text(input, "sha256");
  return {};
}

void attributes(const Json& a, const Json& b, std::vector<Cause>& out) {
  const auto before = a.find("attributes"), after = b.find("attributes");
  const Json none = Json::object();
  const Json &was = before == a.end() ? none : *before, &is = after == b.end() ? none : *after;
  std::set<std::string> keys;
  for (const auto& item : was.items()) keys.insert(item.key());
  for (const auto& item : is.items()) keys.insert(item.key());
  for (const auto& key : keys) {
    if (dumped(was, key) == dumped(is, key)) continue;
    const std::string change = " " + arrow(dumped(was, key), dumped(is, key));
    add_cause(out, "project", "属性 " + name_of(key, Lang::zh) + change, "attribute " + key + change);
  }
}

void project(const Json& a, const Json& b, std::vector<Cause>& out) {
  hashes(a, b, "footprint_sha256", "project", {"用地图形", "footprint"}, false, out);
  attributes(a, b, out);
  constexpr std::array<std::array<const char*, 2>, 4> kKeys = {{{"accuracy_m", "坐标精度 m"},
                                                                {"datum_accuracy_m", "基准转换精度 m"},
                                                                {"status", "读取状态"},
                                                                {"status_reason", "读取说明"}}};
  for (const auto& [key, zh] : kKeys) {
    const std::string before = dumped(a, key), after = dumped(b, key);
    if (before == after) continue;
    add_cause(
        out, "project",
        std::string(zh) + " " + value_text(key, before, Lang::zh) + " → " + value_text(key, after, Lang::zh),
        std::string(key) + " " + arrow(before, after));
  }
}

}  // namespace

void add_cause(std::vector<Cause>& out, const std::string& word, const std::string& zh,
               const std::string& en) {
  const auto same = [&](const Cause& c) { return c.word == word && c.detail.en == en; };
  if (std::none_of(out.begin(), out.end(), same)) out.push_back({word, {zh, en}});
}

RunPair::ById RunPair::by_id(const Json& list) {
  ById out;
  for (const auto& item : list) out[text(item, "id")] = item;
  return out;
}

RunPair::RunPair(Json a, Json b) : a_(std::move(a)), b_(std::move(b)) {
  layers_a_ = by_id(list(a_, "layers")), layers_b_ = by_id(list(b_, "layers"));
  rules_a_ = by_id(list(a_, "rules")), rules_b_ = by_id(list(b_, "rules"));
}

std::set<std::string> RunPair::kinds_of(const std::string& rule) const {
  std::set<std::string> kinds;
  for (const auto* rules : {&rules_a_, &rules_b_}) {
    const auto at = rules->find(rule);
    if (at == rules->end()) continue;
    for (const auto& kind : list(at->second, "layers")) kinds.insert(kind.get<std::string>());
  }
  return kinds;
}

void RunPair::layer(const std::string& id, const Json& a, const Json& b, std::vector<Cause>& out) const {
  const std::string zh = "图层 " + id, en = "layer " + id;
  hashes(a, b, "sha256", "data", {zh + " 数据", en + " data"}, false, out);
  hashes(a, b, "manifest_sha256", "data", {zh + " 说明", en + " manifest"}, false, out);
  hashes(a, b, "coverage_sha256", "data", {zh + " 覆盖范围", en + " coverage"}, true, out);
  hashes(a, b, "aliases_sha256", "data", {zh + " 字段别名", en + " field aliases"}, true, out);
  if (text(a, "version") == text(b, "version")) return;
  const std::string change = arrow(text(a, "version"), text(b, "version"));
  add_cause(out, "data", zh + " 版本 " + change, en + " version " + change);
}

void RunPair::data(const std::string& kind, std::vector<Cause>& out) const {
  for (const auto& [id, a] : layers_a_) {
    if (text(a, "kind") != kind) continue;
    const auto b = layers_b_.find(id);
    if (b != layers_b_.end())
      layer(id, a, b->second, out);
    else
      add_cause(out, "data", "图层 " + id + " 只在 A 中", "layer " + id + " is in A only");
  }
  for (const auto& [id, b] : layers_b_) {
    if (text(b, "kind") == kind && !layers_a_.contains(id))
      add_cause(out, "data", "图层 " + id + " 只在 B 中", "layer " + id + " is in B only");
  }
  // The official answer stands for, and against, these layers.
  if (kind == "zone_unit" || kind == "zone_element" || kind == "zone_list") units(out);
}

void RunPair::units(std::vector<Cause>& out) const {
  const Text what{"官方单元表（--units）", "table of official units (--units)"};
  const std::string a = hash_of(a_, "units"), b = hash_of(b_, "units");
  if (a.empty() != b.empty()) {
    add_cause(out, "data", what.zh + (b.empty() ? " 只在 A 中" : " 只在 B 中"),
              what.en + (b.empty() ? " is in A only" : " is in B only"));
  } else if (a != b) {
    hashes({{"sha256", a}}, {{"sha256", b}}, "sha256", "data", what, false, out);
  }
}

std::string RunPair::instruments(const Json& run) const {
  for (const auto& input : list(run, "inputs")) {
    if (text(input, "role") == "rule" && text(input, "path").ends_with("instruments.yaml"))
      return text(input, "sha256");
  }
  return {};
}

void RunPair::rule(const std::string& id, bool numbers_only, std::vector<Cause>& out) const {
  const auto a = rules_a_.find(id), b = rules_b_.find(id);
  if (a != rules_a_.end() && b != rules_b_.end()) {
    hashes(a->second, b->second, "sha256", "rule", {"规则 " + id, "rule " + id}, false, out);
  } else if (a != rules_a_.end() || b != rules_b_.end()) {
    const bool only_a = a != rules_a_.end();
    add_cause(out, "rule", "规则 " + id + (only_a ? " 只在 A 中" : " 只在 B 中"),
              "rule " + id + (only_a ? " is in A only" : " is in B only"));
  }
  if (numbers_only) return;
  hashes({{"sha256", instruments(a_)}}, {{"sha256", instruments(b_)}}, "sha256", "rule",
         {"依据文件表 instruments.yaml", "instruments.yaml"}, false, out);
}

namespace {

Text option_name(const std::string& key) {
  if (key == "area") return {"面积口径", "basis of areas"};
  if (key == "crs") return {"坐标系", "reference system"};
  if (key == "carbon_scenario") return {"碳情景", "carbon scenario"};
  return {key, key};
}

}  // namespace

void RunPair::run_wide(bool inputs, std::vector<Cause>& out) const {
  for (const char* group : {"options", "libraries"}) {
    const Json before = a_.value(group, Json::object()), after = b_.value(group, Json::object());
    std::set<std::string> keys;
    for (const auto& item : before.items()) keys.insert(item.key());
    for (const auto& item : after.items()) keys.insert(item.key());
    const bool options = std::string(group) == "options";
    for (const auto& key : keys) {
      if (dumped(before, key) == dumped(after, key) || (options && (key == "as_of" || key == "relief")))
        continue;
      if (options && !inputs && key.starts_with("carbon_")) continue;  // no verdict hangs on it
      const std::string values = arrow(dumped(before, key), dumped(after, key)), change = key + " " + values;
      add_cause(out, options ? "options" : "program",
                (options ? option_name(key).zh + " " + values : "程序库 " + change),
                options ? option_name(key).en + " " + values : "library " + change);
    }
  }
  if (text(a_, "version") == text(b_, "version")) return;
  const std::string change = arrow(text(a_, "version"), text(b_, "version"));
  add_cause(out, "program", "程序版本 " + change, "program version " + change);
}

std::vector<Cause> RunPair::causes(const Json& before, const Json& after, const std::string& rule_id,
                                   const std::set<std::string>& kinds, bool numbers_only) const {
  std::vector<Cause> out;
  for (const auto& kind : kinds) data(kind, out);
  const auto differs = [&](const char* key) { return dumped(before, key) != dumped(after, key); };
  if (differs("regions")) data("admin", out);
  // The table may place a project, state its industry and type, and be all that there is of it.
  if (differs("regions") || differs("attributes") || differs("status") || differs("status_reason"))
    units(out);
  if (!rule_id.empty()) rule(rule_id, numbers_only, out);
  if (text(before, "as_of") != text(after, "as_of")) {
    const std::string change = arrow(text(before, "as_of"), text(after, "as_of"));
    add_cause(out, "law_date", "法规基准日 " + change, "law of " + change);
  }
  project(before, after, out);
  run_wide(false, out);
  return out;
}

std::vector<Cause> RunPair::all_inputs() const {
  std::vector<Cause> out;
  std::set<std::string> kinds, rules;
  for (const auto* layers : {&layers_a_, &layers_b_}) {
    for (const auto& [id, l] : *layers) kinds.insert(text(l, "kind"));
  }
  for (const auto* all : {&rules_a_, &rules_b_}) {
    for (const auto& [id, r] : *all) rules.insert(id);
  }
  for (const auto& kind : kinds) data(kind, out);
  units(out);
  for (const auto& id : rules) rule(id, false, out);
  if (text(a_, "as_of") != text(b_, "as_of")) {
    const std::string change = arrow(text(a_, "as_of"), text(b_, "as_of"));
    add_cause(out, "law_date", "默认法规基准日 " + change, "default law date " + change);
  }
  run_wide(true, out);
  return out;
}

}  // namespace zonegate::review
