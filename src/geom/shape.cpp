// SPDX-License-Identifier: Apache-2.0
//
// Boxes, shapes and OGC Well-Known Text.
//
// The reader is a recursive descent over the grammar of OGC 06-103r4 section 7 for the seven simple types. It takes what
// real files hold beyond it: lower case, Z, M and ZM in any spelling (the extra numbers are read and dropped),
// MULTIPOINT with and without inner brackets, and rings whose last vertex does not repeat the first. Numbers that are not
// finite doubles are not WKT. Nesting is limited, so hostile text cannot exhaust the stack.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <utility>

#include "geom/geom.h"

namespace zonegate::geom {

Box Box::grown(double dx, double dy) const {
  if (empty()) return *this;
  return {min_x - dx, min_y - dy, max_x + dx, max_y + dy};
}

Box Shape::box() const {
  Box box;
  const auto add_all = [&](const std::vector<Point>& list) {
    for (const Point& p : list) box.add(p);
  };
  for (const Polygon& polygon : polygons) {
    add_all(polygon.shell);
    std::for_each(polygon.holes.begin(), polygon.holes.end(), add_all);
  }
  std::for_each(lines.begin(), lines.end(), add_all);
  add_all(points);
  return box;
}

std::size_t Shape::vertex_count() const {
  std::size_t count = points.size();
  for (const Polygon& polygon : polygons) {
    count += polygon.shell.size();
    for (const Ring& hole : polygon.holes) count += hole.size();
  }
  for (const Path& line : lines) count += line.size();
  return count;
}

namespace {

constexpr int kMaxDepth = 32;

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool shape(Shape& out, int depth = 0) {
    std::string type = word();
    for (const std::string_view suffix : {"ZM", "Z", "M"}) {  // "POINTZ"; no type name ends in Z or M
      if (!type.ends_with(suffix)) continue;
      type.resize(type.size() - suffix.size());
      break;
    }
    const std::string next = word();
    const bool has_dimension = next == "Z" || next == "M" || next == "ZM";
    const std::string empty = has_dimension ? word() : next;
    if (empty == "EMPTY") return is_type(type);
    return empty.empty() && body(type, out, depth);
  }
  bool at_end() {
    skip();
    return rest_.empty();
  }

 private:
  static bool is_type(std::string_view t) {
    constexpr std::string_view kTypes[] = {
        "POINT",           "LINESTRING",   "POLYGON",           "MULTIPOINT",
        "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"};
    return std::find(std::begin(kTypes), std::end(kTypes), t) != std::end(kTypes);
  }

  bool body(std::string_view type, Shape& out, int depth) {
    if (type == "POINT" || type == "MULTIPOINT") return points(out, type == "POINT");
    if (type == "LINESTRING") return line(out);
    if (type == "POLYGON") return polygon(out);
    if (type == "MULTILINESTRING") return list([&] { return empty() || line(out); });
    if (type == "MULTIPOLYGON") return list([&] { return empty() || polygon(out); });
    if (type != "GEOMETRYCOLLECTION" || depth >= kMaxDepth) return false;
    return list([&] { return shape(out, depth + 1); });
  }

  bool points(Shape& out, bool single) {
    const std::size_t before = out.points.size();
    const bool read = list([&] {
      if (!single && empty()) return true;
      const bool inner = !single && take('(');
      Point p;
      if (!point(p)) return false;
      out.points.push_back(p);
      return !inner || take(')');
    });
    return read && (!single || out.points.size() == before + 1);
  }
  bool line(Shape& out) {
    Path path;
    if (!vertices(path) || path.size() < 2) return false;
    out.lines.push_back(std::move(path));
    return true;
  }
  bool polygon(Shape& out) {
    Polygon polygon;
    bool first = true;
    const bool read = list([&] {
      Ring ring;
      if (!empty() && !vertices(ring)) return false;
      if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
      if (std::exchange(first, false)) {
        polygon.shell = std::move(ring);
      } else if (!ring.empty()) {
        polygon.holes.push_back(std::move(ring));
      }
      return true;
    });
    if (read && !polygon.shell.empty()) out.polygons.push_back(std::move(polygon));
    return read;
  }

  bool vertices(std::vector<Point>& out) {
    return list([&] {
      Point p;
      if (!point(p)) return false;
      out.push_back(p);
      return true;
    });
  }
  bool point(Point& p) {  // two to four numbers
    double extra = 0;
    if (!number(p.x) || !number(p.y)) return false;
    for (int i = 0; i < 2 && !at_separator(); ++i) {
      if (!number(extra)) return false;
    }
    return true;
  }

  template <class Item>
  bool list(Item item) {
    if (!take('(')) return false;
    do {
      if (!item()) return false;
    } while (take(','));
    return take(')');
  }

  void skip() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front()))) rest_.remove_prefix(1);
  }
  bool take(char c) {
    skip();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool at_separator() {
    skip();
    return rest_.empty() || rest_.front() == ',' || rest_.front() == ')';
  }
  std::string word() {  // letters, in upper case
    skip();
    std::string out;
    while (!rest_.empty() && std::isalpha(static_cast<unsigned char>(rest_.front()))) {
      out += static_cast<char>(std::toupper(static_cast<unsigned char>(rest_.front())));
      rest_.remove_prefix(1);
    }
    return out;
  }
  bool empty() {
    const std::string_view before = rest_;
    if (word() == "EMPTY") return true;
    rest_ = before;
    return false;
  }
  bool number(double& out) {
    skip();
    if (rest_.starts_with('+') && !rest_.starts_with("+-")) rest_.remove_prefix(1);
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), out);
    if (error != std::errc{} || !std::isfinite(out)) return false;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return rest_.empty() || !std::isalnum(static_cast<unsigned char>(rest_.front()));
  }

  std::string_view rest_;
};

std::string coordinates(Point p) { return shortest(p.x) + ' ' + shortest(p.y); }

std::string join(std::size_t count, const std::function<std::string(std::size_t)>& item) {
  std::string out = "(";
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ", ";
    out += item(i);
  }
  return out + ')';
}

std::string path_text(const Path& path) {
  return join(path.size(), [&](std::size_t i) { return coordinates(path[i]); });
}
std::string ring_text(const Ring& ring) {
  if (ring.empty()) return "EMPTY";
  return join(ring.size() + 1, [&](std::size_t i) { return coordinates(ring[i % ring.size()]); });
}
std::string polygon_text(const Polygon& p) {
  return join(p.holes.size() + 1,
              [&](std::size_t i) { return ring_text(i == 0 ? p.shell : p.holes[i - 1]); });
}

// "POLYGON (...)" for one, "MULTIPOLYGON ((...), (...))" for more, nothing for none.
void append(std::vector<std::string>& parts, const char* type, std::size_t count,
            const std::function<std::string(std::size_t)>& item) {
  if (count == 1) parts.push_back(std::string(type) + ' ' + item(0));
  if (count > 1) parts.push_back("MULTI" + std::string(type) + ' ' + join(count, item));
}

}  // namespace

std::optional<Shape> from_wkt(std::string_view text) {
  Shape shape;
  Reader reader(text);
  if (!reader.shape(shape) || !reader.at_end()) return std::nullopt;
  return shape;
}

std::string to_wkt(const Shape& shape) {
  std::vector<std::string> parts;
  append(parts, "POINT", shape.points.size(),
         [&](std::size_t i) { return '(' + coordinates(shape.points[i]) + ')'; });
  append(parts, "LINESTRING", shape.lines.size(), [&](std::size_t i) { return path_text(shape.lines[i]); });
  append(parts, "POLYGON", shape.polygons.size(),
         [&](std::size_t i) { return polygon_text(shape.polygons[i]); });
  if (parts.empty()) return "GEOMETRYCOLLECTION EMPTY";
  if (parts.size() == 1) return parts.front();
  return "GEOMETRYCOLLECTION " + join(parts.size(), [&](std::size_t i) { return parts[i]; });
}

}  // namespace zonegate::geom
