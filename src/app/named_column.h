// SPDX-License-Identifier: Apache-2.0
// Private to app: columns of the tables that users bring (--overrides, --rates).
#pragma once

#include <array>
#include <functional>
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

}  // namespace zonegate::app
