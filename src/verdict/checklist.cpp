// SPDX-License-Identifier: Apache-2.0
//
// Checklists over the facts of one project. The same facts and the same judgement as for rules, after the verdict and without any way back to it.
// A layer that nobody supplied leaves an item open here: a list that says "not concerned" without having looked would be worth nothing.
#include <algorithm>
#include <array>
#include <set>

#include "verdict/parts.h"

namespace zonegate::verdict {
namespace {

using rules::ItemState;

class Answerer {
 public:
  Answerer(const Subject& subject, const facts::ProjectFacts& facts, const facts::Plan& plan,
           const Verdict& verdict, const rules::Checklist& list, const std::vector<rules::Rate>& rates)
      : subject_(subject), verdict_(verdict), list_(list), rates_(rates) {
    for (const auto& called : names_of(list.head)) {
      const auto& [name, measure] = *list.head.measures.find(called.name);
      MeasureValue value = measure_value(called, measure, facts.measures.at(plan.index_of(measure)));
      if (subject.failed || subject.partial) widen(measure.stat, value);
      spans_[name] = value.value;
      capped_[name] = within_footprint(measure, subject, facts, value.value, Footprint::with_margin);
      value.value = within_footprint(measure, subject, facts, value.value, Footprint::as_measured);
      measures_.push_back(std::move(value));
    }
  }

  ChecklistItemAnswer item(const rules::ChecklistItem& item) const {
    ChecklistItemAnswer out;
    out.id = item.id;
    out.clause = item.clause;
    out.title = item.title;
    out.group = item.group;
    out.evidence = item.evidence;
    for (const auto* node : {&item.skip_when, &item.not_when, &item.when, &item.involves}) {
      if (*node) take_names(**node, out.measures, out.attributes);
    }
    std::set<std::string> asks;
    for (const auto& id : item.rules) take_rule(id, out.rules, asks);
    const auto answer =
        rules::judge_item(list_, item, spans_, subject_.attributes, subject_.as_of, out.rules);
    out.state = answer.state;
    if (item.rules.empty()) out.asks = settle_names(measures_, answer.unknown);
    if (!item.rules.empty() && out.state == ItemState::open) out.asks.assign(asks.begin(), asks.end());
    return out;
  }

  ChecklistTiers tiers() const {
    ChecklistTiers out;
    for (const auto& tier : list_.tiers) take_names(tier.when, out.measures, out.attributes);
    const auto answer = rules::judge_tiers(list_, capped_, subject_.attributes, subject_.as_of);
    for (const int number : answer.possible) {
      if (number == 0) continue;
      const auto& tier = list_.tiers[static_cast<std::size_t>(number) - 1];
      const auto same = [&](const ChecklistTier& t) { return t.id == tier.id; };
      if (std::any_of(out.possible.begin(), out.possible.end(), same)) continue;
      out.possible.push_back({tier.id, tier.clause, tier.title, tier.authority, tier.verified});
    }
    if (out.possible.size() > 1) out.asks = settle_names(measures_, answer.unknown);
    return out;
  }

  ChecklistFee fee() const {
    ChecklistFee out;
    auto spans = spans_;
    for (const auto& name : {list_.fee->total, list_.fee->beside})
      if (!name.empty()) spans[name] = stated(name);
    out.answer = rules::reckon_fee(list_, spans, subject_.attributes, rates_, subject_.as_of);
    out.floor_verified = list_.fee->floor_verified;
    for (const auto& m : list_.fee->multipliers) {
      if (!m.when) out.public_title = m.title;
    }
    out.asks = settle_names(measures_, out.answer.unknown);
    return out;
  }

 private:
  const expr::Span& stated(const std::string& name) const {
    return std::find_if(measures_.begin(), measures_.end(),
                        [&](const MeasureValue& m) { return m.name == name; })
        ->value;
  }

  static void widen(facts::Stat stat, MeasureValue& value) {
    const bool adds_up = stat == facts::Stat::area || stat == facts::Stat::net_area ||
                         stat == facts::Stat::length || stat == facts::Stat::count;
    value.value = adds_up ? expr::Span::at_least(value.value.lo) : expr::Span::anything();
    if (value.reason.empty()) value.reason = "the project could not be read in full";
  }

  void take_names(const expr::Node& node, std::vector<MeasureValue>& measures, Attributes& attributes) const {
    for (const auto& name : expr::names(node)) {
      const auto named = [&](const MeasureValue& m) { return m.name == name; };
      const auto at = std::find_if(measures_.begin(), measures_.end(), named);
      if (at == measures_.end()) {
        const auto stated = subject_.attributes.find(name);
        attributes[name] = stated == subject_.attributes.end() ? Value(Unknown{}) : stated->second;
      } else if (std::none_of(measures.begin(), measures.end(), named)) {
        measures.push_back(*at);
      }
    }
  }

  void take_rule(const std::string& id, rules::RuleAnswers& said, std::set<std::string>& asks) const {
    for (const auto& f : verdict_.findings) {
      if (f.rule != id) continue;
      said[id] = {f.outcome, f.worst_possible, f.human};
      asks.insert(f.unknown.begin(), f.unknown.end());
    }
    for (const auto& s : verdict_.silent) {
      if (s.rule == id) said[id] = {};
    }
  }

  const Subject& subject_;
  const Verdict& verdict_;
  const rules::Checklist& list_;
  const std::vector<rules::Rate>& rates_;
  std::vector<MeasureValue> measures_;
  std::map<std::string, expr::Span> spans_, capped_;
};

// Of one heading: a breach, or something concerned, says it for all; else what is open does; then what a person decides.
ItemState together(const std::set<ItemState>& states) {
  constexpr std::array kOrder = {ItemState::not_met,      ItemState::involved,    ItemState::open,
                                 ItemState::human,        ItemState::conditional, ItemState::met,
                                 ItemState::not_concerned};
  return *std::find_if(kOrder.begin(), kOrder.end(), [&](ItemState s) { return states.count(s) > 0; });
}

std::vector<ChecklistGroup> groups_of(const std::vector<ChecklistItemAnswer>& items) {
  std::vector<std::pair<Text, std::set<ItemState>>> found;
  for (const auto& item : items) {
    if (item.group.empty()) continue;
    auto at = std::find_if(found.begin(), found.end(), [&](const auto& g) {
      return g.first.zh == item.group.zh && g.first.en == item.group.en;
    });
    if (at == found.end()) at = found.insert(found.end(), {item.group, {}});
    at->second.insert(item.state);
  }
  std::vector<ChecklistGroup> groups;
  for (const auto& [title, states] : found) groups.push_back({title, together(states)});
  return groups;
}

}  // namespace

std::vector<ChecklistAnswer> answer_checklists(const Subject& subject, const facts::ProjectFacts& facts,
                                               const facts::Plan& plan, const Verdict& verdict,
                                               const std::vector<const rules::Checklist*>& checklists,
                                               const rules::RuleBook& book,
                                               const std::vector<rules::Rate>& rates) {
  std::vector<ChecklistAnswer> answers;
  for (const auto* list : checklists) {
    const auto concerned = rules::concerns(list->head, subject.attributes);
    if (concerned == expr::Truth::no) continue;
    const auto& source = rules::source_on(list->head, subject.as_of);
    ChecklistAnswer out;
    out.id = list->head.id;
    out.title = list->head.title;
    out.instrument = instrument_title(book, source.instrument);
    out.instrument_key = source.instrument;
    out.clause = source.clause;
    out.note = source.note.empty() ? list->head.note : source.note;
    out.verified = source.verified;
    out.concerned = concerned == expr::Truth::yes;
    out.asks = rules::concerns_asks(list->head, subject.attributes);
    const Answerer answerer(subject, facts, plan, verdict, *list, rates);
    for (const auto& item : list->items) out.items.push_back(answerer.item(item));
    out.groups = groups_of(out.items);
    if (!list->tiers.empty()) out.tiers = answerer.tiers();
    if (list->fee) out.fee = answerer.fee();
    answers.push_back(std::move(out));
  }
  return answers;
}

Text item_state_text(ItemState s) {
  switch (s) {
    case ItemState::met:
      return {"符合", "met"};
    case ItemState::not_met:
      return {"不符合", "not met"};
    case ItemState::conditional:
      return {"有条件符合", "met on conditions"};
    case ItemState::involved:
      return {"涉及", "concerned"};
    case ItemState::not_concerned:
      return {"不涉及", "not concerned"};
    case ItemState::human:
      return {"需人工判定", "for human judgement"};
    case ItemState::open:
      break;
  }
  return {"待核实", "to be verified"};
}

}  // namespace zonegate::verdict
