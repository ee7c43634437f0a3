// SPDX-License-Identifier: Apache-2.0
//
// The route of the data. Read it as a list: each call is a stage, each comment says what holds from there on. Up to the plan the run is taken as a whole, then
// block by block: what a block found is handed over and let go.
#include <algorithm>

#include "app/app.h"
#include "app/stages.h"

namespace zonegate::app {
namespace {

// Keeps everything.
class Keeper : public ResultSink {
 public:
  void take(Results&& results, const overlay::ParallelFor&) override {
    std::move(results.projects.begin(), results.projects.end(), std::back_inserter(kept.projects));
    std::move(results.evidence.begin(), results.evidence.end(), std::back_inserter(kept.evidence));
  }
  Results kept;
};

}  // namespace

std::unique_ptr<Screening> screen(const ScreenOptions& options, ResultSink& sink, const Progress& progress) {
  auto s = std::make_unique<Screening>();
  const geom::Plane plane = plane_of(options.area);
  const Route route{*s, options, plane, progress, parallel_for(options.jobs)};

  // Read: rules, manifests, projects. From here on every rule and manifest is free of mistakes, and every geometry is valid, lies in
  // the working plane and is snapped; what could not be used is a row with a status.
  load_everything(route);

  // Locate: from here on every project knows its counties, so that every level of law is chosen.
  say(route.progress, "locating projects");
  catalog::locate(s->projects, s->layers, plane);
  // And none of them lies elsewhere than it says of itself, or it cannot pass.
  catalog::examine_datum(s->projects, s->layers, plane);
  name_units(route);

  // Select and plan: the rules and checklists that bind each project, and the different measures that they ask for, each of them once.
  select_rules(route);
  plan_measures(route);

  CarbonStage carbon(route);
  describe_run(route);
  sink.begin(s->run);
  const RasterStage rasters(route);
  OverrideCheck overrides(route);

  // Piece by piece; where a block begins, each layer is streamed once over its projects: what lies near them is held.
  ProjectBlocks blocks(route);
  while (auto piece = blocks.next()) {
    // Measure: from here on every project of the piece has facts.
    measure(route, blocks.nearby(), rasters, *piece);

    // Judge: from here on it has a verdict pair, and beside it the answers of the checklists.
    judge(route, *piece);
    overrides.look_at(piece->results);

    // Relieve: for each conflict of place, what the footprint would have to give up, and what would hold then.
    relieve(route, blocks.nearby(), rasters, *piece);

    // Draw: evidence for the findings that need it, and the maps that somebody will see.
    draw(route, blocks.nearby(), sink.maps(piece->results), *piece);

    // Carbon: stock of the ground that the parts occupy, and what of it is lost; with a scenario what is lost, forgone and gained year by year, as the verdict
    // lets it count.
    carbon.account(blocks.nearby(), *piece);

    // Report: what was found is written down, and let go.
    hand_over(route, *piece, sink);
  }
  overrides.refuse_unused();

  // Totals: from here on nothing is computed any more.
  blocks.report_layers();
  carbon.report();

  count(route);
  note_inputs(route);
  return s;
}

std::unique_ptr<Screening> screen(const ScreenOptions& options, const Progress& progress) {
  Keeper keeper;
  auto s = screen(options, keeper, progress);
  s->run.projects = std::move(keeper.kept.projects);
  s->evidence = std::move(keeper.kept.evidence);
  return s;
}

bool reaches(const Screening& screening, Outcome level) {
  return std::any_of(screening.worst.begin(), screening.worst.end(), [&](const auto& count) {
    return static_cast<int>(count.first) >= static_cast<int>(level);
  });
}

void say(const Progress& progress, std::string_view stage, std::size_t done, std::size_t total) {
  if (progress) progress(stage, done, total);
}

}  // namespace zonegate::app
