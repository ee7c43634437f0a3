// SPDX-License-Identifier: Apache-2.0
// Private to catalog: what the datum guard says.
#pragma once

#include <string>

#include "catalog/datum_evidence.h"

namespace zonegate::catalog {

inline constexpr double kOldDatumShift =
    200;  // metres; Beijing 1954 and Xian 1980 lie up to this beside CGCS2000

std::string share_words(std::size_t corners, std::size_t of, bool withheld);  // "4 of 12 corners"
std::string system_words(const Project& project);  // "EPSG:4543"; of several "EPSG:4543 and others"
std::string region_words(const std::string& region, const Ground& first);  // "511802 雨城区"
// "read as stated (EPSG:4543) 0 of 12 corners lie"
std::string stated_words(const Project& project, const Evidence& evidence, bool withheld);
// "; read with axes swapped 12 of 12; ...", at most three, and whether they fit equally well.
std::string better_words(const Evidence& evidence, bool withheld);
// "; all lie within 130 m of it, ..." where an old datum may explain it.
std::string old_datum_words(const Evidence& evidence, bool withheld);
std::string better_hint(const Evidence& evidence);

}  // namespace zonegate::catalog
