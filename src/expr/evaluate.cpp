// SPDX-License-Identifier: Apache-2.0
//
// Kleene's three-valued logic over the tree: all = the least truth of the parts, any = the greatest, not = the mirror, with
// no < unknown < yes. It never says yes or no where some value of an unknown would say otherwise; it may say unknown where no
// value would (a or not a), which is why rules enumerate values on top of it.
#include <algorithm>

#include "expr/compare.h"

namespace zonegate::expr {
namespace {

// Gathers steps where a trace is wanted; costs nothing where not.
class Recorder {
 public:
  explicit Recorder(std::vector<Step>* steps) : steps_(steps) {}
  std::size_t open(int depth) {
    if (!steps_) return 0;
    steps_->push_back({depth, {}, Truth::unknown});
    return steps_->size() - 1;
  }
  template <class MakeText>
  void close(std::size_t at, Truth truth, MakeText text) {
    if (!steps_) return;
    (*steps_)[at].truth = truth;
    (*steps_)[at].text = text();
  }
  bool on() const { return steps_ != nullptr; }

 private:
  std::vector<Step>* steps_;
};

Truth is_null(const Term& term) {
  const auto* v = std::get_if<Value>(&term);
  return v && is_unknown(*v) ? Truth::yes : Truth::no;
}

Truth is_claimed(const Term& term) {
  const auto* v = std::get_if<Value>(&term);
  return v && as_bool(*v).value_or(false) ? Truth::yes : Truth::no;
}

Truth is_stated(const Term& term) {
  const auto* v = std::get_if<Value>(&term);
  return v && is_unknown(*v) ? Truth::no : Truth::yes;
}

Truth is_in(const Term& term, const std::vector<Value>& values) {
  Truth any = Truth::no;
  for (const auto& v : values) any = std::max(any, compare(Op::eq, term, v));
  return any;
}

Truth is_between(const Term& term, const std::vector<Value>& limits) {
  if (limits.size() != 2) return Truth::unknown;
  return std::min(compare(Op::ge, term, limits[0]), compare(Op::le, term, limits[1]));
}

Truth leaf(const Node& node, const Lookup& lookup) {
  const Term term = lookup(node.name);
  switch (node.op) {
    case Op::in:
      return is_in(term, node.values);
    case Op::like:
      return node.values.empty() ? Truth::unknown : like(term, to_text(node.values[0]));
    case Op::between:
      return is_between(term, node.values);
    case Op::is_null:
      return is_null(term);
    case Op::claimed:
      return is_claimed(term);
    case Op::stated:
      return is_stated(term);
    case Op::older_than:
      return node.values.empty() ? Truth::unknown
                                 : older_than(term, lookup(node.operand_name), node.values[0]);
    default:
      break;
  }
  if (!node.operand_name.empty()) return compare(node.op, term, lookup(node.operand_name));
  return node.values.empty() ? Truth::unknown : compare(node.op, term, node.values[0]);
}

std::string leaf_text(const Node& node, const Lookup& lookup) {
  std::string text = to_text(node) + " (" + node.name + " = " + term_text(lookup(node.name));
  if (!node.operand_name.empty())
    text += ", " + node.operand_name + " = " + term_text(lookup(node.operand_name));
  return text + ")";
}

Truth walk(const Node& node, const Lookup& lookup, Recorder& recorder, int depth) {
  const std::size_t at = recorder.open(depth);
  Truth truth = Truth::yes;
  switch (node.op) {
    case Op::always:
      break;
    case Op::all:
      for (const auto& child : node.children)
        truth = std::min(truth, walk(child, lookup, recorder, depth + 1));
      break;
    case Op::any:
      truth = Truth::no;
      for (const auto& child : node.children)
        truth = std::max(truth, walk(child, lookup, recorder, depth + 1));
      break;
    case Op::negate:
      truth = node.children.empty() ? Truth::unknown : !walk(node.children[0], lookup, recorder, depth + 1);
      break;
    default:
      truth = leaf(node, lookup);
      recorder.close(at, truth, [&] { return leaf_text(node, lookup); });
      return truth;
  }
  recorder.close(at, truth,
                 [&] { return std::string(node.op == Op::always ? "always" : to_string(node.op)); });
  return truth;
}

}  // namespace

Truth operator!(Truth t) {
  if (t == Truth::unknown) return t;
  return t == Truth::yes ? Truth::no : Truth::yes;
}

Truth evaluate(const Node& node, const Lookup& lookup) {
  Recorder none(nullptr);
  return walk(node, lookup, none, 0);
}

Truth evaluate(const Node& node, const Lookup& lookup, std::vector<Step>& trace) {
  Recorder recorder(&trace);
  return walk(node, lookup, recorder, 0);
}

}  // namespace zonegate::expr
