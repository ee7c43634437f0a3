// SPDX-License-Identifier: Apache-2.0
#include "split_angles.h"

#include <algorithm>
#include <array>

#include "text.h"

namespace zonegate::survey {
namespace {

constexpr std::array<std::array<std::string_view, 4>, 3> kParts = {
    {{"度", "°", "_deg", "_d"}, {"分", "′", "_min", "_m"}, {"秒", "″", "_sec", "_s"}}};
constexpr std::array<std::string_view, 14> kAngles = {
    "经度", "东经", "拐点经度", "界址点经度", "中心经度", "lon", "longitude",
    "纬度", "北纬", "拐点纬度", "界址点纬度", "中心纬度", "lat", "latitude"};

struct PartOf {
  std::string angle;
  std::size_t part = 0;  // degrees, minutes, seconds
};

// 经度度, 经度(度), 经度_度, lon_deg; nullopt: a title of something else.
std::optional<PartOf> part_of(const std::string& header) {
  std::string key = key_of(header);
  std::erase_if(key, [](char c) { return c == '(' || c == ')' || c == '[' || c == ']'; });
  for (const auto angle : kAngles) {
    if (!key.starts_with(angle)) continue;
    std::string_view rest = std::string_view(key).substr(angle.size());
    for (std::size_t part = 0; part < kParts.size(); ++part)
      for (const auto word : kParts[part])
        if (rest == word || (rest.starts_with('_') && rest.substr(1) == word))
          return PartOf{std::string(angle), part};
  }
  return std::nullopt;
}

struct Split {
  std::string angle;
  std::size_t first = 0;  // its columns: first, first + 1, first + 2
};

// Degrees, minutes and seconds one after the other. The last comes first: joining its columns leaves the places of the others.
std::vector<Split> splits_of(const std::vector<std::string>& headers) {
  std::vector<Split> out;
  for (std::size_t c = 0; c + 2 < headers.size(); ++c) {
    const auto one = part_of(headers[c]), two = part_of(headers[c + 1]), three = part_of(headers[c + 2]);
    if (!one || !two || !three || one->angle != two->angle || one->angle != three->angle) continue;
    if (one->part != 0 || two->part != 1 || three->part != 2) continue;
    out.push_back({one->angle, c});
    c += 2;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

std::string joined(const std::string& degrees, const std::string& minutes, const std::string& seconds) {
  const auto d = trim(degrees), m = trim(minutes), s = trim(seconds);
  if (d.empty() && m.empty() && s.empty()) return {};
  return std::string(d) + "°" + std::string(m) + "′" + std::string(s) + "″";
}

}  // namespace

std::vector<std::string> joined_headers(const std::vector<std::string>& headers) {
  std::vector<std::string> out = headers;
  for (const Split& split : splits_of(headers)) {
    const auto at = out.begin() + static_cast<std::ptrdiff_t>(split.first);
    *at = split.angle;
    out.erase(at + 1, at + 3);
  }
  return out;
}

std::optional<TableView> joined_angles(const TableView& table) {
  const auto splits = splits_of(table.headers);
  if (splits.empty()) return std::nullopt;
  TableView out = table;
  out.headers = joined_headers(table.headers);
  for (auto& row : out.rows) {
    row.resize(std::max(row.size(), table.headers.size()));
    for (const Split& split : splits) {
      const auto at = row.begin() + static_cast<std::ptrdiff_t>(split.first);
      *at = joined(*at, *(at + 1), *(at + 2));
      row.erase(at + 1, at + 3);
    }
  }
  return out;
}

std::vector<bool> split_columns(const std::vector<std::string>& headers) {
  std::vector<bool> out(headers.size(), false);
  for (const Split& split : splits_of(headers))
    std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(split.first), 3, true);
  return out;
}

std::vector<std::string> split_angle_names() {
  std::vector<std::string> out;
  for (const auto angle : kAngles)
    for (const auto& words : kParts)
      for (const auto word : words)
        for (const bool bracket : {false, true}) {
          if (word.starts_with('_') && bracket) continue;
          out.push_back(std::string(angle) + (bracket ? "(" : "") + std::string(word) + (bracket ? ")" : ""));
        }
  return out;
}

}  // namespace zonegate::survey
