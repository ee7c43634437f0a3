// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

using catalog::Disclosure;

Disclosure disclosure_of(const catalog::LayerSet& set, const std::string& id) {
  const auto* layer = set.find(id);
  return layer ? layer->disclosure : Disclosure::full;
}

// An overlap shows as much of one side as of the other.
void withhold(Finding& finding, const catalog::LayerSet& set) {
  const Disclosure strictest =
      std::max(disclosure_of(set, finding.layer), disclosure_of(set, finding.with_layer));
  if (strictest == Disclosure::full) return;
  finding.place = {};
  if (strictest == Disclosure::area) return;
  finding.area_m2.reset();
  finding.share.reset();
  finding.detail = {};
}

bool largest_first(const Finding& a, const Finding& b) {
  return std::tuple(b.area_m2.value_or(0), a.features, a.with_layer, a.with_features, a.message.en) <
         std::tuple(a.area_m2.value_or(0), b.features, b.with_layer, b.with_features, b.message.en);
}

Finding more_of(const Finding& first, std::size_t count) {
  Finding more;
  more.code = "issues.more";
  more.severity = Severity::note;
  more.layer = first.layer;
  more.kind = first.kind;
  more.file = first.file;
  const std::string n = std::to_string(count);
  more.message = {"另有 " + n + " 条 " + first.code, n + " further findings of " + first.code};
  return more;
}

// One mistake may be in every row of a province: the largest are kept, the others counted.
std::vector<Finding> capped(std::vector<Finding> all, std::size_t most) {
  std::map<std::tuple<std::string, std::string, Severity>, std::vector<Finding>> groups;
  for (auto& finding : all) {
    const std::tuple key(finding.layer, finding.code, finding.severity);
    groups[key].push_back(std::move(finding));
  }
  std::vector<Finding> kept;
  for (auto& [key, group] : groups) {
    if (group.size() > most) {
      std::stable_sort(group.begin(), group.end(), largest_first);
      kept.push_back(more_of(group.front(), group.size() - most));
      group.resize(most);
    }
    std::move(group.begin(), group.end(), std::back_inserter(kept));
  }
  return kept;
}

// Ids are mostly numbers, and then people look for 9 before 10.
std::pair<std::size_t, std::string> natural(const std::vector<std::string>& ids) {
  return ids.empty() ? std::pair<std::size_t, std::string>() : std::pair(ids.front().size(), ids.front());
}

}  // namespace

Finding& Findings::add(const std::string& code, Severity severity, const catalog::Layer* layer, Text message,
                       Text hint) {
  Finding& finding = all_.emplace_back();
  finding.code = code;
  finding.severity = severity;
  if (layer) {
    finding.layer = layer->id;
    finding.kind = layer->kind;
    finding.file = layer->file;
  }
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  return finding;
}

void name_features(Finding& finding, const std::vector<std::string>& ids) {
  finding.feature_count = ids.size();
  finding.features.assign(ids.begin(),
                          ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), kListed)));
}

std::vector<Finding> Findings::finish(const catalog::LayerSet& set, const Options& options) {
  std::map<std::string, std::size_t> rank;
  for (const auto& layer : set.layers) rank.emplace(layer.id, rank.size() + 1);
  const auto wanted = [&](const Finding& f) {
    return options.kinds.empty() ||
           std::find(options.kinds.begin(), options.kinds.end(), f.kind) != options.kinds.end();
  };
  std::vector<Finding> kept;
  for (auto& finding : all_) {
    if (!wanted(finding)) continue;
    if (!options.own_data) withhold(finding, set);
    kept.push_back(std::move(finding));
  }
  all_.clear();
  kept = capped(std::move(kept), options.most);
  const auto key = [&](const Finding& f) {
    const auto at = rank.find(f.layer);
    return std::tuple(at == rank.end() ? 0 : at->second, -static_cast<int>(f.severity), f.code,
                      natural(f.features), f.with_layer, natural(f.with_features), f.message.en, f.detail.en);
  };
  std::stable_sort(kept.begin(), kept.end(),
                   [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
  return kept;
}

bool Report::reaches(Severity severity) const {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& f) { return f.severity >= severity; });
}

}  // namespace zonegate::audit
