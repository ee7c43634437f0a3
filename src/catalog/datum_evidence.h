// SPDX-License-Identifier: Apache-2.0
// Private to catalog: the ground that the datum guard asks about, read once and only when somebody asks.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "datum/datum.h"
#include "index/index.h"

namespace zonegate::catalog {

struct Ground {  // a county, a control unit
  std::string code, name;
  std::shared_ptr<const geom::Figure> figure;
  const Layer* layer = nullptr;
};

// The polygons of layers, in the plane.
class Grounds {
 public:
  struct Held {
    std::vector<Ground> all;
    index::BoxIndex boxes;
    bool whole = false;  // every feature was read
  };
  Grounds(const LayerSet& layers, const geom::Plane& plane) : layers_(layers), plane_(plane) {}
  // Of units only those with one of these codes are kept. Said before the first layer of units is read.
  void want(const std::string& unit_code) { wanted_.insert(unit_code); }
  const Held& of(const Layer& layer);
  const geom::Plane& plane() const { return plane_; }

 private:
  const LayerSet& layers_;
  const geom::Plane& plane_;
  std::set<std::string> wanted_;
  std::map<std::string, Held> held_;  // by layer id
};

// What the corners of a project should lie in.
struct Target {
  std::vector<const Ground*> grounds;
  std::vector<const Grounds::Held*> anywhere;  // in any of these; instead of `grounds`
  double tolerance_m = 0;                      // an edge is as wide as this to either side
  bool withheld = false;                       // counts must not be told
  bool holds(geom::Point plane_point) const;
};

// How the corners of a project fit a target under each reading.
struct Fit {
  datum::Hypothesis reading;  // its point and place are of the first corner
  std::size_t corners = 0;
};
struct Evidence {
  std::size_t corners = 0;    // asked
  std::size_t as_stated = 0;  // of them in the target as they are stated
  std::vector<Fit> better;    // more corners than as stated; best first, then simpler first
  // Largest distance of a corner, as stated, from the target; below 0: farther than the limit, or not known. Asked where nothing fits as stated.
  double farthest_m = -1;
};
// limit_m: how far farthest_m looks.
Evidence weigh(const std::vector<Probe>& probes, const Target& target, const geom::Plane& plane,
               double limit_m);

}  // namespace zonegate::catalog
