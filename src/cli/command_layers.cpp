// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

#include <nlohmann/json.hpp>

#include "cli/layers_commands.h"
#include "io/io.h"

namespace zonegate::cli {
namespace {

struct LayersOptions {
  Common common;
  std::vector<std::string> files;
  io::PrepareOptions prepare;
};

void print(const io::Prepared& copy, double seconds, const Common& common) {
  if (common.json) {
    const nlohmann::json line = {{"copy", copy.path},
                                 {"features", copy.features},
                                 {"bytes", copy.bytes},
                                 {"sha256", copy.sha256},
                                 {"seconds", quantise(seconds, 2)},
                                 {"state", copy.up_to_date ? "up_to_date" : "prepared"}};
    std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    return;
  }
  std::cout << copy.path << ": " << copy.features << " features, " << copy.bytes << " bytes, of sha256 "
            << copy.sha256;
  if (copy.up_to_date) {
    std::cout << "; up to date\n";
  } else {
    std::cout << "; " << fixed(seconds, 2) << " s\n";
  }
}

int prepare(LayersOptions& o) {
  if (!o.prepare.folder.empty() && !std::filesystem::is_directory(o.prepare.folder))
    throw Error(ErrorKind::usage, "--into " + o.prepare.folder + ": there is no such folder",
                "make it first");
  const auto progress = progress_bar(o.common);
  std::optional<Error> first;  // a file that cannot be prepared does not keep the others from it
  for (const auto& file : o.files) {
    const double start = monotonic_seconds();
    try {
      const io::Prepared copy = io::prepare_copy(file, o.prepare, [&](std::int64_t features) {
        if (progress) progress("preparing " + file + ", " + std::to_string(features) + " features", 0, 0);
      });
      finish_progress();
      print(copy, monotonic_seconds() - start, o.common);
    } catch (const Error& error) {
      finish_progress();
      if (first) std::cerr << "zonegate: " << error.what() << "\n  remedy: " << error.hint() << "\n";
      if (!first) first = error;
    }
  }
  if (first) throw *first;
  return 0;
}

void add_layers_prepare(CLI::App& app, const std::shared_ptr<Body>& chosen) {
  auto o = std::make_shared<LayersOptions>();
  CLI::App* sub = app.add_subcommand(
      "prepare", "a copy of each file beside it (FILE.zgp), from which overlay reads only what is near");
  sub->footer(
      "overlay uses a copy by itself while its file is unchanged, with the same results to the byte; "
      "else it\n"
      "says so and reads the file. Not used with --where. Copies that are up to date are left alone.\n"
      "Examples:\n"
      "  zonegate layers prepare redline.gpkg units.gpkg parcels.gpkg\n"
      "  zonegate overlay one.geojson redline.gpkg units.gpkg parcels.gpkg -o -");
  sub->add_option("FILE", o->files, "vector files")->required();
  sub->add_option("--layer", o->prepare.sublayer, "the layer, where a file has several");
  sub->add_option("--crs", o->prepare.crs, "reference system of files that do not say it");
  sub->add_option("--into", o->prepare.folder,
                  "folder for the copies, where the files' own cannot be written (overlay --prepared)");
  sub->add_flag("--overwrite", o->prepare.anew,
                "make them anew, and replace what else stands under their names");
  add_common(*sub, o->common);
  sub->callback([o, chosen] { *chosen = [o] { return prepare(*o); }; });
}

}  // namespace

Command layers_command() {
  return {"layers",
          "look at layers, check them, draft their manifests; prepare them for repeated single questions",
          "  zonegate layers list layers/demo-yaan\n"
          "  zonegate layers info layers/demo-yaan redline\n"
          "  zonegate layers check layers/demo-yaan --as-of 2026-10-01\n"
          "  zonegate layers add incoming/STBHHX.gpkg --into city\n"
          "  zonegate layers prepare redline.gpkg units.gpkg parcels.gpkg",
          [](CLI::App& app) {
            app.require_subcommand(1);
            auto chosen = std::make_shared<Body>();
            add_layers_list(app, chosen);
            add_layers_info(app, chosen);
            add_layers_check(app, chosen);
            add_layers_add(app, chosen);
            add_layers_prepare(app, chosen);
            return [chosen] { return (*chosen)(); };
          },
          {"list", "info", "check", "add", "prepare"}};
}

}  // namespace zonegate::cli
