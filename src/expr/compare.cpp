// SPDX-License-Identifier: Apache-2.0
//
// One comparison over things that may be only partly known.
//
// A number is the interval [v, v], a limited quantity is [lo, hi] or (lo, hi]. a < b is certain if every value of a lies below every
// value of b, impossible if none does, else unknown; the same for the other orders. So a comparison never says more than the limits
// allow. An unknown value makes any comparison unknown, n/a makes it false: it is known, and matches nothing.
#include "expr/compare.h"

#include <algorithm>
#include <cmath>

namespace zonegate::expr {
namespace {

Truth truth(bool b) { return b ? Truth::yes : Truth::no; }

// A limit that is not a number, or limits in the wrong order, say nothing.
bool unusable(const Span& s) {
  return std::isnan(s.lo) || std::isnan(s.hi) || s.lo > s.hi || (s.lo == s.hi && s.open_lo);
}

Truth less(const Span& a, const Span& b) {
  if (a.hi < b.lo || (a.hi == b.lo && b.open_lo)) return Truth::yes;
  return a.lo >= b.hi ? Truth::no : Truth::unknown;
}

Truth less_equal(const Span& a, const Span& b) {
  if (a.hi <= b.lo) return Truth::yes;
  return a.lo > b.hi || (a.lo == b.hi && a.open_lo) ? Truth::no : Truth::unknown;
}

Truth equal(const Span& a, const Span& b) {
  if (a.exact() && b.exact()) return truth(a.lo == b.lo);
  return less(a, b) == Truth::yes || less(b, a) == Truth::yes ? Truth::no : Truth::unknown;
}

Truth compare_spans(Op op, const Span& a, const Span& b) {
  if (unusable(a) || unusable(b)) return Truth::unknown;
  switch (op) {
    case Op::eq:
      return equal(a, b);
    case Op::ne:
      return !equal(a, b);
    case Op::lt:
      return less(a, b);
    case Op::le:
      return less_equal(a, b);
    case Op::gt:
      return less(b, a);
    case Op::ge:
      return less_equal(b, a);
    default:
      return Truth::unknown;
  }
}

// Two known values of kinds that do not meet: they are not equal, and have no order.
Truth no_common_kind(Op op) {
  if (op == Op::eq) return Truth::no;
  return op == Op::ne ? Truth::yes : Truth::unknown;
}

std::optional<Span> as_span(const Term& t) {
  if (const auto* span = std::get_if<Span>(&t)) return *span;
  if (const auto number = as_number(std::get<Value>(t))) return Span::exact(*number);
  return std::nullopt;
}

bool is_number(const Term& t) {
  const auto* v = std::get_if<Value>(&t);
  return !v || std::holds_alternative<double>(*v);
}

template <class T>
const T* held(const Term& t) {
  const auto* v = std::get_if<Value>(&t);
  return v ? std::get_if<T>(v) : nullptr;
}

Truth compare_list(Op op, const std::vector<std::string>& list, const Term& other) {
  if (op != Op::eq && op != Op::ne) return Truth::unknown;
  Truth any = Truth::no;
  for (const auto& item : list) any = std::max(any, compare(Op::eq, Value(item), other));
  return op == Op::eq ? any : !any;
}

Truth compare_text(Op op, const std::string& a, const std::string& b) {
  if (op == Op::eq) return truth(a == b);
  if (op == Op::ne) return truth(a != b);
  const auto x = as_number(Value(a));
  const auto y = as_number(Value(b));
  if (x && y) return compare_spans(op, Span::exact(*x), Span::exact(*y));
  const int order = a.compare(b);
  return compare_spans(op, Span::exact(order), Span::exact(0));
}

Truth compare_booleans(Op op, const Value& a, const Value& b) {
  const auto x = as_bool(a);
  const auto y = as_bool(b);
  if (!x || !y) return no_common_kind(op);
  return compare_spans(op, Span::exact(*x), Span::exact(*y));
}

// Bytes of the code point at the front.
std::size_t code_point(std::string_view s) {
  std::size_t n = 1;
  while (n < s.size() && (static_cast<unsigned char>(s[n]) & 0xC0u) == 0x80u) ++n;
  return n;
}

// The usual two-pointer matcher: on a mismatch fall back to the last %, which then takes one character more. O(n m) at worst.
bool matches(std::string_view text, std::string_view pattern) {
  std::size_t t = 0, p = 0, star = std::string_view::npos, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '%') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == '_') {
      t += code_point(text.substr(t));
      ++p;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++t;
      ++p;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      resume += code_point(text.substr(resume));
      t = resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '%') ++p;
  return p == pattern.size();
}

std::optional<Date> date_of(const Term& t) {
  const auto* text = held<std::string>(t);
  return text ? Date::parse(*text) : std::nullopt;
}

// The day of the same number so many years later; where there is none (29 February) the last day of the month. A period of years ends with that day.
Date years_later(Date day, int years) {
  day.year += years;
  const bool leap = (day.year % 4 == 0 && day.year % 100 != 0) || day.year % 400 == 0;
  if (day.month == 2 && day.day == 29 && !leap) day.day = 28;
  return day;
}

}  // namespace

Truth older_than(const Term& date, const Term& day, const Value& years) {
  if (held<NotApplicable>(date) || held<NotApplicable>(day)) return Truth::no;
  const auto from = date_of(date);
  const auto until = date_of(day);
  const auto count = as_number(years);
  if (!from || !until || !count) return Truth::unknown;
  return truth(years_later(*from, static_cast<int>(*count)) < *until);
}

Truth compare(Op op, const Term& a, const Term& b) {
  if (held<Unknown>(a) || held<Unknown>(b)) return Truth::unknown;
  if (held<NotApplicable>(a) || held<NotApplicable>(b)) return Truth::no;
  if (const auto* list = held<std::vector<std::string>>(a)) return compare_list(op, *list, b);
  if (const auto* list = held<std::vector<std::string>>(b)) return compare_list(op, *list, a);
  if (is_number(a) || is_number(b)) {
    const auto x = as_span(a);
    const auto y = as_span(b);
    return x && y ? compare_spans(op, *x, *y) : no_common_kind(op);
  }
  if (held<bool>(a) || held<bool>(b)) return compare_booleans(op, std::get<Value>(a), std::get<Value>(b));
  return compare_text(op, *held<std::string>(a), *held<std::string>(b));
}

Truth like(const Term& a, const std::string& pattern) {
  if (std::holds_alternative<Span>(a) || held<Unknown>(a)) return Truth::unknown;
  if (held<NotApplicable>(a)) return Truth::no;
  if (const auto* list = held<std::vector<std::string>>(a)) {
    return truth(
        std::any_of(list->begin(), list->end(), [&](const auto& item) { return matches(item, pattern); }));
  }
  return truth(matches(to_text(std::get<Value>(a)), pattern));
}

}  // namespace zonegate::expr
