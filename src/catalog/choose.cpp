// SPDX-License-Identifier: Apache-2.0
//
// Which version of a layer answers for a day. Law in force, layer version in force and the data at hand are three dates: where no
// version was in force on the day, the layer was not examined, and the nearest version is named.
#include "catalog/catalog.h"

namespace zonegate::catalog {
namespace {

std::string dates(const Layer& layer) {
  return (layer.valid_from ? layer.valid_from->iso() : "...") + " to " +
         (layer.valid_to ? layer.valid_to->iso() : "...");
}

// Did a version begin by that day when this one ended, or later?
bool followed(const LayerSet& set, const Layer& ended, Date as_of) {
  for (const auto& layer : set.layers)
    if (layer.kind == ended.kind && layer.valid_from && !(*layer.valid_from < *ended.valid_to) &&
        !(as_of < *layer.valid_from))
      return true;
  return false;
}

}  // namespace

Validity validity(const Layer& layer, Date day) {
  if (layer.valid_to && *layer.valid_to <= day) return Validity::expired;
  if (layer.valid_from && day < *layer.valid_from) return Validity::not_yet_valid;
  return Validity::in_force;
}

Choice choose(const LayerSet& set, std::string_view kind, Date as_of) {
  Choice choice;
  const Layer* expired = nullptr;
  const Layer* future = nullptr;
  const Layer* lapsed = nullptr;
  for (const auto& layer : set.layers) {
    if (layer.kind != kind) continue;
    switch (validity(layer, as_of)) {
      case Validity::expired:
        if (!lapsed && !followed(set, layer, as_of)) lapsed = &layer;
        if (!expired || *expired->valid_to < *layer.valid_to) expired = &layer;
        break;
      case Validity::not_yet_valid:
        if (!future || *layer.valid_from < *future->valid_from) future = &layer;
        break;
      case Validity::in_force:
        choice.layers.push_back(&layer);
    }
  }
  if (!choice.layers.empty()) {
    if (!lapsed) return choice;
    choice.reason_code = "expired";
    choice.reason = lapsed->id + " held until " + lapsed->valid_to->iso() + ", and no version follows it";
    return choice;
  }
  if (expired) {
    choice.reason_code = "expired";
    choice.reason = "no version in force on " + as_of.iso() + "; the nearest, " + expired->id + ", held " +
                    dates(*expired);
  } else if (future) {
    choice.reason_code = "not_yet_valid";
    choice.reason = "no version in force on " + as_of.iso() + "; the nearest, " + future->id + ", holds " +
                    dates(*future);
  } else {
    choice.reason_code = "missing";
    choice.reason = "no layer of kind " + std::string(kind) + " was supplied";
  }
  return choice;
}

}  // namespace zonegate::catalog
