// SPDX-License-Identifier: Apache-2.0
//
// A table may have a second column of WKT (调整后, WKT2), or one in its remarks (另有地块 POLYGON((...))); a feature may have corners in a description, GeoJSON or WKB in a column, a place of its own in
// X and Y. Whether that is a part of the project nobody can say.
#include <algorithm>
#include <array>
#include <limits>

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

std::string shown(const std::string& text) {
  constexpr std::size_t kShown = 40;
  if (text.size() <= kShown) return text;
  std::size_t end = kShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not within a sign
  return text.substr(0, end) + "...";
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

// WKB in the digits of bases 16, as databases print it: byte order, type, counts.
bool is_wkb_text(const std::string& text) {
  constexpr std::size_t kShortest = 42;  // a point
  return text.size() >= kShortest && text.size() % 2 == 0 &&
         (text.starts_with("01") || text.starts_with("00")) &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

bool is_one_of(const std::vector<geom::Point>& corners, const geom::Point& point) {
  return std::any_of(corners.begin(), corners.end(), [&](const geom::Point& c) { return near(c, point); });
}

// Fewer make no ground, and may be where somebody stood.
constexpr std::size_t kFewest = 3;

// How a text of a feature speaks of ground that is not its own; empty: it does not.
std::string other_ground(const std::string& text, const geom::Shape& shape) {
  if (is_wkb_text(text)) return "holds an outline as WKB";
  for (const std::string& wkt : wkt_in(text)) {
    const auto other = geom::from_wkt(wkt);
    if (other && is_copy(*other, shape)) continue;
    return "holds an outline (" + shown(wkt) + ")";
  }
  const auto written = survey::corners_in(text);
  if (written.size() < kFewest) return {};
  const auto own = corners(shape);
  const auto strange = std::find_if(written.begin(), written.end(),
                                    [&](const geom::Point& point) { return !is_one_of(own, point); });
  return strange == written.end() ? "" : "holds points (" + shown(text) + ")";
}

// A place that the columns of a feature state for it: its centre, or where it begins. Far from it one of the two is wrong.
constexpr double kElsewhere = 1000;
std::string other_place(const Attributes& fields, const std::pair<std::string, std::string>& columns,
                        const geom::Shape& shape) {
  const auto a = fields.find(columns.first), b = fields.find(columns.second);
  if (a == fields.end() || b == fields.end()) return {};
  const auto x = as_number(a->second), y = as_number(b->second);
  if (!x || !y) return {};
  const auto box = shape.box();
  const auto across = survey::metres_apart({box.min_x, box.min_y}, {box.max_x, box.max_y});
  double nearest = std::numeric_limits<double>::infinity();
  for (const auto& corner : corners(shape))
    if (const auto metres = survey::metres_apart(corner, {*x, *y})) nearest = std::min(nearest, *metres);
  if (!across || !(nearest > kElsewhere + *across) || !(nearest < std::numeric_limits<double>::infinity()))
    return {};
  return columns.first + " and " + columns.second + " say " + to_text(a->second) + ", " + to_text(b->second) +
         ", which is more than " + std::to_string(static_cast<long long>(nearest / 1000)) +
         " km from what is drawn";
}

}  // namespace

void tell_other_shapes(ProjectFeature& read, const std::string& file) {
  if (!read.feature.fault.empty()) return;
  const auto tell = [&](const std::string& what, const char* remedy) {
    read.issues.push_back({"survey.points_unread", Severity::error, io::printed_name(file), "",
                           std::to_string(read.feature.number), what, remedy, std::nullopt});
  };
  std::vector<std::string> columns;
  for (const auto& [column, value] : read.feature.fields) {
    columns.push_back(column);
    if (is_unknown(value)) continue;
    if (!read.surveyed && survey::widens_ground(column, to_text(value)))
      tell("column " + column + " (" + to_text(value) + ") would widen the outline, and does not",
           "draw the outline that is meant");
    const auto* text = std::get_if<std::string>(&value);
    if (!text) continue;
    if (!read.surveyed && survey::promises_ground(*text))
      tell("column " + column + " '" + shown(*text) + "' says that the project has ground that is not here",
           "draw all of its ground, or take the words out if nothing is missing");
    const std::string what = other_ground(*text, read.feature.shape);
    if (!what.empty())
      tell("column " + column + " " + what + " that is not the one of the feature, and is not read",
           "give it as a feature of its own; take out an outline that is none of the project");
  }
  const auto pair = survey::coordinate_columns(columns);
  const std::string place =
      pair ? other_place(read.feature.fields, *pair, read.feature.shape) : std::string();
  if (place.empty()) return;
  read.issues.push_back({"project.place_contradicted", Severity::error, io::printed_name(file), "",
                         std::to_string(read.feature.number), place,
                         "mend the one that is wrong; take out columns that are of something else",
                         std::nullopt});
}

FileTexts::FileTexts(const survey::Statements& said) {
  constexpr std::size_t kMost = 1000;
  for (const auto& [where, text] : said) {
    if (where != "text of the drawing" && !where.starts_with("row ")) continue;
    for (const auto& point : survey::corners_in(text))
      if (written_.size() < kMost) written_.emplace_back(point, text);
  }
}

std::vector<Issue> ground_in_tables(const std::string& file, const std::vector<std::string>& layers) {
  std::vector<Issue> out;
  const auto look = [&](const std::string& layer) {
    io::VectorOptions options;
    options.sublayer = layer;
    options.crs_optional = true;
    io::VectorSource source(file, options);
    if (source.has_geometry()) return std::string();
    io::SourceFeature row;
    const bool corners = survey::is_coordinate_table(source.field_names());
    while (source.next(row)) {
      if (corners) return std::string("its columns are those of corners");
      for (const auto& [column, value] : row.fields)
        if (!is_unknown(value) && !wkt_in(to_text(value)).empty())
          return "row " + row.fid + ": " + column + " holds an outline (" + shown(to_text(value)) + ")";
    }
    return std::string();
  };
  for (const auto& layer : layers) {
    std::string why;
    try {
      why = look(layer);
    } catch (const Error& error) {
      why = error.what();
    }
    if (!why.empty())
      out.push_back(
          {"survey.points_unread", Severity::error, file, "", "",
           "table " + layer + " beside the layer that is read: " + why + "; it is not read",
           "give it as a layer with geometry, or in a file of its own; take it out if it is no ground "
           "of a project",
           std::nullopt});
  }
  return out;
}

void FileTexts::drawn(const geom::Shape& shape) {
  if (written_.empty()) return;
  const auto own = corners(shape);
  std::erase_if(written_, [&](const auto& written) { return is_one_of(own, written.first); });
}

std::vector<Issue> FileTexts::issues(const std::string& file) const {
  if (written_.size() < kFewest) return {};
  return {{"survey.points_unread", Severity::error, io::printed_name(file), "", "",
           "texts of the file hold " + std::to_string(written_.size()) + " points (" +
               shown(written_.front().second) + ") that are none of what is drawn, and are not read",
           "draw them as closed polylines; take out texts that are of something else", std::nullopt}};
}

}  // namespace zonegate::catalog
