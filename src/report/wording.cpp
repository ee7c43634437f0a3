// SPDX-License-Identifier: Apache-2.0
//
// Reviewers read Chinese; the engine reasons in English. Details (file names, dates, conditions) stay as they are, so that nothing is lost where a phrase is not known
// here. Reasons themselves: verdict/reasons.cpp.
#include "report/wording.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "report/html.h"

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
std::string with_kinds(const std::string& text, Lang lang) {
  constexpr std::string_view kLead = "not supplied:";
  const auto at = text.find(kLead);
  const bool zh = lang == Lang::zh;
  if (text == "not supplied" && zh) return "未提供所需图层";  // of a rule whose numbers are withheld
  if (at == std::string::npos) return text;
  std::string front = text.substr(0, at), kinds;
  if (zh && front.ends_with("; ")) front.replace(front.size() - 2, 2, "；");
  std::istringstream keys(text.substr(at + kLead.size()));
  for (std::string key; keys >> key;) {
    const auto* spec = schema::find_kind(key);
    kinds += (kinds.empty() ? "" : zh ? "、" : ", ") + (spec ? std::string(zh ? spec->zh : spec->en) : key);
  }
  return front + (zh ? "未提供：" : "not supplied: ") + kinds;
}

std::vector<std::string> split(const std::string& text, std::string_view separator) {
  std::vector<std::string> out;
  std::size_t at = 0;
  for (std::size_t end = 0; (end = text.find(separator, at)) != std::string::npos;
       at = end + separator.size())
    out.push_back(text.substr(at, end - at));
  out.push_back(text.substr(at));
  return out;
}

// "project_type = pv" -> "项目类型 = 光伏", "project type = pv"
std::string with_attribute(const std::string& text, Lang lang) {
  const auto parts = split(text, " = ");
  const auto* spec = parts.size() == 2 ? schema::find_attribute(parts[0]) : nullptr;
  if (!spec) return text;
  if (lang == Lang::en)
    return schema::english_name(parts[0]) + " = " +
           (parts[1] == "unknown" ? "not stated" : attribute_text(parts[0], Value(parts[1]), lang));
  const std::string value =
      parts[1] == "unknown" ? "未填" : attribute_text(parts[0], Value(parts[1]), Lang::zh);
  return std::string(spec->zh) + " = " + value;
}

// " (project_type = pv, industry = unknown)" -> "（项目类型 = 光伏，行业代码 = 未填）"
std::string with_attributes(const std::string& text, Lang lang) {
  const bool zh = lang == Lang::zh;
  if (!text.starts_with(" (") || !text.ends_with(')')) return text;
  std::string out;
  for (const auto& one : split(text.substr(2, text.size() - 3), ", "))
    out += (out.empty() ? "" : zh ? "，" : ", ") + with_attribute(one, lang);
  return (zh ? "（" : " (") + out + (zh ? "）" : ")");
}

bool is_open(std::string_view value) {
  return value == " = not examined" || value == " = examined in part" || value == " = not certain";
}

// "core = 0, near > 500" -> "自然保护地面积 = 0 m²，自然保护地距离 > 500 m"; measures of one kind with one value are said once, with how many they are.
std::string with_measures(const std::string& text, const std::vector<verdict::MeasureName>& names,
                          Lang lang) {
  const bool zh = lang == Lang::zh;
  std::vector<std::pair<std::string, std::string>> said;  // what, " = 0 m²"
  std::vector<int> count;
  for (const auto& one : split(text, ", ")) {
    const std::size_t sign = std::min(one.find(" = "), one.find(" > "));
    const auto at = sign == std::string::npos ? names.end()
                                              : std::find_if(names.begin(), names.end(), [&](const auto& n) {
                                                  return n.name == one.substr(0, sign);
                                                });
    std::pair<std::string, std::string> words{one, ""};
    if (at != names.end()) {
      std::string value = one.substr(sign);
      if (const auto number = as_number(Value(value.substr(3))); number && !at->unit.empty())
        value = value.substr(0, 3) + shortest(quantise(*number, at->unit == "1" ? 4 : 2));
      if (is_open(value))
        words = {at->what.in(lang), !zh                          ? value.substr(2)
                                    : value == " = not examined" ? " 未核查"
                                    : value == " = not certain"  ? " 不能确定"
                                                                 : " 未完全核查"};
      else
        words = {at->what.in(lang), value + (at->unit == "m2" ? " m²" : at->unit == "m" ? " m" : "")};
    }
    const auto same = std::find(said.begin(), said.end(), words);
    if (same == said.end())
      said.push_back(words), count.push_back(1);
    else
      ++count[static_cast<std::size_t>(same - said.begin())];
  }
  std::string out;
  for (std::size_t i = 0; i < said.size(); ++i) {
    const std::string times = std::to_string(count[i]);
    const std::string several = count[i] < 2 ? "" : zh ? "（" + times + " 项）" : " (" + times + " measures)";
    out += (out.empty() ? "" : zh ? "，" : ", ") + said[i].first + several + said[i].second;
  }
  return out;
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

namespace {

std::string silent_in(const verdict::Silent& s, Lang lang) {
  constexpr std::string_view kNone = "no branch holds", kOthers = "does not concern this project";
  const bool zh = lang == Lang::zh;
  if (s.reason.starts_with(kOthers))
    return std::string(zh ? "不适用于本项目" : kOthers) +
           with_attributes(s.reason.substr(kOthers.size()), lang);
  std::string text = with_kinds(s.reason, lang);
  constexpr std::string_view kRead = "of what was read ";
  const bool partial = text.starts_with(kRead);
  if (partial) text.erase(0, kRead.size());
  if (!text.starts_with(kNone)) return text;
  const std::string rest = text.substr(kNone.size());
  const auto end = rest.find(zh ? "；" : "; ");
  const std::string measures = rest.substr(0, end), more = end == std::string::npos ? "" : rest.substr(end);
  std::string none = zh ? "条件均不成立" : "no condition holds";
  // What is open cannot make it fire, for another of its conditions fails; else it would be a finding.
  const auto all = split(measures, ", ");
  if (std::any_of(all.begin(), all.end(), [](const std::string& one) {
        return is_open(one.substr(std::min(one.find(" = "), one.size())));
      }))
    none = zh ? "无论其中未核查或不能确定的情况如何，条件均不成立"
              : "no condition holds, whatever is open of these";
  if (partial) none = (zh ? "就已读取的部分，" : "of what was read, ") + none;
  if (!measures.starts_with(": ")) return none + rest;
  return none + (zh ? "：" : ": ") + with_measures(measures.substr(2), s.names, lang) + more;
}

}  // namespace

Text silent_reason(const verdict::Silent& s) { return {silent_in(s, Lang::zh), silent_in(s, Lang::en)}; }

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
