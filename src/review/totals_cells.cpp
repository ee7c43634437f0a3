// SPDX-License-Identifier: Apache-2.0
//
// Cells and the line of account as people read them.
#include "review/totals.h"
#include "verdict/verdict.h"

namespace zonegate::review {
namespace {

bool two_columns(const Column& c) { return c.type == ColumnType::area && c.key != "once"; }

std::string one_cell(const Cell& cell, Lang lang) {
  if (const auto* v = std::get_if<std::string>(&cell)) return *v;
  if (const auto* v = std::get_if<std::vector<std::string>>(&cell)) return joined(*v, ";");
  if (const auto* v = std::get_if<Coded>(&cell)) return v->text.in(lang);
  if (const auto* v = std::get_if<std::size_t>(&cell)) return std::to_string(*v);
  if (const auto* v = std::get_if<Area>(&cell)) return area_text(*v, kCentiOfHm2, 4, lang);
  if (const auto* v = std::get_if<Tonnes>(&cell)) return fixed(static_cast<double>(v->milli) / 1000, 3);
  if (const auto* v = std::get_if<Share>(&cell)) return fixed(v->value * 100, 2) + "%";
  if (const auto* v = std::get_if<Split>(&cell))
    return v->projects == 0 ? "-"
                            : std::to_string(v->projects) + " / " + area_text(v->area, kCentiOfHm2, 4, lang);
  return {};
}

}  // namespace

Coded outcome_word(const std::string& word) {
  const auto outcome = parse_outcome(word);
  return {word, outcome ? verdict::outcome_text(*outcome) : Text{word, word}};
}

Coded slot_word(std::size_t slot) { return {slots()[slot].key, slots()[slot].text}; }

std::string area_text(const Area& area, double per, int decimals, Lang lang, const char* dash) {
  if (area.withheld) return lang == Lang::zh ? "不公开" : "withheld";
  if (!area.known) return {};
  const auto number = [&](Centi v) {
    return fixed(quantise(static_cast<double>(v) / per, decimals), decimals);
  };
  return area.lo == area.hi ? number(area.hi) : number(area.lo) + dash + number(area.hi);
}

std::vector<TextColumn> text_columns(const TotalsTable& table, Lang lang) {
  std::vector<TextColumn> out;
  for (const auto& c : table.columns) {
    const bool area = c.type == ColumnType::area;
    const bool number = c.type != ColumnType::text && c.type != ColumnType::list;
    const bool split = c.type == ColumnType::split;
    out.push_back({c.title.in(lang) + (area || split ? " hm²" : ""), number});
    if (two_columns(c)) out.push_back({c.title.in(lang) + (lang == Lang::zh ? " 亩" : " mu"), true});
  }
  return out;
}

std::vector<std::string> text_cells(const TotalsTable& table, const Row& row, Lang lang) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < row.size(); ++i) {
    out.push_back(one_cell(row[i], lang));
    if (!two_columns(table.columns[i])) continue;
    const auto* area = std::get_if<Area>(&row[i]);
    out.push_back(area ? area_text(*area, kCentiOfMu, 2, lang) : std::string());
  }
  return out;
}

Text accounting(const TotalsReport& r) {
  Text out{"项目 " + std::to_string(r.projects) + " 个 = ", std::to_string(r.projects) + " projects = "};
  for (std::size_t i = 0; i < kSlots; ++i) {
    const std::string n = std::to_string(r.by_slot[i]);
    out.zh += (i == 0 ? "" : " + ") + slots()[i].text.zh + " " + n;
    out.en += (i == 0 ? "" : " + ") + slots()[i].text.en + " " + n;
  }
  out.zh += "；其中部分读取 " + std::to_string(r.partial);
  out.en += "; of these read in part " + std::to_string(r.partial);
  if (r.recorded) {
    out.zh += "；run.json 记 " + std::to_string(*r.recorded) + " 个，相符";
    out.en += "; run.json counts " + std::to_string(*r.recorded) + ", as many";
  } else {
    out.zh += "；run.json 未记项目数，无法核对是否齐全";
    out.en += "; run.json counts no projects, so whether all are here cannot be checked";
  }
  if (r.ground_examined && r.not_compared > 0) {
    out.zh += "；" + std::to_string(r.not_compared) + " 个项目的图形与结果不符或缺失，其重叠未核查";
    out.en += "; the footprints of " + std::to_string(r.not_compared) +
              " projects are missing or not as results state them: their overlaps were not examined";
  }
  return out;
}

}  // namespace zonegate::review
