// SPDX-License-Identifier: Apache-2.0
//
// Checklists on the terminal.
#include <nlohmann/json.hpp>

#include "cli/rules_output.h"

namespace zonegate::cli {
namespace {

std::string period(const rules::Applies& applies) {
  return (applies.from ? applies.from->iso() : "...") + " to " + (applies.to ? applies.to->iso() : "...");
}

std::string parts(const rules::Checklist& c) {
  std::string text;
  const auto add = [&](std::size_t count, const char* what) {
    if (count > 0) text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + what;
  };
  add(c.items.size(), "items");
  add(c.tiers.size(), "tiers");
  if (c.fee) add(c.fee->classes.size(), "classes of a fee");
  return text;
}

std::string condition_text(const char* key, const std::optional<expr::Node>& node) {
  return node ? std::string("    ") + key + " " + expr::to_text(*node) + "\n" : std::string();
}

std::string item_text(const rules::ChecklistItem& item, Lang lang) {
  std::string text = "  item " + item.id + ": " +
                     (item.group.empty() ? "" : item.group.in(lang) + (lang == Lang::zh ? "：" : ": ")) +
                     item.title.in(lang) + "\n";
  text += condition_text("not concerned when", item.skip_when) +
          condition_text("not met when", item.not_when) + condition_text("met when", item.when) +
          condition_text("concerned when", item.involves);
  for (const auto& rule : item.rules) text += "    by rule " + rule + "\n";
  const bool asked = item.skip_when || item.not_when || item.when || item.involves || !item.rules.empty();
  if (!asked) text += "    for human judgement\n";
  return text + "    shown by: " + item.evidence.in(lang) + "\n";
}

std::string tier_text(const rules::Tier& tier, Lang lang) {
  return "  tier " + tier.id + ": when " + expr::to_text(tier.when) + (tier.certain ? "" : " (not certain)") +
         "\n    " + (tier.authority.empty() ? "" : tier.authority.in(lang) + ": ") + tier.title.in(lang) +
         "\n";
}

std::string fee_text(const rules::Fee& fee, Lang lang) {
  std::string text;
  if (!fee.beside.empty())
    text += "  no upper limit where " + fee.beside + " can be more than " + fee.total + "\n";
  for (const auto& c : fee.classes) {
    text += "  class " + c.id + ": " + c.title.in(lang) + ", at least " +
            rules::hundredths_text(c.floor_cents) + " CNY/m2" +
            (fee.floor_verified ? "" : " (not verified)") + "\n";
  }
  for (const auto& m : fee.multipliers) {
    text += "  multiplier " + m.id + ": " + m.title.in(lang) + " x " + rules::hundredths_text(m.factor) +
            (m.when ? " when " + expr::to_text(*m.when) : "") + "\n";
  }
  return text;
}

}  // namespace

std::string checklists_text(const std::vector<const rules::Checklist*>& chosen, Lang lang) {
  std::string text;
  for (const auto* c : chosen) {
    text += c->head.id + "  " + c->head.title.in(lang) + "  [" + parts(*c) + "]  " + c->head.instrument +
            " " + c->head.clause + "  " + period(c->head.applies) +
            (c->head.verified ? "" : "  (unverified)") + "\n";
  }
  return text + std::to_string(chosen.size()) + " checklists\n";
}

std::string checklists_json(const std::vector<const rules::Checklist*>& chosen) {
  nlohmann::json rows = nlohmann::json::array();
  for (const auto* c : chosen) {
    rows.push_back({{"id", c->head.id},
                    {"title_zh", c->head.title.zh},
                    {"title_en", c->head.title.en},
                    {"instrument", c->head.instrument},
                    {"clause", c->head.clause},
                    {"region", c->head.region},
                    {"verified", c->head.verified},
                    {"from", c->head.applies.from ? c->head.applies.from->iso() : ""},
                    {"to", c->head.applies.to ? c->head.applies.to->iso() : ""},
                    {"items", c->items.size()},
                    {"tiers", c->tiers.size()},
                    {"fee", c->fee.has_value()},
                    {"cases", c->cases.size()}});
  }
  return rows.dump(2) + "\n";
}

std::string show_text(const rules::Checklist& c, const rules::RuleBook& book, Lang lang) {
  std::string text = head_text(c.head, book, lang);
  for (const auto& item : c.items) text += item_text(item, lang);
  for (const auto& tier : c.tiers) text += tier_text(tier, lang);
  if (c.fee) text += fee_text(*c.fee, lang);
  for (const auto& one : c.cases)
    text += "  case (line " + std::to_string(one.base.line) + "): " + one.base.name + "\n";
  return text;
}

}  // namespace zonegate::cli
