// SPDX-License-Identifier: Apache-2.0
//
// Pictures of the carbon chapter, drawn from carbon_years.csv and the drivers of the results: stock by pool, net with its interval, what the net hangs on. A figure that
// the run does not know is no curve at 0: its curve is left out, and a note says so.
#include <array>

#include "document/parts.h"

namespace zonegate::document {
namespace {

struct Named {
  const char *key, *zh, *en;
};
constexpr std::array<Named, 6> kStores = {{{"with_above_tc", "地上生物量", "Above ground"},
                                           {"with_below_tc", "地下生物量", "Below ground"},
                                           {"with_dead_tc", "死木", "Dead wood"},
                                           {"with_litter_tc", "枯落物", "Litter"},
                                           {"with_soil_tc", "土壤", "Soil"},
                                           {"with_products_tc", "木产品", "Wood products"}}};
constexpr std::array<Named, 4> kFlows = {{{"net_tc", "净变化", "Net"},
                                          {"lost_tc", "储量损失", "Stock lost"},
                                          {"forgone_tc", "放弃的碳汇", "Sink forgone"},
                                          {"gain_tc", "增汇", "Gain"}}};

struct Years {
  std::vector<const TableRow*> rows;  // of one scenario
  std::vector<int> years;

  // nullopt: some year has no number.
  std::optional<std::vector<double>> column(const std::string& name) const {
    std::vector<double> out;
    for (const auto* row : rows) {
      const auto number = as_number(Value(cell_of(*row, name)));
      if (!number) return std::nullopt;
      out.push_back(*number);
    }
    return out;
  }
};

Years years_of(const Context& c, const std::string& scenario) {
  Years out;
  for (const auto& row : c.files.years) {
    const auto year = as_number(Value(cell_of(row, "year")));
    if (cell_of(row, "scenario") != scenario || !year) continue;
    out.rows.push_back(&row);
    out.years.push_back(static_cast<int>(*year));
  }
  return out;
}

std::string span_words(const Years& years) {
  return std::to_string(years.years.front()) + "–" + std::to_string(years.years.back());
}

void add_pools(Document& out, const Context& c, const std::string& scenario, const Years& years) {
  sheet::StackChart chart{"t C", years.years, {}};
  for (const auto& store : kStores) {
    auto values = years.column(store.key);
    if (!values) return;
    chart.layers.push_back({c.w(store.zh, store.en), std::move(*values)});
  }
  if (auto base = years.column("without_tc"))
    chart.line = {c.w("无项目时的总储量", "Total without the project"), std::move(*base)};
  const std::string caption =
      c.w("有项目时各碳库储量（情景：", "Stock by pool with the project (scenario: ") + scenario +
      c.w("）", ")");
  Picture p = next_figure(c, out, "carbon_pools", caption,
                          caption + c.w("，逐年堆积，", ", stacked over the years ") + span_words(years));
  p.drawing = sheet::draw(chart);
  p.notes.push_back(c.w("数据：carbon_years.csv。", "Data: carbon_years.csv."));
  add_picture(out, std::move(p));
}

void add_net(Document& out, const Context& c, const std::string& scenario, const Years& years,
             const std::string& level) {
  sheet::BandChart chart{"t C", years.years, {}};
  std::string unknown;
  for (const auto& flow : kFlows) {
    if (auto values = years.column(flow.key))
      chart.lines.push_back({c.w(flow.zh, flow.en), std::move(*values)});
    else
      c.add_word(unknown, c.w(flow.zh, flow.en));
  }
  auto low = years.column("net_low_tc"), high = years.column("net_high_tc");
  if (!years.column("net_tc")) return;
  if (low && high) {
    chart.low = std::move(*low);
    chart.high = std::move(*high);
    chart.band_name = c.w("净变化的区间", "Interval of the net") + level;
  }
  const std::string caption =
      c.w("净变化及其区间（情景：", "Net change and its interval (scenario: ") + scenario + c.w("）", ")");
  Picture p = next_figure(c, out, "carbon_net", caption, caption + c.w("，", ", ") + span_words(years));
  p.drawing = sheet::draw(chart);
  p.notes.push_back(c.w("负值为损失。数据：carbon_years.csv。", "Negative is lost. Data: carbon_years.csv."));
  if (!unknown.empty())
    p.notes.push_back(c.w("未知而未绘出：", "Not known, and not drawn: ") + unknown + c.w("。", "."));
  add_picture(out, std::move(p));
}

// The caption says which scenario it is: names with it would be too long for their rows.
std::string driver_row(const Context& c, const Json& run, const std::string& input) {
  std::string name = driver_name(c, run, input);
  const std::string scenario = c.w("（情景 ", " (scenario ") + scenario_name(c, run) + c.w("）", ")");
  if (const auto at = name.rfind(scenario); at != std::string::npos) name.erase(at, scenario.size());
  return name;
}

void add_drivers(Document& out, const Context& c, const Json& run) {
  constexpr std::size_t kMost = 10;
  constexpr double kLeast = 0.0005;  // of the variance: a share that reads 0.0 % has a bar that nobody sees
  bool left_out = false;
  const Json& drivers = list(run, "drivers");
  const Json& net = member(member(run, "figures"), "net_tc");
  if (drivers.empty() || !net.is_number()) return;
  sheet::TornadoChart chart{"t C", net.get<double>(), {}};
  for (std::size_t i = 0; i < drivers.size() && i < kMost; ++i) {
    const Json &low = member(drivers[i], "net_low_tc"), &high = member(drivers[i], "net_high_tc"),
               &share = member(drivers[i], "share");
    if (!low.is_number() || !high.is_number()) return;
    if (i > 0 && share.is_number() && share.get<double>() < kLeast) {
      left_out = true;
      continue;
    }
    chart.rows.push_back({driver_row(c, run, text(drivers[i], "input")), low.get<double>(),
                          high.get<double>(),
                          share.is_number() ? fixed(100 * share.get<double>(), 1) + " %" : ""});
  }
  const std::string caption =
      c.w("期末净变化对各参数的敏感性（情景：", "What the net at the end hangs on (scenario: ") +
      scenario_name(c, run) + c.w("）", ")");
  Picture p = next_figure(c, out, "carbon_drivers", caption, caption);
  p.drawing = sheet::draw(chart);
  p.notes.push_back(c.w("条形为该参数取区间两端时的期末净变化，百分数为其占方差的份额，竖线为期末净变化。",
                        "Bars: the net at the end with the input at either end of its interval; percent: its "
                        "share of the variance; the line: the net."));
  if (left_out)
    p.notes.back() += c.w("份额不足0.05%的参数未列。", " Inputs of less than 0.05 % are left out.");
  add_picture(out, std::move(p));
}

}  // namespace

void add_carbon_pictures(Document& out, const Context& c) {
  for (const auto& run : list(member(c.project, "carbon_impact"), "runs")) {
    const std::string scenario = scenario_name(c, run);
    const Years years = years_of(c, text(run, "scenario"));
    if (years.rows.size() < 2 || !years.column("net_tc")) {
      add_text(out,
               c.w("没有图：情景 ", "No pictures: the run knows no figures of scenario ") + scenario +
                   c.w(" 的逐年数据未知。", " year by year."),
               "note");
      continue;
    }
    const std::string level = interval_level(run);
    add_pools(out, c, scenario, years);
    add_net(out, c, scenario, years, level.empty() ? level : c.w("（", " (") + level + c.w("%）", " %)"));
    add_drivers(out, c, run);
  }
}

}  // namespace zonegate::document
