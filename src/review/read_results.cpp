// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <string_view>

#include "facts/facts.h"
#include "review/results.h"
#include "schema/schema.h"

namespace zonegate::review {
namespace {

std::string hint_for(const std::string& word, const std::vector<std::string>& known, const char* what) {
  const std::string nearest = schema::nearest_word(word, known);
  if (!nearest.empty()) return "did you mean " + nearest + "?";
  return known.empty() ? std::string("the file holds no ") + what
                       : std::string("for example ") + known.front();
}

void narrow(Json& project, const std::string& rule) {
  std::vector<std::string> known;
  bool found = false;
  for (const char* key : {"findings", "silent", "checklists"}) {
    Json kept = Json::array();
    for (const auto& item : list(project, key)) {
      known.push_back(text(item, key == std::string_view("checklists") ? "id" : "rule"));
      if (known.back() != rule) continue;
      kept.push_back(item);
      found = true;
    }
    project[key] = std::move(kept);
  }
  Json reliefs = Json::array();
  for (const auto& relief : list(project, "relief")) {
    const auto& rules = list(relief, "rules");
    if (std::find(rules.begin(), rules.end(), rule) != rules.end()) reliefs.push_back(relief);
  }
  if (project.contains("relief")) project["relief"] = std::move(reliefs);
  if (found) return;
  std::sort(known.begin(), known.end());
  throw Error(ErrorKind::input, "no rule " + rule + " was judged for project " + text(project, "project_id"),
              hint_for(rule, known, "rules"));
}

}  // namespace

Json project_of_line(std::string_view text, std::size_t number) {
  Json value = Json::parse(text.begin(), text.end(), nullptr, false);
  if (value.is_object() && value.contains("project_id") && value["project_id"].is_string()) return value;
  throw Error(ErrorKind::input,
              "results.jsonl: line " + std::to_string(number) + " is not the result of a project",
              "run zonegate screen again; the file may have been cut off or edited");
}

std::string unguarded(const std::string& cell) {
  const bool guarded = cell.size() > 1 && cell[0] == '\'' &&
                       std::string_view("=+-@\t\r").find(cell[1]) != std::string_view::npos;
  return guarded ? cell.substr(1) : cell;
}

std::optional<double> number_of(const std::string& cell, bool withheld, const std::string& where) {
  if (cell.empty() && withheld) return std::nullopt;
  double v = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), v);
  if (error == std::errc() && end == cell.data() + cell.size() && v >= 0 && v < 1e15) return v;
  throw Error(ErrorKind::input,
              where + (cell.empty() ? " is blank, though nobody withholds the number"
                                    : ": \"" + cell + "\" is no area or length"),
              "run zonegate screen again; the file may have been cut off, edited, or be of another run");
}

std::string listed_field(const std::string& fields, const std::string& key) {
  const auto all = facts::listed_fields(fields);
  const auto at = all.find(key);
  return at == all.end() ? std::string() : at->second;
}

void each_project(std::string_view results_jsonl, const std::function<void(Json&&, std::string_view)>& take) {
  std::size_t number = 0;
  for (std::size_t from = 0; from < results_jsonl.size();) {
    const auto end = std::min(results_jsonl.find('\n', from), results_jsonl.size());
    const std::string_view content = results_jsonl.substr(from, end - from);
    ++number;
    from = end + 1;
    if (content.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    take(project_of_line(content, number), content);
  }
}

Json parse_run(const std::string& run_json, const std::string& name) {
  Json run = Json::parse(run_json, nullptr, false);
  if (run.is_object() && text(run, "program") == "zonegate") return run;
  throw Error(ErrorKind::input, name + ": run.json is not that of a run of zonegate",
              "run zonegate screen again; the file may have been cut off or edited");
}

std::string guarded(std::string cell) {
  if (!cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) != std::string_view::npos &&
      cell.find_first_not_of("+-0123456789.") != std::string::npos)
    cell.insert(0, "'");
  return cell;
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    std::string cell = guarded(cells[i]);
    if (cell.find_first_of(",\"\n\r;'") != std::string::npos) {
      for (std::size_t at = 0; (at = cell.find('"', at)) != std::string::npos; at += 2) cell.insert(at, "\"");
      cell = "\"" + cell + "\"";
    }
    out += (i == 0 ? "" : ",") + cell;
  }
  return out + "\n";
}

std::string joined(const std::vector<std::string>& items, std::string_view separator) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : std::string(separator)) + item;
  return out;
}

Json find_project(const std::string& results_jsonl, const std::string& project_id, const std::string& rule) {
  std::vector<std::string> known;
  Json found;
  each_project(results_jsonl, [&](Json&& project, std::string_view) {
    known.push_back(project["project_id"].get<std::string>());
    if (known.back() == project_id && found.is_null()) found = std::move(project);
  });
  if (found.is_null())
    throw Error(ErrorKind::input, "no project " + project_id + " in these results",
                hint_for(project_id, known, "projects"));
  if (!rule.empty()) narrow(found, rule);
  return found;
}

std::string name_of(const std::string& key, Lang lang) {
  const bool zh = lang == Lang::zh;
  if (key.starts_with("layer:")) {
    const auto* kind = schema::find_kind(std::string_view(key).substr(6));
    return (zh ? "图层 " : "layer ") + (!kind ? key.substr(6) : std::string(zh ? kind->zh : kind->en));
  }
  const auto* spec = schema::find_attribute(key);
  return spec && zh && !spec->zh.empty() ? std::string(spec->zh) + "(" + key + ")" : key;
}

Text status_text(const std::string& status) {
  if (status == "partial") return {"部分读取", status};
  if (status == "failed") return {"读取失败", status};
  return {status == "ok" ? "完整" : status, status};
}

std::string number_text(const Json& value) {
  if (value.is_null()) return "?";
  if (!value.is_number_float()) return value.dump();
  const double v = value.get<double>();
  char buffer[400];
  return {buffer,
          std::to_chars(buffer, buffer + sizeof buffer, v == 0 ? 0.0 : v, std::chars_format::fixed).ptr};
}

std::string text(const Json& object, const std::string& key) {
  const auto at = object.find(key);
  if (at == object.end() || at->is_null()) return {};
  return at->is_string() ? at->get<std::string>() : number_text(*at);
}

std::string text(const Json& object, const std::string& key, Lang lang) {
  const std::string zh = text(object, key), en = text(object, key + "_en");
  const std::string& first = lang == Lang::zh ? zh : en;
  return first.empty() ? (lang == Lang::zh ? en : zh) : first;
}

const Json& list(const Json& object, const std::string& key) {
  static const Json kNone = Json::array();
  const auto at = object.find(key);
  return at == object.end() || !at->is_array() ? kNone : *at;
}

bool flag(const Json& object, const std::string& key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_boolean() && at->get<bool>();
}

}  // namespace zonegate::review
