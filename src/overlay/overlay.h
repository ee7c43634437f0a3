// SPDX-License-Identifier: Apache-2.0
//
// overlay: vector measurement of one block of projects against streamed layers, and evidence drawn after the verdict.
// Pure functions of their inputs: no globals, any size of the blocks and any order of threads give the same bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "core/core.h"
#include "facts/facts.h"
#include "geom/geom.h"
#include "index/index.h"

namespace zonegate::overlay {

// ------------------------------------------------------------------------------------------- low level: pairs
// Relation of one part with one feature, whatever their types; what `zonegate overlay` prints.
struct Relation {
  facts::Band band = facts::Band::none;
  bool certain = true;
  double overlap_m2 = 0, bound_m2 = 0;  // components in the touch band are left out
  double shared_m2 = 0;                 // everything that both hold, slivers of the touch band included
  double share_a = 0, share_b = 0;
  double length_m = 0;  // crossed length, where one side is a line
  bool inside = false;  // a point lies in a polygon
  std::optional<double> distance_m, bearing;
  double width_m = 0;
  geom::Point on_a, on_b;
  bool hit() const { return facts::is_hit(band); }
};
struct RelateOptions {
  double accuracy_a_m = 0, accuracy_b_m = 0;  // 95 % bounds; their root sum of squares is the boundary band
  double max_distance_m = 0;                  // farther: no distance
};
Relation relate(const geom::Figure& a, const geom::Figure& b, const geom::Plane& plane,
                const RelateOptions& options);

// ------------------------------------------------------------------------------------------- pairs in bulk
// One feature made ready. plain: polygons only, proven area-valid, so the quick measures apply; else `figure` is there.
struct Ready {
  bool plain = false;
  geom::PreparedArea area;  // plane; also of a figure's polygons
  geom::RingSet source;     // of a plain one, where source and plane differ: for the long way
  std::shared_ptr<const geom::Figure> figure;  // in the plane, repaired
  const geom::Box& box() const { return figure ? figure->box : area.box(); }
};
enum class ReadyState { ready, outside, unusable };
struct ReadyResult {
  ReadyState state = ReadyState::ready;
  std::string fault;              // unusable
  std::optional<Issue> repaired;  // code, message and area only; the caller knows file and feature
};
// Prepares features of one source for one plane. Holds scratch memory and a Transform: one object per thread.
class Preparer {
 public:
  Preparer(const geom::Crs* source, const geom::Plane& plane);  // nullptr: plain numbers
  // The quick way for flat rings in source coordinates. nullopt: take the long way (not proven valid, or a coordinate that cannot be placed).
  // wanted(plane box): false = outside, and nothing more is done.
  std::optional<ReadyResult> quick(const geom::RingSet& source,
                                   const std::function<bool(const geom::Box&)>& wanted, Ready& out);
  // The long way, any shape: placed with deviations, repaired where it must be.
  ReadyResult full(const geom::Shape& source, const std::function<bool(const geom::Box&)>& wanted,
                   Ready& out);
  // The rich form of a ready feature.
  std::shared_ptr<const geom::Figure> figure(const Ready& ready) const;

 private:
  geom::Transform transform_;
  geom::Plane plane_;
  geom::RingSet placed_;
  geom::AreaOverlap measure_;
};

// What one pair shares: the long form, or what the quick measures say where they leave no doubt.
struct PairFact {
  enum class Kind : std::uint8_t { overlap, inside, crosses, touch, near };
  Kind kind = Kind::overlap;
  double area_m2 = 0, bound_m2 = 0;  // slivers included
  double length_m = 0;
  // Not a number: not known. The width is known where it had to be looked at.
  double width_m = kNotKnown, distance_m = kNotKnown, bearing = kNotKnown;
  static constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();
};
struct PairQuestion {
  double max_distance_m = 0;
  bool width = false;  // always, not only where it decides
  // Only whether a pair lies within max_distance_m: the same pairs and kinds, but of those that do not meet no distance and no bearing. Decided by boxes and
  // by plane distances with the bounds of the ground scale; a pair within these bounds of the limit is measured.
  bool only_within = false;
};
// Relates ready features of two sources. One object per thread.
class PairMeasure {
 public:
  PairMeasure(const geom::Plane& plane, const Preparer& a, const Preparer& b) : plane_(plane), a_(a), b_(b) {}
  // nullopt: they neither meet nor come within the distance.
  std::optional<PairFact> operator()(const Ready& a, const Ready& b, const PairQuestion& question);
  std::size_t long_ways() const { return long_ways_; }

 private:
  std::optional<PairFact> quick(const Ready& a, const Ready& b, bool& decided);
  enum class Within : std::uint8_t { no, yes, doubtful };
  Within within(const Ready& a, const Ready& b, double metres);
  std::optional<PairFact> full(const Ready& a, const Ready& b, double max_distance_m);
  const geom::Plane& plane_;
  const Preparer& a_;
  const Preparer& b_;
  geom::AreaOverlap measure_;
  std::size_t long_ways_ = 0;
};

// True if nothing of b lies outside a or, for lines, along its border: its area is shared up to both bounds, its lines run inside to a relative 1e-9, none of
// its points is outside. Features without any of these, or an `a` without area, hold nothing. fact: of the same pair.
bool contains(const Ready& a, const Ready& b, const PairFact& fact, const Preparer& preparer_a,
              const Preparer& preparer_b, const geom::Plane& plane);

// What features of b have in the rings around one feature of a: ring 0 is its footprint, ring k the ground between the drawn buffers (geom::BufferKind::best)
// of distances k-1 and k. Exact on the drawn buffers: areas within their bounds, and they add up to the overlap with the outermost one.
class RingMeasure {
 public:
  // distances: ground metres, positive, rising. Error (input) where a buffer cannot be drawn.
  RingMeasure(const Ready& a, std::span<const double> distances, const geom::Plane& plane,
              const Preparer& preparer_a, const Preparer& preparer_b);
  struct Share {
    double area_m2 = 0;      // overlaps of polygons with the ring
    double length_m = 0;     // geodesic, of lines in the ring; along the borders of rings nothing counts
    std::size_t points = 0;  // on a border: to the inner ring
  };
  const geom::Box& box() const { return outer_; }  // of the outermost buffer
  double ring_m2(std::size_t ring) const;
  std::size_t size() const { return discs_.size(); }
  // One share for each ring; nothing where b neither lies in the outermost buffer nor touches the footprint.
  std::vector<Share> operator()(const Ready& b);

 private:
  struct Disc {  // footprint, then buffers
    std::shared_ptr<const geom::Figure> figure;
    geom::PreparedArea area;
  };
  Share inside(const Disc& disc, const Ready& b, const geom::Figure* figure);
  std::vector<Disc> discs_;
  geom::Box outer_;
  const geom::Plane& plane_;
  const Preparer& b_;
  geom::AreaOverlap measure_;
};

// A test of the DE-9IM matrix: a predicate by its OGC name (for the dimensions of both sides), or a pattern.
class MatrixTest {
 public:
  // intersects, touches, crosses, overlaps, within, contains, covers, covered_by, equals, or nine of T F * 0 1 2 in either case.
  // Error (usage) for anything else, and for what only holds where the two do not meet (disjoint, FF*FF****): no list of pairs can answer that.
  static MatrixTest parse(const std::string& text);
  // dimensions: 0 points, 1 lines, 2 polygons.
  bool holds(std::string_view matrix, int dimension_a, int dimension_b) const;

 private:
  std::string name_;
};
int dimension_of(const Ready& ready);  // the highest of its types; -1 for nothing

// Area of the union of features inside one feature: ground that several of them claim counts once. One object per thread.
class UnionMeasure {
 public:
  UnionMeasure(const geom::Plane& plane, const Preparer& a, const Preparer& b)
      : plane_(plane), a_(a), b_(b) {}
  struct Part {
    const Ready* feature = nullptr;
    geom::Measured shared;  // with a
  };
  // Where no two of the parts overlap, the sum of what they share; else the slab measure. Nothing for no parts.
  geom::Measured operator()(const Ready& a, std::span<const Part> parts);

 private:
  bool apart(std::span<const Part> parts);
  const geom::Plane& plane_;
  const Preparer& a_;
  const Preparer& b_;
  geom::AreaOverlap measure_;
};

// The nearest feature of a held side. One object per thread.
class PairNearest {
 public:
  // held, index: the features of b and their boxes. Distances are geodesic (planar in a local plane), to 1 mm within 100 km.
  PairNearest(const geom::Plane& plane, const Preparer& a, const Preparer& b, const std::vector<Ready>& held,
              const index::BoxIndex& index);
  struct Found {
    std::size_t b = 0;  // of several at the same distance the first
    PairFact fact;
  };
  // nullopt: none within the distance.
  std::optional<Found> operator()(const Ready& a, double max_distance_m);

 private:
  struct Near {
    std::size_t b;
    double plane_m;
  };
  void look(const Ready& a, double max_distance_m);
  double plane_distance(const Ready& a, const Ready& b, double limit);
  double ratio(const geom::Box& box, double reach) const;
  std::optional<PairFact> exact(const Ready& a, const Near& near, double limit);
  const geom::Plane& plane_;
  const std::vector<Ready>& held_;
  const index::BoxIndex& index_;
  geom::AreaOverlap measure_;
  PairMeasure pair_;
  std::vector<Near> near_;
  std::vector<std::size_t> candidates_;
};

// -------------------------------------------------------------------------------------------------- the block
using zonegate::ParallelFor;  // the app brings oneTBB, tests a plain loop
using zonegate::serial_for;

struct MeasureInput {
  const facts::Plan& plan;
  const catalog::LayerSet& layers;
  const geom::Plane& plane;
  // Called between the steps of one project, which may take long, from any thread: what it throws ends the run. Of what a LayerReader is given it stays with
  // what it reads, and serves whoever works with that.
  std::function<void()> go_on = {};
};
// How far around a project the nearest feature is looked for when no rule asks for more (不涉及 is proved by a distance).
inline constexpr double kNearSearchM = 5000;
using Projects = std::vector<const catalog::Project*>;
// What layers hold near a block of projects.
class Nearby {
 public:
  struct Impl;
  explicit Nearby(std::unique_ptr<Impl> impl);
  Nearby(Nearby&&) noexcept;
  ~Nearby();
  // nullptr: no such feature is held.
  const geom::Figure* figure(const std::string& layer_id, const std::string& feature_id) const;
  const Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};
// Reads the layers for one block of projects after the other, each layer from its first to its last feature every time. What a layer is worth (its counts, its
// issues, whether it can show that something is absent) is settled when it is first read, by its features near any project of the run: no verdict depends on
// how the projects are cut into blocks. Error (input) for a file that changes between two blocks.
class LayerReader {
 public:
  LayerReader(const MeasureInput& input, const Projects& all) : input_(input), all_(all) {}
  Nearby read(const Projects& block, const ParallelFor& parallel);
  const std::map<std::string, catalog::LayerReport>& reports() const { return reports_; }  // by layer id

 private:
  MeasureInput input_;
  Projects all_;
  std::map<std::string, catalog::LayerReport> reports_;
};
// Measures everything the plan asks for. Coverage is tested on the footprint extended by each measure's search distance. nearby: of a block with this project,
// or with one of which this is a smaller footprint: it may lie nowhere farther out.
facts::ProjectFacts measure(const catalog::Project& project, const MeasureInput& input, const Nearby& nearby);

// --------------------------------------------------------------------------------------------------- giving up
// Ground that some parts of a project would have to leave.
struct Leave {
  schema::RoleSet roles = 0;          // of these parts
  std::vector<std::size_t> features;  // into ProjectFacts::features, sorted
  bool outside = false;               // all ground outside these features instead of theirs
  double distance_m = 0;              // and so far around them
  std::size_t measure = 0;            // into Plan::measures, of `outside`; else 0
  friend auto operator<=>(const Leave&, const Leave&) = default;
};
struct GivenUp {  // of one part
  std::string part_id;
  schema::Role role = schema::Role::permanent;
  geom::Shape lonlat;
  double area_m2 = 0, length_m = 0;
};
// Distance kept beyond what the law asks: five times the touch band, and more than seven decimals of a degree round away.
inline constexpr double kGiveUpMarginM = 0.01;
struct Remainder {
  catalog::Project
      project;  // with what is left, read back from lon/lat as from a file; parts of which nothing is left are gone
  std::vector<GivenUp> given_up;
  std::vector<std::string> of_parts;  // those of the roles bound
  // Of all of these, areas as unions: ground that several parts hold counts once.
  double give_up_m2 = 0, remaining_m2 = 0;
  double give_up_perimeter_m = 0;                       // ground metres; for comparing areas
  double give_up_length_m = 0, remaining_length_m = 0;  // of lines without width
  double margin_m =
      0;  // what was kept beyond the law's line, at most: the margin, and the accuracy where features are derived or have no extent
  double deviation_m =
      0;              // of the edges met: what a wider margin has to add where hidden slivers stay possible
  bool bare = false;  // a bare point lies in it: it can only move, at least by:
  std::optional<double> move_m, move_bearing;
  bool nothing_left = false;  // no part that occupies ground (of a project without any: no part at all)
  std::string fault;          // it could not be drawn
};
// Cuts the ground off the parts, drawn by GEOS on kGrid. Around features that are derived, points or lines their accuracy is kept too.
Remainder give_up(const catalog::Project& project, const facts::ProjectFacts& facts,
                  const std::vector<Leave>& leaves, double margin_m, const Nearby& nearby,
                  const geom::Plane& plane);
// Is the project, measured again as `now`, free of what it left? Hits, and what is not certain to be none, are not free.
bool left_behind(const std::vector<Leave>& leaves, const facts::ProjectFacts& before,
                 const facts::ProjectFacts& now);

// --------------------------------------------------------------------------------------------------- evidence
enum class EvidenceKind {
  footprint,
  overlap,
  crossing,
  nearest,
  uncovered,
  give_up,
  remaining,
  stand,
  around,        // of a map sheet: a feature near the project, cut to a window
  not_examined,  // of a map sheet: ground of the window of which the run cannot say what is there
  border  // of a map sheet: a border of administrative areas; its name is the level: county, city, province
};
struct Evidence {
  EvidenceKind kind = EvidenceKind::overlap;
  std::string project_id, rule, layer_id, feature_id, part_id;
  geom::Shape lonlat;
  double area_m2 = 0;      // of what was drawn, in the plane
  double measured_m2 = 0;  // of the fact it stands for
  bool agrees = true;      // |drawn - measured| <= grid x perimeter + bound
  // Of a stand under a part: its stratum, and t C/ha of all pools that have a value.
  std::string stratum;
  std::optional<double> carbon_tc_ha;
  // Of `around` and `not_examined`, which are rough far from the footprint, and measure nothing.
  std::string layer_kind, name, grade;  // grade: the class, zone or level by which the kind is told apart
};
// Draws the evidence of one project: its footprint, the features named by (rule, feature index) pairs, and what the layers of `answers` leave
// uncovered. Disagreements become Issues.
struct EvidenceRequest {
  std::string rule;
  std::size_t feature = 0;  // into ProjectFacts::features
};
std::vector<Evidence> draw(const catalog::Project& project, const facts::ProjectFacts& facts,
                           const std::vector<EvidenceRequest>& requests,
                           const std::vector<facts::LayerAnswer>& answers, const Nearby& nearby,
                           const catalog::LayerSet& layers, const geom::Plane& plane,
                           std::vector<Issue>& issues);
// What map sheets show around the project: of every kind that it asks and of which all data sets may be shown; and of the administrative areas in force, likewise, as far as a
// sheet can reach: areas for their names (`around`, kind admin) and borders as lines.
std::vector<Evidence> map_ground(const catalog::Project& project, const MeasureInput& input,
                                 const Nearby& nearby);

}  // namespace zonegate::overlay
