// SPDX-License-Identifier: Apache-2.0
//
// Carbon of the ground that a project occupies: the plain account by land class, and with a scenario what the project takes, forgoes and gives back, year by
// year. Both rest on one area table (ground.h).
#include <tbb/enumerable_thread_specific.h>

#include <filesystem>
#include <optional>
#include <set>

#include "app/carbon_groups.h"
#include "app/ground_parts.h"
#include "app/stages.h"
#include "carbon/carbon.h"
#include "io/io.h"
#include "zonal/zonal.h"

namespace zonegate::app {
namespace {

namespace fs = std::filesystem;
using Draws = std::vector<carbon::NetDraws>;  // by scenario
using Rasters = tbb::enumerable_thread_specific<std::optional<io::RasterSource>>;

// A land-cover layer that some project's day chooses, with what is multiplied by its areas; or why it cannot be used.
struct Cover {
  const catalog::Layer* layer = nullptr;
  carbon::DensityTable densities;
  carbon::LossTable losses;
  std::unique_ptr<CarbonSetup> setup;  // with a scenario
  std::string fault;
  Rasters rasters;
};

bool may_use(const catalog::Layer* layer) {
  return layer && layer->disclosure != catalog::Disclosure::yes_no;
}

std::vector<GroundStand> stands_under(const report::ProjectResult& result, const catalog::LayerSet& layers,
                                      const overlay::Nearby& nearby) {
  std::map<std::pair<std::string, std::string>, GroundStand> found;
  for (const auto& fact : result.facts.features) {
    if (fact.kind != "forest" || !facts::is_hit(fact.band) || !may_use(layers.find(fact.layer_id))) continue;
    if (const auto* figure = nearby.figure(fact.layer_id, fact.feature_id))
      found[{fact.layer_id, fact.feature_id}] = {fact.layer_id, fact.feature_id, figure, &fact.fields};
  }
  std::vector<GroundStand> out;
  for (auto& [key, stand] : found) out.push_back(std::move(stand));
  return out;
}

// Why it is not known where stands are: their silence then says nothing of the forest there. Empty: all of them were looked at.
std::string stands_fault(const report::ProjectResult& result, const catalog::LayerSet& layers) {
  bool supplied = false, hidden = false;
  for (const auto& layer : layers.layers) {
    if (layer.kind != "forest") continue;
    supplied = true;
    hidden = hidden || !may_use(&layer);
  }
  if (!supplied) return "no layer of sub-compartments (小班) was supplied";
  if (hidden) return "a layer of sub-compartments (小班) may answer yes or no only";
  std::optional<double> examined;
  std::string reason;
  for (const auto& answer : result.facts.layers) {
    if (answer.kind != "forest") continue;
    if (!examined || answer.examined_share < *examined) reason = answer.reason;
    examined = std::min(examined.value_or(1), answer.examined_share);
  }
  if (examined && *examined >= 1) return {};
  return "sub-compartments (小班) were examined on " + fixed(100 * examined.value_or(0), 2) +
         " % of the footprint" + (reason.empty() ? "" : " (" + reason + ")");
}

void note_reach(report::ProjectResult& result, const std::string& fault) {
  if (fault.empty()) return;
  result.issues.push_back({"carbon.stands_do_not_reach", Severity::warning, result.project->file, "", "",
                           result.project->project_id + ": " + fault +
                               "; the land cover says what stands there, and the figures are not complete",
                           "supply the layer forest for the whole place", std::nullopt});
}

}  // namespace

struct CarbonStage::Impl {
  explicit Impl(const Route& r) : route(r) {}
  const Route& route;
  std::map<std::string, Cover> covers;         // by layer id
  std::unique_ptr<CarbonSetup> without_cover;  // with a scenario
  std::unique_ptr<CarbonGroups> groups;
  std::vector<Issue> issues;
  std::vector<report::InputFile> inputs;
  std::string no_cover;  // why no project has one, where the catalog gives no reason

  std::string factors() const { return (fs::path(route.options.rules) / "factors").string(); }
  void add_input(const std::string& role, const std::string& file) {
    inputs.push_back({role, file, io::sha256_file(file), ""});
  }

  void read_scenario() {
    const auto& o = route.options;
    if (o.scenario.empty()) return;
    const SetupFiles files{o.scenario,
                           factors() + "/library",
                           o.factors,
                           factors() + "/species_groups.csv",
                           factors() + "/landcover_density.csv",
                           o.kinds.empty() ? "" : (fs::path(o.kinds) / "forest.yaml").string()};
    without_cover = std::make_unique<CarbonSetup>();
    load_setup(files, *without_cover);
    // Ground without a stand has a density or none.
    auto& methods = without_cover->scenario.methods;
    if (std::find(methods.begin(), methods.end(), carbon::Method::density_table) == methods.end())
      methods.push_back(carbon::Method::density_table);
    route.s.scenario = std::make_shared<carbon::ScenarioFile>(without_cover->scenario);
    route.s.run.scenario = route.s.scenario.get();
    groups = std::make_unique<CarbonGroups>(*route.s.scenario);
    add_input("scenario", o.scenario);
    add_input("factor", files.species_groups);
    for (const auto& folder : {files.library, files.factors}) {
      if (folder.empty()) continue;
      std::set<std::string> tables;
      for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".csv") tables.insert(entry.path().string());
      for (const auto& table : tables) add_input("factor", table);
    }
  }

  std::unique_ptr<CarbonSetup> setup_with(const carbon::DensityTable& densities) const {
    auto setup = std::make_unique<CarbonSetup>(*without_cover);
    setup->densities = densities;
    setup->inputs.library = &setup->library;
    setup->inputs.densities = &setup->densities;
    return setup;
  }

  void open(Cover& cover) {
    const auto& layer = *cover.layer;
    const std::string densities =
        layer.densities.empty() ? factors() + "/landcover_density.csv" : layer.densities;
    const std::string losses = factors() + "/occupation_loss.csv";
    try {
      cover.densities = carbon::read_densities(densities, issues);
      cover.losses = carbon::read_losses(losses, issues);
      for (const auto& file : {densities, losses}) add_input("factor", file);
      if (without_cover) cover.setup = setup_with(cover.densities);
      cover.rasters.local().emplace(layer.file);  // fails here, once, if the file cannot be opened
    } catch (const Error& error) {
      cover.fault = error.what();
      issues.push_back({"carbon.not_computed", Severity::error, layer.file, layer.id, "", error.what(),
                        error.hint(), std::nullopt});
    }
  }

  // The one land cover of the project's day; null with a reason.
  Cover* cover_of(report::ProjectResult& result) {
    const auto choice = catalog::choose(route.s.layers, "landcover", result.project->as_of);
    if (choice.layers.size() != 1) {
      result.carbon_reason = !choice.layers.empty() ? "several land-cover layers are in force on that day"
                             : no_cover.empty()     ? choice.reason
                                                    : no_cover;
      return nullptr;
    }
    auto& cover = covers.at(choice.layers.front()->id);
    result.carbon_reason = cover.fault;
    return cover.fault.empty() ? &cover : nullptr;
  }

  void account_one(report::ProjectResult& result, const overlay::Nearby& nearby,
                   std::vector<overlay::Evidence>& evidence, Draws& draws) {
    if (!result.facts.fault.empty()) {
      result.carbon_reason = result.impact_reason = result.facts.fault;
      return;
    }
    Cover* cover = cover_of(result);
    if (!cover && !without_cover) return;
    try {
      measure_one(result, cover, nearby, evidence, draws);
    } catch (const Error& error) {
      result.carbon.reset();
      result.impact.reset();
      result.carbon_reason = result.impact_reason = error.what();
      result.issues.push_back({"carbon.not_computed", Severity::error, cover ? cover->layer->file : "",
                               cover ? cover->layer->id : "", result.project->project_id, error.what(),
                               error.hint(), std::nullopt});
    }
  }

  void measure_one(report::ProjectResult& result, Cover* cover, const overlay::Nearby& nearby,
                   std::vector<overlay::Evidence>& evidence, Draws& draws) {
    io::RasterSource* raster = nullptr;
    if (cover) {
      auto& own = cover->rasters.local();
      if (!own) own.emplace(cover->layer->file);
      raster = &*own;
    }
    std::vector<GroundStand> stands;
    if (without_cover) stands = stands_under(result, route.s.layers, nearby);
    Ground ground = measure_ground_table(*result.project, raster, stands, route.plane, result.issues);
    if (ground.roles.empty()) {
      result.carbon_reason = result.impact_reason = "no part that occupies ground has an area";
      return;
    }
    if (cover) {
      result.carbon = carbon::account(ground.roles, cover->densities, cover->losses);
      for (auto& issue : result.carbon->issues) result.issues.push_back(issue);
    }
    if (!without_cover) return;
    if (cover && !may_use(cover->layer)) {
      result.impact_reason = "the land cover layer answers yes or no only (disclosure: yes_no)";
      return;
    }
    follow(result, cover, std::move(ground), stands, evidence, draws);
  }

  void follow(report::ProjectResult& result, const Cover* cover, Ground ground,
              std::span<const GroundStand> stands, std::vector<overlay::Evidence>& evidence, Draws& draws) {
    auto& table = result.ground.emplace(std::move(ground.table));
    table.measured = SquareMetres(result.facts.area_ellipsoidal_m2);
    if (cover) table.raster_layer = cover->layer->id;
    if (table.contested.value > 0)
      result.issues.push_back({"carbon.stands_overlap", Severity::warning, result.project->file, "", "",
                               result.project->project_id + ": sub-compartments overlap on " +
                                   fixed(table.contested.value, 2) + " m2 of the footprint; the first counts",
                               "mend the layer forest", std::nullopt});
    const std::string unseen = stands_fault(result, route.s.layers);
    note_reach(result, unseen);
    const CarbonSetup& setup = cover ? *cover->setup : *without_cover;
    const GroundInputs asked{
        *result.project, result.facts, result.verdict, route.s.plan,
        route.s.book,    stands,       unseen,         cover ? std::string() : result.carbon_reason};
    result.impact = project_carbon(ground_parts(table, asked, setup), setup, draws);
    for (const auto& issue : result.impact->issues) result.issues.push_back(issue);
    if (result.impact->runs.empty()) result.impact_reason = "no part of it has a figure";
    show(result, ground, stands, evidence);
  }

  // Stands under the footprint, with their carbon, as evidence and on a map.
  void show(report::ProjectResult& result, const Ground& ground, std::span<const GroundStand> stands,
            std::vector<overlay::Evidence>& evidence) const {
    for (const auto& [at, role, figure] : ground.drawn) {
      const auto* layer = route.s.layers.find(stands[at].layer_id);
      if (!layer || layer->disclosure != catalog::Disclosure::full) continue;
      overlay::Evidence e;
      e.kind = overlay::EvidenceKind::stand;
      e.project_id = result.project->project_id;
      e.layer_id = stands[at].layer_id;
      e.feature_id = stands[at].feature_id;
      e.part_id = schema::to_string(role);
      e.lonlat = geom::to_lonlat(figure.shape, route.plane);
      e.area_m2 = geom::area(figure.area_edges()).value;
      for (const auto& row : result.ground->rows)
        if (row.role == role && row.layer_id == e.layer_id && row.stand == e.feature_id)
          e.measured_m2 += row.area.value;
      for (const auto& part : result.impact->parts) {
        if (!part.chosen || part.id != e.part_id + " " + e.layer_id + ":" + e.feature_id) continue;
        e.stratum = part.stratum;
        e.carbon_tc_ha = part.methods.estimates[*part.chosen].total();
      }
      report::MapShape shape;
      shape.kind = report::MapShape::Kind::stand;
      shape.label = e.stratum.substr(0, e.stratum.find(" / "));
      shape.layer_kind = "forest";
      shape.value = e.carbon_tc_ha;
      shape.demo = layer->demo;
      shape.lonlat = e.lonlat;
      result.carbon_map.push_back(std::move(shape));
      evidence.push_back(std::move(e));
    }
    if (result.carbon_map.empty()) return;
    for (const auto& part : result.project->parts) {
      report::MapShape shape;
      shape.kind = report::MapShape::Kind::footprint;
      shape.label = part.part_id;
      shape.lonlat = geom::to_lonlat(part.figure->shape, route.plane);
      result.carbon_map.push_back(std::move(shape));
    }
  }
};

CarbonStage::CarbonStage(const Route& route) : impl_(std::make_unique<Impl>(route)) {
  const auto& s = route.s;
  say(route.progress, "carbon");
  impl_->read_scenario();
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

void CarbonStage::account(const overlay::Nearby& nearby, Piece& piece) {
  const auto& route = impl_->route;
  say(route.progress, "carbon", piece.from, route.s.projects.projects.size());
  piece.evidence.resize(piece.results.size());
  std::vector<Draws> draws(piece.results.size());
  route.parallel(piece.results.size(), [&](std::size_t i) {
    if (impl_->groups) draws[i] = impl_->groups->draws();
    impl_->account_one(piece.results[i], nearby, piece.evidence[i], draws[i]);
  });
  if (!impl_->groups) return;
  for (std::size_t i = 0; i < piece.results.size(); ++i) impl_->groups->add(piece.results[i], draws[i]);
}

void CarbonStage::report() const {
  auto& run = impl_->route.s.run;
  if (impl_->groups) run.carbon_groups = impl_->groups->finish(impl_->issues);
  run.issues.insert(run.issues.end(), impl_->issues.begin(), impl_->issues.end());
  run.info.inputs.insert(run.info.inputs.end(), impl_->inputs.begin(), impl_->inputs.end());
}

}  // namespace zonegate::app
