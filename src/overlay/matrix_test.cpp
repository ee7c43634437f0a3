// SPDX-License-Identifier: Apache-2.0
//
// Predicates as patterns of the DE-9IM matrix (OGC 06-103r4, table 4 to 8; covers and covered_by as in JTS).
#include <algorithm>
#include <array>
#include <cctype>

#include "overlay/overlay.h"

namespace zonegate::overlay {
namespace {

constexpr std::array<std::string_view, 9> kNames = {
    "intersects", "touches", "crosses", "overlaps", "within", "contains", "covers", "covered_by", "equals"};

bool fits(std::string_view matrix, std::string_view pattern) {
  for (std::size_t i = 0; i < 9; ++i) {
    const char p = pattern[i], m = matrix[i];
    const bool good = p == '*' || (p == 'T' && m != 'F') || p == m;
    if (!good) return false;
  }
  return true;
}

bool fits_any(std::string_view matrix, std::initializer_list<std::string_view> patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](std::string_view p) { return fits(matrix, p); });
}

bool crosses(std::string_view matrix, int a, int b) {
  if (a < b) return fits(matrix, "T*T******");
  if (a > b) return fits(matrix, "T*****T**");
  return a == 1 && fits(matrix, "0********");
}

bool overlaps(std::string_view matrix, int a, int b) {
  return a == b && fits(matrix, a == 1 ? "1*T***T**" : "T*T***T**");
}

bool holds_by_name(std::string_view name, std::string_view m, int a, int b) {
  if (name == "intersects") return !fits(m, "FF*FF****");
  if (name == "touches") return (a > 0 || b > 0) && fits_any(m, {"FT*******", "F**T*****", "F***T****"});
  if (name == "crosses") return crosses(m, a, b);
  if (name == "overlaps") return overlaps(m, a, b);
  if (name == "within") return fits(m, "T*F**F***");
  if (name == "contains") return fits(m, "T*****FF*");
  if (name == "covers") return fits_any(m, {"T*****FF*", "*T****FF*", "***T**FF*", "****T*FF*"});
  if (name == "covered_by") return fits_any(m, {"T*F**F***", "*TF**F***", "**FT*F***", "**F*TF***"});
  return fits(m, "T*F**FFF*");  // equals
}

}  // namespace

MatrixTest MatrixTest::parse(const std::string& text) {
  MatrixTest test;
  const bool nine = text.size() == 9 && text.find_first_not_of("TtFf*012") == std::string::npos;
  std::transform(text.begin(), text.end(), std::back_inserter(test.name_), [&](unsigned char c) {
    return static_cast<char>(nine ? std::toupper(c) : std::tolower(c));
  });
  const bool apart = test.name_ == "disjoint" || (nine && test.name_[0] == 'F' && test.name_[1] == 'F' &&
                                                  test.name_[3] == 'F' && test.name_[4] == 'F');
  if (apart) {
    throw Error(ErrorKind::usage,
                "--relate " + text + " holds for pairs that do not meet, and those are not listed",
                "take --count: it has a row with zeros for each feature that meets nothing");
  }
  if (nine || std::find(kNames.begin(), kNames.end(), test.name_) != kNames.end()) return test;
  std::string list;
  for (const auto name : kNames) list += std::string(list.empty() ? "" : ", ") + std::string(name);
  throw Error(ErrorKind::usage, "--relate " + text + " is no relation",
              "take " + list + ", or a pattern of nine of T F * 0 1 2 such as T*F**FFF*");
}

bool MatrixTest::holds(std::string_view matrix, int dimension_a, int dimension_b) const {
  if (matrix.size() != 9) return false;
  const bool pattern = std::find(kNames.begin(), kNames.end(), name_) == kNames.end();
  return pattern ? fits(matrix, name_) : holds_by_name(name_, matrix, dimension_a, dimension_b);
}

int dimension_of(const Ready& ready) {
  if (!ready.area.empty()) return 2;
  if (!ready.figure) return -1;
  const geom::Shape& shape = ready.figure->shape;
  return !shape.lines.empty() ? 1 : !shape.points.empty() ? 0 : -1;
}

}  // namespace zonegate::overlay
