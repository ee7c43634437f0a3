// SPDX-License-Identifier: Apache-2.0
//
// growth: tree carbon (t C/ha) or volume (m3/ha) by age. Curves are data: fitted by `zonegate carbon fit`, read
// from a source, or drawn through the means of age groups. The unit of a curve is that of what it was made from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "carbon/factors.h"
#include "core/core.h"

namespace zonegate::carbon {

enum class CurveKind {
  points,            // straight lines between (age, value), from (0, 0), constant after the last
  chapman_richards,  // a (1 - b e^(-k t))^p, 0 while b e^(-k t) >= 1
  logistic,          // a / (1 + b e^(-k t))
  korf               // a e^(-b t^(-k)), 0 at t = 0
};
std::string_view to_string(CurveKind k);
std::optional<CurveKind> parse_curve_kind(std::string_view word);

// Standard errors of fitted parameters and their correlations, as `carbon fit` prints them; "shape" is p of Chapman-Richards, b of the others.
struct CurveErrors {
  double a = 0, k = 0, shape = 0;            // of the unit of the parameter; all 0: none is known
  double a_k = 0, a_shape = 0, k_shape = 0;  // -1..1
  bool any() const { return a > 0 || k > 0 || shape > 0; }
};

struct Curve {
  CurveKind kind = CurveKind::points;
  double a = 0, b = 1, k = 0, p = 1;
  std::vector<std::pair<double, double>> points;  // by rising age
  std::string source;
  Status status = Status::unverified;
  double u = 0;        // half width of the 95 % interval of what grows, share, at every age alike
  CurveErrors errors;  // not of points
};

// Parameters err together. A covariance is taken apart into up to three directions that are independent of each other (Cholesky); `up` and `down` are the
// curve `step` standard deviations along one, so that (up - down) / (2 step) is what one standard deviation adds, to first order.
struct CurveDirection {
  Curve up, down;
  double step = 0;
};
// Empty: no errors are known. fault_of() names errors that are no covariance.
std::vector<CurveDirection> directions_of(const Curve& c);

// Value at an age in years; ages below 0 are before the stand: 0. A logistic is a/(1+b) > 0 at age 0.
double value_at(const Curve& c, double age);
// Slope at an age > 0 (of points: of the line to the right).
double slope_at(const Curve& c, double age);
std::string fault_of(const CurveErrors& e);  // empty: fine
// What a curve cannot be: a <= 0, b or k or p <= 0, ages that do not rise, values below 0. Empty: it is fine.
std::string fault_of(const Curve& c);

// Age-group means to a curve of straight lines through (0, 0) and the groups' midpoints. A group is (from, to]; the last may be
// open (to = infinity): its midpoint is taken as from + half the width of the group before it. A mean below that of a younger group is kept
// and named: means of different stands are no growth of one stand.
struct AgeGroupMean {
  double from = 0, to = 0;  // years
  double value = 0;
};
Curve through_midpoints(const std::vector<AgeGroupMean>& groups, std::vector<Issue>& issues);

// A stand that holds c0 at age a0 need not lie on the curve.
enum class Fitting {
  multiply,  // c(t) = c0 g(a0 + t) / g(a0)
  shift      // c(t) = g(a* + t), g(a*) = c0
};
std::string_view to_string(Fitting f);
// Growth after t years beyond c0, t C/ha; proportional to c0 (multiply) or not (shift).
class StandGrowth {
 public:
  // Issue (error) and nullopt: age 0 or a curve that is 0 at a0 cannot be multiplied; c0 that the curve never reaches cannot be shifted to.
  static std::optional<StandGrowth> make(const Curve& curve, double a0, double c0, Fitting fitting,
                                         const std::string& who, std::vector<Issue>& issues);
  double growth(double t) const;  // c(t) - c0
  bool proportional() const { return fitting_ == Fitting::multiply; }
  Fitting fitting() const { return fitting_; }
  double start_age() const { return a0_; }  // a0, or a* after a shift

 private:
  Curve curve_;
  double a0_ = 0, scale_ = 1;
  Fitting fitting_ = Fitting::multiply;
};

// Change in each of the years 1..n: c(t) - c(t-1), by differences, not by the slope.
std::vector<double> annual_changes(const StandGrowth& g, int years);

}  // namespace zonegate::carbon
