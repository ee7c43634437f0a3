// SPDX-License-Identifier: Apache-2.0
//
// The rules and checklists in force for each project. Few days and places are different among many projects: each of them is selected for once.
#include <set>

#include "app/stages.h"

namespace zonegate::app {
namespace {

bool holds(const rules::RuleBook& book, const rules::Rule& rule, Date day,
           const std::vector<std::string>& regions) {
  const auto instrument = book.instruments.find(rules::source_on(rule, day).instrument);
  const auto* source = instrument == book.instruments.end() ? nullptr : &instrument->second;
  return rules::in_force(rule, source, day) && rules::binds(rule, regions);
}

Selection in_force(const rules::RuleBook& book, Date day, const std::vector<std::string>& regions) {
  Selection bound;
  for (const auto& rule : book.rules) {
    if (holds(book, rule, day, regions)) bound.rules.push_back(&rule);
  }
  for (const auto& list : book.checklists) {
    if (holds(book, list.head, day, regions)) bound.checklists.push_back(&list);
  }
  return bound;
}

}  // namespace

void select_rules(const Route& route) {
  auto& s = route.s;
  std::map<std::pair<Date, std::vector<std::string>>, std::uint32_t> known;
  for (const auto& project : s.projects.projects) {
    // Where there may be further regions, none counts as known: their rules bind too.
    const auto regions = project.regions_open ? std::vector<std::string>() : project.regions;
    const auto next = static_cast<std::uint32_t>(s.selections.size());
    const auto [at, fresh] = known.try_emplace({project.as_of, regions}, next);
    if (fresh) s.selections.push_back(in_force(s.book, project.as_of, regions));
    s.selection_of.push_back(at->second);
  }
}

void plan_measures(const Route& route) {
  auto& s = route.s;
  std::set<const rules::Rule*> bound;
  for (const auto& selection : s.selections) {
    bound.insert(selection.rules.begin(), selection.rules.end());
    for (const auto* list : selection.checklists) bound.insert(&list->head);
  }
  std::vector<const rules::Rule*> all;
  for (const auto& rule : s.book.rules) {
    if (bound.contains(&rule)) all.push_back(&rule);
  }
  for (const auto& list : s.book.checklists) {
    if (bound.contains(&list.head)) all.push_back(&list.head);
  }
  s.plan = rules::plan(all);
}

}  // namespace zonegate::app
