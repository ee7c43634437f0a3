// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "expr/expr.h"

using namespace zonegate;
using namespace zonegate::expr;

namespace {

Node claim(std::string name) { return Node{Op::eq, {}, std::move(name), "", {true}, 0}; }

Truth run(Op op, Truth a, Truth b) {
  const auto value = [](Truth t) { return t == Truth::unknown ? Value(Unknown{}) : Value(t == Truth::yes); };
  const Node node{op, {claim("a"), claim("b")}, "", "", {}, 0};
  return evaluate(node, [&](std::string_view name) { return Term(value(name == "a" ? a : b)); });
}

}  // namespace

TEST_CASE("Kleene's tables") {
  const Truth no = Truth::no, unknown = Truth::unknown, yes = Truth::yes;
  CHECK(run(Op::all, yes, yes) == yes);
  CHECK(run(Op::all, yes, unknown) == unknown);
  CHECK(run(Op::all, no, unknown) == no);
  CHECK(run(Op::all, unknown, unknown) == unknown);
  CHECK(run(Op::any, no, no) == no);
  CHECK(run(Op::any, yes, unknown) == yes);
  CHECK(run(Op::any, no, unknown) == unknown);
  CHECK((!yes) == no);
  CHECK((!no) == yes);
  CHECK((!unknown) == unknown);
}

TEST_CASE("nothing at all: always holds, all of none holds, any of none does not") {
  const Lookup none = [](std::string_view) { return Term(Value(Unknown{})); };
  CHECK(evaluate(Node{}, none) == Truth::yes);
  CHECK(evaluate(Node{Op::all, {}, "", "", {}, 0}, none) == Truth::yes);
  CHECK(evaluate(Node{Op::any, {}, "", "", {}, 0}, none) == Truth::no);
}

TEST_CASE("two names can be compared") {
  Node node{Op::gt, {}, "stated", "computed", {}, 0};
  const auto at = [&](Term a, Term b) {
    return evaluate(node, [&](std::string_view name) { return name == "stated" ? a : b; });
  };
  CHECK(at(Span::exact(2), Span::exact(1)) == Truth::yes);
  CHECK(at(Span{1, 3, false}, Span{2, 4, false}) == Truth::unknown);
  CHECK(at(Span{1, 2, false}, Span{2, 4, false}) == Truth::no);
  CHECK(at(Span::at_most(2), Span::more_than(2)) == Truth::no);
}

TEST_CASE("the trace names each step with what it saw") {
  Node big{Op::gt, {}, "farmland", "", {350000.0}, 0};
  Node both{Op::all, {big, Node{Op::claimed, {}, "major_national", "", {}, 0}}, "", "", {}, 0};
  std::vector<Step> trace;
  const Truth t = evaluate(
      both,
      [](std::string_view name) {
        return name == "farmland" ? Term(Span::exact(1200.5)) : Term(Value(Unknown{}));
      },
      trace);
  CHECK(t == Truth::no);
  REQUIRE(trace.size() == 3);
  CHECK(trace[0].text == "all");
  CHECK(trace[0].truth == Truth::no);
  CHECK(trace[1].depth == 1);
  CHECK(trace[1].text == "farmland > 350000 (farmland = 1200.5)");
  CHECK(trace[2].text == "major_national is claimed (major_national = unknown)");
}
