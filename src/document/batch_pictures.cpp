// SPDX-License-Identifier: Apache-2.0
//
// Pictures of the batch: verdicts, area and carbon by county, and the control units that most projects meet. A project in two counties counts in both, and a project of
// which a figure is not known is counted in a note, never as 0.
#include <algorithm>
#include <array>

#include "document/maker.h"

namespace zonegate::document {
namespace {

constexpr std::array<const char*, 5> kOutcomes = {"prohibited", "restricted", "conditional", "undetermined",
                                                  "allowed"};
constexpr std::size_t kMostRows = 20;

bool is_county(const std::string& code) { return code.size() == 6 && !code.ends_with("00"); }

std::size_t outcome_at(const std::string& word) {
  return static_cast<std::size_t>(std::find(kOutcomes.begin(), kOutcomes.end(), word) - kOutcomes.begin());
}

Picture picture(const Context& c, const Document& out, const char* id, const std::string& caption) {
  return next_figure(c, out, id, caption, caption);
}

void add(Document& out, Picture picture, sheet::BarChart chart, std::vector<std::string> notes, Lang lang) {
  if (chart.rows.empty()) return;
  if (chart.rows.size() > kMostRows) {
    const std::string left = std::to_string(chart.rows.size() - kMostRows);
    notes.push_back(lang == Lang::zh ? "另有 " + left + " 行未列出。" : left + " more rows are not shown.");
    chart.rows.resize(kMostRows);
  }
  picture.drawing = sheet::draw(chart);
  picture.notes = std::move(notes);
  add_picture(out, std::move(picture));
}

void add_units(sheet::BarChart& units, const BatchCounts& counts) {
  for (const auto& [code, unit] : counts.units)
    units.rows.push_back({code + " " + unit.name, {unit.outcomes.begin(), unit.outcomes.end()}});
  const auto sum = [](const sheet::BarChart::Row& row) {
    double all = 0;
    for (const double v : row.values) all += v;
    return all;
  };
  std::stable_sort(units.rows.begin(), units.rows.end(),
                   [&](const auto& a, const auto& b) { return sum(a) > sum(b); });
}

}  // namespace

void BatchCounts::add(const Json& p) {
  const std::size_t outcome = outcome_at(text(p, "outcome"));
  const Json& net = member(member(first_run(p), "figures"), "net_tc");
  const Amount area = footprint_area(p, "area_ellipsoidal_m2", {});
  std::vector<std::string> codes;
  for (const auto& region : list(p, "regions"))
    if (is_county(text(region))) codes.push_back(text(region));
  if (codes.empty()) codes.emplace_back();
  for (const auto& code : codes) {
    County& county = counties[code];
    if (outcome < kOutcomes.size()) ++county.outcomes[outcome];
    const bool known = !area.hidden && !area.absent;
    ++(known ? county.with_area : county.without_area);
    if (known && outcome < kOutcomes.size()) county.area[outcome] += area.steps;
    if (!net.is_number()) {
      ++county.without_net;
      continue;
    }
    county.net_tc += net.get<double>();
    ++county.with_net;
    if (text(first_run(p), "net_is") != "exact") ++county.bounds;
  }
  for (const auto& unit : list(member(p, "access"), "units")) {
    const std::string code = text(unit, "code"), name = text(unit, "county");
    if (text(unit, "kind") != "zone_unit" || code.empty()) continue;
    Unit& at = units[code];
    at.name = text(unit, "name");
    if (outcome < kOutcomes.size() && at.seen != text(p, "project_id")) ++at.outcomes[outcome];
    at.seen = text(p, "project_id");
    constexpr std::size_t kPrefix = 2, kCounty = 6;  // ZH 511823 2 0002
    if (!name.empty() && code.size() > kPrefix + kCounty) names[code.substr(kPrefix, kCounty)] = name;
  }
  if (scenario.empty()) scenario = text(first_run(p), "scenario");
  if (scenario_zh.empty())
    scenario_zh = text(first_run(p), "scenario_name"), scenario_en = text(first_run(p), "scenario_name_en");
}

const Json& BatchCounts::first_run(const Json& project) {
  static const Json none = Json::object();
  const Json& runs = list(member(project, "carbon_impact"), "runs");
  return runs.empty() ? none : runs.front();
}

std::string BatchCounts::county_name(const Context& c, const std::string& code) const {
  if (code.empty()) return c.w("县未知", "county not known");
  const auto at = names.find(code);
  const std::string name = at == names.end() ? place_of(c, code) : at->second;
  return name.empty() ? code : name + " " + code;
}

void add_batch_pictures(Document& out, const Context& c, const BatchCounts& counts) {
  std::vector<std::string> outcomes;
  for (const char* word : kOutcomes) outcomes.push_back(outcome_word(word, c.lang));
  sheet::BarChart verdicts{c.w("项目数", "Projects"), 0, outcomes, {}}, area{"hm²", 2, outcomes, {}},
      carbon{"t C", 1, {""}, {}}, units{c.w("项目数", "Projects"), 0, outcomes, {}};
  verdicts.by_strictness = area.by_strictness = units.by_strictness = true;
  std::size_t without_area = 0, without_net = 0, bounds = 0;
  for (const auto& [code, county] : counts.counties) {
    const std::string name = counts.county_name(c, code);
    verdicts.rows.push_back({name, {county.outcomes.begin(), county.outcomes.end()}});
    if (county.with_area > 0) {  // else nobody knows: no bar, which would read as 0
      area.rows.push_back({name, {}});
      for (const std::int64_t steps : county.area)
        area.rows.back().values.push_back(static_cast<double>(steps) / kSquareMetre / 10000);
    }
    if (county.with_net > 0) carbon.rows.push_back({name, {county.net_tc}});
    without_area += county.without_area;
    without_net += county.without_net;
    bounds += county.bounds;
  }
  add_units(units, counts);
  const std::string twice =
      c.w("跨县项目在每个县各计一次。", "A project in several counties counts in each of them.");
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
  add(out, picture(c, out, "batch_verdicts", c.w("各县项目的确定结论", "Certain outcomes by county")),
      verdicts, notes({twice}), c.lang);
  add(out,
      picture(c, out, "batch_units", c.w("涉及项目最多的管控单元", "Control units that most projects meet")),
      units, notes({}), c.lang);
  add(out,
      picture(c, out, "batch_area",
              c.w("各县项目占地面积累计（椭球面积，按确定结论）",
                  "Area of the projects by county (ellipsoidal, by outcome)")),
      area, notes({twice, missing(without_area)}), c.lang);
  add(out,
      picture(c, out, "batch_carbon",
              c.w("各县项目碳净变化累计（情景：", "Net carbon of the projects by county (scenario: ") +
                  (counts.scenario_zh.empty() ? counts.scenario
                                              : c.w(counts.scenario_zh.c_str(), counts.scenario_en.c_str())) +
                  c.w("）", ")")),
      carbon,
      notes({twice + c.w("负值为损失。", " Negative is lost."), missing(without_net),
             bounds == 0 ? std::string()
                         : c.w("其中为上界的（按县计）：", "Of these upper bounds (project x county): ") +
                               std::to_string(bounds) + c.w("。", ".")}),
      c.lang);
}

}  // namespace zonegate::document
