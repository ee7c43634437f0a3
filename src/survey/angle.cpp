// SPDX-License-Identifier: Apache-2.0
// Angles as people write them. All marks are first replaced by one letter each (d, m, s; h for a hyphen or colon, b for a blank), and the hemisphere is
// taken off either end; what is left must be one to three numbers, each followed by its own mark or, between two of them, by h or b.
#include <algorithm>
#include <array>
#include <cmath>

#include "survey/survey.h"
#include "text.h"

namespace zonegate::survey {
namespace {

struct Mark {
  std::string_view text;
  char letter;
};
// Longer ones first: two single quotes are seconds.
constexpr std::array<Mark, 24> kMarks = {
    {{"′′", 's'}, {"''", 's'}, {"’’", 's'}, {"°", 'd'}, {"º", 'd'}, {"˚", 'd'},  {"度", 'd'}, {"′", 'm'},
     {"'", 'm'},  {"’", 'm'},  {"‘", 'm'},  {"´", 'm'}, {"`", 'm'}, {"分", 'm'}, {"″", 's'},  {"\"", 's'},
     {"”", 's'},  {"“", 's'},  {"秒", 's'}, {"-", 'h'}, {":", 'h'}, {"：", 'h'}, {" ", 'b'},  {"\t", 'b'}}};

struct Side {
  std::string_view text;
  char letter;
};
constexpr std::array<Side, 12> kSides = {{{"东经", 'E'},
                                          {"西经", 'W'},
                                          {"北纬", 'N'},
                                          {"南纬", 'S'},
                                          {"E", 'E'},
                                          {"W", 'W'},
                                          {"N", 'N'},
                                          {"S", 'S'},
                                          {"e", 'E'},
                                          {"w", 'W'},
                                          {"n", 'N'},
                                          {"s", 'S'}}};

// Takes a hemisphere off the front and the back; two of them are none.
bool take_side(std::string_view& text, char& side) {
  for (const Side& s : kSides) {
    if (!text.starts_with(s.text)) continue;
    side = s.letter;
    text = trim(text.substr(s.text.size()));
    break;
  }
  for (const Side& s : kSides) {
    if (!text.ends_with(s.text)) continue;
    if (side) return false;
    side = s.letter;
    text = trim(text.substr(0, text.size() - s.text.size()));
    break;
  }
  return true;
}

// Marks as letters; any other letter of the text is refused. A blank beside another mark says nothing and is left out.
std::optional<std::string> with_letters(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto mark = std::find_if(kMarks.begin(), kMarks.end(),
                                   [&](const Mark& m) { return text.substr(at).starts_with(m.text); });
    const char c = text[at];
    if (mark == kMarks.end() && !(c >= '0' && c <= '9') && c != '.') return std::nullopt;
    out += mark == kMarks.end() ? c : mark->letter;
    at += mark == kMarks.end() ? 1 : mark->text.size();
  }
  std::string packed;
  const auto is_mark = [](char c) { return c == 'd' || c == 'm' || c == 's' || c == 'h' || c == 'b'; };
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool beside = (!packed.empty() && is_mark(packed.back())) ||
                        (i + 1 < out.size() && is_mark(out[i + 1])) || i + 1 == out.size();
    if (out[i] != 'b' || !beside) packed += out[i];
  }
  return packed;
}

struct Numbers {
  std::array<Decimal, 3> value;
  std::size_t count = 0;
};

// One to three numbers, each with its mark; nullopt: another order, decimals before the last, minutes of 60.
std::optional<Numbers> read_numbers(std::string_view text) {
  Numbers out;
  while (!text.empty()) {
    if (out.count == 3) return std::nullopt;
    const std::size_t length = std::min(text.find_first_not_of("0123456789."), text.size());
    const auto number = read_decimal(text.substr(0, length));
    if (!number) return std::nullopt;
    const bool last = length + 1 >= text.size();
    if (length < text.size()) {
      const char mark = text[length];
      if (mark != "dms"[out.count] && (last || (mark != 'h' && mark != 'b'))) return std::nullopt;
    }
    if ((!last && number->decimals > 0) || (out.count > 0 && number->value >= 60)) return std::nullopt;
    out.value[out.count++] = *number;
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  if (out.count == 0) return std::nullopt;
  return out;
}

}  // namespace

std::optional<Angle> parse_angle(std::string_view text) {
  const std::string plain = narrow(text);
  std::string_view rest = trim(plain);
  Angle out;
  if (!take_side(rest, out.hemisphere)) return std::nullopt;
  const bool minus = rest.starts_with('-');
  if (minus || rest.starts_with('+')) {
    if (out.hemisphere) return std::nullopt;
    rest.remove_prefix(1);
  }
  const auto letters = with_letters(rest);
  const auto numbers = letters ? read_numbers(*letters) : std::nullopt;
  if (!numbers) return std::nullopt;
  constexpr std::array<double, 3> kParts = {1, 60, 3600};
  const auto& value = numbers->value;
  const double part = kParts[numbers->count - 1];
  // One division only: 103°23′ is the double nearest to its value.
  double sum = 0;
  for (std::size_t i = 0; i < numbers->count; ++i) sum += value[i].value * (part / kParts[i]);
  out.degrees = sum / part;
  out.half_digit = half_of_digit(value[numbers->count - 1].decimals) / part;
  const bool latitude = out.hemisphere == 'N' || out.hemisphere == 'S';
  if (out.degrees > (latitude ? 90 : 180)) return std::nullopt;
  if (minus || out.hemisphere == 'W' || out.hemisphere == 'S') out.degrees = -out.degrees;
  return out;
}

}  // namespace zonegate::survey
