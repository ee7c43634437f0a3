// SPDX-License-Identifier: Apache-2.0
//
// The first carbon figure
// -----------------------
// stock(class, pool) = area of the class under the project (ha) x density(class, pool) (t C/ha);
// loss(pool)         = sum over roles and classes of lost share(role, pool) x stock(role, class, pool);
// CO2e               = t C x 44/12. This is the stock-difference identity (IPCC 2006 vol 4 eq 2.5) with the
// stock after building given as a share of the one before, at the end of the soil's transition. No time, no
// regrowth, no foregone growth: those need a trajectory.
//
// What is missing stays visible. A class without a row, a pool without a value, cells without a class and
// ground outside the raster add nothing to the sums, and each is named with its area: the figure is then a
// lower bound of what the table would give. Soils to different depths in one sum make an Issue.
//
// Which ground counts: that of occupation roles, and that of any other role whose row says that something is
// lost there.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "carbon/carbon.h"

namespace zonegate::carbon {
namespace {

bool trusted(const std::string& status) { return status == "seen" || status == "cross-checked"; }

bool loses_anything(const LossRow& row) {
  return std::any_of(row.fraction.begin(), row.fraction.end(), [](double f) { return f > 0; });
}

class Book {
 public:
  Book(const DensityTable& densities, const LossTable& losses) : densities_(densities), losses_(losses) {
    account_.density_file = densities.file;
    account_.loss_file = losses.file;
    account_.edition = densities.edition;
  }

  void add(const RoleAreas& areas) {
    const auto row = losses_.rows.find(areas.role);
    const LossRow* loss = row == losses_.rows.end() ? nullptr : &row->second;
    const bool occupies = schema::role_class(areas.role) == schema::RoleClass::occupation;
    if (loss == nullptr) no_loss_row(areas.role, occupies);
    if (!occupies && (loss == nullptr || !loses_anything(*loss))) return;
    account_.area += to_hectares(areas.total);
    account_.nodata += to_hectares(areas.nodata);
    account_.outside += to_hectares(areas.outside);
    if (loss != nullptr) {
      account_.loss_by_role[areas.role];  // said, even where it is zero
      if (areas.total.value > 0) account_.loss_shares[areas.role] = {loss->fraction, loss->status};
      if (areas.total.value > 0 && !trusted(loss->status)) account_.unverified = true;
    }
    for (const auto& [code, area] : areas.by_class) add_class(code, to_hectares(area), areas.role, loss);
  }

  Account finish() {
    for (auto& [code, stock] : classes_) {
      for (const auto& tonnes : stock.stock) {
        if (tonnes) stock.total += *tonnes;
      }
      account_.classes.push_back(stock);
    }
    for (const Pool p : kPools) {
      account_.stock_total += account_.stock[index_of(p)];
      account_.loss_total += account_.loss[index_of(p)];
    }
    account_.loss_co2e = to_co2e(account_.loss_total);
    report_unknown_classes();
    report_mixed_depths();
    return std::move(account_);
  }

 private:
  void add_class(long long code, Hectares area, schema::Role role, const LossRow* loss) {
    if (area.value == 0) return;
    const auto row = densities_.rows.find(code);
    const Density* density = row == densities_.rows.end() ? nullptr : &row->second;
    const auto [entry, is_new] = classes_.try_emplace(code);
    ClassStock& stock = entry->second;
    if (is_new) open_class(stock, code, density);
    stock.area += area;
    if (density == nullptr) {
      account_.without_density += area;
      return;
    }
    for (const Pool p : kPools) {
      const std::size_t k = index_of(p);
      if (!density->by_pool[k]) continue;
      const TonnesC tonnes(*density->by_pool[k] * area.value);
      *stock.stock[k] += tonnes;
      account_.stock[k] += tonnes;
      if (loss == nullptr) continue;
      account_.loss[k] += tonnes * loss->fraction[k];
      account_.loss_by_role[role] += tonnes * loss->fraction[k];
    }
  }

  void open_class(ClassStock& stock, long long code, const Density* density) {
    stock.code = code;
    if (density == nullptr) {
      account_.unknown_classes.push_back(code);
      return;
    }
    stock.name = density->name;
    stock.source = density->source;
    stock.status = density->status;
    stock.density = density->by_pool;
    if (!trusted(density->status)) account_.unverified = true;
    for (const Pool p : kPools) {
      if (density->by_pool[index_of(p)]) {
        stock.stock[index_of(p)] = TonnesC(0);
      } else if (!(p == Pool::litter && density->dead_includes_litter)) {
        account_.missing_pools.push_back(fmt::format("{} of class {}", to_string(p), code));
      }
    }
    if (density->by_pool[index_of(Pool::soil)] && density->soil_depth_cm)
      depths_[*density->soil_depth_cm].insert(code);
  }

  void issue(Severity severity, const char* code, const std::string& file, std::string message,
             std::string hint) {
    Issue i;
    i.code = code;
    i.severity = severity;
    i.file = file;
    i.message = std::move(message);
    i.hint = std::move(hint);
    account_.issues.push_back(std::move(i));
  }

  void no_loss_row(schema::Role role, bool occupies) {
    issue(occupies ? Severity::warning : Severity::note, "carbon.role_without_loss", losses_.file,
          fmt::format("the loss table has no row for the role {}: no carbon loss is counted there",
                      schema::to_string(role)),
          "add a row for this role");
  }

  void report_unknown_classes() {
    std::sort(account_.unknown_classes.begin(), account_.unknown_classes.end());
    std::sort(account_.missing_pools.begin(), account_.missing_pools.end());
    if (account_.unknown_classes.empty()) return;
    issue(Severity::warning, "carbon.class_without_density", densities_.file,
          fmt::format(
              "no densities for land-cover class {} ({} ha): this ground is missing from the carbon figure",
              fmt::join(account_.unknown_classes, ", "), fixed(account_.without_density.value, 4)),
          "add a row for each class, or check that raster and table use the same legend");
  }

  void report_mixed_depths() {
    if (depths_.size() < 2) return;
    std::vector<std::string> parts;
    for (const auto& [depth, codes] : depths_)
      parts.push_back(fmt::format("{} cm: class {}", shortest(depth), fmt::join(codes, ", ")));
    issue(Severity::warning, "carbon.soil_depths_mixed", densities_.file,
          fmt::format("soil carbon to different depths is added up ({})", fmt::join(parts, "; ")),
          "use densities to one depth (30 cm in IPCC tables, 100 cm in most Chinese studies)");
  }

  const DensityTable& densities_;
  const LossTable& losses_;
  Account account_;
  std::map<long long, ClassStock> classes_;
  std::map<double, std::set<long long>> depths_;
};

}  // namespace

Account account(const std::vector<RoleAreas>& areas, const DensityTable& densities, const LossTable& losses) {
  Book book(densities, losses);
  for (const RoleAreas& a : areas) book.add(a);
  return book.finish();
}

}  // namespace zonegate::carbon
