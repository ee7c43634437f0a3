// SPDX-License-Identifier: Apache-2.0
//
// cover: forest cover (森林覆盖率 = 森林面积 / 土地面积) of administrative units before and after projects. What counts as forest, when a plantation does, and the
// targets of plans are data (rules/indicators). Ground of which the data say nothing is never counted as forest, nor as bare: cover is an interval then.
// Areas are those of the run's plane (ellipsoidal in the equal-area plane). docs/forest-cover.md.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/core.h"
#include "geom/geom.h"
#include "io/io.h"

namespace zonegate::cover {

enum class State { yes, maybe, no, unknown };  // forest; the class does not tell; no forest; no data at all
inline constexpr std::size_t kStates = 4;
using Areas = std::array<double, kStates>;  // m2 by State

// ---- tables
struct Parameter {
  double value = 0;
  std::string unit, source, status;
};
struct ClassRule {
  std::string code;  // a class number; of sub-compartments a code or the beginning of one
  Text name;
  std::string counts;  // yes, no, maybe, canopy (by the canopy of the stand; without it maybe)
  std::string source, status;
};
struct Target {
  std::string region, name;  // code, two to six digits
  double percent = 0;
  int year = 0;
  std::string source, status;
};
struct Definition {
  std::map<std::string, Parameter> parameters;  // canopy_min (share), years_to_forest (a)
  std::vector<ClassRule> landcover, stands;
  std::vector<Target> targets;
  double canopy_min() const { return parameters.at("canopy_min").value; }
  double years_to_forest() const { return parameters.at("years_to_forest").value; }
  State of_class(double value) const;  // of a raster; NaN: unknown
  State of_stand(const std::string& code, std::optional<double> canopy) const;
  // The target of the longest region that `code` begins with; nullptr: none.
  const Target* target_of(const std::string& code) const;
};
// FOLDER/definition.csv (key,value,unit,source,status), classes.csv (data,code,name,name_en,counts,source,status), targets.csv (region,name,percent,year,source,status).
// Error (usage) with every mistake: file and line.
Definition read_definition(const std::string& folder);

// ---- features
struct Feature {
  std::string id;
  std::map<std::string, Value> fields;
  std::shared_ptr<const geom::Figure> figure;  // in the plane; lines and points have no area
};
struct FeatureFile {
  std::string path, sublayer, where, crs;
  std::vector<std::string> fields;    // Error (usage) where one is not there
  std::vector<std::string> optional;  // likewise, but may be absent
};
// Features that cannot be used become issues (error). Error (input): cannot be opened, no reference system.
std::vector<Feature> read_features(const FeatureFile& file, const geom::Plane& plane,
                                   std::vector<Issue>& issues);

// ---- what lies where
using Figures = std::vector<const geom::Figure*>;
class Source {  // forest or not, of any ground
 public:
  virtual ~Source() = default;
  // Areas by state of the unit's ground that lies in any of `parts` (empty: all of it).
  virtual Areas inside(const geom::Figure& unit, const Figures& parts) = 0;
  virtual std::vector<Issue> issues() const { return {}; }
};
struct Stand {
  std::shared_ptr<const geom::Figure> figure;
  State state = State::no;
};
// Sub-compartments; where they overlap yes counts before maybe before no. complete: ground without any is no forest; else it is unknown.
std::unique_ptr<Source> stand_source(std::vector<Stand> stands, bool complete, const geom::Plane& plane);
// A land-cover raster, by exact shares of cells.
std::unique_ptr<Source> raster_source(const std::string& path, const Definition& definition,
                                      const geom::Plane& plane);

// ---- the account
enum class Part { none, permanent, temporary, planted, young };
struct ProjectPart {
  std::string id;
  std::shared_ptr<const geom::Figure> figure;
  Part part = Part::none;
  bool regrown = false;  // temporary ground on which forest counts again; it is in both
};
// What a row of projects is in `year`. start_year, end_year, planting_year, canopy: of its fields. Error (usage): a role that is not known.
ProjectPart part_of(const Feature& feature, const std::string& role_field, int year,
                    const Definition& definition, const std::string& file);

struct UnitCover {
  std::string code, name;
  double land_m2 = 0;
  Areas before{};
  double permanent = 0,
         permanent_maybe = 0;  // forest taken for good; `maybe`: of ground whose state is not known
  double temporary = 0, temporary_maybe = 0;  // taken for a time, and not forest again in that year
  double regrown = 0;                         // of ground taken for a time: forest again
  double planted = 0, planted_maybe = 0;      // new forest; on ground whose state is not known
  double young = 0;                           // planted, does not count yet
  double forest_after() const { return before[0] - permanent - temporary + planted + planted_maybe; }
  double open_before() const { return before[1] + before[3]; }  // may be forest
  double open_after() const { return open_before() - permanent_maybe - temporary_maybe - planted_maybe; }
  void add(const UnitCover& o);
};
UnitCover unit_cover(const Feature& unit, const std::vector<ProjectPart>& parts, Source& source);

}  // namespace zonegate::cover
