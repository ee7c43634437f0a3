// SPDX-License-Identifier: Apache-2.0
#include "raster_align.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <gdal_alg.h>

namespace zonegate::io {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kMostSourceCells = 1 << 24;  // read for one part
constexpr double kMostPoints = 1 << 20;       // sampled for one part
constexpr double kHair = 1e-9;                // of a cell: touching, not covered
constexpr double kPlaceError = 0.01;  // of a cell: places between exact ones are interpolated that well

bool close(double a, double b, double cells) { return std::abs(a - b) * cells <= 1e-3 * std::abs(a); }

// Lon/lat of a system's numbers and back, or plain numbers where both systems are one.
class Frame {
 public:
  Frame(const std::string& path, const std::optional<geom::Crs>& crs) {
    if (!crs || crs->geographic()) return;
    try {
      plane_ = geom::Plane::planar(*crs);
    } catch (const Error& error) {
      throw Error(error.kind(), fmt::format("{}: {}", path, error.what()), error.hint());
    }
  }
  geom::LonLat lonlat(geom::Point p) const { return plane_ ? plane_->to_lonlat(p) : geom::LonLat{p.x, p.y}; }
  geom::Point point(geom::LonLat p) const {
    return plane_ ? plane_->from_lonlat(p) : geom::Point{p.lon, p.lat};
  }

 private:
  std::optional<geom::Plane> plane_;
};

// Cells of the new grid to cells of the source, and back, as GDAL's interpolating transformer asks for them.
struct Places {
  RasterGrid source, target;
  bool one_system = false;
  Frame source_frame, target_frame;

  geom::Point moved(geom::Point p, bool to_source) const {
    const RasterGrid &from = to_source ? target : source, &to = to_source ? source : target;
    geom::Point at = from.at(p.x, p.y);
    if (!one_system) {
      const Frame &a = to_source ? target_frame : source_frame, &b = to_source ? source_frame : target_frame;
      at = b.point(a.lonlat(at));
    }
    return to.cell(at);
  }
  static int move(void* self, int to_source, int n, double* x, double* y, double*, int* good) {
    const auto& places = *static_cast<const Places*>(self);
    for (int i = 0; i < n; ++i) {
      good[i] = 0;
      try {
        const geom::Point p = places.moved({x[i], y[i]}, to_source != 0);
        good[i] = std::isfinite(p.x) && std::isfinite(p.y) ? 1 : 0;
        if (good[i] != 0) std::tie(x[i], y[i]) = std::pair(p.x, p.y);
      } catch (const Error&) {  // a place that the system does not know: no cell is there
      }
    }
    return 1;
  }
};

void check_systems(const Resampler::Source& source, const Alignment& onto) {
  if (source.crs.has_value() != onto.crs.has_value())
    throw Error(ErrorKind::input,
                fmt::format("{}: {} to be taken to a grid {}", source.path,
                            source.crs ? "its reference system is known, it is"
                                       : "it states no reference system, it is",
                            onto.crs ? "in " + onto.crs->name() : std::string("that states none")),
                "state the reference system of both (--raster-crs, gdal_edit.py -a_srs)");
  if (!source.crs || source.crs->same_as(*onto.crs)) return;
  // The datum rule of the vectors holds for rasters too: refuses what has no known way to CGCS2000.
  for (const auto* crs : {&*source.crs, &*onto.crs}) {
    const geom::Transform way(*crs, geom::Plane::equal_area());
    if (way.datum_accuracy().value > 1)
      throw Error(
          ErrorKind::input,
          fmt::format("{}: {} is on another datum than CGCS2000 and WGS 84", source.path, crs->name()),
          "warp it with the parameters of its datum (gdalwarp -ct)");
  }
}

}  // namespace

std::optional<std::pair<int, int>> lattice_shift(const RasterGrid& from, const RasterGrid& to) {
  const double cells = std::max({from.columns, from.rows, to.columns, to.rows});
  const bool alike = close(from.cell_x, to.cell_x, cells) && close(from.cell_y, to.cell_y, cells) &&
                     from.skew_x == to.skew_x && from.skew_y == to.skew_y;
  if (!alike) return std::nullopt;
  const geom::Point at = from.cell({to.origin_x, to.origin_y});
  const double column = std::round(at.x), row = std::round(at.y);
  if (std::abs(at.x - column) > 1e-3 || std::abs(at.y - row) > 1e-3 || std::abs(column) > 1e9 ||
      std::abs(row) > 1e9)
    return std::nullopt;
  return std::pair(static_cast<int>(column), static_cast<int>(row));
}

namespace {

// What a new cell is made of.
class Votes {
 public:
  explicit Votes(Resampling method) : method_(method) {}
  void add(double value, double weight) {
    if (std::isnan(value)) return;
    if (method_ != Resampling::mode) {
      sum_ += weight * value;
      weight_ += weight;
      return;
    }
    for (auto& [v, w] : votes_) {
      if (v != value) continue;
      w += weight;
      return;
    }
    votes_.emplace_back(value, weight);
  }
  // And start anew. Of equally frequent values the greatest, as in statistics of zones.
  double take() {
    double out = kNone, most = 0;
    if (method_ != Resampling::mode) {
      out = weight_ > 0 ? sum_ / weight_ : kNone;
    } else {
      for (const auto& [v, w] : votes_)
        if (w > most * (1 + kHair) || (w > most * (1 - kHair) && v > out))
          std::tie(out, most) = std::pair(v, w);
    }
    sum_ = weight_ = 0;
    votes_.clear();
    return out;
  }

 private:
  Resampling method_;
  double sum_ = 0, weight_ = 0;
  std::vector<std::pair<double, double>> votes_;
};

// Source cells [first, first + shares) along one side of a new cell, with the covered part of each.
struct Span {
  int first = 0;
  std::vector<double> shares;
};

Span span_of(double a, double b, int cells) {
  const double from = std::max(0.0, std::min(a, b)), to = std::min<double>(cells, std::max(a, b));
  Span out;
  if (!(to - from > kHair)) return out;
  out.first = static_cast<int>(std::floor(from));
  for (int i = out.first; i < to; ++i) out.shares.push_back(std::min(to, i + 1.0) - std::max(from, 1.0 * i));
  while (!out.shares.empty() && out.shares.back() <= kHair) out.shares.pop_back();
  if (!out.shares.empty() && out.shares.front() <= kHair) {
    out.shares.erase(out.shares.begin());
    ++out.first;
  }
  return out;
}

// The window of the source that spans need; no columns where they need none.
std::pair<int, int> range_of(const std::vector<Span>& spans) {
  int from = std::numeric_limits<int>::max(), to = 0;
  for (const auto& s : spans) {
    if (s.shares.empty()) continue;
    from = std::min(from, s.first);
    to = std::max(to, s.first + static_cast<int>(s.shares.size()));
  }
  return {from, to};
}

}  // namespace

struct Resampler::Impl {
  RasterGrid source;
  Alignment onto;
  Places places;
  void* approximate = nullptr;
  double source_per_cell = 1;  // source cells for one of the new grid
  bool by_shares = false;
  int samples = 1;  // along each side of a new cell

  void shares(const RasterWindow& w, const Reader& read, double* out, int stride) const {
    std::vector<Span> columns, rows;
    const RasterGrid& t = onto.grid;
    for (int c = w.column; c < w.column + w.columns; ++c)
      columns.push_back(span_of(source.cell(t.at(c, 0)).x, source.cell(t.at(c + 1, 0)).x, source.columns));
    for (int r = w.row; r < w.row + w.rows; ++r)
      rows.push_back(span_of(source.cell(t.at(0, r)).y, source.cell(t.at(0, r + 1)).y, source.rows));
    const auto [left, right] = range_of(columns);
    const auto [top, bottom] = range_of(rows);
    if (left >= right || top >= bottom) return;
    std::vector<double> cells;
    read({left, top, right - left, bottom - top}, cells);
    const auto wide = static_cast<std::size_t>(right - left);
    Votes votes(onto.method);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t c = 0; c < columns.size(); ++c) {
        for (std::size_t y = 0; y < rows[r].shares.size(); ++y) {
          const std::size_t at = (static_cast<std::size_t>(rows[r].first - top) + y) * wide +
                                 static_cast<std::size_t>(columns[c].first - left);
          for (std::size_t x = 0; x < columns[c].shares.size(); ++x)
            votes.add(cells[at + x], rows[r].shares[y] * columns[c].shares[x]);
        }
        out[r * static_cast<std::size_t>(stride) + c] = votes.take();
      }
    }
  }

  // Sample points of a window in source cells, row by row; those that have no place there are NaN.
  void points(const RasterWindow& w, std::vector<double>& x, std::vector<double>& y) const {
    const auto n = static_cast<std::size_t>(w.columns) * static_cast<std::size_t>(samples);
    const auto lines = static_cast<std::size_t>(w.rows) * static_cast<std::size_t>(samples);
    x.resize(n * lines);
    y.resize(n * lines);
    std::vector<double> z(n);
    std::vector<int> good(n);
    for (std::size_t line = 0; line < lines; ++line) {
      double *px = &x[line * n], *py = &y[line * n];
      for (std::size_t i = 0; i < n; ++i) {
        px[i] = w.column + (static_cast<double>(i) + 0.5) / samples;
        py[i] = w.row + (static_cast<double>(line) + 0.5) / samples;
      }
      std::fill(z.begin(), z.end(), 0.0);
      GDALApproxTransform(approximate, 1, static_cast<int>(n), px, py, z.data(), good.data());
      for (std::size_t i = 0; i < n; ++i)
        if (good[i] == 0) px[i] = py[i] = kNone;
    }
  }

  void sampled(const RasterWindow& w, const Reader& read, double* out, int stride) const {
    std::vector<double> x, y, cells;
    points(w, x, y);
    const int more = onto.method == Resampling::bilinear ? 1 : 0;
    geom::Box box;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (!std::isnan(x[i])) box.add(geom::Point{x[i], y[i]});
    const auto clip = [](double v, int n) {
      return static_cast<int>(std::clamp(v, 0.0, static_cast<double>(n)));
    };
    const int left = clip(std::floor(box.min_x) - more, source.columns),
              right = clip(std::floor(box.max_x) + 1 + more, source.columns);
    const int top = clip(std::floor(box.min_y) - more, source.rows),
              bottom = clip(std::floor(box.max_y) + 1 + more, source.rows);
    if (!(box.min_x <= box.max_x) || left >= right || top >= bottom) return;
    read({left, top, right - left, bottom - top}, cells);
    const auto value = [&](double column, double row) {
      if (!(column >= left && row >= top && column < right && row < bottom)) return kNone;
      return cells[static_cast<std::size_t>(static_cast<int>(row) - top) *
                       static_cast<std::size_t>(right - left) +
                   static_cast<std::size_t>(static_cast<int>(column) - left)];
    };
    Votes votes(onto.method);
    const auto k = static_cast<std::size_t>(samples), n = static_cast<std::size_t>(w.columns) * k;
    for (std::size_t r = 0; r < static_cast<std::size_t>(w.rows); ++r) {
      for (std::size_t c = 0; c < static_cast<std::size_t>(w.columns); ++c) {
        for (std::size_t j = 0; j < k * k; ++j) {
          const std::size_t at = (r * k + j / k) * n + c * k + j % k;
          const double own = value(std::floor(x[at]), std::floor(y[at]));
          if (more == 0 || std::isnan(own)) {
            votes.add(own, 1);
            continue;
          }
          const double cx = x[at] - 0.5, cy = y[at] - 0.5, fx = cx - std::floor(cx), fy = cy - std::floor(cy);
          for (const auto& [dx, dy] : {std::pair(0, 0), std::pair(1, 0), std::pair(0, 1), std::pair(1, 1)})
            votes.add(value(std::floor(cx) + dx, std::floor(cy) + dy),
                      (dx == 0 ? 1 - fx : fx) * (dy == 0 ? 1 - fy : fy));
        }
        out[r * static_cast<std::size_t>(stride) + c] = votes.take();
      }
    }
  }
};

Resampler::Resampler(const Source& source, const Alignment& onto) {
  check_systems(source, onto);
  const bool one = !source.crs || source.crs->same_as(*onto.crs);
  const auto no_crs = std::optional<geom::Crs>();
  impl_ =
      std::make_unique<Impl>(Impl{source.grid,
                                  onto,
                                  {source.grid, onto.grid, one, Frame(source.path, one ? no_crs : source.crs),
                                   Frame(source.path, one ? no_crs : onto.crs)}});
  impl_->approximate = GDALCreateApproxTransformer(&Places::move, &impl_->places, kPlaceError);
  const geom::Point middle{0.5 * onto.grid.columns, 0.5 * onto.grid.rows};
  const geom::Point a = impl_->places.moved(middle, true),
                    b = impl_->places.moved({middle.x + 1, middle.y}, true),
                    c = impl_->places.moved({middle.x, middle.y + 1}, true);
  const double cells = std::abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
  impl_->source_per_cell = std::isfinite(cells) ? std::max(1.0, cells) : 1.0;
  const bool whole = onto.method == Resampling::average || onto.method == Resampling::mode;
  const auto straight = [](const RasterGrid& g) { return g.skew_x == 0 && g.skew_y == 0; };
  impl_->by_shares = whole && one && straight(source.grid) && straight(onto.grid);
  if (whole && !impl_->by_shares)
    impl_->samples =
        static_cast<int>(std::clamp(std::ceil(2 * std::sqrt(impl_->source_per_cell)), 4.0, 32.0));
}

Resampler::~Resampler() { GDALDestroyApproxTransformer(impl_->approximate); }

void Resampler::operator()(const RasterWindow& w, const Reader& read, std::vector<double>& out) const {
  out.assign(w.cells(), kNone);
  // A few rows at a time, and parts of a row, so that source cells and sample points of one part stay few.
  const double most = std::max(1.0, std::min(kMostSourceCells / impl_->source_per_cell,
                                             kMostPoints / impl_->samples / impl_->samples));
  const int columns = static_cast<int>(std::clamp(most, 1.0, static_cast<double>(w.columns)));
  const int rows = static_cast<int>(std::clamp(most / columns, 1.0, static_cast<double>(w.rows)));
  for (int r = 0; r < w.rows; r += rows) {
    for (int c = 0; c < w.columns; c += columns) {
      const RasterWindow part{w.column + c, w.row + r, std::min(columns, w.columns - c),
                              std::min(rows, w.rows - r)};
      double* to = out.data() + static_cast<std::ptrdiff_t>(r) * w.columns + c;
      if (impl_->by_shares)
        impl_->shares(part, read, to, w.columns);
      else
        impl_->sampled(part, read, to, w.columns);
    }
  }
}

}  // namespace zonegate::io
