// SPDX-License-Identifier: Apache-2.0
// Private to app: rows of pairs as they come in, put in order at the end without being held twice for long.
#pragma once

#include <utility>
#include <vector>

#include "app/app.h"

namespace zonegate::app {

// Rows come in the order of B; they leave in the order of A. Stable, so that those of one feature keep their order.
class RowPieces {
 public:
  void add(std::vector<PairRow>& rows, std::vector<geom::Shape>& drawn, std::size_t first_b) {
    for (auto& row : rows) row.b += static_cast<std::uint32_t>(first_b);
    count_ += rows.size();
    pieces_.push_back({std::move(rows), std::move(drawn)});
  }

  void order_by_a(PairResult& result, std::size_t features) {
    std::vector<std::size_t> next(features + 1, 0);
    for (const auto& piece : pieces_)
      for (const auto& row : piece.rows) ++next[row.a + 1];
    for (std::size_t i = 0; i < features; ++i) next[i + 1] += next[i];
    result.rows.resize(count_);
    for (auto& piece : pieces_) {
      if (!piece.drawn.empty()) result.drawn.resize(count_);
      for (std::size_t i = 0; i < piece.rows.size(); ++i) {
        const std::size_t to = next[piece.rows[i].a]++;
        result.rows[to] = piece.rows[i];
        if (!piece.drawn.empty()) result.drawn[to] = std::move(piece.drawn[i]);
      }
      piece = {};
    }
  }

 private:
  struct Piece {
    std::vector<PairRow> rows;
    std::vector<geom::Shape> drawn;
  };
  std::vector<Piece> pieces_;
  std::size_t count_ = 0;
};

}  // namespace zonegate::app
