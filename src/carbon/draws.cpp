// SPDX-License-Identifier: Apache-2.0
//
// Random numbers by counter: the n-th draw of a parameter is a hash of (seed, its stream, n), so nothing depends on
// who asked first. Philox 4x32-10 is Random123's; the normal quantile is Boost's.
#include <Random123/philox.h>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "carbon/uncertainty.h"

namespace zonegate::carbon {
namespace {

using Plain = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
const boost::math::normal_distribution<double, Plain> kNormal(0, 1);

std::uint64_t hash_of(const std::string& name) {  // FNV-1a, 64 bits
  std::uint64_t h = 14695981039346656037ULL;
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return h;
}

// Uniform in (0, 1), never 0 or 1.
double uniform(std::uint64_t seed, std::uint64_t name, std::uint32_t draw) {
  const r123::Philox4x32::key_type key = {
      {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
  const r123::Philox4x32::ctr_type counter = {
      {draw, 0, static_cast<std::uint32_t>(name), static_cast<std::uint32_t>(name >> 32)}};
  const auto r = r123::Philox4x32()(counter, key);
  const std::uint64_t bits = (static_cast<std::uint64_t>(r[1]) << 32) | r[0];
  return (static_cast<double>(bits >> 11) + 0.5) * 0x1p-53;
}

// Mean and sd as they are stated, nothing outside the bounds.
double beta_quantile(const Parameter& p, double u) {
  const double span = p.high - p.low, mean = (p.mean - p.low) / span, sd = p.sd / span;
  const double size = mean * (1 - mean) / (sd * sd) - 1;
  const boost::math::beta_distribution<double, Plain> shape(mean * size, (1 - mean) * size);
  return (p.low + span * quantile(shape, u)) / p.mean;
}

double from_uniform(const Parameter& p, double u) {
  const double cv = p.cv();
  switch (p.distribution) {
    case Distribution::lognormal: {
      const double s2 = std::log1p(cv * cv);
      return std::exp(std::sqrt(s2) * quantile(kNormal, u) - 0.5 * s2);
    }
    case Distribution::truncated: {
      const double tail = cdf(kNormal, -1 / cv);
      return std::max(0.0, 1 + cv * quantile(kNormal, tail + u * (1 - 2 * tail)));
    }
    case Distribution::beta:
      return beta_quantile(p, u);
    case Distribution::normal:
    case Distribution::none:
      return 1 + cv * quantile(kNormal, u);
  }
  return 1;
}

}  // namespace

double draw_of(const Parameter& p, std::uint64_t seed, std::uint32_t draw) {
  return from_uniform(p, uniform(seed, hash_of(p.drawn_by()), draw));
}

double variance_of(const Parameter& p) {
  const double cv = p.cv();
  if (p.distribution != Distribution::truncated || cv == 0) return cv * cv;
  const double a = 1 / cv;
  return cv * cv * (1 - 2 * a * pdf(kNormal, a) / (1 - 2 * cdf(kNormal, -a)));
}

// For drivers: the parameter at a quantile, divided by its mean.
double quantile_of(const Parameter& p, double u) { return from_uniform(p, u); }

}  // namespace zonegate::carbon
