// SPDX-License-Identifier: Apache-2.0
//
// Carbon of the ground that a project occupies. Roles are made disjoint in the order of strictness: the area of a role is that of the union up to
// it less that of the union before it, both by exact pixel coverage, so overlapping parts count once and the roles add to the whole.
#include <tbb/enumerable_thread_specific.h>

#include <array>
#include <filesystem>
#include <optional>

#include "app/stages.h"
#include "carbon/carbon.h"
#include "io/io.h"
#include "zonal/zonal.h"

namespace zonegate::app {
namespace {

using schema::Role;
// Two sums of 10^9 m2 differ by some 1e-7 m2 of rounding; a class of which only that is left was not met at all.
constexpr double kCrumb = 1e-6;
constexpr std::array kOrder = {Role::permanent, Role::reservoir, Role::temporary,
                               Role::camp,      Role::spoil,     Role::borrow};

struct Factors {
  carbon::DensityTable densities;
  carbon::LossTable losses;
};

std::map<long long, SquareMetres> less(const std::map<long long, SquareMetres>& now,
                                       const std::map<long long, SquareMetres>& before) {
  auto out = now;
  for (const auto& [code, area] : before) out[code] -= area;
  std::erase_if(out, [](const auto& item) { return !(item.second.value > kCrumb); });
  return out;
}

std::vector<carbon::RoleAreas> role_areas(const catalog::Project& project, io::RasterSource& raster,
                                          const geom::Plane& plane, std::vector<Issue>& issues) {
  std::vector<carbon::RoleAreas> areas;
  std::vector<const geom::Figure*> figures;
  zonal::ClassAreas before;
  for (const Role role : kOrder) {
    const std::size_t count = figures.size();
    for (const auto& part : project.parts) {
      if (part.role == role && part.figure->has_area()) figures.push_back(part.figure.get());
    }
    if (figures.size() == count) continue;
    zonal::ClassAreas now = zonal::class_areas(raster, figures, plane);
    issues.insert(issues.end(), now.issues.begin(), now.issues.end());
    areas.push_back({role, less(now.by_class, before.by_class), now.nodata - before.nodata,
                     now.outside - before.outside, now.total - before.total});
    before = std::move(now);
  }
  return areas;
}

void account_one(report::ProjectResult& result, io::RasterSource& raster, const Factors& factors,
                 const geom::Plane& plane) {
  if (!result.facts.fault.empty()) {
    result.carbon_reason = result.facts.fault;
    return;
  }
  const auto areas = role_areas(*result.project, raster, plane, result.issues);
  if (areas.empty()) {
    result.carbon_reason = "no part that occupies ground has an area";
    return;
  }
  result.carbon = carbon::account(areas, factors.densities, factors.losses);
  for (auto& issue : result.carbon->issues) result.issues.push_back(issue);
}

void no_carbon(Screening& s, const std::string& reason) {
  for (auto& result : s.run.projects) {
    if (!result.carbon) result.carbon_reason = reason;
  }
}

Factors read_factors(Screening& s, const ScreenOptions& options, const catalog::Layer& layer) {
  namespace fs = std::filesystem;
  const std::string folder = (fs::path(options.rules) / "factors").string();
  const std::string densities = layer.densities.empty() ? folder + "/landcover_density.csv" : layer.densities;
  const std::string losses = folder + "/occupation_loss.csv";
  Factors factors{carbon::read_densities(densities, s.run.issues), carbon::read_losses(losses, s.run.issues)};
  for (const auto& file : {densities, losses})
    s.run.info.inputs.push_back({"factor", file, io::sha256_file(file), ""});
  return factors;
}

// Projects whose as_of chooses this raster.
void account_layer(Screening& s, const ScreenOptions& options, const catalog::Layer& layer,
                   const std::vector<std::size_t>& who, const geom::Plane& plane, const Progress& progress) {
  const Factors factors = read_factors(s, options, layer);
  tbb::enumerable_thread_specific<std::optional<io::RasterSource>> rasters;
  rasters.local().emplace(layer.file);  // fails here, once, if the file cannot be opened
  parallel_for(options.jobs)(who.size(), [&](std::size_t i) {
    auto& raster = rasters.local();
    if (!raster) raster.emplace(layer.file);
    auto& result = s.run.projects[who[i]];
    try {
      account_one(result, *raster, factors, plane);
    } catch (const Error& error) {
      result.carbon_reason = error.what();
      result.issues.push_back({"carbon.not_computed", Severity::error, layer.file, layer.id,
                               result.project->project_id, error.what(), error.hint(), std::nullopt});
    }
  });
  say(progress, "carbon", who.size(), s.run.projects.size());
}

}  // namespace

void account_carbon(Screening& s, const ScreenOptions& options, const geom::Plane& plane,
                    const Progress& progress) {
  say(progress, "carbon", 0, s.run.projects.size());
  std::map<std::string, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < s.run.projects.size(); ++i) {
    const auto choice = catalog::choose(s.layers, "landcover", s.run.projects[i].project->as_of);
    if (choice.layers.size() == 1) {
      groups[choice.layers.front()->id].push_back(i);
    } else {
      s.run.projects[i].carbon_reason =
          choice.layers.empty() ? choice.reason : "several land-cover layers are in force on that day";
    }
  }
  for (const auto& [id, who] : groups) {
    try {
      account_layer(s, options, *s.layers.find(id), who, plane, progress);
    } catch (const Error& error) {
      s.run.issues.push_back({"carbon.not_computed", Severity::error, s.layers.find(id)->file, id, "",
                              error.what(), error.hint(), std::nullopt});
      for (const std::size_t i : who) {
        if (!s.run.projects[i].carbon) s.run.projects[i].carbon_reason = error.what();
      }
    }
  }
  if (groups.empty() && !s.run.projects.empty() && s.run.projects.front().carbon_reason.empty())
    no_carbon(s, "no land-cover layer");
}

}  // namespace zonegate::app
