// SPDX-License-Identifier: Apache-2.0
//
// Strata
// ------
// A stand speaks for its ground: its volume, species and age give the carbon by the scenario's methods. Ground without a stand, or with one that no method can
// use, is split by land class and takes the density of its class. Nothing is joined across roles.
#include "app/ground_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/stand_cells.h"

namespace zonegate::app {
namespace {

using carbon::Take;
using Cover = carbon::GroundRow::Cover;

// Our keys of stands by those of layers/forest.yaml.
constexpr std::array<std::pair<const char*, const char*>, 6> kFields = {{{"species", "species"},
                                                                         {"origin", "origin"},
                                                                         {"age", "age"},
                                                                         {"age_group", "age_group"},
                                                                         {"canopy", "canopy"},
                                                                         {"volume_ha", "volume_m3_ha"}}};

std::optional<double> stated(const catalog::Project& project, const char* key) {
  const auto at = project.attributes.find(key);
  return at == project.attributes.end() ? std::nullopt : as_number(at->second);
}

std::string stated_text(const catalog::Project& project, const char* key) {
  const auto at = project.attributes.find(key);
  if (at == project.attributes.end()) return {};
  const auto* text = std::get_if<std::string>(&at->second);
  return text ? *text : std::string();
}

std::optional<int> stated_year(const catalog::Project& project, const char* key) {
  const auto v = stated(project, key);
  return v && *v == std::floor(*v) ? std::optional(static_cast<int>(*v)) : std::nullopt;
}

class Builder {
 public:
  Builder(const GroundInputs& in, const CarbonSetup& setup) : in_(in), setup_(setup) {
    out_.id = in.project.project_id;
    for (const auto& stand : in.stands) read(stand);
    look_at_planting();
    look_at_parts();
  }

  ProjectRows build(const carbon::GroundTable& table) {
    for (std::size_t i = 0; i < table.rows.size();) {
      std::size_t end = i + 1;
      const auto& row = table.rows[i];
      while (end < table.rows.size() && same(row, table.rows[end])) ++end;
      add(std::span(table.rows).subspan(i, end - i));
      i = end;
    }
    return std::move(out_);
  }

 private:
  struct Known {
    carbon::Stratum stratum;
    bool usable = false;
  };
  static bool same(const carbon::GroundRow& a, const carbon::GroundRow& b) {
    return a.role == b.role && a.layer_id == b.layer_id && a.stand == b.stand;
  }

  carbon::Stratum bare() const {
    carbon::Stratum s;
    s.region = region();
    s.climates = setup_.scenario.climates;
    s.soil = setup_.scenario.soil;
    return s;
  }

  // The county where the project lies in one only; else that of the scenario.
  std::string region() const {
    std::string county;
    for (const auto& code : in_.project.regions) {
      if (code.size() != 6 || code.ends_with("00")) continue;
      if (!county.empty()) return setup_.scenario.region;
      county = code;
    }
    return county.empty() ? setup_.scenario.region : county;
  }

  // The stand as a line of a table of stands, so that one reader knows words, codes and mistakes.
  void read(const GroundStand& stand) {
    io::Table table;
    table.name = stand.layer_id + " " + stand.feature_id;
    table.headers.emplace_back("stand");
    table.rows.push_back({{"stand", stand.feature_id}});
    table.lines.push_back(0);
    for (const auto& [field, key] : kFields) {
      const auto at = stand.fields->find(field);
      if (at == stand.fields->end() || std::holds_alternative<Unknown>(at->second)) continue;
      table.headers.emplace_back(key);
      table.rows.front()[key] = to_text(at->second);
    }
    std::vector<Issue> issues;
    const PartHeaders headers = part_headers(table, PartTableKind::stands, setup_.forest);
    PartCells cells(table, 0, headers, issues);
    Known known{bare(), false};
    read_stand(cells, setup_.densities, known.stratum);
    known.stratum.id = "stand " + table.name;
    known.stratum.area = to_hectares(SquareMetres(geom::area(stand.figure->area_edges()).value));
    bool good = cells.good();
    for (const auto& issue : carbon::check_stratum(known.stratum, setup_.inputs.groups)) {
      good = good && issue.severity != Severity::error;
      issues.push_back(issue);
    }
    for (auto& issue : issues) tell(std::move(issue), stand);
    take_doubtful_zero(known.stratum);
    known.usable = good && some_method(known.stratum);
    known_.emplace(std::pair(stand.layer_id, stand.feature_id), std::move(known));
  }

  // A volume of 0 under a canopy, or without one, is "no value" written as 0.
  static void take_doubtful_zero(carbon::Stratum& s) {
    constexpr double kForestCanopy = 0.2;
    if (s.volume_per_ha && s.volume_per_ha->value == 0 && s.canopy.value_or(1) >= kForestCanopy)
      s.volume_per_ha.reset();
  }

  void tell(Issue issue, const GroundStand& stand) {
    issue.layer = stand.layer_id;
    issue.feature = stand.feature_id;
    issue.file = in_.project.file;
    if (issue.severity == Severity::error)
      issue.severity = Severity::warning;  // the ground counts all the same
    out_.issues.push_back(std::move(issue));
  }

  bool some_method(const carbon::Stratum& s) const {
    carbon::Parameters scratch;
    return std::any_of(setup_.scenario.methods.begin(), setup_.scenario.methods.end(), [&](carbon::Method m) {
      return m != carbon::Method::density_table && carbon::estimate(s, m, setup_.inputs, scratch).usable;
    });
  }

  void look_at_parts() {
    for (const auto& part : in_.project.parts)
      if (schema::role_class(part.role) == schema::RoleClass::occupation && !part.figure->has_area())
        out_.gaps.push_back("part " + part.part_id + " has no area: what it takes is not counted");
    if (in_.project.status == catalog::Status::partial)
      out_.gaps.push_back("of the project only a part could be read: " + in_.project.status_reason);
    if (!in_.cover_fault.empty()) out_.gaps.push_back("land cover: " + in_.cover_fault);
  }

  void look_at_planting() {
    const std::string type = stated_text(in_.project, "project_type");
    const std::string species = stated_text(in_.project, "restoration_species");
    planting_ = type == "afforestation" || (type == "restoration" && !species.empty());
    if (type == "restoration" && species.empty())
      out_.gaps.emplace_back(
          "restoration without restoration_species: it is not known what is planted, and no gain is counted");
    idle_ = type == "restoration" && species.empty();
    if (planting_) barred_ = no_gain_share(in_);
  }

  void add(std::span<const carbon::GroundRow> rows) {
    const auto known = known_.find({rows.front().layer_id, rows.front().stand});
    if (known != known_.end() && known->second.usable) {
      SquareMetres area{0};
      for (const auto& row : rows) area += row.area;
      return push(known->second.stratum, rows.front(), part_name(rows.front()), area);
    }
    const bool unusable = known != known_.end();
    for (const auto& row : rows) {
      carbon::Stratum s = bare();
      std::string name = part_name(row);
      if (row.cover == Cover::classed) {
        name += fmt::format(" class {}", row.land_class);
        if (setup_.densities.rows.contains(row.land_class)) s.land_class = row.land_class;
      } else {
        name += row.cover == Cover::no_class ? " no class"
                : !in_.cover_fault.empty()   ? " no land cover"
                                             : " beyond the land cover";
      }
      const bool stand_in = unusable || !in_.stands_fault.empty();
      if (stand_in)
        out_.gaps.push_back(name + ": " +
                            (unusable ? "no method can use what is stated of the stand" : in_.stands_fault) +
                            "; its land class stands in");
      push(s, row, name, row.area, stand_in);
    }
  }

  void push(const carbon::Stratum& stratum, const carbon::GroundRow& ground, const std::string& name,
            SquareMetres area, bool stand_in = false) {
    PartRow row;
    row.stand_in = stand_in;
    row.part = name;
    row.stand = ground.stand;
    row.area = to_hectares(area);
    row.stratum = stratum;
    row.stratum.id = in_.project.project_id + " " + name;
    row.stratum.area = row.area;
    row.take = take_of(ground.role);
    set_years(row, ground.role);
    set_restoration(row);
    if (idle_ && row.take == Take::permanent) return;
    if (row.take != Take::planting || !(barred_.share > 0)) return out_.rows.push_back(std::move(row));
    split(std::move(row));
  }

  // Clearing counts on all of it, gain only beside the barred ground: shares of one part are exact, since gain goes by area alone.
  void split(PartRow row) {
    PartRow barred = row;
    barred.part += " (" + barred_.rule + ")";
    barred.area = row.area * barred_.share;
    barred.law.push_back({barred_.rule, true, ""});
    row.area = row.area - barred.area;
    if (row.area.value > 0) out_.rows.push_back(std::move(row));
    out_.rows.push_back(std::move(barred));
  }

  Take take_of(schema::Role role) const {
    if (role == schema::Role::reservoir) return Take::reservoir;
    if (schema::is_temporary(role)) return Take::temporary;
    return planting_ ? Take::planting : Take::permanent;
  }

  // Parts of one role share their ground, so where they differ the first start and the last end count for all of them.
  struct Years {
    std::optional<int> start, end;
    bool differ = false;
  };
  Years years_of(schema::Role role) const {
    Years out;
    bool first = true, no_start = false, no_end = false;
    for (const auto& part : in_.project.parts) {
      if (part.role != role || !part.figure->has_area()) continue;
      out.differ = out.differ || (!first && (out.start != part.start_year || out.end != part.end_year));
      no_start = no_start || !part.start_year;
      no_end = no_end || !part.end_year;
      if (part.start_year)
        out.start =
            first ? part.start_year : std::min(out.start.value_or(*part.start_year), *part.start_year);
      if (part.end_year) out.end = std::max(out.end.value_or(*part.end_year), *part.end_year);
      first = false;
    }
    if (no_start) out.start.reset();
    if (no_end) out.end.reset();
    return out;
  }

  void set_years(PartRow& row, schema::Role role) {
    const Years years = years_of(role);
    const auto start = years.start, end = years.end;
    if (years.differ)
      assume("carbon.years_differ", Severity::note,
             "parts of one role differ in start_year or end_year: the first start and the last end count for "
             "all of them");
    row.planting_year = stated_year(in_.project, "planting_year");
    const int first = setup_.scenario.horizon.first;
    if (row.take == Take::planting && row.planting_year) {
      row.start = *row.planting_year;
    } else {
      row.start = start.value_or(first);
      if (!start)
        assume("carbon.start_assumed", Severity::note,
               fmt::format("start_year is not stated: {} is assumed", first));
    }
    if (row.take != Take::temporary) return;
    row.end = end;
    if (row.end && *row.end >= row.start) return;
    row.end = std::max(row.start, setup_.scenario.horizon.last);
    assume("carbon.end_assumed", Severity::warning,
           end ? fmt::format(
                     "end_year {} lies before the start {}: the temporary ground counts as never given back",
                     *end, row.start)
               : "end_year is not stated: the temporary ground counts as never given back");
  }

  void assume(const char* code, Severity severity, const std::string& what) {
    for (const auto& issue : out_.issues)
      if (issue.code == code) return;
    out_.issues.push_back({code, severity, in_.project.file, "", "", in_.project.project_id + ": " + what,
                           "state it in the rows of its parts", std::nullopt});
  }

  void set_restoration(PartRow& row) {
    row.restoration_species = stated_text(in_.project, "restoration_species");
    if (const auto survival = stated(in_.project, "survival")) {
      if (*survival >= 0 && *survival <= 1)
        row.survival = *survival;
      else
        assume("carbon.survival_unusable", Severity::warning,
               "survival " + shortest(*survival) + " lies outside 0..1: the scenario's is taken");
    }
    if (row.take == Take::temporary && row.planting_year && *row.planting_year > *row.end)
      row.delay = *row.planting_year - *row.end - 1;
  }

  const GroundInputs& in_;
  const CarbonSetup& setup_;
  ProjectRows out_;
  std::map<std::pair<std::string, std::string>, Known> known_;
  bool planting_ = false, idle_ = false;
  NoGain barred_;
};

}  // namespace

std::string part_name(const carbon::GroundRow& row) {
  const std::string role(schema::to_string(row.role));
  return row.stand.empty() ? role : role + " " + row.layer_id + ":" + row.stand;
}

NoGain no_gain_share(const GroundInputs& in) {
  NoGain out;
  for (const auto& finding : in.verdict.findings) {
    const auto rule = std::find_if(in.book.rules.begin(), in.book.rules.end(),
                                   [&](const rules::Rule& r) { return r.id == finding.rule; });
    if (rule == in.book.rules.end() || rule->no_gain.empty()) continue;
    if (finding.outcome == Outcome::allowed && finding.worst_possible == Outcome::allowed) continue;
    const auto& fact = in.facts.measures[in.plan.index_of(rule->measures.at(rule->no_gain))];
    const double whole = in.facts.area_ellipsoidal_m2;
    const double share = whole > 0 && std::isfinite(fact.value.hi) ? std::min(1.0, fact.value.hi / whole) : 1;
    if (share > out.share) out = {share, rule->id};
  }
  return out;
}

ProjectRows ground_parts(const carbon::GroundTable& table, const GroundInputs& inputs,
                         const CarbonSetup& setup) {
  return Builder(inputs, setup).build(table);
}

}  // namespace zonegate::app
