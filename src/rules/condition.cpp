// SPDX-License-Identifier: Apache-2.0
//
// Conditions are checked when they are read: every name must be known in its scope and every literal possible for its name.
// A misspelt zone word would otherwise be a condition that silently never holds: a false pass.
#include "rules/condition.h"

#include <fmt/format.h>

#include <algorithm>

namespace zonegate::rules {
namespace {

using config::Mistakes;
using config::NodeKind;
using expr::Node;
using expr::Op;

constexpr Op kOps[] = {Op::all,     Op::any,     Op::negate, Op::eq,        Op::ne,   Op::lt,
                       Op::le,      Op::gt,      Op::ge,     Op::in,        Op::like, Op::between,
                       Op::is_null, Op::claimed, Op::stated, Op::older_than};
constexpr std::string_view kDay = "as_of";  // what older_than counts back from

std::optional<Op> parse_op(std::string_view word) {
  for (const Op op : kOps) {
    if (to_string(op) == word) return op;
  }
  return std::nullopt;
}

std::vector<std::string> op_words() {
  std::vector<std::string> words;
  for (const Op op : kOps) words.emplace_back(to_string(op));
  return words;
}

bool is_ordering(Op op) {
  return op == Op::lt || op == Op::le || op == Op::gt || op == Op::ge || op == Op::between;
}

std::optional<NameInfo> read_name(const config::Node& node, const Scope& scope, std::string& name,
                                  Mistakes& m) {
  if (node.kind() != NodeKind::scalar) {
    node.fail(m, "expected the name of a " + scope.what);
    return std::nullopt;
  }
  name = node.scalar();
  auto info = scope.find(name);
  if (!info) node.fail(m, fmt::format("'{}' is no {}{}", name, scope.what, hint(name, scope.known)));
  return info;
}

// Does the operation make sense for this kind of name?
bool check_op(Op op, const NameInfo& info, const config::Node& node, Mistakes& m) {
  const bool textual = !info.measure && (info.type == schema::Type::text || info.type == schema::Type::list);
  if (op == Op::like && !textual) {
    node.fail(m, "like compares text only");
  } else if (op == Op::older_than && (info.measure || info.type != schema::Type::date)) {
    node.fail(m, "older_than asks for a date");
  } else if (op == Op::stated && info.exemption) {
    node.fail(m, "what nobody states is not claimed here, so it is always known; use claimed");
  } else if ((op == Op::is_null || op == Op::claimed || op == Op::stated) && info.measure) {
    node.fail(m, fmt::format("{} asks for an attribute or a field, not for a measure", to_string(op)));
  } else if (is_ordering(op) && !info.measure &&
             (info.type == schema::Type::boolean || info.type == schema::Type::list)) {
    node.fail(m, fmt::format("{} needs a number, a date or text", to_string(op)));
  } else {
    return true;
  }
  return false;
}

void read_literals(const config::Node& list, std::size_t first, const NameInfo& info, Node& out,
                   Mistakes& m) {
  for (std::size_t i = first; i < list.size(); ++i) {
    const config::Node item = list.at(i);
    if (item.kind() == NodeKind::sequence) {
      read_literals(item, 0, info, out, m);
      continue;
    }
    Value value = item.value(m);
    if (is_unknown(value)) {
      item.fail(m, "expected a value; to ask for a missing one use is_null");
    } else if (out.op == Op::like ? check_pattern(info, out.name, value, item, m)
                                  : check_literal(info, out.name, value, item, m)) {
      out.values.push_back(std::move(value));
    }
  }
}

void check_arity(const Node& out, const config::Node& node, Mistakes& m) {
  const std::size_t n = out.values.size();
  const bool good = out.op == Op::in ? n >= 1 : out.op == Op::between ? n == 2 : n == 1;
  if (!good)
    node.fail(m, fmt::format("{} takes [name, {}]", to_string(out.op),
                             out.op == Op::in        ? "value, ..."
                             : out.op == Op::between ? "low, high"
                                                     : "value"));
  if (!good || out.op != Op::between) return;
  const auto low = as_number(out.values[0]), high = as_number(out.values[1]);
  const bool turned = low && high ? *low > *high : to_text(out.values[0]) > to_text(out.values[1]);
  if (turned)
    node.fail(m, fmt::format("nothing lies between {} and {}; the lower comes first", to_text(out.values[0]),
                             to_text(out.values[1])));
}

std::string other_dates(const Scope& scope) {
  std::string text;
  for (const auto& name : scope.known) {
    const auto info = name == kDay ? std::nullopt : scope.find(name);
    if (info && !info->measure && info->type == schema::Type::date) text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

// {">": [a, {name: b}]}: what is always so, or never, is no condition.
void check_names(const Node& out, const NameInfo& info, const NameInfo& other, const config::Node& node,
                 Mistakes& m) {
  if (out.operand_name == out.name) {
    node.fail(m, fmt::format("'{}' is compared with itself; name something else, or a value", out.name));
  } else if (sort_of(info) != sort_of(other)) {
    node.fail(m, fmt::format("'{}' holds {}, '{}' holds {}: they cannot be compared", out.name, sort_of(info),
                             out.operand_name, sort_of(other)));
  }
}

// {older_than: [eia_approval, 5]}: a date of the project against its day.
void read_years(const config::Node& node, const Scope& scope, Node& out, Mistakes& m) {
  const auto years = node.size() == 2 ? node.at(1).number(m) : std::nullopt;
  if (!scope.find(kDay)) node.fail(m, "older_than needs the day of a project; a layer's fields have none");
  if (out.name == kDay)
    node.fail(m,
              fmt::format("'{0}' is never older than itself: it is the day that the years are counted back "
                          "from; expected another date: {1}",
                          kDay, other_dates(scope)));
  if (!years || *years < 1 || *years > 1000 || *years != static_cast<int>(*years)) {
    node.fail(m, "older_than takes [name of a date, whole years]");
    return;
  }
  out.operand_name = kDay;
  out.values.emplace_back(*years);
}

Node read_comparison(Op op, const config::Node& node, const Scope& scope, Mistakes& m) {
  Node out{op, {}, "", "", {}, node.line()};
  const bool unary = op == Op::is_null || op == Op::claimed || op == Op::stated;
  const config::Node name = unary && node.kind() == NodeKind::scalar ? node : node.at(0);
  if (!unary && node.kind() != NodeKind::sequence) {
    node.fail(m, fmt::format("{} takes a list: [name, value]", to_string(op)));
    return out;
  }
  const auto info = read_name(name, scope, out.name, m);
  if (!info || !check_op(op, *info, node, m) || unary) return out;
  if (op == Op::older_than) {
    read_years(node, scope, out, m);
    return out;
  }
  if (node.size() == 2 && node.at(1).kind() == NodeKind::map) {
    node.at(1).only_keys({"name"}, m);
    const auto other = read_name(node.at(1).get("name"), scope, out.operand_name, m);
    if (op == Op::in || op == Op::like || op == Op::between)
      node.fail(m, fmt::format("{} takes values, not a name", to_string(op)));
    if (!other) out.operand_name.clear();
    if (other) check_names(out, *info, *other, node, m);
    return out;
  }
  const std::size_t before = m.size();
  read_literals(node, 1, *info, out, m);
  if (m.size() == before) check_arity(out, node, m);
  return out;
}

Node read_group(Op op, const config::Node& node, const Scope& scope, Mistakes& m) {
  Node out{op, {}, "", "", {}, node.line()};
  if (op == Op::negate) {
    out.children.push_back(read_condition(node, scope, m));
    return out;
  }
  if (node.kind() != NodeKind::sequence || node.size() == 0) {
    node.fail(m, fmt::format("{} takes a list of conditions", to_string(op)));
    return out;
  }
  for (std::size_t i = 0; i < node.size(); ++i) out.children.push_back(read_condition(node.at(i), scope, m));
  return out;
}

}  // namespace

std::string hint(std::string_view word, const std::vector<std::string>& known) {
  const std::string guess = schema::nearest_word(word, known);
  if (!guess.empty()) return "; did you mean '" + guess + "'?";
  if (known.empty() || known.size() > 16) return {};
  std::string text;
  for (const auto& k : known) text += (text.empty() ? "" : ", ") + k;
  return "; expected one of: " + text;
}

Scope field_scope(const schema::KindSpec& kind) {
  Scope scope{"field of layer kind " + std::string(kind.key), {}, {}};
  for (const auto& f : kind.fields) scope.known.emplace_back(f.key);
  scope.find = [&kind](std::string_view name) -> std::optional<NameInfo> {
    const auto* field = schema::find_field(kind, name);
    if (!field) return std::nullopt;
    return NameInfo{false, field->type, field->values};
  };
  return scope;
}

Scope rule_scope(const std::vector<std::string>& measures) {
  Scope scope{"measure of this rule or project attribute", measures, {}};
  for (const auto& a : schema::attributes()) scope.known.emplace_back(a.key);
  scope.find = [measures](std::string_view name) -> std::optional<NameInfo> {
    if (std::find(measures.begin(), measures.end(), name) != measures.end())
      return NameInfo{true, schema::Type::number, {}};
    const auto* attribute = schema::find_attribute(name);
    if (!attribute || attribute->key != name) return std::nullopt;
    return NameInfo{false, attribute->type, attribute->values,
                    attribute->silence == schema::Silence::exemption};
  };
  return scope;
}

Node read_condition(const config::Node& node, const Scope& scope, Mistakes& m) {
  if (node.kind() == NodeKind::missing || node.kind() == NodeKind::null) return {};
  if (node.kind() == NodeKind::scalar && node.scalar() == "true" && !node.quoted()) return {};
  if (node.kind() != NodeKind::map || node.size() != 1) {
    node.fail(m, "expected one condition, such as {\">\": [name, value]}; join several with all or any");
    return {};
  }
  const auto [word, body] = node.entries()[0];
  const auto op = parse_op(word);
  if (!op) {
    node.fail(m, fmt::format("'{}' is no operation{}", word, hint(word, op_words())));
    return {};
  }
  const bool group = *op == Op::all || *op == Op::any || *op == Op::negate;
  return group ? read_group(*op, body, scope, m) : read_comparison(*op, body, scope, m);
}

}  // namespace zonegate::rules
