// SPDX-License-Identifier: Apache-2.0
// Plan: {number, limited number, text, boolean, list, unknown, n/a} x every comparison, and a property test of the limits.
#include <catch2/catch.hpp>

#include <random>

#include "expr/expr.h"

using namespace zonegate;
using namespace zonegate::expr;

namespace {

Node leaf(Op op, Value literal) { return Node{op, {}, "x", "", {std::move(literal)}, 0}; }

Truth with(const Node& node, const Term& x) {
  return evaluate(node, [&](std::string_view name) { return name == "x" ? x : Term(Value(Unknown{})); });
}

}  // namespace

TEST_CASE("a threshold is compared strictly, as written") {
  CHECK(with(leaf(Op::lt, 1000.0), Value(1000.0)) == Truth::no);
  CHECK(with(leaf(Op::lt, 1000.0), Value(999.999)) == Truth::yes);
  CHECK(with(leaf(Op::gt, 350000.0), Value(350000.0)) == Truth::no);
  CHECK(with(leaf(Op::ge, 350000.0), Value(350000.0)) == Truth::yes);
  CHECK(with(leaf(Op::le, 350000.0), Value(350000.0)) == Truth::yes);
}

TEST_CASE("a limited quantity answers only what its limits decide") {
  CHECK(with(leaf(Op::gt, 0.0), Span::anything()) == Truth::unknown);
  CHECK(with(leaf(Op::ge, 0.0), Span::anything()) == Truth::yes);
  CHECK(with(leaf(Op::gt, 0.0), Span::more_than(0)) == Truth::yes);
  CHECK(with(leaf(Op::eq, 0.0), Span::more_than(0)) == Truth::no);
  CHECK(with(leaf(Op::lt, 1000.0), Span::more_than(1000)) == Truth::no);
  CHECK(with(leaf(Op::le, 1000.0), Span::more_than(1000)) == Truth::no);
  CHECK(with(leaf(Op::le, 1000.0), Span::at_least(1000)) == Truth::unknown);
  CHECK(with(leaf(Op::lt, 1000.0), Span::at_least(1000)) == Truth::no);
  CHECK(with(leaf(Op::le, 5.0), Span::at_most(5)) == Truth::yes);
  CHECK(with(leaf(Op::eq, 5.0), Span::exact(5)) == Truth::yes);
  CHECK(with(leaf(Op::ne, 5.0), Span{4, 6, false}) == Truth::unknown);
}

TEST_CASE("limits that are no numbers, or in the wrong order, say nothing") {
  const double nan = std::nan("");
  CHECK(with(leaf(Op::gt, 0.0), Span{nan, nan, false}) == Truth::unknown);
  CHECK(with(leaf(Op::gt, 0.0), Value(nan)) == Truth::unknown);
  CHECK(with(leaf(Op::gt, 0.0), Span{3, 1, false}) == Truth::unknown);
  CHECK(with(leaf(Op::eq, 2.0), Span{2, 2, true}) == Truth::unknown);
}

TEST_CASE("unknown is unknown to every comparison, n/a matches nothing") {
  for (const Op op : {Op::eq, Op::ne, Op::lt, Op::le, Op::gt, Op::ge, Op::in, Op::like}) {
    CAPTURE(to_string(op));
    CHECK(with(leaf(op, std::string("1")), Value(Unknown{})) == Truth::unknown);
    CHECK(with(leaf(op, std::string("1")), Value(NotApplicable{})) == Truth::no);
  }
  CHECK(with(leaf(Op::is_null, Value()), Value(Unknown{})) == Truth::yes);
  CHECK(with(leaf(Op::is_null, Value()), Value(NotApplicable{})) == Truth::no);
  CHECK(with(leaf(Op::is_null, Value()), Span::anything()) == Truth::no);
  CHECK(with(leaf(Op::claimed, Value()), Value(Unknown{})) == Truth::no);
  CHECK(with(leaf(Op::claimed, Value()), Value(false)) == Truth::no);
  CHECK(with(leaf(Op::claimed, Value()), Value(true)) == Truth::yes);
  CHECK(with(leaf(Op::claimed, Value()), Value(std::string("是"))) == Truth::yes);
}

TEST_CASE("text, numbers in text, booleans and lists") {
  CHECK(with(leaf(Op::eq, std::string("0101")), Value(std::string("101"))) == Truth::no);
  CHECK(with(leaf(Op::eq, std::string("1")), Value(1.0)) == Truth::yes);
  CHECK(with(leaf(Op::eq, 1.0), Value(std::string("1"))) == Truth::yes);
  CHECK(with(leaf(Op::eq, 1.0), Value(std::string("优先"))) == Truth::no);
  CHECK(with(leaf(Op::ne, 1.0), Value(std::string("优先"))) == Truth::yes);
  CHECK(with(leaf(Op::gt, 1.0), Value(std::string("优先"))) == Truth::unknown);
  CHECK(with(leaf(Op::lt, std::string("2026-08-15")), Value(std::string("2026-08-14"))) == Truth::yes);
  CHECK(with(leaf(Op::lt, std::string("10")), Value(std::string("9"))) == Truth::yes);
  CHECK(with(leaf(Op::eq, true), Value(std::string("是"))) == Truth::yes);
  CHECK(with(leaf(Op::eq, true), Value(false)) == Truth::no);
  const Value list = std::vector<std::string>{"SO2", "NOx"};
  CHECK(with(leaf(Op::eq, std::string("NOx")), list) == Truth::yes);
  CHECK(with(leaf(Op::ne, std::string("NOx")), list) == Truth::no);
  CHECK(with(leaf(Op::like, std::string("S%")), list) == Truth::yes);
  CHECK(with(leaf(Op::gt, 1.0), list) == Truth::unknown);
  CHECK(with(leaf(Op::eq, std::string("SO2")), Value(std::vector<std::string>{})) == Truth::no);
}

TEST_CASE("like takes % and _ over whole characters") {
  const auto like = [](const char* text, const char* pattern) {
    return with(leaf(Op::like, std::string(pattern)), Value(std::string(text))) == Truth::yes;
  };
  CHECK(like("0101", "01%"));
  CHECK(like("01", "01%"));
  CHECK_FALSE(like("0201", "01%"));
  CHECK(like("禁止开发建设活动的要求", "%禁止%"));
  CHECK(like("国道", "_道"));
  CHECK_FALSE(like("道", "_道"));
  CHECK(like("aXbXc", "a%X%c"));
  CHECK_FALSE(like("abc", "ab"));
  CHECK(like("", "%"));
  CHECK_FALSE(like("C2611", "c26%"));
}

TEST_CASE("in and between") {
  Node in{Op::in, {}, "x", "", {std::string("一级"), std::string("二级")}, 0};
  CHECK(with(in, Value(std::string("二级"))) == Truth::yes);
  CHECK(with(in, Value(std::string("准"))) == Truth::no);
  CHECK(with(in, Value(Unknown{})) == Truth::unknown);
  Node between{Op::between, {}, "x", "", {1.0, 10.0}, 0};
  CHECK(with(between, Value(1.0)) == Truth::yes);
  CHECK(with(between, Value(10.0)) == Truth::yes);
  CHECK(with(between, Value(0.0)) == Truth::no);
  CHECK(with(between, Span{5, 20, false}) == Truth::unknown);
  CHECK(with(between, Span::more_than(10)) == Truth::no);
}

TEST_CASE("a comparison over limits never contradicts a value inside them") {
  const unsigned seed = 20260815;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> small(0, 6), kind(0, 5), coin(0, 1);
  const Op ops[] = {Op::eq, Op::ne, Op::lt, Op::le, Op::gt, Op::ge};
  for (int i = 0; i < 20000; ++i) {
    const double lo = small(random), hi = lo + small(random);
    const Span span{lo, hi, hi > lo && coin(random) == 1};
    const Node node = leaf(ops[kind(random)], static_cast<double>(small(random)) / 2);
    const double inside = span.open_lo ? hi : lo + (hi - lo) * small(random) / 6;
    const Truth said = with(node, span), is = with(node, Value(inside));
    CAPTURE(lo, hi, span.open_lo, inside, to_text(node));
    REQUIRE((said == Truth::unknown || said == is));
  }
}

TEST_CASE("older_than: whole calendar years, the day itself is not older") {
  const auto older = [](const Term& date, const Term& day, double years) {
    const Node node{Op::older_than, {}, "date", "day", {Value(years)}, 0};
    return evaluate(node, [&](std::string_view name) { return name == "date" ? date : day; });
  };
  const auto day = [](const char* iso) { return Value(std::string(iso)); };
  CHECK(older(day("2021-08-20"), day("2026-08-20"), 5) == Truth::no);
  CHECK(older(day("2021-08-20"), day("2026-08-21"), 5) == Truth::yes);
  CHECK(older(day("2021-12-31"), day("2027-01-01"), 5) == Truth::yes);
  CHECK(older(day("2020-02-29"), day("2025-02-28"), 5) == Truth::no);
  CHECK(older(day("2020-02-29"), day("2025-03-01"), 5) == Truth::yes);
  CHECK(older(day("2020-02-29"), day("2024-02-29"), 4) == Truth::no);
  CHECK(older(day("2020-02-29"), day("2024-03-01"), 4) == Truth::yes);
  CHECK(older(day("2000-02-29"), day("2100-02-28"), 100) == Truth::no);  // 2100 is no leap year
  CHECK(older(day("2000-02-29"), day("2100-03-01"), 100) == Truth::yes);
  CHECK(older(day("2019-02-28"), day("2024-02-29"), 5) == Truth::yes);
  CHECK(older(day("2030-01-01"), day("2026-08-20"), 5) == Truth::no);
  CHECK(older(Value(Unknown{}), day("2026-08-20"), 5) == Truth::unknown);
  CHECK(older(day("2021-08-20"), Value(Unknown{}), 5) == Truth::unknown);
  CHECK(older(day("last year"), day("2026-08-20"), 5) == Truth::unknown);
  CHECK(older(day("2021-02-29"), day("2026-08-20"), 5) == Truth::unknown);  // no such day
  CHECK(older(Value(20210820.0), day("2026-08-20"), 5) == Truth::unknown);
  CHECK(older(Span::exact(1), day("2026-08-20"), 5) == Truth::unknown);
  CHECK(older(Value(NotApplicable{}), day("2026-08-20"), 5) == Truth::no);
}

TEST_CASE("stated is known, whatever is stated") {
  const Node node{Op::stated, {}, "x", "", {}, 0};
  CHECK(with(node, Value(Unknown{})) == Truth::no);
  CHECK(with(node, Value(NotApplicable{})) == Truth::yes);
  CHECK(with(node, Value(false)) == Truth::yes);
}
