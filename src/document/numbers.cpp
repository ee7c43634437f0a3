// SPDX-License-Identifier: Apache-2.0
//
// Numbers that close. Results are whole steps (0.01 m2, 0.01 m, 0.001 t C), so sums and conversions are exact in integers: a value in a unit of d decimals is
// steps * up / down, with whole up and down. Parts of a total get the floor of that, and the units that are missing to the rounded total go to the largest
// remainders (of equals the earlier): every part is within one last digit of its own value, and what is printed adds up.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "document/parts.h"

namespace zonegate::document {
namespace {

struct Scale {
  std::int64_t up = 1, down = 1;
  int decimals = 0;
};

std::int64_t ten_to(int n) {
  std::int64_t out = 1;
  while (n-- > 0) out *= 10;
  return out;
}

Scale scale_of(const Context& c, std::string_view unit) {
  const int d = c.profile.decimals.at(std::string(unit));
  std::int64_t up = ten_to(d), down = kSquareMetre;
  if (unit == "hm2") down *= 10000;
  if (unit == "mu") {
    up *= 15;
    down *= 10000;
  }
  if (unit == "km") down *= 1000;
  if (unit == "tc" || unit == "tco2e" || unit == "money") down = kTonne;  // money has as many decimals
  return {up, down, d};
}

// Half away from zero, as results round.
std::int64_t rounded(std::int64_t value, const Scale& s) {
  const std::int64_t twice = 2 * value * s.up, whole = 2 * s.down;
  return twice >= 0 ? (twice + s.down) / whole : -((-twice + s.down) / whole);
}

// Ground that is there is never printed as none: "<0.01", which counts as 0 where it is added up.
void mark_small(Cell& cell) {
  cell.below = true;
  cell.text = "<" + fixed(1.0 / static_cast<double>(ten_to(cell.decimals)), cell.decimals);
}

// `of`: what it is printed for.
Cell cell_of_steps(std::int64_t value, const Scale& s, std::string_view unit, const Amount& of) {
  const double number = static_cast<double>(value) / static_cast<double>(ten_to(s.decimals));
  Cell out{fixed(number, s.decimals), number, std::string(unit), s.decimals, of.from};
  if (value == 0 && of.steps > 0 && (unit == "hm2" || unit == "mu")) mark_small(out);
  return out;
}

// Of those that are there; the sum of the results is the total. With a most for each, no result is above its most: where that leaves no room, the sum is less.
std::vector<std::int64_t> apportioned(const std::vector<std::int64_t>& values, const Scale& s,
                                      std::int64_t total, const std::vector<std::int64_t>& most = {}) {
  std::vector<std::int64_t> out, left;
  for (const auto value : values) {
    std::int64_t whole = value * s.up / s.down, rest = value * s.up % s.down;
    if (rest < 0) {
      rest += s.down;
      --whole;
    }
    out.push_back(whole);
    left.push_back(rest);
  }
  auto missing = total - std::accumulate(out.begin(), out.end(), std::int64_t{0});
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return left[a] > left[b]; });
  for (const std::size_t i : order) {
    if (missing <= 0) break;
    if (!most.empty() && (left[i] == 0 || out[i] >= most[i])) continue;
    ++out[i];
    --missing;
  }
  return out;
}

std::vector<Cell> closed(std::span<const Amount> parts, const Scale& s, std::string_view unit, Lang lang) {
  std::vector<std::int64_t> values;
  for (const auto& part : parts) {
    if (!part.hidden && !part.absent) values.push_back(part.steps);
  }
  const auto settled =
      apportioned(values, s, rounded(std::accumulate(values.begin(), values.end(), std::int64_t{0}), s));
  std::vector<Cell> out;
  std::size_t next = 0;
  for (const auto& part : parts) {
    if (part.hidden || part.absent) {
      out.push_back(part.absent ? blank_cell() : text_cell(hidden_word(lang)));
      continue;
    }
    out.push_back(cell_of_steps(settled[next++], s, unit, part));
    out.back().settled = true;
  }
  const Amount all = sum(parts);
  out.push_back(all.hidden || all.absent ? text_cell({})
                                         : cell_of_steps(rounded(all.steps, s), s, unit, all));
  return out;
}

}  // namespace

Amount& Amount::operator+=(const Amount& other) {
  steps += other.steps;
  from.insert(from.end(), other.from.begin(), other.from.end());
  hidden = hidden || other.hidden;
  absent = absent || other.absent;
  return *this;
}

Amount amount(const Json& value, int steps_in_one, const std::string& pointer) {
  if (!value.is_number()) return {0, {}, true};
  return {std::llround(value.get<double>() * steps_in_one), {pointer}};
}

Amount known_amount(const Json& value, int steps_in_one, const std::string& pointer) {
  Amount out = amount(value, steps_in_one, pointer);
  out.absent = out.hidden;
  return out;
}

Amount footprint_area(const Json& project, const char* key, const std::string& pointer) {
  Amount out = amount(member(project, key), kSquareMetre, pointer);
  out.absent = !out.hidden && out.steps == 0;
  return out;
}

Amount disclosed_amount(const Json& object, const char* key, int steps_in_one, const std::string& at) {
  Amount out = amount(member(object, key), steps_in_one, at + "/" + key);
  out.absent = out.hidden && !flag(object, "withheld");
  return out;
}

Amount fact_amount(const TableRow& row, const std::string& column) {
  const auto value = as_number(Value(cell_of(row, column)));
  if (!value) return {0, {}, true};
  return {std::llround(*value * kSquareMetre), {"facts:" + std::to_string(row.number) + ":" + column}};
}

Amount sum(std::span<const Amount> amounts) {
  Amount out;
  for (const auto& a : amounts) out += a;
  return out;
}

Cell text_cell(std::string text) { return {std::move(text), std::nullopt, {}, 0}; }
Cell blank_cell() { return text_cell({}); }

Cell number_cell(const Context& c, const Amount& a, std::string_view unit) {
  if (a.absent) return blank_cell();
  if (a.hidden) return text_cell(hidden_word(c.lang));
  const Scale s = scale_of(c, unit);
  return cell_of_steps(rounded(a.steps, s), s, unit, a);
}

Cell count_cell(const Json& value, const std::string& pointer) {
  if (!value.is_number()) return blank_cell();
  const double number = value.get<double>();
  return {shortest(number), number, "count", 0, {pointer}};
}

std::vector<Cell> closed_cells(const Context& c, std::span<const Amount> parts, std::string_view unit) {
  return closed(parts, scale_of(c, unit), unit, c.lang);
}

namespace {

struct Room {  // what a row can be printed as: every part rounded down, or up
  std::int64_t least = 0, most = 0;
};

Room room_of(const std::vector<Amount>& row, const Scale& s) {
  Room out;
  for (const auto& part : row) {
    const std::int64_t value = part.steps * s.up, rest = value % s.down;
    const std::int64_t whole = value / s.down - (rest < 0 ? 1 : 0);
    out.least += whole;
    out.most += whole + (rest != 0 ? 1 : 0);
  }
  return out;
}

// Of rows that have a total themselves: together that, if the parts have room for it. What is no sum of them stays out.
void close_to(std::int64_t total, const std::vector<Amount>& own, const std::vector<Room>& room,
              const Scale& s, std::vector<std::int64_t>& printed) {
  Room together;
  for (const auto& one : room) {
    together.least += one.least;
    together.most += one.most;
  }
  if (total < together.least || total > together.most) return;
  std::vector<std::size_t> order(printed.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
    return own[a].steps * s.up - printed[a] * s.down > own[b].steps * s.up - printed[b] * s.down;
  });
  auto missing = total - std::accumulate(printed.begin(), printed.end(), std::int64_t{0});
  for (const std::size_t i : order) {
    if (missing <= 0) break;
    if (printed[i] >= room[i].most) continue;
    ++printed[i];
    --missing;
  }
  for (auto i = order.rbegin(); i != order.rend() && missing < 0; ++i) {
    if (printed[*i] <= room[*i].least) continue;
    --printed[*i];
    ++missing;
  }
}

}  // namespace

std::vector<std::vector<Cell>> closed_rows(const Context& c, const std::vector<std::vector<Amount>>& rows,
                                           const std::vector<Amount>& totals, std::string_view unit,
                                           const std::optional<Amount>& all) {
  const Scale s = scale_of(c, unit);
  std::vector<Room> room;
  std::vector<std::int64_t> sums;  // of each row
  for (std::size_t i = 0; i < rows.size(); ++i) {
    room.push_back(room_of(rows[i], s));
    // Results round a total by itself: their parts may miss it by some steps, which is less than a last digit.
    sums.push_back(std::clamp(rounded(totals[i].steps, s), room[i].least, room[i].most));
  }
  if (all) close_to(rounded(all->steps, s), totals, room, s, sums);
  std::vector<std::int64_t> owed;  // by column: what earlier rows printed too little of it
  std::vector<std::vector<Cell>> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    owed.resize(std::max(owed.size(), rows[i].size()));
    std::vector<std::int64_t> printed(rows[i].size()), left = printed;
    for (std::size_t k = 0; k < rows[i].size(); ++k) {
      const std::int64_t value = rows[i][k].steps * s.up;
      printed[k] = value / s.down - (value % s.down < 0 ? 1 : 0);
      left[k] = value - printed[k] * s.down;
      owed[k] += left[k];
    }
    std::vector<std::size_t> order(printed.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return owed[a] > owed[b]; });
    auto missing = sums[i] - room[i].least;
    for (const std::size_t k : order) {
      if (missing == 0) break;
      if (left[k] == 0) continue;
      ++printed[k];
      --missing;
      owed[k] -= s.down;
    }
    auto& cells = out.emplace_back();
    for (std::size_t k = 0; k < printed.size(); ++k) {
      cells.push_back(cell_of_steps(printed[k], s, unit, rows[i][k]));
      cells.back().settled = true;
    }
    cells.push_back(cell_of_steps(sums[i], s, unit, totals[i]));
    cells.back().settled = sums[i] != rounded(totals[i].steps, s);
  }
  return out;
}

std::vector<Cell> closed_cells_within(const Context& c, std::span<const Amount> parts,
                                      const std::vector<Cell>& most, std::string_view unit,
                                      const std::optional<Amount>& all, const std::vector<bool>& same) {
  const Scale s = scale_of(c, unit);
  std::vector<std::int64_t> values, limits;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].absent || parts[i].hidden) continue;
    values.push_back(parts[i].steps);
    // A part that is truly more than its whole is printed so.
    const auto limit = most[i].number
                           ? std::llround(*most[i].number * static_cast<double>(ten_to(s.decimals)))
                           : std::numeric_limits<std::int64_t>::max();
    limits.push_back(limit);
  }
  const auto total =
      rounded(all ? all->steps : std::accumulate(values.begin(), values.end(), std::int64_t{0}), s);
  // As steps that are whole in last digits, nothing of these is left to be rounded.
  for (std::size_t i = 0, next = 0; i < same.size(); ++i) {
    if (parts[i].absent || parts[i].hidden) continue;
    if (same[i] && most[i].number && s.down % s.up == 0) values[next] = limits[next] * (s.down / s.up);
    ++next;
  }
  const auto settled = apportioned(values, s, total, limits);
  auto out = closed(parts, s, unit, c.lang);
  if (all && out.back().number) out.back() = cell_of_steps(total, s, unit, *all);
  std::size_t next = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!out[i].number) continue;
    out[i] = cell_of_steps(settled[next++], s, unit, parts[i]);
    out[i].settled = true;
  }
  const auto printed = std::accumulate(settled.begin(), settled.end(), std::int64_t{0});
  if (out.back().number && printed != total) {
    out.back() = cell_of_steps(printed, s, unit, sum(parts));
    out.back().settled = true;
  }
  return out;
}

std::vector<Cell> share_cells(const Context& c, std::span<const Amount> parts) {
  const Amount all = sum(parts);
  const int d = c.profile.decimals.at("percent");
  if (all.hidden || all.absent || all.steps <= 0) return std::vector<Cell>(parts.size() + 1, blank_cell());
  auto out = closed(parts, {100 * ten_to(d), all.steps, d}, "percent", c.lang);
  for (auto& cell : out) cell.of = all.from;
  return out;
}

Cell added(const std::vector<const Cell*>& cells) {
  Cell out = *cells.front();
  if (!out.number) return out;
  double total = 0;
  out.from.clear();
  bool some = false;
  for (const auto* cell : cells) {
    if (!cell->number) return text_cell({});
    total += *cell->number;
    some = some || cell->below;
    out.from.insert(out.from.end(), cell->from.begin(), cell->from.end());
  }
  out.number = quantise(total, out.decimals);
  out.text = fixed(*out.number, out.decimals);
  out.settled = true;
  out.below = false;
  if (some && *out.number == 0) mark_small(out);
  return out;
}

Cell plain_cell(const Context& c, double value, std::string_view unit, std::string from) {
  const int d = c.profile.decimals.at(std::string(unit));
  const double number = quantise(value, d);
  return {fixed(number, d), number, std::string(unit), d, {std::move(from)}};
}

std::string wind(const Context& c, const Json& bearing) {
  if (!bearing.is_number()) return {};
  const double degrees = bearing.get<double>(), turned = degrees - 360.0 * std::floor(degrees / 360.0);
  return c.profile.winds.at(static_cast<std::size_t>(std::floor(turned / 22.5 + 0.5)) % 16).in(c.lang);
}

std::string dms(double degrees, int decimals) {
  const auto unit = ten_to(decimals);
  const auto all = std::llround(std::fabs(degrees) * 3600.0 * static_cast<double>(unit));
  const auto seconds = all % (60 * unit), minutes = all / (60 * unit) % 60, whole = all / (3600 * unit);
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  std::string out =
      (degrees < 0 ? "-" : "") + std::to_string(whole) + "°" + two(minutes) + "′" + two(seconds / unit);
  if (decimals > 0) {
    const std::string rest = std::to_string(seconds % unit);
    out += "." + std::string(static_cast<std::size_t>(decimals) - rest.size(), '0') + rest;
  }
  return out + "″";
}

std::string unit_sign(std::string_view unit, Lang lang) {
  if (unit == "m2") return "m²";
  if (unit == "hm2") return "hm²";
  if (unit == "mu") return lang == Lang::zh ? "亩" : "mu";
  if (unit == "percent") return "%";
  if (unit == "tc") return "t C";
  return std::string(unit);
}

std::string hidden_word(Lang lang) { return Text{"不公开", "withheld"}.in(lang); }

Column column(std::string title, double width) { return {std::move(title), width, false}; }

Column number_column(const Context& c, const char* zh, const char* en, std::string_view unit, bool area,
                     double width) {
  const std::string basis = area ? c.w("，", ", ") + basis_word(c) : "";
  return {c.w(zh, en) + c.w("（", " (") + unit_sign(unit, c.lang) + basis + c.w("）", ")"), width, true};
}

}  // namespace zonegate::document
