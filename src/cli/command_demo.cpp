// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/common.h"
#include "cli/report_parts.h"

namespace zonegate::cli {
namespace {

// The demo stands for one day, so that it looks the same whenever it is run.
constexpr Date kDemoDay{2026, 10, 1};

struct DemoOptions {
  Common common;
  RunOutput output{"zonegate-demo", true};
};

int run_demo(const DemoOptions& o) {
  namespace fs = std::filesystem;
  app::ScreenOptions screen;
  const std::string layers = data_folder("layers");
  screen.layers = (fs::path(layers) / "demo-yaan").string();
  screen.kinds = layers;
  screen.rules = data_folder("rules");
  screen.projects = {(fs::path(screen.layers) / "projects").string()};
  screen.scenario = (fs::path(screen.rules) / "factors/scenarios/demo-projects.yaml").string();
  screen.meanings = data_folder("documents") + "/issues.yaml";
  screen.places = place_names();
  screen.as_of = kDemoDay;
  screen.jobs = o.common.jobs;
  screen.version = ZONEGATE_VERSION;
  const int code = screen_and_write(screen, o.output, o.common, "", false);
  if (o.common.json) return code;
  const std::string folder = o.output.folder;
  std::cout << "\n演示数据：除县界外，所有管控图层均为虚构。 Demo data: every zoning layer but the county "
               "borders is invented.\n"
            << "report:  " << (fs::absolute(folder) / "report.html").lexically_normal().string() << "\n"
            << "explain: zonegate explain " << folder << " PROJECT_ID\n"
            << "layers:  " << screen.layers << "\n"
            << "yours:   zonegate screen FILE --layers " << screen.layers << " --as-of " << kDemoDay.iso()
            << " -o my-run\n";
  return code;
}

}  // namespace

Command demo_command() {
  return {"demo", "screen the bundled sample (Ya'an, invented zoning layers) and write a report",
          "  zonegate demo\n  zonegate demo -o somewhere --lang en", [](CLI::App& app) {
            auto options = std::make_shared<DemoOptions>();
            app.add_option("-o,--output", options->output.folder,
                           "the run folder to write; a run that is there is replaced")
                ->capture_default_str();
            add_common(app, options->common);
            return [options] { return run_demo(*options); };
          }};
}

}  // namespace zonegate::cli
