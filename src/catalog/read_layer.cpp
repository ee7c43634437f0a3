// SPDX-License-Identifier: Apache-2.0
//
// Reading a data set for a verdict: every feature from first to last, no spatial filter, no index of the file (a GeoPackage index
// with a missing row hides a protected area without a word). Whatever goes wrong is counted and named; a lost feature takes the data
// set's power to prove that something is absent.
#include <algorithm>
#include <cmath>
#include <map>
#include <regex>

#include "catalog/catalog.h"
#include "catalog/lost_ground.h"
#include "catalog/manifest.h"
#include "catalog/note_rows.h"
#include "io/io.h"
#include "watch/watch.h"

namespace zonegate::catalog {
namespace {

struct Reading {
  const Layer& layer;
  const geom::Plane& plane;
  LayerReport report;
  std::map<std::string, std::size_t> told;  // issues by code

  // One mistake is often repeated in every row: the first ones are listed, the others counted.
  void add_issue(const std::string& code, const std::string& feature, const std::string& message,
                 const std::string& remedy, const std::string& sheet) {
    constexpr std::size_t kListed = 10;
    const std::size_t n = ++told[code];
    if (n > kListed) return;
    report.issues.push_back({code, Severity::warning, layer.file, layer.id, feature,
                             (sheet.empty() ? "" : "sheet " + sheet + ", row " + feature + ": ") + message,
                             n < kListed ? remedy : "further cells like this are not listed", std::nullopt});
  }
  // A cell that cannot be read.
  void doubt(const std::string& feature, const std::string& cell, const std::string& sheet) {
    add_issue("layer.value_unreadable", feature, cell + " is not a value of this field; taken as unknown",
              "see docs/layers.md for its values, or declare it as missing", sheet);
  }
  void leave_out(const std::string& feature, const std::string& note) {
    report.issues.push_back({"source.rows_left_out", Severity::note, layer.file, layer.id, feature,
                             "row " + feature + ": \"" + note + "\" is a note, and is left out",
                             "if it is a row of the table, fill in its other columns", std::nullopt});
  }
  void tell_gap(const std::string& said) {
    report.issues.push_back({"layer.says_incomplete", Severity::note, layer.file, layer.id, "",
                             "it says of itself that it is not whole (" + said + ")",
                             "find out what is missing, and declare a coverage without it", std::nullopt});
  }
  // Another file than the one that was described, as one of another sha256 is (docs/decisions/0043).
  void distrust_count(const std::string& differs) {
    distrust(differs);
    report.issues.push_back(
        {"layer.count_differs", Severity::warning, layer.file, layer.id, "", differs,
         "find out which features are missing or new, then mend feature_count in the manifest",
         std::nullopt});
  }
  // The data set shows nowhere that something is absent.
  void distrust(const std::string& reason) {
    report.trusted = false;
    if (report.reason.empty()) report.reason = reason;
  }
  // Where the feature lies is known (near), or it may lie anywhere.
  void lose(const std::string& feature, const std::string& fault, bool near) {
    ++report.unusable;
    if (!near) distrust("feature " + feature + " could not be used: " + fault);
    report.issues.push_back({"layer.feature_unusable", Severity::error, layer.file, layer.id, feature, fault,
                             std::string("mend the feature; until then ") + (near ? "near it " : "") +
                                 "this layer cannot show that something is absent",
                             std::nullopt});
  }
  // Every feature is looked at, however far from all projects: where a data set answers yes or no, an open answer here and none there
  // would tell where its feature lies.
  bool looks_everywhere() const { return layer.disclosure == Disclosure::yes_no; }
};

// Features far outside of what the data set claims: a wrong zone, swapped axes; at their true place they are missing. A publisher may hold
// more than it vouches for, so it is told and no more.
class Strays {
 public:
  Strays(const Layer& layer, const geom::Plane& plane) : layer_(layer) {
    if (layer.coverage.empty() || !layer.fault.empty()) return;
    try {
      const auto placed = geom::Transform(geom::Crs::parse("EPSG:4490"), plane)(layer.coverage);
      if (placed.figure) near_ = placed.figure->box.grown(kFar.value, kFar.value);
    } catch (const Error&) {  // told where the coverage is asked
    }
  }
  void look(const std::string& fid, const geom::Box& box) {
    if (near_.empty() || box.empty() || box.meets(near_)) return;
    if (++count_ == 1) first_ = fid;
  }
  void tell(LayerReport& report) const {
    if (count_ == 0) return;
    const bool shown = layer_.disclosure == Disclosure::full;
    report.issues.push_back(
        {"layer.outside_coverage", Severity::note, layer_.file, layer_.id, shown ? first_ : "",
         (count_ == 1 ? std::string("a feature lies") : std::to_string(count_) + " features lie") +
             " more than " + fixed(kFar.value / 1000, 0) + " km outside the declared coverage" +
             (shown && count_ > 1 ? ", the first of them " + first_ : "") +
             ": if it is meant to lie elsewhere, it is missing there",
         "look at it with zonegate layers check; mend its coordinates, or declare the coverage that the file "
         "has",
         std::nullopt});
  }

 private:
  static constexpr Metres kFar{20000};
  const Layer& layer_;
  geom::Box near_;
  std::size_t count_ = 0;
  std::string first_;
};

constexpr const char* kNoArea = "its polygon has no area";

// Has it become a line, or a point? Then its box does not say where its ground was.
bool is_thin(const geom::Box& box) {
  constexpr double kThin = 1;  // m
  return std::min(box.max_x - box.min_x, box.max_y - box.min_y) < kThin;
}

// A red line that comes as lines has no area, so no footprint would ever overlap it: the type has to be the kind's, or nobody knows where
// the ground of the feature is. Empty: it is.
std::string wrong_type(const std::string& kind, const geom::Shape& source, const geom::Figure& figure) {
  if (!source.polygons.empty() && is_thin(figure.box) && !has_area(figure)) return kNoArea;
  const auto* spec = schema::find_kind(kind);
  if (!spec || !source.polygons.empty()) return {};
  if (spec->geometry == schema::Geometry::polygon)
    return "kind " + kind + " needs polygons; this feature holds none";
  if (spec->geometry == schema::Geometry::line && source.lines.empty())
    return "kind " + kind + " needs lines; this feature holds none";
  if (spec->geometry == schema::Geometry::point && source.points.empty())
    return "kind " + kind + " needs points; this feature holds none";
  return {};
}

// Polygons of which nothing is left that could be met: a hole that fills its shell leaves edges.
std::string no_ground(const geom::Shape& source, const geom::Figure& figure) {
  if (!source.polygons.empty() && !figure.has_area()) return kNoArea;
  if (!geom::has_hollow_polygon(figure.shape)) return {};
  return has_area(figure) ? "the holes of one of its polygons leave nothing of it" : kNoArea;
}

// Where the layer's geometry is withheld, no coordinate of it stands in a message: every number with decimals becomes "…".
std::string told(const Layer& layer, const std::string& text) {
  if (layer.disclosure == Disclosure::full) return text;
  static const std::regex kNumber("[-+]?[0-9]+([.][0-9]+([eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)");
  return std::regex_replace(text, kNumber, "…");
}

// Where the layer's geometry is withheld, what a repair says names neither a place nor a size.
void withhold(const Layer& layer, geom::Repair& repair) {
  if (layer.disclosure == Disclosure::full) return;
  repair.reason = repair.reason.substr(0, repair.reason.find(" at "));
  if (!repair.doubt.empty())
    repair.doubt = "its outline contradicts itself (" + repair.reason + "): other ground may be meant";
}

// What of the feature is no figure is told with its place; the rest of it holds.
void tell_lost(Reading& reading, const std::string& fid, const LostPart& lost, FeatureRow& out) {
  if (lost.why.empty()) return;
  if (out.doubt.empty()) {
    out.doubt = lost.why;
    out.doubt_box = lost.box;
  } else {
    out.doubt_box.add(lost.box);
  }
  reading.report.issues.push_back({"layer.part_unusable", Severity::error, reading.layer.file,
                                   reading.layer.id, fid, lost.why,
                                   "mend the feature; until then near it this layer cannot show that "
                                   "something is absent",
                                   std::nullopt});
}

// Plane figure of one feature, repaired if its rings are not area-valid; null with `fault` if it cannot be used, and with `doubt_box` if
// it is known where it lies. What lies where nobody looks is only looked at as far as it may lie elsewhere in truth.
std::shared_ptr<const geom::Figure> place(Reading& reading, const geom::Transform& transform,
                                          const io::SourceFeature& feature,
                                          const std::function<bool(const geom::Box&)>& wanted,
                                          FeatureRow& out) {
  std::string& fault = out.fault;
  auto result = transform(feature.shape);
  if (!result.figure) {
    fault = told(reading.layer, result.fault);
    return nullptr;
  }
  auto figure = std::make_shared<geom::Figure>(std::move(*result.figure));
  fault = wrong_type(reading.layer.kind, feature.shape, *figure);
  if (!fault.empty()) return nullptr;
  const geom::Box box = figure->box;
  if (!wanted(box) && !reading.looks_everywhere()) return figure;
  fault = no_ground(feature.shape, *figure);
  if (!fault.empty()) {
    out.doubt_box = box;
    return nullptr;
  }
  const LostPart lost = lost_part(reading.layer.kind, figure->shape);
  geom::Repair repair = geom::repair(*figure, reading.plane);
  withhold(reading.layer, repair);
  if (!repair.usable) {
    fault = "its geometry cannot be repaired: " + repair.reason;
    out.doubt_box = box;
    return nullptr;
  }
  // Only now: the halves of a bow-tie turn opposite ways, and their signed areas may cancel out.
  if (!feature.shape.polygons.empty() && !has_area(*figure)) {
    fault = kNoArea;
    out.doubt_box = box;
    return nullptr;
  }
  out.doubt = repair.doubt;
  if (!out.doubt.empty()) out.doubt_box = box;
  tell_lost(reading, feature.fid, lost, out);
  if (repair.changed) {
    const bool shown = reading.layer.disclosure == Disclosure::full;
    const std::string moved = shown ? "; " + fixed(repair.moved.value, 2) + " m2 moved" : std::string();
    ++reading.report.repaired;
    reading.report.issues.push_back(
        {"geometry.repaired", Severity::warning, reading.layer.file, reading.layer.id, feature.fid,
         "invalid polygon repaired (" + repair.method + "): " + repair.reason + moved,
         "check the feature at its source", repair.moved});
  }
  if (!repair.doubt.empty())
    reading.report.issues.push_back({"geometry.outline_crossed", Severity::error, reading.layer.file,
                                     reading.layer.id, feature.fid, repair.doubt,
                                     "mend the feature; until then near it this layer cannot show that "
                                     "something is absent",
                                     std::nullopt});
  return figure;
}

// A manifest that states the system has decided: then a contradiction is told, else the layer cannot show that something is absent.
void take_word(Reading& reading, const Issue* contradiction) {
  if (!contradiction) return;
  if (contradiction->severity == Severity::error) reading.distrust(contradiction->message);
  reading.report.issues.push_back(*contradiction);
}

// A feature that cannot be used opens its data set where it lies, for whoever reads it; where nobody knows where that is, everywhere.
void hand_out_lost(Reading& reading, FeatureRow&& lost, const std::function<void(FeatureRow&&)>& row) {
  if (!lost.doubt_box.empty()) reading.report.extent.add(lost.doubt_box);
  const bool near = !lost.doubt_box.empty() && !reading.looks_everywhere();
  reading.lose(lost.feature_id, lost.fault, near);
  if (!near) return;
  lost.doubt = "it could not be used: " + lost.fault;
  row(std::move(lost));
}

void read_all(Reading& reading, io::VectorSource& source, const Aliases& aliases,
              const std::function<bool(const geom::Box&)>& wanted,
              const std::function<void(FeatureRow&&)>& row) {
  const FieldReader fields(reading.layer, aliases, source.field_names());
  std::optional<geom::Transform> transform;
  const bool table = !source.has_geometry();
  const auto* kind = schema::find_kind(reading.layer.kind);
  if (table && kind && kind->geometry != schema::Geometry::table) {
    throw Error(ErrorKind::input,
                reading.layer.file + ": holds no geometry, but kind " + reading.layer.kind + " needs one",
                "name the right file in " + reading.layer.manifest);
  }
  std::optional<RegionRows> regions;
  if (kind && is_region_table(*kind))
    regions.emplace(reading.layer, aliases, fields, source.field_names(), reading.report);
  if (!table) transform.emplace(*source.crs(), reading.plane);
  Strays strays(reading.layer, reading.plane);
  if (transform) reading.report.datum_accuracy_m = transform->datum_accuracy().value;
  LayerWords words(reading.layer, aliases, source);
  io::SourceFeature feature;
  while (source.next(feature)) {
    ++reading.report.rows;
    take_word(reading, words.hear(feature));
    FeatureRow out{feature.number, feature.fid, {}, nullptr, told(reading.layer, feature.fault), {}, {}};
    if (out.fault.empty() && !table) out.figure = place(reading, *transform, feature, wanted, out);
    if (!out.fault.empty()) {
      hand_out_lost(reading, std::move(out), row);
      continue;
    }
    if (out.figure) {
      reading.report.extent.add(out.figure->box);
      strays.look(feature.fid, out.figure->box);
    }
    if (!out.doubt.empty() && reading.looks_everywhere())
      reading.distrust("feature " + feature.fid + ": " + out.doubt);
    if (out.figure && !wanted(out.figure->box)) continue;
    if (const std::string note = table ? note_of_row(feature.fields) : std::string(); !note.empty()) {
      reading.leave_out(feature.fid, note);
      continue;
    }
    std::vector<std::string> unreadable;
    out.fields = fields.read(feature.fields, &unreadable);
    for (const auto& cell : unreadable) reading.doubt(feature.fid, cell, source.sheet());
    if (regions) regions->look(feature.fields, out.fields, feature.fid);
    if (reading.layer.kind != "zone_list") {
      row(std::move(out));
      continue;
    }
    std::vector<std::string> doubts;
    for (auto& one : list_rows(std::move(out), doubts)) row(std::move(one));
    for (const auto& doubt : doubts)
      reading.add_issue("layer.verdict_doubtful", feature.fid, doubt + "; the row is left to a person",
                        "state the verdict in a row for each requirement, under a heading that fits it",
                        source.sheet());
  }
  strays.tell(reading.report);
  for (const auto& said : words.gaps()) reading.tell_gap(said);
  if (const std::string differs = count_differs(reading.layer, reading.report.rows); !differs.empty())
    reading.distrust_count(differs);
}

void take_source_issues(Reading& reading, const io::VectorSource& source) {
  for (Issue issue : source.issues()) {
    issue.layer = reading.layer.id;
    issue.message = told(reading.layer, issue.message);
    if (issue.severity == Severity::error) reading.distrust(issue.message);
    reading.report.issues.push_back(std::move(issue));
  }
}

}  // namespace

io::VectorOptions reading_options(const Layer& layer, const Aliases& aliases) {
  io::VectorOptions options{layer.sublayer, layer.encoding, layer.crs, false, ""};
  options.header_row = layer.header_row;
  options.headers = header_names(layer, aliases);
  return options;
}

LayerReport read_layer(const Layer& layer, const Aliases& aliases, const geom::Plane& plane,
                       const std::function<bool(const geom::Box&)>& wanted,
                       const std::function<void(FeatureRow&&)>& row) {
  Reading reading{layer, plane, {}, {}};
  if (!layer.fault.empty())
    reading.report.issues.push_back({"layer.unreadable", Severity::error, layer.coverage_file, layer.id, "",
                                     layer.fault + "; it counts as covered nowhere",
                                     "mend coverage in " + layer.manifest, std::nullopt});
  try {
    const watch::Reading reading_file(layer.file);  // whatever is done with a row of it
    io::VectorSource source(layer.file, reading_options(layer, aliases));
    read_all(reading, source, aliases, wanted, row);
    take_source_issues(reading, source);
    if (const std::string differs = differs_from_manifest(layer); !differs.empty()) reading.distrust(differs);
  } catch (const Error& error) {
    reading.report.readable = false;
    reading.report.trusted = false;
    reading.report.reason = error.what();
    reading.report.issues.push_back({"layer.unreadable", Severity::error, layer.file, layer.id, "",
                                     error.what(), error.hint(), std::nullopt});
  }
  return reading.report;
}

}  // namespace zonegate::catalog
