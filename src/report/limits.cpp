// SPDX-License-Identifier: Apache-2.0
//
// What a reader has to know before leaning on these numbers. Each sentence is made from a fact of this run or project and is absent where the
// fact is absent; a list that always says the same is read by nobody.
#include <algorithm>
#include <map>
#include <set>

#include "report/html.h"
#include "report/wording.h"
#include "words/words.h"

namespace zonegate::report {
namespace {

using Texts = std::vector<std::string>;

std::string listed(const std::set<std::string>& items, const Words& w) {
  constexpr std::size_t kMost = 12;
  Texts some(items.begin(), items.end());
  const std::size_t left = some.size() > kMost ? some.size() - kMost : 0;
  if (left > 0) some.resize(kMost);
  return joined(some, w("、", ", ")) +
         (left > 0 ? w(" 等", " and ") + (w.lang == Lang::zh ? std::to_string(items.size()) + " 项"
                                                             : std::to_string(left) + " more")
                   : "");
}

std::string percent(double share) { return rounded(share * 100, 4) + "%"; }

void unexamined(const Page& page, const ProjectResult& p, Texts& out) {
  const auto& w = page.w;
  for (const auto& a : p.verdict.layers) {
    if (a.state == facts::LayerState::clear && a.examined_share >= 1) continue;
    const bool whole = a.state == facts::LayerState::hit && a.examined_share >= 1;
    if (whole) continue;
    const std::string title = layer_title(page, a.kind, a.layer_id);
    const std::string must = a.mandatory ? w("（必查）", " (mandatory)") : "";
    out.push_back(
        title + must + w("：", ": ") + verdict::layer_state_text(a.state).in(page.lang) +
        w("，核查比例 ", ", examined ") + percent(a.examined_share) +
        (a.reason.empty() && a.reason_code.empty() ? "" : w("；", "; ") + answer_reason(a).in(page.lang)));
  }
}

void clauses(const Page& page, const ProjectResult& p, Texts& out) {
  const auto& w = page.w;
  std::set<std::string> unverified, boundary, human;
  for (const auto& f : p.verdict.findings) {
    if (!f.verified) unverified.insert(f.rule);
    if (f.boundary_grade) boundary.insert(f.rule);
    if (f.human) human.insert(f.rule);
  }
  if (!unverified.empty())
    out.push_back(w("所引条文未经原文核实：", "Clauses cited without a check against their text: ") +
                  listed(unverified, w));
  if (!boundary.empty())
    out.push_back(w("压占宽度在两侧精度之内（边界级）：",
                    "Overlap no wider than the accuracy of both sides (boundary grade): ") +
                  listed(boundary, w));
  if (!human.empty())
    out.push_back(w("条文须由人工判定：", "Clauses left to human judgement: ") + listed(human, w));
}

void footprint(const Page& page, const ProjectResult& p, Texts& out) {
  const auto& w = page.w;
  if (!p.project->attributes.count("accuracy_m")) {
    out.push_back(w("点位精度未提供，按 ±", "The accuracy of the footprint was not stated; ±") +
                  rounded(p.project->accuracy_m, kLength) + w(" m 计", " m was taken"));
  }
  std::set<std::string> bare;
  for (const auto& part : p.facts.parts) {
    if (!part.sized) bare.insert(part.part_id);
  }
  if (!bare.empty())
    out.push_back(w("没有面积的点或线，面积类规则无法确定：",
                    "Points or lines without size; rules on areas stay open: ") +
                  listed(bare, w));
  if (p.project->regions.empty())
    out.push_back(w("所在行政区未知，各地区规则一并适用",
                    "The region is unknown; the rules of every region were applied"));
  if (!p.project->regions_near.empty())
    out.push_back(w("县界距离小于其精度，可能涉及相邻行政区（其规则一并适用）：",
                    "A border is nearer than it is known; the rules of these regions were applied too: ") +
                  places_text(page, joined(p.project->regions_near)));
  SquareMetres moved(0);
  std::size_t repairs = 0;
  for (const auto& issue : p.issues) {
    if (issue.code != "geometry.repaired") continue;
    ++repairs;
    if (issue.area_moved) moved += *issue.area_moved;
  }
  if (repairs > 0) {
    out.push_back(w("几何修复 ", "Repaired geometries: ") + std::to_string(repairs) +
                  w(" 处，面积变动 ", ", area moved ") + rounded(moved.value, kArea) + " m²");
  }
}

void carbon_limits(const Page& page, const ProjectResult& p, Texts& out) {
  const auto& w = page.w;
  if (!p.carbon) return;
  const auto& a = *p.carbon;
  std::set<std::string> demo;
  for (const auto& c : a.classes) {
    if (c.status == "demo") demo.insert(c.name.in(page.lang));
  }
  if (!demo.empty())
    out.push_back(w("碳密度为演示数据：", "Carbon densities are demonstration data (演示数据): ") +
                  listed(demo, w));
  if (a.unverified)
    out.push_back(w("碳密度含未核实的数值，核实状态见碳表",
                    "Some carbon densities are unverified; the carbon table says which"));
  if (a.without_density.value > 0)
    out.push_back(w("没有碳密度的面积 ", "Area without a carbon density: ") +
                  shown_area(a.without_density.value, 4, true) + w(" hm²，未计入", " hm², not counted"));
  if (a.nodata.value + a.outside.value > 0) {
    out.push_back(w("地表覆盖无数据或在栅格以外 ", "Land cover without data or outside the raster: ") +
                  shown_area(a.nodata.value + a.outside.value, 4, true) +
                  w(" hm²，未计入", " hm², not counted"));
  }
  if (!a.missing_pools.empty())
    out.push_back(w("缺值碳库不在合计之内：", "Pools without a value are not in the totals: ") +
                  reasons_text(page, a.missing_pools));
}

void run_layers(const Page& page, const RunFacts& facts, Texts& out) {
  const auto& w = page.w;
  std::set<std::string> demo, assumed, hidden;
  for (const auto& id : facts.layers) {
    const catalog::Layer* layer = page.run.layers ? page.run.layers->find(id) : nullptr;
    if (!layer) continue;
    const std::string title = layer_title(page, layer->kind, id);
    if (layer->demo) demo.insert(title);
    if (!layer->accuracy_stated) assumed.insert(title + " ±" + rounded(layer->accuracy_m, kLength) + " m");
    if (layer->disclosure != catalog::Disclosure::full) hidden.insert(title);
  }
  if (!demo.empty())
    out.push_back(
        w("演示数据图层，不代表真实管控范围：", "Demonstration layers (演示数据), not the real zoning: ") +
        listed(demo, w));
  if (!assumed.empty())
    out.push_back(w("图层未声明精度，取定值：", "Layers without a stated accuracy, a value was taken: ") +
                  listed(assumed, w));
  if (!hidden.empty())
    out.push_back(w("按公开限制不给出图形或数值：", "Geometry or numbers withheld as their manifests ask: ") +
                  listed(hidden, w));
}

// "（含义）" for Chinese readers.
std::string meaning_of(const Page& page, const std::string& code) {
  if (page.lang == Lang::en || !page.run.meanings) return {};
  const auto at = page.run.meanings->find(code);
  return at == page.run.meanings->end() ? std::string() : "（" + at->second.what.zh + "）";
}

// Files and data sets beside those that were read: some of the projects may lie in them.
std::set<std::string> left_out(const Page& page) {
  std::set<std::string> names;
  for (const auto& issue : page.run.issues) {
    if (issue.severity == Severity::note) continue;
    if (issue.code != "project.file_left_out" && issue.code != "source.files_left_out") continue;
    const auto list = issue.message.rfind("not read: ");
    names.insert(
        words::without_places(issue.file, issue.file) +
        (list == std::string::npos
             ? std::string()
             : page.w("：", ": ") + issue.message.substr(list + std::string_view("not read: ").size())));
  }
  return names;
}

void run_inputs(const Page& page, const RunFacts& facts, Texts& out) {
  const auto& w = page.w;
  if (const auto names = left_out(page); !names.empty())
    out.push_back(w("一并给出而未读取的文件（可能含有项目范围，须人工核对）：",
                    "Files given beside the projects and not read; ground of a project may lie in them: ") +
                  listed(names, w));
  std::set<std::string> changed;
  for (const auto& f : page.run.info.inputs) {
    if (!f.stated_sha256.empty() && f.stated_sha256 != f.sha256)
      changed.insert(words::without_places(f.path, f.path));
  }
  if (!changed.empty())
    out.push_back(w("文件与清单所载校验值不符：", "Files that differ from the checksum of their manifest: ") +
                  listed(changed, w));
  if (!facts.unread.empty())
    out.push_back(w("未能完整读取的项目：", "Projects that could not be read in full: ") +
                  listed(facts.unread, w));
  std::map<std::string, std::size_t> codes;
  for (const auto& issue : page.run.issues) ++codes[issue.code];
  std::set<std::string> counted;
  for (const auto& [code, count] : codes)
    counted.insert(code + meaning_of(page, code) + " × " + std::to_string(count));
  if (!counted.empty())
    out.push_back(w("文件与图层的数据问题：", "Problems of files and layers: ") + listed(counted, w));
}

}  // namespace

void RunFacts::add(const Page& page, const ProjectResult& p) {
  ++counts[p.verdict.outcome];
  for (const auto& a : p.verdict.layers) {
    for (const auto* layer : layers_of(page.run.layers, a.layer_id)) layers.insert(layer->id);
  }
  if (p.project->status != catalog::Status::ok) unread.insert(p.project->project_id);
  for (const auto& f : p.verdict.findings) {
    if (f.overridden && f.overridden->laxer) laxer.insert(p.project->project_id + " " + f.rule);
    if (!f.verified) unverified.insert(f.rule);
  }
}

Texts run_limits(const Page& page, const RunFacts& facts) {
  Texts out = {page.w("面积口径：", "Area basis: ") + basis_text(page.run, page.lang)};
  run_layers(page, facts, out);
  run_inputs(page, facts, out);
  if (!facts.unverified.empty())
    out.push_back(
        page.w("所引条文未经原文核实的规则：", "Rules whose clauses were not checked against their text: ") +
        listed(facts.unverified, page.w));
  if (!facts.laxer.empty())
    out.push_back(page.w("经人工裁定放宽的结论：", "Findings that a reviewer made laxer than the rule: ") +
                  listed(facts.laxer, page.w));
  return out;
}

Texts project_limits(const Page& page, const ProjectResult& p) {
  Texts out;
  unexamined(page, p, out);
  if (!p.verdict.unknown.empty()) {
    std::set<std::string> names;
    for (const auto& name : p.verdict.unknown) names.insert(unknown_text(name, page.lang));
    out.push_back(page.w("未知信息：", "Unknown: ") + listed(names, page.w));
  }
  clauses(page, p, out);
  footprint(page, p, out);
  carbon_limits(page, p, out);
  return out;
}

}  // namespace zonegate::report
