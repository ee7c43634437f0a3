// SPDX-License-Identifier: Apache-2.0
// Private to cli: what the carbon commands print.
#pragma once

#include <string>
#include <vector>

#include "carbon/carbon.h"

namespace zonegate::cli {

std::string factors_text(const std::vector<const carbon::Factor*>& rows, Lang lang);
std::string factors_json(const std::vector<const carbon::Factor*>& rows);
std::string factor_text(const carbon::Factor& row, const carbon::FactorLibrary& library, Lang lang);
// Counts by quantity and status, and what the user's rows take the place of.
std::string library_text(const carbon::FactorLibrary& library);
std::string library_json(const carbon::FactorLibrary& library);

}  // namespace zonegate::cli
