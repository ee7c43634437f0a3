// SPDX-License-Identifier: Apache-2.0
// What measures come to over what a case says was found.
#include "helpers.h"

using namespace zonegate;
using expr::Span;
using rules::Found;

namespace {

facts::Measure measure(facts::Stat stat, const char* roles = "occupation") {
  facts::Measure m;
  m.layer = "ws";
  m.roles = *schema::parse_roles(roles);
  m.stat = stat;
  m.max_distance_m = 1000;
  m.where = expr::Node{expr::Op::eq, {}, "level", "", {Value(std::string("一级"))}, 0};
  return m;
}

Found feature(const char* level, double area, schema::Role role = schema::Role::permanent) {
  Found f;
  f.layer = "ws";
  if (*level) f.fields["level"] = std::string(level);
  f.role = role;
  f.area = area;
  return f;
}

}  // namespace

TEST_CASE("features that match add up, one with a missing field leaves limits") {
  const auto area = measure(facts::Stat::area);
  CHECK(rules::measured(area, {feature("一级", 3), feature("一级", 4), feature("二级", 50)}) ==
        Span::exact(7));
  CHECK(rules::measured(area, {feature("一级", 3), feature("", 4)}) == Span{3, 7, false});
  CHECK(rules::measured(area, {}) == Span::exact(0));
}

TEST_CASE("only the roles and the layer of the measure count") {
  const std::vector<Found> found = {feature("一级", 3), feature("一级", 40, schema::Role::tunnel)};
  CHECK(rules::measured(measure(facts::Stat::area), found) == Span::exact(3));
  CHECK(rules::measured(measure(facts::Stat::area, "all"), found) == Span::exact(43));
  CHECK(rules::measured(measure(facts::Stat::count, "non_surface"), found) == Span::exact(1));
  auto other = measure(facts::Stat::area);
  other.layer = "redline";
  CHECK(rules::measured(other, found) == Span::exact(0));
}

TEST_CASE("the nearest distance counts, beyond max_distance nothing is near") {
  const auto distance = measure(facts::Stat::distance);
  auto near = feature("一级", 0), far = near, open = feature("", 0);
  near.distance = 700;
  far.distance = 1000.5;
  open.distance = 200;
  CHECK(rules::measured(distance, {far}) == Span::more_than(1000));
  CHECK(rules::measured(distance, {far, near}) == Span::exact(700));
  CHECK(rules::measured(distance, {near, open}) == Span{200, 700, false});
  CHECK(rules::measured(distance, {open}) == Span::at_least(200));
}

TEST_CASE("shares end at one") {
  auto half = feature("一级", 0), most = half;
  half.share = 0.5;
  most.share = 0.75;
  CHECK(rules::measured(measure(facts::Stat::share), {half, most}) == Span::exact(1));
  CHECK(rules::measured(measure(facts::Stat::share_outside), {most}) == Span::exact(0.25));
}
