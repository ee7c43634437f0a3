// SPDX-License-Identifier: Apache-2.0
//
// A finite list of values for "may be anything".
//
// A rule compares a name with a few literals. Those cut the number line into points and gaps, and within one gap every value makes the
// same comparisons true. So one value per point and gap is enough: each literal, one value between each two, one below and one above
// all. For text it is each literal, each prefix of a pattern `x%`, the least text after each of them, and a text that equals none:
// two texts that are no literal and have the same longest matching prefix answer all comparisons alike. An unknown attribute may also
// turn out not to apply (n/a). Where a name is compared with another name, or by a pattern that is no prefix, no list is attempted:
// the name keeps its limits and three-valued logic answers, which can only be wider.
#include <algorithm>
#include <cmath>

#include "rules/worlds.h"

namespace zonegate::rules {
namespace {

using expr::Node;
using expr::Op;
using expr::Span;
using expr::Term;

struct Uses {
  std::set<double> numbers;
  std::set<std::string> texts;
  std::set<std::string> prefixes;
  bool is_null = false;
  bool ordered = false;
  bool open = false;  // no finite list
};

void note_pattern(const std::string& pattern, Uses& uses) {
  const auto wild = pattern.find_first_of("%_");
  if (wild == std::string::npos) {
    uses.texts.insert(pattern);
  } else if (wild + 1 == pattern.size() && pattern[wild] == '%') {
    uses.prefixes.insert(pattern.substr(0, wild));
  } else {
    uses.open = true;
  }
}

void note_literal(const Value& v, Uses& uses) {
  if (const auto number = as_number(v)) uses.numbers.insert(*number);
  if (const auto* text = std::get_if<std::string>(&v)) uses.texts.insert(*text);
}

void collect(const Node& node, const std::string& name, Uses& uses) {
  for (const auto& child : node.children) collect(child, name, uses);
  if (node.operand_name == name) uses.open = true;
  if (node.name != name) return;
  if (!node.operand_name.empty()) uses.open = true;
  if (node.op == Op::is_null) uses.is_null = true;
  if (node.op == Op::lt || node.op == Op::le || node.op == Op::gt || node.op == Op::ge ||
      node.op == Op::between)
    uses.ordered = true;
  for (const auto& v : node.values) {
    if (node.op == Op::like) {
      note_pattern(to_text(v), uses);
    } else {
      note_literal(v, uses);
    }
  }
}

Uses uses_of(const Conditions& c, const std::string& name) {
  Uses uses;
  for (const auto& node : c.branches) collect(node, name, uses);
  for (const auto& node : c.exceptions) collect(node, name, uses);
  return uses;
}

// The literals, a value in each gap, and one beyond either end.
std::vector<double> points_and_gaps(const std::set<double>& literals) {
  if (literals.empty()) return {0};
  std::vector<double> points = {*literals.begin() - 1};
  for (auto at = literals.begin(); at != literals.end(); ++at) {
    points.push_back(*at);
    const auto next = std::next(at);
    points.push_back(next == literals.end() ? *at + 1 : *at + (*next - *at) / 2);
  }
  return points;
}

std::optional<std::vector<Term>> span_values(const Span& s, const Uses& uses) {
  if (s.exact()) return std::vector<Term>{s};
  if (std::isnan(s.lo) || std::isnan(s.hi) || s.lo > s.hi || (s.lo == s.hi && s.open_lo) || uses.open)
    return std::nullopt;
  std::set<double> cuts = {s.lo};
  if (!std::isinf(s.hi)) cuts.insert(s.hi);
  for (const double x : uses.numbers) {
    if (x > s.lo && x < s.hi) cuts.insert(x);
  }
  std::vector<Term> values;
  for (const double x : points_and_gaps(cuts)) {
    const bool inside = (s.open_lo ? x > s.lo : x >= s.lo) && x <= s.hi;
    if (inside) values.emplace_back(Span::exact(x));
  }
  return values;
}

void add_numbers(const Uses& uses, bool whole, std::vector<Term>& values) {
  for (const double x : points_and_gaps(uses.numbers)) {
    if (!whole || x == std::floor(x)) {
      values.emplace_back(Value(x));
    } else if (!uses.numbers.count(std::floor(x))) {
      values.emplace_back(Value(std::floor(x)));
    }
  }
}

void add_texts(const Uses& uses, std::vector<Term>& values) {
  std::set<std::string> texts = {"\x01"};  // equals no literal, and sorts before them
  if (uses.ordered) texts.insert("");
  for (const auto* group : {&uses.texts, &uses.prefixes}) {
    for (const auto& text : *group) {
      texts.insert(text);
      if (group == &uses.prefixes || uses.ordered) texts.insert(text + "\x01");
    }
  }
  for (const auto& text : texts) values.emplace_back(Value(text));
  // A number literal is met by the number itself; text that reads as it would be met likewise.
  for (const double x : uses.numbers) values.emplace_back(Value(x));
}

// Of a closed list of words: those that are named, and one of the rest. With patterns: all of them.
void add_words(const Uses& uses, const schema::AttributeSpec& spec, std::vector<Term>& values) {
  bool rest = false;
  for (const auto word : spec.values) {
    const bool named = uses.texts.count(std::string(word)) > 0 || !uses.prefixes.empty() || uses.ordered;
    if (!named && rest) continue;
    rest = rest || !named;
    values.emplace_back(Value(std::string(word)));
  }
}

constexpr std::size_t kMostListWords = 5;

// Every subset of the words that are named, with and without one that is not.
bool add_lists(const Uses& uses, std::vector<Term>& values) {
  std::vector<std::string> words(uses.texts.begin(), uses.texts.end());
  for (const auto& prefix : uses.prefixes) words.push_back(prefix + "\x01");
  if (words.size() > kMostListWords || !uses.numbers.empty()) return false;
  words.emplace_back("\x01");
  for (std::size_t bits = 0; bits < (1u << words.size()); ++bits) {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (bits >> i & 1u) list.push_back(words[i]);
    }
    values.emplace_back(Value(std::move(list)));
  }
  return true;
}

bool add_known(const Uses& uses, const schema::AttributeSpec* spec, std::vector<Term>& values) {
  const auto type = spec ? spec->type : schema::Type::text;
  if (type == schema::Type::list) return add_lists(uses, values);
  if (!spec || type == schema::Type::boolean) {
    values.emplace_back(Value(true));
    values.emplace_back(Value(false));
  }
  if (type == schema::Type::number || type == schema::Type::integer || !spec)
    add_numbers(uses, type == schema::Type::integer, values);
  if (type == schema::Type::text && spec && !spec->values.empty()) {
    add_words(uses, *spec, values);
  } else if (type == schema::Type::text || type == schema::Type::date) {
    add_texts(uses, values);
  }
  return true;
}

}  // namespace

std::optional<std::vector<Term>> representatives(const Conditions& c, const std::string& name,
                                                 const Term& term) {
  const Uses uses = uses_of(c, name);
  if (const auto* span = std::get_if<Span>(&term)) return span_values(*span, uses);
  if (is_known(std::get<Value>(term))) return std::vector<Term>{term};
  if (uses.open) return std::nullopt;
  std::vector<Term> values;
  if (!add_known(uses, schema::find_attribute(name), values)) return std::nullopt;
  values.emplace_back(Value(NotApplicable{}));
  if (uses.is_null) values.emplace_back(Value(Unknown{}));
  return values;
}

std::vector<Term> claims(const Conditions& c, const std::string& name) {
  std::vector<Term> values = {c.known.at(name)};
  const auto* spec = schema::find_attribute(plain_name(name));
  if (!spec || spec->type == schema::Type::boolean || plain_name(name) != name) {
    values.emplace_back(Value(true));
  } else if (auto all = representatives(c, name, Value(Unknown{}))) {
    values.insert(values.end(), all->begin(), all->end());
  }
  return values;
}

}  // namespace zonegate::rules
