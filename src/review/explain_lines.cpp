// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "review/results.h"
#include "schema/schema.h"
#include "verdict/verdict.h"

namespace zonegate::review {
namespace {

const char* mark(const std::string& truth) { return truth == "yes" ? "✓" : truth == "no" ? "✗" : "?"; }

std::string unit_of(const Json& measure) {
  const std::string unit = text(measure, "unit");
  return unit.empty() || unit == "1" ? "" : unit == "m2" ? " m²" : " " + unit;
}

bool has_number(const Json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_number() && at->get<double>() != 0;
}

constexpr std::array<std::array<const char*, 3>, 4> kBands = {{{"none", "未压占", "none"},
                                                               {"touch", "仅相接", "touch"},
                                                               {"boundary", "边界级", "boundary grade"},
                                                               {"overlap", "压占", "overlap"}}};

}  // namespace

std::string Lines::band(const std::string& word) const {
  for (const auto& b : kBands) {
    if (word == b[0]) return lang_ == Lang::zh ? b[1] : b[2];
  }
  return word;
}

void Lines::line(int level, const std::string& content) {
  out_ += std::string(static_cast<std::size_t>(level) * 2, ' ') + content + "\n";
}

std::string Lines::outcome(const std::string& word) const {
  const auto parsed = parse_outcome(word);
  return parsed ? verdict::outcome_text(*parsed).in(lang_) : word;
}

std::string Lines::name(const std::string& key) const { return name_of(key, lang_); }

std::string Lines::names(const Json& keys) const {
  std::string out;
  for (const auto& key : keys)
    out += (out.empty() ? "" : w("、", ", ")) + name(key.is_string() ? key.get<std::string>() : key.dump());
  return out;
}

void Lines::head(const Json& p) {
  line(0, text(p, "project_id") + "  " + text(p, "name"));
  line(1, text(p, "headline", lang_));
  line(1, w("结论：", "outcome: ") + outcome(text(p, "outcome")) + w("；最严可能：", "; worst possible: ") +
              outcome(text(p, "worst_possible")) + w("；法规基准日：", "; law of ") + text(p, "as_of"));
  if (!text(p, "original_outcome").empty())
    line(1, w("人工裁定前：结论 ", "before overrides: outcome ") + outcome(text(p, "original_outcome")) +
                w("；最严可能 ", "; worst possible ") + outcome(text(p, "original_worst_possible")));
  if (text(p, "status") != "ok")
    line(1, w("读取状态：", "status: ") + status_text(text(p, "status")).in(lang_) + "  " +
                verdict::reason_text(text(p, "status_reason")).in(lang_));
  const auto bare = [](const Json& part) { return part.contains("sized") && !part["sized"].get<bool>(); };
  const auto& parts = list(p, "parts");
  if (!parts.empty() && std::all_of(parts.begin(), parts.end(), bare))
    line(1, w("占地：未知（只有没有面积、半径或宽度的点或线）",
              "footprint: not known (points or lines without area, radius or width)"));
  else
    line(1, w("占地：椭球面积 ", "footprint: ellipsoidal ") + text(p, "area_ellipsoidal_m2") +
                w(" m²，平面面积 ", " m², planar ") + text(p, "area_planar_m2") + " m² " +
                text(p, "planar_crs"));
  for (const auto& issue : list(p, "issues"))
    line(1, "! " + text(issue, "code") + ": " + text(issue, "message"));
}

void Lines::layers(const Json& p) {
  line(0, w("图层核查", "Layers"));
  for (const auto& a : list(p, "layers")) {
    const std::string state = lang_ == Lang::zh ? text(a, "state_zh") : text(a, "state");
    std::string content = text(a, "title", lang_) + " [" + text(a, "kind") + "]" + w("：", ": ") + state +
                          w("；核查比例 ", "; examined ") + text(a, "examined_share");
    if (has_number(a, "search_distance_m"))
      content += w("；搜索 ", "; searched ") + text(a, "search_distance_m") + " m";
    if (!text(a, "nearest_m").empty()) content += w("；最近 ", "; nearest ") + text(a, "nearest_m") + " m";
    if (flag(a, "withheld")) content += w("；数值不公开", "; numbers withheld");
    const std::string reason =
        lang_ == Lang::zh && !text(a, "reason_zh").empty() ? text(a, "reason_zh") : text(a, "reason");
    if (!reason.empty()) content += w("；", "; ") + reason;
    line(1, (flag(a, "mandatory") ? "* " : "- ") + content);
  }
}

void Lines::measures(const Json& f) {
  const auto at = f.find("measures");
  if (at == f.end() || !at->is_object()) return;
  for (const auto& [key, m] : at->items()) {
    std::string value;
    if (flag(m, "withheld"))
      value = w("不公开", "withheld");
    else if (m.contains("value"))
      value = number_text(m["value"]) + unit_of(m);
    else
      value = (flag(m, "open_lo") ? "> " : "") + number_text(m.value("lo", Json())) + " .. " +
              number_text(m.value("hi", Json())) + unit_of(m) + w("（已查部分 ", " (found so far ") +
              text(m, "measured") + w("）", ")");
    const std::string reason =
        lang_ == Lang::zh && !text(m, "reason_zh").empty() ? text(m, "reason_zh") : text(m, "reason");
    line(2, key + " = " + value + "  [" + text(m, "layer") + "]" + (reason.empty() ? "" : "  " + reason));
  }
}

// A row of a list: its unit and its words instead of numbers that it cannot have.
void Lines::list_row(const Json& f, const Json& fields) {
  const std::string verdict = text(fields, "verdict");
  line(3, text(f, "layer_id") + ":" + text(f, "feature_id") + " " + text(fields, "unit_code") + " [" +
              (verdict.empty() ? w("需人工判定", "for human judgement") : verdict) + "] " +
              text(fields, "text"));
}

void Lines::feature(const Json& f) {
  const auto fields = f.find("fields");
  if (text(f, "kind") == "zone_list" && fields != f.end()) return list_row(f, *fields);
  std::string content =
      text(f, "layer_id") + ":" + text(f, "feature_id") + w("，地块 ", ", part ") + text(f, "part_id");
  if (has_number(f, "overlap_m2")) content += w("，面积 ", ", area ") + text(f, "overlap_m2") + " m²";
  if (has_number(f, "share_part")) content += w("，占地块 ", ", of part ") + text(f, "share_part");
  if (has_number(f, "length_m")) content += w("，长度 ", ", length ") + text(f, "length_m") + " m";
  if (has_number(f, "distance_m")) content += w("，距离 ", ", distance ") + text(f, "distance_m") + " m";
  if (flag(f, "withheld")) content += w("，数值不公开", ", numbers withheld");
  content += w("，", ", ") + band(text(f, "band"));
  if (has_number(f, "margin_m"))
    content += w("，裕度 ", ", margin ") + text(f, "margin_m") + " m (±" + text(f, "accuracy_m") + ")";
  line(3, content);
}

void Lines::trace(const Json& steps, int level) {
  for (const auto& step : steps) {
    const auto depth = step.find("depth");
    const int deeper = depth != step.end() && depth->is_number_integer() ? depth->get<int>() : 0;
    const std::string content =
        lang_ == Lang::zh && !text(step, "text_zh").empty() ? text(step, "text_zh") : text(step, "text");
    line(level + deeper, std::string(mark(text(step, "truth"))) + " " + content);
  }
}

void Lines::finding(const Json& f) {
  line(0, text(f, "rule") + "  " + text(f, "title", lang_) + w("：", ": ") + outcome(text(f, "outcome")) +
              (text(f, "worst_possible") == text(f, "outcome")
                   ? ""
                   : w("，最严可能 ", ", worst possible ") + outcome(text(f, "worst_possible"))));
  line(1, w("条文：", "clause: ") + text(f, "instrument", lang_) + " " + text(f, "clause") +
              (flag(f, "verified") ? "" : w("（条文未核实）", " (not verified)")));
  if (!text(f, "worst_clause").empty())
    line(1, w("可能适用的条文：", "clause that may apply: ") + text(f, "worst_instrument", lang_) + " " +
                text(f, "worst_clause"));
  if (!text(f, "note").empty()) line(1, text(f, "note", lang_));
  line(1, w("事实", "facts"));
  measures(f);
  for (const auto& feature_fact : list(f, "features")) feature(feature_fact);
  line(1, w("条件", "conditions"));
  trace(list(f, "trace"), 2);
  std::string result = w("结论：", "outcome: ") + outcome(text(f, "outcome"));
  if (!flag(f, "certain"))
    result += w("（未定，仅计入最严可能）", " (not certain: counts for worst possible only)");
  if (flag(f, "human")) result += w("；需人工判定", "; for human judgement");
  if (flag(f, "exception")) result += w("；已主张例外", "; an exception is claimed");
  if (flag(f, "boundary_grade")) result += w("；边界级", "; boundary grade");
  line(1, result);
  if (flag(f, "decisive"))
    line(1, w("优先顺序：决定性结论（", "precedence: decisive (") + text(f, "level_zh") + w("）", ")"));
  if (!text(f, "yields_reason", lang_).empty())
    line(1, w("优先顺序：", "precedence: ") + text(f, "yields_reason", lang_));
  overridden(f);
  if (!text(f, "action", lang_).empty()) line(1, w("应办：", "action: ") + text(f, "action", lang_));
  if (!text(f, "worst_action", lang_).empty())
    line(1, w("可能须办（待定）：", "may be needed: ") + text(f, "worst_action", lang_));
  if (!list(f, "unknown").empty()) line(1, w("尚不知：", "unknown: ") + names(list(f, "unknown")));
  if (!list(f, "not_claimed").empty())
    line(1, w("未主张：", "not claimed: ") + names(list(f, "not_claimed")));
  for (const auto& e : list(f, "evidence")) {
    line(1, (flag(e, "claimed") ? w("例外须举证：", "to be shown for the exception: ")
                                : w("主张例外须举证：", "to be shown if the exception is claimed: ")) +
                text(e, "what", lang_));
  }
}

void Lines::overridden(const Json& f) {
  const auto at = f.find("override");
  if (at == f.end() || !at->is_object()) return;
  line(1, w("人工裁定：", "overridden: ") + outcome(text(f, "original_outcome")) +
              w("（最严可能 ", " (worst possible ") + outcome(text(f, "original_worst_possible")) +
              w("）→ ", ") -> ") + outcome(text(*at, "outcome")) +
              (flag(*at, "laxer") ? w("，较规则结论放宽", ", laxer than the rule") : "") +
              w("；理由：", "; reason: ") + text(*at, "reason") + w("；裁定人：", "; reviewer: ") +
              text(*at, "reviewer") + w("；日期：", "; date: ") + text(*at, "date"));
}

// What to give up: for each conflict, then for several together; the one that brings most is marked.
void Lines::relief(const Json& p) {
  const Json& reliefs = list(p, "relief");
  if (reliefs.empty()) return;
  line(0, w("退让范围与退让后的结论", "What to give up, and what would hold then"));
  for (const auto& r : reliefs) {
    std::string rules;
    for (const auto& rule : list(r, "rules"))
      rules += (rules.empty() ? "" : w("、", ", ")) + rule.get<std::string>();
    line(1, std::string(flag(r, "best") ? "* " : "- ") +
                (flag(r, "together") ? w("一并退让 ", "together ") : "") + rules + w("：", ": ") +
                text(r, "text", lang_));
    if (!text(r, "outcome").empty()) line(2, text(r, "headline", lang_));
  }
}

// Without a rule only the step that failed; with it all of them.
void Lines::silent(const Json& p, bool with_trace) {
  const Json& rules = list(p, "silent");
  if (rules.empty()) return;
  line(0, w("未触发的规则", "Rules that did not fire"));
  for (const auto& s : rules) {
    const std::string reason =
        lang_ == Lang::zh && !text(s, "reason_zh").empty() ? text(s, "reason_zh") : text(s, "reason");
    line(1, text(s, "rule") + "  " + text(s, "title", lang_) + w("：", ": ") + reason);
    if (with_trace) trace(list(s, "trace"), 2);
    if (with_trace) continue;
    for (const auto& step : list(s, "trace")) {
      const bool title =
          text(step, "text").starts_with("branch ") || text(step, "text").starts_with("exception ");
      if (text(step, "truth") == "yes" || title) continue;
      line(2, std::string(mark(text(step, "truth"))) + " " + text(step, "text"));
      break;
    }
  }
}

void Lines::unknown(const Json& p) {
  if (!list(p, "unknown").empty())
    line(0, w("补齐后可确定：", "Would settle it: ") + names(list(p, "unknown")));
  if (list(p, "not_supplied").empty()) return;
  std::string kinds;
  for (const auto& kind : list(p, "not_supplied"))
    kinds += (kinds.empty() ? "" : w("、", ", ")) +
             name("layer:" + (kind.is_string() ? kind.get<std::string>() : kind.dump()));
  line(0, w("规则涉及但未提供：", "Named by rules, not supplied: ") + kinds);
}

void Lines::impact(const Json& p) {
  const auto at = p.find("carbon_impact");
  if (at == p.end() || at->is_null()) return;
  const auto figure = [&](const Json& object, const std::string& key) {
    const std::string number = text(object, key);
    return number.empty() ? w("未知", "not known") : number;
  };
  const auto cause = [&](const Json& run, const std::string& key) {
    const bool part = text(run, key + "_is") == "lower bound";
    return (part ? w("至少 ", "at least ") : "") + figure(run, key + "_tc");
  };
  const auto payback = [&](const std::string& word) {
    return word == "never"       ? w("计算期内不能偿还", "never")
           : word == "no debt"   ? w("没有碳债", "no debt")
           : word == "not known" ? w("未知", "not known")
                                 : word;
  };
  for (const auto& run : list(*at, "runs")) {
    const Json& net = run.at("intervals").at("net_tc");
    const bool bound = text(run, "net_is") == "upper bound";
    const std::string refused = text(run, "gain_refused_tc");
    line(0, w("碳影响（", "Carbon under ") + text(run, "scenario") + w("）：储量损失 ", ": lost ") +
                cause(run, "stock_lost") + w("，放弃的碳汇 ", ", forgone ") + cause(run, "sink_forgone") +
                w("，增汇 ", ", gain ") + figure(run, "gain_tc") +
                (refused.empty() || refused == "0" ? "" : w("，依法不计 ", ", refused by law ") + refused) +
                w("；期末净变化 ", "; net at the end ") + (bound ? w("至多 ", "at most ") : "") +
                figure(run.at("figures"), "net_tc") + " t C (" + figure(net, "low") + " … " +
                figure(net, "high") + w("），偿还年 ", "), paid back ") +
                payback(text(run.at("figures"), "payback")));
  }
  for (const auto& gap : list(*at, "gaps"))
    line(1, w("碳不完整：", "carbon not complete: ") + gap.get<std::string>());
}

void Lines::carbon(const Json& p) {
  const auto at = p.find("carbon");
  if (at == p.end() || !at->is_object()) {
    if (!text(p, "carbon_reason").empty())
      line(0, w("碳：未计算，", "Carbon: not computed, ") +
                  verdict::reason_text(text(p, "carbon_reason")).in(lang_));
    return;
  }
  line(0, w("碳：储量 ", "Carbon: stock ") + text(*at, "stock_total_tc") +
              w(" t C，占用损失 ", " t C, loss ") + text(*at, "loss_total_tc") + " t C (" +
              text(*at, "loss_co2e_t") + " t CO2e)");
}

}  // namespace zonegate::review
