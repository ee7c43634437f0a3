// SPDX-License-Identifier: Apache-2.0
//
// The documents of a finished run, in a folder of their own.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/report_parts.h"
#include "io/io.h"
#include "schema/schema.h"

namespace zonegate::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kLineEvery = 25;  // documents
constexpr const char* kMarker = "documents.json";
const std::vector<std::string> kFormats = {"docx", "xlsx", "pdf", "html", "json"};

void check_formats(const ReportOptions& o) {
  if (o.formats.empty())
    throw Error(ErrorKind::usage, "--format is required", "for example --format docx,xlsx");
  for (const auto& word : o.formats) {
    if (std::find(kFormats.begin(), kFormats.end(), word) != kFormats.end()) continue;
    throw Error(ErrorKind::usage, "--format " + word + ": there is no such format",
                "the formats are docx, xlsx, pdf, html, json");
  }
}

// The lines of results.jsonl that are wanted, and whose they are.
struct Chosen {
  std::string results;             // its path; whole
  std::vector<std::size_t> lines;  // from 0, in order
  std::vector<std::string> ids;    // likewise
};

// Every id that was asked for must be there.
Chosen chosen_projects(const ReportOptions& o, const std::string& results) {
  Chosen chosen{results, {}, {}};
  std::vector<std::string> all;
  each_result(results, [&](const std::string& line) {
    all.push_back(document::project_id_of(line));
    const auto& wanted = o.projects;
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), all.back()) == wanted.end()) return;
    chosen.lines.push_back(all.size() - 1);
    chosen.ids.push_back(all.back());
  });
  for (const auto& id : o.projects) {
    if (std::find(all.begin(), all.end(), id) != all.end()) continue;
    const std::string near = schema::nearest_word(id, all);
    throw Error(ErrorKind::input, o.run + ": there is no project " + id,
                near.empty() ? "results.csv lists all projects" : "did you mean " + near + "?");
  }
  return chosen;
}

// Files that an earlier report has left in the folder: they may go with it.
std::vector<std::string> earlier_files(const std::string& folder) {
  std::vector<std::string> out;
  const fs::path marker = fs::path(folder) / kMarker;
  if (!fs::exists(marker)) return out;
  const Json value = Json::parse(io::read_file(marker.string()), nullptr, false);
  if (!value.is_object() || !value.contains("files") || !value["files"].is_object()) return out;
  for (const auto& [name, file] : value["files"].items()) out.push_back(name);
  return out;
}

document::Profile profile_of(const ReportOptions& o) {
  const std::string own = (fs::path(data_folder("documents")) / "profile.yaml").string();
  auto profile = document::read_profile(o.profile.empty() ? own : o.profile);
  if (!o.profile.empty())
    for (const auto& kind : document::read_profile(own).sensitive)
      if (std::find(profile.sensitive.begin(), profile.sensitive.end(), kind) == profile.sensitive.end())
        profile.not_listed.push_back(kind);
  profile.meanings = advice::read_meanings((fs::path(data_folder("documents")) / "issues.yaml").string());
  profile.words = document::read_words((fs::path(data_folder("documents")) / "words.yaml").string());
  profile.factors =
      document::read_factor_words((fs::path(data_folder("documents")) / "carbon_factors.yaml").string());
  profile.places = place_names();
  profile.paper = o.paper == "a3" ? sheet::Paper::a3 : sheet::Paper::a4;
  return profile;
}

bool wants_format(const ReportOptions& o, std::string_view format) {
  return std::find(o.formats.begin(), o.formats.end(), format) != o.formats.end();
}

// A folder of documents inside of a run would be a stranger's file there: the run could not be made anew.
void refuse_inside(const std::string& run, const std::string& folder) {
  std::error_code ignored;
  fs::path outer = fs::weakly_canonical(run, ignored);
  if (!outer.has_filename()) outer = outer.parent_path();
  const fs::path inner = fs::weakly_canonical(folder, ignored);
  const auto [end, at] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  if (outer.empty() || end != outer.end()) return;
  throw Error(ErrorKind::usage,
              folder + " is, or lies in, the run folder " + run + "; nothing is written there",
              "choose a folder beside it with -o");
}

app::FolderKind kind_of(const std::vector<std::string_view>& files) {
  return {"folder of documents", kMarker, files};
}

class Writer {
 public:
  Writer(const ReportOptions& o, const document::Profile& profile, std::map<std::string, Helper>& helpers,
         const FinishedRun& run, Chosen chosen)
      : o_(o),
        lang_(lang_of(o.common)),
        chosen_(std::move(chosen)),
        stems_(file_stems(chosen_.ids)),
        batch_(o.projects.empty()),
        maker_(run.run_json(), profile, lang_),
        book_(lang_, true),
        progress_(progress_lines(o.common, kLineEvery)),
        helpers_(helpers) {
    name_files();
    app::check_result_folder(o.output.folder, kind(), o.output.overwrite);
    folder_ = std::make_unique<app::ResultFolder>(o.output.folder, kind(), o.output.overwrite);
  }

  void write(const FinishedRun& run) {
    const RunTables tables(run);
    const AddedTables added(o_.added, run, lang_, o_.common.quiet);
    std::size_t number = 0, next = 0;
    const auto& ids = chosen_.ids;
    each_result(chosen_.results, [&](std::string line) {
      if (next == ids.size() || number++ != chosen_.lines[next]) return;
      progress_("making documents", next, ids.size());
      auto files = tables.files(ids[next], std::move(line));
      files.added = added.of(ids[next]);
      const auto document = maker_.project(files);
      add(document, stems_[next], false);
      if (batch_ && wants("xlsx")) book_.add(document, false);
      ++next;
    });
    if (batch_) {
      const auto document = maker_.batch();
      add(document, "batch", true);
      if (wants("xlsx")) {
        book_.add(document);
        book_.write(*folder_ / "batch.xlsx");
      }
    }
    for (auto& [format, helper] : helpers_) helper.run(*folder_ / ".jobs", o_.common.jobs, progress_);
    finish();
  }

  std::size_t files() const { return names_.size() - 1; }

 private:
  bool wants(std::string_view format) const { return wants_format(o_, format); }
  app::FolderKind kind() const { return kind_of(views_); }

  void name_files() {
    for (const auto& format : kFormats) {
      if (!wants(format)) continue;
      for (const auto& stem : stems_) names_.push_back(stem + "." + format);
      if (batch_) names_.push_back("batch." + format);
    }
    names_.emplace_back(kMarker);
    allowed_ = names_;
    for (auto& name : earlier_files(o_.output.folder)) allowed_.push_back(std::move(name));
    views_.assign(allowed_.begin(), allowed_.end());
  }

  void add(const document::Document& d, const std::string& stem, bool batch) {
    const auto at = [&](const char* format) { return *folder_ / (stem + "." + format); };
    if (wants("json")) io::write_file(at("json"), document::to_json(d) + "\n");
    if (wants("html")) io::write_file(at("html"), document::to_html(d));
    if (const auto h = helpers_.find("docx"); h != helpers_.end())
      h->second.add(at("docx"), document::to_json(d));
    if (const auto h = helpers_.find("pdf"); h != helpers_.end())
      h->second.add(at("pdf"), document::to_html(d));
    if (wants("xlsx") && !batch) {
      document::Workbook book(lang_, false);
      book.add(d);
      book.write(at("xlsx"));
    }
  }

  void finish() {
    Json files = Json::object();
    for (const auto& name : names_) {
      if (name == kMarker) continue;
      const std::string path = *folder_ / name;
      files[name] = {{"bytes", fs::file_size(path)}, {"sha256", io::sha256_file(path)}};
    }
    const Json marker = {
        {"files", files}, {"lang", o_.common.lang}, {"program", "zonegate"}, {"version", ZONEGATE_VERSION}};
    io::write_file(*folder_ / kMarker, marker.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
    folder_->publish();
  }

  const ReportOptions& o_;
  Lang lang_;
  Chosen chosen_;
  std::vector<std::string> stems_, names_, allowed_;
  std::vector<std::string_view> views_;
  bool batch_;
  document::Maker maker_;
  document::Workbook book_;
  app::Progress progress_;
  std::map<std::string, Helper>& helpers_;
  std::unique_ptr<app::ResultFolder> folder_;
};

}  // namespace

Documents::Documents(ReportOptions options) : o_(std::move(options)) {
  check_formats(o_);
  if (o_.output.folder.empty()) {
    const fs::path run = fs::path(o_.run).lexically_normal();
    o_.output.folder = (run.has_filename() ? run : run.parent_path()).string() + "-report";
  }
  refuse_inside(o_.run, o_.output.folder);
  profile_ = profile_of(o_);
  for (const char* format : {"docx", "pdf"}) {
    if (wants_format(o_, format)) helpers_.emplace(format, Helper(format, data_folder("documents")));
  }
}

void Documents::check_folder() const {
  auto files = earlier_files(o_.output.folder);
  files.emplace_back(kMarker);
  app::check_result_folder(o_.output.folder, kind_of({files.begin(), files.end()}), o_.output.overwrite);
}

std::size_t Documents::write() {
  const FinishedRun finished(o_.run, o_.common.quiet);
  finished.all_whole();  // what stands in the file beside the documents is what they were made from
  Writer writer(o_, profile_, helpers_, finished, chosen_projects(o_, finished.whole("results.jsonl")));
  writer.write(finished);
  finish_progress();
  return writer.files();
}

}  // namespace zonegate::cli
