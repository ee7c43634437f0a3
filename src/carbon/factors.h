// SPDX-License-Identifier: Apache-2.0
//
// factors: the factor library. One row is one number with its unit, interval, region, edition, source and status
// (rules/factors/library/*.csv, docs/method-carbon.md). Rows of a user's folder come before the program's own.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace zonegate::carbon {

// What a number is: its one unit, and the range beyond which a unit mistake is certain.
struct QuantitySpec {
  std::string_view key;  // svd, bef_above, rsr, ...
  Text name;
  std::string_view unit;
  double low, high;
};
const std::vector<QuantitySpec>& quantities();
const QuantitySpec* find_quantity(std::string_view key);

enum class Status { seen, cross_checked, unverified, demo };
std::string_view to_string(Status s);
std::optional<Status> parse_status(std::string_view word);
inline bool trusted(Status s) { return s == Status::seen || s == Status::cross_checked; }

// beta: for shares, which stay within bounds (Parameter::low, high); rows of tables have the others.
enum class Distribution { none, normal, truncated, lognormal, beta };
std::string_view to_string(Distribution d);
std::optional<Distribution> parse_distribution(std::string_view word);

// An interval with its ends named: "(20,40]", "[0,20]", "(200,inf)".
struct Range {
  double low = 0, high = 0;
  bool low_in = true, high_in = true;
  bool holds(double v) const { return (low_in ? v >= low : v > low) && (high_in ? v <= high : v < high); }
};
std::optional<Range> parse_range(std::string_view text);  // nullopt: not an interval, or an empty one

// Where a row holds: "climate=temperate;volume=(20,40]". Words by equality, intervals by a number.
struct Condition {
  std::map<std::string, std::string> words;
  std::map<std::string, Range> ranges;
};
// nullopt and a reason in `why` where it cannot be read. Keys are those of kConditionKeys.
std::optional<Condition> parse_condition(std::string_view text, std::string& why);

struct Factor {
  std::string id, quantity, species, region, condition_text;
  Condition condition;
  double value = 0;
  std::optional<double> low, high;  // 95 % interval
  Distribution distribution = Distribution::none;
  std::string unit, edition, source, page, note;
  Status status = Status::unverified;
  std::string file;
  std::size_t line = 0;
  bool user = false;  // of the user's folder
};

// What a user's row takes the place of, within the region of the user's row.
struct Override {
  std::string by, over;  // ids
  std::string region;    // where
  double by_value, over_value;
};

// Asks for one number. Unset parts match only rows that do not ask for them.
struct FactorQuery {
  std::string quantity;
  std::vector<std::string>
      species;               // in order of preference, "马尾松", "pines"; rows without a species come last
  std::string region;        // administrative code; rows of any prefix of it hold, "00" everywhere
  std::string edition = {};  // rows of this edition only, the user's too; empty: any
  std::map<std::string, std::vector<std::string>> words =
      {};                                      // climate, soil, origin, ...: any of several words
  std::map<std::string, double> numbers = {};  // volume (m3/ha), agb (t dm/ha), age (a), ...
  std::string own_edition = {};  // where `edition` is empty: own rows of this edition only, the user's of any
};

struct FoundFactor {
  const Factor* row = nullptr;  // nullptr: the library has no such number
  std::vector<const Factor*>
      rivals;  // rows of other editions with the same claim; a caller that named no edition says so
};

class FactorLibrary {
 public:
  // The best row: user's before own, then species in the order asked, longer region, more conditions, better status,
  // later edition by name. Deterministic; pointers live as long as the library.
  FoundFactor find(const FactorQuery& query) const;
  const Factor* by_id(std::string_view id) const;
  const std::deque<Factor>& rows() const { return rows_; }
  const std::vector<Override>& overrides() const { return overrides_; }
  void add(Factor row);   // own rows first, then the user's
  void list_overrides();  // after the last row

 private:
  std::deque<Factor> rows_;
  std::multimap<std::string, std::size_t, std::less<>> by_quantity_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::vector<Override> overrides_;
};

// Reads every *.csv of `folder`, then of `user_folder` (empty: none), in order of names. A row with a mistake is left out and becomes
// an Issue (error) with file and line: unknown quantity, unit, status, distribution or condition, a number that is none or beyond its
// quantity's range, low > value or value > high, no source, no edition, a second row with the same id or the same
// (quantity, species, region, condition, edition) in one folder. Overlapping classes of one edition are an Issue too.
// BEF of whole trees below that above ground, for one species, region and edition: Issue. Error (input): a folder without tables.
FactorLibrary read_factors(const std::string& folder, const std::string& user_folder,
                           std::vector<Issue>& issues);

}  // namespace zonegate::carbon
