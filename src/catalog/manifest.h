// SPDX-License-Identifier: Apache-2.0
// Private to catalog: the coverage of a manifest.
#pragma once

#include <string>

#include "catalog/catalog.h"
#include "config/config.h"

namespace zonegate::catalog {

// Reads `coverage`: [west, south, east, north], a GeoJSON geometry, or a vector file beside the manifest.
void read_coverage(const config::Node& node, const std::string& folder, Layer& layer,
                   config::Mistakes& mistakes);

}  // namespace zonegate::catalog
