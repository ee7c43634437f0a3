// SPDX-License-Identifier: Apache-2.0
// Private to catalog: one file of projects as features, whatever its form.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "datum/datum.h"
#include "io/io.h"
#include "survey/survey.h"

namespace zonegate::catalog {

struct ProjectFeature {
  io::SourceFeature feature;  // its number runs on over all layers of the file
  const geom::Crs* crs =
      nullptr;  // null: a row without geometry, or none could be told (then feature.fault says why). Owned by the source.
  // Of a conversion: the system before it (null: plain numbers), which words beside the coordinates speak of.
  bool converted = false;
  const geom::Crs* read_as = nullptr;
  std::vector<Issue> issues;
  std::string crs_reason;       // "header: 2000国家大地坐标系; easting 34512345.678 carries zone 34"
  double accuracy_m = 5;        // what such files usually have
  double datum_accuracy_m = 0;  // of a conversion that was asked for
  // Of surveyors' files: what stands beside the points of their area, which is compared to 1 m2; of others it is among the fields.
  bool surveyed = false;
  std::vector<survey::AreaSaid> areas;
  double planar_area_m2 = 0, area_slack_m2 = 0;  // planar: 0 where there is none
  // The project is called after the file, for want of another name: no row of another file can mean it.
  bool called_after_file = false;
};

// What is to be said of the file as a whole. layers: all that it has, read or not.
struct ProjectForm {
  std::string form, encoding, sheet;
  std::vector<std::string> layers;
  std::vector<std::pair<std::string, std::string>> header;
};

class ProjectSource {
 public:
  ProjectSource() = default;
  ProjectSource(const ProjectSource&) = delete;
  ProjectSource& operator=(const ProjectSource&) = delete;
  virtual ~ProjectSource() = default;
  virtual bool has_geometry() const = 0;
  virtual std::vector<std::string> columns() const = 0;
  virtual bool next(ProjectFeature& out) = 0;
  virtual std::int64_t rows_read() const = 0;
  virtual ProjectForm form() const = 0;
  virtual std::vector<Issue> issues() const = 0;  // of the file, complete after the last feature
};

// other_shapes.cpp: a further outline among the fields (WKT, WKB, GeoJSON, corners in words) is ground that nobody reads, an error of the feature; a copy of the one that is read is none, in
// whatever system, nor are one or two points: they may be a centre. Columns of coordinates that lie more than 1 km from what is drawn contradict it.
void tell_other_shapes(ProjectFeature& read, const std::string& file);
// What is wrong with tables beside the layer that is read (of a GeoPackage): one that holds outlines as WKT, or columns of corners; one issue for each.
std::vector<Issue> ground_in_tables(const std::string& file, const std::vector<std::string>& layers);

// Corners in the texts of a drawing, or above the header of a table, less those that are drawn; what is left may be ground that nobody drew. issues: after the last feature.
class FileTexts {
 public:
  explicit FileTexts(const survey::Statements& said);
  void drawn(const geom::Shape& shape);
  std::vector<Issue> issues(const std::string& file) const;

 private:
  std::vector<std::pair<geom::Point, std::string>> written_;
};

// What the user says of the coordinates (--swap-xy, --from, --helmert), made ready once for all files. Surveyors' files have their axes swapped by their reader, which
// looks at their columns.
struct Conversions {
  explicit Conversions(const ProjectOptions& options)
      : surveyed({false, options.from, options.helmert}),
        other({options.swap_xy, options.from, options.helmert}) {}
  datum::Converter surveyed, other;
};

// By what the file is: every layer of a .kml, .kmz and .gpx, one layer of any other vector file (ProjectOptions::sublayer; the only one with geometry), a boundary-point text
// (.txt), a table of corner coordinates or a plain table (.csv, .xlsx). Error (input) naming the file and the remedy.
std::unique_ptr<ProjectSource> open_projects(const std::string& file, const ProjectOptions& options,
                                             const Conversions& conversions);
// What the source tells of its file, after the last feature, and which layers or sheets of it nobody reads.
std::vector<Issue> issues_of(const ProjectSource& source, const std::string& file,
                             const ProjectOptions& options);

// The way of a file's features into the plane: one for each of its systems, which is made once.
class Placers {
 public:
  Placers(const geom::Plane& plane, std::string file) : plane_(plane), file_(std::move(file)) {}
  const geom::Transform& of(const geom::Crs* crs);  // of the file's source; Error (input) naming the file

 private:
  const geom::Plane& plane_;
  std::string file_;
  std::map<const geom::Crs*, geom::Transform> made_;
};

// Files as they are, folders as the project files in them, sorted. What looks like data but cannot be read is told, not dropped.
std::vector<std::string> project_files(const std::vector<std::string>& paths, std::vector<Issue>& issues);

}  // namespace zonegate::catalog
