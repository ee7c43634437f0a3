// SPDX-License-Identifier: Apache-2.0
//
// verify: a table of claims against a run; claim by claim, then what no claim mentions.
#include <algorithm>

#include "review/claims.h"
#include "schema/schema.h"

namespace zonegate::review {
namespace {

// The versions of the lists that the run used, against what the claim says it rests on.
void check_list(const ReadClaim& c, const Json& run, ClaimAnswer& answer) {
  if (c.text.list_version.empty() && !c.list_date) return;
  std::vector<std::string> versions, since;
  for (const auto& layer : list(run, "layers")) {
    const std::string kind = text(layer, "kind");
    if (kind != c.layer_kind && !(c.layer_kind == "zone_unit" && kind == "zone_list")) continue;
    if (!text(layer, "version").empty()) versions.push_back(text(layer, "version"));
    if (!text(layer, "valid_from").empty()) since.push_back(text(layer, "valid_from"));
  }
  const bool other = !c.text.list_version.empty() && !versions.empty() &&
                     std::find(versions.begin(), versions.end(), c.text.list_version) == versions.end();
  const bool old =
      c.list_date && !since.empty() && c.list_date->iso() < *std::max_element(since.begin(), since.end());
  if ((!c.text.list_version.empty() && versions.empty()) || (c.list_date && since.empty()))
    answer.notes.push_back({"图层没有注明版本或日期，无法核对清单版本",
                            "the layer states no version or date; the list was not checked"});
  if (!other && !old) return;
  answer.notes.push_back({"所依据清单：" + c.text.list_version + " " + c.text.list_date + "；本次所用：" +
                              joined(versions, ";") + " " + joined(since, ";"),
                          "list of the claim: " + c.text.list_version + " " + c.text.list_date +
                              "; of this run: " + joined(versions, ";") + " " + joined(since, ";")});
  if (answer.answer == "agrees") answer.answer = "out_of_date";
}

// Units on the footprint that the claims of the project do not mention.
void missing_units(const std::string& project, const Found& found, const std::set<std::string>& claimed,
                   Verification& out) {
  std::set<std::string> told;
  for (const auto* f : found.hits("zone_unit", "")) {
    const std::string code = f->code.empty() ? f->feature_id : f->code;
    if (claimed.contains(code) || !told.insert(code).second) continue;
    ClaimAnswer answer;
    answer.claim.project_id = project;
    answer.claim.kind = "unit_code";
    answer.claim.layer = "zone_unit";
    answer.answer = "missing_unit";
    answer.actual = code;
    answer.notes.push_back({"涉及该单元，但未列出", "the project lies in this unit, which is not mentioned"});
    out.answers.push_back(std::move(answer));
  }
  if (found.examined("zone_unit") && found.whole()) return;
  const auto why = [&](Lang lang) {
    if (!found.examined("zone_unit")) return found.why_not("zone_unit", lang);
    return std::string(lang == Lang::zh ? "有地块没有面积，占地范围不明"
                                        : "a part of the project has no size, its ground is not known");
  };
  ClaimAnswer open;  // codes that agree are no complete list where nobody looked
  open.claim.project_id = project;
  open.claim.kind = "unit_code";
  open.claim.layer = "zone_unit";
  open.answer = "not_examined";
  open.notes.push_back({"是否另涉及其他单元未能确定：" + why(Lang::zh),
                        "whether it lies in further units is open: " + why(Lang::en)});
  out.answers.push_back(std::move(open));
}

ClaimAnswer no_project(const ReadClaim& claim, const std::vector<std::string>& known) {
  ClaimAnswer answer;
  answer.claim = claim.text;
  answer.answer = "not_examined";
  const std::string near = schema::nearest_word(claim.text.project_id, known);
  answer.notes.push_back(
      {"结果中没有该项目" + (near.empty() ? "" : "，是否为 " + near),
       "no such project in these results" + (near.empty() ? "" : "; did you mean " + near + "?")});
  return answer;
}

}  // namespace

Verification verify(const RunText& run_text, const TableText& facts_table, const TableText& table) {
  const Json run = parse_run(run_text.run_json, run_text.name);
  std::map<std::string, std::string> layers;
  for (const auto& layer : list(run, "layers")) layers[text(layer, "id")] = text(layer, "kind");
  const auto claims = read_claims(table, layers);
  const FactsByProject facts = read_facts(facts_table);
  std::set<std::string> wanted;
  std::map<std::string, std::set<std::string>> codes;
  bool any_code = false;
  for (const auto& c : claims) {
    wanted.insert(c.text.project_id);
    if (c.kind != ClaimKind::unit_code || c.layer_kind != "zone_unit") continue;
    any_code = true;
    codes[c.text.project_id].insert(c.codes.begin(), c.codes.end());
  }
  std::map<std::string, Json> projects;
  std::vector<std::string> known;
  each_project(run_text.results_jsonl, [&](Json&& project, std::string_view) {
    known.push_back(text(project, "project_id"));
    if (wanted.contains(known.back())) projects[known.back()] = std::move(project);
  });
  check_counted(run, run_text.name, known.size());
  Verification out;
  const std::vector<FoundFact> none;
  const auto found_of = [&](const std::string& id) {
    const auto at = facts.find(id);
    return Found(projects.at(id), at == facts.end() ? none : at->second);
  };
  for (const auto& claim : claims) {
    if (!projects.contains(claim.text.project_id)) {
      out.answers.push_back(no_project(claim, known));
      continue;
    }
    const Found found = found_of(claim.text.project_id);
    for (auto& answer : check(claim, found)) {
      check_list(claim, run, answer);
      out.answers.push_back(std::move(answer));
    }
  }
  for (const auto& [id, project] : projects) {
    if (any_code) missing_units(id, found_of(id), codes[id], out);
  }
  out.agreeing = static_cast<std::size_t>(std::count_if(
      out.answers.begin(), out.answers.end(), [](const ClaimAnswer& a) { return a.answer == "agrees"; }));
  if (known.size() > projects.size())
    out.notes.push_back(
        {"结果中有 " + std::to_string(known.size() - projects.size()) + " 个项目没有任何待核对指标",
         std::to_string(known.size() - projects.size()) + " projects of the run have no claim"});
  return out;
}

}  // namespace zonegate::review
