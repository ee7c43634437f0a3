// SPDX-License-Identifier: Apache-2.0
//
// Table 10-3: the statutory checklists of a run (tiers of approval, the fee for forest vegetation, sensitive areas of the catalogue), item by item: what is met, what is for a person to judge, and what shows it.
#include "document/parts.h"

namespace zonegate::document {
namespace {

std::string state_word(const Context& c, const Json& item) {
  const std::string state = text(item, "state");
  if (c.lang == Lang::zh) return text(item, "state_zh");
  return state == "human" ? "for human judgement" : state == "open" ? "to be verified" : spaced(state);
}

std::string tier_word(const Context& c, const Json& tier) {
  std::string all;
  for (const auto& one : list(tier, "possible")) {
    const std::string authority = local(one, "authority", c.lang);
    c.add_word(all, authority.empty() ? local(one, "title", c.lang) : authority);
  }
  if (flag(tier, "certain")) return all;
  std::string asks;
  for (const auto& ask : list(tier, "asks")) c.add_word(asks, unknown_name(text(ask), c.lang));
  return c.w("待核实，可能为：", "to be verified, may be: ") + all +
         (asks.empty() ? "" : c.w("；需补充：", "; to be stated: ") + asks);
}

// "100.00", "100.00～120.00"; of no upper limit "≥ 100.00".
std::string limits_text(const Context& c, const Json& limits, int decimals) {
  const Json &lo = member(limits, "lo"), &hi = member(limits, "hi");
  if (!lo.is_number()) return "?";
  const std::string least = fixed(lo.get<double>(), decimals);
  if (!hi.is_number()) return "≥ " + least;
  const std::string most = fixed(hi.get<double>(), decimals);
  return least == most ? least : least + c.w("～", " to ") + most;
}

std::string fee_word(const Context& c, const Json& fee) {
  if (flag(fee, "withheld")) return c.w("不公开", "withheld");
  const Json &total = member(fee, "total_cny"), &lo = member(total, "lo"), &hi = member(total, "hi");
  const std::string beside =
      flag(fee, "beside") ? c.w("：国土调查的林地多于森林资源图层的，或未核查完整，须核对",
                                ": the land survey has more forest land than the inventory, or was not "
                                "examined in full; to be checked")
                          : "";
  if (lo.is_number() && lo.get<double>() > 0 && !beside.empty())
    return c.w("不低于 ", "at least ") + fixed(lo.get<double>(), 2) + c.w(" 元", " yuan") + beside;
  if (!lo.is_number() || !hi.is_number()) return c.w("未测算", "not reckoned") + beside;
  return limits_text(c, total, 2) + c.w(" 元", " yuan") +
         (flag(fee, "unexamined") ? c.w("（部分未核查）", " (examined in part)") : "");
}

// Area, rate and multipliers of a class, and what they come to, as whoever files the fee has to show them.
std::string fee_row_word(const Context& c, const Json& row) {
  const Json& rate = member(row, "rate_cny_m2");
  return limits_text(c, member(row, "area_m2"), 2) + " m² × " +
         (rate.is_number() ? fixed(rate.get<double>(), 2) : "?") + c.w(" 元/m²", " yuan/m²") +
         (flag(row, "floor") ? c.w("（国家下限，未核实）", " (national floor, not checked)") : "") + " × " +
         limits_text(c, member(row, "multiplier"), 2) + " = " + limits_text(c, member(row, "cny"), 2) +
         c.w(" 元", " yuan");
}

// Of an item that names no clause of its own it is that of its list.
std::string clause_of(const Context& c, const Json& checklist, const Json& item) {
  Json source = {
      {"instrument", member(checklist, "instrument")},
      {"instrument_en", member(checklist, "instrument_en")},
      {"clause", member(item, "clause").is_null() ? member(checklist, "clause") : member(item, "clause")}};
  return cited(c, source);
}

void add_rows(const Context& c, const Json& checklist, Table& table) {
  const std::string name =
      local(checklist, "title", c.lang) +
      (text(checklist, "applies") == "yes" ? "" : c.w("（是否适用待核实）", " (whether it applies is open)"));
  const auto add = [&](const std::string& what, const std::string& answer, const std::string& clause,
                       const std::string& evidence) {
    table.rows.push_back(
        {{text_cell(name), text_cell(what), text_cell(answer), text_cell(clause), text_cell(evidence)}});
  };
  if (const Json& tier = member(checklist, "tier"); !tier.is_null())
    add(c.w("审批（审核）层级", "Tier of approval"), tier_word(c, tier),
        clause_of(c, checklist, Json::object()), "");
  if (const Json& fee = member(checklist, "fee"); !fee.is_null()) {
    for (const auto& row : list(fee, "rows"))
      add(local(row, "title", c.lang) +
              (flag(row, "public_benefit") ? c.w("（公益林）", " (public-benefit forest)") : ""),
          fee_row_word(c, row), text(row, "document"), text(row, "source"));
    add(c.w("测算合计", "Total"), fee_word(c, fee), clause_of(c, checklist, Json::object()), "");
  }
  for (const auto& item : list(checklist, "items")) {
    const std::string group = local(item, "group", c.lang);
    add((group.empty() ? "" : group + c.w("：", ": ")) + local(item, "title", c.lang), state_word(c, item),
        clause_of(c, checklist, item), local(item, "evidence", c.lang));
  }
}

}  // namespace

Table checklists_table(const Context& c) {
  Table table{"checklists", "10-3",
              c.w("法定清单核对（审批层级、费用、敏感区名录等）",
                  "Statutory checklists: tiers of approval, fees, sensitive areas")};
  table.columns = {column(c.w("清单", "Checklist"), 20), column(c.w("事项", "Item"), 36),
                   column(c.w("结论", "Answer"), 16), column(c.w("依据", "Clause"), 30),
                   column(c.w("证明材料", "Evidence"), 28)};
  for (const auto& checklist : list(c.project, "checklists")) {
    add_rows(c, checklist, table);
    if (const std::string note = note_of(c, local(checklist, "title", c.lang), checklist); !note.empty())
      table.notes.push_back(note);
  }
  if (table.rows.empty())
    table.notes.push_back(c.w("没有适用的清单，或项目资料未能读取。",
                              "No checklist applies, or the project could not be read."));
  return table;
}

}  // namespace zonegate::document
