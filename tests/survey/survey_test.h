// SPDX-License-Identifier: Apache-2.0
// Short ways to ask a document what it holds.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "survey/survey.h"

namespace zonegate::survey_test {

inline const std::string kHeader =
    "[属性描述]\n格式版本号=1.01\n坐标系=2000国家大地坐标系\n几度分带=3\n投影类型=高斯克吕格\n计量单位="
    "米\n带号=34\n精度=0.001\n"
    "转换参数=,,,,,,\n[地块坐标]\n";
// A square of 100 m: 1 ha exactly.
inline const std::string kSquare =
    "J1,1,3320000.000,34512000.000\nJ2,1,3320100.000,34512000.000\nJ3,1,3320100.000,34512100.000\n"
    "J4,1,3320000.000,34512100.000\n";
inline const std::string kClose = "J1,1,3320000.000,34512000.000\n";

// A square of its own ring; north and east of its first corner in metres from the first corner of kSquare.
inline std::string square(const std::string& ring, int north, int east, int side, bool closed = true) {
  const int dn[] = {0, side, side, 0, 0}, de[] = {0, 0, side, side, 0};
  std::string out;
  for (int i = 0; i < (closed ? 5 : 4); ++i) {
    out.append("J").append(std::to_string(i % 4 + 1)).append(",").append(ring).append(",");
    out.append(std::to_string(3320000 + north + dn[i])).append(".000,");
    out.append(std::to_string(34512000 + east + de[i])).append(".000\n");
  }
  return out;
}

inline survey::Document read(const std::string& text, const survey::Options& options = {}) {
  return survey::read_boundary_text(text, "files/甲项目.txt", options);
}
inline std::string codes(const std::vector<Issue>& issues) {
  std::vector<std::string> all;
  for (const Issue& i : issues) all.push_back(i.code);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::string out;
  for (const auto& code : all) out += (out.empty() ? "" : " ") + code;
  return out;
}
inline std::string codes(const survey::Document& document) {
  std::vector<Issue> all = document.issues;
  for (const auto& f : document.features) all.insert(all.end(), f.issues.begin(), f.issues.end());
  return codes(all);
}
inline std::string message(const survey::Document& document, const std::string& code) {
  std::vector<Issue> all = document.issues;
  for (const auto& f : document.features) all.insert(all.end(), f.issues.begin(), f.issues.end());
  for (const Issue& i : all)
    if (i.code == code) return i.message;
  return "(no " + code + ")";
}
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace zonegate::survey_test
