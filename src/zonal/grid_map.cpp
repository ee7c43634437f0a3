// SPDX-License-Identifier: Apache-2.0
//
// From the working plane to the grid of a raster
// ----------------------------------------------
// An edge is straight in the working plane, and coverage needs edges that are straight in the grid. Three
// cases:
//  * Same coordinates (planar plane in the raster's CRS, or plain numbers): the map is linear, nothing to do.
//  * Lon/lat grid in the equal-area plane: meridians and parallels are straight lines there, so each cell is
//    a rectangle, but the rows have unequal heights. An edge is cut at the row lines; inside one row the map
//    is linear, keeps lines straight and shares of area. Coverage is exact, and the area of a cell of the
//    plane is its area on the ellipsoid.
//  * Anything else (projected raster, lon/lat grid under a planar plane): the map bends lines. Each edge is
//    cut in the plane until the chord lies within 0.05 mm of the curve (1 mm along 5 km would be several m2);
//    pieces under 2 km, so that the curve between is a parabola and the test in the middle sees the largest
//    gap. The cell's area is that of its four corners in the working plane. What remains is that scale is not
//    constant within one cell: under 1e-8 for cells of 30 m, 1e-6 for cells of 1 km.
// Cost: linear in edges and in the row lines or cell corners that the footprint touches.
#include "zonal/grid_map.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

namespace zonegate::zonal {
namespace {

constexpr double kLon0 = 105.0;
constexpr double kMetresPerDegree = 111320.0;

class LinearMap final : public GridMap {
 public:
  explicit LinearMap(const io::RasterGrid& grid) : grid_(grid) {}
  std::vector<GridEdge> edges(const Footprint& footprint) const override {
    std::vector<GridEdge> result;
    result.reserve(footprint.edges.size());
    for (const geom::BoundaryEdge& e : footprint.edges) {
      const GridEdge g{column(e.x0), row(e.y0), column(e.x1), row(e.y1)};
      result.push_back(e.sign > 0 ? g : GridEdge{g.x1, g.y1, g.x0, g.y0});
    }
    return result;
  }
  geom::Point place(geom::Point p) const override { return {column(p.x), row(p.y)}; }
  void cell_areas(int, int, std::span<double> areas) const override {
    std::fill(areas.begin(), areas.end(), std::abs(grid_.cell_x * grid_.cell_y));
  }
  double tolerance() const override { return 1e-9; }

 private:
  double column(double x) const { return (x - grid_.origin_x) / grid_.cell_x; }
  double row(double y) const { return (y - grid_.origin_y) / grid_.cell_y; }
  io::RasterGrid grid_;
};

// Lon/lat grid in the equal-area plane.
class BandMap final : public GridMap {
 public:
  BandMap(const io::RasterGrid& grid, const geom::Plane& plane, const geom::Box& box) : grid_(grid) {
    // Metres per degree along x, over a wide base; not from the corners, which may lie beyond +-180 degrees
    // of kLon0.
    const double east = plane.from_lonlat({kLon0 + 90, 0}).x, west = plane.from_lonlat({kLon0 - 90, 0}).x;
    const double metres = (east - west) / 180.0;
    origin_x_ = (grid.origin_x - kLon0) * metres;
    width_ = grid.cell_x * metres;
    const double north = plane.to_lonlat({box.min_x, box.max_y}).lat,
                 south = plane.to_lonlat({box.min_x, box.min_y}).lat;
    first_ = clip(std::floor((north - grid.origin_y) / grid.cell_y) - 1);
    const int last = clip(std::ceil((south - grid.origin_y) / grid.cell_y) + 1);
    for (int r = first_; r <= last; ++r) {
      const double lat = std::clamp(grid.origin_y + r * grid.cell_y, -90.0, 90.0);
      lines_.push_back(plane.from_lonlat({kLon0, lat}).y);
    }
  }
  std::vector<GridEdge> edges(const Footprint& footprint) const override {
    std::vector<GridEdge> result;
    result.reserve(footprint.edges.size() * 2);
    for (const geom::BoundaryEdge& e : footprint.edges) add(e, result);
    return result;
  }
  geom::Point place(geom::Point p) const override {
    return {(p.x - origin_x_) / width_, row_in(band(p.y), p.y)};
  }
  void cell_areas(int row, int, std::span<double> areas) const override {
    const std::size_t k = static_cast<std::size_t>(row - first_);
    const double area = k + 1 < lines_.size() ? width_ * (lines_[k] - lines_[k + 1]) : 0.0;
    std::fill(areas.begin(), areas.end(), area);
  }
  double tolerance() const override { return 1e-9; }

 private:
  int clip(double row) const {
    return static_cast<int>(std::clamp(row, 0.0, static_cast<double>(grid_.rows)));
  }
  double line(int k) const { return lines_[static_cast<std::size_t>(k)]; }
  // Band k with line k > y >= line k + 1; -1 above the first line, lines - 1 below the last one.
  int band(double y) const {
    return static_cast<int>(std::upper_bound(lines_.begin(), lines_.end(), y, std::greater_equal<>()) -
                            lines_.begin()) -
           1;
  }
  // Grid row of y, which lies in (or on the rim of) band k.
  double row_in(int k, double y) const {
    if (k < 0) return first_ - 1.0;  // off the grid: how far does not matter
    if (k + 1 >= static_cast<int>(lines_.size())) return first_ + static_cast<double>(lines_.size());
    const double top = line(k), bottom = line(k + 1);
    return first_ + k + std::clamp((top - y) / (top - bottom), 0.0, 1.0);
  }
  void add(const geom::BoundaryEdge& e, std::vector<GridEdge>& out) const {
    const double c0 = (e.x0 - origin_x_) / width_, c1 = (e.x1 - origin_x_) / width_;
    const bool down = e.y1 < e.y0;
    // From the upper end to the lower one.
    const double top = down ? e.y0 : e.y1, bottom = down ? e.y1 : e.y0;
    const double top_c = down ? c0 : c1, bottom_c = down ? c1 : c0;
    const bool forward = (e.sign > 0) == down;  // + edges run to greater columns
    double y = top, c = top_c;
    for (int k = band(top);; ++k) {
      const bool last = k + 1 >= static_cast<int>(lines_.size()) || bottom >= line(k + 1);
      const double end_y = last ? bottom : line(k + 1);
      const double end_c = last ? bottom_c : top_c + (top - end_y) / (top - bottom) * (bottom_c - top_c);
      const GridEdge piece{c, row_in(k, y), end_c, row_in(k, end_y)};
      out.push_back(forward ? piece : GridEdge{piece.x1, piece.y1, piece.x0, piece.y0});
      if (last) return;
      y = end_y;
      c = end_c;
    }
  }

  io::RasterGrid grid_;
  double origin_x_ = 0, width_ = 0;
  int first_ = 0;
  std::vector<double> lines_;  // plane y of the row lines first_, first_ + 1, ...; descending
};

// The map bends lines.
class BentMap final : public GridMap {
 public:
  BentMap(const io::RasterGrid& grid, const geom::Crs& crs, const geom::Plane& plane)
      : grid_(grid), plane_(plane) {
    if (!crs.geographic()) raster_plane_ = geom::Plane::planar(crs);
    metres_ = crs.geographic() ? kMetresPerDegree : 1.0;
  }
  std::vector<GridEdge> edges(const Footprint& footprint) const override {
    std::vector<GridEdge> result;
    for (const Directed& e : close(footprint.edges)) add(e, result);
    return result;
  }
  geom::Point place(geom::Point p) const override {
    const geom::Point image = to_raster(p);
    return {column(image.x), row(image.y)};
  }
  void cell_areas(int row, int column, std::span<double> areas) const override {
    geom::Point upper = corner(column, row), lower = corner(column, row + 1);
    for (double& area : areas) {
      ++column;
      const geom::Point upper_east = corner(column, row), lower_east = corner(column, row + 1);
      // Shoelace of a quadrangle: half the cross product of its diagonals.
      area = 0.5 * std::abs((upper_east.x - lower.x) * (upper.y - lower_east.y) -
                            (upper.x - lower_east.x) * (upper_east.y - lower.y));
      upper = upper_east;
      lower = lower_east;
    }
  }
  double tolerance() const override { return 1e-6; }

 private:
  // A place in the raster's own coordinates, and in cells.
  geom::Point to_raster(geom::Point p) const {
    const geom::LonLat ll = plane_.to_lonlat(p);
    return raster_plane_ ? raster_plane_->from_lonlat(ll) : geom::Point{ll.lon, ll.lat};
  }
  geom::Point corner(int column, int row) const {
    const geom::Point p{grid_.origin_x + column * grid_.cell_x, grid_.origin_y + row * grid_.cell_y};
    return plane_.from_lonlat(raster_plane_ ? raster_plane_->to_lonlat(p) : geom::LonLat{p.x, p.y});
  }
  void add(const Directed& e, std::vector<GridEdge>& out) const {
    const double length = std::hypot(e.to.x - e.from.x, e.to.y - e.from.y);
    const int parts = std::max(1, static_cast<int>(std::ceil(length / 2000.0)));
    const auto along = [&](int i) {
      const double t = static_cast<double>(i) / parts;
      return geom::Point{e.from.x + t * (e.to.x - e.from.x), e.from.y + t * (e.to.y - e.from.y)};
    };
    geom::Point a = e.from, image = to_raster(a);
    for (int i = 1; i <= parts; ++i) {
      const geom::Point b = i == parts ? e.to : along(i), next = to_raster(b);
      divide(a, image, b, next, 0, out);
      a = b;
      image = next;
    }
  }
  void divide(geom::Point a, geom::Point image_a, geom::Point b, geom::Point image_b, int depth,
              std::vector<GridEdge>& out) const {
    constexpr double kChord = 5e-5;
    const geom::Point middle{0.5 * (a.x + b.x), 0.5 * (a.y + b.y)};
    const geom::Point image = to_raster(middle);
    const double gap = metres_ * std::hypot(image.x - 0.5 * (image_a.x + image_b.x),
                                            image.y - 0.5 * (image_a.y + image_b.y));
    if (gap <= kChord || depth > 16) {
      out.push_back({column(image_a.x), row(image_a.y), column(image_b.x), row(image_b.y)});
      return;
    }
    divide(a, image_a, middle, image, depth + 1, out);
    divide(middle, image, b, image_b, depth + 1, out);
  }
  double column(double x) const { return (x - grid_.origin_x) / grid_.cell_x; }
  double row(double y) const { return (y - grid_.origin_y) / grid_.cell_y; }

  io::RasterGrid grid_;
  geom::Plane plane_;
  std::optional<geom::Plane> raster_plane_;  // nullopt: lon/lat
  double metres_ = 1;
};

// The maps above take lon/lat of the raster as lon/lat of the plane. Asked where the footprint is.
void check_datum(const geom::Crs& crs, const geom::Plane& plane, const geom::Box& box) {
  const geom::Transform transform(crs, plane);  // Error for a datum without a known operation
  const geom::LonLat here = plane.to_lonlat({0.5 * (box.min_x + box.max_x), 0.5 * (box.min_y + box.max_y)});
  const geom::Point p =
      crs.geographic() ? geom::Point{here.lon, here.lat} : geom::Plane::planar(crs).from_lonlat(here);
  const geom::LonLat back = transform.to_lonlat(p);
  constexpr double kSame = 1e-7;  // degrees: 1 cm, where datums differ by metres
  if (std::abs(back.lon - here.lon) > kSame || std::abs(back.lat - here.lat) > kSame) {
    throw Error(ErrorKind::input,
                "the raster's coordinates are of another datum than the working plane: " + crs.name(),
                "convert the raster to CGCS2000 (EPSG:4490) or a CGCS2000 projection first, for example with "
                "gdalwarp");
  }
}

}  // namespace

std::unique_ptr<GridMap> make_grid_map(const io::RasterGrid& grid, const geom::Crs& crs,
                                       const geom::Plane& plane, const Footprint& footprint) {
  if (plane.is_local() || (plane.crs() != nullptr && plane.crs()->same_as(crs)))
    return std::make_unique<LinearMap>(grid);
  if (!crs.geographic() && !crs.projected()) {
    throw Error(ErrorKind::input,
                "the raster's coordinate system is neither geographic nor projected: " + crs.name(),
                "give the raster a geographic or projected CRS");
  }
  check_datum(crs, plane, footprint.box);
  if (crs.geographic() && plane.is_equal_area()) return std::make_unique<BandMap>(grid, plane, footprint.box);
  return std::make_unique<BentMap>(grid, crs, plane);
}

}  // namespace zonegate::zonal
