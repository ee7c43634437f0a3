// SPDX-License-Identifier: Apache-2.0
//
// The share of a grown footprint that a coverage holds.
//
// Idea. Mostly all of it is covered, and a box shows that: what holds the box of the grown parts holds the parts. Where it does not, half of the parts are asked, and
// so on; only the parts whose own box is not covered are drawn and measured. A proof by boxes says 1 where the measured hole would be nothing, and nowhere else: the
// box holds the cover that would be drawn.
//
// Where there is a hole its share of the ground has to be known, for which all parts are drawn. Covers of many neighbours overlap each other many times over
// (a thousand parcels with a kilometre around each), and a sweep over all of them would end in its budget; so neighbours are drawn as one cover. It is wider than
// the covers of its parts by some 0.05 % of the distance; whether there is a hole at all is said by the parts alone. Up to kFew parts are all drawn alone.
//
// Cost: parts, and those whose boxes meet the border of the coverage x its corners near them.
#include "overlay/covered.h"

#include <algorithm>
#include <span>

namespace zonegate::overlay {
namespace {

using Edges = std::vector<std::vector<geom::Edge>>;  // of each coverage

constexpr std::size_t kFew = 64;
constexpr std::size_t kNeighbours = 32;  // parts that are drawn as one cover
constexpr double kSure = 0.01;           // m2: a proof with a wider bound is none
constexpr double kNearM = 2000;          // how far apart they may lie; or as far as four times their reach

geom::Figure cover_of(const Grown& part, const geom::Plane& plane) {
  if (!(part.reach_m > 0)) return *part.figure;
  return geom::buffer(*part.figure, Metres(part.reach_m), plane, geom::BufferKind::cover);
}

// What may count for the ground of a box: nothing beyond its range of x, nor above it.
Edges near(const Edges& coverages, const geom::Box& box) {
  Edges out(coverages.size());
  for (std::size_t i = 0; i < coverages.size(); ++i)
    for (const auto& e : coverages[i])
      if (e.x1 > box.min_x && e.x0 < box.max_x && std::min(e.y0, e.y1) <= box.max_y) out[i].push_back(e);
  return out;
}

// `inside` holds in no place that no figure holds.
geom::Region region_of(const std::vector<const geom::Figure*>& figures, const Edges& coverages,
                       const geom::Predicate& inside, const geom::Plane& plane) {
  std::vector<geom::RegionInput> inputs;
  geom::RegionOptions options;
  options.window = geom::Box{};
  options.within = 0;
  for (const auto* figure : figures) {
    inputs.push_back({figure->area_edges(), 0});
    options.window->add(figure->box);
  }
  for (const auto& edges : coverages) inputs.push_back({edges, 1});
  return geom::measure_region(inputs, inside, plane, options);
}
bool open_place(std::span<const int> n) { return n[0] > 0 && n[1] == 0; }

// A hole as thin as the snapping grid is rounding of copied vertices; anything wider is a hole.
bool is_hole(const geom::Region& hole) {
  return hole.area.value > hole.area.bound + 4 * geom::kGrid * hole.perimeter;
}

struct Item {
  const Grown* part;
  geom::Box box;  // holds its cover
};
using Items = std::span<Item>;

geom::Box box_of(Items items) {
  geom::Box box;
  for (const auto& item : items) box.add(item.box);
  return box;
}

// Halves by place, so that each lies together.
std::pair<Items, Items> halves(Items items) {
  geom::Box middles;
  const auto middle = [](const Item& i) {
    return geom::Point{(i.box.min_x + i.box.max_x) / 2, (i.box.min_y + i.box.max_y) / 2};
  };
  for (const auto& item : items) middles.add(middle(item));
  const bool flat = middles.max_x - middles.min_x >= middles.max_y - middles.min_y;
  std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
    return flat ? middle(a).x < middle(b).x : middle(a).y < middle(b).y;
  });
  const std::size_t half = items.size() / 2;
  return {items.first(half), items.subspan(half)};
}

class Share {
 public:
  Share(const std::vector<Grown>& parts, const geom::Plane& plane) : plane_(plane) {
    for (const auto& part : parts) {
      geom::Box box = part.figure->box;
      if (part.reach_m > 0) box = geom::buffer_box(box, Metres(part.reach_m), plane);
      if (!box.empty()) items_.push_back({&part, box});
    }
  }

  double operator()(const Edges& coverages) {
    if (items_.empty()) return 0;
    std::vector<Item> open;
    prove(items_, near(coverages, box_of(items_)), open);
    if (open.empty()) return has_ground() ? 1 : 0;
    const bool few = items_.size() <= kFew;
    if (!few && std::none_of(open.begin(), open.end(), [&](const Item& i) { return has_hole(i, coverages); }))
      return 1;
    return measured(few ? 1 : kNeighbours, coverages);
  }

 private:
  // A sized part has an area, and what is grown has one.
  bool has_ground() const {
    return std::any_of(items_.begin(), items_.end(), [](const Item& i) {
      return i.part->reach_m > 0 || geom::area(i.part->figure->area_edges()).value > 0;
    });
  }

  // Those whose boxes are not covered.
  void prove(Items items, const Edges& coverages, std::vector<Item>& open) const {
    const geom::Box box = box_of(items);
    geom::Shape shape;
    shape.polygons.push_back(geom::rectangle(box));
    const geom::Figure frame = geom::make_figure(std::move(shape));
    const auto hole = region_of({&frame}, coverages, open_place, plane_).area;
    if (frame.has_area() && hole.value <= hole.bound && hole.bound <= kSure) return;
    if (items.size() == 1) {
      open.push_back(items.front());
      return;
    }
    const auto [a, b] = halves(items);
    for (const Items half : {a, b}) prove(half, near(coverages, box_of(half)), open);
  }

  bool has_hole(const Item& item, const Edges& coverages) const {
    const geom::Figure cover = cover_of(*item.part, plane_);
    return is_hole(region_of({&cover}, near(coverages, cover.box), open_place, plane_));
  }

  void draw(Items items, std::size_t most, std::vector<geom::Figure>& out) const {
    if (items.size() == 1) {
      out.push_back(cover_of(*items.front().part, plane_));
      return;
    }
    geom::Box box;
    double reach = 0, least = 1e308;
    for (const auto& item : items) {
      box.add(item.part->figure->box);
      reach = std::max(reach, item.part->reach_m);
      least = std::min(least, item.part->reach_m);
    }
    const double wide = std::max(box.max_x - box.min_x, box.max_y - box.min_y);
    const bool together = reach > 0 && reach == least && wide <= std::max(kNearM, 4 * reach);
    if (items.size() > most || !together) {
      const auto [a, b] = halves(items);
      draw(a, most, out);
      draw(b, most, out);
      return;
    }
    geom::Shape shape;
    for (const auto& item : items) {
      const auto& s = item.part->figure->shape;
      shape.polygons.insert(shape.polygons.end(), s.polygons.begin(), s.polygons.end());
      shape.lines.insert(shape.lines.end(), s.lines.begin(), s.lines.end());
      shape.points.insert(shape.points.end(), s.points.begin(), s.points.end());
    }
    const geom::Figure figure = geom::make_figure(std::move(shape));
    out.push_back(cover_of({&figure, reach}, plane_));
  }

  double measured(std::size_t most, const Edges& coverages) {
    std::vector<geom::Figure> covers;
    draw(items_, most, covers);
    std::vector<const geom::Figure*> figures;
    for (const auto& figure : covers) figures.push_back(&figure);
    const auto any = [](std::span<const int> n) { return n[0] > 0; };
    const auto whole = region_of(figures, coverages, any, plane_).area;
    if (!(whole.value > 0)) return 0;
    const auto hole = region_of(figures, coverages, open_place, plane_);
    // Of many parts one has a hole already.
    if (!is_hole(hole) && most == 1) return 1;
    return std::clamp(1 - hole.area.value / whole.value, 0.0, 1.0 - 1e-9);
  }

  const geom::Plane& plane_;
  std::vector<Item> items_;
};

}  // namespace

double covered_share(const std::vector<Grown>& parts, const std::vector<const geom::Figure*>& coverages,
                     const geom::Plane& plane) {
  Edges edges;
  for (const auto* figure : coverages) {
    const auto rings = figure->area_edges();
    edges.emplace_back(rings.begin(), rings.end());
  }
  return Share(parts, plane)(edges);
}

}  // namespace zonegate::overlay
