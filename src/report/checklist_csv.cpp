// SPDX-License-Identifier: Apache-2.0
//
// checklists.csv: one row per item, tier and row of a fee, from the same objects as results.jsonl.
#include "report/csv_text.h"
#include "report/json_text.h"
#include "report/text.h"

namespace zonegate::report {
namespace {

using Row = std::vector<std::string>;

std::string text_of(const Json& value) {
  return value.is_null() ? std::string() : value.is_string() ? value.get<std::string>() : line(value);
}

std::string list_text(const Json& list) {
  std::string text;
  for (const auto& item : list) text += (text.empty() ? "" : ";") + text_of(item);
  return text;
}

// "12.5", "0..30", "12.." where there is no upper limit.
std::string limits_text(const Json& limits) {
  const std::string lo = text_of(limits.at("lo")), hi = text_of(limits.at("hi"));
  return lo == hi ? lo : lo + ".." + hi;
}

std::string measure_text(const std::string& name, const Json& m) {
  if (m.contains("withheld")) return name + "=withheld";
  const std::string unit = text_of(m.at("unit")).empty() ? "" : " " + text_of(m.at("unit"));
  return name + "=" + (m.contains("value") ? text_of(m.at("value")) : limits_text(m)) + unit;
}

std::string facts_text(const Json& facts) {
  std::string text;
  const auto add = [&text](const std::string& one) { text += (text.empty() ? "" : ";") + one; };
  for (const auto& [name, m] : facts.at("measures").items()) add(measure_text(name, m));
  for (const auto& [name, value] : facts.at("attributes").items())
    add(name + "=" + (value.is_null() ? "?" : value.is_array() ? list_text(value) : text_of(value)));
  for (const auto& [id, said] : facts.at("rules").items())
    add(id + "=" + text_of(said.at("outcome")) + "/" + text_of(said.at("worst_possible")));
  return text;
}

std::string row_text(const Json& list, Row cells) {
  cells.insert(cells.begin() + 2, {text_of(list.at("id")), text_of(list.at("title"))});
  cells.insert(cells.end(), {text_of(list.at("instrument")), text_of(list.at("clause")),
                             text_of(list.at("verified")), text_of(list.at("applies"))});
  std::string text;
  for (const auto& cell : cells) text += (text.empty() ? "" : ",") + csv_text(cell);
  return text + "\n";
}

std::string tier_rows(const Row& project, const Json& list) {
  const Json& tier = list.at("tier");
  if (tier.is_null()) return {};
  std::string out;
  for (const auto& one : tier.at("possible")) {
    Row cells = project;
    cells.insert(cells.end(),
                 {"tier", text_of(one.at("id")), text_of(one.at("title")),
                  tier.at("certain").get<bool>() ? "certain" : "possible", text_of(one.at("authority")),
                  facts_text(tier.at("facts")), list_text(tier.at("asks")), "", "", "", "", ""});
    out += row_text(list, std::move(cells));
  }
  return out;
}

std::string fee_rows(const Row& project, const Json& list) {
  const Json& fee = list.at("fee");
  if (fee.is_null()) return {};
  std::string out;
  for (const auto& r : fee.at("rows")) {
    Row cells = project;
    const bool floor = r.at("floor").get<bool>();
    cells.insert(cells.end(),
                 {"fee", text_of(r.at("class")) + (r.at("public_benefit").get<bool>() ? "/public" : ""),
                  text_of(r.at("title")), floor ? "floor" : "rate", floor ? "下限" : "标准", "", "",
                  text_of(r.at("document")), limits_text(r.at("area_m2")), text_of(r.at("rate_cny_m2")),
                  limits_text(r.at("multiplier")), limits_text(r.at("cny"))});
    out += row_text(list, std::move(cells));
  }
  if (fee.at("unexamined").get<bool>()) {
    Row cells = project;
    cells.insert(cells.end(), {"fee", "total", "合计", "open", "待核实", "", list_text(fee.at("asks")), "",
                               "", "", "", ""});
    return out + row_text(list, std::move(cells));
  }
  const bool floor = fee.at("floor").get<bool>();
  const std::string total = floor                           ? text_of(fee.at("floor_cny")) + ".."
                            : fee.at("total_cny").is_null() ? std::string("withheld")
                                                            : limits_text(fee.at("total_cny"));
  Row cells = project;
  cells.insert(cells.end(),
               {"fee", "total", floor ? "合计（国家下限，不是应缴额）" : "合计", floor ? "floor" : "rate",
                floor ? "下限" : "标准", "", list_text(fee.at("asks")), "", "", "", "", total});
  return out + row_text(list, std::move(cells));
}

std::string item_rows(const Row& project, const Json& list) {
  std::string out;
  for (const auto& item : list.at("items")) {
    Row cells = project;
    cells.insert(cells.end(),
                 {"item", text_of(item.at("id")), text_of(item.at("title")), text_of(item.at("state")),
                  text_of(item.at("state_zh")), facts_text(item.at("facts")), list_text(item.at("asks")),
                  text_of(item.at("evidence")), "", "", "", ""});
    out += row_text(list, std::move(cells));
  }
  return out;
}

}  // namespace

std::string checklists_csv_header() {
  return csv_mark() +
         "project_id,name,checklist,checklist_title,part,id,title,state,state_zh,facts,asks,evidence,area_m2,"
         "rate_cny_m2,multiplier,cny,instrument,clause,verified,applies\n";
}

std::string checklists_csv_rows(const ProjectResult& p, const Json& lists) {
  std::string out;
  const Row project = {p.project->project_id, p.project->name};
  for (const auto& list : lists)
    out += item_rows(project, list) + tier_rows(project, list) + fee_rows(project, list);
  return out;
}

}  // namespace zonegate::report
