// SPDX-License-Identifier: Apache-2.0
//
// verdict: facts and rules -> findings -> the verdict pair. `outcome` is the strictest finding that is certain; `worst_possible` the strictest
// that an unexamined layer, an unknown attribute or a clause for human judgement could still produce. A false pass is the one unforgivable error:
// `allowed` is said only where both are allowed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "facts/facts.h"
#include "rules/rules.h"

namespace zonegate::verdict {

struct MeasureValue {  // a measure of a rule with the number it came to
  std::string name, unit;
  expr::Span value;
  double measured = 0;
  double examined_share = 0;
  std::string reason;             // why it is open
  std::string layer;              // kind
  std::vector<std::string> asks;  // attributes that would close it
  Text what = {};                 // 国家公园数量, "National parks: count"
};
// A reviewer's decision about one finding (--overrides). It replaces the finding's outcome, never what was measured, and closes it:
// worst_possible becomes the same, except for `undetermined`, which opens it as far as it went or was open before.
struct Override {
  std::string rule;
  Outcome outcome = Outcome::undetermined;
  std::string reason, reviewer;
  Date date;
  int line = 0;  // of the table, for messages
};
struct Overridden {
  Outcome outcome = Outcome::undetermined,
          worst_possible = Outcome::undetermined;  // what the rule itself said
  bool certain = false, human = false;             // likewise
  bool laxer = false;  // the decision is milder than the rule's outcome, or than what was still possible
  Override by;
};
struct Finding {
  std::string rule;
  Text title;
  Outcome outcome = Outcome::undetermined, worst_possible = Outcome::undetermined;
  bool certain = false, human = false, exception = false, boundary_grade = false;
  Text instrument;  // title of the instrument cited on as_of, with its number
  std::string instrument_key, clause;
  Text
      worst_instrument;  // of what is only possible, where it is cited by another clause than the certain outcome
  std::string worst_clause;  // likewise
  bool verified = false;
  Text note;  // what is unverified
  std::vector<MeasureValue> measures;
  std::vector<std::size_t> features;  // into ProjectFacts::features
  std::vector<std::size_t> grounds;   // those of them that the outcome rests on, sorted
  Text action;        // what the certain outcome asks for; empty: nothing is certain, or it asks for nothing
  Text worst_action;  // what the worst possible asks for, where that is something else
  std::vector<std::string> unknown, not_claimed;
  std::vector<expr::Step> trace;
  std::optional<Overridden> overridden;
  std::vector<rules::Evidence> evidence;        // what the exceptions ask to be shown
  rules::Level level = rules::Level::unstated;  // of the instrument cited
  // Precedence among the findings of the project: the strictest certain outcome, then the level of law. The others that are certain yield, and say to which and why.
  bool decisive = false;
  std::string yields_to;  // rule id; empty where it decides, is open, or nothing decides
  Text yields_reason;     // empty where it decides
};
struct MeasureName {  // what the name of a measure in a rule's file stands for
  std::string name;
  Text what;  // 饮用水水源保护区面积, "Drinking water protection zone: area"
  std::string unit;
};
// Of all measures of a rule or the head of a checklist, in their order; no two alike.
std::vector<MeasureName> names_of(const rules::Rule& rule);
struct Silent {  // a rule in force that did not fire, or does not concern the project
  std::string rule;
  Text title;
  std::string reason;  // "does not concern: project_type is pv", "no branch holds: farmland = 0"
  std::vector<expr::Step> trace;
  std::vector<MeasureName> names = {};  // of the numbers in the reason
};

struct Pair {
  Outcome outcome = Outcome::undetermined, worst_possible = Outcome::prohibited;
};
struct Verdict {
  Outcome outcome = Outcome::undetermined, worst_possible = Outcome::prohibited;
  std::optional<Pair> original;  // without overrides, where there are any
  Text headline;  // both halves, with the causes: "有条件；生态保护红线未核查，最严可能为禁止"
  std::vector<Finding> findings;  // strictest first, then by level of law, then by rule id
  std::vector<Silent> silent;     // by rule id
  std::vector<facts::LayerAnswer>
      layers;  // of this project, mandatory first, `mandatory` set, one per kind and data set
  std::vector<std::string> unknown;  // attributes and layers ("layer:redline") that would settle it, sorted
  std::vector<std::string> not_supplied;  // kinds that rules name and nobody supplied, not mandatory
};

struct Subject {  // what of the project matters here; no geometry
  std::string project_id;
  Attributes attributes;
  std::vector<std::string> regions;
  Date as_of;
  bool failed = false;  // nothing of it could be measured
  bool partial = false;
  std::string status_reason;
};

// rules: those in force and binding for this subject (rules::in_force, rules::binds); plan: the one the facts were measured by.
// Raises worst_possible to prohibited where a mandatory layer is not fully examined, where a tiling layer leaves part of the footprint without
// any feature (a data fault), and where the project is failed or partial; no override changes that. Overrides without a finding are left out here:
// the caller has to refuse them.
Verdict decide(const Subject& subject, const facts::ProjectFacts& facts, const facts::Plan& plan,
               const std::vector<const rules::Rule*>& rules, const rules::RuleBook& book,
               const std::vector<Override>& overrides = {});

Text instrument_title(const rules::RuleBook& book, const std::string& key);  // with its number

// ------------------------------------------------------------------------------------------------- checklists
// What the checklists in force say of one project, beside the verdict and never part of it (docs/checklists.md).
struct ChecklistItemAnswer {
  std::string id, clause;
  Text title, group, evidence;
  rules::ItemState state = rules::ItemState::open;
  std::vector<MeasureValue> measures;  // that its conditions name
  Attributes attributes;               // likewise, as stated
  rules::RuleAnswers rules;            // or the rules that it rests on
  std::vector<std::string> asks;       // attributes and layers ("layer:redline") that would settle it, sorted
};
struct ChecklistGroup {  // items with one heading, taken together
  Text title;
  rules::ItemState state = rules::ItemState::open;
};
struct ChecklistTier {
  std::string id, clause;
  Text title, authority;
  bool verified = false;
};
struct ChecklistTiers {
  std::vector<ChecklistTier> possible;  // in the order of the list; one where it is certain
  std::vector<MeasureValue> measures;
  Attributes attributes;
  std::vector<std::string> asks;
};
struct ChecklistFee {
  rules::FeeAnswer answer;
  Text public_title;  // of the multiplier of public-benefit forest
  bool floor_verified = false;
  bool withheld = false;  // it rests on a layer whose numbers are not disclosed
  std::vector<std::string> asks;
};
struct ChecklistAnswer {
  std::string id;
  Text title, instrument, note;
  std::string instrument_key, clause;
  bool verified = false;
  bool concerned = true;  // false: an unstated attribute decides whether the list concerns the project at all
  std::vector<std::string> asks;  // what would decide that
  std::vector<ChecklistItemAnswer> items;
  std::vector<ChecklistGroup> groups;
  std::optional<ChecklistTiers> tiers;
  std::optional<ChecklistFee> fee;
};
// checklists: those in force and binding for this subject. A list that does not concern the project is left out. What the subject lost on the way
// (failed, partial) may be more of everything: its areas, lengths and counts have no upper limit here.
std::vector<ChecklistAnswer> answer_checklists(const Subject& subject, const facts::ProjectFacts& facts,
                                               const facts::Plan& plan, const Verdict& verdict,
                                               const std::vector<const rules::Checklist*>& checklists,
                                               const rules::RuleBook& book,
                                               const std::vector<rules::Rate>& rates);
// 符合, 不符合, 有条件符合, 涉及, 不涉及, 待核实, 需人工判定
Text item_state_text(rules::ItemState s);

// 禁止, 限制, 有条件, 待定, 允许 / Prohibited ...
Text outcome_text(Outcome o);
// Either word of an outcome ("禁止", "prohibited"); nullopt for anything else.
std::optional<Outcome> outcome_of(std::string_view word);
// Conformity word for reviewers' tables: 符合, 不符合, 有条件符合, 涉及 (of what is only told), 待核实, 需人工判定.
Text conformity(const Finding& f);
// The same for one row of an access list: what of it a machine can say for this project. A text without a verdict, and a demand to leave, are for a person.
enum class RowWord { conforms, not_conforming, conditional, not_concerned, to_verify, human };
RowWord conformity(const facts::AccessRow& row);
std::string_view to_string(RowWord word);  // "conforms", ...
Text row_word_text(RowWord word);
Text layer_state_text(facts::LayerState s);
// A reason that the engine gives in English (of a layer answer, a measure, a status, a carbon account), with its Chinese; what is not known stays English.
Text reason_text(const std::string& english);
// Likewise where there is room for a phrase alone: empty in a language in which it is long, or stays a sentence of the program; it stands with the issues.
Text brief_reason(const std::string& english);

}  // namespace zonegate::verdict
