// SPDX-License-Identifier: Apache-2.0
//
// core: the words that every module shares. Units as types, dates, values with "unknown" and "not applicable",
// data problems as values (Issue) and the one exception type (Error).
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zonegate {

// ---------------------------------------------------------------------------------------------------- units
// A number with its unit. No bare double crosses a module border where a unit exists; `.value` is the way out.
template <class Tag>
struct Quantity {
  double value = 0;

  constexpr Quantity() = default;
  explicit constexpr Quantity(double v) : value(v) {}

  constexpr Quantity& operator+=(Quantity o) {
    value += o.value;
    return *this;
  }
  constexpr Quantity& operator-=(Quantity o) {
    value -= o.value;
    return *this;
  }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity(a.value + b.value); }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity(a.value - b.value); }
  friend constexpr Quantity operator*(Quantity a, double k) { return Quantity(a.value * k); }
  friend constexpr Quantity operator*(double k, Quantity a) { return Quantity(a.value * k); }
  friend constexpr Quantity operator/(Quantity a, double k) { return Quantity(a.value / k); }
  friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
  friend constexpr auto operator<=>(Quantity a, Quantity b) = default;
};

using Metres = Quantity<struct MetresTag>;
using SquareMetres = Quantity<struct SquareMetresTag>;
using Hectares = Quantity<struct HectaresTag>;
using TonnesC = Quantity<struct TonnesCTag>;
using TonnesCo2e = Quantity<struct TonnesCo2eTag>;
using Ratio = Quantity<struct RatioTag>;
using Degrees = Quantity<struct DegreesTag>;

constexpr Hectares to_hectares(SquareMetres a) { return Hectares(a.value / 10000.0); }
constexpr SquareMetres to_square_metres(Hectares a) { return SquareMetres(a.value * 10000.0); }
// 1 mu (亩) = 10000/15 m2 exactly.
constexpr double to_mu(SquareMetres a) { return a.value * 15.0 / 10000.0; }
// Mass ratio of CO2 to C, exactly 44/12 (not 3.67).
constexpr TonnesCo2e to_co2e(TonnesC c) { return TonnesCo2e(c.value * 44.0 / 12.0); }

// ---------------------------------------------------------------------------------------------------- dates
// A calendar day (proleptic Gregorian, Beijing). Intervals of law and layers are half-open: [from, to).
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;

  // Reads 2026-08-15, 2026/8/15, 2026.8.15 and 2026年8月15日; anything else, or a day that does not exist, gives nullopt.
  static std::optional<Date> parse(std::string_view text);
  std::string iso() const;
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

// --------------------------------------------------------------------------------------------------- values
struct Unknown {  // nobody said; may be anything
  friend constexpr bool operator==(Unknown, Unknown) { return true; }
};
struct NotApplicable {  // known, and matches nothing (不适用, n/a)
  friend constexpr bool operator==(NotApplicable, NotApplicable) { return true; }
};
// A value of an attribute of a project or of a field of a feature. Lists are lists of text.
using Value = std::variant<Unknown, NotApplicable, bool, double, std::string, std::vector<std::string>>;

inline bool is_unknown(const Value& v) { return std::holds_alternative<Unknown>(v); }
inline bool is_known(const Value& v) { return !is_unknown(v); }
// For people and traces: unknown -> "unknown", n/a -> "n/a", lists joined by ";", numbers shortest round trip.
std::string to_text(const Value& v);
// Typed views; nullopt where the value is not of that type. Text that is a plain decimal number reads as a number.
std::optional<double> as_number(const Value& v);
std::optional<bool> as_bool(const Value& v);  // true/false/是/否/yes/no/1/0 in text too

using Attributes = std::map<std::string, Value, std::less<>>;

// -------------------------------------------------------------------------------------------------- numbers
// Shortest text that reads back to the same double ("0.1", "1e-07"), independent of locale.
std::string shortest(double v);
// Fixed decimals, independent of locale; never prints "-0.00".
std::string fixed(double v, int decimals);
// Rounds to a decimal grid of results: quantise(x, 2) -> 0.01 steps, half away from zero.
double quantise(double v, int decimals);

// ------------------------------------------------------------------------------------------- text for people
// Signs that change the direction in which a line is read, and are not seen themselves (U+202E and its kin), as \u202e: a name that holds them shows another one.
std::string visible(std::string_view utf8);
std::string html_escape(std::string_view text);  // & < > " ' and control characters; `visible`
// How many bytes from the start are valid UTF-8, strictly; `cut`: what follows is the beginning of a character, cut off.
std::size_t valid_utf8(std::string_view bytes, bool& cut);
// The first of these names and how many there are besides: "a, b and 3 more".
std::string some_of(const std::vector<std::string>& names, std::size_t most = 10);
// Columns on a terminal: wide East Asian characters take two.
std::size_t display_width(std::string_view utf8);
// Cut to a width with an ellipsis, never inside a character.
std::string shortened(std::string_view utf8, std::size_t width);
std::string padded(std::string_view utf8, std::size_t width);

// ------------------------------------------------------------------------------------------ problems of data
enum class Severity { note, warning, error };
std::string_view to_string(Severity s);

// One problem of the data as a value. It never stops a batch. `code` is listed in docs/issues.md.
struct Issue {
  std::string code;  // e.g. "geometry.repaired"
  Severity severity = Severity::warning;
  std::string file;                        // as the user named it; empty if it does not apply
  std::string layer;                       // layer id
  std::string feature;                     // feature id or number
  std::string message;                     // what is wrong
  std::string hint;                        // what the user can do
  std::optional<SquareMetres> area_moved;  // for repairs
};
// "file: layer x, feature 17: message (hint)" on one line.
std::string to_line(const Issue& issue);

// Why a run cannot go on. The kind decides the exit code; only the face (cli) turns it into one.
enum class ErrorKind { usage = 2, input = 3, internal = 4 };

class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message, std::string hint = {})
      : std::runtime_error(message), kind_(kind), hint_(std::move(hint)) {}
  ErrorKind kind() const { return kind_; }
  const std::string& hint() const { return hint_; }

 private:
  ErrorKind kind_;
  std::string hint_;
};

// ------------------------------------------------------------------------------------------------- languages
enum class Lang { zh, en };
// A text in both languages; `in(lang)` falls back to the other one where one is empty.
struct Text {
  std::string zh;
  std::string en;
  const std::string& in(Lang lang) const {
    const std::string& first = lang == Lang::zh ? zh : en;
    return first.empty() ? (lang == Lang::zh ? en : zh) : first;
  }
  bool empty() const { return zh.empty() && en.empty(); }
};

// -------------------------------------------------------------------------------------------------- outcomes
// Ordered by strictness. `info` findings never change a verdict; it is kept outside the order on purpose.
enum class Outcome {
  allowed = 0,
  undetermined = 1,
  conditional = 2,
  restricted = 3,
  prohibited = 4,
  info = -1
};
std::string_view to_string(Outcome o);
std::optional<Outcome> parse_outcome(std::string_view text);
inline Outcome stricter(Outcome a, Outcome b) { return static_cast<int>(a) >= static_cast<int>(b) ? a : b; }

// ---------------------------------------------------------------------------------------------------- many things
// Calls body(0) to body(n - 1), each once; whoever makes threads decides how many at a time.
using ParallelFor = std::function<void(std::size_t n, const std::function<void(std::size_t)>& body)>;
void serial_for(std::size_t n, const std::function<void(std::size_t)>& body);

}  // namespace zonegate
