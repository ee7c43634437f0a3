// SPDX-License-Identifier: Apache-2.0
//
// One row of a project file: attributes by key or Chinese header, the role, and the figure of the part. What cannot be understood
// becomes an Issue and stays unknown; it is never guessed.
#include "catalog/project_row.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "catalog/lost_ground.h"
#include "catalog/own_outline.h"
#include "survey/survey.h"

namespace zonegate::catalog {
Issue make_issue(const std::string& code, Severity severity, const std::string& file,
                 const io::SourceFeature& feature, const std::string& message, const std::string& hint) {
  return {code, severity, file, "", std::to_string(feature.number), message, hint, std::nullopt};
}

namespace {

std::string text_of(const Attributes& attributes, std::string_view key) {
  const auto at = attributes.find(key);
  const bool says =
      at != attributes.end() && is_known(at->second) && !std::holds_alternative<NotApplicable>(at->second);
  return says ? to_text(at->second) : std::string();
}

std::optional<double> positive(const Attributes& attributes, std::string_view key) {
  const auto at = attributes.find(key);
  if (at == attributes.end()) return std::nullopt;
  const auto number = as_number(at->second);
  return number && std::isfinite(*number) && *number > 0 ? number : std::nullopt;
}

void read_role(Row& row, const io::SourceFeature& feature, const std::string& file) {
  const std::string word = text_of(row.attributes, "role");
  if (word.empty()) return;
  const auto role = schema::parse_role(word);
  if (role) {
    row.role = *role;
  } else {
    row.issues.push_back(make_issue("project.role_unknown", Severity::warning, file, feature,
                                    "role '" + word + "' is not known; judged as permanent",
                                    "see docs/schema.md for the roles"));
  }
  if (schema::is_temporary(row.role) && text_of(row.attributes, "end_year").empty()) {
    row.issues.push_back(make_issue("project.end_year_missing", Severity::warning, file, feature,
                                    "a temporary part needs end_year",
                                    "state end_year; until then the end of use is unknown"));
  }
}

// Two statements of one size: more than 1 % and 0.01 ha apart they are not the same.
bool same_size(double stated_m2, double other_m2) {
  return std::abs(stated_m2 - other_m2) <= std::max(100.0, 0.01 * std::max(stated_m2, other_m2));
}

void complain_of_size(Row& row, const io::SourceFeature& feature, const std::string& file, double stated_m2,
                      double other_m2, const std::string& what) {
  row.issues.push_back(make_issue("project.size_conflict", Severity::warning, file, feature,
                                  "area_ha says " + fixed(stated_m2 / 10000, 4) + " ha, " + what + " gives " +
                                      fixed(other_m2 / 10000, 4) + " ha",
                                  "state one size, the right one"));
}

double area_of(const geom::Figure& figure) { return geom::area(figure.area_edges()).value; }

// A bare point or line gets its size from attributes. nullopt: it has none, or two that contradict each other.
std::optional<geom::Figure> sized(const geom::Figure& figure, Row& row, const io::SourceFeature& feature,
                                  const std::string& file, const geom::Plane& plane) {
  const auto area = positive(row.attributes, "area_ha");
  const bool only_points = figure.shape.lines.empty(), only_lines = figure.shape.points.empty();
  if ((only_points && positive(row.attributes, "width_m")) ||
      (only_lines && positive(row.attributes, "radius_m"))) {
    row.issues.push_back(
        make_issue("project.size_conflict", Severity::warning, file, feature,
                   "radius_m is for points and width_m for lines; this is the other, and stays without size",
                   "state the size that fits the geometry"));
    return std::nullopt;
  }
  std::optional<double> reach;
  if (!figure.shape.points.empty()) {
    const auto count = static_cast<double>(figure.shape.points.size());
    reach = positive(row.attributes, "radius_m");
    if (area && !reach)
      return geom::buffer(figure, Metres(std::sqrt(*area * 10000.0 / std::numbers::pi / count)), plane,
                          geom::BufferKind::best);
  }
  if (!reach && !figure.shape.lines.empty()) {
    if (const auto width = positive(row.attributes, "width_m")) reach = *width / 2;
  }
  if (!reach) return std::nullopt;
  geom::Figure grown = geom::buffer(figure, Metres(*reach), plane, geom::BufferKind::best);
  if (area && !same_size(*area * 10000, area_of(grown))) {
    complain_of_size(row, feature, file, *area * 10000, area_of(grown), "radius_m or width_m");
    return std::nullopt;
  }
  return grown;
}

// The size of a drawn polygon is that of its drawing. What is stated of its area is compared where all parts are known.
void tell_reach(Row& row, const io::SourceFeature& feature, const std::string& file) {
  if (!positive(row.attributes, "radius_m") && !positive(row.attributes, "width_m")) return;
  row.issues.push_back(
      make_issue("project.size_conflict", Severity::warning, file, feature,
                 "radius_m and width_m give points and lines their size; this polygon is taken as drawn",
                 "draw the polygon as large as the project is"));
}

// What closed lines hold inside, in the plane.
double ground_inside(const geom::Shape& shape) {
  constexpr double kClosed = 0.01;  // m
  geom::Shape rings;
  for (const auto& path : shape.lines)
    if (path.size() > 3 &&
        std::hypot(path.front().x - path.back().x, path.front().y - path.back().y) < kClosed)
      rings.polygons.push_back({{path.begin(), path.end() - 1}, {}});
  return rings.empty() ? 0 : std::abs(geom::area(geom::make_figure(std::move(rings)).area_edges()).value);
}

// Null where there are none.
std::shared_ptr<const geom::Figure> lines_of(const geom::Figure& figure) {
  if (figure.line_edges().empty()) return nullptr;
  geom::Shape lines;
  lines.lines = figure.shape.lines;
  return std::make_shared<const geom::Figure>(geom::make_figure(std::move(lines)));
}

// A ring road, or an outline that was drawn as a line: only who drew it knows.
void tell_closed(double inside_m2, Row& row, const io::SourceFeature& feature, const std::string& file) {
  if (inside_m2 <= 0) return;
  row.issues.push_back(make_issue(
      "project.line_closed", Severity::warning, file, feature,
      "its line closes round " + fixed(inside_m2 / 1e4, 4) + " ha, which are no part of the footprint",
      "if it is the outline of an area, give it as a polygon (类型 面)"));
}

void tell_own_outline(const OwnOutline& own, Row& row, const io::SourceFeature& feature,
                      const std::string& file) {
  if (own.points + own.lines == 0) return;
  row.issues.push_back(make_issue(
      "project.own_outline", Severity::note, file, feature,
      std::to_string(own.points) + " point(s) on its polygon and " + std::to_string(own.lines) +
          " line(s) along its outline are taken as its label and its outline, no ground of their own",
      "if one is a part of its own, give it as a feature of its own, with radius_m or width_m"));
}

}  // namespace

const std::vector<std::string>& attribute_names() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const auto& spec : schema::attributes()) {
      names.emplace_back(spec.key);
      names.emplace_back(spec.zh);
    }
    return names;
  }();
  return kNames;
}

bool is_part_key(std::string_view key) {
  constexpr std::array<std::string_view, 9> kPartKeys = {
      "project_id", "part_id", "name", "role", "start_year", "end_year", "radius_m", "width_m", "area_ha"};
  return std::find(kPartKeys.begin(), kPartKeys.end(), key) != kPartKeys.end();
}

void tell_part_keys(Row& row, const io::SourceFeature& feature, const std::string& file) {
  std::erase_if(row.issues, [](const Issue& i) {
    return i.code == "project.role_unknown" || i.code == "project.end_year_missing";
  });
  for (const auto& [key, value] : row.attributes) {
    if (key == "project_id" || key == "name" || is_unknown(value) || !is_part_key(key)) continue;
    row.issues.push_back(
        {"project.attribute_of_part", Severity::warning, file, "", std::to_string(feature.number),
         "'" + key + "' (" + to_text(value) + ") of project " + row.project_id +
             " belongs to one of its parts, and a table of attributes names none; it is not used",
         "state " + key +
             " in the project file, in the row of each part (.gpx and .kml have no such columns: save it as "
             ".geojson or "
             ".gpkg, and add one)",
         std::nullopt});
  }
}

void refuse_later(Project& project, const char* key) {
  const auto at = project.attributes.find(key);
  if (at == project.attributes.end() || is_unknown(at->second)) return;
  const std::string text = to_text(at->second);
  const auto date = Date::parse(text);
  if (!date || !(project.as_of < *date)) return;
  project.issues.push_back({"project.date_later", Severity::warning, project.file, "", project.project_id,
                            std::string(key) + " " + text + " lies after " + project.as_of.iso() +
                                ", the day whose law applies; taken as unknown",
                            "correct the date, or as_of; leave it blank where nothing has been approved yet",
                            std::nullopt});
  at->second = text + ">" + project.as_of.iso();
}

bool may_be_yes(std::string_view key) {
  const auto* spec = schema::find_attribute(key);
  return spec && spec->type == schema::Type::boolean;
}

Value contradiction(const schema::AttributeSpec& spec, const Value& a, const Value& b) {
  if (spec.type != schema::Type::date) return Unknown{};
  return to_text(a) + "/" + to_text(b);  // without a blank: what stands behind one is taken for a time of day
}

std::string plain_name(std::string_view column) {
  std::string name(schema::trimmed(column));
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return name;
}

std::optional<int> year_of(const Attributes& attributes, const char* key) {
  const auto at = attributes.find(key);
  const auto year = at == attributes.end() ? std::nullopt : as_number(at->second);
  return year && std::abs(*year) < 10000 ? std::optional(static_cast<int>(*year)) : std::nullopt;
}

Row read_row(const io::SourceFeature& feature, const std::string& file) {
  Row row;
  read_columns(row, feature, file);
  row.project_id = text_of(row.attributes, "project_id");
  row.called = !row.project_id.empty();
  if (!row.called) {
    row.project_id = std::filesystem::path(file).stem().string() + "#" + std::to_string(feature.number);
  }
  row.name = text_of(row.attributes, "name");
  row.part_id = text_of(row.attributes, "part_id");
  read_role(row, feature, file);
  return row;
}

Placed place_part(const io::SourceFeature& feature, Row& row, const geom::Transform& transform,
                  const geom::Plane& plane, const std::string& file) {
  if (!feature.fault.empty()) return {nullptr, true, feature.fault};
  auto result = transform(feature.shape);
  if (!result.figure) return {nullptr, true, result.fault};
  if (!result.warning.empty()) {
    row.issues.push_back(make_issue("project.range", Severity::warning, file, feature, result.warning,
                                    "check the reference system"));
  }
  geom::Figure figure = std::move(*result.figure);
  if (!feature.shape.polygons.empty() && !figure.has_area())
    return {nullptr, true, "its polygon has no area"};
  if (geom::has_hollow_polygon(figure.shape))
    return {nullptr, true, "the holes of one of its polygons leave nothing of it"};
  if (!shrunk_rings(figure.shape, Shrunk::to_points).why.empty() && row.fault.empty()) {
    row.fault = "one of its polygons has no area";
    row.issues.push_back(make_issue("geometry.part_lost", Severity::error, file, feature,
                                    "one of its polygons is nothing but a point, away from the others",
                                    "draw the part again, or take it out"));
  }
  // A size that is stated is that of its points and lines: they are ground of their own.
  const bool stated_size = positive(row.attributes, "radius_m") || positive(row.attributes, "width_m");
  if (!stated_size) tell_own_outline(drop_own_outline(figure), row, feature, file);
  const double inside_m2 = ground_inside(figure.shape);
  tell_closed(inside_m2, row, feature, file);
  bool has_size = true;
  std::shared_ptr<const geom::Figure> line;
  if (!figure.shape.lines.empty() || !figure.shape.points.empty()) {
    try {
      auto grown = sized(figure, row, feature, file, plane);
      has_size = grown.has_value();
      if (grown) line = lines_of(figure);
      if (grown) figure = std::move(*grown);
    } catch (const Error& error) {
      return {nullptr, true, error.what()};
    }
  }
  if (!feature.shape.polygons.empty()) tell_reach(row, feature, file);
  const geom::Repair repair = geom::repair(figure, plane);
  if (!repair.usable) return {nullptr, true, "its geometry cannot be repaired: " + repair.reason};
  if (repair.changed) {
    Issue issue = make_issue("geometry.repaired", Severity::warning, file, feature,
                             "invalid polygon repaired (" + repair.method + "): " + repair.reason + "; " +
                                 fixed(repair.moved.value, 2) + " m2 moved",
                             "check the boundary with its surveyor");
    issue.area_moved = repair.moved;
    row.issues.push_back(std::move(issue));
  }
  if (!repair.doubt.empty()) {
    if (row.fault.empty()) row.fault = repair.doubt;
    row.issues.push_back(make_issue("geometry.outline_crossed", Severity::error, file, feature, repair.doubt,
                                    "mend the order of its corners, or its rings"));
  }
  return {std::make_shared<const geom::Figure>(std::move(figure)), has_size, {}, inside_m2, std::move(line)};
}

}  // namespace zonegate::catalog
