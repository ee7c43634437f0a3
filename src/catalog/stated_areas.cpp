// SPDX-License-Identifier: Apache-2.0
//
// A column 用地面积 may say the area of the part in its row, or of the whole project in the row of each part, or in one of them. What every part repeats is a total, unless it fits the parts; what one part says
// alone fits the part or the whole. More than is there means ground that nobody judges; less is only told, for more is judged than was meant.
#include "catalog/stated_areas.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace zonegate::catalog {
namespace {

// Areas on the ellipsoid and those in a zone, or at the height of a plane of projection, differ by less than this.
constexpr double kProjected = 0.001;
// Other files: two statements of one size are the same to 1 % and 0.01 ha.
constexpr double kSameShare = 0.01, kSameSquareMetres = 100;

struct RingAreas {
  double shells = 0, holes = 0;
};

template <class Place>
double ring_area(const geom::Ring& ring, const Place& place) {
  double twice = 0;
  const geom::Point o = place(ring.front());
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const geom::Point p = place(ring[i]), q = place(ring[(i + 1) % ring.size()]);
    twice += (p.x - o.x) * (q.y - o.y) - (q.x - o.x) * (p.y - o.y);
  }
  return std::abs(twice) / 2;
}

template <class Place>
RingAreas ring_areas(const geom::Shape& shape, const Place& place) {
  RingAreas out;
  for (const auto& polygon : shape.polygons) {
    if (!polygon.shell.empty()) out.shells += ring_area(polygon.shell, place);
    for (const auto& hole : polygon.holes)
      if (!hole.empty()) out.holes += ring_area(hole, place);
  }
  return out;
}

geom::Point as_in_file(const geom::Point& p) { return p; }

// EPSG:3857 of degrees: programs that draw on web maps compute areas there, a third too large at 30 degrees north.
geom::Point web_mercator(const geom::Point& lonlat) {
  constexpr double kRadius = 6378137, kRadian = std::numbers::pi / 180;
  return {kRadius * lonlat.x * kRadian,
          kRadius * std::asinh(std::tan(std::clamp(lonlat.y, -85.0, 85.0) * kRadian))};
}

survey::AreaDrawn drawn_of(const ProjectFeature& read, const geom::Figure& figure) {
  survey::AreaDrawn out;
  const bool planar = read.planar_area_m2 > 0;
  out.area = planar ? read.planar_area_m2 : geom::area(figure.area_edges()).value;
  const geom::Shape& shape = read.feature.shape;
  const auto [shells, holes] = ring_areas(shape, as_in_file);
  if (read.crs) {
    const bool degrees = read.crs->geographic();
    const RingAreas other = degrees ? ring_areas(shape, web_mercator) : RingAreas{shells, holes};
    out.other_plane = other.shells - other.holes;
    out.plane = degrees ? "web Mercator" : "the plane of the file";
  }
  if (shells > holes) {
    out.shells = out.area * shells / (shells - holes);
    out.holes = out.shells - out.area;
  }
  if (!read.surveyed) {
    out.slack = std::max(kSameSquareMetres, kSameShare * out.area);
  } else {
    constexpr double kSquareMetre = 1;
    out.slack = kSquareMetre + read.area_slack_m2 + (planar ? 0 : kProjected * out.area);
  }
  return out;
}

std::vector<survey::AreaSaid> areas_of(const ProjectFeature& read) {
  std::vector<survey::AreaSaid> areas = read.areas;
  if (read.surveyed) return areas;
  for (const auto& [column, value] : read.feature.fields)
    if (is_known(value))
      if (auto said = survey::area_said(column, to_text(value))) areas.push_back(std::move(*said));
  return areas;
}

std::string hectares(double ha) { return fixed(ha, 4) + " ha"; }

}  // namespace

void StatedAreas::add(const std::string& id, const std::string& file, const ProjectFeature& read,
                      const Placed& placed) {
  Project& project = projects_[id];
  ++project.parts;
  if (!placed.figure || read.feature.shape.polygons.empty()) {
    project.lost = true;
    if (placed.inside_m2 > 0) compare_inside(id, file, read, placed.inside_m2);
    // A figure here is of points or lines.
    if (placed.figure && placed.sized && read.feature.shape.lines.empty())
      compare_circle(id, file, read, geom::area(placed.figure->area_edges()).value);
    return;
  }
  const survey::AreaDrawn drawn = drawn_of(read, *placed.figure);
  project.all.area += drawn.area;
  project.all.shells += drawn.shells;
  project.all.holes += drawn.holes;
  project.all.slack += drawn.slack;
  project.all.other_plane += drawn.other_plane;
  project.all.plane = drawn.plane;
  for (auto& said : areas_of(read)) {
    const std::string column = said.column;
    project.columns[column].push_back({std::move(said), drawn, file, std::to_string(read.feature.number),
                                       read.surveyed, read.planar_area_m2 > 0});
  }
}

void StatedAreas::compare_inside(const std::string& id, const std::string& file, const ProjectFeature& read,
                                 double inside_m2) {
  constexpr double kSameGround = 0.05;
  const survey::AreaDrawn inside{inside_m2, inside_m2, 0, kSameGround * inside_m2};
  for (const auto& said : areas_of(read)) {
    const auto found = survey::compare_said(said, inside);
    if (found.differs) continue;
    closed_.push_back({id,
                       {"project.line_closed", Severity::error, file, "", std::to_string(read.feature.number),
                        said.column + " says " + hectares(found.hectares) +
                            ", which is the ground that its closed line goes round (" +
                            hectares(inside_m2 / 1e4) + "): the outline of an area seems to be meant",
                        "give it as a polygon (类型 面), or correct the figure", std::nullopt}});
  }
}

void StatedAreas::compare_circle(const std::string& id, const std::string& file, const ProjectFeature& read,
                                 double area_m2) {
  constexpr double kSameGround = 0.05;  // a size is given in round numbers
  const survey::AreaDrawn circle{area_m2, area_m2, 0, kSameGround * area_m2};
  for (const auto& said : areas_of(read)) {
    const auto found = survey::compare_said(said, circle);
    if (!found.differs || found.hectares < area_m2 / 1e4) continue;
    closed_.push_back(
        {id,
         {"project.size_conflict", found.missing ? Severity::error : Severity::warning, file, "",
          std::to_string(read.feature.number),
          said.column + " says " + hectares(found.hectares) +
              ", but the size that its point is drawn in gives " + hectares(area_m2 / 1e4) +
              (found.missing ? ": ground seems to be missing" : ""),
          found.missing ? "leave one of them, or give the outline" : found.cause, std::nullopt}});
  }
}

void StatedAreas::judge(const std::string& id, const Project& project, const std::vector<Said>& said,
                        std::vector<Told>& out) {
  const auto tell = [&](const Said& one, const survey::AreaDrawn& drawn, bool whole) {
    const survey::AreaCompared found = survey::compare_said(one.area, drawn);
    if (!found.differs) return;
    const double ha = drawn.area / 1e4;
    std::string words;
    if (one.surveyed) {
      words = one.area.column + " states " + hectares(found.hectares) + ", " +
              (one.planar ? "planar area of the points " : "area of the points on the ellipsoid ") +
              hectares(ha);
    } else {
      words = one.area.column + " says " + hectares(found.hectares) + ", the drawing gives " + hectares(ha);
    }
    if (whole) words += " in " + std::to_string(project.parts) + " parts";
    words += ": they differ by " + hectares(std::abs(found.hectares - ha));
    const auto add = [&](const char* code, Severity severity, const std::string& text,
                         const std::string& hint) {
      out.push_back({id, {code, severity, one.file, "", one.feature, text, hint, std::nullopt}});
    };
    const bool surveyed = one.surveyed;
    if (!found.missing)
      return add(surveyed ? "project.area_stated_differs" : "project.size_conflict", Severity::warning, words,
                 found.cause);
    add(surveyed ? "survey.points_unread" : "project.size_conflict", Severity::error,
        words + (surveyed ? ": points seem to be missing" : ": ground seems to be missing"),
        surveyed ? "complete the points, or correct the figure"
                 : "complete the drawing, or correct the figure");
  };
  const auto fits = [](const Said& one, const survey::AreaDrawn& drawn) {
    return !survey::compare_said(one.area, drawn).differs;
  };
  const Said& first = said.front();
  const bool repeated = project.parts > 1 && said.size() == project.parts &&
                        std::all_of(said.begin(), said.end(), [&](const Said& one) {
                          return one.area.number == first.area.number &&
                                 one.area.hectares == first.area.hectares && !fits(one, one.part);
                        });
  if (first.area.whole || repeated) {
    if (!project.lost) tell(first, project.all, project.parts > 1);
    return;
  }
  for (const Said& one : said) {
    const bool total = said.size() == 1 && project.parts > 1 && !project.lost && fits(one, project.all);
    if (!total) tell(one, one.part, false);
  }
}

std::vector<StatedAreas::Told> StatedAreas::told() const {
  std::vector<Told> out = closed_;
  for (const auto& [id, project] : projects_)
    for (const auto& [column, said] : project.columns) judge(id, project, said, out);
  return out;
}

}  // namespace zonegate::catalog
