// SPDX-License-Identifier: Apache-2.0
// Private to carbon: what a trajectory says of its parts beside numbers.
#pragma once

#include <string>

#include "carbon/trajectory.h"

namespace zonegate::carbon {

void note(Trajectory& result, Severity severity, const std::string& code, const Part& p,
          const std::string& what, const std::string& hint);
void note_times(Trajectory& result, const Part& p);
void note_gaps(Trajectory& result, const Part& p);

// How much of what the project takes is known, over the parts that are cleared within the horizon.
class KnownParts {
 public:
  void add(const Part& p, const Horizon& horizon);
  void write(Trajectory& result) const;

 private:
  struct Count {
    bool some = false, gap = false;
    Known known() const { return !gap ? Known::all : some ? Known::part : Known::none; }
  };
  Count lost_, forgone_, soil_;
  std::vector<std::string> growth_unknown_;
};

}  // namespace zonegate::carbon
