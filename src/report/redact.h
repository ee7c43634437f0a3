// SPDX-License-Identifier: Apache-2.0
//
// Disclosure of restricted layers, in one place. Every public function of this module first goes through `Redaction`.
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

// A project's result as it may be shown: the same object where nothing is restricted, else a copy in which
//   area:   the layer's shapes are gone from the maps and coordinates from messages about it;
//   yes_no: besides, areas, shares, lengths, distances, bearings, widths and margins are NaN (printed as "withheld"), numbers are
//           gone from fields, reasons, traces and messages; and no carbon account rests on such a land cover.
class Redaction {
 public:
  explicit Redaction(const Run& run) : restricted_(restrictions(run.layers)), rules_(run.rules) {}
  const Restrictions& restricted() const { return restricted_; }
  class Shown {
   public:
    const ProjectResult& operator*() const { return copy_ ? *copy_ : *original_; }
    const ProjectResult* operator->() const { return &**this; }

   private:
    friend class Redaction;
    const ProjectResult* original_ = nullptr;
    std::optional<ProjectResult> copy_;
  };
  Shown operator()(const ProjectResult& result) const;
  std::vector<Issue> operator()(std::vector<Issue> issues) const;  // of the run

 private:
  Restrictions restricted_;
  const rules::RuleBook* rules_;
};

// relief.cpp: what to give up, without numbers where it rests on a kind that gives none.
void hide_numbers(std::vector<Relief>& reliefs, const Restrictions& restricted, double withheld);

// Numbers with a decimal point or a unit behind them become "…"; ids, dates and article numbers stay.
std::string without_numbers(const std::string& text);

}  // namespace zonegate::report
