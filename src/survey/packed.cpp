// SPDX-License-Identifier: Apache-2.0
// Instruments and older programs write an angle as one number, D.MMSSss or DMMSS.ss. By its digits alone it cannot be told from decimal degrees (102.3927 may be either, 2 km
// apart and more), so only a header decides: where it says degrees, minutes, seconds, a number is never read as decimal degrees. Digits are taken from the text: as binary fractions 102.3960
// would become 39′ 59.99″.
#include "packed.h"

#include <algorithm>
#include <array>

#include "survey/survey.h"

namespace zonegate::survey {
namespace {

bool in_china(double degrees) { return (degrees >= 73 && degrees <= 136) || (degrees >= 3 && degrees <= 54); }

// The number within hemispheres: "E102.3927", "北纬29.2305".
std::string without_sides(std::string text) {
  for (const std::string_view side : {"东经", "北纬", "E", "N", "e", "n"})
    for (auto at = text.find(side); at != std::string::npos; at = text.find(side))
      text.erase(at, side.size());
  return std::string(trim(text));
}

// Digits of the whole part, of minutes and of seconds, the last with its decimals.
std::optional<Reading> from_digits(std::string whole, std::string fraction) {
  std::string minutes, seconds, rest;
  if (whole.size() >= 5) {
    minutes = whole.substr(whole.size() - 4, 2);
    seconds = whole.substr(whole.size() - 2);
    whole.resize(whole.size() - 4);
    rest = fraction;
  } else {
    // Spreadsheets leave out zeros at the end.
    while (fraction.size() < 4) fraction += '0';
    minutes = fraction.substr(0, 2);
    seconds = fraction.substr(2, 2);
    rest = fraction.substr(4);
  }
  const auto d = read_decimal(whole), m = read_decimal(minutes),
             s = read_decimal(rest.empty() ? seconds : seconds + "." + rest);
  if (!d || !m || !s || m->value >= 60 || s->value >= 60) return std::nullopt;
  Reading out;
  out.value = (d->value * 3600 + m->value * 60 + s->value) / 3600;
  out.half = half_of_digit(s->decimals) / 3600;
  out.decimals = kAngleDecimals;
  if (!in_china(out.value)) return std::nullopt;
  return out;
}

bool metric(const Corner& corner) {
  const auto in = [](double v, double from, double to) { return v >= from && v <= to; };
  const auto pair = [&](double n, double e) {
    return in(n, 3e5, 6e6) && (in(e, 1e5, 9e5) || in(e, 13e6, 46e6));
  };
  return pair(corner.a, corner.b) || pair(corner.b, corner.a);
}

}  // namespace

// "度.分秒", "度、分、秒", "dd°mm.mmm′", "D.MMSS" without what stands between the letters.
static std::string spelled(std::string_view text) {
  std::string key = key_of(text);
  for (const std::string_view mark : {".", "_", "-", ":", ",", "/", " ", "、", "·"})
    for (std::size_t at = 0; (at = key.find(mark, at)) != std::string::npos;) key.erase(at, mark.size());
  return key;
}

// "dddmmss", "ddmmmm": letters alone, as a picture of the number. of_one: d and m may stand there once.
static Packing pictured(std::string_view letters, bool of_one) {
  std::array<std::size_t, 3> count{};
  std::size_t at = 0;
  for (std::size_t part = 0; part < count.size(); ++part)
    for (; at < letters.size() && letters[at] == "dms"[part]; ++at) ++count[part];
  if (at != letters.size() || count[0] == 0 || count[1] == 0) return Packing::none;
  if (count[2] > 0) return Packing::seconds;
  return of_one || count[1] > 1 ? Packing::minutes : Packing::none;
}

Packing packed_unit(std::string_view unit) {
  std::string key = spelled(unit);
  for (const std::string_view mark : {"°", "′", "″", "'", "\""})
    if (has_one(key, {"度", "d"}))
      for (std::size_t at = 0; (at = key.find(mark, at)) != std::string::npos;) key.erase(at, mark.size());
  if (is_one(key, {"度分秒", "度分秒格式", "度分秒制", "度分秒连写", "°′″", "°'\"", "degminsec", "六十进制",
                   "60进制", "六十进制度", "60进制度", "度分秒六十进制"}))
    return Packing::seconds;
  if (is_one(key, {"度分", "度分格式", "度分(分为小数)", "°′", "°'", "degmin"})) return Packing::minutes;
  return pictured(key, true);
}

Packing packed_words(std::string_view text) {
  const std::string key = spelled(text);
  if (has_one(key, {"十进制", "小数度", "换算", "转换", "转为", "化为"}) && !has_one(key, {"六十进制"}))
    return Packing::none;
  if (has_one(key, {"度分秒", "度°分′秒", "六十进制", "60进制", "后为分秒", "°′″", "°'\""}))
    return Packing::seconds;
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  for (auto from = key.begin(); from != key.end();) {
    from = std::find_if(from, key.end(), letter);
    const auto end = std::find_if_not(from, key.end(), letter);
    const Packing said = pictured(std::string(from, end), false);
    if (said != Packing::none) return said;
    from = end;
  }
  // 3度分带 is a width of zones.
  for (const std::string_view before : {"单位", "格式", "采用", "为"})
    for (std::size_t at = 0; (at = key.find(std::string(before) + "度分", at)) != std::string::npos; ++at)
      if (!key.substr(at).starts_with(std::string(before) + "度分带")) return Packing::minutes;
  return Packing::none;
}

Packed unpack(std::string_view text) {
  Packed out;
  const std::string plain = without_sides(narrow(text));
  if (!read_decimal(plain)) return out;
  out.number = true;
  const std::string digits = plain.substr(plain.find_first_not_of('+'));
  const auto dot = digits.find('.');
  out.value = from_digits(digits.substr(0, dot), dot == std::string::npos ? "" : digits.substr(dot + 1));
  return out;
}

std::string unpack_corners(std::vector<Corner>& corners, const Stated& stated, const Labels& labels,
                           Notes& notes) {
  if (stated.packed_said.empty()) return {};
  std::vector<Corner> out = corners;
  const Corner* first = nullptr;
  for (std::size_t i = 0; i < out.size(); ++i) {
    Corner& c = out[i];
    const Packed a = unpack(c.a_text), b = unpack(c.b_text);
    if (stated.packed == Packing::minutes && (a.number || b.number)) {
      if (metric(c)) return {};
      return at_line(c.line) + ": " + labels.a + " " + c.a_text + ", " + labels.b + " " + c.b_text +
             " would be degrees and minutes in one number, for " + Stated::says(stated.packed_said) +
             "; write them as 102°39.45′ or in decimal degrees";
    }
    for (const auto& [packed, label, text] :
         {std::tuple(&a, &labels.a, &c.a_text), std::tuple(&b, &labels.b, &c.b_text)}) {
      if (!packed->number || packed->value) continue;
      if (metric(c)) return {};  // metres: the header is held against them as any other unit
      return at_line(c.line) + ": " + *label + " " + *text +
             " cannot be degrees, minutes and seconds in one number, but " +
             Stated::says(stated.packed_said) + "; if they are decimal degrees, correct the header";
    }
    if (a.value) c.a = a.value->value;
    if (b.value) c.b = b.value->value;
    if (a.value || b.value) {
      if (!first) first = &corners[i];
      c.half = std::min(a.value ? a.value->half : c.half, b.value ? b.value->half : c.half);
      c.decimals = kAngleDecimals;
    }
  }
  if (!first) return {};
  notes.add("survey.packed_angles", Severity::warning,
            at_line(first->line) + ": " + labels.a + " " + first->a_text + ", " + labels.b + " " +
                first->b_text + " read as degrees, minutes and seconds in one number, for " +
                Stated::says(stated.packed_said),
            "if they are decimal degrees, correct the header");
  corners = std::move(out);
  return {};
}

}  // namespace zonegate::survey
