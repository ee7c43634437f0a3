// SPDX-License-Identifier: Apache-2.0
// Private to audit: what the checks share.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "index/index.h"
#include "io/io.h"

namespace zonegate::audit {

// findings.cpp: collects; fills in what a layer knows of itself.
class Findings {
 public:
  // layer may be null: the folder.
  Finding& add(const std::string& code, Severity severity, const catalog::Layer* layer, Text message,
               Text hint = {});
  // Withholds, counts what is too many, and sorts. `order`: data sets in the order of the report.
  std::vector<Finding> finish(const catalog::LayerSet& set, const Options& options);

 private:
  std::vector<Finding> all_;
};
void name_features(Finding& finding, const std::vector<std::string>& ids);

struct Feature {
  std::string fid;
  Attributes fields;        // canonical
  geom::PreparedArea area;  // empty for lines and points
  geom::Box box;
  double size = 0;  // m2
};
// draft.cpp: in small letters.
std::string lower(std::string text);
// A data set as read. Features without a usable geometry are not among them.
struct Data {
  const catalog::Layer* layer = nullptr;
  std::vector<Feature> features;
  index::BoxIndex index;  // of features, by their order
  geom::Box extent;
  std::size_t rows = 0;
  bool readable = true;
};
geom::Figure figure_of(const geom::PreparedArea& area);
geom::Shape frame(const geom::Box& box);  // as a polygon
geom::Shape lonlat(const geom::Shape& plane_shape, const geom::Plane& plane);

// What all checks see.
struct Work {
  const catalog::LayerSet& set;
  const Kinds& kinds;
  const Options& options;
  geom::Plane plane;
  Findings& found;
  std::map<std::string, std::string>
      counties;  // name -> code, of the admin layers; a name that stands for two is none
  std::map<std::string, std::string> county_names;  // code -> name
  std::vector<const Data*> admin;
  const KindFacts& facts(const std::string& kind) const;
  void progress(std::string_view stage, std::size_t done = 0, std::size_t total = 0) const;
};

// read.cpp: one row as the checks of single features see it.
struct Row {
  const io::SourceFeature* source = nullptr;
  const catalog::FieldReader* reader = nullptr;
  Attributes fields;
  std::vector<std::string> unreadable;   // "kcxs '8'"
  std::shared_ptr<geom::Figure> figure;  // null: a table, or unusable
};

// features.cpp: reads a data set; every check of single features happens here.
Data read_data(Work& work, const catalog::Layer& layer);

// values.cpp
class ValueChecks {
 public:
  ValueChecks(Work& work, const catalog::Layer& layer, const catalog::FieldReader& reader);
  void columns();  // required fields that have none
  void look(const Row& row);

 private:
  void look_field(const Row& row, const schema::FieldSpec& field, const FieldFacts& facts);
  Finding& tell(const std::string& code, Severity severity, const Row& row, Text message, Text hint);
  Work& work_;
  const catalog::Layer& layer_;
  const schema::KindSpec* kind_;
  const catalog::FieldReader& reader_;
};
// codes.cpp: of control units and element zones.
void look_code(Work& work, const catalog::Layer& layer, const Row& row);
// stated_area.cpp: many features that one unit explains are one finding.
class StatedAreas {
 public:
  StatedAreas(Work& work, const catalog::Layer& layer, const std::vector<std::string>& columns);
  void look(const Row& row, double area_m2);
  void finish();

 private:
  struct Difference {
    std::string fid, column, explained;
    double stated = 0, computed = 0;
    geom::Shape place;
  };
  struct Stated {
    std::string column;
    StatedArea facts;
  };
  void tell(const Difference& difference, const std::string& unit);
  Work& work_;
  const catalog::Layer& layer_;
  std::vector<Stated> columns_;
  std::vector<Difference> differences_;
};
// twice.cpp: values and geometries that stand twice.
class Twice {
 public:
  Twice(Work& work, const catalog::Layer& layer, const catalog::FieldReader& reader,
        const std::vector<std::string>& columns);
  void look(const Row& row);
  void finish();

 private:
  struct Key {
    std::string name, column;
    std::map<std::string, std::vector<std::string>> seen;  // value -> features
  };
  void finish_shapes();
  Work& work_;
  const catalog::Layer& layer_;
  std::vector<Key> keys_;
  std::map<std::string, std::vector<std::string>> shapes_;  // hash -> features
  std::map<std::string, geom::Shape> places_;
};

// pairs.cpp: overlaps of two features, measured piece by piece.
struct Overlap {
  std::size_t a = 0, b = 0;  // of features
  double area = 0, widest = 0;
};
// Every pair with a piece wider than rounding. Of one data set with itself each pair once.
std::vector<Overlap> overlaps(const Work& work, const Data& a, const Data& b);
geom::Shape draw_overlap(const Work& work, const Feature& a, const Feature& b);
// Pieces of a region wider than rounding: their area, and the widest.
struct Pieces {
  double area = 0, widest = 0;
};
Pieces pieces_of(const geom::Region& region);

// tiles.cpp: gaps and overlaps of kinds that tile the ground.
void look_tiles(Work& work, const Data& data);
// lines.cpp: red line within priority units; the three control lines apart; protected areas apart.
void look_redline(Work& work, const std::vector<const Data*>& redlines,
                  const std::vector<const Data*>& units);
void look_apart(Work& work, const Data& a, const Data& b);
void look_protected(Work& work, const Data& a, const Data& b);
// lists.cpp: codes of access lists against units and element zones, and units without a row; what a verdict doubts in the rows of a table.
void look_lists(Work& work, const std::vector<const Data*>& lists, const std::vector<const Data*>& units,
                const std::vector<const Data*>& elements);
void look_table(Work& work, const catalog::Layer& layer);
// left_out.cpp: other tables of the file that may be the layer too.
void look_left_out(Work& work, const catalog::Layer& layer, bool geometry,
                   const catalog::FieldReader& fields);
// outside.cpp
void look_outside(Work& work, const Data& data);
// versions.cpp: several data sets of a kind in force.
void look_versions(Work& work, const std::vector<const Data*>& data);
// manifest_faults.cpp
void look_manifests(Work& work, const config::Mistakes& mistakes);
// place_hint.cpp: a reference system in which a source point would lie in the box of lon/lat; empty: none known.
std::string system_that_fits(geom::Point source, const geom::Box& lonlat);
// raster.cpp
void look_raster(Work& work, const catalog::Layer& layer);

bool in_force(const catalog::Layer& layer, Date day);
// lon/lat box of the declared coverage; empty: none.
geom::Box coverage_box(const catalog::Layer& layer);

}  // namespace zonegate::audit
