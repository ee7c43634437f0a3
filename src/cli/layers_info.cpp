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

using Json = nlohmann::json;

struct LayersInfoOptions {
  Common common;
  std::string place, id, kinds_folder, kind, crs, sublayer;
  bool own_data = false;
};

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

Json manifest_json(const catalog::Layer& l) {
  const auto date = [](const std::optional<Date>& d) { return d ? Json(d->iso()) : Json(); };
  return {{"id", l.id},
          {"kind", l.kind},
          {"title", {{"zh", l.title.zh}, {"en", l.title.en}}},
          {"manifest", l.manifest},
          {"version", l.version},
          {"valid_from", date(l.valid_from)},
          {"valid_to", date(l.valid_to)},
          {"coverage", !l.coverage.empty()},
          {"coverage_accuracy_m", l.coverage_accuracy_m},
          {"accuracy_m", l.accuracy_stated ? Json(l.accuracy_m) : Json()},
          {"boundary", l.statutory ? "statutory" : "derived"},
          {"disclosure", audit::to_string(l.disclosure)},
          {"source", l.source},
          {"publisher", l.publisher},
          {"document", l.document},
          {"licence", l.licence},
          {"sha256", l.sha256}};
}

Json description_json(const audit::Description& d) {
  Json columns = Json::array();
  for (const auto& c : d.columns)
    columns.push_back({{"name", c.name},
                       {"field", c.field},
                       {"by", c.by},
                       {"filled", c.filled},
                       {"first", c.first},
                       {"missing", c.missing}});
  Json extent;
  if (d.extent) extent = {d.extent->min_x, d.extent->min_y, d.extent->max_x, d.extent->max_y};
  return {{"file", d.file},
          {"driver", d.driver},
          {"sublayer", d.sublayer},
          {"encoding", d.encoding},
          {"crs", d.crs},
          {"crs_why", d.crs_why},
          {"sha256", d.sha256},
          {"fault", d.fault},
          {"features", d.features},
          {"unusable", d.unusable},
          {"extent", extent},
          {"columns", columns},
          {"required_missing", d.required_missing},
          {"unknown_values", d.unknown_values},
          {"issues", d.issues}};
}

class Printer {
 public:
  explicit Printer(Lang lang) : lang_(lang) {}
  void line(const Text& key, const std::string& value) {
    if (!value.empty()) std::cout << padded(key.in(lang_), 14) << "  " << value << "\n";
  }

 private:
  Lang lang_;
};

void print_manifest(const catalog::Layer& l, Printer& p) {
  p.line({"编号", "id"}, l.id);
  p.line({"类别", "kind"}, l.kind);
  p.line({"名称", "title"}, l.title.zh.empty() ? l.title.en : l.title.zh);
  p.line({"图层说明", "manifest"}, l.manifest);
  p.line({"版本", "version"}, l.version);
  p.line({"有效期", "valid"},
         (l.valid_from ? l.valid_from->iso() : "...") + " .. " + (l.valid_to ? l.valid_to->iso() : "..."));
  p.line({"覆盖范围", "coverage"}, l.coverage.empty() ? "-" : "+- " + shortest(l.coverage_accuracy_m) + " m");
  p.line({"定位精度", "accuracy"},
         shortest(l.accuracy_m) + " m" + (l.accuracy_stated ? "" : " (not stated)"));
  p.line({"边界", "boundary"}, l.statutory ? "statutory" : "derived");
  p.line({"公开程度", "disclosure"}, std::string(audit::to_string(l.disclosure)));
  p.line({"发布机关", "publisher"}, l.publisher);
  p.line({"文件", "document"}, l.document);
  p.line({"许可", "licence"}, l.licence);
}

void print_columns(const audit::Description& d, Lang lang) {
  for (const auto& c : d.columns) {
    std::string field =
        c.field.empty() ? (lang == Lang::zh ? "（未读取）" : "(not read)") : c.field + " (" + c.by + ")";
    std::cout << "  " << padded(c.name, 20) << "  " << padded(field, 26) << "  " << joined(c.first, " | ");
    if (!c.missing.empty())
      std::cout << (lang == Lang::zh ? "  疑似缺失：" : "  may mean missing: ") << "'"
                << joined(c.missing, "', '") << "'";
    std::cout << "\n";
  }
}

void print_file(const audit::Description& d, Printer& p, Lang lang) {
  p.line({"数据文件", "file"}, d.file);
  p.line({"不可读", "not readable"}, d.fault);
  p.line({"驱动", "driver"}, d.driver);
  p.line({"子图层", "sublayer"}, d.sublayer);
  p.line({"编码", "encoding"}, d.encoding);
  p.line({"坐标系", "crs"}, (d.crs.empty() ? "-" : d.crs) + " (" + d.crs_why + ")");
  p.line({"要素", "features"}, std::to_string(d.features) +
                                   (d.unusable == 0 ? "" : " (" + std::to_string(d.unusable) + " unusable)"));
  if (d.extent)
    p.line({"四至", "extent"}, fixed(d.extent->min_x, 6) + " " + fixed(d.extent->min_y, 6) + " " +
                                   fixed(d.extent->max_x, 6) + " " + fixed(d.extent->max_y, 6));
  p.line({"sha256", "sha256"}, d.sha256);
  print_columns(d, lang);
  p.line({"缺必填字段", "required missing"}, joined(d.required_missing, ", "));
  p.line({"无法识别的值", "unknown values"}, joined(d.unknown_values, "; "));
  for (const auto& issue : d.issues) p.line({"数据问题", "issue"}, issue);
}

// Where a data set is withheld, so is where it lies and what stands in it.
void withhold(audit::Description& d, const catalog::Layer& layer, bool own_data) {
  if (own_data || layer.disclosure == catalog::Disclosure::full) return;
  d.extent.reset();
  if (layer.disclosure == catalog::Disclosure::area) return;
  for (auto& column : d.columns) column.first.clear();
}

catalog::Layer bare_layer(const LayersInfoOptions& o, const audit::Kinds& kinds,
                          const catalog::Aliases& aliases) {
  catalog::Layer layer;
  layer.file = o.place;
  layer.crs = o.crs;
  layer.kind = o.kind;
  layer.sublayer = o.sublayer;
  if (!std::filesystem::exists(layer.file))
    throw Error(ErrorKind::input, layer.file + ": the file does not exist",
                "give a folder and an id, or a file");
  if (!layer.kind.empty()) return layer;
  const audit::Guess guess = audit::guess_kind(layer.file, kinds, aliases);
  layer.kind = guess.kind;
  if (layer.sublayer.empty()) layer.sublayer = guess.sublayer;
  return layer;
}

int info(const LayersInfoOptions& o) {
  catalog::Layer layer;
  catalog::Aliases aliases;
  audit::Kinds kinds;
  const bool of_folder = std::filesystem::is_directory(o.place);
  if (of_folder) {
    if (o.id.empty())
      throw Error(ErrorKind::usage, "ID is required with a folder",
                  "zonegate layers list " + o.place + " shows the ids");
    Folder folder = read_good_folder(o.place, o.kinds_folder);
    const auto* found = folder.set.find(o.id);
    if (!found)
      throw Error(ErrorKind::usage, o.place + " has no data set '" + o.id + "'",
                  "zonegate layers list " + o.place + " shows the ids");
    layer = *found;
    aliases = folder.set.aliases;
    kinds = std::move(folder.kinds);
  } else {
    kinds = read_kinds_folder(o.kinds_folder);
    aliases = aliases_of(kinds);
    layer = bare_layer(o, kinds, aliases);
  }
  audit::Description d = audit::describe(layer, aliases, kinds, progress_bar(o.common));
  finish_progress();
  if (of_folder) withhold(d, layer, o.own_data);
  const Lang lang = lang_of(o.common);
  if (o.common.json) {
    const Json json = {{"manifest", of_folder ? manifest_json(layer) : Json()},
                       {"kind", layer.kind},
                       {"data", description_json(d)}};
    std::cout << json.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
  } else {
    Printer printer(lang);
    if (of_folder) print_manifest(layer, printer);
    if (!of_folder) printer.line({"类别", "kind"}, layer.kind.empty() ? "?" : layer.kind);
    print_file(d, printer, lang);
  }
  if (!d.fault.empty()) throw Error(ErrorKind::input, d.fault, "");
  return 0;
}

}  // namespace

void add_layers_info(CLI::App& app, const std::shared_ptr<Body>& chosen) {
  auto o = std::make_shared<LayersInfoOptions>();
  CLI::App* sub =
      app.add_subcommand("info", "everything about one data set, or about a file that has no manifest yet");
  sub->footer(
      "Examples:\n  zonegate layers info layers/demo-yaan redline\n  zonegate layers info "
      "incoming/STBHHX.shp --crs EPSG:4490");
  sub->add_option("DIR", o->place, "folder of layer manifests, or a data file")->required();
  sub->add_option("ID", o->id, "the data set of the folder");
  sub->add_option("--kind", o->kind,
                  "of a file: the kind of layer whose fields are looked for (default: guessed)");
  sub->add_option("--layer", o->sublayer, "of a file: the layer, where it has several");
  sub->add_option("--crs", o->crs, "of a file: its reference system, where it does not say it");
  add_kinds_option(*sub, o->kinds_folder);
  sub->add_flag("--own-data", o->own_data, "the data is yours: withhold nothing of what disclosure would");
  add_common(*sub, o->common);
  sub->callback([o, chosen] { *chosen = [o] { return info(*o); }; });
}

}  // namespace zonegate::cli
