// SPDX-License-Identifier: Apache-2.0
//
// Reads density and loss tables. A wrong row is left out and reported, never guessed: a class that loses its
// row this way shows up in every result as a class without a density. A blank cell is "no value", which is
// not zero.
#include <fmt/format.h>

#include "carbon/carbon.h"
#include "carbon/row_reader.h"
#include "io/io.h"

namespace zonegate::carbon {
namespace {

// t C/ha. The largest forest stand on record holds under 2000 in biomass, deep peat somewhat more: beyond is
// a unit mistake.
constexpr double kMaxDensity = 3000.0;
constexpr double kMaxDepth = 1000.0;  // cm
constexpr std::array<const char*, 5> kDensityColumns = {"c_above", "c_below", "c_dead", "c_litter", "c_soil"};

// Row i of a table stands on line i + 2 (line 1 holds the names).
constexpr std::size_t line_of(std::size_t row) { return row + 2; }

Density read_density(RowReader& reader, bool has_litter) {
  Density d;
  d.name.zh = reader.text("name");
  if (d.name.zh.empty()) d.name.zh = reader.text("lulc_name");  // InVEST
  d.name.en = reader.text("name_en");
  for (const Pool p : kPools) {
    const auto k = static_cast<std::size_t>(p);
    d.by_pool[k] = reader.number(kDensityColumns[k], 0, kMaxDensity);
  }
  d.soil_depth_cm = reader.number("soil_depth_cm", 1, kMaxDepth);
  d.source = reader.text("source");
  d.status = reader.status();
  d.dead_includes_litter = !has_litter;
  return d;
}

void note_gaps(const DensityTable& table, std::vector<Issue>& issues) {
  std::vector<std::string> no_source, no_depth;
  for (const auto& [code, d] : table.rows) {
    if (d.source.empty()) no_source.push_back(std::to_string(code));
    if (d.by_pool[static_cast<std::size_t>(Pool::soil)] && !d.soil_depth_cm)
      no_depth.push_back(std::to_string(code));
  }
  if (!no_source.empty()) {
    add_issue(issues, Severity::warning, "factors.no_source", table.file,
              fmt::format("no source is given for the densities of class {}", fmt::join(no_source, ", ")),
              "fill the column source; until then results say that these values are unverified");
  }
  if (!no_depth.empty()) {
    add_issue(
        issues, Severity::warning, "factors.soil_depth_missing", table.file,
        fmt::format("the depth of the soil values of class {} is not stated", fmt::join(no_depth, ", ")),
        "fill the column soil_depth_cm: values to 30 cm and to 100 cm must not be added up");
  }
}

void add_edition(std::string& edition, const std::string& text) {
  if (text.empty() || edition == text) return;
  if (edition.empty()) {
    edition = text;
  } else if (("; " + edition + ";").find("; " + text + ";") == std::string::npos) {
    edition += "; " + text;
  }
}

// InVEST does not mind the case of its columns, and tables for it are written in either.
io::Table read_lower(const std::string& path) {
  const auto lower = [](std::string text) {
    const auto end = text.find_last_not_of(" \t");
    text.erase(end == std::string::npos ? 0 : end + 1);
    text.erase(0, text.find_first_not_of(" \t"));
    for (char& c : text)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
  };
  io::Table table = io::read_table(path);
  for (auto& header : table.headers) header = lower(header);
  for (auto& row : table.rows) {
    std::map<std::string, std::string> renamed;
    for (auto& [name, text] : row) renamed.emplace(lower(name), std::move(text));
    row = std::move(renamed);
  }
  return table;
}

LossRow read_loss(RowReader& reader, schema::Role role) {
  LossRow row;
  row.role = role;
  for (const Pool p : kPools) {
    const std::string column(to_string(p));
    const bool was_good = reader.good();
    const std::optional<double> share = reader.number(column, 0, 1);
    if (!share && was_good && reader.good())
      reader.mistake(column + " is empty", "give the lost share of this pool, 0..1");
    row.fraction[static_cast<std::size_t>(p)] = share.value_or(0.0);
  }
  row.source = reader.text("source");
  row.status = reader.status();
  return row;
}

}  // namespace

DensityTable read_densities(const std::string& path, std::vector<Issue>& issues) {
  DensityTable table;
  table.file = path;
  const io::Table raw = read_lower(path);
  if (!has_columns(raw.headers, {"lucode", "c_above", "c_below", "c_dead", "c_soil"}, path, issues))
    return table;
  const bool has_litter = has_column(raw.headers, "c_litter");
  for (std::size_t i = 0; i < raw.rows.size(); ++i) {
    RowReader reader(path, line_of(i), raw.rows[i], issues);
    const std::optional<long long> code = reader.code("lucode");
    Density density = read_density(reader, has_litter);
    if (code && table.rows.contains(*code)) {
      reader.mistake(fmt::format("class {} has a row already", *code), "keep one row for each class");
    }
    if (!code || !reader.good()) continue;
    density.code = *code;
    add_edition(table.edition, reader.text("edition"));
    table.rows.emplace(*code, std::move(density));
  }
  note_gaps(table, issues);
  return table;
}

std::map<long long, BiomassFactors> read_biomass_factors(const std::string& path,
                                                         std::vector<Issue>& issues) {
  constexpr double kMaxRatio = 10, kMaxFraction = 1;
  std::map<long long, BiomassFactors> out;
  const io::Table raw = read_lower(path);
  if (!has_columns(raw.headers, {"lucode", "root_ratio", "carbon_fraction"}, path, issues)) return out;
  for (std::size_t i = 0; i < raw.rows.size(); ++i) {
    RowReader reader(path, line_of(i), raw.rows[i], issues);
    const std::optional<long long> code = reader.code("lucode");
    const auto ratio = reader.number("root_ratio", 0, kMaxRatio),
               fraction = reader.number("carbon_fraction", 0, kMaxFraction);
    if (reader.good() && (!ratio || !fraction))
      reader.mistake("root_ratio or carbon_fraction is empty", "give both, or leave the class out");
    if (code && out.contains(*code))
      reader.mistake(fmt::format("class {} has a row already", *code), "keep one row for each class");
    if (code && reader.good()) out[*code] = {*ratio, *fraction};
  }
  return out;
}

LossTable read_losses(const std::string& path, std::vector<Issue>& issues) {
  LossTable table;
  table.file = path;
  const io::Table raw = io::read_table(path);
  if (!has_columns(raw.headers, {"role", "above", "below", "dead", "litter", "soil"}, path, issues))
    return table;
  for (std::size_t i = 0; i < raw.rows.size(); ++i) {
    RowReader reader(path, line_of(i), raw.rows[i], issues);
    const std::string word = reader.text("role");
    const std::optional<schema::Role> role = schema::parse_role(word);
    if (!role) {
      reader.mistake(fmt::format("role is not known: '{}'", word),
                     "use permanent, temporary, camp, spoil, borrow, reservoir, tunnel, span or blasting");
      continue;
    }
    LossRow row = read_loss(reader, *role);
    if (table.rows.contains(*role))
      reader.mistake(fmt::format("role {} has a row already", word), "keep one row for each role");
    if (reader.good()) table.rows.emplace(*role, std::move(row));
  }
  return table;
}

}  // namespace zonegate::carbon
