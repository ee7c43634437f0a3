// SPDX-License-Identifier: Apache-2.0
// What the columns of a table of corners mean. Private to survey.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "system.h"

namespace zonegate::survey {

enum class Role {
  other,
  project,
  name,
  part,
  ring,
  point,
  type,
  lon,
  lat,
  north,
  east,
  x,
  y,
  both,
  wkt,
  system,
  ignored
};
struct Column {
  Role role = Role::other;
  std::string title;  // as written, trimmed
  std::string key;    // without what stands in brackets
  std::string unit;   // in brackets: "°", "m", a datum; as written
};
std::vector<Column> read_columns(const std::vector<std::string>& headers);

bool of_old_datum(const Column& column);  // its brackets name Xian 1980 or Beijing 1954

// The pair of columns that hold the corners; for one column of both, a == b. Of a pair in an old datum and one in CGCS2000 the second.
struct Pair {
  std::size_t a = 0, b = 0;
  Columns columns = Columns::any;
};
std::optional<Pair> find_pair(const std::vector<Column>& columns);
std::optional<std::size_t> find_role(const std::vector<Column>& columns, Role role);
// What the brackets of these columns say of unit and datum; fault: a unit that is not read.
std::vector<std::pair<std::string, std::string>> bracket_words(const Column& column, std::string& fault);
// "E104度49分26.054秒,N32度25分24.743秒" or "104.8239 32.4235" in two.
std::optional<std::pair<std::string, std::string>> halves(const std::string& cell);

}  // namespace zonegate::survey
