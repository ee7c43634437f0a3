// SPDX-License-Identifier: Apache-2.0
// Private to cli: what the commands that look back at runs read, and where they write.
#pragma once

#include <string>
#include <vector>

#include "io/io.h"
#include "review/review.h"

namespace zonegate::cli {

// A run folder whose files are used only as the run has written them: one that was cut off or edited is refused, never read as if rows had not been there.
class FinishedRun {
 public:
  FinishedRun(std::string folder, bool quiet);  // Error (usage) if the folder is no run; quiet: no warnings
  const std::string& run_json() const { return run_json_; }
  // The place of a file, which is whole. Error (usage) if it is not there; (input) if it is not as run.json records it, or run.json does not record it.
  std::string whole(const std::string& name) const;
  // Error (input) naming the first of the run's tables and pages that is not as it was written; packages, which programs may change by opening them, are asked for alone.
  void all_whole() const;
  bool records(const std::string& name) const;  // does run.json name it among the files of the run?
  // The text of results.jsonl, likewise; of an older run that records no files, as many projects as it counts, with a warning.
  std::string results() const;
  review::RunText text() const { return {folder_, results(), run_json_}; }
  std::string place(const std::string& name) const;

 private:
  [[noreturn]] void unsealed() const;
  bool as_written(const std::string& name) const;
  std::string folder_, run_json_;
  bool quiet_;
};

review::TableText table_text(io::Table table);
// Claims of a report: .csv, .xlsx (`sheet`: empty = the first with such columns), .json. Error (usage) for other files.
review::TableText claims_table(const std::string& path, const std::string& sheet);

struct TableOutput {
  std::string path;  // empty: none
  bool overwrite = false;
};
// Before any work: Error (usage) for an extension that is not allowed, a file that exists, or, even with --overwrite, a file of one of the runs or `inputs` that are read.
void check_table_output(const TableOutput& output, const std::vector<std::string>& extensions,
                        const std::vector<std::string>& runs, const std::vector<std::string>& inputs = {});

}  // namespace zonegate::cli
