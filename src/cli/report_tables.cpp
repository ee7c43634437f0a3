// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/report_parts.h"
#include "io/io.h"
#include "schema/schema.h"

namespace zonegate::cli {
namespace {

using ByProject = std::map<std::string, std::vector<document::TableRow>>;

ByProject by_project(const std::string& path) {
  io::Table table = io::read_table(path);
  ByProject out;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    document::TableRow row{i + 1, std::move(table.rows[i])};
    for (auto& [name, cell] : row.cells) cell = review::unguarded(cell);
    auto& rows = out[row.cells["project_id"]];
    rows.push_back(std::move(row));
  }
  return out;
}

template <class Value>
Value found(const std::map<std::string, Value>& all, const std::string& id) {
  const auto at = all.find(id);
  return at == all.end() ? Value{} : at->second;
}

// Every feature of one table of a GeoPackage. Error (input) for what cannot be read in full.
void each_feature(const std::string& path, const char* table,
                  const std::function<void(io::SourceFeature&)>& take) {
  io::VectorOptions options;
  options.sublayer = table;
  io::VectorSource source(path, options);
  io::SourceFeature feature;
  while (source.next(feature)) {
    if (!feature.fault.empty())
      throw Error(ErrorKind::input, path + ": feature " + feature.fid + ": " + feature.fault);
    take(feature);
  }
  for (const auto& issue : source.issues())
    if (issue.severity == Severity::error) throw Error(ErrorKind::input, to_line(issue));
}

// Names that Windows keeps for devices, whatever follows the point.
bool is_device(const std::string& name) {
  std::string front = name.substr(0, name.find('.'));
  std::transform(front.begin(), front.end(), front.begin(),
                 [](unsigned char c) { return c < 128 ? std::toupper(c) : c; });
  const bool numbered = front.size() == 4 && (front.starts_with("COM") || front.starts_with("LPT")) &&
                        front[3] >= '1' && front[3] <= '9';
  return numbered || front == "CON" || front == "PRN" || front == "AUX" || front == "NUL";
}

// "a/b" -> "a_b"; text of any script stays. Nothing that a shell reads as an option, or a spreadsheet as a formula.
std::string stem_of(const std::string& id) {
  constexpr std::size_t kMost = 80;
  std::string out;
  for (const char c : id) {
    const bool bad = static_cast<unsigned char>(c) < 0x20 ||
                     std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos;
    out += bad ? '_' : c;
  }
  while (out.size() > kMost) {
    while (!out.empty() && (out.back() & 0xC0) == 0x80) out.pop_back();
    out.pop_back();
  }
  const bool odd = !out.empty() && std::string_view(".=+-@").find(out.front()) != std::string_view::npos;
  if (out.empty() || odd || is_device(out)) out.insert(0, "_");
  return out;
}

}  // namespace

RunTables::RunTables(const FinishedRun& run)
    : facts_(by_project(run.whole("facts.csv"))), access_(by_project(run.whole("access.csv"))) {
  if (run.records("carbon_years.csv")) years_ = by_project(run.whole("carbon_years.csv"));
  const std::string path = run.place("evidence.gpkg");
  try {
    if (run.records("evidence.gpkg")) (void)run.whole("evidence.gpkg");  // runs of older versions do not
    each_feature(path, "footprint", [&](io::SourceFeature& f) {
      boundary_[to_text(f.fields["project_id"])].push_back(
          {to_text(f.fields["part_id"]), std::move(f.shape)});
    });
  } catch (const Error& error) {
    boundary_.clear();
    boundary_fault_ = error.what();
    logger()->warn("{}; table 6 says so and has no points", boundary_fault_);
  }
  read_shapes(run);
}

// Kinds of evidence are those of its layers, by run.json.
void RunTables::read_shapes(const FinishedRun& run) {
  if (!boundary_fault_.empty()) {
    shapes_fault_ = boundary_fault_;
    return;
  }
  std::map<std::string, std::string> kinds;
  const auto json = nlohmann::json::parse(run.run_json(), nullptr, false);
  if (json.is_object() && json.contains("layers"))
    for (const auto& layer : json["layers"])
      kinds[layer.value("id", std::string())] = layer.value("kind", std::string());
  try {
    for (const char* table : {"overlap", "crossing", "nearest"})
      each_feature(run.place("evidence.gpkg"), table, [&](io::SourceFeature& f) { take(table, kinds, f); });
    if (!run.records("maps.gpkg")) return;
    const std::string maps = run.whole("maps.gpkg");
    const auto there = io::list_sublayers(maps);
    for (const char* table : {"around", "not_examined", "border"}) {
      // Runs of older versions have no borders; their sheets say so.
      if (std::string_view(table) == "border" && std::find(there.begin(), there.end(), table) == there.end())
        continue;
      each_feature(maps, table, [&](io::SourceFeature& f) { take(table, kinds, f); });
    }
  } catch (const Error& error) {
    shapes_.clear();
    shapes_fault_ = error.what();
    logger()->warn("{}; there are no map sheets, and documents say so", shapes_fault_);
  }
}

void RunTables::take(const char* table, const std::map<std::string, std::string>& kinds,
                     io::SourceFeature& f) {
  const auto field = [&](const char* name) {
    const auto at = f.fields.find(name);
    return at == f.fields.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
  };
  document::MapShape shape{table,
                           field("rule"),
                           field("layer_kind"),
                           field("layer_id"),
                           field("feature_id"),
                           field("part_id"),
                           field("name"),
                           std::move(f.shape),
                           field("grade")};
  if (const auto kind = kinds.find(shape.layer_id); shape.layer_kind.empty() && kind != kinds.end())
    shape.layer_kind = kind->second;
  shapes_[field("project_id")].push_back(std::move(shape));
}

document::ProjectFiles RunTables::files(const std::string& id, std::string line) const {
  return {std::move(line), found(facts_, id),  found(access_, id), found(boundary_, id),
          boundary_fault_, found(shapes_, id), shapes_fault_,      found(years_, id)};
}

void each_result(const std::string& path, const std::function<void(std::string line)>& take) {
  std::string rest;
  io::read_in_pieces(path, [&](std::string_view piece) {
    for (std::size_t at = 0; at < piece.size();) {
      const std::size_t end = piece.find('\n', at);
      rest += piece.substr(at, std::min(end, piece.size()) - at);
      if (end == std::string_view::npos) return;
      if (!rest.empty()) take(std::exchange(rest, {}));
      at = end + 1;
    }
  });
  if (!rest.empty()) take(std::move(rest));
}

std::map<std::string, std::string> place_names() {
  std::map<std::string, std::string> out;
  for (const auto& row : io::read_table(data_folder("documents") + "/places.csv").rows)
    out.emplace(row.at("code"), row.at("name"));
  return out;
}

std::vector<std::string> file_stems(const std::vector<std::string>& ids) {
  std::set<std::string> taken = {"batch", "documents"};
  std::vector<std::string> out;
  for (const auto& id : ids) {
    const std::string wanted = stem_of(id);
    std::string name = wanted;
    // Some disks take P1 and p1 for one.
    const auto folded = [](std::string text) {
      std::transform(text.begin(), text.end(), text.begin(),
                     [](unsigned char c) { return c < 128 ? std::tolower(c) : c; });
      return text;
    };
    for (int n = 2; !taken.insert(folded(name)).second; ++n) name = wanted + "-" + std::to_string(n);
    out.push_back(name);
  }
  return out;
}

}  // namespace zonegate::cli
