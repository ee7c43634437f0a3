// SPDX-License-Identifier: Apache-2.0
//
// Carbon of the ground that a project occupies. Roles are made disjoint in the order of strictness: the area of a role is that of the union up to
// it less that of the union before it, both by exact pixel coverage, so overlapping parts count once and the roles add to the whole.
#include <tbb/enumerable_thread_specific.h>

#include <array>
#include <filesystem>
#include <optional>
#include <set>

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

using Rasters = tbb::enumerable_thread_specific<std::optional<io::RasterSource>>;

// A land-cover layer that some project's day chooses, with what is multiplied by its areas; or why it cannot be used.
struct Cover {
  const catalog::Layer* layer = nullptr;
  Factors factors;
  std::string fault;
  Rasters rasters;
};

}  // namespace

struct CarbonStage::Impl {
  explicit Impl(const Route& r) : route(r) {}
  const Route& route;
  std::map<std::string, Cover> covers;  // by layer id
  std::vector<Issue> issues;
  std::vector<report::InputFile> inputs;
  std::string no_cover;  // why no project has one, where the catalog gives no reason

  void open(Cover& cover) {
    namespace fs = std::filesystem;
    const std::string folder = (fs::path(route.options.rules) / "factors").string();
    const auto& layer = *cover.layer;
    const std::string densities =
        layer.densities.empty() ? folder + "/landcover_density.csv" : layer.densities;
    const std::string losses = folder + "/occupation_loss.csv";
    try {
      cover.factors = {carbon::read_densities(densities, issues), carbon::read_losses(losses, issues)};
      for (const auto& file : {densities, losses})
        inputs.push_back({"factor", file, io::sha256_file(file), ""});
      cover.rasters.local().emplace(layer.file);  // fails here, once, if the file cannot be opened
    } catch (const Error& error) {
      cover.fault = error.what();
      issues.push_back({"carbon.not_computed", Severity::error, layer.file, layer.id, "", error.what(),
                        error.hint(), std::nullopt});
    }
  }

  void account_one(report::ProjectResult& result, const catalog::Choice& choice) {
    if (choice.layers.size() != 1) {
      result.carbon_reason = !choice.layers.empty() ? "several land-cover layers are in force on that day"
                             : no_cover.empty()     ? choice.reason
                                                    : no_cover;
      return;
    }
    auto& cover = covers.at(choice.layers.front()->id);
    if (!cover.fault.empty()) {
      result.carbon_reason = cover.fault;
      return;
    }
    try {
      auto& raster = cover.rasters.local();
      if (!raster) raster.emplace(cover.layer->file);
      zonegate::app::account_one(result, *raster, cover.factors, route.plane);
    } catch (const Error& error) {
      result.carbon_reason = error.what();
      result.issues.push_back({"carbon.not_computed", Severity::error, cover.layer->file, cover.layer->id,
                               result.project->project_id, error.what(), error.hint(), std::nullopt});
    }
  }
};

CarbonStage::CarbonStage(const Route& route) : impl_(std::make_unique<Impl>(route)) {
  const auto& s = route.s;
  say(route.progress, "carbon");
  std::set<Date> days;
  for (const auto& project : s.projects.projects) days.insert(project.as_of);
  for (const Date day : days) {
    const auto choice = catalog::choose(s.layers, "landcover", day);
    if (choice.layers.size() == 1) impl_->covers[choice.layers.front()->id].layer = choice.layers.front();
  }
  for (auto& [id, cover] : impl_->covers) impl_->open(cover);
  const auto first = catalog::choose(s.layers, "landcover", s.projects.projects.front().as_of);
  if (impl_->covers.empty() && first.reason.empty()) impl_->no_cover = "no land-cover layer";
}

CarbonStage::~CarbonStage() = default;

void CarbonStage::account(Piece& piece) {
  const auto& route = impl_->route;
  say(route.progress, "carbon", piece.from, route.s.projects.projects.size());
  route.parallel(piece.results.size(), [&](std::size_t i) {
    auto& result = piece.results[i];
    impl_->account_one(result, catalog::choose(route.s.layers, "landcover", result.project->as_of));
  });
}

void CarbonStage::report() const {
  auto& run = impl_->route.s.run;
  run.issues.insert(run.issues.end(), impl_->issues.begin(), impl_->issues.end());
  run.info.inputs.insert(run.info.inputs.end(), impl_->inputs.begin(), impl_->inputs.end());
}

}  // namespace zonegate::app
