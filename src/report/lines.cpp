// SPDX-License-Identifier: Apache-2.0
//
// What the text files of a run folder say of one project. The JSON object is made once, and the tables are taken from it.
#include "report/access.h"
#include "report/impact.h"
#include "report/json_text.h"

namespace zonegate::report {
namespace {

std::string whole(const Run& run, std::string Lines::*file) {
  std::string text = heads().*file;
  for (const auto& result : run.projects) text += lines_of(result, run).*file;
  return text;
}

}  // namespace

Lines heads() {
  Lines lines;
  add_csv_heads(lines);
  lines.access_csv = access_header();
  lines.checklists_csv = checklists_csv_header();
  add_carbon_heads(lines);
  return lines;
}

Lines lines_of(const ProjectResult& result, const Run& run) {
  const Redaction redaction(run);
  const auto shown = redaction(result);
  Json object = project_json(*shown, run, redaction.restricted());
  Lines lines;
  add_csv(*shown, object, redaction.restricted(), lines);
  lines.access_csv = access_rows(*shown);
  lines.checklists_csv = checklists_csv_rows(*shown, object.at("checklists"));
  add_carbon_lines(*shown, run, lines);
  object["area_basis"] = run.info.area_basis;
  lines.results_jsonl = line(object) + "\n";
  return lines;
}

std::string results_jsonl(const Run& run) { return whole(run, &Lines::results_jsonl); }
std::string results_csv(const Run& run) { return whole(run, &Lines::results_csv); }
std::string findings_csv(const Run& run) { return whole(run, &Lines::findings_csv); }
std::string facts_csv(const Run& run) { return whole(run, &Lines::facts_csv); }
std::string access_csv(const Run& run) { return whole(run, &Lines::access_csv); }
std::string checklists_csv(const Run& run) { return whole(run, &Lines::checklists_csv); }

}  // namespace zonegate::report
