// SPDX-License-Identifier: Apache-2.0
//
// tally: what the cells of one zone add up to. Weight of a cell: its share (see PixelRule), times its area where asked. Tallies of the chunks of a zone
// are merged in the order of the chunks. Sums run row by row, so that the error of a sum of n cells grows like the square root of n at most.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "zonal/zones.h"

namespace zonegate::zonal {

// How much a covered cell counts: its covered fraction, 1 (whatever the fraction), or its covered area in m2.
enum class CellWeight { fraction, none, area };

struct TallyPlan {
  PixelRule rule = PixelRule::coverage;
  CellWeight weight = CellWeight::fraction;
  double min_share = 0;  // cells of which less is covered do not count
  bool spread = false;   // variance, stdev, cv
  bool values = false;   // every different value with its weight: classes, quantiles, majority
  bool areas = false;    // m2, for classes too
  bool weights = false;  // a second raster
  bool squares = false;  // of weight x value, cell by cell: the variance of a sum of independent cells
};

// One value, and what the cells that hold it add up to.
struct ValueTally {
  double value = 0;
  double count = 0;  // sum of weights
  double area_m2 = 0;
  double weighted = 0;  // sum of weight x second raster
};

// Sum, mean and spread of values with weights.
struct Moments {
  double weight = 0, sum = 0;
  double mean = 0, m2 = 0;  // m2: sum of weight x (value - mean)^2; only if asked for
  void merge(const Moments& o);
};

struct ZoneTally {
  double squares = 0;  // sum of (weight x value)^2; only if asked for
  double count = 0;    // sum of the weights of cells with a value
  double nodata = 0;   // of cells without one
  double area_m2 = 0, nodata_area_m2 = 0;
  double min = std::numeric_limits<double>::infinity(), max = -std::numeric_limits<double>::infinity();
  Moments plain, weighted;
  bool weight_missing = false;     // a covered cell with a value has no weight in the second raster
  std::vector<ValueTally> values;  // rising; only if asked for
  bool empty() const { return count == 0; }
  bool untouched() const { return count == 0 && nodata == 0 && min > max; }
  void merge(ZoneTally&& o);
};

// One row of covered cells. Values NaN: none. areas: m2 of each whole cell (empty: not asked for). weights: of the second raster (empty: none).
struct CellRow {
  std::span<const double> values, shares, areas, weights;
};

class Tallier {
 public:
  explicit Tallier(const TallyPlan& plan) : plan_(plan) {}
  void add(const CellRow& row);
  // Plain bytes, without a second raster, in a row whose cells have one area: the quick way to the same tally, by a count of each value.
  void add_bytes(std::span<const std::uint8_t> values, std::span<const double> shares, double cell_area_m2);
  ZoneTally take(std::optional<double> byte_nodata = {});  // and start anew

 private:
  struct RowSums {  // of one row, about a shift: small numbers add up well
    double weight = 0, sum = 0, first = 0, second = 0;
    void add(double w, double value, double shift, bool spread);
    Moments moments(double shift, bool spread) const;
  };
  double weight_of(double share, double area) const;
  void add_value(double value, double w, double area, double weighted);
  void fold_bytes(std::optional<double> nodata);
  TallyPlan plan_;
  ZoneTally tally_;
  struct ByteSums {
    std::array<double, 256> count{}, area{};  // by value
    std::array<std::uint64_t, 4> seen{};      // bits by value: which of them are not 0
  };
  ByteSums bytes_;
};

// Values in rising order, equal ones joined; the order of addition is that of the input.
void join_equal(std::vector<ValueTally>& values);

// ---- what is asked of a tally
enum class Stat {
  count,
  sum,
  sum_squares,  // sum of (weight x value)^2
  mean,
  min,
  max,
  range,
  median,
  quantile,
  stdev,
  variance,
  cv,
  majority,
  minority,
  variety,
  unique,
  frac,
  area,
  nodata,
  nodata_area,
  covered,
  weighted_count,
  weighted_sum,
  weighted_mean,
  weighted_variance,
  weighted_stdev,
  weighted_frac
};
struct StatRequest {
  Stat stat = Stat::count;
  double q = 0.5;    // of a quantile
  std::string name;  // of its column: "mean", "q0.9"
  bool by_value() const {
    return stat == Stat::frac || stat == Stat::area || stat == Stat::weighted_frac || stat == Stat::unique;
  }
};
// "mean", "majority" (also "mode"), "q0.9" or "quantile(0.9)", ... Error (usage) naming the nearest word.
StatRequest parse_stat(std::string_view text);
std::string stat_names();  // for help
void plan_for(const StatRequest& request, TallyPlan& plan);

// NaN: no cell with a value (count, sum and areas are 0 then), or a weight is missing. Sums and variances are those of the population, weights as frequencies.
//   quantile: the n different values in rising order stand at s_i = i * w_i + (n - 1) * (sum of the weights before), i = 0 .. n-1; linear between
//   them. With equal weights this is type 7 of Hyndman and Fan 1996; with weights it is the form that exactextract 0.3 has.
//   majority and minority: of equally frequent ones the greatest, and the least.
double stat_of(const ZoneTally& tally, const StatRequest& request);
// frac, area, weighted_frac of each value.
std::vector<std::pair<double, double>> stat_by_value(const ZoneTally& tally, Stat stat);

}  // namespace zonegate::zonal
