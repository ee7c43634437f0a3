// SPDX-License-Identifier: Apache-2.0
//
// The batch view: three streams of one run folder, checked against one another, into tables.
#include "review/totals.h"

#include <algorithm>

#include "schema/schema.h"

namespace zonegate::review {
namespace {

constexpr const char* kAgain =
    "run zonegate screen again; the file may have been cut off, edited, or be of another run";

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorKind::input, what, kAgain); }

// Rules find the cells of rasters by area alone; no feature of theirs stands in facts.csv.
bool is_raster(const std::string& kind) {
  const auto* spec = schema::find_kind(kind);
  return spec && spec->geometry == schema::Geometry::raster;
}

}  // namespace

const std::vector<std::string>& totals_tables() {
  static const std::vector<std::string> kNames = {"outcome",  "county",    "unit",           "redline",
                                                  "farmland", "pollutant", "pollutant_unit", "ban",
                                                  "rule",     "overlap",   "carbon"};
  return kNames;
}

struct Totals::Impl {
  Json run;
  std::string area = "ellipsoidal";
  TotalsReport report;
  std::vector<ProjectRecord> projects;
  std::unordered_map<std::string, std::size_t> at;
  LineStream lines;
  CsvStream cells;
  RuleTotals rules;
  LayerTotals layers;
  PollutantTotals pollutants;
  GroundIndex ground;
  std::vector<std::size_t> columns;  // of facts.csv, in the order of kColumns
  std::size_t width = 0, current = kNone;
  std::vector<bool> done;
  std::vector<FactRow> facts;

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  static constexpr std::array<const char*, 11> kColumns = {"project_id", "part_id", "role",      "kind",
                                                           "layer_id",   "band",    "certain",   "withheld",
                                                           "overlap_m2", "net_m2",  "feature_id"};
  std::size_t fields = 0;

  void result(std::string_view line, std::size_t number) {
    const Json project = project_of_line(line, number);
    ProjectRecord p = read_record(project, number);
    if (!at.emplace(p.id, projects.size()).second)
      refuse("results.jsonl: line " + std::to_string(number) + ": project " + p.id + " is there twice");
    if (projects.empty()) report.area_basis = text(project, "area_basis");
    ++report.by_slot[p.slot];
    report.partial += p.status == "partial";
    report.failed += p.status == "failed";
    rules.project(projects.size(), p, project);
    projects.push_back(std::move(p));
  }

  void header(const std::vector<std::string>& cells_of_header) {
    const auto column = [&](const std::string& word) {
      const auto found = std::find(cells_of_header.begin(), cells_of_header.end(), word);
      if (found == cells_of_header.end()) refuse("facts.csv: there is no column " + word);
      return static_cast<std::size_t>(found - cells_of_header.begin());
    };
    for (const char* word : kColumns) columns.push_back(column(word));
    fields = column("fields");
    width = cells_of_header.size();
  }

  void record(std::vector<std::string>&& row, std::size_t line) {
    if (width == 0) return header(row);
    if (row.size() != width)
      refuse("facts.csv: line " + std::to_string(line) + " has " + std::to_string(row.size()) +
             " cells, the header has " + std::to_string(width));
    const auto cell = [&](std::size_t i) { return unguarded(row[columns[i]]); };
    const auto found = at.find(cell(0));
    if (found == at.end())
      refuse("facts.csv: line " + std::to_string(line) + ": project " + cell(0) + " is not in results.jsonl");
    if (found->second != current) begin(found->second, line);
    FactRow f;
    f.part = cell(1);
    f.role = cell(2);
    f.kind = cell(3);
    f.layer_id = cell(4);
    f.band = cell(5);
    f.certain = cell(6) == "true";
    f.withheld = cell(7) != "false";
    const auto square_metres = [&](std::size_t i) {  // 0 where it is withheld: such an area is never printed
      const std::string where = "facts.csv: line " + std::to_string(line) + ": " + kColumns[i];
      return centi(number_of(row[columns[i]], f.withheld, where).value_or(0));
    };
    f.overlap = square_metres(8);
    f.net = square_metres(9);
    f.feature_id = cell(10);
    f.fields = unguarded(row[fields]);
    facts.push_back(std::move(f));
  }

  void begin(std::size_t project, std::size_t line) {
    flush();
    if (done[project])
      refuse("facts.csv: line " + std::to_string(line) + ": rows of project " + projects[project].id +
             " do not follow one another");
    current = project;
  }

  // What results call a hit has its rows in facts; without them the file lost its end, or is of another run.
  void flush() {
    if (current == kNone) return;
    const ProjectRecord& p = projects[current];
    for (const auto& entry : p.kinds) {
      const std::string& kind = entry.first;
      const auto& answer = entry.second;
      if (answer.state != "hit" || answer.official || is_raster(kind)) continue;
      const bool there =
          std::any_of(facts.begin(), facts.end(), [&](const FactRow& f) { return f.kind == kind; });
      if (!there)
        refuse("facts.csv holds nothing about " + kind + " of project " + p.id +
               ", which results.jsonl says it hits");
    }
    layers.project(current, p, facts, ground);
    pollutants.project(current, p, facts, ground);
    done[current] = true;
    facts.clear();
    current = kNone;
  }
};

Totals::Totals(const std::string& run_json, const std::string& name) : impl_(std::make_unique<Impl>()) {
  const Json& run = impl_->run = parse_run(run_json, name);
  impl_->report.run = name;
  impl_->report.as_of = text(run, "as_of");
  impl_->report.demo = flag(run, "demo");
  impl_->report.recorded = counted_projects(run);
  const auto options = run.find("options");
  if (options != run.end() && !text(*options, "area").empty()) impl_->area = text(*options, "area");
}
Totals::~Totals() = default;

std::string Totals::area_option() const { return impl_->area; }

void Totals::results(std::string_view piece) {
  impl_->lines.feed(piece,
                    [this](std::string_view line, std::size_t number) { impl_->result(line, number); });
}

std::vector<StatedProject> Totals::results_end() {
  impl_->lines.end([this](std::string_view line, std::size_t number) { impl_->result(line, number); });
  auto& report = impl_->report;
  report.projects = impl_->projects.size();
  check_counted(impl_->run, report.run, report.projects);
  std::vector<StatedProject> out;
  for (const auto& p : impl_->projects) out.push_back({p.id, p.parts});
  impl_->done.assign(out.size(), false);
  return out;
}

void Totals::ground(Ground ground) {
  auto& report = impl_->report;
  report.ground_examined = ground.examined;
  report.ground_why = ground.why;
  for (const auto& p : ground.projects) report.not_compared += !p.compared;
  impl_->ground = GroundIndex(std::move(ground));
}

void Totals::facts(std::string_view piece) {
  impl_->cells.feed(piece, [this](std::vector<std::string>&& row, std::size_t line) {
    impl_->record(std::move(row), line);
  });
}

void Totals::facts_end() {
  impl_->cells.end(
      [this](std::vector<std::string>&& row, std::size_t line) { impl_->record(std::move(row), line); });
  if (impl_->width == 0) refuse("facts.csv has no header line");
  impl_->flush();
  for (std::size_t i = 0; i < impl_->projects.size(); ++i) {
    if (impl_->done[i]) continue;
    impl_->current = i;
    impl_->flush();
  }
}

std::shared_ptr<const TotalsReport> Totals::report(const std::set<std::string>& by) {
  auto out = std::make_shared<TotalsReport>(impl_->report);
  const auto& ground = impl_->ground;
  const auto& projects = impl_->projects;
  const auto want = [&](const char* name) { return by.empty() || by.contains(name); };
  auto& tables = out->tables;
  if (want("outcome")) tables.push_back(outcome_table(projects, ground));
  if (want("county")) tables.push_back(county_table(projects, ground));
  if (want("unit")) tables.push_back(impl_->layers.units(ground, projects));
  if (want("redline")) tables.push_back(impl_->layers.redlines(ground, projects));
  if (want("farmland")) tables.push_back(impl_->layers.farmland(ground, projects));
  if (want("pollutant")) tables.push_back(impl_->pollutants.by_county(ground));
  if (want("pollutant_unit")) tables.push_back(impl_->pollutants.by_unit(ground));
  if (want("ban")) tables.push_back(ban_table(projects));
  if (want("rule")) tables.push_back(impl_->rules.table(projects, ground));
  if (want("overlap")) tables.push_back(overlap_table(projects, ground));
  if (want("carbon")) tables.push_back(carbon_table(projects));
  return out;
}

}  // namespace zonegate::review
