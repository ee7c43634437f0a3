// SPDX-License-Identifier: Apache-2.0
//
// What stands on and around a map: graticule, north, scale.
#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <string_view>

#include "sheet/map_parts.h"

namespace zonegate::sheet {
namespace {

std::string degrees_text(long long seconds) {
  const auto two = [](long long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  const long long s = std::abs(seconds);
  return std::string(seconds < 0 ? "−" : "") + std::to_string(s / 3600) + "°" + two(s / 60 % 60) + "′" +
         two(s % 60) + "″";
}

// The largest step of whole seconds that gives at least three lines.
long long step_of(double degrees) {
  constexpr std::array<long long, 16> kSteps = {1,   2,   5,   10,   15,   30,   60,    120,
                                                300, 600, 900, 1800, 3600, 7200, 18000, 36000};
  long long best = 1;
  for (const long long s : kSteps)
    if (degrees * 3600 / static_cast<double>(s) >= 3) best = s;
  return best;
}

// Where a line of the graticule meets one side of the frame: parameters of a segment that is nearly straight there.
Outline cut_line(const View& view, geom::Point from, geom::Point to) {
  constexpr int kPieces = 8;
  Outline path;
  for (int i = 0; i <= kPieces; ++i) {
    const double t = static_cast<double>(i) / kPieces;
    path.push_back(view({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)}));
  }
  const auto pieces = geom::cut_path(path, false, view.frame.box());
  return pieces.empty() ? Outline() : pieces.front();
}

}  // namespace

void draw_graticule(Canvas& canvas, const View& view) {
  const Frame& f = view.frame;
  geom::Box box;
  for (const Spot p : rectangle(f.left, f.top, f.right, f.bottom)) {
    const geom::LonLat at = view.lonlat(p);
    box.add(geom::Point{at.lon, at.lat});
  }
  constexpr Canvas::Letters kBelow = {2.2, Canvas::Anchor::middle, false, "#333333"};
  constexpr Canvas::Letters kBeside = {2.2, Canvas::Anchor::middle, false, "#333333", -90};
  const long long x_step = step_of(box.max_x - box.min_x), y_step = step_of(box.max_y - box.min_y);
  const auto first = [](double low, long long step) {
    return static_cast<long long>(std::ceil(low * 3600 / static_cast<double>(step))) * step;
  };
  for (long long s = first(box.min_x, x_step); static_cast<double>(s) <= box.max_x * 3600; s += x_step) {
    const double lon = static_cast<double>(s) / 3600;
    const Outline line = cut_line(view, {lon, box.min_y}, {lon, box.max_y});
    canvas.line(line, "#777777", 0.1);
    if (line.empty() || line.front().y < f.bottom - 0.1) continue;
    if (line.front().x > f.left + 9 && line.front().x < f.right - 9)
      canvas.text({line.front().x, f.bottom + 2.9}, degrees_text(s), kBelow);
  }
  for (long long s = first(box.min_y, y_step); static_cast<double>(s) <= box.max_y * 3600; s += y_step) {
    const double lat = static_cast<double>(s) / 3600;
    const Outline line = cut_line(view, {box.min_x, lat}, {box.max_x, lat});
    canvas.line(line, "#777777", 0.1);
    if (line.empty() || line.front().x > f.left + 0.1) continue;
    if (line.front().y > f.top + 9 && line.front().y < f.bottom - 9)
      canvas.text({f.left - 1.2, line.front().y}, degrees_text(s), kBeside);
  }
}

void draw_north(Canvas& canvas, const View& view, Lang lang) {
  const Spot foot = {view.frame.right - 9, view.frame.top + 18};
  const geom::LonLat at = view.lonlat(foot);
  const Spot up = view({at.lon, at.lat + 0.001});
  const double length = std::hypot(up.x - foot.x, up.y - foot.y);
  if (!(length > 0)) return;
  const double x = (up.x - foot.x) / length, y = (up.y - foot.y) / length;  // true north
  const auto spot = [&](double along, double aside) {
    return Spot{foot.x + along * x - aside * y, foot.y + along * y + aside * x};
  };
  canvas.circle({foot.x, foot.y - 7}, 7, "#ffffff", "#ffffff", 0.1);
  canvas.area({{spot(9, 0), spot(0, 2.6), spot(2.2, 0)}}, {"#000000"});
  canvas.border({{spot(9, 0), spot(0, -2.6), spot(2.2, 0)}}, {"none", 1, Hatch::none, 0, "#000000", 0, 0.25},
                true);
  const Spot letter = spot(10.2, 0);
  canvas.text({letter.x, letter.y}, lang == Lang::zh ? "北" : "N", {3.2, Canvas::Anchor::middle, true});
}

void draw_scale(Canvas& canvas, const View& view, Spot at) {
  // Four fields of a round length, about 10 to 25 mm each.
  const double least = 10 * view.ratio / 1000, power = std::pow(10, std::floor(std::log10(least)));
  double field = 10 * power;
  for (const double k : {5.0, 2.0, 1.0})
    if (least <= k * power * 1.0001) field = k * power;
  const double wide = field * 1000 / view.ratio;
  const bool km = field * 4 >= 1000;
  for (int i = 0; i < 4; ++i)
    canvas.box(at.x + i * wide, at.y, at.x + (i + 1) * wide, at.y + 1.4,
               {i % 2 == 0 ? "#000000" : "#ffffff", 1, Hatch::none, 0, "#000000", 0, 0.2});
  for (const int i : {0, 1, 2, 4}) {
    const std::string words = shortest(quantise(i * field / (km ? 1000 : 1), 3));
    canvas.text({at.x + i * wide, at.y - 0.9}, words + (i == 4 ? km ? " km" : " m" : ""),
                {2.3, Canvas::Anchor::middle});
  }
}

namespace {

bool starts_with_any(std::string_view words, std::initializer_list<std::string_view> signs) {
  return std::any_of(signs.begin(), signs.end(), [&](std::string_view s) { return words.starts_with(s); });
}

// A line of Chinese begins with no closing sign and ends with no opening one: those take their neighbour along.
void keep_signs(std::string& line, const std::string& rest) {
  const auto last = [&] {
    std::size_t at = line.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U) --at;
    return at;
  };
  const std::string whole = line;
  std::string_view next = std::string_view(rest).substr(line.size());
  while (!line.empty() &&
         (starts_with_any(next, {"）", "》", "」", "”", "。", "，", "、", "；", "：", ")", ",", ";", "."}) ||
          starts_with_any(std::string_view(line).substr(last()), {"（", "《", "「", "“", "("}))) {
    line.resize(last());
    next = std::string_view(rest).substr(line.size());
  }
  if (line.empty()) line = whole;
}

// A word of Latin letters and digits that would be broken goes to the next line, unless it takes most of this one.
void keep_word(std::string& line, const std::string& rest) {
  const auto in_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  };
  if (line.empty() || line.size() >= rest.size() || !in_word(line.back()) || !in_word(rest[line.size()]))
    return;
  std::size_t start = line.size();
  while (start > 0 && in_word(line[start - 1])) --start;
  if (start > line.size() / 2) line.resize(start);
}

}  // namespace

std::vector<std::string> wrapped(const std::string& words, double width, double size) {
  const auto columns = static_cast<std::size_t>(width / (size * 0.52));
  std::vector<std::string> out;
  std::string rest = words;
  while (display_width(rest) > columns) {
    std::string line = shortened(rest, columns + 1);
    line.resize(line.size() - std::string("…").size());
    const std::size_t space = line.rfind(' ');
    if (space != std::string::npos && space > line.size() / 2) line.resize(space + 1);
    keep_word(line, rest);
    if (line.empty()) break;
    keep_signs(line, rest);
    out.push_back(line);
    rest.erase(0, line.size());
  }
  out.push_back(rest);
  return out;
}

}  // namespace zonegate::sheet
