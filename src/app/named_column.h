// SPDX-License-Identifier: Apache-2.0
// Private to app: columns of the tables that users bring (--overrides, --rates).
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>

#include "io/io.h"

namespace zonegate::app {

struct NamedColumn {
  const char* key;
  std::array<const char*, 4> names;  // the key, and what a Chinese table calls it; "": no more of them
  bool required = true;
};
// The header that the table has for it; empty: none. Two headers for one thing, and none where it is required, are told to `fail`.
std::string header_of(const io::Table& table, const NamedColumn& column,
                      const std::function<void(const std::string&)>& fail);

// Columns of the table that are none of these, but whose name is near to one that is missing, or that hold dates where `from` or `to` is missing: they would be
// dropped without a word, and a row without its days always holds. Others are the table's own business.
void refuse_near_columns(const io::Table& table, std::span<const NamedColumn> columns,
                         const std::function<void(const std::string&)>& fail);

}  // namespace zonegate::app
