// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/layers_commands.h"
#include "io/io.h"
#include "schema/schema.h"

namespace zonegate::cli {
namespace {

struct LayersCheckOptions {
  Common common;
  std::string folder, kinds_folder, as_of, fail_on = "error";
  std::vector<std::string> kinds;
  RunOutput output;
  bool own_data = false;
};

void know_kinds(const std::vector<std::string>& kinds) {
  std::vector<std::string> known;
  for (const auto& kind : schema::kinds()) known.emplace_back(kind.key);
  for (const auto& kind : kinds) {
    if (schema::find_kind(kind)) continue;
    const std::string near = schema::nearest_word(kind, known);
    throw Error(ErrorKind::usage, "--kind " + kind + ": there is no such kind of layer",
                near.empty() ? "docs/schema.md lists them" : "did you mean " + near + "?");
  }
}

int check(const LayersCheckOptions& o) {
  know_kinds(o.kinds);
  const Folder folder = read_folder(o.folder, o.kinds_folder);
  if (!o.output.folder.empty()) {
    std::vector<std::string> inputs = folder.set.files;
    for (const auto& layer : folder.set.layers) inputs.push_back(layer.file);
    check_output_file(o.output, inputs, {".gpkg", ".json"});
  }
  audit::Options options;
  options.as_of = o.as_of.empty() ? today_in_beijing() : parse_date_option("--as-of", o.as_of);
  options.kinds = o.kinds;
  options.own_data = o.own_data;
  options.progress = progress_bar(o.common);
  const audit::Report report = audit::check(folder.set, folder.kinds, folder.mistakes, options);
  finish_progress();
  if (std::filesystem::path(o.output.folder).extension() == ".json")
    io::write_file(o.output.folder, check_json(report));
  if (std::filesystem::path(o.output.folder).extension() == ".gpkg")
    write_places(o.output.folder, report, options.as_of);
  std::cout << (o.common.json ? check_json_lines(report) : check_text(report, o.common));
  return report.reaches(o.fail_on == "warning" ? Severity::warning : Severity::error) ? 1 : 0;
}

}  // namespace

audit::Kinds read_kinds_folder(const std::string& kinds_folder) {
  config::Mistakes mistakes;
  audit::Kinds kinds =
      audit::read_kinds(kinds_folder.empty() ? data_folder("layers") : kinds_folder, mistakes);
  if (!mistakes.empty())
    throw Error(ErrorKind::usage, config::to_line(mistakes.front()), "mend the file of this kind of layer");
  return kinds;
}

catalog::Aliases aliases_of(const audit::Kinds& kinds) {
  catalog::Aliases aliases;
  for (const auto& [kind, facts] : kinds)
    for (const auto& [field, what] : facts.fields) aliases[kind][field] = what.aliases;
  return aliases;
}

void add_kinds_option(CLI::App& app, std::string& folder) {
  app.add_option("--kinds", folder, "folder of layer kinds with field aliases (default: the program's own)");
}

Folder read_folder(const std::string& folder, const std::string& kinds_folder) {
  Folder out;
  out.kinds = read_kinds_folder(kinds_folder);
  const std::string place = kinds_folder.empty() ? data_folder("layers") : kinds_folder;
  out.set = catalog::load_layers(folder, place, out.mistakes);
  return out;
}

Folder read_good_folder(const std::string& folder, const std::string& kinds_folder) {
  Folder out = read_folder(folder, kinds_folder);
  if (out.mistakes.empty()) return out;
  std::string lines;
  for (const auto& mistake : out.mistakes) {
    if (!lines.empty()) lines += '\n';
    lines += config::to_line(mistake);
  }
  throw Error(ErrorKind::usage, lines, "mend the manifests; zonegate layers check " + folder + " says more");
}

void add_layers_check(CLI::App& app, const std::shared_ptr<Body>& chosen) {
  auto o = std::make_shared<LayersCheckOptions>();
  CLI::App* sub = app.add_subcommand(
      "check",
      "what is wrong with the data sets of a folder: geometry, codes, values, gaps, overlaps, manifests");
  sub->footer(
      "Exit code 1 if anything is as severe as --fail-on. What a manifest's disclosure withholds is not\n"
      "written without --own-data. Examples:\n"
      "  zonegate layers check layers/demo-yaan --as-of 2026-10-01\n"
      "  zonegate layers check city --kind zone_unit --kind redline -o places.gpkg --fail-on warning");
  sub->add_option("DIR", o->folder, "folder of layer manifests (*.yaml)")->required();
  sub->add_option("--as-of", o->as_of, "the day on which they are to hold (default: today in Beijing)");
  sub->add_option("--kind", o->kinds, "only these kinds of layers");
  add_kinds_option(*sub, o->kinds_folder);
  sub->add_option("-o,--output", o->output.folder,
                  "the findings with their places (.gpkg), or as a document (.json)");
  sub->add_flag("--overwrite", o->output.overwrite, "replace a file that exists");
  sub->add_option("--fail-on", o->fail_on, "exit 1 from this severity on: error or warning")
      ->check(CLI::IsMember({"error", "warning"}))
      ->capture_default_str();
  sub->add_flag("--own-data", o->own_data, "the data is yours: withhold nothing of what disclosure would");
  add_common(*sub, o->common);
  sub->callback([o, chosen] { *chosen = [o] { return check(*o); }; });
}

}  // namespace zonegate::cli
