// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "cli/common.h"
#include "cli/rules_output.h"
#include "rules/rules.h"

namespace zonegate::cli {
namespace {

struct Options {
  Common common;
  std::string folder, id, as_of, region;
};

// Loads the rules; every mistake of every file is printed, then the command ends with exit code 2.
rules::RuleBook load(Options& o, bool strict) {
  if (o.folder.empty()) o.folder = data_folder("rules");
  config::Mistakes mistakes;
  rules::RuleBook book = rules::load(o.folder, mistakes);
  if (strict) {
    for (auto& mistake : rules::lint(book)) mistakes.push_back(std::move(mistake));
  }
  if (mistakes.empty()) return book;
  std::string text;
  for (const auto& mistake : mistakes) text += (text.empty() ? "" : "\n") + config::to_line(mistake);
  throw Error(ErrorKind::usage, text, std::to_string(mistakes.size()) + " mistakes; mend these files");
}

int list(Options& o) {
  const auto book = load(o, false);
  std::vector<const rules::Rule*> chosen;
  for (const auto& rule : book.rules) {
    const auto at = book.instruments.find(rule.instrument);
    const auto* instrument = at == book.instruments.end() ? nullptr : &at->second;
    if (!o.as_of.empty() && !rules::in_force(rule, instrument, parse_date_option("--as-of", o.as_of)))
      continue;
    if (!o.region.empty() && !rules::binds(rule, {o.region})) continue;
    chosen.push_back(&rule);
  }
  std::cout << (o.common.json ? list_json(chosen) : list_text(chosen, lang_of(o.common)));
  return 0;
}

int show(Options& o) {
  const auto book = load(o, false);
  const auto* rule = book.find(o.id);
  if (!rule) {
    std::vector<std::string> known;
    for (const auto& r : book.rules) known.push_back(r.id);
    const std::string near = schema::nearest_word(o.id, known);
    throw Error(ErrorKind::usage, "there is no rule " + o.id,
                near.empty() ? "zonegate rules list names them all" : "did you mean " + near + "?");
  }
  std::cout << show_text(*rule, book, lang_of(o.common));
  return 0;
}

int check(Options& o) {
  const auto book = load(o, true);
  std::size_t cases = 0;
  for (const auto& rule : book.rules) cases += rule.cases.size();
  std::cout << book.rules.size() << " rules, " << book.instruments.size() << " instruments, " << cases
            << " cases: no mistake\n";
  return 0;
}

int test(Options& o) {
  const auto book = load(o, false);
  const auto results = rules::run_cases(book);
  std::size_t failed = 0;
  for (const auto& r : results) failed += r.passed ? 0 : 1;
  std::cout << (o.common.json ? cases_json(results) : cases_text(results, o.common.verbose));
  return failed > 0 ? 1 : 0;
}

void add(CLI::App& app, const std::shared_ptr<Options>& o, const char* name, const char* what,
         int (*body)(Options&), const std::shared_ptr<std::function<int()>>& chosen,
         const std::function<void(CLI::App&)>& more) {
  CLI::App* sub = app.add_subcommand(name, what);
  sub->add_option("--rules", o->folder, "folder of rules (default: the program's own)");
  more(*sub);
  add_common(*sub, o->common);
  sub->callback([o, body, chosen] { *chosen = [o, body] { return body(*o); }; });
}

}  // namespace

Command rules_command() {
  return {"rules",
          "list, show, check and test the rules",
          "  zonegate rules list --as-of 2026-10-01 --region 511800\n  zonegate rules show RL-01\n"
          "  zonegate rules check --rules my-rules\n  zonegate rules test --rules my-rules",
          [](CLI::App& app) {
            auto o = std::make_shared<Options>();
            auto chosen = std::make_shared<std::function<int()>>();
            app.require_subcommand(1);
            add(app, o, "list", "the rules, one a line", list, chosen, [o](CLI::App& sub) {
              sub.add_option("--as-of", o->as_of, "only those in force on this day");
              sub.add_option("--region", o->region, "only those that bind in this administrative code");
            });
            add(app, o, "show", "one rule with its clause, conditions and cases", show, chosen,
                [o](CLI::App& sub) { sub.add_option("ID", o->id, "rule id")->required(); });
            add(app, o, "check", "every mistake of every file, with file and line", check, chosen,
                [](CLI::App&) {});
            add(app, o, "test", "runs the cases that stand beside each rule", test, chosen, [](CLI::App&) {});
            return [chosen] { return (*chosen)(); };
          },
          {"list", "show", "check", "test"}};
}

}  // namespace zonegate::cli
