// SPDX-License-Identifier: Apache-2.0
#include "document/maker.h"
#include "words/words.h"

namespace zonegate::document {
namespace {

Json parsed(const std::string& text, const char* name) {
  Json value = Json::parse(text, nullptr, false);
  if (value.is_object()) return value;
  throw Error(ErrorKind::input, std::string(name) + " cannot be read",
              "run zonegate screen again; the file may have been cut off or edited");
}

void add_tables(Document& out, const Context& c) {
  out.blocks.push_back({Block::Kind::page_break});
  int section = 4;
  const auto title = [&](const std::string& text) {
    add_heading(out, 1, std::to_string(++section) + " " + text);
  };
  const auto heading = [&](const char* zh, const char* en) { title(c.w(zh, en)); };
  heading("项目组成", "Parts of the project");
  add_table(out, composition_table(c));
  heading("环境管控单元", "Control units");
  add_table(out, units_table(c));
  heading("准入清单符合性", "Access lists");
  add_table(out, access_table(c));
  heading("环境敏感区", "Sensitive areas");
  add_table(out, sensitive_table(c));
  heading("占地与林地", "Occupation and forest land");
  add_table(out, land_table(c));
  add_table(out, forest_table(c));
  heading("界址点", "Boundary points");
  add_table(out, boundary_table(c));
  heading("邻近保护目标", "Protection targets nearby");
  add_table(out, near_table(c));
  heading("碳储量与碳影响", "Carbon");
  for (auto& table : carbon_tables(c)) add_table(out, std::move(table));
  add_carbon_pictures(out, c);
  heading("图层核查情况", "Layers");
  add_table(out, layers_table(c));
  heading("规则适用情况", "Rules");
  add_table(out, rules_table(c));
  add_table(out, silent_rules_table(c));
  add_table(out, checklists_table(c));
  if (!list(c.project, "relief").empty() && !list(c.project, "parts").empty())
    add_table(out, relief_table(c));
  heading("数据问题与限制", "Issues and limits");
  add_table(out, issues_table(c));
  add_table(out, missing_table(c));
  for (const auto& table : c.files.added) {
    title(table.caption);
    add_table(out, table);
  }
  out.blocks.push_back({Block::Kind::page_break, 1, {}, c.profile.paper == sheet::Paper::a3 ? "a3" : ""});
  heading("附图", "Map sheets");
  add_sheets(out, c);
}

}  // namespace

void for_people(Document& d) {
  const auto mend = [](std::string& text) { text = visible(words::without_places(text)); };
  for (auto* text : {&d.title, &d.subtitle, &d.disclaimer}) mend(*text);
  for (auto& block : d.blocks) mend(block.text);
  for (auto& table : d.tables) {
    mend(table.caption);
    for (auto& note : table.notes) mend(note);
    for (auto& row : table.rows)
      for (auto& cell : row.cells)
        if (!cell.number) mend(cell.text);
  }
  for (auto& picture : d.pictures) {
    for (auto* text : {&picture.caption, &picture.alt}) mend(*text);
    for (auto& note : picture.notes) mend(note);
  }
}

Document empty_document(const Profile& profile, const Json& run, Lang lang) {
  Document out;
  out.lang = lang;
  out.demo = flag(run, "demo");
  out.table_word = lang == Lang::zh ? "表" : "Table ";
  for (const auto& words : profile.signatures) out.signatures.push_back(words.in(lang));
  out.disclaimer = profile.disclaimer.in(lang);
  if (out.demo) add_text(out, profile.demo.in(lang), "warning");
  return out;
}

Maker::Maker(const std::string& run_json, const Profile& profile, Lang lang)
    : impl_(std::make_unique<Impl>(Impl{profile, lang, parsed(run_json, "run.json"), {}, {}, {}})) {}
Maker::~Maker() = default;

Document Maker::project(const ProjectFiles& files) {
  const Json project = parsed(files.result, "a line of results.jsonl");
  const Context c{impl_->profile, impl_->lang, impl_->run, project, files};
  Document out = empty_document(impl_->profile, impl_->run, impl_->lang);
  out.project_id = text(project, "project_id");
  out.title = c.w("生态环境分区管控符合性分析", "Conformity with environmental zoning");
  out.subtitle = text(project, "name") + c.w("（", " (") + out.project_id + c.w("）", ")");
  add_front(out, c);
  add_tables(out, c);
  impl_->add(c);
  for_people(out);
  return out;
}

}  // namespace zonegate::document
