// SPDX-License-Identifier: Apache-2.0
// The property that everything rests on: whatever the unknowns turn out to be, the outcome was in the possible set before.
// Random rules over three measures and five attributes; random unknowns; then random concrete values for what was unknown.
#include <algorithm>
#include <random>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::rules;
using namespace zonegate::testing;
using expr::Node;
using expr::Op;
using expr::Span;

namespace {

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  bool coin() { return below(2) == 1; }
  template <class T>
  const T& one_of(const std::vector<T>& v) {
    return v[static_cast<std::size_t>(below(static_cast<int>(v.size())))];
  }

  double number() { return below(9) / 2.0; }

  Node leaf() {
    const Op order = one_of<Op>({Op::lt, Op::le, Op::gt, Op::ge, Op::eq, Op::ne});
    switch (below(8)) {
      case 0:
        return {order, {}, "a", "", {number()}, 0};
      case 1:
        return {order, {}, "b", coin() ? "c" : "a", {}, 0};
      case 2:
        return {Op::between, {}, "c", "", {1.0, 1.0 + number()}, 0};
      case 3:
        return {Op::eq, {}, "discharges", "", {coin()}, 0};
      case 4:
        return {one_of<Op>({Op::in, Op::ne}),
                {},
                "activity",
                "",
                {std::string(one_of<std::string>({"new", "expand"}))},
                0};
      case 5:
        return {
            Op::like, {}, "industry", "", {std::string(one_of<std::string>({"C%", "C26%", "C3110", "%1"}))},
            0};
      case 6:
        return {order, {}, "capacity_mw", "", {number()}, 0};
      default:
        return {Op::claimed, {}, coin() ? "major_national" : "unavoidable", "", {}, 0};
    }
  }

  Node condition(int depth) {
    if (depth == 0 || below(3) == 0) return leaf();
    if (below(4) == 0) return {Op::negate, {condition(depth - 1)}, "", "", {}, 0};
    Node n{coin() ? Op::all : Op::any, {}, "", "", {}, 0};
    for (int i = 0; i <= below(2) + 1; ++i) n.children.push_back(condition(depth - 1));
    return n;
  }

  Rule rule() {
    Rule r;
    for (const auto* name : {"a", "b", "c"}) r.measures[name] = {};
    const std::vector<Outcome> outcomes = {Outcome::allowed, Outcome::conditional, Outcome::restricted,
                                           Outcome::prohibited, Outcome::info};
    for (int i = 0; i <= below(3); ++i) {
      Branch b;
      b.when = condition(2);
      b.outcome = one_of(outcomes);
      b.certain = below(5) != 0;
      r.branches.push_back(b);
    }
    for (int i = below(2); i > 0; --i) {
      RuleException e;
      e.when = condition(1);
      r.exceptions.push_back(e);
    }
    return r;
  }

  Span span() {
    switch (below(5)) {
      case 0:
        return Span::exact(number());
      case 1:
        return Span::anything();
      case 2:
        return Span::more_than(number());
      case 3:
        return Span::at_most(number());
      default: {
        const double lo = number(), hi = lo + number();
        return {lo, hi, hi > lo && coin()};
      }
    }
  }

  double inside(const Span& s) {
    if (s.exact()) return s.lo;
    const double hi = std::isinf(s.hi) ? s.lo + 6 : s.hi;
    const double t = below(13) / 12.0;
    const double x = s.lo + (hi - s.lo) * t;
    return s.open_lo && x == s.lo ? hi : x;
  }

  Value concrete(const std::string& name) {
    if (below(8) == 0) return NotApplicable{};
    if (name == "discharges") return coin();
    if (name == "activity") return one_of<std::string>({"new", "expand", "rebuild", "technical", "relocate"});
    if (name == "industry") return one_of<std::string>({"C2611", "C3110", "C3111", "D4413", "C26", "A01"});
    return number() + below(2) * 0.25;
  }

 private:
  std::mt19937 random_;
};

// The outcomes of a rule where everything is known: more than one only by branches that are uncertain in themselves.
std::vector<Outcome> outcomes_of(const Rule& rule, const std::map<std::string, Span>& m,
                                 const Attributes& a) {
  return possible(rule, m, a).outcomes;
}

}  // namespace

TEST_CASE("whatever the unknowns turn out to be was possible before", "[property]") {
  const unsigned seed = 20260315;
  Maker make(seed);
  for (int i = 0; i < 3000; ++i) {
    const Rule rule = make.rule();
    std::map<std::string, Span> open;
    for (const auto* name : {"a", "b", "c"}) open[name] = make.span();
    Attributes stated;
    for (const auto* name : {"discharges", "activity", "industry", "capacity_mw"}) {
      if (make.coin()) stated[name] = make.concrete(name);
    }
    for (const auto* name : {"major_national", "unavoidable"}) {
      if (make.coin()) stated[name] = make.coin();
    }
    const auto before = possible(rule, open, stated).outcomes;
    const Judgement judged = judge(rule, open, stated);
    for (int k = 0; k < 12; ++k) {
      std::map<std::string, Span> known;
      for (const auto& [name, span] : open) known[name] = Span::exact(make.inside(span));
      Attributes all = stated;
      for (const auto* name : {"discharges", "activity", "industry", "capacity_mw"}) {
        if (!all.count(name)) all[name] = make.concrete(name);
      }
      for (const Outcome o : outcomes_of(rule, known, all)) {
        INFO("seed " << seed << ", rule " << i << ", world " << k << ", outcome " << to_string(o));
        for (const auto& b : rule.branches)
          UNSCOPED_INFO(to_string(b.outcome) << (b.certain ? "" : "?") << " if " << to_text(b.when));
        REQUIRE(std::find(before.begin(), before.end(), o) != before.end());
        const int strict = o == Outcome::info ? 0 : static_cast<int>(o);
        REQUIRE(strict <= std::max(0, static_cast<int>(judged.worst_possible)));
        if (judged.certain && judged.outcome != Outcome::info)
          REQUIRE(strict >= static_cast<int>(judged.outcome));
      }
    }
  }
}

TEST_CASE("narrowing what is known never widens what is possible", "[property]") {
  const unsigned seed = 20260815;
  Maker make(seed);
  for (int i = 0; i < 1500; ++i) {
    const Rule rule = make.rule();
    std::map<std::string, Span> open, narrow;
    for (const auto* name : {"a", "b", "c"}) {
      open[name] = make.span();
      narrow[name] = make.coin() ? open[name] : Span::exact(make.inside(open[name]));
    }
    const auto wide = possible(rule, open, {}).outcomes;
    for (const Outcome o : possible(rule, narrow, {}).outcomes) {
      INFO("seed " << seed << ", rule " << i);
      REQUIRE(std::find(wide.begin(), wide.end(), o) != wide.end());
    }
  }
}

TEST_CASE("above the limit of worlds the answer is wider, never narrower") {
  // Ten unknown booleans and numbers with several literals: far above 4096 worlds.
  std::string all;
  for (const auto* name :
       {"discharges", "outfall", "coal", "linear", "commercial", "heavy_polluter", "soil_pollution_risk"}) {
    all += std::string(all.empty() ? "" : ", ") + "{\"=\": [" + name + ", true]}";
  }
  for (const auto* name : {"energy_tce", "capacity_mw", "land_acquisition_ha"}) {
    all +=
        std::string(", {\">\": [") + name + ", 1]}, {\"<\": [" + name + ", 5]}, {\"!=\": [" + name + ", 3]}";
  }
  const Rule rule =
      make_rule("branches: [{when: {all: [" + all +
                "]}, outcome: prohibited}, {when: {\">\": [area, 0]}, outcome: conditional}]\n");
  const auto j = judge(rule, {{"area", Span::exact(1)}, {"far", Span::exact(0)}}, {});
  CHECK(j.outcome == Outcome::conditional);
  CHECK(j.worst_possible == Outcome::prohibited);
  CHECK(j.unknown.size() == 10);
}

TEST_CASE("enumeration sees that one unknown is the same unknown twice") {
  const Rule rule = make_rule(
      "branches:\n"
      "  - {when: {\"=\": [discharges, true]}, outcome: conditional}\n"
      "  - {when: {not: {\"=\": [discharges, true]}}, outcome: restricted}\n");
  const auto j = judge(rule, {}, {});
  CHECK(j.outcome == Outcome::conditional);
  CHECK(j.certain);
  CHECK(j.worst_possible == Outcome::restricted);
}
