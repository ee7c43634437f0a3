// SPDX-License-Identifier: Apache-2.0
//
// The false-pass matrix: every way in which a layer can fail to be examined x {no other finding, a conditional one} x {all attributes stated, one
// absent}. No headline, and no exit code under --fail-on conditional, may read as a pass; each names the cause.
#include <catch2/catch.hpp>

#include "world.h"

using namespace zonegate;
using testing::World;

namespace {

struct Fault {
  std::string name;
  std::function<void(World&, const std::string& kind)> break_it;
};

const std::vector<Fault>& faults() {
  static const std::vector<Fault> all = {
      {"layer missing", [](World& w, const std::string& kind) { w.layers.erase(kind); }},
      {"expired",
       [](World& w, const std::string& kind) {
         w.layers[kind].valid = "valid_from: 2020-01-01\nvalid_to: 2024-01-01";
       }},
      {"not yet valid",
       [](World& w, const std::string& kind) { w.layers[kind].valid = "valid_from: 2027-01-01"; }},
      {"one unreadable feature",
       [](World& w, const std::string& kind) {
         w.layers[kind].features.push_back(testing::feature("null", R"("name":"丢失")"));
       }},
      {"hole under the footprint",
       [](World& w, const std::string& kind) {
         w.layers[kind].coverage = R"({"type":"Polygon","coordinates":[)" +
                                   testing::rectangle(102.5, 29.5, 103.5, 30.5) + "," +
                                   testing::rectangle(103.0003, 30.0003, 103.0005, 30.0005) + "]}";
       }},
      {"coverage ends at the footprint's edge",
       [](World& w, const std::string& kind) { w.layers[kind].coverage = "[102.5, 29.5, 103.0009, 30.5]"; }},
      {"no coverage declared", [](World& w, const std::string& kind) { w.layers[kind].coverage = ""; }},
      {"empty layer", [](World& w, const std::string& kind) { w.layers[kind].features.clear(); }},
      {"file missing",
       [](World& w, const std::string& kind) { w.layers[kind].extra = "sublayer: nowhere\n"; }},
  };
  return all;
}

void add_condition(World& w) {
  w.layers["zone_list"].csv += "ZH51180230001,单元特性,污染物排放管控,其他,,,require,须落实水土保持\n";
}

std::string chinese_name(const std::string& kind) { return std::string(schema::find_kind(kind)->zh); }

void expect_no_pass(const World& world, const std::string& cause) {
  const auto s = world.screen();
  REQUIRE(s->run.projects.size() == 1);
  const auto& verdict = s->run.projects[0].verdict;
  INFO("headline: " << verdict.headline.zh);
  CHECK(verdict.outcome != Outcome::allowed);
  CHECK(verdict.worst_possible != Outcome::allowed);
  CHECK(verdict.headline.zh.find("允许") == std::string::npos);
  CHECK(verdict.headline.en.find("llowed") == std::string::npos);
  CHECK(app::reaches(*s, Outcome::conditional));
  CHECK(verdict.headline.zh.find(cause) != std::string::npos);
}

}  // namespace

TEST_CASE("the untouched world is allowed, so that the matrix means something") {
  const auto s = World().screen();
  const auto& verdict = s->run.projects[0].verdict;
  INFO(verdict.headline.zh);
  for (const auto& f : verdict.findings)
    INFO(f.rule << " " << to_string(f.outcome) << " " << to_string(f.worst_possible));
  CHECK(verdict.outcome == Outcome::allowed);
  CHECK(verdict.worst_possible == Outcome::allowed);
  CHECK_FALSE(app::reaches(*s, Outcome::undetermined));
}

TEST_CASE("a world with one condition is conditional, and no more") {
  World w;
  add_condition(w);
  const auto s = w.screen();
  INFO(s->run.projects[0].verdict.headline.zh);
  CHECK(s->run.projects[0].verdict.outcome == Outcome::conditional);
  CHECK(s->run.projects[0].verdict.worst_possible == Outcome::conditional);
}

TEST_CASE("no fault of a mandatory layer reads as a pass") {
  for (const std::string kind : {"zone_unit", "redline", "pa", "ws", "pbf"}) {
    for (const auto& fault : faults()) {
      for (const bool condition : {false, true}) {
        for (const bool attribute_absent : {false, true}) {
          CAPTURE(kind, fault.name, condition, attribute_absent);
          World w;
          if (condition) add_condition(w);
          if (attribute_absent) w.properties = testing::stated_without("project_type");
          fault.break_it(w, kind);
          expect_no_pass(w, chinese_name(kind));
        }
      }
    }
  }
}

TEST_CASE("coverage that ends 500 m away is not enough for a rule of 1 km") {
  for (const bool condition : {false, true}) {
    for (const bool attribute_absent : {false, true}) {
      CAPTURE(condition, attribute_absent);
      World w;
      w.properties =
          R"("project_id":"P","name":"化工","project_type":"chemical","industry":"C2614","activity":"new","discharges":false,"outfall":false)";
      if (attribute_absent)
        w.properties =
            R"("project_id":"P","name":"化工","project_type":"factory","activity":"new","discharges":false)";
      if (condition) add_condition(w);
      w.layers["river_area"].coverage = "[102.5, 29.5, 103.0062, 30.5]";  // 500 m east of the footprint
      expect_no_pass(w, chinese_name("river_area"));
    }
  }
}

TEST_CASE("a bare point is never better than undetermined") {
  for (const bool condition : {false, true}) {
    for (const bool attribute_absent : {false, true}) {
      CAPTURE(condition, attribute_absent);
      World w;
      w.geometry = R"({"type":"Point","coordinates":[103.0,30.0]})";
      if (condition) add_condition(w);
      if (attribute_absent) w.properties = testing::stated_without("project_type");
      const auto s = w.screen();
      const auto& verdict = s->run.projects[0].verdict;
      INFO(verdict.headline.zh);
      CHECK(verdict.outcome != Outcome::allowed);
      CHECK(static_cast<int>(verdict.worst_possible) >= static_cast<int>(Outcome::prohibited));
      CHECK(verdict.headline.zh.find("允许") == std::string::npos);
      CHECK(app::reaches(*s, Outcome::conditional));
    }
  }
}

TEST_CASE("an absent attribute that a rule needs is unknown, not harmless") {
  World w;
  w.properties =
      R"("project_id":"P","name":"工厂","project_type":"factory","activity":"new","discharges":false)";
  w.layers["river_area"].features = {
      testing::feature(testing::polygon(testing::rectangle(103.004, 29.9, 103.006, 30.1)),
                       R"("name":"青衣江","order":"重要支流")")};
  const auto s = w.screen();
  const auto& verdict = s->run.projects[0].verdict;
  INFO(verdict.headline.zh);
  CHECK(verdict.worst_possible == Outcome::prohibited);
  CHECK(std::find(verdict.unknown.begin(), verdict.unknown.end(), "industry") != verdict.unknown.end());
}

TEST_CASE("a footprint in no control unit is a data fault, not a pass") {
  World w;
  w.layers["zone_unit"].features.pop_back();  // the east half lies in no unit any more
  expect_no_pass(w, chinese_name("zone_unit"));
  w.geometry = testing::polygon(testing::rectangle(103.0006, 30.0, 103.001, 30.001));  // nor does any of it
  expect_no_pass(w, chinese_name("zone_unit"));
  const auto s = w.screen();
  for (const auto& answer : s->run.projects[0].verdict.layers)
    if (answer.kind == "zone_unit") CHECK(answer.state == facts::LayerState::not_examined);
}

TEST_CASE("a unit of which the access list has no row at all is not clear") {
  World w;
  auto& csv = w.layers["zone_list"].csv;
  csv.erase(csv.find("ZH51180230002"));
  expect_no_pass(w, chinese_name("zone_list"));
}

TEST_CASE("a manifest whose reference system contradicts the file's is not followed") {
  World w;
  w.layers["redline"].extra = "crs: EPSG:4543\n";  // the file is GeoJSON in lon/lat
  expect_no_pass(w, chinese_name("redline"));
}

TEST_CASE("values that a field cannot have are unknown, never harmless") {
  const auto square = [](const std::string& p) {
    return testing::feature(testing::polygon(testing::rectangle(102.5, 29.5, 103.5, 30.5)), p);
  };
  for (const std::string dlbm : {"\"水田\"", "\"旱地\"", "101", "\"103\"", "\"０１０１Ｚ\"", "\"103.0\"",
                                 "\"1030\"", "\"10300\"", "\"0000\"", "\"0013\"", "\"9999\"", "\"010H\""}) {
    CAPTURE(dlbm);
    World w;
    w.layers["dltb"].features = {square("\"dlbm\":" + dlbm + ",\"kcxs\":0")};
    expect_no_pass(w, chinese_name("dltb"));
  }
  // In the width of Chinese signs it is the code of paddy fields.
  World wide;
  wide.layers["dltb"].features = {square("\"dlbm\":\"０１０１\",\"kcxs\":0")};
  CHECK(wide.screen()->run.projects[0].verdict.headline.zh == "有条件（FM-04）");
  for (const std::string kcxs : {"1", "2", "100"}) {
    CAPTURE(kcxs);
    World w;
    w.layers["dltb"].features = {square("\"dlbm\":\"0103\",\"kcxs\":" + kcxs)};
    CHECK(w.screen()->run.projects[0].verdict.outcome == Outcome::conditional);
  }
}

TEST_CASE("a unit whose code and class differ is not clear of class 1") {
  World w;
  w.layers["zone_unit"].features[0] =
      testing::feature(testing::polygon(testing::rectangle(102.5, 29.5, 103.0005, 30.5)),
                       R"("code":"ZH51180210001","name":"甲","class":"3")");
  w.layers["zone_list"].csv +=
      "ZH51180210001,单元特性,空间布局约束,允许开发建设活动的要求,,pv,allow,允许光伏\n";
  const auto s = w.screen();
  CHECK(s->run.projects[0].verdict.outcome != Outcome::allowed);
  CHECK(static_cast<int>(s->run.projects[0].verdict.worst_possible) >= static_cast<int>(Outcome::restricted));
}

TEST_CASE("influence alone is no project, and an unreadable day is no day") {
  World w;
  w.properties = testing::stated() + R"(,"role":"blasting")";
  expect_no_pass(w, "只有影响范围");
  w.properties = testing::stated() + R"(,"as_of":"garbage")";
  expect_no_pass(w, "garbage");
}

TEST_CASE("two days, or a date column that is misnamed, leave the law open") {
  World w;
  w.properties = testing::stated() + R"(,"as_of":"2026-10-01","受理日期":"2010-01-01")";
  expect_no_pass(w, "as_of");
  w.properties = testing::stated() + R"(,"受理日其":"2010-01-01")";
  expect_no_pass(w, "受理日其");
  w.properties = testing::stated() + R"(,"受理日期 ":"2010-01-01")";  // read: the law of 2010 is not here
  CHECK(w.screen()->run.projects[0].verdict.worst_possible != Outcome::allowed);
}

TEST_CASE("a polygon whose holes leave nothing of it hides nothing, alone or beside a healthy one") {
  const std::string ring = testing::rectangle(102.9, 29.9, 103.1, 30.1),
                    far = testing::rectangle(103.3, 30.3, 103.4, 30.4);
  const std::string west = testing::rectangle(102.9, 29.9, 103.0, 30.1),
                    east = testing::rectangle(103.0, 29.9, 103.1, 30.1);
  const auto multi = [](const std::string& polygons) {
    return R"({"type":"MultiPolygon","coordinates":[)" + polygons + "]}";
  };
  for (const std::string hollow :
       {"[" + ring + "," + ring + "]", "[" + ring + "," + west + "," + east + "]"}) {
    CAPTURE(hollow);
    for (const std::string kind : {"redline", "pbf"}) {
      World w;
      w.layers[kind].features.push_back(testing::feature(multi(hollow + ",[" + far + "]"), R"("name":"空")"));
      expect_no_pass(w, chinese_name(kind));
    }
    World w;
    w.geometry = multi(hollow + ",[" + testing::rectangle(103.0, 30.0, 103.001, 30.001) + "]");
    CHECK(w.screen()->run.projects[0].verdict.worst_possible != Outcome::allowed);
  }
}

TEST_CASE("headers in capitals are read") {
  World w;
  w.properties = testing::stated() + R"(,"AS_OF":"2010-01-01")";
  CHECK(w.screen()->run.projects[0].verdict.worst_possible != Outcome::allowed);
  w.properties = testing::stated() + R"(,"PROJECT_TYPE":"chemical")";  // against pv
  CHECK(w.screen()->run.projects[0].issues.size() + w.screen()->projects.projects[0].issues.size() > 0);
}

TEST_CASE("two sizes that contradict each other are no size") {
  const auto worst = [](const std::string& geometry, const std::string& sizes) {
    World w;
    w.geometry = geometry;
    w.properties = testing::stated() + "," + sizes;
    return w.screen()->run.projects[0].verdict.worst_possible;
  };
  const std::string point = R"({"type":"Point","coordinates":[103.0005,30.0005]})";
  const std::string line = R"({"type":"LineString","coordinates":[[103.0,30.0],[103.001,30.001]]})";
  CHECK(worst(point, R"("radius_m":12)") == Outcome::allowed);
  CHECK(worst(point, R"("radius_m":12,"area_ha":0.0452)") == Outcome::allowed);
  CHECK(worst(point, R"("radius_m":12,"area_ha":500)") != Outcome::allowed);
  CHECK(worst(line, R"("width_m":12)") == Outcome::allowed);
  CHECK(worst(line, R"("width_m":12,"area_ha":100)") != Outcome::allowed);
  CHECK(worst(line, R"("width_m":12,"radius_m":500)") != Outcome::allowed);
  CHECK(worst(point, R"("radius_m":12,"width_m":500)") != Outcome::allowed);
}

TEST_CASE("a blasting zone inside a protected zone is no pass, though what occupies ground lies outside") {
  for (const std::string kind : {"redline", "pa", "ws"}) {
    CAPTURE(kind);
    const testing::TempFolder folder;
    World w;
    const std::string fields = kind == "redline" ? R"("zone":"一般控制区")"
                               : kind == "pa" ? R"("type":"风景名胜区","zone":"未分区","level":"省级")"
                                              : R"("level":"二级")";
    w.layers[kind].features.push_back(
        testing::feature(testing::polygon(testing::rectangle(103.002, 30.0, 103.01, 30.01)), fields));
    auto options = w.write(folder);
    const auto blasting =
        testing::feature(testing::polygon(testing::rectangle(103.001, 30.0, 103.004, 30.001)),
                         testing::stated() + R"(,"role":"blasting")");
    testing::write_text(folder / "projects.geojson",
                        testing::collection({testing::feature(w.geometry, w.properties), blasting}));
    const auto s = app::screen(options);
    const auto& verdict = s->run.projects[0].verdict;
    INFO(verdict.headline.zh);
    CHECK(verdict.outcome == Outcome::undetermined);
    CHECK(verdict.worst_possible == Outcome::prohibited);
    CHECK(verdict.headline.zh.find("IF-01") != std::string::npos);
  }
}

TEST_CASE("a polygon layer that comes as lines cannot be passed over") {
  World w;
  w.layers["redline"].features.push_back(testing::feature(
      R"({"type":"LineString","coordinates":[[102.99,29.99],[103.01,29.99],[103.01,30.01],[102.99,30.01],[102.99,29.99]]})",
      R"("zone":"")"));
  expect_no_pass(w, chinese_name("redline"));
}

TEST_CASE("a layer none of whose features lies in its declared coverage shows nothing") {
  World w;
  w.layers["redline"].features = {
      testing::feature(testing::polygon(testing::rectangle(110, 20, 110.1, 20.1)), R"("zone":"")")};
  expect_no_pass(w, chinese_name("redline"));
}

TEST_CASE("blanks around a code or a word do not hide it") {
  World w;
  w.layers["zone_list"].csv +=
      "　ZH51180230001 ,单元特性,空间布局约束,禁止开发建设活动的要求,,pv,prohibit,禁止光伏\n";
  CHECK(w.screen()->run.projects[0].verdict.outcome == Outcome::prohibited);
}

TEST_CASE("a feature whose deciding field is missing cannot be passed over") {
  World w;
  w.layers["ws"].features = {testing::feature(testing::polygon(testing::rectangle(102.9, 29.9, 103.1, 30.1)),
                                              R"("name":"水源乙","level":null)")};
  expect_no_pass(w, "");
}
