// SPDX-License-Identifier: Apache-2.0
//
// Tables of rules, of bans, and of projects that overlap one another.
#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

#include "review/totals.h"

namespace zonegate::review {
namespace {

Coded yes_no(bool yes) { return yes ? Coded{"true", {"是", "yes"}} : Coded{"false", {"否", "no"}}; }

}  // namespace

TotalsTable ban_table(const std::vector<ProjectRecord>& projects) {
  std::vector<Row> rows;
  std::vector<std::pair<std::vector<std::string>, std::size_t>> order;
  std::size_t hit = 0, open = 0;
  for (const auto& p : projects) {
    hit += p.ban_hit;
    open += p.ban_open && !p.ban_hit;
    for (const auto& b : p.bans) {
      order.push_back({{b.code, b.layer_id, b.feature_id, b.rule, p.id}, rows.size()});
      rows.push_back({b.code, b.pollutant, b.document, b.from, b.to, b.layer_id, b.feature_id, b.rule, p.id,
                      p.name, p.counties, p.pollutants, outcome_word(b.outcome), outcome_word(b.worst),
                      yes_no(b.certain), Area{p.area, p.area, true, false}});
    }
  }
  std::sort(order.begin(), order.end());
  TotalsTable out;
  out.name = "ban";
  out.title = {"区域限批命中", "Bans that hit"};
  out.columns = {{"code", {"限批区域", "Region"}, ColumnType::text},
                 {"pollutant", {"限批污染物", "Banned pollutant"}, ColumnType::text},
                 {"document", {"文号", "Document"}, ColumnType::text},
                 {"from", {"起", "From"}, ColumnType::text},
                 {"to", {"止", "To"}, ColumnType::text},
                 {"layer_id", {"名单", "List"}, ColumnType::text},
                 {"feature_id", {"行", "Row"}, ColumnType::text},
                 {"rule", {"规则", "Rule"}, ColumnType::text},
                 {"project_id", {"项目编号", "Project"}, ColumnType::text},
                 {"name", {"项目名称", "Name"}, ColumnType::text},
                 {"counties", {"区县", "County"}, ColumnType::list},
                 {"adds_pollutants", {"新增污染物", "Adds"}, ColumnType::list},
                 {"outcome", {"该条结论", "Outcome"}, ColumnType::text},
                 {"worst_possible", {"最严可能", "Worst possible"}, ColumnType::text},
                 {"certain", {"确定", "Certain"}, ColumnType::text},
                 {"area", {"项目占地", "Area"}, ColumnType::area}};
  for (const auto& [key, at] : order) out.rows.push_back(rows[at]);
  out.notes = {
      {"限批命中 " + std::to_string(hit) + " 个项目，待定 " + std::to_string(open) +
           " 个。名单中的污染物与项目新增污染物的对应由人工核对。",
       std::to_string(hit) + " projects hit, " + std::to_string(open) +
           " open. Whether the banned pollutant is one that the project adds is for a person to check."}};
  return out;
}

void RuleTotals::project(std::size_t index, const ProjectRecord&, const Json& project) {
  for (const auto& f : list(project, "findings")) {
    Rule& r = rules_[text(f, "rule")];
    if (r.title.empty()) r.title = {text(f, "title"), text(f, "title_en")};
    r.sources.insert(text(f, "instrument") + " " + text(f, "clause"));
    ++r.by_outcome[text(f, "outcome")];
    r.open += text(f, "worst_possible") != text(f, "outcome");
    r.human += flag(f, "human");
    r.unverified += !flag(f, "verified");
    r.overridden += f.contains("override") && f["override"].is_object();
    r.projects.push_back(static_cast<std::uint32_t>(index));
  }
}

TotalsTable RuleTotals::table(const std::vector<ProjectRecord>& projects, const GroundIndex& ground) const {
  static constexpr std::array<const char*, 6> kOutcomes = {"prohibited",   "restricted", "conditional",
                                                           "undetermined", "allowed",    "info"};
  TotalsTable out;
  out.name = "rule";
  out.title = {"按规则汇总", "By rule"};
  out.columns = {{"rule", {"规则", "Rule"}, ColumnType::text},
                 {"title", {"名称", "Title"}, ColumnType::text},
                 {"sources", {"依据", "Source"}, ColumnType::list}};
  for (const char* word : kOutcomes)
    out.columns.push_back({word, outcome_word(word).text, ColumnType::count});
  const std::vector<Column> rest = {{"findings", {"意见数", "Findings"}, ColumnType::count},
                                    {"open", {"其中待核实", "open"}, ColumnType::count},
                                    {"human", {"其中须人工判定", "for a person"}, ColumnType::count},
                                    {"overridden", {"其中已裁定", "overridden"}, ColumnType::count},
                                    {"unverified", {"其中条文未核实", "unverified"}, ColumnType::count},
                                    {"area", {"项目占地合计", "Sum"}, ColumnType::area},
                                    {"once", {"去重", "Once"}, ColumnType::area}};
  out.columns.insert(out.columns.end(), rest.begin(), rest.end());
  for (const auto& [id, r] : rules_) {
    Once area;
    for (const std::uint32_t i : r.projects) area.add(i, projects[i].area, projects[i].area, ground);
    Row row{id, Coded{r.title.zh, r.title}, std::vector<std::string>(r.sources.begin(), r.sources.end())};
    for (const char* word : kOutcomes) {
      const auto at = r.by_outcome.find(word);
      row.emplace_back(at == r.by_outcome.end() ? std::size_t{0} : at->second);
    }
    for (const std::size_t n : {r.projects.size(), r.open, r.human, r.overridden, r.unverified})
      row.emplace_back(n);
    row.emplace_back(area.sum());
    row.emplace_back(area.once(ground));
    out.rows.push_back(std::move(row));
  }
  out.notes = {
      {"一个项目可有多条意见，各行不相加。面积为有该条意见的项目的全部占地，不是重叠部分。",
       "A project may have several findings: rows do not add up. Areas are those of the whole projects "
       "with such a finding, not of what overlaps."}};
  return out;
}

TotalsTable overlap_table(const std::vector<ProjectRecord>& projects, const GroundIndex& ground) {
  std::vector<const Ground::Pair*> order;
  if (ground.ground().examined)
    for (const auto& pair : ground.ground().pairs) order.push_back(&pair);
  std::sort(order.begin(), order.end(), [&](const Ground::Pair* l, const Ground::Pair* r) {
    const Centi area_l = centi(l->area_hi), area_r = centi(r->area_hi);
    if (area_l != area_r) return area_l > area_r;
    return std::tie(projects[l->a].id, projects[l->b].id, l->land) <
           std::tie(projects[r->a].id, projects[r->b].id, r->land);
  });
  TotalsTable out;
  out.name = "overlap";
  out.title = {"项目重叠", "Overlaps between projects"};
  out.columns = {{"project_a", {"项目甲", "Project A"}, ColumnType::text},
                 {"name_a", {"名称", "Name"}, ColumnType::text},
                 {"outcome_a", {"结论", "Outcome"}, ColumnType::text},
                 {"project_b", {"项目乙", "Project B"}, ColumnType::text},
                 {"name_b", {"名称", "Name"}, ColumnType::text},
                 {"outcome_b", {"结论", "Outcome"}, ColumnType::text},
                 {"ground", {"类别", "Ground"}, ColumnType::text},
                 {"relation", {"关系", "Relation"}, ColumnType::text},
                 {"band", {"宽度等级", "Band"}, ColumnType::text},
                 {"same_footprint", {"图形相同", "Same footprint"}, ColumnType::text},
                 {"area", {"重叠面积", "Area"}, ColumnType::area},
                 {"share_a", {"占甲", "Of A"}, ColumnType::share},
                 {"share_b", {"占乙", "Of B"}, ColumnType::share}};
  const auto share = [&](const Ground::Pair& pair, std::size_t project) -> Cell {
    const Centi whole = ground.area(project);
    if (!pair.land || whole <= 0) return {};
    return Share{std::min(1.0, static_cast<double>(centi(pair.area_hi)) / static_cast<double>(whole))};
  };
  for (const auto* pair : order) {
    const auto &a = projects[pair->a], &b = projects[pair->b];
    const bool narrow = pair->relation == "overlap" && pair->width_m > 0 &&
                        pair->width_m <= std::hypot(a.accuracy_m, b.accuracy_m);
    const Coded kind = pair->land ? Coded{"land", {"占地重叠", "land"}}
                                  : Coded{"other", {"涉及隧道、架空或影响范围", "tunnel, span or influence"}};
    const Coded relation = pair->relation == "overlap"  ? Coded{"overlap", {"重叠", "overlap"}}
                           : pair->relation == "inside" ? Coded{"inside", {"点在其内", "point inside"}}
                                                        : Coded{"crosses", {"线穿越", "line crosses"}};
    const Coded band = pair->relation != "overlap" ? Coded{"none", {"—", "—"}}
                       : narrow                    ? Coded{"boundary", {"边界级", "boundary"}}
                                                   : Coded{"overlap", {"重叠", "overlap"}};
    out.rows.push_back({a.id, a.name, slot_word(a.slot), b.id, b.name, slot_word(b.slot), kind, relation,
                        band, yes_no(!a.footprint.empty() && a.footprint == b.footprint),
                        Area{centi(pair->area_lo), centi(pair->area_hi), true, false}, share(*pair, pair->a),
                        share(*pair, pair->b)});
  }
  out.notes = {
      overlap_note(ground),
      {"同一项目的各地块之间不算重叠；宽 2 mm 以内为相接，不列。“边界级”：重叠宽度不超过两者精度之和方根。",
       "Parts of one project are no overlap; what is up to 2 mm wide only touches and is left out. boundary: "
       "no "
       "wider than the accuracy of both."}};
  return out;
}

}  // namespace zonegate::review
