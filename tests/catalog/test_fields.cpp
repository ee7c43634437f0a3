// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "catalog/catalog.h"

using namespace zonegate;

namespace {

catalog::Layer layer_of(const std::string& kind) {
  catalog::Layer layer;
  layer.id = layer.kind = kind;
  layer.file = "x.shp";
  layer.manifest = "x.yaml";
  return layer;
}

}  // namespace

TEST_CASE("the manifest's mapping comes first, then canonical names, then aliases") {
  auto layer = layer_of("redline");
  layer.fields["zone"] = "GKQ";
  const catalog::Aliases aliases = {{"redline", {{"code", {"HXBM"}}, {"zone", {"ZRBHDFQ"}}}}};
  const catalog::FieldReader reader(layer, aliases, {"GKQ", "HXBM", "name", "ZRBHDFQ"});
  const Attributes fields = reader.read({{"GKQ", std::string("核心保护区")},
                                         {"HXBM", std::string("51")},
                                         {"name", std::string("甲")},
                                         {"ZRBHDFQ", std::string("x")}});
  CHECK(to_text(fields.at("zone")) == "核心保护区");
  CHECK(to_text(fields.at("code")) == "51");
  CHECK(to_text(fields.at("name")) == "甲");
}

TEST_CASE("a mapped column that is not there names the file, the column and what there is") {
  auto layer = layer_of("redline");
  layer.fields["zone"] = "NOPE";
  try {
    const catalog::FieldReader reader(layer, {}, {"A", "B"});
    FAIL("no error");
  } catch (const Error& error) {
    const std::string text = error.what();
    CHECK(text.find("x.shp") != std::string::npos);
    CHECK(text.find("NOPE") != std::string::npos);
    CHECK(text.find("A, B") != std::string::npos);
  }
}

TEST_CASE(
    "declared missing values are unknown; an empty red line zone is a statement, an empty water level is "
    "not") {
  auto redline = layer_of("redline");
  redline.missing["zone"] = {"/"};
  const catalog::FieldReader zones(redline, {}, {"zone", "name"});
  CHECK(to_text(zones.read({{"zone", std::string("")}, {"name", std::string("a")}}).at("zone")).empty());
  auto water = layer_of("ws");
  water.missing["level"] = {"/", "0"};
  const catalog::FieldReader levels(water, {}, {"level"});
  CHECK(is_unknown(levels.read({{"level", std::string("/")}}).at("level")));
  CHECK(is_unknown(levels.read({{"level", 0.0}}).at("level")));
  CHECK(is_unknown(levels.read({{"level", std::string("  ")}}).at("level")));
  CHECK(to_text(levels.read({{"level", std::string("一级")}}).at("level")) == "一级");
}

TEST_CASE("numbers that are no numbers are unknown, never zero") {
  const catalog::FieldReader reader(layer_of("pbf"), {}, {"kcxs"});
  CHECK(is_unknown(reader.read({{"kcxs", std::string("n.a.")}}).at("kcxs")));
  CHECK(as_number(reader.read({{"kcxs", std::string("0.12")}}).at("kcxs")) == 0.12);
}

TEST_CASE(
    "a commercial stand has no grade of public benefit: an empty cell there is an answer, a wrong one is "
    "not") {
  const catalog::FieldReader reader(layer_of("forest"), {}, {"category", "public_grade", "dlbm"});
  const auto grade = [&](const std::string& category, const std::string& cell) {
    return reader.read({{"category", category}, {"public_grade", cell}}).at("public_grade");
  };
  CHECK(std::holds_alternative<NotApplicable>(grade("022", "")));
  // Words that the kind does not have say nothing about the class.
  CHECK_FALSE(std::holds_alternative<NotApplicable>(grade("重点商品林", "")));
  CHECK(is_unknown(grade("011", "")));
  CHECK(is_unknown(grade("", "")));
  CHECK(is_unknown(grade("022", "IV")));
  CHECK(to_text(grade("022", "1")) == "1");
  const catalog::FieldReader without(layer_of("forest"), {}, {"category"});
  CHECK(std::holds_alternative<NotApplicable>(
      without.read({{"category", std::string("021")}}).at("public_grade")));
}

TEST_CASE("sub-compartments have land classes of six digits") {
  const catalog::FieldReader reader(layer_of("forest"), {}, {"dlbm"});
  const auto code = [&](const std::string& cell) { return reader.read({{"dlbm", cell}}).at("dlbm"); };
  CHECK(to_text(code("030100")) == "030100");
  CHECK(to_text(code("030302")) == "030302");
  for (const char* wrong : {"30100", "030900", "010300", "0301AB", "0301000"}) {
    CAPTURE(wrong);
    CHECK(is_unknown(code(wrong)));
  }
}

TEST_CASE(
    "words and codes of tables are read in the width of Chinese signs, as Roman numbers and with blanks") {
  const auto read = [](const std::string& kind, const std::string& field, const std::string& cell) {
    const catalog::FieldReader reader(layer_of(kind), {}, {field});
    return to_text(reader.read({{field, cell}}).at(field));
  };
  CHECK(read("zone_unit", "class", "１") == "1");
  CHECK(read("zone_unit", "class", "优先保护单元　") == "1");
  CHECK(read("pa", "zone", "核心 保护区\n") == "核心保护区");
  CHECK(read("ws", "level", "二级保护区") == "二级");
  CHECK(read("forest", "protection_grade", "Ⅱ") == "2");
  CHECK(read("forest", "protection_grade", "ⅳ级") == "4");
  CHECK(read("forest", "public_grade", "ＩＩ级 ") == "2");
  CHECK(read("forest", "public_grade", "III") == "unknown");
  CHECK(read("forest", "category", "０１１") == "011");
  CHECK(read("forest", "dlbm", "０３０１００") == "030100");
  CHECK(read("forest", "origin", "１１") == "11");
  CHECK(read("dltb", "dlbm", "０１０１Ｋ") == "0101K");
  CHECK(read("pbf", "kcxs", "０．１２") == "0.12");
  CHECK(read("park", "compliant", "１") == "true");
  CHECK(read("region_ban", "from", "２０２６－０１－０１") == "2026-01-01");
  CHECK(read("zone_list", "verdict", "ＰＲＯＨＩＢＩＴ") == "prohibit");
  // Names stay as they are written.
  CHECK(read("pa", "name", "甲（一）") == "甲（一）");
}

TEST_CASE("a value that no table of codes knows is unknown and told; a wide blank says nothing") {
  const auto told = [](const std::string& kind, const std::string& field, const std::string& cell) {
    const catalog::FieldReader reader(layer_of(kind), {}, {field});
    std::vector<std::string> unreadable;
    const bool unknown = is_unknown(reader.read({{field, cell}}, &unreadable).at(field));
    return unknown ? unreadable.size() : std::size_t{99};
  };
  CHECK(told("zone_unit", "class", "４") == 1);
  CHECK(told("ws", "level", "三级") == 1);
  CHECK(told("forest", "origin", "原始林") == 1);
  CHECK(told("ws", "level", "　") == 0);
  CHECK(told("pa", "zone", "\u00a0 ") == 0);
}
