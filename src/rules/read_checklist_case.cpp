// SPDX-License-Identifier: Apache-2.0
//
// The cases of a checklist: as those of a rule, and besides what rules said and which rates there are; expected is a state for each item named, the
// tier or the tiers that are possible, and what the fee comes to.
#include <fmt/format.h>

#include <algorithm>

#include "rules/reader.h"

namespace zonegate::rules {
namespace {

using config::Mistakes;
using config::NodeKind;

// ZN-01: prohibited, or {outcome: undetermined, worst_possible: prohibited, human: true}.
SaidByRule read_said(const config::Node& node, Mistakes& m) {
  SaidByRule said;
  if (node.kind() != NodeKind::map) {
    said.outcome = said.worst_possible = read_outcome(node, m).value_or(Outcome::allowed);
    return said;
  }
  node.only_keys({"outcome", "worst_possible", "human"}, m);
  for (const char* key : {"outcome", "worst_possible"}) node.require(key, m);
  said.outcome = read_outcome(node.get("outcome"), m).value_or(Outcome::allowed);
  said.worst_possible = read_outcome(node.get("worst_possible"), m).value_or(Outcome::allowed);
  said.human = node.get("human").boolean(m).value_or(false);
  return said;
}

std::vector<std::string> rules_of(const Checklist& c) {
  std::vector<std::string> ids;
  for (const auto& item : c.items) ids.insert(ids.end(), item.rules.begin(), item.rules.end());
  return ids;
}

// A rule that a case does not name was silent.
void read_rules(const config::Node& node, const Checklist& list, ChecklistCase& c, Mistakes& m) {
  const auto known = rules_of(list);
  for (const auto& id : known) c.rules[id] = {};
  for (const auto& [id, body] : node.entries()) {
    if (std::find(known.begin(), known.end(), id) == known.end()) {
      body.fail(m, fmt::format("no item rests on rule '{}'{}", id, hint(id, known)));
    } else if (body.kind() == NodeKind::scalar && body.scalar() == "not_judged") {
      c.rules.erase(id);
    } else {
      c.rules[id] = read_said(body, m);
    }
  }
}

std::vector<std::string> rate_items(const Checklist& list) {
  std::vector<std::string> items;
  if (!list.fee) return items;
  for (const auto& one : list.fee->classes) items.push_back(one.id);
  for (const auto& one : list.fee->multipliers) items.push_back(one.id);
  return items;
}

void read_rates(const config::Node& node, const Checklist& list, ChecklistCase& c, Mistakes& m) {
  const auto known = rate_items(list);
  for (std::size_t i = 0; i < node.size(); ++i) {
    const config::Node row = node.at(i);
    row.only_keys({"item", "rate", "multiplier", "from", "to"}, m);
    Rate rate;
    rate.item = row.get("item").text(m).value_or("");
    if (std::find(known.begin(), known.end(), rate.item) == known.end())
      row.fail(m,
               fmt::format("the fee has no class or multiplier '{}'{}", rate.item, hint(rate.item, known)));
    if (row.get("rate").exists()) rate.cents = parse_hundredths(row.get("rate").scalar());
    if (row.get("multiplier").exists()) rate.factor = parse_hundredths(row.get("multiplier").scalar());
    if (rate.cents.has_value() == rate.factor.has_value())
      row.fail(m, "a row has a rate or a multiplier, with at most two decimals");
    rate.from = row.get("from").date(m);
    rate.to = row.get("to").date(m);
    c.rates.push_back(std::move(rate));
  }
}

void read_expected_items(const config::Node& node, const Checklist& list, ChecklistCase& c, Mistakes& m) {
  std::vector<std::string> known;
  for (const auto& item : list.items) known.push_back(item.id);
  const std::vector<std::string> states = {"met",           "not_met", "conditional", "involved",
                                           "not_concerned", "open",    "human"};
  for (const auto& [id, body] : node.entries()) {
    const std::string word = body.text(m).value_or("");
    const auto state = parse_item_state(word);
    if (std::find(known.begin(), known.end(), id) == known.end())
      body.fail(m, fmt::format("the checklist has no item '{}'{}", id, hint(id, known)));
    if (!word.empty() && !state) body.fail(m, fmt::format("no state '{}'{}", word, hint(word, states)));
    c.items[id] = state.value_or(ItemState::open);
  }
}

void read_expected_tiers(const config::Node& node, const Checklist& list, ChecklistCase& c, Mistakes& m) {
  std::vector<std::string> known = {"none"};
  for (const auto& tier : list.tiers) known.push_back(tier.id);
  c.tiers = node.texts(m);
  for (const auto& id : c.tiers) {
    if (std::find(known.begin(), known.end(), id) == known.end())
      node.fail(m, fmt::format("the checklist has no tier '{}'{}", id, hint(id, known)));
  }
}

void read_expect(const config::Node& node, const Checklist& list, ChecklistCase& c, Mistakes& m) {
  node.only_keys({"items", "tier", "fee", "fee_floor", "applies", "instrument", "measured"}, m);
  if (node.kind() == NodeKind::map && node.size() == 0) node.fail(m, "a case must expect something");
  read_expected_items(node.get("items"), list, c, m);
  read_expected_tiers(node.get("tier"), list, c, m);
  if (node.get("fee").exists() && !list.fee) node.get("fee").fail(m, "the checklist has no fee");
  if (node.get("fee").exists()) c.fee = read_span(node.get("fee"), m);
  c.fee_floor = node.get("fee_floor").boolean(m);
  c.base.applies = node.get("applies").boolean(m);
  c.base.instrument = node.get("instrument").text(m);
  read_measured(node.get("measured"), list.head, c.base, m);
}

}  // namespace

std::vector<ChecklistCase> read_checklist_cases(const config::Node& list, const Checklist& checklist,
                                                Mistakes& m) {
  std::vector<ChecklistCase> cases;
  if (list.exists() && list.kind() != NodeKind::sequence) list.fail(m, "expected a list of cases");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const config::Node node = list.at(i);
    node.only_keys({"name", "given", "found", "rules", "rates", "each", "as_of", "region", "expect"}, m);
    for (const char* key : {"name", "expect"}) node.require(key, m);
    ChecklistCase c;
    c.base.line = node.line();
    c.base.name = node.get("name").text(m).value_or("");
    c.base.as_of = node.get("as_of").date(m);
    c.base.regions = node.get("region").texts(m);
    c.base.has_found = node.get("found").exists();
    read_given(node.get("given"), checklist.head, c.base, m);
    if (c.base.has_found) read_found(node.get("found"), checklist.head, c.base, m);
    read_rules(node.get("rules"), checklist, c, m);
    read_rates(node.get("rates"), checklist, c, m);
    read_expect(node.get("expect"), checklist, c, m);
    for (auto& one : one_for_each(node.get("each"), c.base, m)) {
      cases.push_back(c);
      cases.back().base = std::move(one);
    }
  }
  return cases;
}

}  // namespace zonegate::rules
