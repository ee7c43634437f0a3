// SPDX-License-Identifier: Apache-2.0
// Private to cli: what changed between two dates, as tables.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "carbon/carbon.h"
#include "cli/common.h"

namespace zonegate::cli {

std::string class_number(double v);  // 100000, never 1e+05

double hectares(double m2);
// t C of ground of one class before and of another after; nullopt: one of them has no density.
struct Stocks {
  double before = 0, after = 0;
};
std::optional<Stocks> stocks_of(double from, double to, double m2, const std::map<double, double>& density);

struct ChangeTexts {
  std::string before, after;  // names of the dates
  bool carbon = false;
  std::map<double, double> density;
  std::vector<carbon::InvestFigure> invest;  // --compare invest
};
// from,from_name,to,to_name,cells,area_ha and, with carbon, stock_before_tc,stock_after_tc,change_tc,change_tco2e.
std::string matrix_csv(const app::ChangeReport& report, const ChangeTexts& texts);
std::string change_json(const app::ChangeReport& report, const ChangeTexts& texts);
std::string change_text(const app::ChangeReport& report, const ChangeTexts& texts, Lang lang);

// id, fields, status, from, to, area_ha (and stocks) of each zone and transition; a row without classes for what has no value on both dates. Issues go to the report.
std::string zones_csv(const app::ChangeOptions& change, app::ChangeReport& report, const ChangeTexts& texts,
                      const app::PairInput& zones, const std::string& zones_crs,
                      const app::Progress& progress);
// One page of HTML that needs no other file: bars of the classes, the matrix shaded by area, inputs.
std::string change_page(const app::ChangeReport& report, const ChangeTexts& texts, Lang lang);

}  // namespace zonegate::cli
