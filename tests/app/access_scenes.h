// SPDX-License-Identifier: Apache-2.0
//
// A screened world, asked about its units and the rows of its lists.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "world.h"

namespace zonegate::testing {

using verdict::RowWord;

inline const std::string kWest = "ZH51180230001", kEast = "ZH51180230002";
inline const std::string kBan = ",单元特性,空间布局约束,禁止开发建设活动的要求,,pv,prohibit,禁止光伏\n";

struct Ran {
  std::unique_ptr<app::Screening> s;
  const report::ProjectResult& result() const { return s->run.projects.at(0); }
  const verdict::Verdict& verdict() const { return result().verdict; }
  const facts::Access& access() const { return result().facts.access; }
  // Words of the rows of a place.
  std::vector<RowWord> words(const std::string& code) const {
    std::vector<RowWord> out;
    for (const auto& row : access().rows)
      if (to_text(row.row->fields.at("unit_code")) == code) out.push_back(verdict::conformity(row));
    return out;
  }
  const facts::LayerAnswer& layer(const std::string& kind) const {
    const auto& all = verdict().layers;
    return *std::find_if(all.begin(), all.end(), [&](const auto& a) { return a.kind == kind; });
  }
  // Of the project, or of the run.
  bool told(const std::string& code, const std::string& text = "") const {
    const auto is = [&](const Issue& i) {
      return i.code == code && i.message.find(text) != std::string::npos;
    };
    return std::any_of(result().issues.begin(), result().issues.end(), is) ||
           std::any_of(s->run.issues.begin(), s->run.issues.end(), is) ||
           std::any_of(s->projects.issues.begin(), s->projects.issues.end(), is);
  }
};

inline Ran run(const World& w) { return {w.screen()}; }
// With a table of official units.
inline Ran run(const World& w, const std::string& units) {
  const TempFolder folder;
  app::ScreenOptions options = w.write(folder);
  write_text(folder / "units.csv", units);
  options.reading.units = folder / "units.csv";
  return {app::screen(options)};
}

// With the names that columns have in the files of provinces.
inline Ran run_aliased(const World& w) {
  const TempFolder folder;
  app::ScreenOptions options = w.write(folder);
  options.kinds = std::string(ZONEGATE_SOURCE_DIR) + "/layers";
  return {app::screen(options)};
}

inline World with_codes(const std::string& codes) {
  World w;
  w.properties += R"(,"unit_codes":")" + codes + "\"";
  return w;
}

}  // namespace zonegate::testing
