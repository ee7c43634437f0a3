// SPDX-License-Identifier: Apache-2.0
// Private to app: what a line of a table says of the stand.
#pragma once

#include "app/part_columns.h"
#include "app/part_rows.h"

namespace zonegate::app {

// Area of the line, by the unit that its column names; nullopt after a mistake or where nothing is said.
std::optional<Hectares> area_of(PartCells& cells);
// Whatever the line says goes over what `s` holds.
void read_stand(PartCells& cells, const carbon::DensityTable& densities, carbon::Stratum& s);

}  // namespace zonegate::app
