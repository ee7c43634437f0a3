// SPDX-License-Identifier: Apache-2.0
#include "carbon/gain_loss.h"

#include <fmt/format.h>

#include "carbon/lookup.h"

namespace zonegate::carbon {
namespace {

constexpr const char* kEdition = "gain_loss";
constexpr const char* kUsual = "ipcc-2006";

// Asks on behalf of an estimate that nobody sees: its notes are handed on.
class Asking {
 public:
  Asking(const Stratum& s, const MethodInputs& inputs, Parameters& parameters, GainLossNotes& notes)
      : estimate_(), look_(s, inputs, parameters, estimate_), notes_(notes) {
    look_.edition(kEdition, kUsual);
  }
  Asking(const Asking&) = delete;
  Asking& operator=(const Asking&) = delete;
  ~Asking() {
    notes_.used.insert(notes_.used.end(), estimate_.used.begin(), estimate_.used.end());
    notes_.issues.insert(notes_.issues.end(), estimate_.issues.begin(), estimate_.issues.end());
    notes_.unverified = notes_.unverified || estimate_.unverified;
  }
  Lookup& look() { return look_; }

 private:
  Estimate estimate_;
  Lookup look_;
  GainLossNotes& notes_;
};

// The volume that decides the classes of Table 4.5.
std::optional<double> class_volume(const Stratum& s, Lookup& look) {
  std::vector<Issue> ignored;  // the methods by volume name contradictions
  const auto v = volume_of(s, ignored);
  if (v && v->value > 0) return v->value;
  look.issue(Severity::warning, "carbon.volume_missing",
             "gain-loss needs the stand's volume: it decides the class of BCEF",
             "give 公顷蓄积 (m3/ha), or a growth curve");
  return std::nullopt;
}

// R by the class of V BCEF_S, t dm/ha.
std::optional<Lookup::Number> root_ratio(Lookup& look, double volume) {
  const auto stock = look.need("bcef_s", {{"volume", volume}});
  return stock ? look.need("rsr", {{"agb", volume * stock->value}}) : std::nullopt;
}

}  // namespace

std::string_view to_string(LossKind k) {
  switch (k) {
    case LossKind::harvest:
      return "harvest";
    case LossKind::fuel_trees:
      return "fuel_trees";
    case LossKind::fuel_parts:
      return "fuel_parts";
    case LossKind::disturbance:
      return "disturbance";
  }
  return "";
}

std::optional<LossKind> parse_loss_kind(std::string_view word) {
  for (const auto k : {LossKind::harvest, LossKind::fuel_trees, LossKind::fuel_parts, LossKind::disturbance})
    if (to_string(k) == word) return k;
  if (word == "采伐") return LossKind::harvest;
  if (word == "薪材") return LossKind::fuel_trees;
  if (word == "枝桠") return LossKind::fuel_parts;
  if (word == "灾害") return LossKind::disturbance;
  return std::nullopt;
}

std::vector<Increment> tier2_gains(const Stratum& s, Stated increment, const MethodInputs& inputs,
                                   Parameters& parameters, GainLossNotes& notes) {
  Asking ask(s, inputs, parameters, notes);
  const auto v = class_volume(s, ask.look());
  if (!v) return {};
  const auto bcef = ask.look().need("bcef_i", {{"volume", *v}}), cf = ask.look().need("cf");
  const auto r = root_ratio(ask.look(), *v);
  if (!bcef || !cf || !r) return {};
  const auto param = parameters.add_number("increment of " + s.id, increment.value, increment.sd);
  const Amount above =
      Amount(increment.value).times(1, param).times(bcef->value, bcef->param).times(cf->value, cf->param);
  notes.usable = true;
  return {{0, above, above.times(r->value, r->param)}};
}

std::vector<Increment> tier1_gains(const Stratum& s, int years, std::optional<double> above_biomass,
                                   const MethodInputs& inputs, Parameters& parameters, GainLossNotes& notes) {
  Asking ask(s, inputs, parameters, notes);
  const auto cf = ask.look().need("cf");
  std::map<std::string, double> at;
  if (above_biomass) at["agb"] = *above_biomass;
  const auto r = ask.look().need("rsr", at);
  if (!cf || !r) return {};
  std::vector<Increment> steps;
  std::optional<ParamId> before;
  double value_before = -1;
  for (int t = 0; t < (s.age ? years : 1); ++t) {
    std::map<std::string, double> age;
    if (s.age) age["age"] = *s.age + t;
    const auto g =
        steps.empty() ? ask.look().need("growth_biomass", age) : ask.look().find("growth_biomass", age);
    if (!g) return {};
    if (!steps.empty() && g->value == value_before && g->param == before) continue;
    value_before = g->value;
    before = g->param;
    const Amount above = Amount(g->value).times(1, g->param).times(cf->value, cf->param);
    steps.push_back({t, above, above.times(r->value, r->param)});
  }
  notes.usable = true;
  return steps;
}

std::optional<StandLoss> stand_loss(const LossEntry& entry, const Stratum& s, Hectares part_area,
                                    const MethodInputs& inputs, Parameters& parameters,
                                    GainLossNotes& notes) {
  StandLoss loss;
  loss.year = entry.year;
  if (entry.kind == LossKind::disturbance) {
    loss.share = entry.area_share * entry.fraction;
    notes.usable = true;
    return loss;
  }
  if (!(part_area.value > 0)) return std::nullopt;
  const double per_ha = entry.volume / part_area.value;
  Asking ask(s, inputs, parameters, notes);
  const auto cf = ask.look().need("cf");
  if (entry.kind == LossKind::fuel_parts) {
    ask.look().edition("volume_species", "lulucf");
    const auto density = ask.look().need("svd");
    if (!cf || !density) return std::nullopt;
    loss.above = Amount(per_ha).times(density->value, density->param).times(cf->value, cf->param);
    notes.usable = true;
    return loss;
  }
  const auto v = class_volume(s, ask.look());
  if (!v) return std::nullopt;
  const auto bcef = ask.look().need("bcef_r", {{"volume", *v}});
  const auto r = root_ratio(ask.look(), *v);
  if (!cf || !bcef || !r) return std::nullopt;
  loss.above = Amount(per_ha).times(bcef->value, bcef->param).times(cf->value, cf->param);
  loss.below = loss.above.times(r->value, r->param);
  notes.usable = true;
  return loss;
}

}  // namespace zonegate::carbon
