// SPDX-License-Identifier: Apache-2.0
//
// Pictures of the batch: verdicts, area and carbon by county, and the control units that most projects meet. A project in two counties counts in both, and a project of
// which a figure is not known is counted in a note, never as 0. What they are drawn from stands in tables (batch_tables.cpp).
#include "document/maker.h"

namespace zonegate::document {
namespace {

constexpr std::size_t kMostRows = 20;

Picture picture(const Context& c, const Document& out, const char* id, const std::string& caption) {
  return next_figure(c, out, id, caption, caption);
}

// table: where all of its rows stand.
void add(Document& out, const Context& c, Picture picture, sheet::BarChart chart,
         std::vector<std::string> notes, const char* table) {
  if (chart.rows.empty()) return;
  if (chart.rows.size() > kMostRows) {
    const std::string left = std::to_string(chart.rows.size() - kMostRows);
    notes.push_back(c.lang == Lang::zh
                        ? "另有 " + left + " 行未列出，见汇总表" + table + "。"
                        : left + " more rows are not shown; all stand in Batch table " + table + ".");
    chart.rows.resize(kMostRows);
  }
  picture.drawing = sheet::draw(chart);
  picture.notes = std::move(notes);
  add_picture(out, std::move(picture));
}

std::vector<double> bars(const std::array<Ids, 5>& outcomes) {
  std::vector<double> out;
  for (const auto& ids : outcomes) out.push_back(static_cast<double>(ids.size()));
  return out;
}

}  // namespace

void add_batch_pictures(Document& out, const Context& c, const BatchCounts& counts) {
  std::vector<std::string> outcomes;
  for (const char* word : kOutcomes) outcomes.push_back(outcome_word(word, c.lang));
  sheet::BarChart verdicts{c.w("项目数", "Projects"), 0, outcomes, {}}, area{"hm²", 2, outcomes, {}},
      carbon{"t C", 1, {""}, {}}, units{c.w("项目数", "Projects"), 0, outcomes, {}};
  verdicts.by_strictness = area.by_strictness = units.by_strictness = true;
  std::size_t without_area = 0, without_net = 0, bounds = 0;
  for (const auto& [code, county] : counts.counties) {
    const std::string name = counts.county_name(c, code);
    verdicts.rows.push_back({name, bars(county.outcomes)});
    if (county.any_area()) {  // else nobody knows: no bar, which would read as 0
      area.rows.push_back({name, {}});
      for (const auto& one : county.area)
        area.rows.back().values.push_back(static_cast<double>(one.steps) / kHectare);
    }
    if (!county.with_net.empty())
      carbon.rows.push_back({name, {static_cast<double>(county.net.steps) / kTonne}});
    for (const auto& ids : county.without_area) without_area += ids.size();
    without_net += county.without_net.size();
    bounds += county.bounds.size();
  }
  for (const auto& [code, unit] : counts.units_by_projects())
    units.rows.push_back({code + " " + unit->name, bars(unit->outcomes)});
  const std::string twice = counted_twice(c);
  const auto missing = [&](std::size_t n) {
    return n == 0 ? std::string()
                  : c.w("未知而未计入的项目（按县计）：", "Not known, not counted (project x county): ") +
                        std::to_string(n) + c.w("。", ".");
  };
  const auto notes = [](std::initializer_list<std::string> lines) {
    std::vector<std::string> kept;
    for (const auto& line : lines)
      if (!line.empty()) kept.push_back(line);
    return kept;
  };
  add(out, c, picture(c, out, "batch_verdicts", c.w("各县项目的确定结论", "Certain outcomes by county")),
      verdicts, notes({twice}), "4");
  add(out, c,
      picture(c, out, "batch_units", c.w("涉及项目最多的管控单元", "Control units that most projects meet")),
      units, notes({}), "6");
  add(out, c,
      picture(c, out, "batch_area",
              c.w("各县项目占地面积累计（椭球面积，按确定结论）",
                  "Area of the projects by county (ellipsoidal, by outcome)")),
      area, notes({twice, missing(without_area)}), "4");
  add(out, c,
      picture(c, out, "batch_carbon",
              c.w("各县项目碳净变化累计（情景：", "Net carbon of the projects by county (scenario: ") +
                  counts.scenario_name(c) + c.w("）", ")")),
      carbon,
      notes({twice + c.w("负值为损失。", " Negative is lost."), missing(without_net),
             bounds == 0 ? std::string()
                         : c.w("其中为上界的（按县计）：", "Of these upper bounds (project x county): ") +
                               std::to_string(bounds) + c.w("。", ".")}),
      "5");
}

}  // namespace zonegate::document
