// SPDX-License-Identifier: Apache-2.0
//
// fit: growth curves to a table of plots (age, value), by least squares.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "carbon/growth.h"

namespace zonegate::carbon {

struct Plot {
  double age = 0;    // years, > 0
  double value = 0;  // any unit: t C/ha, m3/ha
};

struct CurveFit {
  Curve curve;
  bool converged = false;
  std::size_t plots = 0, parameters = 0;
  double rmse = 0;    // sqrt(RSS / n), of the unit of the values
  double r2 = 0;      // 1 - RSS / TSS; can be below 0
  double aic = 0;     // n ln(RSS / n) + 2 (p + 1); smaller is better, only between fits to the same plots
  std::string fault;  // why there is no fit
  // sqrt of the diagonal of RSS/(n - p) (J'J)^-1 at the solution, and the correlations: as a scenario's curve takes them (growth.h). None
  // where J'J cannot be inverted: the plots do not tell the parameters apart.
  std::optional<CurveErrors> errors;
};

// One curve (not points): Levenberg-Marquardt on the logarithms of the parameters, so that they stay above 0, from several starting points; the
// best is kept. Chapman-Richards has b = 1 (0 at age 0). Needs more plots than parameters and two different ages; weights are equal.
// Deterministic. Parameters of noise-free data come back to 1e-6.
CurveFit fit_curve(CurveKind kind, const std::vector<Plot>& plots);
// All three kinds, the best AIC first, those without a fit last.
std::vector<CurveFit> fit_curves(const std::vector<Plot>& plots);

// Plots of one group of a table (all of it where `by` is empty), in order of names. Issues (error) with file and line: no number, age <= 0, value < 0.
struct PlotGroup {
  std::string name;
  std::vector<Plot> plots;
};
struct PlotColumns {
  std::string age = "age", value = "value", by = {};
};
std::vector<PlotGroup> read_plots(const std::string& path, const PlotColumns& columns,
                                  std::vector<Issue>& issues);

}  // namespace zonegate::carbon
