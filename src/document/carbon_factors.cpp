// SPDX-License-Identifier: Apache-2.0
//
// Table 8-3: every factor that tables 8-1 and 8-2 rest on, with its pool and its unit: densities of land classes, shares that occupation takes, what the scenarios assume of
// soil and cleared trees, and rows of the factor library.
#include <algorithm>
#include <utility>

#include "config/config.h"
#include "document/carbon_pools.h"
#include "schema/schema.h"

namespace zonegate::document {
namespace {

using ZhEn = std::pair<const char*, const char*>;

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
    const auto known = schema::parse_role(role);
    const std::string who = known && c.lang == Lang::zh ? std::string(schema::chinese(*known)) : spaced(role);
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

void add_assumed(const Context& c, Table& table) {
  const Json& runs = list(member(c.project, "carbon_impact"), "runs");
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Json& assumed = member(runs[i], "assumed");
    if (!assumed.is_object()) continue;
    const std::string at = "/carbon_impact/runs/" + std::to_string(i) + "/assumed/",
                      of = c.w("，情景：", ", scenario: ") + scenario_name(c, runs[i]),
                      where = c.w("表8-2", "Table 8-2"), soil = c.w(kPools[4].zh, kPools[4].en),
                      file = c.w("情景文件", "scenario file");
    for (const auto& [take, factor] : member(assumed, "soil_factor").items())
      add(c, table,
          {c.w("土壤碳保留比例（", "Share of soil carbon that is left (") + take_word(c, take) +
               c.w("占地）", " ground)") + of,
           soil,
           "1",
           where,
           file,
           {}},
          factor, at + "soil_factor/" + take);
    add(c, table,
        {c.w("土壤碳变化年限", "Years of the change of soil carbon") + of, soil, "a", where, file, {}},
        member(assumed, "soil_years"), at + "soil_years");
    if (!has_trees(runs[i])) continue;
    const std::pair<const char*, ZhEn> clearing[] = {
        {"instant", {"清理时立即排放的比例", "Share of cleared trees that is given off at once"}},
        {"dead_wood", {"清理后留作死木的比例", "Share of cleared trees that stays as dead wood"}},
        {"products", {"清理后成为木产品的比例", "Share of cleared trees that becomes products"}},
        {"roots_decay", {"留在土中腐解的根的比例", "Share of roots that is left to decay"}}};
    for (const auto& [key, words] : clearing) {
      const Pool& pool = kPools[std::string_view(key) == "roots_decay" ? 1 : 0];
      add(c, table, {c.w(words.first, words.second) + of, c.w(pool.zh, pool.en), "1", where, file, {}},
          member(member(assumed, "clearing"), key), at + "clearing/" + key);
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
  add_library(c, table);
  if (table.rows.empty())
    table.notes.push_back(c.w("没有使用情景因子。", "No factors of a scenario were used."));
  return table;
}

}  // namespace zonegate::document
