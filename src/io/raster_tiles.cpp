// SPDX-License-Identifier: Apache-2.0
#include "raster_tiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

namespace zonegate::io {
namespace {

struct Word {
  const char* word;
  OutRaster::Type type;
};
constexpr std::array<Word, 5> kTypes{{{"byte", OutRaster::Type::byte},
                                      {"uint16", OutRaster::Type::uint16},
                                      {"int32", OutRaster::Type::int32},
                                      {"float32", OutRaster::Type::float32},
                                      {"float64", OutRaster::Type::float64}}};

template <class Stored>
bool holds(double v) {
  if constexpr (std::is_floating_point_v<Stored>)
    return !(std::abs(v) > static_cast<double>(std::numeric_limits<Stored>::max()));
  return v == std::floor(v) && v >= static_cast<double>(std::numeric_limits<Stored>::lowest()) &&
         v <= static_cast<double>(std::numeric_limits<Stored>::max());
}

template <class F>
auto with_type(OutRaster::Type type, const F& f) {
  switch (type) {
    case OutRaster::Type::byte:
      return f(std::uint8_t{});
    case OutRaster::Type::uint16:
      return f(std::uint16_t{});
    case OutRaster::Type::int32:
      return f(std::int32_t{});
    case OutRaster::Type::float32:
      return f(float{});
    case OutRaster::Type::float64:
      break;
  }
  return f(double{});
}

[[noreturn]] void refuse_number(const std::string& path, const OutRaster& what, double v) {
  if (v == what.nodata)
    throw Error(ErrorKind::usage,
                fmt::format("{}: a cell has the value {}, which is the nodata value of the new file", path,
                            shortest(v)),
                "choose another one (--nodata)");
  throw Error(ErrorKind::usage,
              fmt::format("{}: a cell has the value {}, which {} cannot hold", path, shortest(v),
                          to_string(what.type)),
              "choose a wider type (--type float64)");
}

// One row of numbers that may be anything, as they are stored.
template <class Stored, class T>
void convert_row(const std::string& path, const OutRaster& what, std::span<const T> from, Stored* to) {
  const auto none = static_cast<Stored>(what.nodata);
  for (std::size_t i = 0; i < from.size(); ++i) {
    if constexpr (std::is_same_v<Stored, T>) {
      if constexpr (std::is_floating_point_v<T>) {
        if (std::isnan(none)) {
          std::copy(from.begin(), from.end(), to);
          return;
        }
        if (from[i] == none) refuse_number(path, what, static_cast<double>(from[i]));
        to[i] = std::isnan(from[i]) ? none : from[i];
      } else {
        to[i] = from[i];
      }
    } else if constexpr (std::is_floating_point_v<T>) {
      const auto v = static_cast<double>(from[i]);
      if (std::isnan(v)) {
        to[i] = none;
        continue;
      }
      if (!holds<Stored>(v) || static_cast<Stored>(v) == none) refuse_number(path, what, v);
      to[i] = static_cast<Stored>(v);
    } else {
      throw Error(ErrorKind::internal, path + ": whole numbers of another type than the file's");
    }
  }
}

template <class Stored>
bool none_at(Stored v, Stored none) {
  if constexpr (std::is_floating_point_v<Stored>)
    if (std::isnan(none)) return std::isnan(v);
  return v == none;
}

// Sums about the row's first value, so that small spreads about a large mean add up well. Neighbours are often equal: a stretch of them is one step.
template <class Stored>
void count_row(const Stored* cells, std::size_t n, Stored none, TileStatistics& out) {
  std::size_t i = 0;
  while (i < n && none_at(cells[i], none)) ++i;
  if (i == n) return;
  TileStatistics row;
  const auto shift = static_cast<double>(cells[i]);
  row.min = row.max = shift;
  double sum = 0, squares = 0;
  while (i < n) {
    const Stored v = cells[i];
    std::size_t end = i + 1;
    while (end < n && cells[end] == v) ++end;
    if (!none_at(v, none)) {
      const auto length = static_cast<double>(end - i), value = static_cast<double>(v), d = value - shift;
      row.count += static_cast<std::int64_t>(end - i);
      sum += d * length;
      squares += d * d * length;
      row.min = std::min(row.min, value);
      row.max = std::max(row.max, value);
    }
    i = end;
  }
  const double mean = sum / static_cast<double>(row.count);
  row.mean = shift + mean;
  row.m2 = std::max(0.0, squares - mean * sum);
  out.merge(row);
}

template <class Stored, class T>
void fill_tile(const std::string& path, const OutRaster& what, const RasterWindow& w,
               std::span<const T> cells, RasterPiece::Impl::Tile& tile, RasterPiece::Impl& out) {
  const auto none = static_cast<Stored>(what.nodata);
  auto* to = reinterpret_cast<Stored*>(out.bytes.data() + tile.at);
  const int left = tile.column * kRasterTile - w.column, top = tile.row * kRasterTile - w.row;
  const int columns = std::min(kRasterTile, w.columns - left), rows = std::min(kRasterTile, w.rows - top);
  const std::int64_t before = out.statistics.count;
  for (int r = 0; r < kRasterTile; ++r, to += kRasterTile) {
    const int have = r < rows ? columns : 0;
    if (have > 0) {
      const auto at = static_cast<std::size_t>(top + r) * static_cast<std::size_t>(w.columns) +
                      static_cast<std::size_t>(left);
      convert_row<Stored>(path, what, cells.subspan(at, static_cast<std::size_t>(have)), to);
      count_row(to, static_cast<std::size_t>(have), none, out.statistics);
    }
    std::fill(to + have, to + kRasterTile, none);
  }
  tile.empty = out.statistics.count == before;
}

}  // namespace

std::optional<OutRaster::Type> raster_type(std::string_view word) {
  for (const auto& t : kTypes)
    if (word == t.word) return t.type;
  return std::nullopt;
}

std::string_view to_string(OutRaster::Type type) {
  for (const auto& t : kTypes)
    if (type == t.type) return t.word;
  return "";
}

std::string RasterBand::type_word() const {
  std::string word = type;
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return raster_type(word) ? word : "";
}

std::string_view to_string(Resampling method) {
  switch (method) {
    case Resampling::nearest:
      return "nearest";
    case Resampling::average:
      return "average";
    case Resampling::mode:
      return "mode";
    case Resampling::bilinear:
      return "bilinear";
  }
  return "";
}

void TileStatistics::merge(const TileStatistics& o) {
  if (o.count == 0) return;
  const auto a = static_cast<double>(count), b = static_cast<double>(o.count), n = a + b;
  const double d = o.mean - mean;
  m2 += o.m2 + d * d * a * b / n;
  mean += d * b / n;
  count += o.count;
  min = std::min(min, o.min);
  max = std::max(max, o.max);
}

RasterStatistics TileStatistics::result() const {
  RasterStatistics out;
  out.valued = count;
  if (count == 0) return out;
  out.min = min;
  out.max = max;
  out.mean = mean;
  out.variance = m2 / static_cast<double>(count);
  return out;
}

bool can_hold(OutRaster::Type type, double v) {
  return with_type(type, [&](auto sample) {
    using Stored = decltype(sample);
    if (std::isnan(v)) return std::is_floating_point_v<Stored>;
    return holds<Stored>(v) && static_cast<double>(static_cast<Stored>(v)) == v;
  });
}

void check_nodata(const std::string& path, const OutRaster& what) {
  if (!can_hold(what.type, what.nodata))
    throw Error(ErrorKind::usage,
                fmt::format("{}: {} cannot hold the nodata value {}", path, to_string(what.type),
                            shortest(what.nodata)),
                "choose another nodata value or type (--nodata, --type)");
}

template <class T>
RasterPiece pack(const std::string& path, const OutRaster& what, const RasterWindow& w,
                 std::span<const T> cells) {
  const RasterGrid& g = what.grid;
  const auto rim = [](int from, int n, int all) {
    return from % kRasterTile == 0 && n > 0 && ((from + n) % kRasterTile == 0 || from + n == all);
  };
  if (!rim(w.column, w.columns, g.columns) || !rim(w.row, w.rows, g.rows) || cells.size() != w.cells())
    throw Error(ErrorKind::internal, path + ": a window that is none of whole tiles");
  RasterPiece piece;
  auto& out = *piece.impl;
  const std::size_t size = with_type(what.type, [](auto sample) { return sizeof(sample); });
  const std::size_t tile_bytes = size * kRasterTile * kRasterTile;
  for (int y = w.row; y < w.row + w.rows; y += kRasterTile)
    for (int x = w.column; x < w.column + w.columns; x += kRasterTile)
      out.tiles.push_back({x / kRasterTile, y / kRasterTile, out.tiles.size() * tile_bytes, true});
  out.bytes.resize(out.tiles.size() * tile_bytes);
  with_type(what.type, [&](auto sample) {
    for (auto& tile : out.tiles) fill_tile<decltype(sample)>(path, what, w, cells, tile, out);
  });
  return piece;
}

template RasterPiece pack(const std::string&, const OutRaster&, const RasterWindow&, std::span<const double>);
template RasterPiece pack(const std::string&, const OutRaster&, const RasterWindow&, std::span<const float>);
template RasterPiece pack(const std::string&, const OutRaster&, const RasterWindow&,
                          std::span<const std::int32_t>);
template RasterPiece pack(const std::string&, const OutRaster&, const RasterWindow&,
                          std::span<const std::uint16_t>);
template RasterPiece pack(const std::string&, const OutRaster&, const RasterWindow&,
                          std::span<const std::uint8_t>);

RasterPiece::RasterPiece() : impl(std::make_unique<Impl>()) {}
RasterPiece::~RasterPiece() = default;
RasterPiece::RasterPiece(RasterPiece&&) noexcept = default;
RasterPiece& RasterPiece::operator=(RasterPiece&&) noexcept = default;

}  // namespace zonegate::io
