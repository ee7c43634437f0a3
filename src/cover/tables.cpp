// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "cover/cover.h"

namespace zonegate::cover {
namespace {

using Row = std::map<std::string, std::string>;

std::string cell(const Row& row, const std::string& column) {
  const auto at = row.find(column);
  return at == row.end() ? "" : at->second;
}

// Rows of one table; mistakes are gathered with their lines.
class Rows {
 public:
  Rows(const std::string& path, const std::vector<std::string>& columns, std::string& wrong)
      : table_(io::read_table(path)), wrong_(wrong) {
    for (const auto& column : columns)
      if (std::find(table_.headers.begin(), table_.headers.end(), column) == table_.headers.end())
        wrong_ += "\n  " + path + ": the column " + column + " is missing";
  }
  template <class F>
  void each(const F& f) {
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      line_ = table_.lines[i];
      f(table_.rows[i]);
    }
  }
  double number(const Row& row, const std::string& column, double low, double high) {
    const auto value = as_number(Value(cell(row, column)));
    if (!value || !(*value >= low && *value <= high)) {
      mistake(column + " is no number from " + shortest(low) + " to " + shortest(high) + ": '" +
              cell(row, column) + "'");
      return low;
    }
    return *value;
  }
  void mistake(const std::string& what) {
    wrong_ += "\n  " + table_.name + ": line " + std::to_string(line_) + ": " + what;
  }

 private:
  io::Table table_;
  std::string& wrong_;
  std::size_t line_ = 0;
};

void read_parameters(const std::string& path, Definition& d, std::string& wrong) {
  Rows rows(path, {"key", "value", "unit", "source", "status"}, wrong);
  rows.each([&](const Row& row) {
    d.parameters[cell(row, "key")] = {rows.number(row, "value", 0, 1000), cell(row, "unit"),
                                      cell(row, "source"), cell(row, "status")};
  });
  for (const char* key : {"canopy_min", "years_to_forest"})
    if (!d.parameters.contains(key)) wrong += "\n  " + path + ": there is no row " + key;
}

void read_classes(const std::string& path, Definition& d, std::string& wrong) {
  Rows rows(path, {"data", "code", "counts", "source", "status"}, wrong);
  rows.each([&](const Row& row) {
    const std::string data = cell(row, "data"), counts = cell(row, "counts");
    const ClassRule rule{cell(row, "code"),
                         {cell(row, "name"), cell(row, "name_en")},
                         counts,
                         cell(row, "source"),
                         cell(row, "status")};
    if (counts != "yes" && counts != "no" && counts != "maybe" && !(counts == "canopy" && data == "stand"))
      rows.mistake("counts is none of yes, no, maybe (of stands: canopy): " + counts);
    if (data == "landcover")
      d.landcover.push_back(rule);
    else if (data == "stand")
      d.stands.push_back(rule);
    else
      rows.mistake("data is neither landcover nor stand: " + data);
  });
}

void read_targets(const std::string& path, Definition& d, std::string& wrong) {
  Rows rows(path, {"region", "name", "percent", "year", "source", "status"}, wrong);
  rows.each([&](const Row& row) {
    d.targets.push_back({cell(row, "region"), cell(row, "name"), rows.number(row, "percent", 0, 100),
                         static_cast<int>(rows.number(row, "year", 1900, 2200)), cell(row, "source"),
                         cell(row, "status")});
  });
}

State state_of(const std::string& counts) {
  return counts == "yes" ? State::yes : counts == "no" ? State::no : State::maybe;
}

}  // namespace

State Definition::of_class(double value) const {
  if (std::isnan(value)) return State::unknown;
  for (const auto& rule : landcover)
    if (as_number(Value(rule.code)) == value) return state_of(rule.counts);
  return State::unknown;
}

State Definition::of_stand(const std::string& code, std::optional<double> canopy) const {
  const ClassRule* best = nullptr;
  for (const auto& rule : stands)
    if (code.starts_with(rule.code) && (!best || rule.code.size() > best->code.size())) best = &rule;
  if (!best) return State::maybe;
  if (best->counts != "canopy") return state_of(best->counts);
  if (!canopy || !(*canopy >= 0 && *canopy <= 1)) return State::maybe;
  return *canopy >= canopy_min() ? State::yes : State::no;
}

const Target* Definition::target_of(const std::string& code) const {
  const Target* best = nullptr;
  for (const auto& target : targets) {
    // 511800 is a city: its counties are 5118xx.
    std::string region = target.region;
    while (region.size() > 2 && region.ends_with("00")) region.resize(region.size() - 2);
    const bool holds = !region.empty() && code.starts_with(region);
    if (holds && (!best || target.region.size() > best->region.size() || target.region == code))
      best = &target;
  }
  return best;
}

Definition read_definition(const std::string& folder) {
  Definition d;
  std::string wrong;
  read_parameters(folder + "/definition.csv", d, wrong);
  read_classes(folder + "/classes.csv", d, wrong);
  read_targets(folder + "/targets.csv", d, wrong);
  if (!wrong.empty())
    throw Error(ErrorKind::usage, "the tables of forest cover have mistakes:" + wrong, "mend them");
  return d;
}

}  // namespace zonegate::cover
