// SPDX-License-Identifier: Apache-2.0
//
// report: text and tables from results. The only input is the Run below, or its projects one after the other; nothing is recomputed here.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "advice/advice.h"
#include "carbon/carbon.h"
#include "catalog/catalog.h"
#include "core/core.h"
#include "facts/facts.h"
#include "verdict/verdict.h"

namespace zonegate::report {

// Lines and areas for one project's map, lon/lat; drawn by `sheet`-less SVG here. Nothing of a restricted layer is in it.
struct MapShape {
  enum class Kind {
    footprint,
    layer,
    overlap,
    crossing,
    nearest,
    uncovered,
    county,
    give_up,
    stand
  } kind = Kind::layer;
  std::string label;       // layer title or rule id
  std::string layer_kind;  // "redline", for its colour; of give_up all kinds it rests on, joined by ";"
  bool demo = false;       // says 演示数据 on the map
  geom::Shape lonlat;
  std::optional<double> value = {};  // of a stand: t C/ha, for its shade
};

// What of a footprint would have to be given up for a conflict of place, and the verdict on the rest, measured and judged again.
struct Relief {
  std::vector<std::string> rules;  // that ask for it: those over the same ground, or several together
  bool together = false;           // what several conflicts ask
  bool best = false;               // of the project's: the mildest verdict, then the least ground
  std::string reason;  // why there is no verdict, or no help: docs/results.md; empty: there is one
  std::string detail;  // for people, English: what could not be drawn or measured
  // Numbers of overlay::Remainder, on the run's area basis.
  double give_up_m2 = 0, give_up_length_m = 0, share = 0, remaining_m2 = 0, remaining_length_m = 0,
         margin_m = 0;
  std::optional<double> move_m, move_bearing;  // of a bare point: at least
  std::optional<verdict::Pair> pair;
  Text headline;                            // of that verdict
  std::vector<std::string> still;           // rules that are, or may be, restricted or prohibited then
  std::vector<std::string> still_possible;  // those of them that only may be
  std::vector<std::string> unchanged;       // stated attributes in hectares: taken as stated
  std::vector<std::string> parts;           // part ids that give something up
  std::vector<std::string> of_parts;        // of which the numbers are: all parts of the roles bound
  std::size_t project_parts = 0;            // how many the project has
  std::set<std::string> kinds;              // of layers that it rests on; for disclosure
};
Text relief_text(const Relief& r);  // one line for people, without the rules

struct ProjectResult {
  const catalog::Project* project = nullptr;
  facts::ProjectFacts facts;
  verdict::Verdict verdict;
  std::vector<verdict::ChecklistAnswer> checklists;
  std::optional<carbon::Account> carbon;
  std::string carbon_reason;                    // why there is none
  std::optional<carbon::GroundTable> ground;    // with a scenario only
  std::optional<carbon::ProjectCarbon> impact;  // year by year, under the run's scenarios
  std::string impact_reason;                    // why there is none
  std::vector<MapShape> carbon_map;             // the stands under the footprint
  std::vector<Relief> relief;
  std::vector<MapShape> map;
  std::vector<Issue> issues;  // of the project, everything collected
};

struct InputFile {
  std::string role;  // projects, layer, manifest, coverage, kind, rule, overrides, rates
  std::string path;  // as the user named it
  std::string sha256;
  std::string stated_sha256;  // of a manifest; differs -> Issue
};
struct LayerFiles {  // sha256 of what a data set was read from; "unreadable"; empty: there is none
  std::string data;  // of a Shapefile over the hashes of its parts
  std::string manifest, coverage, aliases;
};
struct RunInfo {
  std::string program_version;
  Date as_of;                                     // default law date
  std::string area_basis;                         // plane.description()
  std::vector<InputFile> inputs;                  // sorted by role, path
  std::map<std::string, std::string> options;     // only those that can change a result
  std::map<std::string, std::string> libraries;   // GDAL, PROJ, GEOS, ...
  std::map<std::string, std::size_t> counts;      // rows_in, projects, ok, partial, failed
  std::map<std::string, std::size_t> layer_rows;  // by layer id
  std::map<std::string, double> layer_datums;     // by layer id: accuracy of the step to CGCS2000, metres
  std::map<std::string, LayerFiles> layer_files;  // by layer id
  std::map<std::string, std::string> rule_files;  // by rule id: sha256
  bool demo = false;                              // some layer is 演示数据
};
struct Run {
  RunInfo info;
  std::vector<ProjectResult> projects;
  std::vector<Issue> issues;  // of the run (files, layers)
  const catalog::LayerSet* layers = nullptr;
  const rules::RuleBook* rules = nullptr;
  const advice::Meanings* meanings =
      nullptr;  // of the codes of issues, for Chinese pages; none: messages alone
  const std::map<std::string, std::string>* places =
      nullptr;  // codes of cities (4 digits) and counties (6) -> names, for pages; none: what layers say alone
  const carbon::ScenarioFile* scenario = nullptr;  // of carbon; none: only the plain account is made
  std::vector<carbon::CarbonGroup> carbon_groups;  // all, by county, by control unit
};

// Texts, block by block: what a file holds is the head, then the lines of every project in order. JSON: keys sorted, SI units, m2 and m to 0.01, shares to 1e-6 (docs/schema/results.schema.json).
// Of `run` only its layers, rules and info are looked at; lines of several projects may be made at the same time.
struct Lines {
  std::string results_jsonl;
  std::string results_csv;  // tables: UTF-8 with BOM (for spreadsheets), RFC 4180, formula injection guarded
  std::string findings_csv, facts_csv;
  // One row per project x unit x row of its lists, rows that do not concern it too; besides a row for each unit without any, and for each open question.
  std::string access_csv;
  std::string checklists_csv;  // one row per item, tier and row of a fee
  // Of a run with a scenario: figures, years, methods, drivers; and the area table.
  std::string carbon_csv, carbon_years_csv, carbon_methods_csv, carbon_drivers_csv, carbon_ground_csv;
};
Lines heads();
Lines lines_of(const ProjectResult& result, const Run& run);
// The form of questions: one line for each attribute or layer that would settle the verdict of a project, with the words it may take, the rules that ask, what is at
// stake, and an empty cell. `screen --attributes` reads it back.
std::string ask_head();
std::string ask_lines(const ProjectResult& result, bool checklists = false);  // also what only checklists ask
// Whole files of a run that is held as a whole.
std::string results_jsonl(const Run& run);
std::string results_csv(const Run& run);
std::string findings_csv(const Run& run);
std::string facts_csv(const Run& run);
std::string access_csv(const Run& run);
std::string checklists_csv(const Run& run);
std::string carbon_totals_csv(const Run& run);  // by county and control unit
// What the run folder's tables were when they were finished: whoever reads one back can tell whether it is still whole.
// Of a GeoPackage, whose bytes change when a desktop program opens it, content_sha256 (of its tables) alone.
struct WrittenFile {
  std::string name, sha256;
  std::uint64_t bytes = 0;
  std::string content_sha256 = {};
};
// `seal` is empty: io::sealed fills it.
std::string run_json(const Run& run, const std::vector<WrittenFile>& files = {});

// Numbers the projects of a run from 0 as they come and keeps the strictest of them, of equals the earlier ones.
class Strictest {
 public:
  explicit Strictest(std::size_t limit) : limit_(limit) {}
  // The number that is not kept any more because of this project: its own, another's, or none.
  std::optional<std::size_t> offer(const verdict::Verdict& verdict);
  bool keeps(std::size_t number) const { return kept_.contains(number); }
  std::size_t offered() const { return next_; }
  bool all() const { return next_ <= limit_; }

 private:
  std::size_t limit_, next_ = 0;
  std::set<std::tuple<int, int, std::size_t>> order_;  // strictest first
  std::set<std::size_t> kept_;
};

// report.html: one self-contained file, no network. However many projects there are, it stays of bounded size: the strictest kSections have a section with a
// map, the strictest kRows a line in the summary, and the page says what it leaves out and where that is. The strictest kOpen sections are read without
// script; the others lie in the page compressed, and open when they are asked for.
class HtmlPage {
 public:
  static constexpr std::size_t kSections = 1000, kRows = 5000, kOpen = 50;
  HtmlPage(
      const Run& run,
      Lang lang);  // `run` has to live on; of its info, layer counts and inputs are looked at in text() only
  ~HtmlPage();
  // First all projects of a block in order: which of them will have a section, as far as it is known? Only those need a map.
  std::vector<bool> choose(std::span<const ProjectResult> block);
  // Then their pieces; those of several projects may be made at the same time.
  struct Piece {
    std::string row, name, row_end;  // of the summary: around the project's name, which may become a link
    std::string head, body;          // of the section; the body packed, quickly
  };
  Piece piece(const ProjectResult& result, std::size_t number) const;  // number: from 0, over the whole run
  void add(const ProjectResult& result, std::size_t number, Piece&& piece);
  std::string text(const ParallelFor& parallel) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};
std::string html(const Run& run, Lang lang);
std::string html_style();  // its style sheet, for pages that stand beside it

// The table of verdicts that `screen` and `demo` print, and the line that counts them; of more than `rows` projects the strictest, or none.
class SummaryTable {
 public:
  static constexpr std::size_t kRows = 1000;
  enum class More { strictest, none };
  explicit SummaryTable(Lang lang, std::size_t rows = kRows, More more = More::strictest)
      : lang_(lang), most_(rows), more_(more), strictest_(rows) {}
  void add(const ProjectResult& result, const Run& run);
  std::string text(const Run& run) const;
  bool all() const { return strictest_.all(); }  // has every project a line?

 private:
  std::string table() const;
  std::string left_out() const;

  Lang lang_;
  std::size_t most_;
  More more_;
  Strictest strictest_;
  std::map<std::size_t, std::array<std::string, 5>> rows_;
  std::map<Outcome, std::size_t> counts_;
  std::size_t bad_ = 0, overridden_ = 0, laxer_ = 0;
};
std::string summary_table(const Run& run, Lang lang);

}  // namespace zonegate::report

#include "report/carbon_report.h"  // IWYU pragma: export
