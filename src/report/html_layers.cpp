// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/html.h"
#include "report/wording.h"

namespace zonegate::report {
namespace {

std::string nearest_text(const Page& page, const facts::LayerAnswer& a) {
  if (page.restricted.no_number_kinds.count(a.kind)) return page.w("不公开", "withheld");
  if (!a.nearest_m) return "—";
  std::string text = shown(*a.nearest_m, kLength, page.lang) + " m";
  if (a.bearing && *a.nearest_m > 0) text += " " + wind(*a.bearing, page.lang);
  if (!a.nearest_feature.empty()) text += page.w("（", " (") + a.nearest_feature + page.w("）", ")");
  if (a.near_band == facts::Band::boundary || a.near_band == facts::Band::touch)
    text += page.w("（在精度之内）", " (within the accuracy)");
  return text;
}

std::string answer_row(const Page& page, const facts::LayerAnswer& a) {
  const auto& w = page.w;
  const auto sets = layers_of(page.run.layers, a.layer_id);
  std::string title = html_escape(layer_title(page, a.kind, a.layer_id));
  if (a.mandatory) title += pill(w("必查", "mandatory"), "");
  if (std::any_of(sets.begin(), sets.end(), [](const auto* l) { return l->demo; }))
    title += pill("演示数据", "bad");
  if (a.official) title += pill(w("官方单元编码", "official unit codes"), "ok");
  if (page.restricted.no_geometry_kinds.count(a.kind)) title += pill(w("限制公开", "restricted"), "warn");
  const std::string state(facts::to_string(a.state));
  std::string from;
  for (const auto* layer : sets) {
    from += (from.empty() ? "" : "; ") + layer->version;
    if (!layer->publisher.empty()) from += " · " + layer->publisher;
  }
  return "<tr>" + cell(title) + text_cell(from.empty() ? "—" : from) + "<td><span class=\"state s-" + state +
         "\">" + html_escape(verdict::layer_state_text(a.state).in(page.lang)) + "</span></td>" +
         text_cell(rounded(a.examined_share * 100, 4) + "%", "n") +
         text_cell(rounded(a.search_distance_m, kLength), "n") + text_cell(nearest_text(page, a)) +
         text_cell(answer_reason(a).in(page.lang)) + "</tr>";
}

}  // namespace

std::string layer_title(const Page& page, const std::string& kind, const std::string& layer_id) {
  return answer_title(kind, layers_of(page.run.layers, layer_id)).in(page.lang);
}

std::string layers_block(const Page& page, const ProjectResult& p) {
  const auto& w = page.w;
  std::string rows;
  for (const auto& a : p.verdict.layers) rows += answer_row(page, a);
  std::string out = "<h3>" + w("图层核查情况", "Layers: what was examined") +
                    "</h3><div class=\"wide\"><table>" +
                    head_row({w("图层", "Layer"), w("版本 · 发布单位", "Version · publisher"),
                              w("核查结果", "Answer"), w("#核查比例", "#Examined"),
                              w("#搜索距离 m", "#Search m"), w("最近距离", "Nearest"), w("说明", "Reason")}) +
                    "<tbody>" + rows + "</tbody></table></div>";
  if (p.verdict.not_supplied.empty()) return out;
  std::vector<std::string> kinds;
  for (const auto& k : p.verdict.not_supplied) kinds.push_back(layer_title(page, k, ""));
  return out + "<p class=\"small\">" + w("规则涉及但未提供的图层：", "Named by rules but not supplied: ") +
         html_escape(joined(kinds, w("、", ", "))) + "</p>";
}

}  // namespace zonegate::report
