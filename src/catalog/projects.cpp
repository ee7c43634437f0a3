// SPDX-License-Identifier: Apache-2.0
//
// Projects from any files. Rows with one project_id are parts of one project. Nothing is dropped: a row that cannot be used makes its
// project partial (something else of it was usable) or failed, with the reason.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "catalog/catalog.h"
#include "catalog/project_row.h"
#include "catalog/unit_table.h"
#include "io/io.h"

namespace zonegate::catalog {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string_view> kPartKeys = {"project_id", "part_id",  "name",    "role",   "start_year",
                                                 "end_year",   "radius_m", "width_m", "area_ha"};

std::vector<std::string> attribute_names() {
  std::vector<std::string> names;
  for (const auto& spec : schema::attributes()) {
    names.emplace_back(spec.key);
    names.emplace_back(spec.zh);
  }
  return names;
}

std::vector<std::string> expand(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const auto& path : paths) {
    if (!fs::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> inside;
    for (const auto& entry : fs::directory_iterator(path)) {
      if (entry.is_regular_file() && io::is_vector_file(entry.path().string()))
        inside.push_back(entry.path().string());
    }
    if (inside.empty())
      throw Error(ErrorKind::input, path + ": holds no project file",
                  "give .gpkg, .shp, .geojson or .fgb files");
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

class Collector {
 public:
  Collector(const geom::Plane& plane, const ProjectOptions& options) : plane_(plane), options_(options) {}

  void read(const std::string& file) {
    io::VectorOptions options{"", "", options_.crs, false, ""};
    options.headers = attribute_names();
    io::VectorSource source(file, options);
    const bool table = !source.has_geometry();
    if (table && !names_units(source.field_names())) {
      throw Error(ErrorKind::input, file + ": holds no geometry",
                  "project files need geometry; a table stands alone only with the official unit codes "
                  "(--units, or a column unit_codes)");
    }
    const auto transform = table ? std::nullopt : std::optional(transform_of(*source.crs(), file));
    io::SourceFeature feature;
    while (source.next(feature)) {
      ++set_.rows_in;
      if (table) {
        add_undrawn(feature, file);
      } else {
        add(feature, *transform, file, *source.crs());
      }
    }
    doubt_all_of(file, source.issues());
    set_.issues.insert(set_.issues.end(), source.issues().begin(), source.issues().end());
    set_.files.push_back(file);
    if (source.rows_read() == 0) {
      ++set_.empty_files;
      set_.issues.push_back({"project.file_empty", Severity::error, file, "", "",
                             "the file holds no feature: whatever it was meant to hold is not judged",
                             "check the export", std::nullopt});
    }
  }

  // Statements beside the geometry count like those of one more part.
  void join(const std::string& file) {
    for (const auto& feature : read_attribute_table(file)) {
      Row row = read_row(feature, file);
      const auto at = index_.find(row.project_id);
      if (at == index_.end()) {
        set_.issues.push_back(
            {"project.attributes_unmatched", Severity::error, file, "", std::to_string(feature.number),
             "no project is called '" + row.project_id + "': the row says nothing to anyone",
             "write the project_id as in the project files", std::nullopt});
        continue;
      }
      Project& project = set_.projects[at->second];
      tell_part_keys(row, feature, file);
      merge(project, row, feature, file);
      if (!row.fault.empty())
        add_reason(project, "row " + std::to_string(feature.number) + " of " + file + ": " + row.fault);
    }
  }

  // Projects that only the table of units names, where it is all there is.
  void read_units_alone() {
    for (const auto& id : table_.order) {
      Row row;
      row.project_id = id;
      ++set_.rows_in;
      Project& project = project_of(row, options_.units);
      project.name = table_.projects.at(id).project_name;
      undrawn_.insert(id);
    }
  }

  void read_units() {
    if (!options_.units.empty()) table_ = read_unit_table(options_.units);
  }

  // The official units of each project, and what their table states of it; rows of no project are told.
  void join_units() {
    set_.issues.insert(set_.issues.end(), table_.issues.begin(), table_.issues.end());
    for (auto& project : set_.projects) {
      const auto at = table_.projects.find(project.project_id);
      const auto* entry = at == table_.projects.end() ? nullptr : &at->second;
      if (entry) merge_statements(project, *entry);
      take_units(project, entry);
    }
    std::multimap<std::string, Project*> by_id;
    for (auto& project : set_.projects) by_id.emplace(plain_id(project.project_id), &project);
    for (const auto& id : table_.order) {
      if (index_.contains(id)) continue;
      const auto [first, last] = by_id.equal_range(plain_id(id));
      for (auto at = first; at != last; ++at) {
        std::string& fault = at->second->units_fault;
        fault += (fault.empty() ? "" : "; ") + ("rows of '" + id + "' may be its own");
      }
      set_.issues.push_back(
          {"project.units_unmatched", Severity::error, options_.units, "",
           std::to_string(table_.projects.at(id).line),
           "no project is called '" + id + "': its units are compared with nothing" +
               (first == last ? "" : "; the units of " + first->second->project_id + " stay open"),
           "write the project_id as in the project files; a project without geometry may stand in a table "
           "(.csv, .xlsx) among them",
           std::nullopt});
    }
  }

  ProjectSet finish() {
    for (auto& project : set_.projects) {
      const bool by_units = undrawn_.contains(project.project_id) && !project.units.empty();
      if (project.parts.empty() && by_units && project.status_reason.empty()) {
        project.status = Status::partial;
        project.status_reason = "it has no geometry: only the lists of its official units could be compared";
      } else if (project.parts.empty()) {
        if (project.status_reason.empty())
          project.status_reason = "it has neither geometry nor an official unit";
        project.status = Status::failed;
      } else if (!project.status_reason.empty()) {
        project.status = Status::partial;
      }
      project.footprint_sha256 = footprint_fingerprint(std::move(prints_[project.project_id]));
      settle(project);
    }
    return std::move(set_);
  }

 private:
  geom::Transform transform_of(const geom::Crs& crs, const std::string& file) const {
    try {
      return {crs, plane_};
    } catch (const Error& error) {
      throw Error(error.kind(), file + ": " + error.what(), error.hint());
    }
  }

  // A row that the file lost may have been a part of any of its projects.
  void doubt_all_of(const std::string& file, const std::vector<Issue>& issues) {
    const auto lost = std::find_if(issues.begin(), issues.end(),
                                   [](const Issue& i) { return i.severity == Severity::error; });
    if (lost == issues.end()) return;
    for (auto& project : set_.projects) {
      if (touched_.contains({project.project_id, file})) add_reason(project, lost->message);
    }
  }

  // A table by project cannot say which part it means: what belongs to a part is told, not used.
  static void tell_part_keys(Row& row, const io::SourceFeature& feature, const std::string& file) {
    std::erase_if(row.issues, [](const Issue& i) {
      return i.code == "project.role_unknown" || i.code == "project.end_year_missing";
    });
    for (const auto& [key, value] : row.attributes) {
      if (key == "project_id" || key == "name" || is_unknown(value)) continue;
      if (std::find(kPartKeys.begin(), kPartKeys.end(), key) == kPartKeys.end()) continue;
      row.issues.push_back(
          {"project.attribute_of_part", Severity::warning, file, "", std::to_string(feature.number),
           "'" + key + "' (" + to_text(value) + ") of project " + row.project_id +
               " belongs to one of its parts, and a table of attributes names none; it is not used",
           "state " + key + " in the project file, in the row of each part", std::nullopt});
    }
  }

  static void add_reason(Project& project, const std::string& reason) {
    project.status_reason += (project.status_reason.empty() ? "" : "; ") + reason;
  }

  Project& project_of(const Row& row, const std::string& file) {
    const auto [at, fresh] = index_.emplace(row.project_id, set_.projects.size());
    if (fresh) {
      Project project;
      project.project_id = row.project_id;
      project.file = file;
      project.as_of = options_.as_of;
      set_.projects.push_back(std::move(project));
    }
    return set_.projects[at->second];
  }

  // Part ids name parts in facts and evidence, so they are made unique within a project.
  static std::string fresh_part_id(const Project& project, const std::string& stated) {
    const auto taken = [&](const std::string& id) {
      return std::any_of(project.parts.begin(), project.parts.end(),
                         [&](const Part& p) { return p.part_id == id; });
    };
    const std::string base = stated.empty() ? std::to_string(project.parts.size() + 1) : stated;
    std::string id = base;
    for (int n = 2; taken(id); ++n) id = base + "-" + std::to_string(n);
    return id;
  }

  bool names_units(const std::vector<std::string>& columns) const {
    return !options_.units.empty() ||
           std::any_of(columns.begin(), columns.end(), [](const std::string& column) {
             const auto* spec = schema::find_attribute(plain_name(column));
             return spec && spec->key == "unit_codes";
           });
  }

  void add_undrawn(const io::SourceFeature& feature, const std::string& file) {
    Row row = read_row(feature, file);
    Project& project = project_of(row, file);
    if (project.name.empty()) project.name = row.name;
    touched_.insert({project.project_id, file});
    undrawn_.insert(project.project_id);
    merge(project, row, feature, file);
    const std::string fault = feature.fault.empty() ? row.fault : feature.fault;
    if (!fault.empty()) add_reason(project, "row " + std::to_string(feature.number) + ": " + fault);
  }

  void add(const io::SourceFeature& feature, const geom::Transform& transform, const std::string& file,
           const geom::Crs& crs) {
    Row row = read_row(feature, file);
    const Placed placed = place_part(feature, row, transform, plane_, file);
    Project& project = project_of(row, file);
    if (project.name.empty()) project.name = row.name;
    prints_[project.project_id].push_back(part_fingerprint(row, feature.shape, crs));
    project.datum_accuracy_m = std::max(project.datum_accuracy_m, transform.datum_accuracy().value);
    touched_.insert({project.project_id, file});
    merge(project, row, feature, file);
    if (!row.fault.empty()) add_reason(project, "row " + std::to_string(feature.number) + ": " + row.fault);
    if (!placed.figure) {
      add_reason(project, "row " + std::to_string(feature.number) + ": " + placed.fault);
      project.issues.push_back(
          {"project.part_unusable", Severity::error, file, "", std::to_string(feature.number), placed.fault,
           "mend the row; the project is not judged as a whole until then", std::nullopt});
      return;
    }
    Part part;
    part.part_id = fresh_part_id(project, row.part_id);
    part.role = row.role;
    part.figure = placed.figure;
    part.sized = placed.sized;
    part.start_year = year_of(row.attributes, "start_year");
    part.end_year = year_of(row.attributes, "end_year");
    if (!placed.sized) {
      project.issues.push_back({"project.part_unsized", Severity::warning, file, "", part.part_id,
                                "a bare point or line has no area: first screening only, areas stay unknown",
                                "give area_ha or radius_m for a point, width_m for a line", std::nullopt});
    }
    project.parts.push_back(std::move(part));
  }

  // The first statement of an attribute holds; two different ones make it unknown, for nobody can say which is true.
  void merge(Project& project, Row& row, const io::SourceFeature& feature, const std::string& file) {
    project.issues.insert(project.issues.end(), row.issues.begin(), row.issues.end());
    for (const auto& [key, value] : row.attributes) {
      if (std::find(kPartKeys.begin(), kPartKeys.end(), key) != kPartKeys.end()) continue;
      const auto [at, fresh] = project.attributes.emplace(key, value);
      if (fresh || at->second == value) continue;
      if (key == "unit_codes" && add_codes(at->second, value)) continue;
      if (key == "accuracy_m" && take_larger(project, at->second, value, feature, file)) continue;
      project.issues.push_back({"project.attribute_conflict", Severity::warning, file, "",
                                std::to_string(feature.number),
                                "parts of project " + project.project_id + " differ in " + key + " ('" +
                                    to_text(at->second) + "', '" + to_text(value) + "'); taken as unknown",
                                "state one value for the whole project", std::nullopt});
      if (key == "as_of")
        add_reason(project, "its parts differ in as_of, so the law of its day is not known");
      at->second = contradiction(*schema::find_attribute(key), at->second, value);
    }
  }

  // An industry that the table states more shortly says nothing else.
  void merge_statements(Project& project, const UnitTable::Entry& entry) {
    for (const auto& said : entry.statements) {
      Row row = read_row(said, options_.units);
      const auto own = project.attributes.find("industry"), other = row.attributes.find("industry");
      if (own != project.attributes.end() && other != row.attributes.end() && is_known(own->second) &&
          to_text(own->second).starts_with(to_text(other->second)))
        row.attributes.erase(other);
      merge(project, row, said, options_.units);
    }
  }

  // The less accurate statement counts: without any the usual accuracy would be taken, which may be better than either.
  static bool take_larger(Project& project, Value& held, const Value& other, const io::SourceFeature& feature,
                          const std::string& file) {
    const auto a = as_number(held), b = as_number(other);
    if (!a || !b) return false;
    project.issues.push_back({"project.attribute_conflict", Severity::warning, file, "",
                              std::to_string(feature.number),
                              "parts of project " + project.project_id + " differ in accuracy_m ('" +
                                  to_text(held) + "', '" + to_text(other) + "'); the larger is taken",
                              "state one value for the whole project", std::nullopt});
    held = std::max(*a, *b);
    return true;
  }

  // Each part may name the units that it lies in.
  static bool add_codes(Value& all, const Value& more) {
    auto* codes = std::get_if<std::vector<std::string>>(&all);
    const auto* others = std::get_if<std::vector<std::string>>(&more);
    if (!codes || !others) return false;
    for (const auto& code : *others)
      if (std::find(codes->begin(), codes->end(), code) == codes->end()) codes->push_back(code);
    return true;
  }

  void settle(Project& project) const {
    if (const auto at = project.attributes.find("as_of");
        at != project.attributes.end() && is_known(at->second)) {
      if (const auto date = Date::parse(to_text(at->second))) project.as_of = *date;
    }
    refuse_later(project, "eia_approval");
    if (const auto at = project.attributes.find("accuracy_m"); at != project.attributes.end()) {
      if (const auto metres = as_number(at->second); metres && *metres >= 0) project.accuracy_m = *metres;
    }
    std::erase_if(project.attributes, [](const auto& item) { return is_unknown(item.second); });
    if (project.name.empty()) project.name = project.project_id;
  }

  // What has been given cannot be of a day after the one that the project is judged by. Which of the two is wrong nobody can say, so it is no date to any condition.
  static void refuse_later(Project& project, const char* key) {
    const auto at = project.attributes.find(key);
    if (at == project.attributes.end() || is_unknown(at->second)) return;
    const std::string text = to_text(at->second);
    const auto date = Date::parse(text);
    if (!date || !(project.as_of < *date)) return;
    project.issues.push_back(
        {"project.date_later", Severity::warning, project.file, "", project.project_id,
         std::string(key) + " " + text + " lies after " + project.as_of.iso() +
             ", the day whose law applies; taken as unknown",
         "correct the date, or as_of; leave it blank where nothing has been approved yet", std::nullopt});
    at->second = text + ">" + project.as_of.iso();
  }

  const geom::Plane& plane_;
  const ProjectOptions& options_;
  ProjectSet set_;
  std::map<std::string, std::size_t> index_;
  std::map<std::string, std::vector<std::string>> prints_;  // by project id
  std::set<std::pair<std::string, std::string>> touched_;   // project id, file
  std::set<std::string> undrawn_;                           // project ids of rows without geometry
  UnitTable table_;
};

}  // namespace

ProjectSet read_projects(const std::vector<std::string>& paths, const geom::Plane& plane,
                         const ProjectOptions& options) {
  Collector collector(plane, options);
  collector.read_units();
  if (paths.empty()) collector.read_units_alone();
  for (const auto& file : expand(paths)) collector.read(file);
  if (!options.attributes.empty()) collector.join(options.attributes);
  collector.join_units();
  return collector.finish();
}

}  // namespace zonegate::catalog
