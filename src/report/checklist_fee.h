// SPDX-License-Identifier: Apache-2.0
// Private to report: what writers of fees share.
#pragma once

#include <algorithm>

#include "report/report.h"

namespace zonegate::report {

// Nothing of the forest layer was examined: every row may be anything, so a table of them says nothing.
inline bool unexamined(const rules::FeeAnswer& fee) {
  return !fee.rows.empty() && std::all_of(fee.rows.begin(), fee.rows.end(), [](const rules::FeeRow& row) {
    return row.area_lo == 0 && row.area_hi < 0;
  });
}

}  // namespace zonegate::report
