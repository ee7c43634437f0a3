// SPDX-License-Identifier: Apache-2.0
// Rules written as text, read by the same reader as files are.
#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <set>

#include "rules/rules.h"

namespace zonegate::testing {

namespace fs = std::filesystem;

// A folder of rules that goes away again.
class RuleFolder {
 public:
  RuleFolder() : path_(fs::temp_directory_path() / ("zonegate_rules_" + std::to_string(next()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
    write("instruments.yaml",
          "instruments:\n"
          "  old-law: {title: {zh: 旧法, en: Old law}, from: 2000-01-01, to: 2026-08-15, superseded_by: "
          "new-law, verified: true}\n"
          "  new-law: {title: {zh: 新法, en: New law}, from: 2026-08-15, verified: true}\n"
          "  law: {title: {zh: 法, en: Law}, from: 2000-01-01, verified: true}\n");
  }
  ~RuleFolder() { fs::remove_all(path_); }
  RuleFolder(const RuleFolder&) = delete;
  RuleFolder& operator=(const RuleFolder&) = delete;

  void write(const std::string& name, const std::string& text) const {
    const fs::path file = path_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  std::string path() const { return path_.string(); }

 private:
  static int next() {
    static int count = static_cast<int>(::getpid()) * 1000;
    return ++count;
  }
  fs::path path_;
};

inline const std::string kHead =
    "id: XX-01\ntitle: {zh: 测试, en: Test}\ninstrument: law\nclause: 第一条\nregion: \"00\"\nverified: "
    "true\n";
inline const std::string kMeasure =
    "measure:\n  area: {layer: pbf, roles: occupation, stat: area}\n  far: {layer: river_area, roles: "
    "occupation, stat: distance, max_distance: 1000}\n";

// A rule from the part behind the head; `applies`, `measure` and `cases` are filled in where absent. Fails the test on any mistake.
inline rules::Rule make_rule(std::string body, const std::string& head = kHead) {
  if (body.find("applies:") == std::string::npos) body += "applies: {from: 2000-01-01}\n";
  if (body.find("measure:") == std::string::npos) body += kMeasure;
  if (body.find("cases:") == std::string::npos) body += "cases: []\n";
  const RuleFolder folder;
  folder.write("cn/test/XX-01.yaml", head + body);
  config::Mistakes mistakes;
  auto book = rules::load(folder.path(), mistakes);
  for (const auto& m : mistakes) UNSCOPED_INFO(config::to_line(m));
  REQUIRE(mistakes.empty());
  REQUIRE(book.rules.size() == 1);
  return book.rules[0];
}

}  // namespace zonegate::testing
