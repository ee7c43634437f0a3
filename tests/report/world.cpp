// SPDX-License-Identifier: Apache-2.0
#include "world.h"

#include <limits>

namespace zonegate::report {
namespace {

catalog::Layer layer(const std::string& id, const std::string& kind, const std::string& zh,
                     catalog::Disclosure d = catalog::Disclosure::full) {
  catalog::Layer l;
  l.id = id;
  l.kind = kind;
  l.title = {zh, id + " in English"};
  l.version = "2023";
  l.publisher = "雅安市生态环境局";
  l.file = "layers/" + id + ".gpkg";
  l.disclosure = d;
  l.demo = true;
  return l;
}

facts::FeatureFact redline_fact() {
  facts::FeatureFact f;
  f.kind = "redline";
  f.layer_id = "yaan-redline";
  f.feature_id = "HX-7";
  f.part_id = "A-1";
  f.fields = {{"name", std::string("二郎山片区")},
              {"zone", std::string("一般控制区")},
              {"code", std::string("5118.25")}};
  f.overlap_m2 = 41234.5678, f.bound_m2 = 0.0001, f.net_m2 = 41234.5678;
  f.share_part = 0.2512345678, f.share_feature = 0.0001234567;
  f.length_m = 0;
  f.distance_m = 0.0;
  f.band = facts::Band::overlap;
  f.width_m = 187.654, f.margin_m = 187.654, f.accuracy_m = 7.071;
  return f;
}

facts::FeatureFact farmland_fact() {
  facts::FeatureFact f;
  f.kind = "pbf";
  f.layer_id = "yaan-pbf";
  f.feature_id = "=2+3";
  f.part_id = "A-1";
  f.overlap_m2 = 9876.54321, f.net_m2 = 9000.25;
  f.share_part = 0.06, f.share_feature = 1;
  f.distance_m = 0.0;
  f.band = facts::Band::boundary;
  f.certain = false;
  f.width_m = 3.2, f.margin_m = 3.2, f.accuracy_m = 5.1;
  return f;
}

verdict::Finding redline_finding() {
  verdict::Finding f;
  f.rule = "RL-01";
  f.title = {"占用生态保护红线", "Ecological red line"};
  f.outcome = f.worst_possible = Outcome::prohibited;
  f.certain = true;
  f.instrument = {
      "自然资源部 生态环境部 国家林业和草原局关于加强生态保护红线管理的通知（试行）（自然资发〔2022〕142号）",
      "Notice on red lines"};
  f.instrument_key = "cn-redline-2022";
  f.clause = "一、（一）";
  f.verified = true;
  f.measures = {{"inside", "m2", expr::Span::exact(41234.5678), 41234.5678, 1, "", "redline", {}}};
  f.features = {0};
  f.action = {"调出生态保护红线", "move out of the red line"};
  f.not_claimed = {"major_national", "redline_activity"};
  f.trace = {{0, "branch 1: prohibited", expr::Truth::yes},
             {1, "inside > 0 (inside = 41234.5678)", expr::Truth::yes}};
  return f;
}

verdict::Finding farmland_finding() {
  verdict::Finding f;
  f.rule = "FM-01";
  f.title = {"占用永久基本农田", "Permanent basic farmland"};
  f.outcome = Outcome::undetermined;
  f.worst_possible = Outcome::prohibited;
  f.instrument = {"中华人民共和国土地管理法", "Land Administration Law"};
  f.clause = "第三十五条";
  f.boundary_grade = true;
  f.note = {"条文待核对", "text to be checked"};
  f.measures = {{"farmland",
                 "m2",
                 expr::Span::more_than(0),
                 9876.54321,
                 0.75,
                 "pbf: coverage ends inside the footprint",
                 "pbf",
                 {}}};
  f.features = {1};
  f.unknown = {"industry", "layer:pbf"};
  f.trace = {{0, "branch 1: prohibited", expr::Truth::unknown},
             {1, "farmland > 0 (farmland = more than 0)", expr::Truth::unknown}};
  return f;
}

facts::LayerAnswer answer(const std::string& kind, const std::string& id, facts::LayerState state,
                          double share) {
  facts::LayerAnswer a;
  a.kind = kind;
  a.layer_id = id;
  a.state = state;
  a.examined_share = share;
  a.mandatory = true;
  return a;
}

carbon::Account account() {
  carbon::Account a;
  carbon::ClassStock forest{
      10, {"有林地", "Forest"}, Hectares(12.34567), {}, TonnesC(1500.12345), "IPCC 2006", "demo"};
  forest.stock[0] = TonnesC(900.5);
  forest.stock[4] = TonnesC(599.62345);
  a.classes = {forest};
  a.stock = {TonnesC(900.5), TonnesC(0), TonnesC(0), TonnesC(0), TonnesC(599.62345)};
  a.loss = {TonnesC(900.5), TonnesC(0), TonnesC(0), TonnesC(0), TonnesC(59.96)};
  a.stock_total = TonnesC(1500.12345);
  a.loss_total = TonnesC(960.46);
  a.loss_co2e = to_co2e(a.loss_total);
  a.area = Hectares(12.34567);
  a.without_density = Hectares(0.5);
  a.unknown_classes = {77};
  a.missing_pools = {"litter of class 10"};
  a.unverified = true;
  a.loss_by_role = {{schema::Role::permanent, TonnesC(960.46)}};
  a.density_file = "landcover_density.csv";
  return a;
}

geom::Polygon square(double lon, double lat, double half) {
  return {{{lon - half, lat - half},
           {lon + half, lat - half},
           {lon + half, lat + half},
           {lon - half, lat + half}},
          {}};
}

std::vector<MapShape> shapes() {
  using Kind = MapShape::Kind;
  std::vector<MapShape> out = {
      {Kind::county, "天全县", "admin", false, {{}, {{{102.0, 29.5}, {103.5, 30.5}}}, {}}},
      {Kind::layer, "生态保护红线", "redline", true, {{square(102.62, 30.01, 0.012)}, {}, {}}},
      {Kind::layer, "永久基本农田", "pbf", true, {{square(102.585, 29.99, 0.006)}, {}, {}}},
      {Kind::layer, "河流", "river_line", true, {{}, {{{102.5, 29.98}, {102.58, 30.0}, {102.7, 30.03}}}, {}}},
      {Kind::footprint, "A-1", "", false, {{square(102.6, 30.0, 0.011)}, {}, {}}},
      {Kind::overlap,
       "RL-01",
       "redline",
       true,
       {{{{{102.608, 29.998}, {102.611, 29.998}, {102.611, 30.011}, {102.608, 30.011}}, {}}}, {}, {}}},
      {Kind::give_up, "", "pbf;redline", false, {{square(102.608, 30.001, 0.002)}, {}, {}}},
      {Kind::crossing, "ZN-02", "river_line", true, {{}, {{{102.589, 30.002}, {102.611, 30.008}}}, {}}},
      {Kind::nearest, "PA-03", "pa", true, {{}, {{{102.589, 29.989}, {102.57, 29.975}}}, {}}},
      {Kind::uncovered, "", "pbf", true, {{square(102.594, 30.006, 0.004)}, {}, {}}}};
  return out;
}

catalog::Project project(const std::string& id, const std::string& name) {
  catalog::Project p;
  p.project_id = id;
  p.name = name;
  p.file = "projects.gpkg";
  p.as_of = {2026, 9, 1};
  p.regions = {"510000", "511800", "511825"};
  return p;
}

Relief redline_relief() {
  Relief r;
  r.rules = {"RL-01"};
  r.best = true;
  r.give_up_m2 = 41275.3125, r.share = 0.2517000001, r.remaining_m2 = 122811.546, r.margin_m = 0.375;
  r.pair = verdict::Pair{Outcome::conditional, Outcome::conditional};
  r.headline = {"有条件（FM-04）", "Conditional (FM-04)"};
  r.unchanged = {"stated_area_ha"};
  r.parts = {"A-1"};
  r.kinds = {"redline"};
  return r;
}

// An item and a tier over the red line, and a fee with a total.
verdict::ChecklistAnswer checklist() {
  const verdict::MeasureValue inside{"inside",  "m2", expr::Span::exact(41234.5678), 41234.5678, 1, "",
                                     "redline", {}};
  verdict::ChecklistItemAnswer item;
  item.id = "line";
  item.title = {"生态保护红线", "Red line"};
  item.evidence = {"叠置结果", "Overlay"};
  item.state = rules::ItemState::involved;
  item.measures = {inside};
  verdict::ChecklistTiers tiers;
  tiers.possible = {{"national", "", {"十公顷以上", "10 ha"}, {"国务院", "State Council"}, true}};
  tiers.measures = {inside};
  rules::FeeRow row;
  row.id = "arbor";
  row.title = {"乔木林地", "Tree land"};
  row.area_lo = row.area_hi = 765432;
  row.rate_cents = 1250;
  row.factor_lo = 1'000'000;
  row.factor_hi = 2'000'000;
  row.cents_lo = 9567900;
  row.cents_hi = 19135800;
  row.document = "=某财1号";
  verdict::ChecklistFee fee;
  fee.answer.rows = {row};
  fee.answer.total_lo = 9567900;
  fee.answer.total_hi = 19135800;
  fee.asks = {"commercial"};
  verdict::ChecklistAnswer a;
  a.id = "a-list";
  a.title = {"清单", "List"};
  a.items = {item};
  a.tiers = tiers;
  a.fee = fee;
  return a;
}

ProjectResult full_result() {
  ProjectResult r;
  r.facts.parts = {{"A-1", schema::Role::permanent, 164123.456, "EPSG:4543", 164086.864, 0.001, 0, true},
                   {"A-2", schema::Role::temporary, 2000.004, "EPSG:4543", 1999.5549, 0.001, 0, true},
                   {"A-3", schema::Role::tunnel, 0, "EPSG:4543", 0, 0, 1234.567, true}};
  r.facts.area_planar_m2 = 166123.46;
  r.facts.area_ellipsoidal_m2 = 166086.4189;
  r.facts.planar_crs = "EPSG:4543";
  r.facts.features = {redline_fact(), farmland_fact()};
  r.verdict.outcome = r.verdict.worst_possible = Outcome::prohibited;
  r.verdict.headline = {"禁止（RL-01）；永久基本农田未全部核查",
                        "Prohibited (RL-01); farmland not fully examined"};
  r.verdict.findings = {redline_finding(), farmland_finding()};
  r.verdict.silent = {
      {"PA-03",
       {"自然保护区核心区", "Reserve core"},
       "no branch holds: core = 0",
       {{0, "branch 1: prohibited", expr::Truth::no}, {1, "core > 0 (core = 0)", expr::Truth::no}}},
      {"RL-05",
       {"红线距离", "Distance to the red line"},
       "no branch holds: gap = 41.875",
       {{0, "gap < 10 (gap = 41.875)", expr::Truth::no}}}};
  auto hit = answer("redline", "yaan-redline", facts::LayerState::hit, 1);
  hit.nearest_m = 0.0;
  auto clear = answer("pa", "yaan-pa", facts::LayerState::clear, 1);
  clear.nearest_m = 2345.6789, clear.bearing = 222.0, clear.nearest_feature = "喇叭河";
  clear.search_distance_m = 5000;
  auto partly = answer("pbf", "yaan-pbf", facts::LayerState::partly_covered, 0.75);
  partly.reason_code = "coverage", partly.reason = "the coverage ends inside the footprint";
  r.verdict.layers = {hit, clear, partly};
  r.verdict.unknown = {"industry", "layer:pbf"};
  r.verdict.not_supplied = {"heritage"};
  r.checklists = {checklist()};
  r.carbon = account();
  r.relief = {redline_relief()};
  r.map = shapes();
  Issue repaired{"geometry.repaired",
                 Severity::warning,
                 "layers/yaan-redline.gpkg",
                 "yaan-redline",
                 "HX-7",
                 "Self-intersection at 102.6240, 29.2324",
                 "check it",
                 SquareMetres(12.75)};
  r.issues = {repaired};
  return r;
}

ProjectResult open_result() {
  ProjectResult r;
  r.facts.parts = {{"B", schema::Role::permanent, 0, "", 0, 0, 0, false}};
  r.verdict.headline = {"待定；生态保护红线未核查，最严可能为禁止",
                        "Undetermined; red line not examined, worst possible: Prohibited"};
  auto missing = answer("redline", "", facts::LayerState::not_examined, 0);
  missing.reason_code = "missing", missing.reason = "no layer of kind redline was supplied";
  r.verdict.layers = {missing};
  r.verdict.unknown = {"layer:redline"};
  r.carbon_reason = "no part that occupies ground has an area";
  return r;
}

void add_rules(rules::RuleBook& book) {
  for (const auto& [id, name, kind] :
       {std::tuple("PA-03", "core", "pa"), {"RL-01", "inside", "redline"}, {"RL-05", "gap", "redline"}}) {
    rules::Rule rule;
    rule.id = id;
    facts::Measure m;
    m.layer = kind;
    rule.measures[name] = m;
    book.rules.push_back(rule);
  }
}

}  // namespace

std::unique_ptr<World> make_world(catalog::Disclosure redline) {
  auto w = std::make_unique<World>();
  w->layers.layers = {layer("yaan-pa", "pa", "自然保护地（演示数据）"),
                      layer("yaan-pbf", "pbf", "永久基本农田（演示数据）"),
                      layer("yaan-redline", "redline", "生态保护红线（演示数据）", redline)};
  add_rules(w->book);
  w->projects = {project("P01", "天全抽水蓄能电站"), project("P02", "芦山光伏"),
                 project("=cmd|' /C calc'!A0", kHostile)};
  w->projects[0].attributes = {{"project_type", std::string("pumped_storage")},
                               {"stated_area_ha", 16.6},
                               {"linear", false},
                               {"adds_pollutants", std::vector<std::string>{"COD", "TP"}}};
  w->projects[2].status = catalog::Status::failed;
  w->projects[2].status_reason = "no usable part";
  w->run.projects = {full_result(), open_result(), open_result()};
  w->run.projects[2].verdict.headline = {std::string("待定 ") + kHostile, std::string("open ") + kHostile};
  for (std::size_t i = 0; i < 3; ++i) w->run.projects[i].project = &w->projects[i];
  w->run.layers = &w->layers;
  w->run.rules = &w->book;
  w->run.info.program_version = "0.1.0";
  w->run.info.as_of = {2026, 9, 1};
  w->run.info.area_basis = "ellipsoidal (CGCS2000, equal-area)";
  w->run.info.demo = true;
  w->run.info.inputs = {{"layer", "layers/yaan-redline.gpkg", std::string(64, 'a'), std::string(64, 'b')},
                        {"projects", "projects.gpkg", std::string(64, 'c'), ""}};
  w->run.info.counts = {{"projects", 3}, {"failed", 1}};
  w->run.info.libraries = {{"GEOS", "3.11.1"}};
  w->run.issues = {
      {"layer.accuracy_assumed", Severity::note, "", "yaan-pa", "", "no accuracy_m; 5 m is taken", "", {}}};
  return w;
}

}  // namespace zonegate::report
