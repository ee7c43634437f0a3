// SPDX-License-Identifier: Apache-2.0
#include "carbon/basis.h"

#include <set>

namespace zonegate::carbon {

Basis basis_of(const Trajectory& t) {
  Basis b;
  std::map<std::vector<ParamId>, std::size_t> index;
  for (const auto& term : t.terms) {
    const auto [at, is_new] = index.emplace(term.params, b.products.size());
    if (is_new) b.products.push_back(term.params);
    b.of_term.push_back(at->second);
  }
  return b;
}

void draw(Basis& b, const Parameters& parameters, const MonteCarloOptions& options) {
  std::set<ParamId> used;
  for (const auto& product : b.products) used.insert(product.begin(), product.end());
  std::map<ParamId, std::vector<double>> drawn;
  for (const ParamId id : used) {
    auto& values = drawn[id];
    values.resize(options.draws);
    for (std::uint32_t d = 0; d < options.draws; ++d) values[d] = draw_of(parameters.at(id), options.seed, d);
  }
  for (const auto& product : b.products) {
    std::vector<double> values(options.draws, 1.0);
    for (const ParamId id : product) {
      const auto& factor = drawn.at(id);
      for (std::uint32_t d = 0; d < options.draws; ++d) values[d] *= factor[d];
    }
    b.drawn.push_back(std::move(values));
  }
}

std::vector<double> weights(const Basis& b, const Trajectory& t,
                            const std::function<double(const Term&)>& value) {
  std::vector<double> w(b.products.size(), 0.0);
  for (std::size_t i = 0; i < t.terms.size(); ++i) w[b.of_term[i]] += value(t.terms[i]);
  return w;
}

}  // namespace zonegate::carbon
