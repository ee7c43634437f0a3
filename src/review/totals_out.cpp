// SPDX-License-Identifier: Apache-2.0
//
// Tables as text, CSV and JSON. Text shows the first rows of a long table and says how many it leaves out; the others have all.
#include <algorithm>

#include "review/totals.h"

namespace zonegate::review {
namespace {

constexpr std::size_t kMostRows = 50, kWidest = 30;

std::string title_line(const TotalsReport& r, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string out = (zh ? "运行 " : "run ") + r.run;
  if (!r.as_of.empty()) out += (zh ? "；法规基准日 " : "; law of ") + r.as_of;
  if (!r.area_basis.empty()) out += (zh ? "；面积口径 " : "; area basis ") + basis_text(r.area_basis, lang);
  out += "\n";
  if (r.demo)
    out += zh ? "演示数据：除另有说明外，管控图层为虚构，不得用于任何实际项目。\n"
              : "演示数据: demonstration data; the zoning layers are invented.\n";
  return out;
}

// Columns of counts and texts that say nothing in any row are left out of text; those of outcomes never are.
std::vector<bool> shown_columns(const TotalsTable& t, const std::vector<std::vector<std::string>>& lines) {
  std::vector<bool> shown(lines[0].size(), lines.size() < 2);
  std::size_t at = 0;
  for (const auto& c : t.columns) {
    const bool two = c.type == ColumnType::area && c.key != "once";
    const bool always = c.type == ColumnType::split || c.type == ColumnType::area;
    for (std::size_t k = 0; k < (two ? 2U : 1U); ++k, ++at) {
      for (std::size_t n = 1; n < lines.size(); ++n)
        shown[at] = shown[at] || always || (!lines[n][at].empty() && lines[n][at] != "0");
    }
  }
  return shown;
}

void table_text(const TotalsTable& t, Lang lang, std::set<std::string>& said, std::string& out) {
  const bool zh = lang == Lang::zh;
  out += "\n" + t.title.in(lang) + "  [" + t.name + "]\n";
  const auto columns = text_columns(t, lang);
  std::vector<std::vector<std::string>> lines(1);
  for (const auto& c : columns) lines[0].push_back(c.title);
  for (std::size_t i = 0; i < std::min(t.rows.size(), kMostRows); ++i)
    lines.push_back(text_cells(t, t.rows[i], lang));
  if (t.total) {
    lines.push_back(text_cells(t, *t.total, lang));
    if (lines.back().front().empty()) lines.back().front() = zh ? "合计" : "total";
  }
  const auto shown = shown_columns(t, lines);
  std::vector<std::size_t> widths(columns.size(), 0);
  for (const auto& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i)
      widths[i] = std::max(widths[i], std::min(display_width(line[i]), kWidest));
  const std::size_t last = t.total ? lines.size() - 1 : lines.size();
  for (std::size_t n = 0; n < lines.size(); ++n) {
    if (n == last && t.rows.size() > kMostRows)
      out += (zh ? "  … 另有 " : "  … and ") + std::to_string(t.rows.size() - kMostRows) +
             (zh ? " 行（-o 或 --json 给出全部）\n" : " more rows (all with -o or --json)\n");
    std::string line = " ";
    for (std::size_t i = 0; i < lines[n].size(); ++i) {
      if (!shown[i]) continue;
      const std::string cell = shortened(lines[n][i], widths[i]);
      const std::string space(widths[i] - display_width(cell), ' ');
      line += " " + (columns[i].number ? space + cell : cell + space) + " ";
    }
    out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  if (t.rows.empty()) out += zh ? "  （无）\n" : "  (none)\n";
  for (const auto& note : t.notes)
    if (said.insert(note.zh).second) out += (zh ? "  注：" : "  note: ") + note.in(lang) + "\n";
}

Json number(Centi v) { return static_cast<double>(v) / 100; }

Json area_json(const Area& a) {
  if (a.withheld) return {{"value", nullptr}, {"withheld", true}};
  if (!a.known) return {{"value", nullptr}};
  if (a.lo == a.hi) return {{"value", number(a.hi)}};
  return {{"lo", number(a.lo)}, {"hi", number(a.hi)}};
}

class Putter {
 public:
  Putter(const Column& column, Json& out) : c_(column), out_(out) {}
  void operator()(std::monostate) const {
    out_[c_.key + (c_.type == ColumnType::area ? "_m2" : "")] = nullptr;
  }
  void operator()(const std::string& v) const { out_[c_.key] = v.empty() ? Json(nullptr) : Json(v); }
  void operator()(const std::vector<std::string>& v) const { out_[c_.key] = v; }
  void operator()(const Coded& v) const {
    const bool truth = v.key == "true" || v.key == "false";
    out_[c_.key] = truth ? Json(v.key == "true") : v.key.empty() ? Json(nullptr) : Json(v.key);
    if (c_.key == "title") out_["title_en"] = v.text.en;
  }
  void operator()(std::size_t v) const { out_[c_.key] = v; }
  void operator()(const Area& v) const { out_[c_.key + "_m2"] = area_json(v); }
  void operator()(const Split& v) const {
    out_[c_.key] = {{"projects", v.projects}, {"area_m2", area_json(v.area)}};
  }
  void operator()(Tonnes v) const { out_[c_.key] = static_cast<double>(v.milli) / 1000; }
  void operator()(Share v) const { out_[c_.key] = quantise(v.value, 6); }

 private:
  const Column& c_;
  Json& out_;
};

void put(const Column& c, const Cell& cell, Json& out) { std::visit(Putter(c, out), cell); }

Json row_json(const TotalsTable& t, const Row& row) {
  Json out = Json::object();
  for (std::size_t i = 0; i < row.size(); ++i) put(t.columns[i], row[i], out);
  return out;
}

Json total_json(const TotalsTable& t) {
  if (!t.total) return nullptr;
  Json out = Json::object();
  for (std::size_t i = 0; i < t.total->size(); ++i)
    if (!std::holds_alternative<std::monostate>((*t.total)[i])) put(t.columns[i], (*t.total)[i], out);
  return out;
}

Json notes_json(const std::vector<Text>& notes) {
  Json out = Json::array();
  for (const auto& n : notes) out.push_back({{"text", n.zh}, {"text_en", n.en}});
  return out;
}

Json table_json(const TotalsTable& t) {
  Json rows = Json::array();
  for (const auto& row : t.rows) rows.push_back(row_json(t, row));
  return {{"table", t.name},         {"title", t.title.zh},    {"title_en", t.title.en},
          {"rows", std::move(rows)}, {"total", total_json(t)}, {"notes", notes_json(t.notes)}};
}

void csv_header(const Column& c, std::vector<std::string>& out) {
  if (c.type == ColumnType::area) {
    for (const char* unit : {"_m2", "_hm2", "_mu"}) out.push_back(c.key + unit);
  } else if (c.type == ColumnType::split) {
    for (const char* what : {"_projects", "_m2", "_hm2"}) out.push_back(c.key + what);
  } else {
    out.push_back(c.key);
  }
}

void csv_cells(const Column& c, const Cell& cell, std::vector<std::string>& out) {
  const auto area = [&](const Area& a, double per, int decimals) {
    out.push_back(area_text(a, per, decimals, Lang::en, ".."));
  };
  if (const auto* whole = std::get_if<Area>(&cell)) {
    area(*whole, kCentiOfM2, 2);
    area(*whole, kCentiOfHm2, 4);
    area(*whole, kCentiOfMu, 2);
    return;
  }
  if (const auto* split = std::get_if<Split>(&cell)) {
    out.push_back(std::to_string(split->projects));
    area(split->area, kCentiOfM2, 2);
    area(split->area, kCentiOfHm2, 4);
    return;
  }
  Json object;
  put(c, cell, object);
  const Json& value = object[c.key];
  if (const auto* items = std::get_if<std::vector<std::string>>(&cell)) {
    out.push_back(joined(*items, ";"));
  } else {
    out.push_back(value.is_boolean() ? (value.get<bool>() ? "true" : "false") : text(object, c.key));
  }
}

}  // namespace

std::string totals_text(const TotalsReport& r, Lang lang) {
  std::string out = title_line(r, lang) + accounting(r).in(lang) + "\n";
  if (!r.ground_examined)
    out += (lang == Lang::zh ? "项目之间的重叠未核查：" : "overlaps between projects were not examined: ") +
           r.ground_why.in(lang) + "\n";
  std::set<std::string> said;  // notes that several tables have
  for (const auto& t : r.tables) table_text(t, lang, said, out);
  return out;
}

std::string totals_json(const TotalsReport& r) {
  Json tables = Json::array(), by_outcome = Json::object();
  for (const auto& t : r.tables) tables.push_back(table_json(t));
  for (std::size_t i = 0; i < kSlots; ++i) by_outcome[slots()[i].key] = r.by_slot[i];
  const Text line = accounting(r);
  const auto maybe = [](const std::string& s) { return s.empty() ? Json(nullptr) : Json(s); };
  const Json all = {{"program", "zonegate"},
                    {"run", r.run},
                    {"as_of", maybe(r.as_of)},
                    {"area_basis", maybe(r.area_basis)},
                    {"demo", r.demo},
                    {"projects",
                     {{"total", r.projects},
                      {"recorded", r.recorded ? Json(*r.recorded) : Json(nullptr)},
                      {"partial", r.partial},
                      {"failed", r.failed},
                      {"by_outcome", std::move(by_outcome)},
                      {"text", line.zh},
                      {"text_en", line.en}}},
                    {"overlaps",
                     {{"examined", r.ground_examined},
                      {"reason", maybe(r.ground_why.en)},
                      {"reason_zh", maybe(r.ground_why.zh)},
                      {"not_compared", r.not_compared}}},
                    {"tables", std::move(tables)}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string totals_csv(const TotalsReport& r) {
  const TotalsTable& t = r.tables.front();
  std::vector<std::string> cells;
  for (const auto& c : t.columns) csv_header(c, cells);
  std::string out = "\xEF\xBB\xBF" + csv_line(cells);
  for (const auto& row : t.rows) {
    cells.clear();
    for (std::size_t i = 0; i < row.size(); ++i) csv_cells(t.columns[i], row[i], cells);
    out += csv_line(cells);
  }
  return out;
}

}  // namespace zonegate::review
