// SPDX-License-Identifier: Apache-2.0
//
// Projects with one outline: submitted twice under two numbers, or a copied shape. Boxes are held by the square metre of their lower left corner, so that a run of a hundred thousand projects
// costs nine looks each; only boxes that agree have their outlines compared. Of many projects with one outline each is compared with the first alone.
#include <cmath>
#include <unordered_map>

#include "catalog/twin_parts.h"
#include "catalog/unit_table.h"

namespace zonegate::catalog {
namespace {

struct Seen {
  std::size_t project;
  geom::Box box;
  double area;
};

geom::Shape shape_of(const Project& project) {
  geom::Shape all;
  for (const auto& part : project.parts) {
    const geom::Shape& one = part.figure->shape;
    all.polygons.insert(all.polygons.end(), one.polygons.begin(), one.polygons.end());
    all.lines.insert(all.lines.end(), one.lines.begin(), one.lines.end());
    all.points.insert(all.points.end(), one.points.begin(), one.points.end());
  }
  return all;
}

Seen seen_of(const ProjectSet& set, std::size_t at) {
  Seen out{at, {}, 0};
  for (const auto& part : set.projects[at].parts) {
    out.box.add(part.figure->box);
    out.area += geom::area(part.figure->area_edges()).value;
  }
  return out;
}

std::uint64_t cell(double x, double y) {
  const auto of = [](double v) {
    return static_cast<std::uint32_t>(static_cast<std::int64_t>(std::floor(v / kTwinReach)));
  };
  return std::uint64_t{of(x)} << 32 | of(y);
}

class Twins {
 public:
  explicit Twins(ProjectSet& set) : set_(set) {}

  void add(std::size_t at) {
    const Seen seen = seen_of(set_, at);
    for (int i = -1; i <= 1; ++i)
      for (int j = -1; j <= 1; ++j) {
        const auto held =
            by_corner_.find(cell(seen.box.min_x + i * kTwinReach, seen.box.min_y + j * kTwinReach));
        if (held == by_corner_.end()) continue;
        for (const Seen& other : held->second)
          if (tell(seen, other)) return;
      }
    by_corner_[cell(seen.box.min_x, seen.box.min_y)].push_back(seen);
  }

 private:
  bool tell(const Seen& seen, const Seen& other) {
    const double limit = twin_limit(seen.box);
    if (!same_area(seen.area, other.area) || !same_box(seen.box, other.box, limit)) return false;
    Project& project = set_.projects[seen.project];
    const Project& first = set_.projects[other.project];
    const auto metres = outlines_apart(shape_of(project), shape_of(first), limit);
    if (!metres) return false;
    project.issues.push_back(
        {"project.outline_repeated", Severity::warning, project.file, "", project.project_id,
         named(project) + " has the same outline as " + named(first) + apart_words(*metres),
         "each is judged for itself: leave one out if it was given twice, or give the outline that was meant",
         std::nullopt});
    return true;
  }
  static std::string named(const Project& project) {
    return "project " + project.project_id + " (" + project.file + ")";
  }

  ProjectSet& set_;
  std::unordered_map<std::uint64_t, std::vector<Seen>> by_corner_;
};

// P1, Ｐ１ and p1 may be one project in parts, whose parts nobody judges together; and where a disk knows no case, what is written of one takes the place of the other.
void tell_alike_ids(ProjectSet& set) {
  std::unordered_map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < set.projects.size(); ++i) {
    Project& project = set.projects[i];
    const auto [at, fresh] = first.emplace(plain_id(project.project_id), i);
    if (fresh) continue;
    const Project& other = set.projects[at->second];
    project.issues.push_back(
        {"project.ids_alike", Severity::warning, project.file, "", project.project_id,
         "the id '" + project.project_id + "' differs only in width, case or blanks from '" +
             other.project_id + "' (" + other.file + "); they are judged as two projects",
         "if they are one, write one id; if not, ids that differ in more", std::nullopt});
  }
}

}  // namespace

ProjectSet with_twins_told(ProjectSet set) {
  tell_alike_ids(set);
  Twins twins(set);
  for (std::size_t i = 0; i < set.projects.size(); ++i)
    if (!set.projects[i].parts.empty()) twins.add(i);
  return set;
}

}  // namespace zonegate::catalog
