// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <set>

#include "carbon/carbon.h"
#include "cli/carbon_commands.h"
#include "cli/carbon_output.h"
#include "cli/common.h"
#include "schema/schema.h"

namespace zonegate::cli {
namespace {

struct FactorOptions {
  Common common;
  std::string folder, user, id;
  std::string quantity, species, region, edition, status;
};

// Every mistake of every table is printed, then the command ends with exit code 2.
carbon::FactorLibrary load(FactorOptions& o) {
  if (o.folder.empty()) o.folder = data_folder("rules/factors/library");
  std::vector<Issue> issues;
  carbon::FactorLibrary library = carbon::read_factors(o.folder, o.user, issues);
  if (issues.empty()) return library;
  std::string text;
  for (const auto& issue : issues) text += (text.empty() ? "" : "\n") + to_line(issue);
  throw Error(ErrorKind::usage, text, std::to_string(issues.size()) + " mistakes; mend these tables");
}

// A filter that nothing in the library can meet is a slip of the pen, not an empty answer.
void check_word(const carbon::FactorLibrary& library, const std::string& option, const std::string& word,
                const std::string carbon::Factor::*field) {
  if (word.empty()) return;
  std::set<std::string> known;
  for (const auto& row : library.rows()) known.insert(row.*field);
  if (known.contains(word)) return;
  const std::string near = schema::nearest_word(word, {known.begin(), known.end()});
  throw Error(ErrorKind::usage, fmt::format("no factor has the {} {}", option, word),
              near.empty() ? "zonegate carbon factors list shows them all" : "did you mean " + near + "?");
}

bool holds_in(const std::string& row, const std::string& region) {
  return region.empty() || row == "00" || region.starts_with(row);
}

std::vector<const carbon::Factor*> chosen_factors(const carbon::FactorLibrary& library,
                                                  const FactorOptions& o) {
  check_word(library, "quantity", o.quantity, &carbon::Factor::quantity);
  check_word(library, "species", o.species, &carbon::Factor::species);
  check_word(library, "edition", o.edition, &carbon::Factor::edition);
  std::vector<const carbon::Factor*> chosen;
  for (const auto& row : library.rows()) {
    if (!o.quantity.empty() && row.quantity != o.quantity) continue;
    if (!o.species.empty() && row.species != o.species) continue;
    if (!o.edition.empty() && row.edition != o.edition) continue;
    if (!o.status.empty() && to_string(row.status) != o.status) continue;
    if (holds_in(row.region, o.region)) chosen.push_back(&row);
  }
  return chosen;
}

int list(FactorOptions& o) {
  const auto library = load(o);
  const auto chosen = chosen_factors(library, o);
  std::cout << (o.common.json ? factors_json(chosen) : factors_text(chosen, lang_of(o.common)));
  return 0;
}

int show(FactorOptions& o) {
  const auto library = load(o);
  const auto* row = library.by_id(o.id);
  if (row == nullptr) {
    std::vector<std::string> known;
    for (const auto& one : library.rows()) known.push_back(one.id);
    const std::string near = schema::nearest_word(o.id, known);
    throw Error(ErrorKind::usage, "there is no factor " + o.id,
                near.empty() ? "zonegate carbon factors list names them all" : "did you mean " + near + "?");
  }
  std::cout << (o.common.json ? factors_json({row}) : factor_text(*row, library, lang_of(o.common)));
  return 0;
}

int check(FactorOptions& o) {
  const auto library = load(o);
  std::cout << (o.common.json ? library_json(library) : library_text(library));
  return 0;
}

void add_factor_verb(CLI::App& app, const std::shared_ptr<FactorOptions>& o, const char* name,
                     const char* what, int (*body)(FactorOptions&), const Chosen& chosen,
                     const std::function<void(CLI::App&)>& more) {
  CLI::App* sub = app.add_subcommand(name, what);
  sub->add_option("--library", o->folder, "folder of factor tables (default: the program's own)");
  sub->add_option("--factors", o->user, "folder of your own tables: their rows come before the library's");
  more(*sub);
  add_common(*sub, o->common);
  sub->callback([o, body, chosen] { *chosen = [o, body] { return body(*o); }; });
}

}  // namespace

void add_carbon_factors(CLI::App& parent, const Chosen& chosen) {
  auto o = std::make_shared<FactorOptions>();
  CLI::App* app = parent.add_subcommand("factors", "list, show and check the factor library");
  app->require_subcommand(1);
  add_factor_verb(*app, o, "list", "the factors, one a line", list, chosen, [o](CLI::App& sub) {
    sub.add_option("--quantity", o->quantity,
                   "only this quantity: svd, bef_above, bef_whole, rsr, cf, fang_a, ...");
    sub.add_option("--species", o->species, "only this species or group, as it is written in the tables");
    sub.add_option("--region", o->region, "only those that hold in this administrative code");
    sub.add_option("--edition", o->edition, "only this edition");
    sub.add_option("--status", o->status, "seen, cross-checked, unverified or demo")
        ->check(CLI::IsMember({"seen", "cross-checked", "unverified", "demo"}));
    sub.footer(
        "Examples:\n  zonegate carbon factors list --quantity svd --region 511800\n"
        "  zonegate carbon factors list --species 马尾松 --status seen --json");
  });
  add_factor_verb(*app, o, "show", "one factor with its source, and what stands beside it", show, chosen,
                  [o](CLI::App& sub) {
                    sub.add_option("ID", o->id, "id of a factor")->required();
                    sub.footer("Examples:\n  zonegate carbon factors show fang-2007.fang_a.masson-pine");
                  });
  add_factor_verb(
      *app, o, "check", "every mistake of every table, with file and line; what your rows replace", check,
      chosen,
      [](CLI::App& sub) { sub.footer("Examples:\n  zonegate carbon factors check --factors my-factors"); });
}

}  // namespace zonegate::cli
