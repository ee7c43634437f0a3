// SPDX-License-Identifier: Apache-2.0
//
// The attributes of a project part. A table: to add an attribute, add a row, and a line in docs/schema.md.
#include <array>

#include "schema/schema.h"

namespace zonegate::schema {
namespace {

constexpr Type kText = Type::text, kNumber = Type::number, kInteger = Type::integer, kBoolean = Type::boolean,
               kDate = Type::date, kList = Type::list;
constexpr Silence kHazard = Silence::hazard, kExemption = Silence::exemption, kPlain = Silence::plain;

std::vector<AttributeSpec> identity_and_place() {
  return {
      {"project_id", "项目编号", kText, kPlain, {}, {}, ""},
      {"part_id", "地块编号", kText, kPlain, {}, {}, ""},
      {"name", "项目名称", kText, kPlain, {}, {}, ""},
      {"role",
       "占地类型",
       kText,
       kPlain,
       {"permanent", "temporary", "camp", "spoil", "borrow", "reservoir", "tunnel", "span", "blasting"},
       {"永久", "临时", "施工营地", "弃渣场", "取土场", "淹没", "地下", "架空跨越", "爆破影响"},
       ""},
      {"start_year", "开工年份", kInteger, kPlain, {}, {}, "a"},
      {"end_year", "结束年份", kInteger, kHazard, {}, {}, "a"},
      {"as_of", "受理日期", kDate, kPlain, {}, {}, ""},
      {"area_ha", "占地面积", kNumber, kPlain, {}, {}, "ha"},
      {"radius_m", "半径", kNumber, kPlain, {}, {}, "m"},
      {"width_m", "作业带宽度", kNumber, kPlain, {}, {}, "m"},
      {"unit_codes", "管控单元编码", kList, kPlain, {}, {}, ""},
      {"county_code", "行政区代码", kList, kPlain, {}, {}, "", "县代码"},
  };
}

std::vector<AttributeSpec> what_it_is() {
  return {
      {"industry", "行业代码", kText, kHazard, {}, {}, ""},
      {"activity",
       "建设性质",
       kText,
       kHazard,
       {"new", "expand", "rebuild", "technical", "relocate"},
       {"新建", "扩建", "改建", "技改", "迁建"},
       ""},
      {"project_type",
       "项目类型",
       kText,
       kHazard,
       {"hydropower",
        "pumped_storage",
        "pv",
        "wind",
        "thermal",
        "transmission",
        "road",
        "railway",
        "pipeline",
        "bridge",
        "wharf",
        "mine",
        "quarry",
        "chemical",
        "chemical_park",
        "tailings_pond",
        "solid_waste",
        "hazardous_waste",
        "landfill",
        "incineration",
        "factory",
        "industrial_park",
        "urban",
        "housing",
        "tourism",
        "water_supply",
        "sewage",
        "flood_control",
        "afforestation",
        "restoration",
        "farming",
        "survey",
        "other"},
       {"水电",     "抽水蓄能", "光伏",     "风电",     "火电",   "输变电",   "公路",
        "铁路",     "管线",     "桥梁",     "码头",     "矿山",   "采石场",   "化工",
        "化工园区", "尾矿库",   "固体废物", "危险废物", "填埋场", "焚烧",     "工厂",
        "工业园区", "城镇建设", "住宅",     "旅游",     "供水",   "污水处理", "防洪",
        "造林",     "生态修复", "农业",     "勘查",     "其他"},
       ""},
      {"linear", "线性工程", kBoolean, kHazard, {}, {}, ""},
      {"in_spatial_plan", "符合国土空间规划", kBoolean, kHazard, {}, {}, ""},
      {"commercial", "经营性", kBoolean, kHazard, {}, {}, ""},
  };
}

std::vector<AttributeSpec> claims_and_approvals() {
  return {
      {"unavoidable", "无法避让", kBoolean, kExemption, {}, {}, ""},
      {"major_national", "国家重大项目", kBoolean, kExemption, {}, {}, ""},
      {"strategic_mineral", "战略性矿产", kBoolean, kExemption, {}, {}, ""},
      {"strategic_emerging", "战略性新兴产业", kBoolean, kExemption, {}, {}, ""},
      {"safety_rebuild", "安全环保改建", kBoolean, kExemption, {}, {}, ""},
      {"harmless_crossing", "无害化穿越", kBoolean, kExemption, {}, {}, ""},
      {"redline_activity", "红线有限人为活动", kInteger, kExemption, {}, {}, ""},
      {"reduction_plan", "区域削减方案", kBoolean, kExemption, {}, {}, ""},
      {"consent", "主管部门同意", kBoolean, kExemption, {}, {}, ""},
      {"heavy_polluter", "重污染企业", kBoolean, kHazard, {}, {}, ""},
      {"relocated_from", "转移来源地", kText, kHazard, {}, {}, ""},
      {"land_acquisition_ha", "征收面积", kNumber, kHazard, {}, {}, "ha"},
      {"eia_approval", "环评批准日期", kDate, kHazard, {}, {}, "", "环评批准"},
      {"approval_level",
       "审批级别",
       kText,
       kHazard,
       {"national", "provincial", "city", "county"},
       {"国家级", "省级", "市级", "县级"},
       ""},
  };
}

std::vector<AttributeSpec> emissions_and_energy() {
  return {
      {"discharges", "排放污染物", kBoolean, kHazard, {}, {}, ""},
      {"outfall", "新设排污口", kBoolean, kHazard, {}, {}, ""},
      {"serious_water_pollution", "严重污染水体", kBoolean, kHazard, {}, {}, ""},
      {"soil_pollution_risk", "可能造成土壤污染", kBoolean, kHazard, {}, {}, ""},
      {"new_waste_water", "增加排污量", kBoolean, kHazard, {}, {}, ""},
      {"adds_pollutants",
       "新增污染物",
       kList,
       kHazard,
       {"none", "SO2", "NOx", "PM", "VOCs", "COD", "NH3-N", "TP", "TN", "heavy_metals"},
       {"无", "二氧化硫", "氮氧化物", "颗粒物", "挥发性有机物", "化学需氧量", "氨氮", "总磷", "总氮",
        "重金属"},
       ""},
      {"energy_tce", "年综合能耗", kNumber, kHazard, {}, {}, "tce/a"},
      {"capacity_mw", "装机容量", kNumber, kHazard, {}, {}, "MW"},
      {"investment_cny", "投资额", kNumber, kPlain, {}, {}, "CNY"},
      {"fuel_high_pollution", "高污染燃料", kBoolean, kHazard, {}, {}, ""},
      {"coal", "用煤", kBoolean, kHazard, {}, {}, ""},
      {"catalogue_class",
       "产业目录类别",
       kText,
       kHazard,
       {"encouraged", "permitted", "restricted", "eliminated"},
       {"鼓励", "允许", "限制", "淘汰"},
       "",
       "目录类别"},
      {"capacity_swap_ratio", "产能置换比", kNumber, kHazard, {}, {}, "ratio"},
  };
}

// What checklists ask for. Nothing of it is in a rule, so silence leaves a checklist open and no verdict.
std::vector<AttributeSpec> for_checklists() {
  return {
      {"in_industry_plan", "符合国家产业规划", kBoolean, kPlain, {}, {}, "", "产业规划"},
      {"water_permit", "取水许可", kBoolean, kPlain, {}, {}, ""},
      {"energy_review", "节能审查", kBoolean, kPlain, {}, {}, ""},
      {"ghg_chapter", "温室气体排放评价章节", kBoolean, kPlain, {}, {}, "", "温室气体"},
      {"city_planning_area", "城市规划区内", kBoolean, kPlain, {}, {}, "", "城规区"},
  };
}

std::vector<AttributeSpec> restoration_and_checks() {
  return {
      {"restoration_species", "恢复树种", kText, kPlain, {}, {}, ""},
      {"planting_year", "造林年份", kInteger, kPlain, {}, {}, "a"},
      {"survival", "成活率", kNumber, kPlain, {}, {}, "ratio"},
      {"stated_area_ha", "申报面积", kNumber, kPlain, {}, {}, "ha"},
      {"accuracy_m", "点位精度", kNumber, kPlain, {}, {}, "m"},
      {"reserve_activity", "自然保护区条例第27条允许活动", kBoolean, kExemption, {}, {}, ""},
      {"serves_water_source", "供水或保护水源设施", kBoolean, kExemption, {}, {}, ""},
  };
}

std::vector<AttributeSpec> make_attributes() {
  std::vector<AttributeSpec> all;
  for (const auto& group : {identity_and_place(), what_it_is(), claims_and_approvals(),
                            emissions_and_energy(), restoration_and_checks(), for_checklists()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

}  // namespace

std::span<const AttributeSpec> attributes() {
  static const std::vector<AttributeSpec> kAttributes = make_attributes();
  return kAttributes;
}

const AttributeSpec* find_attribute(std::string_view key_or_alias) {
  for (const auto& spec : attributes()) {
    const bool is_short = !spec.short_zh.empty() && spec.short_zh == key_or_alias;
    if (spec.key == key_or_alias || spec.zh == key_or_alias || is_short) return &spec;
  }
  return nullptr;
}

bool is_generic_type(std::string_view t) { return t == "factory" || t == "industrial_park" || t == "other"; }
bool is_urban_type(std::string_view t) {
  return t == "urban" || t == "housing" || t == "industrial_park" || t == "tourism";
}
bool is_chemical_type(std::string_view t) {
  return t == "chemical" || t == "chemical_park" || t == "tailings_pond";
}

}  // namespace zonegate::schema
