// SPDX-License-Identifier: Apache-2.0
//
// geojson_scan: counts what a GeoJSON text holds, independently of the reader that will read it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zonegate::io {

struct GeoJsonScan {
  std::string fault;                     // not empty: the text is not one well-formed JSON object
  std::int64_t members = 0;              // of "features" (1 for a single feature or a bare geometry)
  std::vector<std::uint32_t> positions;  // per member that is an object: positions that its geometry states
  std::vector<std::string>
      beside;  // likewise: a member beside its geometry that holds another one; empty: none
  std::vector<bool>
      nul;  // per member that is an object: a text of it holds a NUL character, where readers stop
  bool nul_outside = false;  // a text outside of them does
  bool collection = false;
  std::vector<std::pair<std::string, std::string>>
      said;  // texts that are no property of a feature (of those that are objects, what is within): "text of the file", what
  std::string crs;        // text of the "crs" member of GeoJSON 2008; empty: there is none
  std::string inner_crs;  // of the first feature or geometry that has another one than null; empty: none has
  std::string part;  // which member of the document says that it is a part of a longer answer; empty: none
};
// Error (input) naming the file for what is nested deeper than the limit.
GeoJsonScan scan_geojson(const std::string& file, std::string_view text);

// Of texts "key: value" of a document with so many features: which of them says that there are more; empty: none.
std::string part_of_answer(const std::vector<std::pair<std::string, std::string>>& said,
                           std::int64_t members);

// What a file that cannot be read as GeoJSON is, and how to convert it; empty: nothing that is known.
std::string json_relative(const std::string& path);

}  // namespace zonegate::io
