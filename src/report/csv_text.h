// SPDX-License-Identifier: Apache-2.0
// Private to report: text in CSV cells.
#pragma once

#include <string>

namespace zonegate::report {

std::string csv_mark();                         // the byte order mark at the front
std::string csv_text(const std::string& text);  // guarded against formulas, quoted where it must be

}  // namespace zonegate::report
