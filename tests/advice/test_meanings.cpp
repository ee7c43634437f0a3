// SPDX-License-Identifier: Apache-2.0
#include "advice/advice.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace zonegate;

namespace {

const std::string kShipped = std::string(ZONEGATE_SOURCE_DIR) + "/documents/issues.yaml";

// A file that goes again.
struct File {
  std::filesystem::path path = std::filesystem::temp_directory_path() / "zonegate-test-meanings.yaml";
  explicit File(const std::string& text) { std::ofstream(path) << text; }
  ~File() { std::filesystem::remove(path); }
};

bool has_chinese(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE4; });
}

}  // namespace

TEST_CASE("every code that is shipped has a severity, a meaning in both languages and a remedy") {
  const auto all = advice::read_meanings(kShipped);
  CHECK(all.size() > 200);
  for (const auto& [code, meaning] : all) {
    INFO(code);
    CHECK_FALSE(meaning.severities.empty());
    CHECK_FALSE(meaning.what.en.empty());
    CHECK(has_chinese(meaning.what.zh));
    CHECK(has_chinese(meaning.remedy_zh));
    CHECK_FALSE(has_chinese(meaning.what.en.substr(0, 1)));
  }
}

TEST_CASE(
    "a Chinese reader is told the meaning, and what the program said with its numbers; an English one only "
    "that") {
  const auto all = advice::read_meanings(kShipped);
  const auto zh = advice::said(all, "project.part_unsized", "3 points", "give area_ha", Lang::zh);
  CHECK(zh.issue == "点或线没有给出面积或宽度\n程序原文：3 points");
  CHECK(zh.remedy == "点补填面积或半径，线补填宽度\n程序原文：give area_ha");
  CHECK(advice::said(all, "project.part_unsized", "3 points", "", Lang::zh).remedy ==
        "点补填面积或半径，线补填宽度");
  const auto en = advice::said(all, "project.part_unsized", "3 points", "give area_ha", Lang::en);
  CHECK(en.issue == "3 points");
  CHECK(en.remedy == "give area_ha");
}

TEST_CASE("of a code that nobody explains the program alone speaks") {
  const auto zh = advice::said({}, "new.code", "5 m off", "measure again", Lang::zh);
  CHECK(zh.issue == "5 m off");
  CHECK(zh.remedy == "measure again");
}

TEST_CASE("all mistakes of the file are told with their lines") {
  const File file("a.b:\n  severity: [loud]\n  en: x\n  zh: 甲\n  remedi: 乙\n");
  try {
    advice::read_meanings(file.path.string());
    FAIL("it was read");
  } catch (const Error& error) {
    const std::string text = error.what();
    CHECK(text.find(":2: 'loud' is none of") != std::string::npos);
    CHECK(text.find("remedi") != std::string::npos);
  }
}
