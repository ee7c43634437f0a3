// SPDX-License-Identifier: Apache-2.0
// Private to app: the area table as parts of a carbon project.
#pragma once

#include "app/carbon_parts.h"
#include "app/ground.h"

namespace zonegate::app {

struct GroundInputs {
  const catalog::Project& project;
  const facts::ProjectFacts& facts;
  const verdict::Verdict& verdict;
  const facts::Plan& plan;
  const rules::RuleBook& book;
  std::span<const GroundStand> stands;
  std::string stands_fault;  // why it is not known where stands are; empty: all of them are here
  std::string cover_fault;   // why there is no land cover
};
// A part for each stand and role, and one for each land class of the ground that no stand holds, or whose stand no method can use. Years, species and survival
// are the project's attributes; what it does not state is assumed, and an Issue says so.
ProjectRows ground_parts(const carbon::GroundTable& table, const GroundInputs& inputs,
                         const CarbonSetup& setup);
// The share of a planting that no carbon gain may be counted on, by the rules that say so (rules::Rule::no_gain): what these rules measured, all of it where that is
// not known. Of several rules the largest.
struct NoGain {
  double share = 0;
  std::string rule;
};
NoGain no_gain_share(const GroundInputs& inputs);
// Name of a stand's part: "permanent forest:12".
std::string part_name(const carbon::GroundRow& row);

}  // namespace zonegate::app
