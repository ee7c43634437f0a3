// SPDX-License-Identifier: Apache-2.0
//
// One checklist file, and the folder of them. As with rules, every mistake is collected and every name and word checked.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "rules/reader.h"

namespace zonegate::rules {
namespace {

namespace fs = std::filesystem;
using config::Mistakes;
using config::NodeKind;

// As many tiers as there are outcomes to tell them apart by (checklist_judge.cpp), less one for "none holds".
constexpr std::size_t kMostTiers = 5;
constexpr std::size_t kMostMultipliers = 3;  // six decimals hold their product exactly (fee.cpp)

bool is_checklist_id(const std::string& id) {
  return !id.empty() && id.front() != '-' && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string read_id(const config::Node& node, const char* what, std::set<std::string>& taken, Mistakes& m) {
  node.require("id", m);
  std::string id = node.get("id").text(m).value_or("");
  if (!id.empty() && !std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
      }))
    node.get("id").fail(m, fmt::format("'{}' is no id of {} (small letters, digits and _)", id, what));
  if (!id.empty() && !taken.insert(id).second)
    node.get("id").fail(m, fmt::format("id '{}' is taken twice", id));
  return id;
}

bool asks_for_claims(const expr::Node& node) {
  return node.op == expr::Op::claimed ||
         std::any_of(node.children.begin(), node.children.end(), asks_for_claims);
}

// A rule denies what nobody claims; a checklist asks for it.
void refuse_claims(const config::Node& node, const expr::Node& condition, Mistakes& m) {
  if (asks_for_claims(condition))
    node.fail(m, "claimed belongs to rules; a checklist asks: {\"=\": [name, true]}");
}

std::optional<expr::Node> read_optional(const config::Node& node, const char* key, const Scope& scope,
                                        Mistakes& m) {
  if (!node.get(key).exists()) return std::nullopt;
  auto condition = read_condition(node.get(key), scope, m);
  refuse_claims(node.get(key), condition, m);
  return condition;
}

ChecklistItem read_item(const config::Node& node, const Scope& scope, std::set<std::string>& ids,
                        Mistakes& m) {
  ChecklistItem item;
  item.line = node.line();
  node.only_keys(
      {"id", "title", "group", "clause", "evidence", "skip_when", "not_when", "when", "involves", "rules"},
      m);
  for (const char* key : {"title", "evidence"}) node.require(key, m);
  item.id = read_id(node, "an item", ids, m);
  item.title = node.get("title").bilingual(m);
  item.group = node.get("group").bilingual(m);
  item.evidence = node.get("evidence").bilingual(m);
  item.clause = node.get("clause").text(m).value_or("");
  item.skip_when = read_optional(node, "skip_when", scope, m);
  item.not_when = read_optional(node, "not_when", scope, m);
  item.when = read_optional(node, "when", scope, m);
  item.involves = read_optional(node, "involves", scope, m);
  item.rules = node.get("rules").texts(m);
  const bool fulfils = item.when || item.not_when;
  if (item.involves && fulfils) node.fail(m, "an item has `involves`, or `when` and `not_when`; not both");
  if (!item.rules.empty() && (fulfils || item.involves || item.skip_when))
    node.fail(m, "an item rests on `rules` or on conditions, not on both");
  return item;
}

void read_items(const config::Node& list, const Scope& scope, Checklist& c, Mistakes& m) {
  if (list.exists() && list.kind() != NodeKind::sequence) list.fail(m, "expected a list of items");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < list.size(); ++i) c.items.push_back(read_item(list.at(i), scope, ids, m));
}

void read_tiers(const config::Node& list, const Scope& scope, Checklist& c, Mistakes& m) {
  if (list.exists() && list.kind() != NodeKind::sequence) list.fail(m, "expected a list of tiers");
  if (list.size() > kMostTiers) list.fail(m, fmt::format("at most {} tiers", kMostTiers));
  std::set<std::string> ids;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const config::Node node = list.at(i);
    node.only_keys({"id", "title", "authority", "clause", "when", "certain", "verified"}, m);
    node.require("title", m);
    Tier tier;
    // Two tiers may lead to one authority by different ways: the certain one and the one that is not.
    std::set<std::string> alone;
    tier.id = read_id(node, "a tier", node.get("certain").exists() ? alone : ids, m);
    tier.title = node.get("title").bilingual(m);
    tier.authority = node.get("authority").bilingual(m);
    tier.clause = node.get("clause").text(m).value_or("");
    tier.when = read_condition(node.get("when"), scope, m);
    refuse_claims(node.get("when"), tier.when, m);
    tier.certain = node.get("certain").boolean(m).value_or(true);
    tier.verified = node.get("verified").boolean(m).value_or(true);
    c.tiers.push_back(std::move(tier));
  }
}

std::int64_t read_hundredths(const config::Node& node, Mistakes& m) {
  const auto value = parse_hundredths(node.scalar());
  if (node.exists() && !value) node.fail(m, "expected a number with at most two decimals, not negative");
  return value.value_or(0);
}

std::string read_area(const config::Node& node, const Rule& head, Mistakes& m) {
  std::string name = node.text(m).value_or("");
  const auto at = head.measures.find(name);
  if (!name.empty() && at == head.measures.end()) {
    std::vector<std::string> known;
    for (const auto& [key, unused] : head.measures) known.push_back(key);
    node.fail(m, fmt::format("'{}' is no measure of this checklist{}", name, hint(name, known)));
  } else if (!name.empty() && at->second.stat != facts::Stat::area) {
    node.fail(m, fmt::format("'{}' must be an area (stat: area)", name));
  }
  return name;
}

FeeClass read_class(const config::Node& node, const Rule& head, std::set<std::string>& ids, Mistakes& m) {
  node.only_keys({"id", "title", "floor", "plain", "public"}, m);
  for (const char* key : {"title", "floor", "plain"}) node.require(key, m);
  FeeClass c;
  c.id = read_id(node, "a class", ids, m);
  c.title = node.get("title").bilingual(m);
  c.floor_cents = read_hundredths(node.get("floor"), m);
  c.plain = read_area(node.get("plain"), head, m);
  c.public_forest = read_area(node.get("public"), head, m);
  return c;
}

FeeMultiplier read_multiplier(const config::Node& node, const Scope& scope, std::set<std::string>& ids,
                              Mistakes& m) {
  node.only_keys({"id", "title", "factor", "when"}, m);
  for (const char* key : {"title", "factor"}) node.require(key, m);
  FeeMultiplier multiplier;
  multiplier.id = read_id(node, "a multiplier", ids, m);
  multiplier.title = node.get("title").bilingual(m);
  multiplier.factor = read_hundredths(node.get("factor"), m);
  if (multiplier.factor < 100) node.get("factor").fail(m, "a factor is 1 or more");
  multiplier.when = read_optional(node, "when", scope, m);
  for (const auto& name : multiplier.when ? expr::names(*multiplier.when) : std::vector<std::string>()) {
    if (!schema::find_attribute(name))
      node.get("when").fail(m, fmt::format("a multiplier rests on attributes; '{}' is none", name));
  }
  return multiplier;
}

void read_fee(const config::Node& node, const Scope& scope, Checklist& c, Mistakes& m) {
  if (!node.exists()) return;
  Fee fee;
  node.only_keys({"total", "beside", "floor_verified", "classes", "multipliers"}, m);
  for (const char* key : {"total", "floor_verified", "classes"}) node.require(key, m);
  fee.total = read_area(node.get("total"), c.head, m);
  if (node.get("beside").exists()) fee.beside = read_area(node.get("beside"), c.head, m);
  if (fee.beside == fee.total && !fee.beside.empty())
    node.get("beside").fail(m, "that is `total`: a source beside it is another measure");
  fee.floor_verified = node.get("floor_verified").boolean(m).value_or(false);
  std::set<std::string> ids;
  const config::Node classes = node.get("classes"), multipliers = node.get("multipliers");
  if (classes.size() == 0) node.fail(m, "a fee needs at least one class");
  if (multipliers.size() > kMostMultipliers)
    multipliers.fail(m, fmt::format("at most {} multipliers", kMostMultipliers));
  for (std::size_t i = 0; i < classes.size(); ++i)
    fee.classes.push_back(read_class(classes.at(i), c.head, ids, m));
  for (std::size_t i = 0; i < multipliers.size(); ++i)
    fee.multipliers.push_back(read_multiplier(multipliers.at(i), scope, ids, m));
  const auto by_area = [](const FeeMultiplier& x) { return !x.when; };
  const auto count = std::count_if(fee.multipliers.begin(), fee.multipliers.end(), by_area);
  const bool has_public = std::any_of(fee.classes.begin(), fee.classes.end(),
                                      [](const FeeClass& x) { return !x.public_forest.empty(); });
  if (count != (has_public ? 1 : 0))
    node.fail(m, "areas under `public` need one multiplier without `when`, and it needs such areas");
  c.fee = std::move(fee);
}

void check_rules(const Checklist& c, const RuleBook& book, Mistakes& m) {
  std::vector<std::string> known;
  for (const auto& rule : book.rules) known.push_back(rule.id);
  for (const auto& item : c.items) {
    for (const auto& id : item.rules) {
      if (std::find(known.begin(), known.end(), id) == known.end())
        m.push_back({c.head.file, item.line, fmt::format("no rule '{}'{}", id, hint(id, known))});
    }
  }
}

void check_file(const Checklist& c, Mistakes& m) {
  if (fs::path(c.head.file).stem().string() == c.head.id) return;
  m.push_back({c.head.file, 0, fmt::format("the file must be called {}.yaml, as its id", c.head.id)});
}

}  // namespace

Checklist read_checklist(const config::Node& root, Mistakes& m) {
  Checklist c;
  root.only_keys({"id", "title", "instrument", "clause", "sources", "region", "verified", "note", "applies",
                  "measure", "items", "tiers", "fee", "cases"},
                 m);
  root.require("cases", m);
  read_head(root, c.head, m);
  if (!c.head.id.empty() && !is_checklist_id(c.head.id))
    root.get("id").fail(m,
                        fmt::format("'{}' is no id of a checklist (small letters, digits and -)", c.head.id));
  const Scope scope = scope_of(c.head);
  read_items(root.get("items"), scope, c, m);
  read_tiers(root.get("tiers"), scope, c, m);
  read_fee(root.get("fee"), scope, c, m);
  if (c.items.empty() && c.tiers.empty() && !c.fee) root.fail(m, "a checklist has `items`, `tiers` or `fee`");
  c.cases = read_checklist_cases(root.get("cases"), c, m);
  return c;
}

const Checklist* RuleBook::find_checklist(std::string_view id) const {
  const auto at =
      std::find_if(checklists.begin(), checklists.end(), [&](const Checklist& c) { return c.head.id == id; });
  return at == checklists.end() ? nullptr : &*at;
}

void load_checklists(const std::string& folder, RuleBook& book, Mistakes& m) {
  const fs::path place = fs::path(folder) / "checklists";
  std::error_code error;
  if (!fs::is_directory(place, error)) return;
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(place)) {
    if (entry.is_regular_file() && entry.path().extension() == ".yaml")
      files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    book.files.push_back(file);
    const config::Node root = config::load(file, m);
    if (!root.exists()) continue;
    Checklist c = read_checklist(root, m);
    check_file(c, m);
    check_sources(c.head, book.instruments, m);
    check_rules(c, book, m);
    book.checklists.push_back(std::move(c));
  }
}

}  // namespace zonegate::rules
