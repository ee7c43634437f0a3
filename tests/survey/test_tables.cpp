// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "survey_test.h"

using namespace zonegate;
using namespace zonegate::survey_test;

namespace {
using Row = std::vector<std::string>;
survey::Document table(const Row& headers, const std::vector<Row>& rows,
                       const survey::Options& options = {}) {
  return survey::read_coordinate_table({headers, rows, {}}, "files/表.csv", options);
}
std::string first_fault(const Row& headers, const std::vector<Row>& rows) {
  return table(headers, rows).features.at(0).fault;
}
const std::vector<Row> kMetres = {
    {"3320000.00", "34512000.00"}, {"3320100.00", "34512000.00"}, {"3320100.00", "34512100.00"}};
}  // namespace

TEST_CASE("headers that hold coordinates", "[survey]") {
  for (const Row& yes : std::vector<Row>{{"经度", "纬度"},
                                         {"Lon", "LAT"},
                                         {"X", "Y"},
                                         {"北坐标", "东坐标"},
                                         {"纵坐标(m)", "横坐标（m）"},
                                         {"E", "N"},
                                         {"序号", "坐标"},
                                         {"经纬度"},
                                         {"X坐标（米）", "Y坐标（米）"},
                                         {" 经度 (°) ", "纬度(°)"}}) {
    INFO(yes.front());
    CHECK(survey::is_coordinate_table(yes));
  }
  for (const Row& no : std::vector<Row>{{}, {"编号", "面积"}, {"经度"}, {"X", "Y", "WKT"}, {"lon", "Y"}}) {
    CHECK_FALSE(survey::is_coordinate_table(no));
  }
  CHECK_THROWS_WITH(table({"编号"}, {{"1"}}), Catch::Contains("files/表.csv: no columns of coordinates"));
}

TEST_CASE("decimal degrees, angles and one column of both give the same points", "[survey]") {
  const auto decimal = table({"经度", "纬度"}, {{"104.25", "32.5"}, {"104.50", "32.5"}, {"104.50", "32.75"}});
  CHECK(codes(decimal) == "survey.crs_assumed survey.geometry_assumed");
  CHECK(message(decimal, "survey.geometry_assumed") ==
        "line 2: no geometry stated; 3 points are read as a polygon");
  const auto& want = decimal.features.at(0).shape.polygons.at(0).shell;
  REQUIRE(want.size() == 3);
  CHECK(want[0].x == 104.25);
  CHECK(want[0].y == 32.5);
  CHECK(decimal.features[0].crs == "EPSG:4490");
  CHECK(decimal.features[0].half_digit == Approx(0.005));
  const auto shell = [](const survey::Document& d) {
    INFO(d.features.at(0).fault);
    REQUIRE(d.features.at(0).fault.empty());
    return d.features[0].shape.polygons.at(0).shell;
  };
  CHECK(shell(table({"lat", "lon"}, {{"32.5", "104.25"}, {"32.5", "104.50"}, {"32.75", "104.50"}})) == want);
  CHECK(shell(table({"经度", "纬度"}, {{"104°15′0.0″", "32°30′0.0″"},
                                       {"104°30′00.0″", "32°30′0.0″"},
                                       {"104度30分0秒", "32度45分0秒"}})) == want);
  // Three columns for each angle, whatever stands beside them.
  const std::vector<Row> split = {{"104", "15", "0.0", "J1", "32", "30", "0"},
                                  {"104", "30", "00", "J2", "32", "30", "0"},
                                  {"104", "30", "0", "J3", "32", "45", "0"}};
  for (const Row& headers :
       std::vector<Row>{{"经度度", "经度分", "经度秒", "点号", "纬度度", "纬度分", "纬度秒"},
                        {"东经(度)", "东经（分）", "东经(秒)", "点号", "北纬(度)", "北纬(分)", "北纬(秒)"},
                        {"lon_deg", "lon_min", "lon_sec", "no", "lat_deg", "lat_min", "lat_sec"}}) {
    INFO(headers.front());
    CHECK(survey::is_coordinate_table(headers));
    CHECK(shell(table(headers, split)) == want);
  }
  auto broken = split;
  broken[1][1] = "";
  const Row headers = {"经度度", "经度分", "经度秒", "点号", "纬度度", "纬度分", "纬度秒"};
  CHECK_THAT(first_fault(headers, broken), Catch::Contains("104°′00″"));
  broken[1][1] = "61";
  CHECK_THAT(first_fault(headers, broken), Catch::Contains("104°61′00″"));
  CHECK_FALSE(survey::is_coordinate_table({"经度度", "经度分", "纬度度", "纬度分"}));
  CHECK(shell(table({"坐标"}, {{"104.25,32.5"}, {"104.50，32.5"}, {"104.50 32.75"}})) == want);
  CHECK(shell(table({"坐标"}, {{"E104度15分0.000秒,N32度30分0.000秒"},
                               {"104°30′0″E、32°30′0″N"},
                               {"东经104°30′0″北纬32°45′0″"}})) == want);
  CHECK(shell(table({"坐标"}, {{"32.5,104.25"}, {"32.5,104.50"}, {"32.75,104.50"}})) == want);
  // X and Y do not say which is which: by magnitude.
  CHECK(shell(table({"X", "Y"}, {{"104.25", "32.5"}, {"104.50", "32.5"}, {"104.50", "32.75"}})) == want);
}

TEST_CASE("columns of metres", "[survey]") {
  const auto xy = table({"X", "Y"}, kMetres);
  CHECK(xy.features.at(0).crs == "EPSG:4522");
  CHECK(xy.features[0].planar_area_m2 == 5000);
  CHECK(xy.features[0].shape.polygons.at(0).shell.at(0).x == 34512000);
  CHECK(table({"北坐标", "东坐标"}, kMetres).features.at(0).planar_area_m2 == 5000);
  CHECK(first_fault({"东坐标", "北坐标"}, kMetres) ==
        "line 2: 北坐标 and 东坐标 look swapped (北坐标 34512000.00, 东坐标 3320000.00 is easting and "
        "northing); if so, say --swap-xy");
  CHECK(message(table({"东坐标", "北坐标"}, kMetres, {"", true}), "survey.xy_swapped") ==
        "line 2: 北坐标 and 东坐标 look swapped (北坐标 34512000.00, 东坐标 3320000.00 is easting and "
        "northing); swapped because of --swap-xy");
  CHECK(first_fault({"经度", "纬度"}, kMetres) ==
        "line 2: 经度 3320000.00, 纬度 34512000.00 is northing and easting, not longitude and latitude; "
        "correct the headers");
  CHECK(first_fault({"X(km)", "Y(km)"}, kMetres) == "column X(km) is in km; give metres or degrees");
  const auto bracket = table({"X（西安80）", "Y（西安80）"}, kMetres);
  CHECK(bracket.features.at(0).fault.starts_with("header: 坐标系=西安80 is the datum Xian 1980"));
  CHECK(table({"X", "Y", "坐标系"}, {{"3320000", "512000", "CGCS2000"}})
            .features.at(0)
            .fault.starts_with("line 2: easting 512000 carries no zone"));
  CHECK(table({"X", "Y", "坐标系", "带号", "几度分带"}, {{"3320000", "512000", "CGCS2000", "34", "3"}})
            .features.at(0)
            .crs == "EPSG:4543");
}

TEST_CASE("rows are gathered by project, part and ring", "[survey]") {
  const Row headers = {"项目编号", "地块编号", "圈号", "点号", "X", "Y", "用途"};
  const auto at = [](const char* p, const char* q, const char* ring, int n, int e) {
    return Row{p, q, ring, "", std::to_string(3320000 + n), std::to_string(34512000 + e), "厂房"};
  };
  const auto d = table(
      headers, {at("A", "1", "1", 0, 0), at("A", "1", "1", 200, 0), at("A", "1", "1", 200, 200),
                at("A", "1", "1", 0, 200), at("A", "1", "2", 50, 50), at("A", "1", "2", 150, 50),
                at("A", "1", "2", 150, 150), at("A", "1", "2", 50, 150), Row{"", "", "", "", "", "", ""},
                Row{" ", "\u3000"}, at("A", "2", "", 0, 300), at("", "", "", 0, 400),
                at("", "", "", 100, 400), at("B", "2", "", 900, 900), at("A", "2", "", 100, 300)});
  REQUIRE(d.features.size() == 3);
  CHECK(d.features[0].planar_area_m2 == 30000);
  CHECK(d.features[0].shape.polygons.at(0).holes.size() == 1);
  CHECK(d.features[1].planar_area_m2 == 10000);
  CHECK(d.features[1].line == 12);
  CHECK(to_text(d.features[1].fields.at("project_id")) == "A");
  CHECK(to_text(d.features[1].fields.at("part_id")) == "2");
  CHECK(to_text(d.features[1].fields.at("用途")) == "厂房");
  CHECK(to_text(d.features[2].fields.at("project_id")) == "B");
  CHECK(d.features[2].shape.points.size() == 1);
  CHECK(message(d, "survey.filled_down") ==
        "line 13: an empty 项目编号 or 地块编号 takes the one above, here and below");
  CHECK(codes(d) == "survey.crs_assumed survey.filled_down survey.geometry_assumed");
}

TEST_CASE("cells that cannot be read are the fault of their part", "[survey]") {
  const Row headers = {"地块编号", "经度", "纬度"};
  const auto d = table(headers, {{"1", "104.1", "32.1"},
                                 {"1", "约104.2", "32.1"},
                                 {"2", "104.1", "32.1"},
                                 {"2", "104.2"},
                                 {"3", "104.1", "32.1"}});
  REQUIRE(d.features.size() == 3);
  CHECK(d.features[0].fault == "line 3: 经度 \"约104.2\" is neither a number nor an angle; correct it");
  CHECK(d.features[1].fault == "line 5: 纬度 is empty; fill it in");
  CHECK(d.features[2].fault.empty());
  CHECK(first_fault({"经度", "纬度"}, {{"E74.0", "N32.0"}, {"E74.1", "N32.0"}, {"N32.0", "E74.0"}})
            .starts_with("line 4: 经度 N32.0, 纬度 E74.0 does not fit"));
  CHECK(first_fault({"坐标"}, {{"104.2"}}) ==
        "line 2: 坐标 \"104.2\" is not two coordinates; write longitude,latitude");
  CHECK(first_fault({"坐标"}, {{"104.2,32.1,500"}}) ==
        "line 2: 坐标 \"104.2,32.1,500\" is not two coordinates; write longitude,latitude");
  CHECK(first_fault({"经度", "纬度"}, {{"32.1", "104.2"}}) ==
        "line 2: 经度 and 纬度 look swapped (经度 32.1, 纬度 104.2 is latitude and longitude); if so, say "
        "--swap-xy");
}

TEST_CASE("blank tables, geometry stated and assumed, columns that disagree", "[survey]") {
  CHECK(codes(table({"X", "Y"}, {})) == "survey.nothing_read");
  CHECK(codes(table({"X", "Y"}, {{"", ""}, {" ", "\u3000"}})) == "survey.nothing_read");
  const auto assumed = [](std::size_t n) {
    return message(
        table({"X", "Y"}, std::vector<Row>(kMetres.begin(), kMetres.begin() + static_cast<long>(n))),
        "survey.geometry_assumed");
  };
  CHECK(assumed(1) == "line 2: no geometry stated; 1 point is read as a point");
  CHECK(assumed(2) == "line 2: no geometry stated; 2 points are read as a line");
  CHECK(assumed(3) == "line 2: no geometry stated; 3 points are read as a polygon");
  auto rows = kMetres;
  for (Row& row : rows) row.push_back("线");
  const auto line = table({"X", "Y", "类型"}, rows);
  CHECK(codes(line) == "survey.crs_assumed");
  CHECK(line.features.at(0).shape.lines.at(0).size() == 3);
  rows[1][2] = "养殖";
  const auto other = table({"X", "Y", "类型"}, rows);
  CHECK(message(other, "survey.rows_differ") ==
        "line 3: 类型 is \"养殖\" here and \"线\" in the first row of the part (line 2); the first counts");
  const auto two = table({"X", "Y", "经度", "纬度"}, {{"1", "2", "104.1", "32.1"}});
  CHECK(two.features.at(0).crs == "EPSG:4490");
  CHECK(message(two, "survey.column_ignored") ==
        "column X is not used; the points are read from 经度 and 纬度");
}

TEST_CASE("words in brackets, notes and a column 坐标 of a table", "[survey]") {
  const std::vector<Row> degrees = {{"103.1", "29.1"}, {"103.2", "29.1"}, {"103.2", "29.2"}};
  const std::string map =
      " is a web map's shifted system; take the coordinates from the survey, or say --from ";
  const std::string local =
      " is a local grid; give its parameters with --helmert FILE or its definition with --crs \"+proj=tmerc "
      "...\" (docs/datum.md), or have the points transformed to CGCS2000";
  CHECK(first_fault({"经度(高德)", "纬度(高德)"}, degrees) == "header: 坐标系=高德" + map + "gcj02");
  CHECK(first_fault({"经度（百度）", "纬度（百度）"}, degrees) == "header: 坐标系=百度" + map + "bd09");
  CHECK(first_fault({"X（独立）", "Y（独立）"}, kMetres) == "header: 坐标系=独立" + local);
  CHECK(first_fault({"X（施工）", "Y（施工）"}, kMetres) == "header: 坐标系=施工" + local);
  auto noted = kMetres;
  noted.push_back({"", "", "注：以上坐标已整体平移200米（涉密处理）"});
  CHECK(first_fault({"X", "Y", "点号"}, noted) ==
        "row 5: \"注：以上坐标已整体平移200米（涉密处理）\"" + local);
  auto words = kMetres;
  for (Row& row : words) row.push_back("西安80");
  CHECK(first_fault({"X", "Y", "坐标"}, words) ==
        "header: 坐标=西安80 is the datum Xian 1980, some 100 m beside CGCS2000; give the parameters of the "
        "place with --helmert FILE (docs/datum.md), or have the points transformed");
  auto named = kMetres;
  for (Row& row : named) row.push_back("J1(80)");
  CHECK(first_fault({"X", "Y", "点号"}, named).starts_with("point name: \"80\" is the datum Xian 1980"));
}

TEST_CASE("columns that count corners and parcels", "[survey]") {
  const std::string kNone = "(no survey.points_unread)";
  const auto counted = [](const char* column, const char* number, const char* parcel = "1") {
    auto rows = kMetres;
    for (Row& row : rows) row.insert(row.end(), {parcel, number});
    return table({"X", "Y", "地块编号", column}, rows);
  };
  CHECK(message(counted("地块数", "2"), "survey.points_unread") ==
        "the project: 2 parcels are stated, 1 is there");
  CHECK(message(counted("宗地个数", "3"), "survey.points_unread") ==
        "the project: 3 parcels are stated, 1 is there");
  CHECK(message(counted("地块数", "1"), "survey.points_unread") == kNone);
  CHECK(message(counted("地块数", "-"), "survey.points_unread") == kNone);
  const auto more = counted("界址点数", "9");
  CHECK(message(more, "survey.points_unread") ==
        "line 2: 9 boundary points are stated, " + std::to_string(kMetres.size()) +
            " are there, and no stated area tells that none is missing");
  CHECK(message(counted("界址点数", std::to_string(kMetres.size()).c_str()), "survey.points_unread") ==
        kNone);
  // Of two parcels: the number of the whole project in each row.
  auto rows = kMetres;
  for (Row& row : rows) row.insert(row.end(), {"1", "2", std::to_string(2 * kMetres.size())});
  for (Row row : kMetres) {
    row.insert(row.end(), {"2", "2", std::to_string(2 * kMetres.size())});
    rows.push_back(row);
  }
  CHECK(message(table({"X", "Y", "地块编号", "地块数", "拐点数"}, rows), "survey.points_unread") == kNone);
}
