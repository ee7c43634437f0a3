// SPDX-License-Identifier: Apache-2.0
//
// Carbon of the ground now: areas of classes within each zone by exact shares of cells, times densities (carbon::account, as in `screen`); biomass cell by cell.
// The polygon's own area is measured apart from the raster, so that what lies beyond it is known, and so that areas can be checked.
#include "app/app.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "app/stock_passes.h"

namespace zonegate::app {
namespace {

// Straight edges in a raster's system bend a little in the equal-area plane: 1e-4 of an area is more than that can make of edges of some kilometres.
constexpr double kAreaLimit = 1e-4, kPlanarLimit = 1e-9, kSumLimit = 1e-9;
constexpr double kCrumb = 1e-9;  // of a zone's area

double relative(double a, double b) { return std::abs(a - b) / std::max({std::abs(a), std::abs(b), 1e-300}); }

// A stock is no loss: nothing is taken.
const carbon::LossTable& no_losses() {
  static const carbon::LossTable table = [] {
    carbon::LossTable out;
    carbon::LossRow row;
    row.role = schema::Role::permanent;
    row.status = "seen";
    out.rows.emplace(row.role, row);
    return out;
  }();
  return table;
}

carbon::Account account_of(const std::map<long long, SquareMetres>& areas, SquareMetres nodata,
                           SquareMetres outside, const carbon::DensityTable& densities) {
  SquareMetres total = nodata + outside;
  for (const auto& [code, area] : areas) total += area;
  return carbon::account({{schema::Role::permanent, areas, nodata, outside, total}}, densities, no_losses());
}

class Run {
 public:
  Run(const StockOptions& options, const Progress& progress) : o_(options), progress_(progress) {}

  StockReport run() {
    if (o_.cover) cover_ = cover_pass(o_, progress_, report_);
    if (o_.biomass) biomass_ = biomass_pass(o_, progress_, report_);
    measure();
    for (std::size_t i = 0; i < count(); ++i) add(i);
    if (o_.densities) check_areas();
    add_totals();
    if (o_.densities && o_.check_cells) check_cells();
    complain();
    return std::move(report_);
  }

 private:
  std::size_t count() const { return o_.cover ? cover_.size() : biomass_.size(); }

  // Areas of the polygons. In a plane of the raster's own they are of that plane, as the cells are with --area planar.
  void measure() {
    if (o_.zones.area == "planar") {
      for (std::size_t i = 0; i < count(); ++i) areas_.push_back(zone(i).area_m2);
    } else {
      areas_ = ellipsoidal_areas(o_.zones);
    }
    if (areas_.size() != count())
      throw Error(ErrorKind::input, io::printed_name(o_.zones.zones.path) + ": it changed while it was read",
                  "run it again");
  }
  PairFeature& zone(std::size_t i) { return o_.cover ? cover_[i].zone : biomass_[i].zone; }
  const std::string& status(std::size_t i) const { return o_.cover ? cover_[i].status : biomass_[i].status; }

  void add(std::size_t i) {
    ZoneStock out;
    out.zone = std::move(zone(i));
    out.area = SquareMetres(areas_[i]);
    const std::string& said = status(i);
    const bool readable = said != "unreadable" && said != "unusable" && !std::isnan(areas_[i]);
    if (!readable) {
      out.status = said == "unreadable" ? said : "unusable";
    } else if (areas_[i] == 0) {
      out.status = "no_area";
    } else if (said == "outside") {
      out.status = "outside";
    } else {
      out.status = fill(i, out) ? "complete" : "lower_bound";
    }
    if (out.status == "outside") out.account.outside = to_hectares(out.area);
    if (o_.biomass && !out.biomass) out.biomass.emplace();
    report_.zones.push_back(std::move(out));
  }

  // True: nothing is missing.
  bool fill(std::size_t i, ZoneStock& out) {
    const double crumb = kCrumb * areas_[i];
    bool whole = true;
    if (o_.densities) {
      const CoverRow& row = cover_[i];
      const SquareMetres outside(
          row.status == "partly_outside" ? std::max(0.0, areas_[i] - row.covered().value) : 0.0);
      out.account = account_of(row.areas, row.nodata, outside, *o_.densities);
      const auto& a = out.account;
      whole = row.status == "ok" && a.unknown_classes.empty() && a.missing_pools.empty() &&
              row.nodata.value <= crumb;
      for (const auto& [code, area] : row.areas) classes_[code] += area;
      nodata_ += row.nodata;
      outside_ += outside;
    }
    if (o_.biomass) {
      out.biomass = biomass_[i].stock;
      const auto& b = *out.biomass;
      whole = whole && biomass_[i].status == "ok" && b.without_value.value <= crumb &&
              b.without_factor.value <= crumb;
    }
    return whole;
  }

  void check(Text what, double left, double right, double limit, const std::string& zone = "") {
    report_.checks.push_back({std::move(what), left, right, relative(left, right), limit, zone});
  }

  // Of zones that lie on the raster as a whole: elsewhere the area outside is what is left.
  void check_areas() {
    double cells = 0, polygons = 0, worst = 0;
    std::string where;
    for (std::size_t i = 0; i < count(); ++i) {
      if (cover_[i].status != "ok" || !report_.zones[i].has_figure()) continue;
      const double covered = cover_[i].covered().value, gap = relative(covered, areas_[i]);
      cells += covered;
      polygons += areas_[i];
      if (gap > worst || where.empty()) where = report_.zones[i].zone.id;
      worst = std::max(worst, gap);
    }
    if (where.empty()) return;
    const double limit = o_.zones.area == "planar" ? kPlanarLimit : kAreaLimit;
    check({"各地类面积与无值面积之和 = 多边形面积（公顷）",
           "areas of classes and of no value = area of the polygons (ha)"},
          cells / 10000, polygons / 10000, limit, where);
    report_.checks.back().gap = worst;
  }

  void add_totals() {
    ZoneStock& t = report_.total;
    if (o_.densities) t.account = account_of(classes_, nodata_, outside_, *o_.densities);
    double sum = 0, pools = 0;
    for (const auto& z : report_.zones) {
      if (!z.has_figure()) continue;
      t.area += z.area;
      sum += z.account.stock_total.value;
      if (!z.biomass) continue;
      if (!t.biomass) t.biomass.emplace();
      t.biomass->add(*z.biomass);
    }
    if (!o_.densities) return;
    for (const auto pool : t.account.stock) pools += pool.value;
    check({"各碳库之和 = 合计（t C）", "sum of the pools = total (t C)"}, pools, t.account.stock_total.value,
          kSumLimit);
    check({"各多边形之和 = 各地类之和（t C）", "sum over polygons = sum over classes (t C)"}, sum,
          t.account.stock_total.value, kSumLimit);
  }

  void check_cells() {
    std::map<long long, double> density;
    for (const auto& [code, unused] : classes_) {
      const auto row = o_.densities->rows.find(code);
      if (row == o_.densities->rows.end()) continue;
      double all = 0;
      for (const auto& pool : row->second.by_pool) all += pool.value_or(0);
      density[code] = all;
    }
    const std::vector<double> stocks = cell_pass(o_, density, progress_);
    double sum = 0, worst = 0;
    std::string where;
    for (std::size_t i = 0; i < stocks.size() && i < report_.zones.size(); ++i) {
      ZoneStock& z = report_.zones[i];
      if (!z.has_figure()) continue;
      z.by_cells = TonnesC(stocks[i]);
      sum += stocks[i];
      const double gap =
          stocks[i] == z.account.stock_total.value ? 0 : relative(stocks[i], z.account.stock_total.value);
      if (gap > worst || where.empty()) where = z.zone.id;
      worst = std::max(worst, gap);
    }
    report_.total.by_cells = TonnesC(sum);
    check({"逐像元之和 = 按表合计（t C）", "sum cell by cell = total by the table (t C)"}, sum,
          report_.total.account.stock_total.value, kSumLimit, where);
    report_.checks.back().gap = std::max(report_.checks.back().gap, worst);
  }

  // What the sums rest on is said once, over all zones.
  void complain() {
    const auto& a = report_.total.account;
    report_.issues.insert(report_.issues.end(), a.issues.begin(), a.issues.end());
    const auto add = [&](const char* code, Severity s, const std::string& file, const std::string& what,
                         const std::string& hint) {
      report_.issues.push_back({code, s, file, "", "", what, hint, std::nullopt});
    };
    std::string pools;
    for (const auto& pool : a.missing_pools) pools += (pools.empty() ? "" : ", ") + pool;
    if (!pools.empty())
      add("carbon.pool_missing", Severity::warning, a.density_file,
          "no value for " + pools + ": the stocks are those of the other pools",
          "fill these cells; 0 only where there is none");
    std::size_t bare = 0;
    for (const auto& z : report_.zones) bare += z.status == "no_area";
    if (bare > 0)
      add("carbon.zone_without_area", Severity::warning, io::printed_name(o_.zones.zones.path),
          std::to_string(bare) + " features are lines or points and hold no carbon", "give polygons");
    const auto& b = report_.total.biomass;
    if (b && b->without_factor.value > kCrumb * b->with_value.value)
      add("carbon.biomass_without_factors", Severity::warning, o_.biomass->paths.front(),
          "classes without root ratio and carbon fraction: " +
              fixed(to_hectares(b->without_factor).value, 4) + " ha of biomass are missing from the figure",
          "add rows for them to the table of factors");
    if (b && b->has_sd && b->without_sd.value > kCrumb * b->with_value.value)
      add("carbon.biomass_without_sd", Severity::warning, o_.sd->paths.front(),
          "no standard deviation for " + fixed(to_hectares(b->without_sd).value, 4) +
              " ha of biomass: their zones have no interval",
          "fill the raster, or leave --sd out");
    for (const auto& c : report_.checks)
      if (!c.good())
        add("carbon.check_failed", c.limit == kAreaLimit ? Severity::warning : Severity::error,
            io::printed_name(o_.zones.zones.path),
            c.what.en + ": " + shortest(c.left) + " and " + shortest(c.right) + " differ by " +
                shortest(c.gap) + " (at most " + shortest(c.limit) + ")" +
                (c.zone.empty() ? "" : ", most in feature " + c.zone),
            "edges of many kilometres bend between reference systems: add vertices; else report it");
  }

  const StockOptions& o_;
  const Progress& progress_;
  StockReport report_;
  std::vector<CoverRow> cover_;
  std::vector<BiomassRow> biomass_;
  std::vector<double> areas_;
  std::map<long long, SquareMetres> classes_;
  SquareMetres nodata_{0}, outside_{0};
};

}  // namespace

std::optional<TonnesC> BiomassStock::sd(double rho) const {
  if (!has_sd || without_sd.value > kCrumb * with_value.value) return std::nullopt;
  return TonnesC(std::sqrt(std::max(0.0, rho * sum_u * sum_u + (1 - rho) * sum_u2)));
}

void BiomassStock::add(const BiomassStock& o) {
  above += o.above;
  below += o.below;
  sum_u += o.sum_u;
  sum_u2 += o.sum_u2;
  with_value += o.with_value;
  without_value += o.without_value;
  without_factor += o.without_factor;
  without_sd += o.without_sd;
  has_sd = has_sd || o.has_sd;
}

StockReport carbon_stock(const StockOptions& options, const Progress& progress) {
  return Run(options, progress).run();
}

}  // namespace zonegate::app
