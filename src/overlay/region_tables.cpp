// SPDX-License-Identifier: Apache-2.0
//
// Rows of a dated table of regions (region_ban, region_class, capacity_swap): those whose region holds the project and whose [from, to) holds its day. A row whose cells cannot be read may
// hold; so may every row where it is not known in which counties the project lies.
#include <algorithm>
#include <limits>

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
  if (prefix == "00" || (code && is_national(to_text(*code)))) return Truth::yes;
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

// A table by industries: rows hold for the codes that begin as theirs; a row without one holds for all.
Truth industry_row_holds(const Work& work, const facts::Measure& measure, const Attributes& row) {
  const auto* kind = schema::find_kind(measure.layer);
  if (!kind || !schema::find_field(*kind, "industry")) return Truth::yes;
  const Value* prefix = cell(row, "industry");
  if (!prefix || is_unknown(*prefix)) return Truth::unknown;
  if (to_text(*prefix).empty()) return Truth::yes;
  const Value* stated = cell(work.project.attributes, "industry");
  return industry_holds({to_text(*prefix)}, stated ? *stated : Value(Unknown{}));
}

Truth row_holds(const Work& work, const facts::Measure& measure, const Attributes& row) {
  return std::min({place_holds(work, row), side_holds(cell(row, "from"), false, work.project.as_of),
                   side_holds(cell(row, "to"), true, work.project.as_of),
                   industry_row_holds(work, measure, row), matches(measure.where, row)});
}

// Rows that hold for sure, rows that may, and the largest number of either.
struct Tally {
  double certain = 0, possible = 0;
  double least = 0, most = 0;

  void add(Truth holds, std::optional<double> number) {
    ++possible;
    certain += holds == Truth::yes;
    most = std::max(most, number.value_or(std::numeric_limits<double>::infinity()));
    if (holds == Truth::yes) least = std::max(least, number.value_or(0));
  }
};

// Of a value: no row that holds for sure says nothing.
expr::Span span_of(const Tally& tally, const facts::Measure& measure, double examined) {
  if (measure.stat != facts::Stat::value)
    return examined < 1 ? expr::Span::at_least(tally.certain)
                        : expr::Span{tally.certain, tally.possible, false};
  if (examined < 1 || tally.certain == 0) return expr::Span::anything();
  return {tally.least, tally.most, false};
}

}  // namespace

facts::MeasureFact region_value(Work& work, const facts::Measure& measure) {
  facts::MeasureFact out;
  auto& table = work.kinds.at(measure.layer);
  Tally tally;
  for (const auto* held : table.layers) {
    for (const auto& row : held->features) {
      const Truth holds = row_holds(work, measure, row.fields);
      if (holds == Truth::no) continue;
      const Value* number = cell(row.fields, measure.field);
      tally.add(holds, number ? as_number(*number) : std::nullopt);
      out.features.push_back(fact_of_row(work, *held, row));
    }
  }
  const bool value = measure.stat == facts::Stat::value;
  out.examined_share = examined_share(work, table, measure.layer, 0);
  out.measured = value ? tally.least : tally.possible;
  out.value = span_of(tally, measure, out.examined_share);
  if (out.examined_share < 1) {
    out.reason = measure.layer + ": " + table.reason;
  } else if (tally.certain != tally.possible) {
    out.reason =
        measure.layer +
        ": a row may hold, since its region or date, or the project's county or industry, is not certain";
  } else if (value && tally.possible == 0) {
    out.reason = measure.layer + ": no row holds for this region, day and industry";
  }
  return out;
}

}  // namespace zonegate::overlay
