// SPDX-License-Identifier: Apache-2.0
//
// The file of --helmert: what it may say, and that every mistake is told with its line.
#include <catch2/catch.hpp>
#include <string>

#include "datum/datum.h"

using namespace zonegate;
using Catch::Matchers::Contains;

namespace {

const std::string kSeven =
    "model: seven\nsource: 示例〔2010〕1号\naccuracy_m: 0.3\nregion: 示例市\nfrom: xian1980\n"
    "convention: position_vector\ndx_m: 24.5\ndy_m: -123.1\ndz_m: -94.0\nrx_s: 0.5\nry_s: -0.25\nrz_s: 1.5\n"
    "ppm: 4.2\n";
const std::string kFour =
    "model: four\nsource: 控制网报告\naccuracy_m: 0.05\nfrom: EPSG:2379\nto: EPSG:4543\nnorth_m: 12.5\n"
    "east_m: -61.25\nrotation_s: 1.25\nsense: clockwise\nppm: -3.5\n";

std::string faults(const std::string& yaml) {
  try {
    datum::parse_parameters(yaml, "h.yaml");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::input);
    return error.what();
  }
  return "";
}
std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a file of seven parameters is read as it stands") {
  const auto p = datum::parse_parameters(kSeven, "h.yaml");
  CHECK(p.model == datum::Parameters::Model::seven);
  CHECK(p.source == "示例〔2010〕1号");
  CHECK(p.region == "示例市");
  CHECK(p.accuracy_m == 0.3);
  CHECK(p.datum == geom::ChinaSystem::Datum::xian1980);
  CHECK(p.ellipsoid.a == 6378140);
  CHECK(p.geocentric.position_vector);
  CHECK(p.geocentric.rz == 1.5);
  CHECK(p.to == "EPSG:4490");
}

TEST_CASE("a plane rotation is clockwise or its opposite, never guessed") {
  CHECK(datum::parse_parameters(kFour, "h.yaml").clockwise_s == 1.25);
  CHECK(
      datum::parse_parameters(with(kFour, "sense: clockwise", "sense: counterclockwise"), "h").clockwise_s ==
      -1.25);
  CHECK_THAT(faults(with(kFour, "sense: clockwise\n", "")), Contains("sense"));
  CHECK_THAT(faults(with(kFour, "clockwise", "left")), Contains("h.yaml:9: sense 'left' is not clockwise"));
}

TEST_CASE("what is missing, unknown or cannot be is told with its line") {
  CHECK_THAT(faults(with(kSeven, "source: 示例〔2010〕1号\n", "")), Contains("source"));
  CHECK_THAT(faults(with(kSeven, "source: 示例〔2010〕1号", "source: ''")),
             Contains("h.yaml:2: source is empty"));
  CHECK_THAT(faults(with(kSeven, "accuracy_m: 0.3\n", "")), Contains("accuracy_m"));
  CHECK_THAT(faults(with(kSeven, "accuracy_m: 0.3", "accuracy_m: 0")), Contains("must be above 0"));
  CHECK_THAT(faults(with(kSeven, "convention: position_vector\n", "")), Contains("convention"));
  CHECK_THAT(faults(with(kSeven, "position_vector", "bursa")), Contains("h.yaml:6: convention 'bursa'"));
  CHECK_THAT(faults(with(kSeven, "dx_m: 24.5", "dx_m: 2450")),
             Contains("h.yaml:7: dx_m 2450 cannot be: at most 2000 m either way; check the unit"));
  CHECK_THAT(faults(with(kSeven, "rz_s: 1.5", "rz_s: 61")), Contains("at most 60 seconds of arc"));
  CHECK_THAT(faults(with(kSeven, "ppm: 4.2", "ppm: 201")), Contains("at most 200 ppm"));
  CHECK_THAT(faults(with(kSeven, "ppm: 4.2", "ppm: .nan")), Contains("h.yaml:13"));
  CHECK_THAT(faults(with(kSeven, "rx_s", "rx_sec")), Contains("h.yaml:10: unknown key"));
  CHECK_THAT(faults(with(kSeven, "xian1980", "EPSG:4490")),
             Contains("h.yaml:5: from 'EPSG:4490' is not xian1980"));
  CHECK_THAT(faults(kSeven + "ellipsoid: iag75\n"), Contains("from and ellipsoid say the same in two ways"));
  CHECK_THAT(faults(with(kSeven, "model: seven", "model: ten")), Contains("h.yaml:1: model 'ten'"));
  CHECK_THAT(faults(with(kFour, "from: EPSG:2379", "from: xian1980")), Contains("from must be a zone"));
  CHECK_THAT(faults(with(kFour, "to: EPSG:4543", "to: EPSG:4490")), Contains("is not a zone of CGCS2000"));
  CHECK_THAT(faults("- 1\n"), Contains("holds no parameters"));
  CHECK_THAT(faults(""), Contains("the file is empty"));
  CHECK_FALSE(faults("model: [\n").empty());
  // Three parameters have no rotations.
  CHECK_THAT(faults(with(kSeven, "model: seven", "model: three")), Contains("unknown key"));
}

TEST_CASE("all mistakes of a file come at once") {
  const std::string all = faults(with(with(kSeven, "dx_m: 24.5", "dx_m: 9999"), "ppm: 4.2", "ppm: 999"));
  CHECK_THAT(all, Contains("dx_m 9999"));
  CHECK_THAT(all, Contains("ppm 999"));
}

TEST_CASE("a local grid may lie far from its zone; an old zone may not") {
  const std::string local =
      with(with(kFour, "from: EPSG:2379", "from: local"), "north_m: 12.5", "north_m: 3312345.5");
  CHECK(datum::parse_parameters(local, "h.yaml").north_m == 3312345.5);
  CHECK_THAT(faults(with(kFour, "north_m: 12.5", "north_m: 3312345.5")),
             Contains("north_m 3312345.5 cannot be"));
}

TEST_CASE("check points show a wrong sign") {
  // 500000, 3300000 turned clockwise by 1.25" and shifted: computed by hand with small angles.
  const double a = 1.25 / 206264.80624709636, k = 1 - 3.5e-6;
  const double east = -61.25 + k * (500000 + 3300000 * a), north = 12.5 + k * (3300000 - 500000 * a);
  const std::string check = "check:\n  - {from: [500000, 3300000], to: [" + std::to_string(east) + ", " +
                            std::to_string(north) + "]}\n";
  CHECK(faults(kFour + check).empty());
  CHECK_THAT(faults(with(kFour, "sense: clockwise", "sense: counterclockwise") + check),
             Contains("h.yaml:12: the parameters miss this check point by 40."));
  CHECK_THAT(faults(kFour + "check: []\n"), Contains("check is a list"));
  CHECK_THAT(faults(kFour + "check:\n  - {from: [1], to: [2, 3]}\n"), Contains("a check point needs"));
}
