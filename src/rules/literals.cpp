// SPDX-License-Identifier: Apache-2.0
//
// What a name is compared with: is it a value that the name can have at all? Of a closed list that is one of its words, of the national
// classification of industries one of its codes, as for what projects state; a pattern has to match one of them.
#include <fmt/format.h>

#include <algorithm>

#include "rules/condition.h"

namespace zonegate::rules {
namespace {

using config::Mistakes;

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const auto w : words) text += (text.empty() ? "" : ", ") + std::string(w);
  return text;
}

// As it has to be written.
std::string type_word(const NameInfo& info) {
  const std::string sort(sort_of(info));
  return sort == "a date" ? "a date in quotes (\"2026-08-15\")" : sort;
}

bool fits(const NameInfo& info, const Value& value) {
  const bool number = std::holds_alternative<double>(value);
  const auto* text = std::get_if<std::string>(&value);
  if (info.measure) return number;
  switch (info.type) {
    case schema::Type::boolean:
      return std::holds_alternative<bool>(value);
    case schema::Type::number:
    case schema::Type::integer:
      return number;
    case schema::Type::date:
      return text && Date::parse(*text);
    case schema::Type::text:
    case schema::Type::list:
      break;
  }
  return number || text;
}

std::string expected(const std::string& word, const std::vector<std::string_view>& values) {
  const std::string guess =
      schema::nearest_word(word, std::vector<std::string>(values.begin(), values.end()));
  return guess.empty() ? "expected one of: " + joined(values) : "did you mean '" + guess + "'?";
}

bool is_industry(std::string_view name) { return name == "industry" || name == "industries"; }

// As projects state it: "2611" is C2611. Empty: it is no code.
std::string industry_of(const Value& stated) {
  const auto code = schema::parse_value(*schema::find_attribute("industry"), stated);
  return code && std::holds_alternative<std::string>(*code) ? to_text(*code) : std::string();
}

// The digits tell the section, so Z12 is C12; else what is left when signs at the end are dropped: C30999 -> C3099.
std::string nearest_industry(const Value& stated) {
  std::string text = to_text(stated);
  for (const auto& guess :
       {industry_of(stated), industry_of(Value(text.substr(std::min<std::size_t>(1, text.size()))))}) {
    if (!guess.empty()) return guess;
  }
  for (; text.size() > 1; text.pop_back()) {
    if (std::string guess = industry_of(Value(text)); !guess.empty()) return guess;
  }
  return {};
}

// Letters, and two to four digits behind them where the division exists. The classification has fewer of the longer ones; which, the project's attribute does not
// know either.
std::vector<std::string> make_industries() {
  std::vector<std::string> codes;
  for (char letter = 'A'; letter <= 'T'; ++letter) codes.emplace_back(1, letter);
  for (int number = 0; number < 10000; ++number) {
    const std::string digits = fmt::format("{:04}", number);
    const std::string code = industry_of(Value(digits));
    if (code.empty()) continue;
    codes.push_back(code);
    if (number % 10 == 0) codes.push_back(code.substr(0, 4));
    if (number % 100 == 0) codes.push_back(code.substr(0, 3));
  }
  return codes;
}

bool some_match(const auto& words, const Value& pattern) {
  const expr::Node node{expr::Op::like, {}, "word", "", {pattern}, 0};
  return std::any_of(words.begin(), words.end(), [&](const auto& word) {
    const auto lookup = [&](std::string_view) -> expr::Term { return Value(std::string(word)); };
    return expr::evaluate(node, lookup) == expr::Truth::yes;
  });
}

void fail_industry(const std::string& stated, const std::string& code, const config::Node& node,
                   Mistakes& m) {
  const std::string guess = nearest_industry(Value(code));
  node.fail(m,
            fmt::format("'{}' is no code of GB/T 4754-2017 (a letter and 0 to 4 digits){}", stated,
                        guess.empty() ? "" : "; did you mean '" + guess + stated.substr(code.size()) + "'?"));
}

}  // namespace

std::string_view sort_of(const NameInfo& info) {
  if (info.measure) return "a number";
  switch (info.type) {
    case schema::Type::boolean:
      return "true or false";
    case schema::Type::date:
      return "a date";
    case schema::Type::number:
    case schema::Type::integer:
      return "a number";
    case schema::Type::text:
    case schema::Type::list:
      break;
  }
  return "text";
}

bool check_industry(const Value& code, const config::Node& node, Mistakes& m) {
  const std::string text = to_text(code);
  if (industry_of(code) == text && std::holds_alternative<std::string>(code)) return true;
  fail_industry(text, text, node, m);
  return false;
}

bool check_literal(const NameInfo& info, std::string_view name, const Value& value, const config::Node& node,
                   Mistakes& m) {
  if (!fits(info, value)) {
    node.fail(m,
              fmt::format("'{}' is compared with '{}'; expected {}", name, to_text(value), type_word(info)));
    return false;
  }
  if (is_industry(name)) return check_industry(value, node, m);
  const std::string word = to_text(value);
  if (info.values.empty() || word.empty()) return true;
  if (std::find(info.values.begin(), info.values.end(), word) != info.values.end()) return true;
  node.fail(m, fmt::format("'{}' is no value of '{}'; {}", word, name, expected(word, info.values)));
  return false;
}

bool check_pattern(const NameInfo& info, std::string_view name, const Value& pattern,
                   const config::Node& node, Mistakes& m) {
  const std::string text = to_text(pattern);
  if (is_industry(name)) {
    static const auto kIndustries = make_industries();
    if (some_match(kIndustries, pattern)) return true;
    fail_industry(text, text.substr(0, text.find_first_of("%_")), node, m);
    return false;
  }
  if (info.values.empty() || some_match(info.values, pattern)) return true;
  std::string word = text;
  std::erase_if(word, [](char c) { return c == '%' || c == '_'; });
  node.fail(m, fmt::format("no value of '{}' matches the pattern '{}'; {}", name, text,
                           expected(word, info.values)));
  return false;
}

}  // namespace zonegate::rules
