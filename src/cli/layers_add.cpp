// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "cli/layers_commands.h"
#include "io/io.h"
#include "schema/schema.h"

namespace zonegate::cli {
namespace {

namespace fs = std::filesystem;

struct LayersAddOptions {
  Common common;
  std::string file, kind, into, id, sublayer, crs, kinds_folder;
  bool overwrite = false;
};

// File names become ids: what a manifest's name may hold on every system.
std::string id_from(const std::string& file) {
  std::string id = fs::path(file).stem().string();
  for (char& c : id)
    if (c == ' ' || c == '/' || c == '\\' || c == '"') c = '_';
  return id;
}

// The kind as told, or as guessed; of a file with several layers the one that has a name of that kind.
audit::Guess settle_kind(const LayersAddOptions& o, const audit::Kinds& kinds,
                         const catalog::Aliases& aliases) {
  if (!o.kind.empty() && !schema::find_kind(o.kind)) {
    std::vector<std::string> known;
    for (const auto& kind : schema::kinds()) known.emplace_back(kind.key);
    const std::string near = schema::nearest_word(o.kind, known);
    throw Error(ErrorKind::usage, "--kind " + o.kind + ": there is no such kind of layer",
                near.empty() ? "docs/schema.md lists them" : "did you mean " + near + "?");
  }
  if (!o.kind.empty() && !o.sublayer.empty()) return {o.kind, o.sublayer, ""};
  audit::Guess guess = audit::guess_kind(o.file, kinds, aliases);
  if (!o.kind.empty()) return {o.kind, guess.kind == o.kind ? guess.sublayer : o.sublayer, ""};
  if (guess.kind.empty())
    throw Error(ErrorKind::usage, o.file + ": its kind cannot be guessed: " + guess.evidence,
                "say --kind; docs/schema.md lists the kinds");
  if (!o.sublayer.empty()) guess.sublayer = o.sublayer;
  return guess;
}

int add(const LayersAddOptions& o) {
  if (!fs::exists(o.file))
    throw Error(ErrorKind::input, o.file + ": the file does not exist", "check the path");
  const std::string folder = o.into.empty() ? fs::path(o.file).parent_path().string() : o.into;
  if (!folder.empty() && !fs::is_directory(folder))
    throw Error(ErrorKind::usage, "--into " + folder + ": there is no such folder", "make it first");
  const audit::Kinds kinds = read_kinds_folder(o.kinds_folder);
  const catalog::Aliases aliases = aliases_of(kinds);
  const audit::Guess guess = settle_kind(o, kinds, aliases);
  catalog::Layer layer;
  layer.kind = guess.kind;
  layer.sublayer = guess.sublayer;
  layer.file = o.file;
  layer.crs = o.crs;
  layer.id = o.id.empty() ? id_from(o.file) : o.id;
  const fs::path target = fs::path(folder) / (layer.id + ".yaml");
  if (fs::exists(target) && !o.overwrite)
    throw Error(ErrorKind::usage, target.string() + " exists already",
                "choose another --id, or say --overwrite");
  const fs::path written = fs::relative(o.file, folder.empty() ? fs::path(".") : fs::path(folder));
  if (written.is_absolute() || *written.begin() == "..")
    throw Error(ErrorKind::usage, o.file + " lies outside " + (folder.empty() ? "." : folder),
                "a manifest names files of its own folder: put the data there, or links to all its files");
  const audit::Draft draft = audit::draft(layer, written.string(), aliases, kinds);
  io::write_file(target.string(), draft.yaml);
  const Lang lang = lang_of(o.common);
  if (o.common.json) {
    nlohmann::json todo = nlohmann::json::array();
    for (const auto& item : draft.todo) todo.push_back({{"zh", item.zh}, {"en", item.en}});
    const nlohmann::json json = {
        {"manifest", target.string()}, {"kind", guess.kind}, {"evidence", guess.evidence}, {"todo", todo}};
    std::cout << json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    return 0;
  }
  const bool zh = lang == Lang::zh;
  std::cout << target.string() << ": " << (zh ? "类别 " : "kind ") << guess.kind;
  if (!guess.evidence.empty())
    std::cout << (zh ? "（推测依据：" : " (guessed: ") << guess.evidence << (zh ? "）" : ")");
  std::cout << "\n"
            << (zh ? "须由人填写（文件中标有 TODO）：\n"
                   : "for a person to fill in (marked TODO in the file):\n");
  for (const auto& item : draft.todo) std::cout << "  " << item.in(lang) << "\n";
  return 0;
}

}  // namespace

void add_layers_add(CLI::App& app, const std::shared_ptr<Body>& chosen) {
  auto o = std::make_shared<LayersAddOptions>();
  CLI::App* sub = app.add_subcommand(
      "add", "draft a manifest by looking at a file; what only a person knows is left open");
  sub->footer(
      "Without a coverage, which nobody but a person can state, the data set covers nothing. Examples:\n"
      "  zonegate layers add city/STBHHX.gpkg\n"
      "  zonegate layers add city/units/units.shp --kind zone_unit --into city --id units-2024");
  sub->add_option("FILE", o->file, "the data file")->required();
  sub->add_option("--kind", o->kind, "kind of layer (default: guessed from layers, file name and columns)");
  sub->add_option("--into", o->into, "folder for the manifest (default: beside the file)");
  sub->add_option("--id", o->id, "id of the data set and name of the manifest (default: the file's name)");
  sub->add_option("--layer", o->sublayer, "the layer, where a file has several");
  sub->add_option("--crs", o->crs, "reference system of a file that does not say it");
  add_kinds_option(*sub, o->kinds_folder);
  sub->add_flag("--overwrite", o->overwrite, "replace a manifest that exists");
  add_common(*sub, o->common);
  sub->callback([o, chosen] { *chosen = [o] { return add(*o); }; });
}

}  // namespace zonegate::cli
