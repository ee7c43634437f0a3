// SPDX-License-Identifier: Apache-2.0
#include "catalog/datum_words.h"

#include <algorithm>
#include <cmath>

namespace zonegate::catalog {
namespace {

constexpr std::size_t kTold = 3;

std::string counted(std::size_t corners, std::size_t of, bool withheld) {
  if (!withheld) return std::to_string(corners) + " of " + std::to_string(of);
  return corners == 0 ? "none" : corners == of ? "all" : "some";
}

}  // namespace

std::string share_words(std::size_t corners, std::size_t of, bool withheld) {
  return counted(corners, of, withheld) + (withheld ? " of the corners" : of == 1 ? " corner" : " corners");
}

std::string system_words(const Project& project) {
  const std::string& first = project.probes.front().crs;
  const bool same = std::all_of(project.probes.begin(), project.probes.end(),
                                [&](const Probe& probe) { return probe.crs == first; });
  return (first.empty() ? "no system" : first) + (same ? "" : " and others");
}

std::string region_words(const std::string& region, const Ground& first) {
  return region + (first.code == region && !first.name.empty() ? " " + first.name : "");
}

std::string stated_words(const Project& project, const Evidence& evidence, bool withheld) {
  return "read as stated (" + system_words(project) + ") " +
         share_words(evidence.as_stated, evidence.corners, withheld) + " lie";
}

std::string better_words(const Evidence& evidence, bool withheld) {
  const auto& better = evidence.better;
  if (better.empty()) return "; no other reading of the numbers fits better";
  std::string text;
  const std::size_t told = std::min(better.size(), kTold);
  for (std::size_t i = 0; i < told; ++i)
    text +=
        "; read " + better[i].reading.name + ": " + counted(better[i].corners, evidence.corners, withheld);
  const auto equal = std::count_if(better.begin(), better.end(),
                                   [&](const Fit& fit) { return fit.corners == better.front().corners; });
  if (equal > 1 && static_cast<std::size_t>(equal) >= told) text += " (equal evidence)";
  if (equal > 1 && static_cast<std::size_t>(equal) < told)
    text += " (the first " + std::to_string(equal) + ": equal evidence)";
  if (static_cast<std::size_t>(equal) > told)
    text += "; " + std::to_string(static_cast<std::size_t>(equal) - told) + " further readings fit as well";
  return text;
}

std::string old_datum_words(const Evidence& evidence, bool withheld) {
  if (withheld || evidence.farthest_m < 0) return {};
  return "; all of them lie within " + fixed(std::ceil(evidence.farthest_m), 0) +
         " m of it, and numbers of Xian 1980 or Beijing 1954 lie up to " + fixed(kOldDatumShift, 0) +
         " m beside CGCS2000 (--helmert FILE)";
}

std::string better_hint(const Evidence& evidence) {
  std::string options;
  for (std::size_t i = 0; i < evidence.better.size() && i < kTold; ++i) {
    const auto& reading = evidence.better[i].reading;
    if (reading.needs.empty()) continue;
    options += (options.empty() ? "" : ", or ") + reading.needs;
    if (reading.accuracy_m > 0) options += " (" + shortest(reading.accuracy_m) + " m)";
  }
  const std::string first = "nothing was converted: find out which system the numbers are in";
  if (options.empty()) return first + ", and check the code; see docs/datum.md";
  return first + ", then say " + options + "; where the file itself states another system, correct it there";
}

}  // namespace zonegate::catalog
