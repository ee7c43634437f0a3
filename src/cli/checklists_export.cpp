// SPDX-License-Identifier: Apache-2.0
//
// Checklists in the export of the rules: docs/checklists.md, docs/schema/rules-export.schema.json. Money in whole cents, factors in hundredths.
#include "cli/export_parts.h"

namespace zonegate::cli {
namespace {

using nlohmann::json;

void put(json& out, const char* key, const std::optional<expr::Node>& node) {
  if (node) out[key] = export_condition(*node);
}

json item(const rules::ChecklistItem& i) {
  json out = {{"id", i.id},         {"title", export_text(i.title)},       {"group", export_text(i.group)},
              {"clause", i.clause}, {"evidence", export_text(i.evidence)}, {"rules", i.rules}};
  put(out, "skip_when", i.skip_when);
  put(out, "not_when", i.not_when);
  put(out, "when", i.when);
  put(out, "involves", i.involves);
  return out;
}

json tier(const rules::Tier& t) {
  return {{"id", t.id},
          {"title", export_text(t.title)},
          {"authority", export_text(t.authority)},
          {"clause", t.clause},
          {"when", export_condition(t.when)},
          {"certain", t.certain},
          {"verified", t.verified}};
}

json fee(const rules::Fee& f) {
  json classes = json::array(), multipliers = json::array();
  for (const auto& c : f.classes) {
    classes.push_back({{"id", c.id},
                       {"title", export_text(c.title)},
                       {"floor_cents", c.floor_cents},
                       {"plain", c.plain},
                       {"public", c.public_forest}});
  }
  for (const auto& m : f.multipliers) {
    json one = {{"id", m.id}, {"title", export_text(m.title)}, {"factor", m.factor}};
    put(one, "when", m.when);
    multipliers.push_back(std::move(one));
  }
  return {{"total", f.total},
          {"beside", f.beside},
          {"floor_verified", f.floor_verified},
          {"classes", std::move(classes)},
          {"multipliers", std::move(multipliers)}};
}

json rate(const rules::Rate& r) {
  json out = {{"item", r.item}, {"from", export_day(r.from)}, {"to", export_day(r.to)}};
  if (r.cents) out["cents"] = *r.cents;
  if (r.factor) out["factor"] = *r.factor;
  return out;
}

json states(const std::map<std::string, rules::ItemState>& items) {
  json out = json::object();
  for (const auto& [id, state] : items) out[id] = rules::to_string(state);
  return out;
}

json expectation(const rules::ChecklistCase& c) {
  json out = json::object();
  if (c.base.applies) out["applies"] = *c.base.applies;
  if (c.base.instrument) out["instrument"] = *c.base.instrument;
  for (const auto& [name, s] : c.base.measured) out["measured"][name] = export_span(s);
  if (!c.items.empty()) out["items"] = states(c.items);
  if (!c.tiers.empty()) out["tiers"] = c.tiers;
  if (c.fee) out["fee"] = export_span(*c.fee);
  if (c.fee_floor) out["fee_floor"] = *c.fee_floor;
  return out;
}

json one_case(const rules::ChecklistCase& c, const rules::Checklist& list) {
  json out = export_case(c.base, list.head);
  out["expect"] = expectation(c);
  out["rules"] = json::object();
  for (const auto& [id, said] : c.rules) {
    out["rules"][id] = {{"outcome", to_string(said.outcome)},
                        {"worst_possible", to_string(said.worst_possible)},
                        {"human", said.human}};
  }
  out["rates"] = json::array();
  for (const auto& r : c.rates) out["rates"].push_back(rate(r));
  return out;
}

json answer(const rules::ChecklistCaseAnswer& a) {
  json out = {
      {"applies", a.applies}, {"instrument", a.instrument}, {"items", states(a.items)}, {"tiers", a.tiers}};
  if (!a.fee) return out;
  out["fee"] = {{"lo_cents", a.fee->total_lo},
                {"hi_cents", a.fee->total_hi < 0 ? json(nullptr) : json(a.fee->total_hi)},
                {"floor", a.fee->floor}};
  return out;
}

}  // namespace

json export_checklist(const rules::Checklist& c, const rules::RuleBook& book, const std::string& folder,
                      bool answers) {
  json out = export_head(c.head, folder);
  out["items"] = json::array();
  out["tiers"] = json::array();
  out["cases"] = json::array();
  for (const auto& i : c.items) out["items"].push_back(item(i));
  for (const auto& t : c.tiers) out["tiers"].push_back(tier(t));
  if (c.fee) out["fee"] = fee(*c.fee);
  for (const auto& one : c.cases) {
    json row = one_case(one, c);
    if (answers) row["answer"] = answer(rules::answer_case(book, c, one));
    out["cases"].push_back(std::move(row));
  }
  return out;
}

}  // namespace zonegate::cli
