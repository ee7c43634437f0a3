// SPDX-License-Identifier: Apache-2.0
// Private to cli: `carbon change --compare invest`, the totals of InVEST Carbon beside those of this program.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "carbon/carbon.h"
#include "cli/common.h"

namespace zonegate::cli {

struct InvestOptions {
  std::string compare;              // "invest", or empty
  std::vector<std::string> faults;  // words of carbon::InvestFault; empty: all, "none": none
  std::vector<int> years;           // of both dates
  std::optional<double> price, discount, price_change;
};
void add_invest_options(CLI::App& sub, InvestOptions& o);
// Error (usage): options that do not go together, before any file is opened.
void check_invest(const InvestOptions& o);
// Error (usage): rasters that InVEST would not take, or would lay over each other wrongly.
void check_invest_rasters(const app::ChangeOptions& change);
std::vector<carbon::InvestFigure> compare_with_invest(const InvestOptions& o, const app::ChangeReport& report,
                                                      const carbon::DensityTable& table);

// figure,file,unit,invest,corrected,difference,cause,from,to,cells,area_ha,amount: a row for each cause; the amounts of a figure add up to its difference.
std::string invest_csv(const std::vector<carbon::InvestFigure>& figures);
nlohmann::ordered_json invest_json(const std::vector<carbon::InvestFigure>& figures);
std::string invest_text(const std::vector<carbon::InvestFigure>& figures, Lang lang);
std::string invest_html(const std::vector<carbon::InvestFigure>& figures, Lang lang);

}  // namespace zonegate::cli
