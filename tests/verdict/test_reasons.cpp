// SPDX-License-Identifier: Apache-2.0
//
// Reasons in Chinese: no sentence of the engine stays English, and no detail of it gets lost.
#include <catch2/catch.hpp>

#include "verdict/verdict.h"

using namespace zonegate;

namespace {

std::string zh(const std::string& english) { return verdict::reason_text(english).zh; }

// Three Latin words in a row are a sentence that nobody translated.
bool speaks_english(const std::string& text) {
  int words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter && !inside && ++words == 3) return true;
    if (!letter && c != ' ') words = 0;
    inside = letter;
  }
  return false;
}

}  // namespace

TEST_CASE("details stay, and reasons inside reasons are told too") {
  CHECK(zh("zone_list: has no row for unit ZH51180210001") ==
        "生态环境准入清单：清单中没有管控单元 ZH51180210001 的条目");
  CHECK(zh("no version in force on 2021-06-01; the nearest, pa, holds 2024-01-01 to ...") ==
        "基准日没有有效版本：2021-06-01；最近的版本 pa 自 2024-01-01 起有效");
  CHECK(zh("row 4: its outline contradicts itself (Self-intersection at 102.68, 29.38): 8799.05 m2 lie in "
           "loops that "
           "cross, 0.00 m2 were moved by the repair, so other ground may be meant") ==
        "第 4 行：边界自相矛盾：8799.05 m² 位于相互交叉的环内，修复变动 0.00 m²，可能另有所指的用地");
  CHECK(zh("pa: no layer of kind pa was supplied") == "自然保护地：未提供图层：自然保护地");
  CHECK(zh("row 5 of a b.gpkg: its polygon has no area; row 6: it has no geometry") ==
        "a b.gpkg 第 5 行：面没有面积；第 6 行：没有图形");
  CHECK(zh("it has no geometry: only the lists of its official units could be compared") ==
        "没有图形，只能按官方管控单元核对清单");
  CHECK(zh("pbf: north cannot show that something is absent: feature 7 could not be used: its polygon has no "
           "area") == "永久基本农田：north 不能证明不存在：要素 7 无法使用：面没有面积");
  CHECK(zh("zone_list: a row may hold, since the project does not state industry, project_type") ==
        "生态环境准入清单：清单条目可能适用，项目未填行业代码、项目类型");
}

TEST_CASE("what is wrong with points and headers is told in Chinese") {
  CHECK(zh("line 6: X is empty; fill it in") == "第 6 行：X 为空，请补填");
  CHECK(zh("line 7: Y \"34512o00\" is neither a number nor an angle; correct it") ==
        "第 7 行：Y \"34512o00\" 既不是数字也不是角度，请更正");
  CHECK(zh("points.txt: line 3: no boundary points follow; a parcel needs them") ==
        "points.txt 第 3 行：其后没有界址点");
  CHECK(zh("header: 坐标系=1980西安坐标系 is the datum Xian 1980, some 100 m beside CGCS2000; give the "
           "parameters of the "
           "place with --helmert FILE (docs/datum.md), or have the points transformed") ==
        "header: 坐标系=1980西安坐标系 是 Xian 1980 坐标系，与 CGCS2000 相差约百米，须用 --helmert "
        "给出当地参数或换算");
  CHECK(zh("header: 带号=35 contradicts 中央子午线=102; correct one of them") ==
        "header: 带号=35 与 中央子午线=102 矛盾，请更正其一");
  CHECK(zh("line 6: easting 34512000.000 carries zone 34 of 3 degrees, but the header says 带号=35; correct "
           "one "
           "of them") ==
        "第 6 行：横坐标 34512000.000 含 3 度带带号 34，与属性描述 带号=35 矛盾，请更正其一");
}

TEST_CASE("a reason that ends after its colon is told") {
  CHECK(zh("zone_unit: ") == "生态环境管控单元：未能完整核查");
  CHECK(zh("zone_unit:") == "生态环境管控单元：未能完整核查");
  CHECK(zh("").empty());
}

TEST_CASE("where there is room for a phrase, a sentence of the program is left to the issues") {
  const auto brief = verdict::brief_reason("row 4: it has no geometry");
  CHECK(brief.zh == "第 4 行：没有图形");
  CHECK(brief.en == "row 4: it has no geometry");
  const auto crossed = verdict::brief_reason(
      "row 4: its outline contradicts itself (Self-intersection at 102.68, 29.38): 8799.05 m2 lie in loops "
      "that "
      "cross, 0.00 m2 were moved by the repair, so other ground may be meant");
  CHECK(crossed.zh.find("第 4 行：边界自相矛盾") == 0);
  CHECK(crossed.en == "row 4: its outline contradicts itself");  // the reason, without its figures
  CHECK(verdict::brief_reason(
            "row 4: it is broken in a way that only a long English sentence of the program can tell, "
            "to whoever reads it")
            .en.empty());
  CHECK(verdict::brief_reason("it is broken").zh.empty());
  CHECK(
      verdict::brief_reason("points.txt: a second pair of columns of other points was not read").zh.empty());
}

TEST_CASE("what no pattern knows stays, and the English is never touched") {
  const std::string library = "north.shp: TopologyException: side location conflict at 103 30";
  CHECK(zh(library) == library);
  CHECK(verdict::reason_text("zone_unit: ").en == "zone_unit: ");
  CHECK(zh("row five: it has no geometry") == "row five：没有图形");
}

TEST_CASE("sentences of the engine are told in Chinese") {
  for (const char* english :
       {"redline could not be read: 坏了",
        "redline holds no feature; an empty layer shows nothing",
        "redline declares no coverage",
        "redline: none of its features lies in its declared coverage; is its reference system right?",
        "redline: its declared coverage cannot be used: 坏了",
        "its coverage file cannot be read: 坏了",
        "the place to examine cannot be drawn: 坏了",
        "12.50 % of the footprint lies in no feature of a layer that should tile the territory",
        "slope: cells without a value here: dem",
        "it could not be measured: 坏了",
        "the project could not be read in full",
        "it has neither geometry nor an official unit",
        "the holes of one of its polygons leave nothing of it",
        "kind redline needs polygons; this feature holds none",
        "its geometry cannot be repaired: 坏了",
        "row 3: its parts differ in as_of, so the law of its day is not known",
        "row 3: as_of 'x' is no date, so the law of its day is not known",
        "line 4 has 3 cells, the header has 2",
        "several land-cover layers are in force on that day",

        "no part that occupies ground has an area",
        "a bare point or line may reach into further units",
        "zone_unit: the official unit codes and the geometry contradict each other"}) {
    CAPTURE(english, zh(english));
    CHECK(speaks_english(english));
    CHECK_FALSE(speaks_english(zh(english)));
  }
}

TEST_CASE("a county that nobody knows is called so, not by a sign of ours") {
  const std::string alone = "region_class: has no row in force (region; day): ?; 2026-10-01";
  CHECK(verdict::reason_text(alone).en ==
        "region_class: has no row in force (region; day): county unknown; 2026-10-01");
  CHECK(zh(alone).find("所在县（市、区）未知") != std::string::npos);
  CHECK(zh(alone).find('?') == std::string::npos);
  const std::string two = "has no row in force (region; day): 511823, ?; 2026-10-01; why?";
  CHECK(verdict::reason_text(two).en ==
        "has no row in force (region; day): 511823, county unknown; 2026-10-01; why?");
  const std::string known = "has no row in force (region; day): 511823; 2026-10-01";
  CHECK(verdict::reason_text(known).en == known);
  const std::string beside = "has no row in force (region; day): +?; 2026-10-01";
  CHECK(zh(beside).find("可能另涉未知的县") != std::string::npos);
}
