// SPDX-License-Identifier: Apache-2.0
//
// One row of a project file: attributes by key or Chinese header, the role, and the figure of the part. What cannot be understood
// becomes an Issue and stays unknown; it is never guessed.
#include "catalog/project_row.h"

#include <cmath>
#include <filesystem>
#include <numbers>

namespace zonegate::catalog {
namespace {

Issue make_issue(const std::string& code, Severity severity, const std::string& file,
                 const io::SourceFeature& feature, const std::string& message, const std::string& hint) {
  return {
      code,    severity, file,        "", feature.fid.empty() ? std::to_string(feature.number) : feature.fid,
      message, hint,     std::nullopt};
}

std::string text_of(const Attributes& attributes, std::string_view key) {
  const auto at = attributes.find(key);
  return at == attributes.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
}

std::optional<double> positive(const Attributes& attributes, std::string_view key) {
  const auto at = attributes.find(key);
  if (at == attributes.end()) return std::nullopt;
  const auto number = as_number(at->second);
  return number && std::isfinite(*number) && *number > 0 ? number : std::nullopt;
}

std::vector<std::string> known_names() {
  std::vector<std::string> names;
  for (const auto& spec : schema::attributes()) {
    names.emplace_back(spec.key);
    names.emplace_back(spec.zh);
  }
  return names;
}

void read_column(Row& row, const std::string& column, const Value& raw, const io::SourceFeature& feature,
                 const std::string& file) {
  if (is_unknown(raw)) return;
  const auto* spec = schema::find_attribute(column);
  if (!spec) {
    const std::string near = schema::nearest_word(column, known_names());
    if (!near.empty()) {  // a likely misspelling; columns that look like nothing of ours are the file's own business
      row.issues.push_back(make_issue("project.column_unknown", Severity::warning, file, feature,
                                      "column '" + column + "' is not known",
                                      "did you mean '" + near + "'?"));
    }
    return;
  }
  const auto value = schema::parse_value(*spec, raw);
  if (!value && spec->key == "as_of")
    row.fault = "as_of '" + to_text(raw) + "' is no date, so the law of its day is not known";
  if (!value) {
    row.issues.push_back(make_issue(
        "project.value_unreadable", Severity::warning, file, feature,
        "'" + to_text(raw) + "' is not a value of " + std::string(spec->key) + "; taken as unknown",
        "see docs/schema.md for its values"));
    return;
  }
  if (is_unknown(*value)) return;
  const auto [at, fresh] = row.attributes.emplace(std::string(spec->key), *value);
  if (fresh || at->second == *value) return;
  // The key and its Chinese header side by side: nobody can say which column is true.
  row.issues.push_back(make_issue("project.attribute_conflict", Severity::warning, file, feature,
                                  "two columns state " + std::string(spec->key) + ", one of them '" +
                                      to_text(raw) + "'; taken as unknown",
                                  "keep one of the columns"));
  at->second = Unknown{};
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

// A bare point or line gets its size from attributes. nullopt: it has none.
std::optional<geom::Figure> sized(const geom::Figure& figure, const Row& row, const geom::Plane& plane) {
  if (!figure.shape.points.empty()) {
    auto radius = positive(row.attributes, "radius_m");
    if (const auto area = positive(row.attributes, "area_ha"); !radius && area) {
      radius =
          std::sqrt(*area * 10000.0 / std::numbers::pi / static_cast<double>(figure.shape.points.size()));
    }
    if (radius) return geom::buffer(figure, Metres(*radius), plane, geom::BufferKind::best);
  }
  if (!figure.shape.lines.empty()) {
    if (const auto width = positive(row.attributes, "width_m")) {
      return geom::buffer(figure, Metres(*width / 2), plane, geom::BufferKind::best);
    }
  }
  return std::nullopt;
}

}  // namespace

Row read_row(const io::SourceFeature& feature, const std::string& file) {
  Row row;
  for (const auto& [column, raw] : feature.fields) read_column(row, column, raw, feature, file);
  row.project_id = text_of(row.attributes, "project_id");
  if (row.project_id.empty()) {
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
  bool has_size = true;
  if (!figure.shape.lines.empty() || !figure.shape.points.empty()) {
    try {
      auto grown = sized(figure, row, plane);
      has_size = grown.has_value();
      if (grown) figure = std::move(*grown);
    } catch (const Error& error) {
      return {nullptr, true, error.what()};
    }
  }
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
  return {std::make_shared<const geom::Figure>(std::move(figure)), has_size, {}};
}

}  // namespace zonegate::catalog
