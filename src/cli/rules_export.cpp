// SPDX-License-Identifier: Apache-2.0
//
// The rules for other programs: docs/rules.md, "Export"; docs/schema/rules-export.schema.json. Conditions are CQL2-JSON (OGC 21-065r2).
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/export_parts.h"
#include "cli/rules_output.h"

namespace zonegate::cli {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

json day(const std::optional<Date>& d) { return d ? json(d->iso()) : json(nullptr); }
json text(const Text& t) { return {{"zh", t.zh}, {"en", t.en}}; }

json value(const Value& v) {
  if (is_unknown(v)) return nullptr;
  if (const auto* flag = std::get_if<bool>(&v)) return *flag;
  if (const auto* number = std::get_if<double>(&v)) return *number;
  if (const auto* list = std::get_if<std::vector<std::string>>(&v)) return *list;
  return to_text(v);  // text, n/a
}

json attributes(const Attributes& values) {
  json out = json::object();
  for (const auto& [name, v] : values) out[name] = value(v);
  return out;
}

json span(const expr::Span& s) {
  if (s.exact()) return s.lo;
  if (s == expr::Span::anything()) return "unknown";
  json out = {{s.open_lo ? "more_than" : "at_least", s.lo}};
  if (s.hi < 1.0 / 0.0) out["at_most"] = s.hi;
  return out;
}

std::string cql2_op(expr::Op op) {
  switch (op) {
    case expr::Op::all:
      return "and";
    case expr::Op::any:
      return "or";
    case expr::Op::ne:
      return "<>";
    case expr::Op::is_null:
      return "isNull";
    default:
      return std::string(to_string(op));
  }
}

json property(const std::string& name) { return {{"property", name}}; }

json condition(const expr::Node& node) {
  if (node.op == expr::Op::always) return true;
  json args = json::array();
  for (const auto& child : node.children) args.push_back(condition(child));
  // CQL2 joins two or more.
  const bool joins = node.op == expr::Op::all || node.op == expr::Op::any;
  if (joins && args.size() == 1) return args[0];
  if (!node.name.empty()) args.push_back(property(node.name));
  if (!node.operand_name.empty()) args.push_back(property(node.operand_name));
  json values = json::array();
  for (const auto& v : node.values) values.push_back(value(v));
  if (node.op == expr::Op::in) {
    args.push_back(values);
  } else {
    for (auto& v : values) args.push_back(v);
  }
  return {{"op", cql2_op(node.op)}, {"args", args}};
}

json roles(schema::RoleSet set) {
  json out = json::array();
  for (int r = 0; r <= static_cast<int>(schema::Role::blasting); ++r) {
    const auto role = static_cast<schema::Role>(r);
    if (set & schema::role_bit(role)) out.push_back(to_string(role));
  }
  return out;
}

json measure(const facts::Measure& m) {
  json out = {{"layer", m.layer}, {"roles", roles(m.roles)}, {"stat", facts::to_string(m.stat)}};
  if (m.where) out["where"] = condition(*m.where);
  if (m.stat == facts::Stat::distance) out["max_distance"] = m.max_distance_m;
  if (!m.less.empty()) out["less"] = {{"field", m.less}, {"at_most", m.less_most_m}};
  if (!m.field.empty()) out["field"] = m.field;
  if (!m.via.empty()) out["via"] = m.via;
  if (!m.group_by.empty()) out["group_by"] = m.group_by;
  return out;
}

json branch(const rules::Branch& b) {
  return {{"when", condition(b.when)}, {"outcome", to_string(b.outcome)}, {"certain", b.certain},
          {"human", b.human},          {"verified", b.verified},          {"action", text(b.action)},
          {"clause", b.clause}};
}

json exception(const rules::RuleException& e) {
  return {{"when", condition(e.when)},   {"outcome", to_string(e.outcome)},
          {"verified", e.verified},      {"action", text(e.action)},
          {"clause", e.clause},          {"instrument", e.instrument},
          {"evidence", text(e.evidence)}};
}

json found(const rules::Found& f, const rules::Rule& rule) {
  json out = {{"layer", f.layer}, {"role", to_string(f.role)}, {"fields", attributes(f.fields)}};
  if (!f.via.empty()) out["via"] = f.via;
  for (const auto& [name, m] : rule.measures) {
    if (m.layer != f.layer || m.stat == facts::Stat::value) continue;  // a value is one of the fields
    const bool share = m.stat == facts::Stat::share || m.stat == facts::Stat::share_outside;
    const std::string key = share ? "share" : std::string(facts::to_string(m.stat));
    out[key] = share                                 ? f.share
               : m.stat == facts::Stat::area         ? f.area
               : m.stat == facts::Stat::net_area     ? f.net_area
               : m.stat == facts::Stat::length       ? f.length
               : m.stat == facts::Stat::distance     ? f.distance
               : m.stat == facts::Stat::overlap_area ? f.overlap_area
                                                     : f.count;
  }
  return out;
}

// One code, or a list of them.
json places(const std::vector<std::string>& codes) {
  return codes.size() == 1 ? json(codes[0]) : json(codes);
}

json expectation(const rules::Case& c) {
  json out = json::object();
  if (c.outcome) out["outcome"] = to_string(*c.outcome);
  if (c.worst_possible) out["worst_possible"] = to_string(*c.worst_possible);
  if (c.branch) out["branch"] = *c.branch;
  if (c.worst_branch) out["worst_branch"] = *c.worst_branch;
  if (c.exception) out["exception"] = *c.exception;
  if (c.applies) out["applies"] = *c.applies;
  if (c.instrument) out["instrument"] = *c.instrument;
  for (const auto& [name, s] : c.measured) out["measured"][name] = span(s);
  return out;
}

json one_case(const rules::Case& c, const rules::Rule& rule) {
  json out = {{"name", c.name},
              {"line", c.line},
              {"attributes", attributes(c.attributes)},
              {"expect", expectation(c)}};
  if (c.as_of) out["as_of"] = c.as_of->iso();
  if (!c.regions.empty()) out["region"] = places(c.regions);
  if (c.has_found) {
    out["found"] = json::array();
    for (const auto& f : c.found) out["found"].push_back(found(f, rule));
    return out;
  }
  out["measures"] = json::object();
  for (const auto& [name, s] : c.given) out["measures"][name] = span(s);
  return out;
}

json answer(const rules::CaseResult& result) {
  const auto& j = result.judgement;
  json out = {{"applies", result.applies},
              {"outcome", to_string(j.outcome)},
              {"worst_possible", to_string(j.worst_possible)},
              {"branch", j.branch},
              {"worst_branch", j.worst_branch},
              {"exception", j.exception_number},
              {"instrument", j.instrument},
              {"trace", json::array()}};
  for (const auto& step : j.trace)
    out["trace"].push_back(std::string(static_cast<std::size_t>(step.depth) * 2, ' ') + step.text + ": " +
                           std::string(expr::to_string(step.truth)));
  return out;
}

json sources(const rules::Rule& rule) {
  json out = json::array();
  for (const auto& s : rule.sources) {
    out.push_back({{"from", day(s.from)},
                   {"to", day(s.to)},
                   {"instrument", s.instrument},
                   {"clause", s.clause},
                   {"verified", s.verified},
                   {"note", text(s.note)}});
  }
  return out;
}

json rule(const rules::Rule& r, const std::string& folder) {
  json out = export_head(r, folder);
  out["branches"] = json::array();
  out["exceptions"] = json::array();
  out["action"] = text(r.action);
  out["cases"] = json::array();
  for (const auto& b : r.branches) out["branches"].push_back(branch(b));
  for (const auto& e : r.exceptions) out["exceptions"].push_back(exception(e));
  for (const auto& c : r.cases) out["cases"].push_back(one_case(c, r));
  return out;
}
json instruments(const rules::RuleBook& book) {
  json out = json::object();
  for (const auto& [key, i] : book.instruments) {
    out[key] = {{"title", text(i.title)}, {"level", to_string(i.level)},      {"number", i.number},
                {"issuer", i.issuer},     {"issued", day(i.issued)},          {"from", day(i.from)},
                {"to", day(i.to)},        {"superseded_by", i.superseded_by}, {"verified", i.verified},
                {"note", i.note}};
  }
  return out;
}

constexpr const char* kTypes[] = {"text", "number", "integer", "boolean", "date", "list"};

// The fields of each kind, which `where` names.
json layer_table() {
  json out = json::object();
  for (const auto& kind : schema::kinds()) {
    json fields = json::object();
    for (const auto& f : kind.fields)
      fields[std::string(f.key)] = {{"type", kTypes[static_cast<int>(f.type)]},
                                    {"values", f.values},
                                    {"empty_means_none", f.empty_means_none}};
    out[std::string(kind.key)] = std::move(fields);
  }
  return out;
}

// What a reader has to know of the attributes that conditions name: type, words, and what silence means.
json attribute_table() {
  constexpr const char* kSilence[] = {"unknown", "not_claimed", "unknown"};
  json out = json::object();
  for (const auto& a : schema::attributes()) {
    out[std::string(a.key)] = {{"type", kTypes[static_cast<int>(a.type)]},
                               {"unstated", kSilence[static_cast<int>(a.silence)]},
                               {"values", a.values}};
  }
  for (const auto word : schema::find_attribute("project_type")->values) {
    if (schema::is_generic_type(word)) out["project_type"]["generic"].push_back(word);
  }
  return out;
}

}  // namespace

json export_day(const std::optional<Date>& d) { return day(d); }
json export_text(const Text& t) { return text(t); }
json export_span(const expr::Span& s) { return span(s); }
json export_condition(const expr::Node& node) { return condition(node); }
json export_case(const rules::Case& c, const rules::Rule& rule) { return one_case(c, rule); }

json export_head(const rules::Rule& r, const std::string& folder) {
  json out = {{"id", r.id},
              {"title", text(r.title)},
              {"region", places(r.regions)},
              {"verified", r.verified},
              {"note", text(r.note)},
              {"file", fs::path(r.file).lexically_relative(folder).generic_string()},
              {"applies",
               {{"from", day(r.applies.from)},
                {"to", day(r.applies.to)},
                {"industries", r.applies.industries},
                {"types", r.applies.types},
                {"activities", r.applies.activities}}},
              {"sources", sources(r)},
              {"measures", json::object()}};
  for (const auto& [name, m] : r.measures) out["measures"][name] = measure(m);
  for (const auto& [name, title] : r.measure_titles) out["measures"][name]["title"] = text(title);
  return out;
}

std::string export_json(const rules::RuleBook& book, const std::string& folder, bool answers) {
  json out = {{"format", "zonegate-rules/1"},     {"horizon", day(book.horizon)},
              {"attributes", attribute_table()},  {"layers", layer_table()},
              {"instruments", instruments(book)}, {"rules", json::array()}};
  for (const auto& r : book.rules) out["rules"].push_back(rule(r, folder));
  out["checklists"] = json::array();
  for (const auto& c : book.checklists)
    out["checklists"].push_back(export_checklist(c, book, folder, answers));
  if (answers) {
    const auto results = rules::run_cases(book);
    auto next = results.begin();
    for (auto& r : out["rules"]) {
      for (auto& c : r["cases"]) c["answer"] = answer(*next++);
    }
  }
  return out.dump(1) + "\n";
}

}  // namespace zonegate::cli
