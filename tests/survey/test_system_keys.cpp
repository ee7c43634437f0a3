// SPDX-License-Identifier: Apache-2.0
// Keys, columns and brackets that speak of a system, and what their values do to the coordinates.
#include <catch2/catch.hpp>

#include "survey_test.h"

using namespace zonegate;
using namespace zonegate::survey_test;

namespace {
const std::string kParcel = "4,1.0000,1,甲,面,,,,@\n";
const std::string kLocal =
    " is a local grid; give its parameters with --helmert FILE or its definition with --crs \"+proj=tmerc "
    "...\" (docs/datum.md), or have the points transformed to CGCS2000";

std::string with(const std::string& keys, const std::string& points = kSquare) {
  return "[属性描述]\n" + keys + "[地块坐标]\n" + kParcel + points;
}
std::string fault(const survey::Document& d, std::size_t i = 0) { return d.features.at(i).fault; }
}  // namespace

TEST_CASE("what moves, turns or scales the coordinates makes a grid of its own", "[survey]") {
  for (const char* said : {"投影高=2000", "投影带=任意带", "尺度比=0.9996", "比例因子=0.9996",
                           "坐标偏移量=100,100", "旋转角=1.5", "坐标系=成都2000", "坐标系=雅安2000坐标系",
                           "坐标系=西安2000", "坐标系=WGS2000", "坐标系=2000坐标系（城市）"})
    CHECK(fault(read(with(std::string(said) + "\n"))) == "header: " + std::string(said) + kLocal);
  for (const char* said : {"投影高=0", "尺度比=1", "尺度比=1.0", "旋转角=0", "坐标系=2000国家大地坐标系",
                           "坐标系=国家2000", "坐标系=国家大地2000", "坐标系=2000坐标系", "坐标系=CGCS2000",
                           "坐标系=中国大地坐标系2000", "坐标系=中国2000"})
    CHECK(fault(read(with(std::string(said) + "\n"))).empty());
}

TEST_CASE("columns of vector files that may speak of a system", "[survey]") {
  for (const char* column :
       {"坐标类型", "coordtype", "Coord_Type", "CoordinateSystem", "projection", "BZ", "坐标来源"})
    CHECK(survey::may_speak_of_system(column));
  for (const char* column : {"name", "项目名称", "industry", "rotation", "旋转角", "偏移量"})
    CHECK_FALSE(survey::may_speak_of_system(column));
}

TEST_CASE("keys that define a projection are heeded, usual values say nothing", "[survey]") {
  const std::string head = "坐标系=2000国家大地坐标系\n";
  for (const char* said : {"东偏移=500", "东偏移=-500000", "北偏移=500000", "坐标偏移量=0,100",
                           "坐标平移=已平移", "旋转角=0,1", "几度分带=1.5", "分带=任意", "比例系数=0.9996"})
    CHECK(fault(read(with(head + said + "\n"))) == "header: " + std::string(said) + kLocal);
  for (const char* said :
       {"椭球扁率=1/298.3", "长半轴=6378245", "扁率=1:299", "坐标系类型=西安80", "投影类型=高斯（西安80）"})
    CHECK(fault(read(with(head + said + "\n"))) ==
          "header: 坐标系=2000国家大地坐标系, header: " + std::string(said) +
              " names two systems; leave the one that the points are in");
  for (const char* said :
       {"东偏移=500000", "东偏移=500km", "东偏移=34500000", "加常数=500", "坐标偏移量=0,0", "坐标偏移=无",
        "椭球扁率=1/298.257222101", "扁率=298.257223563", "长半轴=6378137", "短半轴=6356752.314",
        "尺度比=1.000000", "旋转角=0", "投影带=3度带", "高程基准=1985国家高程基准", "建设单位=甲",
        "数据产生单位=西安80测绘院", "数据产生日期=2026-1-1", "格式版本号=1.01"}) {
    const auto document = read(with(head + said + "\n"));
    CHECK(fault(document).empty());
    CHECK(codes(document).empty());
  }
  CHECK(message(read(with(head + "扁率=298.257\n")), "survey.datum_mentioned") ==
        "header: 扁率=298.257 names two systems; header: 坐标系=2000国家大地坐标系 counts");
}

TEST_CASE("a key of the header that is not known is told, once; with a number it is an error", "[survey]") {
  const std::string head = "坐标系=2000国家大地坐标系\n";
  const auto document = read(with(head + "投影改正=3\n投影改正=3\n投影带=34\n"));
  CHECK(fault(document).empty());
  CHECK(codes(document) == "survey.key_unknown");
  CHECK(document.issues.size() == 2);
  CHECK(document.issues[0].severity == Severity::error);
  CHECK(document.issues[0].message ==
        "header: the key of 投影改正=3 is not known; its number may define where the points lie");
  CHECK(document.issues[1].message ==
        "header: the key of 投影带=34 is not known; its number may define where the points lie");
  for (const char* said :
       {"比例=1.0003", "CM=102.5", "经差=1°30′", "LO=102-30", "甲乙=-591.2m", "比=1:1.0003"}) {
    const auto one = read(with(head + said + "\n"));
    REQUIRE(one.issues.size() == 1);
    CHECK(one.issues[0].severity == Severity::error);
  }
  for (const char* said : {"甲乙=丙", "甲乙=2026-1-1", "甲乙=20260101", "甲乙=A3"}) {
    const auto one = read(with(head + said + "\n"));
    REQUIRE(one.issues.size() == 1);
    CHECK(one.issues[0].severity == Severity::warning);
  }
  for (const char* said : {"宗地编号=3", "手机=13900000000", "批次=2", "批准日期=2026-1-1", "建筑面积=1.5"})
    CHECK(read(with(head + said + "\n")).issues.empty());
  // Who says the system says that the number changes nothing.
  const auto said = read(with(head + "投影改正=3\n"), {.crs = "EPSG:4522"});
  REQUIRE(said.issues.size() == 1);
  CHECK(said.issues[0].severity == Severity::warning);
}

TEST_CASE("only the country's system of 2000 is CGCS2000", "[survey]") {
  for (const char* said : {"YA2000", "CHENGDU2000", "WGS 2000", "2000坐标系(雅安)", "雅安2000"})
    CHECK(fault(read(with("坐标系=" + std::string(said) + "\n"))) ==
          "header: 坐标系=" + std::string(said) + kLocal);
  for (const char* said : {"国家2000转换前", "非2000坐标", "未转换为CGCS2000"})
    CHECK(fault(read(with("坐标系=" + std::string(said) + "\n"))) ==
          "header: 坐标系=" + std::string(said) +
              " says that the points are not yet converted; give the converted ones");
  for (const char* said : {"2000", "2000系", "坐标系2000", "2000坐标系 3度带", "D_China_2000", "CGCS-2000",
                           "2000年国家大地坐标系", "CGCS2000 / 3-degree Gauss-Kruger CM 102E"})
    CHECK(fault(read(with("坐标系=" + std::string(said) + "\n"))).empty());
  CHECK(fault(read(with("坐标系=CGCS2000 / 3-degree Gauss-Kruger CM 102-30E\n带号=34\n"))) ==
        "line 6: easting 34512000.000 carries zone 34 of 3 degrees, but the header says 坐标系=CGCS2000 / "
        "3-degree Gauss-Kruger CM 102-30E; correct one of them");
}

TEST_CASE("a city's system of 2000 in a remark", "[survey]") {
  for (const char* said : {"备注=采用成都2000坐标系", "说明=西安市2000坐标系"})
    CHECK(fault(read(with(std::string(said) + "\n"))) == "header: " + std::string(said) + kLocal);
  CHECK(fault(read(with("备注=采用国家2000坐标系\n"))).empty());
}

TEST_CASE("uses, names in brackets and points of a parcel may name a datum", "[survey]") {
  const auto of = [](const std::string& parcel, const std::string& points) {
    return fault(read("[属性描述]\n坐标系=2000国家大地坐标系\n[地块坐标]\n" + parcel + "\n" + points));
  };
  const std::string two = " names two systems; leave the one that the points are in";
  const std::string head = "header: 坐标系=2000国家大地坐标系, ";
  CHECK(of("4,1.0,1,甲,面,,西安80,,@", kSquare) == head + "header: 地块用途=西安80" + two);
  CHECK(of("4,1.0,1,甲（80坐标）,面,,,,@", kSquare) == head + "parcel name: \"80坐标\"" + two);
  CHECK(of("4,1.0,1,甲,面,,,,@", replaced(kSquare, "J1,", "J1(80),")) == head + "point name: \"80\"" + two);
  CHECK(of("4,1.0,1,甲,面,,,,@", replaced(kSquare, "J1,", "J1（西安80）,")) ==
        head + "point name: \"西安80\"" + two);
  // Old numbers of points, and a name that sounds like a datum.
  CHECK(of("4,1.0,1,甲,面,,,,@", replaced(replaced(kSquare, "J1,", "J1(80),"), "J2,", "J2(81),")).empty());
  CHECK(of("4,1.0,1,西安80后小区,面,,工业用地,,@", kSquare).empty());
}
