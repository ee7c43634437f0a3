// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "cli/carbon_commands.h"
#include "cli/common.h"
#include "cli/raster_options.h"

namespace zonegate::cli {

Command carbon_command() {
  return {
      "carbon",
      "forest carbon: what projects take and give back, what polygons hold, stocks of two dates, forest "
      "cover, the factor library, growth "
      "curves",
      "  zonegate carbon project parts.csv --scenario scenario.yaml -o carbon\n"
      "  zonegate carbon stock landcover.tif parcels.gpkg --table pools.csv -o stock.csv\n"
      "  zonegate carbon cover counties.gpkg --landcover landcover.tif --projects parts.gpkg --year 2030\n"
      "  zonegate carbon change 2020.tif 2035.tif --table pools.csv -o carbon\n"
      "  zonegate carbon factors list --quantity svd --region 511800\n"
      "  zonegate carbon factors show fang-2007.fang_a.masson-pine\n"
      "  zonegate carbon factors check --factors my-factors\n"
      "  zonegate carbon fit plots.csv --by species",
      [](CLI::App& app) {
        auto chosen = std::make_shared<std::function<int()>>();
        app.require_subcommand(1);
        add_change(app, true, chosen);
        add_carbon_stock(app, chosen);
        add_carbon_cover(app, chosen);
        add_carbon_project(app, chosen);
        add_carbon_factors(app, chosen);
        add_carbon_fit(app, chosen);
        return [chosen] { return (*chosen)(); };
      },
      {"project", "stock", "cover", "change", "factors list", "factors show", "factors check", "fit"}};
}

}  // namespace zonegate::cli
