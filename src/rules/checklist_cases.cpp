// SPDX-License-Identifier: Apache-2.0
//
// The cases of a checklist run through the same judgement as projects do. Where it does not apply, nothing of it is answered.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "rules/checklist.h"

namespace zonegate::rules {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "nothing" : text;
}

void differ(std::string& message, const std::string& what, const std::string& expected,
            const std::string& got) {
  if (expected == got) return;
  message += fmt::format("{}{}: expected {}, got {}", message.empty() ? "" : "; ", what, expected, got);
}

std::string money(double v) { return std::isinf(v) ? "no limit" : fixed(v, 2); }
std::string limits(const expr::Span& s) {
  return s.exact() ? money(s.lo) : money(s.lo) + " to " + money(s.hi);
}
expr::Span fee_span(const FeeAnswer& fee) {
  const double lo = static_cast<double>(fee.total_lo) / 100;
  return {lo, fee.total_hi < 0 ? 1.0 / 0.0 : static_cast<double>(fee.total_hi) / 100, false};
}

const char* word(bool b) { return b ? "true" : "false"; }

void compare_fee(const ChecklistCase& c, const ChecklistCaseAnswer& answer, std::string& message) {
  if (c.fee) differ(message, "fee", limits(*c.fee), answer.fee ? limits(fee_span(*answer.fee)) : "none");
  if (c.fee_floor)
    differ(message, "fee_floor", word(*c.fee_floor), answer.fee ? word(answer.fee->floor) : "none");
}

std::string compare(const ChecklistCase& c, const ChecklistCaseAnswer& answer) {
  std::string message;
  if (c.base.applies) differ(message, "applies", word(*c.base.applies), word(answer.applies));
  if (c.base.instrument) differ(message, "instrument", *c.base.instrument, answer.instrument);
  for (const auto& [id, state] : c.items) {
    const auto at = answer.items.find(id);
    differ(message, id, std::string(to_string(state)),
           at == answer.items.end() ? "nothing" : std::string(to_string(at->second)));
  }
  if (!c.tiers.empty()) differ(message, "tier", joined(c.tiers), joined(answer.tiers));
  for (const auto& [name, span] : c.base.measured) {
    const auto& got = c.base.given.at(name);
    if (!(span == got)) differ(message, name, limits(span), limits(got) + " (or an open limit)");
  }
  compare_fee(c, answer, message);
  return message;
}

bool binding(const RuleBook& book, const Rule& head, const Case& c) {
  const auto at = book.instruments.find(c.as_of ? source_on(head, c.as_of).instrument : head.instrument);
  const Instrument* instrument = at == book.instruments.end() ? nullptr : &at->second;
  return (!c.as_of || in_force(head, instrument, *c.as_of)) && (c.regions.empty() || binds(head, c.regions));
}

}  // namespace

std::vector<std::string> tier_ids(const Checklist& checklist, const std::vector<int>& possible) {
  std::vector<std::string> ids;
  for (const int number : possible) {
    const std::string id = number == 0 ? "none" : checklist.tiers[static_cast<std::size_t>(number) - 1].id;
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

ChecklistCaseAnswer answer_case(const RuleBook& book, const Checklist& checklist, const ChecklistCase& c) {
  ChecklistCaseAnswer answer;
  const auto concern = concerns(checklist.head, c.base.attributes);
  if (!binding(book, checklist.head, c.base) || concern == expr::Truth::no) return answer;
  answer.applies = concern == expr::Truth::yes;
  if (c.base.as_of) answer.instrument = source_on(checklist.head, c.base.as_of).instrument;
  for (const auto& item : checklist.items)
    answer.items[item.id] =
        judge_item(checklist, item, c.base.given, c.base.attributes, c.base.as_of, c.rules).state;
  if (!checklist.tiers.empty())
    answer.tiers =
        tier_ids(checklist, judge_tiers(checklist, c.base.given, c.base.attributes, c.base.as_of).possible);
  if (checklist.fee)
    answer.fee = reckon_fee(checklist, c.base.given, c.base.attributes, c.rates, c.base.as_of);
  return answer;
}

CaseResult run_checklist_case(const RuleBook& book, const Checklist& checklist, const ChecklistCase& c) {
  CaseResult result;
  result.rule = checklist.head.id;
  result.name = c.base.name;
  result.file = checklist.head.file;
  result.line = c.base.line;
  const auto answer = answer_case(book, checklist, c);
  result.applies = answer.applies;
  result.message = compare(c, answer);
  result.passed = result.message.empty();
  return result;
}

}  // namespace zonegate::rules
