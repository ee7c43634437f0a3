// SPDX-License-Identifier: Apache-2.0
// Private to carbon: asks the library for one estimate and keeps what was used.
#pragma once

#include <string>

#include "carbon/methods.h"

namespace zonegate::carbon {

class Lookup {
 public:
  Lookup(const Stratum& s, const MethodInputs& inputs, Parameters& parameters, Estimate& estimate)
      : s_(s),
        inputs_(inputs),
        parameters_(parameters),
        estimate_(estimate),
        species_(inputs.groups.of(s.species)) {}

  struct Number {
    double value = 0;
    std::optional<ParamId> param;
    std::string edition;
  };
  // The number of a quantity for this stratum; nullopt where the library has none.
  std::optional<Number> find(const std::string& quantity);
  std::optional<Number> find(const std::string& quantity, const std::map<std::string, double>& numbers);
  // Likewise; a missing one is an issue, and the estimate is not usable.
  std::optional<Number> need(const std::string& quantity, const std::map<std::string, double>& numbers = {});
  // From here on rows of this edition: what the scenario names for the method, else the usual one.
  void edition(const std::string& method, const std::string& usual);
  void only(const std::string& edition) { asked_ = edition; }  // of exactly this edition
  void without_species() { any_species_ = true; }              // rows for all species only

  void issue(Severity severity, const std::string& code, const std::string& message, const std::string& hint);
  const Species& species() const { return species_; }
  std::optional<ParamId> volume_param();

 private:
  void use(const Factor& row);
  const Stratum& s_;
  const MethodInputs& inputs_;
  Parameters& parameters_;
  Estimate& estimate_;
  Species species_;
  std::string asked_, usual_;
  bool any_species_ = false;
};

// Dead wood, litter and soil, which the methods by volume share.
void add_other_pools(const Stratum& s, const MethodInputs& inputs, Parameters& parameters,
                     Estimate& estimate);
Estimate by_density_table(const Stratum& s, const MethodInputs& inputs, Parameters& parameters);

}  // namespace zonegate::carbon
