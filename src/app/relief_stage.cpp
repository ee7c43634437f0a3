// SPDX-License-Identifier: Apache-2.0
//
// What would have to be given up, and what would hold then. Each conflict of place (a finding that is, or may be, prohibited or restricted over something that
// was met) is tried on its own; then the prohibited ones together, and, while the rest would still be worse than conditional, the restricted ones and those that
// only may be. A trial cuts the ground off the footprint, measures what is left over the same layers, and judges it by the same rules with the same attributes, counties and reviewer's
// decisions. Where the conflict is then still there, or its absence is not certain (long edges that deviate), a wider margin is tried once; and where
// it is there even so, the result says so. Nothing is measured for a project without such a finding.
#include <algorithm>
#include <cmath>

#include "app/stages.h"

namespace zonegate::app {
namespace {

using report::Relief;

struct Trial {
  Relief relief;
  overlay::Remainder rest;
};

bool open_to(const verdict::Finding& f, Outcome level) {
  return f.outcome >= level || f.worst_possible >= level;
}

template <class T>
void unite(std::vector<T>& into, const std::vector<T>& from) {
  into.insert(into.end(), from.begin(), from.end());
  std::sort(into.begin(), into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

// A footprint that falls into more pieces is no proposal, and measuring it could take any time.
constexpr std::size_t kMostPieces = 200;
std::size_t pieces_of(const catalog::Project& project) {
  std::size_t n = 0;
  for (const auto& part : project.parts)
    n += part.figure->shape.polygons.size() + part.figure->shape.lines.size();
  return n;
}

constexpr double kStripM = 0.002;  // strips this thin are touching, and not measured

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ";") + item;
  return out;
}

// Ground that some rules ask for.
struct Demand {
  std::vector<std::string> rules;
  Choice choice;
  Outcome outcome = Outcome::undetermined;  // the strictest certain one of them
};

class Stage {
 public:
  // number: of the project in the run.
  Stage(const Route& route, const overlay::Nearby& nearby, const RasterStage& rasters, std::size_t number,
        report::ProjectResult& result)
      : route_(route),
        s_(route.s),
        plane_(route.plane),
        nearby_(nearby),
        rasters_(rasters),
        number_(number),
        result_(result) {}

  std::vector<overlay::Evidence> run() {
    collect();
    for (const auto& demand : demands_) trials_.push_back(attempt(demand));
    if (demands_.size() > 1) together();
    mark_best();
    std::vector<overlay::Evidence> drawn;
    for (auto& trial : trials_) {
      draw(trial, drawn);
      result_.relief.push_back(std::move(trial.relief));
    }
    return drawn;
  }

 private:
  void collect() {
    for (const auto& finding : result_.verdict.findings) {
      if (!open_to(finding, Outcome::restricted)) continue;
      auto choice = choose_leaves(s_, finding, result_);
      if (!choice) continue;
      if (choice->reason.empty() && answers_yes_or_no(choice->kinds))
        *choice = {{}, "withheld", choice->kinds, {}};
      std::sort(choice->leaves.begin(), choice->leaves.end());
      const Outcome outcome = finding.outcome;
      const auto same = std::find_if(demands_.begin(), demands_.end(), [&](const Demand& d) {
        return d.choice.leaves == choice->leaves && d.choice.reason == choice->reason;
      });
      if (same == demands_.end()) {
        demands_.push_back({{finding.rule}, std::move(*choice), outcome});
      } else {
        same->rules.push_back(finding.rule);
        same->choice.kinds.merge(choice->kinds);
        same->outcome = stricter(same->outcome, outcome);
      }
    }
    for (auto& demand : demands_) std::sort(demand.rules.begin(), demand.rules.end());
  }

  // A kind is as restricted as the strictest of its data sets.
  bool some_layer(const std::set<std::string>& kinds, bool (*disclosed)(catalog::Disclosure)) const {
    return std::any_of(s_.layers.layers.begin(), s_.layers.layers.end(), [&](const catalog::Layer& layer) {
      return disclosed(layer.disclosure) && kinds.contains(layer.kind);
    });
  }
  // What is left when the ground of such a layer is cut off, and its verdict, would tell of the shape that was cut.
  bool answers_yes_or_no(const std::set<std::string>& kinds) const {
    return some_layer(kinds, [](catalog::Disclosure d) { return d == catalog::Disclosure::yes_no; });
  }

  Trial attempt(const Demand& demand) {
    Trial trial;
    trial.relief.rules = demand.rules;
    trial.relief.kinds = demand.choice.kinds;
    trial.relief.reason = demand.choice.reason;
    if (!trial.relief.reason.empty()) return trial;
    const auto& leaves = demand.choice.leaves;
    if (cut(trial, leaves, overlay::kGiveUpMarginM) && !judge(trial, leaves)) {
      const double wider = 2 * overlay::kGiveUpMarginM + trial.rest.deviation_m;
      if (cut(trial, leaves, wider) && !judge(trial, leaves)) trial.relief.reason = "still_there";
    }
    compare(trial, demand);
    return trial;
  }

  // A layer that the demand rests on; a restricted one before others, so that numbers about it are hidden.
  std::string layer_of(const Demand& demand) const {
    std::string id;
    for (const auto& layer : s_.layers.layers) {
      if (!demand.choice.kinds.contains(layer.kind)) continue;
      if (layer.disclosure != catalog::Disclosure::full) return layer.id;
      if (id.empty()) id = layer.id;
    }
    return id;
  }

  // The drawn ground against the measured overlap: the margin along its outline is all that they may differ by.
  void compare(const Trial& trial, const Demand& demand) {
    const auto& measured = demand.choice.measured_m2;
    if (!measured || !trial.rest.fault.empty()) return;
    const double drawn = trial.rest.give_up_m2;
    const double tolerance = 2 * (trial.rest.margin_m + kStripM) * trial.rest.give_up_perimeter_m;
    if (std::abs(drawn - *measured) <= tolerance) return;
    result_.issues.push_back({"evidence.area_differs", Severity::warning, result_.project->file,
                              layer_of(demand), "",
                              "to give up for " + joined(demand.rules) + ": drawn " + fixed(drawn, 4) +
                                  " m2, measured " + fixed(*measured, 4) + " m2; the measured one stands",
                              "please report this project", std::nullopt});
  }

  // False where there is nothing to judge; `reason` says why.
  bool cut(Trial& trial, const std::vector<overlay::Leave>& leaves, double margin_m) const {
    trial.rest = overlay::give_up(*result_.project, result_.facts, leaves, margin_m, nearby_, plane_);
    const auto& rest = trial.rest;
    Relief& r = trial.relief;
    r.pair.reset();
    r.detail = rest.fault;
    r.reason = !rest.fault.empty() ? "not_drawn"
               : rest.bare         ? "point"
               : rest.nothing_left ? "nothing_left"
                                   : "";
    if (const std::size_t pieces = pieces_of(rest.project); r.reason.empty() && pieces > kMostPieces) {
      r.reason = "not_measured";
      r.detail = "what is left falls into " + std::to_string(pieces) + " pieces";
    }
    r.give_up_m2 = rest.give_up_m2;
    r.give_up_length_m = rest.give_up_length_m;
    r.remaining_m2 = rest.remaining_m2;
    r.remaining_length_m = rest.remaining_length_m;
    const double whole = rest.give_up_m2 + rest.remaining_m2;
    r.share = whole > 0 ? rest.give_up_m2 / whole : 0;
    r.margin_m = rest.margin_m;
    r.move_m = rest.move_m;
    r.move_bearing = rest.move_bearing;
    r.parts.clear();
    for (const auto& given : rest.given_up) r.parts.push_back(given.part_id);
    r.of_parts = rest.of_parts;
    r.project_parts = result_.project->parts.size();
    return r.reason.empty();
  }

  // False where the conflict is still there.
  bool judge(Trial& trial, const std::vector<overlay::Leave>& leaves) const {
    const auto& project = trial.rest.project;
    Relief& r = trial.relief;
    const auto facts = app::measure(route_, nearby_, rasters_, project);
    if (!facts.fault.empty()) {
      r.reason = "not_measured";
      r.detail = facts.fault;
      return true;
    }
    const auto overrides = s_.overrides.find(project.project_id);
    const auto verdict = verdict::decide(
        subject_of(project, facts), facts, s_.plan, s_.rules_for(number_), s_.book,
        overrides == s_.overrides.end() ? std::vector<verdict::Override>() : overrides->second);
    r.pair = {verdict.outcome, verdict.worst_possible};
    r.headline = verdict.headline;
    r.still.clear();
    r.still_possible.clear();
    for (const auto& f : verdict.findings) {
      if (!open_to(f, Outcome::restricted)) continue;
      r.still.push_back(f.rule);
      if (f.outcome < Outcome::restricted) r.still_possible.push_back(f.rule);
    }
    std::sort(r.still.begin(), r.still.end());
    std::sort(r.still_possible.begin(), r.still_possible.end());
    for (const auto& [key, value] : project.attributes) {
      const auto* spec = schema::find_attribute(key);
      if (spec && spec->unit == "ha" && !is_unknown(value)) r.unchanged.push_back(key);
    }
    unite(r.unchanged, {});
    return overlay::left_behind(leaves, result_.facts, facts);
  }

  // Prohibited ones, then restricted ones too, then what only may be: until the rest is at most conditional. What would leave nothing is left standing. The best of these
  // is kept; where none helps the last, if it is all there was to try.
  void together() {
    std::vector<Trial> found;
    std::size_t before = 0;
    bool whole = true;
    for (const Outcome level : {Outcome::prohibited, Outcome::restricted, Outcome::allowed}) {
      Demand all;
      const Trial* last = nullptr;
      const std::size_t demands = add_up(level, all, last, whole);
      if (demands == 0 || demands == before) continue;
      before = demands;
      if (demands > 1) {
        found.push_back(attempt(all));
        found.back().relief.together = true;
        last = &found.back();
      }
      if (last->relief.pair && last->relief.pair->worst_possible < Outcome::restricted) break;
    }
    const std::size_t best = best_of(found);
    if (best < found.size())
      trials_.push_back(std::move(found[best]));
    else if (!found.empty() && whole)
      trials_.push_back(std::move(found.back()));
  }

  // The demands of findings that are at least so strict; how many they are, the last one's trial, and whether none was passed over.
  std::size_t add_up(Outcome level, Demand& all, const Trial*& last, bool& whole) const {
    std::size_t demands = 0;
    for (std::size_t i = 0; i < demands_.size(); ++i) {
      const Demand& d = demands_[i];
      if (d.outcome < level || !d.choice.reason.empty()) continue;
      if (trials_[i].relief.reason == "nothing_left") {
        whole = false;
        continue;
      }
      ++demands;
      last = &trials_[i];
      unite(all.rules, d.rules);
      unite(all.choice.leaves, d.choice.leaves);
      all.choice.kinds.insert(d.choice.kinds.begin(), d.choice.kinds.end());
    }
    return demands;
  }

  bool helps(const Relief& r) const {
    const auto& v = result_.verdict;
    if (!r.pair || !r.reason.empty()) return false;
    return r.pair->outcome <= v.outcome && r.pair->worst_possible <= v.worst_possible &&
           (r.pair->outcome < v.outcome || r.pair->worst_possible < v.worst_possible);
  }

  // The mildest verdict, then the least ground, then the fewest rules; `trials.size()`: none is milder than the verdict as it is.
  std::size_t best_of(const std::vector<Trial>& trials) const {
    const auto rank = [](const Relief& r) {
      return std::tuple(r.pair->worst_possible, r.pair->outcome, r.give_up_m2, r.give_up_length_m,
                        r.rules.size());
    };
    std::size_t best = trials.size();
    for (std::size_t i = 0; i < trials.size(); ++i) {
      if (!helps(trials[i].relief)) continue;
      if (best == trials.size() || rank(trials[i].relief) < rank(trials[best].relief)) best = i;
    }
    return best;
  }

  void mark_best() {
    const std::size_t best = best_of(trials_);
    if (best < trials_.size()) trials_[best].relief.best = true;
  }

  // Nothing that follows the line of a restricted layer is drawn.
  bool may_draw(const Relief& r) const {
    return !some_layer(r.kinds, [](catalog::Disclosure d) { return d != catalog::Disclosure::full; });
  }

  void draw(Trial& trial, std::vector<overlay::Evidence>& drawn) const {
    if (!may_draw(trial.relief)) return;
    std::set<std::string> layers;
    for (const auto& layer : s_.layers.layers) {
      if (trial.relief.kinds.contains(layer.kind)) layers.insert(layer.id);
    }
    const auto add = [&](overlay::EvidenceKind kind, const std::string& part_id, geom::Shape lonlat,
                         double m2) {
      overlay::Evidence e;
      e.kind = kind;
      e.project_id = result_.project->project_id;
      e.rule = joined(trial.relief.rules);
      e.layer_id = joined(std::vector<std::string>(layers.begin(), layers.end()));
      e.part_id = part_id;
      e.lonlat = std::move(lonlat);
      e.area_m2 = e.measured_m2 = m2;
      drawn.push_back(std::move(e));
    };
    for (auto& given : trial.rest.given_up)
      add(overlay::EvidenceKind::give_up, given.part_id, std::move(given.lonlat), given.area_m2);
    if (!trial.relief.pair) return;
    for (const auto& part : trial.rest.project.parts)
      add(overlay::EvidenceKind::remaining, part.part_id, geom::to_lonlat(part.figure->shape, plane_),
          geom::area(part.figure->area_edges()).value);
  }

  const Route& route_;
  const Screening& s_;
  const geom::Plane& plane_;
  const overlay::Nearby& nearby_;
  const RasterStage& rasters_;
  std::size_t number_;
  report::ProjectResult& result_;
  std::vector<Demand> demands_;
  std::vector<Trial> trials_;
};

}  // namespace

void relieve(const Route& route, const overlay::Nearby& nearby, const RasterStage& rasters, Piece& piece) {
  piece.evidence.resize(piece.results.size());
  if (!route.options.relief) return;
  say(route.progress, "giving up", piece.from, route.s.projects.projects.size());
  route.parallel(piece.results.size(), [&](std::size_t i) {
    auto& result = piece.results[i];
    if (result.facts.fault.empty())
      piece.evidence[i] = Stage(route, nearby, rasters, piece.from + i, result).run();
  });
}

}  // namespace zonegate::app
