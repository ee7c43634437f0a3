// SPDX-License-Identifier: Apache-2.0
//
// As of rules (lint.cpp): an answer that no case shows is one that nobody has ever seen. Only what a passing case names counts.
#include <fmt/format.h>

#include <set>

#include "rules/checklist.h"

namespace zonegate::rules {
namespace {

struct Shown {
  std::map<std::string, std::set<ItemState>> items;
  std::set<std::string> tiers;
  bool several_tiers = false, fee = false, fee_floor = false;
  std::set<std::string> unknown;  // measures
};

Shown what_cases_show(const RuleBook& book, const Checklist& list) {
  Shown shown;
  for (const auto& c : list.cases) {
    if (!run_checklist_case(book, list, c).passed) continue;
    for (const auto& [id, state] : c.items) shown.items[id].insert(state);
    if (c.tiers.size() == 1) shown.tiers.insert(c.tiers.front());
    shown.several_tiers = shown.several_tiers || c.tiers.size() > 1;
    shown.fee = shown.fee || (c.fee && !c.fee_floor.value_or(false));
    shown.fee_floor = shown.fee_floor || c.fee_floor.value_or(false);
    for (const auto& [name, span] : c.base.given) {
      if (!span.exact() && span.lo <= 0) shown.unknown.insert(name);
    }
  }
  return shown;
}

std::set<ItemState> expected(const ChecklistItem& item) {
  std::set<ItemState> states;
  if (item.skip_when) states.insert(ItemState::not_concerned);
  if (item.not_when || item.when) states.insert(ItemState::not_met);
  if (item.when) states.insert(ItemState::met);
  if (item.involves) states.insert({ItemState::involved, ItemState::not_concerned});
  if (!item.rules.empty()) states.insert({ItemState::met, ItemState::not_met, ItemState::open});
  if (states.empty()) states.insert(ItemState::human);
  return states;
}

std::set<std::string> measures_used(const Checklist& list) {
  std::set<std::string> used;
  const auto take = [&](const std::optional<expr::Node>& node) {
    for (const auto& name : node ? expr::names(*node) : std::vector<std::string>()) {
      if (list.head.measures.count(name)) used.insert(name);
    }
  };
  for (const auto& item : list.items) {
    for (const auto* node : {&item.skip_when, &item.not_when, &item.when, &item.involves}) take(*node);
  }
  for (const auto& tier : list.tiers) take(tier.when);
  return used;
}

}  // namespace

void lint_checklist(const RuleBook& book, const Checklist& list, config::Mistakes& m) {
  const auto& head = list.head;
  const auto fail = [&](int line, std::string message) {
    m.push_back({head.file, line, head.id + ": " + std::move(message)});
  };
  const Shown shown = what_cases_show(book, list);
  for (const auto& item : list.items) {
    const auto at = shown.items.find(item.id);
    for (const ItemState state : expected(item)) {
      if (at == shown.items.end() || !at->second.count(state))
        fail(item.line, fmt::format("no case that passes shows item '{}' as {}", item.id, to_string(state)));
    }
  }
  for (const auto& tier : list.tiers) {
    if (tier.certain && !shown.tiers.count(tier.id))
      fail(head.line, fmt::format("no case that passes shows tier '{}' alone", tier.id));
  }
  if (!list.tiers.empty() && !shown.several_tiers) fail(head.line, "no case shows several tiers as possible");
  if (list.fee && !shown.fee) fail(head.line, "no case that passes shows a fee by rates");
  if (list.fee && !shown.fee_floor)
    fail(head.line, "no case that passes shows a fee without rates (fee_floor)");
  for (const auto& name : measures_used(list)) {
    if (!shown.unknown.count(name))
      fail(head.line, fmt::format("no case has measure '{}' unknown (a layer that does not reach)", name));
  }
}

}  // namespace zonegate::rules
