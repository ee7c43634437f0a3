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
// What stands around the list of projects; `projects` is put in between.
std::string batch_json_head(const carbon::ScenarioFile& s);
std::string batch_json_tail(const app::CarbonBatch& batch);

std::string carbon_page(const app::CarbonBatch& batch, const std::string& sections, std::size_t shown,
                        Lang lang);
std::string batch_text(const app::CarbonBatch& batch, Lang lang);

}  // namespace zonegate::cli
