// SPDX-License-Identifier: Apache-2.0
//
// A map sheet: title, map with graticule and names, legend, and a foot with scale, system, date, sources and the line for the review number of the map.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "sheet/map_parts.h"

namespace zonegate::sheet {
namespace {

using What = MapItem::What;
constexpr double kLegend = 62, kLine = 3.5, kSmall = 2.3;

struct Layout {
  double width, height;
  Frame map;
};
Layout layout_of(Paper paper, bool upright) {
  // What the pages of a document leave: 297 x 210 and 420 x 297 less margins, the caption and its notes. Upright, the foot has two rows.
  const bool large = paper == Paper::a3;
  const double width = upright ? (large ? 262 : 176) : (large ? 388 : 264),
               height = upright ? (large ? 350 : 232) : (large ? 236 : 150);
  return {width, height, {5, 9, width - kLegend, height - (upright ? 32 : 19)}};
}
Layout layout_of(const MapSheet& sheet) { return layout_of(sheet.paper, sheet.upright); }

void draw_placed(Canvas& canvas, const Placed& placed, const MapLook& look) {
  for (const auto& rings : placed.areas) canvas.area(rings, look.area);
  canvas.border(placed.borders, look.area, false);
  for (const auto& line : placed.lines) canvas.line(line, look.line.colour, look.line.width, look.line.dash);
}

// Points are drawn last: the ground and the outline of the project would hide what is no larger than they are wide.
void draw_points(Canvas& canvas, const std::vector<std::pair<const MapItem*, Placed>>& drawn) {
  for (const auto& [item, placed] : drawn) {
    const MapLook& look = map_look(*item);
    if (item->what == What::region) continue;
    for (const Spot p : placed.points) canvas.circle(p, look.mark, look.line.colour, "#ffffff", 0.3);
  }
}

// Circles round what is too small to be seen, one colour for each kind of it.
struct RingLook {
  What what;
  std::string_view ink, zh, en;
};
constexpr RingLook kRings[] = {
    {What::footprint, "#000000", "圈示：项目范围，图上过小", "ringed: footprint too small to be seen here"},
    {What::overlap, "#6d0038", "圈示：重叠处，图上过小", "ringed: overlap too small to be seen here"}};

// What is ringed, by kind: rings that would overlap are one, about all that they stand for.
class Rings {
 public:
  void take(const Placed& placed, What what) {
    geom::Box box;
    for (const auto& rings : placed.areas)
      for (const Spot p : rings.front()) box.add(geom::Point{p.x, p.y});
    for (const RingLook& ring : kRings)
      if (ring.what == what && ring_about(box)) add(boxes_[&ring], box);
  }
  std::vector<const RingLook*> draw(Canvas& canvas) const {
    std::vector<const RingLook*> drawn;
    for (const RingLook& ring : kRings) {
      const auto boxes = boxes_.find(&ring);
      if (boxes == boxes_.end()) continue;
      drawn.push_back(&ring);
      for (const geom::Box& b : boxes->second)
        canvas.circle({(b.min_x + b.max_x) / 2, (b.min_y + b.max_y) / 2}, radius(b), "none", ring.ink, 0.5);
    }
    return drawn;
  }

 private:
  static double radius(const geom::Box& b) {
    const double half = std::hypot(b.max_x - b.min_x, b.max_y - b.min_y) / 2;
    return half <= kRing / 2 ? kRing : half + kRing / 2;
  }
  static bool overlap(const geom::Box& a, const geom::Box& b) {
    return std::hypot((a.min_x + a.max_x - b.min_x - b.max_x) / 2,
                      (a.min_y + a.max_y - b.min_y - b.max_y) / 2) < radius(a) + radius(b);
  }
  static void add(std::vector<geom::Box>& boxes, geom::Box box) {
    const auto meets = [&](const geom::Box& other) { return overlap(other, box); };
    for (auto near = boxes.begin();
         (near = std::find_if(boxes.begin(), boxes.end(), meets)) != boxes.end();) {
      box.add(*near);  // a larger ring: it may meet others
      boxes.erase(near);
    }
    boxes.push_back(box);
  }
  std::map<const RingLook*, std::vector<geom::Box>> boxes_;
};

struct Entry {
  const MapItem* item;
  bool area = false, line = false;
  std::string legend = {};
  const RingLook* ring = nullptr;  // a circle, and no item
};

// "压占：a" and "压占：b" -> "压占：a、b".
std::string joined_legends(const std::string& one, const std::string& other, bool zh) {
  const std::string sign = zh ? "：" : ": ";
  const auto lead = other.find(sign);
  const bool same = lead != std::string::npos && one.starts_with(other.substr(0, lead + sign.size()));
  return one + (same ? (zh ? "、" : ", ") + other.substr(lead + sign.size()) : (zh ? "；" : "; ") + other);
}

std::vector<Entry> legend_of(std::vector<Entry> entries, bool zh) {
  std::reverse(entries.begin(), entries.end());  // what lies on top comes first
  std::stable_partition(entries.begin(), entries.end(),
                        [](const Entry& e) { return e.item->what == What::footprint; });
  // Ranks of a kind in their order, where the first of them stands.
  const auto kind_of = [](const Entry& e) {
    return e.item->layer_kind.substr(0, e.item->layer_kind.find(':'));
  };
  const auto ranked = [](const Entry& e) {
    return e.item->what == What::feature && e.item->layer_kind.find(':') != std::string::npos;
  };
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!ranked(entries[i])) continue;
    const auto first = entries.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end = std::stable_partition(
        first, entries.end(), [&](const Entry& e) { return ranked(e) && kind_of(e) == kind_of(*first); });
    std::stable_sort(first, end,
                     [](const Entry& a, const Entry& b) { return a.item->layer_kind < b.item->layer_kind; });
    i += static_cast<std::size_t>(end - first) - 1;
  }
  // What looks the same is one sample: two of them would say that one can be told from the other.
  std::vector<Entry> out;
  for (auto& e : entries) {
    const auto same = std::find_if(out.begin(), out.end(), [&](const Entry& o) {
      return &map_look(*o.item) == &map_look(*e.item) && o.area == e.area && o.line == e.line;
    });
    if (same == out.end())
      out.push_back(std::move(e));
    else
      same->legend = joined_legends(same->legend, e.legend, zh);
  }
  return out;
}

void draw_sample(Canvas& canvas, const Entry& entry, double x, double y) {
  if (entry.ring != nullptr) return canvas.circle({x + 4.5, y + 2}, 2, "none", entry.ring->ink, 0.5);
  const MapLook& look = map_look(*entry.item);
  if (entry.area)
    canvas.box(x, y, x + 9, y + 4, look.area);
  else if (entry.line)
    canvas.line({{x, y + 2}, {x + 9, y + 2}}, look.line.colour, look.line.width, look.line.dash);
  else
    canvas.circle({x + 4.5, y + 2}, look.mark, look.line.colour, "#ffffff", 0.3);
}

// Entries from above, notes below them; what finds no room is counted.
void draw_legend(Canvas& canvas, const MapSheet& sheet, const std::vector<Entry>& entries, const Layout& l) {
  const bool zh = sheet.lang == Lang::zh;
  const double left = l.map.right + 3, text = left + 11, room = l.width - text - 1;
  std::vector<std::string> notes;
  for (const auto& note : sheet.notes)
    for (auto& line : wrapped(note, l.width - left - 1, kSmall)) notes.push_back(std::move(line));
  const auto most_notes = static_cast<std::size_t>((l.map.bottom - l.map.top) * 0.45 / kLine);
  if (notes.size() > most_notes) {
    notes.resize(most_notes - 1);
    notes.emplace_back(zh ? "其余见表9、表11-1。" : "More: Tables 9 and 11-1.");
  }
  const double end = l.map.bottom - kLine * static_cast<double>(notes.size()) - 2;
  canvas.text({left, l.map.top + 3.2}, zh ? "图例" : "Legend", {3.2, Canvas::Anchor::start, true});
  double y = l.map.top + 6;
  std::size_t left_out = 0;
  for (const auto& entry : entries) {
    auto lines = wrapped(entry.legend, room, 2.5);
    if (lines.size() > 3) lines.resize(3);
    const double high = std::max(5.4, 1.6 + kLine * static_cast<double>(lines.size()));
    if (y + high + 4 > end) {
      ++left_out;
      continue;
    }
    draw_sample(canvas, entry, left, y);
    for (std::size_t i = 0; i < lines.size(); ++i)
      canvas.text({text, y + 2.9 + kLine * static_cast<double>(i)}, lines[i], {2.5});
    y += high;
  }
  if (left_out > 0)
    canvas.text({left, y + 3}, (zh ? "图例未列：" : "not in the legend: ") + std::to_string(left_out), {2.5});
  y = end + kLine;
  for (const auto& note : notes) {
    canvas.text({left, y}, note, {kSmall});
    y += kLine;
  }
}

// At most two lines, of whole sources as long as one of them fits: none is cut within its bracket.
std::vector<std::string> source_lines(std::string sources, double room, bool zh) {
  constexpr std::size_t kMost = 2;
  auto lines = wrapped(sources, room, kSmall);
  const std::string sign = zh ? "；" : "; ", more = zh ? " 等，见表9" : " ..., see Table 9";
  while (lines.size() > kMost) {
    const auto last = sources.rfind(sign);
    if (last == std::string::npos) {  // the first alone is longer
      lines.resize(kMost);
      lines.back() = wrapped(lines.back(), room - text_width(more, kSmall) - 1, kSmall).front() + more;
      break;
    }
    sources.resize(last);
    lines = wrapped(sources + more, room, kSmall);
  }
  return lines;
}

void draw_foot(Canvas& canvas, const MapSheet& sheet, const View& view, const Layout& l) {
  const bool zh = sheet.lang == Lang::zh;
  const double y = l.map.bottom + 9;
  draw_scale(canvas, view, {l.map.left + 3, y});
  canvas.text({l.map.left + 3, y + 5.6}, (zh ? "比例尺 1:" : "Scale 1:") + grouped(view.ratio, 0),
              {2.8, Canvas::Anchor::start, true});
  const double x = l.map.left + (sheet.upright ? 3 : 112), room = l.width - x;
  const double top = sheet.upright ? y + 11.5 : y;
  canvas.text({x, top - 1.6}, sheet.system, {kSmall});
  canvas.text({x, top + 1.8}, sheet.date, {kSmall});
  canvas.text({x + 62, top + 1.8}, (zh ? "审图号：" : "Map review no. (审图号): ") + std::string(20, '_'),
              {kSmall});
  const auto sources = source_lines(sheet.sources, room, zh);
  for (std::size_t i = 0; i < sources.size(); ++i)
    canvas.text({x, top + 5.2 + kLine * static_cast<double>(i)}, sources[i], {kSmall});
}

void draw_names(Canvas& canvas, const std::vector<std::pair<const MapItem*, Placed>>& drawn,
                const Layout& l) {
  Labels labels(l.map);
  labels.block(l.map.right - 19, l.map.top, l.map.right, l.map.top + 22);  // north
  const auto keep_off_footprint = [&](double most) {  // mm: names of other things stand beside it
    for (const auto& [item, placed] : drawn) {
      const geom::Box box = item->what == What::footprint ? ringed(box_of(placed)) : geom::Box();
      if (!box.empty() && box.max_x - box.min_x < most && box.max_y - box.min_y < most)
        labels.block(box.min_x - 0.4, box.min_y - 0.4, box.max_x + 0.4, box.max_y + 0.4);
    }
  };
  // Of one that fills the sheet the outline alone: names have room within it.
  const auto keep_off_outline = [&] {
    constexpr double kStep = 2.5, kGap = 1;
    for (const auto& [item, placed] : drawn) {
      if (item->what != What::footprint) continue;
      for (const auto* paths : {&placed.borders, &placed.lines})
        for (const auto& path : *paths)
          for (std::size_t i = 0; i + 1 < path.size(); ++i) {
            const Spot a = path[i], b = path[i + 1];
            const int steps = 1 + static_cast<int>(std::hypot(b.x - a.x, b.y - a.y) / kStep);
            for (int k = 0; k < steps; ++k) {
              const double from = static_cast<double>(k) / steps, to = static_cast<double>(k + 1) / steps;
              const Spot p = {a.x + from * (b.x - a.x), a.y + from * (b.y - a.y)},
                         q = {a.x + to * (b.x - a.x), a.y + to * (b.y - a.y)};
              labels.block(std::min(p.x, q.x) - kGap, std::min(p.y, q.y) - kGap, std::max(p.x, q.x) + kGap,
                           std::max(p.y, q.y) + kGap);
            }
          }
    }
  };
  constexpr double kSmallShape = 30, kMiddling = 90;  // a small one has its own name beside it, too
  keep_off_footprint(kSmallShape);
  std::set<std::string> put;  // a river in two layers, or in ten pieces, is named once
  const auto each = [&](auto wanted, auto place_name) {
    for (const auto& [item, placed] : drawn)
      if (!item->label.empty() && wanted(item->what) && !put.contains(item->label))
        if (place_name(placed, item->label)) put.insert(item->label);
  };
  const auto name = [&](bool strong) {
    return [&, strong](const Placed& placed, const std::string& words) {
      return labels.put(canvas, placed, words, strong);
    };
  };
  each([](What what) { return what != What::feature && what != What::region; }, name(true));
  keep_off_footprint(kMiddling);
  keep_off_outline();
  each([](What what) { return what == What::region; },
       [&](const Placed& placed, const std::string& words) {
         return labels.put_region(canvas, placed, words);
       });
  each([](What what) { return what == What::feature; }, name(false));
}

}  // namespace

std::vector<bool> visible(const MapSheet& sheet) {
  const View view = view_of(sheet, layout_of(sheet).map);
  std::vector<bool> out;
  for (const auto& item : sheet.items) out.push_back(!place(item.lonlat, view).empty());
  return out;
}

Room map_room(Paper paper, bool upright) {
  const Frame map = layout_of(paper, upright).map;
  return {map.right - map.left, map.bottom - map.top};
}

Picture draw(const MapSheet& sheet) {
  const Layout l = layout_of(sheet);
  const View view = view_of(sheet, l.map);
  Canvas canvas(l.width, l.height);
  constexpr Look kFrame = {"none", 1, Hatch::none, 0, "#000000", 0, 0.4};
  std::vector<std::pair<const MapItem*, Placed>> drawn;
  std::vector<Entry> entries;
  Rings rings;
  if (!sheet.mark.empty())  // below everything: what is shown stays readable
    canvas.text({(l.map.left + l.map.right) / 2, (l.map.top + l.map.bottom) / 2}, sheet.mark,
                {16, Canvas::Anchor::middle, true, "#dcdcdc", -24});
  for (const auto& item : sheet.items) {
    Placed placed = place(item.lonlat, view);
    if (placed.empty()) continue;
    if (item.what == What::region) {
      drawn.emplace_back(&item, std::move(placed));
      continue;
    }
    draw_placed(canvas, placed, map_look(item));
    rings.take(placed, item.what);
    auto at = std::find_if(entries.begin(), entries.end(),
                           [&](const Entry& e) { return e.item->legend == item.legend; });
    if (at == entries.end()) at = entries.insert(entries.end(), {&item, false, false, item.legend});
    at->area |= !placed.areas.empty();
    at->line |= !placed.lines.empty();
    drawn.emplace_back(&item, std::move(placed));
  }
  const auto ringed = rings.draw(canvas);
  draw_points(canvas, drawn);
  draw_graticule(canvas, view);
  draw_names(canvas, drawn, l);
  draw_north(canvas, view, sheet.lang);
  canvas.box(l.map.left, l.map.top, l.map.right, l.map.bottom, kFrame);
  canvas.text({l.map.left, 5.6}, sheet.title, {4.2, Canvas::Anchor::start, true});
  if (!sheet.mark.empty())
    canvas.text({l.width - 1, 5.6}, sheet.mark, {3.6, Canvas::Anchor::end, true, "#a51d1d"});
  const bool zh = sheet.lang == Lang::zh;
  entries = legend_of(std::move(entries), zh);
  for (const RingLook* ring : ringed)
    entries.push_back({nullptr, false, false, std::string(zh ? ring->zh : ring->en), ring});
  draw_legend(canvas, sheet, entries, l);
  draw_foot(canvas, sheet, view, l);
  return canvas.finish();
}

}  // namespace zonegate::sheet
