// SPDX-License-Identifier: Apache-2.0
//
// Checklists of one project as JSON. Money is whole cents until the last step, and is written with the decimals it has.
#include "report/checklist_fee.h"
#include "report/json_text.h"
#include "report/text.h"

namespace zonegate::report {
namespace {

void put(Json& out, const char* key, const Text& text) {
  out[key] = text.in(Lang::zh);
  out[std::string(key) + "_en"] = text.in(Lang::en);
}

// -1: no upper limit.
Json scaled(std::int64_t value, double by, int decimals) {
  return value < 0 ? Json(nullptr) : number(static_cast<double>(value) / by, decimals);
}

Json limits(std::int64_t lo, std::int64_t hi, double by, int decimals) {
  return {{"lo", scaled(lo, by, decimals)}, {"hi", scaled(hi, by, decimals)}};
}

Json facts_json(const std::vector<verdict::MeasureValue>& measures, const Attributes& attributes,
                const rules::RuleAnswers& rules) {
  Json out = {{"measures", Json::object()}, {"attributes", Json::object()}, {"rules", Json::object()}};
  for (const auto& m : measures) out["measures"][m.name] = measure_json(m);
  for (const auto& [name, value] : attributes) out["attributes"][name] = value_json(value);
  for (const auto& [id, said] : rules) {
    out["rules"][id] = {{"outcome", zonegate::to_string(said.outcome)},
                        {"worst_possible", zonegate::to_string(said.worst_possible)},
                        {"human", said.human}};
  }
  return out;
}

Json item_json(const verdict::ChecklistItemAnswer& item) {
  Json out = {{"id", item.id},
              {"clause", optional_text(item.clause)},
              {"state", rules::to_string(item.state)},
              {"state_zh", verdict::item_state_text(item.state).zh},
              {"facts", facts_json(item.measures, item.attributes, item.rules)},
              {"asks", item.asks}};
  put(out, "title", item.title);
  put(out, "group", item.group);
  put(out, "evidence", item.evidence);
  return out;
}

Json group_json(const verdict::ChecklistGroup& group) {
  Json out = {{"state", rules::to_string(group.state)},
              {"state_zh", verdict::item_state_text(group.state).zh}};
  put(out, "title", group.title);
  return out;
}

Json tiers_json(const verdict::ChecklistTiers& tiers) {
  Json list = Json::array();
  for (const auto& tier : tiers.possible) {
    Json one = {{"id", tier.id}, {"clause", optional_text(tier.clause)}, {"verified", tier.verified}};
    put(one, "title", tier.title);
    put(one, "authority", tier.authority);
    list.push_back(std::move(one));
  }
  return {{"possible", std::move(list)},
          {"certain", tiers.possible.size() <= 1},
          {"facts", facts_json(tiers.measures, tiers.attributes, {})},
          {"asks", tiers.asks}};
}

Json fee_row_json(const rules::FeeRow& row, const Text& public_title) {
  Json out = {{"class", row.id},
              {"public_benefit", row.public_forest},
              {"floor", row.floor},
              {"area_m2", limits(row.area_lo, row.area_hi, 100, kArea)},
              {"rate_cny_m2", scaled(row.rate_cents, 100, 2)},
              {"multiplier", limits(row.factor_lo, row.factor_hi, 1e6, 6)},
              {"cny", limits(row.cents_lo, row.cents_hi, 100, 2)},
              {"source", optional_text(row.source)},
              {"document", optional_text(row.document)}};
  const Text title = row.public_forest ? Text{row.title.zh + "（" + public_title.zh + "）",
                                              row.title.en + " (" + public_title.en + ")"}
                                       : row.title;
  put(out, "title", title);
  return out;
}

// A sum without rates is a lower bound and stands under a name of its own, so that nobody takes it for the fee.
Json fee_json(const verdict::ChecklistFee& fee) {
  Json rows = Json::array();
  const bool nothing = unexamined(fee.answer);
  for (const auto& row : nothing ? std::vector<rules::FeeRow>() : fee.answer.rows)
    rows.push_back(fee_row_json(row, fee.public_title));
  Json out = {{"rows", std::move(rows)},  {"floor", fee.answer.floor}, {"floor_verified", fee.floor_verified},
              {"withheld", fee.withheld}, {"unexamined", nothing},     {"total_cny", nullptr},
              {"floor_cny", nullptr},     {"asks", fee.asks},          {"beside", fee.answer.beside}};
  if (fee.withheld || nothing) return out;
  if (fee.answer.floor) {
    out["floor_cny"] = scaled(fee.answer.total_lo, 100, 2);
  } else {
    out["total_cny"] = limits(fee.answer.total_lo, fee.answer.total_hi, 100, 2);
  }
  return out;
}

}  // namespace

Json checklists_json(const std::vector<verdict::ChecklistAnswer>& answers) {
  Json list = Json::array();
  for (const auto& a : answers) {
    Json items = Json::array(), groups = Json::array();
    for (const auto& item : a.items) items.push_back(item_json(item));
    for (const auto& group : a.groups) groups.push_back(group_json(group));
    Json out = {{"id", a.id},
                {"clause", a.clause},
                {"verified", a.verified},
                {"note", optional_text(a.note.in(Lang::zh))},
                {"note_en", optional_text(a.note.en)},
                {"applies", a.concerned ? "yes" : "unknown"},
                {"asks", a.asks},
                {"items", std::move(items)},
                {"groups", std::move(groups)},
                {"tier", a.tiers ? tiers_json(*a.tiers) : Json(nullptr)},
                {"fee", a.fee ? fee_json(*a.fee) : Json(nullptr)}};
    put(out, "title", a.title);
    put(out, "instrument", a.instrument);
    list.push_back(std::move(out));
  }
  return list;
}

}  // namespace zonegate::report
