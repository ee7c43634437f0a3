// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cmath>

#include "core/core.h"

namespace zonegate {
namespace {

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

std::string_view trimmed(std::string_view s) {
  const auto first = s.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return s.substr(first, s.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

std::string to_text(const Value& v) {
  return std::visit(Overloaded{
                        [](Unknown) { return std::string("unknown"); },
                        [](NotApplicable) { return std::string("n/a"); },
                        [](bool b) { return std::string(b ? "true" : "false"); },
                        [](double d) {  // a code of digits stays one: 100000, not 1e+05
                          return std::abs(d) < 1e15 && d == std::trunc(d) ? fixed(d, 0) : shortest(d);
                        },
                        [](const std::string& s) { return s; },
                        [](const std::vector<std::string>& list) {
                          std::string joined;
                          for (const auto& item : list) joined += (joined.empty() ? "" : ";") + item;
                          return joined;
                        },
                    },
                    v);
}

std::optional<double> as_number(const Value& v) {
  if (const auto* d = std::get_if<double>(&v)) return *d;
  if (const auto* b = std::get_if<bool>(&v)) return *b ? 1.0 : 0.0;
  const auto* s = std::get_if<std::string>(&v);
  if (!s) return std::nullopt;
  const std::string_view text = trimmed(*s);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::optional<bool> as_bool(const Value& v) {
  if (const auto* b = std::get_if<bool>(&v)) return *b;
  if (const auto* d = std::get_if<double>(&v)) {
    if (*d == 1) return true;
    if (*d == 0) return false;
    return std::nullopt;
  }
  const auto* s = std::get_if<std::string>(&v);
  if (!s) return std::nullopt;
  const std::string_view text = trimmed(*s);
  for (const std::string_view yes :
       {"true", "True", "TRUE", "是", "yes", "Yes", "YES", "Y", "y", "1", "有", "√", "✓", "☑"}) {
    if (text == yes) return true;
  }
  for (const std::string_view no :
       {"false", "False", "FALSE", "否", "no", "No", "NO", "N", "n", "0", "无", "×", "✗"}) {
    if (text == no) return false;
  }
  return std::nullopt;
}

void serial_for(std::size_t n, const std::function<void(std::size_t)>& body) {
  for (std::size_t i = 0; i < n; ++i) body(i);
}

}  // namespace zonegate
