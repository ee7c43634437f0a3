// SPDX-License-Identifier: Apache-2.0
#include "report/html.h"
#include "report/wording.h"
#include "words/words.h"

namespace zonegate::report {
namespace {

std::string hectares_text(Hectares area) { return shown_area(area.value, 4, area.value > 0); }

std::string class_row(const Page& page, const carbon::ClassStock& c) {
  std::string out = "<tr>" + text_cell(std::to_string(c.code) + " " + c.name.in(page.lang)) +
                    text_cell(hectares_text(c.area), "n");
  for (const auto& pool : c.stock)
    out += text_cell(pool ? rounded(pool->value, kCarbon) : page.w("无值", "no value"), "n");
  return out + text_cell(rounded(c.total.value, kCarbon), "n") +
         text_cell(words::without_places(c.source, c.source), "small") +
         text_cell(status_words(c.status, page.w), "small") + "</tr>";
}

std::string pool_row(const std::string& label, const std::string& area, const std::array<TonnesC, 5>& values,
                     TonnesC total) {
  std::string out = "<tr class=\"total\">" + text_cell(label) + text_cell(area, "n");
  for (const auto& v : values) out += text_cell(rounded(v.value, kCarbon), "n");
  return out + text_cell(rounded(total.value, kCarbon), "n") + "<td></td><td></td></tr>";
}

std::string table(const Page& page, const carbon::Account& a) {
  const auto& w = page.w;
  std::vector<std::string> titles = {w("地类", "Land cover"), w("#面积 hm²", "#Area hm²")};
  for (const carbon::Pool pool : carbon::kPools)
    titles.push_back("#" +
                     std::string(page.lang == Lang::zh ? carbon::chinese(pool) : carbon::to_string(pool)));
  titles.insert(titles.end(), {w("#合计", "#Total"), w("来源", "Source"), w("核实状态", "Status")});
  std::string rows;
  for (const auto& c : a.classes) rows += class_row(page, c);
  rows += pool_row(w("碳储量", "Stock"), hectares_text(a.area), a.stock, a.stock_total);
  rows += pool_row(w("占用损失", "Loss by occupation"), "", a.loss, a.loss_total);
  return "<div class=\"wide\"><table>" + head_row(titles) + "<tbody>" + rows + "</tbody></table></div>";
}

std::string facts_list(const Page& page, const carbon::Account& a) {
  const auto& w = page.w;
  const auto item = [](const std::string& name, const std::string& value) {
    return "<dt>" + name + "</dt><dd>" + html_escape(value) + "</dd>";
  };
  std::string out = "<dl class=\"facts\">" + item(w("损失折合", "Loss as CO2"),
                                                  rounded(a.loss_co2e.value, kCarbon) + " t CO2e (44/12)");
  for (const auto& [role, loss] : a.loss_by_role) {
    out += item(w("其中 ", "of which ") +
                    html_escape(page.lang == Lang::zh ? schema::chinese(role) : schema::to_string(role)),
                rounded(loss.value, kCarbon) + " t C");
  }
  if (a.without_density.value > 0)
    out += item(w("无密度值的面积", "Area without a density"), hectares_text(a.without_density) + " hm²");
  if (a.nodata.value > 0) out += item(w("无数据像元", "No-data pixels"), hectares_text(a.nodata) + " hm²");
  if (a.outside.value > 0)
    out += item(w("栅格以外", "Outside the raster"), hectares_text(a.outside) + " hm²");
  if (!a.unknown_classes.empty()) {
    std::vector<std::string> codes;
    for (const long long code : a.unknown_classes) codes.push_back(std::to_string(code));
    out += item(w("密度表中没有的地类", "Classes not in the density table"), joined(codes, ", "));
  }
  if (!a.missing_pools.empty())
    out += item(w("缺值碳库（不按零计，合计不含）", "Pools without a value (not zero; not in the totals)"),
                reasons_text(page, a.missing_pools));
  out += item(w("密度表", "Density table"), words::without_places(a.density_file, a.density_file) +
                                                (a.edition.empty() ? "" : " · " + a.edition));
  if (!a.loss_file.empty())
    out += item(w("损失率表", "Loss table"), words::without_places(a.loss_file, a.loss_file));
  return out + "</dl>";
}

}  // namespace

std::string reasons_text(const Page& page, const std::vector<std::string>& reasons) {
  std::vector<std::string> out;
  for (const auto& reason : reasons) out.push_back(reason_text(reason).in(page.lang));
  return joined(out, page.w("；", "; "));
}

std::string carbon_block(const Page& page, const ProjectResult& p) {
  const auto& w = page.w;
  const std::string head = "<h3>" + w("碳储量与占用损失（t C）", "Carbon stock and loss by occupation (t C)");
  if (!p.carbon) {
    const std::string reason = p.carbon_reason.empty()
                                   ? w("未提供地表覆盖栅格", "no land-cover raster was supplied")
                                   : reason_text(p.carbon_reason).in(page.lang);
    return head + "</h3><p>" + w("未计算：", "Not computed: ") + html_escape(reason) + "</p>";
  }
  const std::string apart =
      page.run.scenario
          ? "<p class=\"small\">" +
                w("此表按地类密度计占用毛损失，不看小班、年份和造林；下面“碳影响”按小班和情景逐年计算，数值不"
                  "同。",
                  "This table is the gross loss by densities of land classes, without stands, years or "
                  "planting; the "
                  "figures below (lost, forgone, gained) go by stands and the scenario, and differ.") +
                "</p>"
          : "";
  return head + (p.carbon->unverified ? pill(w("含未核实的密度", "with unverified densities"), "bad") : "") +
         "</h3>" + table(page, *p.carbon) + apart + facts_list(page, *p.carbon);
}

}  // namespace zonegate::report
