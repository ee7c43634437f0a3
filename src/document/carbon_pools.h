// SPDX-License-Identifier: Apache-2.0
// Private to document: the pools of the carbon, as tables 8-1 and 8-3 name them, and the tables of the chapter that have files of their own.
#pragma once

#include <array>

#include "document/parts.h"

namespace zonegate::document {

struct Pool {
  const char *key, *zh, *en;
};
inline constexpr std::array<Pool, 5> kPools = {{{"above", "地上生物量", "Above ground"},
                                                {"below", "地下生物量", "Below ground"},
                                                {"dead", "死木", "Dead wood"},
                                                {"litter", "枯落物", "Litter"},
                                                {"soil", "土壤", "Soil"}}};
Table factor_table(const Context& c);   // 8-3
Table figures_table(const Context& c);  // 8-4
// Below table 8-2: which years it is of, and what its net leaves out.
std::vector<std::string> horizon_notes(const Context& c, const Json& runs);

}  // namespace zonegate::document
