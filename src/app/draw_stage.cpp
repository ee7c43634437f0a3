// SPDX-License-Identifier: Apache-2.0
//
// Evidence for the findings that need it: of every finding that is not allowed the features that it rests on, as table 3 of the documents names them; what a rule only
// measured beside is not drawn as if it were met. Layers that may not be shown are not drawn.
#include "app/stages.h"

namespace zonegate::app {
namespace {

bool may_draw(const Screening& s, const std::string& layer_id) {
  const auto* layer = s.layers.find(layer_id);
  return layer && layer->disclosure == catalog::Disclosure::full;
}

std::vector<overlay::Evidence> draw_evidence(const Route& route, report::ProjectResult& result,
                                             const overlay::Nearby& nearby) {
  std::vector<overlay::EvidenceRequest> requests;
  for (const auto& finding : result.verdict.findings) {
    for (const std::size_t feature : finding.grounds) {
      if (may_draw(route.s, result.facts.features[feature].layer_id))
        requests.push_back({finding.rule, feature});
    }
  }
  return overlay::draw(*result.project, result.facts, requests, result.verdict.layers, nearby, route.s.layers,
                       route.plane, result.issues);
}

}  // namespace

void draw(const Route& route, const overlay::Nearby& nearby, const std::vector<bool>& maps, Piece& piece) {
  say(route.progress, "drawing", piece.from, route.s.projects.projects.size());
  piece.evidence.resize(piece.results.size());
  route.parallel(piece.results.size(), [&](std::size_t i) {
    auto& result = piece.results[i];
    if (result.facts.fault.empty()) {  // what cannot be measured cannot be drawn in any time either
      auto evidence = draw_evidence(route, result, nearby);
      // What to give up comes after what it is for.
      std::move(piece.evidence[i].begin(), piece.evidence[i].end(), std::back_inserter(evidence));
      piece.evidence[i] = std::move(evidence);
      if (maps[i]) {
        result.map = draw_map(route, result, nearby, piece.evidence[i]);
        auto ground =
            overlay::map_ground(*result.project, {route.s.plan, route.s.layers, route.plane}, nearby);
        std::move(ground.begin(), ground.end(), std::back_inserter(piece.evidence[i]));
      }
    }
    result.issues.insert(result.issues.end(), result.facts.issues.begin(), result.facts.issues.end());
  });
}

}  // namespace zonegate::app
