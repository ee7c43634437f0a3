// SPDX-License-Identifier: Apache-2.0
// Private to document: what the map sheets of a project draw.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "document/parts.h"

namespace zonegate::document {

// A box of degrees, wider by metres on every side.
geom::Box wider(const geom::Box& lonlat, double metres);
double diagonal_m(const geom::Box& lonlat);

// sheet_series.cpp
// Is it a line (more than three times as long as wide) that runs north and south? Its sheet stands upright.
bool stands_upright(const geom::Box& about);
// The windows of a series of sheets along the ground, straight or bent, each sharing some with the next, with a margin about the ground; none where one sheet shows its
// mean width along its course (1 mm), or where it is neither a line nor a kilometre across.
std::vector<geom::Box> pieces_of(const std::vector<const geom::Shape*>& ground, double area_m2,
                                 double margin_m, sheet::Paper paper, std::size_t most);

// Picks what one sheet shows from the shapes of the run.
class SheetItems {
 public:
  explicit SheetItems(const Context& c) : c_(c) {}
  // From below: ground that is not examined, features of these kinds, the footprint.
  void ground(const std::vector<std::string>& kinds, const geom::Box& window, bool names);
  // Names and borders of administrative areas: where the sheet lies.
  void borders();
  void footprint();
  void evidence(const std::set<const MapShape*>& shapes);
  void index(const std::vector<geom::Box>& windows);  // of the sheets that follow
  // Of what the sheet then shows: what is not drawn of these kinds, and why; and whose data it is.
  void describe(sheet::MapSheet& sheet, const std::vector<std::string>& kinds);
  std::vector<sheet::MapItem> items;

 private:
  void open_ground(const std::vector<std::string>& kinds);
  std::string border_note(const sheet::MapSheet& sheet, bool drawn) const;
  std::vector<std::string> notes(const std::vector<std::string>& kinds) const;
  std::string legend_of(const std::string& layer_id, const std::string& kind) const;
  std::string source_of(const std::string& layer_id, const std::string& kind) const;
  using Way = sheet::MapItem::Way;
  Way way_of(const std::string& part) const;  // by its role
  std::string overlap_words(const std::string& part,
                            std::string_view kind) const;  // of the legend, by the role of the part
  const Context& c_;
  bool with_borders_ = false;
  std::vector<std::string> source_of_item_;  // parallel to items; empty: none
  std::set<std::string> drawn_, open_;       // kinds: with features, with ground that is not examined
  std::map<std::size_t, std::vector<std::string>> open_kinds_;  // of items of ground: who leaves it open
};

const Json& layer_of(const Json& run, const std::string& layer_id);  // of run.json; null: not there

}  // namespace zonegate::document
