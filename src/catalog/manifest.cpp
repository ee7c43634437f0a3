// SPDX-License-Identifier: Apache-2.0
#include "catalog/manifest.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "io/io.h"

namespace zonegate::catalog {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kKeys = {
    "id",         "kind",       "title",         "source",    "file",      "sublayer", "header_row",
    "version",    "valid_from", "valid_to",      "crs",       "encoding",  "coverage", "coverage_accuracy_m",
    "accuracy_m", "boundary",   "disclosure",    "publisher", "document",  "licence",  "fields",
    "missing",    "sha256",     "feature_count", "legend",    "densities", "unit",     "note",
    "supplements"};

// A manifest names files of its own folder: whoever gives a folder of layers gives no other file of the machine. A link in the folder is its owner's word.
std::string resolved(const std::string& folder, const config::Node& node, config::Mistakes& mistakes) {
  std::string name = node.text(mistakes).value_or("");
  if (name.empty()) return name;
  if (leaves_folder(name)) {
    node.fail(
        mistakes,
        "'" + name +
            "' lies outside the folder of the manifest; put the data, or a link to it, into the folder");
    return {};  // not even looked at
  }
  return (fs::path(folder) / name).lexically_normal().string();
}

void check_kind(const config::Node& node, const Layer& layer, config::Mistakes& mistakes) {
  if (layer.kind.empty() || schema::find_kind(layer.kind)) return;
  std::vector<std::string> known;
  for (const auto& kind : schema::kinds()) known.emplace_back(kind.key);
  const std::string near = schema::nearest_word(layer.kind, known);
  node.get("kind").fail(mistakes, "unknown layer kind '" + layer.kind + "'" +
                                      (near.empty() ? "" : "; did you mean '" + near + "'?"));
}

void read_words(const config::Node& node, Layer& layer, config::Mistakes& mistakes) {
  const auto text = [&](const char* key) { return node.get(key).text(mistakes).value_or(""); };
  layer.id = text("id");
  layer.kind = text("kind");
  layer.title = node.get("title").bilingual(mistakes);
  layer.source = text("source");
  layer.publisher = text("publisher");
  layer.document = text("document");
  layer.licence = text("licence");
  layer.version = text("version");
  layer.sublayer = text("sublayer");
  layer.crs = text("crs");
  layer.encoding = text("encoding");
  layer.sha256 = text("sha256");
}

void read_grades(const config::Node& node, Layer& layer, config::Mistakes& mistakes) {
  const std::string boundary = node.get("boundary").text(mistakes).value_or("statutory");
  if (boundary != "statutory" && boundary != "derived") {
    node.get("boundary").fail(mistakes, "boundary must be statutory or derived");
  }
  layer.statutory = boundary != "derived";
  const std::string disclosure = node.get("disclosure").text(mistakes).value_or("full");
  if (disclosure == "full") {
    layer.disclosure = Disclosure::full;
  } else if (disclosure == "area") {
    layer.disclosure = Disclosure::area;
  } else {
    layer.disclosure = Disclosure::yes_no;  // the most careful reading of anything else
    if (disclosure != "yes_no")
      node.get("disclosure").fail(mistakes, "disclosure must be full, area or yes_no");
  }
}

void read_numbers(const config::Node& node, Layer& layer, config::Mistakes& mistakes) {
  layer.valid_from = node.get("valid_from").date(mistakes);
  layer.valid_to = node.get("valid_to").date(mistakes);
  const auto accuracy = node.get("accuracy_m").number(mistakes);
  layer.accuracy_stated = accuracy.has_value();
  layer.accuracy_m = accuracy.value_or(5);
  layer.coverage_accuracy_m = node.get("coverage_accuracy_m").number(mistakes).value_or(0);
  if (!(layer.accuracy_m >= 0 && layer.accuracy_m <= 10000))
    node.get("accuracy_m").fail(mistakes, "accuracy_m must lie between 0 and 10000 m");
  if (!(layer.coverage_accuracy_m >= 0)) node.fail(mistakes, "an accuracy cannot be negative");
  if (layer.valid_from && layer.valid_to && !(*layer.valid_from < *layer.valid_to)) {
    node.get("valid_to").fail(mistakes, "valid_to must lie after valid_from (the interval is half-open)");
  }
}

// From 1 to `most`; else a mistake.
std::optional<std::size_t> whole_number(const config::Node& node, double most, const char* what,
                                        config::Mistakes& mistakes) {
  const auto number = node.number(mistakes);
  if (!number) return std::nullopt;
  if (*number >= 1 && *number <= most && *number == std::floor(*number))
    return static_cast<std::size_t>(*number);
  node.fail(mistakes, what);
  return std::nullopt;
}

// The law counts slopes in degrees; a raster in percent is converted, in anything else it cannot be read.
void read_unit(const config::Node& node, Layer& layer, config::Mistakes& mistakes) {
  const auto unit = node.get("unit").text(mistakes);
  if (layer.kind == "slope") layer.unit = unit.value_or("");
  if (!unit) return;
  if (layer.kind != "slope") node.get("unit").fail(mistakes, "only a raster of kind slope has a unit");
  if (layer.kind == "slope" && *unit != "degree" && *unit != "percent")
    node.get("unit").fail(mistakes,
                          "the unit of a slope must be degree or percent; convert a raster in "
                          "anything else, such as radians, to degrees");
}

void read_fields(const config::Node& node, Layer& layer, config::Mistakes& mistakes) {
  const auto* kind = schema::find_kind(layer.kind);
  const auto check = [&](const std::string& field, const config::Node& at) {
    if (!kind || schema::find_field(*kind, field)) return;
    std::vector<std::string> known;
    for (const auto& spec : kind->fields) known.emplace_back(spec.key);
    const std::string near = schema::nearest_word(field, known);
    at.fail(mistakes, "kind " + layer.kind + " has no field '" + field + "'" +
                          (near.empty() ? "" : "; did you mean '" + near + "'?"));
  };
  for (const auto& [field, value] : node.get("fields").entries()) {
    check(field, value);
    if (const auto column = value.text(mistakes)) layer.fields[field] = *column;
  }
  for (const auto& [field, value] : node.get("missing").entries()) {
    check(field, value);
    layer.missing[field] = value.texts(mistakes);
  }
}

Layer read_manifest(const config::Node& node, const std::string& path, config::Mistakes& mistakes) {
  Layer layer;
  const std::string folder = fs::path(path).parent_path().string();
  layer.manifest = path;
  node.only_keys(kKeys, mistakes);
  for (const char* key : {"id", "kind", "title", "file"}) node.require(key, mistakes);
  read_words(node, layer, mistakes);
  if (layer.id.find_first_of("\n\r\t") != std::string::npos)
    node.get("id").fail(mistakes, "an id stands on one line");
  check_kind(node, layer, mistakes);
  read_grades(node, layer, mistakes);
  read_numbers(node, layer, mistakes);
  layer.header_row = whole_number(node.get("header_row"), 1048576,
                                  "header_row is the number of a row as Excel counts it, from 1", mistakes)
                         .value_or(0);
  layer.feature_count =
      whole_number(node.get("feature_count"), 1e12,
                   "feature_count is the number of features that the data set has", mistakes);
  read_unit(node, layer, mistakes);
  read_fields(node, layer, mistakes);
  layer.supplements = node.get("supplements").texts(mistakes);
  if (std::find(layer.supplements.begin(), layer.supplements.end(), layer.id) != layer.supplements.end())
    node.get("supplements")
        .fail(mistakes, "it cannot supplement itself; name the data set that holds the rest of the kind");
  read_coverage(node.get("coverage"), folder, layer, mistakes);
  layer.file = resolved(folder, node.get("file"), mistakes);
  layer.legend = resolved(folder, node.get("legend"), mistakes);
  layer.densities = resolved(folder, node.get("densities"), mistakes);
  const std::string words = layer.title.zh + layer.title.en + layer.source;
  layer.demo = words.find("演示数据") != std::string::npos;
  return layer;
}

std::vector<std::string> yaml_files(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension != ".yaml" && extension != ".yml") continue;
    // What is called a manifest and cannot be read as one may have named a layer that bars something.
    if (!entry.is_regular_file())
      throw Error(ErrorKind::usage, entry.path().string() + ": is no plain file",
                  "take it out of the folder of layers, or put the manifest there");
    files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void read_aliases(const std::string& folder, LayerSet& set, config::Mistakes& mistakes) {
  for (const auto& path : yaml_files(folder)) {
    const std::string kind = fs::path(path).stem().string();
    if (!schema::find_kind(kind)) continue;
    set.alias_files[kind] = path;
    for (auto& [field, names] : read_field_names(path, mistakes)) set.aliases[kind][field] = std::move(names);
  }
}

void refuse_duplicates(const LayerSet& set, config::Mistakes& mistakes) {
  std::map<std::string, std::string> seen;
  for (const auto& layer : set.layers) {
    const auto [at, fresh] = seen.emplace(layer.id, layer.manifest);
    if (!fresh)
      mistakes.push_back({layer.manifest, 1, "layer id '" + layer.id + "' is taken by " + at->second});
  }
}

}  // namespace

bool leaves_folder(const std::string& name) {
  const fs::path path = fs::path(name).lexically_normal();
  return path.is_absolute() || (!path.empty() && *path.begin() == "..");
}

// fields: {canonical: {aliases: [..]}} or {canonical: [..]}.
FieldNames read_field_names(const std::string& path, config::Mistakes& mistakes) {
  FieldNames names;
  for (const auto& [field, value] : config::load(path, mistakes).get("fields").entries()) {
    const config::Node list = value.kind() == config::NodeKind::map ? value.get("aliases") : value;
    names[field] = list.texts(mistakes);
  }
  return names;
}

const Layer* LayerSet::find(std::string_view id) const {
  const auto at = std::find_if(layers.begin(), layers.end(), [&](const Layer& l) { return l.id == id; });
  return at == layers.end() ? nullptr : &*at;
}

LayerSet load_layers(const std::string& folder, const std::string& kinds_folder, config::Mistakes& mistakes) {
  LayerSet set;
  if (!fs::is_directory(folder)) {
    throw Error(ErrorKind::usage, folder + ": no such folder of layers",
                "give a folder that holds manifests (*.yaml)");
  }
  for (const auto& path : yaml_files(folder)) {
    const config::Node node = config::load(path, mistakes);
    set.files.push_back(path);
    if (node.exists()) set.layers.push_back(read_manifest(node, path, mistakes));
  }
  if (set.files.empty()) {
    throw Error(ErrorKind::usage, folder + ": holds no manifest (*.yaml)",
                "each data set needs one: see docs/layers.md");
  }
  if (!kinds_folder.empty() && fs::is_directory(kinds_folder)) read_aliases(kinds_folder, set, mistakes);
  refuse_duplicates(set, mistakes);
  std::sort(set.layers.begin(), set.layers.end(),
            [](const Layer& a, const Layer& b) { return std::tie(a.kind, a.id) < std::tie(b.kind, b.id); });
  return set;
}

}  // namespace zonegate::catalog
