// SPDX-License-Identifier: Apache-2.0
//
// review: work on finished results only (results.jsonl, facts.csv, run.json of a run folder): explain, diff, verify, totals. No file is opened
// here: texts and tables come in as values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace zonegate::review {

// ------------------------------------------------------------------------------------------ files of a run folder
// A file of a run folder as it is now.
struct RunFile {
  std::string folder, name, sha256;
  std::uint64_t bytes = 0;
  std::string content_sha256 = {};  // of a GeoPackage
};
// Is it the whole file that the run has written? run.json records what each table was when the run was finished; a table that lost rows reads like one that never had
// them. Error (input) naming the file, if it is not. false: run.json is of an older version and records nothing of it, so that nobody can tell.
bool is_as_written(const std::string& run_json, const RunFile& file);
// For such a run: does results.jsonl hold as many projects as run.json counts? Error (input) if not, or if nothing is counted.
void check_project_count(const std::string& run_json, const std::string& folder,
                         std::string_view results_jsonl);

// A cell of a run's tables without the apostrophe that guards it against being run as a formula.
std::string unguarded(const std::string& cell);

// -------------------------------------------------------------------------------------------------------- explain
// Reads results.jsonl text and explains one project (and one rule of it, if given): facts -> condition steps -> clause, the silent rules
// with the step that failed, layer answers, what is unknown. Error (input) with the nearest project id where there is no such project,
// and with the line where a result cannot be read.
std::string explain(const std::string& results_jsonl, const std::string& project_id, const std::string& rule,
                    Lang lang);
// The same as JSON: the project's line, narrowed to the rule.
std::string explain_json(const std::string& results_jsonl, const std::string& project_id,
                         const std::string& rule);

// ------------------------------------------------------------------------------------------------------ diff
struct RunText {
  std::string name;  // for messages
  std::string results_jsonl, run_json;
};
struct
    Change {  // of one key of the results: "outcome", "measures.inside", "features.redline:HX-7@1.overlap_m2"
  std::string field, before, after;  // empty: absent
};
// Why: data (a layer of the rule: file, version, manifest), rule (its file, the instruments), law_date, project (footprint, attributes),
// options, program (version, libraries), override, or untold (the runs do not record what would tell).
struct Cause {
  std::string word;
  Text detail;
};
struct Difference {
  std::string project_id, name;
  std::string item;    // project, verdict, finding, layer
  std::string key;     // rule id, layer kind; else empty
  std::string change;  // appeared, gone, changed, only_in_a, only_in_b
  std::vector<Change> changes;
  std::vector<Cause> causes;
};
struct Comparison {
  std::string a, b;
  std::size_t projects_a = 0, projects_b = 0, differing = 0;  // projects
  std::vector<Cause>
      inputs;  // everything that differs between the runs themselves, whether it changed a result or not
  std::vector<Text> notes;              // what could not be compared
  std::vector<Difference> differences;  // in the order of A, then what is only in B
};
// Projects are matched by id. Numbers differ where they are further apart than one step of their rounding (0.01 m2 and m, 1e-6 of shares);
// carbon is not compared. Every cause that may have played a part is named, not only the first. Error (input) for files that cannot be read.
Comparison compare(const RunText& a, const RunText& b);
Text cause_text(const std::string& word);
// In words, one row for each change; a difference without changes is a row too.
struct ChangeWords {
  std::string item, change, field, before, after, causes;
};
std::vector<ChangeWords> change_words(const Difference& d, Lang lang);
std::string diff_text(const Comparison& c, Lang lang);
std::string diff_json(const Comparison& c);
std::string diff_jsonl(const Comparison& c);  // one difference a line
std::string diff_csv(const Comparison& c);    // likewise; UTF-8 with BOM

// ---------------------------------------------------------------------------------------------------- verify
struct TableText {  // a table as it was read; cells by header
  std::string file;
  std::vector<std::string> headers;
  std::vector<std::map<std::string, std::string>> rows;
  std::vector<std::size_t> lines;        // of each row; of JSON its number in the list
  std::vector<std::string> faults = {};  // of each row: cells that could not be read; shorter or empty: none
};
// [..] or {"claims": [..]} of flat objects. Numbers keep the digits they are written with. Error (input) if it is neither.
TableText claims_from_json(const std::string& file, const std::string& text);

// ---------------------------------------------------------------------------------------------------- access
// The table of control units and access lists, from access.csv, in one language. project_id: empty = all. Error (input) where there is no such project.
struct AccessTable {
  std::vector<std::string> titles;
  std::vector<std::vector<std::string>> rows;  // parallel to titles
};
AccessTable access_table(const TableText& access_csv, const std::string& project_id, Lang lang);
std::string access_tsv(const AccessTable& table);  // tabs between cells: a paste makes a table of it
std::string access_csv(const AccessTable& table);
std::string access_html(const AccessTable& table, Lang lang);
std::string access_json(const TableText& access_csv,
                        const std::string& project_id);  // all columns, both languages

struct Claim {
  std::size_t line = 0;
  std::string project_id, kind, layer, feature, value, unit, list_version, list_date, page;  // as stated
};
std::vector<std::string> claim_columns();  // names that the columns of a table of claims may have
struct ClaimAnswer {
  Claim claim;
  std::string
      answer;  // agrees, differs, wrong_code, missing_unit, out_of_date, within_accuracy, not_examined
  std::string actual;      // in the unit of the claim
  std::string difference;  // claim - actual, likewise
  std::string
      tolerance;  // likewise: half a unit of the claim's last digit, and half a step of the results' rounding
  std::vector<Text> notes;
};
struct Verification {
  std::vector<ClaimAnswer> answers;  // in the order of the claims, then the units that no claim mentions
  std::size_t agreeing = 0;
  std::vector<Text> notes;
};
// Compares what somebody states with what was found: columns of the table in docs/results.md. `facts` is facts.csv. "agrees" is never said of what was
// not examined in full, of a project that was not read in full, or of numbers that are withheld. Error (usage) with every mistake of the table.
Verification verify(const RunText& run, const TableText& facts, const TableText& claims);
Text claim_answer_text(const std::string& answer);
struct ClaimWords {
  std::string statement, stated, found, difference, answer, notes;
};
ClaimWords claim_words(const ClaimAnswer& a, Lang lang);
std::string verify_text(const Verification& v, Lang lang);
std::string verify_json(const Verification& v);
std::string verify_csv(const Verification& v);

// ---------------------------------------------------------------------------------------------------- totals
// What results say of the parts of one project.
struct StatedPart {
  std::string part_id;
  bool occupies = true;                       // of a role that occupies ground
  std::optional<double> area_ellipsoidal_m2;  // as stated
};
struct StatedProject {
  std::string project_id;
  std::vector<StatedPart> parts;
};
// What the footprints of a run share with one another, whoever measured it. Projects are positions in the list of StatedProject. Two parts of one
// project are no pair. Areas in m2 on the basis of the run; lo < hi where only limits are known.
struct Ground {
  struct Pair {
    std::uint32_t a = 0, b = 0;  // a < b
    bool land = true;      // parts that occupy ground; else one of them is a tunnel, a span, or blasting
    std::string relation;  // overlap; inside, crosses (a bare point or line in an area)
    double area_lo = 0, area_hi = 0, length_m = 0, width_m = 0;
  };
  struct Cluster {  // projects that hang together by overlaps of land
    std::vector<std::uint32_t> members;
    double union_lo = 0, union_hi = 0;
  };
  struct Project {
    bool compared = false;  // every part that results state is there, with the area that they state
    double area_m2 = 0;     // of the union of the parts that occupy ground
    double parts_m2 = 0;    // of each of them, added up
  };
  bool examined = false;
  Text why;  // not examined
  std::vector<Pair> pairs;
  std::vector<Cluster> clusters;
  std::vector<Project> projects;
};

// The tables, in the order in which they are printed.
const std::vector<std::string>& totals_tables();
struct TotalsReport;
// Results are handed in as streams, in pieces cut anywhere: first results, then the ground, then facts. Memory: some hundred bytes for a project, and what
// the tables hold. Error (input): a file that was cut off, that is edited, or that belongs to another run.
class Totals {
 public:
  Totals(const std::string& run_json, const std::string& name);
  ~Totals();
  std::string area_option() const;  // of the run: ellipsoidal, planar:EPSG:n
  void results(std::string_view piece);
  std::vector<StatedProject> results_end();
  void ground(Ground ground);
  void facts(std::string_view piece);
  void facts_end();
  // by: names of tables; empty: all.
  std::shared_ptr<const TotalsReport> report(const std::set<std::string>& by);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};
std::string totals_text(const TotalsReport& report, Lang lang);
std::string totals_json(const TotalsReport& report);
std::string totals_csv(const TotalsReport& report);  // of the first table; UTF-8 with BOM
std::string totals_html(const TotalsReport& report, const std::string& style, Lang lang);

}  // namespace zonegate::review
