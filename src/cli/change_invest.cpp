// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "cli/change_invest.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/change_output.h"
#include "io/io.h"

namespace zonegate::cli {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(const std::string& what, const std::string& remedy) {
  throw Error(ErrorKind::usage, what, remedy);
}

std::set<carbon::InvestFault> faults_of(const InvestOptions& o) {
  if (o.faults.empty()) return {carbon::kInvestFaults.begin(), carbon::kInvestFaults.end()};
  std::set<carbon::InvestFault> out;
  for (const auto& word : o.faults)
    for (const auto fault : carbon::kInvestFaults)
      if (to_string(fault) == word) out.insert(fault);
  return out;
}

long long class_of(double value) {
  if (value != std::floor(value) || std::abs(value) > 0x1p53)
    refuse("InVEST reads whole class numbers, the rasters have " + shortest(value),
           "reclassify both dates first (zonegate raster reclassify)");
  return static_cast<long long>(value);
}

std::string number_of(const std::optional<long long>& code) { return code ? std::to_string(*code) : ""; }

// Which cells a cause is about: "10 → 30", "10 → no value".
std::string pair_of(const carbon::InvestCause& c, bool zh) {
  if (!c.from && !c.to) return "";
  const std::string none = zh ? "无值" : "no value";
  return (c.from ? std::to_string(*c.from) : none) + " → " + (c.to ? std::to_string(*c.to) : none);
}

}  // namespace

void add_invest_options(CLI::App& sub, InvestOptions& o) {
  sub.add_option(
         "--compare", o.compare,
         "invest: what InVEST Carbon gives for the same files and table, and each difference explained")
      ->check(CLI::IsMember({"invest"}));
  sub.add_option(
         "--faults", o.faults,
         "which of InVEST's known faults its totals have (all): minus-one, one-date, price-rise, or none")
      ->delimiter(',')
      ->check(CLI::IsMember({"minus-one", "one-date", "price-rise", "none"}));
  sub.add_option("--price", o.price, "of a tonne of carbon (not CO2): the net present value too");
  sub.add_option("--discount", o.discount, "percent a year (0)");
  sub.add_option("--price-change", o.price_change, "of the price, percent a year (0)");
  sub.add_option("--years", o.years, "of both dates: 2020,2035")->delimiter(',')->expected(2);
}

void check_invest(const InvestOptions& o) {
  const bool valued = o.price || o.discount || o.price_change || !o.years.empty();
  if (o.compare.empty() && (valued || !o.faults.empty()))
    refuse("--faults, --price, --discount, --price-change and --years are about a comparison",
           "say --compare invest");
  if (valued && (!o.price || o.years.size() != 2))
    refuse("a net present value needs a price and both years", "say --price 43 --years 2020,2035");
  if (o.faults.size() > 1 && std::find(o.faults.begin(), o.faults.end(), "none") != o.faults.end())
    refuse("--faults none goes with no other", "leave the others out");
}

void check_invest_rasters(const app::ChangeOptions& change) {
  if (change.nodata)
    refuse("--nodata: InVEST knows only the value that a file declares",
           "declare it (gdal_edit.py -a_nodata)");
  if (!change.reading.like.empty()) refuse("--like: InVEST takes no other grid", "leave it out");
  for (const auto* input : {&change.before, &change.after})
    if (input->paths.size() != 1 || input->band != 1)
      refuse(input->paths.front() + ": InVEST reads band 1 of one file",
             "join the tiles (gdalbuildvrt, gdal_translate)");
  const io::RasterOptions options{true, change.reading.variable, change.reading.raster_crs, true};
  const io::RasterSource a(change.before.paths.front(), options), b(change.after.paths.front(), options);
  const auto &g = a.grid(), &h = b.grid();
  if (g.columns != h.columns || g.rows != h.rows || g.cell_x != h.cell_x || g.cell_y != h.cell_y)
    refuse("InVEST refuses rasters of different size or cells: " + a.path() + ", " + b.path(),
           "take one to the grid of the other (zonegate raster align), or leave the comparison out");
  const double reach = 1e-3 * std::abs(g.cell_x);
  if (std::abs(g.origin_x - h.origin_x) > reach || std::abs(g.origin_y - h.origin_y) > reach)
    refuse("InVEST would lay " + b.path() + " over " + a.path() + " cell by cell although it lies elsewhere",
           "take one to the grid of the other (zonegate raster align)");
  for (const auto* one : {&a, &b})
    if (one->crs_if_any() && one->crs_if_any()->geographic())
      refuse(one->path() + ": InVEST takes projected rasters only, this one is in degrees",
             "warp it (gdalwarp -t_srs EPSG:4543), or leave the comparison out");
}

std::vector<carbon::InvestFigure> compare_with_invest(const InvestOptions& o, const app::ChangeReport& report,
                                                      const carbon::DensityTable& table) {
  carbon::InvestInput in;
  for (const auto& t : report.matrix.transitions)
    in.common.push_back({class_of(t.from), class_of(t.to), t.cells, t.area_m2});
  for (const auto& [value, n] : report.matrix.lost_before)
    in.only_before.push_back({class_of(value), class_of(value), n.cells, n.area_m2});
  for (const auto& [value, n] : report.matrix.lost_after)
    in.only_after.push_back({class_of(value), class_of(value), n.cells, n.area_m2});
  in.pixel_m2 = std::abs(report.grid.cell_x * report.grid.cell_y);
  in.faults = faults_of(o);
  if (o.discount && *o.discount > 0 && *o.discount < 0.3)
    throw Error(ErrorKind::usage, "--discount " + shortest(*o.discount) + " percent: a share?",
                "write 5 for 5 % a year");
  if (o.price)
    in.price = {*o.price, o.discount.value_or(0), o.price_change.value_or(0), o.years[1] - o.years[0]};
  return carbon::invest_figures(in, table);
}

std::string invest_csv(const std::vector<carbon::InvestFigure>& figures) {
  std::string out = "figure,file,unit,invest,corrected,difference,cause,from,to,cells,area_ha,amount\n";
  for (const auto& f : figures) {
    const std::string head = fmt::format("{},{},{},{},{},{}", f.key, f.file, f.unit, shortest(f.invest),
                                         shortest(f.corrected), shortest(f.corrected - f.invest));
    if (f.causes.empty()) out += head + ",,,,,,\n";
    for (const auto& c : f.causes)
      out += fmt::format("{},{},{},{},{},{},{}\n", head, c.key, number_of(c.from), number_of(c.to), c.cells,
                         shortest(c.area_ha), shortest(c.amount));
  }
  return out;
}

Json invest_json(const std::vector<carbon::InvestFigure>& figures) {
  Json out = Json::array();
  for (const auto& f : figures) {
    Json causes = Json::array();
    for (const auto& c : f.causes)
      causes.push_back({{"cause", c.key},
                        {"text", c.text.en},
                        {"from", c.from ? Json(*c.from) : Json()},
                        {"to", c.to ? Json(*c.to) : Json()},
                        {"cells", c.cells},
                        {"area_ha", c.area_ha},
                        {"amount", c.amount}});
    out.push_back({{"figure", f.key},
                   {"file", f.file},
                   {"unit", f.unit},
                   {"invest", f.invest},
                   {"corrected", f.corrected},
                   {"difference", f.corrected - f.invest},
                   {"explained", f.explained()},
                   {"causes", std::move(causes)}});
  }
  return out;
}

std::string invest_text(const std::vector<carbon::InvestFigure>& figures, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string out = zh ? "与 InVEST Carbon 比较（更正后 − InVEST = 各项之和）\n"
                       : "beside InVEST Carbon (corrected − InVEST = sum of the causes)\n";
  for (const auto& f : figures) {
    const std::string unit = f.unit == "currency" ? (zh ? "元等" : "currency") : f.unit;
    out += fmt::format("  {}{}: InVEST {}, {} {}, {} {} {}\n", f.name.in(lang),
                       f.file.empty() ? "" : " (" + f.file + ")", fixed(f.invest, 4),
                       zh ? "更正后" : "corrected", fixed(f.corrected, 4), zh ? "相差" : "difference",
                       fixed(f.corrected - f.invest, 4), unit);
    for (const auto& c : f.causes) {
      const std::string pair = pair_of(c, zh);
      out += fmt::format("    {}{} {}: {} {}, {} ha: {}\n", c.key, pair.empty() ? "" : " " + pair,
                         c.text.in(lang), c.cells, zh ? "个像元" : "cells", fixed(c.area_ha, 4),
                         fixed(c.amount, 4));
    }
  }
  return out;
}

std::string invest_html(const std::vector<carbon::InvestFigure>& figures, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string out = fmt::format(
      "<h2>{}</h2>\n<div style=\"overflow-x:auto\"><table "
      "class=\"matrix\"><tr><th></th><th>InVEST</th><th>{}</th><th>{}</th></tr>\n",
      zh ? "与 InVEST Carbon 比较" : "Beside InVEST Carbon", zh ? "更正后" : "corrected",
      zh ? "相差" : "difference");
  for (const auto& f : figures) {
    out +=
        fmt::format("<tr><th>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n", html_escape(f.name.in(lang)),
                    fixed(f.invest, 4), fixed(f.corrected, 4), fixed(f.corrected - f.invest, 4));
    for (const auto& c : f.causes) {
      const std::string pair = pair_of(c, zh);
      out += fmt::format("<tr><td>{}</td><td>{}</td><td>{} ha</td><td>{}</td></tr>\n",
                         html_escape(c.text.in(lang) + (pair.empty() ? "" : " (" + pair + ")")), c.cells,
                         fixed(c.area_ha, 4), fixed(c.amount, 4));
    }
  }
  return out + "</table></div>\n";
}

}  // namespace zonegate::cli
