// SPDX-License-Identifier: Apache-2.0
#include "cli/review_io.h"

#include <algorithm>
#include <filesystem>

#include "core/core.h"
#include "io/io.h"

namespace zonegate::cli {

namespace fs = std::filesystem;

void require_run_file(const std::string& folder, const std::string& name) {
  if (!fs::exists(fs::path(folder) / name))
    throw Error(ErrorKind::usage, folder + ": not a run folder (it holds no " + name + ")",
                "give the folder that `zonegate screen -o` wrote");
}

std::string run_file(const std::string& folder, const std::string& name) {
  require_run_file(folder, name);
  return io::read_file((fs::path(folder) / name).string());
}

review::TableText table_text(io::Table table) {
  return {table.name, std::move(table.headers), std::move(table.rows), std::move(table.lines)};
}

void check_table_output(const TableOutput& output, const std::vector<std::string>& extensions) {
  if (output.path.empty()) return;
  const std::string extension = fs::path(output.path).extension().string();
  if (std::find(extensions.begin(), extensions.end(), extension) == extensions.end()) {
    std::string words;
    for (const auto& e : extensions) words += (words.empty() ? "" : ", ") + e;
    throw Error(
        ErrorKind::usage,
        output.path + ": cannot write " + (extension.empty() ? "a file without extension" : extension),
        "give a name that ends in " + words);
  }
  if (fs::exists(output.path) && !output.overwrite)
    throw Error(ErrorKind::usage, output.path + " exists", "choose another name, or say --overwrite");
}

}  // namespace zonegate::cli
