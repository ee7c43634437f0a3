// SPDX-License-Identifier: Apache-2.0
#include "cli/raster_options.h"

namespace zonegate::cli {

Command carbon_command() {
  return {"carbon",
          "carbon stocks and their change",
          "  zonegate carbon change 2020.tif 2035.tif --table pools.csv -o carbon",
          [](CLI::App& app) {
            auto chosen = std::make_shared<std::function<int()>>();
            app.require_subcommand(1);
            add_change(app, true, chosen);
            return [chosen] { return (*chosen)(); };
          },
          {"change"}};
}

}  // namespace zonegate::cli
