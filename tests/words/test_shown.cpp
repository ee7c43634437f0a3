// SPDX-License-Identifier: Apache-2.0
// Texts of inputs as people are shown them: signs that turn a line, and places of a machine.
#include <catch2/catch.hpp>

#include "words/words.h"

using namespace zonegate;
using namespace zonegate::words;

TEST_CASE("signs that turn the order of a line are shown, and nothing else changes") {
  CHECK(visible("甲\u202e乙") == "甲\\u202e乙");
  CHECK(visible("\u2066a\u2069\u200f\u061c") == "\\u2066a\\u2069\\u200f\\u061c");
  for (const char* text : {"", "汉源有机原料厂（园区）", "– “x” … ′″", "\u2060\u200b", "\xe2\x80"})
    CHECK(visible(text) == text);
  CHECK(html_escape("<甲\u202e&乙\u2069>") == "&lt;甲\\u202e&amp;乙\\u2069&gt;");
}

TEST_CASE("paths from the root of a machine are names of files") {
  CHECK(without_places("/home/a/b.shp") == "b.shp");
  CHECK(without_places("project P (/home/a/b.geojson) has the outline of Q (/srv/c.gpkg)") ==
        "project P (b.geojson) has the outline of Q (c.gpkg)");
  CHECK(without_places("来源 /data/雅安/项目.gpkg；点位") == "来源 项目.gpkg；点位");
  CHECK(without_places("文件：C:\\Users\\a\\b.xlsx[清单]:7") == "文件：b.xlsx[清单]:7");
  CHECK(without_places("/data/a b (1)/s.geojson: row 3", "/data/a b (1)/s.geojson") == "s.geojson: row 3");
  for (const char* text : {"511802/511803/511804", "https://a.example/b/c", "t C/ha", "/ha", "a/b.shp",
                           "projects/a/b.shp", "禁止/禁止", "甲/乙/丙", "1/2", "/"})
    CHECK(without_places(text) == text);
}
