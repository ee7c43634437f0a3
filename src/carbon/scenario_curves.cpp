// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "carbon/scenario_reader.h"

namespace zonegate::carbon {
namespace {

using config::Mistakes;
using config::Node;
using config::NodeKind;

Curve age_group_curve(const Node& groups, Mistakes& m) {
  std::vector<AgeGroupMean> means;
  double before = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Node g = groups.at(i);
    g.only_keys({"from", "to", "value"}, m);
    AgeGroupMean mean;
    mean.from = g.get("from").number(m).value_or(before);
    mean.to =
        g.get("to").exists() ? g.get("to").number(m).value_or(0) : std::numeric_limits<double>::infinity();
    if (g.require("value", m)) mean.value = number_in(g.get("value"), 0, 3000, "t C/ha", m).value_or(0);
    if (mean.to <= mean.from || mean.from < before)
      g.fail(m, "age groups follow one another: from < to, from >= the last to");
    before = std::isfinite(mean.to) ? mean.to : mean.from;
    means.push_back(mean);
  }
  std::vector<Issue> notes;
  return through_midpoints(means, notes);
}

void read_points(const Node& points, Curve& c, Mistakes& m) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Node pair = points.at(i);
    if (pair.kind() != NodeKind::sequence || pair.size() != 2) {
      pair.fail(m, "a point is [age, value]");
      continue;
    }
    const auto age = pair.at(0).number(m), value = pair.at(1).number(m);
    if (age && value) c.points.emplace_back(*age, *value);
  }
}

// As `carbon fit` prints them. The third parameter is p of Chapman-Richards and b of the others.
void read_errors(const Node& n, Curve& c, Mistakes& m) {
  const std::string third = c.kind == CurveKind::chapman_richards ? "p" : "b";
  const Node errors = n.get("standard_errors"), together = n.get("correlations");
  if (errors.exists()) errors.only_keys({"a", "k", third}, m);
  if (together.exists()) together.only_keys({"a_k", "a_" + third, "k_" + third}, m);
  const auto error = [&](const std::string& key) {
    return number_in(errors.get(key), 0, 1e9, "a standard error", m).value_or(0);
  };
  const auto correlation = [&](const std::string& key) {
    return number_in(together.get(key), -1, 1, "a correlation", m).value_or(0);
  };
  c.errors = {error("a"),
              error("k"),
              error(third),
              correlation("a_k"),
              correlation("a_" + third),
              correlation("k_" + third)};
  if (together.exists() && !errors.exists()) together.fail(m, "correlations without standard_errors");
}

Curve read_curve(const Node& n, Mistakes& m) {
  n.only_keys({"id", "kind", "a", "b", "k", "p", "points", "age_groups", "source", "status", "u_percent",
               "standard_errors", "correlations"},
              m);
  Curve c;
  c.source = n.get("source").text(m).value_or("");
  if (c.source.empty()) n.fail(m, "a growth curve says where it is from: source");
  c.status = status_of(n, m);
  const std::string kind = n.get("kind").text(m).value_or("points");
  if (n.get("age_groups").exists()) {
    Curve drawn = age_group_curve(n.get("age_groups"), m);
    c.points = drawn.points;
  } else if (const auto k = parse_curve_kind(kind)) {
    c.kind = *k;
    c.a = n.get("a").number(m).value_or(0);
    c.b = n.get("b").number(m).value_or(1);
    c.k = n.get("k").number(m).value_or(0);
    c.p = n.get("p").number(m).value_or(1);
    if (c.kind == CurveKind::points) {
      c.k = 1;
      read_points(n.get("points"), c, m);
    }
  } else {
    n.get("kind").fail(m, "kind is points, chapman-richards, logistic or korf, not '" + kind + "'");
    return c;
  }
  c.u = percent_of(n.get("u_percent"), 0, 500, true, m).value_or(0);
  read_errors(n, c, m);
  if (const std::string fault = fault_of(c); !fault.empty())
    n.fail(m, "the growth curve cannot be: " + fault);
  return c;
}

}  // namespace

void read_curves(const Node& n, ScenarioFile& s, Mistakes& m) {
  for (std::size_t i = 0; i < n.size(); ++i) {
    const Node one = n.at(i);
    if (!one.require("id", m)) continue;
    const std::string id = one.get("id").text(m).value_or("");
    if (!s.curves.emplace(id, read_curve(one, m)).second) one.fail(m, "the curve '" + id + "' stands twice");
  }
}

}  // namespace zonegate::carbon
