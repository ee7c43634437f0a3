// SPDX-License-Identifier: Apache-2.0
//
// Tables 4 to 6 of the batch: verdicts and area, and net carbon, by county; projects by control unit. A project in two counties counts in both, one of which a figure is not
// known in a column of its own, never as 0.
#include "document/maker.h"

namespace zonegate::document {
namespace {

// Each project is a 1 that comes from its outcome, certain or worst possible.
Cell count_of(const std::vector<const Ids*>& all, const char* key = "outcome") {
  Cell out{{}, 0.0, "count", 0};
  for (const Ids* ids : all)
    for (const auto& id : *ids) out.from.push_back(id + ":/" + key);
  out.number = static_cast<double>(out.from.size());
  out.text = std::to_string(out.from.size());
  out.settled = out.from.empty();  // the sum of nothing
  return out;
}
Cell count_of(const Ids& ids) { return count_of({&ids}); }
Cell may_be_banned(const std::vector<const Ids*>& all) { return count_of(all, "worst_possible"); }

std::vector<const Ids*> each(const std::array<Ids, 5>& outcomes) {
  std::vector<const Ids*> out;
  for (const auto& ids : outcomes) out.push_back(&ids);
  return out;
}

// Not known of all of them: nothing to add up, and no 0.
Amount known_of(const Amount& area, std::size_t known) {
  Amount out = area;
  out.absent = known == 0;
  return out;
}

Table outcomes_table(const Context& c, const BatchCounts& counts) {
  Table table{"batch_counties", "4",
              c.w("各县项目的确定结论和占地面积", "Certain outcomes and area of the projects by county")};
  table.columns = {column(c.w("区县", "County"), 18),
                   column(c.w("确定结论", "Outcome"), 12),
                   {c.w("项目数", "Projects"), 10, true},
                   {c.w("其中最严可能为禁止的项目数", "Of them projects that may be prohibited"), 14, true},
                   {c.w("占地面积（hm²，椭球面积）", "Area (hm², ellipsoidal)"), 14, true},
                   {c.w("其中面积未知的项目数", "Of them projects whose area is not known"), 14, true}};
  for (const auto& [code, county] : counts.counties) {
    const std::string name = counts.county_name(c, code);
    std::vector<Amount> areas;
    for (std::size_t i = 0; i < kOutcomes.size(); ++i)
      areas.push_back(known_of(county.area[i], county.outcomes[i].size() - county.without_area[i].size()));
    std::vector<Amount> known;
    for (const auto& area : areas)
      if (!area.absent) known.push_back(area);
    const auto settled = closed_cells(c, known, "hm2");
    std::size_t next = 0;
    for (std::size_t i = 0; i < kOutcomes.size(); ++i) {
      if (county.outcomes[i].empty()) continue;
      table.rows.push_back(
          {{text_cell(name), text_cell(outcome_word(kOutcomes[i], c.lang)), count_of(county.outcomes[i]),
            may_be_banned({&county.may_be_banned[i]}), areas[i].absent ? blank_cell() : settled[next++],
            count_of(county.without_area[i])}});
    }
    table.rows.push_back(
        {{text_cell(name), text_cell(c.w("合计", "Total")), count_of(each(county.outcomes)),
          may_be_banned(each(county.may_be_banned)), known.empty() ? blank_cell() : settled.back(),
          count_of(each(county.without_area))},
         true});
  }
  table.notes.push_back(
      counted_twice(c) +
      c.w("面积为所涉项目的全部占地，不是县内面积。",
          " Areas are of the whole ground of the projects, not of what lies in the county."));
  return table;
}

Table net_table(const Context& c, const BatchCounts& counts) {
  Table table{"batch_net", "5",
              c.w("各县项目碳净变化（情景：", "Net carbon of the projects by county (scenario: ") +
                  counts.scenario_name(c) + c.w("）", ")")};
  table.columns = {column(c.w("区县", "County"), 18),
                   {c.w("净变化（t C）", "Net (t C)"), 14, true},
                   {c.w("计入的项目数", "Projects counted"), 12, true},
                   {c.w("其中为上界的项目数", "Of them upper bounds"), 12, true},
                   {c.w("未知而未计入的项目数", "Projects not known, not counted"), 14, true}};
  bool any = false;
  for (const auto& [code, county] : counts.counties) {
    any = any || !county.with_net.empty();
    table.rows.push_back(
        {{text_cell(counts.county_name(c, code)),
          number_cell(c, known_of(county.net, county.with_net.size()), "tc"), count_of(county.with_net),
          count_of(county.bounds), count_of(county.without_net)}});
  }
  if (!any) {
    table.rows.clear();
    table.caption = c.w("各县项目碳净变化", "Net carbon of the projects by county");
    table.notes.push_back(c.w("未按情景计算。", "Not computed by a scenario."));
    return table;
  }
  table.notes.push_back(counted_twice(c) +
                        c.w("为所涉项目全部占地的净变化，不分县。负值为损失。土壤碳损失的 N2O、淹没区 CH4 "
                            "不在净变化内，见各项目的表8-4。",
                            " The net is of the whole ground of the projects. Negative is lost. N2O of soil "
                            "carbon lost and CH4 of flooded ground are not in "
                            "the net: see Table "
                            "8-4 of the projects."));
  return table;
}

Table units_counted(const Context& c, const BatchCounts& counts) {
  Table table{"batch_units", "6",
              c.w("各管控单元涉及的项目（按确定结论）", "Projects by control unit (certain outcomes)")};
  table.columns = {
      column(c.w("编码", "Code"), 16), column(c.w("名称", "Name"), 20), {c.w("项目数", "Projects"), 8, true}};
  for (const char* word : kOutcomes) table.columns.push_back({outcome_word(word, c.lang), 8, true});
  table.columns.push_back({c.w("最严可能为禁止", "May be prohibited"), 10, true});
  for (const auto& [code, unit] : counts.units_by_projects()) {
    Row row{{text_cell(code), text_cell(unit->name), count_of(each(unit->outcomes))}};
    for (const auto& ids : unit->outcomes) row.cells.push_back(count_of(ids));
    row.cells.push_back(may_be_banned({&unit->may_be_banned}));
    table.rows.push_back(std::move(row));
  }
  table.notes.push_back(
      c.w("按确定结论计，末列为最严可能为禁止的项目（含确定禁止的）；涉及多个单元的项目在每个单元各计一次。",
          "By certain outcome; the last column has those that may be prohibited, certain bans with them; a "
          "project in several units counts in each of them."));
  return table;
}

}  // namespace

std::string counted_twice(const Context& c) {
  return c.w("跨县项目在每个县各计一次。", "A project in several counties counts in each of them.");
}

void add_batch_tables(Document& out, const Context& c, const BatchCounts& counts) {
  const auto add = [&out](Table table) {
    table.most_in_text = kMostInText;
    add_table(out, std::move(table));
  };
  add(outcomes_table(c, counts));
  add(net_table(c, counts));
  add(units_counted(c, counts));
}

}  // namespace zonegate::document
