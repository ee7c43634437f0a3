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
#include "catalog/survey_projects.h"
#include "catalog/system_words.h"
#include "datum/datum.h"

namespace zonegate::catalog {
namespace {

namespace fs = std::filesystem;

io::VectorOptions vector_options(const ProjectOptions& options, const std::string& sublayer) {
  // Parameters may start from a grid of which no file says anything.
  const bool converted = !options.helmert.empty() || !options.from.empty();
  io::VectorOptions out{sublayer, options.encoding, options.crs, converted, ""};
  out.headers = names_of_columns();
  out.titles_heard = true;  // by SystemWords
  out.spoken = true;
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
  VectorProjects(const std::string& file, const ProjectOptions& options, const survey::Options& survey,
                 bool repeated_columns)
      : file_(file), options_(options), survey_(survey), repeated_columns_(repeated_columns) {
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
    if (texts_) keep_new(texts_->issues(file_), all);
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
    if (words_) words_->hear(out);
    if (source_->has_geometry()) tell_other_shapes(out, file_);
    if (texts_) texts_->drawn(out.feature.shape);
    return true;
  }

 private:
  void open() {
    io::VectorOptions how = vector_options(options_, layers_[at_]);
    how.repeated_columns = repeated_columns_;
    source_ = std::make_unique<io::VectorSource>(file_, how);
    if (source_->has_geometry() && source_->crs()) crs_.push_back(*source_->crs());
    words_.reset();
    if (source_->driver() == "DXF" || source_->driver() == "CSV") texts_.emplace(io::file_words(file_, how));
    if (source_->has_geometry())
      words_.emplace(file_, io::file_words(file_, how), *source_, survey_,
                     options_.crs.empty() ? "the file says it" : "--crs");
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
  survey::Options survey_;
  bool repeated_columns_;
  std::optional<SystemWords> words_;  // of the layer that is open
  std::optional<FileTexts> texts_;
  std::vector<std::string> layers_;
  std::size_t at_ = 0;
  std::unique_ptr<io::VectorSource> source_;
  std::list<geom::Crs> crs_;  // features point into it
  std::int64_t read_ = 0;
  std::vector<Issue> issues_;
};

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
    out.converted = true;
    out.read_as = out.crs;
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

// Files that hold one thing only: a layer that is named there can only be meant for another file.
void refuse_layer(const std::string& file, const ProjectOptions& options) {
  const std::string extension = extension_of(file);
  if (options.sublayer.empty() || (extension != ".txt" && extension != ".csv")) return;
  throw Error(ErrorKind::input,
              file + ": it has no layers, and --project-layer names \"" + options.sublayer + "\"",
              "leave --project-layer out, or screen the files that have this layer in a run of their own");
}

// A name with the letter of its column behind that of another one: "X" and "X (E)".
bool repeats_columns(const std::vector<std::string>& columns) {
  return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) {
    const auto letter = column.rfind(" (");
    return column.ends_with(')') && letter != std::string::npos &&
           std::find(columns.begin(), columns.end(), column.substr(0, letter)) != columns.end();
  });
}

// Points one below another, in blocks or in columns; nullptr: the table is none of points.
std::unique_ptr<ProjectSource> open_table(const std::string& file, const ProjectOptions& options,
                                          const ProjectSource& seen, const survey::Options& survey) {
  const std::string extension = extension_of(file);
  if (extension == ".csv" && !options.encoding.empty() && survey::is_coordinate_table(seen.columns()))
    throw Error(
        ErrorKind::usage, file + ": --encoding is not for tables of corners",
        "they are UTF-8 or GB18030, as their bytes say; save one of another encoding as UTF-8, or screen "
        "it in a run of its own");
  if (extension == ".csv" || extension == ".xlsx")
    return open_corners(file, file, options.sublayer, seen.form(), survey);
  return extension == ".zip" ? open_archived_corners(file, options, seen.form(), survey) : nullptr;
}

// The data set of an archive by its whole name, where its user leaves the extension out (项目用地 for 项目用地.shp).
std::string whole_name(const std::string& archive, const std::string& wanted) {
  std::vector<std::string> names;
  for (const auto& entry : io::archive_files(archive))
    if (const auto base = fs::path(entry).filename().string();
        io::is_vector_file(base) || extension_of(base) == ".txt")
      names.push_back(base);
  const auto at = names.size() > 1 ? io::find_name(names, wanted) : std::nullopt;
  return at ? names[*at] : wanted;
}

std::unique_ptr<ProjectSource> open_any(const std::string& file, const ProjectOptions& stated,
                                        const Conversions& conversions) {
  const std::string extension = extension_of(file);
  ProjectOptions options = stated;
  if (extension == ".zip" && !options.sublayer.empty()) options.sublayer = whole_name(file, options.sublayer);
  const survey::Options survey = survey_options(options, conversions.surveyed);
  refuse_layer(file, options);
  if (extension == ".txt")
    return converted(open_boundary_text(file, file, options.encoding, survey), conversions.surveyed, file);
  if (extension == ".zip") {
    if (auto text = open_archived_text(file, options, survey))
      return converted(std::move(text), conversions.surveyed, file);
  }
  auto source = std::make_unique<VectorProjects>(file, options, survey, true);
  const auto columns = source->columns();
  const bool points = survey::is_coordinate_table(columns) || survey::may_be_turned(columns);
  if (points && !source->has_geometry())
    if (auto table = open_table(file, options, *source, survey))
      return converted(std::move(table), conversions.surveyed, file);
  if (repeats_columns(columns)) source = std::make_unique<VectorProjects>(file, options, survey, false);
  return converted(std::move(source), conversions.other, io::printed_name(file));
}

// Readers speak of manifests, whose keys are sublayer and header_row; for project files there is one option.
Error in_option_words(const Error& error) {
  std::string hint = error.hint();
  for (const auto& [from, to] :
       {std::pair<std::string, std::string>{": as sublayer in a manifest for each, or with --sheet",
                                            " with --project-layer"},
        {"as sublayer", "with --project-layer"},
        {", or name the header's row (header_row)", ""},
        {"; or name the row of the header (header_row)", ""}})
    if (const auto at = hint.find(from); at != std::string::npos) hint.replace(at, from.size(), to);
  return {error.kind(), error.what(), hint};
}

}  // namespace

std::unique_ptr<ProjectSource> open_projects(const std::string& file, const ProjectOptions& options,
                                             const Conversions& conversions) {
  try {
    return open_any(file, options, conversions);
  } catch (const Error& error) {
    throw in_option_words(error);
  }
}

namespace {

// Which of its layers is read. The lists of a database leave out the schema that is looked into first.
std::optional<std::size_t> chosen_layer(const std::vector<std::string>& layers, const std::string& wanted) {
  constexpr std::string_view kFirst = "public.";
  const auto at = io::find_name(layers, wanted);
  return at || !wanted.starts_with(kFirst) ? at : io::find_name(layers, wanted.substr(kFirst.size()));
}

}  // namespace

std::vector<Issue> issues_of(const ProjectSource& source, const std::string& file,
                             const ProjectOptions& options) {
  std::vector<Issue> out = source.issues();
  if (all_layers_count(file) || extension_of(file) == ".zip") return out;
  const auto layers = source.form().layers;
  const auto read = chosen_layer(layers, options.sublayer);
  std::string others;
  for (std::size_t i = 0; i < layers.size(); ++i)
    if (i != read) others += (others.empty() ? "" : ", ") + layers[i];
  const bool chosen = !options.sublayer.empty();
  if (others.empty() || (!chosen && layers.size() < 2)) return out;
  if (!chosen && extension_of(file) == ".xlsx") return out;  // other sheets were looked at
  if (!chosen && (extension_of(file) == ".gpkg" || extension_of(file) == ".gdb"))
    for (auto& issue : ground_in_tables(file, layers)) out.push_back(std::move(issue));
  out.push_back({"project.file_left_out", chosen ? Severity::warning : Severity::note, file, "", "",
                 chosen ? "only " + options.sublayer + " of it is read (--project-layer); not read: " + others
                        : "only the one layer with geometry is read, of: " + others,
                 chosen ? "if ground of the projects is in them, screen them as files of their own" : "",
                 std::nullopt});
  return out;
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
