// SPDX-License-Identifier: Apache-2.0
// Rings of a part. A closing point repeats the first one; files in the wild have it, lack it, or write something else under the first point's name
// (a well-known converter writes one coordinate twice). A last point with the first one's name is therefore taken as meant to close, whatever it holds.
// Where one ring ends and the next begins is told by 圈号, by a closing point, or by numbers of points that begin again; two rings are never joined in silence.
#include <algorithm>
#include <cmath>
#include <map>

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

std::string ring_words(const std::string& ring) {
  return ring.empty() ? "a ring without a number" : "ring " + ring;
}

// The numbers of points begin again: first and second name of the ring, once more, at another place. Names that are all alike number nothing.
bool begins_again(const Loop& loop, const Corner& c, const Corner* after) {
  const auto& k = loop.corners;
  return k.size() >= 2 && !c.name.empty() && c.name == k[0].name && k[0].name != k[1].name &&
         !same_place(c, k[0]) && after && after->ring == c.ring && after->name == k[1].name;
}

// The first name at another place with points of other names behind it: a closing point that is wrong, or a further ring.
std::string stray_first(const Loop& loop) {
  const auto& k = loop.corners;
  if (k.size() < 3 || k[0].name.empty() || k[0].name == k[1].name) return {};
  for (std::size_t i = 2; i + 1 < k.size(); ++i)
    if (k[i].name == k[0].name && !same_place(k[i], k[0]))
      return "point " + label(k[i]) + " has the name of the first point " + label(k[0]) +
             " and another place, and further points follow: a closing point that is wrong, or a further "
             "ring; correct the line, or give each ring a number of its own (圈号)";
  return {};
}

// Other names that are there twice: perhaps two rings in one, perhaps a slip of the pen. Names that are all alike number nothing.
void tell_repeated_names(const Loop& loop, Notes& notes) {
  std::map<std::string, const Corner*> seen;
  const Corner *first = nullptr, *again = nullptr;
  for (const Corner& c : loop.corners) {
    if (c.name.empty()) continue;
    const auto [at, fresh] = seen.emplace(c.name, &c);
    if (fresh || first || same_place(*at->second, c)) continue;
    first = at->second;
    again = &c;
  }
  if (!first || seen.size() < 2) return;
  notes.add("survey.point_name_repeated", Severity::warning,
            "point " + label(*again) + " has the name of " + label(*first) +
                " of the same ring and another place; both are corners",
            "check that no further ring begins there");
}

class Splitter {
 public:
  Splitter(const std::vector<Corner>& corners, Geometry geometry, Notes& notes, std::string& fault)
      : corners_(corners),
        polygon_(geometry == Geometry::polygon),
        points_(geometry == Geometry::point),
        notes_(notes),
        fault_(fault) {}

  std::vector<Loop> run() {
    for (std::size_t i = 0; i < corners_.size() && fault_.empty(); ++i)
      take(corners_[i], i + 1 < corners_.size() ? &corners_[i + 1] : nullptr);
    return fault_.empty() ? std::move(loops_) : std::vector<Loop>();
  }

 private:
  void take(const Corner& c, const Corner* after) {
    const bool other = loops_.empty() || loops_.back().ring != c.ring;
    const bool full = !other && polygon_ && complete(loops_.back().corners);
    if (full && same_place(c, loops_.back().corners.front())) {
      // The closing point twice: no further ring.
      notes_.add("survey.point_repeated", Severity::note,
                 "point " + label(c) + " repeats the one before it; it is left out");
      return;
    }
    if (other && reopened(loops_, c.ring)) {
      fault_ = at_line(c.line) + ": " + ring_words(c.ring) + " goes on after " +
               ring_words(loops_.back().ring) + " has begun; number the rings one after the other";
      return;
    }
    if (full)
      notes_.add("survey.ring_split", Severity::note,
                 at_line(c.line) + ": the ring was closed on the line before; read as a further ring");
    const bool again = !other && !full && !points_ && begins_again(loops_.back(), c, after);
    if (again) tell_again(c);
    if (other || full || again) loops_.push_back({c.ring, {}, false, again});
    loops_.back().corners.push_back(c);
  }

  void tell_again(const Corner& c) {
    notes_.add("survey.numbers_begin_again", Severity::warning,
               at_line(c.line) + ": the numbers of the points begin again at " + c.name +
                   ", and no point closes the " + (polygon_ ? "ring" : "line") +
                   " before it; read as a further " + (polygon_ ? "ring" : "line"),
               "give each ring a number of its own (圈号), or close it with its first point");
  }

  const std::vector<Corner>& corners_;
  bool polygon_, points_;
  Notes& notes_;
  std::string& fault_;
  std::vector<Loop> loops_;
};

}  // namespace

std::string name_of(const Loop& loop, std::size_t number) {
  return "ring " + (loop.ring.empty() ? std::to_string(number + 1) : loop.ring) + " (" +
         at_line(loop.corners.front().line) + ")";
}

std::vector<Loop> part_loops(const std::vector<Corner>& corners, Geometry geometry, Notes& notes,
                             std::string& fault) {
  std::vector<Loop> loops = Splitter(corners, geometry, notes, fault).run();
  const bool polygon = geometry == Geometry::polygon;
  for (Loop& loop : loops) {
    drop_repeats(loop, notes);
    if (polygon && fault.empty()) fault = stray_first(loop);
    if (polygon && fault.empty()) fault = close(loop, notes);
    if (polygon && fault.empty()) tell_repeated_names(loop, notes);
  }
  return loops;
}

}  // namespace zonegate::survey
