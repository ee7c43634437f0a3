// SPDX-License-Identifier: Apache-2.0
//
// Small text tools shared by the writers of this module: numbers without locale, escaping, display width, labels in two languages.
// A NaN anywhere in a Run is a number that a restricted layer does not give away (redact.h); it prints as a word, never as a number.
#pragma once

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace zonegate::report {

inline constexpr int kArea = 2, kLength = 2, kShare = 6, kCarbon = 3, kHectare = 6;  // decimals of results

inline bool withheld(double v) { return std::isnan(v); }

// Shortest decimal text without exponent ("1000000", "0.25"), for quantised numbers; empty for NaN and infinities.
std::string plain(double v);
// Decimals fixed after the same rounding as in the JSON, so that every output shows the same number.
std::string rounded(double v, int decimals);
// For people: rounded, or the word for a withheld number, or "不限" for infinity.
std::string shown(double v, int decimals, Lang lang);

// Of an area in hm2 or mu: "<0.01" where there is ground and its number would be 0. `value`: perhaps rounded already, together with others.
std::string shown_area(double value, int decimals, bool there);

std::string joined(const std::vector<std::string>& items, std::string_view separator = ";");

using zonegate::display_width, zonegate::html_escape, zonegate::padded, zonegate::shortened;

// A label in the language of the report.
struct Words {
  Lang lang = Lang::zh;
  std::string operator()(const char* zh, const char* en) const { return lang == Lang::zh ? zh : en; }
};

// One of 16 winds ("东北偏北", "NNE") for an azimuth in degrees.
std::string wind(double bearing, Lang lang);

// Values that add up: each rounded to `decimals` so that their sum is the rounded total (largest remainders). Where they do not
// add up in the first place (overlapping parts count once), each is rounded on its own.
std::vector<double> rounded_to_total(const std::vector<double>& values, double total, int decimals);

}  // namespace zonegate::report
