// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "review/claims.h"
#include "schema/schema.h"
#include "verdict/verdict.h"

namespace zonegate::review {
namespace {

std::string cell(const std::map<std::string, std::string>& row, const char* key) {
  const auto at = row.find(key);
  if (at == row.end())
    throw Error(ErrorKind::input, std::string("facts.csv: there is no column ") + key,
                "run zonegate screen again");
  return unguarded(at->second);
}

std::optional<double> number(const std::string& text) {
  double v = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
  return !text.empty() && error == std::errc() && end == text.data() + text.size() ? std::optional(v)
                                                                                   : std::nullopt;
}

}  // namespace

FactsByProject read_facts(const TableText& table) {
  FactsByProject out;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto& row = table.rows[i];
    FoundFact f;
    f.part = cell(row, "part_id");
    f.role = cell(row, "role");
    f.kind = cell(row, "kind");
    f.layer_id = cell(row, "layer_id");
    f.feature_id = cell(row, "feature_id");
    f.band = cell(row, "band");
    f.certain = cell(row, "certain") == "true";
    f.withheld = cell(row, "withheld") != "false";
    const auto measured = [&](const char* key) {
      const std::string line = i < table.lines.size() ? std::to_string(table.lines[i]) : "?";
      return number_of(cell(row, key), f.withheld, table.file + ": line " + line + ": " + key);
    };
    f.overlap_m2 = measured("overlap_m2").value_or(0);
    // Runs of older versions do not say it.
    f.counted_m2 = row.contains("counted_m2") ? measured("counted_m2").value_or(0) : f.overlap_m2;
    f.length_m = measured("length_m").value_or(0);
    // Runs of older versions measured lines without width alone.
    f.counted_length_m = row.contains("counted_length_m") ? number(cell(row, "counted_length_m"))
                         : f.length_m > 0                 ? std::optional(f.length_m)
                                                          : std::nullopt;
    f.distance_m = number(cell(row, "distance_m"));  // blank: too far, or a row of a table
    f.code = listed_field(cell(row, "fields"), "code");
    f.name = listed_field(cell(row, "fields"), "name");
    out[cell(row, "project_id")].push_back(std::move(f));
  }
  return out;
}

bool Found::whole() const {
  if (text(project_, "status") != "ok" || list(project_, "parts").empty()) return false;
  const auto& parts = list(project_, "parts");
  return std::all_of(parts.begin(), parts.end(), [](const Json& p) { return flag(p, "sized"); });
}

std::vector<Json> Found::answers(const std::string& kind) const {
  std::vector<Json> out;
  for (const auto& a : list(project_, "layers")) {
    if (text(a, "kind") == kind) out.push_back(a);
  }
  return out;
}

bool Found::examined(const std::string& kind) const {
  const auto all = answers(kind);
  if (all.empty() || text(project_, "status") != "ok") return false;
  return std::all_of(all.begin(), all.end(), [](const Json& a) {
    const std::string state = text(a, "state");
    const auto is = [&](const char* key, double v) {
      const auto at = a.find(key);
      return at != a.end() && at->is_number() && at->get<double>() == v;
    };
    return (state == "hit" || state == "clear") && is("examined_share", 1) && is("outside_share", 0);
  });
}

namespace {

std::string spaced(std::string word) {
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

// One language in a sentence: what the program cannot say in Chinese stands with the issues.
std::string why(const std::string& reason, Lang lang) {
  if (lang == Lang::en) return reason.empty() ? "" : ": " + reason;
  const std::string zh = verdict::brief_reason(reason).zh;
  return zh.empty() ? "（原因见数据问题）" : "：" + zh;
}

}  // namespace

std::string Found::why_not(const std::string& kind, Lang lang) const {
  const bool zh = lang == Lang::zh;
  if (text(project_, "status") != "ok")
    return (zh ? "项目未能完整读取" : "the project was not read in full") +
           why(text(project_, "status_reason"), lang);
  const auto all = answers(kind);
  if (all.empty()) return zh ? "本次运行没有核查该图层" : "no rule of this run asked that layer";
  std::string out;
  for (const auto& a : all) {
    const std::string reason = zh ? verdict::brief_reason(text(a, "reason_zh")).zh : text(a, "reason");
    out += (out.empty() ? ""
            : zh        ? "；"
                        : "; ") +
           (zh ? text(a, "state_zh") : spaced(text(a, "state"))) + (zh ? "，核查比例 " : ", examined ") +
           text(a, "examined_share") + (reason.empty() ? "" : (zh ? "；" : "; ") + reason);
    const auto outside = a.find("outside_share");
    if (outside != a.end() && outside->is_number() && outside->get<double>() > 0)
      out += zh ? "；部分用地未落入任何单元（数据缺陷）" : "; part of it lies in no unit (data fault)";
  }
  return out;
}

bool Found::withheld(const std::string& kind) const {
  const auto all = answers(kind);
  return std::any_of(all.begin(), all.end(), [](const Json& a) { return flag(a, "withheld"); }) ||
         std::any_of(facts_.begin(), facts_.end(),
                     [&](const FoundFact& f) { return f.kind == kind && f.withheld; });
}

std::vector<const FoundFact*> Found::near(const std::string& kind, const std::string& layer_id) const {
  std::vector<const FoundFact*> out;
  for (const auto& f : facts_) {
    if (f.kind == kind && (layer_id.empty() || f.layer_id == layer_id)) out.push_back(&f);
  }
  return out;
}

std::vector<const FoundFact*> Found::hits(const std::string& kind, const std::string& layer_id) const {
  auto out = near(kind, layer_id);
  std::erase_if(out, [](const FoundFact* f) { return !f->hit(); });
  return out;
}

}  // namespace zonegate::review
