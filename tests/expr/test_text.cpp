// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "expr/expr.h"

using namespace zonegate;
using namespace zonegate::expr;

TEST_CASE("a condition reads as one line; text and number literals stay apart") {
  const Node number{Op::eq, {}, "class", "", {1.0}, 0};
  const Node text{Op::eq, {}, "class", "", {std::string("1")}, 0};
  CHECK(to_text(number) == "class = 1");
  CHECK(to_text(text) == "class = '1'");
  const Node in{Op::in, {}, "zone", "", {std::string("a"), std::string("b'c")}, 0};
  CHECK(to_text(Node{Op::negate, {in}, "", "", {}, 0}) == "not zone in ('a', 'b''c')");
  CHECK(to_text(Node{Op::any, {number, in}, "", "", {}, 0}) == "(class = 1 or zone in ('a', 'b''c'))");
  CHECK(to_text(Node{Op::between, {}, "x", "", {1.0, 10.0}, 0}) == "x between 1 and 10");
}

TEST_CASE("names and literals are sorted and unique") {
  const Node a{Op::gt, {}, "b", "", {5.0}, 0}, b{Op::gt, {}, "a", "c", {}, 0},
      c{Op::in, {}, "b", "", {5.0, 1.0}, 0};
  const Node all{Op::all, {a, Node{Op::negate, {b}, "", "", {}, 0}, c}, "", "", {}, 0};
  CHECK(names(all) == std::vector<std::string>{"a", "b", "c"});
  const auto literals = literals_for(all, "b");
  REQUIRE(literals.size() == 2);
  CHECK(literals[0] == Value(1.0));
  CHECK(literals[1] == Value(5.0));
  CHECK(literals_for(all, "a").empty());
}
