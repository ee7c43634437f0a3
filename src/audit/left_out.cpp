// SPDX-License-Identifier: Apache-2.0
//
// A file may hold the layer in two tables (the old one and its amendment, one for each county), of which a manifest names one. A table with every column that the layer
// is read by, and geometry like it, is told where no manifest of the folder names it.
#include <algorithm>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

std::vector<std::string> columns_of(const catalog::Layer& layer, const catalog::FieldReader& fields) {
  std::vector<std::string> columns;
  const auto* kind = schema::find_kind(layer.kind);
  if (!kind) return columns;
  for (const auto& field : kind->fields)
    if (const auto column = fields.column(field.key); !column.empty()) columns.push_back(column);
  return columns;
}

bool named_elsewhere(const catalog::LayerSet& set, const catalog::Layer& layer, const std::string& table) {
  return std::any_of(set.layers.begin(), set.layers.end(), [&](const catalog::Layer& other) {
    return other.file == layer.file && other.sublayer == table;
  });
}

bool is_alike(const catalog::Layer& layer, const std::string& table, bool geometry,
              const std::vector<std::string>& columns) {
  io::VectorOptions options;
  options.sublayer = table;
  options.encoding = layer.encoding;
  options.crs_optional = true;
  try {
    const io::VectorSource source(layer.file, options);
    const auto& there = source.field_names();
    return source.has_geometry() == geometry &&
           std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
             return std::find(there.begin(), there.end(), column) != there.end();
           });
  } catch (const Error&) {
    return false;  // what cannot be read beside the layer is none of it
  }
}

std::vector<std::string> tables_of(const std::string& file) {
  try {
    return io::list_sublayers(file);
  } catch (const Error&) {  // of a database
    return {};
  }
}

}  // namespace

void look_left_out(Work& work, const catalog::Layer& layer, bool geometry,
                   const catalog::FieldReader& fields) {
  const auto columns = columns_of(layer, fields);
  if (layer.sublayer.empty() || columns.empty()) return;
  for (const auto& table : tables_of(layer.file)) {
    if (table == layer.sublayer || named_elsewhere(work.set, layer, table)) continue;
    if (!is_alike(layer, table, geometry, columns)) continue;
    work.found.add("layer.table_left_out", Severity::warning, &layer,
                   {"文件中另有同样字段的表“" + table + "”，没有图层说明读取它",
                    "table '" + table + "' of the file has the same columns, and no manifest reads it"},
                   {"若属于该图层，为它另写图层说明（sublayer: " + table + "）",
                    "if it belongs to the layer, write a manifest of its own for it (sublayer: " + table +
                        "), or join the tables"});
  }
}

}  // namespace zonegate::audit
