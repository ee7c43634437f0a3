// SPDX-License-Identifier: Apache-2.0
#include "table_rows.h"

#include <algorithm>
#include <set>

#include "other_points.h"
#include "text.h"

namespace zonegate::survey {
namespace {

// "合计", "面积：0.8", "S=8000平方米 合12亩", "周长(m)"; exact: nothing but the word, its unit and a colon. Not "面积复核项目", a name.
bool total_word(const std::string& key, bool exact) {
  for (const std::string_view word : {"合计", "总计", "小计", "共计", "总面积", "面积", "周长", "s="}) {
    if (!key.starts_with(word)) continue;
    const std::string rest = key.substr(word.size());
    if (rest.empty() || rest == ":" || (rest.front() == '(' && rest.find(')') == rest.size() - 1))
      return true;
    if (exact) continue;
    if (word == "s=" || std::string_view(":=(-0123456789").find(rest.front()) != std::string_view::npos)
      return true;
    for (const std::string_view next : {"为", "约", "共", "合", "平方", "公顷", "亩"})
      if (rest.starts_with(next)) return true;
  }
  return false;
}

// "矿区面积", "用地面积：0.008平方公里", but not "面积复核项目".
bool area_word(const std::string& key) {
  const auto end = std::min(key.find_first_of(":=(0123456789"), key.size());
  const std::string name = key.substr(0, end);
  return name.ends_with("面积") && is_area_column(name);
}
// "制表人:张三", "审核:", "测绘单位:某院": whose work the table is, in as many cells as it likes.
bool footer_word(const std::string& key) {
  for (const std::string_view word :
       {"制表", "制图", "绘图", "审核", "校核", "复核", "审定",   "审查",     "检查",     "填表", "填报",
        "编制", "测量", "测绘", "计算", "记录", "日期", "负责人", "技术负责", "项目负责", "单位", "打印"}) {
    if (!key.starts_with(word)) continue;
    const auto colon = key.find(':');
    constexpr std::size_t kLongRole = 15;  // bytes
    return colon != std::string::npos && colon <= word.size() + kLongRole;
  }
  return false;
}

bool of_edges(const std::string& key) {
  return has_one(key, {"边长", "间距", "距离"}) && !has_one(key, {"编号", "坐标"});
}

}  // namespace

void TableRows::use(const Pair& pair) {
  pair_ = pair;
  lengths_.clear();
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    bool beside = !of_edges(columns_[c].key);
    for (std::size_t r = 0; r < table_.rows.size() && !beside; ++r)
      beside = !cell(r, c).empty() && !without_corner(r) && !is_total(r);
    lengths_.push_back(!beside);
  }
}

std::string TableRows::cell(std::size_t row, std::size_t column) const {
  const auto& cells = table_.rows[row];
  std::string text = column < cells.size() ? std::string(trim(cells[column])) : std::string();
  // A column of its own has one number in each cell, and its commas are marks between thousands.
  if (pair_.a == pair_.b || (column != pair_.a && column != pair_.b)) return text;
  const std::string plain = narrow(text), number = without_marks(plain);
  return number != plain && read_decimal(number) ? number : text;
}
std::size_t TableRows::line(std::size_t row) const {
  return row < table_.lines.size() ? table_.lines[row] : row + 2;
}
std::string TableRows::text(std::size_t row) const {
  std::string text;
  for (std::size_t c = 0; c < table_.rows[row].size(); ++c)
    if (const std::string said = cell(row, c); !said.empty()) text += (text.empty() ? "" : " ") + said;
  return text;
}
bool TableRows::blank(std::size_t row) const {
  const auto& cells = table_.rows[row];
  return std::all_of(cells.begin(), cells.end(), [](const auto& c) { return trim(narrow(c)).empty(); });
}
bool TableRows::without_corner(std::size_t row) const {
  return cell(row, pair_.a).empty() && cell(row, pair_.b).empty();
}

// The first filled cell says so, no point is named, and the numbers under the coordinates, if there are any, are sums and no corner.
bool TableRows::is_total(std::size_t row) const {
  std::size_t first = 0;
  while (first < table_.rows[row].size() && cell(row, first).empty()) ++first;
  const std::string key = key_of(cell(row, first));
  const std::string a = first == pair_.a ? "" : cell(row, pair_.a),
                    b = first == pair_.b ? "" : cell(row, pair_.b);
  const bool area = area_word(key) && !(read_coordinate(a) && read_coordinate(b));
  if (!area && !total_word(key, !a.empty() && !b.empty())) return false;
  if (pair_.a == pair_.b ? halves(a).has_value() : corner_like(a, b)) return false;
  const auto point = find_role(columns_, Role::point);
  const std::string name = point && *point != first ? cell(row, *point) : std::string();
  return name.empty() || read_decimal(name).has_value();
}

// No cell under the coordinates is a number, and the first filled one says what the others are.
bool TableRows::is_footer(std::size_t row) const {
  std::size_t first = 0;
  while (first < table_.rows[row].size() && cell(row, first).empty()) ++first;
  if (!footer_word(key_of(cell(row, first)))) return false;
  for (const std::size_t c : {pair_.a, pair_.b})
    if (read_coordinate(cell(row, c)) || halves(cell(row, c))) return false;
  return true;
}

bool TableRows::is_note(std::size_t row) const {
  if (is_total(row)) return true;
  const bool remark = has_one(key_of(text(row)).substr(0, 9), {"注:", "说明:"});
  if (remark && holds_corner(text(row)))
    return true;  // its commas may have put numbers under the coordinates
  if (is_footer(row)) return true;
  if (!without_corner(row)) return false;
  std::set<std::string> cells(table_.rows[row].begin(), table_.rows[row].end());
  cells.erase("");
  const std::string text = key_of(this->text(row));
  for (const std::string_view word : {"合计", "总计", "小计", "共计"})
    if (text.starts_with(word)) return true;
  for (const std::string_view word : {"注:", "备注:", "说明:", "附注:"})  // its commas may have parted it
    if (text.starts_with(word)) return true;
  if (cells.size() != 1) return false;
  for (const std::string_view word : {"注", "备注", "说明", "制表", "审核", "单位"})
    if (text.starts_with(word)) return true;
  constexpr std::size_t kLongName = 36;  // bytes: a dozen characters
  return text.find(':') != std::string::npos || text.find("。") != std::string::npos ||
         text.size() > kLongName;
}

bool TableRows::is_edge(std::size_t row) const {
  bool length = false;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const std::string said = cell(row, c);
    if (said.empty()) continue;
    const Role role = columns_[c].role;
    // Cells of the project and its parts may be merged over all rows.
    const bool merged =
        (role == Role::project || role == Role::name || role == Role::part || role == Role::ring) &&
        row > 0 && said == cell(row - 1, c);
    const bool edge = lengths_[c] && read_decimal(said);
    if (!merged && !edge) return false;
    length = length || edge;
  }
  return length;
}

bool TableRows::parts_table(std::size_t row) const {
  const auto project = find_role(columns_, Role::project);
  std::size_t filled = 0, same = 0;
  for (std::size_t c = 0; c < table_.rows[row].size() && c < table_.headers.size(); ++c) {
    const std::string text = cell(row, c);
    filled += !text.empty();
    same += !text.empty() && key_of(text) == key_of(table_.headers[c]);
  }
  const bool header = same >= 2 && same * 2 > filled;
  return header || (project && filled == 1 && !cell(row, *project).empty() && without_corner(row));
}

}  // namespace zonegate::survey
