// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "review/claims.h"
#include "review/words.h"
#include "schema/schema.h"
#include "verdict/verdict.h"

namespace zonegate::review {
namespace {

constexpr std::array<Word, 7> kAnswers = {{{"agrees", "一致", "agrees"},
                                           {"differs", "不一致", "differs"},
                                           {"wrong_code", "编码有误", "wrong code"},
                                           {"missing_unit", "遗漏单元", "missing unit"},
                                           {"out_of_date", "清单过期", "out-of-date list"},
                                           {"within_accuracy", "精度内无法判定", "within the accuracy"},
                                           {"not_examined", "未核查", "not examined"}}};

std::string notes_of(const ClaimAnswer& a, Lang lang) {
  std::vector<std::string> items;
  for (const auto& note : a.notes) items.push_back(note.in(lang));
  return joined(items, lang == Lang::zh ? "；" : "; ");
}

// A unit that no claim mentions (line 0) is named in our words, what somebody states in theirs.
std::string statement_of(const Claim& c, Lang lang) {
  const bool ours = lang == Lang::zh && c.line == 0;
  std::string out = ours && c.kind == "unit_code" ? "管控单元编码" : c.kind;
  if (!c.layer.empty()) {
    const auto* kind = ours ? schema::find_kind(c.layer) : nullptr;
    out += " " + (kind ? std::string(kind->zh) : c.layer);
  }
  return c.feature.empty() ? out : out + ":" + c.feature;
}

constexpr std::array<Word, 11> kKinds = {{{"unit_code", "管控单元编码", "code of the control unit"},
                                          {"area", "面积", "area"},
                                          {"area_m2", "面积", "area"},
                                          {"area_hm2", "面积", "area"},
                                          {"area_mu", "面积", "area"},
                                          {"length", "长度", "length"},
                                          {"length_m", "长度", "length"},
                                          {"distance", "距离", "distance"},
                                          {"distance_m", "距离", "distance"},
                                          {"share", "占比", "share"},
                                          {"verdict", "结论", "verdict"}}};

// In a document the keys of the table are words, whoever wrote them.
std::string statement_words(const Claim& c, Lang lang) {
  const auto* kind = schema::find_kind(c.layer);
  const std::string layer = !kind ? c.layer : std::string(lang == Lang::zh ? kind->zh : kind->en);
  std::string of = layer;
  if (!c.feature.empty()) of += (of.empty() ? "" : lang == Lang::zh ? "：" : ": ") + c.feature;
  if (c.kind == "absent") return (lang == Lang::zh ? "不涉及" : "not concerned: ") + of;
  return word_of(kKinds, c.kind).in(lang) + (of.empty() ? "" : " " + of);
}

// The unit in which a number was stated, and found.
std::string unit_of(const Claim& c, Lang lang) {
  const auto last = c.kind.rfind('_');
  std::string unit = !c.unit.empty()                                      ? c.unit
                     : last == std::string::npos || c.kind == "unit_code" ? ""
                                                                          : c.kind.substr(last + 1);
  if (unit.empty() && c.value.ends_with('%')) unit = "%";
  if (unit == "m2" || unit == "hm2") unit = unit.substr(0, unit.size() - 1) + "²";
  return unit == "mu" && lang == Lang::zh ? "亩" : unit;
}

// "1.9999 公顷": of answers that are numbers.
std::string with_unit(const std::string& number, const Claim& c, Lang lang) {
  const bool number_at_all = !number.empty() && number.find_first_of("0123456789") != std::string::npos &&
                             number.find_first_not_of("0123456789.+-<>=≤≥ ") == std::string::npos;
  const std::string unit = unit_of(c, lang);
  return !number_at_all || unit.empty() ? number : number + (unit == "%" ? "" : " ") + unit;
}

std::string stated_of(const Claim& c) { return c.unit.empty() ? c.value : c.value + " " + c.unit; }

std::string claim_line(const ClaimAnswer& a, Lang lang) {
  const auto& c = a.claim;
  const bool zh = lang == Lang::zh;
  std::string out = claim_answer_text(a.answer).in(lang) + "\t" + c.project_id + "  " + statement_of(c, lang);
  if (!c.value.empty()) out += (zh ? "  所称 " : "  claimed ") + stated_of(c);
  if (!a.actual.empty()) out += (zh ? "，实测 " : ", found ") + a.actual;
  if (!a.difference.empty() && a.answer != "agrees")
    out += (zh ? "，差 " : ", off by ") + a.difference + (zh ? "（容差 " : " (tolerance ") + a.tolerance +
           (zh ? "）" : ")");
  const std::string notes = notes_of(a, lang);
  if (!notes.empty()) out += (zh ? "；" : "; ") + notes;
  if (c.line > 0) out += (zh ? "  [第 " : "  [line ") + std::to_string(c.line) + (zh ? " 行]" : "]");
  return out + "\n";
}

Json maybe(const std::string& s) { return s.empty() ? Json(nullptr) : Json(s); }

Json answer_json(const ClaimAnswer& a) {
  const auto& c = a.claim;
  return {{"line", c.line == 0 ? Json(nullptr) : Json(c.line)},
          {"project_id", c.project_id},
          {"kind", c.kind},
          {"layer", maybe(c.layer)},
          {"feature", maybe(c.feature)},
          {"value", maybe(c.value)},
          {"unit", maybe(c.unit)},
          {"list_version", maybe(c.list_version)},
          {"list_date", maybe(c.list_date)},
          {"page", maybe(c.page)},
          {"answer", a.answer},
          {"answer_zh", claim_answer_text(a.answer).zh},
          {"actual", maybe(a.actual)},
          {"difference", maybe(a.difference)},
          {"tolerance", maybe(a.tolerance)},
          {"note", maybe(notes_of(a, Lang::zh))},
          {"note_en", maybe(notes_of(a, Lang::en))}};
}

// What was found: "prohibited/prohibited" is 禁止/禁止, "<= 12.5" is ≤ 12.5.
std::string found_words(const std::string& actual, Lang lang) {
  for (const auto& [from, to] : {std::pair{"<= ", "≤ "}, std::pair{">= ", "≥ "}})
    if (actual.starts_with(from)) return to + actual.substr(3);
  if (lang == Lang::en) return actual;
  if (actual == "hit") return "命中";
  return outcome_pair(actual);
}

}  // namespace

std::string outcome_pair(const std::string& pair) {
  std::string out;
  for (std::size_t at = 0; at <= pair.size();) {
    const std::size_t end = std::min(pair.find('/', at), pair.size());
    const auto outcome = parse_outcome(pair.substr(at, end - at));
    if (!outcome) return pair;
    out += (out.empty() ? "" : "/") + verdict::outcome_text(*outcome).zh;
    at = end + 1;
  }
  return out;
}

Text claim_answer_text(const std::string& answer) { return word_of(kAnswers, answer); }

ClaimWords claim_words(const ClaimAnswer& a, Lang lang) {
  const auto& c = a.claim;
  const bool zh = lang == Lang::zh;
  std::string statement = statement_words(c, lang);
  if (!c.page.empty()) statement += (zh ? "（第 " : " (page ") + c.page + (zh ? " 页）" : ")");
  return {std::move(statement),
          with_unit(c.value, c, lang),
          with_unit(found_words(a.actual, lang), c, lang),
          with_unit(a.difference, c, lang),
          claim_answer_text(a.answer).in(lang),
          notes_of(a, lang)};
}

std::string verify_text(const Verification& v, Lang lang) {
  std::string out;
  for (const auto& a : v.answers) out += claim_line(a, lang);
  for (const auto& note : v.notes) out += "! " + note.in(lang) + "\n";
  const std::string all = std::to_string(v.answers.size()), good = std::to_string(v.agreeing);
  return out + (lang == Lang::zh ? "共 " + all + " 项，一致 " + good + " 项\n"
                                 : all + " answers, " + good + " agree\n");
}

std::string verify_json(const Verification& v) {
  Json answers = Json::array(), notes = Json::array();
  for (const auto& a : v.answers) answers.push_back(answer_json(a));
  for (const auto& n : v.notes) notes.push_back({{"text", n.zh}, {"text_en", n.en}});
  const Json all = {{"answers", std::move(answers)}, {"agreeing", v.agreeing}, {"notes", std::move(notes)}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string verify_csv(const Verification& v) {
  const std::vector<std::string> columns = {"line",   "project_id", "kind",         "layer",      "feature",
                                            "value",  "unit",       "list_version", "list_date",  "page",
                                            "answer", "answer_zh",  "actual",       "difference", "tolerance",
                                            "note",   "note_en"};
  std::string out = "\xEF\xBB\xBF" + csv_line(columns);
  for (const auto& a : v.answers) {
    const Json object = answer_json(a);
    std::vector<std::string> cells;
    for (const auto& column : columns) cells.push_back(text(object, column));
    out += csv_line(cells);
  }
  return out;
}

}  // namespace zonegate::review
