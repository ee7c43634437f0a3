// SPDX-License-Identifier: Apache-2.0
//
// All ways to understand a pair of numbers, from simple to far-fetched. Magnitude separates most of them: degrees are below 180, northings in China between 300 and 6200 km, eastings
// below 1000 km once the number of the zone (13 to 45) is off. What magnitude leaves open is the central meridian, and there every zone is a reading.
// Cost: at most two inverse projections a pair; zones differ by an addition.
#include "readings.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace zonegate::datum {
namespace {

using Datum = geom::ChinaSystem::Datum;
using geom::ChinaSystem;
using geom::LonLat;
using geom::Point;

// Simpler first. Readings of one rank keep the order in which they were found.
constexpr double kStated = 0, kAxes = 1, kPrefix = 2, kUnit = 3, kZone = 4, kWebMap = 5, kAxesAndUnit = 6,
                 kAxesAndZone = 7, kAxesAndWebMap = 8, kOdd = 9;

struct Ranked {
  double rank;
  Hypothesis reading;
};

bool degree_pair(Point p) { return std::abs(p.x) <= 180 && std::abs(p.y) <= 90; }

// Other systems than China's: through geom, remembered, since a parse costs more than all the rest.
std::optional<LonLat> place_in(const std::string& crs, Point p) {
  thread_local std::map<std::string, std::optional<geom::Transform>> known;
  if (known.size() > 64) known.clear();
  auto at = known.find(crs);
  if (at == known.end()) {
    at = known.emplace(crs, std::nullopt).first;
    try {
      at->second.emplace(geom::Crs::parse(crs), geom::Plane::equal_area());
    } catch (const Error&) {  // no system, or a datum that nothing leads from
      at->second.reset();
    }
  }
  if (!at->second) return std::nullopt;
  try {
    return near_china(at->second->to_lonlat(p));
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<LonLat> place_as(const std::string& crs, Point p) {
  const auto system = geom::china_system(crs);
  if (!system) return crs.empty() ? std::nullopt : place_in(crs, p);
  if (system->width == 0) return near_china({p.x, p.y});
  const auto beyond = beyond_meridian(p.x - system->false_easting() + 500000, p.y);
  return beyond ? near_china({beyond->lon + system->meridian(), beyond->lat}) : std::nullopt;
}

std::string zone_words(const ChinaSystem& s) {
  const std::string code = geom::china_authority(s);
  std::string words = "as " + code + " (" + std::to_string(s.width) + "-degree zone " +
                      std::to_string(s.zone) + ", " + shortest(s.meridian()) + " E";
  const int six = (s.zone * 3 + 3) / 6;
  ChinaSystem twin{s.datum, 6, six, false};
  if (s.width == 3 && !s.prefix && twin.meridian() == s.meridian() && !geom::china_authority(twin).empty())
    words +=
        "; the same numbers as 6-degree zone " + std::to_string(six) + ", " + geom::china_authority(twin);
  return words + ")";
}

class Reading {
 public:
  Reading(Point source, const std::string& crs)
      : source_(source), crs_(crs), stated_(geom::china_system(crs)) {
    if (stated_) datum_ = stated_->old_datum() ? stated_->datum : Datum::cgcs2000;
    if (datum_ != Datum::cgcs2000) helmert_ = " --helmert FILE";
  }

  std::vector<Hypothesis> run() {
    const auto place = place_as(crs_, source_);
    add(kStated, "as stated", crs_, source_, "", place);
    if (!crs_.empty())
      add(kAxes, "with axes swapped", crs_, swapped(), "--swap-xy", place_as(crs_, swapped()));
    for (const bool swap : {false, true}) {
      const Point p = swap ? swapped() : source_;
      if (degree_pair(p)) {
        degrees(p, swap);
      } else {
        metres(p, swap);
      }
    }
    if (place && !degree_pair(source_)) projected_web_map(*place);
    std::stable_sort(out_.begin(), out_.end(), [](const auto& a, const auto& b) { return a.rank < b.rank; });
    std::vector<Hypothesis> all;
    for (auto& one : out_) all.push_back(std::move(one.reading));
    return all;
  }

 private:
  Point swapped() const { return {source_.y, source_.x}; }
  static std::string told(bool swap, const std::string& words) {
    return swap ? "with axes swapped, " + words : words;
  }
  static std::string options(bool swap, const std::string& words) {
    return swap ? "--swap-xy " + words : words;
  }

  void add(double rank, std::string name, std::string crs, Point p, std::string needs,
           std::optional<LonLat> place, double accuracy = 0) {
    if (rank != kStated && !place) return;
    out_.push_back({rank, {std::move(name), std::move(crs), p, std::move(needs), accuracy, place}});
  }

  void degrees(Point p, bool swap) {
    const LonLat q{p.x, p.y};
    if (!stated_ || stated_->width) {
      const std::string code = geom::china_authority({datum_, 0, 0, false});
      add(swap ? kAxesAndUnit : kUnit, told(swap, "as degrees (" + code + ")"), code, p,
          options(swap, "--crs " + code + helmert_), near_china(q));
    }
    if (!in_shifted_box(q)) return;
    const LonLat gcj = wgs84_from_gcj02(q), bd = wgs84_from_bd09(q);
    const double rank = swap ? kAxesAndWebMap : kWebMap;
    const std::string crs = stated_ && stated_->width == 0 && !stated_->old_datum() ? "" : "--crs EPSG:4326 ";
    add(rank, told(swap, "as GCJ-02"), "EPSG:4326", {gcj.lon, gcj.lat}, options(swap, crs + "--from gcj02"),
        gcj, kGcj02Accuracy.value);
    add(rank, told(swap, "as BD-09"), "EPSG:4326", {bd.lon, bd.lat}, options(swap, crs + "--from bd09"), bd,
        kBd09Accuracy.value);
  }

  void metres(Point p, bool swap) {
    const int prefix = prefix_of(p.x);
    const double easting = p.x - prefix * 1e6;
    const auto beyond = beyond_meridian(easting, p.y);
    if (!beyond) return;
    if (prefix) {
      const int width = prefix >= 25 ? 3 : 6;
      zone(p, swap, {datum_, width, prefix, true}, *beyond);
      if (!swap) other_prefix(p, easting, prefix, *beyond);
      return;
    }
    for (int number = 25; number <= 45; ++number) zone(p, swap, {datum_, 3, number, false}, *beyond);
  }

  void zone(Point p, bool swap, const ChinaSystem& s, LonLat beyond) {
    const std::string code = geom::china_authority(s);
    const bool placed = stated_ && stated_->width;
    const bool same_meridian = placed && stated_->meridian() == s.meridian();
    if (code.empty() || (same_meridian && stated_->false_easting() == s.false_easting()))
      return;  // as stated
    double rank = swap ? kAxesAndZone : same_meridian ? kPrefix : kZone;
    // Nearest meridian first; a step of 60 zones is one rank.
    if (placed) rank += std::abs(s.meridian() - stated_->meridian()) / 180;
    add(rank, told(swap, zone_words(s)), code, p, options(swap, "--crs " + code + helmert_),
        near_china({beyond.lon + s.meridian(), beyond.lat}));
  }

  // The number of the zone itself is wrong: no option mends that.
  void other_prefix(Point p, double easting, int prefix, LonLat beyond) {
    const int width = prefix >= 25 ? 3 : 6;
    for (int number = width == 3 ? 25 : 13; number <= (width == 3 ? 45 : 23); ++number) {
      if (number == prefix) continue;
      const ChinaSystem s{datum_, width, number, true};
      add(kOdd + std::abs(number - prefix) / 100.0,
          "with zone " + std::to_string(number) + " before the eastings instead of " + std::to_string(prefix),
          geom::china_authority(s), {easting + number * 1e6, p.y}, "",
          near_china({beyond.lon + s.meridian(), beyond.lat}));
    }
  }

  // Somebody projected a web map's degrees as if they were WGS 84.
  void projected_web_map(LonLat place) {
    const LonLat gcj = wgs84_from_gcj02(place), bd = wgs84_from_bd09(place);
    add(kOdd, "as GCJ-02 degrees that were projected", "EPSG:4326", {gcj.lon, gcj.lat}, "", gcj,
        kGcj02Accuracy.value);
    add(kOdd, "as BD-09 degrees that were projected", "EPSG:4326", {bd.lon, bd.lat}, "", bd,
        kBd09Accuracy.value);
  }

  Point source_;
  const std::string& crs_;
  std::optional<ChinaSystem> stated_;
  Datum datum_ = Datum::cgcs2000;
  std::string helmert_;
  std::vector<Ranked> out_;
};

}  // namespace

std::optional<LonLat> near_china(LonLat p) {
  if (p.lon >= 70 && p.lon <= 140 && p.lat >= 0 && p.lat <= 58) return p;
  return std::nullopt;
}

int prefix_of(double easting) {
  const double zone = std::floor(easting / 1e6);
  return zone >= 13 && zone <= 45 ? static_cast<int>(zone) : 0;
}

std::optional<LonLat> beyond_meridian(double easting, double northing) {
  if (!(easting > 0 && easting < 1e6 && northing > 3e5 && northing < 6.3e6)) return std::nullopt;
  constexpr double kMeridian = 102;
  thread_local const geom::Transform zone(geom::Crs::parse("EPSG:4543"), geom::Plane::equal_area());
  try {
    const LonLat p = zone.to_lonlat({easting, northing});
    return LonLat{p.lon - kMeridian, p.lat};
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::vector<Hypothesis> readings(Point source, const std::string& stated_crs) {
  if (!std::isfinite(source.x) || !std::isfinite(source.y)) return {};
  return Reading(source, stated_crs).run();
}

}  // namespace zonegate::datum
