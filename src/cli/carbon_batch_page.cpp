// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/carbon_project_output.h"
#include "report/report.h"

namespace zonegate::cli {
namespace {

class Words {
 public:
  explicit Words(Lang lang) : lang_(lang) {}
  const char* operator()(const char* zh, const char* en) const { return lang_ == Lang::zh ? zh : en; }

 private:
  Lang lang_;
};

}  // namespace

std::string carbon_page(const app::CarbonBatch& b, const std::string& sections, std::size_t shown,
                        Lang lang) {
  const Words w(lang);
  const std::string title = w("项目碳影响", "Carbon of projects");
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta "
      "charset=\"utf-8\"><title>{}</title><style>{}{}</style></head>"
      "<body><main>\n<h1>{}</h1>\n<p>{} {}, {} {}–{}</p>\n",
      w("zh-CN", "en"), title, report::html_style(), report::carbon_style(), title, b.projects,
      w("个项目", "projects"), w("计算期", "horizon"), b.scenario.horizon.first, b.scenario.horizon.last);
  out += "<pre>" + html_escape(batch_text(b, lang)) + "</pre>\n";
  if (shown < b.projects)
    out +=
        fmt::format("<p>{}</p>\n",
                    lang == Lang::zh ? fmt::format("以下为前 {} 个项目，其余见 projects.csv。", shown)
                                     : fmt::format("The first {} projects; all are in projects.csv.", shown));
  out += sections + fmt::format("<h2>{}</h2>\n<table>\n", w("输入", "inputs"));
  for (const auto& [name, hash] : b.hashes)
    out += fmt::format("<tr><th>{}</th><td>SHA-256 {}</td></tr>\n", html_escape(name), hash);
  return out +
         fmt::format(
             "</table>\n<p>{}</p>\n</main></body></html>\n",
             w("区间只含声明为不确定的参数，不含方法选择；方法间的差异见上表。方法：docs/method-carbon.md。",
               "Intervals hold what was declared uncertain, not the choice of the method: read the spread "
               "beside them. Method: docs/method-carbon.md."));
}

std::string batch_text(const app::CarbonBatch& b, Lang lang) {
  const Words w(lang);
  std::string out =
      lang == Lang::zh
          ? fmt::format("{} 个项目，{} 个地块，{} ha；{} 个不完整，{} 行未采用\n", b.projects, b.parts,
                        fixed(b.area.value, 2), b.incomplete, b.wrong_lines)
          : fmt::format("{} projects, {} parts, {} ha; {} not complete, {} lines not used\n", b.projects,
                        b.parts, fixed(b.area.value, 2), b.incomplete, b.wrong_lines);
  for (const auto& t : b.totals) {
    if (t.flows.net.empty()) continue;
    const auto cause = [&](std::size_t c, carbon::Known known) {
      if (known == carbon::Known::none) return std::string(w("未知", "not known"));
      return fixed(t.flows.by_cause[c].back(), 1) +
             (known == carbon::Known::part ? w("（下限）", " (lower bound)") : "");
    };
    out += fmt::format(
        "{} {}: {} {} t C; {} {}, {} {}, {} {}; {} {} t C", w("情景", "scenario"), t.scenario,
        w("现状储量", "stock"), fixed(t.flows.base.front(), 1), w("储量损失", "lost"), cause(0, t.lost),
        w("放弃的碳汇", "forgone"), cause(1, t.forgone), w("增汇", "gain"), cause(2, carbon::Known::all),
        t.upper_bound() ? w("净变化至多", "net at most") : w("净变化", "net"), fixed(t.flows.net.back(), 1));
    if (!t.net.empty()) out += " (" + report::interval_text(t.net.back()) + ")";
    out += fmt::format(" = {} t CO2e; {}: {}\n", fixed(t.figures.net_co2e.value, 1), w("偿还年", "paid back"),
                       report::payback_words(t.figures, t.upper_bound(), lang));
  }
  return out;
}

}  // namespace zonegate::cli
