// SPDX-License-Identifier: Apache-2.0
//
// Rows of a dated table of regions (region_ban, region_class): those whose region holds the project and whose [from, to) holds its day. A row whose cells cannot be read may
// hold; so may every row where it is not known in which counties the project lies.
#include <algorithm>

#include "overlay/work.h"

namespace zonegate::overlay {
namespace {

using expr::Truth;

const Value* cell(const Attributes& row, std::string_view key) {
  const auto at = row.find(key);
  return at == row.end() ? nullptr : &at->second;
}

// "511800" holds "511802": zeros at the end stand for everything below. Empty: not a code.
std::string prefix_of(const std::string& code) {
  const bool digits = !code.empty() && code.size() <= 6 && code.size() % 2 == 0 &&
                      std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return {};
  std::string prefix = code;
  while (prefix.size() > 2 && prefix.ends_with("00")) prefix.resize(prefix.size() - 2);
  return prefix;
}

Truth place_holds(const Work& work, const Attributes& row) {
  const Value* code = cell(row, "code");
  const std::string prefix = code ? prefix_of(to_text(*code)) : std::string();
  if (prefix.empty() || work.project.regions.empty()) return Truth::unknown;
  const bool inside =
      std::any_of(work.project.regions.begin(), work.project.regions.end(),
                  [&](const std::string& region) { return prefix_of(region).starts_with(prefix); });
  if (inside) return Truth::yes;
  return work.project.regions_open ? Truth::unknown : Truth::no;
}

// Blank: no limit on that side. Something that is no date: not known.
Truth side_holds(const Value* stated, bool is_end, const Date& day) {
  if (!stated || (std::holds_alternative<std::string>(*stated) && to_text(*stated).empty()))
    return Truth::yes;
  if (is_unknown(*stated)) return Truth::yes;
  const auto date = Date::parse(to_text(*stated));
  if (!date) return Truth::unknown;
  return (is_end ? day < *date : !(day < *date)) ? Truth::yes : Truth::no;
}

}  // namespace

facts::MeasureFact region_value(Work& work, const facts::Measure& measure) {
  facts::MeasureFact out;
  auto& table = work.kinds.at(measure.layer);
  double certain = 0, possible = 0;
  for (const auto* held : table.layers) {
    for (const auto& row : held->features) {
      const Truth holds = std::min(
          {place_holds(work, row.fields), side_holds(cell(row.fields, "from"), false, work.project.as_of),
           side_holds(cell(row.fields, "to"), true, work.project.as_of), matches(measure.where, row.fields)});
      if (holds == Truth::no) continue;
      ++possible;
      certain += holds == Truth::yes;
      out.features.push_back(fact_of_row(work, *held, row));
    }
  }
  out.examined_share = examined_share(work, table, measure.layer, 0);
  out.measured = possible;
  out.value = {certain, possible, false};
  if (out.examined_share < 1) {
    out.value = expr::Span::at_least(certain);
    out.reason = measure.layer + ": " + table.reason;
  } else if (certain != possible) {
    out.reason =
        measure.layer + ": a row may hold, since its region or date, or the project's county, is not certain";
  }
  return out;
}

}  // namespace zonegate::overlay
