// SPDX-License-Identifier: Apache-2.0
// Private to rules: reading of one file.
#pragma once

#include "config/config.h"
#include "rules/rules.h"

namespace zonegate::rules {

Rule read_rule(const config::Node& root, config::Mistakes& m);
// The `found` of a case, and what the rule's measures come to over it.
void read_found(const config::Node& list, const Rule& rule, Case& c, config::Mistakes& m);
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
