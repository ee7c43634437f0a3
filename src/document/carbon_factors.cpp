// SPDX-License-Identifier: Apache-2.0
//
// Table 8-3: every factor that tables 8-1, 8-2 and 8-4 rest on, with its pool and its unit: densities of land classes, shares that occupation takes, what the scenarios assume of
// soil, cleared trees and what is planted, growth curves, and rows of the factor library.
#include <algorithm>
#include <set>
#include <utility>

#include "config/config.h"
#include "document/carbon_pools.h"

namespace zonegate::document {
namespace {

constexpr std::size_t kSoilPool = 4;

std::string unit_words(const Context& c, const std::string& unit) {
  const auto at = c.profile.factors.units.find(unit);
  return at == c.profile.factors.units.end() ? unit : at->second.in(c.lang);
}

// The pools whose carbon a quantity of the library gives: the second word of "lulucf.bef_above.masson-pine".
std::string pool_words(const Context& c, const std::string& id) {
  const std::size_t first = id.find('.'), second = id.find('.', std::min(first + 1, id.size()));
  if (first == std::string::npos) return {};
  const auto at = c.profile.factors.pools.find(id.substr(first + 1, second - first - 1));
  if (at == c.profile.factors.pools.end()) return {};
  std::string out;
  for (const auto& pool : kPools)
    if (std::find(at->second.begin(), at->second.end(), pool.key) != at->second.end())
      c.add_word(out, c.w(pool.zh, pool.en));
  return out;
}

struct Used {
  std::string name, pool, unit, where, edition, status;
};

void add(const Context& c, Table& table, const Used& u, const Json& value, const std::string& at) {
  if (!value.is_number()) return;
  table.rows.push_back(
      {{text_cell(u.name), text_cell(u.pool), count_cell(value, at), text_cell(unit_words(c, u.unit)),
        text_cell(u.where), text_cell(u.edition), text_cell(told(c, u.status))}});
}

std::string density_id(const Json& one) {
  const Json& code = member(one, "code");
  return code.is_number_integer() ? "density of class " + std::to_string(code.get<int>()) : std::string();
}

const Json& scenario_factors(const Context& c) { return list(member(c.project, "carbon_impact"), "factors"); }

void add_densities(const Context& c, Table& table) {
  const Json& carbon = member(c.project, "carbon");
  const Json& classes = list(carbon, "classes");
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const Json& one = classes[i];
    const std::string id = density_id(one);
    const Json& factors = scenario_factors(c);
    const bool both =
        std::any_of(factors.begin(), factors.end(), [&](const Json& f) { return text(f, "id") == id; });
    for (const auto& pool : kPools)
      add(c, table,
          {factor_name(c, id) + c.w("（", " (") + local(one, "name", c.lang) + c.w("）", ")"),
           c.w(pool.zh, pool.en), "t C/ha",
           both ? c.w("表8-1、表8-2", "Tables 8-1, 8-2") : c.w("表8-1", "Table 8-1"), text(carbon, "edition"),
           text(one, "status")},
          member(member(one, "density_tc_ha"), pool.key),
          "/carbon/classes/" + std::to_string(i) + "/density_tc_ha/" + pool.key);
  }
}

void add_loss_shares(const Context& c, Table& table) {
  const Json& shares = member(member(c.project, "carbon"), "loss_shares");
  if (!shares.is_object()) return;
  for (const auto& [role, row] : shares.items()) {
    const std::string who = role_name(c, role);
    for (const auto& pool : kPools)
      add(c, table,
          {c.w("占用损失率（", "Share lost by occupation (") + who + c.w("）", ")"),
           c.w(pool.zh, pool.en),
           "1",
           c.w("表8-1", "Table 8-1"),
           {},
           text(row, "status")},
          member(row, pool.key), "/carbon/loss_shares/" + role + "/" + pool.key);
  }
}

std::string take_word(const Context& c, const std::string& take) {
  const std::pair<const char*, const char*> known[] = {
      {"permanent", "永久"}, {"temporary", "临时"}, {"reservoir", "淹没"}, {"planting", "造林"}};
  for (const auto& [key, zh] : known)
    if (take == key) return c.w(zh, key);
  return take;
}

// Trees are there to be cleared only where the scenario has stock of them.
bool has_trees(const Json& run) {
  const Json& stock = member(member(member(run, "pools"), "above"), "stock_tc");
  return stock.is_number() && stock.get<double>() > 0;
}

// What rows of table 8-3 of one scenario have in common.
struct OfScenario {
  const Context& c;
  Table& table;
  const Json& run;
  std::string at;

  void add(const std::string& what, const Json& value, const std::string& key, const std::string& pool,
           const std::string& unit) const {
    document::add(c, table,
                  {what + c.w("，情景：", ", scenario: ") + scenario_name(c, run),
                   pool,
                   unit,
                   c.w("表8-2", "Table 8-2"),
                   c.w("情景文件", "scenario file"),
                   {}},
                  value, at + key);
  }
};

std::string pool_word(const Context& c, std::size_t pool) { return c.w(kPools[pool].zh, kPools[pool].en); }

void add_soil(const OfScenario& s, const Json& assumed) {
  const Context& c = s.c;
  const std::string soil = pool_word(c, kSoilPool);
  for (const auto& [take, factor] : member(assumed, "soil_factor").items())
    s.add(c.w("土壤碳保留比例（", "Share of soil carbon that is left (") + take_word(c, take) +
              c.w("占地）", " ground)"),
          factor, "soil_factor/" + take, soil, "1");
  s.add(c.w("土壤碳变化年限", "Years of the change of soil carbon"), member(assumed, "soil_years"),
        "soil_years", soil, "a");
}

void add_clearing(const OfScenario& s, const Json& assumed) {
  struct Share {
    const char *key, *zh, *en, *unit;
    int pool;  // -1: of none of table 8-1
  };
  constexpr Share kShares[] = {
      {"instant", "清理时立即排放的比例", "Share of cleared trees that is given off at once", "1", 0},
      {"dead_wood", "清理后留作死木的比例", "Share of cleared trees that stays as dead wood", "1", 0},
      {"products", "清理后成为木产品的比例", "Share of cleared trees that becomes products", "1", 0},
      {"roots_decay", "留在土中腐解的根的比例", "Share of roots that is left to decay", "1", 1},
      {"dead_rate", "死木年分解率", "Decay of dead wood", "1/a", 2},
      {"products_half_life", "木产品半衰期", "Half-life of products", "a", -1}};
  for (const auto& share : kShares)
    s.add(s.c.w(share.zh, share.en), member(member(assumed, "clearing"), share.key),
          std::string("clearing/") + share.key,
          share.pool < 0 ? s.c.w("木产品", "Wood products")
                         : pool_word(s.c, static_cast<std::size_t>(share.pool)),
          share.unit);
}

// What is planted, or comes back on temporary ground.
void add_restored(const OfScenario& s, const Json& assumed) {
  const Context& c = s.c;
  const Json& restored = list(assumed, "restored");
  for (std::size_t i = 0; i < restored.size(); ++i) {
    const std::string of = c.w("（生长曲线 ", " (growth curve ") + told(c, text(restored[i], "curve")) +
                           c.w("）", ")"),
                      at = "restored/" + std::to_string(i) + "/";
    const std::string trees = pool_word(c, 0) + c.w("、", ", ") + pool_word(c, 1);
    s.add(c.w("恢复植被成活率", "Survival of what is planted") + of, member(restored[i], "survival"),
          at + "survival", trees, "1");
    s.add(c.w("恢复植被开始生长前的年数", "Years before it begins to grow") + of,
          member(restored[i], "delay_years"), at + "delay_years", trees, "a");
    s.add(c.w("恢复植被根冠比", "Root ratio of what is planted") + of, member(restored[i], "root_ratio"),
          at + "root_ratio", pool_word(c, 1), "1");
  }
}

struct CurveKind {
  const char *key, *zh, *en, *equation;
};
constexpr CurveKind kCurveKinds[] = {
    {"chapman-richards", "理查兹方程", "Chapman-Richards", "a(1 - b e^(-kt))^p"},
    {"logistic", "逻辑斯蒂方程", "logistic", "a/(1 + b e^(-kt))"},
    {"korf", "考尔夫方程", "Korf", "a e^(-b t^(-k))"}};

struct CurveRows {
  const Context& c;
  Table& table;

  void add(const Json& curve, const std::string& what, const Json& value, const std::string& at,
           const char* unit) const {
    std::string kind;
    for (const auto& known : kCurveKinds)
      if (text(curve, "kind") == known.key) kind = c.w(known.zh, known.en);
    document::add(c, table,
                  {c.w("生长曲线 ", "Growth curve ") + told(c, text(curve, "id")) +
                       (kind.empty() ? kind : c.w("（", " (") + kind + c.w("）", ")")) + what,
                   pool_word(c, 0) + c.w("、", ", ") + pool_word(c, 1), unit, c.w("表8-2", "Table 8-2"),
                   c.w("情景文件", "scenario file"), text(curve, "status")},
                  value, at);
  }
  void of(const Json& curve, const std::string& at) const {
    const bool korf = text(curve, "kind") == "korf";
    constexpr std::pair<const char*, const char*> kParameters[] = {
        {"a", "t C/ha"}, {"b", "1"}, {"k", "1/a"}, {"p", "1"}};
    for (const auto& [key, unit] : kParameters)
      add(curve, c.w("的参数 ", ", parameter ") + key, member(curve, key), at + "/" + key,
          korf && *key == 'k' ? "1" : unit);
    const Json& points = list(curve, "points");
    for (std::size_t i = 0; i < points.size(); ++i)
      add(curve, c.w("，林龄 ", ", at age ") + shortest(points[i].at(0).get<double>()) + c.w(" 年", ""),
          points[i].at(1), at + "/points/" + std::to_string(i) + "/1", "t C/ha");
  }
};

// What the parameters are of.
void note_equations(const Context& c, const std::set<std::string>& kinds, Table& table) {
  std::string equations;
  for (const auto& known : kCurveKinds)
    if (kinds.contains(known.key))
      equations += (equations.empty() ? "" : c.w("；", "; ")) + std::string(c.w(known.zh, known.en)) + " " +
                   known.equation;
  if (!equations.empty())
    table.notes.push_back(c.w("生长曲线（t 为林龄，含地下部分）：", "Growth curves (t: age; with roots): ") +
                          equations + c.w("。", "."));
}

// Scenarios of a file share its curves: each stands once.
void add_curves(const Context& c, Table& table) {
  const Json& runs = list(member(c.project, "carbon_impact"), "runs");
  std::set<std::string> there, kinds;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Json& curves = list(member(runs[i], "assumed"), "curves");
    const std::string at = "/carbon_impact/runs/" + std::to_string(i) + "/assumed/curves/";
    for (std::size_t k = 0; k < curves.size(); ++k) {
      if (!there.insert(text(curves[k], "id")).second) continue;
      CurveRows{c, table}.of(curves[k], at + std::to_string(k));
      kinds.insert(text(curves[k], "kind"));
    }
  }
  note_equations(c, kinds, table);
}

void add_assumed(const Context& c, Table& table) {
  const Json& runs = list(member(c.project, "carbon_impact"), "runs");
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Json& assumed = member(runs[i], "assumed");
    if (!assumed.is_object()) continue;
    const OfScenario scenario{c, table, runs[i], "/carbon_impact/runs/" + std::to_string(i) + "/assumed/"};
    add_soil(scenario, assumed);
    if (has_trees(runs[i])) add_clearing(scenario, assumed);
    add_restored(scenario, assumed);
  }
}

// Of the gases beside the pools; scenarios share these, too.
void add_gases(const Context& c, Table& table) {
  const Json& runs = list(member(c.project, "carbon_impact"), "runs");
  std::set<std::string> there;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Json& factors = list(member(runs[i], "other_gases"), "factors");
    for (std::size_t k = 0; k < factors.size(); ++k) {
      const Json& one = factors[k];
      if (!there.insert(text(one, "id")).second) continue;
      // "methane of flooded ground: whose factor it is", as the scenario file has it
      const std::string id = text(one, "id"), edition = text(one, "edition");
      const std::size_t colon = std::min(id.find(": "), id.size());
      const std::string source = edition == "scenario" ? c.w("情景文件", "scenario file") : edition;
      document::add(c, table,
                    {factor_name(c, id.substr(0, colon)),
                     {},
                     text(one, "unit"),
                     c.w("表8-4", "Table 8-4"),
                     source + id.substr(colon),
                     text(one, "status")},
                    member(one, "value"),
                    "/carbon_impact/runs/" + std::to_string(i) + "/other_gases/factors/" + std::to_string(k) +
                        "/value");
    }
  }
}

// Rows of the library; densities of classes stand above, pool by pool, where the run has them.
void add_library(const Context& c, Table& table) {
  const Json& factors = scenario_factors(c);
  const Json& classes = list(member(c.project, "carbon"), "classes");
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const std::string id = text(factors[i], "id");
    const bool density = id.starts_with("density of class");
    const bool stands = std::any_of(classes.begin(), classes.end(), [&](const Json& one) {
      return density && density_id(one) == id && member(one, "density_tc_ha").is_object();
    });
    if (stands) continue;
    add(c, table,
        {factor_name(c, id), density ? c.w(kPools[0].zh, kPools[0].en) : pool_words(c, id),
         density ? "t C/ha" : text(factors[i], "unit"), c.w("表8-2", "Table 8-2"),
         text(factors[i], "edition"), text(factors[i], "status")},
        member(factors[i], "value"), "/carbon_impact/factors/" + std::to_string(i) + "/value");
  }
}

}  // namespace

FactorWords read_factor_words(const std::string& path) {
  config::Mistakes m;
  FactorWords out;
  const config::Node root = config::load(path, m);
  root.only_keys({"units", "pools"}, m);
  for (const auto& [unit, words] : root.get("units").entries()) out.units[unit] = words.bilingual(m);
  std::vector<std::string> known;
  for (const auto& pool : kPools) known.emplace_back(pool.key);
  root.get("pools").only_keys(known, m);
  for (const auto& [pool, quantities] : root.get("pools").entries())
    for (const auto& quantity : quantities.texts(m)) out.pools[quantity].push_back(pool);
  if (m.empty()) return out;
  std::string lines;
  for (const auto& mistake : m) lines += (lines.empty() ? "" : "\n") + config::to_line(mistake);
  throw Error(ErrorKind::usage, lines, "this file belongs to the program: install it again");
}

Table factor_table(const Context& c) {
  Table table{"carbon_factors", "8-3", c.w("碳计量因子", "Carbon factors")};
  table.columns = {column(c.w("因子", "Factor"), 34),  column(c.w("碳库", "Pool"), 12),
                   {c.w("取值", "Value"), 10, true},   column(c.w("单位", "Unit"), 12),
                   column(c.w("用于", "Used in"), 12), column(c.w("版本", "Edition"), 16),
                   column(c.w("状态", "Status"), 10)};
  add_densities(c, table);
  add_loss_shares(c, table);
  add_assumed(c, table);
  add_curves(c, table);
  add_library(c, table);
  add_gases(c, table);
  if (table.rows.empty())
    table.notes.push_back(c.w("没有使用情景因子。", "No factors of a scenario were used."));
  return table;
}

}  // namespace zonegate::document
