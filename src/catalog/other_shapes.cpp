// SPDX-License-Identifier: Apache-2.0
//
// A table may have a second column of WKT (调整后, WKT2), or one in its remarks (另有地块 POLYGON((...))). Whether it is a part of the project nobody can say.
#include <algorithm>
#include <array>

#include "catalog/project_source.h"
#include "survey/survey.h"

namespace zonegate::catalog {
namespace {

constexpr std::array<std::string_view, 5> kForms = {"MULTIPOLYGON", "POLYGON", "MULTILINESTRING",
                                                    "LINESTRING", "GEOMETRYCOLLECTION"};

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

// The WKT texts within a text, each from its first letter to the bracket that closes it.
std::vector<std::string> wkt_in(const std::string& text) {
  std::vector<std::string> out;
  const std::string plain = upper(text);
  for (std::size_t at = 0; at < plain.size(); ++at) {
    const auto form = std::find_if(kForms.begin(), kForms.end(), [&](std::string_view word) {
      return std::string_view(plain).substr(at).starts_with(word);
    });
    if (form == kForms.end()) continue;
    const auto open = plain.find('(', at);
    if (open == std::string::npos || open > at + form->size() + 4) continue;
    std::size_t end = open, depth = 0;
    for (; end < plain.size(); ++end) {
      depth += plain[end] == '(';
      if (plain[end] == ')' && --depth == 0) break;
    }
    end = std::min(end + 1, plain.size());
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

std::vector<geom::Point> corners(const geom::Shape& shape) {
  std::vector<geom::Point> out;
  const auto add = [&](const std::vector<geom::Point>& path, bool closed) {
    const bool again = closed && path.size() > 1 && path.front() == path.back();
    out.insert(out.end(), path.begin(), path.end() - (again ? 1 : 0));
  };
  for (const auto& polygon : shape.polygons) {
    add(polygon.shell, true);
    for (const auto& hole : polygon.holes) add(hole, true);
  }
  for (const auto& line : shape.lines) add(line, false);
  return out;
}

// Digits that a copy lost, and a conversion between zones and degrees.
constexpr double kCopied = 0.2;

bool near(const geom::Point& a, const geom::Point& b) {
  if (const auto metres = survey::metres_apart(a, b)) return *metres <= kCopied;
  return a == b;
}

// The same corners, from whichever the ring begins and whichever way it turns.
bool is_copy(const geom::Shape& a, const geom::Shape& b) {
  const auto one = corners(a), two = corners(b);
  const std::size_t n = one.size();
  if (n != two.size()) return false;
  for (std::size_t from = 0; from < n; ++from)
    for (const bool back : {false, true}) {
      std::size_t i = 0;
      while (i < n && near(one[i], two[(from + (back ? n - i : i)) % n])) ++i;
      if (i == n) return true;
    }
  return n == 0;
}

}  // namespace

void tell_other_shapes(ProjectFeature& read, const std::string& file) {
  if (!read.feature.fault.empty()) return;
  for (const auto& [column, value] : read.feature.fields) {
    const auto* text = std::get_if<std::string>(&value);
    if (!text || text->find('(') == std::string::npos) continue;
    for (const std::string& wkt : wkt_in(*text)) {
      const auto shape = geom::from_wkt(wkt);
      if (shape && is_copy(*shape, read.feature.shape)) continue;
      constexpr std::size_t kShown = 40;
      read.issues.push_back(
          {"survey.points_unread", Severity::error, io::printed_name(file), "",
           std::to_string(read.feature.number),
           "column " + column + " holds an outline (" + wkt.substr(0, kShown) +
               (wkt.size() > kShown ? "..." : "") + ") that is not the one of the feature, and is not read",
           "give it as a feature of its own; take out an outline that is none of the project", std::nullopt});
      break;
    }
  }
}

}  // namespace zonegate::catalog
