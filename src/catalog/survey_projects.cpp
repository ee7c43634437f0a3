// SPDX-License-Identifier: Apache-2.0
//
// Boundary-point texts and tables of corners, as files of their own or in an archive.
#include "catalog/survey_projects.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "catalog/project_row.h"

namespace zonegate::catalog {
namespace {

namespace fs = std::filesystem;

constexpr double kSurveyedAccuracy =
    1;  // metres; boundary points are set out to centimetres, their datum step is not

class SurveyProjects final : public ProjectSource {
 public:
  SurveyProjects(survey::Document document, const std::string& file, ProjectForm form,
                 std::vector<std::string> columns)
      : document_(std::move(document)),
        stem_(fs::path(file).stem().string()),
        form_(std::move(form)),
        columns_(std::move(columns)) {
    if (const auto n = document_.features.size(); n > io::limits().features)
      throw Error(ErrorKind::input, file + ": it has " + std::to_string(n) + " features",
                  io::limit_text("features"));
    form_.form = document_.form;
    form_.header = document_.header;
  }
  bool has_geometry() const override { return true; }
  std::vector<std::string> columns() const override { return columns_; }
  ProjectForm form() const override { return form_; }
  std::int64_t rows_read() const override { return static_cast<std::int64_t>(at_); }
  // An error of a part is one of the file: its projects are not known as a whole.
  std::vector<Issue> issues() const override {
    std::vector<Issue> all = document_.issues;
    all.insert(all.end(), errors_.begin(), errors_.end());
    return all;
  }

  void add(const std::vector<Issue>& issues) {
    document_.issues.insert(document_.issues.end(), issues.begin(), issues.end());
  }

  bool next(ProjectFeature& out) override {
    if (at_ == document_.features.size()) return false;
    survey::Feature& read = document_.features[at_++];
    out.feature = {};
    out.feature.number = static_cast<std::int64_t>(at_);
    out.feature.fid = std::to_string(read.line);
    out.feature.fields = fields_of(read);
    out.feature.fault = read.fault.empty() ? contradiction(read) : std::move(read.fault);
    out.feature.shape = std::move(read.shape);
    const auto is_error = [](const Issue& i) { return i.severity == Severity::error; };
    std::copy_if(read.issues.begin(), read.issues.end(), std::back_inserter(errors_), is_error);
    std::erase_if(read.issues, is_error);
    out.issues = std::move(read.issues);
    out.crs_reason = std::move(read.crs_reason);
    out.accuracy_m = kSurveyedAccuracy;
    out.surveyed = true;
    out.areas = std::move(read.areas);
    out.planar_area_m2 = read.planar_area_m2;
    out.area_slack_m2 = read.area_slack_m2;
    const auto id = out.feature.fields.find("project_id");
    out.called_after_file = id != out.feature.fields.end() && to_text(id->second) == stem_;
    out.crs = crs_of(read.crs);
    return true;
  }

 private:
  // Rows of one part that state two widths, or two trades: nobody can tell which is true of it.
  static std::string contradiction(const survey::Feature& read) {
    for (const auto& [column, said] : read.differing)
      if (attribute_of(column)) return said;
    return {};
  }

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
  std::vector<Issue> errors_;
  std::size_t at_ = 0;
};

std::unique_ptr<ProjectSource> text_projects(const io::TextFile& read, const std::string& name,
                                             const survey::Options& options, std::vector<Issue> issues) {
  if (!survey::is_boundary_text(read.text))
    throw Error(
        ErrorKind::input, name + ": is not a text of boundary points",
        "it has a section [地块坐标], and parcel lines that end in @; other tables are .csv or .xlsx");
  ProjectForm form;
  form.encoding = read.encoding;
  survey::Document document = survey::read_boundary_text(read.text, name, options);
  document.issues.insert(document.issues.end(), issues.begin(), issues.end());
  return std::make_unique<SurveyProjects>(std::move(document), name, form, std::vector<std::string>());
}

survey::TableView view_of(const io::Table& table) {
  survey::TableView view{table.titles.empty() ? table.headers : table.titles, {}, table.lines};
  if (!table.sheet.empty()) view.around.emplace_back("sheet name", table.sheet);
  for (const auto& [row, text] : table.around) view.around.emplace_back("row " + std::to_string(row), text);
  view.around.insert(view.around.end(), table.beside.begin(), table.beside.end());
  for (const auto& [sheet, text] : table.elsewhere) view.elsewhere.emplace_back("other sheet " + sheet, text);
  for (const auto& row : table.rows) {
    auto& cells = view.rows.emplace_back();
    for (const auto& header : table.headers) {
      const auto at = row.find(header);
      cells.push_back(at == row.end() ? std::string() : at->second);
    }
  }
  return view;
}

std::string extension_of(const std::string& file) { return plain_name(fs::path(file).extension().string()); }
std::string base_of(const std::string& file) { return fs::path(file).filename().string(); }

// A data set by its extension, or a file of a geodatabase.
bool is_data(const std::string& entry) {
  return io::is_vector_file(entry) || plain_name(entry).find(".gdb/") != std::string::npos;
}

// What of the archive is not read beside the one file.
std::vector<Issue> left_out(const std::string& archive, const std::vector<std::string>& entries,
                            const std::string& chosen) {
  std::vector<std::string> others;
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(others),
               [&](const std::string& entry) { return entry != chosen; });
  if (others.empty()) return {};
  return {{"source.files_left_out", Severity::warning, archive, "", "",
           std::to_string(others.size()) + " further file(s) of the archive are not read: " + some_of(others),
           "give what is a project of its own as a file of its own", std::nullopt}};
}

// Boundary texts, by what they hold; a text that cannot be decoded may be one.
bool is_boundary_entry(const std::string& archive, const std::string& entry) {
  if (extension_of(entry) != ".txt") return false;
  try {
    return survey::is_boundary_text(io::read_text(io::ArchiveFile(archive, entry).path()).text);
  } catch (const Error&) {
    return true;  // its reader says why not
  }
}

[[noreturn]] void refuse_several(const std::string& archive, const std::vector<std::string>& names) {
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + base_of(name);
  throw Error(ErrorKind::input,
              archive + ": it holds " + std::to_string(names.size()) + " files that may be projects",
              "name one with --project-layer; it has: " + list);
}

}  // namespace

std::vector<std::string> names_of_columns() {
  std::vector<std::string> names = survey::column_names();
  names.insert(names.end(), attribute_names().begin(), attribute_names().end());
  return names;
}

survey::Options survey_options(const ProjectOptions& options, const datum::Converter& convert) {
  survey::Options out{options.crs, options.swap_xy};
  if (const auto* parameters = convert.parameters())
    out.start = survey::Start{parameters->datum, parameters->from_code};
  out.from = options.from;
  out.most_points = io::limits().vertices;
  out.limit_text = io::limit_text("vertices");
  return out;
}

std::unique_ptr<ProjectSource> open_boundary_text(const std::string& path, const std::string& name,
                                                  const std::string& encoding,
                                                  const survey::Options& options) {
  return text_projects(io::read_text(path, encoding), name, options, {});
}

namespace {

std::unique_ptr<SurveyProjects> corners_of(const std::string& path, const std::string& name,
                                           const std::string& sheet, const ProjectForm& form,
                                           const survey::Options& options) {
  io::TableOptions how;
  how.sheet = sheet;
  how.headers = names_of_columns();
  how.hidden_digits = how.other_sheets = how.repeated_columns = true;
  survey::TableView view = survey::unfolded(view_of(io::read_table(path, how)), name);
  if (!survey::is_coordinate_table(view.headers)) return nullptr;
  view.sheet_chosen = !sheet.empty();
  return std::make_unique<SurveyProjects>(survey::read_coordinate_table(view, name, options), name, form,
                                          view.headers);
}

}  // namespace

std::unique_ptr<ProjectSource> open_corners(const std::string& path, const std::string& name,
                                            const std::string& sheet, const ProjectForm& form,
                                            const survey::Options& options) {
  return corners_of(path, name, sheet, form, options);
}

std::unique_ptr<ProjectSource> open_archived_text(const std::string& archive, const ProjectOptions& options,
                                                  const survey::Options& survey) {
  const auto entries = io::archive_files(archive);
  std::vector<std::string> texts, data;
  for (const auto& entry : entries) {
    const bool text = is_boundary_entry(archive, entry);
    if (text) texts.push_back(entry);
    if (!text && is_data(entry)) data.push_back(entry);
  }
  if (texts.empty()) return nullptr;
  if (options.sublayer.empty() && texts.size() + data.size() > 1) {
    texts.insert(texts.end(), data.begin(), data.end());
    refuse_several(archive, texts);
  }
  const auto at = std::find_if(texts.begin(), texts.end(), [&](const std::string& text) {
    return options.sublayer.empty() || options.sublayer == text || options.sublayer == base_of(text);
  });
  if (at == texts.end()) return nullptr;
  const io::ArchiveFile file(archive, *at);
  try {
    return text_projects(io::read_text(file.path(), options.encoding), file.name(), survey,
                         left_out(archive, entries, *at));
  } catch (const Error& error) {
    throw file.shown(error);
  }
}

std::unique_ptr<ProjectSource> open_archived_corners(const std::string& archive,
                                                     const ProjectOptions& options, const ProjectForm& form,
                                                     const survey::Options& survey) {
  const auto entries = io::archive_files(archive);
  for (const auto& entry : entries) {
    const std::string base = base_of(entry), extension = extension_of(entry);
    if (extension != ".csv" && extension != ".xlsx") continue;
    const bool sheet = options.sublayer.starts_with(base + "/");
    // Of several data sets one is named; of one alone it may be its sheet.
    const bool other = std::any_of(form.layers.begin(), form.layers.end(), [&](const std::string& layer) {
      return options.sublayer == layer && layer != base && fs::path(layer).has_extension();
    });
    if (other && !sheet) continue;
    const io::ArchiveFile file(archive, entry);
    const std::string name = sheet                      ? options.sublayer.substr(base.size() + 1)
                             : options.sublayer == base ? ""
                                                        : options.sublayer;
    if (extension == ".csv" && !name.empty())
      throw Error(ErrorKind::input,
                  file.name() + ": it has no layers, and --project-layer names \"" + name + "\"",
                  "leave --project-layer out, or name " + base);
    try {
      auto source = corners_of(file.path(), file.name(), name, form, survey);
      if (source) source->add(left_out(archive, entries, entry));
      return source;
    } catch (const Error& error) {
      throw file.shown(error);
    }
  }
  throw Error(ErrorKind::input, archive + ": its table of corners cannot be told from its other files",
              "give the table as a file of its own");
}

}  // namespace zonegate::catalog
