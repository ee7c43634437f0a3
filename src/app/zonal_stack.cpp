// SPDX-License-Identifier: Apache-2.0
#include "app/zonal_stack.h"

#include "app/map_grid.h"

namespace zonegate::app {

OpenZonalStack::OpenZonalStack(const ZonalStack& stack) : stack_(stack) {
  for (std::size_t i = 0; i < stack.rasters.size(); ++i)
    rasters_.push_back(std::make_unique<RasterTiles>(stack.rasters[i], stack.options[i]));
  for (const auto& formula : stack.formulas) formulas_.emplace_back(formula.text, stack.names);
}

std::vector<zonal::BandCells> OpenZonalStack::read(const io::RasterWindow& chunk,
                                                   const io::RasterWindow& window) {
  std::vector<zonal::BandCells> bands;
  for (const auto& [raster, band] : stack_.reads) bands.push_back(rasters_[raster]->read(band, window));
  if (!formulas_.empty()) bands = calculated(std::move(bands), window.cells());
  if (stack_.mosaic) {
    if (auto gaps = rasters_.front()->gaps(chunk, window)) bands.push_back(std::move(*gaps));
  }
  return bands;
}

std::vector<zonal::BandCells> OpenZonalStack::calculated(std::vector<zonal::BandCells>&& cells,
                                                         std::size_t n) {
  std::vector<std::vector<double>> values;
  for (auto& band : cells) values.push_back(values_of(std::move(band)));
  const std::vector<std::span<const double>> inputs(values.begin(), values.end());
  std::vector<zonal::BandCells> out(formulas_.size());
  for (std::size_t f = 0; f < formulas_.size(); ++f) {
    out[f].values.resize(n);
    not_finite_ += formulas_[f](inputs, out[f].values);
  }
  return out;
}

}  // namespace zonegate::app
