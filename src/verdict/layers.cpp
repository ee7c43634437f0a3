// SPDX-License-Identifier: Apache-2.0
//
// Which layer answers count for a project: for each kind the one at the search distance of the rules that concern it, or may. Mandatory
// kinds count even if no rule names them: a result never rests on a layer that nobody looked at.
#include <algorithm>
#include <map>

#include "verdict/parts.h"

namespace zonegate::verdict {
namespace {

std::map<std::string, double> distances(const std::vector<const rules::Rule*>& concerning) {
  std::map<std::string, double> far;
  for (const auto* rule : concerning) {
    for (const auto& [name, measure] : rule->measures) {
      auto& metres = far[measure.layer];
      metres = std::max(metres, measure.search_distance_m());
      if (!measure.via.empty()) far.try_emplace(measure.via, 0);
    }
  }
  return far;
}

std::vector<std::string> mandatory(const Subject& subject) {
  const auto type = subject.attributes.find("project_type");
  const std::string word = type == subject.attributes.end() ? std::string() : to_text(type->second);
  std::vector<std::string> kinds;
  for (const auto kind : schema::mandatory_kinds(word)) kinds.emplace_back(kind);
  return kinds;
}

const facts::LayerAnswer* find(const facts::ProjectFacts& facts, const std::string& kind, double metres) {
  const auto at = std::find_if(facts.layers.begin(), facts.layers.end(), [&](const facts::LayerAnswer& a) {
    return a.kind == kind && a.search_distance_m == metres;
  });
  return at == facts.layers.end() ? nullptr : &*at;
}

facts::LayerAnswer missing(const std::string& kind, double metres) {
  facts::LayerAnswer answer;
  answer.kind = kind;
  answer.search_distance_m = metres;
  answer.reason_code = "missing";
  answer.reason = "no layer of kind " + kind + " was supplied";
  return answer;
}

bool is_open(const facts::LayerAnswer& answer) {
  if (answer.official) return false;
  if (answer.reason_code == "contradicted" || answer.reason_code == "units_unread") return true;
  if (answer.examined_share < 1 || (answer.tiles && answer.outside_share > 0)) return true;
  return answer.state != facts::LayerState::clear && answer.state != facts::LayerState::hit;
}

}  // namespace

bool is_mandatory(const Subject& subject, const std::string& kind) {
  const auto must = mandatory(subject);
  return std::find(must.begin(), must.end(), kind) != must.end();
}

LayerView view_layers(const Subject& subject, const facts::ProjectFacts& facts,
                      const std::vector<const rules::Rule*>& concerning) {
  LayerView view;
  auto far = distances(concerning);
  const auto must = mandatory(subject);
  for (const auto& kind : must) far.try_emplace(kind, 0);
  for (const auto& [kind, metres] : far) {
    const auto* found = find(facts, kind, metres);
    facts::LayerAnswer answer = found ? *found : missing(kind, metres);
    answer.mandatory = std::find(must.begin(), must.end(), kind) != must.end();
    if (answer.tiles && answer.outside_share > 0 && answer.reason.empty()) {
      answer.reason_code = "fault";
      answer.reason = fixed(answer.outside_share * 100, 2) +
                      " % of the footprint lies in no feature of a layer that should tile the territory";
    }
    if (answer.mandatory && is_open(answer)) view.open.push_back(kind);
    if (!answer.mandatory && answer.reason_code == "missing") view.not_supplied.push_back(kind);
    view.answers.push_back(std::move(answer));
  }
  std::stable_sort(
      view.answers.begin(), view.answers.end(),
      [](const facts::LayerAnswer& a, const facts::LayerAnswer& b) { return a.mandatory && !b.mandatory; });
  return view;
}

}  // namespace zonegate::verdict
