// SPDX-License-Identifier: Apache-2.0
//
// geom: geometry values, the working plane, and the measures that a verdict rests on.
//
// Two kinds of coordinates appear here and never mix: *source* coordinates (a Shape as a file holds it, in the
// file's CRS, traditional order x = east or longitude) and *plane* coordinates (a Figure in the working plane of
// the run, metres). Vertices are the truth; an edge is straight in the working plane (docs/decisions/0002).
//
// Thread safety: values are plain data. Transform is for one thread at a time; Plane may be shared.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace zonegate::geom {

// ---------------------------------------------------------------------------------------------------- shapes
struct Point {
  double x = 0;
  double y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

// Rings are implicitly closed: the last vertex does not repeat the first.
using Ring = std::vector<Point>;
using Path = std::vector<Point>;

struct Polygon {
  Ring shell;
  std::vector<Ring> holes;  // by role, whatever their orientation
};

struct Box {  // empty while min > max
  double min_x = 1e308, min_y = 1e308, max_x = -1e308, max_y = -1e308;
  bool empty() const { return min_x > max_x; }
  void add(Point p) {
    min_x = p.x < min_x ? p.x : min_x;
    min_y = p.y < min_y ? p.y : min_y;
    max_x = p.x > max_x ? p.x : max_x;
    max_y = p.y > max_y ? p.y : max_y;
  }
  void add(const Box& b) {
    add(Point{b.min_x, b.min_y});
    add(Point{b.max_x, b.max_y});
  }
  Box grown(double dx, double dy) const;
  bool meets(const Box& o) const {  // touching counts
    return min_x <= o.max_x && o.min_x <= max_x && min_y <= o.max_y && o.min_y <= max_y;
  }
};

// A geometry of any type or mixture of types. No CRS inside: the owner says which coordinates these are.
struct Shape {
  std::vector<Polygon> polygons;
  std::vector<Path> lines;
  std::vector<Point> points;

  bool empty() const { return polygons.empty() && lines.empty() && points.empty(); }
  Box box() const;
  std::size_t vertex_count() const;
};

// Reads and writes OGC WKT (2D; Z and M are dropped; all seven types and EMPTY). nullopt for what is not WKT.
std::optional<Shape> from_wkt(std::string_view text);
std::string to_wkt(const Shape& shape);  // shortest round-trip numbers

// ------------------------------------------------------------------------------------ reference systems, plane
// A coordinate reference system. Immutable; cheap to copy.
class Crs {
 public:
  // "EPSG:4490", a WKT or a PROJJSON text. Error (input) for anything else; never reads a file, never the network.
  static Crs parse(std::string_view text);
  const std::string& wkt() const;  // WKT2:2019
  std::string name() const;        // "CGCS2000 / 3-degree Gauss-Kruger zone 34"
  std::string authority() const;   // "EPSG:4522", or empty
  bool geographic() const;
  bool projected() const;
  bool on_cgcs2000() const;                // its datum is CGCS2000, or WGS 84, which counts as it
  std::optional<double> meridian() const;  // degrees, of a Gauss-Krueger (transverse Mercator) projection
  bool same_as(const Crs& other) const;    // equivalent, whatever the axis order

 private:
  struct Impl;
  explicit Crs(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
  friend class Transform;
  friend class Plane;
};

// Both the same, or neither stated.
bool same_system(const std::optional<Crs>& a, const std::optional<Crs>& b);

struct RingSet;  // prepared.h

struct LonLat {  // degrees, CGCS2000 (WGS 84 is taken as identical: docs/decisions/0003, accuracy said there)
  double lon = 0;
  double lat = 0;
};

// Metres on the ground for one metre of the plane along x and along y (diagonal for the equal-area plane).
struct GroundScale {
  double x = 1;
  double y = 1;
};

// The working plane of a run.
//   equal_area: cylindrical equal-area on the CGCS2000 ellipsoid (lat_ts 30, lon_0 105). Its shoelace area is the
//     national formula of ellipsoidal parcel area (图斑椭球面积, 国土调查办发〔2008〕32号). Vertices are snapped to 2^-20 m.
//   planar: a named projected CRS. Inputs already in that CRS are neither transformed nor snapped.
//   local: plain numbers without any CRS (testing, engineering grids): planar areas and planar distances.
class Plane {
 public:
  static Plane equal_area();
  static Plane planar(const Crs& projected);
  static Plane local();

  bool is_equal_area() const;
  bool is_local() const;
  const Crs* crs() const;  // of a planar plane, else nullptr
  std::string description()
      const;  // for run.json and table headers: "ellipsoidal (CGCS2000 ...)" or "planar EPSG:4543"
  Point from_lonlat(LonLat p) const;  // not snapped; Error for local
  LonLat to_lonlat(Point p) const;    // to 1e-12 degrees (Newton on the authalic latitude); Error for local
  GroundScale ground_scale(Point p) const;

 private:
  struct Impl;
  explicit Plane(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
  friend class Transform;
};

inline constexpr double kGrid = 1.0 / 1048576.0;  // 2^-20 m, the snapping grid of the working plane
double snap(double v);                            // nearest multiple of kGrid

// ---------------------------------------------------------------------------------------------------- figures
// One directed edge, x0 <= x1. sign: +1 the ring runs right to left (inside is below it), -1 left to right,
// 0 vertical edges and edges of lines (no part in area sums). deviation: how far, in metres, the straight edge of the plane
// lies from the straight line of the source CRS between the same vertices (0 where under 1 mm); side: on which side that line
// runs, +1 above the edge (left of it, seen from its first point), -1 below, 0 not known.
struct Edge {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  float deviation = 0;
  signed char sign = 0;
  signed char side = 0;
};

// A Shape in plane coordinates with its edges: the working form of one part or one feature.
// edges: polygon edges first (ring_edges of them, oriented by role: shells counter-clockwise, holes clockwise), then the edges of lines.
struct Figure {
  Shape shape;
  std::vector<Edge> edges;
  std::size_t ring_edges = 0;
  Box box;
  float max_deviation = 0;

  std::span<const Edge> area_edges() const { return {edges.data(), ring_edges}; }
  std::span<const Edge> line_edges() const { return std::span<const Edge>(edges).subspan(ring_edges); }
  bool has_area() const { return ring_edges > 0; }
};

// Builds the edges. Rings with fewer than 3 distinct vertices give no edges; zero-length edges are dropped.
// deviations: per edge in the order polygons (shell, holes), lines; empty = all zero. Positive: the source's line runs left of the
// edge in the order of the ring, negative: right of it.
Figure make_figure(Shape plane_shape, std::span<const float> deviations = {});

// Takes shapes of one source CRS into the plane. One object per thread.
// Datum rule (docs/decisions/0003): CGCS2000 and WGS 84 are identical; any other datum needs an operation that PROJ
// knows with an accuracy (no ballpark shift): otherwise Error (input) that names the datum and the remedy.
class Transform {
 public:
  Transform(const Crs& source, const Plane& plane);
  static Transform local();  // source numbers are plane numbers (Plane::local)
  ~Transform();
  Transform(Transform&&) noexcept;
  Transform& operator=(Transform&&) noexcept;

  struct Result {
    std::optional<Figure> figure;  // nullopt: cannot be used, see fault
    std::string fault;             // non-finite or out-of-range coordinate, with the coordinate
    std::string warning;           // planar runs: outside the usual range of the CRS
  };
  // Transforms vertices, snaps once (not where source and plane agree), and finds the deviation of edges longer than 100 m.
  Result operator()(const Shape& source) const;
  // The same for flat rings, in place: vertices transformed and snapped, no deviations. False: some coordinate cannot be used (operator() says
  // which); the rings are spoilt then.
  bool place(RingSet& rings) const;
  // A box that surely holds the image of whatever lies in `source`; nullopt where that would cost as much as the transformation.
  std::optional<Box> place(const Box& source) const;
  // The same with more effort, for boxes that hold many features: by a grid of points with room for what lies between them. nullopt: some point cannot be
  // placed or lies far outside the usual range, or a datum has operations of PROJ's that differ from place to place.
  std::optional<Box> surround(const Box& source) const;
  bool identity() const;
  // Accuracy of the datum step: 0 without one (CGCS2000, or source = plane), 1 m for WGS 84 taken as CGCS2000, else what PROJ
  // states for the worst operation it may use (at most 5 m, otherwise the source is refused).
  Metres datum_accuracy() const;
  // The source coordinates of a plane point and back (drawing, boundary points).
  LonLat to_lonlat(Point source) const;

 private:
  struct Impl;
  explicit Transform(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// ------------------------------------------------------------------------------------------------------ areas
// A number with a bound of its own rounding error: |value - exact| <= bound, where exact is the measure of the
// given vertices in real arithmetic.
struct Measured {
  double value = 0;  // plane m2; ground m2 in the equal-area plane
  double bound = 0;
};

// Signed-by-role area of the rings (shoelace about a local origin; sum of winding numbers over the plane).
Measured area(std::span<const Edge> rings);
// Integral of the product of both winding numbers: the area of the intersection where both inputs are area-valid
// (see excess). Edge sum, no overlay: cannot throw, needs no topology. Touching inputs give 0 within the bound.
Measured overlap_area(std::span<const Edge> a, std::span<const Edge> b);
// Certificate: overlap_area(a, a) - area(a). 0 within the bound exactly for area-valid rings (every winding number 0 or 1),
// positive for bow-ties, doubled parts, misplaced holes. Sweep over x: O(n * edges over one x). Error (input) for a tangle that
// would take minutes (see measure_region).
Measured excess(std::span<const Edge> rings);

// ---------------------------------------------------------------------------------------------------- regions
// Exact measures of Boolean combinations by the slab method: unions over parts and features, "outside", invalid rings.
struct RegionInput {
  std::span<const Edge> rings;
  int group = 0;  // 0..kMaxGroups-1
};
inline constexpr int kMaxGroups = 8;
// counts[g] = how many inputs of group g hold the place (an input holds it where its winding number is not 0).
// A place that no input holds is never part of the region.
using Predicate = std::function<bool(std::span<const int> counts)>;

struct Component {       // one connected piece of the region (pieces that meet in a point only are two)
  double area = 0;       // m2 (ground in the equal-area plane)
  double perimeter = 0;  // ground metres
  double width = 0;      // 2 * area / perimeter, ground metres
  double deviation =
      0;  // how much thinner it may truly be: what the source lines of its upper and lower edges take from it, at most; 0 where
          // the bounding edges of different inputs share both end points (to 2 grid steps)
  Box box;
  Point
      inner;  // a point inside it, in its fattest trapezoid: where a long sliver hides a tooth, the tooth is there
};
struct
    BoundaryEdge {  // non-vertical boundary of the region: +1 upper edge (region below), -1 lower edge; ends rounded to doubles
  double x0, y0, x1, y1;
  signed char sign;
};
struct Region {
  Measured area;
  double perimeter = 0;               // ground metres
  std::vector<Component> components;  // only if asked; largest first, ties by position
  std::vector<BoundaryEdge>
      boundary;  // only if asked; its signed edges bound disjoint trapezoids (for pixel coverage)
};
struct RegionOptions {
  bool components = false;
  bool boundary = false;
  std::optional<Box> window;  // measure only the part of the region with x in [min_x, max_x] (y is not cut)
  // The predicate holds nowhere outside of the inputs of this group: then inputs of it that lie apart are measured apart, which takes time by their number
  // and not by its square. (Without it all inputs have to lie apart.)
  std::optional<int> within;
};
// Error (input) where the edges cross each other so often that it would take minutes: never a hang (budget in slab.cpp).
Region measure_region(std::span<const RegionInput> inputs, const Predicate& inside, const Plane& plane,
                      const RegionOptions& options = {});
// Area of the intersection whatever the rings are: overlap_area where excess() finds both inputs area-valid, else the slab
// measure of the places that both hold (winding number not 0). For callers that have not checked their inputs yet.
Measured intersection_area(const Figure& a, const Figure& b, const Plane& plane);

// ------------------------------------------------------------------------------------------- points and lines
enum class Side { outside, boundary, inside };
// Winding-number test; on an edge to within `tolerance` plane metres = boundary.
Side locate(Point p, std::span<const Edge> rings, double tolerance = 2 * kGrid);

struct Crossing {           // one stretch of a line inside the union of polygons
  std::size_t edge = 0;     // index into line_edges
  double from = 0, to = 0;  // parameters along that edge, 0..1
};
struct Length {
  Metres total{0};                  // geodesic (planar in a local plane)
  std::vector<Crossing> stretches;  // by edge, within one from its left end; stretches that meet are one
};
// Length of the lines of `line` inside the union of `polygons` (each area-valid); stretches along a boundary do not count.
Length length_inside(const Figure& line, std::span<const Figure* const> polygons, const Plane& plane);
Metres length(const Figure& line, const Plane& plane);

// One piece of a line part inside an area: from where it enters (or begins inside) to where it leaves (or ends inside).
//   A border that is only touched, from inside or outside and at a vertex too, neither begins nor ends a piece. A run along the border belongs
//   to no piece: the piece ends where the run begins. A closed line is read from its first vertex like any other: inside over that
//   vertex are two pieces, at its start and at its end. Parts without length have none.
struct LinePiece {
  std::size_t part = 0;  // into shape.lines
  double from_m = 0,
         to_m = 0;  // geodesic chainage (里程) along the part: whole edges, and the last one up to the place
  double length_m = 0;                              // geodesic; over all pieces the total of length_inside
  bool starts_inside = false, ends_inside = false;  // by the line's own end, not on the border
  Point enter,
      exit;  // plane; a crossing is within 1e-6 m of the line and of the border (2e-6 m where the line turns within 4e-6 m of it)
  Path path;  // plane, from enter to exit
};
// In order along the line, part after part.
std::vector<LinePiece> pieces_inside(const Figure& line, const Figure& area, const Plane& plane);

// -------------------------------------------------------------------------------------------------- distances
struct Nearest {
  Metres distance{0};      // geodesic, to 1 mm within 100 km; 0 where they meet or overlap
  Degrees bearing{0};      // azimuth from a to b at a's point, clockwise from north; 0 where distance is 0
  Point on_a, on_b;        // plane coordinates
  float deviation = 0;     // largest deviation of the two edges met there
  bool same_edge = false;  // those edges share both end points (to 2 grid steps)
};
// nullopt: farther than `limit`. Polygons are filled: inside is distance 0. Search is exhaustive over edges within the limit.
std::optional<Nearest> nearest(const Figure& a, const Figure& b, const Plane& plane, Metres limit);
Metres geodesic_distance(LonLat a, LonLat b);

// ---------------------------------------------------------------------------------- construction and drawing
// All points within `distance` of the figure (any type). cover: never smaller than the true buffer, at most 0.5 % wider
// (coverage proofs); corners: a cover whose outward corners stay corners (margins: few vertices), there farther out, up to 5 times the distance;
// best: 64 segments a circle (footprints from width_m and radius_m).
enum class BufferKind { cover, corners, best };
// Error (input): wider than 1000 km, or where the ground scale changes too much over the figure (near a pole).
Figure buffer(const Figure& figure, Metres distance, const Plane& plane, BufferKind kind);
// A box that holds the cover of every figure in this box, for what need not be drawn; not much larger than the box of the cover of one that fills it.
Box buffer_box(const Box& figure, Metres distance, const Plane& plane);

// True if some polygon has a shell that encloses ground, and holes that leave nothing of it (a hole that repeats its shell, holes that tile it): whatever it was
// meant to be, it hides itself from every measure. Plane coordinates.
bool has_hollow_polygon(const Shape& plane_shape);

struct Repair {
  bool changed = false;
  bool usable =
      true;  // false: nothing of its type was left, or the rings are a tangle that cannot be measured
  std::string method;  // "structure" (GEOS MakeValid), "" if nothing was done
  std::string reason;  // "Self-intersection at 102.6240, 29.2324" (lon/lat; plane numbers in a local plane)
  SquareMetres moved{0};  // area of the symmetric difference with the non-zero winding region of the input
  // Ground in loops of single rings that run the other way round, or twice round: corners out of order, two outlines in one ring.
  SquareMetres crossed{0};
  // Why other ground may have been meant; empty: no reason. Said where moved or crossed is more than 1 m2 and of a loop more than a strip of 0.1 m along its border (how
  // far a surveyed corner may be off): the halves of a bow-tie are as large as what its corners leave out. Of spikes of more than 5 m, which are not changed, too.
  std::string doubt;
};
// Makes area rings usable when the certificate finds excess; leaves area-valid figures untouched. Lines and points pass through.
Repair repair(Figure& figure, const Plane& plane);

// Shared area of two figures, drawn by GEOS on the kGrid precision grid from the given vertices, in plane coordinates.
// Never throws; a GEOS failure comes back as fault. area: planar area of what was drawn.
struct Drawing {
  Shape shape;
  SquareMetres area{0};
  std::string fault;
};
Drawing draw_intersection(const Figure& a, const Figure& b);
Drawing draw_difference(const Figure& a, const Figure& b);
Drawing draw_union(std::span<const Figure* const> figures);
// The DE-9IM matrix ("212101212") of two figures whose vertices are snapped to kGrid, by GEOS, of these straight edges (its version's faults with exact contacts included). Polygons that are invalid then are
// made valid first. Symbols F, 0, 1, 2; touching by a hair is no touch here: there is no tolerance. Never throws: what GEOS cannot answer
// (points, lines and polygons mixed in one figure, nothing in it, a failure) comes back as fault, with an empty text.
struct Matrix {
  std::string text, fault;
};
Matrix relation_matrix(const Figure& a, const Figure& b);

// Plane shape to lon/lat for output files.
Shape to_lonlat(const Shape& plane_shape, const Plane& plane);

// For pictures and search windows, in the numbers given (clip.cpp); linear in the vertices. The part of a ring inside a box (Sutherland and Hodgman 1974): what
// it is cut into stays joined along the box. Fewer than 3 vertices: nothing is inside.
Ring cut_to(Ring ring, const Box& box);
std::vector<Path> cut_path(const Path& path, bool closed, const Box& box);  // the pieces of its edges inside
Path thinned(const Path& path,
             double least);  // no vertex nearer to the one kept before than `least`, but the last
Polygon rectangle(const Box& box);
double segment_distance(Point p, Point a, Point b);  // of p to the segment, in the plane

// ------------------------------------------------------------------------------------------------ legal areas
// Planar area in the standard 3-degree Gauss-Krueger zone of the footprint's middle (勘测定界 basis): EPSG:4534..4554
// (central meridian 75E..135E). nullopt outside these zones, and in a local plane.
struct LegalArea {
  SquareMetres area{0};
  std::string crs;  // "EPSG:4543"
};
std::optional<LegalArea> planar_area(std::span<const Figure* const> figures, const Plane& plane);

// Versions of the libraries below, for run.json: {"PROJ": "9.1.1", "GEOS": "3.11.1"}; and what PROJ's database is.
std::map<std::string, std::string> library_versions();
}  // namespace zonegate::geom

#include "geom/china.h"     // IWYU pragma: export; the systems of China, old datums
#include "geom/prepared.h"  // IWYU pragma: export; flat polygons for batches
