// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "survey_test.h"

using namespace zonegate;
using namespace zonegate::survey_test;

TEST_CASE("a plain boundary text", "[survey]") {
  const auto d = read(kHeader + "5,1.0000,2,河边地块,面,图1,工业用地,0601,@\n" + kSquare + kClose);
  CHECK(d.form == "boundary text");
  CHECK(codes(d).empty());
  REQUIRE(d.features.size() == 1);
  const auto& f = d.features[0];
  CHECK(f.fault.empty());
  CHECK(f.line == 11);
  CHECK(f.crs == "EPSG:4522");
  CHECK(f.crs_reason ==
        "header: 2000国家大地坐标系, 3 度带, 带号 34; numbers: easting 34512000.000 is 3-degree zone 34 with "
        "its prefix");
  CHECK(f.planar_area_m2 == 10000);
  CHECK(f.half_digit == Approx(0.0005));
  CHECK(geom::to_wkt(f.shape).find("34512000 3320000") != std::string::npos);
  CHECK(f.shape.polygons.at(0).shell.size() == 4);
  CHECK(to_text(f.fields.at("project_id")) == "甲项目");
  CHECK(to_text(f.fields.at("name")) == "甲项目");
  CHECK(to_text(f.fields.at("part_id")) == "2");
  CHECK(to_text(f.fields.at("地块面积")) == "1");
  CHECK(to_text(f.fields.at("地块名称")) == "河边地块");
  CHECK(to_text(f.fields.at("地块用途")) == "工业用地");
  CHECK(to_text(f.fields.at("地类编码")) == "0601");
  CHECK_FALSE(f.fields.contains("stated_area_ha"));
}

TEST_CASE("what is a boundary text", "[survey]") {
  CHECK(survey::is_boundary_text(kHeader));
  CHECK(survey::is_boundary_text("\uFEFF［地块坐标］\r\n"));
  CHECK(survey::is_boundary_text("5，1，2，名，面，，，，＠\n"));
  CHECK_FALSE(survey::is_boundary_text(""));
  CHECK_FALSE(survey::is_boundary_text("a@b.cn, c@"));
  CHECK_FALSE(survey::is_boundary_text("id,X,Y\n1,2,3\n"));
}

TEST_CASE("writings of a point line give the same square", "[survey]") {
  const std::string parcel = "4,1.0000,1,甲,面,,,,@\n";
  const auto want = read(kHeader + parcel + kSquare).features.at(0).shape.polygons.at(0).shell;
  const std::string no_name =
      replaced(replaced(replaced(replaced(kSquare, "J1,", ""), "J2,", ""), "J3,", ""), "J4,", "");
  const std::string texts[] = {kSquare + kClose,
                               replaced(kSquare, "J", ""),
                               replaced(kSquare, ",1,", ","),
                               no_name,
                               replaced(no_name, "1,33", "33"),
                               replaced(kSquare, ",", "，"),
                               replaced(kSquare, ",", "\t"),
                               replaced(kSquare, ",", "  "),
                               replaced(kSquare, ",", " ; "),
                               replaced(kSquare, ",", ", "),
                               replaced(replaced(kSquare, "3320", "３３２０"), "J", "Ｊ"),
                               replaced(kSquare, "\n", "\r\n"),
                               replaced(kSquare, "\n", "\r"),
                               replaced(kSquare, "\n", ",,\n"),
                               replaced(kSquare, "\n", "\n\n")};
  for (const auto& text : texts) {
    INFO(text);
    const auto d = read("\uFEFF" + kHeader + parcel + text);
    REQUIRE(d.features.size() == 1);
    CHECK(d.features[0].fault.empty());
    CHECK(codes(d).empty());
    CHECK(d.features[0].shape.polygons.at(0).shell == want);
  }
}

TEST_CASE("sections in any order, keys missing, project from the header", "[survey]") {
  const auto d = read("[地块坐标]\n4,1,,甲,面,,,,@\n" + kSquare +
                      "[扩展信息]\n自由文字\n[属性描述]\n项目编号=P-7\n项目名称：河堤\n坐标系=CGCS2000\n");
  CHECK(codes(d).empty());
  CHECK(d.features.at(0).crs == "EPSG:4522");
  CHECK(to_text(d.features[0].fields.at("project_id")) == "P-7");
  CHECK(to_text(d.features[0].fields.at("name")) == "河堤");
  CHECK(to_text(d.features[0].fields.at("part_id")) == "1");
  CHECK(d.header.at(0) == std::pair<std::string, std::string>("扩展信息", "自由文字"));
}

TEST_CASE("parcel lines of every form", "[survey]") {
  struct Case {
    const char *line, *codes;
  } cases[] = {{"4,1.0000,7,甲,面,,,,@", ""},
               {"1.0000公顷,7,甲,面,,,,@", ""},
               {"1.0000,7,甲,面,,,,@", ""},
               {"15亩,7,甲,面,,,,@", "survey.area_unit"},
               {"10000平方米,7,甲,面,,,,@", "survey.area_unit"},
               {"4,1.0000,7,甲,面,,工业,0601,建设,旱地,1,2,备,@", ""},
               {"4,1.0000,7,甲,,,,,@", ""},
               {"4,1.0000,7,甲,面,,,,@,", ""},
               {"4，1.0000，7，甲，面，，，，＠", ""},
               {",1.0000,7,甲,面,,,,@", ""},
               {"四,1.0000,7,甲,面,,,,@", "survey.value_unread"},
               {"4,大约一公顷,7,甲,面,,,,@", "survey.value_unread"},
               {"4,1,7,甲,圆,,,,@", "survey.value_unread"}};
  for (const auto& c : cases) {
    INFO(c.line);
    const auto d = read(kHeader + c.line + "\n" + kSquare);
    REQUIRE(d.features.size() == 1);
    CHECK(d.features[0].fault.empty());
    CHECK(codes(d) == c.codes);
    CHECK(to_text(d.features[0].fields.at("part_id")) == "7");
    CHECK(to_text(d.features[0].fields.at("地块名称")) == "甲");
  }
  CHECK(message(read(kHeader + "15亩,7,甲,面,,,,@\n" + kSquare), "survey.area_unit") ==
        "line 11: stated area 15亩 is 1.0000 ha");
}

TEST_CASE("stated areas are compared to a square metre", "[survey]") {
  const auto issue = [](const char* area) {
    const auto d = read(kHeader + "4," + area + ",1,甲,面,,,,@\n" + kSquare);
    return d.features.at(0).issues.empty()
               ? std::string()
               : d.features[0].issues[0].code + ": " + d.features[0].issues[0].message + " (" +
                     d.features[0].issues[0].hint + ")";
  };
  CHECK(issue("1.0001").empty());
  CHECK(issue("1.0002") ==
        "project.area_stated_differs: stated area 1.0002 ha, planar area of the points 1.0000 ha: they "
        "differ by "
        "0.0002 ha (check the points and the figure; the points are what is judged)");
  CHECK(issue("15").find("(the figure fits in 亩;") != std::string::npos);
  CHECK(issue("10000").find("(the figure fits in m2;") != std::string::npos);
  CHECK(issue("1.02").find("differ by 0.0200 ha") != std::string::npos);
  CHECK(issue("1.0").empty());
}

TEST_CASE("numbers that are none: the fault of their parcel only", "[survey]") {
  struct Case {
    const char *bad, *fault;
  } cases[] = {
      {"J3,1,abc,34512100.000", "line 14: X \"abc\" is neither a number nor an angle; correct it"},
      {"J3,1,3320100.000,", "line 14: Y is empty; fill it in"},
      {"J3,1,3320100.000,NaN", "line 14: Y \"NaN\" is neither a number nor an angle; correct it"},
      {"J3,1,inf,34512100", "line 14: X \"inf\" is neither a number nor an angle; correct it"},
      {"J3,1,1e400,34512100", "line 14: X \"1e400\" is neither a number nor an angle; correct it"},
      {"J3,1,3.3201E+06,34512100", "line 14: X \"3.3201E+06\" is neither a number nor an angle; correct it"},
      {"J3,1,332010.000,34512100.000", "(fits)"},
      {"J3,1,12.5,34512100.000",
       "line 14: X 12.5, Y 34512100.000 does not fit the other points, which are northing and easting; "
       "correct "
       "the line"}};
  for (const auto& c : cases) {
    INFO(c.bad);
    const auto d =
        read(kHeader + "4,1,1,甲,面,,,,@\n" + replaced(kSquare, "J3,1,3320100.000,34512100.000", c.bad) +
             "4,1,2,乙,面,,,,@\n" + kSquare);
    REQUIRE(d.features.size() == 2);
    CHECK((std::string(c.fault) == "(fits)" ? d.features[0].fault.empty() : d.features[0].fault == c.fault));
    CHECK(d.features[0].shape.empty() != d.features[0].fault.empty());
    CHECK(d.features[1].fault.empty());
  }
}

TEST_CASE("lines that nothing can be made of, parcels without points or without a line", "[survey]") {
  const auto d = read(kHeader + "4,1,1,甲,面,,,,@\n" + kSquare + "以上为甲地块\n5,1,2,乙,面,,,,@\n");
  CHECK(message(d, "survey.line_unread") ==
        "line 16: \"以上为甲地块\" is neither a header, a parcel nor a point; it is left out");
  CHECK(d.features.at(1).fault == "line 17: no boundary points follow; a parcel needs them");
  const auto bare = read(kHeader + kSquare);
  CHECK(bare.features.at(0).planar_area_m2 == 10000);
  CHECK(codes(bare) == "survey.parcel_line_missing");
  CHECK(codes(read("")) == "survey.nothing_read");
  CHECK(codes(read(kHeader)) == "survey.nothing_read");
}

TEST_CASE("points and lines", "[survey]") {
  const auto lines = read(kHeader + "4,,1,路,线,,,,@\n" + kSquare);
  CHECK(lines.features.at(0).shape.lines.at(0).size() == 4);
  const auto points = read(kHeader + "4,,1,桩,点,,,,@\n" + kSquare);
  CHECK(points.features.at(0).shape.points.size() == 4);
  const std::string two = kSquare.substr(0, kSquare.find("J3"));
  const auto assumed = read(kHeader + "2,,1,甲,,,,,@\n" + two);
  CHECK(assumed.features.at(0).shape.lines.size() == 1);
  CHECK(message(assumed, "survey.geometry_assumed") ==
        "line 11: no geometry stated; 2 points are read as a line");
  CHECK(read(kHeader + "2,,1,甲,面,,,,@\n" + two).features.at(0).fault ==
        "ring 1 (line 12) has 2 different points; a polygon needs 3");
}
