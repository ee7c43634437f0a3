// SPDX-License-Identifier: Apache-2.0
//
// Reviewers read Chinese; the engine reasons in English. Sentences that the engine makes are told in Chinese piece by piece: a pattern stands for one sentence, {0} is a
// detail that stays as it is (ids, numbers, texts of a library), {0r} one that is a reason itself, {0k} a kind of layer, {0a} attributes; in the
// English {} is any detail, {#} a number. What no pattern knows stays
// as it is, so that nothing is lost.
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <sstream>
#include <vector>

#include "schema/schema.h"
#include "verdict/verdict.h"

namespace zonegate::verdict {
namespace {

struct Pattern {
  std::string_view from, to;
};

constexpr Pattern kPatterns[] = {
    // What of a layer can be used
    {"no layer of kind landcover was supplied", "未提供地表覆盖栅格"},
    {"no layer of kind {} was supplied", "未提供图层：{0k}"},
    {"no version in force on {}; the nearest, {}, held {} to {}",
     "基准日没有有效版本：{0}；最近的版本 {1} 有效期 {2} 至 {3}"},
    {"no version in force on {}; the nearest, {}, holds {} to ...",
     "基准日没有有效版本：{0}；最近的版本 {1} 自 {2} 起有效"},
    {"no version in force on {}; the nearest, {}, holds {} to {}",
     "基准日没有有效版本：{0}；最近的版本 {1} 有效期 {2} 至 {3}"},
    {"{} held until {}, and no version follows it", "{0} 的有效期已于 {1} 届满，没有接续的版本"},
    {"{} supplements {}, which is not in force beside it", "{0} 只是 {1} 的补充，而后者没有有效版本"},
    {"{} could not be read: {}", "{0} 无法读取：{1r}"},
    {"{} holds no feature; an empty layer shows nothing", "{0} 没有要素，空图层不能说明任何情况"},
    {"{} cannot show that something is absent: {}", "{0} 不能证明不存在：{1r}"},
    {"{} declares no coverage", "{0} 未声明覆盖范围"},
    {"none of its features lies in its declared coverage; is its reference system right?",
     "没有要素落在其声明的覆盖范围内，请核对坐标系"},
    {"its declared coverage cannot be used: {}", "其声明的覆盖范围无法使用：{0r}"},
    {"its coverage file cannot be read: {}", "其覆盖范围文件无法读取：{0r}"},
    {"its declared coverage leaves part of the footprint (with its search distance) out",
     "其声明的覆盖范围未包含全部占地（含搜索距离）"},
    {"the place to examine cannot be drawn: {}", "待核查的范围无法绘出：{0r}"},
    {"{} % of the footprint lies in no feature of a layer that should tile the territory",
     "{0} % 的占地未落入应铺满全域的图层的任何要素"},
    {"of the footprint lies in no feature of a layer that should tile the territory",
     "部分占地未落入应铺满全域的图层的任何要素"},
    {"cells without a value here: {}", "此处有无值像元：{0}"},
    {"its cells were not measured", "其像元未量测"},
    {"answered by the official unit codes", "由官方管控单元编码回答"},
    // What of a feature or a row can be used
    {"feature {} could not be used: {}", "要素 {0} 无法使用：{1r}"},
    {"row {#} of {}: {}", "{1} 第 {0} 行：{2r}"},
    {"row {#}: {}", "第 {0} 行：{1r}"},
    {"its outline contradicts itself ({}): {} m2 lie in loops that cross, {} m2 were moved by the repair, so "
     "other ground may be meant",
     "边界自相矛盾：{1} m² 位于相互交叉的环内，修复变动 {2} m²，可能另有所指的用地"},
    {"its outline contradicts itself ({}): other ground may be meant", "边界自相矛盾，可能另有所指的用地"},
    {"its outline contradicts itself (Spike at {}): it goes {} m out to a corner and straight back, so other "
     "ground may be meant",
     "边界自相矛盾：边界在 {0} 处伸出 {1} m 后原路折回，可能另有所指的用地"},
    {"it holds lines or points beside its polygons, which are no ground", "面之外另有线或点，不构成地块"},
    {"one of its polygons has no area", "其中一个面没有面积"},
    {"line {} has {} cells, the header has {}", "第 {0} 行有 {1} 格，表头有 {2} 格"},
    {"its geometry cannot be repaired: {}", "图形无法修复：{0}"},
    {"it has no geometry: only the lists of its official units could be compared",
     "没有图形，只能按官方管控单元核对清单"},
    {"it has neither geometry nor an official unit", "既没有图形，也没有官方管控单元"},
    {"it has no geometry", "没有图形"},
    {"no part of the project was read", "没有读到项目的任何地块"},
    {"its polygon has no area", "面没有面积"},
    {"the holes of one of its polygons leave nothing of it", "面被自身的洞占尽"},
    {"kind {} needs polygons; this feature holds none", "图层{0k}应为面，该要素没有面"},
    {"kind {} needs lines; this feature holds none", "图层{0k}应为线，该要素没有线"},
    {"kind {} needs points; this feature holds none", "图层{0k}应为点，该要素没有点"},
    {"its parts differ in as_of, so the law of its day is not known",
     "各地块的法规基准日（as_of）不一致，不知适用何时的法规"},
    {"two columns differ in as_of, so the law of its day is not known",
     "两列的法规基准日（as_of）不一致，不知适用何时的法规"},
    {"as_of '{}' is no date, so the law of its day is not known",
     "法规基准日（as_of）“{0}”不是日期，不知适用何时的法规"},
    {"the column '{}' looks like the date whose law applies, but is not named so",
     "“{0}”列像是法规基准日，但列名不是"},
    {"it could not be measured: {}", "无法量测：{0r}"},
    {"the project could not be read in full", "项目未能完整读取"},
    // Why a measure is open
    {"a bare point or line has no area", "点位或线位没有面积"},
    {"a bare point or line has no extent", "点位或线位没有范围"},
    {"a bare point or line may reach into further units", "点位或线位可能涉及其他单元"},
    {"a hit within the accuracy, or a field that decides is unknown", "命中处在精度之内，或决定性字段缺失"},
    {"within the accuracy, or a field that decides is unknown", "在精度之内，或决定性字段缺失"},
    {"a cell's value does not tell whether it counts", "像元值不能说明是否计入"},
    {"a half width that decides is missing", "决定性的半宽缺失"},
    {"a row may hold, since its region or date, or the project's county or industry, is not certain",
     "表中条目可能适用：其地区、日期，或项目所在县、行业不能确定"},
    {"a row may hold, since its place or a cell of it is not certain",
     "清单条目可能适用：其位置或单元格不能确定"},
    {"a row may hold, since the project does not state {}", "清单条目可能适用，项目未填{0a}"},
    {"whether its rows hold for this project is not certain", "其中条目是否适用于本项目不能确定"},
    {"no row holds for this region, day and industry", "表中没有适用于该地区、日期和行业的条目"},
    {"has no row for unit without a code that can be read", "所涉单元没有可识别的编码"},
    {"has no row for unit {}", "清单中没有管控单元 {0} 的条目"},
    {"the official unit codes and the geometry contradict each other", "官方单元编码与图形不一致"},
    {"some of the official unit codes cannot be read: there may be a unit more",
     "官方单元编码有无法识别的，可能还涉及其他单元"},
    {"has no row in force (region; day): {}", "没有当日有效的条目（地区；日期）：{0}"},
    {"a field that decides is unknown, or it is not known which part meets the unit",
     "决定性字段缺失，或不知是哪一地块进入单元"},
    {"the official system names the unit, but not how much of the project lies in it",
     "官方编码说明涉及该单元，但未说明面积"},
    // Carbon: {0p} is a part ("permanent class 12"), or a pool
    {"part {}: how it grows is not known, nor the sink forgone", "{0p}：生长情况未知，放弃的碳汇亦未知"},
    {"part {}: no method gives a figure", "{0p}：没有可用的计量方法"},
    {"part {} has no area: what it takes is not counted", "地块 {0} 没有面积，其占用未计入"},
    {"{} of {}: no value, not counted", "{1p}的{0p}碳库无值，未计入"},
    {"above of class {}", "地类 {0} 的地上生物量"},
    {"below of class {}", "地类 {0} 的地下生物量"},
    {"dead of class {}", "地类 {0} 的死木"},
    {"litter of class {}", "地类 {0} 的枯落物"},
    {"soil of class {}", "地类 {0} 的土壤"},
    {"of the project only a part could be read: {}", "项目仅部分可读取：{0r}"},
    {"land cover: {}", "地表覆盖：{0r}"},
    {"restoration without restoration_species: it is not known what is planted, and no gain is counted",
     "生态恢复未填恢复树种：不知种植何种，增汇未计"},
    {"{}: no method can use what is stated of the stand; its land class stands in",
     "{0p}：小班所载数据无法用于任何方法，以地类代替"},
    {"{}: {}; its land class stands in", "{0p}：{1r}；以地类代替"},
    {"{} has no figure and is not counted", "{0p}没有数值，未计入"},
    {"line {} of the losses could not be used", "损失表第 {0} 行无法使用"},
    {"line {} could not be used", "第 {0} 行无法使用"},
    {"no part takes ground", "没有占用地面的地块"},
    {"no part that occupies ground has an area", "没有占用地面且有面积的地块"},
    {"no land-cover layer", "没有地表覆盖图层"},
    {"several land-cover layers are in force on that day", "基准日有多个有效的地表覆盖图层"},
    {"the land cover layer answers yes or no only (disclosure: yes_no)", "地表覆盖图层只公开是否涉及"}};

// The details of the text, where it is that sentence.
std::optional<std::vector<std::string>> details(std::string_view text, std::string_view from) {
  std::vector<std::string> out;
  for (bool first = true;; first = false) {
    const auto hole = from.find('{');
    const auto words = from.substr(0, hole);
    const bool last = hole == std::string_view::npos;
    const auto at = first ? (text.starts_with(words) && (!last || text == words) ? 0 : std::string_view::npos)
                    : last ? (text.ends_with(words) ? text.size() - words.size() : std::string_view::npos)
                           : text.find(words);
    if (at == std::string_view::npos) return std::nullopt;
    if (!first) out.back() += text.substr(0, at);
    if (!first && out.back().starts_with('#') &&
        out.back().find_first_not_of("0123456789", 1) != std::string::npos)
      return std::nullopt;
    if (!first && out.back().starts_with('#')) out.back().erase(0, 1);
    if (last) return out;
    text.remove_prefix(at + words.size());
    const auto end = from.find('}', hole);
    out.emplace_back(from.substr(hole + 1, end - hole - 1));
    from.remove_prefix(end + 1);
  }
}

std::string kind_word(const std::string& key) {
  const auto* spec = schema::find_kind(key);
  return spec ? std::string(spec->zh) : key;
}

// "industry, project_type" -> 行业代码、项目类型
std::string attribute_words(const std::string& keys) {
  std::string names;
  for (const auto& key : schema::split_list(keys)) {
    const auto* spec = schema::find_attribute(key);
    names += (names.empty() ? "" : "、") + (spec ? std::string(spec->zh) : key);
  }
  return names;
}

// "permanent class 12" -> 永久 地类 12; "dead" -> 死木
std::string part_words(const std::string& name) {
  constexpr Pattern kWords[] = {{"class", "地类"},   {"above", "地上生物量"}, {"below", "地下生物量"},
                                {"dead", "死木"},    {"litter", "枯落物"},    {"soil", "土壤"},
                                {"planting", "造林"}};
  std::string out;
  std::istringstream words(name);
  for (std::string word; words >> word;) {
    if (const auto role = schema::parse_role(word)) word = schema::chinese(*role);
    for (const auto& w : kWords)
      if (word == w.from) word = w.to;
    out += (out.empty() ? "" : " ") + word;
  }
  return out;
}

std::string filled(std::string_view to, const std::vector<std::string>& found) {
  std::string out;
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (to[i] != '{') {
      out += to[i];
      continue;
    }
    const auto end = to.find('}', i);
    const std::string& detail = found.at(static_cast<std::size_t>(to[i + 1] - '0'));
    const char how = to[end - 1];
    out += how == 'r'   ? reason_text(detail).zh
           : how == 'k' ? kind_word(detail)
           : how == 'a' ? attribute_words(detail)
           : how == 'p' ? part_words(detail)
                        : detail;
    i = end;
  }
  return out;
}

// "redline: it was not measured"; "north.gpkg: its polygon has no area".
std::string of_something(const std::string& english, std::size_t colon, bool kind) {
  const std::string front = english.substr(0, colon);
  const std::string rest = colon + 2 <= english.size() ? english.substr(colon + 2) : std::string();
  if (kind && rest.empty()) return kind_word(front) + "：未能完整核查";
  const std::string told = reason_text(rest).zh;
  return kind || told != rest ? kind_word(front) + "：" + told : english;
}

std::string chinese(const std::string& english) {
  const auto colon = english.find(':');
  const bool kind = colon != std::string::npos && schema::find_kind(english.substr(0, colon)) != nullptr;
  if (kind) return of_something(english, colon, true);
  for (const auto& p : kPatterns) {
    if (const auto found = details(english, p.from)) return filled(p.to, *found);
  }
  if (const auto several = english.find("; "); several != std::string::npos)
    return chinese(english.substr(0, several)) + "；" + chinese(english.substr(several + 2));
  return colon == std::string::npos ? english : of_something(english, colon, false);
}

// A table by county names the counties that it has no row of: "... (region; day): 510000, ?; 2026-10-01". The "?" is a county that nobody knows, "+?" one beside those that are known.
std::string with_county(const std::string& text, const std::string& word, const std::string& another) {
  constexpr std::string_view kFront = "has no row in force (region; day): ";
  const auto front = text.find(kFront);
  if (front == std::string::npos) return text;
  const auto begin = front + kFront.size(), end = std::min(text.find(';', begin), text.size());
  std::string out = text.substr(0, begin);
  for (auto at = begin; at < end;) {
    const auto next = std::min(text.find(", ", at), end);
    const std::string county = text.substr(at, next - at);
    out += (at == begin ? "" : ", ") + (county == "?" ? word : county == "+?" ? another : county);
    at = next + 2;
  }
  return out + text.substr(end);
}

}  // namespace

Text reason_text(const std::string& english) {
  return {chinese(with_county(english, "所在县（市、区）未知", "可能另涉未知的县（市、区）")),
          with_county(english, "county unknown", "perhaps another county, unknown")};
}

Text brief_reason(const std::string& english) {
  constexpr std::ptrdiff_t kLatin = 30;
  constexpr std::size_t kPhrase = 80;
  Text out = reason_text(english);
  const auto latin = std::count_if(out.zh.begin(), out.zh.end(),
                                   [](unsigned char c) { return c < 128 && std::isalpha(c) != 0; });
  if (latin > kLatin) out.zh.clear();
  // Of a long sentence what says enough by itself: the figures stand with the issues.
  for (const std::string_view enough : {"its outline contradicts itself"}) {
    const auto at = out.en.find(enough);
    if (out.en.size() > kPhrase && at != std::string::npos) out.en.resize(at + enough.size());
  }
  if (out.en.size() > kPhrase) out.en.clear();
  return out;
}

}  // namespace zonegate::verdict
