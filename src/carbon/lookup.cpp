// SPDX-License-Identifier: Apache-2.0
#include "carbon/lookup.h"

#include <fmt/format.h>

#include <algorithm>

#include "carbon/row_reader.h"

namespace zonegate::carbon {

void Lookup::edition(const std::string& method, const std::string& usual) {
  const auto named = inputs_.editions.find(method);
  asked_ = named == inputs_.editions.end() ? "" : named->second;
  usual_ = usual;
}

std::optional<Lookup::Number> Lookup::find(const std::string& quantity) { return find(quantity, {}); }

std::optional<Lookup::Number> Lookup::find(const std::string& quantity,
                                           const std::map<std::string, double>& numbers) {
  FactorQuery q;
  q.quantity = quantity;
  if (!any_species_) q.species = species_.asked;
  q.region = s_.region;
  q.edition = asked_;
  q.own_edition = usual_;
  q.numbers = numbers;
  if (s_.age) q.numbers.emplace("age", *s_.age);
  if (!s_.climates.empty()) q.words["climate"] = s_.climates;
  if (!s_.soil.empty()) q.words["soil"] = {s_.soil};
  if (s_.origin != Origin::unknown) q.words["origin"] = {std::string(to_string(s_.origin))};
  if (s_.age_group != AgeGroup::unknown) q.words["age_group"] = {std::string(to_string(s_.age_group))};
  q.words["depth"] = {"30", "80", "100"};
  const FoundFactor found = inputs_.library->find(q);
  if (found.row == nullptr) return std::nullopt;
  use(*found.row);
  std::vector<std::string> others;
  for (const auto* rival : found.rivals)
    if (rival->edition != found.row->edition)
      others.push_back(fmt::format("{} = {}", rival->id, shortest(rival->value)));
  if (!others.empty())
    issue(Severity::note, "carbon.edition_open",
          fmt::format("{} = {} is taken; other editions say {}", found.row->id, shortest(found.row->value),
                      fmt::join(others, ", ")),
          "name the edition in the scenario");
  return Number{found.row->value, parameters_.add(*found.row), found.row->edition};
}

std::optional<Lookup::Number> Lookup::need(const std::string& quantity,
                                           const std::map<std::string, double>& numbers) {
  auto found = find(quantity, numbers);
  if (found) return found;
  const QuantitySpec* spec = find_quantity(quantity);
  issue(Severity::warning, "carbon.factor_missing",
        fmt::format("the library has no {} ({}) for {} in {}{}", quantity, spec ? spec->name.zh : "",
                    s_.species.empty() ? "an unnamed species" : s_.species,
                    s_.region.empty() ? "an unnamed region" : s_.region,
                    asked_.empty() ? "" : ", edition " + asked_),
        "add a row in a folder of your own factors, or use another method");
  estimate_.usable = false;
  return std::nullopt;
}

std::optional<ParamId> Lookup::volume_param() {
  if (s_.volume_u <= 0) return std::nullopt;
  return parameters_.add({"volume of " + s_.id, 1.0, s_.volume_u / kNormal975, Distribution::truncated});
}

void Lookup::issue(Severity severity, const std::string& code, const std::string& message,
                   const std::string& hint) {
  add_issue(estimate_.issues, severity, code, "", (s_.id.empty() ? "" : s_.id + ": ") + message, hint);
}

void Lookup::use(const Factor& row) {
  if (!trusted(row.status)) estimate_.unverified = true;
  const auto same = [&](const UsedFactor& u) { return u.id == row.id; };
  if (std::none_of(estimate_.used.begin(), estimate_.used.end(), same))
    estimate_.used.push_back({row.id, row.edition, row.value, row.status});
}

}  // namespace zonegate::carbon
