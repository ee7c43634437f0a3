// SPDX-License-Identifier: Apache-2.0
#include "carbon/ground.h"

#include <cmath>

namespace zonegate::carbon {
namespace {

double apart(SquareMetres a, SquareMetres b) {
  const double whole = std::max(std::abs(a.value), std::abs(b.value));
  return whole > 0 ? std::abs(a.value - b.value) / whole : 0;
}

}  // namespace

SquareMetres GroundTable::sum() const {
  SquareMetres out{0};
  for (const auto& row : rows) out += row.area;
  return out;
}

double GroundTable::open() const { return apart(sum(), total); }
double GroundTable::deviation() const { return apart(total, measured); }

}  // namespace zonegate::carbon
