// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/core.h"

namespace zonegate {
namespace {

// Decodes one character and moves on; a broken byte counts as one character.
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (length == 1 || at + length > text.size()) return byte(at++);
  char32_t code = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) code = (code << 6) | (byte(at + i) & 0x3Fu);
  at += length;
  return code;
}

// Length of the valid UTF-8 sequence at the start of `bytes`; 0: invalid; -1: the beginning of one, cut off.
int sequence_length(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = at(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  for (int i = 1; i < length; ++i) {
    if (static_cast<std::size_t>(i) >= bytes.size()) return -1;
    unsigned char low = 0x80, high = 0xBF;
    if (i == 1) {  // the second byte keeps out overlong forms, surrogates and code points past U+10FFFF
      if (lead == 0xE0) low = 0xA0;
      if (lead == 0xED) high = 0x9F;
      if (lead == 0xF0) low = 0x90;
      if (lead == 0xF4) high = 0x8F;
    }
    if (at(static_cast<std::size_t>(i)) < low || at(static_cast<std::size_t>(i)) > high) return 0;
  }
  return length;
}

// Unicode's East Asian Wide and Fullwidth blocks, as far as names of places and laws use them.
bool is_wide(char32_t c) {
  struct Block {
    char32_t from, to;
  };
  static constexpr std::array<Block, 10> kWide = {{{0x1100, 0x115F},
                                                   {0x2E80, 0x303E},
                                                   {0x3041, 0x33FF},
                                                   {0x3400, 0x4DBF},
                                                   {0x4E00, 0x9FFF},
                                                   {0xA000, 0xA4CF},
                                                   {0xAC00, 0xD7A3},
                                                   {0xF900, 0xFAFF},
                                                   {0xFE30, 0xFE6F},
                                                   {0xFF00, 0xFF60}}};
  if (c >= 0x20000 && c <= 0x3FFFD) return true;
  if (c >= 0xFFE0 && c <= 0xFFE6) return true;
  return std::any_of(kWide.begin(), kWide.end(), [c](Block b) { return c >= b.from && c <= b.to; });
}

std::size_t width_of(char32_t c) {
  if (c < 0x20 || (c >= 0x300 && c <= 0x36F) || c == 0x200B || c == 0xFEFF) return 0;
  return is_wide(c) ? 2 : 1;
}

// The number of the sign that begins there, if it turns the order in which a line is read; 0: it does not. All are written with 2 or 3 bytes.
unsigned turning_sign(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  if (byte(0) == 0xD8 && byte(1) == 0x9C) return 0x061C;
  if (byte(0) != 0xE2 || (byte(1) != 0x80 && byte(1) != 0x81)) return 0;
  const unsigned sign = 0x2000 + ((byte(1) & 0x3F) << 6) + (byte(2) & 0x3F);
  const bool turns = sign == 0x200E || sign == 0x200F || (sign >= 0x202A && sign <= 0x202E) ||
                     (sign >= 0x2066 && sign <= 0x2069);
  return turns ? sign : 0;
}

}  // namespace

std::string visible(std::string_view utf8) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const unsigned sign = turning_sign(utf8.substr(at));
    if (sign == 0) {
      out += utf8[at++];
      continue;
    }
    out += "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U}) out += kHex[(sign >> shift) & 0xFU];
    at += sign == 0x061C ? 2 : 3;
  }
  return out;
}

std::string html_escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  for (const char c : visible(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\n':
      case '\t':
        out += c;
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
    }
  }
  return out;
}

std::string some_of(const std::vector<std::string>& names, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) out += (i == 0 ? "" : ", ") + names[i];
  return names.size() > most ? out + " and " + std::to_string(names.size() - most) + " more" : out;
}

std::size_t valid_utf8(std::string_view bytes, bool& cut) {
  std::size_t i = 0;
  cut = false;
  while (i < bytes.size()) {
    const int length = sequence_length(bytes.substr(i));
    if (length <= 0) {
      cut = length < 0;
      return i;
    }
    i += static_cast<std::size_t>(length);
  }
  return i;
}

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < utf8.size();) width += width_of(next_character(utf8, at));
  return width;
}

std::string shortened(std::string_view utf8, std::size_t width) {
  std::string text;
  std::size_t used = 0;
  const bool fits = display_width(utf8) <= width;
  const std::size_t room = fits ? width : (width > 0 ? width - 1 : 0);
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t start = at;
    const char32_t c = next_character(utf8, at);
    if (used + width_of(c) > room) break;
    used += width_of(c);
    if (c >= 0x20) text += utf8.substr(start, at - start);
  }
  return fits ? text : text + (width > 0 ? "…" : "");
}

std::string padded(std::string_view utf8, std::size_t width) {
  std::string text = shortened(utf8, width);
  const std::size_t used = display_width(text);
  if (used < width) text.append(width - used, ' ');
  return text;
}

}  // namespace zonegate
