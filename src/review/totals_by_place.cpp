// SPDX-License-Identifier: Apache-2.0
//
// Tables by outcome and by county.
#include <algorithm>
#include <cmath>

#include "review/totals.h"

namespace zonegate::review {
namespace {

Tally::Part part_of(std::size_t index, const ProjectRecord& p) {
  Tally::Part s;
  s.project = index;
  s.slot = p.slot;
  s.lo = s.hi = p.area;
  s.unsized = p.unsized;
  return s;
}

// "511802;?" -> the codes, and in words what stands for the unknown.
std::vector<std::string> codes_of(const ProjectRecord& p) {
  std::vector<std::string> out = p.counties;
  if (out.empty() || p.place.ends_with('?')) out.emplace_back("?");
  return out;
}

}  // namespace

void add_unsized_note(const std::vector<ProjectRecord>& projects, TotalsTable& out) {
  const auto n = std::count_if(projects.begin(), projects.end(), [](const auto& p) { return p.unsized; });
  if (n == 0) return;
  const std::string count = std::to_string(n);
  out.notes.push_back({"“其中无面积”的 " + count +
                           " 个项目没有图形，或有点位、线位未给出大小：该部分面积未知，未计入合计，不是零。",
                       count +
                           " projects without area have no geometry, or points or lines without a size: what "
                           "these cover is not known and not in the sums; it is not zero."});
}

TotalsTable outcome_table(const std::vector<ProjectRecord>& projects, const GroundIndex& ground) {
  struct Pair {
    std::size_t projects = 0, partial = 0, unsized = 0;
    Once area;
  };
  const auto rank = [](const std::string& word) { return -static_cast<int>(*parse_outcome(word)); };
  std::map<std::pair<std::size_t, int>, Pair> rows;
  std::map<int, std::string> words;
  Pair total;
  for (std::size_t i = 0; i < projects.size(); ++i) {
    const auto& p = projects[i];
    words[rank(p.worst)] = p.worst;
    for (Pair* row : {&rows[{p.slot, rank(p.worst)}], &total}) {
      ++row->projects;
      row->partial += p.status == "partial";
      row->unsized += p.unsized;
      row->area.add(i, p.area, p.area, ground);
    }
  }
  TotalsTable out;
  out.name = "outcome";
  out.title = {"按结论汇总", "By outcome"};
  out.columns = {{"outcome", {"结论", "Outcome"}, ColumnType::text},
                 {"worst_possible", {"最严可能", "Worst possible"}, ColumnType::text},
                 {"projects", {"项目数", "Projects"}, ColumnType::count},
                 {"partial", {"其中部分读取", "read in part"}, ColumnType::count},
                 {"unsized", {"其中无面积", "without area"}, ColumnType::count},
                 {"area", {"合计", "Sum"}, ColumnType::area},
                 {"once", {"去重", "Once"}, ColumnType::area}};
  const auto row = [&](Cell first, Cell second, const Pair& pair) {
    return Row{std::move(first), std::move(second), pair.projects,         pair.partial,
               pair.unsized,     pair.area.sum(),   pair.area.once(ground)};
  };
  for (const auto& [key, pair] : rows)
    out.rows.push_back(row(slot_word(key.first), outcome_word(words[key.second]), pair));
  out.total = row({}, {}, total);
  out.notes = {once_note(), overlap_note(ground)};
  add_unsized_note(projects, out);
  return out;
}

TotalsTable county_table(const std::vector<ProjectRecord>& projects, const GroundIndex& ground) {
  std::map<std::string, Tally> rows;
  std::map<std::string, std::vector<std::string>> codes;
  std::map<std::string, std::size_t> shared;  // projects in several counties, of which this is one
  Tally total;
  for (std::size_t i = 0; i < projects.size(); ++i) {
    const auto& p = projects[i];
    codes[p.place] = codes_of(p);
    rows[p.place].add(part_of(i, p), ground);
    total.add(part_of(i, p), ground);
    if (!in_several(p)) continue;
    for (const auto& county : p.counties) ++shared[county];
  }
  for (const auto& [county, n] : shared) {
    if (rows.contains(county)) continue;
    rows[county];  // only projects that lie in other counties too
    codes[county] = {county};
  }
  TotalsTable out;
  out.name = "county";
  out.title = {"按区县汇总", "By county"};
  out.columns = {{"counties", {"区县", "County"}, ColumnType::list}};
  Tally::columns(false, out.columns);
  out.columns.push_back({"shared", {"另涉跨县项目", "also, in several counties"}, ColumnType::count});
  const auto row = [&](Cell lead, const Tally& tally, Cell last) {
    Row cells{std::move(lead)};
    tally.cells(ground, false, cells);
    cells.push_back(std::move(last));
    return cells;
  };
  for (const auto& [place, tally] : rows) {
    const auto at = shared.find(place);
    out.rows.push_back(row(codes[place], tally, at == shared.end() ? std::size_t{0} : at->second));
  }
  out.total = row({}, total, {});
  out.notes = {
      {"跨区县的项目单列一行（代码以“;”相连），不重复计入各县；“另涉跨县项目”为还涉及本县的跨县项目数。“?"
       "”为不知在何区县（或其一部分）。",
       "A project in several counties has a row of its own (codes joined by \";\") and is in no county's "
       "row; "
       "the last column counts such projects by county. \"?\": county not known (of a part)."},
      once_note(),
      overlap_note(ground)};
  add_unsized_note(projects, out);
  return out;
}

TotalsTable carbon_table(const std::vector<ProjectRecord>& projects) {
  struct Sum {
    std::size_t projects = 0, computed = 0, incomplete = 0, unverified = 0;
    Centi area = 0;
    std::int64_t stock = 0, loss = 0, co2e = 0;
    void add(const ProjectRecord& p) {
      ++projects;
      if (!p.carbon) return;
      ++computed;
      incomplete += p.carbon->incomplete;
      unverified += p.carbon->unverified;
      area += p.carbon->area;
      stock += p.carbon->stock;
      loss += p.carbon->loss;
      co2e += p.carbon->co2e;
    }
  };
  std::map<std::string, Sum> rows;
  std::map<std::string, std::vector<std::string>> codes;
  Sum total;
  for (const auto& p : projects) {
    codes[p.place] = codes_of(p);
    rows[p.place].add(p);
    total.add(p);
  }
  TotalsTable out;
  out.name = "carbon";
  out.title = {"按区县汇总碳储量与占用损失", "Carbon by county"};
  out.columns = {{"counties", {"区县", "County"}, ColumnType::list},
                 {"projects", {"项目数", "Projects"}, ColumnType::count},
                 {"computed", {"已计算", "computed"}, ColumnType::count},
                 {"not_computed", {"未计算", "not computed"}, ColumnType::count},
                 {"incomplete", {"有缺值", "with gaps"}, ColumnType::count},
                 {"unverified", {"含未核实系数", "unverified factors"}, ColumnType::count},
                 {"area", {"核算面积", "Area"}, ColumnType::area},
                 {"stock_tc", {"储量 t C", "Stock t C"}, ColumnType::tonnes},
                 {"loss_tc", {"损失 t C", "Loss t C"}, ColumnType::tonnes},
                 {"loss_co2e_t", {"损失 t CO2e", "Loss t CO2e"}, ColumnType::tonnes}};
  const auto row = [](Cell lead, const Sum& s) {
    return Row{std::move(lead),
               s.projects,
               s.computed,
               s.projects - s.computed,
               s.incomplete,
               s.unverified,
               Area{s.area, s.area, true, false},
               Tonnes{s.stock},
               Tonnes{s.loss},
               Tonnes{s.co2e}};
  };
  for (const auto& [place, sum] : rows) out.rows.push_back(row(codes[place], sum));
  out.total = row({}, total);
  out.notes = {
      {"为各项目之和；项目之间重叠的地计多次。未计算的项目不按零计。",
       "Sums over projects; ground that several of them claim counts several times. Projects without an "
       "account are not zero."}};
  return out;
}

}  // namespace zonegate::review
