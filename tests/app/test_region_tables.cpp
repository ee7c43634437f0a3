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
  for (const std::string code : {"511802", "511800", "510000", "51"}) {
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
