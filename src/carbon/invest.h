// SPDX-License-Identifier: Apache-2.0
//
// invest: the totals that InVEST Carbon prints for two land covers, repeated from counts of cells, and what parts them from the totals of this program, cause
// by cause. Storage is float32 there, c_above + c_below + c_soil + c_dead in that order; a total is the sum over cells x |pixel area| / 10000.
// Source: natcap/invest, carbon.py of 3.16 and 3.17, read and run beside it (bench/carbon-map); docs/method-carbon.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "carbon/densities.h"
#include "core/core.h"

namespace zonegate::carbon {

// Known faults of its, each of which can be left out of the repeated totals.
enum class InvestFault {
  minus_one,  // a change of -1 t C/ha is its value for no data: such cells are dropped
  one_date,   // the total of a date is over the cells of that date, also where the other has no value
  price_rise  // the yearly change of the price stands in the denominator with a plus: a rising price lowers the value
};
inline constexpr std::array<InvestFault, 3> kInvestFaults = {InvestFault::minus_one, InvestFault::one_date,
                                                             InvestFault::price_rise};
std::string_view to_string(InvestFault f);

struct CellsFromTo {
  long long from = 0, to = 0;
  std::int64_t cells = 0;
  double area_m2 = 0;  // on the run's basis
};
struct InvestPrice {
  double per_tc = 0;            // of a tonne of carbon, not of CO2
  double discount_percent = 0;  // a year
  double change_percent = 0;    // of the price, a year
  int years = 1;                // between both dates
};
struct InvestInput {
  std::vector<CellsFromTo> common;                   // cells that have a class on both dates
  std::vector<CellsFromTo> only_before, only_after;  // `from`, or `to`, is the class
  double pixel_m2 = 0;                               // |pixel width x height|
  std::optional<InvestPrice> price;
  std::set<InvestFault> faults{kInvestFaults.begin(), kInvestFaults.end()};
};
// A share of the difference. `from` and `to` where it is of one transition or one class.
struct InvestCause {
  std::string key;  // minus_one, one_date, price_rise, float32, litter, cell_area, year_end
  Text text;
  std::optional<long long> from, to;
  std::int64_t cells = 0;
  double area_ha = 0;
  double amount = 0;  // added to InVEST's figure
};
struct InvestFigure {
  std::string key;  // storage_before, storage_after, change, difference_of_totals, npv
  Text name;
  std::string file;  // InVEST's; empty: it prints no such figure
  std::string unit;  // t C, currency
  double invest = 0, corrected = 0;
  std::vector<InvestCause> causes;
  double explained() const;  // sum of the causes
};
// Error (usage): a class of the cells without a number in one of the four pools, a number of years below 1, percentages of -100 or less.
std::vector<InvestFigure> invest_figures(const InvestInput& input, const DensityTable& table);
// Price x mean over the years of ((1 + change)/(1 + discount))^t, or InVEST's 1/((1 + discount)(1 + change))^t; t from 0, or from 1 (end of year).
double invest_factor(const InvestPrice& price, bool as_invest, bool end_of_year);

}  // namespace zonegate::carbon
