// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. Where two figures meet, and how certain that meeting is.
#pragma once

#include <limits>
#include <utility>
#include <vector>

#include "geom/geom.h"

namespace zonegate::geom {

inline constexpr double kSamePoint = 2 * kGrid;  // plane metres

struct Contact {
  double distance = std::numeric_limits<double>::infinity();
  Point on_a, on_b;
  int edge_a = -1, edge_b = -1;
};

struct Meeting {
  float deviation = 0;
  bool same_edge = false;
};

// Of several contacts at the same distance (at least one): the least certain one.
std::pair<Contact, Meeting> least_certain(const std::vector<Contact>& contacts, const Figure& a,
                                          const Figure& b);

}  // namespace zonegate::geom
