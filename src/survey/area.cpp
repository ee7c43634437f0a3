// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include "part.h"
#include "text.h"

namespace zonegate::survey {
namespace {

struct Unit {
  std::string_view word;
  double hectares;
};
constexpr std::array<Unit, 12> kUnits = {{{"", 1},
                                          {"公顷", 1},
                                          {"ha", 1},
                                          {"hm2", 1},
                                          {"hm²", 1},
                                          {"亩", 1.0 / 15},
                                          {"平方米", 1e-4},
                                          {"m2", 1e-4},
                                          {"m²", 1e-4},
                                          {"㎡", 1e-4},
                                          {"平方公里", 100},
                                          {"km2", 100}}};

bool near(double a, double b) { return std::abs(a - b) <= 0.01 * std::abs(b); }

constexpr const char* kNoCause = "check the points and the figure; the points are what is judged";

// Which slip would explain the stated figure.
std::string likely_cause(double stated, const Drawn& drawn) {
  const double ha = drawn.area / 1e4;
  if (near(stated, ha * 15)) return "the figure fits in 亩; the unit of a parcel line is the hectare";
  if (near(stated, drawn.area)) return "the figure fits in m2; the unit of a parcel line is the hectare";
  if (near(stated, ha / 100)) return "the figure fits in km2; the unit of a parcel line is the hectare";
  if (drawn.holes > 0 && near(stated, drawn.shells / 1e4))
    return "the figure fits if the holes are not left out";
  if (drawn.holes > 0 && near(stated, (drawn.shells + drawn.holes) / 1e4))
    return "the figure fits if the rings inside others are added instead of left out";
  return kNoCause;
}

}  // namespace

std::optional<StatedArea> read_area(std::string_view text) {
  const std::string plain = key_of(text);
  const std::size_t length = std::min(plain.find_first_not_of("+-0123456789."), plain.size());
  const auto number = read_decimal(std::string_view(plain).substr(0, length));
  if (!number || number->value < 0) return std::nullopt;
  for (const Unit& unit : kUnits) {
    if (plain.substr(length) != unit.word) continue;
    return StatedArea{number->value * unit.hectares, half_of_digit(number->decimals) * unit.hectares,
                      std::string(trim(text)), unit.hectares != 1};
  }
  return std::nullopt;
}

void compare_area(const StatedArea& stated, const Drawn& drawn, double half_digit, bool more_stated,
                  Notes& notes) {
  const double ha = drawn.area / 1e4;
  double allowed = 1e-4;
  if (stated.half > 0.6e-4) allowed += stated.half;
  // Millimetres are what such a text should have; fewer digits move the border.
  if (half_digit > 0.0006) allowed += drawn.perimeter * half_digit / 1e4;
  const double difference = std::abs(stated.hectares - ha);
  if (difference <= allowed + 1e-9) return;
  const std::string cause = likely_cause(stated.hectares, drawn);
  const std::string words = "stated area " + fixed(stated.hectares, 4) + " ha, planar area of the points " +
                            fixed(ha, 4) + " ha: they differ by " + fixed(difference, 4) + " ha";
  notes.add("project.area_stated_differs", Severity::warning, words, cause);
  // Where the points hold more ground than is stated, more is judged than was meant. A slip of units explains the figure; but not points that are missing as well.
  const double more = (stated.hectares - ha - allowed) / ha;
  const bool unexplained = more > 0.05 && cause == std::string(kNoCause);
  if (unexplained || (more_stated && more > 0.01))
    notes.add("survey.points_unread", Severity::error,
              words + (more_stated ? ", and more points are stated than there are" : "") +
                  ": points seem to be missing",
              "complete the points, or correct the parcel line");
}

}  // namespace zonegate::survey
