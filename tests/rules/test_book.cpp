// SPDX-License-Identifier: Apache-2.0
// The rules that are shipped: they load without a mistake, owe no case, pass all their cases, and each case earns its keep.
#include <algorithm>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::rules;

namespace {

RuleBook shipped() {
  config::Mistakes m;
  RuleBook book = rules::load(std::string(ZONEGATE_SOURCE_DIR) + "/rules", m);
  for (const auto& mistake : m) UNSCOPED_INFO(config::to_line(mistake));
  REQUIRE(m.empty());
  return book;
}

bool notices(const RuleBook& book, const Rule& mutant) {
  RuleBook one;
  one.instruments = book.instruments;
  one.rules = {mutant};
  const auto results = run_cases(one);
  return std::any_of(results.begin(), results.end(), [](const CaseResult& r) { return !r.passed; });
}

// Every leaf of a condition that compares a measure with a number.
void measure_leaves(expr::Node& node, const Rule& rule, std::vector<expr::Node*>& leaves) {
  for (auto& child : node.children) measure_leaves(child, rule, leaves);
  if (rule.measures.count(node.name) && node.values.size() == 1 &&
      std::holds_alternative<double>(node.values[0]))
    leaves.push_back(&node);
}

expr::Op other_edge(expr::Op op) {
  switch (op) {
    case expr::Op::lt:
      return expr::Op::le;
    case expr::Op::le:
      return expr::Op::lt;
    case expr::Op::gt:
      return expr::Op::ge;
    case expr::Op::ge:
      return expr::Op::gt;
    default:
      return op;
  }
}

bool in_both_languages(const Text& text) { return text.zh.empty() == text.en.empty(); }

}  // namespace

TEST_CASE("the shipped rules load, owe no case, and all cases pass") {
  const RuleBook book = shipped();
  for (const auto& mistake : lint(book)) {
    UNSCOPED_INFO(config::to_line(mistake));
    CHECK(mistake.message.empty());
  }
  const auto results = run_cases(book);
  for (const auto& r : results) {
    INFO(r.file << ":" << r.line << ": " << r.name << ": " << r.message);
    CHECK(r.passed);
  }
  CHECK(results.size() > 150);
}

TEST_CASE("the first rules are there") {
  const RuleBook book = shipped();
  for (const auto* id : {"ZN-01", "ZN-02", "RL-01", "RL-02", "RL-05", "PA-00", "PA-00-2017", "PA-03", "PA-04",
                         "PA-05", "WS-02", "WS-03", "YZ-01", "FM-01", "FM-04", "IN-01"}) {
    INFO(id);
    CHECK(book.find(id) != nullptr);
  }
  CHECK(book.find("ZZ-99") == nullptr);
  CHECK(book.horizon.has_value());
}

TEST_CASE("what is not verified says why; every title is in both languages") {
  for (const auto& rule : shipped().rules) {
    INFO(rule.id);
    CHECK_FALSE(rule.title.zh.empty());
    CHECK_FALSE(rule.title.en.empty());
    for (const auto& s : rule.sources) CHECK((s.verified || !s.note.empty()));
    for (const auto& b : rule.branches) CHECK(in_both_languages(b.action));
  }
}

TEST_CASE("notes, and what measures are of, are in both languages") {
  const RuleBook book = shipped();
  const auto check = [](const Rule& rule) {
    INFO(rule.id);
    CHECK(in_both_languages(rule.note));
    for (const auto& s : rule.sources) CHECK(in_both_languages(s.note));
    for (const auto& [name, title] : rule.measure_titles) {
      INFO(name);
      CHECK((in_both_languages(title) && !title.empty()));
    }
  };
  for (const auto& rule : book.rules) check(rule);
  for (const auto& list : book.checklists) check(list.head);
}

TEST_CASE("cases notice a changed outcome, threshold or operator of every branch") {
  const RuleBook book = shipped();
  int mutants = 0;
  for (const auto& rule : book.rules) {
    for (std::size_t b = 0; b < rule.branches.size(); ++b) {
      INFO(rule.id << " branch " << b + 1);
      const auto check = [&](const char* what, const Rule& mutant) {
        INFO(what);
        CHECK(notices(book, mutant));
        ++mutants;
      };
      for (const Outcome o :
           {Outcome::allowed, Outcome::conditional, Outcome::restricted, Outcome::prohibited}) {
        Rule mutant = rule;
        if (o == rule.branches[b].outcome) continue;
        mutant.branches[b].outcome = o;
        check("outcome", mutant);
      }
      Rule flipped = rule;
      flipped.branches[b].certain = !flipped.branches[b].certain;
      if (rule.branches[b].outcome != Outcome::allowed) check("certain", flipped);
      Rule copy = rule;
      std::vector<expr::Node*> leaves;
      measure_leaves(copy.branches[b].when, rule, leaves);
      for (auto* leaf : leaves) {
        const expr::Node kept = *leaf;
        leaf->op = other_edge(kept.op);
        check("operator", copy);
        *leaf = kept;
        for (const double shift : {-1.0, 1.0}) {
          leaf->values[0] = std::get<double>(kept.values[0]) + shift;
          check("threshold", copy);
          *leaf = kept;
        }
      }
    }
  }
  CHECK(mutants > 250);
}

TEST_CASE("cases notice an exception that is dropped or answers otherwise") {
  const RuleBook book = shipped();
  for (const auto& rule : book.rules) {
    for (std::size_t e = 0; e < rule.exceptions.size(); ++e) {
      INFO(rule.id << " exception " << e + 1);
      Rule dropped = rule;
      dropped.exceptions.erase(dropped.exceptions.begin() + static_cast<std::ptrdiff_t>(e));
      for (auto& c : dropped.cases) c.exception.reset();
      CHECK(notices(book, dropped));
      Rule changed = rule;
      changed.exceptions[e].outcome = Outcome::allowed;
      CHECK(notices(book, changed));
    }
  }
}

TEST_CASE("the JSON Schema for editors knows the same words as the program") {
  std::ifstream file(std::string(ZONEGATE_SOURCE_DIR) + "/docs/schema/rule.schema.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  REQUIRE_FALSE(text.empty());
  const auto has = [&](std::string_view word) {
    return text.find('"' + std::string(word) + '"') != std::string::npos;
  };
  for (const auto& kind : schema::kinds()) CHECK(has(kind.key));
  for (const auto type : schema::find_attribute("project_type")->values) CHECK(has(type));
  for (const auto activity : schema::find_attribute("activity")->values) CHECK(has(activity));
  for (const auto role : schema::find_attribute("role")->values) CHECK(has(role));
}
