// SPDX-License-Identifier: Apache-2.0
// In which reference system, and which way round, the corners of a part are. Private to survey.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "notes.h"
#include "survey/survey.h"

namespace zonegate::survey {

// One line with a point: two numbers as they stand in the file, and how they were written.
struct Corner {
  std::size_t line = 0;
  std::string name, ring;
  double a = 0, b = 0;  // first and second number
  std::string a_text, b_text;
  double half = 0;
  int decimals = 0;
};

// What a header says of the system. Texts as written; a number only where one could be read.
struct Stated {
  std::string datum, zone_text, width_text, meridian_text, unit, projection;
  std::optional<int> zone, width;  // width in degrees: 3 or 6
  std::optional<double> meridian;  // degrees
  bool metric() const {
    return !zone_text.empty() || !width_text.empty() || !meridian_text.empty() || unit == "米";
  }
};
Stated read_stated(const std::vector<std::pair<std::string, std::string>>& header, Notes& notes);

// Both numbers into the corner; the fault names the line, the text and the remedy, and is empty if they could be read.
struct Labels {
  std::string a = "X", b = "Y";
};
std::string read_pair(const std::string& a, const std::string& b, const Labels& labels, Corner& corner);

enum class Columns {
  xy,          // X and Y: north and east as surveyors write; degrees in either order
  north_east,  // said by name
  lon_lat,     // said by name
  any          // nothing said
};

struct Place {
  std::string crs, reason, fault;
  bool a_is_x = false;  // the first number is the easting or longitude
  bool degrees = false;
  bool known = true;  // false: a system that the user named and whose units nobody here knows
};
Place place(const std::vector<Corner>& corners, const Stated& stated, Columns columns, const Labels& labels,
            const Options& options, Notes& notes);

// The CGCS2000 and WGS 84 systems that this module knows by number.
struct Known {
  bool degrees = false;
  bool prefix = false;
  int zone = 0, width = 0;
};
std::optional<Known> known_system(const std::string& crs);
// "EPSG:4522"; empty: there is no such zone.
std::string zone_system(int zone, int width, bool prefix);
// The datum that a text names: fault is empty for CGCS2000, WGS 84 and silence.
struct Datum {
  enum class Kind { silent, cgcs2000, wgs84, other };
  Kind kind = Kind::silent;
  std::string fault;
};
Datum read_datum(const std::string& text);

}  // namespace zonegate::survey
