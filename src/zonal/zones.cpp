// SPDX-License-Identifier: Apache-2.0
#include "zonal/zonal.h"

#include <algorithm>
#include <cmath>

namespace zonegate::zonal {
namespace {

struct Bounds {
  double min_x = INFINITY, max_x = -INFINITY, min_y = INFINITY, max_y = -INFINITY;
};

int clip(double v, int n) { return static_cast<int>(std::clamp(v, 0.0, static_cast<double>(n))); }

}  // namespace

Zone::Zone(std::vector<GridEdge> edges, int columns, int rows) : edges_(std::move(edges)) {
  if (edges_.empty()) return;
  Bounds b;
  double twice = 0;
  const double ox = edges_.front().x0, oy = edges_.front().y0;
  for (const GridEdge& e : edges_) {
    if (!std::isfinite(e.x0) || !std::isfinite(e.y0) || !std::isfinite(e.x1) || !std::isfinite(e.y1))
      throw Error(ErrorKind::internal, "a zone has an edge with a coordinate that is not finite");
    b.min_x = std::min({b.min_x, e.x0, e.x1});
    b.max_x = std::max({b.max_x, e.x0, e.x1});
    b.min_y = std::min({b.min_y, e.y0, e.y1});
    b.max_y = std::max({b.max_y, e.y0, e.y1});
    twice += (e.x0 - ox) * (e.y1 - oy) - (e.x1 - ox) * (e.y0 - oy);
  }
  sign_ = twice > 0 ? -1 : 1;
  area_ = 0.5 * std::abs(twice);
  beyond_ = b.min_x < 0 || b.min_y < 0 || b.max_x > columns || b.max_y > rows;
  window_.column = clip(std::floor(b.min_x), columns);
  window_.row = clip(std::floor(b.min_y), rows);
  window_.columns = clip(std::ceil(b.max_x), columns) - window_.column;
  window_.rows = clip(std::ceil(b.max_y), rows) - window_.row;
  if (window_.columns <= 0 || window_.rows <= 0) window_ = {};
  sort_into_bands();
}

Zone::Zone(std::vector<CellShare> cells, int columns, int rows) : cells_(std::move(cells)) {
  const auto off = [&](const CellShare& c) {
    return c.share > 0 && (c.row < 0 || c.column < 0 || c.row >= rows || c.column >= columns);
  };
  beyond_ = std::any_of(cells_.begin(), cells_.end(), off);
  std::erase_if(cells_, [&](const CellShare& c) {
    return c.row < 0 || c.column < 0 || c.row >= rows || c.column >= columns || !(c.share > 0);
  });
  const auto place = [](const CellShare& c) { return std::pair(c.row, c.column); };
  std::stable_sort(cells_.begin(), cells_.end(),
                   [&](const CellShare& a, const CellShare& b) { return place(a) < place(b); });
  std::vector<CellShare> joined;
  int min_column = columns, max_column = -1;
  for (const CellShare& c : cells_) {
    area_ += c.share;
    min_column = std::min(min_column, c.column);
    max_column = std::max(max_column, c.column);
    if (!joined.empty() && place(joined.back()) == place(c)) {
      joined.back().share += c.share;
    } else {
      joined.push_back(c);
    }
  }
  cells_ = std::move(joined);
  if (cells_.empty()) return;
  window_ = {min_column, cells_.front().row, max_column - min_column + 1,
             cells_.back().row - cells_.front().row + 1};
}

void Zone::sort_into_bands() {
  if (edges_.size() < kManyEdges || window_.rows <= kBand) return;
  bands_.resize(static_cast<std::size_t>((window_.rows + kBand - 1) / kBand));
  const double rows = window_.rows;
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    const GridEdge& e = edges_[i];
    const double low = std::min(e.y0, e.y1) - window_.row, high = std::max(e.y0, e.y1) - window_.row;
    if (high < 0 || low > rows) continue;  // above or below the grid: covers nothing of it
    const auto band = [&](double v) {
      return static_cast<std::size_t>(std::clamp(v, 0.0, rows - 1)) / static_cast<std::size_t>(kBand);
    };
    const std::size_t first = band(std::floor(low)), last = band(std::ceil(high));
    if (first == last) {
      bands_[first].push_back(static_cast<std::uint32_t>(i));
    } else {
      tall_.push_back(static_cast<std::uint32_t>(i));
    }
  }
}

std::span<const double> ZoneShares::operator()(const Zone& zone, const io::RasterWindow& w, PixelRule rule) {
  columns_ = w.columns;
  by_sums_ = zone.cells().empty() && rule != PixelRule::centre;
  if (!zone.cells().empty()) {
    single_cells(zone, w);
    return shares_;
  }
  if (rule == PixelRule::centre) {
    centres(zone, w);
    return shares_;
  }
  sums_.reset(w.column, w.row, w.columns, w.rows);
  zone.for_edges(w.row, w.rows, [&](const GridEdge& e) { sums_.add(e.x0, e.y0, e.x1, e.y1); });
  sums_.fractions(zone.sign(), shares_);
  if (rule == PixelRule::all_touched) {
    for (double& share : shares_) share = share > 0 ? 1 : 0;
  }
  return shares_;
}

void ZoneShares::single_cells(const Zone& zone, const io::RasterWindow& w) {
  shares_.assign(w.cells(), 0.0);
  const auto& cells = zone.cells();
  auto at = std::lower_bound(cells.begin(), cells.end(), w.row,
                             [](const CellShare& c, int row) { return c.row < row; });
  for (; at != cells.end() && at->row < w.row + w.rows; ++at) {
    if (at->column < w.column || at->column >= w.column + w.columns) continue;
    shares_[static_cast<std::size_t>(at->row - w.row) * static_cast<std::size_t>(w.columns) +
            static_cast<std::size_t>(at->column - w.column)] = at->share;
  }
}

// For each row the places where edges cross the line through its centres: from each of them on, cells to the right change sides.
void ZoneShares::centres(const Zone& zone, const io::RasterWindow& w) {
  starts_.clear();
  zone.for_edges(w.row, w.rows, [&](const GridEdge& e) {
    const double top = std::min(e.y0, e.y1), bottom = std::max(e.y0, e.y1);
    const double first = std::max(std::ceil(top - 0.5), static_cast<double>(w.row));
    for (double row = first; row < w.row + w.rows && row + 0.5 < bottom; row += 1) {
      const double t = (row + 0.5 - e.y0) / (e.y1 - e.y0);
      const double x = e.x0 + t * (e.x1 - e.x0);
      const double column = std::clamp(std::ceil(x - 0.5) - w.column, 0.0, static_cast<double>(w.columns));
      starts_.emplace_back(static_cast<int>(row) - w.row, static_cast<int>(column));
    }
  });
  shares_.assign(w.cells(), 0.0);
  std::sort(starts_.begin(), starts_.end());
  // A closed boundary crosses each line an even number of times: crossings come in pairs, in and out.
  for (std::size_t i = 0; i + 1 < starts_.size(); i += 2) {
    double* const row =
        shares_.data() + static_cast<std::size_t>(starts_[i].first) * static_cast<std::size_t>(w.columns);
    std::fill(row + starts_[i].second, row + starts_[i + 1].second, 1.0);
  }
}

}  // namespace zonegate::zonal
