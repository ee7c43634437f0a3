// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "review/compare.h"
#include "review/words.h"
#include "schema/schema.h"

namespace zonegate::review {
namespace {

constexpr std::array<Word, 8> kCauses = {{{"data", "数据", "data"},
                                          {"rule", "规则", "rule"},
                                          {"law_date", "法规日期", "law date"},
                                          {"project", "项目", "project"},
                                          {"options", "选项", "options"},
                                          {"program", "程序", "program"},
                                          {"override", "人工裁定", "override"},
                                          {"untold", "无法判断", "cannot be told"}}};
constexpr std::array<Word, 5> kChanges = {{{"appeared", "新增", "appeared"},
                                           {"gone", "消失", "gone"},
                                           {"changed", "变化", "changed"},
                                           {"only_in_a", "只在 A 中", "only in A"},
                                           {"only_in_b", "只在 B 中", "only in B"}}};
constexpr std::array<Word, 4> kItems = {{{"project", "项目", "project"},
                                         {"verdict", "结论", "verdict"},
                                         {"finding", "规则", "finding"},
                                         {"layer", "图层", "layer"}}};
std::string cause_line(const std::vector<Cause>& causes, Lang lang) {
  std::string out;
  for (const auto& c : causes)
    out += (out.empty()        ? ""
            : lang == Lang::zh ? "；"
                               : "; ") +
           cause_text(c.word).in(lang) + (lang == Lang::zh ? "：" : ": ") + c.detail.in(lang);
  return out;
}

std::string key_text(const Difference& d, Lang lang) {
  const auto* kind = d.item == "layer" && lang == Lang::zh ? schema::find_kind(d.key) : nullptr;
  return kind ? std::string(kind->zh) : d.key;
}

std::string item_text(const Difference& d, Lang lang) {
  return word_of(kItems, d.item).in(lang) + (d.key.empty() ? "" : " " + key_text(d, lang));
}

void difference_lines(const Difference& d, Lang lang, std::string& out) {
  constexpr std::size_t kMost = 12;
  const bool zh = lang == Lang::zh;
  out += "  " + item_text(d, lang) + (zh ? "：" : ": ") + word_of(kChanges, d.change).in(lang) + "\n";
  for (std::size_t i = 0; i < d.changes.size() && i < kMost; ++i) {
    const auto& c = d.changes[i];
    out += "    " + field_text(c.field, lang) + (zh ? "：" : ": ") + value_text(c.field, c.before, lang) +
           " → " + value_text(c.field, c.after, lang) + "\n";
  }
  if (d.changes.size() > kMost)
    out += zh ? "    另有 " + std::to_string(d.changes.size() - kMost) + " 处变化（见 --json）\n"
              : "    and " + std::to_string(d.changes.size() - kMost) + " more changes (--json)\n";
  out += std::string(zh ? "    原因：" : "    cause: ") + cause_line(d.causes, lang) + "\n";
}

Json causes_json(const std::vector<Cause>& causes) {
  Json out = Json::array();
  for (const auto& c : causes)
    out.push_back({{"cause", c.word}, {"detail", c.detail.zh}, {"detail_en", c.detail.en}});
  return out;
}

Json difference_json(const Difference& d) {
  Json changes = Json::array();
  const auto maybe = [](const std::string& s) { return s.empty() ? Json(nullptr) : Json(s); };
  for (const auto& c : d.changes)
    changes.push_back({{"field", c.field}, {"before", maybe(c.before)}, {"after", maybe(c.after)}});
  return {{"project_id", d.project_id},
          {"name", d.name},
          {"item", d.item},
          {"key", maybe(d.key)},
          {"change", d.change},
          {"changes", std::move(changes)},
          {"causes", causes_json(d.causes)}};
}

std::string dump(const Json& value, int indent) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

Text cause_text(const std::string& word) { return word_of(kCauses, word); }

std::vector<ChangeWords> change_words(const Difference& d, Lang lang) {
  std::vector<ChangeWords> out;
  const std::string item = item_text(d, lang), change = word_of(kChanges, d.change).in(lang),
                    causes = cause_line(d.causes, lang);
  for (const auto& c : d.changes)
    out.push_back({item, change, field_text(c.field, lang), value_text(c.field, c.before, lang),
                   value_text(c.field, c.after, lang), causes});
  if (out.empty()) out.push_back({item, change, "", "", "", causes});
  return out;
}

std::string diff_text(const Comparison& c, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string out = "A " + c.a + (zh ? "：" : ": ") + std::to_string(c.projects_a) +
                    (zh ? " 个项目\n" : " projects\n") + "B " + c.b + (zh ? "：" : ": ") +
                    std::to_string(c.projects_b) + (zh ? " 个项目\n" : " projects\n");
  if (!c.inputs.empty()) out += zh ? "两次运行的输入差异\n" : "What differs between the runs\n";
  for (const auto& i : c.inputs)
    out += "  " + cause_text(i.word).in(lang) + (zh ? "：" : ": ") + i.detail.in(lang) + "\n";
  for (const auto& note : c.notes) out += "! " + note.in(lang) + "\n";
  std::string last;
  for (const auto& d : c.differences) {
    if (d.project_id != last) out += d.project_id + "  " + d.name + "\n";
    last = d.project_id;
    difference_lines(d, lang, out);
  }
  return out + (zh ? "有差异的项目 " : "projects that differ: ") + std::to_string(c.differing) +
         (zh ? " 个\n" : "\n");
}

std::string diff_json(const Comparison& c) {
  Json differences = Json::array(), notes = Json::array();
  for (const auto& d : c.differences) differences.push_back(difference_json(d));
  for (const auto& n : c.notes) notes.push_back({{"text", n.zh}, {"text_en", n.en}});
  return dump({{"a", c.a},
               {"b", c.b},
               {"projects_a", c.projects_a},
               {"projects_b", c.projects_b},
               {"projects_differing", c.differing},
               {"inputs", causes_json(c.inputs)},
               {"notes", std::move(notes)},
               {"differences", std::move(differences)}},
              2);
}

std::string diff_jsonl(const Comparison& c) {
  std::string out;
  for (const auto& d : c.differences) out += dump(difference_json(d), -1);
  return out;
}

std::string diff_csv(const Comparison& c) {
  std::string out = "\xEF\xBB\xBFproject_id,name,item,key,change,changes,causes,causes_zh,detail,detail_en\n";
  for (const auto& d : c.differences) {
    std::vector<std::string> changes, words, words_zh;
    for (const auto& change : d.changes)
      changes.push_back(change.field + ": " + change.before + " -> " + change.after);
    for (const auto& cause : d.causes) {
      if (std::find(words.begin(), words.end(), cause.word) != words.end()) continue;
      words.push_back(cause.word);
      words_zh.push_back(cause_text(cause.word).zh);
    }
    out += csv_line({d.project_id, d.name, d.item, d.key, d.change, joined(changes, ";"), joined(words, ";"),
                     joined(words_zh, ";"), cause_line(d.causes, Lang::zh), cause_line(d.causes, Lang::en)});
  }
  return out;
}

}  // namespace zonegate::review
