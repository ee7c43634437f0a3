// SPDX-License-Identifier: Apache-2.0
//
// Statistics of zones as text: a wide table with a column for each value, or a row for each value.
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <utility>

#include "app/app.h"
#include "app/pair_text.h"
#include "app/pipeline.h"
#include "app/zonal_wide.h"

namespace zonegate::app {
namespace {

std::string stem(const std::string& path) { return std::filesystem::path(path).stem().string(); }

// Raster and band, where the run has several.
std::string prefix(const ZonalTable& table, const ZonalColumn& column) {
  const bool several = std::any_of(table.columns.begin(), table.columns.end(),
                                   [&](const ZonalColumn& c) { return c.raster != column.raster; });
  // Files of one name in several folders are told apart by their paths.
  const bool twice = std::any_of(table.columns.begin(), table.columns.end(), [&](const ZonalColumn& c) {
    return c.raster != column.raster && stem(c.raster) == stem(column.raster);
  });
  std::string out = several ? (twice ? column.raster : stem(column.raster)) + "_" : "";
  if (!column.band.empty())
    out +=
        (column.band.find_first_not_of("0123456789") == std::string::npos ? "band_" : "") + column.band + "_";
  return out;
}

void add_cell(std::string& out, double v) {
  out += ',';
  add_known(out, v);
}

void add_row(const WideTable& wide, const ZonalRow& row, std::string& out) {
  bool first = true;
  const auto comma = [&] {
    if (!std::exchange(first, false)) out += ',';
  };
  wide.cells(
      row,
      [&](const std::string& text) {
        comma();
        out += csv_cell(text);
      },
      [&](double v) {
        comma();
        add_known(out, v);
      });
  out += '\n';
}

}  // namespace

std::string column_name(const ZonalTable& table, std::size_t column) {
  return prefix(table, table.columns[column]) + table.columns[column].stat.name;
}

std::string value_name(const ZonalTable& table, std::size_t column, double value) {
  const auto& classes = table.classes[column];
  const auto at = value == std::floor(value) && std::abs(value) < 1e15
                      ? classes.find(static_cast<long long>(value))
                      : classes.end();
  return at == classes.end() ? "" : at->second;
}

std::string field_name(const ZonalTable& table, std::size_t field) {
  const std::string& name = table.fields[field];
  constexpr std::array<std::string_view, 6> kOwn{"id", "status", "raster", "band", "value", "name"};
  bool taken = std::find(kOwn.begin(), kOwn.end(), name) != kOwn.end();
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const std::string column = column_name(table, c);
    taken = taken || name == column || (table.columns[c].stat.by_value() && name.starts_with(column + "_"));
  }
  return taken ? "zone_" + name : name;
}

std::map<long long, std::string> distinct_names(std::map<long long, std::string> classes) {
  std::map<std::string, int> uses;
  for (const auto& [value, name] : classes) ++uses[name];
  for (auto& [value, name] : classes) {
    const bool number = as_number(Value(name)).has_value();
    if (uses[name] > 1 || number) name += " (" + std::to_string(value) + ")";
  }
  return classes;
}

void zonal_csv(const ZonalTable& table, const std::vector<ZonalRow>& rows, const TakeText& out, int jobs) {
  const WideTable wide(table, rows);
  std::string header;
  for (const auto& column : wide.columns()) header += (header.empty() ? "" : ",") + csv_cell(column.name);
  out(header + "\n");
  constexpr std::size_t kPiece = 1024;  // rows
  std::size_t next = 0;
  run_pipeline<std::size_t, std::string>(
      jobs,
      [&]() -> std::shared_ptr<std::size_t> {
        if (next >= rows.size()) return nullptr;
        return std::make_shared<std::size_t>(std::exchange(next, next + kPiece));
      },
      [&](const std::size_t& from) {
        std::string text;
        for (std::size_t i = from; i < std::min(from + kPiece, rows.size()); ++i)
          add_row(wide, rows[i], text);
        return text;
      },
      [&](std::string&& text) { out(text); });
}

std::string unique_text(const ZonalRow& row, std::size_t column) {
  std::string out;
  for (const auto& [value, unused] : row.by_value[column]) out += (out.empty() ? "" : ";") + shortest(value);
  return out;
}

// id, raster and band, value, its name, and each statistic of values.
void zonal_long_csv(const ZonalTable& table, const std::vector<ZonalRow>& rows,
                    const std::function<void(std::string_view)>& out, bool header) {
  std::vector<std::size_t> first;  // of each band, its first column of values
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (!table.columns[c].stat.by_value()) continue;
    const bool seen = std::any_of(first.begin(), first.end(), [&](std::size_t f) {
      return table.columns[f].of_band == table.columns[c].of_band;
    });
    if (!seen) first.push_back(c);
  }
  std::string line = "id";
  for (std::size_t k = 0; k < table.fields.size(); ++k) line += "," + csv_cell(field_name(table, k));
  line += ",status,raster,band,value,name";
  for (std::size_t c = 0; c < table.columns.size() && !first.empty(); ++c)
    if (table.columns[c].stat.by_value() && table.columns[c].of_band == table.columns[first[0]].of_band)
      line += "," + table.columns[c].stat.name;
  if (header) out(line + "\n");
  const auto statistics = static_cast<std::size_t>(
      std::count_if(table.columns.begin(), table.columns.end(),
                    [](const ZonalColumn& c) { return c.stat.by_value() && c.of_band == 0; }));
  for (const auto& row : rows) {
    for (const std::size_t f : first) {
      const auto& lead = table.columns[f];
      std::string head = csv_cell(row.zone.id);
      for (const auto& field : row.zone.fields)
        head += "," + (is_unknown(field) ? "" : csv_cell(to_text(field)));
      head += "," + row.status + "," + csv_cell(lead.raster) + "," + csv_cell(lead.band);
      // A zone without any value is a row all the same.
      if (row.by_value[f].empty()) out(head + ",," + std::string(statistics, ',') + "\n");
      for (std::size_t k = 0; k < row.by_value[f].size(); ++k) {
        const double value = row.by_value[f][k].first;
        line = head;
        add_cell(line, value);
        line += "," + csv_cell(value_name(table, f, value));
        for (std::size_t c = 0; c < table.columns.size(); ++c)
          if (table.columns[c].stat.by_value() && table.columns[c].of_band == lead.of_band)
            add_cell(line, row.by_value[c][k].second);
        out(line + "\n");
      }
    }
  }
}

}  // namespace zonegate::app
