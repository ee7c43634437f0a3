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

std::string old_approval(const std::string& date) {
  World w;
  w.properties = testing::stated() + (date.empty() ? "" : R"(,"eia_approval":")" + date + "\"");
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
}
