// SPDX-License-Identifier: Apache-2.0
//
// Disclosure of restricted layers, in one place. Every public function of this module first goes through `Disclosed`.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "report/report.h"

namespace zonegate::report {

// What the manifests forbid. A kind is restricted as soon as one data set of it is: measures are taken per kind, so a number of a
// kind would give away the restricted data set's part.
struct Restrictions {
  std::set<std::string> no_geometry_kinds, no_geometry_ids, no_geometry_files;  // disclosure area or yes_no
  std::set<std::string> no_number_kinds, no_number_ids;                         // disclosure yes_no
  bool none() const { return no_geometry_kinds.empty(); }
};
Restrictions restrictions(const catalog::LayerSet* layers);

// The data sets behind a layer answer, whose layer_id joins them by ";"; those that no manifest names are left out.
std::vector<const catalog::Layer*> layers_of(const catalog::LayerSet* set, const std::string& layer_id);

// The Run as it may be shown: the same object where nothing is restricted, else a copy in which
//   area:   the layer's shapes are gone from the maps and coordinates from messages about it;
//   yes_no: besides, areas, shares, lengths, distances, bearings, widths and margins are NaN (printed as "withheld"), numbers are
//           gone from fields, reasons, traces and messages; and no carbon account rests on such a land cover.
class Disclosed {
 public:
  explicit Disclosed(const Run& run);
  const Run& run() const { return copy_ ? *copy_ : *original_; }
  const Restrictions& restricted() const { return restricted_; }

 private:
  const Run* original_;
  Restrictions restricted_;
  std::optional<Run> copy_;
};

// relief.cpp: what to give up, without numbers where it rests on a kind that gives none.
void hide_numbers(std::vector<Relief>& reliefs, const Restrictions& restricted, double withheld);

// Numbers with a decimal point or a unit behind them become "…"; ids, dates and article numbers stay.
std::string without_numbers(const std::string& text);

}  // namespace zonegate::report
