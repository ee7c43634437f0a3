// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "carbon/growth.h"
#include "carbon/row_reader.h"

namespace zonegate::carbon {
namespace {

constexpr double kOldest = 2000;  // years; beyond it a curve is taken as level

// The age at which a rising curve reaches c0, by halving; nullopt where it never does.
std::optional<double> age_of(const Curve& curve, double c0) {
  double low = 0, high = kOldest;
  if (value_at(curve, low) > c0 || value_at(curve, high) < c0) return std::nullopt;
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    (value_at(curve, middle) < c0 ? low : high) = middle;
  }
  return high;
}

}  // namespace

std::string_view to_string(Fitting f) { return f == Fitting::multiply ? "multiply" : "shift"; }

Curve through_midpoints(const std::vector<AgeGroupMean>& groups, std::vector<Issue>& issues) {
  Curve curve;
  double width = 20;  // of a first group that is open at once
  for (const auto& g : groups) {
    const bool open = !std::isfinite(g.to);
    const double middle = g.from + 0.5 * (open ? width : g.to - g.from);
    if (!open) width = g.to - g.from;
    if (!curve.points.empty() && g.value < curve.points.back().second)
      add_issue(issues, Severity::note, "carbon.older_holds_less", "",
                fmt::format("the mean of ages from {} is below that of the younger group", shortest(g.from)),
                "means of different stands: the curve follows them");
    curve.points.emplace_back(middle, g.value);
  }
  return curve;
}

std::optional<StandGrowth> StandGrowth::make(const Curve& curve, double a0, double c0, Fitting fitting,
                                             const std::string& who, std::vector<Issue>& issues) {
  StandGrowth g;
  g.curve_ = curve;
  g.fitting_ = fitting;
  g.a0_ = a0;
  const auto refuse = [&](const std::string& why, const std::string& hint) {
    add_issue(issues, Severity::error, "carbon.curve_unusable", "", fmt::format("{}: {}", who, why), hint);
    return std::nullopt;
  };
  if (const std::string fault = fault_of(curve); !fault.empty())
    return refuse(fault, "mend the growth curve");
  if (fitting == Fitting::shift) {
    const auto age = age_of(curve, c0);
    if (!age)
      return refuse(fmt::format("the curve never reaches {} t C/ha", fixed(c0, 2)),
                    "multiply the curve instead of shifting it");
    g.a0_ = *age;
    return g;
  }
  const double at = value_at(curve, a0);
  if (a0 <= 0)
    return refuse("age 0 with a stock cannot lie on a growth curve",
                  "give the stand's age; 0 is not \"unknown\"");
  if (!(at > 0))
    return refuse(fmt::format("the curve is 0 at age {}", shortest(a0)), "shift the curve, or use another");
  g.scale_ = c0 / at;
  return g;
}

double StandGrowth::growth(double t) const {
  return scale_ * (value_at(curve_, a0_ + t) - value_at(curve_, a0_));
}

}  // namespace zonegate::carbon
