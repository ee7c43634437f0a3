// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "algebra/algebra.h"

namespace zonegate::algebra {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Some values hold for a row alone: `to` is the end that no value of the row passes.
bool reaches(const ReclassRow& row, double v) {
  return row.from == row.to ? v == row.from : v >= row.from && v < row.to;
}

bool overlap(const ReclassRow& a, const ReclassRow& b) {  // a.from <= b.from
  return reaches(a, b.from) || a.from == b.from;
}

std::string counted(std::int64_t n) { return std::to_string(n) + (n == 1 ? " cell" : " cells"); }

}  // namespace

void UnknownValues::add(double value, std::int64_t n) {
  const auto at = cells.find(value);
  if (at != cells.end())
    at->second += n;
  else if (cells.size() < kMost)
    cells.emplace(value, n);
  else
    others += n;
}

void UnknownValues::merge(const UnknownValues& o) {
  for (const auto& [value, n] : o.cells) add(value, n);
  others += o.others;
}

std::string UnknownValues::list() const {
  constexpr std::size_t kShown = 50;
  std::string out;
  std::size_t shown = 0;
  for (const auto& [value, n] : cells) {
    if (shown++ == kShown)
      return out + ", and " + std::to_string(cells.size() - kShown) + (others > 0 ? " or more" : "") +
             " further values";
    out += (out.empty() ? "" : ", ") + shortest(value) + " (" + counted(n) + ")";
  }
  return out;
}

Reclass::Reclass(std::vector<ReclassRow> rows) : rows_(std::move(rows)) {
  std::string wrong;
  for (const auto& r : rows_)
    if (std::isnan(r.from) || std::isnan(r.to) || r.to < r.from || (r.to == r.from && std::isinf(r.to)))
      wrong += "\n  line " + std::to_string(r.line) + ": from " + shortest(r.from) + " to " + shortest(r.to) +
               " holds no value";
  std::stable_sort(rows_.begin(), rows_.end(), [](const auto& a, const auto& b) {
    return a.from != b.from ? a.from < b.from : a.to < b.to;
  });
  for (std::size_t i = 1; i < rows_.size() && wrong.empty(); ++i)
    if (overlap(rows_[i - 1], rows_[i]))
      wrong += "\n  lines " + std::to_string(std::min(rows_[i - 1].line, rows_[i].line)) + " and " +
               std::to_string(std::max(rows_[i - 1].line, rows_[i].line)) + " both hold " +
               shortest(rows_[i].from);
  if (!wrong.empty())
    throw Error(ErrorKind::usage, "the table of values has mistakes:" + wrong, "mend these rows");
}

std::optional<double> Reclass::operator()(double v) const {
  if (std::isnan(v)) return kNone;
  auto at = std::upper_bound(rows_.begin(), rows_.end(), v,
                             [](double x, const ReclassRow& r) { return x < r.from; });
  if (at == rows_.begin()) return std::nullopt;
  --at;
  return reaches(*at, v) ? std::optional(at->value) : std::nullopt;
}

void Reclass::operator()(std::span<double> cells, UnknownValues& unknown) const {
  double last = kNone, becomes = kNone;  // neighbours are often equal
  for (double& cell : cells) {
    if (std::isnan(cell)) continue;
    if (cell != last) {
      last = cell;
      const auto found = (*this)(cell);
      if (!found) {
        unknown.add(cell);
        last = kNone;  // each such cell is counted
      }
      becomes = found.value_or(kNone);
    }
    cell = becomes;
  }
}

}  // namespace zonegate::algebra
