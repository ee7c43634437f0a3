// SPDX-License-Identifier: Apache-2.0
//
// Footprints against one another. Idea: all parts are held with an index; each asks for those behind it in the file, so every pair is measured once, by the same
// measures as files against files. Parts of one project are no pair. Where a project has several parts, or several projects hang together, sums of pairs would
// count ground twice: such pairs and clusters are measured as regions (slab measure), and where that would take minutes, limits are given instead: the union
// is at most the sum of areas less the largest overlap, and at least that sum less all overlaps, or the largest area.
// Cost: the index, one measure for each pair whose boxes meet, one region for each cluster.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "app/footprints.h"

namespace zonegate::app {
namespace {

using review::Ground;

// How far a re-measured area may lie from the stated one: the step of its rounding, and the last digits of degrees along the outline.
double tolerance(double area_m2) { return 0.011 + 4e-6 * std::sqrt(std::abs(area_m2)); }

class PairFinder {
 public:
  PairFinder(const geom::Plane& plane, const PairFile& file, const HeldSide& held,
             const std::vector<FootprintPart>& parts)
      : a_(file.crs_pointer(), plane),
        b_(file.crs_pointer(), plane),
        pair_(plane, a_, b_),
        held_(held),
        parts_(parts) {}

  std::vector<PartPair> operator()(std::size_t i) {
    constexpr double kReach = 0.02;  // plane metres: more than the touch band
    using Kind = overlay::PairFact::Kind;
    std::vector<PartPair> out;
    overlay::PairQuestion question;
    question.width = true;
    held_.index.query(held_.ready[i].box().grown(kReach, kReach), candidates_);
    for (const std::size_t j : candidates_) {
      if (j <= i) continue;
      const auto fact = pair_(held_.ready[i], held_.ready[j], question);
      if (!fact || fact->kind == Kind::touch || fact->kind == Kind::near) continue;
      const bool turned = parts_[j].project < parts_[i].project;
      out.push_back({turned ? j : i, turned ? i : j, *fact});
    }
    return out;
  }

 private:
  overlay::Preparer a_, b_;
  overlay::PairMeasure pair_;
  const HeldSide& held_;
  const std::vector<FootprintPart>& parts_;
  std::vector<std::size_t> candidates_;
};

Ground not_examined(const std::string& zh, const std::string& en) {
  Ground out;
  out.why = {zh, en};
  return out;
}

// Whose footprint each held feature is. Returns the project that results do not know; empty: none.
std::string assign(const HeldSide& held, const std::vector<review::StatedProject>& projects,
                   std::vector<FootprintPart>& parts) {
  std::unordered_map<std::string_view, std::size_t> at;
  for (std::size_t i = 0; i < projects.size(); ++i) at[projects[i].project_id] = i;
  for (const auto& feature : held.features) {
    std::string id = to_text(feature.fields[0]);
    const std::string part_id = to_text(feature.fields[1]);
    const auto found = at.find(id);
    if (found == at.end()) return id;
    const auto& stated = projects[found->second].parts;
    const auto part = std::find_if(stated.begin(), stated.end(),
                                   [&](const review::StatedPart& p) { return p.part_id == part_id; });
    FootprintPart out;
    out.project = found->second;
    out.area_m2 = feature.area_m2;
    out.known = part != stated.end();
    out.occupies = out.known && part->occupies;
    const auto written = as_number(feature.fields[2]);
    const bool as_written = !written || std::abs(*written - feature.area_m2) <= tolerance(feature.area_m2);
    const bool as_stated =
        !out.known || !part->area_ellipsoidal_m2 ||
        std::abs(*part->area_ellipsoidal_m2 - feature.area_m2) <= tolerance(feature.area_m2);
    out.agrees = out.known && as_written && as_stated;
    parts.push_back(out);
  }
  return {};
}

// Which projects are there as results state them.
std::vector<Ground::Project> compared(const std::vector<review::StatedProject>& projects,
                                      const std::vector<FootprintPart>& parts) {
  std::vector<Ground::Project> out(projects.size());
  std::vector<std::size_t> found(projects.size(), 0);
  std::vector<bool> good(projects.size(), true);
  for (const auto& part : parts) {
    ++found[part.project];
    good[part.project] = good[part.project] && part.agrees;
  }
  for (std::size_t i = 0; i < projects.size(); ++i)
    out[i].compared = good[i] && found[i] == projects[i].parts.size();
  return out;
}

std::vector<PartPair> find_pairs(const PairFile& file, const HeldSide& held, const geom::Plane& plane,
                                 const std::vector<FootprintPart>& parts, int jobs,
                                 std::vector<Ground::Project>& projects) {
  std::vector<std::vector<PartPair>> found(held.ready.size());
  std::vector<char> failed(held.ready.size(), 0);
  std::vector<Issue> issues;
  ask_about_all<PairFinder>(
      file, held, jobs, "overlaps of footprints",
      [&] { return std::make_unique<PairFinder>(plane, file, held, parts); },
      [&](PairFinder& finder, std::size_t i) {
        failed[i] = 1;
        found[i] = finder(i);
        failed[i] = 0;
      },
      issues);
  std::vector<PartPair> out;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (failed[i] != 0) projects[parts[i].project].compared = false;
    out.insert(out.end(), found[i].begin(), found[i].end());
  }
  return out;
}

// Only results can say which crs the evidence is in: it is written in EPSG:4490, whatever the run measured in.
Ground of_file(const GroundOptions& options, const std::vector<review::StatedProject>& projects,
               const Progress& progress) {
  PairOptions pairs;
  pairs.a = {options.evidence, "footprint", "", {"project_id", "part_id", "area_m2"}};
  pairs.area = options.area;
  pairs.jobs = options.jobs;
  pairs.prepared = false;
  PairFile file(pairs.a, pairs);
  const geom::Plane plane = plane_of(options.area);
  std::vector<Issue> issues;
  say(progress, "reading " + options.evidence);
  const HeldSide held = hold_side(file, plane, {options.jobs, kNoLimit, {}}, issues);
  const bool broken =
      std::any_of(issues.begin(), issues.end(), [](const Issue& i) { return i.severity == Severity::error; });
  if (broken)
    return not_examined("evidence.gpkg 未能完整读取：" + issues.front().message,
                        "evidence.gpkg could not be read in full: " + issues.front().message);
  std::vector<FootprintPart> parts;
  const std::string stranger = assign(held, projects, parts);
  if (!stranger.empty())
    return not_examined(
        "evidence.gpkg 不属于本次运行：其中的项目 " + stranger + " 不在 results.jsonl 中",
        "evidence.gpkg is of another run: its project " + stranger + " is not in results.jsonl");
  Ground out;
  out.examined = true;
  out.projects = compared(projects, parts);
  say(progress, "overlaps of footprints");
  const auto found = find_pairs(file, held, plane, parts, options.jobs, out.projects);
  join_footprints({file, held, plane, parts, found}, out);
  return out;
}

}  // namespace

review::Ground measure_ground(const GroundOptions& options,
                              const std::vector<review::StatedProject>& projects, const Progress& progress) {
  if (!std::filesystem::exists(options.evidence))
    return not_examined("运行文件夹中没有 evidence.gpkg", "the run folder holds no evidence.gpkg");
  try {
    return of_file(options, projects, progress);
  } catch (const Error& error) {
    return not_examined(std::string("evidence.gpkg 无法使用：") + error.what(),
                        std::string("evidence.gpkg cannot be used: ") + error.what());
  }
}

}  // namespace zonegate::app
