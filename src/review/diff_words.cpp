// SPDX-License-Identifier: Apache-2.0
//
// Keys and values of two results as people read them: "features.redline:HX-7@1.overlap_m2" is 要素 redline:HX-7（地块 1）压占面积 m².
#include <array>

#include "review/compare.h"
#include "review/words.h"
#include "schema/schema.h"
#include "verdict/verdict.h"

namespace zonegate::review {
namespace {

constexpr std::array<Word, 37> kFields = {
    {{"outcome", "结论", "outcome"},
     {"worst_possible", "最严可能", "worst possible"},
     {"original_outcome", "裁定前结论", "outcome before overrides"},
     {"original_worst_possible", "裁定前最严可能", "worst possible before overrides"},
     {"certain", "是否确定", "certain"},
     {"human", "需人工判定", "human"},
     {"exception", "已主张例外", "exception"},
     {"boundary_grade", "边界级", "boundary_grade"},
     {"instrument", "依据文件", "instrument"},
     {"clause", "条款", "clause"},
     {"worst_instrument", "可能适用的文件", "instrument of what is possible"},
     {"worst_clause", "可能适用的条款", "clause of what is possible"},
     {"verified", "条文已核实", "verified"},
     {"action", "办理要求", "action"},
     {"worst_action", "可能须办事项", "what may be needed"},
     {"unknown", "尚不知", "unknown"},
     {"not_claimed", "未主张", "not_claimed"},
     {"not_supplied", "规则涉及但未提供", "not_supplied"},
     {"state", "核查结果", "state"},
     {"reason_code", "未核查原因", "reason_code"},
     {"examined_share", "核查比例", "examined share"},
     {"outside_share", "未落入单元的比例", "outside_share"},
     {"near_band", "最近处", "near_band"},
     {"nearest_m", "最近距离 m", "nearest m"},
     {"search_distance_m", "搜索距离 m", "search_distance_m"},
     {"mandatory", "必查图层", "mandatory"},
     {"official", "由官方编码回答", "official"},
     {"status", "读取状态", "status"},
     {"status_reason", "读取说明", "status_reason"},
     {"override", "人工裁定", "override"},
     {"overlap_m2", "压占面积 m²", "overlap_m2"},
     {"net_m2", "净面积 m²", "net_m2"},
     {"length_m", "长度 m", "length_m"},
     {"distance_m", "距离 m", "distance_m"},
     {"margin_m", "裕度 m", "margin_m"},
     {"band", "关系", "band"},
     {"boundary", "边界来源", "boundary"}}};
constexpr std::array<Word, 31> kValues = {{{"true", "是", "true"},
                                           {"false", "否", "false"},
                                           {"hit", "命中", "hit"},
                                           {"clear", "已核查，未涉及", "clear"},
                                           {"partly_covered", "部分覆盖", "partly_covered"},
                                           {"not_covered", "未覆盖", "not_covered"},
                                           {"not_examined", "未核查", "not_examined"},
                                           {"none", "未压占", "none"},
                                           {"touch", "仅相接", "touch"},
                                           {"boundary", "边界级", "boundary"},
                                           {"overlap", "压占", "overlap"},
                                           {"statutory", "法定边界", "statutory"},
                                           {"derived", "推定边界", "derived"},
                                           {"ok", "完整", "ok"},
                                           {"partial", "部分读取", "partial"},
                                           {"failed", "读取失败", "failed"},
                                           {"withheld", "不公开", "withheld"},
                                           {"missing", "未提供", "missing"},
                                           {"expired", "版本已失效", "expired"},
                                           {"not_yet_valid", "版本尚未生效", "not_yet_valid"},
                                           {"unreadable", "未能完整读取", "unreadable"},
                                           {"coverage", "范围未完全覆盖", "coverage"},
                                           {"no_coverage", "未声明覆盖范围", "no_coverage"},
                                           {"point_only", "仅有点位或线位", "point_only"},
                                           {"empty", "没有要素", "empty"},
                                           {"fault", "数据缺陷", "fault"},
                                           {"contradicted", "官方编码与图形不一致", "contradicted"},
                                           {"units_unread", "官方编码有无法识别的", "units_unread"},
                                           {"official", "由官方编码回答", "official"},
                                           {"no_parts", "没有读到地块", "no_parts"},
                                           {"possible", "条目是否适用不能确定", "possible"}}};

std::string feature_text(const std::string& key, Lang lang) {
  std::string id = key, field;
  for (const char* last : {"overlap_m2", "net_m2", "length_m", "distance_m", "margin_m", "band", "certain",
                           "boundary", "fields"}) {
    if (!key.ends_with(std::string(".") + last)) continue;
    field = std::string(last) == "fields" ? "字段" : word_of(kFields, last).in(lang);
    id.resize(key.size() - std::string(last).size() - 1);
  }
  const auto part = id.rfind('@');
  if (part != std::string::npos) id = id.substr(0, part) + "（地块 " + id.substr(part + 1) + "）";
  return "要素 " + id + field;
}

// The decision of a reviewer, as the results hold it.
std::string decision_text(const std::string& value, Lang lang) {
  const Json by = Json::parse(value, nullptr, false);
  if (!by.is_object()) return value;
  const auto outcome = parse_outcome(text(by, "outcome"));
  const bool zh = lang == Lang::zh;
  return (outcome ? verdict::outcome_text(*outcome).in(lang) : text(by, "outcome")) +
         (flag(by, "laxer") ? (zh ? "，较规则放宽" : ", laxer than the rule") : "") + (zh ? "（" : " (") +
         text(by, "reviewer") + (zh ? "，" : ", ") + text(by, "date") + (zh ? "）：" : "): ") +
         text(by, "reason");
}

// "ws;attribute" of keys that settle a finding, or of kinds.
std::string listed_names(const std::string& value, bool kinds) {
  std::vector<std::string> out;
  for (const auto& key : schema::split_list(value))
    out.push_back(name_of(kinds ? "layer:" + key : key, Lang::zh));
  return joined(out, "、");
}

}  // namespace

std::string field_text(const std::string& field, Lang lang) {
  if (lang == Lang::en) return word_of(kFields, field).en;
  if (field.starts_with("measures.")) return "指标 " + field.substr(9);
  if (field.starts_with("features.")) return feature_text(field.substr(9), lang);
  return word_of(kFields, field).zh;
}

std::string value_text(const std::string& field, const std::string& value, Lang lang) {
  if (value.empty()) return "-";
  if (field == "override") return decision_text(value, lang);
  if (field.find("outcome") != std::string::npos || field.find("worst_possible") != std::string::npos) {
    const auto outcome = parse_outcome(value);
    return outcome ? verdict::outcome_text(*outcome).in(lang) : value;
  }
  if (lang == Lang::en) return value;
  if (field == "unknown" || field == "not_claimed") return listed_names(value, false);
  if (field == "not_supplied") return listed_names(value, true);
  if (field == "status_reason") return verdict::reason_text(value).zh;
  if (field.starts_with("measures.")) {
    const auto share = value.find(" (examined ");
    if (share == std::string::npos) return word_of(kValues, value).zh;
    return word_of(kValues, value.substr(0, share)).zh + "（核查比例 " +
           value.substr(share + 11, value.size() - share - 12) + "）";
  }
  return word_of(kValues, value).zh;
}

}  // namespace zonegate::review
