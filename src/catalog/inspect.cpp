// SPDX-License-Identifier: Apache-2.0
//
// What is understood of a file of projects. It goes the way that `screen` goes, so that it cannot say anything else than what is judged later.
#include "catalog/project_row.h"
#include "catalog/project_source.h"
#include "catalog/stated_areas.h"
#include "survey/survey.h"
#include "watch/watch.h"

namespace zonegate::catalog {
namespace {

std::string counted(std::size_t n, const std::string& word) {
  return n == 0 ? "" : ", " + std::to_string(n) + " " + word + (n == 1 ? "" : "s");
}

std::string geometry_of(const geom::Shape& shape) {
  std::string text;
  const auto add = [&](const std::string& word) { text += (text.empty() ? "" : " and ") + word; };
  if (!shape.points.empty())
    add("point" + (shape.points.size() > 1 ? counted(shape.points.size(), "part") : ""));
  if (!shape.lines.empty()) add("line" + (shape.lines.size() > 1 ? counted(shape.lines.size(), "part") : ""));
  std::size_t holes = 0;
  for (const auto& polygon : shape.polygons) holes += polygon.holes.size();
  if (!shape.polygons.empty())
    add("polygon" + (shape.polygons.size() > 1 ? counted(shape.polygons.size(), "part") : "") +
        counted(holes, "hole"));
  return text;
}

geom::Box lonlat_box(const geom::Box& box, const geom::Plane& plane) {
  const auto a = plane.to_lonlat({box.min_x, box.min_y}), b = plane.to_lonlat({box.max_x, box.max_y});
  return {a.lon, a.lat, b.lon, b.lat};
}

Inspection::Feature inspected(ProjectFeature& read, Placers& placers, const std::string& file,
                              const geom::Plane& plane, StatedAreas& areas) {
  Row row = read_row(read.feature, file);
  Inspection::Feature out;
  out.number = read.feature.number;
  out.fid = read.feature.fid;
  out.vertices = read.feature.shape.vertex_count();
  out.fault = read.feature.fault;
  out.crs_reason = read.crs_reason;
  if (read.crs) {
    out.crs = read.crs->authority().empty() ? read.crs->name() : read.crs->authority();
    const Placed placed = place_part(read.feature, row, placers.of(read.crs), plane, file);
    out.fault = placed.fault;
    areas.add(row.project_id, file, read, placed);
    if (placed.figure) {
      out.geometry = geometry_of(read.feature.shape);
      out.place = lonlat_box(placed.figure->box, plane);
      if (placed.figure->has_area()) out.area_m2 = geom::area(placed.figure->area_edges()).value;
    }
  }
  out.project_id = row.project_id;
  out.part_id = row.part_id;
  out.name = row.name;
  out.role = std::string(schema::to_string(row.role));
  if (!row.fault.empty()) out.fault += (out.fault.empty() ? "" : "; ") + row.fault;
  out.issues = std::move(read.issues);
  out.issues.insert(out.issues.end(), row.issues.begin(), row.issues.end());
  return out;
}

}  // namespace

Inspection inspect_projects(const std::string& path, const geom::Plane& plane,
                            const ProjectOptions& options) {
  const watch::Reading reading(path);
  const std::string file = io::printed_name(path);
  const Conversions conversions(options);
  const auto source = open_projects(path, options, conversions);
  Inspection out;
  Placers placers(plane, file);
  ProjectFeature read;
  StatedAreas areas;
  while (source->next(read)) out.features.push_back(inspected(read, placers, file, plane, areas));
  const ProjectForm form = source->form();
  const auto columns = source->columns();
  const bool corners = form.form == "coordinate table";
  const auto uses = corners ? survey::column_uses(columns) : std::vector<std::string>(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto* spec = attribute_of(columns[i]);
    out.columns.push_back({columns[i], spec ? std::string(spec->key) : uses[i]});
  }
  out.form = form.form;
  out.encoding = form.encoding;
  out.sheet = form.sheet;
  out.layers = form.layers;
  out.header = form.header;
  out.issues = issues_of(*source, file, options);
  for (auto& told : areas.told()) out.issues.push_back(std::move(told.issue));
  return out;
}

}  // namespace zonegate::catalog
