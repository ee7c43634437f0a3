// SPDX-License-Identifier: Apache-2.0
//
// Zones with their statistics as a file of geometry. The zones are read a second time, when their rows are known, so that no geometry has to be held while
// rasters are read.
#include <algorithm>
#include <cctype>
#include <set>

#include "app/zonal_wide.h"
#include "app/zonal_zones.h"

namespace zonegate::app {
namespace {

// As GeoPackage sees names: without case; two are its own.
std::string distinct(const std::string& name, std::set<std::string>& taken) {
  const auto lower = [](std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
      return c < 128 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
    });
    return text;
  };
  std::string out = name;
  for (int n = 2; !taken.insert(lower(out)).second; ++n) out = name + "_" + std::to_string(n);
  return out;
}

std::vector<io::OutField> fields_of(const WideTable& table) {
  std::set<std::string> taken{"fid", "geom"};
  std::vector<io::OutField> out;
  for (const auto& column : table.columns())
    out.push_back({distinct(column.name, taken),
                   column.number ? io::OutField::Type::number : io::OutField::Type::text});
  return out;
}

geom::Shape in_lonlat(geom::Shape shape, const geom::Transform& transform) {
  const auto convert = [&](std::vector<geom::Point>& list) {
    for (geom::Point& p : list) {
      const geom::LonLat g = transform.to_lonlat(p);
      p = {g.lon, g.lat};
    }
  };
  for (auto& polygon : shape.polygons) {
    convert(polygon.shell);
    std::for_each(polygon.holes.begin(), polygon.holes.end(), convert);
  }
  std::for_each(shape.lines.begin(), shape.lines.end(), convert);
  convert(shape.points);
  return shape;
}

}  // namespace

struct ZonalFileWriter::Impl {
  std::string path;
  PairOptions pairs;
  PairFile zones;
  Impl(const ZonalOptions& options, const std::string& to)
      : path(to), pairs(pair_options(options)), zones(options.zones, pairs) {
    if (zones.crs) return;
    throw Error(ErrorKind::input,
                io::printed_name(options.zones.path) + ": has no coordinate reference system, and " + path +
                    " holds longitude and latitude",
                "say --crs EPSG:4490 (or what it is), or write .csv");
  }

  [[noreturn]] void changed() const {
    throw Error(ErrorKind::input, zones.name() + ": it changed while its statistics were made",
                "run it again");
  }
};

ZonalFileWriter::ZonalFileWriter(const ZonalOptions& options, const std::string& path)
    : impl_(std::make_unique<Impl>(options, path)) {}
ZonalFileWriter::~ZonalFileWriter() = default;

std::size_t ZonalFileWriter::write(const ZonalTable& table, const std::vector<ZonalRow>& rows,
                                   const Progress& progress) {
  const WideTable wide(table, rows);
  const geom::Transform transform(*impl_->zones.crs, geom::Plane::equal_area());
  io::VectorSink sink(impl_->path, {{"zones", io::OutLayer::Geometry::any, fields_of(wide)}},
                      "1970-01-01T00:00:00Z");
  const bool only_drawn = impl_->path.ends_with(".fgb");
  std::size_t at = 0, left_out = 0;
  while (const auto batch = impl_->zones.source.next()) {
    for (std::size_t i = 0; i < batch->size(); ++i, ++at) {
      if (at >= rows.size() || rows[at].zone.id != feature_of(*batch, i, impl_->zones.input).id)
        impl_->changed();
      std::string fault;
      const geom::Shape shape = in_lonlat(batch->shape(i, fault), transform);
      if (only_drawn && shape.empty()) {
        ++left_out;
        continue;
      }
      std::vector<Value> values;
      wide.cells(
          rows[at], [&](const std::string& text) { values.emplace_back(text); },
          [&](double v) {
            if (std::isnan(v)) {
              values.emplace_back(Unknown{});
            } else {
              values.emplace_back(v);
            }
          });
      sink.write(0, shape, values);
    }
    say(progress, "writing " + impl_->path, at, rows.size());
  }
  if (at != rows.size()) impl_->changed();
  sink.finish();
  return left_out;
}

}  // namespace zonegate::app
