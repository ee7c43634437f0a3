// SPDX-License-Identifier: Apache-2.0
//
// Blocks bound what is held of the layers, at the price of one pass over them for each; pieces bound what is held of results.
#include <algorithm>
#include <map>

#include "app/stages.h"

namespace zonegate::app {
namespace {

constexpr std::size_t kPiece = 64;

overlay::Projects pointers(const std::vector<catalog::Project>& projects, std::size_t from, std::size_t to) {
  overlay::Projects out;
  for (std::size_t i = from; i < to; ++i) out.push_back(&projects[i]);
  return out;
}

}  // namespace

ProjectBlocks::ProjectBlocks(const Route& route)
    : route_(route),
      all_(pointers(route.s.projects.projects, 0, route.s.projects.projects.size())),
      reader_(overlay::MeasureInput{route.s.plan, route.s.layers, route.plane,
                                    [&route] { say(route.progress, {}); }},
              all_) {}

void ProjectBlocks::open_block() {
  say(route_.progress, "reading layers", at_, all_.size());
  nearby_.reset();  // before the next one takes its room
  to_ = std::min(all_.size(), at_ + std::max<std::size_t>(1, route_.options.block));
  nearby_.emplace(reader_.read(pointers(route_.s.projects.projects, at_, to_), route_.parallel));
}

std::optional<Piece> ProjectBlocks::next() {
  if (at_ == all_.size()) return std::nullopt;
  if (at_ == to_) open_block();
  Piece piece;
  piece.from = at_;
  piece.to = at_ = std::min(to_, at_ + kPiece);
  return piece;
}

void ProjectBlocks::report_layers() const {
  auto& run = route_.s.run;
  for (const auto& layer : route_.s.layers.layers) {
    const auto read = reader_.reports().find(layer.id);
    if (read == reader_.reports().end()) continue;
    const auto& report = read->second;
    run.info.layer_rows[layer.id] = report.rows;
    if (report.readable) run.info.layer_datums[layer.id] = report.datum_accuracy_m;
    run.issues.insert(run.issues.end(), report.issues.begin(), report.issues.end());
  }
}

}  // namespace zonegate::app
