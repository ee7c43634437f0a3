// SPDX-License-Identifier: Apache-2.0
//
// A rule book from a folder: instruments.yaml, and every <region>/<family>/<ID>.yaml. The order of reading is the order of names, so
// that the book and its list of mistakes are the same on every machine.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "rules/reader.h"

namespace zonegate::rules {
namespace {

namespace fs = std::filesystem;
using config::Mistakes;

bool is_rule_file(const fs::path& path) {
  return (path.extension() == ".yaml" || path.extension() == ".yml") && path.filename() != "instruments.yaml";
}

// `factors` holds coefficients, `tables` dated tables, `checklists` what load_checklists reads.
bool holds_no_rules(const fs::path& path) {
  const auto name = path.filename();
  return name == "factors" || name == "tables" || name == "checklists";
}

// Rule files below `folder`, sorted.
std::vector<std::string> rule_files(const fs::path& folder, std::error_code& error) {
  std::vector<std::string> files;
  fs::recursive_directory_iterator it(folder, error), end;
  for (; !error && it != end; it.increment(error)) {
    if (it->is_directory() && holds_no_rules(it->path())) it.disable_recursion_pending();
    if (it->is_regular_file() && is_rule_file(it->path())) files.push_back(it->path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// cn holds rules of everywhere, cn-51 those of Sichuan, cn-511800 those of Ya'an.
void check_place(const fs::path& folder, const Rule& rule, Mistakes& m) {
  const fs::path path(rule.file);
  if (path.stem().string() != rule.id) {
    m.push_back({rule.file, 0, fmt::format("the file must be called {}.yaml, as its id", rule.id)});
  }
  const std::string top = fs::relative(path, folder).begin()->string();
  // Of several regions the first names the folder.
  const std::string expected =
      rule.region == "00" ? "cn" : "cn-" + rule.region.substr(0, rule.region.find(','));
  if (top != expected)
    m.push_back(
        {rule.file, 0, fmt::format("a rule of region \"{}\" belongs into {}/", rule.region, expected)});
}

void check_ids(const std::vector<Rule>& rules, Mistakes& m) {
  for (std::size_t i = 1; i < rules.size(); ++i) {
    if (rules[i].id != rules[i - 1].id) continue;
    m.push_back(
        {rules[i].file, rules[i].line, fmt::format("id {} is taken by {}", rules[i].id, rules[i - 1].file)});
  }
}

}  // namespace

const Rule* RuleBook::find(std::string_view id) const {
  const auto at = std::lower_bound(rules.begin(), rules.end(), id,
                                   [](const Rule& r, std::string_view wanted) { return r.id < wanted; });
  return at != rules.end() && at->id == id ? &*at : nullptr;
}

RuleBook load(const std::string& folder, Mistakes& mistakes) {
  RuleBook book;
  Mistakes m;
  std::error_code error;
  const auto files = rule_files(folder, error);
  const std::string instruments = (fs::path(folder) / "instruments.yaml").string();
  if (error) {
    mistakes.push_back({folder, 0, "the folder of rules cannot be read: " + error.message()});
    return book;
  }
  InstrumentFile read = read_instruments(config::load(instruments, m), m);
  book.instruments = std::move(read.instruments);
  book.horizon = read.horizon;
  if (files.empty() && !fs::exists(fs::path(folder) / "checklists"))
    m.push_back({folder, 0, "there is no rule in this folder (expected <region>/<family>/<ID>.yaml)"});
  for (const auto& file : files) {
    const config::Node root = config::load(file, m);
    if (!root.exists()) continue;
    Rule rule = read_rule(root, m);
    check_place(folder, rule, m);
    check_sources(rule, book.instruments, m);
    book.rules.push_back(std::move(rule));
  }
  std::stable_sort(book.rules.begin(), book.rules.end(),
                   [](const Rule& a, const Rule& b) { return a.id < b.id; });
  check_ids(book.rules, m);
  book.files = files;
  book.files.push_back(instruments);
  load_checklists(folder, book, m);
  std::sort(book.files.begin(), book.files.end());
  std::stable_sort(m.begin(), m.end(), [](const auto& a, const auto& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  mistakes.insert(mistakes.end(), m.begin(), m.end());
  return book;
}

}  // namespace zonegate::rules
