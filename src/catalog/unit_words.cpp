// SPDX-License-Identifier: Apache-2.0
//
// What cells of tables say of units in words, beside the codes: names, classes, counts and shares. They never make a unit of the project; where they speak of one that no code of the
// project is, its units stay open.
#include <algorithm>
#include <array>

#include "catalog/note_rows.h"
#include "catalog/project_row.h"
#include "catalog/unit_table.h"

namespace zonegate::catalog {
namespace {

bool has_any(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}
void erase_all(std::string& text, std::string_view word) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) text.erase(at, word.size());
}

constexpr std::array<std::pair<std::string_view, const char*>, 3> kClasses = {
    {{"优先", "1"}, {"重点", "2"}, {"一般", "3"}}};

// "优先保护单元面积(hm2)", "是否涉及重点单元", "优先": the class that a column is about; empty: of no class, or of several.
std::string class_of_header(const std::string& header) {
  std::string name = tight(header);
  if (const auto bracket = name.find('('); bracket != std::string::npos) name.resize(bracket);
  for (const std::string_view word :
       {"环境", "管控", "保护", "单元", "面积", "占比", "比例", "名称", "编码", "代码", "长度",
        "个数", "数量", "是否", "涉及", "占用", "压占", "位于", "穿越", "所在", "类"})
    erase_all(name, word);
  for (const auto& [word, digit] : kClasses)
    if (name == word) return digit;
  return {};
}

// 否, 0.00, /, 不涉及: what such a column says of a project that does not lie there.
bool says_no(const std::string& cell) {
  const std::string text = tight(cell);
  if (text.find_first_not_of("0.%/-\\") == std::string::npos) return true;
  if (text.starts_with("0") && text.find_first_not_of("0.") != std::string::npos &&
      text.find_first_of("123456789") == std::string::npos)
    return true;  // 0公顷
  constexpr std::array<std::string_view, 9> kNo = {"否", "无", "n", "no", "false", "f", "×", "—", "——"};
  return std::find(kNo.begin(), kNo.end(), text) != kNo.end() || has_any(text, {"不", "未", "没有"});
}

// Requirements of a list speak of classes of units without saying that the project lies in one.
bool is_requirement(const std::string& header) {
  return has_any(header, {"要求", "布局", "排放管控", "风险防控", "利用效率", "准入", "措施", "结论"});
}

// Clauses that say where something is; of "不涉及优先保护单元，位于重点管控单元" the second.
std::set<std::string> classes_told(const std::string& text) {
  std::string plain = schema::narrow(text);
  for (const std::string_view mark : {"，", "；", "。", "、"})
    for (auto at = plain.find(mark); at != std::string::npos; at = plain.find(mark))
      plain.replace(at, mark.size(), "\n");
  std::set<std::string> out;
  for (std::size_t from = 0; from <= plain.size();) {
    const std::size_t to = std::min(plain.find_first_of("\n;,", from), plain.size());
    const std::string clause = plain.substr(from, to - from);
    from = to + 1;
    if (has_any(clause, {"不", "未", "无", "非", "避", "距", "邻", "以外", "除外", "参照", "参考", "按"}))
      continue;
    const auto named = classes_within(clause);
    out.insert(named.begin(), named.end());
  }
  return out;
}

// How many units a cell of a column like 数量 states; 0: nothing of that kind.
std::size_t count_of_units(const std::string& header, const std::string& text) {
  const std::string name(schema::trimmed(schema::narrow(header)));
  const auto has = [&](std::string_view word) { return name.find(word) != std::string::npos; };
  const bool bare = name == "数量" || name == "个数" || name == "总数";
  if (!bare && !(has("单元") && (has("数量") || has("个数") || has("总数") || name.ends_with("单元数"))))
    return 0;
  const std::string plain(schema::trimmed(schema::narrow(text)));
  const std::size_t end = std::min(plain.find_first_not_of("0123456789"), plain.size());
  const std::string rest(schema::trimmed(plain.substr(end)));
  // More than that is an amount of something else.
  constexpr std::size_t kDigits = 2;
  if (end == 0 || end > kDigits || !(rest.empty() || rest == "个")) return 0;
  return std::stoul(plain.substr(0, end));
}

// 占比, 面积比例(%): of the project that lies in a unit.
bool is_share(const std::string& header) {
  const std::string name = tight(header);
  return has_any(name, {"占比", "比例", "占项目", "百分比"}) && class_of_header(header).empty();
}
std::optional<double> percent_of(const std::string& header, const std::string& text) {
  std::string plain = tight(text);
  const bool marked = plain.ends_with('%') || has_any(header, {"%", "％", "百分比"});
  if (plain.ends_with('%')) plain.pop_back();
  const auto number = as_number(Value(plain));
  if (!number || !(*number >= 0)) return std::nullopt;
  return marked || *number > 1 ? *number : *number * 100;
}

}  // namespace

std::set<std::string> classes_within(const std::string& text) {
  std::set<std::string> out;
  for (const auto& [word, digit] : kClasses)
    if (text.find(word) != std::string::npos) out.insert(digit);
  return out;
}

UnitMention unit_mention(const std::string& where, const std::string& header, const std::string& text) {
  UnitMention out{where, text, units_within(text), {}, false};
  const bool of_units = text.find("单元") != std::string::npos;
  out.more = of_units && has_any(text, {"另涉及", "还涉及", "也涉及", "同时涉及", "另位于", "还位于", "另有",
                                        "另占", "补充涉及", "并涉及"});
  if (is_requirement(header)) return out;
  if (of_units) out.classes = classes_told(text);
  const std::string about = class_of_header(header);
  if (!about.empty() && out.codes.empty() && !says_no(text)) out.classes.insert(about);
  return out;
}

std::string more_than_units(const UnitMention& mention, const std::vector<OfficialUnit>& units) {
  const auto none = [&](auto&& is) { return std::none_of(units.begin(), units.end(), is); };
  std::string missing;
  for (const auto& code : mention.codes)
    if (none([&](const auto& unit) { return unit.code == code; })) missing += " " + code;
  for (const auto& digit : mention.classes)
    if (none([&](const auto& unit) {
          return schema::is_unit_code(unit.code) && class_of_code(unit.code) == digit;
        }))
      missing += (missing.empty() ? " a unit of class " : ", a unit of class ") + digit;
  if (missing.empty() && (!mention.more || !mention.codes.empty())) return {};
  return mention.where + " '" + mention.text + "' names" + (missing.empty() ? " a unit" : missing) +
         ", which no code of the project is";
}

std::vector<UnitMention> unit_mentions(const io::SourceFeature& feature) {
  std::vector<UnitMention> out;
  for (const auto& [column, value] : feature.fields) {
    if (is_unknown(value)) continue;
    const auto* spec = attribute_of(column);
    if (spec && spec->key == "unit_codes") continue;
    UnitMention mention = unit_mention("column " + column, column, to_text(value));
    if (spec) mention.classes.clear();  // 项目名称: 优先保护单元生态修复
    if (!mention.empty()) out.push_back(std::move(mention));
  }
  return out;
}

void UnitClaim::say(std::size_t n, std::size_t codes, std::size_t at, const std::string& what) {
  if (codes == 0 || n <= codes || n <= most_) return;  // a row without a code is told as such
  most_ = n;
  line = at;
  text_ = what;
}

// Texts between separators that end as names of units do; others may be parts of one name.
void UnitClaim::name(const std::string& names, std::size_t codes, std::size_t at) {
  std::size_t n = 0;
  for (const auto& part : cell_parts(names)) {
    constexpr std::array<std::string_view, 8> kEnds = {"单元", "保护区", "保护地", "水源地",
                                                       "公园", "园区",   "开发区", "红线"};
    if (std::none_of(kEnds.begin(), kEnds.end(), [&](auto end) { return part.ends_with(end); })) continue;
    names_.insert(part);
    ++n;
  }
  say(n, codes, at, "'" + names + "'");
}

void UnitClaim::number(const std::string& header, const std::string& text, std::size_t codes,
                       std::size_t at) {
  say(count_of_units(header, text), codes, at, "column " + header + " '" + text + "'");
}

void UnitClaim::share(const std::string& header, const std::string& text, const std::string& cell_of_codes,
                      std::size_t at) {
  if (!is_share(header) || (!share_header_.empty() && share_header_ != header)) return;
  share_header_ = header;
  const auto percent = percent_of(header, text);
  if (!percent) all_shared_ = false;
  const auto codes = units_of_cell(cell_of_codes);
  if (!percent || codes.empty() || !schema::is_unit_code(codes.front()))
    return;  // element zones lie over units
  shares_[cell_of_codes] = std::max(shares_[cell_of_codes], *percent);
  if (line == 0) line = at;
}

std::string UnitClaim::surplus(std::size_t has) const {
  double together = 0;
  for (const auto& [codes, percent] : shares_) together += percent;
  // Shares are rounded, to whole percents at the coarsest.
  const double rounded = 0.5 * static_cast<double>(shares_.size());
  if (all_shared_ && !shares_.empty() && together < 100 - rounded)
    return "column " + share_header_ + ": its units hold " + shortest(together) + " % of it together";
  if (text_.empty() || std::max(most_, names_.size()) <= has) return {};
  const std::string codes = std::to_string(has) + (has == 1 ? " code" : " codes");
  if (names_.size() > most_)
    return text_ + ": the rows of the project name " + std::to_string(names_.size()) + " units, and have " +
           codes;
  return text_ + " speaks of " + std::to_string(most_) + " units, and the project has " + codes;
}

}  // namespace zonegate::catalog
