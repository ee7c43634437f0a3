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

std::string roles_text(schema::RoleSet set) {
  for (const char* word : {"all", "occupation", "non_surface", "influence"}) {
    if (schema::parse_roles(word) == set) return std::string(" by ") + word;
  }
  std::string text;
  for (int r = 0; r <= static_cast<int>(schema::Role::blasting); ++r) {
    const auto role = static_cast<schema::Role>(r);
    if (set & schema::role_bit(role)) text += (text.empty() ? " by " : ", ") + std::string(to_string(role));
  }
  return text;
}

std::string measure_text(const facts::Measure& m) {
  std::string text = std::string(facts::to_string(m.stat)) + " of " + m.layer;
  if (m.where) text += " where " + expr::to_text(*m.where);
  if (!m.via.empty()) text += " via " + m.via;
  if (!m.field.empty()) text += " of " + m.field;
  if (m.max_distance_m > 0) text += " within " + shortest(m.max_distance_m) + " m";
  if (!m.less.empty()) text += " less " + m.less + " (at most " + shortest(m.less_most_m) + " m)";
  return text + roles_text(m.roles);
}

std::string source_text(const rules::Source& s, const rules::RuleBook& book, Lang lang) {
  const auto at = book.instruments.find(s.instrument);
  const std::string title =
      at == book.instruments.end() ? s.instrument : at->second.title.in(lang) + " " + at->second.number;
  std::string text = "  source: " + title + " " + s.clause + "  " + (s.from ? s.from->iso() : "...") +
                     " to " + (s.to ? s.to->iso() : "...") + (s.verified ? "" : "  (text not verified)") +
                     "\n";
  return s.note.empty() ? text : text + "    " + s.note.in(lang) + "\n";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string concerns_text(const rules::Applies& a) {
  std::string text;
  if (!a.industries.empty()) text += "  industries: " + joined(a.industries) + "\n";
  if (!a.types.empty()) text += "  types: " + joined(a.types) + "\n";
  if (!a.activities.empty()) text += "  activities: " + joined(a.activities) + "\n";
  return text;
}

std::string branch_text(int number, const rules::Branch& b, Lang lang) {
  std::string text = "  branch " + std::to_string(number) + ": when " + expr::to_text(b.when) + " -> " +
                     std::string(to_string(b.outcome)) + (b.certain ? "" : " (not certain)") +
                     (b.human ? " (human judgement)" : "") + (b.verified ? "" : " (not verified)") + "\n";
  return b.action.empty() ? text : text + "    " + b.action.in(lang) + "\n";
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

std::string head_text(const rules::Rule& rule, const rules::RuleBook& book, Lang lang) {
  std::string text = rule.id + "  " + rule.title.in(lang) + "\n";
  for (const auto& source : rule.sources) text += source_text(source, book, lang);
  if (!rule.note.empty()) text += "  note: " + rule.note.in(lang) + "\n";
  text += "  region: " + rule.region + "  in force: " + period(rule.applies) + "\n";
  text += concerns_text(rule.applies) + "  file: " + rule.file + "\n";
  for (const auto& [name, measure] : rule.measures)
    text += "  measure " + name + " = " + measure_text(measure) + "\n";
  return text;
}

std::string show_text(const rules::Rule& rule, const rules::RuleBook& book, Lang lang) {
  std::string text = head_text(rule, book, lang);
  int n = 0;
  for (const auto& b : rule.branches) text += branch_text(++n, b, lang);
  n = 0;
  for (const auto& e : rule.exceptions) {
    text += "  exception " + std::to_string(++n) + ": when " + expr::to_text(e.when) + " -> " +
            std::string(to_string(e.outcome)) + (e.verified ? "" : " (not verified)") + "\n";
    if (!e.action.empty()) text += "    " + e.action.in(lang) + "\n";
    if (!e.evidence.empty()) text += "    evidence: " + e.evidence.in(lang) + "\n";
  }
  for (const auto& one : rule.cases)
    text += "  case (line " + std::to_string(one.line) + "): " + one.name + "\n";
  return text;
}

std::string each_line(const std::string& name, const config::Mistakes& mistakes,
                      const std::vector<rules::CaseResult>& results) {
  nlohmann::json row = {{"folder", name},
                        {"cases", results.size()},
                        {"failed", nlohmann::json::array()},
                        {"mistakes", nlohmann::json::array()}};
  for (const auto& m : mistakes) row["mistakes"].push_back(m.message);
  for (const auto& r : results) {
    if (!r.passed) row["failed"].push_back(r.rule + ": " + r.name);
  }
  return row.dump() + "\n";
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
