// SPDX-License-Identifier: Apache-2.0
#include "geom/lanes.h"

#include <array>
#include <cstdint>
#include <cstring>

// Vectors of four are passed between functions that are always inlined; how they would be passed otherwise does not matter.
#pragma GCC diagnostic ignored "-Wpsabi"

namespace zonegate::geom {
namespace {

using Four = double __attribute__((vector_size(32)));
using Mask = std::int64_t __attribute__((vector_size(32)));

#define ZONEGATE_INLINE inline __attribute__((always_inline))

ZONEGATE_INLINE void load(Four& out, const double* from) { std::memcpy(&out, from, sizeof out); }
ZONEGATE_INLINE Four all(double v) { return Four{v, v, v, v}; }

struct Total {
  Four coarse{}, fine{}, size{};
};

// The body of both versions. The compiler lowers the vectors to what the target has; each lane is plain IEEE arithmetic.
ZONEGATE_INLINE void add_row(const Lanes& single, std::size_t i, const Lanes& lanes, const Quanta& quanta,
                             Total& total) {
  const Four ex0 = all(single.x0[i]), ey0 = all(single.y0[i]), ex1 = all(single.x1[i]),
             ey1 = all(single.y1[i]), eslope = all(single.slope[i]), esign = all(single.sign[i]),
             esize = all(single.size[i]), zero = all(0), coarse = all(quanta.coarse), fine = all(quanta.fine);
  for (std::size_t k = 0; k < lanes.x0.size(); k += Lanes::kWide) {
    Four fx0, fx1, fy0, fy1, fslope, fsign, fsize;
    load(fx0, &lanes.x0[k]);
    load(fx1, &lanes.x1[k]);
    const Four from = ex0 > fx0 ? ex0 : fx0, to = ex1 < fx1 ? ex1 : fx1;
    const Four width = to - from;
    const Mask meets = width > zero;
    if ((meets[0] | meets[1] | meets[2] | meets[3]) == 0) continue;
    load(fy0, &lanes.y0[k]);
    load(fy1, &lanes.y1[k]);
    load(fslope, &lanes.slope[k]);
    load(fsign, &lanes.sign[k]);
    load(fsize, &lanes.size[k]);
    // Heights at both ends of the common range; exact where it begins or ends with the edge.
    const Four p0 = ey0 + (from - ex0) * eslope, q0 = fy0 + (from - fx0) * fslope;
    const Four p1 = to == ex1 ? ey1 : ey0 + (to - ex0) * eslope;
    const Four q1 = to == fx1 ? fy1 : fy0 + (to - fx0) * fslope;
    const Four d0 = p0 - q0, d1 = p1 - q1;
    const Four size0 = d0 < zero ? -d0 : d0, size1 = d1 < zero ? -d1 : d1;
    const Mask first = size0 >= size1;
    const Mask lower = (first & (d0 <= zero)) | (~first & (d1 <= zero));
    const Four base = lower ? p0 + p1 : q0 + q1;
    const Mask crosses = (d0 < zero) != (d1 < zero);
    const Four small = first ? size1 : size0;
    const Four spread = size0 + size1;
    const Four cut = (crosses & (spread > zero)) ? small * (small / (spread + spread)) : zero;
    Four term = width * (base * all(0.5) - cut) * (esign * fsign);
    term = meets ? term : zero;
    const Four high = (term + coarse) - coarse;
    total.coarse += high;
    total.fine += ((term - high) + fine) - fine;
    const Four scale = meets ? width * (esize > fsize ? esize : fsize) : zero;
    total.size += (scale + coarse) - coarse;
  }
}

ZONEGATE_INLINE PairSum sum_all(const Lanes& single, const Lanes& lanes, const Quanta& quanta) {
  Total total;
  for (std::size_t i = 0; i < single.count; ++i) add_row(single, i, lanes, quanta, total);
  PairSum out;
  for (int k = 0; k < 4; ++k) {
    out.coarse += total.coarse[k];
    out.fine += total.fine[k];
    out.size += total.size[k];
  }
  return out;
}

PairSum sum_portable(const Lanes& single, const Lanes& lanes, const Quanta& quanta) {
  return sum_all(single, lanes, quanta);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) PairSum sum_avx2(const Lanes& single, const Lanes& lanes,
                                                 const Quanta& quanta) {
  return sum_all(single, lanes, quanta);
}
bool has_avx2() { return __builtin_cpu_supports("avx2") != 0; }
#else
PairSum sum_avx2(const Lanes& single, const Lanes& lanes, const Quanta& quanta) {
  return sum_all(single, lanes, quanta);
}
bool has_avx2() { return false; }
#endif

}  // namespace

PairSum sum_pairs(const Lanes& single, const Lanes& lanes, Quanta quanta, bool portable) {
  return !portable && has_avx2() ? sum_avx2(single, lanes, quanta) : sum_portable(single, lanes, quanta);
}

}  // namespace zonegate::geom
