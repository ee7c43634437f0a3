// SPDX-License-Identifier: Apache-2.0
#include <muParser.h>

#include <cmath>
#include <limits>

#include "algebra/algebra.h"

#include <fmt/format.h>

namespace zonegate::algebra {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double floor_of(double v) { return std::floor(v); }
double ceil_of(double v) { return std::ceil(v); }
// The sign of the divisor, as in mathematics: mod(-1, 3) is 2.
double mod_of(double a, double b) { return a - b * std::floor(a / b); }

// muParser would take "a = 3" for an assignment: every cell would have the value 3 from then on.
std::optional<std::size_t> lone_equals(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') continue;
    if (i + 1 < text.size() && text[i + 1] == '=') {
      ++i;
      continue;
    }
    if (i == 0 || (text[i - 1] != '<' && text[i - 1] != '>' && text[i - 1] != '!')) return i;
  }
  return std::nullopt;
}

// "a * 0,5" is a list to muParser, worth its last number: a comma belongs between the arguments of a function.
std::optional<std::size_t> stray_comma(const std::string& text) {
  std::vector<bool> calls;  // of each open parenthesis: does a function stand before it?
  char before = ' ';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(')
      calls.push_back((before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z') ||
                      (before >= '0' && before <= '9') || before == '_');
    if (c == ')' && !calls.empty()) calls.pop_back();
    if (c == ',' && (calls.empty() || !calls.back())) return i;
    if (c != ' ') before = c;
  }
  return std::nullopt;
}

}  // namespace

struct Expression::Impl {
  mu::Parser parser;
  std::vector<double> values;  // what the parser reads; never moves
  std::vector<std::size_t> used;
};

Expression::Expression(const std::string& text, const std::vector<std::string>& names)
    : impl_(std::make_unique<Impl>()) {
  impl_->values.resize(names.size());
  if (const auto at = lone_equals(text))
    throw Error(ErrorKind::usage,
                "the formula \"" + text + "\" cannot be understood at character " + std::to_string(*at + 1) +
                    ": = is no comparison",
                "write == ; rasters are called " + fmt::format("{}", fmt::join(names, ", ")));
  if (const auto at = stray_comma(text))
    throw Error(
        ErrorKind::usage,
        "the formula \"" + text + "\" cannot be understood at character " + std::to_string(*at + 1) +
            ": a comma outside a function",
        "decimals have a point: 0.5 ; rasters are called " + fmt::format("{}", fmt::join(names, ", ")));
  try {
    impl_->parser.DefineFun("floor", floor_of);
    impl_->parser.DefineFun("ceil", ceil_of);
    impl_->parser.DefineFun("mod", mod_of);
    for (std::size_t i = 0; i < names.size(); ++i) impl_->parser.DefineVar(names[i], &impl_->values[i]);
    impl_->parser.SetExpr(text);
    const auto found = impl_->parser.GetUsedVar();
    impl_->parser.Eval();
    for (std::size_t i = 0; i < names.size(); ++i)
      if (found.contains(names[i])) impl_->used.push_back(i);
  } catch (const mu::Parser::exception_type& error) {
    throw Error(ErrorKind::usage,
                "the formula \"" + text + "\" cannot be understood at character " +
                    std::to_string(error.GetPos() + 1) + ": " + error.GetMsg(),
                "rasters are called " + fmt::format("{}", fmt::join(names, ", ")) +
                    "; write for example (b - a) / a, a > 30 ? 1 : 0");
  }
}
Expression::~Expression() = default;
Expression::Expression(Expression&&) noexcept = default;
const std::vector<std::size_t>& Expression::used() const { return impl_->used; }

std::int64_t Expression::operator()(std::span<const std::span<const double>> inputs, std::span<double> out) {
  std::int64_t infinite = 0;
  auto& values = impl_->values;
  for (std::size_t i = 0; i < out.size(); ++i) {
    bool known = true;
    for (const std::size_t k : impl_->used) {
      values[k] = inputs[k][i];
      known = known && !std::isnan(values[k]);
    }
    if (!known) {
      out[i] = kNone;
      continue;
    }
    const double v = impl_->parser.Eval();
    const bool finite = std::isfinite(v);
    infinite += finite ? 0 : 1;
    out[i] = finite ? v : kNone;
  }
  return infinite;
}

}  // namespace zonegate::algebra
