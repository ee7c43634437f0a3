// SPDX-License-Identifier: Apache-2.0
//
// Names of units that the official system names by code alone, of projects without geometry: no feature of the layer is met there, though the layer has the name. Where a code
// has several names, in one data set or in several, none is taken. Cost: one pass over the layer, in runs that have such projects.
#include <map>
#include <set>

#include "app/stages.h"

namespace zonegate::app {
namespace {

struct Named {
  std::set<std::string> name, city, county;
};
using Wanted = std::map<const catalog::Layer*, std::map<std::string, Named>>;  // by code

std::string text_of(const Attributes& fields, std::string_view key) {
  const auto at = fields.find(key);
  return at == fields.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
}

const char* kind_of(const catalog::OfficialUnit& unit) {
  return schema::is_element_code(unit.code) ? "zone_element" : "zone_unit";
}

template <class Take>
void each_nameless(const Screening& s, catalog::ProjectSet& projects, const Take& take) {
  for (auto& project : projects.projects) {
    if (!project.parts.empty()) continue;
    for (auto& unit : project.units) {
      if (!unit.name.empty()) continue;
      for (const auto* layer : catalog::choose(s.layers, kind_of(unit), project.as_of).layers)
        take(*layer, unit);
    }
  }
}

void read_names(const Route& route, const catalog::Layer& layer, std::map<std::string, Named>& codes) {
  (void)catalog::read_layer(
      layer, route.s.layers.aliases, route.plane, [](const geom::Box&) { return true; },
      [&](catalog::FeatureRow&& row) {
        const auto at = codes.find(text_of(row.fields, "code"));
        if (at == codes.end()) return;
        const auto add = [&](std::set<std::string>& words, const char* key) {
          if (const std::string word = text_of(row.fields, key); !word.empty()) words.insert(word);
        };
        add(at->second.name, "name");
        add(at->second.city, "city");
        add(at->second.county, "county");
      });
}

}  // namespace

void name_units(const Route& route) {
  Wanted wanted;
  auto& projects = route.s.projects;
  each_nameless(route.s, projects, [&](const catalog::Layer& layer, const catalog::OfficialUnit& unit) {
    wanted[&layer][unit.code];
  });
  for (auto& [layer, codes] : wanted) read_names(route, *layer, codes);
  std::map<std::string, Named> found;
  for (const auto& [layer, codes] : wanted) {
    for (const auto& [code, named] : codes) {
      auto& all = found[code];
      all.name.insert(named.name.begin(), named.name.end());
      all.city.insert(named.city.begin(), named.city.end());
      all.county.insert(named.county.begin(), named.county.end());
    }
  }
  const auto fill = [](std::string& word, const std::set<std::string>& words) {
    if (word.empty() && words.size() == 1) word = *words.begin();
  };
  for (auto& project : projects.projects) {
    if (!project.parts.empty()) continue;
    for (auto& unit : project.units) {
      const auto at = found.find(unit.code);
      if (at == found.end() || !unit.name.empty()) continue;
      fill(unit.name, at->second.name);
      fill(unit.city, at->second.city);
      fill(unit.county, at->second.county);
    }
  }
}

}  // namespace zonegate::app
