// SPDX-License-Identifier: Apache-2.0
//
// rules: rule files and instruments, selection by place and day, the plan of what has to be measured, and the judgement of one
// rule over one set of values (known, unknown, or limited by a Span). Cases of a rule run through the same judgement.
// Files: rules/<region>/<family>/<ID>.yaml, rules/instruments.yaml; format: docs/rules.md and docs/schema/rule.schema.json.
// Checklists: rules/checklists/<id>.yaml; docs/checklists.md and docs/schema/checklist.schema.json.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "core/core.h"
#include "expr/expr.h"
#include "facts/facts.h"

namespace zonegate::rules {

// From the highest: 法律, 行政法规, 部门规章, 地方性法规, 地方政府规章, 规范性文件, 技术标准. `unstated`: the file does not say; below all.
enum class Level {
  law,
  administrative_regulation,
  department_rule,
  local_regulation,
  local_rule,
  normative_document,
  standard,
  unstated
};
std::string_view to_string(Level level);
Text level_text(Level level);
std::optional<Level> parse_level(std::string_view word);

struct Instrument {  // a law, regulation, notice, standard
  std::string key;
  Text title;
  Level level = Level::unstated;
  std::string number, issuer;
  std::optional<Date> issued, from, to;
  std::string superseded_by;
  bool verified = false;  // its text was read
  std::string note;
};

// What the rule rests on during [from, to). A rule that outlives its instrument lists one after the other in `sources`.
struct Source {
  std::optional<Date> from, to;
  std::string instrument, clause;
  bool verified = false;  // the clause text was read
  Text note;              // what is unverified about it
};

struct Branch {
  expr::Node when;  // Op::always if absent
  Outcome outcome = Outcome::allowed;
  bool certain = true;   // false: counts for worst_possible only
  bool human = false;    // 需人工判定: put before the reviewer, no machine decides
  bool verified = true;  // false: this branch is less sure than the rule
  Text action;
  std::string clause;  // replaces the rule's clause if given
};
struct RuleException {  // claimed: replaces the branch's outcome
  expr::Node when;
  Outcome outcome = Outcome::conditional;
  bool verified = true;
  Text action;
  std::string clause;
  std::string instrument;
  Text evidence;  // what has to be shown by who claims it
};
struct Applies {
  std::optional<Date> from, to;         // [from, to)
  std::vector<std::string> industries;  // prefixes of GB/T 4754 codes
  std::vector<std::string> types;       // project types; with industries: either matches
  std::vector<std::string> activities;  // 建设性质; empty = all
};
// What a case says was found: a feature (or `count` alike) and the part of the project that meets it. Quantities as facts::Stat has them.
struct Found {
  std::string layer, via;
  Attributes fields;  // of the feature; a field that is not given is missing
  schema::Role role = schema::Role::permanent;
  double area = 0, net_area = 0, length = 0, share = 0, distance = 0, count = 1, overlap_area = 0;
};
struct Case {
  std::string name;
  Attributes attributes;                    // of the project
  std::map<std::string, expr::Span> given;  // measures by name; of a case with `found`, what these come to
  std::vector<Found> found;
  bool has_found = false;
  std::optional<Date> as_of;
  std::vector<std::string> regions;  // where the project lies; empty: not said
  // expected
  std::optional<Outcome> outcome, worst_possible;
  std::optional<int> branch, worst_branch;  // 1-based; 0 = none
  std::optional<int> exception;             // 1-based; 0 = none
  std::optional<std::string> instrument;    // the one cited
  std::optional<bool> applies;
  std::map<std::string, expr::Span> measured;  // what measures come to
  int line = 0;
};
// What a measure comes to over what was found. Touching is nothing found; quantities add up, the nearest counts.
expr::Span measured(const facts::Measure& measure, const std::vector<Found>& found);
struct Rule {
  std::string id;
  Text title;
  std::string instrument, clause;  // of the newest source, where `sources` is given
  std::vector<Source>
      sources;  // never empty: one entry where the file gives instrument and clause; by date, without a gap
  std::string region;                // administrative prefix, "00" = everywhere; of several all, "51,50"
  std::vector<std::string> regions;  // each of them
  bool verified = false;             // the clause text was read
  Text note;                         // what is unverified about it
  Applies applies;
  std::map<std::string, facts::Measure> measures;
  std::map<std::string, Text> measure_titles;  // of those that say what of their layer is meant
  std::vector<Branch> branches;
  std::vector<RuleException> exceptions;
  // A measure of area: on this ground trees bring no carbon gain while the rule is not satisfied (docs/rules.md). Empty: the rule says nothing of it.
  std::string no_gain;
  Text action;
  std::vector<Case> cases;
  std::string file;
  int line = 0;
};

// The source in force on `as_of`; the newest without a day, or where none fits.
const Source& source_on(const Rule& rule, const std::optional<Date>& as_of);

// ------------------------------------------------------------------------------------------------- checklists
// What a reviewer has to look at beside the verdict, as data (docs/checklists.md). A checklist never changes a verdict. Here nothing that is
// unstated counts as denied: an exemption that nobody claims is unknown too.
//   conditional: by findings of rules only      involved: of lists that ask what is concerned, not what is fulfilled
enum class ItemState { met, not_met, conditional, involved, not_concerned, open, human };
std::string_view to_string(ItemState s);
std::optional<ItemState> parse_item_state(std::string_view text);

// In this order: skip_when -> not_concerned, not_when -> not_met, when -> met, involves -> involved. Where none holds: not_met after `when`
// alone, not_concerned after `involves`, else human. What is unknown leaves the item open, unless every value answers alike.
struct ChecklistItem {
  std::string id, clause;
  Text title, group;
  Text evidence;  // which document shows it
  std::optional<expr::Node> skip_when, not_when, when, involves;
  std::vector<std::string> rules;  // instead of conditions: what the findings of these rules say
  int line = 0;
};
struct Tier {  // the first that holds answers; certain = false: the next may answer too
  std::string id, clause;
  Text title, authority;
  expr::Node when;  // Op::always if absent
  bool certain = true, verified = true;
};
// Money is whole cents (0.01 CNY), a factor whole hundredths: nothing of it is a binary fraction.
struct FeeClass {
  std::string id;
  Text title;
  std::int64_t floor_cents = 0;      // national lower bound, CNY per m2
  std::string plain, public_forest;  // names of measures
};
struct FeeMultiplier {
  std::string id;
  Text title;
  std::int64_t factor = 100;       // hundredths
  std::optional<expr::Node> when;  // absent: of the areas under `public`
};
struct Fee {
  std::string total;  // the measure that all areas add up to
  std::string
      beside;  // what another source calls the same: if it can be more, some ground has no class; empty: no such source
  bool floor_verified = false;
  std::vector<FeeClass> classes;
  std::vector<FeeMultiplier> multipliers;
};
struct Rate {  // a row of --rates: a class with its rate, or a multiplier with its factor
  std::string item;
  std::optional<std::int64_t> cents, factor;
  std::string source, document;
  std::optional<Date> from, to;
  int line = 0;
};
// Areas in 0.01 m2, factors in 10^-6; -1: no upper limit known.
struct FeeRow {
  std::string id;
  Text title;
  bool public_forest = false, floor = false;  // floor: no rate is given, the national lower bound stands in
  std::int64_t area_lo = 0, area_hi = 0, rate_cents = 0, factor_lo = 1'000'000, factor_hi = 1'000'000;
  std::int64_t cents_lo = 0, cents_hi = 0;
  std::string source, document;
};
struct FeeAnswer {
  std::vector<FeeRow> rows;  // those of which some area is there or possible
  std::int64_t total_lo = 0, total_hi = 0;
  bool floor = false;  // some row has no rate: total_lo is a lower bound, and there is no fee
  bool beside =
      false;  // another source has more such ground, or may have: no upper limit of the total is known
  std::vector<std::string> unknown;  // measures and attributes that would narrow it, sorted
};

struct SaidByRule {  // what a rule's finding came to; silent: allowed twice
  Outcome outcome = Outcome::allowed, worst_possible = Outcome::allowed;
  bool human = false;
};
using RuleAnswers = std::map<std::string, SaidByRule>;

struct ItemAnswer {
  ItemState state = ItemState::open;
  std::vector<ItemState> possible;   // sorted, more than one where open
  std::vector<std::string> unknown;  // measures and attributes that decide, sorted
};
struct TierAnswer {
  std::vector<int> possible;  // 1-based, sorted; one where it is certain, 0 = none holds
  std::vector<std::string> unknown;
};
struct ChecklistCase {
  Case base;  // given, found, as_of, region; expected: applies, instrument, measured
  RuleAnswers rules;
  std::vector<Rate> rates;
  std::map<std::string, ItemState> items;  // expected
  std::vector<std::string> tiers;          // expected, by id
  std::optional<expr::Span> fee;           // expected, CNY
  std::optional<bool> fee_floor;
};
struct Checklist {
  Rule head;  // id, title, region, sources, applies, measures; no branch
  std::vector<ChecklistItem> items;
  std::vector<Tier> tiers;
  std::optional<Fee> fee;
  std::vector<ChecklistCase> cases;
};
// A rule that is not in `rules` was not judged: the item is open.
ItemAnswer judge_item(const Checklist& checklist, const ChecklistItem& item,
                      const std::map<std::string, expr::Span>& measures, const Attributes& project,
                      const std::optional<Date>& as_of, const RuleAnswers& rules);
TierAnswer judge_tiers(const Checklist& checklist, const std::map<std::string, expr::Span>& measures,
                       const Attributes& project, const std::optional<Date>& as_of);
// Only with checklist.fee. Rates: those in force on the day.
FeeAnswer reckon_fee(const Checklist& checklist, const std::map<std::string, expr::Span>& measures,
                     const Attributes& project, const std::vector<Rate>& rates,
                     const std::optional<Date>& as_of);
// A decimal with at most two places ("13.5") as hundredths; nullopt for anything else.
std::optional<std::int64_t> parse_hundredths(std::string_view text);
std::string hundredths_text(std::int64_t value);  // "13.50"

struct RuleBook {
  // The rules are complete from this day on. For an earlier as_of the book may lack the law of that day: no result may read as a pass.
  std::optional<Date> horizon;
  std::map<std::string, Instrument> instruments;
  std::vector<Rule> rules;            // sorted by id
  std::vector<Checklist> checklists;  // sorted by id
  std::vector<std::string> files;     // everything read, sorted, for run.json
  const Rule* find(std::string_view id) const;
  const Checklist* find_checklist(std::string_view id) const;
};
// Reads every rule under `folder` and instruments.yaml. All mistakes of all files are collected; if there is any, the book
// must not be used. Checks: unknown keys, types, dates, layer kinds, stats, roles, fields of `where`, names in conditions (measures
// of the rule or project attributes), instruments, outcomes, duplicate ids, file name = id, a case for every branch.
RuleBook load(const std::string& folder, config::Mistakes& mistakes);
// What no run may rest on, though every file is well-formed: branches and exceptions that nothing can reach, exceptions that always hold,
// filters that no feature passes, numbers that cannot be meant, wordings with days between them, rules that contradict each other.
config::Mistakes defects(const RuleBook& book);
// What `rules check` asks beyond load: no defects; every branch and every exception is shown by a case that passes, and one case where nothing fires.
config::Mistakes lint(const RuleBook& book);

// ------------------------------------------------------------------------------------------------ selection
// In force on `as_of`: inside `applies` and, where the rule has a single source, inside the dates of its instrument (may be null).
bool in_force(const Rule& rule, const Instrument* instrument, Date as_of);
// Binding in one of `regions` (administrative codes of 6 digits). No region known: binds, an unknown place must not lose a law.
bool binds(const Rule& rule, const std::vector<std::string>& regions);
// Does the rule concern this project? unknown where an unstated attribute decides (docs/decisions/0006).
expr::Truth concerns(const Rule& rule, const Attributes& project);
// The attributes that `concerns` would need to become certain.
std::vector<std::string> concerns_asks(const Rule& rule, const Attributes& project);

// Every different measure of the given rules.
facts::Plan plan(const std::vector<const Rule*>& rules);

// ------------------------------------------------------------------------------------------------ judgement
// What an exception asks to be shown: one that is claimed, or that nobody claims and that would matter.
struct Evidence {
  int exception = 0;  // 1-based
  bool claimed = false;
  Text what;
  std::vector<std::string> attributes;  // by which it is claimed, sorted
};
// A measure that an outcome rests on, and the parts of conditions that it made hold (or, of what is denied, fail).
struct Ground {
  struct Part {
    expr::Node node;     // a comparison
    bool wanted = true;  // false: its failing is what counts
    expr::Term other;    // what the other name of the comparison stands for
  };
  std::string measure;
  std::vector<Part> parts;
};
// What one rule says of one project. Evaluated over all possible values of what is unknown (each literal of the conditions, the gaps
// between them, limits of a Span), so "at least conditional" stays certain. Above 4096 combinations: Kleene logic, which may only be wider.
struct Judgement {
  Outcome outcome = Outcome::
      undetermined;  // certain: the least strict possible one, if it is not allowed or nothing else is possible; else undetermined
  Outcome worst_possible = Outcome::undetermined;
  bool certain = false;  // outcome is certain (at least that strict)
  int branch = 0;        // 1-based branch of the outcome, 0 = none fired
  int worst_branch = 0;
  bool human = false;        // a branch for human judgement may hold
  bool exception = false;    // an exception was claimed and used
  int exception_number = 0;  // 1-based, of the worst outcome, 0 = none
  bool verified = false;     // of what is cited: source, branch and exception
  Text note;                 // what is unverified about it
  Text action;        // of the branch or exception that gives the certain outcome; empty: nothing is certain
  Text worst_action;  // of the one that gives the worst outcome that is possible; empty: the same
  // Of the branch or exception that gives the certain outcome, if one does, else of the worst; where it has none of its own, of the source on as_of, if given.
  std::string clause, instrument;
  std::string worst_clause, worst_instrument;  // of the one that gives the worst outcome; empty: the same
  std::vector<std::string>
      unknown;  // names (measures, attributes) whose value would change the outcome, sorted
  std::vector<std::string> not_claimed;  // exemptions nobody claimed that would matter, sorted
  std::vector<Evidence> evidence;
  std::vector<expr::Step> trace;
  std::vector<Ground> grounds;  // measures that made the conditions hold, or may, by name
};
// Would this value of the measure alone make one of those parts come out as it did, or may it? What lies beyond every threshold that was met is no ground.
bool rests_on(const Ground& ground, const expr::Span& own);
// `info` counts as allowed when outcomes are compared. A measure that is not in `measures` may be anything.
Judgement judge(const Rule& rule, const std::map<std::string, expr::Span>& measures,
                const Attributes& project, const std::optional<Date>& as_of = std::nullopt);
// judge, widened by `concerns`: not concerned = allowed; perhaps concerned = allowed is possible too, and what was asked is unknown.
Judgement assess(const Rule& rule, const std::map<std::string, expr::Span>& measures,
                 const Attributes& project, const std::optional<Date>& as_of = std::nullopt);
// What the possible set of a judgement was made of; for tests and for explain.
struct Possible {
  std::vector<Outcome>
      outcomes;  // every outcome that some value of what is unknown could give, sorted, unique
};
Possible possible(const Rule& rule, const std::map<std::string, expr::Span>& measures,
                  const Attributes& project, const std::optional<Date>& as_of = std::nullopt);

// ---------------------------------------------------------------------------------------------------- cases
struct CaseResult {
  std::string rule, name, file;  // rule: or the id of a checklist
  int line = 0;
  bool passed = false;
  std::string message;  // what was expected and what came
  Judgement judgement;
  bool applies = false;  // in force, binding and certainly concerned
};
// Of all rules in their order, each with its cases in their order; then of all checklists.
std::vector<CaseResult> run_cases(const RuleBook& book);
// What a checklist answers to one of its cases.
struct ChecklistCaseAnswer {
  bool applies = false;  // in force, binding and certainly concerned
  std::string instrument;
  std::map<std::string, ItemState> items;
  std::vector<std::string> tiers;
  std::optional<FeeAnswer> fee;
};
ChecklistCaseAnswer answer_case(const RuleBook& book, const Checklist& checklist, const ChecklistCase& c);

}  // namespace zonegate::rules
