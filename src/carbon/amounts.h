// SPDX-License-Identifier: Apache-2.0
//
// amounts: a figure with what it hangs on. An amount is a sum of products of parameters, kept as its value at
// the means of all parameters and the list of those that are uncertain. So one computation gives the figure, its
// interval by any method, and which input drives it; the same factor row is the same parameter wherever it is
// used, so strata and scenarios stay correlated.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "carbon/factors.h"

namespace zonegate::carbon {

using ParamId = std::uint32_t;

struct Parameter {
  std::string name;  // id of the factor row, or "volume of S1"
  double mean = 1;   // not 0
  double sd = 0;     // standard deviation, of the unit of the mean
  Distribution distribution = Distribution::normal;
  double low = 0,
         high = 1;  // of beta: no draw lies outside; low < mean < high, sd^2 < (mean - low)(high - mean)
  // What its random numbers hang on; empty: its name. What scenarios assume of the same thing has one stream, so that they differ by what they assume, never by chance. No two
  // parameters of one trajectory may share one: they are independent.
  std::string stream = {};
  const std::string& drawn_by() const { return stream.empty() ? name : stream; }
  double cv() const { return mean == 0 ? 0 : sd / (mean < 0 ? -mean : mean); }
};

// All uncertain parameters of a run. Names are unique: adding one again gives the id that it has.
class Parameters {
 public:
  // nullopt for a parameter without spread or with mean 0: it is a plain number.
  std::optional<ParamId> add(const Parameter& p);
  // From a row's 95 % interval (low, high): sd = (high - low) / (2 x 1.96). Without a distribution: normal up
  // to a half width of 60 % of the mean, lognormal above (IPCC 2006 vol 1 ch 3, structure only seen).
  std::optional<ParamId> add(const Factor& row);
  // By its sd alone: normal up to a half width of 60 % of the mean, lognormal above.
  std::optional<ParamId> add_number(const std::string& name, double mean, double sd,
                                    const std::string& stream = {});
  // Half width of the 95 % interval, as a share of the mean, for rows of a quantity that state no interval ({"svd", 0.1}): an assumption of the
  // user's, named in the parameter ("... (assumed 10 %)").
  void assume(std::map<std::string, double> u_by_quantity) { assumed_ = std::move(u_by_quantity); }
  std::optional<double> assumed(const std::string& quantity) const;
  const Parameter& at(ParamId id) const { return list_[id]; }
  std::size_t size() const { return list_.size(); }

 private:
  std::vector<Parameter> list_;
  std::map<std::string, ParamId, std::less<>> ids_;
  std::map<std::string, double> assumed_;
};

// A number that somebody states, with what he says of its error; sd 0: taken as certain.
struct Stated {
  double value = 0, sd = 0;
};

inline constexpr double kNormal975 = 1.959963984540054;  // 97.5 % point of the standard normal

// value x product of (parameter / its mean).
struct Monomial {
  double value = 0;
  std::vector<ParamId> params;  // sorted; one that stands twice counts twice
};
struct Amount {
  std::vector<Monomial> parts;

  Amount() = default;
  explicit Amount(double v) : parts{{v, {}}} {}
  double value() const;
  Amount& operator+=(const Amount& o);
  Amount scaled(double k) const;
  // The amount x a number that is `factor` at its mean and varies with `param` (nullopt: a plain number).
  Amount times(double factor, std::optional<ParamId> param) const;
};
void sort_params(std::vector<ParamId>& params);

}  // namespace zonegate::carbon
