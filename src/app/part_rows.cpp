// SPDX-License-Identifier: Apache-2.0
//
// Tables of parts
// ---------------
// A line is a part of a project; what stands on it is said in the same line, or in the line of the table of stands that it names.
// A line with a mistake is left out, its project is not complete, and the batch goes on.
#include "app/part_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/stand_cells.h"
#include "schema/schema.h"

namespace zonegate::app {
namespace {

using carbon::Take;

struct Stand {
  std::size_t line = 0;
  carbon::Stratum stratum;
  std::string growth_curve;
  std::optional<carbon::Stated> increment;
  double taken_ha = 0;  // by parts
};
using Stands = std::map<std::string, Stand>;
constexpr double kForestCanopy = 0.2;  // from which on ground is forest
constexpr double kLeastHa = 1e-4;

// 1 m2 is less than any part or stand, but 100 ha are less in square degrees.
void check_degrees(PartCells& cells, Hectares area) {
  if (area.value > 0 && area.value < kLeastHa)
    cells.mistake(
        fmt::format("an area of {} ha is less than a square metre", shortest(area.value)),
        "an area in degrees? 1 square degree is about 1.1 million ha: measure it in an equal-area CRS");
}

carbon::Stratum bare_stratum(const carbon::ScenarioFile& scenario) {
  carbon::Stratum s;
  s.region = scenario.region;
  s.climates = scenario.climates;
  s.soil = scenario.soil;
  return s;
}

Stands read_stands(const PartTableInputs& inputs, PartTable& result) {
  Stands stands;
  if (inputs.stands.empty()) return stands;
  const io::Table table = io::read_table(inputs.stands);
  const PartHeaders headers = part_headers(table, PartTableKind::stands, inputs.forest);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    PartCells cells(table, i, headers, result.issues);
    Stand stand{cells.line(), bare_stratum(inputs.scenario), cells.text("growth_curve"), increment_of(cells),
                0};
    const std::string id = cells.text("stand");
    stand.stratum.id = "stand " + id;
    if (id.empty()) cells.mistake("the stand has no name", "fill the column stand (小班号)");
    if (const auto area = area_of(cells)) {
      stand.stratum.area = *area;
      check_degrees(cells, *area);
    }
    read_stand(cells, inputs.densities, stand.stratum);
    if (cells.good() && !stands.emplace(id, stand).second)
      cells.mistake(fmt::format("the stand {} stands in line {} already", id, stands.at(id).line),
                    "one line for each stand");
    if (!cells.good()) ++result.wrong_lines;
  }
  return stands;
}

class Reader {
 public:
  Reader(const PartTableInputs& inputs, Stands& stands, PartCells& cells)
      : inputs_(inputs), stands_(stands), cells_(cells) {}

  // nullopt: the line has a mistake, or is no part of the ground (a tunnel).
  std::optional<PartRow> read(const std::string& project) {
    row_.line = cells_.line();
    row_.stand = cells_.text("stand");
    row_.part = cells_.text("part");
    if (row_.part.empty()) row_.part = row_.stand.empty() ? fmt::format("{}", row_.line) : row_.stand;
    const bool ground = read_role();
    read_area(project);
    if (!cells_.good() || !ground) return std::nullopt;
    read_years();
    read_restoration();
    check_stand();
    if (!cells_.good()) return std::nullopt;
    if (stand_) stand_->taken_ha += row_.area.value;
    return row_;
  }

 private:
  bool read_role() {
    const std::string word = cells_.text("role");
    if (word == "planting" || word == "restoration" || word == "造林" || word == "恢复" || word == "补植") {
      row_.take = Take::planting;
      return true;
    }
    const auto role = schema::parse_role(word);
    if (!role) {
      cells_.mistake(
          word.empty() ? "role is empty" : "role '" + word + "' is not known",
          "permanent, temporary, camp, spoil, borrow, reservoir, tunnel, span, blasting, planting");
      return false;
    }
    row_.take = schema::is_temporary(*role)        ? Take::temporary
                : *role == schema::Role::reservoir ? Take::reservoir
                                                   : Take::permanent;
    if (schema::role_class(*role) == schema::RoleClass::occupation) return true;
    cells_.note(Severity::note, "carbon.no_ground",
                fmt::format("{} ({}) takes no ground; it is not counted", schema::to_string(*role),
                            schema::chinese(*role)),
                "if trees are cleared there, write it as temporary or permanent");
    return false;
  }

  void read_area(const std::string& project) {
    row_.stratum = bare_stratum(inputs_.scenario);
    row_.stratum.id = project + " " + row_.part;
    find_stand();
    const auto area = area_of(cells_);
    if (!area) return cells_.good() ? cells_.mistake("the area is empty", "empty is not zero") : void();
    row_.area = *area;
    if (!(area->value > 0)) cells_.mistake("the area is 0", "leave the line out, or give its area");
    check_degrees(cells_, *area);
    if (!stand_) row_.stratum.area = *area;
    read_stand(cells_, inputs_.densities, row_.stratum);
  }

  void find_stand() {
    row_.growth_curve = cells_.text("growth_curve");
    row_.increment = increment_of(cells_);
    if (row_.stand.empty() || inputs_.stands.empty()) return;
    const auto at = stands_.find(row_.stand);
    if (at == stands_.end())
      return cells_.mistake("the table of stands has no stand " + row_.stand,
                            "or its line there has a mistake");
    stand_ = &at->second;
    row_.stratum = stand_->stratum;
    if (row_.growth_curve.empty()) row_.growth_curve = stand_->growth_curve;
    if (!row_.increment) row_.increment = stand_->increment;
  }

  void read_years() {
    const auto start = cells_.year("start_year"), end = cells_.year("end_year");
    row_.planting_year = cells_.year("planting_year");
    row_.end = end;
    if (row_.take == Take::planting && !start && row_.planting_year)
      row_.start = *row_.planting_year;
    else if (start)
      row_.start = *start;
    else if (cells_.good())
      cells_.mistake("start_year is empty", "nobody knows when the ground is taken");
    if (row_.take != Take::temporary || !cells_.good()) return;
    if (!end)
      cells_.mistake("temporary use without end_year", "when is the ground given back? else it is permanent");
    else if (*end < row_.start)
      cells_.mistake(fmt::format("ends {} before it begins {}", *end, row_.start),
                     "end_year is the last year of use");
  }

  void read_restoration() {
    row_.restoration_species = cells_.text("restoration_species");
    row_.restoration_curve = cells_.text("restoration_curve");
    row_.root_ratio = cells_.number("root_ratio", 0, 6);
    if (const auto v = cells_.number("delay_years", 0, 100)) row_.delay = static_cast<int>(*v);
    read_survival();
    if (const std::string bar = cells_.text("law_bar"); !bar.empty()) row_.law.push_back({bar, true, ""});
    if (const std::string lift = cells_.text("law_lift"); !lift.empty())
      row_.law.push_back({"permit", false, lift});
    row_.steady = row_.growth_curve == "none" || row_.growth_curve == "无";
    if (row_.steady) row_.growth_curve.clear();
    for (const auto& curve : {row_.growth_curve, row_.restoration_curve})
      if (!curve.empty() && !inputs_.scenario.curves.contains(curve))
        cells_.mistake("the scenario has no curve '" + curve + "'", "curves stand in the scenario file");
    if (!row_.planting_year) return;
    if (row_.take == Take::permanent || row_.take == Take::reservoir)
      return cells_.note(Severity::warning, "carbon.planting_ignored",
                         "planting_year on ground that is taken for good; no gain is counted",
                         "give the planting a line of its own, role planting");
    if (row_.take != Take::temporary || !row_.end || row_.delay) return;
    row_.delay = *row_.planting_year - *row_.end - 1;
    if (*row_.delay < 0)
      cells_.mistake(
          fmt::format("planted {}, but the ground is given back after {}", *row_.planting_year, *row_.end),
          "the first year of planting is the one after end_year");
  }

  void read_survival() {
    const auto share = cells_.number("survival", 0, 100), percent = cells_.number("survival_percent", 0, 100);
    if (share && *share > 1)
      return cells_.mistake(fmt::format("survival {} is outside 0..1: a percentage?", shortest(*share)),
                            "name the column survival_percent (成活率(%))");
    if (percent && *percent > 0 && *percent <= 1)
      return cells_.mistake(fmt::format("survival of {} %: a share?", shortest(*percent)),
                            "name the column survival (0..1)");
    if (share && percent && std::abs(*share * 100 - *percent) > 0.5)
      return cells_.mistake("survival and survival_percent differ", "keep one of them");
    if (share) row_.survival = *share;
    if (percent) row_.survival = *percent / 100;
    row_.survival_u = u_of(cells_, "survival_u_percent");
    const double s = row_.survival.value_or(0), sd = row_.survival_u.value_or(0) * s / carbon::kNormal975;
    if (row_.survival_u && !row_.survival)
      cells_.mistake("survival_u_percent without survival", "an error of what? give the survival too");
    else if (sd > 0 && sd * sd >= 0.999 * s * (1 - s))
      cells_.mistake(
          fmt::format("an error of {} % does not fit a survival of {} % that stays between 0 and 100",
                      shortest(*row_.survival_u * 100), shortest(s * 100)),
          "half width of the 95 % interval, in percent of the survival");
  }

  // The usual mistakes of stand tables, with the line; what cannot be true takes the line out.
  void check_stand() {
    for (const Issue& issue : carbon::check_stratum(row_.stratum, inputs_.groups)) {
      if (issue.severity == Severity::error)
        cells_.mistake(issue.message, issue.hint);
      else
        cells_.note(issue.severity, issue.code, issue.message, issue.hint);
    }
    take_doubtful_zero();
    std::vector<Issue> contradictions;
    carbon::volume_of(row_.stratum, contradictions);
    for (const Issue& issue : contradictions) cells_.mistake(issue.message, issue.hint);
  }

  // A volume of 0 under a canopy is "no value", and a figure of 0 trees would pass for complete.
  void take_doubtful_zero() {
    carbon::Stratum& s = row_.stratum;
    const double v = s.volume_per_ha ? s.volume_per_ha->value : s.volume_total ? s.volume_total->value : -1;
    if (v != 0 || s.canopy.value_or(0) < kForestCanopy) return;
    s.volume_per_ha.reset();
    s.volume_total.reset();
  }

  const PartTableInputs& inputs_;
  Stands& stands_;
  PartCells& cells_;
  Stand* stand_ = nullptr;
  PartRow row_;
};

void check_taken(const Stands& stands, const std::string& file, PartTable& result) {
  for (const auto& [id, stand] : stands)
    if (stand.stratum.area.value > 0 && stand.taken_ha > 1.01 * stand.stratum.area.value) {
      const std::string slip = carbon::unit_slip(stand.taken_ha, stand.stratum.area.value);
      result.issues.push_back(
          {"carbon.stand_overdrawn", Severity::warning, file, "", "",
           fmt::format("line {}: parts take {} ha of stand {}, which has {} ha", stand.line,
                       fixed(stand.taken_ha, 4), id, shortest(stand.stratum.area.value)),
           slip.empty() ? "parts that overlap, 亩 for ha, or alternatives of one project" : slip,
           std::nullopt});
    }
}

}  // namespace

PartTable read_part_table(const PartTableInputs& inputs) {
  PartTable result;
  Stands stands = read_stands(inputs, result);
  const io::Table table = io::read_table(inputs.parts);
  const PartHeaders headers = part_headers(table, PartTableKind::parts, inputs.forest);
  std::map<std::string, std::size_t> index;
  std::set<std::pair<std::string, std::string>> parts;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    std::vector<Issue> issues;
    PartCells cells(table, i, headers, issues);
    const std::string id = cells.text("project_id");
    if (id.empty()) {
      cells.mistake("project_id is empty", "the line belongs to no project and is not counted");
      ++result.wrong_lines;
      result.issues.insert(result.issues.end(), issues.begin(), issues.end());
      continue;
    }
    const auto [at, is_new] = index.emplace(id, result.projects.size());
    if (is_new) result.projects.push_back({id, {}, {}, {}});
    ProjectRows& project = result.projects[at->second];
    auto row = Reader(inputs, stands, cells).read(id);
    if (row && !parts.emplace(id, row->part).second)
      cells.mistake(fmt::format("part {} of {} stands twice", row->part, id), "each part has one line");
    if (cells.good() && row) project.rows.push_back(std::move(*row));
    if (!cells.good()) {
      project.gaps.push_back(fmt::format("line {} could not be used", cells.line()));
      ++result.wrong_lines;
    }
    project.issues.insert(project.issues.end(), issues.begin(), issues.end());
  }
  check_taken(stands, inputs.stands, result);
  if (!inputs.losses.empty()) read_losses(inputs, result);
  return result;
}

}  // namespace zonegate::app
