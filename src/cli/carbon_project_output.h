// SPDX-License-Identifier: Apache-2.0
// Private to cli: the files of a folder of carbon by project. Text of one project each, so that projects can be written in parallel.
#pragma once

#include <string>
#include <vector>

#include "app/app.h"

namespace zonegate::cli {

// Numbers with four decimals; columns: docs/carbon.md.
std::string projects_header();
std::string projects_lines(const app::ProjectCarbon& p, const carbon::ScenarioFile& s);
std::string years_header();
std::string years_lines(const app::ProjectCarbon& p);
std::string methods_header();
std::string methods_lines(const app::ProjectCarbon& p);
std::string drivers_header();
std::string drivers_lines(const app::ProjectCarbon& p);
// "2041", "never", "no debt"; where net is an upper bound "not before 2041", "never", "not known".
std::string payback_text(const carbon::KeyFigures& f, bool upper_bound);
carbon::Known known_of(const carbon::Trajectory& t, std::size_t cause);

std::string project_json(const app::ProjectCarbon& p, const carbon::ScenarioFile& s);
// What stands around the list of projects; `projects` is put in between.
std::string batch_json_head(const carbon::ScenarioFile& s);
std::string batch_json_tail(const app::CarbonBatch& batch);

// One part of a page that needs no other file: figures, stacked pools, net with its interval, drivers. Inline SVG.
std::string project_section(const app::ProjectCarbon& p, const carbon::ScenarioFile& s, Lang lang);
std::string carbon_page(const app::CarbonBatch& batch, const std::string& sections, std::size_t shown,
                        Lang lang);
std::string batch_text(const app::CarbonBatch& batch, Lang lang);

// carbon_charts.cpp
std::string pools_chart(const app::CarbonRun& run, Lang lang);
std::string net_chart(const app::CarbonRun& run, Lang lang);
std::string drivers_chart(const app::CarbonRun& run, Lang lang);

}  // namespace zonegate::cli
