// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <set>

#include "app/app.h"
#include "cli/common.h"
#include "cli/rules_filter.h"
#include "cli/rules_output.h"
#include "rules/rules.h"

namespace zonegate::cli {
namespace {

struct RulesOptions {
  Common common;
  RuleFilter filter;
  std::string folder, kinds, id, format = "json";
  bool answers = false, each = false, checklists = false;
};

// A kind without layers/<kind>.yaml has no field aliases: a user's layer of that kind would have to bring every name itself.
void check_kinds(const rules::RuleBook& book, const std::string& folder, config::Mistakes& mistakes) {
  namespace fs = std::filesystem;
  std::vector<const rules::Rule*> all;
  for (const auto& rule : book.rules) all.push_back(&rule);
  for (const auto& list : book.checklists) all.push_back(&list.head);
  for (const auto* one : all) {
    const auto& rule = *one;
    std::set<std::string> kinds;
    for (const auto& [name, measure] : rule.measures) kinds.insert({measure.layer, measure.via});
    for (const auto& kind : kinds) {
      if (kind.empty() || fs::exists(fs::path(folder) / (kind + ".yaml"))) continue;
      mistakes.push_back(
          {rule.file, rule.line,
           rule.id + " measures layer kind '" + kind + "', which has no " + kind + ".yaml in " + folder});
    }
  }
}

// Loads the rules; every mistake of every file is printed, then the command ends with exit code 2.
rules::RuleBook load(RulesOptions& o, bool strict) {
  if (o.folder.empty()) o.folder = data_folder("rules");
  config::Mistakes mistakes;
  rules::RuleBook book = rules::load(o.folder, mistakes);
  if (strict) {
    for (auto& mistake : rules::lint(book)) mistakes.push_back(std::move(mistake));
    const std::string kinds = o.kinds.empty() ? data_folder("layers") : o.kinds;
    for (auto& mistake : app::check_tables(o.folder, kinds)) mistakes.push_back(std::move(mistake));
    check_kinds(book, kinds, mistakes);
    std::stable_sort(mistakes.begin(), mistakes.end(), [](const auto& a, const auto& b) {
      return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
  }
  if (mistakes.empty()) return book;
  std::string text;
  for (const auto& mistake : mistakes) text += (text.empty() ? "" : "\n") + config::to_line(mistake);
  throw Error(ErrorKind::usage, text, std::to_string(mistakes.size()) + " mistakes; mend these files");
}

int list_checklists(const RulesOptions& o, const rules::RuleBook& book) {
  const auto chosen = chosen_checklists(book, o.filter);
  std::cout << (o.common.json ? checklists_json(chosen) : checklists_text(chosen, lang_of(o.common)));
  return 0;
}

int list(RulesOptions& o) {
  const auto book = load(o, false);
  if (o.checklists) return list_checklists(o, book);
  const auto chosen = chosen_rules(book, o.filter);
  std::cout << (o.common.json ? list_json(chosen) : list_text(chosen, lang_of(o.common)));
  return 0;
}

int show(RulesOptions& o) {
  const auto book = load(o, false);
  const auto* rule = book.find(o.id);
  const auto* checklist = book.find_checklist(o.id);
  if (checklist) {
    std::cout << show_text(*checklist, book, lang_of(o.common));
    return 0;
  }
  if (!rule) {
    std::vector<std::string> known;
    for (const auto& r : book.rules) known.push_back(r.id);
    for (const auto& c : book.checklists) known.push_back(c.head.id);
    const std::string near = schema::nearest_word(o.id, known);
    throw Error(
        ErrorKind::usage, "there is no rule " + o.id,
        near.empty() ? "zonegate rules list (--checklists) names them all" : "did you mean " + near + "?");
  }
  std::cout << show_text(*rule, book, lang_of(o.common));
  return 0;
}

int check(RulesOptions& o) {
  const auto book = load(o, true);
  std::size_t cases = 0;
  for (const auto& rule : book.rules) cases += rule.cases.size();
  for (const auto& list : book.checklists) cases += list.cases.size();
  std::cout << book.rules.size() << " rules, " << book.checklists.size() << " checklists, "
            << book.instruments.size() << " instruments, " << cases << " cases: no mistake\n";
  return 0;
}

int write(RulesOptions& o) {
  const auto book = load(o, false);
  std::cout << export_json(book, o.folder, o.answers);
  return 0;
}

// Every folder in --rules is a folder of rules of its own. For many variants at once: tests/rules/mutation.
int test_each(RulesOptions& o) {
  namespace fs = std::filesystem;
  std::vector<std::string> folders;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(o.folder, error)) folders.push_back(entry.path().string());
  if (error || folders.empty())
    throw Error(ErrorKind::usage, o.folder + " has no folders in it", "each folder of rules is tested");
  std::sort(folders.begin(), folders.end());
  bool good = true;
  for (const auto& folder : folders) {
    config::Mistakes mistakes;
    const auto book = rules::load(folder, mistakes);
    std::vector<rules::CaseResult> results;
    if (mistakes.empty()) results = rules::run_cases(book);
    if (mistakes.empty()) mistakes = rules::lint(book);
    std::cout << each_line(fs::path(folder).filename().string(), mistakes, results);
    good = good && mistakes.empty() &&
           std::all_of(results.begin(), results.end(), [](const auto& r) { return r.passed; });
  }
  return good ? 0 : 1;
}

int test(RulesOptions& o) {
  if (o.each) return test_each(o);
  const auto book = load(o, false);
  const auto results = rules::run_cases(book);
  std::size_t failed = 0;
  for (const auto& r : results) failed += r.passed ? 0 : 1;
  std::cout << (o.common.json ? cases_json(results) : cases_text(results, o.common.verbose));
  return failed > 0 ? 1 : 0;
}

void add(CLI::App& app, const std::shared_ptr<RulesOptions>& o, const char* name, const char* what,
         int (*body)(RulesOptions&), const std::shared_ptr<std::function<int()>>& chosen,
         const std::function<void(CLI::App&)>& more) {
  CLI::App* sub = app.add_subcommand(name, what);
  sub->add_option("--rules", o->folder, "folder of rules (default: the program's own)");
  more(*sub);
  add_common(*sub, o->common);
  sub->callback([o, body, chosen] { *chosen = [o, body] { return body(*o); }; });
}

void add_filter(CLI::App& sub, RuleFilter& f) {
  sub.add_option("--as-of", f.as_of, "only those in force on this day");
  sub.add_option("--region", f.region, "only those that bind in this administrative code");
  sub.add_option("--layer", f.layer, "only those that ask this layer kind");
  sub.add_option("--industry", f.industry, "only those that may concern this industry (GB/T 4754)");
  sub.add_option("--outcome", f.outcome, "only those with a branch or exception of this outcome");
  sub.add_flag("--unverified", f.unverified, "only those with a text that was not read");
}

}  // namespace

Command rules_command() {
  return {
      "rules",
      "list, show, check, test and export the rules",
      "  zonegate rules list --as-of 2026-10-01 --region 511800\n  zonegate rules show RL-01\n"
      "  zonegate rules check --rules my-rules\n  zonegate rules test --rules my-rules",
      [](CLI::App& app) {
        auto o = std::make_shared<RulesOptions>();
        auto chosen = std::make_shared<std::function<int()>>();
        app.require_subcommand(1);
        add(app, o, "list", "the rules, one a line", list, chosen, [o](CLI::App& sub) {
          add_filter(sub, o->filter);
          sub.add_flag("--checklists", o->checklists, "the checklists instead of the rules");
        });
        add(app, o, "show", "one rule or checklist with its clause, conditions and cases", show, chosen,
            [o](CLI::App& sub) { sub.add_option("ID", o->id, "id of a rule or checklist")->required(); });
        add(app, o, "check", "every mistake of every file, with file and line", check, chosen,
            [o](CLI::App& sub) {
              sub.add_option("--kinds", o->kinds, "folder of layer kinds (default: the program's own)");
            });
        add(app, o, "test", "runs the cases that stand beside each rule", test, chosen, [o](CLI::App& sub) {
          sub.add_flag("--each", o->each,
                       "every folder in --rules is a folder of rules of its own; one JSON line each");
        });
        add(app, o, "export", "all rules and cases for other programs", write, chosen, [o](CLI::App& sub) {
          sub.add_option("--as", o->format, "json")->check(CLI::IsMember({"json"}));
          sub.add_flag("--answers", o->answers, "with what the program answers to each case");
        });
        return [chosen] { return (*chosen)(); };
      },
      {"list", "show", "check", "test", "export"}};
}

}  // namespace zonegate::cli
