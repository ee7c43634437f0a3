// SPDX-License-Identifier: Apache-2.0
// Private to app: the wide table of zonal statistics: a row for each zone, a column for each statistic, and one for each value of frac and area.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "app/app.h"

namespace zonegate::app {

class WideTable {
 public:
  // Error (usage): more columns than anybody reads.
  WideTable(const ZonalTable& table, const std::vector<ZonalRow>& rows);
  struct Column {
    std::string name;
    bool number = false;
  };
  std::vector<Column> columns() const;
  // Calls text(std::string) or number(double; NaN: none) for each column of a row.
  template <class Text, class Number>
  void cells(const ZonalRow& row, const Text& text, const Number& number) const;

 private:
  const ZonalTable& table_;
  std::vector<std::vector<double>> values_;  // of each statistic; rising
};

template <class Text, class Number>
void WideTable::cells(const ZonalRow& row, const Text& text, const Number& number) const {
  text(row.zone.id);
  for (const auto& field : row.zone.fields) text(is_unknown(field) ? "" : to_text(field));
  text(row.status);
  const bool known = row.status != "unreadable" && row.status != "unusable";
  for (std::size_t c = 0; c < table_.columns.size(); ++c) {
    const auto& stat = table_.columns[c].stat;
    if (stat.stat == zonal::Stat::unique) {
      text(unique_text(row, c));
    } else if (!stat.by_value() || stat.stat == zonal::Stat::area) {
      number(row.numbers[c]);
    }
    auto at = row.by_value[c].begin();
    for (const double value : values_[c]) {
      while (at != row.by_value[c].end() && at->first < value) ++at;
      const bool has = at != row.by_value[c].end() && at->first == value;
      number(has ? at->second : known ? 0.0 : std::nan(""));
    }
  }
}

}  // namespace zonegate::app
