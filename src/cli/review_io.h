// SPDX-License-Identifier: Apache-2.0
// Private to cli: what diff and verify read and where they write.
#pragma once

#include <string>
#include <vector>

#include "io/io.h"
#include "review/review.h"

namespace zonegate::cli {

// The text of a file of a run folder. Error (usage) if the folder is no run.
std::string run_file(const std::string& folder, const std::string& name);

void require_run_file(const std::string& folder, const std::string& name);
review::TableText table_text(io::Table table);

struct TableOutput {
  std::string path;  // empty: none
  bool overwrite = false;
};
// Before any work: Error (usage) for an extension that is not allowed, or a file that exists.
void check_table_output(const TableOutput& output, const std::vector<std::string>& extensions);

}  // namespace zonegate::cli
