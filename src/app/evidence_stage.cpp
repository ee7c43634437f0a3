// SPDX-License-Identifier: Apache-2.0
//
// Evidence for the findings that need it: the features of every finding that is not allowed. Layers that may not be shown are not drawn.
#include "app/stages.h"

namespace zonegate::app {
namespace {

bool may_draw(const Screening& s, const std::string& layer_id) {
  const auto* layer = s.layers.find(layer_id);
  return layer && layer->disclosure == catalog::Disclosure::full;
}

}  // namespace

std::vector<overlay::Evidence> draw_evidence(const Screening& s, report::ProjectResult& result,
                                             const overlay::BlockFacts& block, const geom::Plane& plane) {
  std::vector<overlay::EvidenceRequest> requests;
  for (const auto& finding : result.verdict.findings) {
    for (const std::size_t feature : finding.features) {
      if (may_draw(s, result.facts.features[feature].layer_id)) requests.push_back({finding.rule, feature});
    }
  }
  return overlay::draw(*result.project, result.facts, requests, result.verdict.layers, block, s.layers, plane,
                       result.issues);
}

}  // namespace zonegate::app
