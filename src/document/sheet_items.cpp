// SPDX-License-Identifier: Apache-2.0
//
// What a map sheet shows. Only shapes of the run are drawn; blank paper says that nothing is there, so ground that nobody looked at is hatched, and kinds that are not
// drawn are named with the reason.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "document/sheets.h"
#include "schema/schema.h"

namespace zonegate::document {
namespace {

using What = sheet::MapItem::What;

bool meets(const geom::Shape& shape, const geom::Box& window) {
  const geom::Box box = shape.box();
  return !box.empty() && box.meets(window);
}

void add_once(std::vector<std::string>& list, std::string text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end())
    list.push_back(std::move(text));
}

struct Grade {
  std::string_view kind, grade;
  char rank;
  std::string_view zh;  // in the legend
};
constexpr std::array<Grade, 15> kGrades = {{{"zone_unit", "1", '1', "优先保护单元"},
                                            {"zone_unit", "2", '2', "重点管控单元"},
                                            {"zone_unit", "3", '3', "一般管控单元"},
                                            {"zone_element", "1", '1', "优先保护区"},
                                            {"zone_element", "2", '2', "重点管控区"},
                                            {"zone_element", "3", '3', "一般管控区"},
                                            {"pa", "核心保护区", '1', "核心保护区"},
                                            {"pa", "核心景区", '1', "核心景区"},
                                            {"pa", "核心区", '1', "核心区"},
                                            {"pa", "缓冲区", '1', "缓冲区"},
                                            {"pa", "一般控制区", '2', "一般控制区"},
                                            {"pa", "实验区", '2', "实验区"},
                                            {"ws", "一级", '1', "一级保护区"},
                                            {"ws", "二级", '2', "二级保护区"},
                                            {"ws", "准", '3', "准保护区"}}};

// A feature as its class, zone or level looks and is called; without one that is known, as its kind.
sheet::MapItem graded(const Context& c, const MapShape& s, std::string legend, std::string label) {
  std::string kind = s.layer_kind;
  for (const auto& g : kGrades) {
    if (g.kind != s.layer_kind || g.grade != s.grade) continue;
    kind += std::string(":") + g.rank;
    legend += c.w("：", ": ") + told(c, std::string(g.zh));
  }
  return {What::feature, std::move(kind), std::move(legend), std::move(label), s.lonlat};
}

bool alike(const geom::Path& a, const geom::Path& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](geom::Point p, geom::Point q) { return p.x == q.x && p.y == q.y; });
}

// Is it the same ground?
bool alike(const MapShape& a, const MapShape& b) {
  const auto& left = a.lonlat.polygons;
  const auto& right = b.lonlat.polygons;
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const auto& p, const auto& q) {
    return alike(p.shell, q.shell) &&
           std::equal(p.holes.begin(), p.holes.end(), q.holes.begin(), q.holes.end(),
                      [](const auto& one, const auto& other) { return alike(one, other); });
  });
}

What what_of(const std::string& table) {
  if (table == "overlap") return What::overlap;
  if (table == "crossing") return What::crossing;
  return table == "nearest" ? What::nearest : What::give_up;
}

}  // namespace

geom::Box wider(const geom::Box& b, double metres) {
  constexpr double kMetres = 111320;  // of a degree of latitude, about
  const double high = metres / kMetres,
               wide = high / std::max(0.2, std::cos((b.min_y + b.max_y) / 2 * std::numbers::pi / 180));
  return b.grown(wide, high);
}

double diagonal_m(const geom::Box& b) {
  return geom::geodesic_distance({b.min_x, b.min_y}, {b.max_x, b.max_y}).value;
}

const Json& layer_of(const Json& run, const std::string& layer_id) {
  static const Json none;
  for (const auto& layer : list(run, "layers"))
    if (text(layer, "id") == layer_id) return layer;
  return none;
}

std::string SheetItems::legend_of(const std::string& layer_id, const std::string& kind) const {
  const Json& layer = layer_of(c_.run, layer_id);
  const std::string title = layer.is_null() ? std::string() : local(layer, "title", c_.lang);
  return title.empty() ? kind_name(kind, c_.lang) : title;
}

std::string SheetItems::source_of(const std::string& layer_id, const std::string& kind) const {
  const Json& layer = layer_of(c_.run, layer_id);
  const std::string publisher = text(layer, "publisher"), version = text(layer, "version");
  return legend_of(layer_id, kind) + c_.w("（", " (") + publisher +
         (publisher.empty() || version.empty() ? "" : c_.w("，", ", ")) + version + c_.w("）", ")");
}

// Each ground once, with the kinds that leave it open: one that all leave open, or nobody knows anything of, is hatched both ways, the others each in its own direction.
void SheetItems::open_ground(const std::vector<std::string>& kinds) {
  std::set<std::string> shown;
  for (const auto& kind : kinds) shown.insert(kind);
  for (const auto& layer : list(c_.run, "layers"))
    if (text(layer, "disclosure") != "full" && !text(layer, "disclosure").empty())
      shown.erase(text(layer, "kind"));
  struct Open {
    const MapShape* shape;
    std::vector<std::string> kinds;
  };
  std::vector<Open> grounds;
  std::vector<const MapShape*> of_all;
  for (const auto& s : c_.files.shapes) {
    if (s.table != "not_examined") continue;
    if (s.layer_kind.empty()) of_all.push_back(&s);
    if (!shown.contains(s.layer_kind)) continue;
    const auto same =
        std::find_if(grounds.begin(), grounds.end(), [&](const Open& g) { return alike(*g.shape, s); });
    if (same == grounds.end())
      grounds.push_back({&s, {s.layer_kind}});
    else
      same->kinds.push_back(s.layer_kind);
  }
  const auto add = [&](const MapShape& s, std::string look, std::string legend,
                       const std::vector<std::string>& of) {
    open_kinds_[items.size()] = of;
    items.push_back({What::not_examined, std::move(look), std::move(legend), {}, s.lonlat});
  };
  const std::string any = c_.w("未核查，或本次运行未存图形", "Not examined, or not kept by the run");
  for (const auto* s : of_all) add(*s, {}, any, {});
  const auto some = [&](const Open& g) { return g.kinds.size() < shown.size(); };
  const auto several = static_cast<std::size_t>(std::count_if(grounds.begin(), grounds.end(), some));
  std::size_t looks = 0;
  for (const auto& g : grounds) {
    if (!some(g) || several > sheet::kOpenLooks) {
      add(*g.shape, {}, any, g.kinds);
      continue;
    }
    std::string names;
    for (const auto& kind : g.kinds) c_.add_word(names, kind_name(kind, c_.lang));
    add(*g.shape, sheet::open_look(looks++), c_.w("情况不明：", "Not known: ") + names, g.kinds);
  }
}

void SheetItems::ground(const std::vector<std::string>& kinds, const geom::Box& window, bool names) {
  open_ground(kinds);
  // The frame of a sheet is wider than what it has to show.
  const geom::Box about = wider(window, 2 * diagonal_m(window));
  for (const auto& kind : kinds) {
    for (const auto& s : c_.files.shapes) {
      if (s.table != "around" || s.layer_kind != kind || !meets(s.lonlat, about)) continue;
      source_of_item_.resize(items.size());
      source_of_item_.push_back(source_of(s.layer_id, kind));
      items.push_back(graded(c_, s, legend_of(s.layer_id, kind), names ? s.name : std::string()));
    }
  }
}

void SheetItems::borders() {
  with_borders_ = true;
  const auto add = [&](const MapShape& s, sheet::MapItem item) {
    source_of_item_.resize(items.size());
    source_of_item_.push_back(source_of(s.layer_id, s.layer_kind));
    items.push_back(std::move(item));
  };
  for (const auto& s : c_.files.shapes)
    if (s.table == "around" && s.layer_kind == "admin")
      add(s, {What::region, s.layer_kind, {}, s.name, s.lonlat});
  for (const auto& s : c_.files.shapes) {
    if (s.table != "border") continue;
    const std::string legend = s.name == "province" ? c_.w("省级界线", "Province border")
                               : s.name == "city"   ? c_.w("市（州）级界线", "City border")
                                                    : c_.w("县级界线", "County border");
    add(s, {What::border, s.name, legend, {}, s.lonlat});
  }
}

// Borders are there to find one's way; where there are none, that says nothing of the place.
std::string SheetItems::border_note(const sheet::MapSheet& sheet, bool drawn) const {
  bool any = false, full = true;
  double accuracy_m = 0;
  for (const auto& layer : list(c_.run, "layers")) {
    if (text(layer, "kind") != "admin") continue;
    any = true;
    full = full && text(layer, "disclosure") == "full";
    if (const Json& m = member(layer, "accuracy_m"); m.is_number())
      accuracy_m = std::max(accuracy_m, m.get<double>());
  }
  if (!any) return c_.w("没有行政区图层，未绘行政区界线。", "No layer of administrative areas: no borders.");
  if (!full)
    return c_.w("行政区图层不公开，未绘界线。", "Administrative areas are not disclosed: no borders.");
  sheet::MapSheet probe{sheet.lang, sheet.paper, {}, sheet.window, sheet.plane, {}};
  bool kept = false;
  for (const auto& s : c_.files.shapes) {
    if (s.layer_kind != "admin" && s.table != "border") continue;
    kept = true;
    if (s.table == "not_examined")
      probe.items.push_back({What::not_examined, s.layer_kind, {}, {}, s.lonlat});
  }
  if (!kept) return c_.w("本次运行没有保存行政区界线。", "The run kept no borders of administrative areas.");
  const auto visible = sheet::visible(probe);
  std::string out;
  if (drawn)
    out =
        c_.w("行政区界线仅供定位，不作划界依据（精度 ", "Borders show the place and settle none (accuracy ") +
        shortest(accuracy_m) + c_.w(" m）。", " m). ");
  if (std::find(visible.begin(), visible.end(), true) != visible.end())
    out += c_.w("行政区图层未覆盖全图，界线不全。",
                "The layer does not reach the whole sheet: some are missing.");
  return out;
}

SheetItems::Way SheetItems::way_of(const std::string& part) const {
  for (const auto& p : list(c_.project, "parts")) {
    const auto role = schema::parse_role(text(p, "role"));
    if (text(p, "part_id") != part || !role) continue;
    if (*role == schema::Role::tunnel) return Way::under;
    if (*role == schema::Role::span) return Way::over;
    if (schema::role_class(*role) == schema::RoleClass::influence) return Way::influence;
  }
  return Way::taken;
}

void SheetItems::footprint() {
  bool first = true;
  for (const auto& part : c_.files.boundary) {
    const Way way = way_of(part.part_id);
    const std::string legend = way == Way::under ? c_.w("项目隧道（地下）", "Project tunnels (below ground)")
                               : way == Way::over ? c_.w("项目架空段", "Project spans (above ground)")
                               : way == Way::influence
                                   ? c_.w("项目影响范围", "Reach of the project's influence")
                                   : c_.w("项目地块", "Project parts");
    items.push_back(
        {What::footprint, {}, legend, first ? text(c_.project, "name") : std::string(), part.lonlat, way});
    first = false;
  }
}

// "压占" says that ground is occupied: of a tunnel, a span or an influence it would be wrong. What covers all ground is where a part lies, nothing that it takes.
std::string SheetItems::overlap_words(const std::string& part, std::string_view kind) const {
  switch (way_of(part)) {
    case Way::under:
      return c_.w("地下穿越：", "Passed under: ");
    case Way::over:
      return c_.w("架空跨越：", "Passed over: ");
    case Way::influence:
      return c_.w("影响范围内：", "Within the influence: ");
    case Way::taken:
      break;
  }
  if (kind == "zone_unit" || kind == "zone_element") return c_.w("位于：", "Lies in: ");
  return c_.w("压占：", "Overlap: ");
}

void SheetItems::evidence(const std::set<const MapShape*>& shapes) {
  for (const auto& s : c_.files.shapes) {  // in the order of the run
    if (!shapes.contains(&s)) continue;
    const What what = what_of(s.table);
    const std::string lead = what == What::overlap    ? overlap_words(s.part_id, s.layer_kind)
                             : what == What::crossing ? c_.w("穿越：", "Crossing: ")
                             : what == What::nearest  ? c_.w("最近距离：", "Nearest: ")
                                                      : c_.w("建议退让：", "To give up: ");
    const bool met = what == What::overlap || what == What::crossing;
    items.push_back({what,
                     s.layer_kind,
                     lead + legend_of(s.layer_id, s.layer_kind),
                     {},
                     s.lonlat,
                     met ? way_of(s.part_id) : Way::taken});
  }
}

void SheetItems::index(const std::vector<geom::Box>& windows) {
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const geom::Box& b = windows[i];
    geom::Shape frame;
    frame.polygons.push_back(
        {{{b.min_x, b.min_y}, {b.max_x, b.min_y}, {b.max_x, b.max_y}, {b.min_x, b.max_y}}, {}});
    items.push_back(
        {What::index, {}, c_.w("分幅及序号", "Sheets of the series"), std::to_string(i + 1), frame});
  }
}

std::vector<std::string> SheetItems::notes(const std::vector<std::string>& kinds) const {
  std::set<std::string> restricted, looked_at;
  for (const auto& layer : list(c_.run, "layers"))
    if (text(layer, "disclosure") != "full") restricted.insert(text(layer, "kind"));
  for (const auto& layer : list(c_.project, "layers"))
    if (text(layer, "state") != "not_examined") looked_at.insert(text(layer, "kind"));
  std::string hidden, open, unseen, empty;
  const auto add = [&](std::string& to, const std::string& kind) {
    c_.add_word(to, kind_name(kind, c_.lang));
  };
  for (const auto& kind : kinds) {
    if (restricted.contains(kind))
      add(hidden, kind);
    else if (open_.contains(kind))
      add(open, kind);  // the hatch is all of it
    else if (!drawn_.contains(kind))
      add(looked_at.contains(kind) ? empty : unseen, kind);
  }
  std::vector<std::string> out;
  const auto say = [&](const std::string& names, const char* zh, const char* en) {
    if (!names.empty()) out.push_back(c_.w(zh, en) + names + c_.w("。", "."));
  };
  say(hidden, "不公开，未绘出：", "Not disclosed, not drawn: ");
  say(unseen, "未核查，图中空白不表示没有：", "Not examined; blank paper does not mean none: ");
  say(open, "阴影范围内情况不明：", "Not known in the hatched ground: ");
  if (text(c_.project, "status") != "ok")
    say(empty, "仅就已读取的图形核查，图幅内没有：",
        "As far as the project could be read, none on this sheet: ");
  else if (open_.empty())
    say(empty, "已核查，图幅内没有：", "Examined, none on this sheet: ");
  else
    say(empty, "已核查，阴影以外没有：", "Examined, none outside of the hatching: ");
  return out;
}

void SheetItems::describe(sheet::MapSheet& sheet, const std::vector<std::string>& kinds) {
  source_of_item_.resize(sheet.items.size());
  const auto visible = sheet::visible(sheet);
  std::vector<std::string> sources;
  bool borders = false;
  for (std::size_t i = 0; i < visible.size(); ++i)  // first, since no table names them
    if (visible[i] && (sheet.items[i].what == What::border || sheet.items[i].what == What::region))
      add_once(sources, source_of_item_[i]);
  for (std::size_t i = 0; i < visible.size(); ++i) {
    const auto& item = sheet.items[i];
    if (!visible[i]) continue;
    if (item.what == What::feature) drawn_.insert(item.layer_kind.substr(0, item.layer_kind.find(':')));
    if (item.what == What::not_examined) {
      const auto& of = open_kinds_[i];
      open_.insert(of.begin(), of.end());
      if (of.empty()) open_.insert(std::string());  // of every kind
    }
    borders |= item.what == What::border;
    add_once(sources, source_of_item_[i]);
  }
  sheet.notes = notes(kinds);
  if (with_borders_) add_once(sheet.notes, border_note(sheet, borders));
  for (const auto& source : sources)
    sheet.sources += (sheet.sources.empty() ? "" : c_.w("；", "; ")) + source;
  sheet.sources =
      c_.w("资料来源：", "Sources: ") + (sources.empty() ? c_.w("项目文件", "project file") : sheet.sources);
}

}  // namespace zonegate::document
