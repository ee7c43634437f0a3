// SPDX-License-Identifier: Apache-2.0
#include "zonal/refined.h"

#include <algorithm>
#include <cmath>

namespace zonegate::zonal {
namespace {

constexpr double kSame = 1e-9;  // of a cell: lines this near are one

// Place of v among the lines: the number of the line before it, and the share of the way to the next; beyond the ends in cells of the first grid.
double place(double v, const std::vector<double>& lines) {
  if (v <= lines.front()) return v - lines.front();
  if (v >= lines.back()) return static_cast<double>(lines.size() - 1) + (v - lines.back());
  const auto next = std::upper_bound(lines.begin(), lines.end(), v);
  const double a = *(next - 1), b = *next;
  return static_cast<double>(next - 1 - lines.begin()) + (v - a) / (b - a);
}

void add_cuts(double from, double to, const std::vector<double>& lines, std::vector<double>& cuts) {
  if (from == to) return;
  const double low = std::min(from, to), high = std::max(from, to);
  for (auto at = std::upper_bound(lines.begin(), lines.end(), low); at != lines.end() && *at < high; ++at)
    cuts.push_back((*at - from) / (to - from));
}

}  // namespace

std::vector<double> merged_lines(int from, int to, double second_origin, double second_cell) {
  std::vector<double> lines;
  for (int i = from; i <= to; ++i) lines.push_back(i);
  const double step = std::abs(second_cell), first = std::ceil((from - second_origin) / step);
  for (double k = first; second_origin + k * step < to; k += 1) {
    const double v = second_origin + k * step;
    if (std::abs(v - std::round(v)) > kSame && v > from) lines.push_back(v);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

void RefinedShares::add(const GridEdge& e, const std::vector<double>& columns,
                        const std::vector<double>& rows) {
  cuts_.assign({0.0, 1.0});
  add_cuts(e.x0, e.x1, columns, cuts_);
  add_cuts(e.y0, e.y1, rows, cuts_);
  std::sort(cuts_.begin(), cuts_.end());
  const auto at = [&](double t) {
    const double x = t == 1 ? e.x1 : e.x0 + t * (e.x1 - e.x0), y = t == 1 ? e.y1 : e.y0 + t * (e.y1 - e.y0);
    return geom::Point{place(x, columns), place(y, rows)};
  };
  geom::Point a = at(0);
  for (std::size_t i = 1; i < cuts_.size(); ++i) {
    const geom::Point b = at(cuts_[i]);
    sums_.add(a.x, a.y, b.x, b.y);
    a = b;
  }
}

std::span<const double> RefinedShares::operator()(const Zone& zone, const std::vector<double>& columns,
                                                  const std::vector<double>& rows) {
  const int nx = static_cast<int>(columns.size()) - 1, ny = static_cast<int>(rows.size()) - 1;
  sums_.reset(0, 0, nx, ny);
  const int row = static_cast<int>(rows.front()), last = static_cast<int>(rows.back());
  zone.for_edges(row, last - row, [&](const GridEdge& e) { add(e, columns, rows); });
  sums_.fractions(zone.sign(), shares_);
  std::size_t i = 0;
  for (int y = 0; y < ny; ++y) {
    const double height = rows[static_cast<std::size_t>(y) + 1] - rows[static_cast<std::size_t>(y)];
    for (int x = 0; x < nx; ++x, ++i)
      shares_[i] *=
          height * (columns[static_cast<std::size_t>(x) + 1] - columns[static_cast<std::size_t>(x)]);
  }
  return shares_;
}

}  // namespace zonegate::zonal
