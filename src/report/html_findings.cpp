// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/html.h"
#include "report/relief.h"
#include "report/wording.h"
#include "words/words.h"

namespace zonegate::report {
namespace {

std::string unit_text(const std::string& unit) {
  return unit == "m2" ? " m²" : unit.empty() || unit == "1" ? "" : " " + unit;
}
int decimals_of(const std::string& unit) { return unit == "m2" ? kArea : unit == "m" ? kLength : kShare; }

std::string number_text(double v, const std::string& unit, Lang lang) {
  if (withheld(v)) return shown(v, 2, lang);
  if (unit == "m2" || unit == "m") return shown(v, decimals_of(unit), lang) + unit_text(unit);
  return plain(quantise(v, decimals_of(unit))) + unit_text(unit);
}

std::string span_text(const verdict::MeasureValue& m, const Words& w) {
  if (withheld(m.value.lo) || m.value.exact()) return number_text(m.value.lo, m.unit, w.lang);
  const std::string measured =
      w("；已查部分为 ", "; found so far: ") + number_text(m.measured, m.unit, w.lang);
  const std::string low = number_text(m.value.lo, m.unit, w.lang);
  if (!std::isinf(m.value.hi))
    return low + w(" 至 ", " to ") + number_text(m.value.hi, m.unit, w.lang) + measured;
  if (m.value.lo <= 0 && !m.value.open_lo) return w("未知", "unknown") + measured;
  return (m.value.open_lo ? w("大于 ", "more than ") : w("不小于 ", "at least ")) + low + measured;
}

std::string measure_list(const Page& page, const verdict::Finding& f) {
  std::string out;
  for (const auto& m : f.measures) {
    std::string value = html_escape(span_text(m, page.w));
    if (m.unit == "m2" && m.value.exact() && m.value.lo >= 10000)
      value += " (" + rounded(m.value.lo / 10000, 4) + " hm²)";
    if (m.examined_share < 1)
      value +=
          " " + pill(page.w("核查比例 ", "examined ") + rounded(m.examined_share * 100, 2) + "%", "warn");
    if (!m.reason.empty())
      value += " <span class=\"small\">" + html_escape(reason_text(m.reason).in(page.lang)) + "</span>";
    out += "<dt title=\"" + html_escape(m.name) + "\">" + html_escape(measure_title(m, page.lang)) +
           "</dt><dd>" + value + "</dd>";
  }
  return out.empty() ? "" : "<dl class=\"facts\">" + out + "</dl>";
}

std::string band_text(const facts::FeatureFact& f, const Words& w) {
  switch (f.band) {
    case facts::Band::none:
      return w("未压占", "none");
    case facts::Band::touch:
      return w("仅相接", "touch");
    case facts::Band::boundary:
      return w("边界级", "boundary grade") + (f.certain ? "" : w("（不确定）", " (not certain)"));
    case facts::Band::overlap:
      return w("压占", "overlap") + (f.certain ? "" : w("（不确定）", " (not certain)"));
  }
  return "";
}

std::string fields_text(const Attributes& fields) {
  std::string out;
  for (const auto& [key, value] : fields) {
    if (is_unknown(value) || to_text(value).empty()) continue;
    out += (out.empty() ? "" : "; ") + key + "=" + to_text(value);
  }
  return shortened(out, 160);
}

// 0 is "nothing to say" for numbers that a feature of this geometry cannot have.
std::string quantity(double v, int decimals, Lang lang) { return v == 0 ? "—" : shown(v, decimals, lang); }

std::string feature_row(const Page& page, const facts::FeatureFact& f) {
  const Lang lang = page.lang;
  std::string distance = !f.distance_m ? "—" : shown(*f.distance_m, kLength, lang);
  if (f.distance_m && f.bearing && *f.distance_m > 0) distance += " " + wind(*f.bearing, lang);
  const auto percent = [&](double share) {
    return share == 0        ? std::string("—")
           : withheld(share) ? shown(share, 2, lang)
                             : rounded(share * 100, 4) + "%";
  };
  return "<tr>" +
         cell(html_escape(layer_title(page, f.kind, f.layer_id)) + "<div class=\"small\">" +
              html_escape(f.feature_id) + "</div>") +
         text_cell(fields_text(f.fields), "small") + text_cell(f.part_id, "w") +
         text_cell(quantity(f.overlap_m2, kArea, lang), "n") +
         text_cell(quantity(f.net_m2, kArea, lang), "n") + text_cell(percent(f.share_part), "n") +
         text_cell(percent(f.share_feature), "n") + text_cell(quantity(f.length_m, kLength, lang), "n") +
         text_cell(distance, "n") + text_cell(band_text(f, page.w), "w") +
         text_cell(shown(f.margin_m, kLength, lang) + " / ±" + rounded(f.accuracy_m, kLength), "n") + "</tr>";
}

std::string feature_table(const Page& page, const ProjectResult& p, const verdict::Finding& f) {
  constexpr std::size_t kMost = 40;
  std::string rows;
  std::size_t count = 0;
  for (const std::size_t at : f.features) {
    if (at >= p.facts.features.size() || is_list_row(p.facts.features[at])) continue;
    if (++count <= kMost) rows += feature_row(page, p.facts.features[at]);
  }
  if (rows.empty()) return {};
  const auto& w = page.w;
  std::string out =
      "<div class=\"wide\"><table>" +
      head_row({w("图层与要素", "Layer and feature"), w("属性", "Fields"), w("地块", "Part"),
                w("#面积 m²", "#Area m²"), w("#净面积 m²", "#Net m²"), w("#占地块", "#Of part"),
                w("#占要素", "#Of feature"), w("#长度 m", "#Length m"), w("#距离 m", "#Distance m"),
                w("级别", "Band"), w("#裕度/精度 m", "#Margin/accuracy m")}) +
      "<tbody>" + rows + "</tbody></table></div>";
  if (count > kMost)
    out += "<p class=\"small\">" + w("只列前 40 个要素，共 ", "first 40 features of ") +
           std::to_string(count) + w(" 个，余见 facts.csv。", "; the rest is in facts.csv.") + "</p>";
  return out;
}

std::string marks(const Page& page, const verdict::Finding& f) {
  const auto& w = page.w;
  std::string out = pill(verdict::conformity(f).in(page.lang), "");
  if (!f.certain)
    out += pill(w("未定，仅计入最严可能", "not certain: counts for worst possible only"), "warn");
  if (f.human) out += pill(w("需人工判定", "needs human judgement"), "warn");
  if (f.decisive) out += pill(w("决定性", "decisive"), "ok");
  if (f.exception) out += pill(w("已主张例外", "exception claimed"), "");
  if (f.boundary_grade) out += pill(w("边界级", "boundary grade"), "warn");
  return out + (f.verified ? pill(w("条文已核实", "clause verified"), "ok")
                           : pill(w("条文未核实", "clause not verified"), "bad"));
}

std::string names_line(const Page& page, const std::string& label, const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::vector<std::string> words;
  for (const auto& name : names) words.push_back(unknown_text(name, page.lang));
  return "<dt>" + label + "</dt><dd>" + html_escape(joined(words, page.w("、", ", "))) + "</dd>";
}

std::string evidence_lines(const Page& page, const verdict::Finding& f) {
  const auto& w = page.w;
  std::string out;
  for (const auto& e : f.evidence)
    out += "<dt>" +
           (e.claimed ? w("例外须举证", "To be shown for the exception")
                      : w("主张例外须举证", "To be shown if the exception is claimed")) +
           "</dt><dd>" + html_escape(e.what.in(page.lang)) + "</dd>";
  return out;
}

std::string override_block(const Page& page, const verdict::Finding& f) {
  if (!f.overridden) return {};
  const auto& w = page.w;
  const auto& o = *f.overridden;
  std::string was = badge(o.outcome, page.lang);
  if (o.worst_possible != o.outcome)
    was += " " + w("最严可能 ", "worst possible ") + badge(o.worst_possible, page.lang);
  return "<p class=\"override\">" + pill(w("人工裁定", "overridden by a reviewer"), "warn") +
         (o.laxer ? pill(w("较规则结论放宽", "laxer than the rule"), "bad") : "") + " " +
         w("规则结论：", "The rule itself said: ") + was + w("；裁定理由：", "; reason: ") +
         html_escape(o.by.reason) + w("；裁定人：", "; reviewer: ") + html_escape(o.by.reviewer) +
         w("；日期：", "; date: ") + o.by.date.iso() + "</p>";
}

std::string finding_card(const Page& page, const ProjectResult& p, const verdict::Finding& f) {
  const auto& w = page.w;
  const std::string key(zonegate::to_string(f.outcome));
  std::string out = "<article class=\"finding f-" + key + "\" data-rule=\"" + html_escape(f.rule) +
                    "\"><h4>" + badge(f.outcome, page.lang) + " <code>" + html_escape(f.rule) + "</code> " +
                    html_escape(f.title.in(page.lang)) + "</h4>";
  if (f.worst_possible != f.outcome)
    out += "<p>" + w("最严可能：", "Worst possible: ") + badge(f.worst_possible, page.lang) + "</p>";
  out += "<p>" + html_escape(f.instrument.in(page.lang)) + " " +
         html_escape(words::clause(f.clause, page.lang)) +
         (f.worst_clause.empty()
              ? std::string()
              : w("；可能适用：", "; may apply: ") + html_escape(f.worst_instrument.in(page.lang)) + " " +
                    html_escape(words::clause(f.worst_clause, page.lang))) +
         " <span class=\"small\">" + html_escape(rules::level_text(f.level).in(page.lang)) + "</span>" +
         marks(page, f) + "</p>";
  out += override_block(page, f);
  if (!f.note.empty()) out += "<p class=\"small\">" + html_escape(f.note.in(page.lang)) + "</p>";
  out += measure_list(page, f) + list_rows(page, p, f) + feature_table(page, p, f) + "<dl class=\"facts\">";
  if (!f.action.empty())
    out += "<dt>" + w("办理要求", "Action") + "</dt><dd>" + html_escape(f.action.in(page.lang)) + "</dd>";
  if (!f.worst_action.empty())
    out += "<dt>" + w("可能须办（待定）", "May be needed (not determined)") + "</dt><dd>" +
           html_escape(f.worst_action.in(page.lang)) + "</dd>";
  out += names_line(page, w("尚不知", "Unknown"), f.unknown) +
         names_line(page, w("未主张", "Not claimed"), f.not_claimed) + evidence_lines(page, f);
  if (!f.yields_reason.empty())
    out += "<dt>" + w("优先顺序", "Precedence") + "</dt><dd>" + html_escape(f.yields_reason.in(page.lang)) +
           "</dd>";
  out += "</dl>";
  out += relief_of_finding(page, p, f.rule);
  if (!f.trace.empty())
    out += "<details><summary>" + w("判定过程", "How it was decided") + "</summary>" +
           trace_list(f.trace, f.measures, page.lang) + "</details>";
  return out + "</article>\n";
}

}  // namespace

std::string unknown_text(const std::string& name, Lang lang) {
  if (name.starts_with("layer:")) {
    const auto* kind = schema::find_kind(std::string_view(name).substr(6));
    const std::string of = !kind ? name.substr(6) : std::string(lang == Lang::zh ? kind->zh : kind->en);
    return (lang == Lang::zh ? "图层：" : "layer: ") + of;
  }
  const auto* spec = schema::find_attribute(name);
  return spec && lang == Lang::zh && !spec->zh.empty() ? std::string(spec->zh) + " (" + name + ")" : name;
}

namespace {

std::string step_words(const std::string& english, const std::vector<verdict::MeasureValue>& measures,
                       Lang lang) {
  const std::string text = step_text(english).in(lang);
  return text == english ? condition_words(english, measures, lang) : text;
}

}  // namespace

std::string trace_list(const std::vector<expr::Step>& trace,
                       const std::vector<verdict::MeasureValue>& measures, Lang lang) {
  std::string out = "<ul class=\"trace\">";
  for (const auto& step : trace) {
    const char* mark = step.truth == expr::Truth::yes ? "✓" : step.truth == expr::Truth::no ? "✗" : "?";
    out += "<li style=\"padding-left:" + std::to_string(step.depth * 18) + "px\">" + mark + " " +
           html_escape(step_words(step.text, measures, lang)) + "</li>";
  }
  return out + "</ul>";
}

std::string findings_block(const Page& page, const ProjectResult& p) {
  const auto& w = page.w;
  std::string out = "<h3>" + w("逐条结论", "Findings") + "</h3>";
  if (p.verdict.findings.empty()) {
    out += "<p>" +
           w("没有规则产生结论；核查范围见下方图层表。",
             "No rule made a finding; the table of layers below says what was examined.") +
           "</p>";
  }
  for (const auto& f : p.verdict.findings) out += finding_card(page, p, f);
  if (p.verdict.silent.empty()) return out;
  out += "<details><summary>" + w("未触发的规则（", "Rules that did not fire (") +
         std::to_string(p.verdict.silent.size()) + w("）", ")") + "</summary><table>" +
         head_row({w("规则", "Rule"), w("名称", "Title"), w("原因", "Reason")}) + "<tbody>";
  for (const auto& s : p.verdict.silent) {
    out += "<tr><td><code>" + html_escape(s.rule) + "</code></td>" + text_cell(s.title.in(page.lang)) +
           text_cell(silent_reason(s).in(page.lang)) + "</tr>";
  }
  return out + "</tbody></table></details>\n";
}

}  // namespace zonegate::report
