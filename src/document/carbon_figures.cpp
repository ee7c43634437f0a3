// SPDX-License-Identifier: Apache-2.0
//
// Table 8-4: figures of each scenario beside the flows of table 8-2: the years that are counted, the net in t CO2e, the gases that are not in it, the yearly mean, when the debt is paid
// back, the net present value and what it rests on. In the words of report.html, and with its signs: negative is less carbon on the ground, or gas in the air.
#include <algorithm>
#include <array>

#include "document/carbon_pools.h"

namespace zonegate::document {
namespace {

struct Gas {
  const char *value, *low, *high, *zh, *en;
};
constexpr std::array<Gas, 2> kGases = {
    {{"soil_n2o_emission_tco2e", "soil_n2o_low_tco2e", "soil_n2o_high_tco2e",
      "土壤碳损失的 N2O（不在净变化内）", "N2O of soil carbon lost (not in net)"},
     {"methane_emission_tco2e", "methane_low_tco2e", "methane_high_tco2e", "淹没区 CH4（不在净变化内）",
      "CH4 of flooded ground (not in net)"}}};

// There is such a gas, or nobody knows how much: 0 is said only where there is none.
bool told_of(const Json& gases, const Gas& gas) {
  const auto at = gases.find(gas.value);
  return at != gases.end() && !(at->is_number() && at->get<double>() == 0);
}

// Results have emissions, + is more gas in the air.
Amount negative(const Json& value, const std::string& at) {
  Amount out = known_amount(value, kTonne, at);
  out.steps = -out.steps;
  for (auto& from : out.from) from = "-" + from;
  return out;
}

class Figures {
 public:
  Figures(const Context& c, const Json& run, std::string at, Table& table)
      : c_(c), run_(run), at_(std::move(at)), table_(table) {}

  void add() {
    years();
    net();
    gases();
    refused();
    row(c_.w("年均", "mean per year"), tonnes(figure("mean_annual_tc"), "figures/mean_annual_tc"), "t C/a",
        blank_cell(), blank_cell(), bound());
    row(c_.w("碳债偿还年", "paid back"), payback(), {});
    money();
  }

 private:
  const Context& c_;
  const Json& run_;
  const std::string at_;
  Table& table_;

  const Json& figure(const char* key) const { return member(member(run_, "figures"), key); }
  std::string place(const std::string& key) const { return at_ + "/" + key; }
  Cell tonnes(const Json& value, const std::string& key) const {
    return number_cell(c_, known_amount(value, kTonne, place(key)), "tc");
  }
  Cell co2(const Amount& amount) const { return number_cell(c_, amount, "tco2e"); }

  void row(const std::string& what, Cell value, std::string unit, Cell low = blank_cell(),
           Cell high = blank_cell(), std::string is = {}) {
    table_.rows.push_back(
        {{text_cell(scenario_name(c_, run_)), text_cell(what), std::move(value), std::move(low),
          std::move(high), text_cell(std::move(unit)), text_cell(std::move(is))}});
  }

  // What rests on a net that is an upper bound is one, too.
  std::string bound() const {
    const std::string is = text(run_, "net_is");
    return is == "exact" ? std::string() : told(c_, is);
  }

  // Of a share a year: in percent.
  void percent(const std::string& what, const Json& value, const std::string& key) {
    if (value.is_number()) row(what, plain_cell(c_, 100 * value.get<double>(), "percent", place(key)), "%");
  }

  void years() {
    const Json& assumed = member(run_, "assumed");
    const auto year = [&](const char* key, const char* zh, const char* en) {
      if (const Json& value = member(assumed, key); value.is_number())
        row(c_.w(zh, en), count_cell(value, place(std::string("assumed/") + key)), c_.w("年", "year"));
    };
    year("first_year", "计算期首年", "first year counted");
    year("last_year", "计算期末年（期末）", "last year counted (the end of the horizon)");
    percent(c_.w("区间置信水平", "level of the intervals"), member(run_, "interval_level"), "interval_level");
  }

  void net() {
    const Json& intervals = member(run_, "intervals");
    const auto amount = [&](const Json& object, const std::string& key, const std::string& in) {
      return known_amount(member(object, key), kTonne, place(in + "/" + key));
    };
    const std::string is = text(run_, "net_is");
    row(c_.w("期末净变化（负为减少）", "net at the end (negative: less carbon)"),
        co2(amount(member(run_, "figures"), "net_tco2e", "figures")), "t CO2e",
        co2(amount(intervals, "net_low_tco2e", "intervals")),
        co2(amount(intervals, "net_high_tco2e", "intervals")), told(c_, is == "exact" ? "known" : is));
  }

  void gases() {
    const Json& gases = member(run_, "other_gases");
    for (const auto& gas : kGases) {
      if (!told_of(gases, gas)) continue;
      const auto cell = [&](const char* key) {
        return co2(negative(member(gases, key), place(std::string("other_gases/") + key)));
      };
      const bool known = member(gases, gas.value).is_number();
      row(c_.w(gas.zh, gas.en), known ? cell(gas.value) : text_cell(c_.w("未计入", "not counted")), "t CO2e",
          cell(gas.high), cell(gas.low));
    }
  }

  void refused() {
    const Json& gain = member(run_, "gain_refused_tc");
    if (gain.is_number() && gain.get<double>() != 0)
      row(c_.w("依法不计的增汇", "gain that law refuses"), tonnes(gain, "gain_refused_tc"), "t C");
  }

  Cell payback() const {
    const std::string said = text(figure("payback"));
    constexpr std::string_view kNotBefore = "not before ";
    if (said == "never") return text_cell(c_.w("计算期内不能偿还", "never within the horizon"));
    if (said == "no debt") return text_cell(c_.w("没有碳债", "no debt"));
    if (said == "not known") return text_cell(c_.w("未知", "not known"));
    if (c_.lang == Lang::zh && said.starts_with(kNotBefore))
      return text_cell("不早于 " + said.substr(kNotBefore.size()));
    return text_cell(said);
  }

  void money() {
    const Json& money = member(member(run_, "assumed"), "money");
    const Json& npv = figure("npv");
    if (!npv.is_number()) return;
    const std::string code = text(money, "currency"), currency = code == "CNY" ? c_.w("元", "CNY") : code;
    const std::string timing = text(money, "timing");
    const std::string how =
        timing == "end_of_year" ? c_.w("逐年变化按年末折现", "yearly changes, at the end of each year")
        : timing == "invest"
            ? c_.w("年均变化自首年起折现（InVEST）", "mean yearly change, from the first year on (InVEST)")
            : "";
    const std::string is = bound();
    row(c_.w("净现值", "net present value"),
        number_cell(c_, known_amount(npv, kTonne, place("figures/npv")), "money"), currency, {}, {},
        is + (is.empty() || how.empty() ? "" : c_.w("；", "; ")) + how);
    if (!money.is_object()) return;
    row(c_.w("碳价（首年）", "carbon price (first year)"),
        count_cell(member(money, "price"), place("assumed/money/price")), currency + "/t CO2e");
    percent(c_.w("碳价年增长率", "rise of the price a year"), member(money, "growth"),
            "assumed/money/growth");
    percent(c_.w("折现率", "discount rate"), member(money, "discount"), "assumed/money/discount");
  }
};

bool any_gas(const Json& runs) {
  return std::any_of(runs.begin(), runs.end(), [](const Json& run) {
    const Json& gases = member(run, "other_gases");
    return std::any_of(kGases.begin(), kGases.end(), [&](const Gas& gas) { return told_of(gases, gas); });
  });
}

std::string methods_note(const Context& c, const Json& impact) {
  std::string names;
  for (const auto& method : list(impact, "methods")) c.add_word(names, local(method, "name", c.lang));
  return names.empty() ? names
                       : c.w("采用的计量方法：", "Methods taken: ") + names +
                             c.w("（逐地块见本次结果的 carbon_methods.csv）。",
                                 " (part by part: carbon_methods.csv of the run).");
}

}  // namespace

std::vector<std::string> horizon_notes(const Context& c, const Json& runs) {
  std::vector<std::string> out;
  const Json none;
  const Json& assumed = member(runs.empty() ? none : runs.front(), "assumed");
  const Json &first = member(assumed, "first_year"), &last = member(assumed, "last_year");
  if (first.is_number() && last.is_number()) {
    const std::string from = shortest(first.get<double>()), to = shortest(last.get<double>());
    out.push_back(c.w("数值为期末值：计算期 ", "Figures are those at the end of the horizon ") + from + "–" +
                  to + c.w(" 年，期末为 ", ": the end of ") + to + c.w(" 年末。", "."));
  }
  if (any_gas(runs))
    out.push_back(
        c.w("净变化只含碳库；土壤碳损失的 N2O、淹没区 CH4 不在净变化内，见表8-4。",
            "The net is of the pools alone: N2O of soil carbon lost and CH4 of flooded ground are not in "
            "it, see Table 8-4."));
  return out;
}

Table figures_table(const Context& c) {
  Table table{"carbon_figures", "8-4",
              c.w("情景指标与其他温室气体", "Figures of the scenarios, and other gases")};
  table.columns = {column(c.w("情景", "Scenario"), 12), column(c.w("项目", "Figure"), 26),
                   {c.w("数值", "Value"), 14, true},    {c.w("区间下限", "Low"), 12, true},
                   {c.w("区间上限", "High"), 12, true}, column(c.w("单位", "Unit"), 10),
                   column(c.w("说明", "It is"), 18)};
  const Json& impact = member(c.project, "carbon_impact");
  const Json& runs = list(impact, "runs");
  for (std::size_t i = 0; i < runs.size(); ++i)
    Figures(c, runs[i], "/carbon_impact/runs/" + std::to_string(i), table).add();
  if (table.rows.empty()) {
    table.notes.push_back(c.w("未按情景计算。", "Not computed by a scenario."));
    return table;
  }
  if (any_gas(runs))
    table.notes.push_back(c.w(
        "N2O、CH4 为排放，取负值；不是净变化的一部分，本次结果没有二者之和，计入后净变化更小，净增可能变为"
        "净减。碳债偿还年、年均和净现值同样不含。引用时须一并注明。",
        "N2O and CH4 are emissions, hence negative. They are no part of the net, and the run has no sum of "
        "both: with them the net is smaller, and a gain may turn into a loss; they are not in the year of "
        "paying back, the yearly mean and the net present value either. Name them wherever these are "
        "quoted."));
  if (const std::string methods = methods_note(c, impact); !methods.empty()) table.notes.push_back(methods);
  note_read_in_part(c, table);
  return table;
}

}  // namespace zonegate::document
