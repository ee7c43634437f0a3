// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <filesystem>
#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/overlay_options.h"
#include "io/io.h"

namespace zonegate::cli {
namespace {

nlohmann::json json_of(const Value& v) {
  if (is_unknown(v)) return nullptr;
  if (std::holds_alternative<double>(v)) return std::get<double>(v);
  if (std::holds_alternative<bool>(v)) return std::get<bool>(v);
  return to_text(v);
}

std::string as_json_lines(const app::PairResult& result, const app::PairOptions& options) {
  const auto maybe = [](double v) { return std::isnan(v) ? nlohmann::json() : nlohmann::json(v); };
  const auto names = app::carried_names(options);
  std::string text;
  for (const auto& r : result.rows) {
    const auto& f = r.fact;
    nlohmann::json row = {{"layer", app::layer_name(options, r.layer)},
                          {"a", result.a[r.a].id},
                          {"b", result.b[r.layer][r.b].id},
                          {"relation", app::pair_word(f.kind)},
                          {"area_m2", f.area_m2},
                          {"area_bound_m2", f.bound_m2},
                          {"share_a", result.share_a(r)},
                          {"share_b", result.share_b(r)},
                          {"length_m", f.length_m},
                          {"width_m", maybe(f.width_m)},
                          {"distance_m", maybe(f.distance_m)},
                          {"bearing", maybe(f.bearing)}};
    if (options.de9im)
      row["de9im"] = r.matrix.front() == 0 ? nlohmann::json()
                                           : nlohmann::json(std::string(r.matrix.begin(), r.matrix.end()));
    const auto values = app::carried_values(result, options, r, names);
    for (std::size_t k = 0; k < names.size(); ++k) row[names[k]] = json_of(values[k]);
    text += row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }
  return text;
}

std::string table_json_lines(const app::PairResult& result, const app::PairOptions& options) {
  const auto columns = app::table_columns(options, true);
  std::string text;
  app::table_rows(result, options, true, [&](const std::vector<Value>& values, const geom::LinePiece*) {
    nlohmann::json row;
    for (std::size_t k = 0; k < values.size(); ++k) {
      const auto* v = std::get_if<double>(&values[k]);
      const bool whole = v != nullptr && columns[k].type == app::TableColumn::Type::integer;
      row[columns[k].name] = whole ? nlohmann::json(static_cast<std::int64_t>(*v)) : json_of(values[k]);
    }
    text += row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  });
  return text;
}

std::pair<std::size_t, const char*> rows_of(const app::PairOptions& options, const app::PairResult& result) {
  if (!options.group_by.empty()) return {result.groups.size(), "groups"};
  if (options.crossings) return {result.crossings.size(), "pieces"};
  if (options.count) return {result.counts.size(), "counts"};
  if (!options.rings_m.empty()) return {result.rings.size(), "ring shares"};
  return {result.rows.size(), "pairs"};
}

}  // namespace

void write_overlay(const OverlayOptions& o, const app::PairResult& result) {
  const std::string& path = o.output.folder;
  const bool table = app::makes_table(o.pairs);
  if (is_drawn(path) && table) return app::write_table(result, o.pairs, path);
  if (is_drawn(path)) {
    const std::size_t left_out = app::write_pairs(result, o.pairs, path);
    if (left_out > 0) {
      std::cerr << path << ": a FlatGeobuf holds no row without geometry: " << left_out
                << " pairs that only touch or lie near are not in it; .gpkg, .geojson and .csv hold all\n";
    }
    return;
  }
  const bool json = path == "-" ? o.common.json : std::filesystem::path(path).extension() == ".jsonl";
  const auto text = [&](const std::function<void(std::string_view)>& out) {
    if (table && json) {
      out(table_json_lines(result, o.pairs));
    } else if (table) {
      app::table_csv(result, o.pairs, out);
    } else if (json) {
      out(as_json_lines(result, o.pairs));
    } else {
      app::pairs_csv(result, o.pairs, out);
    }
  };
  if (path == "-") {
    return text([](std::string_view piece) {
      std::cout.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    });
  }
  io::FileWriter file(path);
  text([&](std::string_view piece) { file.write(piece); });
  file.finish();
}

void say_overlay_counts(const OverlayOptions& o, const app::PairResult& result) {
  std::cerr << o.pairs.a.path << ": " << result.read_a << " features; ";
  for (std::size_t k = 0; k < o.pairs.b.size(); ++k)
    std::cerr << o.pairs.b[k].path << ": " << result.read_b[k] << " features; ";
  const auto [rows, word] = rows_of(o.pairs, result);
  std::cerr << rows << " " << word << "; areas " << result.area_basis << "\n";
  if (o.common.verbose)
    std::cerr << result.long_ways << " pairs lay so close together that they were looked at piece by piece\n";
}

}  // namespace zonegate::cli
