// SPDX-License-Identifier: Apache-2.0
//
// The rules and checklists in force for each project. Few days and places are different among many projects: each of them is selected for once.
#include <algorithm>
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

void take_later(std::optional<Date>& latest, const std::optional<Date>& day) {
  if (day && (!latest || *latest < *day)) latest = day;
}

// The last day on which something changes in the law that the book holds.
std::optional<Date> last_change(const rules::RuleBook& book) {
  std::optional<Date> latest;
  for (const auto& [key, instrument] : book.instruments) {
    take_later(latest, instrument.from);
    take_later(latest, instrument.to);
  }
  for (const auto& rule : book.rules) {
    take_later(latest, rule.applies.from);
    take_later(latest, rule.applies.to);
    for (const auto& source : rule.sources) take_later(latest, source.from);
  }
  return latest;
}

// A day so much later than the book's last change that there may be law which nobody has put in. A year is room for the usual.
void warn_of_late_days(const Route& route) {
  auto& s = route.s;
  const auto known = last_change(s.book);
  if (!known) return;
  const Date limit{known->year + 1, known->month, known->day};
  std::optional<Date> latest;
  std::size_t late = 0;
  for (const auto& project : s.projects.projects) {
    if (!(limit < project.as_of)) continue;
    take_later(latest, project.as_of);
    ++late;
  }
  if (late == 0) return;
  s.run.issues.push_back({"rules.day_not_reached", Severity::warning, route.options.rules, "", "",
                          std::to_string(late) + " project(s) are judged by the law of a day up to " +
                              latest->iso() + ", but the last change that the rules know is of " +
                              known->iso() + ": later law is not in them",
                          "check --as-of and as_of of the projects; where the day is meant, compare the "
                          "rules with the law of it",
                          std::nullopt});
}

// The layers of the day decide, as its law does; who screens for an earlier day wants to know that the ground has been drawn anew since.
void tell_of_newer_layers(const Route& route) {
  auto& s = route.s;
  std::map<Date, std::size_t> days;
  for (const auto& project : s.projects.projects) ++days[project.as_of];
  for (const auto& layer : s.layers.layers) {
    std::size_t before = 0;
    for (const auto& [day, projects] : days) {
      if (catalog::validity(layer, day) != catalog::Validity::not_yet_valid) continue;
      if (!catalog::choose(s.layers, layer.kind, day).layers.empty()) before += projects;
    }
    if (before == 0) continue;
    s.run.issues.push_back({"layer.newer_version", Severity::warning, "", layer.id, "",
                            "holds from " + layer.valid_from->iso() + "; " + std::to_string(before) +
                                " project(s) are judged by the version of " + layer.kind +
                                " in force on their earlier day",
                            "to see what the newer version says, screen again with --as-of " +
                                layer.valid_from->iso() + " or later",
                            std::nullopt});
  }
}

// Carbon asks for all sub-compartments under the footprint, whatever the rules ask of them.
void add_stands(Screening& s) {
  const bool supplied = std::any_of(s.layers.layers.begin(), s.layers.layers.end(),
                                    [](const catalog::Layer& l) { return l.kind == "forest"; });
  facts::Measure stands;
  stands.layer = "forest";
  stands.roles = *schema::parse_roles("occupation");
  auto& measures = s.plan.measures;
  const auto by_key = [](const facts::Measure& a, const facts::Measure& b) { return a.key() < b.key(); };
  const auto at = std::lower_bound(measures.begin(), measures.end(), stands, by_key);
  if (supplied && (at == measures.end() || at->key() != stands.key())) measures.insert(at, stands);
}

}  // namespace

void select_rules(const Route& route) {
  auto& s = route.s;
  std::map<std::pair<Date, std::vector<std::string>>, std::uint32_t> known;
  for (const auto& project : s.projects.projects) {
    // The rules of both sides of a border that is near. Where there may be further regions, none counts as known: their rules bind too.
    auto regions = project.regions;
    regions.insert(regions.end(), project.regions_near.begin(), project.regions_near.end());
    std::sort(regions.begin(), regions.end());
    if (project.regions_open) regions.clear();
    const auto next = static_cast<std::uint32_t>(s.selections.size());
    const auto [at, fresh] = known.try_emplace({project.as_of, regions}, next);
    if (fresh) s.selections.push_back(in_force(s.book, project.as_of, regions));
    s.selection_of.push_back(at->second);
  }
  warn_of_late_days(route);
  tell_of_newer_layers(route);
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
  if (!route.options.scenario.empty()) add_stands(s);
}

}  // namespace zonegate::app
