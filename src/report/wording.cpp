// SPDX-License-Identifier: Apache-2.0
//
// Reviewers read Chinese; the engine reasons in English. Details (file names, dates, conditions) stay as they are, so that nothing is lost where a phrase is not known
// here. Reasons themselves: verdict/reasons.cpp.
#include "report/wording.h"

#include <array>
#include <sstream>
#include <string_view>

namespace zonegate::report {
namespace {

struct Phrase {
  std::string_view from, to;
};

std::string code_word(std::string_view code) {
  constexpr std::array<Phrase, 12> kCodes = {
      {{"missing", "未提供该图层"},
       {"expired", "图层版本已失效"},
       {"not_yet_valid", "图层版本尚未生效"},
       {"unreadable", "图层未能完整读取"},
       {"coverage", "图层范围未完全覆盖"},
       {"no_coverage", "图层未声明覆盖范围"},
       {"point_only", "仅有点位或线位，没有面积"},
       {"empty", "图层没有要素"},
       {"fault", "数据缺陷"},
       {"official", "由官方管控单元编码回答"},
       {"contradicted", "官方管控单元编码与图形不一致"},
       {"units_unread", "官方管控单元编码有无法识别的，可能还涉及其他单元"}}};
  for (const auto& p : kCodes) {
    if (p.from == code) return std::string(p.to);
  }
  return {};
}

// "core = 0; not supplied: river_line redline" -> "core = 0；未提供：河道中心线、生态保护红线"
std::string with_kinds(const std::string& text) {
  constexpr std::string_view kLead = "not supplied:";
  const auto at = text.find(kLead);
  if (text == "not supplied") return "未提供所需图层";  // of a rule whose numbers are withheld
  if (at == std::string::npos) return text;
  std::string front = text.substr(0, at), kinds;
  if (front.ends_with("; ")) front.replace(front.size() - 2, 2, "；");
  std::istringstream keys(text.substr(at + kLead.size()));
  for (std::string key; keys >> key;) {
    const auto* spec = schema::find_kind(key);
    kinds += (kinds.empty() ? "" : "、") + (spec ? std::string(spec->zh) : key);
  }
  return front + "未提供：" + kinds;
}

// " (project_type = pv, industry = unknown)" -> "（项目类型 = pv，行业代码 = 未填）"
std::string with_attributes(std::string text) {
  const auto replace = [&](std::string_view from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
      text.replace(at, from.size(), to);
  };
  for (const char* key : {"project_type", "industry", "activity"}) {
    if (const auto* spec = schema::find_attribute(key))
      replace(std::string(key) + " = ", std::string(spec->zh) + " = ");
  }
  replace(" = unknown", " = 未填");
  replace(", ", "，");
  if (text.starts_with(" (") && text.ends_with(')')) text = "（" + text.substr(2, text.size() - 3) + "）";
  return text;
}

}  // namespace

Text answer_title(const std::string& kind, const std::vector<const catalog::Layer*>& sets) {
  Text title;
  for (const auto* layer : sets) {
    if (layer->title.empty()) continue;
    title.zh += (title.zh.empty() ? "" : "、") + layer->title.in(Lang::zh);
    title.en += (title.en.empty() ? "" : ", ") + layer->title.in(Lang::en);
  }
  if (!title.empty()) return title;
  const auto* spec = schema::find_kind(kind);
  return spec ? Text{std::string(spec->zh), std::string(spec->en)} : Text{kind, kind};
}

Text answer_reason(const facts::LayerAnswer& a) {
  const std::string word = code_word(a.reason_code);
  if (word.empty()) return reason_text(a.reason);
  const bool plain = a.reason.empty() || a.reason_code == "missing" || a.reason_code == "point_only" ||
                     a.reason_code == "official" || a.reason_code == "contradicted" ||
                     a.reason_code == "units_unread";
  return {plain ? word : word + "（" + reason_text(a.reason).zh + "）",
          a.reason.empty() ? a.reason_code : a.reason};
}

Text silent_reason(const verdict::Silent& s) {
  constexpr std::string_view kNone = "no branch holds", kOthers = "does not concern this project";
  if (s.reason.starts_with(kOthers))
    return {"不适用于本项目" + with_attributes(s.reason.substr(kOthers.size())), s.reason};
  std::string zh = with_kinds(s.reason);
  if (zh.starts_with(kNone)) {
    zh.replace(0, kNone.size(), "条件均不成立");
    if (const auto colon = zh.find(": "); colon != std::string::npos) zh.replace(colon, 2, "：");
  }
  return {zh, s.reason};
}

Text step_text(const std::string& english) {
  for (const Phrase p : {Phrase{"branch ", "分支 "}, Phrase{"exception ", "例外 "}}) {
    const auto colon = english.find(": ");
    if (!english.starts_with(p.from) || colon == std::string::npos) continue;
    const auto end = english.find(" (", colon);
    const std::string word = english.substr(colon + 2, end == std::string::npos ? end : end - colon - 2);
    const auto outcome = parse_outcome(word);
    if (!outcome) break;
    const std::string note = end == std::string::npos ? "" : "（不确定）";
    return {std::string(p.to) + english.substr(p.from.size(), colon - p.from.size()) + "：" +
                verdict::outcome_text(*outcome).zh + note,
            english};
  }
  return {english, english};
}

}  // namespace zonegate::report
