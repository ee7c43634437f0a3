// SPDX-License-Identifier: Apache-2.0
// Wherever a file says its datum it is heeded: a datum that is not read ends as CGCS2000, a hundred metres or many kilometres beside the place.
#include <catch2/catch.hpp>

#include "survey_test.h"

using namespace zonegate;
using namespace zonegate::survey_test;

namespace {
const std::string kParcel = "4,1.0000,1,甲,面,,,,@\n";
const std::string kOld =
    ", some 100 m beside CGCS2000; give the parameters of the place with --helmert FILE (docs/datum.md), or "
    "have the points transformed";
const std::string kLocal =
    " is a local grid; give its parameters with --helmert FILE or its definition with --crs \"+proj=tmerc "
    "...\" (docs/datum.md), or have the points transformed to CGCS2000";
const std::string kPlain = replaced(kSquare, "34512", "512");  // eastings without zone

std::string with(const std::string& keys, const std::string& points = kSquare) {
  return "[属性描述]\n" + keys + "[地块坐标]\n" + kParcel + points;
}
std::string fault(const survey::Document& d, std::size_t i = 0) { return d.features.at(i).fault; }
survey::Options helmert(std::optional<geom::ChinaSystem::Datum> datum, const std::string& code = {}) {
  survey::Options options;
  options.start = survey::Start{datum, code};
  return options;
}
constexpr auto kXian = geom::ChinaSystem::Datum::xian1980;
constexpr auto kBeijing = geom::ChinaSystem::Datum::beijing1954;
}  // namespace

TEST_CASE("a datum under any key of the header is heeded", "[survey]") {
  CHECK(fault(read(with("椭球=IAG75\n"))) == "header: 椭球=IAG75 is the datum Xian 1980" + kOld);
  CHECK(fault(read(with("参考椭球：克拉索夫斯基\n"))) ==
        "header: 参考椭球=克拉索夫斯基 is the datum Beijing 1954" + kOld);
  CHECK(fault(read(with("备注=坐标为1980西安坐标系\n"))) ==
        "header: 备注=坐标为1980西安坐标系 is the datum Xian 1980" + kOld);
  CHECK(fault(read(with("测量说明=采用北京54成果\n"))) ==
        "header: 测量说明=采用北京54成果 is the datum Beijing 1954" + kOld);
  CHECK(fault(read("[扩展信息]\n本图为西安80坐标\n" + with(""))) ==
        "header: 扩展信息=本图为西安80坐标 is the datum Xian 1980" + kOld);
  CHECK(fault(read(with("") + "注意点坐标系统为独立坐标系\n")) ==
        "line 8: \"注意点坐标系统为独立坐标系\"" + kLocal);
  CHECK(
      fault(read(with("") + "百度坐标拾取\n")) ==
      "line 8: \"百度坐标拾取\" is a web map's shifted system; take the coordinates from the survey, or say "
      "--from bd09");
  // Of a parcel line of thirteen fields.
  const auto own = read("[地块坐标]\n4,1.0000,1,甲,面,,,,,,,,西安80,@\n" + kSquare + kParcel + kSquare);
  CHECK(fault(own) == "header: 备注=西安80 is the datum Xian 1980" + kOld);
  CHECK(fault(own, 1).empty());
}

TEST_CASE("a datum as programs and people write it", "[survey]") {
  for (const char* said : {"备注=西安八零", "备注=EPSG:2358", "备注=Xian_1980_3_Degree_GK_CM_102E",
                           "基准面=D_Xian_1980", "备注=Xi'an 1980", "长半轴=6378140"})
    CHECK(fault(read(with(std::string(said) + "\n"))) ==
          "header: " + std::string(said) + " is the datum Xian 1980" + kOld);
  for (const char* said :
       {"备注=BJ-54", "备注=Beijing_1954_3_Degree_GK_CM_102E", "备注=EPSG:2433", "备注=北京五四"})
    CHECK(fault(read(with(std::string(said) + "\n"))) ==
          "header: " + std::string(said) + " is the datum Beijing 1954" + kOld);
}

TEST_CASE("a plane that is named to say that there is none is none", "[survey]") {
  for (const char* said :
       {"备注=抵偿高程面：无", "备注=无抵偿高程面", "备注=投影面高程0米", "备注=投影面高程=0",
        "备注=不是独立坐标系", "备注=未采用抵偿高程面", "备注=投影面高程为0.000m"})
    CHECK(fault(read(with(std::string(said) + "\n"))).empty());
  for (const char* said : {"备注=抵偿高程面1200m", "备注=投影面高程为650米", "备注=非国家系,独立坐标系"})
    CHECK(fault(read(with(std::string(said) + "\n"))) == "header: " + std::string(said) + kLocal);
}

TEST_CASE("names, offices and usual words are no datum", "[survey]") {
  for (const char* keys :
       {"数据产生单位=西安80测绘院\n", "项目名称=北京54号地块\n", "备注=西安测绘大队施测\n",
        "椭球=GRS80\n坐标系=2000国家大地坐标系\n", "坐标系=CGCS2000 / 3-degree CM 102E (EPSG:4543)\n",
        "备注=1985国家高程基准\n坐标系=2000\n", "坐标系=CGCS2000\n椭球=WGS84\n",
        "备注=CGCS2000\n坐标系=2000国家大地坐标系\n", "投影面高程=0\n", "投影面高程(m)=0.00米\n",
        "投影面=参考椭球面\n", "Y加常数=500公里\n", "加常数=500000\n", "加常数：34500000\n", "X加常数=0\n",
        "X加常数=0.000\n"}) {
    INFO(keys);
    CHECK(fault(read(with(keys))).empty());
  }
  CHECK(codes(read(with("备注=CGCS2000\n"))).empty());  // silence is filled by the remark
}

TEST_CASE("a plane at a height and an added constant are local grids", "[survey]") {
  const std::string ours = "坐标系=2000国家大地坐标系\n几度分带=3\n带号=34\n";
  CHECK(fault(read(with(ours + "投影面高程=1500米\n", kPlain))) == "header: 投影面高程=1500米" + kLocal);
  CHECK(fault(read(with(ours + "抵偿高程面(m)：650\n", kPlain))) == "header: 抵偿高程面(m)=650" + kLocal);
  CHECK(fault(read(with(ours + "投影面高程=平均高程\n", kPlain))) == "header: 投影面高程=平均高程" + kLocal);
  CHECK(fault(read(with(ours + "X加常数=-3000000\n", kPlain))) == "header: X加常数=-3000000" + kLocal);
  CHECK(fault(read(with(ours + "备注=y坐标加常数200公里\n", kPlain))) ==
        "header: 备注=y坐标加常数200公里" + kLocal);
  CHECK(fault(read(with(ours + "投影面高程=1500\n", kPlain), {"EPSG:4543"})) ==
        "header: 投影面高程=1500 is a local grid, but --crs says EPSG:4543; give the grid's parameters with "
        "--helmert FILE (docs/datum.md), or correct the words");
  // A system that says all of it.
  const std::string system = "+proj=tmerc +lon_0=102 +x_0=500000 +a=6379637 +rf=298.257";
  CHECK(read(with(ours + "投影面高程=1500\n", kPlain), {system}).features.at(0).crs == system);
}

TEST_CASE("a central meridian that no zone has is a local grid", "[survey]") {
  const std::string keys = "坐标系=CGCS2000\n中央子午线=102.5\n";
  CHECK(fault(read(with(keys, kPlain))) ==
        "header: 中央子午线=102.5 is that of no zone of 3 or 6 degrees: unless it is a slip, it" + kLocal);
  CHECK(fault(read(with(keys, kPlain), {"EPSG:4543"})) ==
        "header: 中央子午线=102.5 is that of no zone, but --crs says EPSG:4543; correct one of them");
  CHECK(fault(read(with(keys, kSquare))) ==
        "line 6: easting 34512000.000 carries zone 34 of 3 degrees, but the header says 中央子午线=102.5; "
        "correct one of them");
  const auto read_plain = read(with(keys, kPlain), helmert(std::nullopt));
  CHECK(fault(read_plain).empty());
  CHECK(read_plain.features.at(0).crs.empty());
}

TEST_CASE("two statements of one file that contradict each other are a fault", "[survey]") {
  CHECK(
      fault(read(with("坐标系=CGCS2000\n椭球=IAG75\n"))) ==
      "header: 坐标系=CGCS2000, header: 椭球=IAG75 names two systems; leave the one that the points are in");
  CHECK(fault(read(with("坐标系=CGCS2000\n坐标系=西安80\n"))).find("names two systems") != std::string::npos);
  CHECK(fault(read(with("坐标系=2000国家大地坐标系（西安80）\n"))).find("names two systems") !=
        std::string::npos);
  CHECK(
      fault(read(with("带号=34\n带号=35\n"))) ==
      "header: 带号=34 contradicts 带号=35; correct one of them, or give the parcels in files of their own");
  CHECK(fault(read(with("带号=34\n带号=34带\n中央子午线=102°\n中央经线=102\n"))).empty());
  // A remark on a conversion names two: the header decides, and it is told.
  const auto converted = read(with("坐标系=CGCS2000\n备注=由西安80转换为CGCS2000\n"));
  CHECK(fault(converted).empty());
  CHECK(message(converted, "survey.datum_mentioned") ==
        "header: 备注=由西安80转换为CGCS2000 names two systems; header: 坐标系=CGCS2000 counts");
  CHECK(fault(read(with("备注=由西安80转换为CGCS2000\n"))).find("names two systems") != std::string::npos);
  CHECK(fault(read(with("坐标系=CGCS2000\n"), {"EPSG:2358"})) ==
        "header: 坐标系=CGCS2000 is CGCS2000, but --crs says EPSG:2358; correct one of them");
  CHECK(fault(read(with("坐标系=西安80\n"), {"EPSG:4522"})) ==
        "header: 坐标系=西安80 is the datum Xian 1980, but --crs says EPSG:4522; correct one of them");
}

TEST_CASE("each header block is that of its parcels", "[survey]") {
  const std::string ours = with("坐标系=CGCS2000\n带号=34\n项目编号=P-1\n");
  const auto two = read(ours + with("坐标系=1980西安坐标系\n"));
  CHECK(fault(two).empty());
  CHECK(fault(two, 1) == "header: 坐标系=1980西安坐标系 is the datum Xian 1980" + kOld);
  // Only what changes is said again.
  const auto zones = read(with("坐标系=CGCS2000\n几度分带=3\n带号=34\n项目编号=P-1\n", kPlain) +
                          with("带号=35\n项目编号=P-2\n", kPlain));
  CHECK(zones.features.at(0).crs == "EPSG:4543");
  CHECK(zones.features.at(1).crs == "EPSG:4544");
  CHECK(to_text(zones.features[0].fields.at("project_id")) == "P-1");
  CHECK(to_text(zones.features[1].fields.at("project_id")) == "P-2");
  CHECK(codes(zones).empty());
  // Behind the last parcel it holds for all; a parcel before any has all of them.
  const std::string late = ours + "[属性描述]\n坐标系=西安80\n";
  CHECK(fault(read(late)) ==
        "header: 坐标系=CGCS2000, header: 坐标系=西安80 names two systems; leave the one that the points are "
        "in");
  CHECK(fault(read("[地块坐标]\n" + kParcel + kSquare + with("坐标系=西安80\n"))) ==
        "header: 坐标系=西安80 is the datum Xian 1980" + kOld);
  CHECK(fault(read(ours + "[扩展信息]\n投影面高程=800\n")) == "header: 投影面高程=800" + kLocal);
}

TEST_CASE("parameters of an old datum: texts that state it, or nothing, are read in its zones", "[survey]") {
  const auto xian = read(with("坐标系=1980西安坐标系\n"), helmert(kXian));
  CHECK(xian.features.at(0).crs == "EPSG:2358");
  CHECK(xian.features[0].planar_area_m2 == 10000);
  CHECK(codes(xian).empty());
  CHECK(read(with("坐标系=北京54\n几度分带=3\n带号=34\n", kPlain), helmert(kBeijing)).features.at(0).crs ==
        "EPSG:2431");
  CHECK(read(with("坐标系=西安80\n", "J1,1,30.000,103.000\nJ2,1,30.001,103.000\nJ3,1,30.001,103.001\n"),
             helmert(kXian))
            .features.at(0)
            .crs == "EPSG:4610");
  const auto silent = read(with(""), helmert(kXian));
  CHECK(silent.features.at(0).crs == "EPSG:2358");
  CHECK(message(silent, "survey.crs_assumed") ==
        "no datum stated: taken as Xian 1980, from which the parameters of --helmert start");
  CHECK(read(with("", kPlain), helmert(kXian, "EPSG:2379")).features.at(0).crs == "EPSG:2379");
  CHECK(fault(read(with("坐标系=北京54\n"), helmert(kXian))) ==
        "header: 坐标系=北京54 is the datum Beijing 1954, but the parameters of --helmert start from Xian "
        "1980; "
        "give those of this file");
  CHECK(fault(read(with("投影面高程=800\n"), helmert(kXian))) ==
        "header: 投影面高程=800 is a local grid, but the parameters of --helmert start from Xian 1980; give "
        "those of this file");
  // What the file says of itself is not overridden.
  CHECK(read(with("坐标系=CGCS2000\n"), helmert(kXian)).features.at(0).crs == "EPSG:4522");
}

TEST_CASE("parameters of a local grid: plain numbers, X north", "[survey]") {
  const std::string small = "J1,1,5000.0,6000.0\nJ2,1,5100.0,6000.0\nJ3,1,5100.0,6100.0\n";
  for (const char* keys : {"坐标系=某市独立坐标系\n", "坐标系=CGCS2000\n投影面高程=1500\n", ""}) {
    INFO(keys);
    const auto d = read(with(keys, small), helmert(std::nullopt));
    CHECK(fault(d).empty());
    CHECK(d.features.at(0).crs.empty());
    CHECK(d.features[0].crs_reason == "numbers of a local grid, for the parameters of --helmert");
    CHECK(d.features[0].shape.polygons.at(0).shell.at(0).x == 6000);
    CHECK(message(d, "survey.area_unchecked") ==
          "stated area 1.0000 ha is not compared: the numbers are those of a local grid");
  }
  CHECK(fault(read(with("坐标系=西安80\n"), helmert(std::nullopt))) ==
        "header: 坐标系=西安80 is the datum Xian 1980, but the parameters of --helmert start from a local "
        "grid; "
        "give those of this file");
}

TEST_CASE("what stands around a table, and in its columns, speaks of its system", "[survey]") {
  const std::vector<std::vector<std::string>> rows = {
      {"3320000", "34512000", ""}, {"3320100", "34512000", ""}, {"3320100", "34512100", ""}};
  const auto table = [&](const std::vector<std::pair<std::string, std::string>>& around,
                         const std::string& third = "用途", const std::string& last = "") {
    survey::TableView view{{"X", "Y", third}, rows, {}, around};
    view.rows.back()[2] = last;
    return fault(survey::read_coordinate_table(view, "t.xlsx", {}));
  };
  CHECK(table({{"row 1", "某项目拐点坐标表"}}).empty());
  CHECK(table({{"row 1", "某项目拐点坐标（西安80坐标系）"}}) ==
        "row 1: \"某项目拐点坐标（西安80坐标系）\" is the datum Xian 1980" + kOld);
  CHECK(table({{"sheet name", "80坐标"}}) == "sheet name: \"80坐标\" is the datum Xian 1980" + kOld);
  CHECK(table({{"sheet name", "54"}}) == "sheet name: \"54\" is the datum Beijing 1954" + kOld);
  CHECK(table({{"row 9", "注：独立坐标系"}}) == "row 9: \"注：独立坐标系\"" + kLocal);
  CHECK(table({{"sheet name", "2000"}, {"row 1", "拐点（北京54）"}}).find("Beijing") != std::string::npos);
  // A note under the points is a row, of whatever project it seems to be.
  const auto below = [&](const std::string& note) {
    survey::TableView view{{"项目编号", "X", "Y"}, {}, {}, {}};
    for (const auto& row : rows) view.rows.push_back({"P1", row[0], row[1]});
    view.rows.push_back({note, "", ""});
    return fault(survey::read_coordinate_table(view, "t.xlsx", {}));
  };
  CHECK(below("注：西安80坐标系") == "row 5: \"注：西安80坐标系\" is the datum Xian 1980" + kOld);
  CHECK(below("制表：张三").empty());
  // Rows below the first count, too.
  CHECK(table({}, "坐标系", "西安80") == "header: 坐标系=西安80 is the datum Xian 1980" + kOld);
  CHECK(table({}, "备注", "西安80坐标") == "header: 备注=西安80坐标 is the datum Xian 1980" + kOld);
  CHECK(table({}, "投影面高程(m)", "900") == "header: 投影面高程=900" + kLocal);
}

TEST_CASE("a number behind a place's name may be an address or a count", "[survey]") {
  for (const char* said : {"备注=位于北京54路东侧", "备注=西安80后产业园", "备注=距西安80公里",
                           "备注=北京540号院", "备注=共180坐标点", "备注=百度公司数据中心", "备注=高德路3号",
                           "备注=54", "坐标系=EPSG:4522", "坐标系=urn:ogc:def:crs:EPSG::4490"})
    CHECK(fault(read(with(std::string(said) + "\n"))).empty());
  CHECK(fault(read(with("备注=采用北京54，中央子午线102度\n"))) ==
        "header: 备注=采用北京54,中央子午线102度 is the datum Beijing 1954" + kOld);
  CHECK(fault(read(with("坐标系=EPSG:2358\n"))) == "header: 坐标系=EPSG:2358 is the datum Xian 1980" + kOld);
  CHECK(fault(read(with("坐标系=WGS84 UTM 48N\n"))) ==
        "header: 坐标系=WGS84 UTM 48N is not known; say the system with --crs");
}

TEST_CASE("a zone, a shift or a web map that stands in a remark alone", "[survey]") {
  const auto zone = [&](const std::string& said) { return read(with("备注=" + said + "\n", kPlain)); };
  for (const char* said :
       {"中央子午线105°", "2000坐标，3度带，中央子午线为105度", "CGCS2000_3_Degree_GK_CM_105E", "第35带",
        "三度带，带号：35", "CGCS2000_3_Degree_GK_Zone_35", "EPSG:4544"}) {
    INFO(said);
    CHECK(zone(said).features.at(0).crs == "EPSG:4544");
  }
  CHECK(zone("6度带，中央子午线105").features.at(0).crs == "EPSG:4507");
  CHECK(zone("中央子午线102°15′").features.at(0).fault ==
        "header: 备注=中央子午线102°15′ is that of no zone of 3 or 6 degrees: unless it is a slip, it" +
            kLocal);
  CHECK(fault(read(with("备注=中央子午线105°\n"))) ==
        "line 5: easting 34512000.000 carries zone 34 of 3 degrees, but the header says 备注=中央子午线105°; "
        "correct one of them");
  CHECK(
      fault(read(with("") + "3度带，中央子午线105度\n")) ==
      "line 4: easting 34512000.000 carries zone 34 of 3 degrees, but line 8 says \"3度带,中央子午线105度\"; "
      "correct one of them");
  CHECK(
      fault(read(with("带号=34\n备注=第35带\n", kPlain))) ==
      "header: 带号=34 contradicts header: 备注=第35带; correct one of them, or give the parcels in files of "
      "their own");
  CHECK(zone("由中央子午线102换带至中央子午线105").features.at(0).fault ==
        "header: 备注=由中央子午线102换带至中央子午线105 names two zones; leave the one that the points are "
        "in");
  CHECK(fault(read(with("备注=坐标平移过\n"))) == "header: 备注=坐标平移过" + kLocal);
  const std::string degrees = "J1,1,30.000,103.000\nJ2,1,30.001,103.000\nJ3,1,30.001,103.001\n";
  CHECK(
      fault(read(with("备注=坐标取自高德地图\n", degrees))) ==
      "header: 备注=坐标取自高德地图 is a web map's shifted system; take the coordinates from the survey, or "
      "say --from gcj02");
  survey::Options from;
  from.from = "gcj02";
  CHECK(read(with("备注=坐标取自高德地图\n", degrees), from).features.at(0).crs == "EPSG:4326");
  from.from = "bd09";
  CHECK(!fault(read(with("备注=坐标取自高德地图\n", degrees), from)).empty());
  // A remark of a zone says nothing of degrees.
  CHECK(fault(read(with("备注=3度带\n", degrees))).empty());
}

TEST_CASE("a note beside the header, and the name of the file", "[survey]") {
  survey::TableView view{
      {"X", "Y", "坐标系：西安80"},
      {{"3320000", "34512000", ""}, {"3320100", "34512000", ""}, {"3320100", "34512100", ""}},
      {},
      {}};
  const auto table = [&](const std::string& file, const survey::Options& options = {}) {
    return fault(survey::read_coordinate_table(view, file, options));
  };
  CHECK(table("t.csv") == "column name: \"坐标系：西安80\" is the datum Xian 1980" + kOld);
  view.headers[2] = "80坐标X";
  view.rows[0][2] = "3320001";  // a pair of another system
  CHECK(table("t.csv").empty());
  CHECK(table("a/拐点_北京54.csv") == "file name: \"拐点_北京54\" is the datum Beijing 1954" + kOld);
  CHECK(table("a/北京54路加油站.csv").empty());
  CHECK(table("a/54.csv").empty());
  CHECK(table("a/北京54 3度带.csv") == "file name: \"北京54 3度带\" is the datum Beijing 1954" + kOld);
  CHECK(table("a/拐点 CM105E.csv") ==
        "line 2: easting 34512000 carries zone 34 of 3 degrees, but file name says "
        "\"拐点 CM105E\"; correct one of them");
  // Of a conversion: the user says which of the two it is.
  CHECK(table("西安80转2000坐标.csv") ==
        "file name: \"西安80转2000坐标\" names two systems; leave the one that the points are in");
  CHECK(table("西安80转2000坐标.csv", {"EPSG:4522"}).empty());
  CHECK(fault(survey::read_boundary_text(with(""), "甲-西安80.txt", {})) ==
        "file name: \"甲-西安80\" is the datum Xian 1980" + kOld);
}

TEST_CASE("words beside coordinates that another reader took", "[survey]") {
  const survey::Taken ours{
      "EPSG:4543", "CGCS2000 / 3-degree Gauss-Kruger CM 102E", {}, {}, "it is read as EPSG:4543"};
  const auto hear = [&](const std::string& key, const std::string& value,
                        const survey::Options& options = {}) {
    return survey::hear({{key, value}}, ours, options).fault;
  };
  CHECK(hear("坐标系", "西安80") ==
        "attribute 坐标系=西安80 is the datum Xian 1980, but it is read as EPSG:4543; correct one of them");
  CHECK(hear("坐标系统", "地方独立坐标系") ==
        "attribute 坐标系统=地方独立坐标系 is a local grid, but it is read as EPSG:4543; give the grid's "
        "parameters with --helmert FILE (docs/datum.md), or correct the words");
  CHECK(
      hear("layer name", "百度坐标") ==
      "layer name: \"百度坐标\" is a web map's shifted system, but it is read as EPSG:4543; if the words are "
      "true, say --from bd09, else correct them");
  CHECK(hear("中央子午线", "105") ==
        "attribute 中央子午线=105, but it is read as EPSG:4543, whose meridian is 102; correct one of them");
  CHECK(hear("备注", "第35带") ==
        "attribute 备注=第35带, but it is read as EPSG:4543, whose meridian is 102; correct one of them");
  for (const auto& [key, value] :
       std::vector<std::pair<std::string, std::string>>{{"坐标系", "CGCS2000"},
                                                        {"crs", "EPSG:4543"},
                                                        {"备注", "北京54路"},
                                                        {"带号", "34"},
                                                        {"中央子午线", "102°"},
                                                        {"基准", "1985国家高程基准"},
                                                        {"layer name", "西安80后创意园"},
                                                        {"备注", ""},
                                                        {"datum", "WGS84"},
                                                        {"项目名称", "西安80坐标"},
                                                        {"备注", "由西安80转换为CGCS2000"}})
    CHECK(hear(key, value).empty());
  survey::Options options;
  options.from = "bd09";
  CHECK(hear("layer name", "百度坐标", options).empty());
  CHECK(survey::hear({{"坐标系", "某某系"}}, ours, {}).notes ==
        std::vector<std::string>{"attribute 坐标系=某某系 is not known; EPSG:4543 counts"});
  // Degrees have no zone.
  CHECK(survey::hear({{"带号", "35"}}, {"EPSG:4490", "CGCS2000", {}, {}, "x"}, {}).fault.empty());
  // A system without a code is known by its name; plain numbers are what the parameters start from.
  CHECK(survey::hear({{"坐标系", "西安80"}}, {"", "Xian_1980_GK", {}, {}, "x"}, {}).fault.empty());
  CHECK(survey::hear({{"坐标系", "西安80"}}, {}, helmert(kXian)).fault.empty());
  CHECK(survey::hear({{"坐标系", "北京54"}}, {}, helmert(kXian)).fault ==
        "attribute 坐标系=北京54 is the datum Beijing 1954, but the parameters of --helmert start from Xian "
        "1980; "
        "give those of this file");
  CHECK(survey::names_system("lng_gcj02"));
  CHECK_FALSE(survey::names_system("经度"));
  CHECK_FALSE(survey::names_system("项目名称"));
}
