// SPDX-License-Identifier: Apache-2.0
// Private to report: what to give up.
#pragma once

#include <string>
#include <vector>

#include "report/html.h"
#include "report/json_text.h"

namespace zonegate::report {

Json reliefs_json(const std::vector<Relief>& reliefs, const Restrictions& restricted);
const Relief* best_relief(const ProjectResult& p);  // null: none makes the verdict milder
// html
std::string relief_of_finding(const Page& page, const ProjectResult& p, const std::string& rule);
std::string relief_block(const Page& page, const ProjectResult& p);

}  // namespace zonegate::report
