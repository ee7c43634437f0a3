// SPDX-License-Identifier: Apache-2.0
// A second block of points beside the first, or a sheet whose headers nobody knows, may be half of the project. Idea: numbers tell by their magnitude that they are
// corners; columns whose corners lie where those read lie are a copy of them, all others are ground that nobody judges.
#include "other_points.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "packed.h"
#include "text.h"

namespace zonegate::survey {
namespace {

// A copy in another datum of China, or on a web map that its header names, lies this far off; phases of a project lie farther, or their columns do not say so. What names no other system is a copy to
// its digits and a conversion: an outline moved by a few metres is another statement of the ground.
constexpr double kConverted = 0.1, kOtherDatum = 250, kWebMap = 1500;
constexpr double kMetresOfDegree = 111000;

struct Spot {
  double north = 0, east = 0;  // degrees, or metres without their zone
  int zone = 0;
  bool degrees = false;
  double half = 0;  // metres: what half of the last digits may hide
};

bool in(double v, double from, double to) { return v >= from && v <= to; }

std::optional<Spot> spot_of(double n, double e) {
  if (in(n, 3, 54) && in(e, 73, 136)) return Spot{n, e, 0, true, 0};
  if (!in(n, 3e5, 6e6)) return std::nullopt;
  const double zone = std::floor(e / 1e6);
  if (in(zone, 13, 45) && in(e - zone * 1e6, 1e5, 9e5))
    return Spot{n, e - zone * 1e6, static_cast<int>(zone), false, 0};
  if (n >= 1e6 && in(e, 1e5, 9e5)) return Spot{n, e, 0, false, 0};
  return std::nullopt;
}
std::optional<Reading> reading_of(const std::string& text, bool packed) {
  const Packed value = packed ? unpack(text) : Packed{};
  return value.number ? value.value : read_coordinate(text);
}
std::optional<Spot> spot_of(const std::string& a, const std::string& b, bool packed = false) {
  const auto one = reading_of(a, packed), two = reading_of(b, packed);
  if (!one || !two) return std::nullopt;
  auto spot = spot_of(one->value, two->value);
  if (!spot) spot = spot_of(two->value, one->value);
  if (spot) spot->half = std::hypot(one->half, two->half) * (spot->degrees ? kMetresOfDegree : 1);
  return spot;
}

// Small whole numbers (a count beside an area) are in the ranges of degrees, too.
bool written_as_degrees(const std::string& text) {
  const auto number = read_coordinate(text);
  return number && number->decimals >= 3;
}

geom::LonLat on_globe(const Spot& spot, int meridian) {
  if (spot.degrees) return {spot.east, spot.north};
  static std::map<int, geom::Transform> made;
  auto at = made.find(meridian);
  if (at == made.end()) {
    const geom::Crs crs =
        geom::Crs::parse(geom::china_authority({geom::ChinaSystem::Datum::cgcs2000, 3, meridian / 3, false}));
    at = made.emplace(meridian, geom::Transform(crs, geom::Plane::equal_area())).first;
  }
  return at->second.to_lonlat({spot.east, spot.north});
}
double metres_between(const geom::LonLat& a, const geom::LonLat& b) {
  const double cosine = std::cos(a.lat * std::acos(-1.0) / 180);
  return kMetresOfDegree * std::hypot(a.lat - b.lat, (a.lon - b.lon) * cosine);
}

std::vector<int> meridians_of(const Spot& spot) {
  if (spot.degrees) return {0};
  if (spot.zone >= 25) return {3 * spot.zone};
  if (spot.zone > 0) return {6 * spot.zone - 3};
  std::vector<int> all;
  for (int m = 75; m <= 135; m += 3) all.push_back(m);
  return all;
}

double apart(const Spot& a, const Spot& b) {
  // Both in one zone, or in the same unknown one.
  if (!a.degrees && !b.degrees && (a.zone == b.zone || a.zone == 0 || b.zone == 0))
    return std::hypot(a.north - b.north, a.east - b.east);
  double least = 1e9;
  for (const int m : meridians_of(a))
    for (const int n : meridians_of(b))
      least = std::min(least, metres_between(on_globe(a, m), on_globe(b, n)));
  return least;
}

// "x2", "二期x", "备用坐标": a name of a coordinate with something about it.
bool coordinate_words(const std::string& key) {
  for (const std::string_view word : {"坐标", "经度", "纬度", "lon", "lat", "东经", "北纬", "经纬"})
    if (key.find(word) != std::string::npos) return true;
  const auto last = key.find_last_not_of("0123456789_-.");
  return last != std::string::npos && (key[last] == 'x' || key[last] == 'y') &&
         (last == 0 || key.find_first_not_of("abcdefghijklmnopqrstuvw0123456789") != 0);
}

// Centres and control points are none of the boundary.
bool of_other_points(const std::string& text) {
  return has_one(text, {"中心", "中点", "控制点", "原点", "基准点"});
}

class Finder {
 public:
  Finder(const std::vector<Column>& columns, const Pair& pair, bool converted, std::size_t rows,
         const Cell& cell)
      : columns_(columns), pair_(pair), converted_(converted), rows_(rows), cell_(cell) {}

  std::vector<std::string> run() {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (!free(c)) continue;
      if (both(c)) continue;
      words(c);
      for (std::size_t d = c + 1; d < std::min(c + 4, columns_.size()); ++d) {
        if (!free(d) || !two(c, d)) continue;
        c = d;
        break;
      }
    }
    return std::move(out_);
  }

 private:
  bool free(std::size_t c) const {
    const Role role = columns_[c].role;
    return c != pair_.a && c != pair_.b &&
           (role == Role::other || role == Role::ignored || (role >= Role::lon && role <= Role::both));
  }
  bool named(std::size_t c) const {
    const Role role = columns_[c].role;
    return role != Role::other || coordinate_words(columns_[c].key);
  }
  std::optional<Spot> read(std::size_t row, std::size_t a, std::size_t b) const {
    const bool packed = packed_unit(columns_[a].unit) == Packing::seconds;
    if (a != b) return spot_of(cell_(row, a), cell_(row, b), packed);
    const auto parts = halves(cell_(row, a));
    return parts ? spot_of(parts->first, parts->second, packed) : std::nullopt;
  }
  bool both(std::size_t c) {
    return judge(c, c, [&](std::size_t r) { return halves(cell_(r, c)).has_value(); });
  }
  bool two(std::size_t a, std::size_t b) {
    return judge(a, b, [&](std::size_t r) {
      return read_coordinate(cell_(r, a)).has_value() && read_coordinate(cell_(r, b)).has_value();
    });
  }

  // Words like 另有J1(3325950.000，34602980.000) in a column of remarks.
  void words(std::size_t c) {
    if (columns_[c].role != Role::other || of_other_points(columns_[c].key)) return;
    for (std::size_t r = 0; r < rows_; ++r) {
      const std::string text = cell_(r, c);
      const auto two = halves(text);
      const bool pair = two && read_coordinate(two->first) && read_coordinate(two->second);
      if (pair || !holds_corner(text)) continue;
      out_.push_back("column " + columns_[c].title + " holds words with points (" + shortened(text, 40) +
                     "), which are not read");
      return;
    }
  }

  // True if the columns are a pair of coordinates; those on other ground are told.
  bool judge(std::size_t a, std::size_t b, const std::function<bool(std::size_t)>& holds) {
    std::size_t corners = 0, strange = 0;
    bool varies = false, fine = true;
    std::string first, far;
    for (std::size_t r = 0; r < rows_; ++r) {
      if (!holds(r)) continue;
      const auto spot = read(r, a, b);
      if (!spot) {
        ++strange;
        continue;
      }
      ++corners;
      const std::string text = cell_(r, a) + "|" + cell_(r, b);
      if (first.empty()) first = text;
      varies = varies || text != first;
      if (a != b && spot->degrees)
        fine = fine && written_as_degrees(cell_(r, a)) && written_as_degrees(cell_(r, b));
      const auto ours = read(r, pair_.a, pair_.b);
      if (far.empty() && (!ours || apart(*ours, *spot) > allowed(a, b) + ours->half + spot->half)) far = text;
    }
    const bool names = named(a) && named(b);
    // Attributes of a project (an investment, an output) say the same in each row.
    if (corners == 0 || strange > corners || !(names || (varies && fine))) return false;
    if (!far.empty()) tell(a, b, far);
    return true;
  }
  double allowed(std::size_t a, std::size_t b) const {
    for (const std::size_t c : {a, b})
      for (const std::string_view web : {"gcj", "bd09", "火星", "百度", "高德"})
        if (columns_[c].key.find(web) != std::string::npos) return kWebMap;
    return of_another_datum(columns_[a]) || of_another_datum(columns_[b]) ? kOtherDatum : kConverted;
  }
  // X（国家2000） beside X is no copy of it where they differ: X may be what is wrong. Beside parameters of an old datum it is.
  bool of_another_datum(const Column& column) const {
    const Datum::Kind kind = datum_in("坐标系", column.unit.empty() ? column.title : column.unit).kind;
    if (kind == Datum::Kind::cgcs2000) return converted_ || of_old_datum(columns_[pair_.a]);
    return names_system(column.title) || of_old_datum(column) || kind == Datum::Kind::wgs84;
  }
  void tell(std::size_t a, std::size_t b, std::string example) {
    if (a == b) example = example.substr(0, example.find('|'));
    std::replace(example.begin(), example.end(), '|', ' ');
    out_.push_back((a == b ? "column " + columns_[a].title
                           : "columns " + columns_[a].title + " and " + columns_[b].title) +
                   (a == b ? " holds points (" : " hold points (") + shortened(example, 40) +
                   ") that are not where those of " + columns_[pair_.a].title +
                   (pair_.a == pair_.b ? "" : " and " + columns_[pair_.b].title) + " are, and are not read");
  }

  const std::vector<Column>& columns_;
  const Pair& pair_;
  bool converted_;
  std::size_t rows_;
  const Cell& cell_;
  std::vector<std::string> out_;
};

}  // namespace

std::optional<double> metres_apart(const geom::Point& a, const geom::Point& b) {
  const auto spot = [](const geom::Point& p) {
    const auto one = spot_of(p.y, p.x);
    return one ? one : spot_of(p.x, p.y);
  };
  const auto one = spot(a), two = spot(b);
  return one && two ? std::optional(apart(*one, *two)) : std::nullopt;
}

bool corner_like(const std::string& a, const std::string& b) {
  const auto spot = spot_of(a, b);
  return spot && (!spot->degrees || (written_as_degrees(a) && written_as_degrees(b)));
}

bool same_corner(const std::pair<std::string, std::string>& a, const std::pair<std::string, std::string>& b) {
  const auto one = spot_of(a.first, a.second), two = spot_of(b.first, b.second);
  return one && two && apart(*one, *two) <= kConverted + one->half + two->half;
}

bool holds_corner(std::string_view text) {
  const std::string plain = narrow(text);
  if (of_other_points(plain)) return false;
  std::string last;
  for (std::size_t at = 0; (at = plain.find_first_of("0123456789", at)) != std::string::npos;) {
    const auto end = std::min(plain.find_first_not_of("0123456789.", at), plain.size());
    const std::string number = plain.substr(at, end - at);
    const auto read = read_decimal(number);
    // A northing of whole metres beside an easting is as plain as one with decimals.
    const bool fine = read && (read->decimals > 0 || (number.size() >= 7 && number.size() <= 8));
    if (fine && !last.empty() && corner_like(last, number)) return true;
    last = fine ? number : std::string();
    at = end;
  }
  return false;
}

namespace {

// Numbers of a text, whatever stands between them: "X=3320000.5 Y=607200", 103°6′39″.
std::vector<std::string> numbers_in(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; (at = text.find_first_of("0123456789", at)) != std::string::npos;) {
    const auto end = std::min(text.find_first_not_of("0123456789.", at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

// Degrees, minutes and seconds in three numbers.
std::optional<double> angle_of(const std::vector<std::string>& numbers, std::size_t at) {
  const auto d = read_decimal(numbers[at]), m = read_decimal(numbers[at + 1]),
             s = read_decimal(numbers[at + 2]);
  if (!d || !m || !s || d->decimals > 0 || m->decimals > 0 || m->value >= 60 || s->value >= 60)
    return std::nullopt;
  return d->value + m->value / 60 + s->value / 3600;
}
// A corner in six of the numbers, one after the other: 103 | 6 | 39 | 29 | 59 | 41, in either order.
std::optional<Spot> spot_in_parts(const std::string& text) {
  const auto numbers = numbers_in(text);
  for (std::size_t i = 0; i + 6 <= numbers.size(); ++i) {
    const auto a = angle_of(numbers, i), b = angle_of(numbers, i + 3);
    if (!a || !b) continue;
    if (const auto spot = spot_of(*a, *b); spot && spot->degrees) return spot;
    if (const auto spot = spot_of(*b, *a); spot && spot->degrees) return spot;
  }
  return std::nullopt;
}

// Points in columns, or X over Y in one column: a row of numbers, and below it as many that make corners of them.
std::size_t corners_across(const std::vector<std::string>& upper, const std::vector<std::string>& lower) {
  if (upper.empty() || upper.size() != lower.size()) return 0;
  for (std::size_t i = 0; i < upper.size(); ++i)
    if (!corner_like(upper[i], lower[i])) return 0;
  return upper.size();
}

// A row of a sheet that nobody reads: two cells like a corner, or one that holds it ("J0: X=3320000 Y=607200").
bool row_of_corner(const std::string& plain) {
  const auto words = words_of(plain);
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (corner_like(words[i], words[i + 1])) return true;
  if (of_other_points(plain)) return false;
  const auto numbers = numbers_in(plain);
  const auto fine = [](const std::string& number) {
    return number.find('.') != std::string::npos || (number.size() >= 6 && number.size() <= 8);
  };
  for (std::size_t i = 0; i + 1 < numbers.size(); ++i)
    if (fine(numbers[i]) && fine(numbers[i + 1]) && corner_like(numbers[i], numbers[i + 1])) return true;
  return false;
}

bool speaks_of_points(const std::string& plain) {
  return has_one(plain, {"度", "°", "经", "纬", "坐标", "界址", "拐点", "lon", "lat", "Lon", "Lat"});
}

}  // namespace

bool holds_points(const std::string& text) {
  const std::string plain = without_marks(narrow(text));
  if (of_other_points(plain)) return false;
  return row_of_corner(plain) || holds_corner(plain) || (speaks_of_points(plain) && spot_in_parts(plain));
}

std::vector<geom::Point> corners_in(std::string_view text) {
  const std::string plain = without_marks(narrow(text));
  if (of_other_points(plain)) return {};
  const auto numbers = numbers_in(plain);
  std::vector<geom::Point> out;
  for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
    if (!corner_like(numbers[i], numbers[i + 1])) continue;
    out.push_back({read_decimal(numbers[i])->value, read_decimal(numbers[i + 1])->value});
    ++i;
  }
  if (!out.empty() || !speaks_of_points(plain)) return out;
  for (std::size_t i = 0; i + 6 <= numbers.size();) {
    const auto a = angle_of(numbers, i), b = angle_of(numbers, i + 3);
    const bool corner = a && b && (spot_of(*a, *b) || spot_of(*b, *a));
    if (corner) out.push_back({*a, *b});
    i += corner ? 6 : 1;
  }
  return out;
}

std::vector<std::string> unread_sheets(const Statements& elsewhere) {
  struct Sheet {
    std::size_t rows = 0;
    bool speaks = false;  // of degrees or points, anywhere
    std::vector<Spot> angles;
    std::vector<std::string> last;  // numbers of the row before
    std::size_t across = 0;
  };
  std::map<std::string, Sheet> sheets;
  for (const auto& [where, text] : elsewhere) {
    Sheet& sheet = sheets[where];
    const std::string plain = without_marks(narrow(text));
    auto numbers = numbers_in(plain);
    sheet.across += corners_across(sheet.last, numbers);
    sheet.last = std::move(numbers);
    sheet.speaks = sheet.speaks || speaks_of_points(plain);
    if (row_of_corner(plain)) {
      ++sheet.rows;
    } else if (const auto angle = spot_in_parts(plain)) {
      sheet.angles.push_back(*angle);
    }
  }
  std::vector<std::string> out;
  for (auto& [where, sheet] : sheets) {
    // Six small numbers may be counts of anything; corners of one parcel lie near each other.
    constexpr std::size_t kFewest = 3;
    const Spot first = sheet.angles.empty() ? Spot{} : sheet.angles.front();
    const bool near = std::all_of(sheet.angles.begin(), sheet.angles.end(), [&first](const Spot& spot) {
      return std::abs(spot.north - first.north) < 1 && std::abs(spot.east - first.east) < 1;
    });
    if (sheet.speaks || (near && sheet.angles.size() >= kFewest)) sheet.rows += sheet.angles.size();
    if (sheet.rows == 0 && sheet.across >= kFewest) sheet.rows = sheet.across;
    if (sheet.rows == 0) continue;
    out.push_back(where + " has " + std::to_string(sheet.rows) + (sheet.rows == 1 ? " row" : " rows") +
                  " like boundary points, under no header that is known, and is not read");
  }
  return out;
}

std::vector<std::string> unread_columns(const std::vector<Column>& columns, const Pair& pair, bool converted,
                                        std::size_t rows, const Cell& cell) {
  return Finder(columns, pair, converted, rows, cell).run();
}

}  // namespace zonegate::survey
