// SPDX-License-Identifier: Apache-2.0
//
// Private to review: the batch view. What is kept of each project, ground counted once, and tables as values that every output prints.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "review/results.h"

namespace zonegate::review {

// ------------------------------------------------------------------------------------------------------ numbers
// Areas are whole hundredths of a square metre, as results state them: sums are exact, in any order, and parts add up.
using Centi = std::int64_t;
Centi centi(double m2);
struct Area {
  Centi lo = 0, hi = 0;  // lo < hi: only limits are known
  bool known = true, withheld = false;
};
// The six columns that every project is in exactly one of: the five outcomes from the strictest, and projects that could not be read.
inline constexpr std::size_t kSlots = 6, kNotRead = 5;
struct Slot {
  const char* key;
  Text text;
};
const std::array<Slot, kSlots>& slots();

// ------------------------------------------------------------------------------------------------------- tables
struct Coded {  // a word of the results: key for machines, text for people
  std::string key;
  Text text;
};
struct Split {  // projects, and their area
  std::size_t projects = 0;
  Area area;
};
struct Tonnes {
  std::int64_t milli = 0;
};
struct Share {
  double value = 0;  // 0..1
};
using Cell = std::variant<std::monostate, std::string, std::vector<std::string>, Coded, std::size_t, Area,
                          Split, Tonnes, Share>;
enum class ColumnType { text, list, count, area, split, tonnes, share };
struct Column {
  std::string key;
  Text title;
  ColumnType type = ColumnType::text;
};
using Row = std::vector<Cell>;
struct TotalsTable {
  std::string name;
  Text title;
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::optional<Row> total;
  std::vector<Text> notes;
};
struct TotalsReport {
  std::string run, as_of, area_basis;
  bool demo = false;
  std::array<std::size_t, kSlots> by_slot{};
  std::size_t projects = 0, partial = 0, failed = 0;
  std::optional<std::size_t> recorded;  // how many run.json counts
  bool ground_examined = false;
  Text ground_why;
  std::size_t not_compared = 0;  // projects whose footprint is not in evidence.gpkg as results state it
  std::vector<TotalsTable> tables;
};
// totals_cells.cpp. "12.3456", "12.3000–12.3456"; empty where not known, a word where withheld. per: centi of one unit.
std::string area_text(const Area& area, double per, int decimals, Lang lang, const char* dash = "–");
inline constexpr double kCentiOfM2 = 100, kCentiOfHm2 = 1e6, kCentiOfMu = 1e6 / 15;
// Cells as people read them, one column or (hm2 and mu of an area) two.
struct TextColumn {
  std::string title;
  bool number = false;
};
std::vector<TextColumn> text_columns(const TotalsTable& table, Lang lang);
std::vector<std::string> text_cells(const TotalsTable& table, const Row& row, Lang lang);
Coded outcome_word(const std::string& word);  // "prohibited"
Coded slot_word(std::size_t slot);
Text accounting(const TotalsReport& report);                  // "12 projects = ...": the line that adds up
std::string basis_text(const std::string& basis, Lang lang);  // "椭球面积（CGCS2000 ...）"
Text class_text(const std::string& unit_class);               // "1" -> 优先保护单元

// ------------------------------------------------------------------------------------------------------ records
inline constexpr std::array<const char*, 4> kAreaKinds = {"zone_unit", "redline", "pbf", "pbf_cluster"};
struct KindAnswer {
  std::string state;
  bool open = false, withheld = false, official = false;
};
struct StatedUnit {  // a control unit that the official system names
  std::string code, name, unit_class;
  bool certain = false;
};
struct BanFinding {
  std::string rule, outcome, worst, layer_id, feature_id, code, pollutant, document, from, to;
  bool certain = false;
};
struct CarbonRecord {
  Centi area = 0;
  std::int64_t stock = 0, loss = 0, co2e = 0;  // kg
  bool incomplete = false, unverified = false;
};
struct ProjectRecord {
  std::string id, name, place, worst, status, footprint;
  std::vector<std::string> counties, pollutants;  // pollutants empty: not stated
  std::size_t slot = kNotRead;
  Centi area = 0;
  double accuracy_m = 0;
  bool unsized = false;  // it, or a part of it, has no area that is known
  std::vector<StatedPart> parts;
  std::map<std::string, KindAnswer> kinds;
  std::vector<StatedUnit> official;
  std::vector<BanFinding> bans;
  bool ban_hit = false, ban_open = false;
  std::optional<CarbonRecord> carbon;
};
ProjectRecord read_record(const Json& project, std::size_t line);
// Counties of a project as one key: "511802", "511802;511803", "?" where it is not known (in part).
bool in_several(const ProjectRecord& p);

// --------------------------------------------------------------------------------------------------- ground once
class GroundIndex {
 public:
  GroundIndex() = default;
  explicit GroundIndex(Ground ground);
  struct Pair {
    std::uint32_t a = 0, b = 0;
    Centi lo = 0, hi = 0;
  };
  struct Cluster {
    std::size_t size = 0;
    Centi twice_lo = 0, twice_hi = 0;  // sum of the areas less their union
    std::vector<Pair> pairs;
  };
  const Ground& ground() const { return ground_; }
  bool compared(std::size_t project) const;
  int cluster_of(std::size_t project) const;  // -1: overlaps no other
  const Cluster& cluster(int at) const { return clusters_[static_cast<std::size_t>(at)]; }
  Centi area(std::size_t project) const;   // of the union of its land
  Centi inner(std::size_t project) const;  // ground that several of its own parts claim

 private:
  Ground ground_;
  std::vector<int> cluster_of_;
  std::vector<Cluster> clusters_;
};

// Sums what projects hold of one place, and says what they hold together (totals_ground.cpp).
class Once {
 public:
  void add(std::size_t project, Centi lo, Centi hi, const GroundIndex& ground);
  Area sum() const { return {lo_, hi_, true, false}; }
  Area once(const GroundIndex& ground) const;

 private:
  struct Held {
    std::size_t project;
    Centi lo, hi;
  };
  static Centi together(const GroundIndex& ground, int cluster, const std::vector<Held>& held, bool least);
  Centi lo_ = 0, hi_ = 0;
  std::vector<Held> held_;  // of projects that overlap another, or whose footprint was not compared
};

// One row of a table by place: projects and areas by outcome.
class Tally {
 public:
  struct Part {
    std::size_t project = 0, slot = 0;
    Centi lo = 0, hi = 0;
    bool unsized = false, other = false, uncertain = false, withheld = false;
  };
  void add(const Part& part, const GroundIndex& ground);
  // 6 splits, projects, unsized, [other, uncertain,] area, once.
  void cells(const GroundIndex& ground, bool of_layer, Row& out) const;
  static void columns(bool of_layer, std::vector<Column>& out);
  std::size_t projects() const;
  bool withheld() const { return withheld_; }

 private:
  std::array<std::size_t, kSlots> count_{};
  std::array<Once, kSlots> by_slot_;
  Once all_;
  std::size_t unsized_ = 0, other_ = 0, uncertain_ = 0;
  bool withheld_ = false;
};

// -------------------------------------------------------------------------------------------------------- streams
class LineStream {  // whole lines out of pieces
 public:
  using Take = std::function<void(std::string_view line, std::size_t number)>;
  void feed(std::string_view piece, const Take& take);
  void end(const Take& take);

 private:
  std::string rest_;
  std::size_t number_ = 0;
};
class CsvStream {  // RFC 4180 records out of pieces; the byte order mark is dropped
 public:
  using Take = std::function<void(std::vector<std::string>&& cells, std::size_t line)>;
  void feed(std::string_view piece, const Take& take);
  void end(const Take& take);  // Error (input): a quoted cell that never ends

 private:
  void character(char c, const Take& take);
  void cell();
  void record(const Take& take);
  std::vector<std::string> cells_;
  std::string cell_;
  bool quoted_ = false, after_quote_ = false, begun_ = false;
  std::size_t line_ = 1, start_ = 1, seen_ = 0;
};

// ------------------------------------------------------------------------------------------------ tables of facts
struct FactRow {
  std::string part, role, kind, layer_id, feature_id, band, fields;
  bool certain = true, withheld = false;
  Centi overlap = 0, net = 0;
};
// What one project holds of one place of a layer.
struct Hit {
  Row lead;
  Centi sum = 0, most = 0, net = 0, net_most = 0;  // of parts that occupy ground
  std::size_t facts = 0;
  bool land = false, certain = false, withheld = false;
  bool unsized = false;  // known by its code alone
};
using Hits = std::map<std::vector<std::string>, Hit>;
// Limits of what the project holds there, each piece of ground once.
struct OwnGround {
  Centi area = 0, inner = 0;  // of the union of its land; ground that several of its parts claim
};
OwnGround own_ground(std::size_t index, const ProjectRecord& p, const GroundIndex& ground);
std::pair<Centi, Centi> limits_of(Centi sum, Centi most, std::size_t facts, const OwnGround& own);

// Collects facts, project by project, into units, red lines and farmland (totals_layers.cpp).
class LayerTotals {
 public:
  // What of the facts of a project is a hit of a kind; keys sort the rows.
  static Hits hits_of(const std::vector<FactRow>& facts, const std::string& kind, const std::string& place);
  // Of control units, those too that the official system alone names.
  static Hits unit_hits(const std::vector<FactRow>& facts, const ProjectRecord& p);
  void project(std::size_t index, const ProjectRecord& p, const std::vector<FactRow>& facts,
               const GroundIndex& ground);
  TotalsTable units(const GroundIndex& ground, const std::vector<ProjectRecord>& projects) const;
  TotalsTable redlines(const GroundIndex& ground, const std::vector<ProjectRecord>& projects) const;
  TotalsTable farmland(const GroundIndex& ground, const std::vector<ProjectRecord>& projects) const;

 private:
  struct Sums {
    Row lead;
    Tally tally;
    Once net;
  };
  struct Kind {
    std::map<std::vector<std::string>, Sums> rows;
    Sums all;
  };
  void add_rows(const std::string& kind, Row total, const GroundIndex& ground, TotalsTable& out) const;
  std::map<std::string, Kind> kinds_;
};
// Who adds which pollutant where, and what the lists of regions say there (totals_pollutants.cpp).
class PollutantTotals {
 public:
  void project(std::size_t index, const ProjectRecord& p, const std::vector<FactRow>& facts,
               const GroundIndex& ground);
  TotalsTable by_county(const GroundIndex& ground) const;
  TotalsTable by_unit(const GroundIndex& ground) const;

 private:
  struct Sums {
    Row lead;
    Tally tally;
    std::size_t ban_hit = 0, ban_open = 0, named = 0, missed = 0, not_missed = 0, no_list = 0;
  };
  struct Region;
  static void add(Sums& row, const Tally::Part& part, const Region& region, const GroundIndex& ground);
  static void add_rows(const std::map<std::vector<std::string>, Sums>& rows, const GroundIndex& ground,
                       TotalsTable& out);
  std::map<std::vector<std::string>, Sums> counties_, units_;
  Sums all_;
};
Text state_note(const std::string& kind, const std::vector<ProjectRecord>& projects);

// --------------------------------------------------------------------------------------------- tables of projects
TotalsTable outcome_table(const std::vector<ProjectRecord>& projects, const GroundIndex& ground);
TotalsTable county_table(const std::vector<ProjectRecord>& projects, const GroundIndex& ground);
TotalsTable carbon_table(const std::vector<ProjectRecord>& projects);
TotalsTable ban_table(const std::vector<ProjectRecord>& projects);
TotalsTable overlap_table(const std::vector<ProjectRecord>& projects, const GroundIndex& ground);

class RuleTotals {  // findings by rule, while results are read
 public:
  void project(std::size_t index, const ProjectRecord& p, const Json& project);
  TotalsTable table(const std::vector<ProjectRecord>& projects, const GroundIndex& ground) const;

 private:
  struct Rule {
    Text title;
    std::set<std::string> sources;
    std::map<std::string, std::size_t> by_outcome;
    std::size_t open = 0, human = 0, overridden = 0, unverified = 0;
    std::vector<std::uint32_t> projects;
  };
  std::map<std::string, Rule> rules_;
};

Text once_note();
void add_unsized_note(const std::vector<ProjectRecord>& projects, TotalsTable& out);
Text overlap_note(const GroundIndex& ground);

}  // namespace zonegate::review
