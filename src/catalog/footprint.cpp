// SPDX-License-Identifier: Apache-2.0
//
// The fingerprint of a footprint, so that two runs can be compared when the files are gone. It is taken from the coordinates as the file holds
// them, not from the working plane: another --area or another PROJ must not look like another drawing. A ring is the same ring wherever it
// starts and whichever way it runs, and the order of rows means nothing: exporting a file anew changes both.
#include <algorithm>
#include <bit>

#include "catalog/project_row.h"

namespace zonegate::catalog {
namespace {

void put(std::string& out, double v) {
  const auto bits = std::bit_cast<std::uint64_t>(v == 0 ? 0.0 : v);  // -0 is 0
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(bits >> shift & 0xff);
}

std::string bytes_of(const std::vector<geom::Point>& points) {
  std::string out;
  for (const auto& p : points) put(out, p.x), put(out, p.y);
  return out;
}

bool before(const geom::Point& a, const geom::Point& b) { return std::tie(a.x, a.y) < std::tie(b.x, b.y); }

std::string ring_bytes(geom::Ring ring) {
  if (ring.empty()) return {};
  std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end(), before), ring.end());
  if (ring.size() > 2 && before(ring.back(), ring[1])) std::reverse(ring.begin() + 1, ring.end());
  return bytes_of(ring);
}

std::string line_bytes(geom::Path path) {
  if (path.size() > 1 && before(path.back(), path.front())) std::reverse(path.begin(), path.end());
  return bytes_of(path);
}

std::string joined(std::vector<std::string> items, char mark) {
  std::sort(items.begin(), items.end());
  std::string out;
  for (const auto& item : items) out += mark + std::to_string(item.size()) + ":" + item;
  return out;
}

std::string shape_bytes(const geom::Shape& shape) {
  std::vector<std::string> polygons, lines, points;
  for (const auto& polygon : shape.polygons) {
    std::vector<std::string> holes;
    for (const auto& hole : polygon.holes) holes.push_back(ring_bytes(hole));
    polygons.push_back(ring_bytes(polygon.shell) + joined(std::move(holes), 'h'));
  }
  for (const auto& path : shape.lines) lines.push_back(line_bytes(path));
  for (const auto& point : shape.points) points.push_back(bytes_of({point}));
  return joined(std::move(polygons), 'a') + joined(std::move(lines), 'l') + joined(std::move(points), 'p');
}

}  // namespace

std::string part_fingerprint(const Row& row, const geom::Shape& shape, const geom::Crs& crs) {
  std::string text = row.part_id + "\n" + std::string(schema::to_string(row.role)) + "\n" +
                     (crs.authority().empty() ? crs.name() : crs.authority()) + "\n";
  for (const char* key : {"radius_m", "width_m", "area_ha", "start_year", "end_year"}) {
    const auto at = row.attributes.find(key);
    text += std::string(key) + "=" + (at == row.attributes.end() ? "" : to_text(at->second)) + "\n";
  }
  return io::sha256_text(text + row.fault + "\n" + shape_bytes(shape));
}

std::string footprint_fingerprint(std::vector<std::string> parts) {
  return parts.empty() ? std::string() : io::sha256_text(joined(std::move(parts), '\n'));
}

}  // namespace zonegate::catalog
