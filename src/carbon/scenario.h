// SPDX-License-Identifier: Apache-2.0
//
// scenario: the file that says what a carbon run assumes (docs/schema/carbon-scenario.schema.json): horizon,
// methods and editions, money, uncertainty, growth curves, and one or several scenarios of clearing and restoration.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "carbon/growth.h"
#include "carbon/methods.h"
#include "carbon/side_gases.h"
#include "carbon/trajectory.h"
#include "carbon/uncertainty.h"
#include "config/config.h"
#include "core/core.h"

namespace zonegate::carbon {

struct Restoration {  // what is planted after temporary use, or by planting
  std::string curve;  // id of a curve of the file
  Stated survival = {1, 0};
  int delay = 0;
  double root_ratio = 0;
};

struct Scenario {
  std::string id;
  Text name;
  Clearing clearing;
  struct {
    double dead_wood = 0, products = 0, roots_decay = 0;
  } clearing_sd;  // of the shares of `clearing`; 0: taken as certain
  std::array<Stated, 4> soil_factor = {{{1, 0}, {1, 0}, {1, 0}, {1, 0}}};  // by Take
  double soil_years = 20;
  std::optional<Restoration> restoration;
};

struct ScenarioFile {
  std::string id, file;
  Horizon horizon;
  std::string region;
  std::vector<std::string> climates;
  std::string soil;
  double soil_depth_cm = 30;
  std::vector<Method> methods;                  // the first gives the trajectory
  std::map<std::string, std::string> editions;  // MethodInputs::editions
  std::string gwp;                              // edition of the rows `gwp`
  Money money;
  std::string currency;
  MonteCarloOptions monte_carlo;
  std::map<std::string, double> assumed_u;  // Parameters::assume
  Fitting fitting = Fitting::multiply;
  bool tier1_growth = false;  // stands without a curve or an increment grow by G_W (gain_loss.h)
  std::optional<ReservoirMethane> methane;
  std::map<std::string, Curve> curves;
  std::vector<Scenario> scenarios;
  std::map<std::string, int> lines;  // where things stand, for checks against the library

  Regrowth regrowth(const Restoration& r) const;  // with the curve looked up
};

// Everything of the file, or mistakes with file and line: unknown keys and words with the nearest valid one, percentages that look
// like shares (survival_percent: 0.85), errors that do not fit between a share's bounds, shares that do not add to 1, a horizon that ends before it begins, curves that are none, prices
// without a unit per t CO2e (a price per t C is 44/12 of it).
ScenarioFile read_scenario(const std::string& path, config::Mistakes& mistakes);
ScenarioFile parse_scenario(const std::string& text, const std::string& name, config::Mistakes& mistakes);
// Editions and quantities that the library does not have.
void check_scenario(const ScenarioFile& s, const FactorLibrary& library, config::Mistakes& mistakes);

}  // namespace zonegate::carbon
