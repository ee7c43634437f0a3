// SPDX-License-Identifier: Apache-2.0
//
// The cases of a rule: values given, answer expected. A measure that a case does not give found nothing: zero, or farther than
// `max_distance`. An attribute that a case does not give is unstated.
#include <fmt/format.h>

#include "rules/condition.h"
#include "rules/reader.h"

namespace zonegate::rules {
namespace {

using config::Mistakes;
using config::NodeKind;
using expr::Span;

std::optional<Span> read_limits(const config::Node& node, Mistakes& m) {
  node.only_keys({"at_least", "at_most", "more_than", "between"}, m);
  if (node.size() != 1) {
    node.fail(m, "expected one of {at_least: x}, {at_most: x}, {more_than: x}, {between: [a, b]}");
    return std::nullopt;
  }
  if (const auto x = node.get("at_least").number(m)) return Span::at_least(*x);
  if (const auto x = node.get("at_most").number(m)) return Span::at_most(*x);
  if (const auto x = node.get("more_than").number(m)) return Span::more_than(*x);
  const config::Node pair = node.get("between");
  const auto a = pair.at(0).number(m), b = pair.at(1).number(m);
  if (!a || !b || *a > *b || pair.size() != 2) {
    node.fail(m, "between takes two numbers, the lower one first");
    return std::nullopt;
  }
  return Span{*a, *b, false};
}

// A case states attributes as a table of projects would; a word that the table would refuse is a mistake.
void read_attribute(const std::string& name, const schema::AttributeSpec& spec, const config::Node& node,
                    Case& c, Mistakes& m) {
  Value raw = node.value(m);
  if (node.kind() == NodeKind::scalar && node.scalar() == "unknown") raw = Unknown{};
  const auto value = schema::parse_value(spec, raw);
  if (!value) {
    node.fail(m, fmt::format("'{}' is no value of '{}'", to_text(raw), name));
  } else {
    c.attributes[name] = *value;
  }
}

std::optional<int> read_number(const config::Node& node, std::size_t most, const char* what, Mistakes& m) {
  const auto n = node.number(m);
  if (!n) return std::nullopt;
  if (*n < 0 || *n > static_cast<double>(most) || *n != static_cast<int>(*n)) {
    node.fail(m, fmt::format("the rule has {} {}", most, what));
    return std::nullopt;
  }
  return static_cast<int>(*n);
}

void read_expect(const config::Node& node, const Rule& rule, Case& c, Mistakes& m) {
  node.only_keys({"outcome", "worst_possible", "branch", "worst_branch", "exception", "applies", "instrument",
                  "measured"},
                 m);
  if (node.kind() == NodeKind::map && node.size() == 0) node.fail(m, "a case must expect something");
  c.outcome = read_outcome(node.get("outcome"), m);
  c.worst_possible = read_outcome(node.get("worst_possible"), m);
  c.branch = read_number(node.get("branch"), rule.branches.size(), "branches", m);
  c.worst_branch = read_number(node.get("worst_branch"), rule.branches.size(), "branches", m);
  c.exception = read_number(node.get("exception"), rule.exceptions.size(), "exceptions", m);
  c.applies = node.get("applies").boolean(m);
  c.instrument = node.get("instrument").text(m);
  read_measured(node.get("measured"), rule, c, m);
}

}  // namespace

std::optional<Span> read_span(const config::Node& node, Mistakes& m) {
  if (node.kind() == NodeKind::map) return read_limits(node, m);
  if (node.kind() == NodeKind::scalar && node.scalar() == "unknown") return Span::anything();
  const auto number = node.number(m);
  if (!number && node.kind() != NodeKind::scalar) node.fail(m, "expected a number, unknown, or limits");
  return number ? std::optional(Span::exact(*number)) : std::nullopt;
}

void read_given(const config::Node& given, const Rule& rule, Case& c, Mistakes& m) {
  std::vector<std::string> measures;
  for (const auto& [name, measure] : rule.measures) {
    measures.push_back(name);
    const bool of_nothing = measure.stat == facts::Stat::distance || measure.stat == facts::Stat::value;
    c.given[name] = of_nothing ? measured(measure, {}) : Span::exact(0);
  }
  const Scope scope = rule_scope(measures);
  for (const auto& [name, node] : given.entries()) {
    if (rule.measures.count(name) && c.has_found) {
      node.fail(m, "a case gives measures, or what was found, not both");
    } else if (rule.measures.count(name)) {
      if (const auto span = read_span(node, m)) c.given[name] = *span;
    } else if (const auto* spec = schema::find_attribute(name); spec && spec->key == name) {
      read_attribute(name, *spec, node, c, m);
    } else {
      node.fail(m, fmt::format("'{}' is no {}{}", name, scope.what, hint(name, scope.known)));
    }
  }
}

void read_measured(const config::Node& node, const Rule& rule, Case& c, Mistakes& m) {
  for (const auto& [name, body] : node.entries()) {
    if (!rule.measures.count(name)) {
      body.fail(m, fmt::format("'{}' is no measure of the rule", name));
    } else if (const auto span = read_span(body, m)) {
      c.measured[name] = *span;
    }
  }
}

// A case for each value of one attribute: {project_type: [mine, quarry]}.
std::vector<Case> one_for_each(const config::Node& node, const Case& c, Mistakes& m) {
  if (!node.exists()) return {c};
  const auto entries = node.entries();
  const auto* spec = entries.size() == 1 ? schema::find_attribute(entries[0].first) : nullptr;
  if (!spec || spec->key != entries[0].first || entries[0].second.size() == 0) {
    node.fail(m, "expected one project attribute with a list of values");
    return {c};
  }
  std::vector<Case> cases;
  for (std::size_t i = 0; i < entries[0].second.size(); ++i) {
    const config::Node value = entries[0].second.at(i);
    Case one = c;
    one.name += fmt::format(" ({})", value.scalar());
    read_attribute(entries[0].first, *spec, value, one, m);
    cases.push_back(std::move(one));
  }
  return cases;
}

std::vector<Case> read_cases(const config::Node& list, const Rule& rule, Mistakes& m) {
  std::vector<Case> cases;
  if (list.exists() && list.kind() != NodeKind::sequence) list.fail(m, "expected a list of cases");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const config::Node node = list.at(i);
    node.only_keys({"name", "given", "found", "each", "as_of", "region", "expect"}, m);
    for (const char* key : {"name", "expect"}) node.require(key, m);
    Case c;
    c.line = node.line();
    c.name = node.get("name").text(m).value_or("");
    c.as_of = node.get("as_of").date(m);
    c.regions = node.get("region").texts(m);
    c.has_found = node.get("found").exists();
    read_given(node.get("given"), rule, c, m);
    if (c.has_found) read_found(node.get("found"), rule, c, m);
    read_expect(node.get("expect"), rule, c, m);
    for (auto& one : one_for_each(node.get("each"), c, m)) cases.push_back(std::move(one));
  }
  return cases;
}

}  // namespace zonegate::rules
