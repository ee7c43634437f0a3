// SPDX-License-Identifier: Apache-2.0
// Private to overlay: what is held while one block is measured.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/index.h"
#include "overlay/overlay.h"

namespace zonegate::overlay {

struct HeldFeature {
  std::string id;
  Attributes fields;
  std::shared_ptr<const geom::Figure>
      figure;           // null: a table row, or a feature that could not be used (doubt)
  std::string doubt;    // why other ground may be meant than this figure's
  geom::Box doubt_box;  // where
};

// Rows of an access list by what their place is.
struct ListIndex {
  std::vector<std::shared_ptr<const facts::ListRow>> rows;  // parallel to the features
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_code;
  std::vector<std::size_t> units, elements, regions, odd;  // odd: no code, or one of another form
};

// One data set, read once for the block: its features near any project, and what can be trusted of it.
struct HeldLayer {
  const catalog::Layer* layer = nullptr;
  catalog::LayerReport report;
  std::vector<HeldFeature> features;
  index::BoxIndex index;
  ListIndex list;                                           // of an access list
  std::unordered_map<std::string_view, std::size_t> by_id;  // of several with one id the first
  geom::Figure coverage;                                    // declared coverage in the plane, area-valid
  std::string coverage_fault;
  // Can this data set show that something is absent?
  bool proves_absence() const { return report.readable && report.trusted && report.rows > 0; }
};
using Held = std::map<std::string, HeldLayer>;  // by layer id

// Between the steps of one project: throws where the run is to end.
inline void ask(const std::function<void()>& go_on) {
  if (go_on) go_on();
}

struct Nearby::Impl {
  Held held;
  Held admin;  // administrative areas, for map sheets alone: what is said of them stands with catalog::locate
  std::function<void()> go_on;
};

// held_layer.cpp: what lies near the block is held; what lies near any of `all` is looked at.
HeldLayer hold(const catalog::Layer& layer, const MeasureInput& input, const Projects& block,
               const Projects& all, double reach);

// map_ground.cpp: as far as a sheet of a project of the block reaches.
Held hold_admin(const MeasureInput& input, const Projects& block);

// A part and a feature that were related. Facts are kept for hits, touches and whatever lies within the plan's search distance.
struct Hit {
  std::size_t fact = 0;  // into ProjectFacts::features
  std::size_t part = 0;  // into Project::parts
  const HeldFeature* feature = nullptr;
  const HeldLayer* layer = nullptr;
  double hidden_m = 0;   // deviation under which a true overlap may hide
  double shared_m2 = 0;  // all ground that both hold, slivers of the touch band too
};

// Everything known while one project is measured.
struct Work {
  const catalog::Project& project;
  const MeasureInput& input;
  const Held& held;
  facts::ProjectFacts out;
  std::vector<Hit> hits;
  struct Kind {
    catalog::Choice choice;
    std::vector<const HeldLayer*> layers;  // chosen, and held
    std::map<double, double> examined;     // search distance -> share of the extended footprint
    std::string reason, reason_code;       // why examined is below 1
    std::optional<double> nearest_m, bearing;
    std::string nearest_feature;
    facts::Band near_band = facts::Band::none;
  };
  std::map<std::string, Kind> kinds;
  std::map<const HeldFeature*, std::size_t> row_facts;  // of rows of tables, once they are facts
  std::set<std::string>
      sure_rows;  // kinds of tables of which a row surely holds: one that may hold is no hit
  // What the official system says of the units: does it answer for the layer, or do the two contradict each other?
  bool official_answers = false, official_contradicted = false;
  bool official_unread = false;  // some of what it says cannot be read: there may be a unit more
  bool elements_known = false;  // all element zones of the project: by their layer, or by the official system
};

// 95 % bounds of both sides, each with the accuracy of its datum.
double accuracy_of(const catalog::Project& project);
double accuracy_of(const HeldLayer& held);

double sheet_reach(
    const geom::Box& window);  // plane metres beyond which no sheet about this window shows anything
geom::Box window_of(const catalog::Project& project, const geom::Plane& plane, double metres);
// measure.cpp: the kinds of layers that a project asks, rasters not among them; how far around a project features of a kind are held.
std::set<std::string> kinds_of(const catalog::Project& project, const MeasureInput& input);
double reach_of(const MeasureInput& input, const std::string& kind);
bool is_mosaic(std::string_view kind);  // covers its area without gaps: the nearest feature says nothing
// coverage.cpp: share of the footprint extended by `metres` that the chosen data sets examined; fills reason.
double examined_share(Work& work, Work::Kind& kind, std::string_view kind_key, double metres);
// hits.cpp: relates every part with every candidate feature of a kind.
void find_hits(Work& work, const std::string& kind);
// touches.cpp: features that each only touch, and together do not.
void join_touches(Work& work, const std::string& kind);
// counted.cpp: of each overlap what no earlier part holds, so that sums over parts have ground once.
void count_ground_once(Work& work);
// lines.cpp: how long lines of parts, with a width or without, cross what they meet.
const geom::Figure* line_of(const catalog::Part& part);  // as given; null: it has none
// Of the lines of these parts, in this order, what neither an earlier one of them nor an earlier stretch of the same one runs along (within 5 cm); null: nothing.
std::vector<std::shared_ptr<const geom::Figure>> lines_once(const std::vector<const catalog::Part*>& parts);
void measure_lines(Work& work);
// counted.cpp: parts as they are counted: those that occupy ground first, permanent before temporary ones.
std::vector<std::size_t> order_of(const catalog::Project& project);
// values.cpp
facts::MeasureFact value_of(Work& work, const facts::Measure& measure);
// Numbers of one measure: the union of the features over the union of the parts.
struct Selection {
  std::vector<const Hit*> certain, possible;  // possible includes certain
  std::vector<std::size_t> parts;             // of the measure's roles
  bool unsized = false;                       // some of these parts has no area
  bool bare_point = false;  // some of them is a point of which nobody knows how far it reaches
};
Selection select(const Work& work, const facts::Measure& measure);
double deduction(const Hit& hit);  // kcxs of its feature, 0 where it has none
// Truth of `where` for a feature.
expr::Truth matches(const std::optional<expr::Node>& where, const Attributes& fields);
// distances.cpp
void distance_value(const Work& work, const facts::Measure& measure, const Selection& selection,
                    facts::MeasureFact& out);
// units.cpp: the units of the project from what was hit and from what the official system says, compared.
void gather_units(Work& work);
expr::Truth met(const facts::AccessUnit& unit, schema::RoleSet roles);
// A measure over units, mended by what the official system says.
void mend_by_units(Work& work, const facts::Measure& measure, facts::MeasureFact& fact);
// Share of the footprint whose units are known: measured, or by the official system.
double unit_share(Work& work);
// What the official system says leaves the units open, and why; empty: it does not.
std::string_view units_doubt(const Work& work);
// access.cpp
bool is_national(std::string_view region);  // 100000 and 000000: the whole country
ListIndex index_list(const HeldLayer& held);
std::vector<std::size_t> candidate_rows(const Work& work, const HeldLayer& held);
struct RowPlace {
  expr::Truth holds = expr::Truth::unknown;
  std::size_t unit = facts::AccessRow::kNoUnit;
};
RowPlace place_of_row(Work& work, schema::RoleSet roles, const Attributes& row);
expr::Truth project_holds(const Attributes& row, const Attributes& project);
// What keeps the lists open for the project: share examined, and why (empty: nothing).
struct Openness {
  double share = 1;
  std::string reason;
};
Openness openness(Work& work, schema::RoleSet roles);
void list_access(Work& work);
// tables.cpp
facts::MeasureFact table_value(Work& work, const facts::Measure& measure);
expr::Truth industry_holds(const std::vector<std::string>& prefixes, const Value& industry);
std::size_t fact_of_row(Work& work, const HeldLayer& table, const HeldFeature& row,
                        expr::Truth holds);  // of a table; added once
// region_tables.cpp: rows of a dated table of regions, counted.
facts::MeasureFact region_value(Work& work, const facts::Measure& measure);
// Counties of the project for which no row of the table is sure to hold on its day, as a reason; empty: none.
std::string regions_without_row(const Work& work, const Work::Kind& table);
// answers.cpp
void answer_layers(Work& work);
std::set<double> search_distances(const facts::Plan& plan,
                                  const std::string& kind);  // 0 and those of the plan

}  // namespace zonegate::overlay
