// SPDX-License-Identifier: Apache-2.0
// Rings of a part. A closing point repeats the first one; files in the wild have it, lack it, or write something else under the first point's name
// (a well-known converter writes one coordinate twice). A last point with the first one's name is therefore taken as meant to close, whatever it holds.
#include <algorithm>
#include <cmath>

#include "part.h"

namespace zonegate::survey {
namespace {

bool same_place(const Corner& p, const Corner& q) { return p.a == q.a && p.b == q.b; }
double distance(const Corner& p, const Corner& q) { return std::hypot(p.a - q.a, p.b - q.b); }

// Only a name that nothing between has can mean "back to the first".
bool same_name(const std::vector<Corner>& c) {
  if (c.front().name.empty() || c.front().name != c.back().name) return false;
  return std::none_of(c.begin() + 1, c.end() - 1, [&](const Corner& k) { return k.name == c.front().name; });
}

std::string label(const Corner& c) {
  std::string out = c.name;
  if (!out.empty()) out += ' ';
  out += '(';
  out += at_line(c.line);
  out += ')';
  return out;
}

// Of the ring without its last point.
double longest_edge(const std::vector<Corner>& c) {
  double longest = 0;
  for (std::size_t i = 1; i + 1 < c.size(); ++i) longest = std::max(longest, distance(c[i - 1], c[i]));
  return longest;
}

// The fault, if there is one: a closing point that is nowhere near the ring shows a file that was cut off, or a slip in a digit that may be in the first point as well.
std::string close(Loop& loop, Notes& notes) {
  auto& c = loop.corners;
  if (c.size() < 3) return {};
  const Corner first = c.front(), last = c.back();
  const bool degrees = std::abs(first.a) <= 180 && std::abs(first.b) <= 180;
  const double gap = distance(first, last);
  const std::string apart = shortest(quantise(gap, degrees ? 9 : 4)) + (degrees ? " degrees" : " m");
  if (same_place(first, last)) {
    loop.closed = true;
    c.pop_back();
  } else if (same_name(c) && gap > longest_edge(c)) {
    return "closing point " + label(last) + " has the name of the first " + label(first) + " but lies " +
           apart +
           " away, further than any edge of its ring is long; compare both lines, and whether the file is "
           "whole";
  } else if (same_name(c)) {
    loop.closed = true;
    c.pop_back();
    notes.add("survey.closing_point_differs", Severity::warning,
              "closing point " + label(last) + " has the name of the first " + label(first) + " but lies " +
                  apart + " away; it is left out, the ring is closed at the first point",
              "compare both lines");
  } else if (c.size() > 3 && gap <= (degrees ? 1e-6 : 0.1)) {
    notes.add("survey.closing_point_differs", Severity::warning,
              "last point " + label(last) + " lies " + apart + " from the first " + label(first) +
                  ": perhaps meant to close the ring; it is kept as a corner of its own",
              "compare both lines");
  }
  return {};
}

void drop_repeats(Loop& loop, Notes& notes) {
  auto& c = loop.corners;
  for (std::size_t i = 1; i < c.size();) {
    if (!same_place(c[i - 1], c[i])) {
      ++i;
      continue;
    }
    notes.add("survey.point_repeated", Severity::note,
              "point " + label(c[i]) + " repeats the one before it; it is left out");
    c.erase(c.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

// A ring that is back at its first point is complete: what follows is another one.
bool complete(const std::vector<Corner>& c) {
  return c.size() >= 4 && same_place(c.front(), c.back()) &&
         (c.front().name.empty() || c.front().name == c.back().name);
}

bool reopened(const std::vector<Loop>& loops, const std::string& ring) {
  return std::any_of(loops.begin(), loops.end(),
                     [&](const Loop& l) { return l.ring == ring && !ring.empty() && !complete(l.corners); });
}

}  // namespace

std::string name_of(const Loop& loop, std::size_t number) {
  return "ring " + (loop.ring.empty() ? std::to_string(number + 1) : loop.ring) + " (" +
         at_line(loop.corners.front().line) + ")";
}

std::vector<Loop> part_loops(const std::vector<Corner>& corners, bool polygon, Notes& notes,
                             std::string& fault) {
  std::vector<Loop> loops;
  for (const Corner& c : corners) {
    const bool other = loops.empty() || loops.back().ring != c.ring;
    const bool full = !other && polygon && complete(loops.back().corners);
    if (full && same_place(c, loops.back().corners.front())) {
      // The closing point twice: no further ring.
      notes.add("survey.point_repeated", Severity::note,
                "point " + label(c) + " repeats the one before it; it is left out");
      continue;
    }
    if (other && reopened(loops, c.ring)) {
      fault = at_line(c.line) + ": ring " + c.ring + " goes on after ring " + loops.back().ring +
              " has begun; number the rings one after the other";
      return {};
    }
    if (full)
      notes.add("survey.ring_split", Severity::note,
                at_line(c.line) + ": the ring was closed on the line before; read as a further ring");
    if (other || full) loops.push_back({c.ring, {}, false});
    loops.back().corners.push_back(c);
  }
  for (Loop& loop : loops) {
    drop_repeats(loop, notes);
    if (polygon && fault.empty()) fault = close(loop, notes);
  }
  return loops;
}

}  // namespace zonegate::survey
