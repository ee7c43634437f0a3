// SPDX-License-Identifier: Apache-2.0
//
// Tables of losses: wood taken and trees killed in a part in the years without the project. A line with a mistake makes its project
// incomplete, as a line of the table of parts does.
#include <fmt/format.h>

#include <algorithm>

#include "app/stand_cells.h"
#include "schema/schema.h"

namespace zonegate::app {
namespace {

using carbon::LossEntry;
using carbon::LossKind;

std::optional<double> fraction_of(PartCells& cells) {
  const auto share = cells.number("fraction", 0, 100), percent = cells.number("fraction_percent", 0, 100);
  if (share && *share > 1)
    cells.mistake(fmt::format("fraction {} is outside 0..1: a percentage?", shortest(*share)),
                  "name the column fraction_percent (损失比例(%))");
  if (share && percent) cells.mistake("fraction and fraction_percent say the same thing", "keep one of them");
  return share ? share : percent ? std::optional(*percent / 100) : std::nullopt;
}

void read_disturbance(PartCells& cells, const PartRow& row, LossEntry& loss) {
  const auto area = area_of(cells);
  const auto fraction = fraction_of(cells);
  if (!cells.good()) return;
  if (!area || !fraction)
    return cells.mistake("a disturbance without area or fraction",
                         "how much ground, and which share of its trees?");
  loss.area_share = row.area.value > 0 ? area->value / row.area.value : 0;
  loss.fraction = *fraction;
  if (loss.area_share > 1.01) {
    const std::string slip = carbon::unit_slip(area->value, row.area.value);
    cells.mistake(fmt::format("{} ha are disturbed of a part of {} ha", shortest(area->value),
                              shortest(row.area.value)),
                  slip.empty() ? "not more than the part has" : slip);
  }
  loss.area_share = std::min(1.0, loss.area_share);
}

// nullopt after a mistake.
std::optional<LossEntry> read_loss(PartCells& cells, const PartRow& row) {
  LossEntry loss;
  const std::string word = cells.text("type");
  const auto kind = carbon::parse_loss_kind(word);
  const auto year = cells.year("year");
  if (!kind)
    cells.mistake("type '" + word + "' is not known",
                  "harvest (采伐), fuel_trees (薪材), fuel_parts (枝桠), disturbance (灾害)");
  if (!year && cells.good()) cells.mistake("year is empty", "when is the wood taken?");
  if (!cells.good()) return std::nullopt;
  loss.kind = *kind;
  loss.year = *year;
  if (loss.kind == LossKind::disturbance) {
    read_disturbance(cells, row, loss);
  } else if (const auto v = cells.number("volume_m3", 0, 1e12)) {
    loss.volume = *v;
  } else if (cells.good()) {
    cells.mistake("volume_m3 is empty", "m3 over bark, of the whole part");
  }
  return cells.good() ? std::optional(loss) : std::nullopt;
}

PartRow* find_part(ProjectRows& project, const std::string& part) {
  const auto at = std::find_if(project.rows.begin(), project.rows.end(),
                               [&](const PartRow& r) { return r.part == part; });
  return at == project.rows.end() ? nullptr : &*at;
}

}  // namespace

void read_losses(const PartTableInputs& inputs, PartTable& result) {
  const io::Table table = io::read_table(inputs.losses);
  const PartHeaders headers = part_headers(table, PartTableKind::losses, inputs.forest);
  std::map<std::string, ProjectRows*> projects;
  for (auto& project : result.projects) projects.emplace(project.id, &project);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    std::vector<Issue> issues;
    PartCells cells(table, i, headers, issues);
    const auto project = projects.find(cells.text("project_id"));
    PartRow* row = project == projects.end() ? nullptr : find_part(*project->second, cells.text("part"));
    if (!row)
      cells.mistake(fmt::format("there is no part {} of {}", cells.text("part"), cells.text("project_id")),
                    "as the table of parts names them; or its line there has a mistake");
    else if (const auto loss = read_loss(cells, *row))
      row->losses.push_back(*loss);
    auto& known = project == projects.end() ? result.issues : project->second->issues;
    known.insert(known.end(), issues.begin(), issues.end());
    if (cells.good()) continue;
    ++result.wrong_lines;
    if (project != projects.end())
      project->second->gaps.push_back(fmt::format("line {} of the losses could not be used", cells.line()));
  }
}

}  // namespace zonegate::app
