// SPDX-License-Identifier: Apache-2.0
//
// A project on a border is bound by the rules of both sides; and protected areas that overlap each other under a project.
#include <catch2/catch.hpp>

#include <set>

#include "world.h"

using namespace zonegate;
using testing::World;

namespace {

// Two counties that meet at 103.0005 degrees, in the middle of the project.
std::unique_ptr<app::Screening> between(const std::string& west, const std::string& east,
                                        const std::string& properties) {
  World w;
  w.properties = properties;
  const auto county = [](double from, double to, const std::string& code) {
    return testing::feature(testing::polygon(testing::rectangle(from, 29, to, 31)),
                            R"("code":")" + code + R"(","name":"县")");
  };
  w.layers["admin"].features = {county(102, 103.0005, west), county(103.0005, 104, east)};
  return w.screen();
}

// Rules with an answer of either kind, but "does not concern": bound and asked.
std::set<std::string> bound(const app::Screening& s) {
  std::set<std::string> ids;
  for (const auto& f : s.run.projects[0].verdict.findings) ids.insert(f.rule);
  for (const auto& silent : s.run.projects[0].verdict.silent) ids.insert(silent.rule);
  return ids;
}

const std::string kChemical =
    R"("project_id":"P","name":"化工","project_type":"factory","industry":"C2614","activity":"new","discharges":false)";

}  // namespace

TEST_CASE("a project in two counties gets the rules of both cities, and of the province once") {
  const auto s = between("511802", "513321", kChemical);  // Ya'an and Ganzi
  CHECK(s->projects.projects[0].regions ==
        std::vector<std::string>{"510000", "511800", "511802", "513300", "513321"});
  CHECK(bound(*s).contains("IN-14"));  // Ya'an's
  CHECK(bound(*s).contains("YZ-07"));  // Sichuan's
  CHECK_FALSE(bound(*between("513321", "513322", kChemical)).contains("IN-14"));
}

TEST_CASE("a project in two provinces gets the rules of both") {
  const auto s = between("511622", "500117", kChemical);  // Guang'an and Chongqing
  const auto& regions = s->projects.projects[0].regions;
  CHECK(std::set<std::string>(regions.begin(), regions.end()) ==
        std::set<std::string>{"500000", "500100", "500117", "510000", "511600", "511622"});
  CHECK(bound(*s).contains("YZ-07"));
  CHECK(bound(*s).contains("IN-07"));                                       // Sichuan's alone
  CHECK(bound(*between("500117", "500118", kChemical)).contains("YZ-07"));  // of both provinces
  CHECK_FALSE(bound(*between("500117", "500118", kChemical)).contains("IN-07"));
  CHECK_FALSE(bound(*between("520381", "520382", kChemical)).contains("YZ-07"));
  CHECK(bound(*between("520381", "510525", kChemical)).contains("YZ-07"));
}

namespace {

// 0.001 degrees of longitude are 96.49 m at 30 degrees north (CGCS2000). The project ends at 103.001.
constexpr double kDegreesOf30m = 0.00031092;

std::unique_ptr<app::Screening> beside(double gap, const std::string& accuracy_m, const std::string& east,
                                       const std::string& bans = "", const std::string& west = "511802") {
  World w;
  w.properties = kChemical + R"(,"adds_pollutants":"COD","accuracy_m":1)";
  const double border = 103.001 + gap;
  const auto county = [](double from, double to, const std::string& code) {
    return testing::feature(testing::polygon(testing::rectangle(from, 29, to, 31)),
                            R"("code":")" + code + "\"");
  };
  w.layers["admin"].features = {county(102, border, west)};
  if (!east.empty()) w.layers["admin"].features.push_back(county(border, 104, east));
  w.layers["admin"].accuracy_m = accuracy_m;
  if (!bans.empty()) {
    w.layers["region_ban"].kind = "region_ban";
    w.layers["region_ban"].csv = "code,pollutant,from,to,document\n" + bans;
  }
  return w.screen();
}
std::string issue(const app::Screening& s, const std::string& code) {
  for (const auto& i : s.run.projects[0].issues)
    if (i.code == code) return i.message;
  return {};
}
const verdict::Finding* suspended(const app::Screening& s) {
  for (const auto& f : s.run.projects[0].verdict.findings)
    if (f.rule == "IN-02") return &f;
  return nullptr;
}

}  // namespace

TEST_CASE("a county whose border is nearer than it is known may hold the project") {
  const auto near = beside(kDegreesOf30m, "50", "511803", "511803,COD,,,x\n");
  const auto& project = near->projects.projects[0];
  CHECK(project.regions == std::vector<std::string>{"510000", "511800", "511802"});
  CHECK(project.regions_near == std::vector<std::string>{"511803"});
  CHECK_FALSE(project.regions_open);
  CHECK(issue(*near, "project.region_near").find("511803 (30.0 m)") != std::string::npos);
  REQUIRE(suspended(*near));
  CHECK(suspended(*near)->outcome == Outcome::undetermined);
  CHECK(suspended(*near)->worst_possible == Outcome::prohibited);

  for (const auto& s : {beside(kDegreesOf30m, "20", "511803", "511803,COD,,,x\n"),
                        beside(2 * kDegreesOf30m, "50", "511803", "511803,COD,,,x\n")}) {
    CHECK(s->projects.projects[0].regions_near.empty());
    CHECK(issue(*s, "project.region_near").empty());
    CHECK_FALSE(suspended(*s));
  }
}

TEST_CASE("the rules of a near province bind, those of all others do not") {
  const auto near = beside(kDegreesOf30m, "50", "510525", "", "500117");  // in Chongqing, near Luzhou
  CHECK(near->projects.projects[0].regions_near == std::vector<std::string>{"510000", "510500", "510525"});
  CHECK(bound(*near).contains("IN-07"));        // Sichuan's
  CHECK_FALSE(bound(*near).contains("IN-14"));  // Ya'an's
  CHECK_FALSE(bound(*beside(kDegreesOf30m, "20", "510525", "", "500117")).contains("IN-07"));
}

TEST_CASE("where the admin layer ends nearer than it is known, there may be any county") {
  const auto end = beside(kDegreesOf30m, "50", "", "500117,COD,,,x\n");
  CHECK(end->projects.projects[0].regions_open);
  CHECK(issue(*end, "project.region_unknown").find("where the layer ends") != std::string::npos);
  REQUIRE(suspended(*end));
  CHECK(suspended(*end)->worst_possible == Outcome::prohibited);
  CHECK_FALSE(beside(kDegreesOf30m, "20", "", "500117,COD,,,x\n")->projects.projects[0].regions_open);
}

TEST_CASE("a line that leaves the admin layer lies in an unknown county too") {
  World w;
  w.geometry = R"({"type":"LineString","coordinates":[[103.0,30.0],[103.1,30.0]]})";
  w.layers["admin"].features = {
      testing::feature(testing::polygon(testing::rectangle(102, 29, 103.05, 31)), R"("code":"511802")")};
  CHECK(w.screen()->projects.projects[0].regions_open);
  w.layers["admin"].features = {
      testing::feature(testing::polygon(testing::rectangle(102, 29, 103.2, 31)), R"("code":"511802")")};
  CHECK_FALSE(w.screen()->projects.projects[0].regions_open);
}

TEST_CASE("a county whose code is none is not known") {
  for (const std::string code : {"51180", "五一一八", "5118O3", ""}) {
    CAPTURE(code);
    const auto s = between("511802", code, kChemical);
    CHECK(s->projects.projects[0].regions == std::vector<std::string>{"510000", "511800", "511802"});
    CHECK(s->projects.projects[0].regions_open);
  }
}

namespace {

// PA-09 of a project over two reserves.
bool overlapping(const std::string& first, const std::string& second, const std::string& type = "森林公园") {
  World w;
  const auto area = [](const std::string& ring, const std::string& kind) {
    return testing::feature(testing::polygon(ring),
                            R"("name":"保护地","level":"省级","zone":"一般控制区","type":")" + kind + "\"");
  };
  w.layers["pa"].features = {area(first, "自然保护区"), area(second, type)};
  const auto s = w.screen();
  for (const auto& f : s->run.projects[0].verdict.findings)
    if (f.rule == "PA-09") return f.measures[0].value.lo > 0;
  return false;
}

}  // namespace

TEST_CASE("protected areas that overlap under the project are named, those side by side are not") {
  const auto west = testing::rectangle(102.9, 29.9, 103.0005, 30.1),
             east = testing::rectangle(103.0005, 29.9, 103.1, 30.1);
  CHECK_FALSE(overlapping(west, east));
  CHECK(overlapping(west, testing::rectangle(103.0004, 29.9, 103.1, 30.1)));
  CHECK(overlapping(west, testing::rectangle(103.0004, 29.9, 103.1, 30.1), "自然保护区"));  // two of one kind
  CHECK_FALSE(overlapping(west, testing::rectangle(103.0004, 29.9, 103.1, 30.1), "风景名胜区"));
  // They overlap, but not under the project.
  CHECK_FALSE(overlapping(testing::rectangle(102.9, 29.9, 103.05, 29.99),
                          testing::rectangle(102.95, 29.9, 103.1, 29.99)));
}

namespace {

std::string old_approval(const std::string& date, const std::string& second = "") {
  World w;
  w.properties = testing::stated() + (date.empty() ? "" : R"(,"eia_approval":")" + date + "\"");
  if (!second.empty()) w.properties += R"(,"环评批准日期":")" + second + "\"";
  const auto s = w.screen();
  for (const auto& f : s->run.projects[0].verdict.findings)
    if (f.rule == "IN-12") return std::string(to_string(f.outcome));
  return "silent";
}

}  // namespace

TEST_CASE("an approval of more than five years ago, and one whose date cannot be read") {
  CHECK(old_approval("2021-09-30") == "conditional");
  CHECK(old_approval("2021年9月30日") == "conditional");
  CHECK(old_approval("2021-10-01") == "silent");  // five years to the day
  CHECK(old_approval("不适用") == "silent");
  CHECK(old_approval("") == "silent");
  CHECK(old_approval("前年") == "undetermined");
  CHECK(old_approval("2021-02-30") == "undetermined");
  CHECK(old_approval("2024-01-01", "2024-01-01") == "silent");
  CHECK(old_approval("2024-01-01", "2015-01-01") ==
        "undetermined");  // two statements: the first is not the true one
  CHECK(old_approval("2026-10-01") == "silent");
  CHECK(old_approval("2026-10-02") ==
        "undetermined");  // after the day of judgement: 2016, or no approval yet?
}
