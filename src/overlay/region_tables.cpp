// SPDX-License-Identifier: Apache-2.0
//
// Rows of a dated table of regions (region_ban, region_class, capacity_swap): those whose region holds the project and whose [from, to) holds its day. A row whose cells cannot be read may
// hold; so may every row where it is not known in which counties the project lies. What a table says of one county it does not say of another: a county without a
// row in force leaves the answer open, but for bans, where no row is an answer within the declared coverage (docs/decisions/0034).
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

// The counties that the project lies in or may lie in, by prefix; "": one that nobody knows.
std::set<std::string> counties_of(const catalog::Project& project) {
  std::set<std::string> all, own;
  for (const auto* codes : {&project.regions, &project.regions_near})
    for (const auto& code : *codes) all.insert(prefix_of(code));
  for (const auto& prefix : all) {
    // In order, what begins with a code follows it.
    const auto next = all.upper_bound(prefix);
    if (next == all.end() || !next->starts_with(prefix)) own.insert(prefix);
  }
  if (project.regions.empty() || project.regions_open) own.insert("");
  return own;
}

bool any_in(const std::vector<std::string>& regions, const std::string& prefix) {
  return std::any_of(regions.begin(), regions.end(),
                     [&](const std::string& region) { return prefix_of(region).starts_with(prefix); });
}

std::string place_of(const Attributes& row) {
  const Value* code = cell(row, "code");
  if (code && is_national(to_text(*code))) return "00";
  return code ? prefix_of(to_text(*code)) : std::string();
}

Truth place_holds(const Work& work, const Attributes& row) {
  const std::string prefix = place_of(row);
  const auto& project = work.project;
  if (prefix == "00") return Truth::yes;  // everywhere
  if (prefix.empty() || project.regions.empty()) return Truth::unknown;
  if (any_in(project.regions, prefix)) return Truth::yes;
  if (any_in(project.regions_near, prefix)) return Truth::unknown;
  // A row of a county, where only the city is known; and any row, where there may be a further county (its prefix is "").
  const auto counties = counties_of(project);
  return std::any_of(counties.begin(), counties.end(),
                     [&](const std::string& county) { return prefix.starts_with(county); })
             ? Truth::unknown
             : Truth::no;
}

// Blank: no limit on that side.
bool unlimited(const Value* stated) {
  return !stated || is_unknown(*stated) ||
         (std::holds_alternative<std::string>(*stated) && to_text(*stated).empty());
}

// Something that is no date, or ends before it begins: not known.
Truth day_holds(const Attributes& row, const Date& day) {
  const Value *from = cell(row, "from"), *to = cell(row, "to");
  const auto begin = unlimited(from) ? std::nullopt : Date::parse(to_text(*from));
  const auto end = unlimited(to) ? std::nullopt : Date::parse(to_text(*to));
  if (begin && end && !(*begin < *end)) return Truth::unknown;
  if ((begin && day < *begin) || (end && !(day < *end))) return Truth::no;
  return (begin || unlimited(from)) && (end || unlimited(to)) ? Truth::yes : Truth::unknown;
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

// But for its place.
Truth row_speaks(const Work& work, const facts::Measure& measure, const Attributes& row) {
  return std::min({day_holds(row, work.project.as_of), industry_row_holds(work, measure, row),
                   matches(measure.where, row)});
}

// A reason that names the counties of the project (or the unknown one) that none of these prefixes holds; empty: there is none.
std::string without_row(const Work& work, const std::set<std::string>& prefixes) {
  std::string list;
  for (const auto& county : counties_of(work.project)) {
    const bool held = std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& prefix) {
      return prefix == "00" || (!prefix.empty() && county.starts_with(prefix));
    });
    if (held) continue;
    // One that nobody knows is another one, where some are known.
    const std::string unknown = work.project.regions.empty() ? "?" : "+?";
    list += (list.empty() ? "" : ", ") +
            (county.empty() ? unknown : county + std::string(6 - county.size(), '0'));
  }
  return list.empty() ? list : "has no row in force (region; day): " + list + "; " + work.project.as_of.iso();
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

// Of a value: no row that holds for sure says nothing, and one county says nothing of another.
expr::Span span_of(const Tally& tally, const facts::Measure& measure, double examined, bool silent) {
  if (measure.stat != facts::Stat::value)
    return examined < 1 ? expr::Span::at_least(tally.certain)
                        : expr::Span{tally.certain, tally.possible, false};
  if (examined < 1 || tally.certain == 0) return expr::Span::anything();
  return silent ? expr::Span::at_least(tally.least) : expr::Span{tally.least, tally.most, false};
}

}  // namespace

std::string regions_without_row(const Work& work, const Work::Kind& table) {
  std::set<std::string> prefixes;
  for (const auto* held : table.layers) {
    for (const auto& row : held->features)
      if (day_holds(row.fields, work.project.as_of) == Truth::yes) prefixes.insert(place_of(row.fields));
  }
  return without_row(work, prefixes);
}

facts::MeasureFact region_value(Work& work, const facts::Measure& measure) {
  facts::MeasureFact out;
  auto& table = work.kinds.at(measure.layer);
  Tally tally;
  std::set<std::string> prefixes;  // of rows that hold somewhere, and say a number
  for (const auto* held : table.layers) {
    for (const auto& row : held->features) {
      const Truth speaks = row_speaks(work, measure, row.fields);
      const Truth holds = std::min(speaks, place_holds(work, row.fields));
      const Value* value = cell(row.fields, measure.field);
      const auto number = value ? as_number(*value) : std::nullopt;
      if (speaks == Truth::yes && number) prefixes.insert(place_of(row.fields));
      if (holds == Truth::no) continue;
      tally.add(holds, number);
      out.features.push_back(fact_of_row(work, *held, row, holds));
    }
  }
  const bool value = measure.stat == facts::Stat::value;
  const std::string silent = value ? without_row(work, prefixes) : "";
  out.examined_share = examined_share(work, table, measure.layer, 0);
  out.measured = value ? tally.least : tally.possible;
  out.value = span_of(tally, measure, out.examined_share, !silent.empty());
  if (out.examined_share < 1) {
    out.reason = measure.layer + ": " + table.reason;
  } else if (tally.certain != tally.possible) {
    out.reason =
        measure.layer +
        ": a row may hold, since its region or date, or the project's county or industry, is not certain";
  } else if (value && tally.possible == 0) {
    out.reason = measure.layer + ": no row holds for this region, day and industry";
  } else if (!silent.empty()) {
    out.reason = measure.layer + ": " + silent;
  }
  return out;
}

}  // namespace zonegate::overlay
