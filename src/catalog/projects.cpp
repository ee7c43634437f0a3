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
#include "catalog/project_source.h"
#include "catalog/stated_areas.h"
#include "catalog/survey_projects.h"
#include "catalog/system_words.h"
#include "catalog/twin_parts.h"
#include "catalog/unit_table.h"
#include "io/io.h"
#include "watch/watch.h"

namespace zonegate::catalog {
namespace {

constexpr std::size_t kReasons = 10;

class Collector {
 public:
  Collector(const geom::Plane& plane, const ProjectOptions& options)
      : plane_(plane), options_(options), conversions_(options) {}

  void read(const std::string& path) {
    const watch::Reading reading(path);  // whatever is done with a row of it
    const auto source = open_projects(path, options_, conversions_);
    const std::string file = io::printed_name(path);
    const bool table = !source->has_geometry();
    if (table && !names_units(source->columns())) {
      throw Error(ErrorKind::input, file + ": holds no geometry",
                  "project files need geometry; a table stands alone only with the official unit codes "
                  "(--units, or a column unit_codes)");
    }
    Placers placers(plane_, file);
    ProjectFeature read;
    while (source->next(read)) {
      ++set_.rows_in;
      if (table) {
        add_undrawn(read.feature, file);
      } else {
        add(read, placers, file);
      }
    }
    const auto issues = issues_of(*source, file, options_);
    doubt_all_of(file, issues);
    set_.issues.insert(set_.issues.end(), issues.begin(), issues.end());
    set_.files.push_back(file);
    if (source->rows_read() == 0) {
      ++set_.empty_files;
      set_.issues.push_back({"project.file_empty", Severity::error, file, "", "",
                             "the file holds no feature: whatever it was meant to hold is not judged",
                             "check the export", std::nullopt});
    }
  }

  // A batch goes on without it, but not as if it had not been there.
  void lose(const std::string& path, const Error& error) {
    const std::string file = io::printed_name(path);
    const std::string stem = std::filesystem::path(file).stem().string();
    Row row;
    row.project_id = index_.contains(stem) ? file : stem;
    Project& project = project_of(row, file);
    add_reason(project, error.what());
    for (auto& other : set_.projects)
      if (touched_.contains({other.project_id, file})) add_reason(other, error.what());
    set_.issues.push_back(
        {"project.file_unreadable", Severity::error, file, "", "", error.what(), error.hint(), std::nullopt});
    lost_.push_back(file);
  }

  // A lost file may have held a part of any project that is called by name, unless the others show that each file here has projects of its own.
  void doubt_for_lost_files() {
    if (lost_.empty()) return;
    std::map<std::string, std::size_t> files_of;
    for (const auto& [id, file] : touched_) ++files_of[id];
    const bool across =
        std::any_of(files_of.begin(), files_of.end(), [](const auto& f) { return f.second > 1; });
    if (!across && files_of_their_own(parts_) > 1) return;
    for (auto& project : set_.projects)
      if (called_.contains(project.project_id))
        add_reason(project, lost_.front() + " could not be read, and may hold a part of it");
  }

  void read_attributes(const std::string& file) {
    attributes_ = read_attribute_table(file);
    tell(attributes_.issues);
    words_.emplace(io::printed_name(file), attributes_);
  }

  // Statements beside the geometry count like those of one more part.
  void join(const std::string& file) {
    const AlikeProjects alike(set_.projects);
    for (const auto& feature : attributes_.rows) {
      Row row = read_row(feature, file);
      const auto at = index_.find(row.project_id);
      if (at == index_.end()) {
        open_alike(alike, row.project_id, file);
        set_.issues.push_back(
            {"project.attributes_unmatched", Severity::error, file, "", std::to_string(feature.number),
             "no project is called '" + row.project_id + "': the row says nothing to anyone",
             "write the project_id as in the project files", std::nullopt});
        continue;
      }
      Project& project = set_.projects[at->second];
      tell_part_keys(row, feature, file);
      hear_units(project, feature);
      merge(project, row, feature, file);
      if (!row.fault.empty())
        add_reason(project, "row " + std::to_string(feature.number) + " of " + file + ": " + row.fault);
    }
    if (attributes_.nameless.empty()) return;
    for (auto& project : set_.projects)
      add_reason(project, "row " + std::to_string(attributes_.nameless.front()) + " of " + file +
                              " names no project, and may be its own");
  }

  // A row that may be meant for a project says something of it that nobody hears.
  void open_alike(const AlikeProjects& alike, const std::string& id, const std::string& file) {
    for (const std::size_t i : alike.of(id))
      add_reason(set_.projects[i], "a row of '" + id + "' in " + file + " may be its own, and is not heard");
  }

  // Projects that only the table of units names, where it is all there is.
  void read_units_alone() {
    for (const auto& id : table_.order) {
      ++set_.rows_in;
      Row row;
      row.project_id = id;
      Project& project = project_of(row, options_.units);
      project.name = table_.projects.at(id).project_name;
      undrawn_.insert(id);
    }
  }

  void tell(const std::vector<Issue>& issues) {
    set_.issues.insert(set_.issues.end(), issues.begin(), issues.end());
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
      take_units(project, entry, mentions_[project.project_id]);
    }
    tell_unmatched_units(set_, table_, options_.units);
  }

  ProjectSet finish() {
    for (auto& [id, issue] : areas_.told()) {
      Project& project = set_.projects[index_.at(id)];
      if (issue.severity == Severity::error) add_reason(project, issue.message);
      project.issues.push_back(std::move(issue));
    }
    for (auto& project : set_.projects) {
      if (const auto n = reasons_[project.project_id]; n > kReasons)
        project.status_reason += "; and " + std::to_string(n - kReasons) + " more reasons of this kind";
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
  // A row that the file lost may have been a part of any of its projects.
  void doubt_all_of(const std::string& file, const std::vector<Issue>& issues) {
    const auto lost = std::find_if(issues.begin(), issues.end(),
                                   [](const Issue& i) { return i.severity == Severity::error; });
    if (lost == issues.end()) return;
    for (auto& project : set_.projects) {
      if (touched_.contains({project.project_id, file})) add_reason(project, lost->message);
    }
  }

  // The first reasons say what is wrong; thousands more would only fill every table.
  void add_reason(Project& project, const std::string& reason) {
    if (++reasons_[project.project_id] > kReasons) return;
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

  // Once for several parts that say the same.
  void hear_units(const Project& project, const io::SourceFeature& feature) {
    auto& heard = mentions_[project.project_id];
    for (auto& mention : unit_mentions(feature))
      if (std::none_of(heard.begin(), heard.end(), [&](const UnitMention& m) {
            return m.where == mention.where && m.text == mention.text;
          }))
        heard.push_back(std::move(mention));
  }

  bool names_units(const std::vector<std::string>& columns) const {
    return !options_.units.empty() ||
           std::any_of(columns.begin(), columns.end(), [](const std::string& column) {
             const auto* spec = attribute_of(column);
             return spec && spec->key == "unit_codes";
           });
  }

  void add_undrawn(const io::SourceFeature& feature, const std::string& file) {
    Row row = read_row(feature, file);
    Project& project = project_of(row, file);
    if (project.name.empty()) project.name = row.name;
    touched_.insert({project.project_id, file});
    undrawn_.insert(project.project_id);
    parts_[file].insert(project.project_id);
    hear_units(project, feature);
    merge(project, row, feature, file);
    const std::string fault = feature.fault.empty() ? row.fault : feature.fault;
    if (!fault.empty()) add_reason(project, "row " + std::to_string(feature.number) + ": " + fault);
  }

  void add(ProjectFeature& read, Placers& placers, const std::string& file) {
    const io::SourceFeature& feature = read.feature;
    Row row = read_row(feature, file);
    if (words_) words_->hear(row.project_id, read, survey_options(options_, conversions_.surveyed));
    row.issues.insert(row.issues.begin(), read.issues.begin(), read.issues.end());
    const geom::Transform* transform = read.crs ? &placers.of(read.crs) : nullptr;
    const Placed placed =
        transform ? place_part(feature, row, *transform, plane_, file) : Placed{nullptr, true, feature.fault};
    areas_.add(row.project_id, file, read, placed);
    Project& project = project_of(row, file);
    if (project.name.empty()) project.name = row.name;
    if (row.called && !read.called_after_file) called_.insert(project.project_id);
    if (transform) {
      prints_[project.project_id].push_back(part_fingerprint(row, feature.shape, *read.crs));
      parts_[file].insert(prints_[project.project_id].back());
      project.datum_accuracy_m =
          std::max(project.datum_accuracy_m, transform->datum_accuracy().value + read.datum_accuracy_m);
      keep_probes(project, feature.shape, *read.crs);
    }
    const auto [usual, fresh] = usual_accuracy_.emplace(project.project_id, read.accuracy_m);
    usual->second = std::max(usual->second, read.accuracy_m);
    touched_.insert({project.project_id, file});
    hear_units(project, feature);
    merge(project, row, feature, file);
    if (!row.fault.empty()) add_reason(project, "row " + std::to_string(feature.number) + ": " + row.fault);
    for (const Issue& issue : read.issues)
      if (issue.severity == Severity::error) add_reason(project, issue.message);
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
    part.line = placed.line;
    part.start_year = year_of(row.attributes, "start_year");
    part.end_year = year_of(row.attributes, "end_year");
    if (!placed.sized) {
      project.issues.push_back({"project.part_unsized", Severity::warning, file, "", part.part_id,
                                "a bare point or line has no area: first screening only, areas stay unknown",
                                "give area_ha or radius_m for a point, width_m for a line", std::nullopt});
    }
    tell_twin(project, part, file, feature.number);
    project.parts.push_back(std::move(part));
  }

  void tell_twin(Project& project, const Part& part, const std::string& file, std::int64_t row) {
    const std::string place = "part " + part.part_id + " (" + file + ", row " + std::to_string(row) + ")";
    if (auto twin = twins_.add(project.project_id, place, part.figure))
      project.issues.push_back({"project.part_repeated", Severity::note, file, "", part.part_id, *twin,
                                "their area counts once; if another parcel was meant, give that one",
                                std::nullopt});
  }

  void merge(Project& project, Row& row, const io::SourceFeature& feature, const std::string& file) {
    if (!merge_row(project, row, feature, file))
      add_reason(project, "its parts differ in as_of, so the law of its day is not known");
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

  void settle(Project& project) const {
    const auto usual = usual_accuracy_.find(project.project_id);
    if (usual != usual_accuracy_.end()) project.accuracy_m = usual->second;
    if (const auto at = project.attributes.find("as_of");
        at != project.attributes.end() && is_known(at->second)) {
      if (const auto date = Date::parse(to_text(at->second))) project.as_of = *date;
    }
    refuse_later(project, "eia_approval");
    if (const auto at = project.attributes.find("accuracy_m"); at != project.attributes.end()) {
      if (const auto metres = as_number(at->second); metres && *metres >= 0) project.accuracy_m = *metres;
    }
    std::erase_if(project.attributes,
                  [](const auto& item) { return is_unknown(item.second) && !may_be_yes(item.first); });
    if (project.name.empty()) project.name = project.project_id;
  }

  const geom::Plane& plane_;
  const ProjectOptions& options_;
  Conversions conversions_;
  ProjectSet set_;
  std::map<std::string, std::size_t> index_;
  std::map<std::string, std::vector<std::string>> prints_;    // by project id
  std::map<std::string, std::set<std::string>> parts_;        // by file: fingerprints, or ids of rows
  std::set<std::pair<std::string, std::string>> touched_;     // project id, file
  std::set<std::string> undrawn_;                             // project ids of rows without geometry
  std::set<std::string> called_;                              // project ids that rows state
  std::map<std::string, double> usual_accuracy_;              // by project id
  std::map<std::string, std::size_t> reasons_;                // by project id: how many there were
  std::map<std::string, std::vector<UnitMention>> mentions_;  // by project id
  std::vector<std::string> lost_;                             // files that could not be read
  UnitTable table_;
  AttributeTable attributes_;
  std::optional<TableWords> words_;  // of the table of attributes
  TwinParts twins_;
  StatedAreas areas_;
};

}  // namespace

ProjectSet read_projects(const std::vector<std::string>& paths, const geom::Plane& plane,
                         const ProjectOptions& options) {
  Collector collector(plane, options);
  if (!options.attributes.empty()) collector.read_attributes(options.attributes);
  collector.read_units();
  if (paths.empty()) collector.read_units_alone();
  std::vector<Issue> issues;
  const auto files = project_files(paths, issues);
  collector.tell(issues);
  std::size_t lost = 0;
  for (const auto& file : files) {
    try {
      collector.read(file);
    } catch (const Error& error) {
      // One file alone, or the last of those that are all unreadable: there is nothing to go on with.
      if (error.kind() != ErrorKind::input || ++lost == files.size()) throw;
      collector.lose(file, error);
    }
  }
  collector.doubt_for_lost_files();
  if (!options.attributes.empty()) collector.join(options.attributes);
  collector.join_units();
  return with_twins_told(collector.finish());
}

}  // namespace zonegate::catalog
