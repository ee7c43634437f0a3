// SPDX-License-Identifier: Apache-2.0
// Private to app: what a line of a table says of the stand.
#pragma once

#include "app/part_columns.h"
#include "app/part_rows.h"

namespace zonegate::app {

// Area of the line, by the unit that its column names; nullopt after a mistake or where nothing is said.
std::optional<Hectares> area_of(PartCells& cells);
// A column of percent: half width of a 95 % interval, as a share of the number; nullopt after a mistake or where nothing is said.
std::optional<double> u_of(PartCells& cells, const char* key);
// annual_increment_m3_ha with its error.
std::optional<carbon::Stated> increment_of(PartCells& cells);
// Whatever the line says goes over what `s` holds.
void read_stand(PartCells& cells, const carbon::DensityTable& densities, carbon::Stratum& s);

}  // namespace zonegate::app
