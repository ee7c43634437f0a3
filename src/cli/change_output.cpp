// SPDX-License-Identifier: Apache-2.0
#include "cli/change_output.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/change_invest.h"

namespace zonegate::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string name_of(const app::ChangeReport& r, double v) {
  const auto at =
      v == std::floor(v) && std::abs(v) < 1e15 ? r.classes.find(static_cast<long long>(v)) : r.classes.end();
  return at == r.classes.end() ? "" : at->second;
}

std::string label(const app::ChangeReport& r, double v) {
  const std::string name = name_of(r, v);
  return name.empty() ? class_number(v) : class_number(v) + " " + name;
}

double co2e(double tc) { return to_co2e(TonnesC(tc)).value; }

Json side(const algebra::CellsAndArea& n) { return {{"cells", n.cells}, {"area_ha", hectares(n.area_m2)}}; }

Json lost(const app::ChangeReport& r, const std::map<double, algebra::CellsAndArea>& values) {
  Json out = Json::array();
  for (const auto& [value, n] : values)
    out.push_back({{"value", value},
                   {"name", name_of(r, value)},
                   {"cells", n.cells},
                   {"area_ha", hectares(n.area_m2)}});
  return out;
}

Json stock_json(const app::ChangeReport& r) {
  const auto& s = r.stock;
  return {{"before_tc", s.before},
          {"after_tc", s.after},
          {"change_tc", s.after - s.before},
          {"change_tco2e", co2e(s.after - s.before)},
          {"area_without_density_ha", hectares(s.without_m2)}};
}

}  // namespace

std::string class_number(double v) {
  return v == std::floor(v) && std::abs(v) < 1e15 ? std::to_string(static_cast<long long>(v)) : shortest(v);
}

double hectares(double m2) { return to_hectares(SquareMetres(m2)).value; }

std::optional<Stocks> stocks_of(double from, double to, double m2, const std::map<double, double>& density) {
  const auto a = density.find(from), b = density.find(to);
  if (a == density.end() || b == density.end() || std::isnan(a->second) || std::isnan(b->second))
    return std::nullopt;
  return Stocks{a->second * hectares(m2), b->second * hectares(m2)};
}

std::string matrix_csv(const app::ChangeReport& r, const ChangeTexts& texts) {
  std::string out = "from,from_name,to,to_name,cells,area_ha";
  out += texts.carbon ? ",stock_before_tc,stock_after_tc,change_tc,change_tco2e\n" : "\n";
  for (const auto& t : r.matrix.transitions) {
    out += fmt::format("{},{},{},{},{},{}", class_number(t.from), app::csv_cell(name_of(r, t.from)),
                       class_number(t.to), app::csv_cell(name_of(r, t.to)), t.cells,
                       shortest(hectares(t.area_m2)));
    if (texts.carbon) {
      const auto s = stocks_of(t.from, t.to, t.area_m2, texts.density);
      out += s ? fmt::format(",{},{},{},{}", shortest(s->before), shortest(s->after),
                             shortest(s->after - s->before), shortest(co2e(s->after - s->before)))
               : ",,,,";
    }
    out += "\n";
  }
  return out;
}

std::string change_json(const app::ChangeReport& r, const ChangeTexts& texts) {
  Json out{{"before", texts.before}, {"after", texts.after}, {"columns", r.grid.columns},
           {"rows", r.grid.rows},    {"crs", r.crs},         {"area_basis", r.area_basis}};
  out["inputs"] = Json::array();
  for (const auto& [name, hash] : r.hashes) out["inputs"].push_back({{"file", name}, {"sha256", hash}});
  out["alignment"] = Json::array();
  for (const auto& [file, how] : r.alignment) out["alignment"].push_back({{"file", file}, {"how", how}});
  const auto& m = r.matrix;
  out["common_mask"] = side(m.common);
  out["only_before"] = side(m.only_before);
  out["only_after"] = side(m.only_after);
  out["neither"] = side(m.neither);
  out["only_before_by_class"] = lost(r, m.lost_before);
  out["only_after_by_class"] = lost(r, m.lost_after);
  if (texts.carbon) out["stock"] = stock_json(r);
  if (!texts.invest.empty()) out["invest"] = invest_json(texts.invest);
  out["transition_code"] = "from x " + std::to_string(r.code_factor) + " + to";
  out["matrix"] = Json::array();
  for (const auto& t : m.transitions) {
    Json row{{"from", t.from},   {"from_name", name_of(r, t.from)},
             {"to", t.to},       {"to_name", name_of(r, t.to)},
             {"cells", t.cells}, {"area_ha", hectares(t.area_m2)}};
    if (const auto s = texts.carbon ? stocks_of(t.from, t.to, t.area_m2, texts.density) : std::nullopt) {
      row["stock_before_tc"] = s->before;
      row["stock_after_tc"] = s->after;
      row["change_tc"] = s->after - s->before;
    }
    out["matrix"].push_back(std::move(row));
  }
  out["issues"] = Json::array();
  for (const auto& i : r.issues) out["issues"].push_back({{"code", i.code}, {"message", to_line(i)}});
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string change_text(const app::ChangeReport& r, const ChangeTexts& texts, Lang lang) {
  const bool zh = lang == Lang::zh;
  const auto& m = r.matrix;
  double changed = 0;
  std::vector<algebra::Transition> moves;
  for (const auto& t : m.transitions)
    if (t.from != t.to) changed += t.area_m2, moves.push_back(t);
  std::stable_sort(moves.begin(), moves.end(),
                   [](const auto& a, const auto& b) { return a.area_m2 > b.area_m2; });
  const auto line = [&](const char* chinese, const char* english, double m2) {
    return fmt::format("{}{}: {} ha\n", "  ", zh ? chinese : english, fixed(hectares(m2), 2));
  };
  std::string out = fmt::format("{} → {}\n", texts.before, texts.after);
  out += line("两期均有值（公共范围）", "both dates have a value (common mask)", m.common.area_m2);
  out += line("其中类别改变", "of that, changed class", changed);
  if (m.only_before.cells > 0)
    out += line("仅前期有值，不参与比较", "only the first date has a value, left out", m.only_before.area_m2);
  if (m.only_after.cells > 0)
    out += line("仅后期有值，不参与比较", "only the second date has a value, left out", m.only_after.area_m2);
  if (texts.carbon) {
    const auto& s = r.stock;
    out +=
        zh ? fmt::format("  碳储量: {} → {} t C，变化 {} t C（{} t CO2e；负为减少）\n", fixed(s.before, 1),
                         fixed(s.after, 1), fixed(s.after - s.before, 1), fixed(co2e(s.after - s.before), 1))
           : fmt::format("  carbon stock: {} → {} t C, change {} t C ({} t CO2e; negative is a loss)\n",
                         fixed(s.before, 1), fixed(s.after, 1), fixed(s.after - s.before, 1),
                         fixed(co2e(s.after - s.before), 1));
    if (s.without_m2 > 0) out += line("密度未知，不计入", "density not known, not counted", s.without_m2);
  }
  constexpr std::size_t kShown = 15;
  for (std::size_t i = 0; i < std::min(kShown, moves.size()); ++i)
    out += fmt::format("    {} → {}: {} ha\n", label(r, moves[i].from), label(r, moves[i].to),
                       fixed(hectares(moves[i].area_m2), 2));
  if (moves.size() > kShown)
    out += zh ? fmt::format("    另有 {} 种转移，见 matrix.csv\n", moves.size() - kShown)
              : fmt::format("    {} more in matrix.csv\n", moves.size() - kShown);
  if (!texts.invest.empty()) out += invest_text(texts.invest, lang);
  return out;
}

}  // namespace zonegate::cli
