// SPDX-License-Identifier: Apache-2.0
//
// Reviewers read Chinese; the engine reasons in English. Phrases with a fixed beginning are translated, details (file names, dates,
// conditions) stay as they are, so that nothing is lost where a phrase is not known here.
#include "report/wording.h"

#include <array>
#include <string_view>

namespace zonegate::report {
namespace {

struct Phrase {
  std::string_view from, to;
};

std::string code_word(std::string_view code) {
  constexpr std::array<Phrase, 11> kCodes = {{{"missing", "未提供该图层"},
                                              {"expired", "图层版本已失效"},
                                              {"not_yet_valid", "图层版本尚未生效"},
                                              {"unreadable", "图层未能完整读取"},
                                              {"coverage", "图层范围未完全覆盖"},
                                              {"no_coverage", "图层未声明覆盖范围"},
                                              {"point_only", "仅有点位或线位，没有面积"},
                                              {"empty", "图层没有要素"},
                                              {"fault", "数据缺陷：部分占地未落入任何单元"},
                                              {"official", "由官方管控单元编码回答"},
                                              {"contradicted", "官方管控单元编码与图形不一致"}}};
  for (const auto& p : kCodes) {
    if (p.from == code) return std::string(p.to);
  }
  return {};
}

std::string with_front(const std::string& text, Phrase phrase) {
  return std::string(phrase.to) + text.substr(phrase.from.size());
}

// "industry, project_type" -> 行业代码、项目类型
std::string attribute_names(const std::string& keys) {
  std::string names;
  for (const auto& key : schema::split_list(keys)) {
    const auto* spec = schema::find_attribute(key);
    names += (names.empty() ? "" : "、") + (spec ? std::string(spec->zh) : key);
  }
  return names;
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
                     a.reason_code == "official" || a.reason_code == "contradicted";
  return {plain ? word : word + "（" + reason_text(a.reason).zh + "）",
          a.reason.empty() ? a.reason_code : a.reason};
}

Text reason_text(const std::string& english) {
  constexpr std::array<Phrase, 13> kPhrases = {
      {{"its declared coverage leaves part of the footprint (with its search distance) out",
        "其声明的覆盖范围未包含全部占地（含搜索距离）"},
       {"a bare point or line has no area", "点位或线位没有面积"},
       {"a bare point or line has no extent", "点位或线位没有范围"},
       {"a bare point or line may reach into further units", "点位或线位可能涉及其他单元"},
       {"no part that occupies ground has an area", "没有占用地面且有面积的地块"},
       {"no layer of kind landcover was supplied", "未提供地表覆盖栅格"},
       {"several land-cover layers are in force on that day", "基准日有多个有效的地表覆盖图层"},
       {"the land cover layer answers yes or no only (disclosure: yes_no)", "地表覆盖图层只公开是否涉及"},
       {"no version in force on ", "基准日没有有效版本："},
       {"cells without a value here: ", "此处有无值像元："},
       {"its cells were not measured", "其像元未量测"},
       {"has no row in force (region; day): ", "没有当日有效的条目（地区；日期）："},
       {"no layer of kind ", "未提供图层："}}};
  for (const auto& p : kPhrases) {
    if (english.starts_with(p.from)) return {with_front(english, p), english};
  }
  const auto colon = english.find(": ");
  const auto* spec =
      colon == std::string::npos ? nullptr : schema::find_kind(std::string_view(english).substr(0, colon));
  if (!spec) return {english, english};
  constexpr std::array<Phrase, 11> kTails = {
      {{"a hit within the accuracy, or a field that decides is unknown",
        "命中处在精度之内，或决定性字段缺失"},
       {"a cell's value does not tell whether it counts", "像元值不能说明是否计入"},
       {"a half width that decides is missing", "决定性的半宽缺失"},
       {"a row may hold, since its region or date, or the project's county or industry, is not certain",
        "表中条目可能适用：其地区、日期，或项目所在县、行业不能确定"},
       {"no row holds for this region, day and industry", "表中没有适用于该地区、日期和行业的条目"},
       {"within the accuracy, or a field that decides is unknown", "在精度之内，或决定性字段缺失"},
       {"a row may hold, since its place or a cell of it is not certain",
        "清单条目可能适用：其位置或单元格不能确定"},
       {"the official unit codes and the geometry contradict each other", "官方单元编码与图形不一致"},
       {"a field that decides is unknown, or it is not known which part meets the unit",
        "决定性字段缺失，或不知是哪一地块进入单元"},
       {"the official system names the unit, but not how much of the project lies in it",
        "官方编码说明涉及该单元，但未说明面积"},
       {"has no row for unit without a code that can be read", "所涉单元没有可识别的编码"}}};
  constexpr std::string_view kUnstated = "a row may hold, since the project does not state ";
  std::string tail = reason_text(english.substr(colon + 2)).zh;
  if (tail.starts_with(kUnstated))
    tail = "清单条目可能适用，项目未填" + attribute_names(tail.substr(kUnstated.size()));
  for (const auto& p : kTails) {
    if (tail == p.from) tail = std::string(p.to);
  }
  return {std::string(spec->zh) + "：" + tail, english};
}

Text silent_reason(const verdict::Silent& s) {
  if (s.reason.starts_with("no branch holds: "))
    return {with_front(s.reason, {"no branch holds: ", "条件均不成立："}), s.reason};
  if (s.reason.starts_with("no branch holds"))
    return {with_front(s.reason, {"no branch holds", "条件均不成立"}), s.reason};
  if (s.reason.starts_with("does not concern this project"))
    return {with_front(s.reason, {"does not concern this project", "不适用于本项目"}), s.reason};
  return {s.reason, s.reason};
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
