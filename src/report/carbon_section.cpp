// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/carbon_report.h"
#include "report/text.h"
#include "report/wording.h"
#include "words/words.h"

namespace zonegate::report {
namespace {

std::string row(const std::string& name, double tc, const std::string& interval) {
  return fmt::format("<tr><th>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n", name, fixed(tc, 1), interval,
                     fixed(to_co2e(TonnesC(tc)).value, 1));
}

// How a figure stands that is not all of it.
std::string cause_row(const std::string& name, double tc, const carbon::Interval& i, carbon::Known known,
                      const Words& w) {
  if (known == carbon::Known::none)
    return fmt::format("<tr><th>{}</th><td colspan=\"3\">{}</td></tr>\n", name, w("未知", "not known"));
  return row(name + (known == carbon::Known::part ? w("，下限", ", a lower bound") : ""), tc,
             interval_text(i));
}

// Emissions beside the pools: in t CO2e only, and never in t C.
std::string gases(const carbon::SideGases& g, const Words& w) {
  std::string out;
  const auto gas = [&](const std::string& name, const std::optional<TonnesCo2e>& t,
                       const carbon::Interval& i) {
    if (t && t->value == 0) return;
    out += fmt::format("<tr><th>{}</th><td></td><td>{}</td><td>{}</td></tr>\n", name,
                       t && i.high > i.low
                           ? fmt::format("{} … {} t CO<sub>2</sub>e", fixed(-i.high, 1), fixed(-i.low, 1))
                           : "",
                       t ? fixed(-t->value, 1) : std::string(w("未计入", "not counted")));
  };
  gas(w("土壤碳损失的 N<sub>2</sub>O（不在净变化内）", "N<sub>2</sub>O of soil carbon lost (not in net)"),
      g.soil_n2o, g.soil_n2o_interval);
  gas(w("淹没区 CH<sub>4</sub>（不在净变化内）", "CH<sub>4</sub> of flooded ground (not in net)"), g.methane,
      g.methane_interval);
  return out;
}

std::string figures(const carbon::CarbonRun& run, const carbon::ScenarioFile& s, const Words& w) {
  if (run.nothing_known())
    return std::string("<p class=\"gap\">") +
           w("没有一处地块有可用的数值：储量、损失和净变化均未知（不是零）。",
             "No part has a figure: stock, loss and net are not known (not zero).") +
           "</p>\n";
  const auto& t = run.trajectory.total;
  const auto& mc = run.intervals;
  std::string out = fmt::format(
      "<table class=\"figures\"><tr><th></th><th>t C</th><th>{} % {}</th><th>t CO<sub>2</sub>e</th></tr>\n",
      shortest(quantise(100 * s.monte_carlo.level, 2)), w("区间", "interval"));
  out += row(w("现状储量", "stock today"), t.base.front(), interval_text(mc.stock));
  out += cause_row(w("储量损失", "stock lost"), t.by_cause[0].back(), mc.by_cause[0], run.trajectory.lost, w);
  out += cause_row(w("放弃的碳汇", "sink forgone"), t.by_cause[1].back(), mc.by_cause[1],
                   run.trajectory.forgone, w);
  out += row(w("增汇", "gain"), t.by_cause[2].back(), interval_text(mc.by_cause[2]));
  if (t.refused.back() != 0) out += row(w("依法不计的增汇", "gain that law refuses"), t.refused.back(), "");
  const std::string net = w("期末净变化（负为减少）", "net at the end (negative: less carbon)");
  out += row(net + std::string(run.upper_bound() ? w("，上限", ", an upper bound") : ""), t.net.back(),
             interval_text(mc.net.back()));
  out += gases(run.gases, w);
  const auto line = [&](const std::string& name, const std::string& value) {
    out += "<tr><th>" + name + "</th><td colspan=\"3\">" + value + "</td></tr>\n";
  };
  line(w("碳债偿还年", "paid back"), payback_words(run.figures, run.upper_bound(), w.lang));
  const std::string bound = run.upper_bound() ? "≤ " : "";  // of a net that is one
  line(w("年均（t C/a）", "mean per year (t C/a)"), bound + fixed(run.figures.mean_annual, 2));
  if (run.figures.npv)
    line(w("净现值", "net present value"),
         bound + fixed(*run.figures.npv, 0) + " " +
             (s.currency == "CNY" ? w("元", "CNY") : html_escape(s.currency)));
  line(w("核对", "checks"),
       run.checks.good() ? w("碳库、分层、逐年、成因之和均相符", "pools, strata, years and causes add up")
                         : w("不相符", "do not add up"));
  out += "</table>\n";
  if (run.certain.empty()) return out;
  out += fmt::format("<details><summary>{} ({})</summary><ul>\n",
                     w("区间中按确定值处理的输入", "inputs that the intervals take as certain"),
                     run.certain.size());
  for (const auto& one : run.certain)
    out += "<li>" + html_escape(words::carbon_input(one, w.lang)) + "</li>\n";
  return out + "</ul></details>\n";
}

std::string methods(const carbon::ProjectCarbon& p, const Words& w) {
  std::string out =
      fmt::format("<h3>{}</h3>\n<table><tr><th>{}</th><th>{}</th><th>ha</th>",
                  w("各方法乔木层碳密度（t C/ha），粗体为采用", "trees by each method (t C/ha); bold: taken"),
                  w("地块", "part"), w("分层", "stratum"));
  if (p.parts.empty()) return {};
  for (const auto& e : p.parts.front().methods.estimates)
    out += "<th>" + html_escape(method_name(e.method).in(w.lang)) + "</th>";
  out += fmt::format("<th>{}</th></tr>\n", w("相差", "spread"));
  for (const auto& part : p.parts) {
    out += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td>", html_escape(stratum_words(part.id, w.lang)),
                       html_escape(stratum_words(part.stratum, w.lang)), fixed(part.area.value, 2));
    for (std::size_t i = 0; i < part.methods.estimates.size(); ++i) {
      const auto& e = part.methods.estimates[i];
      const std::string number = e.usable ? fixed(e.tree.value(), 1) : "–";
      out += part.chosen == i ? "<td><b>" + number + "</b></td>" : "<td>" + number + "</td>";
    }
    out += "<td>" +
           (part.methods.usable > 1 ? fixed(100 * part.methods.spread(), 0) + " %" : std::string("–")) +
           "</td></tr>\n";
  }
  return out + "</table>\n";
}

}  // namespace

std::string status_words(const std::string& word, const Words& w) {
  const auto status = carbon::parse_status(word);
  if (!status) return word;
  switch (*status) {
    case carbon::Status::seen:
      return w("已见原文", "seen");
    case carbon::Status::cross_checked:
      return w("经交叉核对", "cross-checked");
    case carbon::Status::unverified:
      return w("未核实", "unverified");
    case carbon::Status::demo:
      return w("演示数据", "demo");
  }
  return word;
}

namespace {

std::string notes(const carbon::ProjectCarbon& p, const Words& w) {
  std::string out;
  if (p.unverified)
    out += fmt::format(
        "<p>{}</p>\n",
        w("本结果用到未核实或演示用的参数。",
          "This result rests on numbers that are not verified or made up for the demonstration."));
  if (!p.complete()) {
    out += fmt::format("<p class=\"gap\">{}</p>\n<ul>\n", w("数据不完整：", "Not complete:"));
    for (const auto& gap : p.gaps) out += "<li>" + html_escape(reason_text(gap).in(w.lang)) + "</li>\n";
    out += "</ul>\n";
  }
  out += fmt::format("<details><summary>{} ({})</summary><ul>\n", w("所用参数行", "rows of factors used"),
                     p.used.size());
  for (const auto& u : p.used)
    out += fmt::format("<li>{} = {} [{}] {}</li>\n", html_escape(words::carbon_input(u.id, w.lang)),
                       shortest(u.value), html_escape(u.edition),
                       status_words(std::string(to_string(u.status)), w));
  return out + "</ul></details>\n";
}

}  // namespace

std::string scenario_words(const carbon::ScenarioFile& s, const std::string& id, Lang lang) {
  for (const auto& one : s.scenarios)
    if (one.id == id && !one.name.empty()) return one.name.in(lang);
  return id;
}

std::string stratum_words(const std::string& stratum, Lang lang) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kWords{
      {{"natural", "天然"},
       {"planted", "人工"},
       {"young", "幼龄林"},
       {"middle", "中龄林"},
       {"near-mature", "近熟林"},
       {"mature", "成熟林"},
       {"over-mature", "过熟林"},
       {"permanent", "永久"},
       {"temporary", "临时"},
       {"reservoir", "淹没"},
       {"planting", "造林"},
       {"camp", "施工营地"},
       {"spoil", "弃渣场"},
       {"borrow", "取土场"},
       {"class", "地类"}}};
  if (lang == Lang::en) return stratum;
  std::string out;
  for (std::size_t at = 0; at < stratum.size();) {
    const std::size_t end = std::min(stratum.find(' ', at), stratum.size());
    std::string word = stratum.substr(at, end - at);
    for (const auto& [en, zh] : kWords)
      if (word == en) word = zh;
    out += (out.empty() ? "" : " ") + word;
    at = end + 1;
  }
  return out;
}

std::string interval_text(const carbon::Interval& i, int decimals) {
  return fixed(i.low, decimals) + " … " + fixed(i.high, decimals);
}

std::string payback_text(const carbon::KeyFigures& f, bool upper_bound) {
  if (upper_bound && f.payback != carbon::KeyFigures::Payback::never)
    return f.payback_year ? fmt::format("not before {}", *f.payback_year) : "not known";
  if (f.payback == carbon::KeyFigures::Payback::no_debt) return "no debt";
  return f.payback_year ? std::to_string(*f.payback_year) : "never";
}

std::string payback_words(const carbon::KeyFigures& f, bool upper_bound, Lang lang) {
  const Words w{lang};
  if (upper_bound && f.payback != carbon::KeyFigures::Payback::never)
    return f.payback_year ? fmt::format("{} {}", w("不早于", "not before"), *f.payback_year)
                          : std::string(w("未知", "not known"));
  if (f.payback == carbon::KeyFigures::Payback::no_debt) return w("没有碳债", "no debt");
  return f.payback_year ? std::to_string(*f.payback_year) : w("计算期内不能偿还", "never within the horizon");
}

std::string carbon_style() {
  return " svg.chart{width:100%;max-width:52em;height:auto} .gap{color:#a33} table.figures "
         "td{text-align:right}";
}

std::string carbon_section(const carbon::ProjectCarbon& p, const carbon::ScenarioFile& s, Lang lang,
                           const std::string& title) {
  const Words w{lang};
  std::string out =
      (title.empty() ? "<div>" : "<section><h2>" + html_escape(title) + "</h2>\n") + notes(p, w);
  for (const auto& run : p.runs) {
    const std::string name = scenario_words(s, run.scenario, lang);
    const bool first = &run == &p.runs.front();
    out += first ? "<h3>" + html_escape(name) + "</h3>\n"
                 : "<details><summary>" + w("情景：", "scenario: ") + html_escape(name) + "</summary>\n";
    out += figures(run, s, w);
    if (!run.nothing_known()) out += pools_chart(run, lang) + net_chart(run, lang) + drivers_chart(run, lang);
    if (!first) out += "</details>\n";
  }
  return out + methods(p, w) + (title.empty() ? "</div>\n" : "</section>\n");
}

std::string carbon_summary(const std::vector<carbon::CarbonGroup>& groups, Lang lang) {
  const Words w{lang};
  std::string out;
  for (const auto& g : groups) {
    if (g.kind != "all") continue;
    for (const auto& t : g.totals) {
      if (t.flows.net.empty()) continue;
      const auto cause = [&](std::size_t c) {
        return known_of(t, c) == carbon::Known::none ? w("未知", "not known")
                                                     : fixed(t.flows.by_cause[c].back(), 1);
      };
      out += w("碳（情景 ", "carbon (scenario ") + t.scenario + w("）：储量损失 ", "): lost ") + cause(0) +
             w("，放弃的碳汇 ", ", forgone ") + cause(1) + w("，增汇 ", ", gain ") + cause(2) +
             w("；期末净变化", "; net at the end") + (t.upper_bound() ? w("至多 ", " at most ") : " ") +
             fixed(t.flows.net.back(), 1) + " t C" +
             (t.net.empty() ? "" : " (" + interval_text(t.net.back()) + ")") + "\n";
    }
    out += w("碳：", "carbon: ") + std::to_string(g.projects - g.not_computed - g.incomplete) +
           w(" 个项目完整，", " projects complete, ") + std::to_string(g.incomplete) +
           w(" 个不完整，", " not, ") + std::to_string(g.not_computed) + w(" 个未计算；", " not computed; ") +
           (g.failed_checks == 0
                ? w("面积、碳库、分层、逐年、成因之和均相符", "areas, pools, strata, years and causes add up")
                : std::to_string(g.failed_checks) + w(" 个项目核对不相符", " projects do not add up")) +
           "\n";
  }
  return out;
}

}  // namespace zonegate::report
