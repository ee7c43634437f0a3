// SPDX-License-Identifier: Apache-2.0
//
// Dated tables of regions: rows hold by the project's region and day, and what cannot be read may hold.
#include <catch2/catch.hpp>

#include "world.h"

using namespace zonegate;
using testing::World;

namespace {

const std::string kPlant =
    R"("project_id":"P","name":"厂","project_type":"factory","industry":"C1311","activity":"new","discharges":false,)"
    R"("adds_pollutants":"COD","catalogue_class":"permitted","energy_tce":100,"coal":false,"heavy_polluter":false,)"
    R"("soil_pollution_risk":false,"fuel_high_pollution":false,"outfall":false,"relocated_from":"n/a")";

const verdict::Finding* ban(const report::Run& run) {
  for (const auto& f : run.projects[0].verdict.findings)
    if (f.rule == "IN-02") return &f;
  return nullptr;
}

struct Answer {
  bool found = false, silent = false;
  Outcome outcome = Outcome::allowed, worst = Outcome::allowed;
};
Answer with_rows(const std::string& rows) {
  World w;
  w.properties = kPlant;
  if (!rows.empty()) {
    auto& list = w.layers["region_ban"];
    list.kind = "region_ban";
    list.csv = "code,pollutant,from,to,document\n" + rows;
  }
  const auto s = w.screen();
  Answer out;
  if (const auto* f = ban(s->run)) out = {true, false, f->outcome, f->worst_possible};
  for (const auto& silent : s->run.projects[0].verdict.silent)
    out.silent = out.silent || silent.rule == "IN-02";
  return out;
}

}  // namespace

TEST_CASE("a ban holds in its region, in everything above it, and on its days") {
  CHECK(with_rows("").silent);  // nobody supplied the list
  for (const std::string code : {"511802", "511800", "510000", "51", "00", "000000", "100000"}) {
    CAPTURE(code);
    CHECK(with_rows(code + ",COD,2026-01-01,2027-01-01,x\n").outcome == Outcome::prohibited);
    CHECK(with_rows(code + ",COD,,,x\n").outcome == Outcome::prohibited);
    CHECK(with_rows(code + ",COD,2026-10-01,,x\n").outcome == Outcome::prohibited);  // the first day
    CHECK(with_rows(code + ",COD,2026-10-02,,x\n").silent);
    CHECK(with_rows(code + ",COD,,2026-10-01,x\n").silent);  // the first day it no longer holds
    CHECK(with_rows(code + ",COD,,2026-10-02,x\n").outcome == Outcome::prohibited);
  }
  for (const std::string code : {"511803", "511700", "500000"}) CHECK(with_rows(code + ",COD,,,x\n").silent);
}

TEST_CASE("a ban whose region or day cannot be read may hold") {
  for (const std::string row :
       {"雅安市,COD,,,x\n", ",COD,,,x\n", "5118021,COD,,,x\n", "511802,COD,明年,,x\n"}) {
    CAPTURE(row);
    const Answer a = with_rows(row);
    CHECK(a.found);
    CHECK(a.worst == Outcome::prohibited);
    CHECK(a.outcome != Outcome::prohibited);
  }
}

namespace {

// IN-03 of a steel works with so much replaced; `classes` and `ratios`: rows of tables in the folder of layers, empty: none.
const verdict::Finding* steel(const app::Screening& s) {
  for (const auto& f : s.run.projects[0].verdict.findings)
    if (f.rule == "IN-03") return &f;
  return nullptr;
}
std::unique_ptr<app::Screening> steel_works(const std::string& ratio, const std::string& classes = "",
                                            const std::string& ratios = "",
                                            const std::string& as_of = "2026-10-01") {
  World w;
  w.as_of = as_of;
  w.properties =
      R"("project_id":"P","name":"钢厂","project_type":"factory","industry":"C3120","activity":"new")" +
      (ratio.empty() ? "" : R"(,"capacity_swap_ratio":)" + ratio);
  if (!classes.empty()) {
    w.layers["region_class"].kind = "region_class";
    w.layers["region_class"].csv = "code,key_region,attaining,from,to\n" + classes;
  }
  if (!ratios.empty()) {
    w.layers["capacity_swap"].kind = "capacity_swap";
    w.layers["capacity_swap"].csv = "industry,code,situation,ratio,from,to,document,verified\n" + ratios;
  }
  return w.screen();
}

}  // namespace

TEST_CASE(
    "the ratio that is asked for comes from the table with the rules, without any table among the layers") {
  const auto low = steel_works("1.2");
  REQUIRE(steel(*low));
  CHECK(steel(*low)->outcome == Outcome::prohibited);
  const auto middle = steel_works("1.3");  // enough elsewhere; whether a key region nobody has listed
  CHECK(steel(*middle)->outcome == Outcome::conditional);
  CHECK(steel(*middle)->worst_possible == Outcome::prohibited);
  CHECK(steel(*middle)->unknown == std::vector<std::string>{"layer:region_class"});
  const auto enough = steel_works("1.5");
  CHECK(steel(*enough)->worst_possible == Outcome::conditional);
  const auto unstated = steel_works("");
  CHECK(steel(*unstated)->outcome == Outcome::conditional);
  bool shown = false;
  for (const auto i : steel(*low)->features) {
    const auto& fact = low->run.projects[0].facts.features[i];
    shown =
        shown || (fact.layer_id == "rules-capacity-swap" && to_text(fact.fields.at("verified")) == "false");
  }
  CHECK(shown);
  CHECK_FALSE(steel(*steel_works("1.2", "", "", "2021-05-31")));
  // The empty lists that come with the rules count as not supplied.
  bool listed = false;
  for (const auto& layer : low->layers.layers)
    listed = listed || layer.kind == "region_ban" || layer.kind == "region_class";
  CHECK_FALSE(listed);
}

TEST_CASE("a key region asks for more, and a table among the layers goes before the one with the rules") {
  CHECK(steel(*steel_works("1.3", "511800,true,true,,\n"))->outcome == Outcome::prohibited);
  CHECK(steel(*steel_works("1.3", "511800,false,true,,\n"))->worst_possible == Outcome::conditional);
  CHECK(steel(*steel_works("1.3", "510100,true,true,,\n"))->worst_possible == Outcome::conditional);
  const std::string no_key = "511800,false,true,,\n";
  const std::string rows =
      "C31,51,其他地区,1.6,2026-01-01,,x,true\nC31,51,重点区域,1.7,2026-01-01,,x,true\nC31,50,其他地区,9,,,x,"
      "true\n"
      "C30,51,其他地区,9,,,x,true\n";
  CHECK(steel(*steel_works("1.59", no_key, rows))->outcome == Outcome::prohibited);
  CHECK(steel(*steel_works("1.6", no_key, rows))->worst_possible == Outcome::conditional);
  // A row whose region cannot be read may hold.
  CHECK(steel(*steel_works("1.6", no_key, rows + "C31,某地,其他地区,2,,,x,true\n"))->worst_possible ==
        Outcome::prohibited);
  // The day on which no row holds: nothing is known of the ratio.
  CHECK(steel(*steel_works("1.6", no_key, rows, "2025-12-31"))->worst_possible == Outcome::prohibited);
}
