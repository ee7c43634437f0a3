// SPDX-License-Identifier: Apache-2.0
// The account, against sums done by hand.
#include <algorithm>
#include <catch2/catch.hpp>

#include "table_file.h"

using namespace zonegate;
using namespace zonegate::carbon;
using namespace zonegate::carbon::test;
using schema::Role;

namespace {

Density density(long long code, std::array<std::optional<double>, 5> pools,
                const std::string& status = "seen", double depth = 30) {
  Density d;
  d.code = code;
  d.name = {"类", "class"};
  d.by_pool = pools;
  d.soil_depth_cm = depth;
  d.source = "s";
  d.status = status;
  return d;
}

DensityTable two_classes() {
  DensityTable t;
  t.file = "density.csv";
  t.rows[1] = density(1, {60, 15, 5, 10, 80});
  t.rows[2] = density(2, {4, 0, 0, 0, 60});
  return t;
}

LossTable usual_losses() {
  LossTable t;
  t.file = "loss.csv";
  t.rows[Role::permanent] = {Role::permanent, {1, 1, 1, 1, 0.2}, "s", "seen"};
  t.rows[Role::temporary] = {Role::temporary, {1, 1, 0.5, 1, 0}, "s", "seen"};
  t.rows[Role::tunnel] = {Role::tunnel, {0, 0, 0, 0, 0}, "s", "unverified"};
  return t;
}

RoleAreas areas(Role role, std::map<long long, double> hectares, double nodata = 0, double outside = 0) {
  RoleAreas a;
  a.role = role;
  a.nodata = SquareMetres(nodata * 1e4);
  a.outside = SquareMetres(outside * 1e4);
  a.total = a.nodata + a.outside;
  for (const auto& [code, ha] : hectares) {
    a.by_class[code] = SquareMetres(ha * 1e4);
    a.total += SquareMetres(ha * 1e4);
  }
  return a;
}

bool has(const Account& a, const std::string& code) {
  return std::any_of(a.issues.begin(), a.issues.end(), [&](const Issue& i) { return i.code == code; });
}

}  // namespace

TEST_CASE("stock and loss of two classes under two roles") {
  const Account a =
      account({areas(Role::permanent, {{1, 2.0}, {2, 1.0}}), areas(Role::temporary, {{1, 0.5}})},
              two_classes(), usual_losses());
  REQUIRE(a.classes.size() == 2);
  CHECK(a.classes[0].code == 1);
  CHECK(a.classes[0].area.value == Approx(2.5));
  CHECK(a.classes[0].total.value == Approx(2.5 * 170));
  CHECK(a.classes[0].stock[0]->value == Approx(150));
  CHECK(a.classes[1].total.value == Approx(64));
  CHECK(a.stock_total.value == Approx(2.5 * 170 + 64));
  // permanent: class 1 2 x (90 + 16), class 2 4 + 12; temporary: 0.5 x (60 + 15 + 2.5 + 10)
  CHECK(a.loss_by_role.at(Role::permanent).value == Approx(2 * 106 + 16));
  CHECK(a.loss_by_role.at(Role::temporary).value == Approx(0.5 * 87.5));
  CHECK(a.loss_total.value == Approx(228 + 43.75));
  CHECK(a.loss[static_cast<std::size_t>(Pool::soil)].value == Approx(0.2 * (160 + 60)));
  CHECK(a.loss_co2e.value == Approx(a.loss_total.value * 44 / 12).epsilon(1e-15));
  CHECK(a.area.value == Approx(3.5));
  CHECK_FALSE(a.unverified);
  CHECK(a.issues.empty());
  CHECK(a.missing_pools.empty());
  double pools = 0, roles = 0;
  for (const Pool p : kPools) pools += a.loss[static_cast<std::size_t>(p)].value;
  for (const auto& [role, loss] : a.loss_by_role) roles += loss.value;
  CHECK(pools == Approx(a.loss_total.value));
  CHECK(roles == Approx(a.loss_total.value));
}

TEST_CASE("a class without densities is missing, not zero, and is named") {
  const Account a =
      account({areas(Role::permanent, {{1, 1.0}, {99, 3.0}}, 0.25, 0.5)}, two_classes(), usual_losses());
  CHECK(a.unknown_classes == std::vector<long long>{99});
  CHECK(a.without_density.value == Approx(3));
  CHECK(a.nodata.value == Approx(0.25));
  CHECK(a.outside.value == Approx(0.5));
  CHECK(a.area.value == Approx(4.75));
  CHECK(a.stock_total.value == Approx(170));
  REQUIRE(a.classes.size() == 2);
  CHECK_FALSE(a.classes[1].stock[0].has_value());
  CHECK(has(a, "carbon.class_without_density"));
}

TEST_CASE("a pool without a value is missing from the sums and said") {
  DensityTable t = two_classes();
  t.rows[1] = density(1, {60, 15, std::nullopt, 10, std::nullopt});
  const Account a = account({areas(Role::permanent, {{1, 1.0}})}, t, usual_losses());
  CHECK(a.stock_total.value == Approx(85));
  CHECK(a.missing_pools == std::vector<std::string>{"dead of class 1", "soil of class 1"});
  CHECK_FALSE(a.classes[0].stock[static_cast<std::size_t>(Pool::dead)].has_value());
}

TEST_CASE("a table without a litter column misses no litter") {
  DensityTable t = two_classes();
  t.rows[1] = density(1, {60, 15, 15, std::nullopt, 80});
  t.rows[1].dead_includes_litter = true;
  const Account a = account({areas(Role::permanent, {{1, 1.0}})}, t, usual_losses());
  CHECK(a.missing_pools.empty());
  CHECK(a.stock_total.value == Approx(170));
}

TEST_CASE("tunnels do not count as occupied ground; a role with a loss share does") {
  LossTable losses = usual_losses();
  const std::vector<RoleAreas> input = {areas(Role::permanent, {{1, 1.0}}), areas(Role::tunnel, {{1, 5.0}}),
                                        areas(Role::span, {{1, 4.0}})};
  const Account a = account(input, two_classes(), losses);
  CHECK(a.area.value == Approx(1));
  CHECK(a.stock_total.value == Approx(170));
  CHECK_FALSE(a.unverified);                  // the tunnel's row is unverified, but nothing rests on it
  CHECK(has(a, "carbon.role_without_loss"));  // span
  losses.rows[Role::span] = {Role::span, {0.5, 0, 0, 0, 0}, "s", "seen"};
  const Account b = account(input, two_classes(), losses);
  CHECK(b.area.value == Approx(5));
  CHECK(b.loss_by_role.at(Role::span).value == Approx(0.5 * 60 * 4));
  CHECK_FALSE(has(b, "carbon.role_without_loss"));
}

TEST_CASE("an occupation role without a loss row keeps its stock, loses nothing and is a warning") {
  const Account a = account({areas(Role::camp, {{1, 1.0}})}, two_classes(), usual_losses());
  CHECK(a.stock_total.value == Approx(170));
  CHECK(a.loss_total.value == 0);
  REQUIRE(a.issues.size() == 1);
  CHECK(a.issues[0].severity == Severity::warning);
}

TEST_CASE("the status of what was used decides, not that of the table") {
  DensityTable t = two_classes();
  t.rows[2].status = "unverified";
  CHECK_FALSE(account({areas(Role::permanent, {{1, 1.0}})}, t, usual_losses()).unverified);
  CHECK(account({areas(Role::permanent, {{1, 1.0}, {2, 0.1}})}, t, usual_losses()).unverified);
  t.rows[2].status = "demo";
  CHECK(account({areas(Role::permanent, {{2, 0.1}})}, t, usual_losses()).unverified);
  LossTable losses = usual_losses();
  losses.rows[Role::permanent].status = "unverified";
  CHECK(account({areas(Role::permanent, {{1, 1.0}})}, two_classes(), losses).unverified);
}

TEST_CASE("soils to different depths are never added in silence") {
  DensityTable t = two_classes();
  t.rows[2].soil_depth_cm = 100;
  CHECK(has(account({areas(Role::permanent, {{1, 1.0}, {2, 1.0}})}, t, usual_losses()),
            "carbon.soil_depths_mixed"));
  CHECK_FALSE(
      has(account({areas(Role::permanent, {{1, 1.0}})}, t, usual_losses()), "carbon.soil_depths_mixed"));
}

TEST_CASE("no areas, no carbon") {
  const Account a = account({}, two_classes(), usual_losses());
  CHECK(a.classes.empty());
  CHECK(a.stock_total.value == 0);
  CHECK(a.loss_co2e.value == 0);
  CHECK(a.issues.empty());
}
