// SPDX-License-Identifier: Apache-2.0
//
// Loading what a run stands on, and writing down what it was: every input with its sha256, so that the run can be repeated and defended.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "app/stages.h"
#include "io/io.h"

namespace zonegate::app {
namespace {

namespace fs = std::filesystem;

// Shapefiles are several files; a change in any of them is a change of the input.
std::vector<std::string> siblings(const std::string& path) {
  if (fs::path(path).extension() != ".shp") return {path};
  std::vector<std::string> files = {path};
  for (const char* extension : {".cpg", ".dbf", ".prj", ".shx"}) {
    const fs::path other = fs::path(path).replace_extension(extension);
    if (fs::exists(other)) files.push_back(other.string());
  }
  return files;
}

// The hash of what was read: the file's own, or over the parts of a Shapefile.
std::string add_input(Screening& s, const std::string& role, const std::string& path,
                      const std::string& stated = {}, const std::string& layer = {}) {
  std::string whole;
  for (const auto& file : siblings(path)) {
    report::InputFile input{role, file, "", file == path ? stated : ""};
    try {
      input.sha256 = io::sha256_file(file);
    } catch (const Error&) {
      input.sha256 = "unreadable";
    }
    if (!input.stated_sha256.empty() && input.sha256 != "unreadable" && input.sha256 != input.stated_sha256) {
      s.run.issues.push_back({"layer.sha256_differs", Severity::warning, file, layer, "",
                              "its sha256 is not the one that the manifest states: the file changed after "
                              "the manifest was written, and cannot show that something is absent",
                              "check the file, then mend sha256 in the manifest", std::nullopt});
    }
    whole += (whole.empty() ? "" : " ") + input.sha256;
    s.run.info.inputs.push_back(std::move(input));
  }
  if (whole.find("unreadable") != std::string::npos) return "unreadable";
  return whole.find(' ') == std::string::npos ? whole : io::sha256_text(whole);
}

void note_layers(Screening& s) {
  std::map<std::string, std::string> manifests, coverages, aliases;
  for (const auto& file : s.layers.files) manifests[file] = add_input(s, "manifest", file);
  for (const auto& [kind, file] : s.layers.alias_files) aliases[kind] = add_input(s, "kind", file);
  for (const auto& layer : s.layers.layers) {
    const auto& cover = layer.coverage_file;
    if (!cover.empty() && !coverages.contains(cover)) coverages[cover] = add_input(s, "coverage", cover);
    s.run.info.layer_files[layer.id] = {add_input(s, "layer", layer.file, layer.sha256, layer.id),
                                        manifests[layer.manifest], cover.empty() ? "" : coverages[cover],
                                        aliases.contains(layer.kind) ? aliases[layer.kind] : ""};
  }
}

void note_rules(Screening& s) {
  std::map<std::string, std::string> hashes;
  for (const auto& file : s.book.files) hashes[file] = add_input(s, "rule", file);
  for (const auto& rule : s.book.rules) s.run.info.rule_files[rule.id] = hashes[rule.file];
}

void note_libraries(Screening& s) {
  auto& libraries = s.run.info.libraries;
  for (const auto& [name, version] : geom::library_versions()) libraries[name] = version;
  for (const auto& [name, version] : io::library_versions()) libraries[name] = version;
}

// Does the table say anything? One that holds its header only counts as not supplied.
bool has_row(const catalog::Layer& layer) {
  std::ifstream file(layer.file);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    if (line.find_first_not_of(" \t\r,") != std::string::npos) return true;
  }
  return !file.eof();  // unreadable: not empty, so that its reader says why
}

// Dated tables that come with the rules (rules/tables), for kinds of which the folder of layers has no data set.
void add_tables(Screening& s, const std::string& folder, config::Mistakes& mistakes) {
  if (!fs::is_directory(folder)) return;
  auto tables = catalog::load_layers(folder, "", mistakes);
  std::set<std::string> supplied;
  for (const auto& layer : s.layers.layers) supplied.insert(layer.kind);
  for (auto& table : tables.layers) {
    if (supplied.contains(table.kind) || !has_row(table)) continue;
    if (s.layers.find(table.id)) {
      mistakes.push_back({table.manifest, 1, "layer id '" + table.id + "' is taken by the folder of layers"});
      continue;
    }
    s.layers.files.push_back(table.manifest);
    s.layers.layers.push_back(std::move(table));
  }
  std::sort(s.layers.layers.begin(), s.layers.layers.end(),
            [](const catalog::Layer& a, const catalog::Layer& b) {
              return std::tie(a.kind, a.id) < std::tie(b.kind, b.id);
            });
}

}  // namespace

std::string joined(const config::Mistakes& mistakes) {
  std::string text;
  for (const auto& mistake : mistakes) text += (text.empty() ? "" : "\n") + config::to_line(mistake);
  return text;
}

void load_everything(const Route& route) {
  auto& s = route.s;
  const auto& options = route.options;
  say(route.progress, "reading projects");
  config::Mistakes mistakes;
  if (options.book) {
    s.book = *options.book;
  } else {
    s.book = rules::load(options.rules, mistakes);
    // What `rules check` refuses for more than missing cases is refused here too. Of rules that could not all be read it would be noise.
    if (mistakes.empty()) mistakes = rules::defects(s.book);
  }
  s.layers = catalog::load_layers(options.layers, options.kinds, mistakes);
  for (auto& mistake : check_tables(options.rules, options.kinds)) mistakes.push_back(std::move(mistake));
  if (mistakes.empty()) add_tables(s, (fs::path(options.rules) / "tables").string(), mistakes);
  if (!mistakes.empty())
    throw Error(ErrorKind::usage, joined(mistakes), "mend these files; nothing was screened");
  if (s.book.rules.empty())
    throw Error(ErrorKind::usage, options.rules + ": holds no rule", "give the folder of rules");
  auto reading = options.reading;
  reading.as_of = options.as_of;
  s.projects = catalog::read_projects(options.projects, route.plane, reading);
  if (s.projects.projects.empty()) {
    std::string files, why;
    for (const auto& file : s.projects.files) files += (files.empty() ? "" : ", ") + file;
    for (const auto& issue : s.projects.issues)
      if (issue.severity == Severity::error && why.size() < 2000) why += "\n  " + to_line(issue);
    throw Error(ErrorKind::input, "no project was found in the files given: " + files + why,
                "give files with at least one feature");
  }
  s.run.issues = s.projects.issues;
  load_overrides(route);
  load_rates(route);
}

void describe_run(const Route& route) {
  auto& s = route.s;
  auto& info = s.run.info;
  info.program_version = route.options.version;
  info.as_of = route.options.as_of;
  info.area_basis = route.plane.description();
  info.demo = std::any_of(s.layers.layers.begin(), s.layers.layers.end(),
                          [](const catalog::Layer& l) { return l.demo; });
  s.run.layers = &s.layers;
  s.run.rules = &s.book;
  if (!route.options.meanings.empty()) {
    s.meanings = advice::read_meanings(route.options.meanings);
    s.run.meanings = &s.meanings;
  }
  s.places = route.options.places;
  s.run.places = &s.places;
}

void note_inputs(const Route& route) {
  auto& s = route.s;
  const auto& options = route.options;
  say(route.progress, "checking the inputs");
  const std::set<std::string> files(s.projects.files.begin(), s.projects.files.end());
  for (const auto& file : files) add_input(s, "projects", file);
  if (!options.reading.attributes.empty()) add_input(s, "attributes", options.reading.attributes);
  if (!options.reading.units.empty()) add_input(s, "units", options.reading.units);
  if (!options.reading.helmert.empty()) add_input(s, "helmert", options.reading.helmert);
  note_layers(s);
  note_rules(s);
  if (!options.overrides.empty()) add_input(s, "overrides", options.overrides);
  if (!options.rates.empty()) add_input(s, "rates", options.rates);
  auto& inputs = s.run.info.inputs;
  const auto by_place = [](const report::InputFile& a, const report::InputFile& b) {
    return std::tie(a.role, a.path) < std::tie(b.role, b.path);
  };
  std::sort(inputs.begin(), inputs.end(), by_place);
  s.run.info.options = {{"area", options.area},
                        {"as_of", options.as_of.iso()},
                        {"crs", options.reading.crs},
                        {"relief", options.relief ? "true" : "false"}};
  if (!options.reading.sublayer.empty()) s.run.info.options["project_layer"] = options.reading.sublayer;
  if (options.reading.swap_xy) s.run.info.options["swap_xy"] = "true";
  if (!options.reading.from.empty()) s.run.info.options["from"] = options.reading.from;
  if (!options.reading.helmert.empty()) s.run.info.options["helmert"] = options.reading.helmert;
  if (s.scenario) s.run.info.options["carbon_scenario"] = s.scenario->id;
  note_libraries(s);
}

void count(const Route& route) {
  const auto& projects = route.s.projects;
  auto& counts = route.s.run.info.counts;
  counts["rows_in"] = projects.rows_in;
  counts["empty_files"] = projects.empty_files;
  counts["projects"] = projects.projects.size();
  counts["ok"] = counts["partial"] = counts["failed"] = 0;
  for (const auto& project : projects.projects) {
    ++counts[project.status == catalog::Status::ok        ? "ok"
             : project.status == catalog::Status::partial ? "partial"
                                                          : "failed"];
  }
}

}  // namespace zonegate::app
