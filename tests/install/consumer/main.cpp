// SPDX-License-Identifier: Apache-2.0
// A program outside the repository that uses the installed library: a date of law and an area in hectares.
#include <app/app.h>  // the face with the most headers behind it: all of them have to be installed
#include <core/core.h>

#include <cstdio>

int main() {
  const auto day = zonegate::Date::parse("2026年8月15日");
  if (!day) return 1;
  const auto area = zonegate::to_hectares(zonegate::SquareMetres(12500.0));
  std::printf("%s %.4f\n", day->iso().c_str(), area.value);
  return 0;
}
