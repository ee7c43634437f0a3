// SPDX-License-Identifier: Apache-2.0
#include "raster_align.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <gdal_alg.h>
#include <gdalwarper.h>

namespace zonegate::io {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kMostSourceCells = 1 << 24;  // read for one call of the warper
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

// What GDAL's warper asks: cells of the new grid to cells of the source, and back.
struct Places {
  RasterGrid source, target;
  bool one_system = false;
  Frame source_frame, target_frame;

  static geom::Point cell(const RasterGrid& g, geom::Point p) {
    const double determinant = g.cell_x * g.cell_y - g.skew_x * g.skew_y;
    const double dx = p.x - g.origin_x, dy = p.y - g.origin_y;
    return {(dx * g.cell_y - dy * g.skew_x) / determinant, (dy * g.cell_x - dx * g.skew_y) / determinant};
  }
  geom::Point moved(geom::Point p, bool to_source) const {
    const RasterGrid &from = to_source ? target : source, &to = to_source ? source : target;
    geom::Point at = from.at(p.x, p.y);
    if (!one_system) {
      const Frame &a = to_source ? target_frame : source_frame, &b = to_source ? source_frame : target_frame;
      at = b.point(a.lonlat(at));
    }
    return cell(to, at);
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

GDALResampleAlg algorithm(Resampling method) {
  switch (method) {
    case Resampling::nearest:
      return GRA_NearestNeighbour;
    case Resampling::average:
      return GRA_Average;
    case Resampling::mode:
      return GRA_Mode;
    case Resampling::bilinear:
      return GRA_Bilinear;
  }
  return GRA_NearestNeighbour;
}

void check_systems(const Warp::Source& source, const Alignment& onto) {
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
  const geom::Point at = Places::cell(from, {to.origin_x, to.origin_y});
  const double column = std::round(at.x), row = std::round(at.y);
  if (std::abs(at.x - column) > 1e-3 || std::abs(at.y - row) > 1e-3 || std::abs(column) > 1e9 ||
      std::abs(row) > 1e9)
    return std::nullopt;
  return std::pair(static_cast<int>(column), static_cast<int>(row));
}

struct Warp::Impl {
  Source source;
  Alignment onto;
  Places places;
  void* approximate = nullptr;
  double source_per_cell = 1;  // source cells for one of the new grid

  bool warp(GDALRasterBand& band, std::optional<double> nodata, const RasterWindow& w, double* out) {
    GDALWarpOptions* options = GDALCreateWarpOptions();
    const std::unique_ptr<GDALWarpOptions, decltype(&GDALDestroyWarpOptions)> holder(options,
                                                                                     GDALDestroyWarpOptions);
    options->hSrcDS = source.dataset;
    options->eWorkingDataType = GDT_Float64;
    options->eResampleAlg = algorithm(onto.method);
    options->nBandCount = 1;
    options->panSrcBands = static_cast<int*>(CPLMalloc(sizeof(int)));
    options->panDstBands = static_cast<int*>(CPLMalloc(sizeof(int)));
    options->panSrcBands[0] = band.GetBand();
    options->panDstBands[0] = 1;
    options->padfSrcNoDataReal = static_cast<double*>(CPLMalloc(sizeof(double)));
    options->padfSrcNoDataReal[0] = nodata.value_or(kNone);
    options->padfDstNoDataReal = static_cast<double*>(CPLMalloc(sizeof(double)));
    options->padfDstNoDataReal[0] = kNone;
    for (int i = 1; i <= source.dataset->GetRasterCount(); ++i)
      if (source.dataset->GetRasterBand(i)->GetColorInterpretation() == GCI_AlphaBand)
        options->nSrcAlphaBand = i;
    options->pfnTransformer = GDALApproxTransform;
    options->pTransformerArg = approximate;
    GDALWarpOperation operation;
    if (operation.Initialize(options) != CE_None) return false;
    return operation.WarpRegionToBuffer(w.column, w.row, w.columns, w.rows, out, GDT_Float64) == CE_None;
  }
};

Warp::Warp(const Source& source, const Alignment& onto) {
  check_systems(source, onto);
  const bool one = !source.crs || source.crs->same_as(*onto.crs);
  const auto no_crs = std::optional<geom::Crs>();
  impl_ =
      std::make_unique<Impl>(Impl{source,
                                  onto,
                                  {source.grid, onto.grid, one, Frame(source.path, one ? no_crs : source.crs),
                                   Frame(source.path, one ? no_crs : onto.crs)}});
  impl_->approximate = GDALCreateApproxTransformer(&Places::move, &impl_->places, kPlaceError);
  const geom::Point middle{0.5 * onto.grid.columns, 0.5 * onto.grid.rows};
  const geom::Point a = impl_->places.moved(middle, true),
                    b = impl_->places.moved({middle.x + 1, middle.y + 1}, true);
  const double cells = std::abs((b.x - a.x) * (b.y - a.y));
  impl_->source_per_cell = std::isfinite(cells) ? std::max(1.0, cells) : 1.0;
}

Warp::~Warp() { GDALDestroyApproxTransformer(impl_->approximate); }

bool Warp::read(GDALRasterBand& band, std::optional<double> nodata, const RasterWindow& w,
                std::vector<double>& out) {
  out.assign(w.cells(), kNone);
  // A coarse grid over a fine raster: a few rows at a time, and parts of a row, so that the source cells of one call stay few.
  const double most = std::max(1.0, kMostSourceCells / impl_->source_per_cell);
  const int columns = static_cast<int>(std::clamp(most, 1.0, static_cast<double>(w.columns)));
  const int rows = static_cast<int>(std::clamp(most / columns, 1.0, static_cast<double>(w.rows)));
  std::vector<double> part;
  for (int r = 0; r < w.rows; r += rows) {
    for (int c = 0; c < w.columns; c += columns) {
      const RasterWindow p{w.column + c, w.row + r, std::min(columns, w.columns - c),
                           std::min(rows, w.rows - r)};
      part.assign(p.cells(), kNone);
      if (!impl_->warp(band, nodata, p, part.data())) return false;
      for (int k = 0; k < p.rows; ++k)
        std::copy_n(part.begin() + static_cast<std::ptrdiff_t>(k) * p.columns, p.columns,
                    out.begin() + static_cast<std::ptrdiff_t>(r + k) * w.columns + c);
    }
  }
  return true;
}

}  // namespace zonegate::io
