// SPDX-License-Identifier: Apache-2.0
// Words of offices for grids, projections and forms of angles: what is not heard is read some hundred metres to some kilometres beside its place.
#include <catch2/catch.hpp>

#include "survey_test.h"

using namespace zonegate;
using namespace zonegate::survey_test;

namespace {
std::string with(const std::string& keys) {
  return "[属性描述]\n" + keys + "[地块坐标]\n4,1.0000,1,甲,面,,,,@\n" + kSquare;
}
std::string fault(const survey::Document& d) { return d.features.at(0).fault; }
bool has_text(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
}  // namespace

TEST_CASE("grids that words of offices name, and coordinates that were moved or made secret", "[survey]") {
  for (const char* said : {"假设坐标系", "坐标已脱密处理", "坐标做过平移", "抵偿投影面", "建筑坐标系",
                           "任意带坐标", "雅安坐标系", "雅安市坐标系", "矿区坐标", "参心坐标系",
                           "坐标保密处理，非真实坐标", "坐标整体向北偏移591米", "坐标北移591米后为实际位置",
                           "归算至1500m高程面", "局部坐标系", "自由坐标", "相对坐标"}) {
    CAPTURE(said);
    CHECK(has_text(fault(read(with("备注=" + std::string(said) + "\n"))), " is a local grid"));
  }
  for (const char* said : {"坐标未做平移", "坐标系未经平移", "雅安市规划局坐标成果"}) {
    CAPTURE(said);
    CHECK(fault(read(with("备注=" + std::string(said) + "\n"))).empty());
  }
  CHECK(has_text(fault(read(with("备注=新54\n"))), "Beijing 1954"));
}

TEST_CASE("keys of headers that mean a system, whatever program wrote them", "[survey]") {
  for (const char* said : {"测量坐标系=54", "平面基准=1954"})
    CHECK(has_text(fault(read(with(std::string(said) + "\n"))), "Beijing 1954"));
  CHECK(has_text(fault(read(with("SRID=4610\n"))), "Xian 1980"));
  CHECK(has_text(fault(read(with("wkid=2359\n"))), "Xian 1980"));
  CHECK(has_text(fault(read(with("ΔX=591\n"))), " is a local grid"));
  CHECK(has_text(fault(read(with("轴子午线=105\n"))), "105"));
  CHECK(has_text(fault(read(with("备注=国家80\n"))), "Xian 1980"));
}

TEST_CASE("remarks that count pages or parcels, and those that only begin to", "[survey]") {
  for (const char* said : {"共2", "共", "第1页 共1页", "共1宗地", "共2页"})
    CHECK(message(read(with("备注=" + std::string(said) + "\n")), "survey.points_unread") ==
          "(no survey.points_unread)");
  for (const char* said : {"第1页 共2页", "共2宗地，本文件为第1宗", "共3个地块"})
    CHECK(has_text(message(read(with("备注=" + std::string(said) + "\n")), "survey.points_unread"),
                   "stand elsewhere"));
}

TEST_CASE("a remark that the numbers are UTM is held against zones of Gauss-Krueger", "[survey]") {
  for (const char* said : {"UTM坐标", "坐标系：WGS84 UTM Zone 48N", "通用横轴墨卡托投影"}) {
    CAPTURE(said);
    CHECK(has_text(fault(read(with("备注=" + std::string(said) + "\n"))),
                   " is not Gauss-Krueger; say the system with --crs"));
  }
  CHECK(fault(read(with("备注=由UTM坐标转换为CGCS2000\n"))).empty());
}

TEST_CASE("angles in one number: whatever a table or a text says of its form", "[survey]") {
  // 102°39′27″ and the like: a hundredth of a degree of the form is 36 to 60 times as much of ground.
  const auto table = [](const std::string& column, const std::string& title) {
    survey::TableView view{
        {"点号", "经度" + column, "纬度" + column},
        {{"J1", "103.0321", "30.0406"}, {"J2", "103.0323", "30.0406"}, {"J3", "103.0323", "30.0408"}},
        {},
        {}};
    if (!title.empty()) view.around = {{"row 1", title}};
    return survey::read_coordinate_table(view, "a.csv", {});
  };
  for (const auto& [column, title] :
       std::vector<std::pair<std::string, std::string>>{{"（六十进制）", ""},
                                                        {"(D.MS)", ""},
                                                        {"", "单位：° ′ ″"},
                                                        {"", "单位：°′″"},
                                                        {"", "注：小数点后为分秒"},
                                                        {"", "经纬度采用60进制"},
                                                        {"", "坐标格式：D.MS"},
                                                        {"", "坐标格式：度°分′秒″"},
                                                        {"", "格式：度分秒连写"}}) {
    CAPTURE(column, title);
    const auto document = table(column, title);
    CHECK(fault(document).empty());
    CHECK(message(document, "survey.packed_angles") != "(no survey.packed_angles)");
  }
  for (const auto& [column, title] :
       std::vector<std::pair<std::string, std::string>>{{"(度分)", ""},
                                                        {"(度.分)", ""},
                                                        {"(DM)", ""},
                                                        {"(ddd.mmmmmm)", ""},
                                                        {"(dd°mm.mmm′)", ""},
                                                        {"", "坐标单位：度、分"},
                                                        {"", "单位：度分（分为小数）"}}) {
    CAPTURE(column, title);
    CHECK(has_text(fault(table(column, title)), "would be degrees and minutes in one number"));
  }
  for (const char* title :
       {"", "3度分带", "采用十进制度", "度分秒已换算为十进制", "dem数据", "单位：度", "admin", "md"}) {
    CAPTURE(title);
    CHECK(message(table("", title), "survey.packed_angles") == "(no survey.packed_angles)");
    CHECK(fault(table("", title)).empty());
  }
}
