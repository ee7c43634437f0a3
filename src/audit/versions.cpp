// SPDX-License-Identifier: Apache-2.0
//
// Several data sets of one kind in force on one day: parts that belong together, or an old version that nobody closed. They are told apart by the ground that they share.
#include <algorithm>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

double size_of(const Data& data) {
  double sum = 0;
  for (const auto& f : data.features) sum += f.size;
  return sum;
}

double shared_area(const Data& a, const Data& b) {
  geom::AreaOverlap overlap;
  double sum = 0;
  for (const auto& one : a.features) {
    if (one.area.empty()) continue;
    for (const std::size_t j : b.index.query(one.box))
      if (!b.features[j].area.empty()) sum += overlap(one.area, b.features[j].area).value;
  }
  return sum;
}

void tell(Work& work, const Data& a, const Data& b, bool twice) {
  Finding& f = work.found.add("layer.two_in_force", twice ? Severity::warning : Severity::note, a.layer,
                              {"与 " + b.layer->id + " 同时有效", "in force together with " + b.layer->id},
                              {"若为同一数据的两个版本，给旧版写明 valid_to",
                               "if these are versions of one data set, state valid_to of the older one"});
  if (twice)
    f.message = {"与 " + b.layer->id + " 同时有效，且覆盖同一地面",
                 "in force together with " + b.layer->id + ", over the same ground"};
  f.with_layer = b.layer->id;
}

}  // namespace

void look_versions(Work& work, const std::vector<const Data*>& data) {
  constexpr double kSame = 0.1;  // of the smaller one's area
  for (std::size_t i = 0; i < data.size(); ++i) {
    for (std::size_t j = i + 1; j < data.size(); ++j) {
      const Data &a = *data[i], &b = *data[j];
      const double smaller = std::min(size_of(a), size_of(b));
      const bool twice = a.layer->file == b.layer->file ? a.layer->sublayer == b.layer->sublayer
                                                        : smaller > 0 && shared_area(a, b) > kSame * smaller;
      tell(work, a, b, twice);
    }
  }
}

}  // namespace zonegate::audit
