// SPDX-License-Identifier: Apache-2.0
// Private to rules: reading of one file.
#pragma once

#include "config/config.h"
#include "rules/condition.h"
#include "rules/rules.h"

namespace zonegate::rules {

Rule read_rule(const config::Node& root, config::Mistakes& m);
// What rules and checklists have in common: id, title, region, note, applies, sources, measures.
void read_head(const config::Node& root, Rule& rule, config::Mistakes& m);
Scope scope_of(const Rule& rule);  // its measures and the attributes of projects
Checklist read_checklist(const config::Node& root, config::Mistakes& m);
std::vector<ChecklistCase> read_checklist_cases(const config::Node& list, const Checklist& checklist,
                                                config::Mistakes& m);
// Reads every file of `folder`/checklists into the book, whose rules have been read.
void load_checklists(const std::string& folder, RuleBook& book, config::Mistakes& m);
// The `found` of a case, and what the rule's measures come to over it.
void read_found(const config::Node& list, const Rule& rule, Case& c, config::Mistakes& m);
// Pieces of a case: a number or its limits, values given, what measures come to, a case for each value of one attribute.
std::optional<expr::Span> read_span(const config::Node& node, config::Mistakes& m);
void read_given(const config::Node& given, const Rule& rule, Case& c, config::Mistakes& m);
void read_measured(const config::Node& node, const Rule& rule, Case& c, config::Mistakes& m);
std::vector<Case> one_for_each(const config::Node& node, const Case& c, config::Mistakes& m);
std::vector<Case> read_cases(const config::Node& list, const Rule& rule, config::Mistakes& m);
struct InstrumentFile {
  std::map<std::string, Instrument> instruments;
  std::optional<Date> horizon;
};
InstrumentFile read_instruments(const config::Node& root, config::Mistakes& m);

// Sources in order of time, without a gap or overlap inside `applies`, each instrument known and in force all the while.
void check_sources(const Rule& rule, const std::map<std::string, Instrument>& instruments,
                   config::Mistakes& m);

std::optional<Outcome> read_outcome(const config::Node& node, config::Mistakes& m);

}  // namespace zonegate::rules
