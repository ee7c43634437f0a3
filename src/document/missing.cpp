// SPDX-License-Identifier: Apache-2.0
//
// What is missing, and who can supply it. Each is asked once, of who can know it: what of the project could not be read, and the size of a bare point or line, of the project
// owner; a layer of its authority, but only where the layer is what is missing. A place without a size can be compared with no layer, however complete that is.
#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "document/parts.h"
#include "schema/schema.h"
#include "verdict/verdict.h"

namespace zonegate::document {
namespace {

constexpr std::string_view kLayer = "layer:";

std::string kind_of(const std::string& key) {
  return key.starts_with(kLayer) ? key.substr(kLayer.size()) : std::string();
}

// By a key of the profile's suppliers: a kind of layer, or "attribute".
std::string supplier_named(const Context& c, const std::string& name) {
  const auto at = c.profile.suppliers.find(name);
  return at == c.profile.suppliers.end() ? std::string() : at->second.in(c.lang);
}

// Of what is unknown: "layer:kind", or an attribute.
std::string supplier(const Context& c, const std::string& key) {
  return supplier_named(c, key.starts_with(kLayer) ? kind_of(key) : "attribute");
}

// Rules of findings for which one of these would settle something.
std::string rules_asking(const Context& c, const std::set<std::string>& keys) {
  std::string out;
  for (const auto& f : list(c.project, "findings")) {
    const Json& unknown = list(f, "unknown");
    if (std::any_of(unknown.begin(), unknown.end(), [&](const Json& u) { return keys.contains(text(u)); }))
      c.add_word(out, text(f, "rule"));
  }
  return out;
}

// ------------------------------------------------------------------------------------------ what was not read
std::string file_name(const Json& object) {
  return std::filesystem::path(text(object, "file")).filename().string();
}

// Judged from its official units alone.
bool no_outline(const Context& c) {
  return text(c.project, "status_reason").starts_with("it has no geometry");
}

// Errors that say what of the project was not read: its own; else those that the run tells of its file. Where codes are all there is, a doubt of one is asked about, too.
std::set<std::string> codes_asked(const Context& c) {
  std::set<std::string> out;
  const auto take = [&](const Json& issue) {
    const auto at = c.profile.meanings.find(text(issue, "code"));
    const std::string severity = text(issue, "severity");
    const bool counts = severity == "error" || (severity == "warning" && no_outline(c));
    if (counts && at != c.profile.meanings.end() && !at->second.ask.empty()) out.insert(at->first);
  };
  for (const auto& issue : list(c.project, "issues")) take(issue);
  if (!out.empty()) return out;
  for (const auto& issue : list(c.run, "issues"))
    if (!file_name(issue).empty() && file_name(issue) == file_name(c.project)) take(issue);
  return out;
}

// In English without the links of the pages: "... ([datum.md](datum.md))".
std::string why_of(const Context& c, const advice::Meaning& meaning) {
  static const std::regex link(R"( \(\[[^\]]*\]\([^)]*\)\))");
  return c.lang == Lang::zh ? meaning.what.zh : std::regex_replace(meaning.what.en, link, "");
}

void add_unread(const Context& c, std::vector<Missing>& out) {
  if (text(c.project, "status") == "ok") return;
  const std::string who = supplier(c, "attribute"),
                    all = c.w("全部（项目未能完整读取）", "all (the project was not read in full)");
  const auto add = [&](const std::string& what, const std::string& why) {
    out.push_back({what, what + c.w("〔", " [") + why + c.w("〕", "]"), why, who, all});
  };
  for (const auto& code : codes_asked(c)) {
    const auto& meaning = c.profile.meanings.at(code);
    add(meaning.ask.in(c.lang), why_of(c, meaning));
  }
  if (no_outline(c))  // whatever else is wrong with it
    add(c.w("用地范围（界址点坐标或矢量数据）", "the outline of the site (boundary points or vector data)"),
        status_words(c));
  else if (out.empty())
    add(c.w("能完整读取的项目资料", "project data that can be read in full"), status_words(c));
}

// --------------------------------------------------------------------------------------------- without a size
bool about_size(const std::string& reason) {
  return reason.find("a bare point or line") != std::string::npos;
}

// Was the layer there and looked at, and is only the size of the project what its measures lack?
bool lacks_only_size(const Context& c, const std::string& kind) {
  bool answered = false;
  for (const auto& layer : list(c.project, "layers")) {
    if (text(layer, "kind") != kind) continue;
    if (text(layer, "layer_id").empty() || !examined_whole(layer)) return false;
    const std::string code = text(layer, "reason_code");
    if (!code.empty() && code != "point_only") return false;
    answered = true;
  }
  bool open = false;
  for (const auto& f : list(c.project, "findings")) {
    for (const auto& [name, measure] : member(f, "measures").items()) {
      const std::string reason = text(measure, "reason");
      if (text(measure, "layer") != kind || reason.empty()) continue;
      if (!about_size(reason)) return false;
      open = true;
    }
  }
  return answered && open;
}

Text size_words(const Context& c) {
  bool line = false, point = false;
  for (const auto& part : list(c.project, "parts")) {
    if (flag(part, "sized")) continue;
    const Json& length = member(part, "length_m");
    (length.is_number() && length.get<double>() > 0 ? line : point) = true;
  }
  if (line && point)
    return {"用地面积：点位的面积或半径，线路的宽度", "the area: area or radius of points, width of lines"};
  return line ? Text{"线路宽度（或用地范围）", "the width of the line (or the outline of the site)"}
              : Text{"用地面积或半径（或用地范围）", "the area or the radius (or the outline of the site)"};
}

// Does every finding that asks for it ask for something else, too?
bool asked_beside(const Context& c, const std::string& key) {
  for (const auto& f : list(c.project, "findings")) {
    const Json& unknown = list(f, "unknown");
    const bool asks =
        std::any_of(unknown.begin(), unknown.end(), [&](const Json& u) { return text(u) == key; });
    if (asks && unknown.size() < 2) return false;
  }
  return true;
}

// Layers of the run that nothing was compared with, for want of an outline; and tables that were read, of which the county or the industry of the project tells the rows: neither is missing.
bool is_there(const Context& c, const std::string& key) {
  const std::string kind = kind_of(key);
  const auto* spec = schema::find_kind(kind);
  for (const auto& layer : list(c.project, "layers")) {
    if (text(layer, "kind") != kind || text(layer, "layer_id").empty()) continue;
    const std::string code = text(layer, "reason_code");
    const bool nothing_read =
        no_outline(c) || (text(c.project, "status") == "failed" && list(c.project, "parts").empty());
    if (nothing_read && (code.empty() || code == "no_parts" || code == "official")) return true;
    if (spec && spec->geometry == schema::Geometry::table && examined_whole(layer))
      return asked_beside(c, key);
  }
  return false;
}

// It was examined all over, and still no rule can tell: attributes of what it holds (type, zone), or a border nearer than it is known.
bool was_examined(const Context& c, const std::string& key) {
  for (const auto& layer : list(c.project, "layers"))
    if (text(layer, "kind") == kind_of(key) && text(layer, "state") == "hit" && examined_whole(layer) &&
        (text(layer, "reason_code").empty() || text(layer, "reason_code") == "possible"))
      return text(c.project, "status") == "ok";
  return false;
}

// The keys that are answered by the size.
std::set<std::string> add_size(const Context& c, std::vector<Missing>& out) {
  std::set<std::string> settled;
  if (!unsized(c)) return settled;
  for (const auto& item : list(c.project, "unknown")) {
    const std::string key = text(item);
    if (key.starts_with(kLayer) && lacks_only_size(c, kind_of(key))) settled.insert(key);
  }
  const std::string what = size_words(c).in(c.lang),
                    why = c.w("点或线没有面积、半径或宽度，占地范围不明",
                              "a point or a line without area, radius or width: its ground is not known");
  out.push_back({what, what + c.w("〔", " [") + why + c.w("〕", "]"), why, supplier(c, "attribute"),
                 rules_asking(c, settled)});
  return settled;
}

bool is_open(const Json& f) {
  return text(f, "outcome") != text(f, "worst_possible") && member(f, "override").is_null();
}

// Once for each thing, with the rules that would heed it.
void add_asked(const Context& c, std::vector<Missing>& out, const Missing& asked) {
  const auto known = std::find_if(
      out.begin(), out.end(), [&](const Missing& m) { return m.what == asked.what && m.who == asked.who; });
  if (known == out.end())
    out.push_back(asked);
  else if (known->rules.find(asked.rules) == std::string::npos)
    c.add_word(known->rules, asked.rules);
}

// What shows a statement that a branch of the rule heeds, where no exception says so.
std::string proof_of(const Context& c, const std::string& attribute) {
  const auto at = c.profile.proofs.find(attribute);
  if (at != c.profile.proofs.end()) return at->second.in(c.lang);
  const std::string name = attribute_name(attribute, c.lang);
  return c.lang == Lang::zh ? name + "的说明和证明材料" : "a statement, and what shows it: " + name;
}

// What exceptions ask to be shown and statements that would settle a branch, of findings that wait for nothing else.
void add_claims(const Context& c, std::vector<Missing>& out) {
  const std::string remark =
      c.w("未说明或未提供证明材料，影响结论", "not stated or not shown, bears on the verdict");
  for (const auto& f : list(c.project, "findings")) {
    if (!is_open(f) || !list(f, "unknown").empty()) continue;
    const auto add = [&](const std::string& what) {
      add_asked(c, out, {what, what, remark, supplier(c, "attribute"), text(f, "rule")});
    };
    std::set<std::string> told;
    for (const auto& evidence : list(f, "evidence")) {
      for (const auto& attribute : list(evidence, "attributes")) told.insert(text(attribute));
      if (!flag(evidence, "claimed")) add(local(evidence, "what", c.lang));
    }
    for (const auto& attribute : list(f, "not_claimed"))
      if (!told.contains(text(attribute))) add(proof_of(c, text(attribute)));
  }
}

// The layer whose answer a finding rests on, as a key of suppliers; "attribute" where it rests on none.
std::string ground_of(const Json& f) {
  std::string first;
  for (const auto& measure : member(f, "measures")) {
    const bool met = member(measure, "measured").is_number() && member(measure, "measured").get<double>() > 0;
    if (met || first.empty()) first = text(measure, "layer");
    if (met) break;
  }
  return first.empty() ? std::string("attribute") : std::string(kLayer) + first;
}

// What a finding is judged by that no layer tells, of who has it. One for which something was claimed is judged by that; of one that the profile does not know the rule itself says what is
// for a person to judge.
void add_judged(const Context& c, std::vector<Missing>& out) {
  const std::string remark = c.w("须人工判定，影响结论", "for human judgement, bears on the verdict");
  for (const auto& f : list(c.project, "findings")) {
    const Json& evidence = list(f, "evidence");
    const bool claimed =
        std::any_of(evidence.begin(), evidence.end(), [](const Json& e) { return flag(e, "claimed"); });
    if (claimed || !is_open(f) || !list(f, "unknown").empty()) continue;
    const auto at = c.profile.judged.find(text(f, "rule"));
    if (at != c.profile.judged.end()) {
      const std::string what = at->second.what.in(c.lang);
      add_asked(c, out, {what, what, remark, supplier_named(c, at->second.from), text(f, "rule")});
    } else if (flag(f, "human")) {
      std::string asked = local(f, "worst_action", c.lang);
      if (asked.empty()) asked = local(f, "action", c.lang);
      const std::string what = local(f, "title", c.lang) + (asked.empty() ? "" : c.w("：", ": ") + asked);
      add_asked(c, out, {what, what, remark, supplier(c, ground_of(f)), text(f, "rule")});
    }
  }
}

// Who approves or reviews hangs on what nobody states and no layer tells: it is asked for although no verdict hangs on it.
void add_tiers(const Context& c, std::vector<Missing>& out) {
  for (const auto& checklist : list(c.project, "checklists")) {
    const Json& tier = member(checklist, "tier");
    if (tier.is_null() || flag(tier, "certain")) continue;
    const std::string title = local(checklist, "title", c.lang),
                      for_whom = title + c.w("（表10-3）", " (Table 10-3)");
    const std::string remark =
        c.w("未知，决定审批层级（不影响结论）", "not known, decides who approves, not the verdict");
    const Json& unknown = list(c.project, "unknown");
    for (const auto& ask : list(tier, "asks")) {
      const std::string key = text(ask), name = unknown_name(key, c.lang);
      const bool asked = std::find(unknown.begin(), unknown.end(), ask) != unknown.end();
      if (!asked && kind_of(key).empty())  // table 9 has what of layers is open
        add_asked(c, out, {name, name, remark, supplier(c, key), for_whom});
    }
    if (!list(tier, "asks").empty()) continue;
    const auto at = c.profile.judged.find(text(checklist, "id"));
    const bool known = at != c.profile.judged.end();
    const std::string what = known ? at->second.what.in(c.lang) : title;
    add_asked(c, out,
              {what, what,
               c.w("须人工判定审批层级（不影响结论）",
                   "decides who approves; for human judgement, not the verdict"),
               known ? supplier_named(c, at->second.from) : supplier(c, "attribute"), for_whom});
  }
}

}  // namespace

std::string nothing_missing(const Context& c) {
  const Json& findings = list(c.project, "findings");
  const bool open = std::any_of(findings.begin(), findings.end(), is_open);
  return text(c.project, "outcome") == text(c.project, "worst_possible") && !open
             ? c.w("没有影响结论的未知信息。", "Nothing unknown bears on the verdict.")
             : c.w("没有缺少的资料；尚未确定的事项须人工判定。",
                   "Nothing is missing; what is open is for human judgement.");
}

bool read_in_part(const Context& c) {
  return text(c.project, "status") == "partial" && !list(c.project, "parts").empty();
}

void note_read_in_part(const Context& c, Table& table) {
  if (!read_in_part(c)) return;
  table.notes.insert(
      table.notes.begin(),
      c.w("本项目仅部分读取：表中只是已读部分，面积、合计和占比（以已读部分为100%）都不代表全部用地。",
          "The project was read in part: the table is of what was read alone; areas, totals and shares (of "
          "100 % of what was read) are not those of all of its ground."));
}

bool unsized(const Context& c) {
  const Json& parts = list(c.project, "parts");
  return std::any_of(parts.begin(), parts.end(), [](const Json& p) { return !flag(p, "sized"); });
}

bool unsized(const Context& c, const std::string& part_id) {
  const Json& parts = list(c.project, "parts");
  return std::any_of(parts.begin(), parts.end(),
                     [&](const Json& p) { return text(p, "part_id") == part_id && !flag(p, "sized"); });
}

// A sentence of the program stands with the issues, as what the program said.
std::string status_words(const Context& c) {
  const Text brief = verdict::brief_reason(text(c.project, "status_reason"));
  const std::string& words = c.lang == Lang::zh ? brief.zh : brief.en;
  return words.empty() ? c.w("原因见表11-1", "see Table 11-1") : words;
}

std::vector<Missing> missing_of(const Context& c) {
  std::vector<Missing> out;
  add_unread(c, out);
  std::set<std::string> done = add_size(c, out);
  const auto add = [&](const std::string& key, bool not_supplied) {
    if (!done.insert(key).second) return;
    const std::string kind = kind_of(key);
    const bool there = !kind.empty() && was_examined(c, key);
    const std::string name =
        kind.empty() ? unknown_name(key, c.lang)
        : there      ? kind_name(kind, c.lang) + c.w("的类型、分区或界线", " (type, zone or border)")
                     : kind_name(kind, c.lang) + c.w("图层", " (layer)");
    out.push_back({there ? name : unknown_name(key, c.lang),
                   name + (not_supplied ? c.w("（未提供，未核查）", " (not supplied, not examined)") : ""),
                   not_supplied ? c.w("未提供图层，未核查", "layer not supplied, not examined")
                   : there      ? c.w("图层已核查，所载内容不足以判定，影响结论",
                                      "the layer was examined; what it holds does not settle it")
                                : c.w("未知，影响结论", "not known, bears on the verdict"),
                   supplier(c, key), rules_asking(c, {key})});
  };
  for (const auto& item : list(c.project, "unknown"))
    if (!is_there(c, text(item))) add(text(item), false);
  add_claims(c, out);
  add_judged(c, out);
  add_tiers(c, out);
  for (const auto& kind : list(c.project, "not_supplied")) add("layer:" + text(kind), true);
  return out;
}

Table missing_table(const Context& c) {
  Table table{"missing", "11-2", c.w("缺少的资料及提供单位", "What is missing, and who can supply it")};
  table.columns = {column(c.w("缺少的资料", "Missing"), 30), column(c.w("说明", "Remark"), 24),
                   column(c.w("提供单位", "Supplier"), 24),
                   column(c.w("涉及规则", "Rules that ask for it"), 26)};
  for (const auto& m : missing_of(c))
    table.rows.push_back({{text_cell(m.what), text_cell(m.remark), text_cell(m.who), text_cell(m.rules)}});
  if (table.rows.empty()) table.notes.push_back(nothing_missing(c));
  return table;
}

}  // namespace zonegate::document
