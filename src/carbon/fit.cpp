// SPDX-License-Identifier: Apache-2.0
//
// Least squares by Eigen's port of MINPACK (docs/decisions/0036). The parameters are fitted as logarithms,
// because a growth curve with a negative limit or rate is none; starting points span the usual shapes, since
// the sum of squares of these curves has flat valleys.
#include "carbon/fit.h"

#include <fmt/format.h>

#include <Eigen/Core>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unsupported/Eigen/NonLinearOptimization>
#include <unsupported/Eigen/NumericalDiff>

#include "carbon/row_reader.h"
#include "io/io.h"

namespace zonegate::carbon {
namespace {

constexpr int kParameters = 3;
constexpr double kFar = 50;  // of a logarithm: beyond it a curve overflows

Curve curve_of(CurveKind kind, const Eigen::VectorXd& x) {
  const auto e = [&](int i) { return std::exp(std::clamp(x[i], -kFar, kFar)); };
  Curve c;
  c.kind = kind;
  c.a = e(0);
  c.k = e(1);
  (kind == CurveKind::chapman_richards ? c.p : c.b) = e(2);
  return c;
}

struct Residuals {
  using Scalar = double;
  using InputType = Eigen::VectorXd;
  using ValueType = Eigen::VectorXd;
  using JacobianType = Eigen::MatrixXd;
  enum { InputsAtCompileTime = Eigen::Dynamic, ValuesAtCompileTime = Eigen::Dynamic };

  CurveKind kind;
  const std::vector<Plot>& plots;
  Residuals(CurveKind k, const std::vector<Plot>& p) : kind(k), plots(p) {}
  int inputs() const { return kParameters; }
  int values() const { return static_cast<int>(plots.size()); }
  int operator()(const Eigen::VectorXd& x, Eigen::VectorXd& f) const {
    const Curve c = curve_of(kind, x);
    for (int i = 0; i < values(); ++i) {
      const Plot& plot = plots[static_cast<std::size_t>(i)];
      const double r = value_at(c, plot.age) - plot.value;
      f[i] = std::isfinite(r) ? r : 1e100;
    }
    return 0;
  }
};

double squares(const Curve& c, const std::vector<Plot>& plots) {
  double sum = 0;
  for (const auto& p : plots) sum += std::pow(value_at(c, p.age) - p.value, 2);
  return sum;
}

// Shapes to start from: (rate x middle age, third parameter).
std::vector<Eigen::VectorXd> starts(CurveKind kind, const std::vector<Plot>& plots) {
  double top = 0, middle = 0;
  for (const auto& p : plots) {
    top = std::max(top, p.value);
    middle += p.age / static_cast<double>(plots.size());
  }
  std::vector<Eigen::VectorXd> all;
  for (const double limit : {1.1, 2.0})
    for (const double rate : {0.3, 1.0, 3.0})
      for (const double third : {1.0, 3.0, 10.0}) {
        Eigen::VectorXd x(kParameters);
        const double k = kind == CurveKind::korf ? rate / 2 : rate / middle;
        // Korf's b has the size of middle^k.
        const double b = kind == CurveKind::korf ? third * std::pow(middle, k) / 3 : third;
        x << std::log(limit * std::max(top, 1e-9)), std::log(k), std::log(b);
        all.push_back(x);
      }
  return all;
}

std::string why_not(const std::vector<Plot>& plots) {
  std::set<double> ages;
  double top = 0;
  for (const auto& p : plots) {
    ages.insert(p.age);
    top = std::max(top, p.value);
  }
  if (plots.size() <= kParameters)
    return fmt::format("{} plots for {} parameters", plots.size(), kParameters);
  if (ages.size() < kParameters)
    return fmt::format("{} different ages for {} parameters", ages.size(), kParameters);
  if (top <= 0) return "all values are 0";
  return {};
}

void judge(CurveFit& fit, const std::vector<Plot>& plots) {
  const double n = static_cast<double>(plots.size()), rss = squares(fit.curve, plots);
  double mean = 0, tss = 0;
  for (const auto& p : plots) mean += p.value / n;
  for (const auto& p : plots) tss += std::pow(p.value - mean, 2);
  fit.rmse = std::sqrt(rss / n);
  fit.r2 = tss > 0 ? 1 - rss / tss : 0;
  // A perfect fit has no likelihood; the floor keeps the order of fits.
  fit.aic = n * std::log(std::max(rss / n, 1e-300)) + 2.0 * (kParameters + 1);
}

// The slope of the curve at every plot by its parameters, by central differences.
Eigen::MatrixXd slopes(const Curve& c, const std::vector<Plot>& plots) {
  Eigen::MatrixXd j(static_cast<Eigen::Index>(plots.size()), kParameters);
  for (int column = 0; column < kParameters; ++column) {
    Curve up = c, down = c;
    const auto parameter = [&](Curve& of) -> double& {
      return column == 0 ? of.a : column == 1 ? of.k : of.kind == CurveKind::chapman_richards ? of.p : of.b;
    };
    const double h = 1e-5 * parameter(up);
    parameter(up) += h;
    parameter(down) -= h;
    for (std::size_t i = 0; i < plots.size(); ++i)
      j(static_cast<Eigen::Index>(i), column) =
          (value_at(up, plots[i].age) - value_at(down, plots[i].age)) / (2 * h);
  }
  return j;
}

std::optional<CurveErrors> errors_of(const Curve& c, const std::vector<Plot>& plots) {
  Eigen::MatrixXd j = slopes(c, plots);
  // Columns of one length, or the inverse is lost in the different sizes of a and k.
  const Eigen::VectorXd size = j.colwise().norm();
  if (!(size.minCoeff() > 0) || !j.allFinite()) return std::nullopt;
  for (int i = 0; i < kParameters; ++i) j.col(i) /= size[i];
  const Eigen::FullPivLU<Eigen::MatrixXd> lu(j.transpose() * j);
  if (!lu.isInvertible() || lu.rcond() < 1e-13) return std::nullopt;
  const Eigen::MatrixXd inverse = lu.inverse();
  const double s2 = squares(c, plots) / static_cast<double>(plots.size() - kParameters);
  const auto error = [&](int i) { return std::sqrt(std::max(0.0, s2 * inverse(i, i))) / size[i]; };
  const auto together = [&](int i, int k) {
    return std::clamp(inverse(i, k) / std::sqrt(inverse(i, i) * inverse(k, k)), -1.0, 1.0);
  };
  return CurveErrors{error(0), error(1), error(2), together(0, 1), together(0, 2), together(1, 2)};
}

}  // namespace

CurveFit fit_curve(CurveKind kind, const std::vector<Plot>& plots) {
  CurveFit fit;
  fit.curve.kind = kind;
  fit.plots = plots.size();
  fit.parameters = kParameters;
  fit.fault = why_not(plots);
  if (!fit.fault.empty()) return fit;
  double best = std::numeric_limits<double>::infinity();
  for (Eigen::VectorXd x : starts(kind, plots)) {
    Eigen::NumericalDiff<Residuals, Eigen::Central> functor(Residuals(kind, plots));
    Eigen::LevenbergMarquardt<decltype(functor)> solver(functor);
    solver.parameters.maxfev = 2000;
    solver.parameters.xtol = solver.parameters.ftol = 1e-14;
    const auto status = solver.minimize(x);
    const Curve curve = curve_of(kind, x);
    const double sum = squares(curve, plots);
    if (!(sum < best)) continue;
    best = sum;
    fit.curve = curve;
    fit.converged = status != Eigen::LevenbergMarquardtSpace::TooManyFunctionEvaluation &&
                    status != Eigen::LevenbergMarquardtSpace::ImproperInputParameters;
  }
  if (!std::isfinite(best)) fit.fault = "no starting point led to a curve";
  if (!fit.fault.empty()) return fit;
  judge(fit, plots);
  fit.errors = errors_of(fit.curve, plots);
  return fit;
}

std::vector<CurveFit> fit_curves(const std::vector<Plot>& plots) {
  std::vector<CurveFit> fits;
  for (const auto kind : {CurveKind::chapman_richards, CurveKind::logistic, CurveKind::korf})
    fits.push_back(fit_curve(kind, plots));
  std::stable_sort(fits.begin(), fits.end(), [](const CurveFit& a, const CurveFit& b) {
    if (a.fault.empty() != b.fault.empty()) return a.fault.empty();
    return a.aic < b.aic;
  });
  return fits;
}

std::vector<PlotGroup> read_plots(const std::string& path, const PlotColumns& columns,
                                  std::vector<Issue>& issues) {
  const io::Table raw = io::read_table(path);
  std::vector<std::string> needed = {columns.age, columns.value};
  if (!columns.by.empty()) needed.push_back(columns.by);
  if (!has_columns(raw.headers, needed, path, issues)) return {};
  std::map<std::string, PlotGroup> groups;
  for (std::size_t i = 0; i < raw.rows.size(); ++i) {
    RowReader reader(path, i < raw.lines.size() ? raw.lines[i] : i + 2, raw.rows[i], issues);
    const auto age = reader.number(columns.age, -1e6, 1e6), value = reader.number(columns.value, -1e9, 1e9);
    if (reader.good() && (!age || !value))
      reader.mistake("age or value is empty", "empty is not zero; take the plot out");
    if (reader.good() && *age <= 0)
      reader.mistake(fmt::format("age {} is no age of a stand", shortest(*age)),
                     "ages are years above 0; 0 is not \"unknown\"");
    if (reader.good() && *value < 0)
      reader.mistake(fmt::format("value {} is below 0", shortest(*value)), "check the column");
    if (!reader.good()) continue;
    const std::string name = columns.by.empty() ? "" : reader.text(columns.by);
    auto& group = groups[name];
    group.name = name;
    group.plots.push_back({*age, *value});
  }
  std::vector<PlotGroup> result;
  for (auto& [name, group] : groups) result.push_back(std::move(group));
  return result;
}

}  // namespace zonegate::carbon
