// SPDX-License-Identifier: Apache-2.0
//
// Projects in whatever form they come. What a form leaves open (system, axes, geometry) is settled by its reader, which says so in an Issue.
#include "catalog/project_source.h"

#include <algorithm>
#include <filesystem>
#include <list>
#include <map>
#include <set>

#include "catalog/project_row.h"
#include "datum/datum.h"
#include "survey/survey.h"

namespace zonegate::catalog {
namespace {

namespace fs = std::filesystem;

constexpr double kSurveyedAccuracy =
    1;  // metres; boundary points are set out to centimetres, their datum step is not

std::vector<std::string> names_of_columns() {
  std::vector<std::string> names = survey::column_names();
  names.insert(names.end(), attribute_names().begin(), attribute_names().end());
  return names;
}

io::VectorOptions vector_options(const ProjectOptions& options, const std::string& sublayer) {
  // Parameters may start from a grid of which no file says anything.
  const bool converted = !options.helmert.empty() || !options.from.empty();
  io::VectorOptions out{sublayer, "", options.crs, converted, ""};
  out.headers = names_of_columns();
  return out;
}

std::string extension_of(const std::string& file) { return plain_name(fs::path(file).extension().string()); }

// Layers of such files are what their author drew one after the other, not data sets of several kinds.
bool all_layers_count(const std::string& file) {
  const std::string extension = extension_of(file);
  return extension == ".kml" || extension == ".kmz" || extension == ".gpx";
}

class VectorProjects final : public ProjectSource {
 public:
  VectorProjects(const std::string& file, const ProjectOptions& options) : file_(file), options_(options) {
    if (options.sublayer.empty() && all_layers_count(file)) layers_ = io::list_sublayers(file);
    if (layers_.empty()) layers_ = {options.sublayer};
    open();
  }
  bool has_geometry() const override { return source_->has_geometry(); }
  std::vector<std::string> columns() const override { return source_->field_names(); }
  std::int64_t rows_read() const override { return read_; }
  std::vector<Issue> issues() const override {
    auto all = issues_;
    keep_new(source_->issues(), all);
    return all;
  }

  ProjectForm form() const override {
    const std::string form = source_->has_geometry() ? source_->driver() : "table without geometry";
    return {form, source_->encoding(), source_->sheet(), io::list_sublayers(file_), {}};
  }

  bool next(ProjectFeature& out) override {
    while (!source_->next(out.feature)) {
      if (at_ + 1 == layers_.size()) return false;
      keep_new(source_->issues(), issues_);
      ++at_;
      open();
    }
    out.feature.number = ++read_;
    out.crs = source_->has_geometry() && source_->crs() ? &crs_.back() : nullptr;
    out.crs_reason = out.crs == nullptr ? "" : options_.crs.empty() ? "the file says it" : "--crs";
    out.issues.clear();
    return true;
  }

 private:
  void open() {
    source_ = std::make_unique<io::VectorSource>(file_, vector_options(options_, layers_[at_]));
    if (source_->has_geometry() && source_->crs()) crs_.push_back(*source_->crs());
  }

  // What concerns the whole file comes with each of its layers.
  static void keep_new(const std::vector<Issue>& from, std::vector<Issue>& into) {
    for (const Issue& issue : from) {
      const bool known = std::any_of(into.begin(), into.end(), [&](const Issue& i) {
        return i.code == issue.code && i.feature == issue.feature && i.message == issue.message;
      });
      if (!known) into.push_back(issue);
    }
  }

  std::string file_;
  ProjectOptions options_;
  std::vector<std::string> layers_;
  std::size_t at_ = 0;
  std::unique_ptr<io::VectorSource> source_;
  std::list<geom::Crs> crs_;  // features point into it
  std::int64_t read_ = 0;
  std::vector<Issue> issues_;
};

class SurveyProjects final : public ProjectSource {
 public:
  SurveyProjects(survey::Document document, const std::string& file, ProjectForm form,
                 std::vector<std::string> columns)
      : document_(std::move(document)),
        stem_(fs::path(file).stem().string()),
        form_(std::move(form)),
        columns_(std::move(columns)) {
    form_.form = document_.form;
    form_.header = document_.header;
  }
  bool has_geometry() const override { return true; }
  std::vector<std::string> columns() const override { return columns_; }
  ProjectForm form() const override { return form_; }
  std::int64_t rows_read() const override { return static_cast<std::int64_t>(at_); }
  std::vector<Issue> issues() const override { return document_.issues; }

  bool next(ProjectFeature& out) override {
    if (at_ == document_.features.size()) return false;
    survey::Feature& read = document_.features[at_++];
    out.feature = {};
    out.feature.number = static_cast<std::int64_t>(at_);
    out.feature.fid = std::to_string(read.line);
    out.feature.fields = fields_of(read);
    out.feature.fault = std::move(read.fault);
    out.feature.shape = std::move(read.shape);
    out.issues = std::move(read.issues);
    out.crs_reason = std::move(read.crs_reason);
    out.accuracy_m = kSurveyedAccuracy;
    const auto id = out.feature.fields.find("project_id");
    out.called_after_file = id != out.feature.fields.end() && to_text(id->second) == stem_;
    out.crs = crs_of(read.crs);
    return true;
  }

 private:
  // A parcel's own fields (地块名称, 图幅号 ...) are no attributes of projects, but its stated area is the size of a bare point or line.
  Attributes fields_of(survey::Feature& read) const {
    if (document_.form != "boundary text") return std::move(read.fields);
    Attributes out;
    for (const char* const key : {"project_id", "part_id", "name"})
      if (const auto at = read.fields.find(key); at != read.fields.end()) out.emplace(*at);
    const auto area = read.fields.find("地块面积");
    if (read.shape.polygons.empty() && area != read.fields.end()) out["area_ha"] = area->second;
    return out;
  }

  const geom::Crs* crs_of(const std::string& name) {
    if (name.empty()) return nullptr;
    auto at = crs_.find(name);
    if (at == crs_.end()) at = crs_.emplace(name, geom::Crs::parse(name)).first;
    return &at->second;
  }

  survey::Document document_;
  std::string stem_;
  ProjectForm form_;
  std::vector<std::string> columns_;
  std::map<std::string, geom::Crs> crs_;
  std::size_t at_ = 0;
};

std::unique_ptr<ProjectSource> open_boundary_text(const std::string& file, const survey::Options& options) {
  const io::TextFile read = io::read_text(file);
  if (!survey::is_boundary_text(read.text))
    throw Error(
        ErrorKind::input, file + ": is not a text of boundary points",
        "it has a section [地块坐标], and parcel lines that end in @; other tables are .csv or .xlsx");
  ProjectForm form;
  form.encoding = read.encoding;
  return std::make_unique<SurveyProjects>(survey::read_boundary_text(read.text, file, options), file, form,
                                          std::vector<std::string>());
}

survey::TableView view_of(const io::Table& table) {
  survey::TableView view{table.headers, {}, table.lines};
  for (const auto& row : table.rows) {
    auto& cells = view.rows.emplace_back();
    for (const auto& header : table.headers) {
      const auto at = row.find(header);
      cells.push_back(at == row.end() ? std::string() : at->second);
    }
  }
  return view;
}

// The conversion, done feature by feature.
class ConvertedProjects final : public ProjectSource {
 public:
  ConvertedProjects(std::unique_ptr<ProjectSource> inner, const datum::Converter& convert, std::string file)
      : inner_(std::move(inner)), convert_(convert), file_(std::move(file)) {}
  bool has_geometry() const override { return inner_->has_geometry(); }
  std::vector<std::string> columns() const override { return inner_->columns(); }
  std::int64_t rows_read() const override { return inner_->rows_read(); }
  ProjectForm form() const override { return inner_->form(); }
  std::vector<Issue> issues() const override {
    auto all = inner_->issues();
    if (inner_->has_geometry())
      all.push_back({"project.converted", Severity::note, file_, "", "", convert_.description(),
                     "as the options say; without them the numbers count as the file states them",
                     std::nullopt});
    return all;
  }

  bool next(ProjectFeature& out) override {
    if (!inner_->next(out)) return false;
    if (!inner_->has_geometry() || !out.feature.fault.empty()) return true;
    auto result = convert_(out.feature.shape, out.crs ? out.crs->authority() : std::string());
    out.feature.shape = std::move(result.shape);
    out.feature.fault = std::move(result.fault);
    out.datum_accuracy_m = result.accuracy_m;
    for (const auto& note : result.notes)
      if (said_.insert(note).second)  // once for the file, not for each of its features
        out.issues.push_back({"project.conversion", Severity::note, file_, "",
                              std::to_string(out.feature.number), note, "compare the place with a map",
                              std::nullopt});
    out.crs = out.feature.fault.empty() ? system_of(result.crs, out.crs) : nullptr;
    return true;
  }

 private:
  const geom::Crs* system_of(const std::string& name, const geom::Crs* before) {
    if (before && before->authority() == name) return before;
    const auto at = systems_.find(name);
    return at != systems_.end() ? &at->second : &systems_.emplace(name, geom::Crs::parse(name)).first->second;
  }

  std::unique_ptr<ProjectSource> inner_;
  const datum::Converter& convert_;
  std::string file_;
  std::map<std::string, geom::Crs> systems_;
  std::set<std::string> said_;
};

std::unique_ptr<ProjectSource> converted(std::unique_ptr<ProjectSource> source,
                                         const datum::Converter& convert, const std::string& file) {
  if (convert.none()) return source;
  return std::make_unique<ConvertedProjects>(std::move(source), convert, file);
}

}  // namespace

std::unique_ptr<ProjectSource> open_projects(const std::string& file, const ProjectOptions& options,
                                             const Conversions& conversions) {
  const survey::Options survey{options.crs, options.swap_xy};
  const std::string extension = extension_of(file);
  if (extension == ".txt") return converted(open_boundary_text(file, survey), conversions.surveyed, file);
  auto source = std::make_unique<VectorProjects>(file, options);
  const bool table = !source->has_geometry() && (extension == ".csv" || extension == ".xlsx");
  if (!table || !survey::is_coordinate_table(source->columns()))
    return converted(std::move(source), conversions.other, file);
  io::TableOptions how;
  how.sheet = options.sublayer;
  how.headers = names_of_columns();
  how.hidden_digits = true;
  const io::Table read = io::read_table(file, how);
  auto corners = std::make_unique<SurveyProjects>(survey::read_coordinate_table(view_of(read), file, survey),
                                                  file, source->form(), read.headers);
  return converted(std::move(corners), conversions.surveyed, file);
}

const geom::Transform& Placers::of(const geom::Crs* crs) {
  const auto at = made_.find(crs);
  if (at != made_.end()) return at->second;
  try {
    return made_.emplace(crs, geom::Transform(*crs, plane_)).first->second;
  } catch (const Error& error) {
    throw Error(error.kind(), file_ + ": " + error.what(), error.hint());
  }
}

}  // namespace zonegate::catalog
