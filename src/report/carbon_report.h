// SPDX-License-Identifier: Apache-2.0
//
// Part of report.h: the carbon of a project as JSON, as a section of a page, and as charts (docs/carbon.md).
#pragma once

#include <string>

#include "carbon/carbon.h"
#include "core/core.h"

namespace zonegate::report {

// JSON objects, numbers as they are. Of a project: figures, intervals, pools, strata, drivers and checks of each scenario.
std::string carbon_json(const carbon::ProjectCarbon& p);
std::string carbon_total_json(const carbon::CarbonTotal& t);

// A section of a page that needs no other file: figures, stacked pools, net with its interval, drivers, methods side by side. Inline SVG.
std::string carbon_section(const carbon::ProjectCarbon& p, const carbon::ScenarioFile& s, Lang lang);
std::string pools_chart(const carbon::CarbonRun& run, Lang lang);
std::string net_chart(const carbon::CarbonRun& run, Lang lang);
std::string drivers_chart(const carbon::CarbonRun& run, Lang lang);

std::string interval_text(const carbon::Interval& i, int decimals = 1);
// For tables: "2041", "never", "no debt"; where net is an upper bound "not before 2041", "never", "not known".
std::string payback_text(const carbon::KeyFigures& f, bool upper_bound);
std::string payback_words(const carbon::KeyFigures& f, bool upper_bound, Lang lang);

}  // namespace zonegate::report
