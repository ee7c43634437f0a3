// SPDX-License-Identifier: Apache-2.0
//
// A limit of memory cuts A into blocks. It may cost passes over B; it never changes a row.
#include <catch2/catch.hpp>

#include "pair_scenes.h"

using namespace zonegate;
using namespace zonegate::testing;

namespace {

// Everything that a table shows, with the numbers of the features replaced by their names.
std::string text_of(const app::PairResult& result, const app::PairOptions& options) {
  std::string text;
  const auto out = [&](std::string_view piece) { text += piece; };
  if (app::makes_table(options)) {
    app::table_csv(result, options, out, false);
  } else {
    app::pairs_csv(result, options, out, false);
  }
  return text;
}

struct InBlocks {
  std::string text;
  std::size_t blocks = 0;
  app::PairTotals totals;
};
InBlocks in_blocks(app::PairOptions options, std::size_t bytes) {
  options.memory_bytes = bytes;
  InBlocks out;
  out.totals = app::overlay_pairs(options, {}, [&](app::PairResult&& block) {
    ++out.blocks;
    out.text += text_of(block, options);
  });
  return out;
}

void check(const app::PairOptions& options, std::size_t least_blocks) {
  const app::PairResult whole = app::overlay_pairs(options);
  const std::string text = text_of(whole, options);
  const InBlocks blocks = in_blocks(options, 400000);
  CHECK(blocks.blocks >= least_blocks);
  CHECK(blocks.text == text);
  CHECK(blocks.totals.read_a == whole.read_a);
  CHECK(blocks.totals.read_b == whole.read_b);
  CHECK(blocks.totals.row_count == whole.row_count);
  CHECK(blocks.totals.issues.size() == whole.issues.size());
  CHECK(in_blocks(options, 0).blocks == 1);
}

}  // namespace

TEST_CASE("a limit of memory changes no row of pairs, of the nearest or of groups") {
  CAPTURE(geom::random::seed());
  const Scene s = scene(777, 4400, 1000000);
  const TempFolder folder;
  write_csv(folder / "a.csv", s.a);
  write_csv(folder / "b.csv", s.b);
  auto options = options_of(folder / "a.csv", folder / "b.csv", "planar");
  options.b.push_back(options.b[0]);
  SECTION("pairs") { check(options, 4); }
  SECTION("pairs, drawn and with 2 threads") {
    options.draw = true;
    options.jobs = 2;
    check(options, 4);
  }
  SECTION("nearest") {
    options.nearest = true;
    options.question.max_distance_m = 0;
    check(options, 2);
  }
  SECTION("counts") {
    options.count = true;
    check(options, 2);
  }
  SECTION("rings") {
    options.rings_m = {10, 30};
    check(options, 2);
  }
  SECTION("crossings") {
    options.crossings = true;
    check(options, 2);
  }
  SECTION("groups") {
    options.group_by = "id";
    check(options, 2);
  }
}

TEST_CASE(
    "faults of B are said once, however many passes there are; of an empty A the layers are read all the "
    "same") {
  const TempFolder folder;
  std::string a = "id,WKT\n", b = a;
  for (int i = 0; i < 6000; ++i) {
    const std::string x = std::to_string(10 * i);
    const std::string square = "\"POLYGON((" + x + " 0," + x + " 8," + std::to_string(10 * i + 8) + " 8," +
                               std::to_string(10 * i + 8) + " 0," + x + " 0))\"\n";
    a += std::to_string(i) + "," + square;
    b += std::to_string(i) + "," + (i == 3000 ? std::string("\"POLYGON((0 0,1 1))\"\n") : square);
  }
  write_text(folder / "a.csv", a);
  write_text(folder / "b.csv", b);
  write_text(folder / "none.csv", "id,WKT\n");
  check(options_of(folder / "a.csv", folder / "b.csv", "planar"), 4);
  const auto none = in_blocks(options_of(folder / "none.csv", folder / "b.csv", "planar"), 1000);
  CHECK(none.totals.row_count == 0);
  CHECK(none.totals.read_b == std::vector<std::size_t>{6000});
}
