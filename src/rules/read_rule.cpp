// SPDX-License-Identifier: Apache-2.0
//
// One rule file. Every mistake is collected, none stops the reading, so that a person mends a file in one go.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "rules/condition.h"
#include "rules/reader.h"

namespace zonegate::rules {
namespace {

using config::Mistakes;
using config::NodeKind;

// Two capital letters, a dash, two digits; an older wording of the same rule adds the year it began: PA-00-2017.
bool is_rule_id(const std::string& id) {
  const std::string shape = "AA-99-9999";
  if (id.size() != 5 && id.size() != 10) return false;
  for (std::size_t i = 0; i < id.size(); ++i) {
    const auto c = static_cast<unsigned char>(id[i]);
    const bool good = shape[i] == 'A' ? std::isupper(c) : shape[i] == '9' ? std::isdigit(c) : id[i] == '-';
    if (!good) return false;
  }
  return true;
}

// The items of a list, each with its line; a single word is a list of one.
std::vector<config::Node> items_of(const config::Node& node) {
  if (node.kind() != NodeKind::sequence) return {node};
  std::vector<config::Node> items;
  for (std::size_t i = 0; i < node.size(); ++i) items.push_back(node.at(i));
  return items;
}

void check_words(const config::Node& node, const char* attribute, const std::vector<std::string>& words,
                 Mistakes& m) {
  const auto* spec = schema::find_attribute(attribute);
  for (const auto& word : words)
    check_literal({false, spec->type, spec->values}, attribute, Value(word), node, m);
}

Applies read_applies(const config::Node& node, Mistakes& m) {
  Applies a;
  node.only_keys({"from", "to", "industries", "types", "activities"}, m);
  a.from = node.get("from").date(m);
  a.to = node.get("to").date(m);
  if (a.from && a.to && *a.from >= *a.to) node.get("to").fail(m, "`to` must be later than `from`");
  a.industries = node.get("industries").texts(m);
  a.types = node.get("types").texts(m);
  a.activities = node.get("activities").texts(m);
  const auto items = items_of(node.get("industries"));
  for (std::size_t i = 0; i < a.industries.size(); ++i)
    check_industry(Value(a.industries[i]),
                   a.industries.size() == items.size() ? items[i] : node.get("industries"), m);
  check_words(node.get("types"), "project_type", a.types, m);
  check_words(node.get("activities"), "activity", a.activities, m);
  return a;
}

const schema::KindSpec* read_kind(const config::Node& node, Mistakes& m) {
  const auto word = node.text(m);
  if (!word) return nullptr;
  const auto* kind = schema::find_kind(*word);
  std::vector<std::string> known;
  for (const auto& k : schema::kinds()) known.emplace_back(k.key);
  if (!kind) node.fail(m, fmt::format("no layer kind '{}'{}", *word, hint(*word, known)));
  return kind;
}

schema::RoleSet read_roles(const config::Node& node, Mistakes& m) {
  schema::RoleSet set = 0;
  for (const auto& word : node.texts(m)) {
    const auto roles = schema::parse_roles(word);
    if (!roles)
      node.fail(
          m, fmt::format(
                 "no role or class of roles '{}'; expected occupation, non_surface, influence, all or a role",
                 word));
    set |= roles.value_or(0);
  }
  if (node.kind() == NodeKind::sequence && node.size() == 0)
    node.fail(m, "a measure without roles is always 0");
  return set;
}

facts::Stat read_stat(const config::Node& node, Mistakes& m) {
  const auto word = node.text(m);
  const auto stat = word ? facts::parse_stat(*word) : std::nullopt;
  if (word && !stat) {
    node.fail(m, fmt::format("no statistic '{}'{}", *word,
                             hint(*word, {"area", "net_area", "length", "count", "share", "share_outside",
                                          "distance", "value", "overlap_area"})));
  }
  return stat.value_or(facts::Stat::area);
}

void read_distance(const config::Node& node, facts::Measure& measure, Mistakes& m) {
  measure.max_distance_m = node.get("max_distance").number(m).value_or(0);
  if (measure.stat == facts::Stat::distance && !(measure.max_distance_m > 0)) {
    node.fail(m, "a distance needs `max_distance` (metres): it says how far the layer has to be examined");
  }
  if (measure.stat != facts::Stat::distance && node.get("max_distance").exists()) {
    node.get("max_distance").fail(m, "`max_distance` belongs to stat distance only");
  }
}

// A raster has no features: what can be asked is the area of the cells whose value passes a test.
void check_raster(const config::Node& node, const facts::Measure& measure, Mistakes& m) {
  if (measure.stat != facts::Stat::area)
    node.get("stat").fail(m, "of a raster only the area of its cells can be measured (stat: area)");
  if (!measure.where) node.fail(m, "a raster needs `where` over `value`: which cells count");
  if (!measure.group_by.empty()) node.get("group_by").fail(m, "a raster has no fields to sum by");
  for (const auto& name : measure.where ? expr::names(*measure.where) : std::vector<std::string>{}) {
    if (name != "value" && name != "class")
      node.get("where").fail(m, fmt::format("cells have a value and perhaps a class, no '{}'", name));
  }
}

// A field of numbers that a key of the measure names; "" where it is none.
std::string read_number_field(const config::Node& node, const Scope& scope, Mistakes& m) {
  const auto name = node.text(m);
  if (!name) return {};
  const auto info = scope.find(*name);
  if (info && (info->type == schema::Type::number || info->type == schema::Type::integer)) return *name;
  node.fail(m, info ? fmt::format("'{}' holds no numbers", *name)
                    : fmt::format("'{}' is no {}{}", *name, scope.what, hint(*name, scope.known)));
  return {};
}

// {less: half_width_m, less_most: 500}: both or none, of distances only.
void read_less(const config::Node& node, const Scope& scope, facts::Measure& measure, Mistakes& m) {
  const config::Node less = node.get("less"), most = node.get("less_most");
  if (!less.exists() && !most.exists()) return;
  if (measure.stat != facts::Stat::distance) node.fail(m, "`less` belongs to stat distance only");
  if (!less.exists() || !most.exists()) {
    node.fail(m,
              "`less` names a field with half widths, `less_most` the largest to reckon with (metres); both "
              "are needed");
    return;
  }
  measure.less = read_number_field(less, scope, m);
  measure.less_most_m = most.number(m).value_or(1);
  if (!(measure.less_most_m > 0)) most.fail(m, "a half width is more than 0");
}

void check_table(const config::Node& node, bool by_region, const facts::Measure& measure, Mistakes& m) {
  if (!by_region && measure.via.empty())
    node.fail(m, "a table needs `via`: the layer kind whose hits select its rows");
  if (by_region && !measure.via.empty())
    node.get("via").fail(m,
                         "rows of this table are selected by the project's region and day; leave `via` out");
  const bool value = by_region && measure.stat == facts::Stat::value;
  if (measure.stat != facts::Stat::count && !value)
    node.get("stat").fail(
        m, by_region
               ? "rows of a table can be counted (stat: count), or one of their numbers taken (stat: value)"
               : "rows of a table can only be counted (stat: count)");
}

void read_value(const config::Node& node, const Scope& scope, facts::Measure& measure, Mistakes& m) {
  if (measure.stat == facts::Stat::value) {
    node.require("field", m);
    measure.field = read_number_field(node.get("field"), scope, m);
  } else if (node.get("field").exists()) {
    node.get("field").fail(m, "`field` belongs to stat value only");
  }
}

facts::Measure read_measure(const config::Node& node, Mistakes& m) {
  facts::Measure measure;
  node.only_keys({"layer", "title", "where", "roles", "stat", "max_distance", "less", "less_most", "field",
                  "via", "group_by"},
                 m);
  for (const char* key : {"layer", "roles", "stat"}) node.require(key, m);
  const auto* kind = read_kind(node.get("layer"), m);
  measure.roles = read_roles(node.get("roles"), m);
  measure.stat = read_stat(node.get("stat"), m);
  read_distance(node, measure, m);
  measure.group_by = node.get("group_by").texts(m);
  if (!kind) return measure;
  measure.layer = kind->key;
  const Scope scope = field_scope(*kind);
  if (node.get("where").exists()) measure.where = read_condition(node.get("where"), scope, m);
  for (const auto& field : measure.group_by) {
    if (!scope.find(field))
      node.get("group_by")
          .fail(m, fmt::format("'{}' is no {}{}", field, scope.what, hint(field, scope.known)));
  }
  const bool table = kind->geometry == schema::Geometry::table;
  if (const auto* via = read_kind(node.get("via"), m)) measure.via = via->key;
  const bool by_region = table && schema::find_field(*kind, "unit_code") == nullptr;
  read_less(node, scope, measure, m);
  read_value(node, scope, measure, m);
  if (table) check_table(node, by_region, measure, m);
  if (kind->geometry == schema::Geometry::raster) check_raster(node, measure, m);
  const bool flat = kind->geometry == schema::Geometry::line || kind->geometry == schema::Geometry::point;
  const bool areal = measure.stat != facts::Stat::length && measure.stat != facts::Stat::count &&
                     measure.stat != facts::Stat::distance && measure.stat != facts::Stat::value;
  if (flat && areal)
    node.get("stat").fail(m, fmt::format("{} has no area: length, count or distance", kind->key));
  if (kind->geometry == schema::Geometry::polygon && measure.stat == facts::Stat::net_area &&
      !schema::find_field(*kind, "kcxs"))
    node.get("stat").fail(m, fmt::format("{} has no field kcxs to deduct; use area", kind->key));
  if (!table && measure.stat == facts::Stat::value)
    node.get("stat").fail(m, "only a table of regions has a value to take");
  if (!table && !measure.via.empty()) node.get("via").fail(m, "`via` belongs to tables only");
  return measure;
}

void read_measures(const config::Node& node, Rule& rule, Mistakes& m) {
  if (node.exists() && node.kind() != NodeKind::map)
    node.fail(m, "expected a map: name -> {layer, roles, stat, ...}");
  for (const auto& [name, body] : node.entries()) {
    if (schema::find_attribute(name))
      body.fail(m, fmt::format("a measure cannot be called '{}': that is a project attribute", name));
    rule.measures.emplace(name, read_measure(body, m));
    if (body.get("title").exists()) rule.measure_titles.emplace(name, body.get("title").bilingual(m));
  }
}

void read_branches(const config::Node& list, const Scope& scope, Rule& rule, Mistakes& m) {
  if (list.kind() != NodeKind::sequence || list.size() == 0) list.fail(m, "expected a list of branches");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const config::Node node = list.at(i);
    node.only_keys({"when", "outcome", "certain", "human", "verified", "action", "clause"}, m);
    Branch b;
    b.when = read_condition(node.get("when"), scope, m);
    node.require("outcome", m);
    b.outcome = read_outcome(node.get("outcome"), m).value_or(Outcome::prohibited);
    b.certain = node.get("certain").boolean(m).value_or(true);
    b.human = node.get("human").boolean(m).value_or(false);
    b.verified = node.get("verified").boolean(m).value_or(true);
    b.action = node.get("action").bilingual(m);
    b.clause = node.get("clause").text(m).value_or("");
    rule.branches.push_back(std::move(b));
  }
}

void read_exceptions(const config::Node& list, const Scope& scope, Rule& rule, Mistakes& m) {
  if (list.exists() && list.kind() != NodeKind::sequence) list.fail(m, "expected a list of exceptions");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const config::Node node = list.at(i);
    node.only_keys({"when", "outcome", "verified", "action", "clause", "instrument", "evidence"}, m);
    RuleException e;
    node.require("when", m);
    node.require("outcome", m);
    e.when = read_condition(node.get("when"), scope, m);
    e.outcome = read_outcome(node.get("outcome"), m).value_or(Outcome::prohibited);
    e.verified = node.get("verified").boolean(m).value_or(true);
    e.action = node.get("action").bilingual(m);
    e.clause = node.get("clause").text(m).value_or("");
    e.instrument = node.get("instrument").text(m).value_or("");
    e.evidence = node.get("evidence").bilingual(m);
    rule.exceptions.push_back(std::move(e));
  }
}

void read_sources(const config::Node& root, Rule& rule, Mistakes& m) {
  const config::Node list = root.get("sources");
  if (!list.exists()) {
    for (const char* key : {"instrument", "clause", "verified"}) root.require(key, m);
    Source s{rule.applies.from,
             rule.applies.to,
             root.get("instrument").text(m).value_or(""),
             root.get("clause").text(m).value_or(""),
             root.get("verified").boolean(m).value_or(false),
             rule.note};
    rule.sources.push_back(std::move(s));
  }
  if (list.exists() &&
      (root.get("instrument").exists() || root.get("clause").exists() || root.get("verified").exists())) {
    list.fail(m, "either `sources`, or instrument, clause and verified; not both");
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    const config::Node node = list.at(i);
    node.only_keys({"from", "to", "instrument", "clause", "verified", "note"}, m);
    for (const char* key : {"instrument", "clause", "verified"}) node.require(key, m);
    const config::Node note = node.get("note");
    rule.sources.push_back(
        {node.get("from").date(m), node.get("to").date(m), node.get("instrument").text(m).value_or(""),
         node.get("clause").text(m).value_or(""), node.get("verified").boolean(m).value_or(false),
         note.exists() ? note.bilingual(m) : rule.note});
  }
  if (rule.sources.empty()) return list.fail(m, "`sources` is empty");
  rule.instrument = rule.sources.back().instrument;
  rule.clause = rule.sources.back().clause;
  rule.verified = rule.sources.back().verified;
}

// "51", or ["51", "50"]: the rule binds in each of them.
void read_regions(const config::Node& node, Rule& rule, Mistakes& m) {
  rule.regions = node.texts(m);
  for (const auto& code : rule.regions) {
    const bool good =
        code.size() >= 2 && code.size() <= 6 && std::all_of(code.begin(), code.end(), ::isdigit);
    if (!good) node.fail(m, "expected an administrative code of 2 to 6 digits; \"00\" is everywhere");
    if (code == "00" && rule.regions.size() > 1)
      node.fail(m, "\"00\" is everywhere: name no other region beside it");
    rule.region += (rule.region.empty() ? "" : ",") + code;
  }
  if (node.kind() == NodeKind::sequence && node.size() == 0)
    node.fail(m, "an empty list binds nowhere; \"00\" is everywhere");
  if (rule.region.empty()) rule.region = "00";
}

void read_no_gain(const config::Node& node, Rule& rule, Mistakes& m) {
  if (!node.exists()) return;
  rule.no_gain = node.text(m).value_or("");
  const auto at = rule.measures.find(rule.no_gain);
  if (at == rule.measures.end())
    node.fail(m, fmt::format("the rule has no measure '{}'", rule.no_gain));
  else if (at->second.stat != facts::Stat::area)
    node.fail(m, "the measure of no_gain has to be an area");
}

}  // namespace

std::optional<Outcome> read_outcome(const config::Node& node, Mistakes& m) {
  const auto word = node.text(m);
  if (!word) return std::nullopt;
  const auto outcome = parse_outcome(*word);
  if (!outcome) {
    node.fail(m, fmt::format("no outcome '{}'{}", *word,
                             hint(*word, {"prohibited", "restricted", "conditional", "info", "allowed",
                                          "undetermined"})));
  }
  return outcome;
}

void read_head(const config::Node& root, Rule& rule, Mistakes& m) {
  rule.file = root.file();
  rule.line = root.line();
  for (const char* key : {"id", "title", "region"}) root.require(key, m);
  rule.id = root.get("id").text(m).value_or("");
  rule.title = root.get("title").bilingual(m);
  read_regions(root.get("region"), rule, m);
  rule.note = root.get("note").bilingual(m);
  rule.applies = read_applies(root.get("applies"), m);
  read_sources(root, rule, m);
  read_measures(root.get("measure"), rule, m);
}

Scope scope_of(const Rule& rule) {
  std::vector<std::string> measures;
  for (const auto& [name, unused] : rule.measures) measures.push_back(name);
  return rule_scope(measures);
}

Rule read_rule(const config::Node& root, Mistakes& m) {
  Rule rule;
  root.only_keys({"id", "title", "instrument", "clause", "sources", "region", "verified", "note", "applies",
                  "measure", "branches", "exceptions", "no_gain", "action", "cases"},
                 m);
  for (const char* key : {"branches", "cases"}) root.require(key, m);
  read_head(root, rule, m);
  if (!rule.id.empty() && !is_rule_id(rule.id))
    root.get("id").fail(m, fmt::format("'{}' is no rule id (such as FM-04 or PA-00-2017)", rule.id));
  const Scope scope = scope_of(rule);
  read_branches(root.get("branches"), scope, rule, m);
  read_exceptions(root.get("exceptions"), scope, rule, m);
  for (const auto& b : rule.branches) {
    if (b.outcome == Outcome::undetermined)
      root.get("branches").fail(m, "a branch cannot be undetermined; use certain: false");
  }
  read_no_gain(root.get("no_gain"), rule, m);
  rule.action = root.get("action").bilingual(m);
  rule.cases = read_cases(root.get("cases"), rule, m);
  return rule;
}

}  // namespace zonegate::rules
