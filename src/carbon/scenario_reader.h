// SPDX-License-Identifier: Apache-2.0
// Private to carbon: pieces of the scenario file.
#pragma once

#include <string>

#include "carbon/scenario.h"

namespace zonegate::carbon {

// A number within [low, high]; a mistake at the node otherwise. Missing: nullopt in silence.
std::optional<double> number_in(const config::Node& n, double low, double high, const std::string& hint,
                                config::Mistakes& m);
std::optional<int> year_of(const config::Node& n, config::Mistakes& m);
// Percent to a share. A value that looks like a share already is a mistake where `whole` percentages are usual.
std::optional<double> percent_of(const config::Node& n, double low, double high, bool whole,
                                 config::Mistakes& m);
Status status_of(const config::Node& n, config::Mistakes& m);  // of its key `status`; absent: unverified
// A number, or {value, u_percent} (half width of the 95 % interval), or {value, low, high} (its ends), within [low, high].
std::optional<Stated> stated_in(const config::Node& n, double low, double high, const std::string& hint,
                                config::Mistakes& m);
// What an error of a share has to fit into: no draw may lie outside [low, high].
void check_share(const config::Node& n, const Stated& share, double low, double high, config::Mistakes& m);
void read_curves(const config::Node& n, ScenarioFile& s, config::Mistakes& m);
void read_scenarios(const config::Node& n, ScenarioFile& s, config::Mistakes& m);

}  // namespace zonegate::carbon
