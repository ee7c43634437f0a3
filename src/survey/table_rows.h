// SPDX-License-Identifier: Apache-2.0
// What the rows of a table of corners are: points, notes, totals, lengths of edges, lines that part it. Private to survey.
#pragma once

#include <string>
#include <vector>

#include "survey/survey.h"
#include "table_columns.h"

namespace zonegate::survey {

// Looks at a table and its columns, which outlive it.
class TableRows {
 public:
  TableRows(const TableView& table, const std::vector<Column>& columns) : table_(table), columns_(columns) {}
  void use(const Pair& pair);

  std::string cell(std::size_t row, std::size_t column) const;  // trimmed
  std::size_t line(std::size_t row) const;
  std::string text(std::size_t row) const;  // its filled cells, with blanks between
  bool blank(std::size_t row) const;
  bool without_corner(std::size_t row) const;
  // One text, or a line of totals; not the name of a point that has lost its numbers, nor a project: those stay rows, and are faults.
  bool is_note(std::size_t row) const;
  // 制表人：... | 审核人：... | 日期 over several cells.
  bool is_footer(std::size_t row) const;
  // Only the length of an edge, which stands between the rows of its points. Where rows of points have lengths, too, it may be a point that has lost its numbers.
  bool is_edge(std::size_t row) const;
  // A title between the points ("二期用地"), or the header once more: what follows may be another table, and whose it is nobody says.
  bool parts_table(std::size_t row) const;

 private:
  bool is_total(std::size_t row) const;

  const TableView& table_;
  const std::vector<Column>& columns_;
  Pair pair_;
  std::vector<bool> lengths_;  // of each column: lengths of edges, and no row of a point has one
};

}  // namespace zonegate::survey
