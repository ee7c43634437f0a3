// SPDX-License-Identifier: Apache-2.0
#include "part.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "packed.h"
#include "rings.h"
#include "text.h"

namespace zonegate::survey {
namespace {

struct Word {
  std::string_view word;
  Geometry geometry;
};
constexpr std::array<Word, 16> kWords = {{{"面", Geometry::polygon},
                                          {"多边形", Geometry::polygon},
                                          {"面状", Geometry::polygon},
                                          {"polygon", Geometry::polygon},
                                          {"multipolygon", Geometry::polygon},
                                          {"area", Geometry::polygon},
                                          {"线", Geometry::line},
                                          {"折线", Geometry::line},
                                          {"线状", Geometry::line},
                                          {"line", Geometry::line},
                                          {"linestring", Geometry::line},
                                          {"polyline", Geometry::line},
                                          {"点", Geometry::point},
                                          {"点状", Geometry::point},
                                          {"point", Geometry::point},
                                          {"multipoint", Geometry::point}}};
const char* word_of(Geometry g) {
  return g == Geometry::polygon ? "polygon" : g == Geometry::line ? "line" : "point";
}

Geometry by_count(std::size_t points) {
  return points >= 3 ? Geometry::polygon : points == 2 ? Geometry::line : Geometry::point;
}

// A count is right with and without closing points.
// True: more are stated than were read.
bool check_count(const Draft& draft, const std::vector<Loop>& loops, std::size_t line, Notes& notes) {
  if (!draft.count) return false;
  const long lines = static_cast<long>(draft.corners.size());
  const long closings =
      static_cast<long>(std::count_if(loops.begin(), loops.end(), [](const Loop& l) { return l.closed; }));
  const long open = lines - closings, closed = open + static_cast<long>(loops.size());
  const long count = *draft.count;
  if (count == lines || count == open || count == closed) return false;
  std::string message = at_line(line) + ": " + std::to_string(count) + " boundary points stated, " +
                        std::to_string(lines) + " read";
  if (closings > 0) message += " (" + std::to_string(open) + " without closing points)";
  notes.add("survey.point_count_differs", Severity::warning, message, "make sure that no line is missing");
  return count > std::max(lines, closed);
}

class Finish {
 public:
  Finish(const Draft& draft, const Stated& stated, const Options& options, Notes& notes, Feature& out)
      : draft_(draft), stated_(stated), options_(options), notes_(notes), out_(out) {}

  void run() {
    geometry_ = draft_.geometry.value_or(by_count(draft_.corners.size()));
    if (geometry_ != Geometry::polygon && !hear_ring()) return;
    loops_ = part_loops(draft_.corners, geometry_, notes_, out_.fault);
    if (!out_.fault.empty()) return;
    more_stated_ = check_count(draft_, loops_, out_.line, notes_);
    if (more_stated_ && !draft_.area && out_.areas.empty())
      notes_.add("survey.points_unread", Severity::error,
                 at_line(out_.line) + ": " + std::to_string(*draft_.count) + " boundary points are stated, " +
                     std::to_string(draft_.corners.size()) +
                     " are there, and no stated area tells that none is missing",
                 "complete the points, or correct their number");
    std::vector<Corner> all;
    for (const Loop& loop : loops_) all.insert(all.end(), loop.corners.begin(), loop.corners.end());
    place_ = place(all, stated_, draft_.columns, draft_.labels, options_, notes_);
    out_.fault = place_.fault;
    if (!out_.fault.empty()) return;
    for (const Corner& c : all) digits(c);
    build();
    if (!out_.fault.empty()) return;
    out_.crs = place_.crs;
    out_.crs_reason = place_.reason;
  }

 private:
  // Corners of an area that is marked 点 or 线 would be judged as discs or a strip. False: nobody can say which it is.
  bool hear_ring() {
    std::vector<Issue> unheard;
    Notes silent(unheard, {}, {});
    std::string fault;
    const auto rings = part_loops(draft_.corners, Geometry::polygon, silent, fault);
    const bool whole =
        fault.empty() && !rings.empty() &&
        std::all_of(rings.begin(), rings.end(), [](const Loop& r) { return r.corners.size() >= 3; });
    if (!whole) return true;
    const std::string marked = at_line(out_.line) + ": it is marked as a " + word_of(geometry_);
    if (fits_ring(rings)) {
      geometry_ = Geometry::polygon;
      notes_.add("survey.geometry_assumed", Severity::warning,
                 marked + ", but the stated area is that of the ring of its corners: read as a polygon",
                 "mark it 面");
      return true;
    }
    const bool closed = std::all_of(rings.begin(), rings.end(), [](const Loop& r) { return r.closed; });
    if (geometry_ != Geometry::point || !closed) return true;
    out_.fault = marked + ", but its corners close to a ring; mark it 面, or leave out the closing point";
    return false;
  }
  // To one part in a hundred: of degrees the size is that of a sphere.
  bool fits_ring(const std::vector<Loop>& rings) const {
    AreaDrawn ground;
    for (const Loop& ring : rings) ground.area += std::abs(rough_area(ring.corners));
    ground.slack = 0.01 * ground.area;
    std::vector<AreaSaid> said = out_.areas;
    if (draft_.area && draft_.area->hectares > 0)
      said.push_back({{}, {}, draft_.area->hectares, draft_.area->half, 1, false});
    return std::any_of(said.begin(), said.end(), [&](const AreaSaid& one) {
      return ground.area > 0 && !compare_said(one, ground).differs;
    });
  }
  static double rough_area(const std::vector<Corner>& corners) {
    const Corner& o = corners.front();
    const double latitude = std::min(o.a, o.b), metres = 111320;
    const bool degrees = std::max(o.a, o.b) <= 180;
    const double scale = degrees ? metres * metres * std::cos(latitude * std::acos(-1.0) / 180) : 1;
    double twice = 0;
    for (std::size_t i = 0; i < corners.size(); ++i) {
      const Corner &p = corners[i], &q = corners[(i + 1) % corners.size()];
      twice += (p.a - o.a) * (q.b - o.b) - (q.a - o.a) * (p.b - o.b);
    }
    return scale * twice / 2;
  }

  // A writer may leave out zeros at the end: the finest number of the part says how fine all are.
  void digits(const Corner& c) {
    decimals_ = std::max(decimals_, c.decimals);
    out_.half_digit = out_.half_digit == 0 ? c.half : std::min(out_.half_digit, c.half);
  }

  geom::Path path_of(const Loop& loop) const {
    geom::Path path;
    for (const Corner& c : loop.corners)
      path.push_back(place_.a_is_x ? geom::Point{c.a, c.b} : geom::Point{c.b, c.a});
    return path;
  }

  void build() {
    if (geometry_ == Geometry::polygon) return polygons();
    for (std::size_t i = 0; i < loops_.size(); ++i) {
      const geom::Path path = path_of(loops_[i]);
      if (geometry_ == Geometry::line && path.size() < 2) return too_few(i, "line", 2);
      if (geometry_ == Geometry::line) out_.shape.lines.push_back(path);
      if (geometry_ == Geometry::point)
        out_.shape.points.insert(out_.shape.points.end(), path.begin(), path.end());
    }
    if (draft_.area && draft_.area->hectares > 0)
      unchecked(std::string("the geometry is a ") + word_of(geometry_));
  }

  void too_few(std::size_t loop, const char* what, int least) {
    out_.shape = {};
    const std::size_t n = loops_[loop].corners.size();
    out_.fault = name_of(loops_[loop], loop) + " has " + std::to_string(n) +
                 (n == 1 ? " point" : " different points") + "; a " + what + " needs " +
                 std::to_string(least);
  }

  void polygons() {
    std::vector<NamedRing> rings;
    for (std::size_t i = 0; i < loops_.size(); ++i) {
      if (loops_[i].corners.size() < 3) return too_few(i, "polygon", 3);
      rings.push_back({name_of(loops_[i], i), path_of(loops_[i])});
    }
    const Nested nested = nest(rings, decimals_);
    out_.fault = nested.fault;
    if (!out_.fault.empty()) return;
    for (const std::string& text : nested.repeated)
      notes_.add("survey.ring_repeated", Severity::warning, text + "; it is left out", "compare the lines");
    out_.shape.polygons = nested.polygons;
    doubt_holes(nested);
    constexpr double kMetresOfDegree = 111320;
    const double metres = place_.degrees ? kMetresOfDegree : 1;
    // Millimetres are what such a file should have.
    if (out_.half_digit * metres > 0.0006)
      out_.area_slack_m2 = nested.perimeter * out_.half_digit * metres * metres;
    if (place_.degrees) return hand_on();
    if (!place_.known && place_.crs.empty()) return unchecked("the numbers are those of a local grid");
    if (!place_.known)
      return unchecked(place_.crs + " is no zone of CGCS2000, and its units are not known here");
    out_.planar_area_m2 = nested.area;
    if (draft_.area)
      compare_area(*draft_.area, {nested.area, nested.shells, nested.holes, nested.perimeter},
                   out_.half_digit, more_stated_, notes_);
  }

  // A hole that only its place makes one: nothing closes the ring before it, and no 圈号 says that another begins. It may be a parcel of its own, which nobody would
  // judge; the stated area tells.
  void doubt_holes(const Nested& nested) {
    auto begun = loops_.begin();
    while (begun != loops_.end() && !(begun->again && !std::prev(begun)->closed)) ++begun;
    if (begun == loops_.end() || !(nested.holes > 0)) return;
    constexpr double kMetresOfDegree = 111320, kSame = 0.01;
    const Corner& first = begun->corners.front();
    const double latitude = std::min(first.a, first.b) * std::acos(-1.0) / 180;
    const double scale = place_.degrees ? kMetresOfDegree * kMetresOfDegree * std::cos(latitude) : 1;
    const double area = scale * nested.area;
    const AreaDrawn ground{area, scale * nested.shells, scale * nested.holes, kSame * area};
    std::vector<AreaSaid> said = out_.areas;
    if (draft_.area && draft_.area->hectares > 0)
      said.push_back({{}, {}, draft_.area->hectares, draft_.area->half, 1, false});
    const bool confirmed = std::any_of(
        said.begin(), said.end(), [&](const AreaSaid& one) { return !compare_said(one, ground).differs; });
    if (confirmed) return;
    notes_.add(
        "survey.points_unread", Severity::error,
        at_line(first.line) + ": the ring that begins at " + first.name +
            " lies within another and would be a hole, but nothing says so (no 圈号, no closing point, "
            "no stated area without it): a parcel of its own may be meant",
        "give it a 圈号 and close the rings if it is a hole, or a 地块编号 if it is a parcel");
  }

  // Degrees have no planar area here.
  void hand_on() {
    if (!draft_.area || !(draft_.area->hectares > 0)) return;
    out_.areas.push_back({"地块面积", draft_.area->text, draft_.area->hectares, draft_.area->half, 1, false});
  }

  void unchecked(const std::string& why) {
    if (!draft_.area) return;
    notes_.add("survey.area_unchecked", Severity::note,
               "stated area " + fixed(draft_.area->hectares, 4) + " ha is not compared: " + why);
  }

  const Draft& draft_;
  const Stated& stated_;
  const Options& options_;
  Notes& notes_;
  Feature& out_;
  Geometry geometry_ = Geometry::polygon;
  std::vector<Loop> loops_;
  Place place_;
  int decimals_ = 0;
  bool more_stated_ = false;
};

}  // namespace

std::optional<Geometry> geometry_word(std::string_view text) {
  const std::string key = key_of(text);
  const auto it = std::find_if(kWords.begin(), kWords.end(), [&](const Word& w) { return w.word == key; });
  if (it == kWords.end()) return std::nullopt;
  return it->geometry;
}

void finish(const Draft& draft, const Stated& stated, const Options& options, Notes& notes, Feature& out) {
  if (draft.corners.empty()) {
    out.fault = at_line(out.line) + ": no boundary points follow; a parcel needs them";
    return;
  }
  if (options.most_points > 0 && draft.corners.size() > options.most_points) {
    out.fault = at_line(out.line) + ": it has more than " + std::to_string(options.most_points) +
                " vertices (" + options.limit_text + ")";
    return;
  }
  Draft unpacked = draft;
  out.fault = unpack_corners(unpacked.corners, stated, draft.labels, notes);
  if (out.fault.empty()) Finish(unpacked, stated, options, notes, out).run();
}

}  // namespace zonegate::survey
