// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <cmath>
#include <random>

#include "document/parts.h"

using namespace zonegate;
using namespace zonegate::document;

namespace {

const Profile& profile() {
  static const Profile p = read_profile(std::string(ZONEGATE_SOURCE_DIR) + "/documents/profile.yaml");
  return p;
}

struct World {
  Json run = Json::object(), project = {{"area_basis", "ellipsoidal (CGCS2000)"}};
  ProjectFiles files;
  Context c{profile(), Lang::zh, run, project, files};
};

double total_of(const std::vector<Cell>& cells) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < cells.size(); ++i) sum += cells[i].number.value_or(0);
  return sum;
}

}  // namespace

TEST_CASE("a figure is shown in its unit, rounded half away from zero") {
  const World w;
  const Amount area{1234565, {"/a"}};  // 12345.65 m2
  CHECK(number_cell(w.c, area, "m2").text == "12345.65");
  CHECK(number_cell(w.c, area, "hm2").text == "1.2346");          // 1.234565
  CHECK(number_cell(w.c, area, "mu").text == "18.52");            // 12345.65 * 15 / 10000 = 18.518475
  CHECK(number_cell(w.c, {50, {"/a"}}, "hm2").text == "0.0001");  // 0.5 m2 = 0.00005 hm2
  CHECK(number_cell(w.c, {182296, {"/l"}}, "km").text == "1.823");
  CHECK(number_cell(w.c, {-82324, {"/t"}}, "tc").text == "-82.32");
}

TEST_CASE("ground that is there is never printed as none, and counts as nothing in a sum") {
  const World w;
  const Cell mu = number_cell(w.c, {180, {"/a"}}, "mu");  // 1.80 m2 = 0.0027 mu
  CHECK(mu.text == "<0.01");
  CHECK(mu.number == 0);
  CHECK(mu.below);
  CHECK(number_cell(w.c, {30, {"/a"}}, "hm2").text == "<0.0001");
  CHECK(number_cell(w.c, {0, {"/a"}}, "mu").text == "0.00");
  CHECK(number_cell(w.c, {4, {"/a"}}, "tc").text == "0.00");  // no area
  const auto cells =
      closed_cells(w.c, std::vector<Amount>{{180, {"/a"}}, {190, {"/b"}}, {370, {"/c"}}}, "mu");
  CHECK(cells[0].text == "<0.01");  // 0.0027 + 0.00285 + 0.00555 = 0.0111
  CHECK(cells[2].text == "0.01");
  CHECK(cells[3].text == "0.01");
  const Cell sum = added({&cells[0], &cells[1]});
  CHECK(sum.text == "<0.01");
  CHECK(added({&cells[0], &cells[2]}).text == "0.01");
}

TEST_CASE("three thirds add to the whole, shares to 100.00") {
  const World w;
  const std::vector<Amount> thirds(3, {3333333, {"/a"}});  // 33333.33 m2 each
  const auto hm2 = closed_cells(w.c, thirds, "hm2");
  CHECK(hm2[0].text == "3.3334");
  CHECK(hm2[1].text == "3.3333");
  CHECK(hm2[3].text == "10.0000");
  const auto shares = share_cells(w.c, thirds);
  CHECK(shares[0].text == "33.34");
  CHECK(shares[2].text == "33.33");
  CHECK(shares[3].text == "100.00");
}

TEST_CASE("parts always add to their rounded total, and none is off by a whole last digit") {
  const World w;
  const unsigned seed = 20261127;
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::int64_t> steps(0, 90000000);
  for (int round = 0; round < 2000; ++round) {
    std::vector<Amount> parts(1 + random() % 12);
    for (auto& part : parts) part = {steps(random), {"/a"}};
    for (const char* unit : {"m2", "hm2", "mu"}) {
      const auto cells = closed_cells(w.c, parts, unit);
      const double last = std::pow(10, -profile().decimals.at(unit));
      REQUIRE(std::fabs(total_of(cells) - *cells.back().number) < last / 4);
      const double per_step = unit == std::string("m2") ? 0.01 : unit == std::string("hm2") ? 1e-6 : 1.5e-5;
      for (std::size_t i = 0; i < parts.size(); ++i)
        REQUIRE(std::fabs(*cells[i].number - static_cast<double>(parts[i].steps) * per_step) < last * 1.0001);
    }
    REQUIRE(share_cells(w.c, parts).back().text == (sum(parts).steps > 0 ? "100.00" : ""));
  }
}

TEST_CASE(
    "a loss is never printed as more than its stock, and rows close to the rounded totals of the results") {
  const World w;
  const unsigned seed = 20261128;
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::int64_t> steps(0, 60), share(0, 4), miss(-2, 2);
  std::size_t apart = 0;
  for (int round = 0; round < 5000; ++round) {
    std::vector<std::vector<Amount>> stock(1 + random() % 4), pools(5);
    std::vector<Amount> lost, sums;
    for (auto& row : stock) {
      for (auto& pool : pools) {
        row.push_back({steps(random), {"/a"}});
        pool.push_back(row.back());
      }
      sums.push_back({std::max<std::int64_t>(0, sum(row).steps + miss(random)), {"/t"}});
    }
    for (const auto& pool : pools) lost.push_back({sum(pool).steps * share(random) / 4, {"/b"}});
    const auto rows = closed_rows(w.c, stock, sums, "tc");
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::vector<Cell> parts(rows[i].begin(), rows[i].end() - 1);
      REQUIRE(std::fabs(total_of(rows[i]) - *rows[i].back().number) < 1e-9);
      for (std::size_t p = 0; p < parts.size(); ++p)
        REQUIRE(std::fabs(*parts[p].number - static_cast<double>(stock[i][p].steps) / 1000) < 0.01);
      const double own = std::round(static_cast<double>(sums[i].steps) / 10) / 100;
      REQUIRE((rows[i].back().settled || std::fabs(*rows[i].back().number - own) < 1e-9));
    }
    std::vector<Cell> totals;
    for (std::size_t p = 0; p < pools.size(); ++p) {
      std::vector<const Cell*> cells;
      for (const auto& row : rows) cells.push_back(&row[p]);
      totals.push_back(added(cells));
      REQUIRE(std::fabs(*totals.back().number - static_cast<double>(sum(pools[p]).steps) / 1000) < 0.03);
    }
    const auto cells = closed_cells_within(w.c, lost, totals, "tc");
    const auto alone = closed_cells(w.c, lost, "tc");
    for (std::size_t p = 0; p < lost.size(); ++p) {
      const double stocked = *totals[p].number, true_loss = static_cast<double>(lost[p].steps) / 1000;
      REQUIRE(*cells[p].number <= stocked + 1e-9);
      REQUIRE((std::fabs(*cells[p].number - true_loss) < 0.010001 || *cells[p].number == stocked));
      if (*alone[p].number > stocked + 1e-9) ++apart;
    }
    REQUIRE(std::fabs(total_of(cells) - *cells.back().number) < 1e-9);
  }
  CHECK(apart > 0);  // rounded by itself it would be
}

TEST_CASE("the total of a class in table 8-1 is the rounded one of the results") {
  World w;
  w.project["carbon"] = {
      {"classes",
       Json::array(
           {{{"name", "乔木林"},
             {"area_ha", 5.056986},
             {"stock_tc",
              {{"above", 320.866},
               {"below", 70.59},
               {"dead", 25.669},
               {"litter", 88.497},
               {"soil", 445.015}}},
             {"total_tc", 950.638}},
            {{"name", "灌木"},
             {"area_ha", 26.206625},
             {"stock_tc",
              {{"above", 163.922}, {"below", 88.054}, {"dead", 0}, {"litter", 0}, {"soil", 2306.183}}},
             {"total_tc", 2558.16}}})}};
  const Table table = carbon_tables(w.c).front();
  CHECK(table.rows[0].cells[7].text == "950.64");
  CHECK(table.rows[1].cells[7].text == "2558.16");
  CHECK(table.rows[2].cells[7].text == "3508.80");
  for (const auto& row : table.rows) {
    if (!row.cells[7].number || !row.cells[6].number) continue;
    double all = 0;
    for (std::size_t p = 2; p < 7; ++p) all += row.cells[p].number.value_or(0);
    CHECK(std::fabs(all - *row.cells[7].number) < 1e-9);
  }
}

TEST_CASE(
    "the grand total of table 8-1 is the rounded one of the results, and classes and pools close to it") {
  World w;
  const auto one = [](const char* name) {
    return Json{{"name", name},
                {"area_ha", 1},
                {"stock_tc", {{"above", 1.002}, {"below", 1.002}, {"dead", 0}, {"litter", 0}, {"soil", 0}}},
                {"total_tc", 2.004}};
  };
  w.project["carbon"] = {
      {"classes", Json::array({one("甲"), one("乙"), one("丙")})},
      {"stock_total_tc", 6.012},
      {"loss_tc", {{"above", 1.003}, {"below", 1.003}, {"dead", 0}, {"litter", 0}, {"soil", 0}}},
      {"loss_total_tc", 2.005}};
  const auto texts = [&w](std::size_t column) {
    std::vector<std::string> out;
    const Table table = carbon_tables(w.c).front();
    for (const auto& row : table.rows) out.push_back(row.cells[column].text);
    return out;
  };
  using Texts = std::vector<std::string>;
  CHECK(texts(7) == Texts{"2.01", "2.00", "2.00", "6.01", "2.01"});
  CHECK(texts(2) == Texts{"1.01", "1.00", "1.00", "3.01", "1.01"});
  CHECK(texts(3) == Texts{"1.00", "1.00", "1.00", "3.00", "1.00"});
  const Table table = carbon_tables(w.c).front();
  CHECK(table.rows[3].cells[7].from == Texts{"/carbon/stock_total_tc"});
  CHECK_FALSE(table.rows[3].cells[7].settled);
  CHECK(table.rows[0].cells[7].settled);
  // What is no sum of the classes is not made one.
  w.project["carbon"]["stock_total_tc"] = 99;
  CHECK(texts(7)[3] == "6.00");
  const Table other = carbon_tables(w.c).front();
  CHECK(other.rows[3].cells[7].settled);
}

TEST_CASE("a loss that is truly more than its stock is not hidden by rounding") {
  const World w;
  const std::vector<Amount> lost = {{1500, {"/b"}}};
  const auto cells =
      closed_cells_within(w.c, lost, {closed_cells(w.c, std::vector<Amount>{{1000, {"/a"}}}, "tc")[0]}, "tc");
  CHECK(cells[0].text == "1.50");
}

TEST_CASE("what is withheld has no number, and neither has its total") {
  const World w;
  const std::vector<Amount> parts = {{100, {"/a"}}, {0, {}, true}};
  const auto cells = closed_cells(w.c, parts, "m2");
  CHECK(cells[1].text == "不公开");
  CHECK_FALSE(cells[1].number);
  CHECK_FALSE(cells.back().number);
  CHECK_FALSE(share_cells(w.c, parts).front().number);
}

TEST_CASE("degrees, minutes and seconds carry over, and winds have 16 sectors") {
  const World w;
  CHECK(dms(103.08974184, 4) == "103°05′23.0706″");
  CHECK(dms(29.999999999999, 4) == "30°00′00.0000″");
  CHECK(dms(-0.5, 2) == "-0°30′00.00″");
  CHECK(wind(w.c, Json(11.24)) == "北");
  CHECK(wind(w.c, Json(11.26)) == "北东北");
  CHECK(wind(w.c, Json(348.76)) == "北");
  CHECK(wind(w.c, Json(-90.0)) == "西");
  CHECK(wind(w.c, Json(nullptr)).empty());
}
