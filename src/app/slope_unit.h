// SPDX-License-Identifier: Apache-2.0
// Private to app: does a raster of slopes hold numbers of the unit that its manifest states?
#pragma once

#include <optional>
#include <string>

#include "catalog/catalog.h"
#include "io/io.h"

namespace zonegate::app {

struct UnitDoubt {
  Issue issue;
  bool open = false;  // nobody stated the unit: what the cells say is not known
};
// Looks at cells all over the raster, at all of them where it is small. The same file gives the same answer. nullopt: other kinds, and nothing odd.
std::optional<UnitDoubt> doubt_unit(const catalog::Layer& layer, io::RasterSource& source);

}  // namespace zonegate::app
