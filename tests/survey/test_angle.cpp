// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <random>

#include "survey/survey.h"

using namespace zonegate;
using survey::parse_angle;

TEST_CASE("angles in every writing give the same degrees", "[survey]") {
  // 103 + 23/60 + 12.34/3600, by hand: 103.386761111...
  const double want = (103.0 * 3600 + 23 * 60 + 12.34) / 3600;
  for (const char* text :
       {"103°23′12.34″", "103°23'12.34\"", "103°23'12.34''", "103度23分12.34秒", "103 23 12.34",
        "103-23-12.34", "103:23:12.34", "103° 23′ 12.34″", "１０３度２３分１２．３４秒", "E103°23′12.34″",
        "103°23′12.34″E", "东经103度23分12.34秒", "东经 103°23′12.34″", "103º23’12.34”", "103-23-12.34E",
        "e103 23 12.34"}) {
    INFO(text);
    const auto angle = parse_angle(text);
    REQUIRE(angle);
    CHECK(angle->degrees == want);
    CHECK(angle->half_digit == Approx(0.005 / 3600));
  }
}

TEST_CASE("angles: decimals, hemispheres, signs, halves of digits", "[survey]") {
  CHECK(parse_angle("103.2054")->degrees == 103.2054);
  CHECK(parse_angle("103.2054")->half_digit == Approx(0.00005));
  CHECK(parse_angle("103.2054°")->degrees == 103.2054);
  CHECK(parse_angle("103")->half_digit == 0.5);
  CHECK(parse_angle("103°23′")->degrees == (103.0 * 60 + 23) / 60);
  CHECK(parse_angle("103 23")->half_digit == Approx(0.5 / 60));
  CHECK(parse_angle("103°23.5′")->degrees == (103.0 * 60 + 23.5) / 60);
  CHECK(parse_angle("-12.5")->degrees == -12.5);
  CHECK(parse_angle("西经12.5度")->degrees == -12.5);
  CHECK(parse_angle("S12.5")->degrees == -12.5);
  CHECK(parse_angle("E104度49分26.054秒")->hemisphere == 'E');
  CHECK(parse_angle("104度49分26.054秒E")->hemisphere == 'E');
  CHECK(parse_angle("北纬32度25分24.743秒")->hemisphere == 'N');
  CHECK(parse_angle("103.2")->hemisphere == 0);
}

TEST_CASE("what is no angle gives none", "[survey]") {
  for (const char* text : {"",           " ",         "abc",       "1e400",
                           "1e2",        "NaN",       "inf",       "103°60′",
                           "103°23′60″", "103 23 61", "E103°23′E", "-E103",
                           "-103W",      "--103",     "103.5°23′", "103°23.5′12″",
                           "103-",       "103°23″",   "103′",      "103 23 12 11",
                           "181",        "N91",       "103°,23",   "103.",
                           ".5",         "103-23°12", "东经",      "°",
                           "180°0′0.1″"}) {
    INFO(text);
    CHECK_FALSE(parse_angle(text));
  }
}

TEST_CASE("angles written in random forms are read back", "[survey]") {
  const unsigned seed = 20261127;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 5000; ++i) {
    const int d = static_cast<int>(random() % 180), m = static_cast<int>(random() % 60);
    const int ms = static_cast<int>(random() % 60000);
    const std::string seconds = fixed(ms / 1000.0, 3);
    const std::string D = std::to_string(d), M = std::to_string(m);
    const std::string texts[] = {D + "°" + M + "′" + seconds + "″", D + "度" + M + "分" + seconds + "秒E",
                                 D + "-" + M + "-" + seconds, "E" + D + " " + M + " " + seconds};
    const auto angle = parse_angle(texts[random() % 4]);
    REQUIRE(angle);
    // Whole milliseconds of arc: exact up to the last rounding.
    const double want = (d * 3600000.0 + m * 60000.0 + ms) / 3600000.0;
    REQUIRE(angle->degrees == Approx(want).epsilon(0).margin(3e-14));
  }
}
