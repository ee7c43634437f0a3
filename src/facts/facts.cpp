// SPDX-License-Identifier: Apache-2.0
#include "facts/facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace zonegate::facts {
namespace {

constexpr Stat kStats[] = {Stat::area,          Stat::net_area, Stat::length, Stat::count,       Stat::share,
                           Stat::share_outside, Stat::distance, Stat::value,  Stat::overlap_area};

std::string where_text(const Measure& m) { return m.where ? expr::to_text(*m.where) : std::string(); }

// What key() says, without making the text: nearly every pair differs in the first fields.
bool same(const Measure& a, const Measure& b) {
  return a.stat == b.stat && a.roles == b.roles && a.layer == b.layer &&
         a.max_distance_m == b.max_distance_m && a.via == b.via && a.group_by == b.group_by &&
         a.less == b.less && a.less_most_m == b.less_most_m && a.field == b.field &&
         where_text(a) == where_text(b);
}

}  // namespace

std::string_view to_string(Stat s) {
  switch (s) {
    case Stat::area:
      return "area";
    case Stat::net_area:
      return "net_area";
    case Stat::length:
      return "length";
    case Stat::count:
      return "count";
    case Stat::share:
      return "share";
    case Stat::share_outside:
      return "share_outside";
    case Stat::distance:
      return "distance";
    case Stat::value:
      return "value";
    case Stat::overlap_area:
      return "overlap_area";
  }
  return "area";
}

std::optional<Stat> parse_stat(std::string_view text) {
  for (const Stat s : kStats) {
    if (to_string(s) == text) return s;
  }
  return std::nullopt;
}

std::string_view to_string(Band b) {
  switch (b) {
    case Band::none:
      return "none";
    case Band::touch:
      return "touch";
    case Band::boundary:
      return "boundary";
    case Band::overlap:
      return "overlap";
  }
  return "none";
}

std::string_view to_string(LayerState s) {
  switch (s) {
    case LayerState::hit:
      return "hit";
    case LayerState::clear:
      return "clear";
    case LayerState::partly_covered:
      return "partly_covered";
    case LayerState::not_covered:
      return "not_covered";
    case LayerState::not_examined:
      return "not_examined";
  }
  return "not_examined";
}

std::string Measure::key() const {
  std::string groups;
  for (const auto& group : group_by) groups += (groups.empty() ? "" : ",") + group;
  const std::string rest = less.empty() ? field : fmt::format("{}<={}", less, shortest(less_most_m));
  return fmt::format("{}|{}|{}|{:x}|{}|{}|{}|{}", layer, via, to_string(stat), roles,
                     shortest(max_distance_m), where_text(*this), groups, rest);
}

std::size_t Plan::index_of(const Measure& m) const {
  const auto at =
      std::find_if(measures.begin(), measures.end(), [&](const Measure& other) { return same(other, m); });
  if (at == measures.end()) throw Error(ErrorKind::internal, "the plan has no measure " + m.key());
  return static_cast<std::size_t>(at - measures.begin());
}

std::vector<std::string> Plan::kinds() const {
  std::set<std::string> kinds;
  for (const auto& m : measures) {
    kinds.insert(m.layer);
    if (!m.via.empty()) kinds.insert(m.via);
  }
  return {kinds.begin(), kinds.end()};
}

double Plan::max_distance_m(const std::string& kind) const {
  double furthest = 0;
  for (const auto& m : measures) {
    if (m.layer == kind && m.stat == Stat::distance) furthest = std::max(furthest, m.max_distance_m);
  }
  return furthest;
}

std::optional<double> half_width(const Measure& measure, const Attributes& fields) {
  const auto at = fields.find(measure.less);
  const auto width = at == fields.end() ? std::nullopt : as_number(at->second);
  return width && *width >= 0 ? width : std::nullopt;
}

double Plan::search_distance_m(const std::string& kind) const {
  double furthest = 0;
  for (const auto& m : measures) {
    if (m.layer == kind) furthest = std::max(furthest, m.search_distance_m());
  }
  return furthest;
}

std::map<std::string, std::string> listed_fields(const std::string& text) {
  std::map<std::string, std::string> out;
  std::string* last = nullptr;
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find(';', from), text.size());
    const std::string piece = text.substr(from, end - from);
    const auto sign = piece.find('=');
    const bool keyed = sign != std::string::npos && sign > 0 &&
                       piece.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == sign;
    if (keyed) {
      last = &out[piece.substr(0, sign)];
      *last = piece.substr(sign + 1);
    } else if (last) {
      *last += ";" + piece;
    }
    from = end + 1;
  }
  return out;
}

}  // namespace zonegate::facts
