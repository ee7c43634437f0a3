// SPDX-License-Identifier: Apache-2.0
// Private to app: the stages of the route, in its order.
#pragma once

#include <string>
#include <vector>

#include "app/app.h"

namespace zonegate::app {

// parallel.cpp: runs with at most `jobs` threads (0 = all).
overlay::ParallelFor parallel_for(int jobs);

// plane_option.cpp
geom::Plane plane_of(const std::string& area);

// inputs.cpp
std::string joined(const config::Mistakes& mistakes);
void load_everything(Screening& s, const ScreenOptions& options, const geom::Plane& plane);
void note_inputs(Screening& s, const ScreenOptions& options);

// overrides_stage.cpp: reads the table of --overrides; Error (usage) with every mistake that can be told before anything is measured.
void load_overrides(Screening& s, const ScreenOptions& options);
// After judging: Error (usage) with every decision that has no finding to decide about.
void refuse_unused_overrides(const Screening& s, const ScreenOptions& options);

// Rules in force and binding for one project.
std::vector<const rules::Rule*> rules_for(const Screening& s, const catalog::Project& project);

// blocks.cpp: measure and judge block by block.
void measure_and_judge(Screening& s, const ScreenOptions& options, const geom::Plane& plane,
                       const Progress& progress);

// raster_stage.cpp: puts what the plan asks of rasters into the facts of a block, and the answers of these layers.
void measure_rasters(const Screening& s, const overlay::Block& block, const geom::Plane& plane,
                     const overlay::ParallelFor& parallel, std::vector<facts::ProjectFacts>& facts);

// evidence_stage.cpp, maps.cpp: of one project, while its block is held.
std::vector<overlay::Evidence> draw_evidence(const Screening& s, report::ProjectResult& result,
                                             const overlay::BlockFacts& block, const geom::Plane& plane);
std::vector<report::MapShape> draw_map(const Screening& s, const report::ProjectResult& result,
                                       const overlay::BlockFacts& block,
                                       const std::vector<overlay::Evidence>& evidence,
                                       const geom::Plane& plane);

// carbon_stage.cpp
void account_carbon(Screening& s, const ScreenOptions& options, const geom::Plane& plane,
                    const Progress& progress);

void say(const Progress& progress, std::string_view stage, std::size_t done = 0, std::size_t total = 0);

}  // namespace zonegate::app
