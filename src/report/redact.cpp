// SPDX-License-Identifier: Apache-2.0
//
// Disclosure. Idea: no writer decides what may be shown; a copy of the result is emptied before any writer sees it, so a new output
// format cannot forget a field. Numbers become NaN, which no writer can print as a number. Why not simply drop the facts: that a
// restricted layer is hit, and by which feature, is the answer that `yes_no` allows, and the verdict rests on it. Texts are
// scrubbed because traces and messages quote measured numbers. Cost: one copy of each result, only where a manifest restricts something.
#include "report/redact.h"

#include <algorithm>
#include <array>
#include <limits>

namespace zonegate::report {
namespace {

constexpr double kWithheld = std::numeric_limits<double>::quiet_NaN();
constexpr const char* kWord = "…";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }

bool unit_follows(std::string_view rest) {
  static constexpr std::array<std::string_view, 14> kUnits = {"m2", "m²", "hm2", "hm²", "ha", "km",   "mm",
                                                              "m",  "%",  "米",  "亩",  "公", "平方", "°"};
  if (rest.starts_with(' ')) rest.remove_prefix(1);
  return std::any_of(kUnits.begin(), kUnits.end(), [&](std::string_view u) {
    if (!rest.starts_with(u)) return false;
    const bool latin = u.back() == 'm' || u.back() == 'a' || u.back() == '2';
    return !latin || rest.size() == u.size() || !is_word(rest[u.size()]);
  });
}

struct Scope {
  const Restrictions& r;
  const rules::RuleBook* book;

  // Names of the measures of a rule that rest on a kind whose numbers are withheld.
  std::set<std::string> measures(const verdict::Finding& f) const {
    std::set<std::string> names = measures(f.rule);
    for (const auto& m : f.measures) {
      if (r.no_number_kinds.count(m.layer)) names.insert(m.name);
    }
    return names;
  }
  std::set<std::string> measures(const std::string& rule) const {
    std::set<std::string> names;
    const rules::Rule* found = book ? book->find(rule) : nullptr;
    if (!found) return names;
    for (const auto& [name, m] : found->measures) {
      if (r.no_number_kinds.count(m.layer) || r.no_number_kinds.count(m.via)) names.insert(name);
    }
    return names;
  }
};

void hide(facts::FeatureFact& f) {
  for (double* v : {&f.overlap_m2, &f.bound_m2, &f.net_m2, &f.counted_m2, &f.share_part, &f.share_feature,
                    &f.length_m, &f.width_m, &f.margin_m}) {
    *v = kWithheld;
  }
  if (f.counted_length_m) f.counted_length_m = kWithheld;
  if (f.distance_m) f.distance_m = kWithheld;
  if (f.bearing) f.bearing = kWithheld;
  // How deep a hit goes, and how near a miss was, would draw the line to the accuracy of both sides.
  f.band = facts::is_hit(f.band) ? facts::Band::overlap : facts::Band::none;
  std::erase_if(f.fields, [](const auto& field) { return as_number(field.second).has_value(); });
}

void hide(facts::LayerAnswer& a) {
  a.nearest_m.reset();
  a.bearing.reset();
  a.nearest_feature.clear();
  a.near_band = facts::Band::none;
  a.outside_share = a.outside_share > 0 ? kWithheld : 0;
  a.reason = without_numbers(a.reason);
}

// "farmland > 350000 (farmland = 1200.5)" -> "farmland > 350000 (withheld)": the threshold is law, the number is not ours to give.
void hide(expr::Step& step, const std::set<std::string>& names) {
  for (const auto& name : names) {
    for (const std::string& lead : {"(" + name + " = ", ", " + name + " = "}) {
      const auto at = step.text.rfind(lead);
      if (at == std::string::npos) continue;
      const auto open = step.text.rfind('(', at + 1);
      step.text = step.text.substr(0, open == std::string::npos ? at : open) + "(withheld)";
    }
    const auto bare = step.text.find(name + " = ");
    if (bare == 0) step.text = name + " (withheld)";
  }
  step.text = without_numbers(step.text);
}

void hide(verdict::Finding& f, const Scope& scope) {
  const auto names = scope.measures(f);
  if (names.empty()) return;
  for (auto& m : f.measures) {
    if (!names.count(m.name)) continue;
    m.value = {kWithheld, kWithheld, false};
    m.measured = kWithheld;
    m.reason = without_numbers(m.reason);
  }
  for (auto& step : f.trace) hide(step, names);
  f.boundary_grade = false;
}

void hide(verdict::Silent& s, const Scope& scope) {
  const auto names = scope.measures(s.rule);
  if (names.empty() && scope.book && scope.book->find(s.rule)) return;
  if (!s.reason.starts_with("does not concern")) s.reason = s.reason.substr(0, s.reason.find(':'));
  s.reason = without_numbers(s.reason);
  for (auto& step : s.trace) hide(step, names);
}

void hide_issues(std::vector<Issue>& issues, const Restrictions& r) {
  for (auto& issue : issues) {
    if (!r.no_geometry_ids.count(issue.layer) && !r.no_geometry_files.count(issue.file)) continue;
    issue.message = without_numbers(issue.message);
    issue.hint = without_numbers(issue.hint);
    if (!r.no_number_ids.empty()) issue.area_moved.reset();
  }
}

void hide_map(std::vector<MapShape>& map, const Restrictions& r) {
  std::erase_if(map, [&](const MapShape& shape) {
    using Kind = MapShape::Kind;
    if (shape.kind == Kind::footprint || shape.kind == Kind::county || shape.kind == Kind::uncovered)
      return false;
    if (shape.layer_kind.empty()) return true;
    return std::any_of(r.no_geometry_kinds.begin(), r.no_geometry_kinds.end(), [&](const std::string& kind) {
      return (";" + shape.layer_kind + ";").find(";" + kind + ";") != std::string::npos;
    });
  });
}

void hide(std::vector<verdict::MeasureValue>& measures, const Restrictions& r) {
  for (auto& m : measures) {
    if (!r.no_number_kinds.count(m.layer)) continue;
    m.value = {kWithheld, kWithheld, false};
    m.measured = kWithheld;
    m.reason = without_numbers(m.reason);
  }
}

void hide(verdict::ChecklistAnswer& a, const Restrictions& r) {
  for (auto& item : a.items) hide(item.measures, r);
  if (a.tiers) hide(a.tiers->measures, r);
  if (!a.fee || !r.no_number_kinds.count("forest")) return;
  a.fee->answer = {};
  a.fee->withheld = true;
}

void hide_numbers(ProjectResult& p, const Scope& scope) {
  for (auto& a : p.checklists) hide(a, scope.r);
  for (auto& f : p.facts.features) {
    if (scope.r.no_number_ids.count(f.layer_id)) hide(f);
  }
  for (auto& unit : p.facts.access.units) {
    if (scope.r.no_number_ids.count(unit.layer_id)) unit.overlap_m2 = unit.length_m = kWithheld;
  }
  for (auto* answers : {&p.facts.layers, &p.verdict.layers}) {
    for (auto& a : *answers) {
      if (scope.r.no_number_kinds.count(a.kind)) hide(a);
    }
  }
  hide_numbers(p.relief, scope.r, kWithheld);
  for (auto& f : p.verdict.findings) hide(f, scope);
  for (auto& s : p.verdict.silent) hide(s, scope);
  p.verdict.headline.zh = without_numbers(p.verdict.headline.zh);
  p.verdict.headline.en = without_numbers(p.verdict.headline.en);
  p.facts.measures.clear();  // parallel to a plan that no writer knows; nothing reads them
  if (scope.r.no_number_kinds.count("landcover")) {
    p.carbon.reset();
    p.carbon_reason = "the land cover layer answers yes or no only (disclosure: yes_no)";
  }
}

}  // namespace

Restrictions restrictions(const catalog::LayerSet* layers) {
  Restrictions r;
  if (!layers) return r;
  for (const auto& layer : layers->layers) {
    if (layer.disclosure == catalog::Disclosure::full) continue;
    r.no_geometry_kinds.insert(layer.kind);
    r.no_geometry_ids.insert(layer.id);
    r.no_geometry_files.insert(layer.file);
    if (layer.disclosure == catalog::Disclosure::area) continue;
    r.no_number_kinds.insert(layer.kind);
    r.no_number_ids.insert(layer.id);
  }
  return r;
}

std::vector<const catalog::Layer*> layers_of(const catalog::LayerSet* set, const std::string& layer_id) {
  std::vector<const catalog::Layer*> out;
  for (std::size_t from = 0; set && from < layer_id.size();) {
    const auto end = std::min(layer_id.find(';', from), layer_id.size());
    if (const auto* layer = set->find(std::string_view(layer_id).substr(from, end - from)))
      out.push_back(layer);
    from = end + 1;
  }
  return out;
}

Redaction::Shown Redaction::operator()(const ProjectResult& result) const {
  Shown shown;
  shown.original_ = &result;
  if (restricted_.none()) return shown;
  ProjectResult& p = shown.copy_.emplace(result);
  hide_map(p.map, restricted_);
  hide_issues(p.issues, restricted_);
  hide_issues(p.facts.issues, restricted_);
  if (p.carbon) hide_issues(p.carbon->issues, restricted_);
  if (!restricted_.no_number_kinds.empty()) hide_numbers(p, {restricted_, rules_});
  return shown;
}

std::vector<Issue> Redaction::operator()(std::vector<Issue> issues) const {
  hide_issues(issues, restricted_);
  return issues;
}

std::string without_numbers(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool starts = is_digit(text[at]) && (at == 0 || !is_word(text[at - 1]));
    if (!starts) {
      out += text[at++];
      continue;
    }
    std::size_t end = at;
    bool decimal = false;
    while (end < text.size() &&
           (is_digit(text[end]) || (text[end] == '.' && end + 1 < text.size() && is_digit(text[end + 1])))) {
      decimal |= text[end++] == '.';
    }
    if (end + 2 < text.size() && text[end] == 'e' && (text[end + 1] == '+' || text[end + 1] == '-') &&
        is_digit(text[end + 2])) {
      for (end += 2; end < text.size() && is_digit(text[end]);) ++end;
      decimal = true;
    }
    const bool number = decimal || unit_follows(std::string_view(text).substr(end));
    out += number ? std::string(kWord) : text.substr(at, end - at);
    at = end;
  }
  return out;
}

}  // namespace zonegate::report
