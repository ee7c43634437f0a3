// SPDX-License-Identifier: Apache-2.0
//
// A drawing is pairs of lines, a number that says what it is and a value. 0 begins a section, an entity, or one of the vertices that follow a POLYLINE (66 = 1) up
// to its SEQEND. Meaning of the numbers: the DXF reference of AutoCAD 2012. Entities on paper (67 = 1) are frames and legends, not ground, unless their coordinates are.
#include "dxf_scan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "core/core.h"
#include "io/limits.h"
#include "text.h"

namespace zonegate::io {
namespace {

struct Pair {
  int code = 0;
  std::string_view value;
  std::size_t begin = 0;  // of its text
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  return without_right_space(text);
}

// The whole text as a finite number.
bool to_number(std::string_view text, double& out) {
  text = trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(out);
}

class Pairs {
 public:
  Pairs(const std::string& file, std::string_view text) : file_(file), text_(text) {}

  bool next(Pair& out) {
    if (at_ >= text_.size()) return false;
    out.begin = at_;
    const std::string_view code = trimmed(line());
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), out.code);
    if (error != std::errc() || end != code.data() + code.size()) {
      if (code.empty() && at_ >= text_.size()) return false;
      throw Error(ErrorKind::input,
                  fmt::format("{}: line {} is no group code of a drawing: \"{}\"", file_, line_,
                              escaped(code.substr(0, 40))),
                  "save it as DXF in text (ASCII), version 2000 or later");
    }
    out.value = line();
    return true;
  }
  std::size_t at() const { return at_; }

 private:
  const std::string& file_;
  std::string_view text_;
  std::size_t at_ = 0, line_ = 0;

  std::string_view line() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    std::string_view line = text_.substr(at_, end - at_);
    at_ = std::min(end + 1, text_.size());
    ++line_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }
};

// What an entity says of itself, gathered pair by pair.
struct Draft {
  DxfEntity entity;
  int flags = 0;
  bool on_paper = false, has_followers = false;
  bool on_ground = false;  // a coordinate is larger than those of a sheet of paper, in whatever unit
  double ellipse_from = 0, ellipse_to = 2 * std::numbers::pi;
  std::array<double, 2> major{}, first{}, last{};
  double x = 0, bulge = 0;  // of the vertex that is read
  int stated = -1;          // vertices of a LWPOLYLINE
  std::uint64_t vertices = 0;
  std::string text;
};

bool is_polyline(const std::string& type) { return type == "LWPOLYLINE" || type == "POLYLINE"; }

class Scanner {
 public:
  Scanner(const std::string& file, std::string_view text) : file_(file), pairs_(file, text) {}

  DxfScan run() {
    Pair pair;
    bool entities = false, ended = false;
    while (!ended && pairs_.next(pair)) {
      const std::string_view value = trimmed(pair.value);
      if (pair.code == 0 && value == "EOF") {
        ended = true;
      } else if (pair.code == 2 && value == "HEADER" && section_) {
        header();
      } else if (pair.code == 2 && value == "ENTITIES" && section_) {
        entities = true;
        all_entities();
      }
      section_ = pair.code == 0 && value == "SECTION";
    }
    if (!ended) cut_off();
    if (!entities) refuse("it has no section ENTITIES", "save the drawing again");
    return std::move(scan_);
  }

 private:
  const std::string& file_;
  Pairs pairs_;
  DxfScan scan_;
  bool section_ = false;

  [[noreturn]] void refuse(const std::string& why, const std::string& remedy) const {
    throw Error(ErrorKind::input, fmt::format("{}: {}", file_, why), remedy);
  }
  [[noreturn]] void cut_off() const {
    refuse("the drawing ends before its end (EOF is missing): the file is cut off",
           "get it again, or save it again");
  }

  void header() {
    Pair pair;
    std::string_view variable;
    while (pairs_.next(pair)) {
      const std::string_view value = trimmed(pair.value);
      if (pair.code == 0) return;  // ENDSEC
      if (pair.code == 9) variable = value;
      if (variable == "$DWGCODEPAGE" && pair.code == 3) scan_.code_page = value;
      if (variable == "$ACADVER" && pair.code == 1) scan_.version = value;
      if (variable == "$INSUNITS" && pair.code == 70)
        std::from_chars(value.data(), value.data() + value.size(), scan_.units);
    }
    cut_off();
  }

  void all_entities() {
    Pair pair;
    Draft draft;
    bool open = false, following = false;
    while (pairs_.next(pair)) {
      if (pair.code == 0) {
        const std::string type(trimmed(pair.value));
        following = open && draft.has_followers && (type == "VERTEX" || type == "ATTRIB" || type == "SEQEND");
        if (following) {
          if (type == "SEQEND") draft.has_followers = false;
          continue;
        }
        if (open) finish(draft, pair.begin);
        if (type == "ENDSEC") return;
        draft = {};
        draft.entity.type = type;
        draft.entity.begin = pair.begin;
        open = true;
      } else if (open) {
        take(draft, pair, following);
      }
    }
    cut_off();
  }

  void take(Draft& draft, const Pair& pair, bool following) {
    check_number(draft, pair, following);
    if (following) return vertex_radius(draft, pair);
    const std::string_view value = trimmed(pair.value);
    const auto integer = [&](int& out) { std::from_chars(value.data(), value.data() + value.size(), out); };
    int number = 0;
    switch (pair.code) {
      case 1:
      case 3:
        draft.text += value;
        break;
      case 5:
        draft.entity.handle = value;
        break;
      case 8:
        draft.entity.layer = value;
        break;
      case 66:
        integer(number);
        draft.has_followers = number == 1;
        break;
      case 67:
        integer(number);
        draft.on_paper = number == 1;
        break;
      case 70:
        if (is_polyline(draft.entity.type)) integer(draft.flags);
        break;
      case 90:
        if (draft.entity.type == "LWPOLYLINE") integer(draft.stated);
        break;
      default:
        radius(draft, pair);
    }
  }

  // Extents of the entity in space: 10..59 are numbers of its geometry in all types that are used.
  void check_number(Draft& draft, const Pair& pair, bool following) const {
    constexpr double kPaper = 50000;
    double number = 0;
    if (pair.code < 10 || pair.code > 59) return;
    if (to_number(pair.value, number)) {
      draft.on_ground |= (pair.code == 10 || pair.code == 20) && std::fabs(number) > kPaper;
      return;
    }
    if (!draft.entity.fault.empty()) return;
    draft.entity.fault =
        fmt::format("its {} {} is \"{}\", which is no finite number", following ? "vertex value" : "value",
                    pair.code, escaped(trimmed(pair.value).substr(0, 40)));
  }

  void radius(Draft& draft, const Pair& pair) {
    const std::string& type = draft.entity.type;
    double number = 0;
    to_number(pair.value, number);
    if ((type == "ARC" || type == "CIRCLE") && pair.code == 40) draft.entity.radius = std::fabs(number);
    if (type == "LWPOLYLINE") vertex_radius(draft, pair);
    if (type != "ELLIPSE") return;
    if (pair.code == 11) draft.major[0] = number;
    if (pair.code == 21) draft.major[1] = number;
    if (pair.code == 41) draft.ellipse_from = number;
    if (pair.code == 42) draft.ellipse_to = number;
    draft.entity.radius = std::hypot(draft.major[0], draft.major[1]);
  }

  // A bulge b over a chord c is an arc of radius c (1 + b2) / 4b. It stands after the vertex where the chord begins.
  static void vertex_radius(Draft& draft, const Pair& pair) {
    double number = 0;
    if (pair.code != 10 && pair.code != 20 && pair.code != 42) return;
    to_number(pair.value, number);
    if (pair.code == 42) {
      draft.bulge = std::fabs(number);
    } else if (pair.code == 10) {
      draft.x = number;
      if (++draft.vertices == limits().vertices + 1 && draft.entity.fault.empty())
        draft.entity.fault =
            fmt::format("it has more than {} vertices ({})", limits().vertices, limit_text("vertices"));
    } else {
      arc_to(draft, {draft.x, number});
      draft.last = {draft.x, number};
      if (draft.vertices == 1) draft.first = draft.last;
      draft.bulge = 0;
    }
  }
  static void arc_to(Draft& draft, std::array<double, 2> end) {
    if (draft.vertices < 2 || draft.bulge == 0) return;
    const double chord = std::hypot(end[0] - draft.last[0], end[1] - draft.last[1]);
    draft.entity.radius =
        std::max(draft.entity.radius, chord * (1 + draft.bulge * draft.bulge) / (4 * draft.bulge));
  }

  void finish(Draft& draft, std::size_t end) {
    if (draft.has_followers) cut_off();
    DxfEntity& e = draft.entity;
    constexpr int kClosed = 1, kSplineFit = 4, kMesh = 16, kFaces = 64;
    const bool plain = !is_polyline(e.type) || !(draft.flags & (kSplineFit | kMesh | kFaces));
    if (draft.flags & kClosed) arc_to(draft, draft.first);
    if (draft.stated >= 0 && static_cast<std::uint64_t>(draft.stated) != draft.vertices && e.fault.empty())
      e.fault = fmt::format("it states {} vertices and has {}", draft.stated, draft.vertices);
    constexpr std::array<std::string_view, 7> kUsed{"POINT",   "LINE",       "ARC",     "CIRCLE",
                                                    "ELLIPSE", "LWPOLYLINE", "POLYLINE"};
    e.closed = e.type == "CIRCLE" || (is_polyline(e.type) && (draft.flags & kClosed)) ||
               (e.type == "ELLIPSE" &&
                std::fabs(draft.ellipse_to - draft.ellipse_from - 2 * std::numbers::pi) < 1e-6);
    e.end = end;
    if (plain && !draft.on_paper && std::find(kUsed.begin(), kUsed.end(), e.type) != kUsed.end()) {
      scan_.used.push_back(std::move(e));
    } else {
      const bool ground = draft.on_ground && draft.text.empty();
      const char* paper = ground ? " on paper at coordinates of the ground" : " on paper";
      constexpr std::size_t kMostTexts = 5000;
      if (!draft.text.empty() && scan_.texts.size() < kMostTexts)
        scan_.texts.push_back(std::move(draft.text));
      ++scan_.left_out[{e.layer, draft.on_paper ? e.type + paper : e.type}];
    }
  }
};

}  // namespace

DxfScan scan_dxf(const std::string& file, std::string_view text) {
  if (text.starts_with("AutoCAD Binary DXF"))
    throw Error(ErrorKind::input, fmt::format("{}: a drawing in binary form cannot be read", file),
                "save it as DXF in text (ASCII)");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.starts_with("AC10"))
    throw Error(ErrorKind::input, fmt::format("{}: this is a .dwg under another name", file),
                "save it as DXF in text");
  return Scanner(file, text).run();
}

std::string without_escapes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const std::string_view hex = text.substr(i, 7);
    if (hex.size() == 7 && (hex.starts_with("\\U+") || hex.starts_with("\\u+")) &&
        hex.find_first_not_of("0123456789abcdefABCDEF", 3) == std::string_view::npos) {
      code = static_cast<unsigned>(std::stoul(std::string(hex.substr(3)), nullptr, 16));
    }
    if (code < 0x20 || (code >= 0xD800 && code < 0xE000)) {
      out += text[i];
      continue;
    }
    append_utf8(code, out);
    i += 6;
  }
  return out;
}

std::string reduced_dxf(const DxfScan& scan, std::string_view text) {
  std::string out = "0\nSECTION\n2\nENTITIES\n";
  for (std::size_t i = 0; i < scan.used.size(); ++i) {
    const DxfEntity& e = scan.used[i];
    if (!e.fault.empty()) continue;
    out += fmt::format("0\n{}\n5\n{:X}\n", e.type, i + 1);
    const std::string none;
    Pairs pairs(none, text.substr(e.begin, e.end - e.begin));
    Pair pair;
    pairs.next(pair);
    bool own = true;  // not of a vertex
    while (pairs.next(pair)) {
      if (pair.code == 0) own = false;
      if (own && pair.code == 5) continue;
      out += fmt::format("{}\n{}\n", pair.code, pair.value);
    }
  }
  return out + "0\nENDSEC\n0\nEOF\n";
}

}  // namespace zonegate::io
