// SPDX-License-Identifier: Apache-2.0
//
// facts: the narrow waist between measuring and judging. The plan says what rules ask for; facts say what was found,
// and how much of the place was examined. No geometry type on purpose: any engine could fill these structs.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/core.h"
#include "expr/expr.h"
#include "schema/schema.h"

namespace zonegate::facts {

// ------------------------------------------------------------------------------------------------------- plan
//   area: m2 of the union of matching features inside the union of the parts    net_area: likewise less kcxs
//   length: m of the lines of parts inside polygons (of lines with a width their middle line), or of line features inside polygon parts;
//     stretches where lines of parts lie on one another count once
//   count: matching features hit (table rows matched, for tables)              share: area / area of the parts, 0..1
//   share_outside: 1 - share                                                    distance: geodesic m to the nearest, 0 inside
//   overlap_area: m2 of the ground of the parts that two or more matching features of the layer hold together
//   value: the largest number in `field` of the rows that hold, of a dated table of regions
enum class Stat { area, net_area, length, count, share, share_outside, distance, value, overlap_area };
std::string_view to_string(Stat s);
std::optional<Stat> parse_stat(std::string_view text);

struct Measure {
  std::string layer;                // layer kind
  std::optional<expr::Node> where;  // over the layer's canonical fields
  schema::RoleSet roles = 0;        // which parts
  Stat stat = Stat::area;
  double max_distance_m = 0;  // of distance: beyond it the answer is "more than"
  std::string less;           // of distance: a field with the half width that is taken off; empty: none
  double less_most_m = 0;     // the largest half width to reckon with, also where the field is missing
  std::string field;          // of value: the column
  std::string via;            // for tables: the kind whose hits select rows (zone_list via zone_unit)
  std::vector<std::string> group_by;  // fields to sum per value, for facts.csv

  std::string key() const;  // equal measures have equal keys
  // How far around the footprint the layer has to be examined for this measure to be complete.
  double search_distance_m() const { return stat == Stat::distance ? max_distance_m + less_most_m : 0; }
};
// All different measures of all rules in force for any project of the run, sorted by key.
struct Plan {
  std::vector<Measure> measures;
  std::size_t index_of(const Measure& m) const;             // position by key; Error(internal) if absent
  std::vector<std::string> kinds() const;                   // layer kinds asked for, sorted
  double search_distance_m(const std::string& kind) const;  // the largest of any measure of that kind
  double max_distance_m(const std::string& kind) const;     // likewise, without half widths
};

// ------------------------------------------------------------------------------------------------------ facts
// Width bands of an overlap (docs/decisions/0005). touch is no overlap; boundary is inside the combined accuracy of both sides.
enum class Band { none, touch, boundary, overlap };
std::string_view to_string(Band b);
// Does the band count as a hit? Touching is none (docs/decisions/0005).
constexpr bool is_hit(Band b) { return b == Band::boundary || b == Band::overlap; }

// One part x one feature (or one group of a mosaic).
struct FeatureFact {
  std::string kind, layer_id, feature_id, part_id;
  schema::Role role = schema::Role::permanent;
  Attributes fields;  // canonical fields of the feature
  double overlap_m2 = 0, bound_m2 = 0, net_m2 = 0;
  double counted_m2 =
      0;  // of overlap_m2 what no earlier part holds (those that occupy ground first): adds up over parts
  double share_part = 0, share_feature = 0;
  // Geodesic, of the part's line (of one with a width, of a tunnel or a span the middle line, as given) inside the feature, or of a line feature inside the part's ground;
  // along a border nothing counts.
  double length_m = 0;
  // Of length_m what neither an earlier part nor an earlier stretch of the same line runs along: adds up over parts. nullopt: neither side has a line.
  std::optional<double> counted_length_m;
  std::optional<double> distance_m;  // 0 where they meet
  std::optional<double> bearing;
  Band band = Band::none;
  bool certain =
      true;  // false: a sliver that the deviation of long edges cannot decide, or boundary-grade on a derived layer
  double width_m = 0;     // of the widest component of the overlap
  double margin_m = 0;    // how far from flipping: width of an overlap, or gap of a near miss
  double accuracy_m = 0;  // sqrt(a^2 + b^2) of both sides, 95 %
  bool statutory = true;  // the layer's boundary is statutory (not derived)
};

// What a measure came to for one project. value is a Span: exact where everything was examined, open where not.
struct MeasureFact {
  expr::Span value;     // certain limits
  double measured = 0;  // what was found in the examined part (overlap + boundary bands, slivers included)
  double bound = 0;     // rounding bound of `measured`
  double examined_share = 0;  // of the footprint extended by the measure's search distance
  std::string reason;  // why the span is open: "not_covered", "redline: 1 feature could not be read", ...
  bool boundary_grade = false;  // every hit is in band boundary
  std::vector<std::string>
      asks;  // project attributes that would close the span (rows of a table that may hold)
  std::vector<std::size_t> features;  // into ProjectFacts::features
};

enum class LayerState { hit, clear, partly_covered, not_covered, not_examined };
std::string_view to_string(LayerState s);

// The two axes of a layer's answer: how much was examined, and what was found within the search distance.
struct LayerAnswer {
  std::string kind, layer_id;  // layer_id empty: none supplied
  LayerState state = LayerState::not_examined;
  double examined_share = 0;  // of the footprint extended by search_distance_m
  double search_distance_m = 0;
  std::optional<double> nearest_m;  // to the nearest feature within what was searched
  std::optional<double> bearing;
  std::string nearest_feature;
  Band near_band = Band::none;  // of a near miss
  std::string reason;           // for people, English; codes in reason_code
  std::string
      reason_code;  // missing, expired, not_yet_valid, unreadable, coverage, no_coverage, point_only, empty, fault, official, contradicted
  double outside_share =
      0;  // tiling kinds: share of the footprint that lies in no feature at all (a data fault)
  bool tiles = false;
  bool mandatory = false;  // set by verdict
  bool official = false;   // answered by the official system's unit codes
};

// The half width that a feature states; nullopt: it states none, or none that can be.
std::optional<double> half_width(const Measure& measure, const Attributes& fields);

// ----------------------------------------------------------------------------------------------- access lists
// A control unit (zone_unit) or element zone (zone_element) of a project: measured, named by the official system, or both.
struct AccessUnit {
  enum class Source { measured, official, both };
  std::string kind, layer_id, feature_id;  // without layer_id: the official system alone names it
  std::string code;                        // empty: the feature has none that can be read
  std::string name, city, county;
  std::string
      unit_class;  // of control units 1, 2, 3; of element zones as the layer says; "?": its sources contradict each other
  std::string subclass, element;
  std::string list;  // list types, as the official system says
  Source source = Source::measured;
  std::string stated_in;  // where the official system says so
  // Roles of the parts that meet it: for certain, and perhaps. The official system does not say which part: one of these does.
  schema::RoleSet certain_roles = 0, possible_roles = 0, official_roles = 0;
  bool contradicted = false;  // the other source reaches the place, and does not know it
  double overlap_m2 = 0;      // of the union of the parts
  double length_m = 0;        // of the lines of the parts, stretches that lie on one another once
  Band band = Band::none;
};
// A row of an access list; shared by all projects of a block.
struct ListRow {
  std::string layer_id, row_id;
  Attributes fields;
};
struct AccessRow {
  static constexpr std::size_t kNoUnit = static_cast<std::size_t>(-1);
  std::shared_ptr<const ListRow> row;
  std::size_t unit =
      kNoUnit;  // into Access::units; none: it holds for an administrative area, or nobody knows where
  // Does its place hold for the project, and is it addressed to such projects? Rows of places that surely do not hold are not here.
  expr::Truth place = expr::Truth::unknown, project = expr::Truth::unknown;
};
struct Access {
  std::vector<AccessUnit> units;  // control units, then element zones, by code
  std::vector<AccessRow> rows;    // in the order of the lists
  std::vector<std::string> open;  // why further units or rows may hold; English
};

struct PartFact {
  std::string part_id;
  schema::Role role = schema::Role::permanent;
  double area_planar_m2 = 0;
  std::string planar_crs;
  double area_ellipsoidal_m2 = 0, area_bound_m2 = 0;
  double length_m = 0;  // of its lines as given, with or without a width
  bool sized = true;    // false: a bare point or a line without width
};

// The column `fields` of facts.csv, "code=ZH51...;name=a;b", by key; a piece without a key belongs to the one before it.
std::map<std::string, std::string> listed_fields(const std::string& text);

// Everything measured for one project; parallel to Plan::measures.
struct ProjectFacts {
  std::vector<PartFact> parts;
  double area_planar_m2 = 0, area_ellipsoidal_m2 = 0;  // of the union of occupation parts
  std::string planar_crs;
  std::vector<FeatureFact> features;
  std::vector<MeasureFact> measures;
  // One answer per kind and search distance of the plan (rules of one kind may search differently far), sorted by kind, distance.
  // layer_id: the data sets that answered, joined by ";".
  std::vector<LayerAnswer> layers;
  Access access;
  std::vector<Issue> issues;
  std::string
      fault;  // not empty: the project could not be measured; every measure is open, no layer was examined
};

}  // namespace zonegate::facts
