// SPDX-License-Identifier: Apache-2.0
//
// `overlay` on the published pairs that break overlay engines, as two files of many features each: the table of exact areas in
// ZONEGATE_SHARED/testdata/overlay, and the polygon pairs of GEOS's robustness tests in ZONEGATE_SHARED/data/bench_geom/geos_robust_overlay (WKT and
// hexadecimal WKB inside XML inside zstd), judged in rational arithmetic. Either side may be the one that is held.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <numeric>
#include <sstream>

#include "../geom/rational.h"
#include "io/io.h"
#include "world.h"

using namespace zonegate;

namespace {

struct Pair {
  std::string id, a, b;  // WKT
};

std::string as_csv(const std::vector<Pair>& pairs, std::string Pair::*side) {
  std::string text = "id,WKT\n";
  for (const Pair& pair : pairs) text += pair.id + ",\"" + pair.*side + "\"\n";
  return text;
}

app::PairResult rows_of(const std::vector<Pair>& pairs, bool swapped) {
  const testing::TempFolder folder;
  testing::write_text(folder / "a.csv", as_csv(pairs, swapped ? &Pair::b : &Pair::a));
  testing::write_text(folder / "b.csv", as_csv(pairs, swapped ? &Pair::a : &Pair::b));
  app::PairOptions options;
  options.a.path = folder / "a.csv";
  options.b = {{folder / "b.csv", "", "", {}}};
  options.area = "planar";
  auto result = app::overlay_pairs(options);
  CHECK(result.read_a == pairs.size());
  CHECK(result.read_b.at(0) == pairs.size());
  return result;
}

struct Got {
  double area = 0, bound = 0;
};
// Those of one id: the pair itself. The corpora lie one over another, so there are many more.
std::map<std::string, Got> own_pairs(const app::PairResult& result) {
  std::map<std::string, Got> out;
  for (const auto& row : result.rows) {
    CHECK(result.share_a(row) >= 0);
    CHECK(result.share_a(row) <= 1);
    CHECK(result.share_b(row) >= 0);
    CHECK(result.share_b(row) <= 1);
    if (result.a[row.a].id == result.b[0][row.b].id)
      out[result.a[row.a].id] = {row.fact.area_m2, row.fact.bound_m2};
  }
  return out;
}

geom::Figure figure(const std::string& wkt) {
  const auto shape = geom::from_wkt(wkt);
  REQUIRE(shape);
  return geom::make_figure(*shape);
}

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream stream(line);
  for (std::string cell; std::getline(stream, cell, '\t');) cells.push_back(cell);
  return cells;
}

// ------------------------------------------------------------------------------------------- the XML files
std::string unpacked(const std::filesystem::path& path) {
  const std::string command = "zstd -dcq '" + path.string() + "' 2>/dev/null";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  std::array<char, 65536> buffer;
  for (std::size_t n = 1; pipe && n > 0;) {
    n = std::fread(buffer.data(), 1, buffer.size(), pipe.get());
    text.append(buffer.data(), n);
  }
  return text;
}

std::string element(const std::string& text, const std::string& name) {
  const auto from = text.find("<" + name + ">"), to = text.find("</" + name + ">");
  if (from == std::string::npos || to == std::string::npos) return "";
  return text.substr(from + name.size() + 2, to - from - name.size() - 2);
}

// WKT of a polygon or multipolygon, else "".
std::string polygons_of(std::string text) {
  if (text.find('(') == std::string::npos) {
    std::erase_if(text, [](unsigned char c) { return std::isspace(c); });
    std::vector<std::uint8_t> wkb;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
      wkb.push_back(static_cast<std::uint8_t>(std::stoi(text.substr(i, 2), nullptr, 16)));
    geom::RingSet rings;
    if (geom::read_wkb_rings(wkb, rings) != geom::WkbContent::polygons) return "";
    return geom::to_wkt(geom::to_shape(rings));
  }
  const auto shape = geom::from_wkt(text);
  const bool polygons = shape && !shape->polygons.empty() && shape->lines.empty() && shape->points.empty();
  return polygons ? geom::to_wkt(*shape) : "";
}

std::vector<Pair> robust_pairs(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Pair> pairs;
  for (const auto& file : files) {
    const std::string text = unpacked(file);
    int number = 0;
    for (auto at = text.find("<case>"); at != std::string::npos; at = text.find("<case>", at + 1)) {
      const std::string one = text.substr(at, text.find("</case>", at) - at);
      Pair pair{file.stem().stem().string() + "#" + std::to_string(++number), polygons_of(element(one, "a")),
                polygons_of(element(one, "b"))};
      if (!pair.a.empty() && !pair.b.empty()) pairs.push_back(std::move(pair));
    }
  }
  return pairs;
}

bool area_valid(const geom::Figure& f) {
  const geom::Measured m = geom::excess(f.area_edges());
  return std::abs(m.value) <= m.bound;
}

}  // namespace

TEST_CASE("all published pairs as two files: no wrong area, from either side") {
  const char* shared = std::getenv("ZONEGATE_SHARED");
  std::ifstream file(std::string(shared ? shared : "") + "/testdata/overlay/overlay_area.tsv");
  if (!shared || !file) {
    WARN("SKIPPED: ZONEGATE_SHARED is not set, or holds no overlay_area.tsv");
    return;
  }
  std::vector<Pair> pairs;
  std::map<std::string, std::pair<double, double>> expected;  // area, tolerance
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto cells = split(line);
    if (cells.size() < 17 || cells[10].empty()) continue;
    pairs.push_back({cells[0], cells[15], cells[16]});
    expected[cells[0]] = {std::stod(cells[10]),
                          std::max(1e-6, 1e-6 * std::min(std::stod(cells[8]), std::stod(cells[9])))};
  }
  REQUIRE(pairs.size() == 256);
  const auto ab = own_pairs(rows_of(pairs, false)), ba = own_pairs(rows_of(pairs, true));
  double worst = 0;
  for (const Pair& pair : pairs) {
    const auto [area, tolerance] = expected.at(pair.id);
    const Got got = ab.contains(pair.id) ? ab.at(pair.id) : Got{};
    const double error = std::abs(got.area - area);
    INFO(pair.id << ": expected " << area << ", got " << got.area << ", bound " << got.bound);
    CHECK(error <= tolerance);
    if (ab.contains(pair.id)) CHECK(error <= got.bound + 0x1p-53 * area);  // the table's own rounding
    REQUIRE(ab.contains(pair.id) == ba.contains(pair.id));
    if (ab.contains(pair.id)) CHECK(ba.at(pair.id).area == got.area);
    worst = std::max(worst, error / tolerance);
  }
  WARN("worst error " << worst << " of the tolerance over " << pairs.size() << " pairs, " << ab.size()
                      << " of them reported");
}

TEST_CASE("the polygon pairs of the robustness tests as two files: no wrong area") {
  const char* shared = std::getenv("ZONEGATE_SHARED");
  const std::string folder = std::string(shared ? shared : "") + "/data/bench_geom/geos_robust_overlay";
  const std::vector<Pair> pairs =
      shared && std::filesystem::is_directory(folder) ? robust_pairs(folder) : std::vector<Pair>{};
  if (pairs.empty()) {
    WARN("SKIPPED: ZONEGATE_SHARED is not set, or holds no geos_robust_overlay, or there is no zstd");
    return;
  }
  CHECK(pairs.size() == 156);
  const app::PairResult result = rows_of(pairs, false), back = rows_of(pairs, true);
  const auto ab = own_pairs(result), ba = own_pairs(back);
  double worst = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const geom::Figure a = figure(pairs[i].a), b = figure(pairs[i].b);
    const bool reported = ab.contains(pairs[i].id);
    const Got got = reported ? ab.at(pairs[i].id) : Got{};
    INFO(pairs[i].id << ": got " << got.area << ", bound " << got.bound);
    REQUIRE(reported == ba.contains(pairs[i].id));
    CHECK((area_valid(a) && area_valid(b)));
    if (reported) CHECK(ba.at(pairs[i].id).area == got.area);
    const double error =
        geom::oracle::error(got.area, geom::oracle::overlap_of_many(a.area_edges(), b.area_edges()));
    const double smaller = std::min(geom::area(a.area_edges()).value, geom::area(b.area_edges()).value);
    const double tolerance = std::max(1e-6, 1e-6 * smaller);
    CAPTURE(error, tolerance);
    CHECK(error <= tolerance);
    if (reported) CHECK(error <= got.bound);
    worst = std::max(worst, error / tolerance);
  }
  WARN("worst error " << worst << " of the tolerance over " << pairs.size() << " pairs, " << ab.size()
                      << " of them reported");
}
