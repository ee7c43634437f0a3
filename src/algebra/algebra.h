// SPDX-License-Identifier: Apache-2.0
//
// algebra: map algebra (Tomlin 1990), cell by cell: expressions over rasters, reclassification by a table, and the cross-tabulation of two dates.
// Pure functions of cells; windows, files and threads are app's. A cell without a value is NaN.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"

namespace zonegate::algebra {

// A formula over named rasters, in the syntax of muParser: + - * / ^, comparisons, && ||, c ? a : b, min max abs sqrt exp ln log10 rint sign, and floor, ceil, mod(a, b).
// One object per thread.
class Expression {
 public:
  // names: the variables that it may use. Error (usage) with the place and what is known there: mistakes, unknown names.
  Expression(const std::string& text, const std::vector<std::string>& names);
  ~Expression();
  Expression(Expression&&) noexcept;
  // Which of the names it uses, rising.
  const std::vector<std::size_t>& used() const;
  // inputs: of each name, as many cells as `out` (empty where it is not used). A cell has no value where any used input has none, and where the result is not finite: how
  // many of the latter is returned.
  std::int64_t operator()(std::span<const std::span<const double>> inputs, std::span<double> out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// ------------------------------------------------------------------------------------------------ by a table
// Values v with from <= v < to (from == to: that value alone) become `value` (NaN: no value).
struct ReclassRow {
  double from = 0, to = 0, value = 0;
  std::size_t line = 0;  // in its file, for messages
};
// Cells whose value no row knows.
struct UnknownValues {
  static constexpr std::size_t kMost = 10000;  // different ones that are kept
  std::map<double, std::int64_t> cells;
  std::int64_t others = 0;  // cells with further values
  bool empty() const { return cells.empty() && others == 0; }
  void add(double value, std::int64_t n = 1);
  void merge(const UnknownValues& o);
  std::string list() const;  // "7 (12 cells), 9 (1 cell)"
};
class Reclass {
 public:
  // Error (usage) naming the lines: rows that overlap, rows that hold nothing.
  explicit Reclass(std::vector<ReclassRow> rows);
  // nullopt: no row. NaN stays NaN.
  std::optional<double> operator()(double v) const;
  // In place. Values without a row become NaN and are noted.
  void operator()(std::span<double> cells, UnknownValues& unknown) const;

 private:
  std::vector<ReclassRow> rows_;  // rising
};

// ---------------------------------------------------------------------------------------------- from date to date
struct Transition {
  double from = 0, to = 0;
  std::int64_t cells = 0;
  double area_m2 = 0;
};
struct CellsAndArea {
  std::int64_t cells = 0;
  double area_m2 = 0;
  void add(std::int64_t n, double area) { cells += n, area_m2 += area; }
  void merge(const CellsAndArea& o) { add(o.cells, o.area_m2); }
};
// The matrix over the cells that have a value on both dates (the common mask), and what the mask leaves out.
struct ChangeMatrix {
  std::vector<Transition> transitions;  // rising by from, then to
  CellsAndArea common, only_before, only_after, neither;
  std::map<double, CellsAndArea> lost_before, lost_after;  // by the value of the date that has one
  void merge(const ChangeMatrix& o);
};

// Areas of the cells of one row, m2: each its own, or all the same.
struct RowAreas {
  double each = 0;
  std::span<const double> single = {};  // empty: all are `each`
};
// Counts the cells of one window, row by row.
class ChangeTally {
 public:
  ChangeTally(std::optional<double> nodata_before, std::optional<double> nodata_after);  // of bytes
  ~ChangeTally();
  ChangeTally(const ChangeTally&) = delete;
  ChangeTally& operator=(const ChangeTally&) = delete;
  void add(std::span<const std::uint8_t> before, std::span<const std::uint8_t> after, const RowAreas& areas);
  void add(std::span<const double> before, std::span<const double> after,
           const RowAreas& areas);  // NaN: none
  ChangeMatrix take();              // and start anew

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Calls f(first, end) for each stretch of cells in which neither raster changes. T: bytes or doubles (NaN equals NaN).
template <class T, class F>
void for_stretches(std::span<const T> a, std::span<const T> b, const F& f);

}  // namespace zonegate::algebra

#include "algebra/stretches.h"  // IWYU pragma: export
