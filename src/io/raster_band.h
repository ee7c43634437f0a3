// SPDX-License-Identifier: Apache-2.0
// Private to io: one band of a raster, described, and its cells as numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gdal_env.h"
#include "io/io.h"

namespace zonegate::io {

// Error (input) naming the file: complex numbers; without as_is also a scale, an offset or a mask.
RasterBand describe_band(const std::string& path, GDALRasterBand& band, bool as_is);

// Stored numbers to values: those that are the declared nodata, as the type of the band holds it, become NaN; then scale and offset.
void resolve_values(const RasterBand& band, std::vector<double>& values);

// raster_sidecar.cpp: Error (input) where FILE.aux.xml says of the raster what the file does not.
void check_sidecar(const std::string& path, const RasterGrid& grid, bool has_crs,
                   const std::vector<RasterBand>& bands);

}  // namespace zonegate::io
