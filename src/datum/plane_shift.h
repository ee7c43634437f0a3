// SPDX-License-Identifier: Apache-2.0
// Private to datum: one set of parameters at work.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "datum/datum.h"

namespace zonegate::datum {

// Applies parameters to points of one stated system; remembers the pipelines that it made.
class Shift {
 public:
  explicit Shift(const Parameters& parameters) : parameters_(parameters) {}
  // In place. Not empty: why the points cannot be used.
  std::string operator()(std::vector<geom::Point>& points, const std::string& crs);
  const Parameters& parameters() const { return parameters_; }

 private:
  std::string geocentric(std::vector<geom::Point>& points, const std::string& crs);
  std::string plane(std::vector<geom::Point>& points, const std::string& crs) const;
  std::string wrong_system(const std::string& crs) const;

  Parameters parameters_;
  std::map<std::string, geom::GeocentricShift> made_;  // by system
};

std::string words_of(geom::ChinaSystem::Datum datum);     // "Xian 1980"
std::string start_of(const Parameters& parameters);       // what they start from, for people
geom::Point turned(const Parameters& four, geom::Point);  // model four, plain arithmetic

}  // namespace zonegate::datum
