// SPDX-License-Identifier: Apache-2.0
//
// Control units and rows of the admission list, in the layout of the provincial systems' own output (unit code, name, county, class; then
// clause by clause), so that nobody has to retype it.
#include <algorithm>
#include <array>

#include "report/html.h"

namespace zonegate::report {
namespace {

struct Word {
  std::string_view key, zh, en;
};
constexpr std::array<Word, 4> kDimensions = {{{"spatial", "空间布局约束", "spatial layout"},
                                              {"pollutant", "污染物排放管控", "pollutant discharge"},
                                              {"risk", "环境风险防控", "environmental risk"},
                                              {"resource", "资源开发利用效率", "resource efficiency"}}};
constexpr std::array<Word, 6> kVerdicts = {{{"prohibit", "禁止", "prohibit"},
                                            {"restrict", "限制", "restrict"},
                                            {"allow", "允许", "allow"},
                                            {"require", "要求", "require"},
                                            {"exit", "退出", "exit"},
                                            {"", "需人工判定", "for human judgement"}}};
constexpr std::array<Word, 3> kClasses = {{{"1", "优先保护单元", "priority"},
                                           {"2", "重点管控单元", "key control"},
                                           {"3", "一般管控单元", "general"}}};

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

std::string unit_row(const facts::FeatureFact& f, Lang lang) {
  return "<tr>" + text_cell(field(f, "code"), "w") + text_cell(field(f, "name")) +
         text_cell(field(f, "county")) + text_cell(word_of(kClasses, field(f, "class"), lang)) +
         text_cell(field(f, "subclass")) + "</tr>";
}

std::string list_row(const facts::FeatureFact& f, Lang lang) {
  return "<tr>" + text_cell(field(f, "unit_code"), "w") + text_cell(field(f, "list"), "w") +
         text_cell(word_of(kDimensions, field(f, "dimension"), lang)) + text_cell(field(f, "sub_type")) +
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

std::string unit_table(const Page& page, const ProjectResult& p) {
  const auto& w = page.w;
  const auto met = [](const facts::FeatureFact& f) {
    return f.kind == "zone_unit" && (f.band == facts::Band::overlap || f.band == facts::Band::boundary);
  };
  const std::string units =
      table({w("管控单元编码", "Unit code"), w("管控单元名称", "Unit name"), w("所属区县", "County"),
             w("管控类别", "Class"), w("管控类型", "Subclass")},
            rows_of(p.facts.features, met, [&](const auto& f) { return unit_row(f, page.lang); }));
  const std::string list =
      table(list_titles(w),
            rows_of(p.facts.features, is_list_row, [&](const auto& f) { return list_row(f, page.lang); }));
  if (units.empty() && list.empty()) return {};
  return "<h3>" + w("生态环境管控单元与准入清单", "Control units and access list") + "</h3>" + units + list;
}

}  // namespace zonegate::report
