// SPDX-License-Identifier: Apache-2.0
//
// The document of a batch: verdicts of all projects, the data sets of the run, its issues.
#include "document/maker.h"
#include "schema/schema.h"

namespace zonegate::document {
namespace {

Table summary_table(const Context& c, const std::vector<Row>& rows) {
  Table table{"summary", "1", c.w("项目结论汇总", "Verdicts of the projects")};
  table.columns = {column(c.w("项目编号", "Id"), 10),
                   column(c.w("项目名称", "Name"), 20),
                   {c.w("行政区", "Regions"), 16, false, true},  // whole on an upright page, too
                   {c.w("占地面积（hm²，椭球面积）", "Area (hm², ellipsoidal)"), 10, true},
                   column(c.w("确定结论", "Outcome"), 8),
                   column(c.w("最严可能", "Worst possible"), 8),
                   column(c.w("结论说明", "Headline"), 35)};
  table.rows = rows;
  return table;
}

Table sets_table(const Context& c) {
  Table table{"data_sets", "2", c.w("本次使用的图层", "Data sets of the run")};
  table.columns = {column(c.w("类别", "Kind"), 12),
                   column(c.w("名称", "Title"), 28),
                   column(c.w("发布机关", "Publisher"), 18),
                   column(c.w("版本", "Version"), 12),
                   column(c.w("有效期起", "Valid from"), 10),
                   column(c.w("依据文件", "Document"), 20),
                   {c.w("精度（m）", "Accuracy (m)"), 8, true}};
  const Json& layers = list(c.run, "layers");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Json& layer = layers[i];
    // Tables have no place, and of others an accuracy that nobody stated is no figure of theirs.
    const auto* spec = schema::find_kind(text(layer, "kind"));
    const bool stated = !(spec && spec->geometry == schema::Geometry::table) &&
                        (!member(layer, "accuracy_stated").is_boolean() || flag(layer, "accuracy_stated"));
    const bool of_rules = text(layer, "id").starts_with("rules-");
    table.rows.push_back(
        {{text_cell(kind_name(text(layer, "kind"), c.lang)),
          text_cell(local(layer, "title", c.lang) +
                    (of_rules ? c.w("（规则附表）", " (table of the rules)") : "")),
          text_cell(text(layer, "publisher").empty() ? c.w("出处未载明", "source not stated")
                                                     : text(layer, "publisher")),
          text_cell(text(layer, "version")), text_cell(text(layer, "valid_from")),
          text_cell(text(layer, "document")),
          stated ? count_cell(member(layer, "accuracy_m"), "run:/layers/" + std::to_string(i) + "/accuracy_m")
                 : blank_cell()}});
  }
  return table;
}

// "禁止 3，限制 1": from the strictest.
std::string counted(const Context& c, const std::map<std::string, std::int64_t>& by_word) {
  std::string out;
  for (const char* word : kOutcomes) {
    const auto at = by_word.find(word);
    if (at != by_word.end())
      out += (out.empty() ? "" : c.w("，", ", ")) + outcome_word(word, c.lang) + " " +
             std::to_string(at->second);
  }
  return out;
}

}  // namespace

void Maker::Impl::add(const Context& c) {
  const Json& p = c.project;
  ++by_outcome[text(p, "outcome")];
  ++by_worst[text(p, "worst_possible")];
  if (text(p, "status") != "ok") ++unread;
  counts.add(p);
  for (auto& row : batch_issue_rows(c)) issues.push_back(std::move(row));
  rows.push_back(
      {{text_cell(text(p, "project_id")), text_cell(text(p, "name")), text_cell(regions_of(c, p, "\n")),
        number_cell(c,
                    footprint_area(p, "area_ellipsoidal_m2", text(p, "project_id") + ":/area_ellipsoidal_m2"),
                    "hm2"),
        text_cell(outcome_word(text(p, "outcome"), lang)),
        text_cell(outcome_word(text(p, "worst_possible"), lang)), text_cell(local(p, "headline", lang))}});
}

Document Maker::batch() const {
  const ProjectFiles none;
  const Json project = Json::object();
  const Context c{impl_->profile, impl_->lang, impl_->run, project, none};
  Document out = empty_document(impl_->profile, impl_->run, impl_->lang);
  out.table_word = c.w("汇总表", "Batch table ");  // tables of projects have numbers of their own
  out.title = c.w("生态环境分区管控符合性分析汇总", "Conformity with environmental zoning: the batch");
  out.subtitle = c.w("项目 ", "Projects: ") + std::to_string(impl_->rows.size()) + c.w(" 个", "");
  add_heading(out, 1, c.w("1 汇总", "1 Summary"));
  add_text(out, c.w("确定结论：", "Certain outcomes: ") + counted(c, impl_->by_outcome) + c.w("。", "."),
           "verdict");
  add_text(out, c.w("最严可能：", "Worst possible: ") + counted(c, impl_->by_worst) +
                    (impl_->unread == 0
                         ? ""
                         : c.w("；未能完整读取 ", "; not read in full: ") + std::to_string(impl_->unread)) +
                    c.w("。", "."));
  add_text(out, c.w("法规基准日（项目未另行说明时）：", "Law as of (where a project says nothing else): ") +
                    text(c.run, "as_of") + c.w("；程序 zonegate ", "; program zonegate ") +
                    text(c.run, "version") + c.w("。", "."));
  add_table(out, summary_table(c, impl_->rows));
  add_batch_pictures(out, c, impl_->counts);
  add_heading(out, 1, c.w("2 数据", "2 Data"));
  add_table(out, sets_table(c));
  Table issues = issues_table(c);
  issues.number = "3";
  issues.rows.insert(issues.rows.end(), impl_->issues.begin(), impl_->issues.end());
  if (!issues.rows.empty()) issues.notes.clear();
  issues.most_in_text = kMostInText;
  issues.columns.front().width = 12;  // ids of projects
  add_heading(out, 1, c.w("3 本次与各项目的数据问题", "3 Issues of the run and of the projects"));
  add_table(out, std::move(issues));
  add_heading(out, 1, c.w("4 按区县和管控单元汇总", "4 By county and control unit"));
  add_batch_tables(out, c, impl_->counts);
  add_text(out, out.disclaimer, "warning");
  for_people(out);
  out.blocks.push_back({Block::Kind::signatures});
  return out;
}

}  // namespace zonegate::document
