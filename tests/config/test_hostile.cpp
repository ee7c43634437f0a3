// SPDX-License-Identifier: Apache-2.0
// Files that are broken, or made to break the reader.
#include <catch2/catch.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "config/config.h"

using namespace zonegate::config;

namespace {

std::string first(const std::string& text) {
  Mistakes m;
  const Node root = parse(text, "x.yaml", m);
  return m.empty() ? "" : to_line(m[0]);
}

}  // namespace

TEST_CASE("what is not YAML is one mistake with its line") {
  CHECK(first("a: [1, 2\nb: 3\n").find("not valid YAML") != std::string::npos);
  CHECK(first("a: 1\n b: 2\n").starts_with("x.yaml:2: not valid YAML"));
  CHECK(first("") == "x.yaml: the file is empty");
  CHECK(first("# only a comment\n") == "x.yaml: the file is empty");
}

TEST_CASE("a key given twice is a mistake, not a silent choice") {
  CHECK(first("a: 1\nb: 2\na: 3\n") == "x.yaml:3: key 'a' is given twice (first on line 1)");
}

TEST_CASE("anchors, aliases and second documents are refused") {
  CHECK(first("a: &x [1]\nb: *x\n") ==
        "x.yaml:1: an anchor (&name) is not allowed here; write the value out");
  CHECK(first("a: 1\n---\nb: 2\n").find("second document") != std::string::npos);
  CHECK(first("? [a, b]\n: c\n").find("a key must be a plain word") != std::string::npos);
}

TEST_CASE("depth and size are limited") {
  CHECK(first(std::string(60, '[') + std::string(60, ']')).empty());
  CHECK(first(std::string(70, '[') + std::string(70, ']')).find("deeper than 64") != std::string::npos);
  CHECK(first(std::string(100000, '[')).find("x.yaml:1") != std::string::npos);
  CHECK(first(std::string((8u << 20) + 1, 'a')).find("the limit is 8388608") != std::string::npos);
}

TEST_CASE("a file that is not there is a mistake that names it") {
  Mistakes m;
  CHECK_FALSE(load("/nonexistent/rule.yaml", m).exists());
  REQUIRE(m.size() == 1);
  CHECK(to_line(m[0]) == "/nonexistent/rule.yaml: the file cannot be read");
  m.clear();
  CHECK_FALSE(load("/tmp", m).exists());
  CHECK(m.size() == 1);
}

TEST_CASE("a file reads as its text does") {
  const std::string path = (std::filesystem::temp_directory_path() / "zonegate_test_config.yaml").string();
  std::ofstream(path) << "\xEF\xBB\xBF"
                      << "a: 中文\r\nb: 2\r\n";
  Mistakes m;
  const Node root = load(path, m);
  std::remove(path.c_str());
  CHECK(root.get("a").scalar() == "中文");
  CHECK(root.get("b").number(m) == 2.0);
  CHECK(m.empty());
}
