// SPDX-License-Identifier: Apache-2.0
//
// The order of the checks. The counties come first, since codes and places are compared with them; a data set is kept in memory only while some other one is to be
// laid over it.
#include <algorithm>
#include <array>
#include <string_view>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

using Kept = std::vector<std::unique_ptr<Data>>;

std::vector<const Data*> of_kind(const Kept& kept, std::string_view kind) {
  std::vector<const Data*> found;
  for (const auto& data : kept)
    if (data->layer->kind == kind) found.push_back(data.get());
  return found;
}

void learn_counties(Work& work) {
  std::set<std::string> doubtful;
  for (const Data* admin : work.admin) {
    for (const auto& county : admin->features) {
      const auto code = county.fields.find("code"), name = county.fields.find("name");
      if (code == county.fields.end() || is_unknown(code->second)) continue;
      if (name == county.fields.end() || is_unknown(name->second)) continue;
      const std::string c = to_text(code->second), n = to_text(name->second);
      work.county_names[c] = n;
      const auto [at, fresh] = work.counties.emplace(n, c);
      if (!fresh && at->second != c) doubtful.insert(n);
    }
  }
  for (const auto& name : doubtful) work.counties.erase(name);
}

bool is_raster(const catalog::Layer& layer) {
  const auto* kind = schema::find_kind(layer.kind);
  return kind && kind->geometry == schema::Geometry::raster;
}

bool wanted(const Work& work, std::string_view kind) {
  const auto& kinds = work.options.kinds;
  return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// A kind that another one is laid over is read for it, even if nobody asks about itself.
bool needed(const Work& work, std::string_view kind) {
  if (wanted(work, kind) || kind == "admin") return true;
  constexpr std::array<std::string_view, 3> kListed = {"zone_list", "zone_unit", "zone_element"};
  const auto among = [&](std::string_view one) { return kind == one; };
  if (std::any_of(kListed.begin(), kListed.end(), among) &&
      std::any_of(kListed.begin(), kListed.end(), [&](std::string_view one) { return wanted(work, one); }))
    return true;
  return (kind == "zone_unit" && wanted(work, "redline")) ||
         ((kind == "pbf" || kind == "redline" || kind == "udb") &&
          (wanted(work, "pbf") || wanted(work, "redline") || wanted(work, "udb")));
}

bool kept_for_others(const Work& work, const catalog::Layer& layer) {
  for (const char* kind : {"admin", "zone_unit", "zone_element", "zone_list", "redline", "pbf", "udb", "pa"})
    if (layer.kind == kind) return true;
  return std::count_if(work.set.layers.begin(), work.set.layers.end(), [&](const catalog::Layer& other) {
           return other.kind == layer.kind && in_force(other, work.options.as_of);
         }) > 1;
}

void read_one(Work& work, const catalog::Layer& layer, Kept& kept, Summary& summary) {
  if (is_raster(layer)) {
    look_raster(work, layer);
    summary.examined = true;
    return;
  }
  auto data = std::make_unique<Data>(read_data(work, layer));
  data->layer = &layer;
  summary.examined = data->readable;
  summary.features = data->rows;
  const auto* kind = schema::find_kind(layer.kind);
  if (kind && kind->geometry == schema::Geometry::table && data->readable) look_table(work, layer);
  if (kind && kind->tiles && in_force(layer, work.options.as_of)) look_tiles(work, *data);
  if (kept_for_others(work, layer) && in_force(layer, work.options.as_of)) kept.push_back(std::move(data));
}

void lay_over_each_other(Work& work, const Kept& kept) {
  look_redline(work, of_kind(kept, "redline"), of_kind(kept, "zone_unit"));
  look_lists(work, of_kind(kept, "zone_list"), of_kind(kept, "zone_unit"), of_kind(kept, "zone_element"));
  constexpr std::pair<const char*, const char*> kApart[] = {
      {"pbf", "redline"}, {"pbf", "udb"}, {"redline", "udb"}};
  for (const auto& [one, other] : kApart)
    for (const Data* a : of_kind(kept, one))
      for (const Data* b : of_kind(kept, other)) look_apart(work, *a, *b);
  const auto areas = of_kind(kept, "pa");
  for (std::size_t i = 0; i < areas.size(); ++i)
    for (std::size_t j = i; j < areas.size(); ++j) look_protected(work, *areas[i], *areas[j]);
  for (const auto& kind : schema::kinds())
    if (wanted(work, kind.key)) look_versions(work, of_kind(kept, kind.key));
}

void count(Report& report) {
  std::map<std::string, Summary*> by_id;
  for (auto& layer : report.layers) by_id[layer.layer] = &layer;
  for (const auto& f : report.findings) {
    const auto at = by_id.find(f.layer);
    if (at == by_id.end()) continue;
    auto& s = *at->second;
    ++(f.severity == Severity::error ? s.errors : f.severity == Severity::warning ? s.warnings : s.notes);
  }
}

}  // namespace

Report check(const catalog::LayerSet& set, const Kinds& kinds, const config::Mistakes& mistakes,
             const Options& options) {
  Findings found;
  Work work{set, kinds, options, geom::Plane::equal_area(), found, {}, {}, {}};
  Report report;
  look_manifests(work, mistakes);
  std::vector<const catalog::Layer*> order;
  for (const auto& layer : set.layers)
    if (needed(work, layer.kind)) order.push_back(&layer);
  std::stable_partition(order.begin(), order.end(), [](const auto* l) { return l->kind == "admin"; });
  Kept kept;
  std::map<std::string, Summary> summaries;
  for (const auto* layer : order) {
    Summary summary{layer->id, layer->kind, layer->file, layer->title};
    read_one(work, *layer, kept, summary);
    if (layer->kind == "admin") {
      work.admin = of_kind(kept, "admin");
      learn_counties(work);
    }
    if (wanted(work, layer->kind)) summaries[layer->id] = std::move(summary);
  }
  lay_over_each_other(work, kept);
  for (const auto& layer : set.layers)
    if (const auto at = summaries.find(layer.id); at != summaries.end()) report.layers.push_back(at->second);
  report.findings = found.finish(set, options);
  count(report);
  return report;
}

}  // namespace zonegate::audit
