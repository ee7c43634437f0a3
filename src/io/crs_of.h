// SPDX-License-Identifier: Apache-2.0
//
// crs_of: the reference system of a file as geom::Crs.
#pragma once

#include <optional>
#include <string>

#include <ogr_spatialref.h>

#include "geom/geom.h"

namespace zonegate::io {

// Remedies where a file has no system; the second follows another one.
inline constexpr const char* kStoreCrs = "store it in the file";
inline constexpr const char* kSayCrs =
    ", or say --crs with the system of its numbers: EPSG:4490 for degrees of CGCS2000";

// nullopt: none stated, or a placeholder (GeoPackage's "Undefined ..." systems). Heights are dropped.
// Error (input) naming the file where a stated system cannot be understood.
std::optional<geom::Crs> crs_of(const std::string& file, const OGRSpatialReference* stated);
// What the user said, where the file says nothing or the same. Error (input) naming file, both systems and the remedy where they
// contradict each other: one of them is wrong, and with the wrong one everything lies somewhere else. Error (input) naming the remedy where
// there is neither, unless optional.
std::optional<geom::Crs> chosen_crs(const std::string& file, const OGRSpatialReference* stated,
                                    const std::string& wanted, bool optional, const std::string& remedy);
std::optional<geom::Crs> chosen_crs(const std::string& file, const std::optional<geom::Crs>& own,
                                    const std::string& wanted, bool optional, const std::string& remedy);

// What the "crs" member of a GeoJSON text states; GDAL takes one that it does not know for WGS 84 without
// saying so in the result. nullopt: null, which means unknown. Error (input) where it cannot be understood.
std::optional<geom::Crs> geojson_crs(const std::string& file, const std::string& member);

// 1 mm in the units of the CRS (metres where there is none).
double millimetre(const std::optional<geom::Crs>& crs, const OGRSpatialReference* stated);

}  // namespace zonegate::io
