// SPDX-License-Identifier: Apache-2.0
//
// diff: two runs, project by project. One pass over A; of B only the place of each line is held.
#include "review/compare.h"

#include <algorithm>

namespace zonegate::review {
namespace {

using Places = std::map<std::string, std::string_view>;  // project id -> its line

std::string id_of(const Json& project) { return text(project, "project_id"); }

void refuse_twice(bool fresh, const std::string& id, const std::string& run) {
  if (!fresh)
    throw Error(ErrorKind::input, run + ": project " + id + " is there twice",
                "run zonegate screen again; the file may have been edited");
}

std::map<std::string, Json> by_key(const Json& items, const char* key) {
  std::map<std::string, Json> out;
  for (const auto& item : items) out[text(item, key)] = item;
  return out;
}

std::map<std::string, Json> answers_by_kind(const Json& project) {
  std::map<std::string, Json> out;
  for (const auto& answer : list(project, "layers")) out[text(answer, "kind")].push_back(answer);
  return out;
}

bool numbered(const std::string& id) {
  const auto at = id.rfind('#');
  return at != std::string::npos && at + 1 < id.size() &&
         id.find_first_not_of("0123456789", at + 1) == std::string::npos;
}

class Pair {
 public:
  Pair(const RunPair& runs, const Json& a, const Json& b, Comparison& out)
      : runs_(runs), a_(a), b_(b), out_(out) {}

  bool run() {
    const std::size_t before = out_.differences.size();
    findings();
    layers();
    verdict(before);
    return out_.differences.size() > before;
  }

 private:
  Difference named(const char* item, const std::string& key, const char* change) const {
    return {id_of(b_), text(b_, "name"), item, key, change, {}, {}};
  }

  void findings() {
    const auto before = by_key(list(a_, "findings"), "rule"), after = by_key(list(b_, "findings"), "rule");
    for (const auto& [rule, finding] : before) {
      const auto at = after.find(rule);
      add_finding(rule, finding, at == after.end() ? Json() : at->second);
    }
    for (const auto& [rule, finding] : after) {
      if (!before.contains(rule)) add_finding(rule, Json(), finding);
    }
  }

  void add_finding(const std::string& rule, const Json& before, const Json& after) {
    Difference d = named("finding", rule,
                         before.is_null()  ? "appeared"
                         : after.is_null() ? "gone"
                                           : "changed");
    note_withheld(before.is_null() ? after : before);
    d.changes = finding_changes(before, after);
    if (d.changes.empty()) return;
    const bool numbers =
        d.change == "changed" && std::all_of(d.changes.begin(), d.changes.end(), about_numbers);
    auto kinds = runs_.kinds_of(rule);
    for (const Json* f : {&before, &after}) {  // what an older run does not say of the rule, its finding may
      if (!f->is_object() || !f->contains("measures")) continue;
      for (const auto& m : f->at("measures")) kinds.insert(text(m, "layer"));
    }
    d.causes = runs_.causes(a_, b_, rule, kinds, numbers);
    overrides(d);
    finish(std::move(d), kinds);
  }

  static void overrides(Difference& d) {
    for (const auto& change : d.changes) {
      if (change.field == "override") add_cause(d.causes, "override", "裁定不同", "the decision differs");
    }
  }

  void layers() {
    auto before = answers_by_kind(a_), after = answers_by_kind(b_);
    std::set<std::string> kinds;
    for (const auto* side : {&before, &after}) {
      for (const auto& [kind, answers] : *side) kinds.insert(kind);
    }
    for (const auto& kind : kinds) {
      const Json a = before.contains(kind) ? before[kind] : Json::array(),
                 b = after.contains(kind) ? after[kind] : Json::array();
      Difference d = named("layer", kind, a.empty() ? "appeared" : b.empty() ? "gone" : "changed");
      d.changes = answer_changes(a, b);
      if (d.changes.empty()) continue;
      d.causes = runs_.causes(a_, b_, "", {kind}, true);
      finish(std::move(d), {kind});
    }
  }

  // The pair changes with the findings and answers that make it: their causes are its causes.
  void verdict(std::size_t first) {
    Difference d = named("verdict", "", "changed");
    d.changes = verdict_changes(a_, b_);
    if (d.changes.empty()) return;
    for (std::size_t i = first; i < out_.differences.size(); ++i) {
      for (const auto& c : out_.differences[i].causes) add_cause(d.causes, c.word, c.detail.zh, c.detail.en);
    }
    if (first == out_.differences.size()) d.causes = runs_.causes(a_, b_, "", {}, false);
    finish(std::move(d), {});
    std::rotate(out_.differences.begin() + static_cast<std::ptrdiff_t>(first), out_.differences.end() - 1,
                out_.differences.end());
  }

  void finish(Difference d, const std::set<std::string>& kinds) {
    const auto known = [](const Cause& c) { return c.word != "untold"; };
    if (std::none_of(d.causes.begin(), d.causes.end(), known)) other_answers(kinds, d);
    if (d.causes.empty())
      add_cause(d.causes, "untold", "两次运行所记录的输入均相同，原因不明",
                "nothing that the runs record differs; the cause cannot be told");
    out_.differences.push_back(std::move(d));
  }

  // Nothing recorded differs, yet a layer answered otherwise: then it is the data after all (or the machine that read it).
  void other_answers(const std::set<std::string>& kinds, Difference& d) const {
    auto before = answers_by_kind(a_), after = answers_by_kind(b_);
    for (const auto& kind : kinds) {
      if (!answer_changes(before.contains(kind) ? before[kind] : Json::array(),
                          after.contains(kind) ? after[kind] : Json::array())
               .empty())
        add_cause(d.causes, "data", name_of("layer:" + kind, Lang::zh) + " 的核查结果不同",
                  "the answer of layer " + kind + " differs");
    }
  }

  void note_withheld(const Json& finding) {
    const auto measures = finding.find("measures");
    if (measures == finding.end()) return;
    for (const auto& m : *measures) {
      if (!flag(m, "withheld")) continue;
      const Text note{"数值不公开的图层无法比较数值：" + name_of("layer:" + text(m, "layer"), Lang::zh),
                      "numbers of a layer are withheld and were not compared: " + text(m, "layer")};
      const auto same = [&](const Text& t) { return t.en == note.en; };
      if (std::none_of(out_.notes.begin(), out_.notes.end(), same)) out_.notes.push_back(note);
    }
  }

  const RunPair& runs_;
  const Json &a_, &b_;
  Comparison& out_;
};

void only_in(const Json& project, const char* change, Comparison& out) {
  Difference d{id_of(project), text(project, "name"), "project", "", change, {}, {}};
  const bool a = std::string(change) == "only_in_a";
  d.changes.push_back({"outcome", a ? text(project, "outcome") : "", a ? "" : text(project, "outcome")});
  d.changes.push_back(
      {"worst_possible", a ? text(project, "worst_possible") : "", a ? "" : text(project, "worst_possible")});
  add_cause(d.causes, "project", a ? "只在 A 中" : "只在 B 中", a ? "in A only" : "in B only");
  out.differences.push_back(std::move(d));
  ++out.differing;
}

void note_numbered(Comparison& out) {
  out.notes.push_back(
      {"有项目没有编号，按文件内行号对应，行序变动会错配；请填写项目编号",
       "some projects have no id of their own and were matched by row number: another order of rows "
       "matches the wrong ones; give project_id"});
}

}  // namespace

Comparison compare(const RunText& a, const RunText& b) {
  Comparison out;
  out.a = a.name, out.b = b.name;
  const Json run_a = parse_run(a.run_json, a.name), run_b = parse_run(b.run_json, b.name);
  const RunPair runs(run_a, run_b);
  out.inputs = runs.all_inputs();
  Places lines;
  std::set<std::string> seen;
  bool any_numbered = false;
  each_project(b.results_jsonl, [&](Json&& project, std::string_view line) {
    refuse_twice(lines.emplace(id_of(project), line).second, id_of(project), b.name);
  });
  out.projects_b = lines.size();
  check_counted(run_b, b.name, out.projects_b);
  each_project(a.results_jsonl, [&](Json&& before, std::string_view) {
    const std::string id = id_of(before);
    refuse_twice(seen.insert(id).second, id, a.name);
    any_numbered = any_numbered || numbered(id);
    const auto at = lines.find(id);
    if (at == lines.end()) return only_in(before, "only_in_a", out);
    const Json after = Json::parse(at->second.begin(), at->second.end());
    if (Pair(runs, before, after, out).run()) ++out.differing;
  });
  out.projects_a = seen.size();
  check_counted(run_a, a.name, out.projects_a);
  each_project(b.results_jsonl, [&](Json&& project, std::string_view) {
    any_numbered = any_numbered || numbered(id_of(project));
    if (!seen.contains(id_of(project))) only_in(project, "only_in_b", out);
  });
  if (any_numbered) note_numbered(out);
  return out;
}

}  // namespace zonegate::review
