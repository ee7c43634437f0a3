// SPDX-License-Identifier: Apache-2.0
//
// access.csv and the key `access` of results.jsonl: the same lines, once with every text and once by reference to the rows of the lists.
#include "report/access.h"

#include "report/csv_text.h"
#include "report/text.h"

namespace zonegate::report {
namespace {

const std::vector<std::string>& columns() {
  static const std::vector<std::string> all = {
      "project_id", "name",    "unit_kind",  "unit_code",     "unit_name",      "city",       "county",
      "list_type",  "class",   "class_zh",   "unit_source",   "unit_source_en", "overlap_m2", "length_m",
      "row",        "list",    "dimension",  "dimension_zh",  "sub_type",       "verdict",    "text",
      "fact",       "fact_en", "conformity", "conformity_en", "reason",         "reason_en"};
  return all;
}

std::string number_cell(double value, int decimals) {
  return withheld(value) ? "" : rounded(value, decimals);
}

// Parallel to columns(); numbers are ours and stay as they are.
std::vector<std::string> cells(const ProjectResult& p, const AccessLine& line) {
  const auto of = [&](const char* key) {
    return line.row ? csv_text(row_field(*line.row, key)) : std::string();
  };
  const Text source = line.unit ? unit_source_text(*line.unit) : Text{},
             word = verdict::row_word_text(line.word);
  const bool measured = line.unit && line.unit->source != facts::AccessUnit::Source::official;
  return {csv_text(p.project->project_id),
          csv_text(p.project->name),
          line.unit_kind,
          csv_text(line.unit_code),
          csv_text(line.unit_name),
          csv_text(line.city),
          csv_text(line.county),
          csv_text(line.list_type),
          csv_text(line.unit_class),
          csv_text(class_text(line.unit_kind, line.unit_class).zh),
          csv_text(source.zh),
          csv_text(source.en),
          measured ? number_cell(line.unit->overlap_m2, kArea) : "",
          measured ? number_cell(line.unit->length_m, kLength) : "",
          line.row ? csv_text(row_name(*line.row)) : "",
          of("list"),
          of("dimension"),
          line.row ? csv_text(dimension_text(row_field(*line.row, "dimension")).zh) : "",
          of("sub_type"),
          of("verdict"),
          of("text"),
          csv_text(line.fact.zh),
          csv_text(line.fact.en),
          word.zh,
          word.en,
          csv_text(line.reason.zh),
          csv_text(line.reason.en)};
}

std::string_view to_string(facts::AccessUnit::Source source) {
  using Source = facts::AccessUnit::Source;
  return source == Source::measured ? "measured" : source == Source::official ? "official" : "both";
}

Json unit_json(const facts::AccessUnit& u) {
  const bool measured = u.source != facts::AccessUnit::Source::official;
  return {{"kind", u.kind},
          {"layer_id", optional_text(u.layer_id)},
          {"feature_id", optional_text(u.feature_id)},
          {"code", optional_text(u.code)},
          {"name", optional_text(u.name)},
          {"city", optional_text(u.city)},
          {"county", optional_text(u.county)},
          {"class", optional_text(u.unit_class)},
          {"class_zh", optional_text(class_text(u.kind, u.unit_class).zh)},
          {"subclass", optional_text(u.subclass)},
          {"element", optional_text(u.element)},
          {"list_type", optional_text(u.list)},
          {"source", to_string(u.source)},
          {"stated_in", optional_text(u.stated_in)},
          {"contradicted", u.contradicted},
          {"certain", u.certain_roles != 0 || (u.official_roles != 0 && !u.contradicted)},
          {"overlap_m2", measured ? number(u.overlap_m2, kArea) : Json(nullptr)},
          {"length_m", measured ? number(u.length_m, kLength) : Json(nullptr)}};
}

Json line_json(const AccessLine& line) {
  const Text word = verdict::row_word_text(line.word);
  return {{"unit", optional_text(line.unit_code)},
          {"row", line.row ? Json(row_name(*line.row)) : Json(nullptr)},
          {"word", verdict::to_string(line.word)},
          {"conformity", word.zh},
          {"conformity_en", word.en},
          {"fact", line.fact.zh},
          {"fact_en", line.fact.en},
          {"reason", line.reason.zh},
          {"reason_en", line.reason.en}};
}

}  // namespace

std::string access_header() { return csv_mark() + joined(columns(), ",") + "\n"; }

std::string access_rows(const ProjectResult& p) {
  std::string out;
  for (const auto& line : access_lines(p)) out += joined(cells(p, line), ",") + "\n";
  return out;
}

Json access_json(const ProjectResult& p) {
  Json units = Json::array(), rows = Json::array();
  for (const auto& unit : p.facts.access.units) units.push_back(unit_json(unit));
  for (const auto& line : access_lines(p)) rows.push_back(line_json(line));
  return {{"units", std::move(units)}, {"rows", std::move(rows)}};
}

}  // namespace zonegate::report
