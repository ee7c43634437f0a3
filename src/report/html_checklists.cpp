// SPDX-License-Identifier: Apache-2.0
//
// The checklists of a project: a table of items, the authority, the fee. A list says beside its title that it is no part of the verdict.
#include <algorithm>
#include <cmath>

#include "report/checklist_fee.h"
#include "report/html.h"
#include "report/wording.h"
#include "words/words.h"

namespace zonegate::report {
namespace {

using rules::ItemState;

const char* pill_kind(ItemState s) {
  if (s == ItemState::not_met) return "bad";
  return s == ItemState::met || s == ItemState::not_concerned ? "ok" : "warn";
}

std::string state_pill(const Page& page, ItemState s) {
  return pill(verdict::item_state_text(s).in(page.lang), pill_kind(s));
}

std::string measure_value(const Page& page, const verdict::MeasureValue& m) {
  const std::string unit = m.unit == "m2" ? " m²" : m.unit.empty() || m.unit == "1" ? "" : " " + m.unit;
  const auto number = [&](double v) {
    const bool counted = unit.empty() && !withheld(v) && !std::isinf(v);
    return counted ? plain(quantise(v, kShare)) : shown(v, kArea, page.lang);
  };
  if (m.value.exact()) return number(m.value.lo) + unit;
  if (withheld(m.value.lo)) return number(m.value.lo);
  return number(m.value.lo) + "–" + number(m.value.hi) + unit;
}

std::string facts_cell(const Page& page, const std::vector<verdict::MeasureValue>& measures,
                       const Attributes& attributes, const rules::RuleAnswers& rules) {
  std::vector<std::string> parts;
  for (const auto& m : measures)
    parts.push_back(measure_title(m, page.lang) + " = " + measure_value(page, m));
  for (const auto& [key, value] : attributes) {
    const std::string text =
        is_unknown(value) ? page.w("未填", "not stated") : attribute_text(key, value, page.lang);
    parts.push_back(unknown_text(key, page.lang) + " = " + text);
  }
  for (const auto& [id, said] : rules)
    parts.push_back(id + " " + verdict::outcome_text(said.outcome).in(page.lang));
  return html_escape(joined(parts, page.w("；", "; ")));
}

std::string asks_cell(const Page& page, const std::vector<std::string>& asks) {
  std::vector<std::string> words;
  for (const auto& name : asks) words.push_back(unknown_text(name, page.lang));
  return html_escape(joined(words, page.w("、", ", ")));
}

std::string item_row(const Page& page, const verdict::ChecklistItemAnswer& item) {
  const std::string group = item.group.empty() ? "" : item.group.in(page.lang) + page.w("：", ": ");
  std::string title = html_escape(group + item.title.in(page.lang));
  if (!item.clause.empty())
    title += "<br><span class=\"small\">" + html_escape(words::clause(item.clause, page.lang)) + "</span>";
  return "<tr>" + cell(title) + cell(state_pill(page, item.state)) +
         cell(facts_cell(page, item.measures, item.attributes, item.rules), "small") +
         cell(asks_cell(page, item.asks), "small") + text_cell(item.evidence.in(page.lang), "small") +
         "</tr>";
}

std::string items_table(const Page& page, const verdict::ChecklistAnswer& a) {
  if (a.items.empty()) return {};
  const auto& w = page.w;
  std::string rows;
  for (const auto& item : a.items) rows += item_row(page, item);
  std::string groups;
  for (const auto& g : a.groups)
    groups += html_escape(g.title.in(page.lang)) + " " + state_pill(page, g.state) + " ";
  return (groups.empty() ? "" : "<p>" + groups + "</p>") + "<div class=\"wide\"><table>" +
         head_row({w("核对内容", "Item"), w("状态", "State"), w("事实", "Facts"), w("需补充", "To be stated"),
                   w("证明材料", "Shown by")}) +
         "<tbody>" + rows + "</tbody></table></div>";
}

std::string tier_text(const Page& page, const verdict::ChecklistTiers& tiers) {
  const auto& w = page.w;
  std::string out = "<p>" +
                    (tiers.possible.size() > 1 ? pill(w("待核实：以下均有可能", "open: any of these"), "warn")
                                               : std::string()) +
                    "</p><ul>";
  for (const auto& tier : tiers.possible) {
    const std::string who = tier.authority.empty() ? ""
                                                   : "<strong>" + html_escape(tier.authority.in(page.lang)) +
                                                         "</strong>" + w("：", ": ");
    out += "<li>" + who + html_escape(tier.title.in(page.lang)) +
           (tier.verified ? "" : pill(w("未核实", "not verified"), "bad")) + "</li>";
  }
  out += "</ul><p class=\"small\">" + facts_cell(page, tiers.measures, tiers.attributes, {}) + "</p>";
  if (!tiers.asks.empty())
    out += "<p class=\"small\">" + w("需补充：", "To be stated: ") + asks_cell(page, tiers.asks) + "</p>";
  return out;
}

// Hundredths and millionths as decimals; -1 is no limit.
std::string money(const Page& page, std::int64_t cents) {
  return cents < 0 ? page.w("不限", "no limit") : rules::hundredths_text(cents);
}

std::string between(const std::string& lo, const std::string& hi) { return lo == hi ? lo : lo + "–" + hi; }

std::string factor_text(std::int64_t lo, std::int64_t hi) {
  return between(plain(static_cast<double>(lo) / 1e6), plain(static_cast<double>(hi) / 1e6));
}

std::string fee_row(const Page& page, const rules::FeeRow& row, const Text& public_title) {
  const std::string title =
      row.title.in(page.lang) +
      (row.public_forest ? page.w("（", " (") + public_title.in(page.lang) + page.w("）", ")") : "");
  std::string rate = html_escape(rules::hundredths_text(row.rate_cents));
  if (row.floor) rate += pill(page.w("国家下限，未核实", "national floor, not verified"), "bad");
  return "<tr>" + text_cell(title) +
         text_cell(between(money(page, row.area_lo), money(page, row.area_hi)), "n") + cell(rate, "n") +
         text_cell(factor_text(row.factor_lo, row.factor_hi), "n") +
         text_cell(between(money(page, row.cents_lo), money(page, row.cents_hi)), "n") +
         text_cell(joined({row.document, row.source}, " "), "small") + "</tr>";
}

std::string fee_block(const Page& page, const verdict::ChecklistFee& fee) {
  const auto& w = page.w;
  if (fee.withheld)
    return "<p>" +
           w("林地图层数值不公开，不列测算表。", "The numbers of the forest layer are withheld: no table.") +
           "</p>";
  const auto& answer = fee.answer;
  if (unexamined(answer))
    return "<p>" + pill(w("待核实", "open"), "warn") +
           w("林地图层未核查，不能测算。", "The forest layer was not examined: nothing can be reckoned.") +
           (fee.asks.empty() ? "" : w("需补充：", " To be stated: ") + asks_cell(page, fee.asks)) + "</p>";
  const std::string beside = !answer.beside
                                 ? ""
                                 : "<p>" + pill(w("待核实", "open"), "warn") +
                                       w("国土调查的林地多于森林资源图层的（或地类图斑未核查完整）：多出部分"
                                         "没有计入，合计没有上限。",
                                         "The land survey has more forest land than the inventory (or was "
                                         "not examined in full): what "
                                         "is more is not counted, and the total has no upper limit.") +
                                       "</p>";
  if (answer.rows.empty())
    return "<p>" + w("森林资源图层中未占用林地小班。", "No stand of the forest inventory is occupied.") +
           "</p>" + beside;
  std::string rows;
  for (const auto& row : answer.rows) rows += fee_row(page, row, fee.public_title);
  const std::string label = answer.floor
                                ? w("国家下限合计（不是应缴额）", "National floor in all (not the fee)")
                                : w("合计", "In all");
  const std::string total = answer.floor || answer.beside
                                ? "≥ " + money(page, answer.total_lo)
                                : between(money(page, answer.total_lo), money(page, answer.total_hi));
  rows += "<tr class=\"total\">" + text_cell(label) + "<td></td><td></td><td></td>" + text_cell(total, "n") +
          "<td></td></tr>";
  std::string out =
      "<div class=\"wide\"><table>" +
      head_row({w("地类", "Class"), w("#面积 m²", "#Area m²"), w("#标准 元/m²", "#Rate CNY/m²"),
                w("#倍数", "#Multiplier"), w("#金额 元", "#Amount CNY"), w("依据", "Document")}) +
      "<tbody>" + rows + "</tbody></table></div>";
  if (answer.floor)
    out +=
        "<p class=\"small\">" +
        w("未提供（或缺少）本省征收标准，只列国家下限，不得作为缴费依据；用 --rates 提供标准。",
          "Rates of the province are missing: only the national lower bound is shown, which is no basis for "
          "payment; give rates with --rates.") +
        "</p>";
  out += beside;
  if (!fee.asks.empty())
    out += "<p class=\"small\">" + w("需补充：", "To be stated: ") + asks_cell(page, fee.asks) + "</p>";
  return out;
}

std::string one_list(const Page& page, const verdict::ChecklistAnswer& a) {
  const auto& w = page.w;
  std::string out = "<h4>" + html_escape(a.title.in(page.lang));
  if (!a.verified) out += pill(w("条文未核实", "clause not verified"), "bad");
  if (!a.concerned) out += pill(w("是否适用待核实", "may or may not apply"), "warn");
  out += "</h4><p class=\"small\">" +
         html_escape(a.instrument.in(page.lang) + " " + words::clause(a.clause, page.lang));
  if (!a.note.empty()) out += "<br>" + html_escape(a.note.in(page.lang));
  out += "</p>";
  if (!a.asks.empty())
    out += "<p class=\"small\">" + w("是否适用取决于：", "Whether it applies depends on: ") +
           asks_cell(page, a.asks) + "</p>";
  out += items_table(page, a);
  if (a.tiers) out += tier_text(page, *a.tiers);
  if (a.fee) out += fee_block(page, *a.fee);
  return out;
}

}  // namespace

std::string checklists_block(const Page& page, const ProjectResult& p) {
  if (p.checklists.empty()) return {};
  std::string out =
      "<h3>" + page.w("核对清单", "Checklists") + "</h3><p class=\"small\">" +
      page.w("供审查人逐项核对，不改变上列结论。", "For the reviewer; no part of the verdict above.") +
      "</p><details><summary>" + page.w("清单 ", "Lists: ") + std::to_string(p.checklists.size()) +
      page.w(" 份", "") + "</summary>";
  for (const auto& a : p.checklists) out += one_list(page, a);
  return out + "</details>";
}

}  // namespace zonegate::report
