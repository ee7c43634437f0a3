// SPDX-License-Identifier: Apache-2.0
//
// Which version of a layer answers for a day. Law in force, layer version in force and the data at hand are three dates: where no
// version was in force on the day, the layer was not examined, and the nearest version is named.
#include <algorithm>

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

// One that supplements data sets of which none is in force; null: there is none.
const Layer* left_alone(const std::vector<const Layer*>& layers) {
  for (const Layer* layer : layers) {
    const auto& wanted = layer->supplements;
    const bool there = std::any_of(layers.begin(), layers.end(), [&](const Layer* other) {
      return std::find(wanted.begin(), wanted.end(), other->id) != wanted.end();
    });
    if (!wanted.empty() && !there) return layer;
  }
  return nullptr;
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
    if (const Layer* alone = left_alone(choice.layers)) {
      choice.reason_code = "missing";
      choice.reason =
          alone->id + " supplements " + alone->supplements.front() + ", which is not in force beside it";
      return choice;
    }
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
