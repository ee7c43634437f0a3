// SPDX-License-Identifier: Apache-2.0
#include "boundary_text.h"

#include <algorithm>
#include <array>

#include "other_points.h"
#include "packed.h"
#include "text.h"

namespace zonegate::survey {
namespace {

constexpr std::array<std::string_view, 12> kKeys = {"精度",       "转换参数", "项目名称", "项目编号",
                                                    "格式版本号", "备注",     "说明",     "坐标说明",
                                                    "数据说明",   "描述",     "附注",     "注"};

constexpr std::array<std::string_view, 5> kParcelCounts = {"地块数", "地块个数", "地块数量", "宗地数",
                                                           "地块总数"};
constexpr std::array<std::string_view, 7> kTotalAreas = {
    "总面积", "用地总面积", "项目总面积", "总用地面积", "用地面积", "项目用地面积", "占地面积"};

template <std::size_t n>
bool is_key(const std::array<std::string_view, n>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key_of(key)) != keys.end();
}

bool known_key(std::string_view key) {
  return is_key(kParcelCounts, key) || is_key(kTotalAreas, key) || is_system_key(std::string(key)) ||
         std::find(kKeys.begin(), kKeys.end(), key_of(key)) != kKeys.end();
}
bool is_remark(std::string_view key) {
  return std::find(kKeys.begin() + 5, kKeys.end(), key_of(key)) != kKeys.end();
}

// "key=value"; with a colon only for keys that are known, for a colon may stand anywhere.
std::optional<std::pair<std::string, std::string>> header_line(std::string_view line) {
  for (const std::string_view mark : {"=", ":", "："}) {
    const auto at = line.find(mark);
    if (at == std::string_view::npos || at == 0) continue;
    const std::string_view key = trim(line.substr(0, at));
    if (mark != "=" && !known_key(key)) continue;
    return std::pair{std::string(key), std::string(trim(line.substr(at + mark.size())))};
  }
  return std::nullopt;
}

bool numeric(const std::string& cell) { return read_coordinate(cell).has_value(); }

// "1,J1,X,Y" of a parcel, or what is left of it: enough cells, and something that looks like a number or a name of a point.
bool point_line(const std::vector<std::string>& cells, bool inside) {
  if (cells.size() < 2) return false;
  if (!inside) return numeric(cells[cells.size() - 1]) && numeric(cells[cells.size() - 2]);
  return cells.size() >= 3 || numeric(cells[0]) || numeric(cells[1]);
}

// A cell of a line with commas may hold two numbers with a blank between.
std::vector<std::string> point_cells(std::string_view line) {
  auto cells = cells_of(line);
  if (cells.size() == 2 || cells.size() == 3) {
    const auto words = words_of(line);
    const bool more =
        words.size() > cells.size() &&
        std::all_of(words.end() - 2, words.end(), [](const auto& w) { return read_decimal(w); });
    if (more) cells = words;
  }
  while (cells.size() > 4 && cells.back().empty()) cells.pop_back();
  return cells;
}

bool is_point_name(const std::string& cell) {
  constexpr std::size_t kLongName = 12;
  return cell.size() <= kLongName && cell.find_first_of("0123456789") != std::string::npos;
}

// A number behind "X=", "x坐标:" and the like; at: where its label stands, end: behind the number.
struct Labelled {
  std::size_t at = std::string::npos, end = 0;
  std::string number;
};
Labelled labelled(const std::string& line, char letter) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    const bool here = (line[at] | 0x20) == letter;
    if (!here || (at > 0 && std::string_view(" \t,;:").find(line[at - 1]) == std::string_view::npos))
      continue;
    std::string_view rest = trim(std::string_view(line).substr(at + 1));
    if (rest.starts_with("坐标")) rest = trim(rest.substr(std::string_view("坐标").size()));
    if (rest.empty() || (rest.front() != '=' && rest.front() != ':')) continue;
    rest = trim(rest.substr(1));
    const auto length = std::min(rest.find_first_not_of("0123456789."), rest.size());
    if (!read_decimal(rest.substr(0, length))) continue;
    const auto end = static_cast<std::size_t>(rest.data() - line.data()) + length;
    return {at, end, std::string(rest.substr(0, length))};
  }
  return {};
}

// "J6,1,X=3250594.533,Y=34565071.398", "J6: Y=... X=...", "J6 N=... E=...": name, ring, X, Y; empty: it is no such line.
std::vector<std::string> labelled_point(std::string_view text) {
  const std::string line = narrow(text);
  Labelled x = labelled(line, 'x'), y = labelled(line, 'y');
  if (x.number.empty() && y.number.empty()) x = labelled(line, 'n'), y = labelled(line, 'e');
  if (x.number.empty() || y.number.empty() || !corner_like(x.number, y.number)) return {};
  const Labelled &first = x.at < y.at ? x : y, &second = x.at < y.at ? y : x;
  const auto blank = [](std::string_view part) {
    return part.find_first_not_of(" \t,;:m米。.") == std::string_view::npos;
  };
  const std::string_view all = line;
  if (first.end > second.at || !blank(all.substr(first.end, second.at - first.end)) ||
      !blank(all.substr(second.end)))
    return {};
  std::string head = line.substr(0, first.at);
  std::replace(head.begin(), head.end(), ':', ',');
  std::vector<std::string> cells = cells_of(head);
  while (!cells.empty() && cells.back().empty()) cells.pop_back();
  if (cells.size() > 2 || !std::all_of(cells.begin(), cells.end(), is_point_name)) return {};
  cells.push_back(x.number);
  cells.push_back(y.number);
  return cells;
}

// A remark that is a line of a point: "备注：J6,1,3250594.533,34565071.398".
bool is_point_text(const std::string& value) {
  const auto cells = point_cells(value);
  const auto n = cells.size();
  return n >= 2 && n <= 4 && corner_like(cells[n - 2], cells[n - 1]) && (n == 2 || is_point_name(cells[0]));
}

class Sorter {
 public:
  explicit Sorter(Notes& notes) : notes_(notes) {}

  BoundaryLines run(std::string_view utf8) {
    std::size_t number = 0;
    for (const std::string_view raw : split_lines(utf8)) {
      ++number;
      const std::string narrowed = narrow_separators(raw);
      const std::string_view line = trim(narrowed);
      if (!line.empty()) take(line, number);
    }
    for (const auto& block : out_.blocks)
      for (const auto& [key, value] : block) hold_against_parcels(key, value);
    if (const std::string said = counted_.missing(out_.parcels.size()); !said.empty()) tell_promise(said);
    return std::move(out_);
  }

 private:
  // A text that was cut off, or lost a parcel on the way, may still say how much it held.
  void hold_against_parcels(const std::string& key, const std::string& value) {
    std::string wrong;
    if (const auto count = is_key(kParcelCounts, key) ? read_decimal(narrow(value)) : std::nullopt;
        count && count->value > static_cast<double>(out_.parcels.size()))
      wrong = std::to_string(out_.parcels.size()) + (out_.parcels.size() == 1 ? " is" : " are") + " there";
    if (const auto total = is_key(kTotalAreas, key) ? read_area(value) : std::nullopt; total) {
      double hectares = 0;
      bool all = !out_.parcels.empty();
      for (const auto& parcel : out_.parcels) {
        std::optional<StatedArea> own;
        for (const auto& [name, text] : parcel_fields(parcel.cells))
          if (std::string_view(name) == "地块面积") own = read_area(text);
        all = all && own;
        if (own) hectares += own->hectares;
      }
      if (all && total->hectares > 1.01 * hectares + 1e-4)
        wrong = "the parcels have " + fixed(hectares, 4) + " ha together";
    }
    if (!wrong.empty())
      notes_.add("survey.points_unread", Severity::error,
                 "header: " + key + "=" + value + ", but " + wrong + ": parcels seem to be missing",
                 "complete the text, or correct its header");
  }

  void take(std::string_view line, std::size_t number) {
    if (line.front() == '[' && line.back() == ']') {
      section_ = key_of(line.substr(1, line.size() - 2));
      return;
    }
    if (const auto text = parcel_line(line)) {
      out_.parcels.push_back({number, true, cells_of(*text), {}, out_.blocks.size()});
      return;
    }
    const bool aside = section_ == "扩展信息";
    if (!out_.parcels.empty() && !aside)
      if (auto cells = labelled_point(line); !cells.empty()) return point({number, std::move(cells)});
    if (auto pair = header_line(line)) {
      if (is_remark(pair->first) && (is_point_text(pair->second) || holds_corner(pair->second)))
        tell_unread(line, number, "a remark");
      if (is_remark(pair->first)) hear_remark(line, number);
      return header(std::move(*pair), number);
    }
    if (aside) {
      if (is_point_text(std::string(line)) || holds_corner(line)) tell_unread(line, number, "[扩展信息]");
      block().emplace_back("扩展信息", std::string(line));
      return;
    }
    auto cells = point_cells(line);
    if (point_line(cells, !out_.parcels.empty())) return point({number, std::move(cells)});
    // Prose is no header, but what it says of the system counts.
    if (speaks_of_points(at_line(number), std::string(line)))
      block().emplace_back(at_line(number), std::string(line));
    if (holds_corner(line)) return tell_unread(line, number, "other words");
    if (promises_points(std::string(line))) return tell_promise(at_line(number) + ": " + std::string(line));
    counted_.hear(std::string(line));
    notes_.add("survey.line_unread", Severity::warning,
               at_line(number) + ": \"" + shortened(line, 60) +
                   "\" is neither a header, a parcel nor a point; it is left out",
               "make sure that it is no boundary point");
  }

  // Whether it is a point of the parcel nobody can say, so no project of the file is known as a whole.
  void tell_unread(std::string_view line, std::size_t number, const char* within) {
    notes_.add("survey.points_unread", Severity::error,
               at_line(number) + ": \"" + shortened(line, 60) + "\" looks like a boundary point within " +
                   within + ", and is not read",
               "put points of the parcel into lines of their own below it; take out the others");
  }

  void hear_remark(std::string_view line, std::size_t number) {
    const std::string text(line);
    if (promises_points(text)) tell_promise(at_line(number) + ": " + text);
    counted_.hear(text);
  }

  void tell_promise(const std::string& said) {
    notes_.add("survey.points_unread", Severity::error,
               "\"" + shortened(said, 80) + "\" says that further points or parcels stand elsewhere",
               "add them to the text, or take the words out if none are missing");
  }

  // The block that is being written: a new one behind parcels or points.
  Statements& block() {
    const bool used = !out_.parcels.empty() && out_.parcels.back().blocks == out_.blocks.size();
    if (out_.blocks.empty() || used) out_.blocks.emplace_back();
    return out_.blocks.back();
  }

  void header(std::pair<std::string, std::string> pair, std::size_t number) {
    Statements& own = block();
    const auto twin = std::find_if(own.begin(), own.end(), [&](const auto& other) {
      return key_of(other.first) == key_of(pair.first) && other.second != pair.second;
    });
    // Two systems are a fault of the parcels, and remarks may be many.
    if (twin != own.end() && known_key(pair.first) && !is_system_key(pair.first) && !is_remark(pair.first))
      notes_.add("survey.header_repeated", Severity::warning,
                 at_line(number) + ": " + pair.first + "=" + pair.second + " contradicts " + twin->first +
                     "=" + twin->second + " above; the first counts",
                 "correct one of them");
    own.push_back(std::move(pair));
  }

  void point(PointLine line) {
    if (out_.parcels.empty()) {
      notes_.add(
          "survey.parcel_line_missing", Severity::warning,
          at_line(line.line) + ": points without a parcel line before them; they are read as one parcel",
          "check that no line that ends in @ is missing");
      out_.parcels.push_back({line.line, false, {}, {}, out_.blocks.size()});
    }
    out_.parcels.back().points.push_back(std::move(line));
  }

  Notes& notes_;
  std::string section_;
  BoundaryLines out_;
  Counted counted_;
};

bool whole_number(const std::string& cell) {
  const auto number = read_decimal(cell);
  return number && number->decimals == 0;
}

bool has_count(const std::vector<std::string>& cells) {
  const auto word = [&](std::size_t i) { return i < cells.size() && geometry_word(cells[i]); };
  if (word(4)) return true;
  if (word(3)) return false;
  if (cells.empty() || cells.front().empty() || whole_number(cells.front())) return true;
  return !read_area(cells.front());
}

// Two points one after the other with the same first cell: it is the number of the ring, for names differ.
bool first_is_ring(const std::vector<PointLine>& points) {
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto &p = points[i - 1].cells, &q = points[i].cells;
    if (p.size() == 3 && q.size() == 3 && whole_number(p[0]) && p[0] == q[0]) return true;
  }
  return false;
}

// How many cells most lines of points have: one with fewer has lost a number.
std::size_t usual_cells(const std::vector<PointLine>& points) {
  std::array<std::size_t, 5> count{};
  for (const PointLine& p : points) ++count[std::min<std::size_t>(p.cells.size(), 4)];
  return static_cast<std::size_t>(std::max_element(count.begin(), count.end()) - count.begin());
}

}  // namespace

std::optional<std::string_view> parcel_line(std::string_view line) {
  while (!line.empty() && std::string_view(" \t\r,;").find(line.back()) != std::string_view::npos)
    line.remove_suffix(1);
  if (!line.ends_with('@')) return std::nullopt;
  return line.substr(0, line.size() - 1);
}

BoundaryLines sort_lines(std::string_view utf8, Notes& notes) { return Sorter(notes).run(utf8); }

Statements header_of(const BoundaryLines& lines, const Parcel& parcel) {
  const Blocks& blocks = lines.blocks;
  const std::size_t used = lines.parcels.empty() ? 0 : lines.parcels.back().blocks;
  Statements out;
  for (std::size_t b = 0; b < parcel.blocks; ++b) {
    std::erase_if(out, [&](const auto& earlier) {
      return !is_remark(earlier.first) && std::any_of(blocks[b].begin(), blocks[b].end(), [&](const auto& s) {
        return key_of(s.first) == key_of(earlier.first);
      });
    });
    out.insert(out.end(), blocks[b].begin(), blocks[b].end());
  }
  const std::size_t behind = parcel.blocks == 0 ? 0 : used;
  for (std::size_t b = behind; b < blocks.size(); ++b)
    out.insert(out.end(), blocks[b].begin(), blocks[b].end());
  return out;
}

bool is_total_area(std::string_view key) { return is_key(kTotalAreas, key); }

std::vector<std::pair<std::string, std::string>> parcel_fields(const std::vector<std::string>& cells) {
  static constexpr std::array<const char*, 13> kNames = {
      "界址点数", "地块面积", "地块编号", "地块名称", "记录图形属性", "图幅号", "地块用途",
      "地类编码", "图斑类型", "地类",     "GZQ",      "GZH",          "备注"};
  std::vector<std::pair<std::string, std::string>> out;
  const std::size_t skip = has_count(cells) ? 0 : 1;
  for (std::size_t i = 0; i < cells.size() && i + skip < kNames.size(); ++i)
    if (!cells[i].empty()) out.emplace_back(kNames[i + skip], cells[i]);
  return out;
}

// A further point beside the first of a line, on other ground: "J1,1,X,Y,J1,1,X,Y". A copy in degrees is none.
bool further_point(const std::vector<std::string>& cells) {
  for (std::size_t i = 4; i + 1 < cells.size(); ++i)
    if (corner_like(cells[i], cells[i + 1]) && !same_corner({cells[2], cells[3]}, {cells[i], cells[i + 1]}))
      return true;
  return false;
}

std::vector<Corner> read_points(const Parcel& parcel, Notes& notes, std::string& fault) {
  std::vector<Corner> out;
  const bool ring_first = first_is_ring(parcel.points);
  const std::size_t usual = usual_cells(parcel.points);
  std::size_t first_extra = 0, first_further = 0;
  for (const PointLine& p : parcel.points) {
    const auto& cells = p.cells;
    const std::size_t n = std::min<std::size_t>(cells.size(), 4);
    if (n < usual) {
      fault = at_line(p.line) + ": " + std::to_string(n) + " values where most points have " +
              std::to_string(usual) + ": X or Y is missing; fill it in";
      return {};
    }
    if (cells.size() > 4 && first_extra == 0) first_extra = p.line;
    if (first_further == 0 && further_point(cells)) first_further = p.line;
    Corner corner;
    corner.line = p.line;
    if (n == 4 || (n == 3 && !ring_first)) corner.name = narrow(cells[0]);
    if (n == 4) corner.ring = key_of(cells[1]);
    if (n == 3 && ring_first) corner.ring = key_of(cells[0]);
    fault = read_pair(cells[n - 2], cells[n - 1], {}, corner);
    if (!fault.empty()) return {};
    out.push_back(std::move(corner));
  }
  if (first_further)
    notes.add(
        "survey.points_unread", Severity::error,
        at_line(first_further) + ": a second point stands behind the first, on other ground, and is not read",
        "put each point into a line of its own; take out points that are none of the parcel");
  else if (first_extra)
    notes.add(
        "survey.cells_ignored", Severity::note,
        at_line(first_extra) + ": more than four cells in a line of a point; the further ones are not read");
  return out;
}

}  // namespace zonegate::survey
