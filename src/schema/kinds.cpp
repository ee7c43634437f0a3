// SPDX-License-Identifier: Apache-2.0
//
// Layer kinds and their canonical fields. A table: to add a kind, add a row, a file layers/<kind>.yaml with the field aliases, and a
// line in docs/schema.md.
#include <array>

#include "schema/schema.h"

namespace zonegate::schema {
namespace {

constexpr Type kText = Type::text, kNumber = Type::number, kInteger = Type::integer, kBoolean = Type::boolean,
               kDate = Type::date, kList = Type::list;
constexpr Geometry kPolygon = Geometry::polygon, kLine = Geometry::line, kPoint = Geometry::point,
                   kRaster = Geometry::raster, kTable = Geometry::table;

FieldSpec text(std::string_view key, std::vector<std::string_view> values = {},
               std::vector<std::string_view> values_zh = {}) {
  return {key, kText, false, std::move(values), std::move(values_zh)};
}
FieldSpec with_words(FieldSpec field, std::vector<FieldSpec::Word> words) {
  field.words = std::move(words);
  return field;
}
FieldSpec text_or_none(std::string_view key, std::vector<std::string_view> values = {},
                       std::vector<std::string_view> values_zh = {}) {
  return {key, kText, true, std::move(values), std::move(values_zh)};
}
FieldSpec number(std::string_view key) { return {key, kNumber, false, {}, {}}; }
FieldSpec integer(std::string_view key) { return {key, kInteger, false, {}, {}}; }
FieldSpec flag(std::string_view key) { return {key, kBoolean, false, {}, {}}; }
FieldSpec date(std::string_view key) { return {key, kDate, false, {}, {}}; }
FieldSpec list(std::string_view key) { return {key, kList, true, {}, {}}; }

// Words for the classes of control units; the first are those of the results.
FieldSpec unit_class(FieldSpec field) {
  field.values = {"1", "2", "3"};
  field.values_zh = {"优先保护单元", "重点管控单元", "一般管控单元"};
  return with_words(
      std::move(field),
      {{"优先保护", "1"}, {"重点管控", "2"}, {"一般管控", "3"}, {"优先", "1"}, {"重点", "2"}, {"一般", "3"}});
}

// Grades that are numbered; files write the number, the Chinese word or the Roman one (Ⅱ级).
FieldSpec grade(std::string_view key, std::size_t grades) {
  constexpr std::array<std::string_view, 4> kNumbers = {"1", "2", "3", "4"},
                                            kChinese = {"一级", "二级", "三级", "四级"},
                                            kRoman = {"I", "II", "III", "IV"},
                                            kRomanGrade = {"I级", "II级", "III级", "IV级"},
                                            kPlain = {"1级", "2级", "3级", "4级"};
  FieldSpec field = text(key);
  for (std::size_t i = 0; i < grades; ++i) {
    field.values.push_back(kNumbers[i]);
    field.values_zh.push_back(kChinese[i]);
    for (const auto word : {kRoman[i], kRomanGrade[i], kPlain[i]}) field.words.push_back({word, kNumbers[i]});
  }
  return field;
}

// Rows of lists. A row holds for a unit, or for a place by its administrative code: there unit_class narrows it to units of that class. text_*: tables that give the
// four dimensions a column each; such a row is read as four.
std::vector<FieldSpec> list_fields() {
  return {text("unit_code"),
          text_or_none("unit_name"),
          unit_class(text_or_none("unit_class")),
          text_or_none("city"),
          text_or_none("county"),
          with_words(text_or_none("list", {"普适性", "单元特性"}), {{"普适性清单", "普适性"},
                                                                    {"普适性管控要求", "普适性"},
                                                                    {"总体管控要求", "普适性"},
                                                                    {"单元特性清单", "单元特性"},
                                                                    {"单元特性管控要求", "单元特性"},
                                                                    {"特性", "单元特性"}}),
          with_words(text_or_none("dimension", {"spatial", "pollutant", "risk", "resource"},
                                  {"空间布局约束", "污染物排放管控", "环境风险防控", "资源开发利用效率"}),
                     {{"资源开发效率要求", "resource"},
                      {"资源利用效率要求", "resource"},
                      {"资源开发利用效率要求", "resource"},
                      {"资源开发利用要求", "resource"},
                      {"资源利用要求", "resource"}}),
          text_or_none("sub_type"),
          list("industries"),
          list("project_types"),
          with_words(text_or_none("verdict", {"prohibit", "restrict", "allow", "require", "exit"},
                                  {"禁止", "限制", "允许", "要求", "退出"}),
                     {{"禁止类", "prohibit"},
                      {"限制类", "restrict"},
                      {"允许类", "allow"},
                      {"鼓励类", "allow"},
                      {"须满足要求", "require"},
                      {"退出类", "exit"}}),
          text_or_none("text"),
          text_or_none("text_spatial"),
          text_or_none("text_pollutant"),
          text_or_none("text_risk"),
          text_or_none("text_resource")};
}

void add_zoning(std::vector<KindSpec>& k) {
  k.push_back({"admin", "行政区", "Administrative area", kPolygon, false, {text("code"), text("name")}});
  k.push_back({"zone_unit",
               "生态环境管控单元",
               "Environmental control unit",
               kPolygon,
               true,
               {text("code"), text("name"), unit_class(text("class")),
                text_or_none("subclass", {"产业", "城镇", "要素"}), text("county"), text_or_none("city")}});
  k.push_back({"zone_element",
               "要素管控分区",
               "Element control zone",
               kPolygon,
               false,
               {text("code"), text("name"), text("element", {"生态", "水", "大气", "土壤", "自然资源"}),
                text("subtype"), text("class")}});
  k.push_back({"zone_list", "生态环境准入清单", "Admission list", kTable, false, list_fields()});
  k.push_back(
      {"func_zone", "主体功能区", "Function zone", kPolygon, false, {text("class"), text_or_none("name")}});
  k.push_back({"udb",
               "城镇开发边界",
               "Urban development boundary",
               kPolygon,
               false,
               {text("class"), text_or_none("name")}});
  k.push_back({"builtup", "建成区", "Built-up area", kPolygon, false, {text("class"), text_or_none("name")}});
  k.push_back({"park", "产业园区", "Industrial park", kPolygon, false, {text("name"), flag("compliant")}});
}

void add_ecology(std::vector<KindSpec>& k) {
  k.push_back({"redline",
               "生态保护红线",
               "Ecological red line",
               kPolygon,
               false,
               {text("code"), text("name"), text_or_none("type"),
                text_or_none("zone", {"核心保护区", "一般控制区", "核心区", "缓冲区", "实验区"})}});
  // An empty zone of a protected area is missing: only a scenic area may have none, and a reserve must not slip through by it.
  k.push_back({"pa",
               "自然保护地",
               "Protected natural area",
               kPolygon,
               false,
               {text("name"), text("level", {"国家级", "省级", "市级", "县级"}),
                text("type", {"国家公园", "自然保护区", "风景名胜区", "森林公园", "湿地公园", "地质公园",
                              "其他自然公园"}),
                text("zone", {"核心保护区", "一般控制区", "核心景区", "核心区", "缓冲区", "实验区", "未分区",
                              "外围保护地带"})}});
  k.push_back({"wetland",
               "重要湿地",
               "Wetland",
               kPolygon,
               false,
               {text("name"), text("level", {"国家重要", "省级重要", "一般"})}});
  k.push_back({"habitat", "重要栖息地", "Wildlife habitat", kPolygon, false, {text("name"), text("class")}});
  k.push_back({"soilwater",
               "水土流失重点区",
               "Soil conservation area",
               kPolygon,
               false,
               {text("name"), text("class")}});
  k.push_back({"geohazard",
               "地质灾害区",
               "Geological hazard area",
               kPolygon,
               false,
               {text("level", {"危险区", "易发区"}), text_or_none("name")}});
  k.push_back({"contaminated",
               "污染地块",
               "Contaminated land",
               kPolygon,
               false,
               {text("name"), text("class", {"严格管控类", "安全利用类", "污染地块"})}});
}

void add_water(std::vector<KindSpec>& k) {
  k.push_back(
      {"ws",
       "饮用水水源保护区",
       "Drinking water protection zone",
       kPolygon,
       false,
       {text("name"), with_words(text("level", {"一级", "二级", "准"}),
                                 {{"一级保护区", "一级"}, {"二级保护区", "二级"}, {"准保护区", "准"}})}});
  k.push_back({"ws_intake",
               "饮用水取水口",
               "Drinking water intake",
               kPoint,
               false,
               {text("name"), text("kind", {"river", "reservoir", "groundwater"})}});
  k.push_back({"river_area",
               "河道管理范围",
               "River management area",
               kPolygon,
               false,
               {text("name"), text("order", {"干流", "重要支流", "支流"}), text_or_none("order_source")}});
  k.push_back({"river_line",
               "河流中心线",
               "River centreline",
               kLine,
               false,
               {text("name"), text("order", {"干流", "重要支流", "支流"}), number("half_width_m"),
                text_or_none("order_source")}});
}

void add_land(std::vector<KindSpec>& k) {
  k.push_back(
      {"pbf", "永久基本农田", "Permanent basic farmland", kPolygon, false, {text("code"), number("kcxs")}});
  k.push_back({"pbf_cluster",
               "永久基本农田集中区",
               "Permanent basic farmland cluster",
               kPolygon,
               false,
               {text("code"), number("kcxs")}});
  k.push_back({"dltb",
               "地类图斑",
               "Land-use parcel",
               kPolygon,
               false,
               {text("dlbm"), text_or_none("dlmc"), number("kcxs"), text_or_none("ownership")}});
  k.push_back({"forest",
               "林地小班",
               "Forest sub-compartment",
               kPolygon,
               false,
               {text("dlbm"), text("species"), text("origin"), integer("age"), text("age_group"),
                number("canopy"), number("volume_ha"), text("forest_use"), grade("protection_grade", 4),
                text("category", {"011", "012", "021", "022"}), grade("public_grade", 2),
                FieldSpec{"authority", kText, false, {"11", "21", "23", "24"}, {"国家", "省", "市", "县"}},
                text_or_none("ownership")}});
}

void add_surroundings(std::vector<KindSpec>& k) {
  k.push_back({"heritage",
               "文物保护单位",
               "Heritage site",
               kPolygon,
               false,
               {text("name"), text("zone", {"保护范围", "建设控制地带"})}});
  k.push_back({"noise_sensitive",
               "噪声敏感建筑物集中区",
               "Noise-sensitive area",
               kPolygon,
               false,
               {text("name"), text("class")}});
  k.push_back({"fuel_ban",
               "高污染燃料禁燃区",
               "High-pollution fuel ban area",
               kPolygon,
               false,
               {text("name"), text("class")}});
  k.push_back(
      {"road",
       "公路",
       "Road",
       kLine,
       false,
       {text("name"), text("class", {"高速", "国道", "省道", "县道", "乡道"}), number("half_width_m")}});
}

void add_rasters_and_tables(std::vector<KindSpec>& k) {
  // value: of a cell, in the unit that the kind's file under layers/ states; class: of a raster of classes, where the value is a whole number.
  const std::vector<FieldSpec> kCells = {text_or_none("unit"), text_or_none("legend"), number("value")};
  std::vector<FieldSpec> classes = kCells;
  classes.push_back(integer("class"));
  k.push_back({"slope", "坡度", "Slope", kRaster, false, kCells});
  k.push_back({"landcover", "土地覆盖", "Land cover", kRaster, false, classes});
  k.push_back({"biomass", "生物量", "Biomass", kRaster, false, kCells});
  k.push_back({"soil_carbon", "土壤有机碳", "Soil organic carbon", kRaster, false, kCells});
  k.push_back({"region_ban",
               "区域限批名单",
               "Regions with suspended approval",
               kTable,
               false,
               {text("code"), text("pollutant"), date("from"), date("to"), text_or_none("document"),
                flag("verified")}});
  k.push_back({"region_class",
               "区域类别名单",
               "Region classes",
               kTable,
               false,
               {text("code"), flag("key_region"), flag("attaining"), date("from"), date("to"),
                text_or_none("document"), flag("verified")}});
  k.push_back(
      {"capacity_swap",
       "产能置换比例",
       "Capacity replacement ratios",
       kTable,
       false,
       {text_or_none("industry"), text("code"),
        text("situation", {"重点区域", "其他地区", "重点区域兼并重组", "其他地区兼并重组", "限制类或跨省"}),
        number("ratio"), date("from"), date("to"), text_or_none("document"), flag("verified"),
        text_or_none("note")}});
}

std::vector<KindSpec> make_kinds() {
  std::vector<KindSpec> all;
  add_zoning(all);
  add_ecology(all);
  add_water(all);
  add_land(all);
  add_surroundings(all);
  add_rasters_and_tables(all);
  return all;
}

}  // namespace

std::span<const KindSpec> kinds() {
  static const std::vector<KindSpec> kKinds = make_kinds();
  return kKinds;
}

const KindSpec* find_kind(std::string_view key) {
  for (const auto& kind : kinds()) {
    if (kind.key == key) return &kind;
  }
  return nullptr;
}

const FieldSpec* find_field(const KindSpec& kind, std::string_view key) {
  for (const auto& field : kind.fields) {
    if (field.key == key) return &field;
  }
  return nullptr;
}

std::vector<std::string_view> mandatory_kinds(std::string_view project_type) {
  std::vector<std::string_view> wanted = {"zone_unit", "redline", "pa", "ws", "pbf"};
  // A project of unknown type may be any: it must not need less than the strictest.
  if (project_type.empty() || is_urban_type(project_type)) wanted.emplace_back("udb");
  if (project_type.empty() || is_chemical_type(project_type)) wanted.emplace_back("river_area");
  return wanted;
}

}  // namespace zonegate::schema
