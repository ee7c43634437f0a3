// SPDX-License-Identifier: Apache-2.0
// The magnitude of coordinates in China tells nearly everything: northings lie between 1 000 000 and 6 000 000 m, eastings without a zone between
// 100 000 and 900 000, with one between 13 100 000 and 45 900 000; longitudes between 73 and 136, latitudes between 3 and 54. No two of these ranges meet, so a
// pair that fits says which number is which. Zones of 3 degrees are 25 to 45, zones of 6 degrees 13 to 23: a prefix says its own width. What magnitude cannot tell
// (the datum; the zone of an easting without prefix) is taken from the header or the user, and where both speak they must agree.
#include "system.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "text.h"

namespace zonegate::survey {
namespace {

enum class Kind { north_east, east_north, lat_lon, lon_lat, small, none };

bool in(double v, double from, double to) { return v >= from && v <= to; }
bool northing(double v) { return in(v, 1e6, 6e6); }
int prefix_of(double v) {  // 0: none
  const double zone = std::floor(v / 1e6);
  return in(zone, 13, 45) && in(v - zone * 1e6, 1e5, 9e5) ? static_cast<int>(zone) : 0;
}
bool easting(double v) { return prefix_of(v) != 0 || in(v, 1e5, 9e5); }

Kind kind_of(double a, double b) {
  if (prefix_of(b) && in(a, 3e5, 6e6)) return Kind::north_east;
  if (prefix_of(a) && in(b, 3e5, 6e6)) return Kind::east_north;
  if (northing(a) && easting(b)) return Kind::north_east;
  if (easting(a) && northing(b)) return Kind::east_north;
  if (in(a, 73, 136) && in(b, 3, 54)) return Kind::lon_lat;
  if (in(a, 3, 54) && in(b, 73, 136)) return Kind::lat_lon;
  return std::abs(a) < 1e5 && std::abs(b) < 1e5 ? Kind::small : Kind::none;
}
bool degrees(Kind k) { return k == Kind::lon_lat || k == Kind::lat_lon; }
bool metres(Kind k) { return k == Kind::north_east || k == Kind::east_north; }

const char* words(Kind k) {
  switch (k) {
    case Kind::north_east:
      return "northing and easting";
    case Kind::east_north:
      return "easting and northing";
    case Kind::lat_lon:
      return "latitude and longitude";
    case Kind::lon_lat:
      return "longitude and latitude";
    default:
      return "neither metres of a zone nor degrees";
  }
}

class Placing {
 public:
  Placing(const std::vector<Corner>& corners, const Stated& stated, Columns columns, const Labels& labels,
          const Options& options, Notes& notes)
      : corners_(corners),
        stated_(stated),
        columns_(columns),
        labels_(labels),
        options_(options),
        notes_(notes),
        user_(geom::china_system(key_of(options.crs))) {}

  Place run() {
    chosen_ = choose_datum(stated_.datum, options_);
    if (!chosen_.fault.empty()) return fault(chosen_.fault);
    if (!stated_.fault.empty()) return fault(stated_.fault);
    if (!find_kind()) return out_;
    if (!check_order()) return out_;
    out_.a_is_x = kind_ == Kind::east_north || kind_ == Kind::lon_lat;
    out_.degrees = degrees(kind_);
    if (unknown_units()) return foreign();
    if (kind_ == Kind::small || kind_ == Kind::none) return unfit();
    const bool ok = degrees(kind_) ? place_degrees() : place_metres();
    if (ok && out_.known) assume();
    return out_;
  }

 private:
  Place fault(const std::string& text) {
    out_.fault = text;
    out_.crs.clear();
    return out_;
  }
  bool refuse(const std::string& text) {
    fault(text);
    return false;
  }
  // A system that this module does not know by number, or a local grid.
  bool unknown_units() const { return chosen_.plain || (!options_.crs.empty() && !user_); }
  std::string text_of(const Corner& c) const {
    return labels_.a + " " + c.a_text + ", " + labels_.b + " " + c.b_text;
  }

  // The kind of most corners; a corner that differs is a slip that nobody may guess away.
  bool find_kind() {
    std::array<std::size_t, 6> count{};
    for (const Corner& c : corners_) ++count[static_cast<std::size_t>(kind_of(c.a, c.b))];
    kind_ = static_cast<Kind>(std::max_element(count.begin(), count.end()) - count.begin());
    if (unknown_units()) return true;
    for (const Corner& c : corners_) {
      if (kind_of(c.a, c.b) == kind_) continue;
      return refuse(at_line(c.line) + ": " + text_of(c) + " does not fit the other points, which are " +
                    words(kind_) + "; correct the line");
    }
    return true;
  }

  bool check_order() {
    const bool wrong = (kind_ == Kind::east_north && columns_ != Columns::any) ||
                       (kind_ == Kind::lon_lat && columns_ == Columns::north_east) ||
                       (kind_ == Kind::lat_lon && columns_ == Columns::lon_lat);
    const Corner& c = corners_.front();
    if (columns_ == Columns::lon_lat && metres(kind_))
      return refuse(at_line(c.line) + ": " + text_of(c) + " is " + words(kind_) +
                    ", not longitude and latitude; correct the headers");
    if (wrong && !options_.swap_xy) return refuse(swapped_text(c) + "; if so, say --swap-xy");
    if (wrong)
      notes_.add("survey.xy_swapped", Severity::note, swapped_text(c) + "; swapped because of --swap-xy");
    if (!wrong && options_.swap_xy && (metres(kind_) || degrees(kind_)))
      notes_.add("survey.swap_unneeded", Severity::warning,
                 at_line(c.line) + ": " + text_of(c) + " is " + words(kind_) +
                     " already; --swap-xy swaps nothing here");
    if (!wrong && degrees(kind_) && columns_ != Columns::lon_lat)
      notes_.add("survey.axis_order", Severity::note,
                 at_line(c.line) + ": " + text_of(c) + " read as " + words(kind_) + ", by magnitude");
    return true;
  }
  std::string swapped_text(const Corner& c) const {
    return at_line(c.line) + ": " + labels_.a + " and " + labels_.b + " look swapped (" + text_of(c) +
           " is " + words(kind_) + ")";
  }

  // Only the order can be told.
  Place foreign() {
    out_.known = false;
    const std::string name = chosen_.plain ? "a local grid" : options_.crs;
    if (kind_ == Kind::small || kind_ == Kind::none) {
      const bool first_east = columns_ == Columns::lon_lat || columns_ == Columns::any;
      out_.a_is_x = options_.swap_xy ? !first_east : first_east;
      const Corner& c = corners_.front();
      if (options_.swap_xy)
        notes_.add("survey.xy_swapped", Severity::note,
                   at_line(c.line) + ": " + labels_.a + " and " + labels_.b + " (" + text_of(c) +
                       ") swapped because of --swap-xy; " + name +
                       " is not known here, so nothing tells whether they had to be");
    }
    if (chosen_.plain) return plain();
    out_.crs = options_.crs;
    out_.reason = "said: --crs " + options_.crs;
    return out_;
  }
  Place plain() {
    out_.known = false;
    out_.crs.clear();
    out_.reason = "numbers of a local grid, for the parameters of --helmert";
    if (!chosen_.note.empty()) notes_.add("survey.crs_assumed", Severity::note, chosen_.note);
    return out_;
  }

  Place unfit() {
    const Corner& c = corners_.front();
    const std::string where = at_line(c.line) + ": " + text_of(c);
    if (kind_ == Kind::small)
      return fault(local_fault(
          where + " is too small for a Gauss-Krueger northing; unless it is degrees outside China, it",
          options_));
    return fault(where +
                 " is neither northing and easting of a zone of China nor longitude and latitude; "
                 "correct the numbers, or say the system with --crs");
  }

  bool place_degrees() {
    const Corner& c = corners_.front();
    const std::string ours = geom::china_authority({chosen_.datum, 0, 0, false});
    if (user_ && user_->width)
      return refuse(at_line(c.line) + ": " + text_of(c) + " is in degrees, but --crs says " + options_.crs +
                    "; say " + ours);
    if (!user_ && stated_.metric())
      return refuse(at_line(c.line) + ": " + text_of(c) + " looks like degrees, but the header speaks of " +
                    metric_words() + "; if they are degrees, say --crs " + ours);
    out_.crs = user_ ? options_.crs : ours;
    const bool silent = stated_.datum.kind == Datum::Kind::silent;
    out_.reason = user_                      ? "said: --crs " + options_.crs
                  : silent && options_.start ? chosen_.note
                  : silent                   ? "degrees, no system stated: taken as CGCS2000"
                                             : stated_.datum.said + "; numbers: degrees";
    return true;
  }
  std::string metric_words() const {
    if (!stated_.zone_text.empty()) return "带号=" + stated_.zone_text;
    if (!stated_.width_text.empty()) return "几度分带=" + stated_.width_text;
    if (!stated_.meridian_text.empty()) return "中央子午线=" + stated_.meridian_text;
    return "计量单位=" + stated_.unit;
  }

  bool place_metres() {
    const std::string projection = key_of(stated_.projection);
    const bool zones = has_one(projection, {"高斯", "gauss"}) && !other_projection(projection);
    if (!user_ && !projection.empty() && !zones)
      return refuse(stated_.projection_said + " is not Gauss-Krueger; say the system with --crs");
    if (!user_ && !stated_.unit.empty() && stated_.unit != "米")
      return refuse("header: 计量单位=" + stated_.unit + ", but " + at_line(corners_.front().line) +
                    " has metres (" + text_of(corners_.front()) + "); correct the header");
    if (stated_.datum.kind == Datum::Kind::wgs84 && !user_)
      notes_.add("survey.crs_assumed", Severity::note,
                 stated_.datum.said + " in zones of Gauss-Krueger: taken as CGCS2000");
    const Corner& first = corners_.front();
    const int zone = prefix_of(east(first));
    for (const Corner& c : corners_)
      if (prefix_of(east(c)) != zone)
        return refuse(at_line(c.line) + ": easting " + east_text(c) + " is of another zone than " +
                      east_text(first) + " (" + at_line(first.line) + "); transform them to one zone");
    return zone ? with_prefix(zone) : without_prefix();
  }
  double east(const Corner& c) const { return out_.a_is_x ? c.a : c.b; }
  const std::string& east_text(const Corner& c) const { return out_.a_is_x ? c.a_text : c.b_text; }

  bool with_prefix(int zone) {
    const Corner& c = corners_.front();
    const int width = zone >= 25 ? 3 : 6;
    const std::string carries = at_line(c.line) + ": easting " + east_text(c) + " carries zone " +
                                std::to_string(zone) + " of " + std::to_string(width) + " degrees";
    out_.crs = zone_system(zone, width, true, chosen_.datum);
    if (out_.crs.empty()) return refuse(carries + ", which has no system in EPSG's list; say it with --crs");
    if (user_ && key_of(options_.crs) != key_of(out_.crs))
      return refuse(carries + ", but --crs says " + options_.crs + "; say " + out_.crs);
    if (stated_.zone && *stated_.zone != zone)
      return refuse(carries + ", but " + Stated::says(stated_.zone_said) + "; correct one of them");
    if (stated_.width && *stated_.width != width)
      return refuse(carries + ", but " + Stated::says(stated_.width_said) + "; correct one of them");
    if (stated_.meridian && *stated_.meridian != meridian(zone, width))
      return refuse(carries + ", but " + Stated::says(stated_.meridian_said) + "; correct one of them");
    out_.reason = header_words() + "numbers: easting " + east_text(c) + " is " + std::to_string(width) +
                  "-degree zone " + std::to_string(zone) + " with its prefix";
    return true;
  }
  static double meridian(int zone, int width) { return width == 3 ? 3.0 * zone : 6.0 * zone - 3; }
  std::string header_words() const {
    std::string out = stated_.datum_text;
    const auto more = [&](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
    if (stated_.width) more(std::to_string(*stated_.width) + " 度带");
    if (stated_.zone) more("带号 " + std::to_string(*stated_.zone));
    if (stated_.meridian)
      more("中央子午线 " +
           (stated_.meridian_text.empty() ? shortest(*stated_.meridian) : stated_.meridian_text));
    return out.empty() ? out : "header: " + out + "; ";
  }

  // Zone and width that the header gives an easting without prefix; an empty system: it does not say, or contradicts itself (fault).
  std::string stated_zone() {
    int zone = stated_.zone.value_or(0), width = stated_.width.value_or(0);
    // The ranges of zone numbers do not meet: one number says its width. A meridian alone is a zone of 3 degrees.
    if (zone && !width) width = zone >= 25 ? 3 : 6;
    if (!zone && stated_.meridian) {
      width = width ? width : 3;
      const double number = width == 3 ? *stated_.meridian / 3 : (*stated_.meridian + 3) / 6;
      zone = number == std::floor(number) ? static_cast<int>(number) : 0;
    }
    std::string crs = zone && width ? zone_system(zone, width, false, chosen_.datum) : std::string();
    if (stated_.zone && crs.empty())
      refuse(stated_.zone_said + " is no zone of " + std::to_string(width) +
             " degrees; correct 带号 or 几度分带, or say the system with --crs");
    if (stated_.zone && stated_.meridian && *stated_.meridian != meridian(zone, width))
      refuse(stated_.zone_said + " contradicts " + stated_.meridian_said + "; correct one of them");
    return crs;
  }

  bool without_prefix() {
    const Corner& c = corners_.front();
    const std::string plain = at_line(c.line) + ": easting " + east_text(c) + " carries no zone";
    if (user_ && (user_->width == 0 || user_->prefix))
      return refuse(
          plain + ", but --crs says " + options_.crs + "; say " +
          (user_->width == 0 ? "the zone" : zone_system(user_->zone, user_->width, false, user_->datum)));
    std::string crs = stated_zone();
    if (!out_.fault.empty()) return false;
    if (stated_.meridian && crs.empty()) return beside_zones();
    if (user_) return user_zone(crs);
    if (crs.empty() && options_.start) crs = start_zone();
    if (crs.empty())
      return refuse(plain +
                    ", and the header does not say both 带号 and 几度分带; say the system with --crs, for "
                    "example EPSG:4543 for the meridian 102 E");
    out_.crs = crs;
    out_.reason = header_words() + "numbers: easting without prefix";
    return true;
  }
  // A central meridian that no zone has.
  bool beside_zones() {
    const std::string& said = stated_.meridian_said;
    if (user_)
      return refuse(said + " is that of no zone, but --crs says " + options_.crs + "; correct one of them");
    if (options_.start && !options_.start->datum) return plain().fault.empty();
    return refuse(local_fault(said + " is that of no zone of " +
                                  (stated_.width ? std::to_string(*stated_.width) : "3 or 6") +
                                  " degrees: unless it is a slip, it",
                              options_));
  }
  // The zone that the user's parameters start from.
  std::string start_zone() const {
    const auto start = geom::china_system(options_.start->code);
    if (!start || start->width == 0 || start->datum != chosen_.datum) return {};
    return zone_system(start->zone, start->width, false, start->datum);
  }
  bool user_zone(const std::string& crs) {
    if (!crs.empty() && meridian_of(crs) != meridian_of(options_.crs))
      return refuse(Stated::says(stated_.zone ? stated_.zone_said : stated_.meridian_said) + " (" + crs +
                    "), but --crs says " + options_.crs + "; correct one of them");
    out_.crs = options_.crs;
    out_.reason = "said: --crs " + options_.crs;
    return true;
  }
  static double meridian_of(const std::string& crs) {
    const auto known = geom::china_system(key_of(crs));
    return known ? known->meridian() : 0;
  }

  void assume() {
    if (!chosen_.note.empty()) return notes_.add("survey.crs_assumed", Severity::note, chosen_.note);
    if (stated_.datum.kind != Datum::Kind::silent || !options_.crs.empty()) return;
    const Corner& c = corners_.front();
    notes_.add("survey.crs_assumed", Severity::note,
               degrees(kind_) ? "degrees, no system stated: taken as CGCS2000"
                              : at_line(c.line) + ": " + text_of(c) + ": no datum stated: taken as CGCS2000",
               "say the system with --crs if it is another one");
  }

  const std::vector<Corner>& corners_;
  const Stated& stated_;
  Columns columns_;
  const Labels& labels_;
  const Options& options_;
  Notes& notes_;
  std::optional<geom::ChinaSystem> user_;
  Chosen chosen_;
  Kind kind_ = Kind::none;
  Place out_;
};

}  // namespace

Place place(const std::vector<Corner>& corners, const Stated& stated, Columns columns, const Labels& labels,
            const Options& options, Notes& notes) {
  return Placing(corners, stated, columns, labels, options, notes).run();
}

}  // namespace zonegate::survey
