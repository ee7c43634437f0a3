// SPDX-License-Identifier: Apache-2.0
// Private to cli: what the command `report` reads, and the helpers that it starts.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/app.h"
#include "cli/common.h"
#include "cli/review_io.h"
#include "document/document.h"
#include "io/io.h"

namespace CLI {
class Option;
}

namespace zonegate::cli {

Command report_command();

// What to write of which run.
struct AddedOptions {  // tables 12 and 13: --since an earlier run, --claims of a report
  std::string since, claims, sheet;
};
struct ReportOptions {
  Common common;
  std::string run, profile, paper = "a4";
  std::vector<std::string> formats, projects;
  AddedOptions added;
  RunOutput output;  // no folder: RUN-report
};
// --format, --profile, --sheets, of `report` and `screen`; the last two need the first.
CLI::Option* add_format_options(CLI::App& app, ReportOptions& o, const std::string& what);
void print_files(const ReportOptions& o, std::size_t files);

// As progress_bar; where standard error is no terminal, a line after every so many.
app::Progress progress_lines(const Common& common, std::size_t every);

// The tables and footprints of a run, by project; results.jsonl stays on disk.
class RunTables {
 public:
  explicit RunTables(const FinishedRun& run);
  document::ProjectFiles files(const std::string& project_id, std::string line) const;

 private:
  void read_shapes(const FinishedRun& run);
  void take(const char* table, const std::map<std::string, std::string>& kinds, io::SourceFeature& f);
  std::map<std::string, std::vector<document::TableRow>> facts_, access_, years_;
  std::map<std::string, std::vector<document::BoundaryPart>> boundary_;
  std::map<std::string, std::vector<document::MapShape>> shapes_;
  std::string boundary_fault_, shapes_fault_;
};

class AddedTables {
 public:
  AddedTables(const AddedOptions& o, const FinishedRun& run, Lang lang,
              bool quiet);  // Error as of `diff`, `verify`
  std::vector<document::Table> of(const std::string& project_id) const;

 private:
  struct Part {
    document::Table empty;
    std::string none;                                             // the note of a project without rows
    std::map<std::string, std::vector<document::Row>> rows = {};  // by project
  };
  void compare(const std::string& since, const FinishedRun& run, Lang lang, bool quiet);
  void check(const AddedOptions& o, const FinishedRun& run, Lang lang, bool quiet);
  bool zh_ = true;
  std::vector<Part> parts_;
};

// Every line of results.jsonl, in order.
void each_result(const std::string& path, const std::function<void(std::string line)>& take);
// documents/places.csv of the program: codes of provinces, cities and counties -> names.
std::map<std::string, std::string> place_names();
// Names of files for these ids: no sign that a file system refuses, and no two the same.
std::vector<std::string> file_stems(const std::vector<std::string>& ids);

// A helper of the program's data folder in Python (documents/write_<format>.py), which makes one file for each line that it is given.
class Helper {
 public:
  // Error (usage) naming the Debian package, where there is no python3 that has the module, or no font with Chinese.
  Helper(std::string format, const std::string& folder);
  void add(const std::string& path,
           const std::string& content);  // content: JSON of the document, or its HTML
  // Runs them in `processes` at a time; the lists of work are kept in `scratch` meanwhile. Error (internal) where one fails.
  void run(const std::string& scratch, int processes, const app::Progress& progress);

 private:
  std::string format_, script_, python_;
  std::vector<std::string> jobs_;  // a line each
};

// The documents of a run. Whatever can be refused before the run is there is refused by the constructor and check_folder: `screen` makes documents after hours.
class Documents {
 public:
  // Error (usage): a format that there is not, a mistake in the profile, no python3 with what a format needs.
  explicit Documents(ReportOptions options);
  void check_folder() const;  // Error (usage) where the folder cannot be written, whatever projects there are
  std::size_t write();        // how many files; Error as of the run's files and of ResultFolder
  const ReportOptions& options() const { return o_; }

 private:
  ReportOptions o_;
  document::Profile profile_;
  std::map<std::string, Helper> helpers_;
};

}  // namespace zonegate::cli
