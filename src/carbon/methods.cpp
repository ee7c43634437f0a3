// SPDX-License-Identifier: Apache-2.0
//
// The methods by volume and biomass
// ---------------------------------
// Per hectare, V = growing stock (m3/ha):
//   volume_species   above = V SVD BEF_above CF;  below = above R
//   volume_province  tree  = V SVD BEF_whole CF;  above = V SVD BEF_above CF where the province has that too
//   fang             tree  = (a V + b) CF
//   ipcc_tier1       above = V BCEF_S CF;  below = above R, R by the class of the biomass itself
//   area_biomass     above = B_above CF;  below = B_below CF
//   biomass_density  above = B CF;  below = above R
// Each product is kept with its uncertain factors (amounts.h). Where only trees with roots are known, they are
// split by R without its uncertainty: the sum is what the method gives, the split is a convention.
#include "carbon/methods.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "carbon/lookup.h"
#include "carbon/row_reader.h"

namespace zonegate::carbon {
namespace {

constexpr std::size_t kAbove = index_of(Pool::above), kBelow = index_of(Pool::below);

struct Volume {
  CubicMetresPerHa value;
  std::optional<ParamId> param;
};

void set_tree(Estimate& e) {
  e.tree = *e.pools[kAbove];
  e.tree += *e.pools[kBelow];
  e.usable = true;
}

// Tree carbon whose split is not known: by R, else it stays whole.
void split_tree(Estimate& e, std::optional<Lookup::Number> r) {
  e.usable = true;
  if (!r) {
    e.missing.emplace_back("above and below are not told apart: no root-to-shoot ratio");
    return;
  }
  e.pools[kAbove] = e.tree.scaled(1 / (1 + r->value));
  e.pools[kBelow] = e.tree.scaled(r->value / (1 + r->value));
}

void volume_species(const Volume& v, Lookup& look, Estimate& e) {
  look.edition("volume_species", "lulucf");
  const auto svd = look.need("svd"), bef = look.need("bef_above"), cf = look.need("cf"), r = look.need("rsr");
  if (!svd || !bef || !cf || !r) return;
  const AboveBiomass b = biomass(v.value, WoodDensity(svd->value), BefAbove(bef->value));
  const Amount above =
      Amount(b.value).times(1, v.param).times(1, svd->param).times(1, bef->param).times(cf->value, cf->param);
  e.pools[kAbove] = above;
  e.pools[kBelow] = above.times(r->value, r->param);
  set_tree(e);
}

void volume_province(const Volume& v, Lookup& look, Estimate& e) {
  look.edition("volume_province", "province-2011");
  look.without_species();
  const auto svd = look.need("svd"), whole = look.need("bef_whole"), cf = look.need("cf");
  if (!svd || !whole || !cf) return;
  const auto carbon = [&](double dry_matter, std::optional<ParamId> bef) {
    return Amount(dry_matter)
        .times(1, v.param)
        .times(1, svd->param)
        .times(1, bef)
        .times(cf->value, cf->param);
  };
  e.tree = carbon(biomass(v.value, WoodDensity(svd->value), BefWhole(whole->value)).value, whole->param);
  e.usable = true;
  const auto above = look.find("bef_above");
  if (!above) return split_tree(e, std::nullopt);
  e.pools[kAbove] =
      carbon(biomass(v.value, WoodDensity(svd->value), BefAbove(above->value)).value, above->param);
  e.pools[kBelow] = e.tree;
  *e.pools[kBelow] += e.pools[kAbove]->scaled(-1);
}

void fang(const Volume& v, Lookup& look, Estimate& e) {
  look.edition("fang", "");
  const std::map<std::string, double> at = {{"volume", v.value.value}};
  const auto a = look.find("fang_a", at);
  if (!a) {
    const bool any = look.find("fang_a", {{"volume", 100.0}}).has_value();
    if (any)
      look.issue(Severity::warning, "carbon.fang_range",
                 fmt::format("{} m3/ha lie outside the volumes that B = aV + b was fitted to",
                             shortest(v.value.value)),
                 "use another method for this stratum");
    else
      look.need("fang_a", at);
    return;
  }
  look.only(a->edition);  // a and b are one fit: never of two papers
  const auto b = look.need("fang_b", at);
  look.edition("fang_cf", "fang");
  const auto cf = look.need("cf");
  if (!b || !cf) return;
  e.tree = Amount(a->value * v.value.value).times(1, v.param).times(1, a->param);
  e.tree += Amount(b->value).times(1, b->param);
  e.tree = e.tree.times(cf->value, cf->param);
  look.edition("volume_species", "lulucf");
  split_tree(e, look.find("rsr"));
}

void ipcc_tier1(const Volume& v, Lookup& look, Estimate& e) {
  look.edition("ipcc_tier1", "ipcc-2006");
  const auto bcef = look.need("bcef_s", {{"volume", v.value.value}}), cf = look.need("cf");
  if (!bcef || !cf) return;
  const AboveBiomass b = biomass(v.value, Bcef(bcef->value));
  const auto r = look.need("rsr", {{"agb", b.value}});
  if (!r) return;
  e.pools[kAbove] = Amount(b.value).times(1, v.param).times(1, bcef->param).times(cf->value, cf->param);
  e.pools[kBelow] = e.pools[kAbove]->times(r->value, r->param);
  set_tree(e);
}

void area_biomass(Lookup& look, Estimate& e) {
  if (look.species().kind == Kind::tree) {
    look.issue(Severity::note, "carbon.not_by_area",
               "mean biomass per hectare is for bamboo, economic and shrub forest",
               "use a method by volume for trees");
    return;
  }
  look.edition("area_biomass", "province-2011");
  const auto above = look.need("biomass_above"), below = look.need("biomass_below"), cf = look.need("cf");
  if (!above || !below || !cf) return;
  e.pools[kAbove] = Amount(above->value).times(1, above->param).times(cf->value, cf->param);
  e.pools[kBelow] = Amount(below->value).times(1, below->param).times(cf->value, cf->param);
  set_tree(e);
}

void biomass_density(const Stratum& s, Lookup& look, Parameters& parameters, Estimate& e) {
  if (!s.biomass_above) {
    look.issue(Severity::note, "carbon.no_biomass", "no biomass is stated for this stratum",
               "give t dm/ha, or use a method by volume");
    return;
  }
  look.edition("biomass_density", "ipcc-2006");
  const double b = s.biomass_above->value;
  const auto cf = look.need("cf"), r = look.need("rsr", {{"agb", b}});
  if (!cf || !r) return;
  const auto spread = parameters.add({"biomass of " + s.id, b, s.biomass_sd, Distribution::truncated});
  e.pools[kAbove] = Amount(b).times(1, spread).times(cf->value, cf->param);
  e.pools[kBelow] = e.pools[kAbove]->times(r->value, r->param);
  set_tree(e);
}

bool by_volume(Method m) {
  return m == Method::volume_species || m == Method::volume_province || m == Method::fang ||
         m == Method::ipcc_tier1;
}

// The volume that the methods by volume may use; nullopt and an issue otherwise.
std::optional<Volume> usable_volume(const Stratum& s, Method m, Lookup& look, Estimate& e) {
  const auto v = volume_of(s, e.issues);
  if (look.species().kind != Kind::tree) {
    look.issue(Severity::warning, "carbon.no_volume_species",
               s.species + " has no growing stock: no figure by volume",
               "use area_biomass (mean biomass per hectare)");
    return std::nullopt;
  }
  if (!v) {
    look.issue(Severity::warning, "carbon.volume_missing", "the volume is not known; that is not zero",
               "give 公顷蓄积 (m3/ha) or 小班蓄积 (m3), or use a method without volume");
    return std::nullopt;
  }
  if (v->value <= 0 && m == Method::fang) {
    look.issue(Severity::warning, "carbon.fang_no_volume",
               "volume is 0: B = aV + b would give b > 0, biomass without trees",
               "young and new stands need a growth curve or a density");
    return std::nullopt;
  }
  return Volume{*v, look.volume_param()};
}

}  // namespace

double Estimate::total() const {
  double sum = tree.value();
  for (const Pool p : {Pool::dead, Pool::litter, Pool::soil})
    if (pools[index_of(p)]) sum += pools[index_of(p)]->value();
  return sum;
}

Estimate estimate(const Stratum& s, Method method, const MethodInputs& inputs, Parameters& parameters) {
  if (method == Method::density_table) return by_density_table(s, inputs, parameters);
  Estimate e;
  e.method = method;
  Lookup look(s, inputs, parameters, e);
  std::optional<Volume> v;
  if (by_volume(method) && !(v = usable_volume(s, method, look, e))) return e;
  switch (method) {
    case Method::volume_species:
      volume_species(*v, look, e);
      break;
    case Method::volume_province:
      volume_province(*v, look, e);
      break;
    case Method::fang:
      fang(*v, look, e);
      break;
    case Method::ipcc_tier1:
      ipcc_tier1(*v, look, e);
      break;
    case Method::area_biomass:
      area_biomass(look, e);
      break;
    case Method::biomass_density:
      biomass_density(s, look, parameters, e);
      break;
    case Method::density_table:
      break;
  }
  if (e.usable) add_other_pools(s, inputs, parameters, e);
  return e;
}

}  // namespace zonegate::carbon
