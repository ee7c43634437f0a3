// SPDX-License-Identifier: Apache-2.0
#include "cli/rules_output.h"

#include <nlohmann/json.hpp>

#include <set>

namespace zonegate::cli {
namespace {

std::string period(const rules::Applies& applies) {
  return (applies.from ? applies.from->iso() : "...") + " to " + (applies.to ? applies.to->iso() : "...");
}

std::string layers_of(const rules::Rule& rule) {
  std::set<std::string> kinds;
  for (const auto& [name, measure] : rule.measures) kinds.insert(measure.layer);
  std::string text;
  for (const auto& kind : kinds) text += (text.empty() ? "" : ",") + kind;
  return text;
}

std::string measure_text(const facts::Measure& m) {
  std::string text = std::string(facts::to_string(m.stat)) + " of " + m.layer;
  if (m.where) text += " where " + expr::to_text(*m.where);
  if (!m.via.empty()) text += " via " + m.via;
  if (m.max_distance_m > 0) text += " within " + shortest(m.max_distance_m) + " m";
  return text;
}

}  // namespace

std::string list_text(const std::vector<const rules::Rule*>& chosen, Lang lang) {
  std::string text;
  for (const auto* rule : chosen) {
    text += rule->id + "  " + rule->title.in(lang) + "  [" + layers_of(*rule) + "]  " + rule->instrument +
            " " + rule->clause + "  " + period(rule->applies) + (rule->verified ? "" : "  (unverified)") +
            "\n";
  }
  return text + std::to_string(chosen.size()) + " rules\n";
}

std::string list_json(const std::vector<const rules::Rule*>& chosen) {
  nlohmann::json rows = nlohmann::json::array();
  for (const auto* rule : chosen) {
    rows.push_back({{"id", rule->id},
                    {"title_zh", rule->title.zh},
                    {"title_en", rule->title.en},
                    {"instrument", rule->instrument},
                    {"clause", rule->clause},
                    {"region", rule->region},
                    {"verified", rule->verified},
                    {"layers", layers_of(*rule)},
                    {"from", rule->applies.from ? rule->applies.from->iso() : ""},
                    {"to", rule->applies.to ? rule->applies.to->iso() : ""},
                    {"cases", rule->cases.size()}});
  }
  return rows.dump(2) + "\n";
}

std::string show_text(const rules::Rule& rule, const rules::RuleBook& book, Lang lang) {
  std::string text = rule.id + "  " + rule.title.in(lang) + "\n";
  const auto at = book.instruments.find(rule.instrument);
  const std::string title =
      at == book.instruments.end() ? rule.instrument : at->second.title.in(lang) + " " + at->second.number;
  text += "  instrument: " + title + "\n  clause: " + rule.clause +
          (rule.verified ? "" : "  (text not verified)") + "\n";
  if (!rule.note.empty()) text += "  note: " + rule.note + "\n";
  text +=
      "  region: " + rule.region + "  in force: " + period(rule.applies) + "\n  file: " + rule.file + "\n";
  for (const auto& [name, measure] : rule.measures)
    text += "  measure " + name + " = " + measure_text(measure) + "\n";
  int n = 0;
  for (const auto& branch : rule.branches) {
    text += "  branch " + std::to_string(++n) + ": when " + expr::to_text(branch.when) + " -> " +
            std::string(to_string(branch.outcome)) + (branch.certain ? "" : " (not certain)") +
            (branch.human ? " (human judgement)" : "") + "\n";
  }
  for (const auto& exception : rule.exceptions) {
    text += "  exception: when " + expr::to_text(exception.when) + " -> " +
            std::string(to_string(exception.outcome)) + "\n";
  }
  for (const auto& one : rule.cases)
    text += "  case (line " + std::to_string(one.line) + "): " + one.name + "\n";
  return text;
}

std::string cases_text(const std::vector<rules::CaseResult>& results, bool verbose) {
  std::string text;
  std::size_t failed = 0;
  for (const auto& r : results) {
    failed += r.passed ? 0 : 1;
    if (r.passed && !verbose) continue;
    text += std::string(r.passed ? "ok    " : "FAILED ") + r.rule + ": " + r.name + "\n";
    if (!r.passed) text += "  " + r.file + ":" + std::to_string(r.line) + ": " + r.message + "\n";
  }
  return text + std::to_string(results.size() - failed) + " passed, " + std::to_string(failed) + " failed\n";
}

std::string cases_json(const std::vector<rules::CaseResult>& results) {
  nlohmann::json rows = nlohmann::json::array();
  for (const auto& r : results) {
    rows.push_back({{"rule", r.rule},
                    {"name", r.name},
                    {"file", r.file},
                    {"line", r.line},
                    {"passed", r.passed},
                    {"message", r.message}});
  }
  return rows.dump(2) + "\n";
}

}  // namespace zonegate::cli
