// SPDX-License-Identifier: Apache-2.0
//
// Table 10: rules that fired and those that yield to others, with reviewers' decisions beside what the rule said; and those that stayed silent, each with its reason.
#include <algorithm>
#include <limits>

#include "document/parts.h"
#include "schema/schema.h"

namespace zonegate::document {
namespace {

std::string standing(const Context& c, const Json& f) {
  if (flag(f, "decisive")) return c.w("决定结论", "decides");
  const std::string reason = c.lang == Lang::zh ? text(f, "yields_reason") : text(f, "yields_reason_en");
  if (const std::string to = text(f, "yields_to"); !to.empty())
    return c.w("让位于 ", "yields to ") + to + c.w("：", ": ") + reason;
  return reason.empty() ? c.w("已触发", "fired") : reason;
}

std::string decision(const Context& c, const Json& f) {
  const Json& by = member(f, "override");
  if (by.is_null()) return {};
  return c.w("原结论", "was ") + outcome_word(text(f, "original_outcome"), c.lang) +
         c.w("，裁定为", ", decided ") + outcome_word(text(by, "outcome"), c.lang) +
         c.w("；理由：", "; reason: ") + text(by, "reason") + c.w("（", " (") + text(by, "reviewer") +
         c.w("，", ", ") + text(by, "date") + c.w("）", ")") +
         (flag(by, "laxer") ? c.w("；较规则放宽", "; laxer than the rule") : "");
}

std::string to_do(const Context& c, const Json& f) {
  std::string action = local(f, "action", c.lang);
  if (action.empty()) action = as_decided(c, f);
  const std::string worst = local(f, "worst_action", c.lang);
  if (worst.empty()) return action;
  return action + (action.empty() ? "" : c.w("；", "; ")) +
         c.w("可能须办（待定）：", "may be needed (not determined): ") + worst;
}

std::string all_cited(const Context& c, const Json& f) {
  const std::string worst = text(f, "worst_clause").empty() ? std::string() : cited_worst(c, f);
  return cited(c, f) + (worst.empty() ? "" : c.w("；可能适用：", "; may apply: ") + worst);
}

Cell level_cell(const Context& c, const Json& source) {
  return text_cell(c.lang == Lang::zh ? text(source, "level_zh") : spaced(text(source, "level")));
}
Cell verified_cell(const Context& c, const Json& source) {
  return text_cell(flag(source, "verified") ? c.w("是", "yes") : c.w("否", "no"));
}

Cell checked_cell(const Context& c, const Json& f) {
  if (text(f, "note").empty()) return verified_cell(c, f);
  return text_cell(flag(f, "verified") ? c.w("是，见表注", "yes; see note")
                                       : c.w("否，见表注", "no; see note"));
}

Row finding_row(const Context& c, const Json& f) {
  return {{text_cell(text(f, "rule")), text_cell(local(f, "title", c.lang)), text_cell(all_cited(c, f)),
           level_cell(c, f), text_cell(outcome_word(text(f, "outcome"), c.lang)),
           text_cell(outcome_word(text(f, "worst_possible"), c.lang)), text_cell(standing(c, f)),
           text_cell(to_do(c, f)), checked_cell(c, f), text_cell(decision(c, f))}};
}

// Runs of older versions have the names of the rule's file alone.
std::string silent_en(const Json& s) {
  const std::string said = text(s, "reason_en");
  return said.empty() ? spaced(text(s, "reason")) : said;
}

// What a silent rule rests on: the run says it of every rule that it used, by date; null where it does not, as runs of older versions.
const Json& source_of(const Context& c, const std::string& id) {
  static const Json none;
  const std::string day = text(c.project, "as_of");
  for (const auto& rule : list(c.run, "rules")) {
    if (text(rule, "id") != id) continue;
    const Json& sources = list(rule, "sources");
    for (const auto& source : sources) {
      const std::string from = text(source, "from"), to = text(source, "to");
      if ((from.empty() || from <= day) && (to.empty() || day < to)) return source;
    }
    return sources.empty() ? rule : sources.back();
  }
  return none;
}

// The attribute that a line of a trace compares: "coal = true (coal = false)", "claimed:coal is claimed (claimed:coal = false)"; empty: none.
std::string attribute_in(const std::string& line) {
  const auto open = line.rfind(" (");
  if (open == std::string::npos || !line.ends_with(')')) return {};
  std::string key = line.substr(open + 2, line.find(" = ", open) - open - 2);
  if (const auto colon = key.find(':'); colon != std::string::npos) key.erase(0, colon + 1);
  return schema::find_attribute(key) ? key : std::string();
}

// What the owner stated, or did not, that keeps a rule silent: the comparisons because of which a branch does not hold, those that fail below nothing but what fails. Of branches that a
// number fails, which the reason has, nothing more needs to be said.
class Deciding {
 public:
  explicit Deciding(const Json& trace) {
    for (const auto& line : trace) hear(line);
    end_branch();
  }
  std::vector<std::string> attributes;

 private:
  void hear(const Json& line) {
    const std::string words = text(line, "text"), truth = text(line, "truth");
    const int depth = member(line, "depth").is_number() ? member(line, "depth").get<int>() : 0;
    if (depth == 0) end_branch();
    if (depth > cut_) return;  // below what holds
    cut_ = kNone;
    while (!above_.empty() && above_.back().first >= depth) above_.pop_back();
    const bool denied = !above_.empty() && above_.back().second;
    if (truth == (denied ? "no" : "yes")) {
      cut_ = depth;
      return;
    }
    above_.emplace_back(depth, denied != (words == "not"));
    if (words.find(" = ") == std::string::npos) return;
    const std::string key = attribute_in(words);
    if (key.empty())
      measured_ = true;
    else
      branch_.push_back(key);
  }
  void end_branch() {
    for (const auto& key : branch_)
      if (!measured_ && std::find(attributes.begin(), attributes.end(), key) == attributes.end())
        attributes.push_back(key);
    branch_.clear();
    measured_ = false;
  }

  static constexpr int kNone = std::numeric_limits<int>::max();
  std::vector<std::pair<int, bool>> above_;  // depth, and whether a yes would have to be a no there
  std::vector<std::string> branch_;
  bool measured_ = false;
  int cut_ = kNone;
};

std::string silent_words(const Context& c, const Json& s) {
  std::string out = Text{text(s, "reason_zh"), silent_en(s)}.in(c.lang);
  if (!text(s, "reason").starts_with("no branch holds") &&
      !text(s, "reason").starts_with("of what was read no branch holds"))
    return out;
  std::string facts;
  for (const auto& key : Deciding(list(s, "trace")).attributes) {
    const Json& value = member(member(c.project, "attributes"), key);
    facts += (facts.empty() ? "" : c.w("，", ", ")) + attribute_name(key, c.lang) +
             (value.is_null() ? c.w(" 未填", " not stated")
                              : " = " + attribute_value(key, value, c.lang) +
                                    c.w("（建设单位填报）", " (stated by the project owner)"));
  }
  if (facts.empty()) return out;
  const bool more = out.find(c.w("：", ": ")) != std::string::npos;
  return out + (more ? c.w("；", "; ") : c.w("：", ": ")) + facts;
}

Row silent_row(const Context& c, const Json& s) {
  Row row{{text_cell(text(s, "rule")), text_cell(local(s, "title", c.lang)), blank_cell(), blank_cell(),
           text_cell(silent_words(c, s)), blank_cell()}};
  const Json& source = source_of(c, text(s, "rule"));
  if (source.is_null()) return row;
  row.cells[5] = verified_cell(c, source);
  if (member(source, "level").is_null()) return row;  // the key of the law alone
  row.cells[2] = text_cell(cited(c, source));
  row.cells[3] = level_cell(c, source);
  return row;
}

// Below a table without rows.
std::string why_none(const Context& c, const char* none_zh, const char* none_en) {
  return text(c.project, "status") == "failed"
             ? c.w("项目资料未能读取，没有对照规则。", "The project could not be read; no rule was applied.")
             : c.w(none_zh, none_en);
}

}  // namespace

std::string as_decided(const Context& c, const Json& f) {
  const Json& by = member(f, "override");
  const std::string outcome = text(by, "outcome");
  if (outcome != "conditional" && outcome != "restricted" && outcome != "prohibited") return {};
  return (outcome == "prohibited" ? c.w("人工裁定（", "decided (")
                                  : c.w("按人工裁定办理（", "as decided (")) +
         text(by, "reviewer") + c.w("，", ", ") + text(by, "date") + c.w("）：", "): ") + text(by, "reason");
}

Table rules_table(const Context& c) {
  Table table{"rules", "10-1",
              c.w("触发的规则（含让位于其他规则的）", "Rules that fired, and those that yielded")};
  table.columns = {column(c.w("规则", "Rule"), 7),
                   column(c.w("名称", "Title"), 15),
                   column(c.w("依据", "Clause"), 20),
                   column(c.w("效力层级", "Level"), 10),
                   column(c.w("结论", "Outcome"), 9),
                   column(c.w("最严可能", "Worst possible"), 9),
                   column(c.w("适用情况", "Standing"), 18),
                   column(c.w("办理要求", "What to do"), 22),
                   column(c.w("条文已核实", "Text checked"), 7),
                   column(c.w("人工裁定", "Reviewer's decision"), 14)};
  for (const auto& f : list(c.project, "findings")) table.rows.push_back(finding_row(c, f));
  if (table.rows.empty()) table.notes.push_back(why_none(c, "没有规则触发。", "No rule fired."));
  // What the writer of a rule inferred or could not check is no law: whoever signs has to see it.
  for (const auto& f : list(c.project, "findings"))
    if (const std::string note = note_of(c, text(f, "rule"), f); !note.empty()) table.notes.push_back(note);
  return table;
}

Table silent_rules_table(const Context& c) {
  Table table{"silent_rules", "10-2", c.w("未触发的规则及缘由", "Rules that stayed silent, and why")};
  table.columns = {column(c.w("规则", "Rule"), 7),         column(c.w("名称", "Title"), 18),
                   column(c.w("依据", "Clause"), 30),      column(c.w("效力层级", "Level"), 10),
                   column(c.w("未触发的缘由", "Why"), 52), column(c.w("条文已核实", "Text checked"), 8)};
  for (const auto& s : list(c.project, "silent")) table.rows.push_back(silent_row(c, s));
  if (table.rows.empty()) table.notes.push_back(why_none(c, "没有未触发的规则。", "No rule stayed silent."));
  return table;
}

}  // namespace zonegate::document
