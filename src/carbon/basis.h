// SPDX-License-Identifier: Apache-2.0
// Private to carbon: the distinct products of parameters of a trajectory and their draws.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "carbon/uncertainty.h"

namespace zonegate::carbon {

double quantile_of(const Parameter& p, double u);

struct Basis {
  std::vector<std::vector<ParamId>> products;
  std::vector<std::size_t> of_term;        // index of each term's product
  std::vector<std::vector<double>> drawn;  // by product, then draw
};
Basis basis_of(const Trajectory& t);
void draw(Basis& basis, const Parameters& parameters, const MonteCarloOptions& options);
// Weight of every product: the sum of `value` over the terms that have it.
std::vector<double> weights(const Basis& basis, const Trajectory& t,
                            const std::function<double(const Term&)>& value);

}  // namespace zonegate::carbon
