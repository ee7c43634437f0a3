// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cover/cover.h"
#include "overlay/overlay.h"
#include "schema/schema.h"

namespace zonegate::cover {
namespace {

std::optional<int> year_in(const Feature& f, const char* field) {
  const auto at = f.fields.find(field);
  const auto number = at == f.fields.end() ? std::nullopt : as_number(at->second);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

bool is_planting(const std::string& word) {
  return word == "planting" || word == "restoration" || word == "造林" || word == "恢复" || word == "补植";
}

std::vector<std::string> columns_of(const FeatureFile& file) {
  std::vector<std::string> out{"id"};
  out.insert(out.end(), file.fields.begin(), file.fields.end());
  out.insert(out.end(), file.optional.begin(), file.optional.end());
  return out;
}

}  // namespace

std::vector<Feature> read_features(const FeatureFile& file, const geom::Plane& plane,
                                   std::vector<Issue>& issues) {
  const auto columns = columns_of(file);
  io::VectorOptions options;
  options.sublayer = file.sublayer;
  options.crs = file.crs;
  options.crs_optional = false;
  options.where = file.where;
  io::BatchSource source(file.path, options, columns);
  for (const auto& field : file.fields) {
    const auto& names = source.field_names();
    if (std::find(names.begin(), names.end(), field) != names.end()) continue;
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
    throw Error(ErrorKind::usage, io::shown_name(file.path) + ": there is no field \"" + field + "\"",
                "it has: " + list);
  }
  overlay::Preparer preparer(source.crs() ? &*source.crs() : nullptr, plane);
  std::vector<Feature> out;
  while (const auto batch = source.next()) {
    for (std::size_t i = 0; i < batch->size(); ++i) {
      Feature f;
      const Value id = batch->field(i, 0);
      f.id = is_unknown(id) ? std::to_string(batch->number(i)) : to_text(id);
      for (std::size_t k = 1; k < columns.size(); ++k) f.fields[columns[k]] = batch->field(i, k);
      std::string fault = batch->fault(i);
      overlay::Ready ready;
      if (fault.empty()) {
        const geom::Shape shape = batch->shape(i, fault);
        if (fault.empty()) {
          auto result = preparer.full(
              shape, [](const geom::Box&) { return true; }, ready);
          if (result.state == overlay::ReadyState::unusable) fault = result.fault;
          if (result.repaired) {
            result.repaired->file = io::shown_name(file.path);
            result.repaired->feature = f.id;
            issues.push_back(*result.repaired);
          }
        }
      }
      if (!fault.empty()) {
        issues.push_back({"overlay.feature_unusable", Severity::error, io::shown_name(file.path), "", f.id,
                          fault, "mend the feature", std::nullopt});
        continue;
      }
      f.figure = preparer.figure(ready);
      out.push_back(std::move(f));
    }
  }
  issues.insert(issues.end(), source.issues().begin(), source.issues().end());
  return out;
}

ProjectPart part_of(const Feature& feature, const std::string& role_field, int year,
                    const Definition& definition, const std::string& file) {
  ProjectPart out{feature.id, feature.figure, Part::none, false};
  const auto at = feature.fields.find(role_field);
  const std::string word = at == feature.fields.end() || is_unknown(at->second) ? "" : to_text(at->second);
  const auto start = year_in(feature, "start_year"), end = year_in(feature, "end_year"),
             planting = year_in(feature, "planting_year");
  const auto canopy_at = feature.fields.find("canopy");
  const auto canopy = canopy_at == feature.fields.end() ? std::nullopt : as_number(canopy_at->second);
  // Without a canopy nobody knows that it has become forest, and it does not count as one.
  const bool thick = canopy && *canopy >= definition.canopy_min();
  const bool grown = planting && thick && year >= *planting + definition.years_to_forest();
  if (is_planting(word)) {
    if (planting && *planting > year) return out;
    out.part = grown ? Part::planted : Part::young;
    return out;
  }
  const auto role = schema::parse_role(word);
  if (!role)
    throw Error(ErrorKind::usage,
                file + ": feature " + feature.id + ": its role is not known: '" + word + "'",
                "permanent, temporary, reservoir, camp, spoil, borrow, planting, or their Chinese words");
  if (start && *start > year) return out;
  if (schema::role_class(*role) != schema::RoleClass::occupation) return out;
  out.part = schema::is_temporary(*role) ? Part::temporary : Part::permanent;
  out.regrown = out.part == Part::temporary && end && *end < year && grown;
  return out;
}

}  // namespace zonegate::cover
