// SPDX-License-Identifier: Apache-2.0
// Small GeoTIFFs written by GDAL, and an area oracle that knows nothing of grids: the exact edge sum of geom
// with each cell.
#pragma once

#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "zonal/zonal.h"

namespace zonegate::zonal::test {

struct RasterSpec {
  int columns = 0, rows = 0;
  double origin_x = 0, origin_y = 0, cell = 1;
  std::string crs = "EPSG:4490";
  std::vector<double> values;  // row by row
  std::optional<double> nodata;
  std::vector<std::string> options;  // of the GTiff driver
};

// A temporary GeoTIFF; gone at the end of the test.
class RasterFile {
 public:
  explicit RasterFile(const RasterSpec& spec) {
    static std::atomic<int> count{0};
    path_ = (std::filesystem::temp_directory_path() /
             ("zonal_test_" + std::to_string(::getpid()) + "_" + std::to_string(count++) + ".tif"))
                .string();
    GDALAllRegister();
    char** options = nullptr;
    for (const std::string& o : spec.options) options = CSLAddString(options, o.c_str());
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    GDALDataset* dataset = driver->Create(path_.c_str(), spec.columns, spec.rows, 1, GDT_Float32, options);
    CSLDestroy(options);
    double transform[6] = {spec.origin_x, spec.cell, 0, spec.origin_y, 0, -spec.cell};
    dataset->SetGeoTransform(transform);
    OGRSpatialReference crs;
    crs.SetFromUserInput(spec.crs.c_str());
    dataset->SetSpatialRef(&crs);
    GDALRasterBand* band = dataset->GetRasterBand(1);
    if (spec.nodata) band->SetNoDataValue(*spec.nodata);
    std::vector<double> values = spec.values;
    const CPLErr result = band->RasterIO(GF_Write, 0, 0, spec.columns, spec.rows, values.data(), spec.columns,
                                         spec.rows, GDT_Float64, 0, 0, nullptr);
    GDALClose(dataset);
    if (result != CE_None) throw std::runtime_error("cannot write " + path_);
  }
  ~RasterFile() {
    std::filesystem::remove(path_);
    std::filesystem::remove(path_ + ".aux.xml");
  }
  RasterFile(const RasterFile&) = delete;
  RasterFile& operator=(const RasterFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline std::vector<double> random_classes(int count, unsigned seed, int classes) {
  std::mt19937 random(seed);
  std::vector<double> values;
  for (int i = 0; i < count; ++i)
    values.push_back(10.0 * (1 + static_cast<int>(random() % static_cast<unsigned>(classes))));
  return values;
}

inline geom::Figure figure_from(const std::string& wkt, const geom::Transform& transform) {
  const auto shape = geom::from_wkt(wkt);
  if (!shape) throw std::runtime_error("not WKT: " + wkt);
  auto result = transform(*shape);
  if (!result.figure) throw std::runtime_error(result.fault);
  return std::move(*result.figure);
}

// The cell as a figure of the plane, its sides followed in the raster's CRS with `steps` points each.
inline geom::Figure cell_figure(const RasterSpec& s, int column, int row, const geom::Transform& to_plane,
                                int steps) {
  const double x0 = s.origin_x + column * s.cell, x1 = s.origin_x + (column + 1) * s.cell;
  const double y0 = s.origin_y - row * s.cell, y1 = s.origin_y - (row + 1) * s.cell;
  geom::Polygon polygon;
  for (int i = 0; i < steps; ++i) polygon.shell.push_back({x0, y0 + (y1 - y0) * i / steps});
  for (int i = 0; i < steps; ++i) polygon.shell.push_back({x0 + (x1 - x0) * i / steps, y1});
  for (int i = 0; i < steps; ++i) polygon.shell.push_back({x1, y1 + (y0 - y1) * i / steps});
  for (int i = 0; i < steps; ++i) polygon.shell.push_back({x1 + (x0 - x1) * i / steps, y0});
  geom::Shape shape;
  shape.polygons.push_back(polygon);
  auto result = to_plane(shape);
  if (!result.figure) throw std::runtime_error(result.fault);
  return std::move(*result.figure);
}

// Area of each class inside one figure, cell by cell.
inline std::map<long long, double> areas_by_edge_sum(const RasterSpec& s, const geom::Figure& figure,
                                                     const geom::Transform& to_plane, int steps) {
  std::map<long long, double> result;
  for (int row = 0; row < s.rows; ++row) {
    for (int column = 0; column < s.columns; ++column) {
      const geom::Figure cell = cell_figure(s, column, row, to_plane, steps);
      if (!cell.box.meets(figure.box)) continue;
      const double area = geom::overlap_area(cell.area_edges(), figure.area_edges()).value;
      if (area != 0)
        result[static_cast<long long>(s.values[static_cast<std::size_t>(row * s.columns + column)])] += area;
    }
  }
  return result;
}

inline double sum_of(const ClassAreas& a) {
  double sum = a.nodata.value + a.outside.value;
  for (const auto& [code, area] : a.by_class) sum += area.value;
  return sum;
}

}  // namespace zonegate::zonal::test
