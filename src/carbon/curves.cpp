// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "carbon/growth.h"

namespace zonegate::carbon {
namespace {

double on_points(const std::vector<std::pair<double, double>>& points, double age) {
  double x0 = 0, y0 = 0;
  for (const auto& [x1, y1] : points) {
    if (age <= x1) return x1 > x0 ? y0 + (y1 - y0) * (age - x0) / (x1 - x0) : y1;
    x0 = x1;
    y0 = y1;
  }
  return y0;
}

double slope_of_points(const std::vector<std::pair<double, double>>& points, double age) {
  double x0 = 0, y0 = 0;
  for (const auto& [x1, y1] : points) {
    if (age < x1) return (y1 - y0) / (x1 - x0);
    x0 = x1;
    y0 = y1;
  }
  return 0;
}

}  // namespace

std::string_view to_string(CurveKind k) {
  switch (k) {
    case CurveKind::points:
      return "points";
    case CurveKind::chapman_richards:
      return "chapman-richards";
    case CurveKind::logistic:
      return "logistic";
    case CurveKind::korf:
      return "korf";
  }
  return "";
}

std::optional<CurveKind> parse_curve_kind(std::string_view word) {
  for (const auto k : {CurveKind::points, CurveKind::chapman_richards, CurveKind::logistic, CurveKind::korf})
    if (to_string(k) == word) return k;
  return std::nullopt;
}

double value_at(const Curve& c, double age) {
  if (age < 0) return 0;
  switch (c.kind) {
    case CurveKind::points:
      return on_points(c.points, age);
    case CurveKind::chapman_richards:
      return c.a * std::pow(std::max(0.0, 1 - c.b * std::exp(-c.k * age)), c.p);
    case CurveKind::logistic:
      return c.a / (1 + c.b * std::exp(-c.k * age));
    case CurveKind::korf:
      return age > 0 ? c.a * std::exp(-c.b * std::pow(age, -c.k)) : 0;
  }
  return 0;
}

double slope_at(const Curve& c, double age) {
  const double decay = std::exp(-c.k * age);
  switch (c.kind) {
    case CurveKind::points:
      return slope_of_points(c.points, age);
    case CurveKind::chapman_richards: {
      const double base = 1 - c.b * decay;
      return base > 0 ? c.a * c.p * std::pow(base, c.p - 1) * c.b * c.k * decay : 0;
    }
    case CurveKind::logistic:
      return c.a * c.b * c.k * decay / ((1 + c.b * decay) * (1 + c.b * decay));
    case CurveKind::korf:
      return age > 0 ? value_at(c, age) * c.b * c.k * std::pow(age, -c.k - 1) : 0;
  }
  return 0;
}

std::string fault_of(const Curve& c) {
  if (c.kind == CurveKind::points) {
    if (c.errors.any()) return "a curve of points has no parameters with errors; give u_percent";
    if (c.points.empty()) return "a curve of points has no points";
    double before = 0;
    for (const auto& [age, value] : c.points) {
      if (!(age > before))
        return fmt::format("ages have to rise from above 0: {} after {}", shortest(age), shortest(before));
      if (!(value >= 0) || !std::isfinite(value))
        return fmt::format("value {} at age {}", shortest(value), shortest(age));
      before = age;
    }
    return {};
  }
  for (const auto& [name, v] : {std::pair{"a", c.a}, {"b", c.b}, {"k", c.k}, {"p", c.p}})
    if (!(v > 0) || !std::isfinite(v)) return fmt::format("{} = {} has to be above 0", name, shortest(v));
  if (c.errors.any() && c.u > 0) return "errors of the parameters and u_percent say the same thing twice";
  return fault_of(c.errors);
}

std::vector<double> annual_changes(const StandGrowth& g, int years) {
  std::vector<double> changes;
  for (int t = 1; t <= years; ++t) changes.push_back(g.growth(t) - g.growth(t - 1));
  return changes;
}

}  // namespace zonegate::carbon
