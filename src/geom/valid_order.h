// SPDX-License-Identifier: Apache-2.0
//
// Private to geom. A fast proof that rings are area-valid.
#pragma once

#include "geom/slab.h"

namespace zonegate::geom::slab {

// True: no two edges cross or overlap, and every winding number is 0 or 1, beyond any rounding error. False: not proven
// (invalid, or a vertex lies on an edge, or edges come closer than their height errors). Call after prepare().
bool provably_valid(const Sweep& sweep);

}  // namespace zonegate::geom::slab
