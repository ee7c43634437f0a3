// SPDX-License-Identifier: Apache-2.0
#include "carbon/basis.h"

#include <memory>
#include <set>
#include <tuple>

namespace zonegate::carbon {
namespace {

using Values = std::shared_ptr<const std::vector<double>>;

// Draws are a function of the parameter, the seed and the number alone, and the projects of a batch mostly share their parameters (factor
// rows, curves, survivals). So each thread keeps what it has drawn, up to 32 MB, and then begins anew.
Values draws_of(const Parameter& p, const MonteCarloOptions& o) {
  using Key =
      std::tuple<std::string, double, double, Distribution, double, double, std::uint64_t, std::uint32_t>;
  constexpr std::size_t kMostKept = 4'000'000;
  thread_local std::map<Key, Values> kept;
  thread_local std::size_t numbers = 0;
  const Key key{p.drawn_by(), p.mean, p.sd, p.distribution, p.low, p.high, o.seed, o.draws};
  if (const auto at = kept.find(key); at != kept.end()) return at->second;
  auto values = std::make_shared<std::vector<double>>(o.draws);
  for (std::uint32_t d = 0; d < o.draws; ++d) (*values)[d] = draw_of(p, o.seed, d);
  if (numbers + o.draws > kMostKept) {
    kept.clear();
    numbers = 0;
  }
  if (o.draws > kMostKept) return values;
  numbers += o.draws;
  return kept.emplace(key, std::move(values)).first->second;
}

}  // namespace

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
  std::map<ParamId, Values> drawn;
  for (const ParamId id : used) drawn[id] = draws_of(parameters.at(id), options);
  for (const auto& product : b.products) {
    std::vector<double> values(options.draws, 1.0);
    for (const ParamId id : product) {
      const auto& factor = *drawn.at(id);
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
