// SPDX-License-Identifier: Apache-2.0
// Private to app: the columns of tables of parts and stands, and cells read one by one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "core/core.h"
#include "io/io.h"

namespace zonegate::app {

// Our key -> the header of the table. Blanks, case, width and kind of brackets of headers do not matter.
using PartHeaders = std::map<std::string, std::string>;
enum class PartTableKind { parts, stands, losses };
// Names of columns are the keys, those of this file, and for what a stand has in common with layers of 小班 those of layers/forest.yaml
// (`forest`: its canonical field -> names). Error (usage), with all mistakes: two columns for one thing, 面积 without a unit, a column whose
// name is near to one of ours.
PartHeaders part_headers(const io::Table& table, PartTableKind kind, const catalog::FieldNames& forest);

// One line of a table. Mistakes become Issues that name file and line; `good` turns false.
class PartCells {
 public:
  PartCells(const io::Table& table, std::size_t row, const PartHeaders& headers, std::vector<Issue>& issues);
  std::string text(const char* key) const;  // trimmed; empty: nothing said
  bool has(const char* key) const { return !text(key).empty(); }
  std::optional<double> number(const char* key, double low, double high);
  std::optional<int> year(const char* key);
  void mistake(const std::string& what, const std::string& hint);
  void note(Severity severity, const std::string& code, const std::string& what, const std::string& hint);
  bool good() const { return good_; }
  std::size_t line() const { return line_; }

 private:
  const io::Table& table_;
  std::size_t row_, line_;
  const PartHeaders& headers_;
  std::vector<Issue>& issues_;
  bool good_ = true;
};

}  // namespace zonegate::app
