// SPDX-License-Identifier: Apache-2.0
//
// The map sheets of a project: location, control units, red line and protected areas, farmland and forest, and one for each finding that has shapes. Findings that
// rest on the same shapes share a sheet.
#include "document/sheets.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zonegate::document {
namespace {

constexpr double kReach = 5000,
                 kNear = 200;  // metres: what the run keeps around a project, and of kinds without gaps
constexpr std::size_t kMostFindings = 8, kMostPieces = 8, kMostOfFinding = 4;
constexpr const char* kLocation = "sheet_location";  // the one with administrative areas

struct Theme {
  const char *id, *zh, *en;
  double least, most;  // metres beyond the footprint; up to `most` if something near lies there
  bool names;
  std::vector<std::string> kinds;
};
const std::vector<Theme>& themes() {
  static const std::vector<Theme> all = {
      {kLocation,
       "项目地理位置图",
       "Location",
       kReach * 0.9,
       kReach * 0.9,
       true,
       {"park", "river_area", "river_line", "road", "udb", "noise_sensitive"}},
      {"sheet_units", "环境管控单元图", "Control units", kNear, kNear, true, {"zone_unit", "zone_element"}},
      {"sheet_protected",
       "生态保护红线与保护地图",
       "Red line and protected areas",
       1000,
       kReach * 0.9,
       true,
       {"wetland", "habitat", "pa", "ws", "redline", "ws_intake", "heritage", "geohazard"}},
      {"sheet_land",
       "永久基本农田与林地图",
       "Permanent farmland and forest",
       kNear,
       kNear,
       false,
       {"dltb", "builtup", "forest", "pbf_cluster", "pbf"}}};
  return all;
}

geom::Box footprint_box(const Context& c) {
  geom::Box box;
  for (const auto& part : c.files.boundary)
    if (!part.lonlat.empty()) box.add(part.lonlat.box());
  return box;
}

// Which zone, in words: 3-degree zones of CGCS2000 are EPSG:4534 to 4554.
std::string system_words(const Context& c, const std::string& crs) {
  constexpr int kFirst = 4534, kFirstMeridian = 75;
  const int code = std::stoi(crs.substr(crs.find(':') + 1));
  return c.w("坐标系：2000国家大地坐标系，3度带高斯—克吕格投影，中央经线",
             "System: CGCS2000, 3-degree Gauss-Krueger, central meridian ") +
         std::to_string(kFirstMeridian + 3 * (code - kFirst)) + c.w("°（", "° (") + crs + c.w("）", ")");
}

class Sheets {
 public:
  Sheets(Document& out, const Context& c, const geom::Plane& plane, std::string system)
      : out_(out), c_(c), plane_(plane), system_(std::move(system)), box_(footprint_box(c)) {}

  void theme(const Theme& theme) {
    geom::Box near = box_;
    for (const auto& s : c_.files.shapes)  // what is nearest should be seen
      if (s.table == "nearest" && is_one_of(s.layer_kind, theme.kinds)) near.add(s.lonlat.box());
    geom::Box window = wider(box_, theme.least);
    const geom::Box most = wider(box_, theme.most);
    if (theme.most > theme.least) {
      const geom::Box wish = wider(near, 300);
      window = {std::max(most.min_x, std::min(window.min_x, wish.min_x)),
                std::max(most.min_y, std::min(window.min_y, wish.min_y)),
                std::min(most.max_x, std::max(window.max_x, wish.max_x)),
                std::min(most.max_y, std::max(window.max_y, wish.max_y))};
    }
    // Of kinds without gaps the overlap is the footprint itself.
    const std::vector<std::string> met = {"redline", "pa",       "ws",        "wetland",
                                          "habitat", "heritage", "geohazard", "pbf"};
    std::set<const MapShape*> shapes;
    for (const auto& s : c_.files.shapes)
      if (is_one_of(s.table, {"overlap", "crossing", "nearest"}) && is_one_of(s.layer_kind, theme.kinds) &&
          (s.table != "overlap" || is_one_of(s.layer_kind, met)))
        shapes.insert(&s);
    const bool location = std::string_view(theme.id) == kLocation;
    const Content content{
        theme.id,       c_.w(theme.zh, theme.en),         theme.kinds, theme.names,
        unlike(shapes), !location && stands_upright(box_)};  // the first one stands below a heading
    std::vector<const geom::Shape*> ground;
    for (const auto& part : c_.files.boundary) ground.push_back(&part.lonlat);
    const bool close = theme.least <= kNear && theme.most <= kNear;
    series(content, window, close ? pieces(ground, theme.least, kMostPieces) : std::vector<geom::Box>());
  }

  void findings() {
    const auto groups = by_shapes();
    std::string left;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (i < kMostFindings)
        finding(groups[i]);
      else
        c_.add_word(left, groups[i].rules);
    }
    if (!left.empty())
      add_text(out_,
               c_.w("未单独成图的规则：", "Findings without a sheet of their own: ") + left +
                   c_.w("，图形见 evidence.gpkg。", "; shapes: evidence.gpkg."),
               "note");
  }

 private:
  struct Group {
    std::string rules, title, outcome;
    std::set<const MapShape*> shapes;
    std::set<std::string> keys;
  };

  static bool is_one_of(const std::string& word, const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
  }
  // Several rules draw the same ground: once is enough.
  static std::set<const MapShape*> unlike(const std::set<const MapShape*>& shapes) {
    std::set<std::string> seen;
    std::set<const MapShape*> out;
    for (const auto* s : shapes)
      if (seen.insert(key_of(*s)).second) out.insert(s);
    return out;
  }
  static std::string key_of(const MapShape& s) {
    return s.table + "\n" + s.layer_id + "\n" + s.feature_id + "\n" + s.part_id;
  }

  std::vector<Group> by_shapes() const {
    std::vector<Group> groups;
    for (const auto& f : list(c_.project, "findings")) {
      Group group{
          text(f, "rule"), local(f, "title", c_.lang), outcome_word(text(f, "outcome"), c_.lang), {}, {}};
      for (const auto& s : c_.files.shapes) {
        if (s.rule != group.rules || !is_one_of(s.table, {"overlap", "crossing", "nearest"})) continue;
        group.shapes.insert(&s);
        group.keys.insert(key_of(s));
      }
      if (group.shapes.empty()) continue;
      const auto same =
          std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.keys == group.keys; });
      if (same == groups.end())
        groups.push_back(std::move(group));
      else
        c_.add_word(same->rules, group.rules);
    }
    return groups;
  }

  void finding(const Group& group) {
    geom::Box box;
    std::vector<std::string> kinds;
    for (const auto* s : group.shapes) {
      box.add(s->lonlat.box());
      if (!is_one_of(s->layer_kind, kinds)) kinds.push_back(s->layer_kind);
    }
    std::sort(kinds.begin(), kinds.end());
    if (diagonal_m(box_) < 4 * diagonal_m(box)) box.add(box_);  // else the finding would be a dot in it
    const geom::Box window = wider(box, std::max(60.0, 0.2 * diagonal_m(box)));
    const std::vector<std::string> units = {"zone_unit", "zone_element"};
    std::vector<const geom::Shape*> ground;
    for (const auto* s : group.shapes)
      if (s->table == "overlap" && !is_one_of(s->layer_kind, units))  // their own sheets show these
        ground.push_back(&s->lonlat);
    series({"sheet_finding",
            group.rules + " " + group.title + c_.w("（", " (") + group.outcome + c_.w("）", ")"), kinds, true,
            unlike(group.shapes), stands_upright(box)},
           window, pieces(ground, 60, kMostOfFinding));
  }

  struct Content {
    const char* id;
    std::string title;
    std::vector<std::string> kinds;
    bool names = false;
    std::set<const MapShape*> shapes;
    bool upright = false;
  };

  // The windows of a series; none: one sheet shows it.
  std::vector<geom::Box> pieces(const std::vector<const geom::Shape*>& ground, double margin_m,
                                std::size_t most) const {
    double area = 0;
    for (const auto* shape : ground) area += area_m2(*shape);
    return pieces_of(ground, area, margin_m, c_.profile.paper, most);
  }

  // Of the plane of the sheet, which is near enough.
  double area_m2(const geom::Shape& lonlat) const {
    geom::Shape shape;
    for (const auto& polygon : lonlat.polygons) {
      const auto placed = [&](const geom::Ring& ring) {
        geom::Ring out;
        for (const geom::Point p : ring) out.push_back(plane_.from_lonlat({p.x, p.y}));
        return out;
      };
      geom::Polygon of{placed(polygon.shell), {}};
      for (const auto& hole : polygon.holes) of.holes.push_back(placed(hole));
      shape.polygons.push_back(std::move(of));
    }
    return shape.polygons.empty() ? 0 : geom::area(geom::make_figure(std::move(shape)).area_edges()).value;
  }

  void series(const Content& content, const geom::Box& window, const std::vector<geom::Box>& pieces) {
    const std::string count = std::to_string(pieces.size());
    const std::string all =
        pieces.empty() ? "" : c_.w("（接图表，分 ", " (index of ") + count + c_.w(" 幅）", " sheets)");
    add(content, content.title + all, window, pieces);
    for (std::size_t i = 0; i < pieces.size(); ++i)
      add(content,
          content.title + c_.w("（第 ", " (sheet ") + std::to_string(i + 1) + c_.w(" 幅，共 ", " of ") +
              count + c_.w(" 幅）", ")"),
          pieces[i], {});
  }

  // The page before turns where the sheet does.
  void turn(bool upright) {
    if (upright == upright_) return;
    upright_ = upright;
    const std::string large = c_.profile.paper == sheet::Paper::a3 ? "a3" : "";
    const std::string style = !upright ? large : large + (large.empty() ? "" : " ") + "upright";
    out_.blocks.push_back({Block::Kind::page_break, 1, {}, style});
  }

  void add(const Content& of, const std::string& title, const geom::Box& window,
           const std::vector<geom::Box>& index) {
    const auto& [id, name, kinds, names, shapes, upright] = of;
    SheetItems content(c_);
    content.ground(kinds, window, names);
    if (std::string_view(id) == kLocation) content.borders();
    content.footprint();
    content.evidence(shapes);
    content.index(index);
    sheet::MapSheet sheet{c_.lang, c_.profile.paper, title, window, plane_, std::move(content.items)};
    sheet.upright = upright;
    turn(sheet.upright);
    content.describe(sheet, kinds);
    sheet.system = system_;
    sheet.date = c_.w("数据与法规基准日：", "Data and law as of: ") + text(c_.project, "as_of");
    if (flag(c_.run, "demo")) sheet.mark = c_.w("演示数据", "DEMO 演示数据");
    Picture picture{id, c_.w("附图", "Sheet "), std::to_string(++number_), title,
                    c_.w("地图：", "Map: ") + title};
    picture.drawing = sheet::draw(sheet);
    add_picture(out_, std::move(picture));
  }

  Document& out_;
  const Context& c_;
  const geom::Plane& plane_;
  std::string system_;
  geom::Box box_;
  int number_ = 0;
  bool upright_ = false;
};

// Why there is no sheet; empty: there can be some.
std::string fault_of(const Context& c) {
  const auto unusable = [&](const char* file, const std::string& fault) {
    return c.lang == Lang::en
               ? fault
               : std::string(file) +
                     " 与本次运行写出时不一致，或不能读取，不用于出图；请重新运行核查（screen）后再出文件。";
  };
  if (!c.files.boundary_fault.empty()) return unusable("evidence.gpkg", c.files.boundary_fault);
  if (!c.files.shapes_fault.empty()) return unusable("evidence.gpkg 或 maps.gpkg", c.files.shapes_fault);
  if (footprint_box(c).empty()) return c.w("该项目没有图形。", "The project has no geometry.");
  const Json& parts = list(c.project, "parts");
  if (!parts.empty() &&
      std::all_of(parts.begin(), parts.end(), [](const Json& p) { return !flag(p, "sized"); }))
    return c.w("该项目只有点或线，没有面积、半径或宽度，占地范围不明；请建设单位补充后重新核查。",
               "The project is points or lines without area, radius or width: its ground is not known. Ask "
               "the project "
               "owner for it and screen again.");
  if (zone_of(c).empty())
    return c.w("该项目不在3度带高斯—克吕格投影的范围内。", "The project lies in no 3-degree zone.");
  const bool kept = std::any_of(c.files.shapes.begin(), c.files.shapes.end(), [](const MapShape& s) {
    return s.table == "around" || s.table == "not_examined";
  });
  if (!kept)
    return c.w(
        "本次运行没有保存该项目周边的图形：运行只为结论最严的项目保存（maps.gpkg）。",
        "The run kept no shapes around the project: it keeps those of the strictest ones (maps.gpkg).");
  return {};
}

}  // namespace

void add_sheets(Document& out, const Context& c) {
  const std::string fault = fault_of(c);
  if (!fault.empty()) {
    add_text(out, c.w("没有附图：", "No map sheets: ") + fault, "note");
    return;
  }
  const std::string crs = zone_of(c);
  const geom::Plane plane = geom::Plane::planar(geom::Crs::parse(crs));
  Sheets sheets(out, c, plane, system_words(c, crs));
  for (const auto& theme : themes()) sheets.theme(theme);
  sheets.findings();
}

}  // namespace zonegate::document
