// SPDX-License-Identifier: Apache-2.0
//
// Which row answers
// -----------------
// A row holds for a query if its region is a prefix of the region asked (00: everywhere), each of its
// conditions is met by what the query says (a query that is silent about a condition does not meet it), and its
// species is one of those asked, or none. Among those that hold the order is fixed, so that the same question
// gives the same row on any machine. Rows that differ from the winner only by their edition are told as
// rivals: papers disagree by a factor of two, and a run that named no edition has to say which it took.
#include <algorithm>
#include <set>
#include <tuple>

#include "carbon/factors.h"

namespace zonegate::carbon {
namespace {

constexpr std::string_view kEverywhere = "00";

bool region_holds(const std::string& row, const std::string& asked) {
  return row == kEverywhere || (!row.empty() && asked.starts_with(row));
}

bool edition_holds(const Factor& row, const FactorQuery& q) {
  if (!q.edition.empty()) return row.edition == q.edition;
  return row.user || q.own_edition.empty() || row.edition == q.own_edition;
}

bool condition_holds(const Condition& c, const FactorQuery& q) {
  for (const auto& [key, word] : c.words) {
    const auto at = q.words.find(key);
    if (at == q.words.end()) return false;
    if (std::find(at->second.begin(), at->second.end(), word) == at->second.end()) return false;
  }
  for (const auto& [key, range] : c.ranges) {
    const auto at = q.numbers.find(key);
    if (at == q.numbers.end() || !range.holds(at->second)) return false;
  }
  return true;
}

// Place of the row's species in the order asked; after all of them where the row is for any; nullopt: another species.
std::optional<std::size_t> species_place(const Factor& row, const FactorQuery& q) {
  if (row.species.empty()) return q.species.size();
  const auto at = std::find(q.species.begin(), q.species.end(), row.species);
  if (at == q.species.end()) return std::nullopt;
  return static_cast<std::size_t>(at - q.species.begin());
}

std::size_t region_length(const Factor& row) { return row.region == kEverywhere ? 0 : row.region.size(); }
std::size_t conditions(const Factor& row) { return row.condition.words.size() + row.condition.ranges.size(); }

// Smaller is better; without the edition, the last resort.
auto claim(const Factor& row, std::size_t place) {
  return std::make_tuple(!row.user, place, -static_cast<long>(region_length(row)),
                         -static_cast<long>(conditions(row)));
}

}  // namespace

void FactorLibrary::add(Factor row) {
  const std::size_t index = rows_.size();
  by_quantity_.emplace(row.quantity, index);
  by_id_.emplace(row.id, index);
  rows_.push_back(std::move(row));
}

const Factor* FactorLibrary::by_id(std::string_view id) const {
  const auto at = by_id_.find(id);
  return at == by_id_.end() ? nullptr : &rows_[at->second];
}

FoundFactor FactorLibrary::find(const FactorQuery& q) const {
  std::vector<std::pair<const Factor*, std::size_t>> holding;
  const auto [begin, end] = by_quantity_.equal_range(q.quantity);
  for (auto at = begin; at != end; ++at) {
    const Factor& row = rows_[at->second];
    if (!edition_holds(row, q)) continue;
    const auto place = species_place(row, q);
    if (!place || !region_holds(row.region, q.region) || !condition_holds(row.condition, q)) continue;
    holding.emplace_back(&row, *place);
  }
  FoundFactor found;
  if (holding.empty()) return found;
  const auto best = std::min_element(holding.begin(), holding.end(), [](const auto& a, const auto& b) {
    return std::make_tuple(claim(*a.first, a.second), a.first->status) <
               std::make_tuple(claim(*b.first, b.second), b.first->status) ||
           (std::make_tuple(claim(*a.first, a.second), a.first->status) ==
                std::make_tuple(claim(*b.first, b.second), b.first->status) &&
            a.first->edition > b.first->edition);
  });
  found.row = best->first;
  for (const auto& [row, place] : holding)
    if (row != found.row && claim(*row, place) == claim(*found.row, best->second))
      found.rivals.push_back(row);
  return found;
}

void FactorLibrary::list_overrides() {
  overrides_.clear();
  for (const Factor& mine : rows_) {
    if (!mine.user) continue;
    for (const Factor& own : rows_) {
      const bool same = !own.user && own.quantity == mine.quantity && own.species == mine.species &&
                        own.condition_text == mine.condition_text;
      // Within the region of the user's row: rows of wider regions, and of narrower ones inside it.
      const bool meets = region_holds(own.region, mine.region) || region_holds(mine.region, own.region);
      if (same && meets)
        overrides_.push_back({mine.id, own.id,
                              region_length(own) > region_length(mine) ? own.region : mine.region, mine.value,
                              own.value});
    }
  }
}

}  // namespace zonegate::carbon
