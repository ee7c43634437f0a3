// SPDX-License-Identifier: Apache-2.0
//
// The lists of the first page: what is prohibited, what must be done, what is not determined, what is missing and who can supply it. They share one page with the rest of
// it, so each shows its most important items, and says how many more stand in which table: of rules in table 10-1, of what is missing in table 11-2, which have all of them.
#include <algorithm>
#include <map>

#include "document/parts.h"

namespace zonegate::document {
namespace {

constexpr double kLineEm = 48;      // squares of a line of the first page
constexpr double kHeadlineEm = 38;  // likewise of the headline, which is larger
constexpr std::size_t kLines = 20;  // that the lists have together
constexpr std::size_t kTwoLines = 2;

std::size_t lines_of(const std::string& text, double line_em) {
  return std::max<std::size_t>(1, static_cast<std::size_t>(width_em(text) / line_em + 1));
}

struct Section {
  int level = 1;
  std::string heading, if_none, rest_zh, rest_en;
  std::vector<std::string> items = {};
  std::size_t shown = 0;
  std::vector<std::string> ids = {};  // of the rules of all items, where the rest is named

  std::string rest(const Context& c) const {
    std::string named;
    for (std::size_t i = shown; i < ids.size(); ++i) c.add_word(named, ids[i]);
    if (!named.empty()) named = c.w("（", " (") + named + c.w("）", ")");
    return c.w("另有 ", "") + std::to_string(items.size() - shown) + c.w(rest_zh.c_str(), rest_en.c_str()) +
           named + c.w("。", ".");
  }
  bool empty() const { return items.empty() && if_none.empty(); }
};

std::size_t strictness(const std::string& outcome) {
  const std::string_view order[] = {"prohibited", "restricted", "conditional"};
  return static_cast<std::size_t>(std::find(std::begin(order), std::end(order), outcome) - std::begin(order));
}

// A text that nobody compared with the official one says so wherever it is quoted (table 11-1 lists them), and so does what rests on an inference of the rule's writer (below table 10-1).
std::string doubt_mark(const Context& c, const Json& f) {
  const Json& verified = member(f, "verified");
  std::string doubts;
  if (verified.is_boolean() && !verified.get<bool>()) doubts = c.w("条文未核实", "text not checked");
  if (!local(f, "note", c.lang).empty())
    doubts += (doubts.empty() ? "" : c.w("，", "; ")) + c.w("见表10-1注", "see notes of Table 10-1");
  return doubts.empty() ? doubts : c.w("（", " (") + doubts + c.w("）", ")");
}

std::string action_line(const Context& c, const Json& f, const std::string& action, bool possible = false) {
  std::string words = outcome_word(text(f, "outcome"), c.lang);
  if (text(f, "worst_possible") != text(f, "outcome"))
    words += c.w("，最严可能 ", ", worst possible ") + outcome_word(text(f, "worst_possible"), c.lang);
  return text(f, "rule") + " " + local(f, "title", c.lang) + c.w("（", " (") +
         (possible ? cited_worst(c, f) : cited(c, f)) + doubt_mark(c, f) + c.w("，", ", ") + words +
         c.w("）", ")") + (action.empty() ? "" : c.w("：", ": ") + action);
}

struct Lists {
  Section bans, certain, possible, missing;
};

// What is prohibited is nothing to apply for; what is only possible nothing that is certain: nobody has to apply for a permit because a layer is missing, nor move away because a
// text of a list may be a ban. A finding that is certain and may be worse stands in both lists, in each with what it asks for there.
void add_findings(const Context& c, Lists& out) {
  std::vector<const Json*> order;
  for (const auto& f : list(c.project, "findings")) order.push_back(&f);
  std::stable_sort(order.begin(), order.end(), [](const Json* a, const Json* b) {
    const auto rank = [](const Json& f) {
      return std::pair(strictness(text(f, "outcome")), strictness(text(f, "worst_possible")));
    };
    return rank(*a) < rank(*b);
  });
  for (const Json* f : order) {
    const std::string outcome = text(*f, "outcome"), action = local(*f, "action", c.lang);
    const bool nothing = (outcome == "allowed" || outcome == "info") && text(*f, "worst_possible") == outcome;
    const bool certain = outcome == "restricted" || outcome == "conditional";
    if (outcome == "prohibited") {
      // Whose decision it is, and why: the rule's own action is of another outcome.
      const bool decided = !member(*f, "override").is_null();
      out.bans.items.push_back(action_line(c, *f, decided ? as_decided(c, *f) : action));
      out.bans.ids.push_back(text(*f, "rule"));
    } else if (certain && (!action.empty() || !member(*f, "override").is_null())) {
      out.certain.items.push_back(action_line(c, *f, action.empty() ? as_decided(c, *f) : action));
    } else if (!certain && !action.empty() && !nothing) {  // of runs of older versions
      out.possible.items.push_back(action_line(c, *f, action));
    }
  }
  // Of what is not determined the strictest that it may be comes first, however little of it is certain.
  std::stable_sort(order.begin(), order.end(), [](const Json* a, const Json* b) {
    return strictness(text(*a, "worst_possible")) < strictness(text(*b, "worst_possible"));
  });
  for (const Json* f : order) {
    const std::string worst = local(*f, "worst_action", c.lang);
    if (text(*f, "outcome") != "prohibited" &&
        !worst.empty())  // of advice, too, if it is open whether it applies
      out.possible.items.push_back(action_line(c, *f, worst, true));
  }
}

// Who approves or reviews, where that is certain.
void add_authorities(const Context& c, std::vector<std::string>& items) {
  for (const auto& checklist : list(c.project, "checklists")) {
    const Json& tier = member(checklist, "tier");
    if (tier.is_null() || !flag(tier, "certain") || text(checklist, "applies") != "yes") continue;
    std::string who;
    for (const auto& one : list(tier, "possible")) c.add_word(who, local(one, "authority", c.lang));
    if (!who.empty())
      items.push_back(local(checklist, "title", c.lang) + c.w("（表10-3）：", " (Table 10-3): ") + who);
  }
}

// What no finding stands for, and what can still make it worse: ground that was not read, layers that every project needs.
void add_unjudged(const Context& c, std::vector<std::string>& items) {
  const std::string worst = text(c.project, "worst_possible");
  if (worst == text(c.project, "outcome")) return;
  const std::string told =
      c.w("（最严可能 ", " (worst possible ") + outcome_word(worst, c.lang) + c.w("）", ")");
  if (text(c.project, "status") == "failed") {
    items.push_back(c.w("项目未能读取", "The project could not be read") + told +
                    c.w("：各项规则均未判定，补正资料后重新核查",
                        ": no rule was judged; screen it again when its data are mended"));
  } else if (read_in_part(c)) {
    items.push_back(c.w("未读部分的用地", "The ground that was not read") + told +
                    c.w("：没有判定，补正资料（见“3 缺少的资料”）后重新核查",
                        ": not judged; screen again when its data are mended (see 3)"));
  }
  std::string kinds;
  for (const auto& layer : list(c.project, "layers"))
    if (flag(layer, "mandatory") && !examined_whole(layer) && !flag(layer, "withheld"))
      c.add_word(kinds, kind_name(text(layer, "kind"), c.lang));
  if (!kinds.empty())
    items.push_back(c.w("必查图层未核查完整", "Mandatory layers not examined in full") + told +
                    c.w("：", ": ") + kinds);
}

// By who can supply it: a reviewer asks each of them once.
void add_missing(const Context& c, Section& out) {
  std::vector<std::pair<std::string, std::vector<std::string>>> by_supplier;
  for (const auto& m : missing_of(c)) {
    auto at =
        std::find_if(by_supplier.begin(), by_supplier.end(), [&](const auto& s) { return s.first == m.who; });
    if (at == by_supplier.end()) at = by_supplier.insert(at, {m.who, {}});
    at->second.push_back(m.in_short);
  }
  for (const auto& [who, names] : by_supplier) {
    std::string line = (who.empty() ? c.w("提供单位待定", "supplier to be found") : who) + c.w("：", ": "),
                words;
    std::size_t shown = 0;
    for (const auto& name : names) {
      std::string more = words;
      c.add_word(more, name);
      if (shown > 0 && lines_of(line + more + "                ", kLineEm) > kTwoLines) break;
      words = more;
      ++shown;
    }
    line += words;
    const std::size_t left = names.size() - shown;
    if (left > 0)
      line += c.lang == Lang::zh ? "等 " + std::to_string(names.size()) + " 项"
                                 : " and " + std::to_string(left) + " more";
    out.items.push_back(line);
  }
}

// First one item of each list, then one more of each in turn, the most important list first, while lines are left.
void choose(const std::vector<Section*>& sections, std::size_t lines) {
  const auto take = [&](Section& s) {
    const std::size_t cost = lines_of(s.items[s.shown], kLineEm) + (s.shown + 1 < s.items.size() ? 1 : 0);
    const std::size_t given_back = s.shown > 0 ? 1 : 0;  // the line that says how many more there are
    if (s.shown > 0 && cost > lines + given_back) return false;
    lines -= std::min(lines, cost - std::min(cost, given_back));
    ++s.shown;
    return true;
  };
  for (auto* s : sections)
    if (!s->items.empty()) take(*s);
  for (bool more = true; more;) {
    more = false;
    for (auto* s : sections)
      if (s->shown < s->items.size()) more = take(*s) || more;
  }
}

void write(Document& out, const Context& c, const Section& section) {
  if (section.empty()) return;
  add_heading(out, section.level, section.heading);
  if (section.items.empty()) return add_text(out, section.if_none);
  for (std::size_t i = 0; i < section.shown; ++i) add_item(out, section.items[i]);
  if (section.shown < section.items.size()) add_text(out, section.rest(c), "note");
}

}  // namespace

void add_front_lists(Document& out, const Context& c) {
  const bool failed = text(c.project, "status") == "failed";
  const char *rules_zh = " 项，见表10-1", *rules_en = " more: see Table 10-1";
  Lists all{
      {2, c.w("禁止性结论", "What is prohibited"), "", rules_zh, rules_en},
      {1, c.w("2 须办理事项", "2 What must be done"),
       failed ? c.w("项目资料未能读取，没有可据以办理的结论；先补正项目资料（见表11-1）。",
                    "The project could not be read; mend its data first (Table 11-1).")
              : c.w("触发的规则没有提出确定的办理要求。", "No rule that certainly fired asks for anything."),
       " 项，见表10-1、表10-3", " more: see Tables 10-1 and 10-3"},
      {2,
       c.w("待定事项（查明下列情况后，才能确定是否须办理）",
           "Not determined yet (to be done only if what is unknown turns out so)"),
       "", rules_zh, rules_en},
      {1, c.w("3 缺少的资料及提供单位", "3 What is missing, and who can supply it"), nothing_missing(c),
       " 个提供单位的资料，见表11-2", " more suppliers: see Table 11-2"}};
  add_unjudged(c, all.possible.items);
  add_findings(c, all);
  add_authorities(c, all.certain.items);
  add_missing(c, all.missing);
  const std::size_t headline = lines_of(local(c.project, "headline", c.lang), kHeadlineEm);
  const std::size_t warnings = (text(c.project, "status") == "ok" ? 0 : 2) +
                               (member(c.project, "original_outcome").is_null() ? 0 : 2) +
                               (headline - 1) * 2 + (all.bans.items.empty() ? 0 : 1) +
                               (all.possible.items.empty() ? 0 : 1);
  choose({&all.bans, &all.certain, &all.missing, &all.possible}, kLines - std::min(kLines, warnings));
  write(out, c, all.bans);
  write(out, c, all.certain);
  write(out, c, all.possible);
  write(out, c, all.missing);
}

}  // namespace zonegate::document
