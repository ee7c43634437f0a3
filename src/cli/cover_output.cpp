// SPDX-License-Identifier: Apache-2.0
#include "cli/cover_output.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/change_output.h"
#include "cli/raster_options.h"
#include "io/io.h"

namespace zonegate::cli {
namespace {

using Json = nlohmann::ordered_json;
using cover::UnitCover;

constexpr double kTiny = 1e-9;  // of a unit: borders that two polygons share

// Percent of the land; low counts no ground of which it is not known, high counts all of it.
struct Percent {
  double low = 0, high = 0;
};
Percent percent(double forest, double open, double land) {
  if (land <= 0) return {std::nan(""), std::nan("")};
  const double rest = open > kTiny * land ? open : 0;
  return {100 * std::max(0.0, forest) / land, 100 * std::max(0.0, forest + rest) / land};
}
Percent before(const UnitCover& u) { return percent(u.before[0], u.open_before(), u.land_m2); }
Percent after(const UnitCover& u) { return percent(u.forest_after(), u.open_after(), u.land_m2); }

std::string span(const Percent& p, int digits) {
  const std::string low = fixed(p.low, digits), high = fixed(p.high, digits);
  return low == high ? low : low + " .. " + high;
}

// yes, no, or not known.
std::string meets(const UnitCover& u, const cover::Target& t) {
  const Percent p = after(u);
  return p.low >= t.percent ? "yes" : p.high < t.percent ? "no" : "not_known";
}

// Numbers of a unit with the names of their columns.
std::vector<std::pair<std::string, double>> numbers(const UnitCover& u) {
  const Percent b = before(u), a = after(u);
  return {{"land_ha", hectares(u.land_m2)},
          {"forest_before_ha", hectares(u.before[0])},
          {"maybe_before_ha", hectares(u.before[1])},
          {"not_forest_before_ha", hectares(u.before[2])},
          {"no_data_ha", hectares(u.before[3])},
          {"cover_before_low", b.low},
          {"cover_before_high", b.high},
          {"permanent_loss_ha", hectares(u.permanent)},
          {"permanent_of_open_ha", hectares(u.permanent_maybe)},
          {"temporary_loss_ha", hectares(u.temporary)},
          {"temporary_of_open_ha", hectares(u.temporary_maybe)},
          {"temporary_regrown_ha", hectares(u.regrown)},
          {"planted_ha", hectares(u.planted)},
          {"planted_of_open_ha", hectares(u.planted_maybe)},
          {"planted_young_ha", hectares(u.young)},
          {"forest_after_ha", hectares(u.forest_after())},
          {"cover_after_low", a.low},
          {"cover_after_high", a.high},
          {"change_points", a.low - b.low}};
}

Json unit_json(const UnitCover& u, const cover::Definition& d) {
  Json out{{"code", u.code}, {"name", u.name}};
  for (const auto& [name, value] : numbers(u)) out[name] = number_or_null(value);
  const auto* t = d.target_of(u.code);
  out["target_region"] = t ? Json(t->region) : Json();
  out["target_percent"] = t ? Json(t->percent) : Json();
  out["target_year"] = t ? Json(t->year) : Json();
  out["distance_low"] = t ? number_or_null(after(u).low - t->percent) : Json();
  out["distance_high"] = t ? number_or_null(after(u).high - t->percent) : Json();
  out["meets_target"] = t ? Json(meets(u, *t)) : Json();
  return out;
}

bool trusted(const std::string& status) { return status == "seen" || status == "cross-checked"; }

std::string csv_row(const UnitCover& u, const cover::Definition& d, const char* kind) {
  std::string out = fmt::format("{},{},{}", kind, app::csv_cell(u.code), app::csv_cell(u.name));
  for (const auto& [name, value] : numbers(u)) out += "," + (std::isnan(value) ? "" : shortest(value));
  if (const auto* t = d.target_of(u.code))
    out +=
        fmt::format(",{},{},{},{},{},{}", t->region, shortest(t->percent), t->year,
                    shortest(after(u).low - t->percent), shortest(after(u).high - t->percent), meets(u, *t));
  else
    out += ",,,,,,";
  return out + "\n";
}

std::string text_row(const UnitCover& u, const cover::Definition& d, bool zh) {
  const auto* t = d.target_of(u.code);
  std::string out =
      padded(u.name, 14) + padded(fixed(hectares(u.land_m2), 0), 10) + padded(span(before(u), 2), 17) +
      padded(fixed(-hectares(u.permanent), 2), 11) + padded(fixed(-hectares(u.temporary), 2), 11) +
      padded("+" + fixed(hectares(u.planted + u.planted_maybe), 2), 10) + padded(span(after(u), 2), 17);
  if (!t) return out + "\n";
  const Percent p = after(u);
  const std::string word = meets(u, *t);
  out += padded(fixed(t->percent, 1), 7) + padded(span({p.low - t->percent, p.high - t->percent}, 2), 18);
  return out +
         (word == "yes"  ? (zh ? "达到" : "met")
          : word == "no" ? (zh ? "未达到" : "not met")
                         : (zh ? "不能确定" : "not known")) +
         "\n";
}

}  // namespace

bool is_demo_data(const std::string& path) {
  const auto manifest = std::filesystem::path(path).replace_extension(".yaml");
  if (!std::filesystem::exists(manifest)) return false;
  const std::string text = io::read_file(manifest.string());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    if ((line.starts_with("title:") || line.starts_with("source:")) &&
        line.find("演示数据") != std::string::npos)
      return true;
    at = end + 1;
  }
  return false;
}

void finish_cover(CoverReport& r) {
  std::map<std::string, UnitCover> cities;
  for (const auto& u : r.units) {
    auto& city = cities[u.code.substr(0, 4)];
    city.code = u.code.size() >= 4 ? u.code.substr(0, 4) + "00" : u.code;
    city.add(u);
  }
  for (auto& [prefix, city] : cities) {
    const auto* t = r.definition->target_of(city.code);
    city.name = t && t->region == city.code ? t->name : city.code;
    r.cities.push_back(city);
  }
  const auto add = [&](const char* code, Severity s, const std::string& what, const std::string& hint) {
    r.issues.push_back({code, s, r.data, "", "", what, hint, std::nullopt});
  };
  for (const auto& u : r.units)
    if (u.before[3] > kTiny * u.land_m2)
      add("cover.no_data", Severity::warning,
          u.name + " (" + u.code + "): of " + fixed(hectares(u.before[3]), 4) +
              " ha nothing is known; cover is an interval",
          r.data.ends_with(".tif")
              ? "give a raster that reaches over the unit, and a row in classes.csv for each class"
              : "say --complete if ground without a stand is no forest");
  double maybe = 0;
  for (const auto& u : r.units) maybe += u.before[1];
  if (maybe > 0)
    add("cover.class_open", Severity::warning,
        "classes that may be forest or not: " + fixed(hectares(maybe), 4) +
            " ha (shrub, stands without canopy); cover is an interval",
        "give data that tell shrub specially ruled by the state from other shrub, and the canopy of stands");
  std::string weak;
  for (const auto& [key, p] : r.definition->parameters)
    if (!trusted(p.status)) weak += (weak.empty() ? "" : ", ") + key;
  for (const auto& t : r.definition->targets)
    if (!trusted(t.status)) weak += (weak.empty() ? "" : ", ") + ("target of " + t.name);
  if (!weak.empty())
    add("cover.unverified", Severity::warning, "not verified: " + weak,
        "see source and status in the folder of indicators, and mend them there");
}

std::string cover_csv(const CoverReport& r) {
  std::string out = "kind,code,name";
  for (const auto& [name, unused] : numbers(UnitCover{})) out += "," + name;
  out += ",target_region,target_percent,target_year,distance_low,distance_high,meets_target\n";
  for (const auto& u : r.units) out += csv_row(u, *r.definition, "unit");
  for (const auto& u : r.cities) out += csv_row(u, *r.definition, "city");
  return out;
}

std::string cover_json(const CoverReport& r) {
  Json out{{"year", r.year},
           {"data", r.data},
           {"complete", r.complete},
           {"demo", r.demo},
           {"projects", r.projects}};
  out["area_basis"] = geom::Plane::equal_area().description();
  out["definition"] = Json::object();
  for (const auto& [key, p] : r.definition->parameters)
    out["definition"][key] = {
        {"value", p.value}, {"unit", p.unit}, {"source", p.source}, {"status", p.status}};
  out["targets"] = Json::array();
  for (const auto& t : r.definition->targets)
    out["targets"].push_back({{"region", t.region},
                              {"name", t.name},
                              {"percent", t.percent},
                              {"year", t.year},
                              {"source", t.source},
                              {"status", t.status}});
  out["units"] = Json::array();
  for (const auto& u : r.units) out["units"].push_back(unit_json(u, *r.definition));
  out["cities"] = Json::array();
  for (const auto& u : r.cities) out["cities"].push_back(unit_json(u, *r.definition));
  out["issues"] = Json::array();
  for (const auto& i : r.issues) out["issues"].push_back({{"code", i.code}, {"message", to_line(i)}});
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string cover_text(const CoverReport& r, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string out = zh ? fmt::format("森林覆盖率（%）：{} 年前后，{}\n", r.year, r.data)
                       : fmt::format("forest cover (%) before and in {}, {}\n", r.year, r.data);
  out += padded(zh ? "单位" : "unit", 14) + padded(zh ? "土地 ha" : "land ha", 10) +
         padded(zh ? "现状 %" : "before %", 17) + padded(zh ? "永久 ha" : "taken ha", 11) +
         padded(zh ? "临时 ha" : "for a time", 11) + padded(zh ? "造林 ha" : "planted", 10) +
         padded(zh ? "占用后 %" : "after %", 17) + padded(zh ? "目标" : "target", 7) +
         padded(zh ? "距目标" : "distance", 18) + "\n";
  for (const auto& u : r.units) out += text_row(u, *r.definition, zh);
  for (const auto& u : r.cities) out += text_row(u, *r.definition, zh);
  if (r.demo)
    out += zh ? "  演示数据：数值不代表任何真实情况\n"
              : "  演示数据: invented data, the figures mean nothing real\n";
  double regrown = 0, young = 0;
  for (const auto& u : r.cities) regrown += u.regrown, young += u.young;
  if (regrown > 0)
    out += fmt::format("  {}: {} ha\n", zh ? "临时占用后已恢复成林" : "taken for a time, forest again",
                       fixed(hectares(regrown), 2));
  if (young > 0)
    out += fmt::format("  {}: {} ha\n", zh ? "已造林、尚不计入" : "planted, does not count yet",
                       fixed(hectares(young), 2));
  for (const auto& t : r.definition->targets)
    out += zh ? fmt::format("  目标（{}，{} 年）{} %：{}［{}］\n", t.name, t.year, shortest(t.percent),
                            t.source, t.status)
              : fmt::format("  target ({}, {}) {} %: {} [{}]\n", t.name, t.year, shortest(t.percent),
                            t.source, t.status);
  return out;
}

}  // namespace zonegate::cli
