// SPDX-License-Identifier: Apache-2.0
// What tests of the verdict have in common: a small rule book in memory, a plan made from it, facts filled by hand.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/config.h"
#include "verdict/verdict.h"

namespace zonegate::testing {

using expr::Span;

inline expr::Node greater(const std::string& name, double v) {
  expr::Node node;
  node.op = expr::Op::gt;
  node.name = name;
  node.values = {v};
  return node;
}

inline rules::Rule area_rule(const std::string& id, const std::string& kind, Outcome outcome) {
  rules::Rule rule;
  rule.id = id;
  rule.title = {id, id};
  rule.region = "00";
  rule.sources.push_back({std::nullopt, std::nullopt, "law", "第一条", true, ""});
  rule.instrument = "law";
  facts::Measure measure;
  measure.layer = kind;
  measure.roles = *schema::parse_roles("occupation");
  rule.measures["area"] = measure;
  rules::Branch branch;
  branch.when = greater("area", 0);
  branch.outcome = outcome;
  rule.branches.push_back(branch);
  return rule;
}

// Five mandatory layers, each examined or not, and two rules: red line (prohibited) and farmland (conditional).
struct World {
  World() {
    book.rules = {area_rule("DL-01", "dltb", Outcome::conditional),
                  area_rule("RL-01", "redline", Outcome::prohibited)};
    for (const auto& rule : book.rules) chosen.push_back(&rule);
    plan = rules::plan(chosen);
    for (const char* kind : {"zone_unit", "redline", "pa", "ws", "pbf", "dltb"}) answers[kind] = clear(kind);
    spans["redline"] = spans["dltb"] = Span::exact(0);
    subject.project_id = "P";
    subject.as_of = {2026, 10, 1};
    subject.attributes["project_type"] = std::string("pv");
  }
  static facts::LayerAnswer clear(const std::string& kind) {
    facts::LayerAnswer a;
    a.kind = kind;
    a.layer_id = kind;
    a.state = facts::LayerState::clear;
    a.examined_share = 1;
    return a;
  }
  void close(const std::string& kind, facts::LayerState state, double share, const std::string& code) {
    answers[kind].state = state;
    answers[kind].examined_share = share;
    answers[kind].reason_code = code;
    answers[kind].reason = code;
    if (spans.contains(kind)) spans[kind] = Span::anything();
  }
  facts::ProjectFacts facts() const {
    facts::ProjectFacts facts;
    for (const auto& [kind, answer] : answers) facts.layers.push_back(answer);
    facts.measures.resize(plan.measures.size());
    for (std::size_t i = 0; i < plan.measures.size(); ++i) {
      auto& fact = facts.measures[i];
      fact.value = spans.at(plan.measures[i].layer);
      fact.measured = fact.value.lo;
      fact.examined_share = answers.at(plan.measures[i].layer).examined_share;
    }
    if (ground > 0) {
      facts.parts.push_back({"1", schema::Role::permanent, ground, "EPSG:4543", ground, 0, 0, true});
      facts.area_planar_m2 = facts.area_ellipsoidal_m2 = ground;
    }
    return facts;
  }
  verdict::Verdict decide() const { return verdict::decide(subject, facts(), plan, chosen, book, overrides); }
  double ground = 0;  // m2 that the project occupies; 0: nobody measured it
  rules::RuleBook book;
  std::vector<const rules::Rule*> chosen;
  facts::Plan plan;
  std::map<std::string, facts::LayerAnswer> answers;
  std::map<std::string, Span> spans;
  verdict::Subject subject;
  std::vector<verdict::Override> overrides;
};

}  // namespace zonegate::testing
