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

// The datum that statements name. unconverted: what was before a conversion; mentioned: a remark that names two, as of a conversion; what is stated besides counts.
struct Datum {
  enum class Kind {
    silent,
    cgcs2000,
    wgs84,
    xian1980,
    beijing1954,
    local,
    unconverted,
    gcj02,
    bd09,
    unknown,
    several,
    mentioned
  };
  Kind kind = Kind::silent;
  std::string said;  // "header: 坐标系=西安80"; several: "header: ... names ..., header: ... names ..."
};
// All statements together: two that contradict each other are `several`, and a local grid is one whatever its ellipsoid.
Datum read_datum(const Statements& statements);
Datum joined(const Datum& a, const Datum& b);
// What one statement alone says, by its key; of an unknown key only what nobody could take for something else.
Datum datum_in(const std::string& key, const std::string& value);
// "2000国家大地坐标系(由1980西安坐标系转换)": what stands before the brackets; empty: it says nothing of where it was converted from.
std::string converted_into(const std::string& value);
bool is_system_key(const std::string& key);  // it says something of datum, zone, unit, projection or height
bool is_zone_key(const std::string& key);  // 带号, 中央子午线, 计量单位 ...: of anything but the datum
bool is_name_key(const std::string& key);  // what it holds is a name, however it sounds
// "header: 坐标系=西安80", or the place with its text: "row 1: \"...\"".
std::string statement_words(const std::string& key, const std::string& value);
// The system of China that a text (as key_of gives it) names by its code: "epsg:2358", "urn:ogc:def:crs:epsg::4490".
std::optional<geom::ChinaSystem> system_in(const std::string& text);

// What free text says of a zone: "中央子午线105°", "3度带", "35带", "CM_105E", "EPSG:4544". A number only where one stands there.
struct ZoneWords {
  std::vector<double> meridians;  // all different ones
  std::vector<int> zones, widths;
  bool silent() const { return meridians.empty() && zones.empty() && widths.empty(); }
  bool several() const { return meridians.size() > 1 || zones.size() > 1 || widths.size() > 1; }
};
// Free text that names another projection than that of zones: UTM, web Mercator. What was converted to the country's system is none.
bool other_projection(const std::string& text);
// What is heard of texts around points: the system, the projection, angles in one number.
bool speaks_of_points(const std::string& key, const std::string& value);
ZoneWords zone_words(const std::string& key,
                     const std::string& value);  // of a key that holds a zone: nothing
// Which datum counts. fault: none can; plain: numbers of a local grid, which the user's parameters start from.
struct Chosen {
  geom::ChinaSystem::Datum datum = geom::ChinaSystem::Datum::cgcs2000;
  bool plain = false;
  std::string fault, note;  // note: what was taken although the file does not say it
};
Chosen choose_datum(const Datum& said, const Options& options);
// The fault of what is, or must be, a local grid: "line 3: ... is a local grid" and what to do about it.
std::string local_fault(const std::string& what, const Options& options);

// Of angles in one number. seconds: 102.3927 is 102°39′27″; minutes: it is 102°39.27′.
enum class Packing { none, seconds, minutes };

// What a header says of the system. Texts as written; a number only where one could be read.
struct Stated {
  Datum datum;
  std::string datum_text, zone_text, width_text, meridian_text, unit, projection;
  std::string packed_said;  // by what words numbers are degrees, minutes and seconds in one; or empty
  Packing packed = Packing::none;
  std::string
      projection_said;  // by what words it is another projection than that of zones: a remark says UTM
  std::string fault;    // two of them contradict each other
  std::optional<int> zone, width;  // width in degrees: 3 or 6
  std::optional<double> meridian;  // degrees
  // By what words: "header: 带号=34", or, of what only a remark says and no text above has, "row 1: \"第34带\"".
  std::string zone_said, width_said, meridian_said;
  static std::string says(const std::string& where);  // the header says 带号=34
  bool metric() const {
    return !zone_text.empty() || !width_text.empty() || !meridian_text.empty() || unit == "米";
  }
};
Stated read_stated(const Statements& header, Notes& notes);

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
  std::string crs, reason, fault;  // crs is empty without a fault for plain numbers
  bool a_is_x = false;             // the first number is the easting or longitude
  bool degrees = false;
  bool known =
      true;  // false: a system that the user named and whose units nobody here knows, or plain numbers
};
Place place(const std::vector<Corner>& corners, const Stated& stated, Columns columns, const Labels& labels,
            const Options& options, Notes& notes);

// "EPSG:4522"; empty: there is no such zone.
std::string zone_system(int zone, int width, bool prefix,
                        geom::ChinaSystem::Datum datum = geom::ChinaSystem::Datum::cgcs2000);

}  // namespace zonegate::survey
