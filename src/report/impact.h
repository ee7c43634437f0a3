// SPDX-License-Identifier: Apache-2.0
// Private to report: carbon year by year of a screened project.
#pragma once

#include <string>

#include "report/html.h"
#include "report/json_text.h"
#include "report/report.h"

namespace zonegate::report {

Json impact_json(const ProjectResult& p, const Run& run);  // null without a scenario
Json ground_json(const ProjectResult& p);
std::string carbon_ground_header();
std::string carbon_ground_lines(const ProjectResult& p);
void add_carbon_heads(Lines& lines);
void add_carbon_lines(const ProjectResult& p, const Run& run, Lines& lines);

// html_impact.cpp
std::string impact_block(const Page& page, const ProjectResult& p);
std::string carbon_groups_section(const Page& page);  // totals of the run

}  // namespace zonegate::report
