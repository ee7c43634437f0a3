// SPDX-License-Identifier: Apache-2.0
#include "app/zonal_wide.h"

#include <algorithm>

namespace zonegate::app {
namespace {

constexpr std::size_t kMostColumns = 2000;

void add_sorted(std::vector<double>& values, double value) {
  const auto at = std::lower_bound(values.begin(), values.end(), value);
  if (at == values.end() || *at != value) values.insert(at, value);
}

}  // namespace

WideTable::WideTable(const ZonalTable& table, const std::vector<ZonalRow>& rows)
    : table_(table), values_(table.columns.size()) {
  std::size_t count = 0;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const auto stat = table.columns[c].stat;
    if (!stat.by_value() || stat.stat == zonal::Stat::unique) continue;
    for (const auto& row : rows)
      for (const auto& [value, share] : row.by_value[c]) add_sorted(values_[c], value);
    count += values_[c].size();
    if (count > kMostColumns) {
      throw Error(ErrorKind::usage,
                  "the table would have " + std::to_string(count) + " columns, one for each value of " +
                      table.columns[c].raster,
                  "ask with --long for a row for each value, or write .jsonl");
    }
  }
}

std::vector<WideTable::Column> WideTable::columns() const {
  std::vector<Column> out{{"id", false}};
  for (std::size_t k = 0; k < table_.fields.size(); ++k) out.push_back({field_name(table_, k), false});
  out.push_back({"status", false});
  for (std::size_t c = 0; c < table_.columns.size(); ++c) {
    const auto& stat = table_.columns[c].stat;
    const std::string name = column_name(table_, c);
    if (!stat.by_value() || stat.stat == zonal::Stat::area || stat.stat == zonal::Stat::unique)
      out.push_back({name, stat.stat != zonal::Stat::unique});
    for (const double value : values_[c]) {
      const std::string word = value_name(table_, c, value);
      out.push_back({name + "_" + (word.empty() ? shortest(value) : word), true});
    }
  }
  return out;
}

}  // namespace zonegate::app
