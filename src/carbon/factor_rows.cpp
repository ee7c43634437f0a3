// SPDX-License-Identifier: Apache-2.0
//
// Reads the tables of the factor library. A row with a mistake is left out and named: a number of the wrong
// unit or without a source is worse than a gap, which every result shows.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>

#include "carbon/factors.h"
#include "carbon/row_reader.h"
#include "io/io.h"
#include "schema/schema.h"

namespace zonegate::carbon {
namespace {

const std::vector<std::string> kColumns = {"id",      "quantity", "species", "region",       "condition",
                                           "value",   "low",      "high",    "distribution", "unit",
                                           "edition", "source",   "page",    "status"};

using Key = std::tuple<std::string, std::string, std::string, std::string, std::string>;

struct Seen {                              // of one folder
  std::map<std::string, std::string> ids;  // where each stands
  std::map<Key, std::string> keys;
};

std::string nearest_quantity(const std::string& word) {
  std::vector<std::string> known;
  for (const auto& q : quantities()) known.emplace_back(q.key);
  const std::string near = schema::nearest_word(word, known);
  return near.empty() ? "zonegate carbon factors list shows the quantities in use"
                      : "did you mean " + near + "?";
}

void check_unit(RowReader& reader, const Factor& row, const QuantitySpec& spec) {
  if (row.unit == spec.unit) return;
  std::string hint = fmt::format("give the number in {}", spec.unit);
  if (row.unit == "t CO2/ha" && spec.unit == "t C/ha") hint += ": t CO2 x 12/44 = t C";
  if (row.unit.find("mu") != std::string::npos || row.unit.find("亩") != std::string::npos)
    hint += ": 1 ha = 15 mu (亩)";
  if (row.unit == "%" && spec.unit == "1") hint += ": percent / 100";
  reader.mistake(fmt::format("unit of {} is '{}', not {}", row.quantity, row.unit, spec.unit), hint);
}

std::optional<double> plain_number(RowReader& reader, const std::string& column, const QuantitySpec& spec) {
  const bool was_good = reader.good();
  const auto v = reader.number(column, spec.low, spec.high);
  if (!v && column == "value" && was_good && reader.good())
    reader.mistake("value is empty", "a row without a number says nothing; take it out");
  return v;
}

void read_numbers(RowReader& reader, Factor& row, const QuantitySpec& spec) {
  row.value = plain_number(reader, "value", spec).value_or(0);
  // Half of a wide interval may lie beyond what a mean can be.
  QuantitySpec wide = spec;
  wide.low = std::min(wide.low, 0.0);
  row.low = plain_number(reader, "low", wide);
  row.high = plain_number(reader, "high", wide);
  if (row.distribution != Distribution::none && reader.text("low").empty())
    reader.mistake("a distribution without low and high", "give the 95 % interval");
  if (row.low.has_value() != row.high.has_value())
    reader.mistake("only one of low and high is given", "give both ends of the 95 % interval, or none");
  if ((row.low && *row.low > row.value) || (row.high && *row.high < row.value))
    reader.mistake(
        fmt::format("low <= value <= high does not hold: {} <= {} <= {}", row.low ? shortest(*row.low) : "",
                    shortest(row.value), row.high ? shortest(*row.high) : ""),
        "low and high are the ends of the 95 % interval around the value");
}

void read_words(RowReader& reader, Factor& row) {
  const std::string status = reader.text("status");
  if (const auto s = parse_status(status)) {
    row.status = *s;
  } else {
    reader.mistake(fmt::format("status '{}' is none of seen, cross-checked, unverified, demo", status),
                   "say how the number was come by with one of these words");
  }
  const std::string distribution = reader.text("distribution");
  if (const auto d = parse_distribution(distribution)) {
    row.distribution = *d;
  } else {
    reader.mistake(fmt::format("distribution '{}' is none of normal, truncated, lognormal", distribution),
                   "leave it empty where the source does not say");
  }
  for (const char* column : {"id", "source", "edition", "region"})
    if (reader.text(column).empty())
      reader.mistake(fmt::format("{} is empty", column), std::string(column) == "region"
                                                             ? "00 means everywhere"
                                                             : "every number says where it is from");
}

bool is_code(const std::string& s) {
  return s.size() >= 2 && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Factor read_factor(RowReader& reader) {
  Factor row;
  row.id = reader.text("id");
  row.quantity = reader.text("quantity");
  row.species = reader.text("species");
  row.region = reader.text("region");
  row.condition_text = reader.text("condition");
  row.unit = reader.text("unit");
  row.edition = reader.text("edition");
  row.source = reader.text("source");
  row.page = reader.text("page");
  row.note = reader.text("note");
  read_words(reader, row);
  if (!row.region.empty() && !is_code(row.region))
    reader.mistake(fmt::format("region '{}' is no administrative code", row.region),
                   "51 is Sichuan, 5118 Ya'an, 00 everywhere; climates are conditions");
  std::string why;
  if (auto c = parse_condition(row.condition_text, why)) {
    row.condition = *std::move(c);
  } else {
    reader.mistake("condition: " + why, "write for example climate=temperate;volume=(20,40]");
  }
  const QuantitySpec* spec = find_quantity(row.quantity);
  if (spec == nullptr) {
    reader.mistake(fmt::format("quantity '{}' is not known", row.quantity), nearest_quantity(row.quantity));
    return row;
  }
  check_unit(reader, row, *spec);
  read_numbers(reader, row, *spec);
  return row;
}

void check_twice(RowReader& reader, const Factor& row, const std::string& place, Seen& seen) {
  if (const auto [at, is_new] = seen.ids.emplace(row.id, place); !is_new && !row.id.empty())
    reader.mistake(fmt::format("id {} stands already at {}", row.id, at->second),
                   "each row has an id of its own");
  const Key key{row.quantity, row.species, row.region, row.condition_text, row.edition};
  if (const auto [at, is_new] = seen.keys.emplace(key, place); !is_new)
    reader.mistake(
        fmt::format("the same quantity, species, region, condition and edition stand at {}", at->second),
        "keep one, or give the other its own edition");
}

void read_file(const std::string& path, bool user, Seen& seen, FactorLibrary& library,
               std::vector<Issue>& issues) {
  const io::Table raw = io::read_table(path);
  if (!has_columns(raw.headers, kColumns, path, issues)) return;
  for (std::size_t i = 0; i < raw.rows.size(); ++i) {
    const std::size_t line = i < raw.lines.size() ? raw.lines[i] : i + 2;
    RowReader reader(path, line, raw.rows[i], issues);
    Factor row = read_factor(reader);
    check_twice(reader, row, fmt::format("{}:{}", path, line), seen);
    if (!reader.good()) continue;
    if (user && library.by_id(row.id) != nullptr) row.id = "user:" + row.id;
    row.file = path;
    row.line = line;
    row.user = user;
    library.add(std::move(row));
  }
}

void read_folder(const std::string& folder, bool user, FactorLibrary& library, std::vector<Issue>& issues) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".csv") files.push_back(entry.path().string());
  if (error || files.empty())
    throw Error(ErrorKind::input, folder + (error ? " cannot be read" : " has no factor tables (*.csv)"),
                "name a folder of tables with the columns of rules/factors/library");
  std::sort(files.begin(), files.end());
  Seen seen;
  for (const auto& file : files) read_file(file, user, seen, library, issues);
}

// Two rows of one claim and edition that both hold somewhere: which of them answers would be chance.
bool overlap(const Condition& a, const Condition& b) {
  if (a.words != b.words || a.ranges.size() != b.ranges.size()) return false;
  for (const auto& [key, r] : a.ranges) {
    const auto at = b.ranges.find(key);
    if (at == b.ranges.end()) return false;
    const Range& s = at->second;
    const double low = std::max(r.low, s.low), high = std::min(r.high, s.high);
    if (low > high || (low == high && !(r.holds(low) && s.holds(low)))) return false;
  }
  return true;
}

void check_classes(const FactorLibrary& library, std::vector<Issue>& issues) {
  std::map<Key, std::vector<const Factor*>> groups;
  for (const Factor& row : library.rows())
    if (!row.condition.ranges.empty())
      groups[{row.quantity, row.species, row.region, row.edition, row.user ? "user" : ""}].push_back(&row);
  for (const auto& [key, rows] : groups)
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (std::size_t j = i + 1; j < rows.size(); ++j)
        if (overlap(rows[i]->condition, rows[j]->condition))
          add_issue(issues, Severity::error, "factors.classes_overlap", rows[j]->file,
                    fmt::format("line {}: {} and {} both hold for some value", rows[j]->line, rows[j]->id,
                                rows[i]->id),
                    "write half-open classes: (20,40] and (40,100]");
}

void check_expansion(const FactorLibrary& library, std::vector<Issue>& issues) {
  for (const Factor& whole : library.rows()) {
    if (whole.quantity != "bef_whole") continue;
    for (const Factor& above : library.rows())
      if (above.quantity == "bef_above" && above.species == whole.species && above.region == whole.region &&
          above.edition == whole.edition && above.user == whole.user && above.value >= whole.value)
        add_issue(
            issues, Severity::error, "factors.bef_swapped", whole.file,
            fmt::format("line {}: the expansion factor with roots, {}, is not above that without, {} ({})",
                        whole.line, shortest(whole.value), shortest(above.value), above.id),
            "bef_whole includes the roots, bef_above does not: are they swapped?");
  }
}

}  // namespace

FactorLibrary read_factors(const std::string& folder, const std::string& user_folder,
                           std::vector<Issue>& issues) {
  FactorLibrary library;
  read_folder(folder, false, library, issues);
  if (!user_folder.empty()) read_folder(user_folder, true, library, issues);
  library.list_overrides();
  check_classes(library, issues);
  check_expansion(library, issues);
  return library;
}

}  // namespace zonegate::carbon
