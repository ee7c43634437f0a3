// SPDX-License-Identifier: Apache-2.0
//
// Block by block: measure all projects of the block, judge each, draw the evidence of each while its features are held, then let the block go.
#include <algorithm>
#include <map>

#include "app/stages.h"

namespace zonegate::app {
namespace {

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

struct Judged {
  report::ProjectResult result;
  std::vector<overlay::Evidence> evidence;
};

Judged judge_one(const Screening& s, const catalog::Project& project, const overlay::BlockFacts& block,
                 std::size_t i, const geom::Plane& plane) {
  Judged judged;
  auto& result = judged.result;
  result.project = &project;
  result.facts = block.facts[i];
  const auto overrides = s.overrides.find(project.project_id);
  result.verdict =
      verdict::decide(subject_of(project, result.facts), result.facts, s.plan, rules_for(s, project), s.book,
                      overrides == s.overrides.end() ? std::vector<verdict::Override>() : overrides->second);
  result.issues = project.issues;
  if (result.facts.fault.empty()) {  // what cannot be measured cannot be drawn in any time either
    judged.evidence = draw_evidence(s, result, block, plane);
    result.map = draw_map(s, result, block, judged.evidence, plane);
  }
  result.issues.insert(result.issues.end(), result.facts.issues.begin(), result.facts.issues.end());
  return judged;
}

void take(Screening& s, std::vector<Judged>& judged) {
  for (auto& one : judged) {
    auto& project = s.projects.projects[s.run.projects.size()];
    if (const auto& fault = one.result.facts.fault; !fault.empty()) {
      project.status = catalog::Status::failed;
      project.status_reason += (project.status_reason.empty() ? "" : "; ") + fault;
    }
    s.run.projects.push_back(std::move(one.result));
    std::move(one.evidence.begin(), one.evidence.end(), std::back_inserter(s.evidence));
  }
}

// A data set may be read for some blocks only (its version holds on their projects' days): what is wrong with it is said whenever it was read first.
using LayerIssues = std::map<std::string, std::vector<Issue>>;

void take_layers(Screening& s, const overlay::BlockFacts& block, LayerIssues& said) {
  for (const auto& [id, report] : block.reads) {
    s.run.info.layer_rows[id] = report.rows;
    if (report.readable) s.run.info.layer_datums[id] = report.datum_accuracy_m;
    said.try_emplace(id, report.issues);
  }
}

}  // namespace

void measure_and_judge(Screening& s, const ScreenOptions& options, const geom::Plane& plane,
                       const Progress& progress) {
  const auto parallel = parallel_for(options.jobs);
  const auto& projects = s.projects.projects;
  const overlay::MeasureInput input{s.plan, s.layers, plane};
  LayerIssues said;
  for (std::size_t from = 0; from < projects.size(); from += options.block) {
    const std::size_t to = std::min(projects.size(), from + options.block);
    overlay::Block block;
    for (std::size_t i = from; i < to; ++i) block.projects.push_back(&projects[i]);
    say(progress, "measuring", from, projects.size());
    const overlay::BlockFacts facts = overlay::measure(block, input, parallel);
    std::vector<Judged> judged(block.projects.size());
    parallel(judged.size(),
             [&](std::size_t i) { judged[i] = judge_one(s, *block.projects[i], facts, i, plane); });
    take(s, judged);
    take_layers(s, facts, said);
    say(progress, "measuring", to, projects.size());
  }
  for (const auto& [id, issues] : said) s.run.issues.insert(s.run.issues.end(), issues.begin(), issues.end());
}

}  // namespace zonegate::app
