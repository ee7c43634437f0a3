// SPDX-License-Identifier: Apache-2.0
// Private to app: cells of tables as text.
#pragma once

#include <string>

#include "app/app.h"

namespace zonegate::app {

// 0..1, whatever rounding says; 0 of nothing.
double share(double part, double whole);
void add_number(std::string& out, double v);  // the shortest that reads back to the same double
void add_known(std::string& out, double v);   // nothing for NaN
std::string matrix_text(const PairRow& row);  // empty where there is none

}  // namespace zonegate::app
