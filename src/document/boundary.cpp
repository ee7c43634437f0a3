// SPDX-License-Identifier: Apache-2.0
//
// Table 6: boundary points of the footprint. Longitude and latitude are those of evidence.gpkg; X and Y are the same points in the 3-degree zone of the result.
#include <cmath>
#include <map>

#include "document/parts.h"

namespace zonegate::document {
namespace {

struct Walk {
  const Context& c;
  std::optional<geom::Plane> zone;
  Table& table;
  std::size_t number = 0;
  std::map<std::string, std::string> roles = {};  // by part
  std::string role = {};                          // of the part that is walked

  geom::Point placed(geom::Point p) const { return zone->from_lonlat({p.x, p.y}); }

  void path(const std::string& part, const std::string& name, const geom::Path& points, bool closed) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const geom::Point p = points[i];
      const std::string at = "evidence:" + part + ":" + name + ":" + std::to_string(i) + ":";
      Row row{{text_cell(part),
               text_cell(role),
               text_cell(name),
               {"J" + std::to_string(++number), std::nullopt, {}, 0}}};
      const int seconds = c.profile.decimals.at("seconds");
      if (zone) {
        const geom::Point here = placed(p);
        row.cells.push_back(plain_cell(c, here.y, "xy", at + "x"));
        row.cells.push_back(plain_cell(c, here.x, "xy", at + "y"));
      } else {
        row.cells.insert(row.cells.end(), 2, blank_cell());
      }
      row.cells.push_back(text_cell(dms(p.x, seconds)));
      row.cells.push_back(text_cell(dms(p.y, seconds)));
      const bool last = i + 1 == points.size();
      if (zone && (closed || !last) && points.size() > 1) {
        const geom::Point here = placed(p), next = placed(points[last ? 0 : i + 1]);
        row.cells.push_back(plain_cell(c, std::hypot(next.x - here.x, next.y - here.y), "m", at + "edge"));
      } else {
        row.cells.push_back(blank_cell());
      }
      table.rows.push_back(std::move(row));
    }
  }

  void part(const BoundaryPart& part) {
    const auto at = roles.find(part.part_id);
    role = at == roles.end() ? std::string() : at->second;
    const auto& shape = part.lonlat;
    for (std::size_t i = 0; i < shape.polygons.size(); ++i) {
      const std::string n = std::to_string(i + 1);
      path(part.part_id, n, shape.polygons[i].shell, true);
      for (std::size_t h = 0; h < shape.polygons[i].holes.size(); ++h)
        path(part.part_id, n + "-" + std::to_string(h + 1), shape.polygons[i].holes[h], true);
    }
    for (std::size_t i = 0; i < shape.lines.size(); ++i)
      path(part.part_id, "L" + std::to_string(i + 1), shape.lines[i], false);
    if (!shape.points.empty()) path(part.part_id, "P", shape.points, false);
  }
};

}  // namespace

std::string zone_of(const Context& c) {
  if (std::string crs = text(c.project, "planar_crs"); !crs.empty()) return crs;
  for (const auto& part : list(c.project, "parts"))
    if (std::string crs = text(part, "planar_crs"); !crs.empty()) return crs;
  if (text(c.project, "area_basis").find("local") != std::string::npos) return {};
  geom::Box box;
  for (const auto& part : c.files.boundary)
    if (!part.lonlat.empty()) box.add(part.lonlat.box());
  constexpr int kFirstCode = 4534, kFirstMeridian = 75, kLastMeridian = 135;
  const double middle = (box.min_x + box.max_x) / 2;
  if (box.empty() || !(middle >= kFirstMeridian - 1.5 && middle < kLastMeridian + 1.5)) return {};
  const int meridian = 3 * static_cast<int>(std::floor((middle + 1.5) / 3));
  return "EPSG:" + std::to_string(kFirstCode + (meridian - kFirstMeridian) / 3);
}

Table boundary_table(const Context& c) {
  Table table{"boundary", "6", c.w("界址点坐标", "Boundary points")};
  const std::string crs = zone_of(c);
  const std::string zone = crs.empty() ? "" : c.w("，", ", ") + crs;
  table.columns = {column(c.w("地块", "Part"), 12),
                   column(c.w("占地类型", "Role"), 8),
                   column(c.w("圈号", "Ring"), 6),
                   column(c.w("点号", "Point"), 7),
                   {c.w("X（北，m", "X (north, m") + zone + c.w("）", ")"), 15, true},
                   {c.w("Y（东，m", "Y (east, m") + zone + c.w("）", ")"), 15, true},
                   column(c.w("经度（CGCS2000）", "Longitude (CGCS2000)"), 15),
                   column(c.w("纬度（CGCS2000）", "Latitude (CGCS2000)"), 15),
                   {c.w("至下一点边长（m，平面）", "To the next point (m, planar)"), 11, true}};
  table.most_in_text = c.profile.points_in_text;
  Walk walk{c, std::nullopt, table};
  if (!crs.empty()) walk.zone = geom::Plane::planar(geom::Crs::parse(crs));
  for (const auto& part : list(c.project, "parts"))
    walk.roles[text(part, "part_id")] = role_name(c, text(part, "role"));
  for (const auto& part : c.files.boundary) walk.part(part);
  if (!c.files.boundary_fault.empty())
    table.notes.push_back(
        c.lang == Lang::en
            ? c.files.boundary_fault
            : "evidence.gpkg "
              "与本次运行写出时不一致，或不能读取，未列界址点；请重新运行核查（screen）后再出文件。");
  if (table.rows.empty())
    table.notes.push_back(c.w("没有可列的占地图形。", "There is no geometry of the footprint to list."));
  if (!table.rows.empty() && unsized(c))
    table.notes.push_back(
        c.w("没有面积、半径或宽度的点或线按所给坐标列出，不是占地边界；占地范围须由建设单位补充。",
            "Points and lines without area, radius or width are listed as given: they are no border of the "
            "ground, which the project owner has to supply."));
  table.notes.push_back(
      c.w("坐标取自本次结果的图形（evidence.gpkg），不加带号；“1-"
          "1”为第1块的第1个内圈；由线宽或半径生成的边界点为折线近似。",
          "Coordinates are those of the run's geometry (evidence.gpkg), without zone prefix; '1-1' is the "
          "first hole of piece 1; borders made from a width or a radius are polylines."));
  return table;
}

}  // namespace zonegate::document
