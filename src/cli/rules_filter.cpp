// SPDX-License-Identifier: Apache-2.0
#include "cli/rules_filter.h"

#include <algorithm>

#include "cli/common.h"

namespace zonegate::cli {
namespace {

using rules::Rule;

[[noreturn]] void no_such(const std::string& what, const std::string& word, const std::string& expected) {
  throw Error(ErrorKind::usage, "'" + word + "' is no " + what, expected);
}

void check(const RuleFilter& f) {
  if (!f.layer.empty() && !schema::find_kind(f.layer)) {
    std::vector<std::string> known;
    for (const auto& kind : schema::kinds()) known.emplace_back(kind.key);
    const std::string near = schema::nearest_word(f.layer, known);
    no_such("layer kind", f.layer, near.empty() ? "docs/schema.md names them" : "did you mean " + near + "?");
  }
  const auto code = schema::parse_value(*schema::find_attribute("industry"), Value(f.industry));
  if (!f.industry.empty() && (!code || to_text(*code) != f.industry))
    no_such("industry code", f.industry, "a letter and 0 to 4 digits of GB/T 4754-2017, such as C26");
  if (!f.outcome.empty() && !parse_outcome(f.outcome))
    no_such("outcome", f.outcome, "one of prohibited, restricted, conditional, info, allowed");
}

bool asks_layer(const Rule& rule, const std::string& layer) {
  return std::any_of(rule.measures.begin(), rule.measures.end(), [&](const auto& named) {
    return named.second.layer == layer || named.second.via == layer;
  });
}

// A rule without industries concerns every one; a code that is shorter than the rule's may be meant.
bool may_concern(const Rule& rule, const std::string& industry) {
  const auto& codes = rule.applies.industries;
  if (codes.empty()) return rule.applies.types.empty();
  return std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
    return industry.starts_with(code) || code.starts_with(industry);
  });
}

bool can_say(const Rule& rule, Outcome outcome) {
  const auto says = [outcome](const auto& part) { return part.outcome == outcome; };
  return std::any_of(rule.branches.begin(), rule.branches.end(), says) ||
         std::any_of(rule.exceptions.begin(), rule.exceptions.end(), says);
}

bool all_verified(const Rule& rule) {
  const auto good = [](const auto& part) { return part.verified; };
  return std::all_of(rule.sources.begin(), rule.sources.end(), good) &&
         std::all_of(rule.branches.begin(), rule.branches.end(), good) &&
         std::all_of(rule.exceptions.begin(), rule.exceptions.end(), good);
}

}  // namespace

std::vector<const Rule*> chosen_rules(const rules::RuleBook& book, const RuleFilter& f) {
  check(f);
  std::vector<const Rule*> chosen;
  for (const auto& rule : book.rules) {
    const auto at = book.instruments.find(rule.instrument);
    const auto* instrument = at == book.instruments.end() ? nullptr : &at->second;
    if (!f.as_of.empty() && !rules::in_force(rule, instrument, parse_date_option("--as-of", f.as_of)))
      continue;
    if (!f.region.empty() && !rules::binds(rule, {f.region})) continue;
    if (!f.layer.empty() && !asks_layer(rule, f.layer)) continue;
    if (!f.industry.empty() && !may_concern(rule, f.industry)) continue;
    if (!f.outcome.empty() && !can_say(rule, *parse_outcome(f.outcome))) continue;
    if (f.unverified && all_verified(rule)) continue;
    chosen.push_back(&rule);
  }
  return chosen;
}

std::vector<const rules::Checklist*> chosen_checklists(const rules::RuleBook& book, const RuleFilter& f) {
  check(f);
  if (!f.outcome.empty())
    throw Error(ErrorKind::usage, "--outcome belongs to rules: a checklist has none",
                "leave one of them out");
  std::vector<const rules::Checklist*> chosen;
  for (const auto& list : book.checklists) {
    const auto at = book.instruments.find(list.head.instrument);
    const auto* instrument = at == book.instruments.end() ? nullptr : &at->second;
    if (!f.as_of.empty() && !rules::in_force(list.head, instrument, parse_date_option("--as-of", f.as_of)))
      continue;
    if (!f.region.empty() && !rules::binds(list.head, {f.region})) continue;
    if (!f.layer.empty() && !asks_layer(list.head, f.layer)) continue;
    if (!f.industry.empty() && !may_concern(list.head, f.industry)) continue;
    if (f.unverified && all_verified(list.head)) continue;
    chosen.push_back(&list);
  }
  return chosen;
}

}  // namespace zonegate::cli
