// SPDX-License-Identifier: Apache-2.0
#include "cli/stock_output.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/raster_options.h"
#include "io/io.h"

namespace zonegate::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kNormal95 = 1.959963984540054;
const double kNone = std::nan("");

double co2e(double tc) { return to_co2e(TonnesC(tc)).value; }
double ha(SquareMetres a) { return to_hectares(a).value; }

std::string name_of(const StockTexts& texts, long long code) {
  const auto at = texts.classes.find(code);
  return at == texts.classes.end() ? "" : at->second;
}

// t C of a pool; NaN where no class of the polygon has a value for it.
double pool_of(const carbon::Account& a, std::size_t pool) {
  const bool any = std::any_of(a.classes.begin(), a.classes.end(),
                               [&](const carbon::ClassStock& c) { return c.stock[pool].has_value(); });
  return any ? a.stock[pool].value : kNone;
}

double classed(const carbon::Account& a) { return (a.area - a.nodata - a.outside).value; }

struct Interval {
  double sd = kNone, low = kNone, high = kNone;
};
Interval interval_of(const app::BiomassStock& b, double rho) {
  const auto sd = b.sd(rho);
  if (!sd) return {};
  const double half = kNormal95 * sd->value, mid = b.total().value;
  return {sd->value, std::max(0.0, mid - half), mid + half};
}

template <class List>
std::string joined(const List& list) {
  return fmt::format("{}", fmt::join(list, "; "));
}

// One number of a zone, with its column.
using Numbers = std::vector<std::pair<std::string, double>>;

void add_table_numbers(const app::ZoneStock& z, Numbers& out) {
  const auto& a = z.account;
  const bool any = z.has_figure();
  out.emplace_back("classed_ha", any ? classed(a) : kNone);
  out.emplace_back("no_density_ha", any ? a.without_density.value : kNone);
  out.emplace_back("nodata_ha", any ? a.nodata.value : kNone);
  out.emplace_back("outside_ha", any || z.status == "outside" ? a.outside.value : kNone);
  for (const auto pool : carbon::kPools)
    out.emplace_back(std::string(carbon::to_string(pool)) + "_tc",
                     any ? pool_of(a, static_cast<std::size_t>(pool)) : kNone);
  out.emplace_back("total_tc", any ? a.stock_total.value : kNone);
  out.emplace_back("total_tco2e", any ? co2e(a.stock_total.value) : kNone);
}

void add_biomass_numbers(const app::ZoneStock& z, double rho, Numbers& out) {
  const bool any = z.has_figure() && z.biomass;
  const app::BiomassStock b = z.biomass.value_or(app::BiomassStock{});
  const Interval i = any ? interval_of(b, rho) : Interval{};
  const auto add = [&](const char* name, double v) { out.emplace_back(name, any ? v : kNone); };
  add("biomass_ha", ha(b.with_value));
  add("biomass_nodata_ha", ha(b.without_value));
  // Edges that bend between reference systems make some 1e-6 of an area; that is nothing outside.
  const double rest = ha(z.area) - ha(b.with_value) - ha(b.without_value);
  add("biomass_outside_ha", rest > 1e-4 * ha(z.area) ? rest : 0);
  add("biomass_no_factor_ha", ha(b.without_factor));
  add("biomass_above_tc", b.above.value);
  add("biomass_below_tc", b.below.value);
  add("biomass_total_tc", b.total().value);
  add("biomass_total_tco2e", co2e(b.total().value));
  add("biomass_sd_tc", i.sd);
  add("biomass_low_tc", i.low);
  add("biomass_high_tc", i.high);
}

Numbers numbers_of(const app::ZoneStock& z, const StockTexts& texts) {
  Numbers out{{"area_ha", ha(z.area)}};
  if (!texts.table.empty()) add_table_numbers(z, out);
  if (!texts.biomass.empty()) add_biomass_numbers(z, texts.sd_correlation, out);
  return out;
}

Json class_json(const carbon::ClassStock& c, const StockTexts& texts) {
  Json row{{"class", c.code}, {"name", name_of(texts, c.code)}, {"area_ha", c.area.value}};
  for (const auto pool : carbon::kPools) {
    const auto& stock = c.stock[static_cast<std::size_t>(pool)];
    row[std::string(carbon::to_string(pool)) + "_tc"] = stock ? Json(stock->value) : Json();
  }
  const bool any = std::any_of(c.stock.begin(), c.stock.end(), [](const auto& s) { return s.has_value(); });
  row["total_tc"] = any ? Json(c.total.value) : Json();
  row["status"] = c.status;
  return row;
}

Json zone_json(const app::ZoneStock& z, const StockTexts& texts) {
  Json out = Json::object();
  for (const auto& [name, number] : numbers_of(z, texts)) out[name] = number_or_null(number);
  if (texts.table.empty()) return out;
  out["unknown_classes"] = z.account.unknown_classes;
  out["missing_pools"] = z.account.missing_pools;
  out["unverified"] = z.account.unverified;
  out["by_class"] = Json::array();
  for (const auto& c : z.account.classes) out["by_class"].push_back(class_json(c, texts));
  return out;
}

std::string own_field(const std::string& field) {
  return field == "unknown_classes" || field == "missing_pools" ? "zone_" + field : field;
}

// All classes of the run, with what their columns are called: the name, and the number where it has none or shares it.
std::map<long long, std::string> class_columns(const app::StockReport& report, const StockTexts& texts) {
  std::map<long long, std::string> names;
  for (const auto& c : report.total.account.classes)
    names[c.code] = name_of(texts, c.code).empty() ? std::to_string(c.code) : name_of(texts, c.code);
  std::map<std::string, int> uses;
  for (const auto& [code, name] : names) ++uses[name];
  for (auto& [code, name] : names)
    if (uses[name] > 1) name += " (" + std::to_string(code) + ")";
  return names;
}

}  // namespace

StockTable stock_table(const app::StockReport& report, const StockTexts& texts) {
  StockTable out;
  for (const auto& field : texts.fields) out.table.fields.push_back(own_field(field));
  if (!texts.table.empty()) {
    out.table.fields.emplace_back("unknown_classes");
    out.table.fields.emplace_back("missing_pools");
  }
  const auto columns = class_columns(report, texts);
  const auto column = [&](const std::string& name) {
    app::ZonalColumn c;
    c.stat.stat = zonal::Stat::sum;
    c.stat.name = name;
    out.table.columns.push_back(c);
    out.table.classes.emplace_back();
  };
  for (const auto& [name, unused] : numbers_of(report.total, texts)) column(name);
  for (const auto& [code, name] : columns) {
    column("area_ha_" + name);
    column("total_tc_" + name);
  }
  for (const auto& z : report.zones) {
    app::ZonalRow row;
    row.zone = z.zone;
    row.status = z.status;
    if (!texts.table.empty()) {
      row.zone.fields.emplace_back(joined(z.account.unknown_classes));
      row.zone.fields.emplace_back(joined(z.account.missing_pools));
    }
    for (const auto& [name, number] : numbers_of(z, texts)) row.numbers.push_back(number);
    for (const auto& one : columns) {
      const long long code = one.first;
      const auto& list = z.account.classes;
      const auto at = std::find_if(list.begin(), list.end(), [&](const auto& c) { return c.code == code; });
      const bool there = at != list.end();
      const bool unknown = there && std::none_of(at->stock.begin(), at->stock.end(),
                                                 [](const auto& s) { return s.has_value(); });
      const double none = z.has_figure() ? 0 : kNone;
      row.numbers.push_back(there ? at->area.value : none);
      row.numbers.push_back(unknown ? kNone : there ? at->total.value : none);
    }
    row.by_value.resize(row.numbers.size());
    out.rows.push_back(std::move(row));
  }
  return out;
}

std::string stock_long_csv(const app::StockReport& report, const StockTexts& texts) {
  std::string out = "id";
  for (const auto& field : texts.fields) out += "," + app::csv_cell(field == "id" ? "zone_id" : field);
  out += ",status,class,name,area_ha";
  for (const auto pool : carbon::kPools) out += "," + std::string(carbon::to_string(pool)) + "_tc";
  out += ",total_tc,total_tco2e,factor_status\n";
  for (const auto& z : report.zones) {
    std::string head = app::csv_cell(z.zone.id);
    for (const auto& field : z.zone.fields)
      head += "," + (is_unknown(field) ? "" : app::csv_cell(to_text(field)));
    head += "," + z.status;
    if (z.account.classes.empty()) out += head + std::string(11, ',') + "\n";
    for (const auto& c : z.account.classes) {
      out += fmt::format("{},{},{},{}", head, c.code, app::csv_cell(name_of(texts, c.code)),
                         shortest(c.area.value));
      bool any = false;
      for (const auto& stock : c.stock) {
        out += "," + (stock ? shortest(stock->value) : "");
        any = any || stock;
      }
      out += any ? "," + shortest(c.total.value) + "," + shortest(co2e(c.total.value)) : ",,";
      out += "," + app::csv_cell(c.status) + "\n";
    }
  }
  return out;
}

std::string stock_json(const app::StockReport& report, const StockTexts& texts) {
  Json out = Json::object();
  out["land_cover"] = texts.cover;
  out["table"] = texts.table;
  out["edition"] = report.total.account.edition;
  if (!texts.biomass.empty())
    out["biomass"] = {{"raster", texts.biomass},
                      {"sd_raster", texts.sd},
                      {"factors", texts.factors},
                      {"sd_correlation", texts.sd_correlation}};
  out["area_basis"] = report.area_basis;
  out["edges"] = report.edges;
  out["inputs"] = Json::array();
  for (const auto& file : texts.files)
    out["inputs"].push_back({{"file", file}, {"sha256", io::sha256_file(file)}});
  out["alignment"] = Json::array();
  for (const auto& [file, how] : report.alignment) out["alignment"].push_back({{"file", file}, {"how", how}});
  out["zones"] = Json::array();
  for (const auto& z : report.zones) {
    Json row{{"id", z.zone.id}};
    Json fields = Json::object();
    for (std::size_t k = 0; k < texts.fields.size(); ++k)
      fields[texts.fields[k]] = is_unknown(z.zone.fields[k]) ? Json() : Json(to_text(z.zone.fields[k]));
    if (!fields.empty()) row["fields"] = fields;
    row["status"] = z.status;
    row.update(zone_json(z, texts));
    out["zones"].push_back(std::move(row));
  }
  app::ZoneStock total = report.total;
  total.status = "complete";  // its numbers are sums, whatever they lack
  out["total"] = zone_json(total, texts);
  out["checks"] = Json::array();
  for (const auto& c : report.checks)
    out["checks"].push_back({{"check", c.what.en},
                             {"left", c.left},
                             {"right", c.right},
                             {"gap", c.gap},
                             {"limit", c.limit},
                             {"good", c.good()}});
  out["issues"] = Json::array();
  for (const auto& i : report.issues) out["issues"].push_back({{"code", i.code}, {"message", to_line(i)}});
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string stock_text(const app::StockReport& report, const StockTexts& texts, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::map<std::string, std::size_t> states;
  for (const auto& z : report.zones) ++states[z.status];
  std::string out = fmt::format("{} {}", report.zones.size(), zh ? "个多边形" : "polygons");
  for (const auto& [state, n] : states) out += fmt::format(", {} {}", state, n);
  out += "\n";
  const auto& t = report.total;
  const auto line = [&](const char* chinese, const char* english, const std::string& value) {
    out += fmt::format("  {}: {}\n", zh ? chinese : english, value);
  };
  const auto stock = [](double tc) { return fixed(tc, 1) + " t C (" + fixed(co2e(tc), 1) + " t CO2e)"; };
  line("面积", "area", fixed(ha(t.area), 4) + " ha");
  if (!texts.table.empty()) {
    const auto& a = t.account;
    line("按表碳储量", "stock by the table", stock(a.stock_total.value));
    for (const auto pool : carbon::kPools) {
      const double tc = pool_of(a, static_cast<std::size_t>(pool));
      if (!std::isnan(tc))
        out += fmt::format("    {}: {} t C\n", zh ? carbon::chinese(pool) : carbon::to_string(pool),
                           fixed(tc, 1));
    }
    if (a.without_density.value > 0)
      line("表中没有的地类", "classes without a row",
           fixed(a.without_density.value, 4) + " ha: " + joined(a.unknown_classes));
    if (a.nodata.value > 0) line("无值像元", "cells without a value", fixed(a.nodata.value, 4) + " ha");
    if (a.outside.value > 0) line("栅格之外", "beyond the raster", fixed(a.outside.value, 4) + " ha");
    if (a.unverified)
      line("状态", "status",
           zh ? "含未核实的密度（见 status 列）" : "rests on densities that are not verified");
  }
  if (t.biomass) {
    line("按生物量栅格", "stock by the biomass raster", stock(t.biomass->total().value));
    const Interval i = interval_of(*t.biomass, texts.sd_correlation);
    if (!std::isnan(i.sd))
      line("95% 区间", "95 % interval",
           fixed(i.low, 1) + " .. " + fixed(i.high, 1) + " t C (rho " + shortest(texts.sd_correlation) + ")");
  }
  for (const auto& c : report.checks)
    out += fmt::format("  {} {}: {} = {}{}\n", c.good() ? "ok   " : "WRONG", c.what.in(lang),
                       fixed(c.left, 6), fixed(c.right, 6),
                       fmt::format(fmt::runtime(zh ? "（相差 {:.1e}）" : " (differ by {:.1e})"), c.gap));
  return out;
}

}  // namespace zonegate::cli
