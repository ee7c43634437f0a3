// SPDX-License-Identifier: Apache-2.0
//
// The matrix of two dates within each zone: areas of the classes of a calculated band, from x code factor + to, by exact shares of cells.
#include <cmath>

#include <fmt/format.h>

#include "cli/change_output.h"

namespace zonegate::cli {
namespace {

// Names of bands in formulas: "a", "a_2".
std::string variable(const char* name, const app::MapInput& input) {
  return input.band == 1 ? name : fmt::format("{}_{}", name, input.band);
}

// Codes can be taken apart only where every class is a whole number below the factor.
void check_classes(const app::ChangeReport& r) {
  const auto factor = static_cast<double>(r.code_factor);
  for (const auto& t : r.matrix.transitions)
    for (const double v : {t.from, t.to})
      if (v != std::floor(v) || v < 0 || v >= factor)
        throw Error(ErrorKind::usage,
                    fmt::format("--zones: classes are whole numbers from 0 to {}, the rasters have {}",
                                r.code_factor - 1, shortest(v)),
                    "reclassify both dates first (zonegate raster reclassify)");
}

class Rows {
 public:
  Rows(const app::ChangeOptions& change, const app::ChangeReport& report, const ChangeTexts& texts)
      : change_(change), report_(report), texts_(texts) {}

  void add(const app::ZonalTable& table, const std::vector<app::ZonalRow>& rows) {
    if (text_.empty()) head(table);
    for (const auto& row : rows) add(row);
  }
  std::string text(const app::ZonalTable& table) {
    if (text_.empty()) head(table);
    return text_;
  }

 private:
  void head(const app::ZonalTable& table) {
    text_ = "id";
    for (std::size_t k = 0; k < table.fields.size(); ++k)
      text_ += "," + app::csv_cell(app::field_name(table, k));
    text_ += ",status,from,from_name,to,to_name,area_ha";
    text_ += texts_.carbon ? ",stock_before_tc,stock_after_tc,change_tc\n" : "\n";
  }

  void add(const app::ZonalRow& row) {
    std::string start = app::csv_cell(row.zone.id);
    for (const auto& field : row.zone.fields)
      start += "," + (is_unknown(field) ? "" : app::csv_cell(to_text(field)));
    start += "," + row.status;
    const bool known = row.status != "unreadable" && row.status != "unusable";
    double none = known ? row.numbers[1] : std::nan("");
    for (const auto& [code, area] : row.by_value[0]) {
      const auto factor = static_cast<double>(report_.code_factor);
      const double from = std::floor(code / factor), to = code - from * factor;
      if (change_.nodata && (from == *change_.nodata || to == *change_.nodata)) {
        none += area;
        continue;
      }
      text_ += start +
               fmt::format(",{},{},{},{},{}", class_number(from), name(from), class_number(to), name(to),
                           shortest(area / 10000)) +
               stocks(from, to, area) + "\n";
    }
    // What has no value on one date or both; and a zone without anything is a row all the same.
    if (!known || none > 0 || row.by_value[0].empty())
      text_ += start + ",,,,," + (known ? shortest(none / 10000) : "") + (texts_.carbon ? ",,,\n" : "\n");
  }

  std::string name(double v) const {
    const auto at = report_.classes.find(static_cast<long long>(v));
    return at == report_.classes.end() ? "" : app::csv_cell(at->second);
  }

  std::string stocks(double from, double to, double m2) const {
    if (!texts_.carbon) return "";
    const auto stock = stocks_of(from, to, m2, change_.density);
    if (!stock) return ",,,";
    return fmt::format(",{},{},{}", shortest(stock->before), shortest(stock->after),
                       shortest(stock->after - stock->before));
  }

  const app::ChangeOptions& change_;
  const app::ChangeReport& report_;
  const ChangeTexts& texts_;
  std::string text_;
};

}  // namespace

std::string zones_csv(const app::ChangeOptions& change, app::ChangeReport& report, const ChangeTexts& texts,
                      const app::PairInput& zones, const std::string& zones_crs,
                      const app::Progress& progress) {
  check_classes(report);
  app::ZonalOptions o;
  o.zones = zones;
  o.crs = zones_crs;
  o.tiles = {change.before.paths, change.after.paths};
  o.rasters = {change.before.paths.front(), change.after.paths.front()};
  o.names = {"a", "b"};
  o.formulas = {{"transition", fmt::format("{} * {} + {}", variable("a", change.before), report.code_factor,
                                           variable("b", change.after))}};
  o.align = change.reading.method;
  o.stats = {zonal::parse_stat("area"), zonal::parse_stat("nodata_area")};
  o.area = change.reading.area;
  o.raster_crs = change.reading.raster_crs;
  o.variable = change.reading.variable;
  o.jobs = change.reading.jobs;
  Rows rows(change, report, texts);
  const app::ZonalTable table = app::zonal_statistics(
      o, progress,
      [&](const app::ZonalTable& so_far, std::vector<app::ZonalRow>&& some) { rows.add(so_far, some); });
  report.issues.insert(report.issues.end(), table.issues.begin(), table.issues.end());
  return rows.text(table);
}

}  // namespace zonegate::cli
