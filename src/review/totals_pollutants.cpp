// SPDX-License-Identifier: Apache-2.0
//
// Which pollutants are added where, and what the dated lists of regions say there. The lists are rows of facts.csv (region_ban, region_class) that hold, or may
// hold, for the project; a project that states nothing, or adds nothing, has its row too.
#include <algorithm>

#include "review/totals.h"
#include "schema/schema.h"

namespace zonegate::review {
namespace {

constexpr const char* kNotStated = "?";

Coded pollutant_word(const std::string& word) {
  if (word == kNotStated) return {kNotStated, {"未填", "not stated"}};
  const auto* spec = schema::find_attribute("adds_pollutants");
  for (std::size_t i = 0; spec && i < spec->values.size(); ++i) {
    if (spec->values[i] == word && i < spec->values_zh.size())
      return {word, {word == "none" ? "不新增" : std::string(spec->values_zh[i]), word}};
  }
  return {word, {word, word}};
}

// "COD、氨氮" of a list names COD and NH3-N.
bool names(const std::string& list, const std::string& pollutant) {
  const Coded word = pollutant_word(pollutant);
  const auto items = schema::split_list(list);
  return std::any_of(items.begin(), items.end(),
                     [&](const std::string& item) { return item == word.key || item == word.text.zh; });
}

std::vector<std::string> codes_of(const ProjectRecord& p) {
  std::vector<std::string> out = p.counties;
  if (out.empty() || p.place.ends_with('?')) out.emplace_back("?");
  return out;
}

}  // namespace

struct PollutantTotals::Region {
  bool hit = false, open = false, named = false;
  enum class Targets { no_list, missed, not_missed } targets = Targets::no_list;
};

void PollutantTotals::add(Sums& row, const Tally::Part& part, const Region& region,
                          const GroundIndex& ground) {
  row.tally.add(part, ground);
  row.ban_hit += region.hit;
  row.ban_open += region.open && !region.hit;
  row.named += region.named;
  row.missed += region.targets == Region::Targets::missed;
  row.not_missed += region.targets == Region::Targets::not_missed;
  row.no_list += region.targets == Region::Targets::no_list;
}

void PollutantTotals::project(std::size_t index, const ProjectRecord& p, const std::vector<FactRow>& facts,
                              const GroundIndex& ground) {
  std::vector<std::string> pollutants = p.pollutants;
  if (pollutants.empty()) pollutants.emplace_back(kNotStated);
  Region region;
  region.hit = p.ban_hit;
  region.open = p.ban_open;
  const auto answer = p.kinds.find("region_class");
  const bool examined =
      answer != p.kinds.end() && (answer->second.state == "hit" || answer->second.state == "clear");
  if (examined) region.targets = Region::Targets::not_missed;
  std::vector<std::string> banned;
  for (const auto& f : facts) {
    if (f.kind == "region_ban") banned.push_back(listed_field(f.fields, "pollutant"));
    if (f.kind == "region_class" && listed_field(f.fields, "attaining") == "false")
      region.targets = Region::Targets::missed;
  }
  const Tally::Part whole{index, p.slot, p.area, p.area, p.unsized};
  add(all_, whole, region, ground);
  const Hits units = LayerTotals::unit_hits(facts, p);
  for (const auto& pollutant : pollutants) {
    region.named = std::any_of(banned.begin(), banned.end(),
                               [&](const std::string& list) { return names(list, pollutant); });
    Sums& county = counties_[{p.place, pollutant}];
    county.lead = {codes_of(p), pollutant_word(pollutant)};
    add(county, whole, region, ground);
    for (const auto& [key, hit] : units) {
      Sums& unit = units_[{key.front(), pollutant}];
      unit.lead = {hit.lead[0], hit.lead[1], hit.lead[2], pollutant_word(pollutant)};
      const auto [lo, hi] = limits_of(hit.sum, hit.most, hit.facts, own_ground(index, p, ground));
      add(unit, {index, p.slot, lo, hi, p.unsized || hit.unsized, !hit.land, !hit.certain, hit.withheld},
          region, ground);
    }
  }
}

namespace {

void add_columns(TotalsTable& out) {
  out.columns.push_back({"pollutant", {"新增污染物", "Adds"}, ColumnType::text});
  Tally::columns(false, out.columns);
  const std::vector<Column> more = {
      {"ban_hit", {"限批命中", "ban hits"}, ColumnType::count},
      {"ban_open", {"限批待定", "ban open"}, ColumnType::count},
      {"ban_names", {"限批名单列有该污染物", "named in the ban"}, ColumnType::count},
      {"targets_missed", {"所在区域不达标", "region misses targets"}, ColumnType::count},
      {"targets_not_missed", {"名单未列不达标", "not listed as missing"}, ColumnType::count},
      {"targets_no_list", {"无区域类别名单", "no list of regions"}, ColumnType::count}};
  out.columns.insert(out.columns.end(), more.begin(), more.end());
}

Text rows_note() {
  return {
      "新增多种污染物的项目在多行中，各行不相加；合计行每个项目只计一次。“不新增”“未填”各有一行。区域是否达标"
      "、是否限批以提供的名单为准。",
      "A project that adds several pollutants is in several rows: they do not add up; the total counts each "
      "project "
      "once. Projects that add none, or do not say, have rows of their own. What regions miss or ban is what "
      "the "
      "lists supplied say."};
}

}  // namespace

void PollutantTotals::add_rows(const std::map<std::vector<std::string>, Sums>& rows,
                               const GroundIndex& ground, TotalsTable& out) {
  for (const auto& [key, sums] : rows) {
    Row row = sums.lead;
    sums.tally.cells(ground, false, row);
    for (const std::size_t n :
         {sums.ban_hit, sums.ban_open, sums.named, sums.missed, sums.not_missed, sums.no_list})
      row.emplace_back(n);
    out.rows.push_back(std::move(row));
  }
}

TotalsTable PollutantTotals::by_county(const GroundIndex& ground) const {
  TotalsTable out;
  out.name = "pollutant";
  out.title = {"新增污染物（按区县）", "Pollutants added, by county"};
  out.columns = {{"counties", {"区县", "County"}, ColumnType::list}};
  add_columns(out);
  add_rows(counties_, ground, out);
  TotalsTable total = out;
  total.rows.clear();
  Sums all = all_;
  all.lead = Row(2);
  add_rows({{{}, all}}, ground, total);
  out.total = total.rows.front();
  out.total->at(out.total->size() - 4) = Cell{};
  out.notes = {rows_note(), once_note()};
  return out;
}

TotalsTable PollutantTotals::by_unit(const GroundIndex& ground) const {
  TotalsTable out;
  out.name = "pollutant_unit";
  out.title = {"新增污染物（按管控单元）", "Pollutants added, by control unit"};
  out.columns = {{"code", {"单元编码", "Unit"}, ColumnType::text},
                 {"name", {"名称", "Name"}, ColumnType::text},
                 {"class", {"类别", "Class"}, ColumnType::text}};
  add_columns(out);
  add_rows(units_, ground, out);
  out.notes = {{"面积为项目占地在单元内的部分。", "Areas are what the project occupies inside the unit."},
               rows_note(),
               once_note()};
  return out;
}

}  // namespace zonegate::review
