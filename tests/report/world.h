// SPDX-License-Identifier: Apache-2.0
//
// A Run built by hand: three projects with every kind of content that the writers must handle.
#pragma once

#include <memory>

#include "report/report.h"

namespace zonegate::report {

struct World {
  std::vector<catalog::Project> projects;
  catalog::LayerSet layers;
  rules::RuleBook book;
  Run run;
};
// Project 1: prohibited, with everything; 2: undetermined, layers not examined; 3: failed, with hostile names.
// `redline`: the disclosure of its red-line layer.
std::unique_ptr<World> make_world(catalog::Disclosure redline = catalog::Disclosure::full);

inline constexpr const char* kHostile = "<script>alert('x')</script>&\"";

}  // namespace zonegate::report
