// SPDX-License-Identifier: Apache-2.0
//
// Slopes in radians. No slope is steeper than a right angle: 90 degrees, or 1.57 radians. A raster in radians that is read as degrees is flat everywhere, and
// whatever the law says of steep ground passes. One cell below 1.6 says nothing, and neither does a small site; but ground without a single slope above 1.6 degrees all
// over a raster is rare, and then worth a word in the manifest. So cells on a regular grid over the whole raster are looked at. Percent read as degrees errs to
// the strict side and shows by values above 90.
#include "app/slope_unit.h"

#include <algorithm>
#include <cmath>

namespace zonegate::app {
namespace {

constexpr double kRightAngle = 1.6;  // radians, with some room for rounding
constexpr int kAll = 512;            // of a raster of no more columns and rows all cells are looked at
constexpr int kSteps = 16;           // of larger ones a cell in the middle of each part of 16 x 16
constexpr std::size_t kFewest = 16;  // fewer values say nothing

struct Sample {
  std::size_t count = 0;
  double most = 0;

  void add(double value) {
    if (!std::isfinite(value) || value < 0) return;
    ++count;
    most = std::max(most, value);
  }
};

Sample sample_of(io::RasterSource& source) {
  const auto& grid = source.grid();
  const auto nodata = source.nodata();
  Sample sample;
  const auto take = [&](int column, int row, int columns, int rows) {
    for (const double value : source.read(column, row, columns, rows)) {
      if (!nodata || value != *nodata) sample.add(value);
    }
  };
  if (grid.columns <= kAll && grid.rows <= kAll) {
    take(0, 0, grid.columns, grid.rows);
    return sample;
  }
  const auto middle = [](int i, int size) {
    return static_cast<int>((2 * static_cast<std::int64_t>(i) + 1) * size / (std::int64_t{2} * kSteps));
  };
  for (int y = 0; y < kSteps; ++y) {
    for (int x = 0; x < kSteps; ++x) take(middle(x, grid.columns), middle(y, grid.rows), 1, 1);
  }
  return sample;
}

UnitDoubt doubt(std::string message, std::string remedy, bool open) {
  return {{"raster.unit_doubtful", Severity::warning, "", "", "", std::move(message), std::move(remedy),
           std::nullopt},
          open};
}

}  // namespace

std::optional<UnitDoubt> doubt_unit(const catalog::Layer& layer, io::RasterSource& source) {
  if (layer.kind != "slope") return std::nullopt;
  Sample sample;
  try {
    sample = sample_of(source);
  } catch (const Error&) {
    return std::nullopt;  // measuring says which block cannot be read
  }
  const std::string most = shortest(sample.most);
  if (sample.count >= kFewest && sample.most > 0 && sample.most <= kRightAngle) {
    if (layer.unit == "percent")
      return doubt(
          "its steepest slope is " + most + ": in percent that is flat ground, as fractions (0.3) it is not",
          "multiply fractions by 100, or convert the raster to degrees", false);
    return doubt("its steepest slope is " + most +
                     ": no slope in radians is more than 1.57, and of degrees it would be flat ground",
                 "convert a raster in radians to degrees; where the ground is that flat, state unit: degree "
                 "in the manifest",
                 layer.unit.empty());
  }
  if (layer.unit != "percent" && sample.most > 90)
    return doubt("its steepest slope is " + most + ": no slope has more than 90 degrees",
                 "state unit: percent in the manifest, if it is in percent", false);
  return std::nullopt;
}

}  // namespace zonegate::app
