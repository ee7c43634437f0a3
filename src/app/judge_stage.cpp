// SPDX-License-Identifier: Apache-2.0
//
// Facts and verdicts of the projects of one piece, each on its own.
#include "app/stages.h"

namespace zonegate::app {

verdict::Subject subject_of(const catalog::Project& project, const facts::ProjectFacts& facts) {
  verdict::Subject subject;
  subject.project_id = project.project_id;
  subject.attributes = project.attributes;
  subject.regions = project.regions;
  subject.as_of = project.as_of;
  subject.failed = project.status == catalog::Status::failed;
  subject.partial = project.status == catalog::Status::partial;
  subject.status_reason = project.status_reason;
  if (!facts.fault.empty()) {
    subject.failed = true;
    subject.status_reason += (subject.status_reason.empty() ? "" : "; ") + facts.fault;
  }
  return subject;
}

namespace {

void judge_one(const Screening& s, std::size_t number, report::ProjectResult& result) {
  const std::vector<verdict::Override> none;
  const auto& project = *result.project;
  const auto overrides = s.overrides.find(project.project_id);
  const auto subject = subject_of(project, result.facts);
  result.verdict = verdict::decide(subject, result.facts, s.plan, s.rules_for(number), s.book,
                                   overrides == s.overrides.end() ? none : overrides->second);
  result.checklists = verdict::answer_checklists(subject, result.facts, s.plan, result.verdict,
                                                 s.checklists_for(number), s.book, s.rates);
  result.issues = project.issues;
}

}  // namespace

facts::ProjectFacts measure(const Route& route, const overlay::Nearby& nearby, const RasterStage& rasters,
                            const catalog::Project& project) {
  const overlay::MeasureInput input{route.s.plan, route.s.layers, route.plane,
                                    [&route] { say(route.progress, {}); }};
  auto facts = overlay::measure(project, input, nearby);
  rasters.fill(project, facts);
  return facts;
}

void measure(const Route& route, const overlay::Nearby& nearby, const RasterStage& rasters, Piece& piece) {
  const auto& projects = route.s.projects.projects;
  say(route.progress, "measuring", piece.from, projects.size());
  piece.results.resize(piece.to - piece.from);
  route.parallel(piece.results.size(), [&](std::size_t i) {
    const auto& project = projects[piece.from + i];
    piece.results[i].project = &project;
    piece.results[i].facts = measure(route, nearby, rasters, project);
  });
}

void judge(const Route& route, Piece& piece) {
  auto& projects = route.s.projects.projects;
  say(route.progress, "judging", piece.from, projects.size());
  route.parallel(piece.results.size(),
                 [&](std::size_t i) { judge_one(route.s, piece.from + i, piece.results[i]); });
  for (std::size_t i = 0; i < piece.results.size(); ++i) {
    const auto& result = piece.results[i];
    ++route.s.worst[result.verdict.worst_possible];
    if (result.facts.fault.empty()) continue;
    auto& project = projects[piece.from + i];
    project.status = catalog::Status::failed;
    project.status_reason += (project.status_reason.empty() ? "" : "; ") + result.facts.fault;
  }
}

void hand_over(const Route& route, Piece& piece, ResultSink& sink) {
  say(route.progress, "writing", piece.from, route.s.projects.projects.size());
  Results results;
  results.projects = std::move(piece.results);
  for (auto& drawn : piece.evidence)
    std::move(drawn.begin(), drawn.end(), std::back_inserter(results.evidence));
  sink.take(std::move(results), route.parallel);
}

}  // namespace zonegate::app
