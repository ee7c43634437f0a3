// SPDX-License-Identifier: Apache-2.0
//
// Checklists of one project: each item with its state, its facts and what would settle it; the authority; the fee.
#include "review/results.h"
#include "verdict/verdict.h"

namespace zonegate::review {
namespace {

std::string limits(const Json& at, const char* none) {
  const std::string lo = text(at, "lo"), hi = text(at, "hi").empty() ? none : text(at, "hi");
  return lo == hi ? lo : lo + " .. " + hi;
}

const Json& part(const Json& object, const char* key) {
  static const Json kNone = Json::object();
  const auto at = object.find(key);
  return at == object.end() || !at->is_object() ? kNone : *at;
}

const char* mark(const std::string& state) {
  if (state == "met" || state == "not_concerned") return "✓ ";
  return state == "not_met" ? "✗ " : state == "involved" ? "! " : "? ";
}

}  // namespace

void Lines::checklist_facts(const Json& facts, int level) {
  for (const auto& [key, m] : part(facts, "measures").items()) {
    const std::string unit = text(m, "unit") == "m2" ? " m²" : "";
    const std::string value = flag(m, "withheld")   ? w("不公开", "withheld")
                              : m.contains("value") ? text(m, "value")
                                                    : limits(m, "?");
    line(level, key + " = " + value + unit + "  [" + text(m, "layer") + "]");
  }
  for (const auto& [key, value] : part(facts, "attributes").items())
    line(level, name(key) + " = " +
                    (value.is_null()     ? w("未填", "not stated")
                     : value.is_string() ? value.get<std::string>()
                                         : value.dump()));
  for (const auto& [id, said] : part(facts, "rules").items())
    line(level, id + ": " + outcome(text(said, "outcome")) + w("；最严可能 ", "; worst possible ") +
                    outcome(text(said, "worst_possible")));
}

void Lines::checklist_item(const Json& item) {
  const std::string state = text(item, "state"), group = text(item, "group", lang_);
  const auto parsed = rules::parse_item_state(state);
  line(2, mark(state) + (group.empty() ? group : group + w("：", ": ")) + text(item, "title", lang_) +
              w("：", ": ") + (parsed ? verdict::item_state_text(*parsed).in(lang_) : state));
  checklist_facts(part(item, "facts"), 3);
  if (!list(item, "asks").empty()) line(3, w("需补充：", "to be stated: ") + names(list(item, "asks")));
  line(3, w("证明材料：", "shown by: ") + text(item, "evidence", lang_));
}

void Lines::checklist_fee(const Json& fee) {
  for (const auto& row : list(fee, "rows")) {
    line(2, text(row, "title", lang_) + w("：", ": ") + limits(part(row, "area_m2"), "?") + " m² x " +
                text(row, "rate_cny_m2") +
                (flag(row, "floor") ? w("（国家下限）", " (national floor)") : "") + " x " +
                limits(part(row, "multiplier"), "?") + " = " + limits(part(row, "cny"), "?") +
                w(" 元", " CNY"));
  }
  if (flag(fee, "withheld")) return line(2, w("数值不公开", "numbers withheld"));
  if (flag(fee, "unexamined")) {
    line(2, w("林地图层未核查，不能测算", "the forest layer was not examined: nothing can be reckoned"));
  } else if (flag(fee, "floor")) {
    line(2, w("国家下限合计（未核实，不是应缴额）：不低于 ",
              "national floor in all (not verified, not the fee): at least ") +
                text(fee, "floor_cny") + w(" 元", " CNY"));
  } else {
    line(2, w("合计：", "in all: ") + limits(part(fee, "total_cny"), "?") + w(" 元", " CNY"));
  }
  if (flag(fee, "beside"))
    line(2,
         w("国土调查的林地多于森林资源图层的，或未核查完整：合计没有上限，须核对",
           "the land survey has more forest land than the inventory, or was not examined in full: the total "
           "has no upper limit, to be checked"));
  if (!list(fee, "asks").empty()) line(2, w("需补充：", "to be stated: ") + names(list(fee, "asks")));
}

void Lines::checklists(const Json& p) {
  const Json& answers = list(p, "checklists");
  if (answers.empty()) return;
  line(0, w("核对清单（不改变结论）", "Checklists (no part of the verdict)"));
  for (const auto& a : answers) {
    line(1, text(a, "id") + "  " + text(a, "title", lang_) +
                (text(a, "applies") == "yes" ? "" : w("（是否适用待核实）", " (may or may not apply)")));
    line(2, w("条文：", "clause: ") + text(a, "instrument", lang_) + " " + text(a, "clause") +
                (flag(a, "verified") ? "" : w("（条文未核实）", " (not verified)")));
    if (!text(a, "note").empty()) line(2, text(a, "note", lang_));
    for (const auto& item : list(a, "items")) checklist_item(item);
    const Json& tier = part(a, "tier");
    for (const auto& one : list(tier, "possible"))
      line(2, (flag(tier, "certain") ? "" : w("可能：", "possibly: ")) + text(one, "authority", lang_) +
                  "  " + text(one, "title", lang_));
    checklist_facts(part(tier, "facts"), 3);
    if (!list(tier, "asks").empty()) line(3, w("需补充：", "to be stated: ") + names(list(tier, "asks")));
    if (a.contains("fee") && a["fee"].is_object()) checklist_fee(a["fee"]);
  }
}

}  // namespace zonegate::review
