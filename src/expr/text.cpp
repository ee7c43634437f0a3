// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "expr/compare.h"

namespace zonegate::expr {
namespace {

// Text in quotes, so that the number 1 and the text '1' stay apart: the key of a measure is built from this.
std::string literal(const Value& v) {
  if (const auto* s = std::get_if<std::string>(&v)) {
    std::string quoted = "'";
    for (const char c : *s) quoted += c == '\'' ? std::string("''") : std::string(1, c);
    return quoted + "'";
  }
  return to_text(v);
}

std::string joined(const std::vector<Value>& values, std::string_view separator) {
  std::string text;
  for (const auto& v : values) text += (text.empty() ? "" : std::string(separator)) + literal(v);
  return text;
}

std::string joined_children(const Node& node, std::string_view word) {
  std::string text;
  for (const auto& child : node.children) {
    text += (text.empty() ? "" : " " + std::string(word) + " ") + to_text(child);
  }
  return "(" + text + ")";
}

void collect(const Node& node, std::vector<std::string>& found) {
  if (!node.name.empty()) found.push_back(node.name);
  if (!node.operand_name.empty()) found.push_back(node.operand_name);
  for (const auto& child : node.children) collect(child, found);
}

void collect_literals(const Node& node, std::string_view name, std::vector<Value>& found) {
  if (node.name == name) found.insert(found.end(), node.values.begin(), node.values.end());
  for (const auto& child : node.children) collect_literals(child, name, found);
}

bool before(const Value& a, const Value& b) {
  if (a.index() != b.index()) return a.index() < b.index();
  if (const auto* x = std::get_if<double>(&a)) return *x < std::get<double>(b);
  return literal(a) < literal(b);
}

template <class T, class Less>
void sort_unique(std::vector<T>& items, Less less) {
  std::sort(items.begin(), items.end(), less);
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

std::string_view to_string(Truth t) {
  if (t == Truth::unknown) return "unknown";
  return t == Truth::yes ? "yes" : "no";
}

std::string_view to_string(Op op) {
  switch (op) {
    case Op::always:
      return "always";
    case Op::all:
      return "all";
    case Op::any:
      return "any";
    case Op::negate:
      return "not";
    case Op::eq:
      return "=";
    case Op::ne:
      return "!=";
    case Op::lt:
      return "<";
    case Op::le:
      return "<=";
    case Op::gt:
      return ">";
    case Op::ge:
      return ">=";
    case Op::in:
      return "in";
    case Op::like:
      return "like";
    case Op::between:
      return "between";
    case Op::is_null:
      return "is_null";
    case Op::claimed:
      return "claimed";
    case Op::stated:
      return "stated";
    case Op::older_than:
      return "older_than";
  }
  return "always";
}

std::string term_text(const Term& term) {
  const auto* span = std::get_if<Span>(&term);
  if (!span) return to_text(std::get<Value>(term));
  if (span->exact()) return shortest(span->lo);
  if (!std::isinf(span->hi)) {
    return (span->open_lo ? "more than " : "") + shortest(span->lo) + " to " + shortest(span->hi);
  }
  if (span->lo <= 0 && !span->open_lo) return "not examined";
  return (span->open_lo ? "more than " : "at least ") + shortest(span->lo);
}

std::string to_text(const Node& node) {
  switch (node.op) {
    case Op::always:
      return "always";
    case Op::all:
      return joined_children(node, "and");
    case Op::any:
      return joined_children(node, "or");
    case Op::negate:
      return "not " + (node.children.empty() ? std::string("()") : to_text(node.children[0]));
    case Op::in:
      return node.name + " in (" + joined(node.values, ", ") + ")";
    case Op::between:
      return node.name + " between " + joined(node.values, " and ");
    case Op::is_null:
      return node.name + " is unknown";
    case Op::claimed:
      return node.name + " is claimed";
    case Op::stated:
      return node.name + " is stated";
    case Op::older_than:
      return node.name + " is older than " + joined(node.values, ", ") + " years on " + node.operand_name;
    default:
      break;
  }
  const std::string operand = node.operand_name.empty() ? joined(node.values, ", ") : node.operand_name;
  return node.name + " " + std::string(to_string(node.op)) + " " + operand;
}

std::vector<std::string> names(const Node& node) {
  std::vector<std::string> found;
  collect(node, found);
  sort_unique(found, std::less<>());
  return found;
}

std::vector<Value> literals_for(const Node& node, std::string_view name) {
  std::vector<Value> found;
  collect_literals(node, name, found);
  sort_unique(found, before);
  return found;
}

}  // namespace zonegate::expr
