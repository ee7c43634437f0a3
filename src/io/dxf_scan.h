// SPDX-License-Identifier: Apache-2.0
//
// dxf_scan: what the text of a drawing holds, entity by entity, read without GDAL: GDAL leaves out what it does not know and draws blocks and texts as lines.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zonegate::io {

struct DxfEntity {
  std::string type;    // "LWPOLYLINE"
  std::string layer;   // raw bytes
  std::string handle;  // "1A3F"; "" where the drawing has none
  bool closed = false;
  std::string fault;               // a coordinate that is no number
  double radius = 0;               // the largest of its arcs
  std::size_t begin = 0, end = 0;  // of its text, with the vertices that follow it
};

struct DxfScan {
  std::vector<DxfEntity>
      used;  // points, lines, arcs, circles, ellipses and polylines of the model space, in the order of the file
  std::map<std::pair<std::string, std::string>, std::int64_t> left_out;  // by layer (raw bytes) and type
  std::vector<std::string>
      texts;              // of TEXT, MTEXT and attributes, as they stand there (raw bytes), the first ones
  std::string code_page;  // $DWGCODEPAGE
  std::string version;    // $ACADVER: "AC1015"
  int units = 0;          // $INSUNITS; 0: not stated
};
// Error (input) naming the file for what is no drawing in text, or ends before its end.
DxfScan scan_dxf(const std::string& file, std::string_view text);

// A drawing of its own that holds the used entities and nothing else, each with its place in the list (from 1, hexadecimal) as handle.
std::string reduced_dxf(const DxfScan& scan, std::string_view text);

// \U+4E2D, as CAD programs write what their code page lacks.
std::string without_escapes(std::string_view text);

}  // namespace zonegate::io
