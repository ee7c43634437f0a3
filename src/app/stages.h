// SPDX-License-Identifier: Apache-2.0
// Private to app: the stages of the route, in its order.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/app.h"

namespace zonegate::app {

// parallel.cpp: runs with at most `jobs` threads (0 = all).
overlay::ParallelFor parallel_for(int jobs);

// plane_option.cpp
geom::Plane plane_of(const std::string& area);

// What every stage needs to know.
struct Route {
  Screening& s;
  const ScreenOptions& options;
  const geom::Plane& plane;
  const Progress& progress;
  overlay::ParallelFor parallel;
};
void say(const Progress& progress, std::string_view stage, std::size_t done = 0, std::size_t total = 0);

// inputs.cpp
std::string joined(const config::Mistakes& mistakes);
void load_everything(const Route& route);
void describe_run(const Route& route);  // what is known of it before any result
void note_inputs(const Route& route);

// overrides_stage.cpp: reads the table of --overrides; Error (usage) with every mistake that can be told before anything is measured.
void load_overrides(const Route& route);
// Takes note of the decisions that have a finding, and in the end refuses the others: Error (usage).
class OverrideCheck {
 public:
  explicit OverrideCheck(const Route& route) : route_(route) {}
  void look_at(const std::vector<report::ProjectResult>& results);
  void refuse_unused() const;

 private:
  const Route& route_;
  config::Mistakes unused_;
};

// checklist_stage.cpp: reads the table of --rates; Error (usage) with every mistake.
void load_rates(const Route& route);

// unit_names.cpp: what the layers call the units that the official system names by code alone, of projects without geometry.
void name_units(const Route& route);

// select_stage.cpp
void select_rules(const Route& route);
void plan_measures(const Route& route);

// Some projects of a block on their way through the stages: so many that all threads have work, so few that their results take little room.
struct Piece {
  std::size_t from = 0, to = 0;  // of ProjectSet::projects
  std::vector<report::ProjectResult> results;
  std::vector<std::vector<overlay::Evidence>> evidence;  // of each
};

// blocks.cpp: cuts the run into blocks, each with one pass over the layers, and these into pieces.
class ProjectBlocks {
 public:
  explicit ProjectBlocks(const Route& route);
  std::optional<Piece> next();  // nullopt at the end
  const overlay::Nearby& nearby() const { return *nearby_; }
  void report_layers() const;  // what they were, for run.json

 private:
  void open_block();
  const Route& route_;
  overlay::Projects all_;
  overlay::LayerReader reader_;
  std::optional<overlay::Nearby> nearby_;
  std::size_t to_ = 0, at_ = 0;  // end of the block, next project
};

// raster_stage.cpp: puts what the plan asks of rasters into the facts of a project, and the answers of these layers. From any thread.
class RasterStage {
 public:
  explicit RasterStage(const Route& route);
  ~RasterStage();
  void fill(const catalog::Project& project, facts::ProjectFacts& facts) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// judge_stage.cpp
verdict::Subject subject_of(const catalog::Project& project, const facts::ProjectFacts& facts);
facts::ProjectFacts measure(const Route& route, const overlay::Nearby& nearby, const RasterStage& rasters,
                            const catalog::Project& project);
void measure(const Route& route, const overlay::Nearby& nearby, const RasterStage& rasters, Piece& piece);
void judge(const Route& route, Piece& piece);

// relief_choice.cpp: the ground that a finding's rule would have to be left, so that it says less.
struct Choice {
  std::vector<overlay::Leave> leaves;
  std::string reason;  // whole_region, no_help: no ground would do; withheld: nothing may be said of it
  std::set<std::string> kinds;  // of layers that it rests on
  std::optional<double>
      measured_m2;  // of a single measure of area over statutory layers: what was measured there
};
// nullopt: the finding does not rest on place.
std::optional<Choice> choose_leaves(const Screening& s, const verdict::Finding& finding,
                                    const report::ProjectResult& result);
// relief_stage.cpp: for each conflict of place of a project the part to give up, and the verdict on the rest; its drawings.
void relieve(const Route& route, const overlay::Nearby& nearby, const RasterStage& rasters, Piece& piece);

// draw_stage.cpp, maps.cpp
void draw(const Route& route, const overlay::Nearby& nearby, const std::vector<bool>& maps, Piece& piece);
std::vector<report::MapShape> draw_map(const Route& route, const report::ProjectResult& result,
                                       const overlay::Nearby& nearby,
                                       const std::vector<overlay::Evidence>& evidence);

// carbon_stage.cpp
class CarbonStage {
 public:
  explicit CarbonStage(
      const Route& route);  // reads the factors, and the scenario: Error (usage) with every mistake
  ~CarbonStage();
  void account(const overlay::Nearby& nearby, Piece& piece);
  void report() const;  // issues and inputs, into the run

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

void hand_over(const Route& route, Piece& piece, ResultSink& sink);
// Totals, once no result changes any more.
void count(const Route& route);

}  // namespace zonegate::app
