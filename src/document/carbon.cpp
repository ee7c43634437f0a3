// SPDX-License-Identifier: Apache-2.0
//
// Table 8: carbon. 8-1 stock by class and pool, 8-2 what each scenario takes, forgoes and gives back; 8-3 is in carbon_factors.cpp, 8-4 in carbon_figures.cpp.
#include <algorithm>
#include <array>

#include "document/carbon_pools.h"
#include "verdict/verdict.h"

namespace zonegate::document {
namespace {

std::string reasons(const Context& c, const Json& items) {
  std::string out;
  for (const auto& item : items)
    out += (out.empty() ? "" : c.w("；", "; ")) + verdict::reason_text(text(item)).in(c.lang);
  return out;
}

// "Not computed: no part was read.": a reason is no sentence of its own.
std::string not_computed(const Context& c, const std::string& what, const char* reason) {
  const std::string why = verdict::reason_text(text(c.project, reason)).in(c.lang);
  return what + (why.empty() ? "" : c.w("：", ": ") + why) + c.w("。", ".");
}

// null in a pool is missing, not zero: a cell to fill in.
Amount pool_amount(const Json& pools, const Pool& pool, const std::string& at) {
  return known_amount(member(pools, pool.key), kTonne, at + "/" + pool.key);
}

Amount known(const Amount& a) { return a.absent ? Amount{} : a; }

// What of these cells is printed, added up; blank where nothing is known: a pool that no class has a value of is not zero.
Cell total_of(const std::vector<const Cell*>& parts) {
  Cell out = added(parts);
  return out.from.empty() ? blank_cell() : out;
}

struct NoClass {
  const char *key, *zh, *en;
};
constexpr std::array<NoClass, 2> kNoClass = {{{"nodata_ha", "像元无值", "Cells without a value"},
                                              {"outside_ha", "栅格范围以外", "Outside the raster"}}};

// Of the classes, of what has none, and their total: what is printed adds up.
std::vector<Cell> class_areas(const Context& c, const Json& carbon) {
  const Json& classes = list(carbon, "classes");
  std::vector<Amount> areas;
  for (std::size_t i = 0; i < classes.size(); ++i)
    areas.push_back(known_amount(member(classes[i], "area_ha"), kHectare,
                                 "/carbon/classes/" + std::to_string(i) + "/area_ha"));
  for (const auto& none : kNoClass) {
    Amount area = known_amount(member(carbon, none.key), kHectare, std::string("/carbon/") + none.key);
    areas.push_back(area.absent ? Amount{} : area);
  }
  return closed_cells(c, areas, "hm2");
}

void add_no_class(const Context& c, const std::vector<Cell>& areas, std::size_t classes, Table& table) {
  for (std::size_t i = 0; i < kNoClass.size(); ++i) {
    const Cell& area = areas[classes + i];
    if (!area.number || (*area.number == 0 && !area.below)) continue;
    Row row{std::vector<Cell>(table.columns.size(), blank_cell())};
    row.cells[0] = text_cell(c.w(kNoClass[i].zh, kNoClass[i].en));
    row.cells[1] = area;
    table.rows.push_back(std::move(row));
  }
}

std::optional<Amount> stated_total(const Json& carbon, const std::string& key) {
  Amount out = known_amount(member(carbon, key), kTonne, "/carbon/" + key);
  return out.absent ? std::nullopt : std::optional(std::move(out));
}

// What the classes come to, as the run has it; of an older run, or where rounding of the pools leaves no room for that, what is printed of them.
Cell grand_total(const Context& c, const std::optional<Amount>& stated,
                 const std::vector<const Cell*>& classes) {
  Cell printed = total_of(classes);
  if (!stated || !printed.number) return printed;
  Cell own = number_cell(c, *stated, "tc");
  return own.text == printed.text ? own : printed;
}

// "不完整（死木缺值）": of sums that pools without a value in some class are not in.
std::string lacking(const Context& c, const Json& carbon) {
  std::string pools;
  for (const auto& pool : kPools) {
    const Json& classes = list(carbon, "classes");
    if (std::any_of(classes.begin(), classes.end(),
                    [&](const Json& one) { return !member(member(one, "stock_tc"), pool.key).is_number(); }))
      c.add_word(pools, c.w(pool.zh, pool.en));
  }
  return pools.empty() ? pools : c.w("不完整（", "not complete (no value: ") + pools + c.w("缺值）", ")");
}

// Class x pool: the grand total is that of the results, the totals of classes close to it and the pools of a class to its total; rows and columns are sums of what is printed. Gives the
// totals of the pools.
std::vector<Cell> stock_rows(const Context& c, const Json& carbon, Table& table) {
  const Json& classes = list(carbon, "classes");
  if (classes.empty()) return std::vector<Cell>(kPools.size(), blank_cell());
  std::vector<std::vector<Amount>> stocks, there;
  std::vector<Amount> sums;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const std::string at = "/carbon/classes/" + std::to_string(i);
    auto &stock = stocks.emplace_back(), &known_stock = there.emplace_back();
    for (const auto& pool : kPools) {
      stock.push_back(pool_amount(member(classes[i], "stock_tc"), pool, at + "/stock_tc"));
      known_stock.push_back(known(stock.back()));
    }
    const Amount stated = known_amount(member(classes[i], "total_tc"), kTonne, at + "/total_tc");
    sums.push_back(stated.absent ? sum(known_stock) : stated);
  }
  const auto stated = stated_total(carbon, "stock_total_tc");
  const auto settled = closed_rows(c, there, sums, "tc", stated);
  const auto areas = class_areas(c, carbon);
  std::vector<std::vector<const Cell*>> columns(kPools.size());
  std::vector<const Cell*> every;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    Row row{{text_cell(local(classes[i], "name", c.lang)), areas[i]}};
    bool any = false;
    for (std::size_t p = 0; p < kPools.size(); ++p) {
      const bool missing = stocks[i][p].absent;
      row.cells.push_back(missing ? blank_cell() : settled[i][p]);
      columns[p].push_back(&settled[i][p]);
      any = any || !missing;
    }
    row.cells.push_back(any ? settled[i].back() : blank_cell());
    every.push_back(&settled[i].back());
    row.cells.push_back(text_cell(text(classes[i], "source")));
    row.cells.push_back(text_cell(told(c, text(classes[i], "status"))));
    table.rows.push_back(std::move(row));
  }
  add_no_class(c, areas, classes.size(), table);
  Row total{{text_cell(c.w("合计", "Total")), areas.back()}, true};
  std::vector<Cell> totals;
  for (const auto& column : columns) totals.push_back(total_of(column));
  total.cells.insert(total.cells.end(), totals.begin(), totals.end());
  total.cells.push_back(grand_total(c, stated, every));
  total.cells.push_back(blank_cell());
  total.cells.push_back(text_cell(lacking(c, carbon)));
  table.rows.push_back(std::move(total));
  return totals;
}

void stock_loss(const Context& c, const Json& carbon, const std::vector<Cell>& stock, Table& table) {
  Row row{{text_cell(c.w("其中损失", "Of it lost")), blank_cell()}, true};
  std::vector<Amount> pools;
  for (const auto& pool : kPools)
    pools.push_back(pool_amount(member(carbon, "loss_tc"), pool, "/carbon/loss_tc"));
  std::vector<bool> all_lost;  // is printed as its stock is
  for (const auto& pool : kPools) {
    const Json &lost = member(member(carbon, "loss_tc"), pool.key),
               &had = member(member(carbon, "stock_tc"), pool.key);
    all_lost.push_back(lost.is_number() && had.is_number() && lost == had);
  }
  for (auto& cell :
       closed_cells_within(c, pools, stock, "tc", stated_total(carbon, "loss_total_tc"), all_lost))
    row.cells.push_back(std::move(cell));
  // Of a pool that no class has a value of nothing is lost, as far as the results go: nobody knows what is.
  for (std::size_t p = 0; p < kPools.size() && !list(carbon, "classes").empty(); ++p)
    if (!stock[p].number) row.cells[2 + p] = blank_cell();
  row.cells.push_back(blank_cell());
  row.cells.push_back(text_cell(lacking(c, carbon)));
  table.rows.push_back(std::move(row));
}

// 8-1 and 8-2 both speak of a loss, and differ.
std::string two_losses(const Context& c) {
  return c.w(
      "表8-1“其中损失”按地类碳密度和占用损失率计，不看小班、年份和情景，也不含恢复；表8-2“储量损失”按小班、"
      "施工情景逐年计至期末，清理剩余物和木产品的余留、表土的处置均计入。两者口径不同，数值不等，且表8-"
      "1取正值、表8-2取负值。评价项目碳影"
      "响引用表8-2，并注明情景；没有情景或只核对地类储量时引用表8-1。二者不得相加。",
      "'Of it lost' of Table 8-1 goes by carbon densities of land classes and loss shares of the occupation, "
      "without stands, years or scenarios, and without what comes back; 'Stock lost' of Table 8-2 goes by "
      "stands and the scenario, year by year to the end, with what clearing leaves as dead wood and "
      "products, and what is done with the soil. They are different figures and differ (and Table 8-1 counts "
      "a loss as positive). Of the project's "
      "impact quote Table 8-2 with its scenario; Table 8-1 is for the stock of the land classes, or where "
      "there is no scenario. The two must not be added.");
}

Table stock_table(const Context& c) {
  Table table{"carbon_stock", "8-1",
              c.w("占地碳储量（按地类和碳库）", "Carbon stock of the ground by class and pool")};
  table.columns = {column(c.w("地类", "Class"), 12),
                   {c.w("面积（hm²，像元覆盖）", "Area (hm², cells covered)"), 10, true}};
  for (const auto& pool : kPools)
    table.columns.push_back({c.w(pool.zh, pool.en) + c.w("（t C）", " (t C)"), 9, true});
  table.columns.push_back({c.w("合计（t C）", "Total (t C)"), 10, true});
  table.columns.push_back(column(c.w("来源", "Source"), 22));
  table.columns.push_back(column(c.w("状态", "Status"), 8));
  const Json& carbon = member(c.project, "carbon");
  if (carbon.is_null()) {
    table.notes.push_back(not_computed(c, c.w("未计算", "Not computed"), "carbon_reason"));
    return table;
  }
  const auto totals = stock_rows(c, carbon, table);
  stock_loss(c, carbon, totals, table);
  if (const std::string missing = reasons(c, list(carbon, "missing_pools")); !missing.empty())
    table.notes.push_back(c.w("缺值碳库不在合计之内：", "Pools without a value are not in the totals: ") +
                          missing);
  table.notes.push_back(c.w("因子版本：", "Factor edition: ") + text(carbon, "edition"));
  if (!member(c.project, "carbon_impact").is_null()) table.notes.push_back(two_losses(c));
  note_read_in_part(c, table);
  return table;
}

struct Figure {
  const char *key, *is, *zh, *en;  // is: whether it is a bound
};
constexpr std::array<Figure, 3> kFigures = {
    {{"stock_lost_tc", "stock_lost_is", "储量损失", "Stock lost"},
     {"sink_forgone_tc", "sink_forgone_is", "放弃的碳汇", "Sink forgone"},
     {"gain_tc", "", "恢复增汇", "Gain"}}};

Cell tonnes(const Context& c, const Json& value, const std::string& at) {
  return number_cell(c, known_amount(value, kTonne, at), "tc");
}

// The results say of losses whether they are bounds; the stock is one where something that stands there was not counted.
std::string stock_is(const Json& impact, const Json& run) {
  const Json& gaps = list(impact, "gaps");
  const bool less = std::any_of(gaps.begin(), gaps.end(), [](const Json& gap) {
    return text(gap).find("not counted") != std::string::npos ||
           text(gap).find("no method gives a figure") != std::string::npos;
  });
  return less && member(run, "stock_tc").is_number() ? "lower bound" : "";
}

// "现有储量、储量损失": the figures of some scenario that what is missing is not in.
std::string bounds_of(const Context& c, const Json& impact) {
  const auto any = [&](const char* key) {
    const Json& runs = list(impact, "runs");
    return std::any_of(runs.begin(), runs.end(),
                       [&](const Json& run) { return text(run, key).find("bound") != std::string::npos; });
  };
  const Json& runs = list(impact, "runs");
  std::string out;
  if (!runs.empty() && !stock_is(impact, runs.front()).empty()) c.add_word(out, c.w("现有储量", "Stock"));
  for (const auto& f : kFigures)
    if (*f.is && any(f.is)) c.add_word(out, c.w(f.zh, f.en));
  if (any("net_is")) c.add_word(out, c.w("净变化", "Net"));
  return out;
}

// What is lost, forgone and gained adds up to the net as it is printed: rounded together to it, where all of them are known. The run rounds the net by itself, so its parts may
// miss it by a last digit that no rounding of them makes good; then a note says so.
void close_to_net(const Context& c, const Json& run, const std::string& at, std::size_t first, Table& table) {
  constexpr std::size_t kValue = 2;
  const Amount net = known_amount(member(member(run, "figures"), "net_tc"), kTonne, at + "/figures/net_tc");
  std::vector<Amount> parts;
  for (const auto& f : kFigures) {
    if (!member(run, f.key).is_number()) return;
    parts.push_back(known_amount(member(run, f.key), kTonne, at + "/" + f.key));
  }
  if (net.absent) return;
  const auto cells = closed_rows(c, {parts}, {net}, "tc").front();
  const Cell& shown = table.rows[first + parts.size()].cells[kValue];
  for (std::size_t i = 0; i < parts.size(); ++i) table.rows[first + i].cells[kValue] = cells[i];
  if (cells.back().number == shown.number) return;
  table.notes.push_back(
      c.w("情景“", "Scenario \"") + scenario_name(c, run) +
      c.w("”：储量损失、放弃的碳汇与恢复增汇之和为 ", "\": lost, forgone and gained add up to ") +
      cells.back().text + c.w("，与净变化 ", ", the net is ") + shown.text +
      c.w(" 之差系各自舍入所致。", "; they differ by rounding alone."));
}

void scenario_rows(const Context& c, const Json& run, const std::string& at, Table& table) {
  const auto row = [&](const std::string& what, const Json& value, const std::string& value_at,
                       const Json& interval, const std::string& interval_at, const std::string& is) {
    // Of what is not known there is no interval: what was drawn is what the other figures need.
    const Json none, &spread = value.is_null() ? none : interval;
    table.rows.push_back(
        {{text_cell(scenario_name(c, run)), text_cell(what), tonnes(c, value, value_at),
          tonnes(c, member(spread, "low"), interval_at + "/low"),
          tonnes(c, member(spread, "high"), interval_at + "/high"), text_cell(told(c, is))}});
  };
  const Json& intervals = member(run, "intervals");
  const std::string prefix = at + "/intervals/";
  row(c.w("现有储量", "Stock"), member(run, "stock_tc"), at + "/stock_tc", member(intervals, "stock_tc"),
      prefix + "stock_tc", stock_is(member(c.project, "carbon_impact"), run));
  const std::size_t first = table.rows.size();
  for (const auto& f : kFigures)
    row(c.w(f.zh, f.en), member(run, f.key), at + "/" + f.key, member(intervals, f.key), prefix + f.key,
        text(run, f.is));
  const Json& figures = member(run, "figures");
  row(c.w("净变化", "Net"), member(figures, "net_tc"), at + "/figures/net_tc", member(intervals, "net_tc"),
      prefix + "net_tc", text(run, "net_is") == "exact" ? "known" : text(run, "net_is"));
  close_to_net(c, run, at, first, table);
}

// All scenarios of a file have one level; a run of an older version does not say it.
std::string level_note(const Context& c, const Json& runs) {
  const std::string percent = runs.empty() ? std::string() : interval_level(runs.front());
  if (percent.empty())
    return c.w("区间的置信水平见情景文件。", "The level of the intervals stands in the scenario file.");
  return c.w("区间的置信水平为", "Level of the intervals: ") + percent + c.w("%。", " %.");
}

Table impact_table(const Context& c) {
  Table table{"carbon_impact", "8-2",
              c.w("项目碳影响（损失、放弃、增汇、净变化）", "Carbon impact: lost, forgone, gained, net")};
  table.columns = {column(c.w("情景", "Scenario"), 12),
                   column(c.w("项目", "Figure"), 16),
                   {c.w("数值（t C）", "Value (t C)"), 12, true},
                   {c.w("区间下限（t C）", "Low (t C)"), 12, true},
                   {c.w("区间上限（t C）", "High (t C)"), 12, true},
                   column(c.w("说明", "It is"), 14)};
  const Json& impact = member(c.project, "carbon_impact");
  if (impact.is_null()) {
    table.notes.push_back(
        not_computed(c, c.w("未按情景计算", "Not computed by a scenario"), "carbon_impact_reason"));
    return table;
  }
  const Json& runs = list(impact, "runs");
  for (std::size_t i = 0; i < runs.size(); ++i)
    scenario_rows(c, runs[i], "/carbon_impact/runs/" + std::to_string(i), table);
  if (!flag(impact, "complete")) {
    const std::string rows = bounds_of(c, impact);
    table.notes.push_back(c.w("不完整，缺：", "Not complete; missing: ") + reasons(c, list(impact, "gaps")) +
                          (rows.empty() ? ""
                                        : c.w("。缺项未计入，只是界限的行：", ". Bounds for that reason: ") +
                                              rows + c.w("。", ".")));
  }
  for (auto& note : horizon_notes(c, runs)) table.notes.push_back(std::move(note));
  table.notes.push_back(level_note(c, runs));
  if (!member(c.project, "carbon").is_null()) table.notes.push_back(two_losses(c));
  table.notes.push_back(c.w("负值为损失。方法与逐年数据见本次结果的 carbon_methods.csv、carbon_years.csv。",
                            "Negative is lost. Methods and years: carbon_methods.csv and carbon_years.csv "
                            "of the run."));
  note_read_in_part(c, table);
  return table;
}

}  // namespace

std::vector<Table> carbon_tables(const Context& c) {
  return {stock_table(c), impact_table(c), factor_table(c), figures_table(c)};
}

}  // namespace zonegate::document
