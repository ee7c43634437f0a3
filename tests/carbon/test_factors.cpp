// SPDX-License-Identifier: Apache-2.0
// The factor library: which row answers, intervals of classes, what a user's folder changes, and the shipped rows.
#include <unistd.h>

#include <catch2/catch.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "carbon/carbon.h"

using namespace zonegate;
using namespace zonegate::carbon;

namespace {

const FactorLibrary& shipped() {
  static const FactorLibrary library = [] {
    std::vector<Issue> issues;
    auto read = read_factors(std::string(ZONEGATE_SOURCE_DIR) + "/rules/factors/library", "", issues);
    for (const auto& issue : issues) UNSCOPED_INFO(to_line(issue));
    CHECK(issues.empty());
    return read;
  }();
  return library;
}

Factor row(const std::string& id, const std::string& region, double value, const std::string& edition,
           bool user = false) {
  Factor f;
  f.id = id;
  f.quantity = "svd";
  f.region = region;
  f.value = value;
  f.edition = edition;
  f.user = user;
  f.status = Status::seen;
  return f;
}

double volume(const std::string& species, const std::string& edition, double d, double h) {
  FactorQuery q{"volume_a", {species}, "5118", edition, {}, {}};
  const double a = shipped().find(q).row->value;
  q.quantity = "volume_b";
  const double b = shipped().find(q).row->value;
  q.quantity = "volume_c";
  return a * std::pow(d, b) * std::pow(h, shipped().find(q).row->value);
}

}  // namespace

TEST_CASE("every shipped factor reads, and each is what its status says") {
  CHECK(shipped().rows().size() > 600);
  for (const auto& f : shipped().rows()) {
    INFO(f.id);
    const bool memory = f.source.find("凭记忆") != std::string::npos;
    CHECK((f.status != Status::seen || !memory));
    CHECK((f.status != Status::unverified || memory));
  }
}

TEST_CASE("classes are half-open: 20 m3/ha is of the first, anything above of the second") {
  FactorQuery q{"bcef_s", {"pines"}, "51", "ipcc-2006", {{"climate", {"temperate"}}}, {{"volume", 20.0}}};
  CHECK(shipped().find(q).row->value == 1.8);
  q.numbers["volume"] = 20.5;
  CHECK(shipped().find(q).row->value == 1.0);
  q.numbers["volume"] = 40;
  CHECK(shipped().find(q).row->value == 1.0);
  q.numbers["volume"] = 200.0001;
  CHECK(shipped().find(q).row->value == 0.7);
  q.numbers.clear();  // who does not say the volume gets no class
  CHECK(shipped().find(q).row == nullptr);
}

// CARBON notes 3.7: worked values of the public volume tables (D 20 cm, H 15 m).
TEST_CASE("two-way volume tables of Sichuan") {
  CHECK(volume("马尾松", "db51", 20, 15) == Approx(0.248).margin(0.0005));
  CHECK(volume("柳杉", "db51", 20, 15) == Approx(0.233).margin(0.0005));
  CHECK(volume("柳杉", "local-volume", 20, 15) == Approx(0.268).margin(0.0005));
}

// Row means of Table 2.2 and of Table 2.3 as a public program prints them.
TEST_CASE("litter and soil rows have the means that were seen elsewhere") {
  const auto mean = [](const char* climate) {
    FactorQuery q{"litter", {"broadleaf"}, "00", "ipcc-2006", {{"climate", {climate}}}, {}};
    const double b = shipped().find(q).row->value;
    q.species = {"needleleaf"};
    return (b + shipped().find(q).row->value) / 2;
  };
  CHECK(mean("cold-temperate-moist") == Approx(21));
  CHECK(mean("cold-temperate-dry") == Approx(27.5));
  CHECK(mean("warm-temperate-moist") == Approx(17.5));
  CHECK(mean("warm-temperate-dry") == Approx(24.25));
  CHECK(mean("tropical") == Approx(3.65));
  CHECK(mean("boreal-moist") == Approx(47));
  CHECK(mean("boreal-dry") == Approx(28));
}

TEST_CASE("BCEF_R is BCEF_S / 0.9 to the digits printed") {
  for (const auto& s : shipped().rows()) {
    if (s.quantity != "bcef_s") continue;
    for (const auto& r : shipped().rows())
      if (r.quantity == "bcef_r" && r.species == s.species && r.condition_text == s.condition_text) {
        INFO(s.id);
        CHECK(r.value == Approx(s.value / 0.9).margin(0.02));
      }
  }
}

TEST_CASE("the longer region wins, 00 holds everywhere") {
  const FoundFactor sichuan = shipped().find({"svd", {}, "511800", "province-2011", {}, {}});
  CHECK(sichuan.row->value == 0.425);
  CHECK(shipped().find({"svd", {}, "110000", "province-2011", {}, {}}).row->value == 0.462);
  CHECK(shipped().find({"age_limit", {"云杉"}, "51", "", {}, {}}).row == nullptr);
}

TEST_CASE("editions that disagree are rivals, and naming one settles it") {
  const FoundFactor found = shipped().find({"fang_a", {"杉木"}, "51", "", {}, {}});
  CHECK(found.row->edition == "fang-2007");  // seen before unverified
  REQUIRE(found.rivals.size() == 1);
  CHECK(found.rivals[0]->edition == "fang-2001");
  CHECK(shipped().find({"fang_a", {"杉木"}, "51", "fang-2001", {}, {}}).row->value == 0.3999);
  CHECK(shipped().find({"fang_a", {"杉木"}, "51", "fang-1990", {}, {}}).row == nullptr);
}

TEST_CASE("a user's row wins in its region and edition, nowhere else") {
  FactorLibrary library;
  library.add(row("own-51", "51", 0.4, "a"));
  library.add(row("own-5118", "5118", 0.41, "a"));
  library.add(row("mine", "51", 0.5, "mine", true));
  library.list_overrides();
  CHECK(library.find({"svd", {}, "511802", "", {}, {}}).row->id == "mine");
  CHECK(library.find({"svd", {}, "511802", "a", {}, {}}).row->id == "own-5118");
  CHECK(library.find({"svd", {}, "52", "", {}, {}}).row == nullptr);
  REQUIRE(library.overrides().size() == 2);
  CHECK(library.overrides()[1].region == "5118");
}

TEST_CASE("intervals and conditions") {
  std::string why;
  CHECK(parse_range("(20,40]")->holds(40));
  CHECK_FALSE(parse_range("(20,40]")->holds(20));
  CHECK(parse_range("[0,inf)")->holds(1e9));
  for (const char* wrong : {"20-40", "(40,20]", "(20,20]", "[,20]", "(20;40]", "[inf,inf)"}) {
    INFO(wrong);
    CHECK_FALSE(parse_range(wrong));
  }
  CHECK(parse_condition(" climate = temperate ; volume=(20,40] ", why)->words.at("climate") == "temperate");
  CHECK(parse_condition("", why)->words.empty());
  CHECK(parse_condition("age=30", why)->ranges.at("age").holds(30));
  for (const char* wrong : {"climate", "weather=wet", "age=old", "age=1;age=2", "climate="}) {
    INFO(wrong);
    CHECK_FALSE(parse_condition(wrong, why));
    CHECK_FALSE(why.empty());
  }
}

TEST_CASE("overlapping classes and swapped expansion factors are found") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("factors_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "x.csv") << "id,quantity,species,region,condition,value,low,high,distribution,unit,"
                                     "edition,source,page,status,note\n"
                                     "a,bcef_s,x,51,\"volume=[0,20]\",1.8,,,,t dm/m3,e,s,-,seen,\n"
                                     "b,bcef_s,x,51,\"volume=[20,40]\",1.0,,,,t dm/m3,e,s,-,seen,\n"
                                     "c,bef_whole,,51,,1.4,,,,1,e,s,-,seen,\n"
                                     "d,bef_above,,51,,1.7,,,,1,e,s,-,seen,\n";
  std::vector<Issue> issues;
  read_factors(folder.string(), "", issues);
  fs::remove_all(folder);
  REQUIRE(issues.size() == 2);
  CHECK(issues[0].code == "factors.classes_overlap");
  CHECK(issues[1].code == "factors.bef_swapped");
}
