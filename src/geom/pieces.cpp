// SPDX-License-Identifier: Apache-2.0
//
// A line through an area, piece by piece, in the direction of the line.
//
// Edges are stored from left to right, as length_inside() reads them, so that both find the same stretches to the last bit; a path that runs the
// other way turns their parameters round. Stretches that meet at a vertex of the path are one piece.
//
// A cut lies on the line; where it stands for a vertex of the border (within the tolerance of two grid steps) the vertex is up to 1.9e-6 m away. The
// place given out is then half-way between, within 1e-6 m of both.
#include <cmath>
#include <limits>

#include "geom/exact_sum.h"
#include "geom/stretches.h"

namespace zonegate::geom {
namespace {

Point nearest_on(const Edge& e, Point p) {
  const double dx = e.x1 - e.x0, dy = e.y1 - e.y0;
  const double t = std::clamp(((p.x - e.x0) * dx + (p.y - e.y0) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return t <= 0.5 ? Point{e.x0 + t * dx, e.y0 + t * dy} : Point{e.x1 - (1 - t) * dx, e.y1 - (1 - t) * dy};
}

struct Open {  // a piece that is being followed
  LinePiece piece;
  ExactSum length;
};

class Follower {
 public:
  Follower(const Figure& line, const Figure& area, const Plane& plane) : line_(line), plane_(plane) {
    const Figure* const one[] = {&area};
    const Box focus = line.box.grown(8 * kInsideTolerance, 8 * kInsideTolerance);
    inside_.emplace(one, focus);
  }

  std::vector<LinePiece> follow() {
    for (std::size_t part = 0; part < line_.shape.lines.size(); ++part) follow_part(part);
    return std::move(found_);
  }

 private:
  void follow_part(std::size_t part) {
    const Path& path = line_.shape.lines[part];
    ExactSum walked;
    std::optional<Open> open;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      if (path[i] == path[i + 1]) continue;
      follow_edge(part, path[i], path[i + 1], walked.value(), open);
      walked.add(ground_distance(path[i], path[i + 1], plane_));
    }
    if (open) close(*open);
  }

  // The stretches of one edge, in the direction of the path; `open` goes on where the last one reached the end.
  void follow_edge(std::size_t part, Point from, Point to, double walked, std::optional<Open>& open) {
    const bool turned = to.x < from.x || (to.x == from.x && to.y < from.y);
    Edge edge{from.x, from.y, to.x, to.y};
    if (turned) edge = {to.x, to.y, from.x, from.y};
    const Segment segment(edge);
    auto stretches = segment.inside(*inside_, 0);
    if (turned) std::reverse(stretches.begin(), stretches.end());
    bool reached_end = false;
    for (const Crossing& s : stretches) {
      const Point begin = segment.at(turned ? s.to : s.from), end = segment.at(turned ? s.from : s.to);
      const bool from_start = turned ? s.to == 1 : s.from == 0;
      if (open && !from_start) close(*open), open.reset();
      if (!open) {
        open.emplace();
        open->piece.part = part;
        open->piece.from_m = walked + ground_distance(from, begin, plane_);
        open->piece.path = {begin};
      }
      open->length.add(ground_distance(segment.at(s.from), segment.at(s.to), plane_));
      open->piece.to_m = walked + ground_distance(from, end, plane_);
      open->piece.path.push_back(end);
      reached_end = turned ? s.from == 0 : s.to == 1;
      if (!reached_end) close(*open), open.reset();
    }
    if (open && !reached_end) close(*open), open.reset();
  }

  void close(Open& open) {
    LinePiece& piece = open.piece;
    piece.length_m = open.length.value();
    piece.starts_inside = !to_border(piece.path.front());
    piece.ends_inside = !to_border(piece.path.back());
    piece.enter = piece.path.front();
    piece.exit = piece.path.back();
    found_.push_back(std::move(piece));
  }

  // True if p is a place on the border (only the line's own ends are not); moved between the line and the border where they lie apart.
  bool to_border(Point& p) const {
    double least = std::numeric_limits<double>::infinity();
    Point best = p;
    const double reach = 2 * kInsideTolerance;
    inside_->each({p.x - reach, p.y - reach, p.x + reach, p.y + reach}, [&](const Edge& e) {
      const Point q = nearest_on(e, p);
      const double d = std::hypot(q.x - p.x, q.y - p.y);
      if (d < least) least = d, best = q;
    });
    if (least > reach) return false;
    if (least > 0.5e-6) p = {p.x + (best.x - p.x) / 2, p.y + (best.y - p.y) / 2};
    return true;
  }

  const Figure& line_;
  const Plane& plane_;
  std::optional<PolygonUnion> inside_;
  std::vector<LinePiece> found_;
};

}  // namespace

std::vector<LinePiece> pieces_inside(const Figure& line, const Figure& area, const Plane& plane) {
  if (line.line_edges().empty() || !area.has_area() || !line.box.meets(area.box)) return {};
  return Follower(line, area, plane).follow();
}

}  // namespace zonegate::geom
