// SPDX-License-Identifier: Apache-2.0
//
// datum: coordinates that are not what their file says. The shifted systems of web maps, old datums by stated parameters, swapped axes, and the ways in which a pair of
// numbers may be meant. Pure functions; only read_parameters opens a file. Nothing is converted unless the user asked for it, and every result carries its accuracy.
//
// Shapes and points are source coordinates, x = east or longitude (metres or degrees), y = north or latitude. CGCS2000 and WGS 84 count as the same
// (docs/decisions/0003). docs/datum.md has the formulas with their sources.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "core/core.h"
#include "geom/geom.h"

namespace zonegate::datum {

// ------------------------------------------------------------------------------------------------ web maps
// GCJ-02 (Amap, Tencent, Google's maps of China) and BD-09 (Baidu) in degrees. No authority publishes them; these are the formulas in general use (a = 6378245, ee =
// 0.00669342162296594323; x_pi = pi * 3000 / 180). Inverses by fixed-point iteration to 1e-9 degree (0.1 mm), so there and back is the same place.
// Accuracy. Checked: the county borders of Ya'an that one publisher gives in both systems agree with the formula to 0.1 m (median) and 0.21 m (largest of one point's pair),
// which is half of the last of their six decimals. That shows the formula, not the true shift: no reference for that is open. kGcj02Accuracy and kBd09Accuracy are
// therefore set wider, by judgement.
inline constexpr Metres kGcj02Accuracy{5};
inline constexpr Metres kBd09Accuracy{10};
// The box in which the formulas shift: 72.004 to 137.8347 E, 0.8293 to 55.8271 N. Outside it every function here returns its argument.
bool in_shifted_box(geom::LonLat p);
geom::LonLat gcj02_from_wgs84(geom::LonLat p);
geom::LonLat wgs84_from_gcj02(geom::LonLat p);
geom::LonLat bd09_from_gcj02(geom::LonLat p);
geom::LonLat gcj02_from_bd09(geom::LonLat p);
geom::LonLat bd09_from_wgs84(geom::LonLat p);
geom::LonLat wgs84_from_bd09(geom::LonLat p);

// ------------------------------------------------------------------------- parameters of an old or local system
// The file of --helmert (docs/datum.md has every key). Signs are never guessed: seven parameters name their convention, a plane rotation its sense.
struct Parameters {
  enum class Model { three, seven, four };
  Model model = Model::three;
  std::string file, source, region;  // source: the document that states them
  double accuracy_m = 0;
  // What they start from. An old datum: of any of its systems; with `from_code` also of shapes that state none. Else a named ellipsoid or, model four, a local grid:
  // of shapes that state none only.
  std::optional<geom::ChinaSystem::Datum> datum;
  std::string from_code;                // "EPSG:2379", or empty
  geom::Ellipsoid ellipsoid;            // three, seven
  std::optional<geom::GaussZone> zone;  // three, seven, of a named ellipsoid in metres
  geom::Similarity geocentric;          // three, seven
  // Model four, metres: N2 = north_m + k (N cos a - E sin a), E2 = east_m + k (N sin a + E cos a), k = 1 + ppm / 1e6; a turns from north to east (clockwise).
  std::string to = "EPSG:4490";
  double north_m = 0, east_m = 0, clockwise_s = 0, ppm = 0;
};
// Error (input) with every mistake of the file and its line: unknown and missing keys, a missing source or accuracy, values that cannot be (shift over 2000 m, rotation over 60",
// scale over 200 ppm; a local grid has wider limits), check points that the parameters miss by more than three times their accuracy.
Parameters read_parameters(const std::string& path);
Parameters parse_parameters(const std::string& yaml, const std::string& name);

// ------------------------------------------------------------------------------------------------ conversion
struct Request {
  bool swap_xy = false;      // --swap-xy
  std::string from;          // --from: "gcj02", "bd09"
  std::string helmert_file;  // --helmert
};

// What the user asked for, done to shapes: axes first, then the datum. One object per thread.
class Converter {
 public:
  explicit Converter(
      const Request& request);  // Error (usage): contradictory or unknown words; Error (input): the file
  ~Converter();
  Converter(Converter&&) noexcept;
  Converter& operator=(Converter&&) noexcept;
  bool none() const;                     // nothing was asked for
  const Parameters* parameters() const;  // of --helmert; nullptr: none
  struct Result {
    geom::Shape shape;
    std::string
        crs;  // of shape: EPSG:4326 from a web map, EPSG:4490 or a named zone by parameters, else as it was
    double accuracy_m = 0;  // of the conversion alone; 0 where only axes were exchanged
    std::vector<std::string> notes;
    std::string fault;  // not empty: cannot be used, and why; shape is empty then
  };
  // crs: what the shape states, "EPSG:4326"; empty: nothing. --from takes degrees (EPSG:4326, EPSG:4490, or none stated and numbers that are degrees); --helmert what
  // its parameters start from. Anything else is a fault: two statements that contradict each other are never settled by taking one.
  Result operator()(const geom::Shape& shape, const std::string& crs) const;
  std::string description()
      const;  // "axes swapped; GCJ-02 to WGS 84 by the published formula (5 m)"; empty for none

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// ------------------------------------------------------------------------------------------------- readings
// One way to understand a pair of numbers.
struct Hypothesis {
  std::string name;   // to be read after "read": "as EPSG:4544 (...)", "with axes swapped"
  std::string crs;    // the system of `point`
  geom::Point point;  // the pair as this reading has it
  std::string needs;  // options that would apply it, "--swap-xy --crs EPSG:4544"; empty: none would
  double accuracy_m = 0;
  std::optional<geom::LonLat>
      place;  // CGCS2000 degrees; nullopt: not a place in or near China. An old datum's own shift is left out (up to 200 m)
};
// First as stated, then from simple to far-fetched: axes swapped; zone prefix missing or extra; degrees for metres and metres for degrees; other zones of 3 and 6 degrees, nearest
// meridian first (a zone of 6 degrees without prefix has the same numbers as one of 3 degrees, which stands for both); GCJ-02; BD-09; pairs of these. Names are
// the same for all pairs of one kind, so counts can be added by name. stated_crs: "EPSG:4543", a WKT, or empty.
std::vector<Hypothesis> readings(geom::Point source, const std::string& stated_crs);
// Grids of a project's own, of metres without prefix: central meridians at steps of 15' that are no zone's (rounder ones first), and planes raised to a height
// (250 m steps). A suspicion only: needs are parameters.
std::vector<Hypothesis> local_readings(geom::Point source, const std::string& stated_crs);

}  // namespace zonegate::datum
