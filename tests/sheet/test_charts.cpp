// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "sheet/canvas.h"

using namespace zonegate;
using namespace zonegate::sheet;

namespace {

std::size_t count(const std::string& text, const std::string& of) {
  std::size_t n = 0;
  for (std::size_t at = text.find(of); at != std::string::npos; at = text.find(of, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("a hatch stays inside its rings and out of their holes") {
  const std::vector<Outline> rings = {rectangle(0, 0, 10, 10), rectangle(4, 4, 6, 6)};
  // Five scan lines 2 mm apart from 0: those through the hole come in two pieces. An edge owns its lower end, so the lines at 0 and 6 count once.
  const std::string lines = hatch_lines(rings, Hatch::flat, 2);
  CHECK(lines.find("M0 2L10 2") != std::string::npos);
  CHECK(lines.find("M0 4L4 4") != std::string::npos);
  CHECK(lines.find("M6 4L10 4") != std::string::npos);
  CHECK(lines.find("M4 4") == std::string::npos);
  CHECK(hatch_lines(rings, Hatch::none, 2).empty());
  CHECK(count(hatch_lines(rings, Hatch::cross, 2), "M") ==
        count(hatch_lines(rings, Hatch::up, 2), "M") + count(hatch_lines(rings, Hatch::down, 2), "M"));
}

TEST_CASE("ticks are round and lie within the axis") {
  for (const auto& [low, high] : {std::pair{0.0, 1234.5}, {-0.37, 0.02}, {-98000.0, 12.0}, {3.0, 3.0}}) {
    const Ticks t = ticks_of(low, high);
    CHECK(t.first >= low - t.step * 1e-6);
    const double lead = t.step / std::pow(10, std::floor(std::log10(t.step) + 1e-9));
    CHECK((std::abs(lead - 1) < 1e-6 || std::abs(lead - 2) < 1e-6 || std::abs(lead - 5) < 1e-6));
    CHECK(std::abs(std::stod(fixed(t.step, t.decimals)) - t.step) < t.step * 1e-6);
  }
  CHECK(grouped(-1234567.26, 1) == "−1,234,567.3");
  CHECK(grouped(999, 0) == "999");
  CHECK(grouped(0.001, 0) == "0");
}

TEST_CASE("looks and lines of a chart differ in more than their colour") {
  std::set<std::pair<Hatch, bool>> looks;  // hatch, and whether the ground is dark
  std::set<std::pair<std::string_view, double>> strokes;
  for (std::size_t i = 0; i < 6; ++i) {
    const auto red = std::stoi(std::string(chart_look(i).fill.substr(1, 2)), nullptr, 16);
    looks.emplace(chart_look(i).hatch, red < 0x60);
  }
  for (std::size_t i = 0; i < 4; ++i) strokes.emplace(chart_stroke(i).dash, chart_stroke(i).width);
  CHECK(looks.size() == 6);
  CHECK(strokes.size() == 4);
}

TEST_CASE("charts hold what they were given, and no name becomes an element") {
  const BandChart band{"t C", {2025, 2026, 2027}, {{"net <b>", {0, -3, 5}}}, "band", {0, -4, 2}, {0, -1, 9}};
  const Picture p = draw(band);
  CHECK(p.svg.find("net &lt;b&gt;") != std::string::npos);
  CHECK(p.svg.find("<b>") == std::string::npos);
  CHECK(p.svg.find(">2026<") != std::string::npos);
  for (const char* asks : {"href", "url(", "<style", "<pattern", "<script"})
    CHECK(p.svg.find(asks) == std::string::npos);

  const TornadoChart tornado{"t C", -10, {{"growth", -20, 0, "61.0 %"}, {"soil", -12, -8, "9.5 %"}}};
  CHECK(draw(tornado).svg.find(">61.0 %<") != std::string::npos);
  CHECK(draw(tornado).svg.find(">−10.0 t C<") != std::string::npos);

  const BarChart bars{"projects", 0, {"a", "b"}, {{"one", {3, 4}}, {"two", {0, -2}}}};
  CHECK(draw(bars).svg.find(">7<") != std::string::npos);
  CHECK(draw(bars).svg.find(">−2<") != std::string::npos);
}

TEST_CASE("a stack adds up from below, and its comparison is a dashed line") {
  const StackChart chart{
      "t C", {2025, 2026}, {{"soil", {10, 10}}, {"wood", {30, 20}}}, Curve{"without", {40, 45}}};
  const std::string svg = draw(chart).svg;
  const StackChart alone{"t C", {2025, 2026}, {{"soil", {10, 10}}, {"wood", {30, 20}}}};
  CHECK(count(svg, "stroke-dasharray=\"2 1.2\"") == 2);  // in the chart and in its key
  CHECK(count(draw(alone).svg, "stroke-dasharray=\"2 1.2\"") == 0);
}
