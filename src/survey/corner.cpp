// SPDX-License-Identifier: Apache-2.0
#include "system.h"
#include "text.h"

namespace zonegate::survey {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  out += shortened(text, 40);
  out += '"';
  return out;
}

// Empty, or why the text is no coordinate.
std::string read_one(const std::string& text, const std::string& label, Reading& out) {
  if (trim(narrow(text)).empty()) return label + " is empty; fill it in";
  const auto reading = read_coordinate(text);
  if (!reading) return label + " " + quoted(text) + " is neither a number nor an angle; correct it";
  out = *reading;
  const bool east = out.hemisphere == 'E' || out.hemisphere == 'W';
  if (east && !(out.value >= 73 && out.value <= 136))
    return label + " " + quoted(text) + " is no longitude of China; correct it";
  if (!east && out.hemisphere != 0 && !(out.value >= 3 && out.value <= 54))
    return label + " " + quoted(text) + " is no latitude of China; correct it";
  return {};
}

}  // namespace

std::string read_pair(const std::string& a, const std::string& b, const Labels& labels, Corner& corner) {
  Reading one, two;
  std::string why = read_one(a, labels.a, one);
  if (why.empty()) why = read_one(b, labels.b, two);
  if (!why.empty()) return at_line(corner.line) + ": " + why;
  corner.a = one.value;
  corner.b = two.value;
  corner.a_text = std::string(trim(a));
  corner.b_text = std::string(trim(b));
  corner.half = std::min(one.half, two.half);
  corner.decimals = std::max(one.decimals, two.decimals);
  return {};
}

}  // namespace zonegate::survey
