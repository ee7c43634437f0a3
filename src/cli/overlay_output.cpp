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

const char* rows_word(const app::PairOptions& options) {
  if (!options.group_by.empty()) return "groups";
  if (options.crossings) return "pieces";
  if (options.count) return "counts";
  return options.rings_m.empty() ? "pairs" : "ring shares";
}

}  // namespace

OverlayWriter::OverlayWriter(const OverlayOptions& options) : o_(options) {
  const std::string& path = o_.output.folder;
  if (is_drawn(path)) {
    drawn_ = std::make_unique<app::PairFileWriter>(o_.pairs, path);
  } else if (path != "-") {
    file_ = std::make_unique<io::FileWriter>(path);
  }
}
OverlayWriter::~OverlayWriter() = default;

void OverlayWriter::text(std::string_view piece) {
  if (file_) return file_->write(piece);
  std::cout.write(piece.data(), static_cast<std::streamsize>(piece.size()));
}

void OverlayWriter::add(const app::PairResult& block) {
  const bool header = first_;
  first_ = false;
  if (drawn_) return drawn_->add(block);
  const std::string& path = o_.output.folder;
  const bool json = path == "-" ? o_.common.json : std::filesystem::path(path).extension() == ".jsonl";
  const bool table = app::makes_table(o_.pairs);
  const auto out = [this](std::string_view piece) { text(piece); };
  if (json) return text(table ? table_json_lines(block, o_.pairs) : as_json_lines(block, o_.pairs));
  if (table) return app::table_csv(block, o_.pairs, out, header);
  app::pairs_csv(block, o_.pairs, out, header);
}

void OverlayWriter::finish() {
  if (file_) file_->finish();
  const std::size_t left_out = drawn_ ? drawn_->finish() : 0;
  if (left_out > 0) {
    std::cerr << o_.output.folder << ": a FlatGeobuf holds no row without geometry: " << left_out
              << " pairs that only touch or lie near are not in it; .gpkg, .geojson and .csv hold all\n";
  }
}

void say_overlay_counts(const OverlayOptions& o, const app::PairTotals& totals) {
  std::cerr << io::shown_name(o.pairs.a.path) << ": " << totals.read_a << " features; ";
  for (std::size_t k = 0; k < o.pairs.b.size(); ++k)
    std::cerr << io::shown_name(o.pairs.b[k].path) << ": " << totals.read_b[k] << " features; ";
  std::cerr << totals.row_count << " " << rows_word(o.pairs) << "; areas " << totals.area_basis << "\n";
  if (o.common.verbose)
    std::cerr << totals.long_ways << " pairs lay so close together that they were looked at piece by piece\n";
}

}  // namespace zonegate::cli
