// SPDX-License-Identifier: Apache-2.0
//
// Dated tables of regions: rows hold by the project's region and day, and what cannot be read may hold.
#include <catch2/catch.hpp>

#include <algorithm>

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
  // Days as offices write them; 至今 is an open end, and no beginning.
  CHECK(with_rows("51,COD,2026.9.1,2026年12月1日,x\n").outcome == Outcome::prohibited);
  CHECK(with_rows("51,COD,2026.10.2,2026/12/1,x\n").silent);
  CHECK(with_rows("51,COD,2025.1.1,2026.10.1,x\n").silent);
  CHECK(with_rows("51,COD,2025.1.1,至今,x\n").outcome == Outcome::prohibited);
  CHECK(with_rows("51,COD,2026.10.2,至今,x\n").silent);
  CHECK(with_rows("51,COD,至今,,x\n").outcome == Outcome::undetermined);
  CHECK(with_rows("51,COD,2025.1.1,2026.9,x\n").outcome == Outcome::undetermined);
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
  CHECK(steel(*steel_works("1.3", "510100,true,true,,\n511802,false,true,,\n"))->worst_possible ==
        Outcome::conditional);
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

namespace {

bool told(const app::Screening& s, const std::string& code, const std::string& part) {
  return std::any_of(s.run.issues.begin(), s.run.issues.end(), [&](const Issue& i) {
    return i.code == code && i.message.find(part) != std::string::npos;
  });
}

// Why the answer about key regions is open; empty: it is not.
std::string why_open(const std::string& classes) {
  const auto s = steel_works("1.3", classes);
  const auto* f = steel(*s);
  if (f->worst_possible != Outcome::prohibited || f->outcome != Outcome::conditional) return {};
  CHECK(f->unknown == std::vector<std::string>{"layer:region_class"});
  for (const auto& m : f->measures)
    if (m.layer == "region_class") return m.reason;
  return {};
}

}  // namespace

TEST_CASE("a county without a row in force is not answered by rows of others, or of other years") {
  for (const std::string rows :
       {"510100,false,true,,\n", "511803,false,true,,\n", "511802,false,true,2020-01-01,2026-10-01\n",
        "511802,false,true,2026-10-02,\n", "511802,false,true,明年,\n", "51180,false,true,,\n"}) {
    CAPTURE(rows);
    CHECK(why_open(rows) == "region_class: has no row in force (region; day): 511802; 2026-10-01");
  }
  for (const std::string code : {"511802", "511800", "51", "00", "000000"}) {
    CAPTURE(code);
    CHECK(why_open("511803,true,true,,\n" + code + ",false,true,2026-01-01,\n").empty());
  }
  CHECK(why_open("511802,,true,,\n") ==
        "region_class: a row may hold, since its region or date, or the project's county or industry, is not "
        "certain");
}

TEST_CASE("a project in two counties asks for a row of each, of classes and of numbers") {
  const auto in_two = [](const std::string& ratio, const std::string& classes, const std::string& ratios) {
    World w;
    w.properties =
        R"("project_id":"P","name":"钢厂","project_type":"factory","industry":"C3120","activity":"new","capacity_swap_ratio":)" +
        ratio;
    w.layers["admin"].features = {
        testing::feature(testing::polygon(testing::rectangle(102, 29, 103.0005, 31)), R"("code":"511802")"),
        testing::feature(testing::polygon(testing::rectangle(103.0005, 29, 104, 31)), R"("code":"511803")")};
    w.layers["region_class"].kind = "region_class";
    w.layers["region_class"].csv = "code,key_region,attaining,from,to\n" + classes;
    w.layers["capacity_swap"].kind = "capacity_swap";
    w.layers["capacity_swap"].csv = "industry,code,situation,ratio,from,to,document,verified\n" + ratios;
    return steel(*w.screen())->worst_possible;
  };
  const std::string one = "511802,false,true,,\n", both = one + "511803,false,true,,\n";
  const std::string everywhere = "C31,00,其他地区,1.25,,,x,true\n",
                    here = "C31,511802,其他地区,1.25,,,x,true\n";
  CHECK(in_two("1.3", both, everywhere) == Outcome::conditional);
  CHECK(in_two("1.3", one, everywhere) == Outcome::prohibited);
  CHECK(in_two("1.3", both, here) == Outcome::prohibited);
  CHECK(in_two("1.3", both, here + "C31,511803,其他地区,1.2,,,x,true\n") == Outcome::conditional);
}

TEST_CASE("no row is no ban only where the list says that it is complete") {
  const auto with_coverage = [](const std::string& coverage, const std::string& rows) {
    World w;
    w.properties = kPlant;
    auto& list = w.layers["region_ban"];
    list.kind = "region_ban";
    list.coverage = coverage;
    list.csv = "code,pollutant,from,to,document\n" + rows;
    const auto s = w.screen();
    const auto* f = ban(s->run);
    return f ? f->worst_possible : Outcome::allowed;
  };
  const std::string elsewhere = "500000,COD,,,x\n";
  CHECK(with_coverage("[102.5, 29.5, 103.5, 30.5]", elsewhere) == Outcome::allowed);
  CHECK(with_coverage("", elsewhere) == Outcome::prohibited);
  CHECK(with_coverage("[105, 29.5, 106, 30.5]", elsewhere) == Outcome::prohibited);
  CHECK(with_coverage("[102.5, 29.5, 103.0005, 30.5]", elsewhere) == Outcome::prohibited);
  CHECK(with_coverage("", "511802,COD,,,x\n") == Outcome::prohibited);
}

TEST_CASE("a row that ends before it begins, and one of a county of the city that is known, may hold") {
  CHECK(with_rows("511802,COD,2026-12-01,2026-09-01,x\n").worst == Outcome::prohibited);
  CHECK(with_rows("511802,COD,2026-10-01,2026-10-01,x\n").worst == Outcome::prohibited);
  World w;
  w.properties = kPlant;
  w.layers["admin"].features = {
      testing::feature(testing::polygon(testing::rectangle(102, 29, 104, 31)), R"("code":"511800")")};
  w.layers["region_ban"].kind = "region_ban";
  w.layers["region_ban"].csv = "code,pollutant,from,to,document\n511803,COD,,,x\n";
  const auto s = w.screen();
  REQUIRE(ban(s->run));
  CHECK(ban(s->run)->outcome == Outcome::undetermined);
  CHECK(ban(s->run)->worst_possible == Outcome::prohibited);
}

TEST_CASE("cells and columns of a table of regions that cannot be read are told, and close nothing") {
  const auto screened = [](const std::string& header, const std::string& rows) {
    World w;
    w.properties = kPlant;
    w.layers["region_ban"].kind = "region_ban";
    w.layers["region_ban"].csv = header + "\n" + rows;
    return w.screen();
  };
  const auto open = [](const app::Screening& s) {
    return ban(s.run) && ban(s.run)->worst_possible == Outcome::prohibited;
  };
  const std::string header = "code,pollutant,from,to,document";
  CHECK(told(*screened(header, "雅安市,COD,,,x\n"), "layer.value_unreadable", "code '雅安市'"));
  CHECK(told(*screened(header, "511803,COD,明年,,x\n"), "layer.value_unreadable", "from '明年'"));
  CHECK(told(*screened(header, "511803,COD,2026-12-01,2026-09-01,x\n"), "layer.value_unreadable",
             "`to` 2026-09-01 is not later than `from` 2026-12-01"));
  // The row is of another county: it would close the question, if its days were read.
  for (const std::string wrong : {"code,pollutant,form,to,document", "code,pollutant,from,untill,document",
                                  "code,pollutant,生效时间,to,document", "code,pollutant,From,to,document"}) {
    CAPTURE(wrong);
    const auto s = screened(wrong, "511803,COD,2026-01-01,2026-09-01,x\n");
    CHECK(open(*s));
    CHECK(told(*s, "layer.column_unknown", wrong.find("untill") == std::string::npos ? "'from'" : "'to'"));
  }
  const auto harmless = screened("code,polutant,from,to,note", "511803,COD,,,x\n");
  CHECK_FALSE(open(*harmless));
  CHECK(told(*harmless, "layer.column_unknown", "did you mean 'pollutant'?"));
  CHECK_FALSE(told(*harmless, "layer.column_unknown", "note"));
  CHECK_FALSE(
      told(*screened(header + ",发文日期", "511803,COD,,,x,2026-01-01\n"), "layer.column_unknown", ""));
}

TEST_CASE("a ratio whose industry is no code may be asked for") {
  const std::string no_key = "511800,false,true,,\n", row = "C31,00,其他地区,1.25,,,x,true\n";
  CHECK(steel(*steel_works("1.3", no_key, row))->worst_possible == Outcome::conditional);
  CHECK(steel(*steel_works("1.3", no_key, row + "钢铁,00,其他地区,1.5,,,x,true\n"))->worst_possible ==
        Outcome::prohibited);
  CHECK(steel(*steel_works("1.3", no_key, "3120,00,其他地区,1.5,,,x,true\n"))->outcome ==
        Outcome::prohibited);
}

TEST_CASE("a row that surely holds is a hit; one that may hold says that it only may") {
  const auto answer = [](const std::string& from) {
    World w;
    w.properties = kPlant;
    auto& list = w.layers["region_ban"];
    list.kind = "region_ban";
    list.csv = "code,pollutant,from,to,document\n511802,COD," + from + ",,x\n";
    const auto s = w.screen();
    const auto& layers = s->run.projects[0].verdict.layers;
    return *std::find_if(layers.begin(), layers.end(), [](const auto& a) { return a.kind == "region_ban"; });
  };
  const auto sure = answer("2026-01-01"), perhaps = answer("soon"), none = answer("2027-01-01");
  CHECK(sure.state == facts::LayerState::hit);
  CHECK(sure.reason_code.empty());
  CHECK(perhaps.state == facts::LayerState::hit);
  CHECK(perhaps.reason_code == "possible");
  CHECK(none.state == facts::LayerState::clear);
}
