// SPDX-License-Identifier: Apache-2.0
//
// Only what is unknown is asked: what the verdict hangs on, then what checklists want besides.
#include <algorithm>
#include <map>

#include "report/csv_text.h"
#include "report/report.h"
#include "report/text.h"
#include "schema/schema.h"

namespace zonegate::report {
namespace {

struct Stake {
  std::vector<std::string> rules;
  Outcome worst = Outcome::allowed;
  std::string evidence;  // what an exception that names it asks to be shown
};

Stake stake_of(const verdict::Verdict& verdict, const std::string& name) {
  Stake stake;
  for (const auto& finding : verdict.findings) {
    if (std::find(finding.unknown.begin(), finding.unknown.end(), name) == finding.unknown.end()) continue;
    stake.rules.push_back(finding.rule);
    stake.worst = stricter(stake.worst, finding.worst_possible);
    for (const auto& e : finding.evidence) {
      const bool named = std::find(e.attributes.begin(), e.attributes.end(), name) != e.attributes.end();
      if (named && stake.evidence.empty()) stake.evidence = e.what.zh;
    }
  }
  if (stake.rules.empty()) stake.worst = verdict.worst_possible;
  return stake;
}

std::string words_of(const schema::AttributeSpec& spec) {
  if (spec.type == schema::Type::boolean) return "是 / 否";
  std::string words;
  for (std::size_t i = 0; i < spec.values.size(); ++i) {
    const std::string zh = i < spec.values_zh.size() ? std::string(spec.values_zh[i]) : std::string();
    words += (words.empty() ? "" : " / ") + (zh.empty() ? std::string(spec.values[i]) : zh);
  }
  if (words.empty() && spec.type == schema::Type::date) words = "2026-10-01";
  if (words.empty() && !spec.unit.empty()) words = spec.unit;
  return words;
}

std::vector<std::string> question(const std::string& name) {  // kind, attribute, what it is, words
  constexpr std::string_view kLayer = "layer:";
  if (name.starts_with(kLayer)) {
    const std::string kind = name.substr(kLayer.size());
    const auto* spec = schema::find_kind(kind);
    return {"layer", kind, spec ? std::string(spec->zh) : kind, "补充覆盖该处的图层"};
  }
  const auto* spec = schema::find_attribute(name);
  if (!spec) return {"attribute", name, name, ""};
  return {"attribute", name, std::string(spec->zh), words_of(*spec)};
}

void add_row(const ProjectResult& result, std::vector<std::string> cells, std::string& text) {
  cells.insert(cells.begin(), {result.project->project_id, result.project->name});
  for (const auto& cell : cells) text += csv_text(cell) + ",";
  text += "\n";
}

std::vector<std::string> asked_row(const std::string& name, const std::string& rules,
                                   const std::string& stake, const std::string& evidence) {
  std::vector<std::string> cells = question(name);
  cells.insert(cells.end(), {rules, stake, evidence});
  return cells;
}

// An exemption that nobody claims is no question of its own: it counts as not claimed. Where claiming it would matter and the rule says what has to be shown,
// the form offers it.
void add_claims(const ProjectResult& result, std::string& text) {
  std::map<std::string, Stake> claims;
  for (const auto& finding : result.verdict.findings) {
    const auto& open = finding.not_claimed;
    for (const auto& evidence : finding.evidence) {
      for (const auto& name : evidence.attributes) {
        if (std::find(open.begin(), open.end(), name) == open.end()) continue;
        Stake& stake = claims[name];
        if (std::find(stake.rules.begin(), stake.rules.end(), finding.rule) == stake.rules.end())
          stake.rules.push_back(finding.rule);
        stake.worst = stricter(stake.worst, stricter(finding.outcome, finding.worst_possible));
        if (stake.evidence.find(evidence.what.zh) == std::string::npos)
          stake.evidence += (stake.evidence.empty() ? "" : "；") + evidence.what.zh;
      }
    }
  }
  for (const auto& [name, stake] : claims) {
    const auto* spec = schema::find_attribute(name);
    if (!spec) continue;
    add_row(result,
            {"claim", name, std::string(spec->zh), words_of(*spec), joined(stake.rules, ";"),
             verdict::outcome_text(stake.worst).zh, stake.evidence},
            text);
  }
}

// What only checklists ask, with the items that ask; it settles no verdict.
void write_checklists(const ProjectResult& result, std::string& text) {
  std::map<std::string, std::vector<std::string>> asked;
  const auto take = [&](const std::vector<std::string>& names, const std::string& by) {
    for (const auto& name : names) {
      auto& who = asked[name];
      if (std::find(who.begin(), who.end(), by) == who.end()) who.push_back(by);
    }
  };
  for (const auto& a : result.checklists) {
    take(a.asks, a.id);
    for (const auto& item : a.items) take(item.asks, a.id + ":" + item.id);
    if (a.tiers) take(a.tiers->asks, a.id);
    if (a.fee) take(a.fee->asks, a.id);
  }
  const auto& settles = result.verdict.unknown;
  for (const auto& [name, who] : asked) {
    if (std::find(settles.begin(), settles.end(), name) == settles.end())
      add_row(result, asked_row(name, joined(who, ";"), "核对清单（不改变结论）", ""), text);
  }
}

}  // namespace

std::string ask_head() {
  return csv_mark() + "project_id,name,kind,attribute,question,words,rules,at_stake,evidence,value\n";
}

std::string ask_lines(const ProjectResult& result, bool checklists) {
  std::string text;
  for (const auto& name : result.verdict.unknown) {
    const Stake stake = stake_of(result.verdict, name);
    add_row(result,
            asked_row(name, joined(stake.rules, ";"), verdict::outcome_text(stake.worst).zh, stake.evidence),
            text);
  }
  add_claims(result, text);
  if (checklists) write_checklists(result, text);
  return text;
}

}  // namespace zonegate::report
