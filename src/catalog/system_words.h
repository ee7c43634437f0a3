// SPDX-License-Identifier: Apache-2.0
// Private to catalog: words of datum, zone, local grid or web map in a vector file, held against the system that its reader took (survey::hear decides).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "catalog/project_row.h"
#include "catalog/project_source.h"
#include "survey/survey.h"

namespace zonegate::catalog {

class SystemWords {
 public:
  // Of one layer: its own system, what the file says of itself (io::file_words), its columns.
  SystemWords(const std::string& file, survey::Statements of_file, const io::VectorSource& source,
              const survey::Options& options, const std::string& how);
  // A contradiction becomes the feature's fault; what is only unsure is said once a file.
  void hear(ProjectFeature& out);
  bool per_feature() const {
    return !columns_.empty() || !naming_.empty();
  }  // else all features say the same

 private:
  std::string file_;
  survey::Options options_;
  survey::Taken taken_;
  survey::Statements of_file_;
  std::string of_name_;                        // what is wrong with the system by its own name
  std::vector<std::string> columns_, naming_;  // that may speak of coordinates; whose names do
  std::set<std::string> told_;
  std::map<survey::Statements, survey::Heard> heard_;  // most features say the same
};

// The same of a table of attributes beside the project files: what it says of a project's coordinates holds for each of its parts.
class TableWords {
 public:
  TableWords(std::string file, const AttributeTable& table);
  void hear(const std::string& project_id, ProjectFeature& out, const survey::Options& options);

 private:
  std::string file_;
  survey::Statements of_all_;
  std::map<std::string, survey::Statements> of_project_;
  std::set<std::string> told_;
};

}  // namespace zonegate::catalog
