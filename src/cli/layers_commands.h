// SPDX-License-Identifier: Apache-2.0
// Private to cli: the verbs of `layers`, each in its own file.
#pragma once

#include <functional>
#include <string>

#include "audit/audit.h"
#include "catalog/catalog.h"
#include "cli/common.h"

namespace zonegate::cli {

using Body = std::function<int()>;
// Each declares its options on a subcommand of `app` and puts what runs it into `chosen`.
void add_layers_check(CLI::App& app, const std::shared_ptr<Body>& chosen);
void add_layers_list(CLI::App& app, const std::shared_ptr<Body>& chosen);
void add_layers_info(CLI::App& app, const std::shared_ptr<Body>& chosen);
void add_layers_add(CLI::App& app, const std::shared_ptr<Body>& chosen);

// Manifests of a folder with the kinds that describe them. Mistakes of layers/<kind>.yaml end the run; those of manifests are handed back.
struct Folder {
  catalog::LayerSet set;
  audit::Kinds kinds;
  config::Mistakes mistakes;
};
Folder read_folder(const std::string& folder, const std::string& kinds_folder);
// The same, where nothing can be said of a folder with mistakes. Error (usage) that lists them.
Folder read_good_folder(const std::string& folder, const std::string& kinds_folder);
audit::Kinds read_kinds_folder(const std::string& kinds_folder);
catalog::Aliases aliases_of(const audit::Kinds& kinds);
void add_kinds_option(CLI::App& app, std::string& folder);  // --kinds

// layers_check_output.cpp
std::string check_text(const audit::Report& report, const Common& common);
std::string check_json_lines(const audit::Report& report);
std::string check_json(const audit::Report& report);
void write_places(const std::string& path, const audit::Report& report, Date as_of);

}  // namespace zonegate::cli
