// SPDX-License-Identifier: Apache-2.0
//
// The sentence that a reviewer reads first. Both halves of the verdict, with their causes: what is certain and by which rules; what is open and
// how bad it could be. A conditional finding must never hide an unexamined red line.
#include <algorithm>

#include "verdict/parts.h"

namespace zonegate::verdict {
namespace {

std::string listed(const std::vector<std::string>& items, const char* separator, const char* more,
                   std::size_t most = 4) {
  std::string text;
  for (std::size_t i = 0; i < items.size() && i < most; ++i) text += (i ? separator : "") + items[i];
  return items.size() > most ? text + more : text;
}

Text kind_name(const std::string& kind) {
  const auto* spec = schema::find_kind(kind);
  return spec ? Text{std::string(spec->zh), std::string(spec->en)} : Text{kind, kind};
}

Text attribute_name(const std::string& key) {
  const auto* spec = schema::find_attribute(key);
  return {spec ? std::string(spec->zh) : key, schema::english_name(key)};
}

std::vector<std::string> rules_with(const Verdict& verdict, Outcome outcome) {
  std::vector<std::string> ids;
  for (const auto& finding : verdict.findings) {
    if (finding.certain && finding.outcome == outcome) ids.push_back(finding.rule);
  }
  return ids;
}

Text certain_half(const Verdict& verdict) {
  Text text = outcome_text(verdict.outcome);
  if (verdict.outcome == Outcome::allowed && verdict.original) {
    return {"允许：其余规则均未触发，必查图层均已核查",
            "Allowed: no other rule fired and every mandatory layer was examined"};
  }
  if (verdict.outcome == Outcome::allowed) {
    return {"允许：所列规则均未触发，必查图层均已核查",
            "Allowed: no rule fired and every mandatory layer was examined"};
  }
  const auto ids = rules_with(verdict, verdict.outcome);
  if (ids.empty()) return text;
  return {text.zh + "（" + listed(ids, "、", "等") + "）", text.en + " (" + listed(ids, ", ", ", ...") + ")"};
}

struct Causes {
  std::vector<std::string> zh, en;
  void add(const std::string& chinese, const std::string& english) {
    if (std::find(en.begin(), en.end(), english) != en.end()) return;
    zh.push_back(chinese);
    en.push_back(english);
  }
};

// A sentence of the program has no place in a headline, least of all of another language; it stands with the issues.
void add_status(Causes& causes, const char* zh, const char* en, const std::string& reason) {
  const Text brief = brief_reason(reason);
  causes.add(zh + (brief.zh.empty() ? "（原因见数据问题）" : "：" + brief.zh),
             en + (brief.en.empty() ? " (why: see its issues)" : ": " + brief.en));
}

// That a mandatory layer leaves something open is a cause by itself, whatever rules ask of it: the reader must not look for the rule.
void add_layer(Causes& causes, const facts::LayerAnswer& answer, bool by_itself) {
  Text name = kind_name(answer.kind);
  if (by_itself) name = {"必查的" + name.zh, "mandatory layer " + name.en};
  if (answer.tiles && answer.outside_share > 0 && answer.reason_code == "fault" &&
      answer.examined_share >= 1) {
    causes.add(name.zh + "未落入任何单元（数据缺陷）",
               name.en + " leaves the footprint in no unit (data fault)");
  } else if (answer.state == facts::LayerState::hit || answer.examined_share > 0) {
    causes.add(name.zh + "未全部核查", name.en + " not fully examined");
  } else if (answer.state == facts::LayerState::not_covered) {
    causes.add(name.zh + "未覆盖", name.en + " does not reach the place");
  } else {
    causes.add(name.zh + "未核查", name.en + " not examined");
  }
}

// Names of attributes, each once, behind the word for what they are.
struct Stated {
  std::vector<std::string> zh, en;
  void add(const std::string& key) {
    const Text word = attribute_name(key);
    if (std::find(en.begin(), en.end(), word.en) != en.end()) return;
    zh.push_back(word.zh);
    en.push_back(word.en);
  }
};

void add_unknown(Causes& causes, Stated& stated, const Verdict& verdict, const LayerView& view,
                 const Finding& finding) {
  for (const auto& name : finding.unknown) {
    if (!name.starts_with("layer:")) {
      stated.add(name);
      continue;
    }
    const auto kind = name.substr(6);
    if (std::find(view.open.begin(), view.open.end(), kind) != view.open.end())
      continue;  // a cause by itself
    const auto at = std::find_if(verdict.layers.begin(), verdict.layers.end(),
                                 [&](const facts::LayerAnswer& a) { return a.kind == kind; });
    if (at != verdict.layers.end() && (at->examined_share < 1 || at->reason_code == "point_only"))
      add_layer(causes, *at, false);
    else
      causes.add(kind_name(kind).zh + "结果不确定", kind_name(kind).en + " uncertain");
  }
}

// What a rule waits for that no layer can settle.
void add_finding(Causes& causes, const Finding& finding) {
  Stated claims;
  if (finding.unknown.empty())
    for (const auto& key : finding.not_claimed) claims.add(key);
  if (finding.human) {
    causes.add(finding.rule + "需人工判定", finding.rule + " needs human judgement");
  } else if (!claims.en.empty()) {
    causes.add(finding.rule + "未主张（" + listed(claims.zh, "、", "等", 2) + "）",
               finding.rule + ": not claimed: " + listed(claims.en, ", ", ", ...", 2));
  } else if (finding.unknown.empty()) {
    causes.add(finding.rule + "结果不确定", finding.rule + " uncertain");
  }
}

// Of the open findings only those that can be as strict as the worst possible are its causes.
void add_findings(Causes& causes, const Verdict& verdict, const LayerView& view) {
  Stated stated;
  for (const auto& finding : verdict.findings) {
    const bool sure = finding.certain && finding.outcome == finding.worst_possible;
    if (decided(finding) || sure || finding.worst_possible != verdict.worst_possible) continue;
    add_unknown(causes, stated, verdict, view, finding);
    add_finding(causes, finding);
  }
  if (!stated.en.empty())
    causes.add("未说明：" + listed(stated.zh, "、", "等"), "not stated: " + listed(stated.en, ", ", ", ..."));
}

}  // namespace

Text headline(const Subject& subject, const Verdict& verdict, const LayerView& view) {
  Causes causes;
  if (subject.failed)
    add_status(causes, "项目数据无法使用", "the project's data cannot be used", subject.status_reason);
  if (subject.partial)
    add_status(causes, "部分地块无法使用", "some parts cannot be used", subject.status_reason);
  if (view.nothing_placed)
    causes.add("只有影响范围，没有占地或穿越地块",
               "only influence parts, nothing that occupies or crosses ground");
  if (view.before_horizon)
    causes.add("该日期早于规则库的完整起始日", "the rules are not complete for a day that early");
  for (const auto& answer : verdict.layers) {
    if (std::find(view.open.begin(), view.open.end(), answer.kind) != view.open.end())
      add_layer(causes, answer, true);
  }
  const bool open = verdict.worst_possible > verdict.outcome;
  if (open) add_findings(causes, verdict, view);
  Text text = certain_half(verdict);
  if (!causes.en.empty()) {
    text.zh += "；" + listed(causes.zh, "、", "等", 6);
    text.en += "; " + listed(causes.en, ", ", ", ...", 6);
  }
  if (open) {
    const Text worst = outcome_text(verdict.worst_possible);
    text.zh += (causes.zh.empty() ? "；最严可能为" : "，最严可能为") + worst.zh;
    text.en += (causes.en.empty() ? "; worst possible: " : ", worst possible: ") + worst.en;
  }
  // A pass says what it does not rest on.
  if (!open && verdict.outcome == Outcome::allowed && !verdict.not_supplied.empty()) {
    std::vector<std::string> zh, en;
    for (const auto& kind : verdict.not_supplied) {
      zh.push_back(kind_name(kind).zh);
      en.push_back(kind_name(kind).en);
    }
    text.zh += "；未提供而未据以判断的图层：" + listed(zh, "、", "等", 4);
    text.en += "; not supplied and not judged by: " + listed(en, ", ", ", ...", 4);
  }
  const Text overridden = overrides_text(verdict);
  return {text.zh + overridden.zh, text.en + overridden.en};
}

}  // namespace zonegate::verdict
