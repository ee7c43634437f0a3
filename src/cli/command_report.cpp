// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/common.h"
#include "cli/report_parts.h"
#include "io/io.h"
#include "schema/schema.h"

namespace zonegate::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kMarker = "documents.json";
const std::vector<std::string> kFormats = {"docx", "xlsx", "pdf", "html", "json"};

struct Options {
  Common common;
  std::string run, profile, paper = "a4";
  std::vector<std::string> formats, projects;
  AddedOptions added;
  RunOutput output;
};

void check_formats(const Options& o) {
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
Chosen chosen_projects(const Options& o, const std::string& results) {
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

document::Profile profile_of(const Options& o) {
  auto profile = document::read_profile(
      o.profile.empty() ? (fs::path(data_folder("documents")) / "profile.yaml").string() : o.profile);
  profile.paper = o.paper == "a3" ? sheet::Paper::a3 : sheet::Paper::a4;
  return profile;
}

class Writer {
 public:
  Writer(const Options& o, const FinishedRun& run, Chosen chosen)
      : o_(o),
        lang_(lang_of(o.common)),
        chosen_(std::move(chosen)),
        stems_(file_stems(chosen_.ids)),
        batch_(o.projects.empty()),
        profile_(profile_of(o)),
        maker_(run.run_json(), profile_, lang_),
        book_(lang_),
        progress_(progress_bar(o.common)) {
    for (const char* format : {"docx", "pdf"}) {
      if (wants(format)) helpers_.emplace(format, Helper(format, data_folder("documents")));
    }
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
        book_.write(*folder_ / "batch.xlsx", true);
      }
    }
    for (auto& [format, helper] : helpers_) helper.run(*folder_ / ".jobs", o_.common.jobs, progress_);
    finish();
  }

  std::size_t files() const { return names_.size() - 1; }

 private:
  bool wants(std::string_view format) const {
    return std::find(o_.formats.begin(), o_.formats.end(), format) != o_.formats.end();
  }
  app::FolderKind kind() const { return {"folder of documents", kMarker, views_}; }

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
      document::Workbook book(lang_);
      book.add(d);
      book.write(at("xlsx"), false);
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

  const Options& o_;
  Lang lang_;
  Chosen chosen_;
  std::vector<std::string> stems_, names_, allowed_;
  std::vector<std::string_view> views_;
  bool batch_;
  document::Profile profile_;
  document::Maker maker_;
  document::Workbook book_;
  app::Progress progress_;
  std::map<std::string, Helper> helpers_;
  std::unique_ptr<app::ResultFolder> folder_;
};

int run(Options& o) {
  check_formats(o);
  if (o.output.folder.empty()) {
    const fs::path run = fs::path(o.run).lexically_normal();
    o.output.folder = (run.has_filename() ? run : run.parent_path()).string() + "-report";
  }
  const FinishedRun finished(o.run, o.common.quiet);
  Writer writer(o, finished, chosen_projects(o, finished.whole("results.jsonl")));
  writer.write(finished);
  finish_progress();
  if (!o.common.quiet)
    std::cout << (o.common.lang == "zh" ? "文件：" : "files: ") << writer.files()
              << (o.common.lang == "zh" ? "，文件夹：" : ", folder: ") << o.output.folder << "\n";
  return 0;
}

}  // namespace

Command report_command() {
  return {"report", "documents of a run for the file: tables and texts as .docx, .xlsx, .pdf, .html",
          "  zonegate report run1 --format docx,xlsx\n  zonegate report run1 --format pdf --project YA-006 "
          "-o ya006\n"
          "  zonegate report run1 --format docx,xlsx,pdf,html --lang en -o english\n"
          "  zonegate report run2 --format docx --since run1 --claims claims.xlsx",
          [](CLI::App& app) {
            auto o = std::make_shared<Options>();
            app.add_option("RUN_DIR", o->run, "a run folder")->required();
            app.add_option("--format", o->formats,
                           "docx, xlsx, pdf, html, json (the model that the others are written from); "
                           "several with commas")
                ->delimiter(',')
                ->allow_extra_args(false);
            app.add_option("--project", o->projects, "only these projects, and no document of the batch")
                ->delimiter(',')
                ->allow_extra_args(false);
            app.add_option("--since", o->added.since,
                           "an earlier run: a table says what has changed, and why");
            app.add_option("--claims", o->added.claims,
                           "statements of a report (as for verify): a table says which of them hold");
            app.add_option("--sheet", o->added.sheet, "sheet of a workbook of --claims")->needs("--claims");
            app.add_option(
                "--profile", o->profile,
                "number rules and standing words (.yaml; default: the program's documents/profile.yaml)");
            app.add_option("--sheets", o->paper, "paper of map sheets: a4 (default), a3")
                ->check(CLI::IsMember({"a4", "a3"}));
            app.add_option("-o,--output", o->output.folder, "the folder to write (default: RUN_DIR-report)");
            app.add_flag("--overwrite", o->output.overwrite, "replace a folder of documents that exists");
            add_common(app, o->common);
            return [o] { return run(*o); };
          }};
}

}  // namespace zonegate::cli
