// SPDX-License-Identifier: Apache-2.0
//
// Items and tiers are judged as the branches of a rule are: over every combination of what is unknown (worlds.cpp), so that what is the same in all of
// them is certain. Each state of an item, and each tier, stands as an outcome of its own; the words of outcomes mean nothing here.
#include <algorithm>
#include <array>

#include "rules/worlds.h"

namespace zonegate::rules {
namespace {

constexpr std::array kStates = {ItemState::not_concerned, ItemState::not_met, ItemState::met,
                                ItemState::involved, ItemState::human};
constexpr std::array kCodes = {Outcome::allowed,    Outcome::undetermined, Outcome::conditional,
                               Outcome::restricted, Outcome::prohibited,   Outcome::info};

Outcome code_of(ItemState s) {
  return kCodes[static_cast<std::size_t>(std::find(kStates.begin(), kStates.end(), s) - kStates.begin())];
}

void add(Rule& rule, const std::optional<expr::Node>& when, ItemState state) {
  if (!when) return;
  Branch b;
  b.when = *when;
  b.outcome = code_of(state);
  rule.branches.push_back(std::move(b));
}

Rule as_rule(const Checklist& checklist, const ChecklistItem& item) {
  Rule rule;
  rule.measures = checklist.head.measures;
  add(rule, item.skip_when, ItemState::not_concerned);
  add(rule, item.not_when, ItemState::not_met);
  add(rule, item.when, ItemState::met);
  add(rule, item.involves, ItemState::involved);
  const ItemState otherwise = item.involves                 ? ItemState::not_concerned
                              : item.when && !item.not_when ? ItemState::not_met
                                                            : ItemState::human;
  add(rule, expr::Node{}, otherwise);
  return rule;
}

Rule as_rule(const Checklist& checklist) {
  Rule rule;
  rule.measures = checklist.head.measures;
  for (std::size_t i = 0; i <= checklist.tiers.size(); ++i) {
    Branch b;
    b.outcome = kCodes[i];
    if (i < checklist.tiers.size()) {
      b.when = checklist.tiers[i].when;
      b.certain = checklist.tiers[i].certain;
    }
    rule.branches.push_back(std::move(b));
  }
  return rule;
}

// A rule denies what nobody claims; a checklist asks.
void open_claims(const Attributes& project, Conditions& c) {
  for (const auto& name : c.unclaimed) {
    const auto at = project.find(plain_name(name));
    const bool stated = at != project.end() && is_known(at->second);
    if (!stated && name == plain_name(name)) c.known[name] = Value(Unknown{});
  }
  c.unclaimed.clear();
}

struct Fan {
  std::set<int> branches;
  std::set<Outcome> codes;
  std::vector<std::string> unknown;
};

Fan judge_all(const Rule& rule, const std::map<std::string, expr::Span>& measures, const Attributes& project,
              const std::optional<Date>& as_of) {
  Conditions c = resolve(rule, measures, project, as_of);
  open_claims(project, c);
  const Worlds worlds(rule, c, false);
  Fan fan;
  for (const auto& f : worlds.fired()) {
    fan.branches.insert(f.branch);
    fan.codes.insert(f.outcome);
  }
  fan.unknown = worlds.decisive();
  return fan;
}

int strictness(Outcome o) { return o == Outcome::info ? 0 : static_cast<int>(o); }

ItemState state_of(const SaidByRule& said) {
  if (said.outcome == Outcome::prohibited) return ItemState::not_met;
  if (strictness(said.worst_possible) > strictness(said.outcome))
    return said.human ? ItemState::human : ItemState::open;
  return strictness(said.outcome) > 0 ? ItemState::conditional : ItemState::met;
}

// The gravest of what the rules say: a breach, then what is open, then what a person decides, then conditions.
ItemAnswer by_rules(const ChecklistItem& item, const RuleAnswers& rules) {
  constexpr std::array kGravest = {ItemState::not_met, ItemState::open, ItemState::human,
                                   ItemState::conditional, ItemState::met};
  std::set<ItemState> states;
  for (const auto& id : item.rules) {
    const auto at = rules.find(id);
    states.insert(at == rules.end() ? ItemState::open : state_of(at->second));
  }
  const auto* gravest =
      std::find_if(kGravest.begin(), kGravest.end(), [&](ItemState s) { return states.count(s) > 0; });
  return {*gravest, {*gravest}, {}};
}

}  // namespace

std::string_view to_string(ItemState s) {
  constexpr std::array<std::string_view, 7> kWords = {"met",           "not_met", "conditional", "involved",
                                                      "not_concerned", "open",    "human"};
  return kWords[static_cast<std::size_t>(s)];
}

std::optional<ItemState> parse_item_state(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(ItemState::human); ++i) {
    if (to_string(static_cast<ItemState>(i)) == text) return static_cast<ItemState>(i);
  }
  return std::nullopt;
}

ItemAnswer judge_item(const Checklist& checklist, const ChecklistItem& item,
                      const std::map<std::string, expr::Span>& measures, const Attributes& project,
                      const std::optional<Date>& as_of, const RuleAnswers& rules) {
  if (!item.rules.empty()) return by_rules(item, rules);
  Fan fan = judge_all(as_rule(checklist, item), measures, project, as_of);
  ItemAnswer answer;
  for (const auto s : kStates) {
    if (fan.codes.count(code_of(s))) answer.possible.push_back(s);
  }
  std::sort(answer.possible.begin(), answer.possible.end());
  answer.state = answer.possible.size() == 1 ? answer.possible.front() : ItemState::open;
  if (answer.state == ItemState::open) answer.unknown = std::move(fan.unknown);
  return answer;
}

TierAnswer judge_tiers(const Checklist& checklist, const std::map<std::string, expr::Span>& measures,
                       const Attributes& project, const std::optional<Date>& as_of) {
  const Fan fan = judge_all(as_rule(checklist), measures, project, as_of);
  TierAnswer answer;
  for (const int branch : fan.branches)
    answer.possible.push_back(branch > static_cast<int>(checklist.tiers.size()) ? 0 : branch);
  std::sort(answer.possible.begin(), answer.possible.end());
  if (answer.possible.size() > 1) answer.unknown = fan.unknown;
  return answer;
}

}  // namespace zonegate::rules
