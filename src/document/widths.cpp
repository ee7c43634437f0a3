// SPDX-License-Identifier: Apache-2.0
//
// Columns as wide as their longest word: a broken unit, code or word is read twice. Where the page has no room for all of them, the longest are cut down first.
// Widths of signs are those of the widest serif faces that stand in for Times New Roman and 宋体 (Noto Serif CJK of 8.5 pt in .pdf, DejaVu Serif of 8 pt in .docx).
#include <algorithm>
#include <string_view>

#include "document/parts.h"

namespace zonegate::document {
namespace {

constexpr double kEmMm = 3.0;        // of 8.5 pt
constexpr double kPaddingMm = 2.6;   // both sides
constexpr double kRegular = 0.9;     // of the width of a bold face
constexpr double kLongestWord = 17;  // em: hashes and addresses may break
constexpr double kOthers = 0.7;      // digits and most letters
constexpr double kEast = 1.0;        // squares

bool in(std::string_view signs, std::string_view sign) { return signs.find(sign) != std::string_view::npos; }

std::size_t sign_length(std::string_view text, std::size_t at) {
  std::size_t length = 1;
  while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80)
    ++length;
  return length;
}

double width_of(std::string_view sign) {
  if (sign.size() > 2) return kEast;
  if (sign.size() == 2) return kOthers;
  if (in("',.:;ij|!()-/[]lt ", sign)) return 0.42;
  if (in("\"IJ`frs*_", sign)) return 0.55;
  if (in("mMW%@", sign)) return 1.07;
  if (in("ABCDEGHKNOPQRTUVXYw&#+<=>^~", sign)) return 0.82;
  return kOthers;
}

// Signs of Chinese that stand with what is before them, and with what is after them.
bool closes(std::string_view sign) { return in("，。；：、）》”！？％", sign); }
bool opens(std::string_view sign) { return in("（《“", sign); }

// May a line break between two signs?
bool breaks(std::string_view before, std::string_view sign) {
  if (before.empty() || closes(sign) || opens(before)) return false;
  if (before == " " || before == "\n" || sign == "\n") return true;
  const bool number = sign[0] >= '0' && sign[0] <= '9';
  if (before == "-" || before == "/") return !number;  // 2024-01-01, demo-2026.1
  return before.size() > 2 || sign.size() > 2;
}

// In em.
double longest_word(std::string_view text) {
  double longest = 0, now = 0;
  std::string_view before;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sign_length(text, at);
    const std::string_view sign = text.substr(at, length);
    at += length;
    if (breaks(before, sign)) now = 0;
    before = sign;
    if (sign == " " || sign == "\n") continue;  // hangs over the edge
    now += width_of(sign);
    longest = std::max(longest, now);
  }
  return std::min(longest, kLongestWord);
}

// Likewise of whole lines.
double longest_line(std::string_view text) {
  double longest = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    double now = 0;
    for (std::size_t i = at; i < end;) {
      const std::size_t length = sign_length(text, i);
      now += width_of(text.substr(i, length));
      i += length;
    }
    longest = std::max(longest, now);
    at = end + 1;
  }
  return std::min(longest, kLongestWord);
}

// Of a short title the whole line, of a longer one a third of it.
double title_width(std::string_view title) {
  constexpr double kShort = 4.5;
  const double line = longest_line(title);
  return std::min(line, std::max(kShort, line / 3));
}

// The widest that all words together have room for.
double cut_for_room(const std::vector<double>& least, double whole) {
  std::vector<double> rising = least;
  std::sort(rising.begin(), rising.end());
  double room = whole;
  for (std::size_t i = 0; i < rising.size(); ++i) {
    const double each = room / static_cast<double>(rising.size() - i);
    if (rising[i] > each) return each;
    room -= rising[i];
  }
  return whole;
}

// What stands below its least gets it; the others share the rest as before, until none stands below.
void share_room(Table& table, const std::vector<double>& least, double whole) {
  const std::size_t n = table.columns.size();
  std::vector<bool> held(n, false);
  for (bool changed = true; changed;) {
    changed = false;
    double room = whole, open = 0;
    for (std::size_t i = 0; i < n; ++i) (held[i] ? room -= least[i] : open += table.columns[i].width);
    for (std::size_t i = 0; i < n; ++i) {
      if (held[i] || table.columns[i].width / open * room >= least[i]) continue;
      held[i] = changed = true;
    }
    if (changed) continue;
    for (std::size_t i = 0; i < n; ++i)
      table.columns[i].width = held[i] ? least[i] : table.columns[i].width / open * room;
  }
}

}  // namespace

double width_em(std::string_view text) {
  double out = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sign_length(text, at);
    out += width_of(text.substr(at, length)) * (length > 2 ? 1 : kRegular);
    at += length;
  }
  return out;
}

void fit_columns(Table& table, double room) {
  double all = 0;
  std::vector<double> least;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool empty = std::all_of(table.rows.begin(), table.rows.end(), [i](const Row& row) {
      return i >= row.cells.size() || row.cells[i].text.empty();
    });
    double longest = longest_word(table.columns[i].title);
    if (empty && !table.rows.empty()) {  // no more than its title needs
      table.columns[i].width = 1e-6;
      longest = std::max(longest, title_width(table.columns[i].title));
    }
    for (const auto& row : table.rows)
      if (i < row.cells.size())
        longest = std::max(longest, (table.columns[i].whole ? longest_line(row.cells[i].text)
                                                            : longest_word(row.cells[i].text)) *
                                        (row.total ? 1 : kRegular));
    least.push_back(longest * kEmMm + kPaddingMm);
    all += table.columns[i].width;
  }
  if (least.empty() || all <= 0) return;
  const double most = cut_for_room(least, room);
  for (double& width : least) width = std::min(width, most);
  share_room(table, least, room);
}

}  // namespace zonegate::document
