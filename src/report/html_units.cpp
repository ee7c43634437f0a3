// SPDX-License-Identifier: Apache-2.0
//
// Control units and rows of the admission list, in the layout of the provincial systems' own output (unit code, name, county, class; then
// clause by clause), so that nobody has to retype it.
#include <algorithm>
#include <array>
#include <set>

#include "report/access.h"
#include "report/html.h"

namespace zonegate::report {
namespace {

struct Word {
  std::string_view key, zh, en;
};
constexpr std::array<Word, 6> kVerdicts = {{{"prohibit", "禁止", "prohibit"},
                                            {"restrict", "限制", "restrict"},
                                            {"allow", "允许", "allow"},
                                            {"require", "要求", "require"},
                                            {"exit", "退出", "exit"},
                                            {"", "需人工判定", "for human judgement"}}};
template <std::size_t N>
std::string word_of(const std::array<Word, N>& words, const std::string& key, Lang lang) {
  for (const auto& word : words) {
    if (word.key == key) return std::string(lang == Lang::zh ? word.zh : word.en);
  }
  return key;
}

std::string field(const facts::FeatureFact& f, const char* key) {
  const auto found = f.fields.find(key);
  return found == f.fields.end() || is_unknown(found->second) ? std::string() : to_text(found->second);
}

std::string list_row(const facts::FeatureFact& f, Lang lang) {
  return "<tr>" + text_cell(field(f, "unit_code"), "w") + text_cell(field(f, "list"), "w") +
         text_cell(dimension_text(field(f, "dimension")).in(lang)) + text_cell(field(f, "sub_type")) +
         text_cell(word_of(kVerdicts, field(f, "verdict"), lang), "w") + text_cell(field(f, "text")) +
         "</tr>";
}

// Rows of the facts that `wanted` takes, each feature once.
template <class Wanted, class Row>
std::string rows_of(const std::vector<facts::FeatureFact>& features, Wanted wanted, Row row) {
  std::string rows;
  std::vector<std::string> seen;
  for (const auto& f : features) {
    const std::string id = f.layer_id + "\n" + f.feature_id;
    if (!wanted(f) || std::find(seen.begin(), seen.end(), id) != seen.end()) continue;
    seen.push_back(id);
    rows += row(f);
  }
  return rows;
}

std::string table(const std::vector<std::string>& titles, const std::string& rows) {
  return rows.empty()
             ? ""
             : "<div class=\"wide\"><table>" + head_row(titles) + "<tbody>" + rows + "</tbody></table></div>";
}

std::vector<std::string> list_titles(const Words& w) {
  return {w("单元编码", "Unit code"), w("清单类型", "List"), w("维度", "Dimension"),
          w("类别", "Type"),          w("判定", "Verdict"),  w("管控要求", "Requirement")};
}

}  // namespace

bool is_list_row(const facts::FeatureFact& f) { return f.kind == "zone_list"; }

std::string list_rows(const Page& page, const ProjectResult& p, const verdict::Finding& f) {
  std::vector<facts::FeatureFact> mine;
  for (const std::size_t at : f.features) {
    if (at < p.facts.features.size()) mine.push_back(p.facts.features[at]);
  }
  const std::string rows =
      rows_of(mine, is_list_row, [&](const auto& row) { return list_row(row, page.lang); });
  if (rows.empty()) return {};
  return "<details><summary>" + page.w("所据清单条目", "Rows of the list") + "</summary>" +
         table(list_titles(page.w), rows) + "</details>";
}

namespace {

constexpr std::size_t kManyRows = 50;  // not concerned: beyond it only their number is said

// What the unit does not say itself, of the rows of the lists that hold for it.
std::string told_by_rows(const facts::AccessUnit& u, const std::vector<AccessLine>& lines,
                         const char* field) {
  std::string out;
  std::set<std::string> seen;
  for (const auto& line : lines) {
    const std::string word = line.row && line.unit == &u ? row_field(*line.row, field) : "";
    if (!word.empty() && seen.insert(word).second) out += (out.empty() ? "" : "、") + word;
  }
  return out;
}

// Of the code of a unit: ZH 511823 2 0002.
std::string place_of(const Page& page, const facts::AccessUnit& u, std::size_t digits) {
  constexpr std::size_t kPrefix = 2;
  if (!page.run.places || (!schema::is_unit_code(u.code) && !schema::is_element_code(u.code))) return {};
  const auto at = page.run.places->find(u.code.substr(kPrefix, digits));
  return at == page.run.places->end() ? std::string() : at->second;
}

std::string unit_row(const Page& page, const facts::AccessUnit& u, const std::vector<AccessLine>& lines) {
  const auto& w = page.w;
  const std::string kind = u.kind == "zone_unit" ? w("管控单元", "Control unit")
                                                 : w("要素分区", "Element zone") +
                                                       (u.element.empty() ? "" : "（" + u.element + "）");
  const bool measured = u.source != facts::AccessUnit::Source::official;
  const auto told = [&](const std::string& own, const char* field, std::size_t digits) {
    const std::string said = own.empty() ? told_by_rows(u, lines, field) : own;
    return said.empty() && digits > 0 ? place_of(page, u, digits) : said;
  };
  return "<tr>" + text_cell(kind) + text_cell(u.code, "w") + text_cell(u.name) +
         text_cell(told(u.city, "city", 4)) + text_cell(told(u.county, "county", 6)) +
         text_cell(told(u.list, "list", 0)) + text_cell(class_text(u.kind, u.unit_class).in(page.lang)) +
         text_cell(u.subclass) + text_cell(measured ? shown(u.overlap_m2, kArea, page.lang) : "—", "n") +
         text_cell(unit_source_text(u).in(page.lang)) + "</tr>";
}

std::string line_row(const Page& page, const AccessLine& line) {
  const auto of = [&](const char* key) { return line.row ? row_field(*line.row, key) : std::string(); };
  return "<tr>" + text_cell(line.unit_code, "w") + text_cell(of("list"), "w") +
         text_cell(dimension_text(of("dimension")).in(page.lang)) + text_cell(of("sub_type")) +
         text_cell(of("text")) + text_cell(line.fact.in(page.lang)) +
         text_cell(verdict::row_word_text(line.word).in(page.lang), "w") +
         text_cell(line.reason.in(page.lang)) + "</tr>";
}

std::vector<std::string> line_titles(const Words& w) {
  return {
      w("单元编码", "Unit code"),   w("清单", "List"),        w("维度", "Dimension"),    w("类别", "Type"),
      w("管控要求", "Requirement"), w("项目情况", "Project"), w("符合性", "Conformity"), w("理由", "Reason")};
}

// Rows that do not concern the project: in a fold, and by their number alone where they are many.
std::string others_block(const Page& page, std::size_t others, const std::string& rows) {
  const auto& w = page.w;
  if (others == 0) return {};
  const std::string count = w("不涉及的清单条目 ", "Rows of the lists that do not concern it: ") +
                            std::to_string(others) + w(" 条", "");
  if (others > kManyRows)
    return "<p class=\"small\">" + count + w("，逐条见 access.csv。", "; each of them is in access.csv.") +
           "</p>";
  return "<details><summary>" + count + "</summary>" + table(line_titles(w), rows) + "</details>";
}

}  // namespace

std::string unit_table(const Page& page, const ProjectResult& p) {
  const auto& w = page.w;
  std::string units, rows, other_rows;
  std::size_t others = 0;
  const auto lines = access_lines(p);
  for (const auto& unit : p.facts.access.units) units += unit_row(page, unit, lines);
  for (const auto& line : lines) {
    const bool other = line.word == verdict::RowWord::not_concerned;
    others += other;
    if (!other || others <= kManyRows) (other ? other_rows : rows) += line_row(page, line);
  }
  if (units.empty() && rows.empty() && others == 0) return {};
  return "<h3>" + w("生态环境管控单元与准入清单", "Control units and access list") + "</h3>" +
         table({w("类别", "Kind"), w("编码", "Code"), w("名称", "Name"), w("市（州）", "City"),
                w("县（区）", "County"), w("清单类型", "List type"), w("管控类型", "Control type"),
                w("细类", "Subclass"), w("#重叠面积 m²", "#Overlap m²"), w("来源", "Source")},
               units) +
         table(line_titles(w), rows) + others_block(page, others, other_rows);
}

}  // namespace zonegate::report
