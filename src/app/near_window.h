// SPDX-License-Identifier: Apache-2.0
// Private to app: boxes that hold everything within some metres of something.
#pragma once

#include "app/pair_stream.h"

namespace zonegate::app {

// A plane box with `metres` of ground around it; 0: 0.02 m of the plane.
geom::Box near_window(const geom::Box& box, const geom::Plane& plane, double metres);

// Whether a box in source coordinates may hold something near enough to the held side. What holds for a box holds for every larger one: the window of a
// large box is made with the least scale found in it, and room to spare.
io::BatchSource::MayMeet may_meet(const PairFile& file, const Stretch& a, const geom::Plane& plane,
                                  double metres);

}  // namespace zonegate::app
