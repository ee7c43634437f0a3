// SPDX-License-Identifier: Apache-2.0
// Private to catalog: parts of reading a layer.
#pragma once

#include <string>

#include "catalog/catalog.h"
#include "config/config.h"

namespace zonegate::catalog {

// Reads `coverage`: [west, south, east, north], a GeoJSON geometry, or a vector file beside the manifest.
void read_coverage(const config::Node& node, const std::string& folder, Layer& layer,
                   config::Mistakes& mistakes);

// A name that a manifest may not give to a file: absolute, or up and out of the manifest's folder.
bool leaves_folder(const std::string& name);

// field_reader.cpp: every name that a column of the layer may have.
std::vector<std::string> header_names(const Layer& layer, const Aliases& aliases);

// region_rows.cpp: what a table of regions may say in columns that nobody reads, and rows that end before they begin. A column that may limit rows in time and
// is not read takes the table's power to show anything.
class RegionRows {
 public:
  RegionRows(const Layer& layer, const Aliases& aliases, const FieldReader& fields,
             const std::vector<std::string>& columns, LayerReport& report);
  void look(const Attributes& source, const Attributes& fields, const std::string& feature);

 private:
  struct Strange {
    std::string column, near;  // near: the field that it may be; empty: none
    bool told = false;
  };
  void tell(const Strange& column, bool dated);
  const Layer& layer_;
  LayerReport& report_;
  std::vector<Strange> strange_;
  std::string undated_;  // the sides of the interval that have no column; empty: both have one
};

// list_rows.cpp: a row of an access list as the rows that it stands for: where the four dimensions have a column each, one for each that says something.
// doubts: takes a line for a verdict that is taken back, since it does not surely speak of the row's text.
std::vector<FeatureRow> list_rows(FeatureRow row, std::vector<std::string>& doubts);

}  // namespace zonegate::catalog
