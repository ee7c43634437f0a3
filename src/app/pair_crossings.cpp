// SPDX-License-Identifier: Apache-2.0
//
// Lines of either side through polygons of the other: where each piece enters and leaves.
#include "app/pair_layers.h"

namespace zonegate::app {
namespace {

class Crosser {
 public:
  Crosser(const geom::Plane& plane, const PairFile& file_a, const PairFile& file_b, const HeldSide& b,
          bool draw)
      : tool_(plane, file_a, file_b, b), draw_(draw) {}

  std::vector<CrossingRow> operator()(const overlay::Ready& a) {
    std::vector<CrossingRow> rows;
    tool_.held.index.query(a.box(), tool_.candidates);
    std::shared_ptr<const geom::Figure> figure;
    for (const std::size_t i : tool_.candidates) {
      const overlay::Ready& b = tool_.held.ready[i];
      if (a.plain && b.plain) continue;  // no line on either side
      if (!figure) figure = tool_.a.figure(a);
      const auto other = tool_.b.figure(b);
      add(rows, i, true, geom::pieces_inside(*figure, *other, tool_.plane));
      add(rows, i, false, geom::pieces_inside(*other, *figure, tool_.plane));
    }
    return rows;
  }

 private:
  geom::Point out(geom::Point p) const {
    if (tool_.plane.is_local()) return p;
    const geom::LonLat g = tool_.plane.to_lonlat(p);
    return {g.lon, g.lat};
  }

  void add(std::vector<CrossingRow>& rows, std::size_t b, bool line_in_a,
           std::vector<geom::LinePiece>&& pieces) const {
    std::uint32_t number = 0;
    for (auto& piece : pieces) {
      CrossingRow row;
      row.b = static_cast<std::uint32_t>(b);
      row.line_in_a = line_in_a;
      row.number = ++number;
      row.enter = out(piece.enter);
      row.exit = out(piece.exit);
      if (!draw_) piece.path.clear();
      for (geom::Point& p : piece.path) p = out(p);
      row.piece = std::move(piece);
      rows.push_back(std::move(row));
    }
  }

  LayerTool tool_;
  bool draw_;
};

}  // namespace

void crossings_of_sides(std::vector<std::unique_ptr<PairFile>>& files, const PairFile& file_a,
                        const HeldSide& a, const geom::Plane& plane, const PairOptions& options,
                        const Progress& progress, PairResult& result) {
  result.crossings = ask_layers<Crosser, CrossingRow>(
      files, file_a, a, plane, options, progress, "crossings",
      [&](const PairFile& file, const HeldSide& b) {
        return std::make_unique<Crosser>(plane, file_a, file, b, options.draw);
      },
      [](Crosser& crosser, const overlay::Ready& ready) { return crosser(ready); }, {}, result);
}

}  // namespace zonegate::app
