// SPDX-License-Identifier: Apache-2.0
//
// Part of report.h: the carbon of a project as JSON, as a section of a page, and as charts (docs/carbon.md).
#pragma once

#include <string>
#include <vector>

#include "carbon/carbon.h"
#include "core/core.h"

namespace zonegate::report {

// JSON objects, numbers as they are. Of a project: figures, intervals, pools, strata, drivers and checks of each scenario.
std::string carbon_json(const carbon::ProjectCarbon& p);
std::string carbon_total_json(const carbon::CarbonTotal& t);

// Tables of comma-separated values, numbers with four decimals; columns: docs/carbon.md.
std::string carbon_projects_header();
std::string carbon_projects_lines(const carbon::ProjectCarbon& p, const carbon::ScenarioFile& s);
std::string carbon_years_header();
std::string carbon_years_lines(const carbon::ProjectCarbon& p);
std::string carbon_methods_header();
std::string carbon_methods_lines(const carbon::ProjectCarbon& p);
std::string carbon_drivers_header();
std::string carbon_drivers_lines(const carbon::ProjectCarbon& p);
std::string carbon_totals_header();
std::string carbon_totals_lines(const carbon::CarbonGroup& g);

// A section of a page that needs no other file: figures, stacked pools, net with its interval, drivers, methods side by side. Inline SVG.
// title: its heading; empty: none, for a section within another.
std::string carbon_section(const carbon::ProjectCarbon& p, const carbon::ScenarioFile& s, Lang lang,
                           const std::string& title);
// For a terminal: a line for each scenario of the whole run, and whether every check holds; empty without groups.
std::string carbon_summary(const std::vector<carbon::CarbonGroup>& groups, Lang lang);
std::string carbon_style();  // of these sections, beside html_style()
std::string pools_chart(const carbon::CarbonRun& run, Lang lang);
std::string net_chart(const carbon::CarbonRun& run, Lang lang);
std::string drivers_chart(const carbon::CarbonRun& run, Lang lang);

// How far a number was checked ("cross-checked"), in the language of the page.
struct Words;
std::string status_words(const std::string& status, const Words& w);
// The name of a scenario, its id where it has none.
std::string scenario_words(const carbon::ScenarioFile& s, const std::string& id, Lang lang);
// "杉木 planted middle / permanent" in the language of the page.
std::string stratum_words(const std::string& stratum, Lang lang);
std::string interval_text(const carbon::Interval& i, int decimals = 1);
// For tables: "2041", "never", "no debt"; where net is an upper bound "not before 2041", "never", "not known".
std::string payback_text(const carbon::KeyFigures& f, bool upper_bound);
std::string payback_words(const carbon::KeyFigures& f, bool upper_bound, Lang lang);

}  // namespace zonegate::report
