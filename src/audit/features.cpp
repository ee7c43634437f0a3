// SPDX-License-Identifier: Apache-2.0
//
// Reads a data set from its first feature to its last, as a verdict would, and looks at each feature by itself. Of a polygon flat rings are kept, without edges:
// a province of parcels fits into memory.
#include <algorithm>
#include <cmath>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

const Text kNearIt = {"修复该要素；在此之前，其附近按未核查处理",
                      "mend the feature; until then near it the layer is not examined"};

const Text kNoArea = {"面没有面积", "its polygon has no area"};

bool has_area(const geom::Figure& figure) {
  const auto area = geom::area(figure.area_edges());
  return area.value > area.bound;
}

void tell_unusable(Work& work, const catalog::Layer& layer, const std::string& fid, const Text& why,
                   const geom::Figure* figure) {
  Finding& f = work.found.add("layer.feature_unusable", Severity::error, &layer,
                              {"要素无法使用：" + why.zh, "the feature cannot be used: " + why.en}, kNearIt);
  name_features(f, {fid});
  if (figure) f.place = lonlat(figure->shape, work.plane);
}

// The reason of a library may name a coordinate: of data that is withheld only what kind of fault it is.
Text reason_of(const Work& work, const catalog::Layer& layer, const std::string& fault) {
  if (work.options.own_data || layer.disclosure == catalog::Disclosure::full) return {fault, fault};
  return {"坐标或内容无法读取（详情未公开）", "coordinates or content cannot be read (details withheld)"};
}

// What a repair says of the place goes into the geometry: text is shown where places are withheld.
std::string without_place(const std::string& reason) { return reason.substr(0, reason.find(" at ")); }

geom::Shape place_in(const std::string& reason) {
  const auto at = reason.find(" at ");
  if (at == std::string::npos) return {};
  const std::string numbers = reason.substr(at + 4);
  const auto comma = numbers.find(", ");
  if (comma == std::string::npos) return {};
  const auto x = as_number(Value(numbers.substr(0, comma)));
  const auto y = as_number(Value(numbers.substr(comma + 2)));
  geom::Shape place;
  if (x && y) place.points.push_back({*x, *y});
  return place;
}

Text wrong_type(const catalog::Layer& layer, const geom::Shape& source, const geom::Figure& figure) {
  const auto* kind = schema::find_kind(layer.kind);
  if (!source.polygons.empty() && !figure.has_area()) return kNoArea;
  if (geom::has_hollow_polygon(figure.shape) && !has_area(figure)) return kNoArea;
  if (geom::has_hollow_polygon(figure.shape))
    return {"内环占满了外环", "the holes of one of its polygons leave nothing of it"};
  if (source.empty()) return {"没有图形", "it has no geometry"};
  if (!kind) return {};
  const bool fits = kind->geometry == schema::Geometry::polygon ? figure.has_area()
                    : kind->geometry == schema::Geometry::line  ? !source.lines.empty()
                    : kind->geometry == schema::Geometry::point ? !source.points.empty()
                                                                : true;
  if (fits) return {};
  return {"图形类型与图层类别不符", "its geometry is not of the type that kind " + layer.kind + " needs"};
}

void tell_changed(Work& work, const catalog::Layer& layer, const std::string& fid, const geom::Repair& repair,
                  const geom::Figure& before) {
  const std::string reason = without_place(repair.reason);
  Finding& f = work.found.add("layer.geometry_invalid", Severity::warning, &layer,
                              {"图形无效（" + reason + "），判定时按修复后的图形",
                               "invalid polygon (" + reason + "); a verdict rests on it as repaired"},
                              {"在源数据中修正该图形", "mend the feature at its source"});
  name_features(f, {fid});
  f.area_m2 = repair.moved.value;
  f.detail = {"修复变动 " + fixed(repair.moved.value, 2) + " m2", fixed(repair.moved.value, 2) + " m2 moved"};
  f.place = place_in(repair.reason);
  if (f.place.empty()) f.place = lonlat(before.shape, work.plane);
}

void tell_repaired(Work& work, const catalog::Layer& layer, const std::string& fid,
                   const geom::Repair& repair, const geom::Figure& before) {
  const std::string reason = without_place(repair.reason);
  if (repair.changed) tell_changed(work, layer, fid, repair, before);
  if (repair.doubt.empty()) return;
  Finding& doubt =
      work.found.add("geometry.outline_crossed", Severity::error, &layer,
                     {"边界自相矛盾（" + reason + "），可能另有所指的用地",
                      "the outline contradicts itself (" + reason + "); other ground may be meant"},
                     kNearIt);
  name_features(doubt, {fid});
  doubt.area_m2 = std::max(repair.crossed.value, repair.moved.value);
  doubt.place = lonlat(before.shape, work.plane);
}

void tell_lost(Work& work, const catalog::Layer& layer, const std::string& fid, const geom::Figure& given) {
  const catalog::LostPart lost = catalog::lost_part(layer.kind, given.shape);
  if (lost.why.empty()) return;
  Finding& f = work.found.add("layer.part_unusable", Severity::error, &layer,
                              {"要素的一部分无法使用（面之外另有线或点，或有面积为零的部分）",
                               "a part of the feature cannot be used: " + lost.why},
                              kNearIt);
  name_features(f, {fid});
  f.place = lonlat(given.shape, work.plane);
}

// The plane figure, repaired; null after a finding.
std::shared_ptr<geom::Figure> place(Work& work, const catalog::Layer& layer, const geom::Transform& transform,
                                    const io::SourceFeature& source) {
  auto result = transform(source.shape);
  if (!result.figure) {
    tell_unusable(work, layer, source.fid, reason_of(work, layer, result.fault), nullptr);
    return nullptr;
  }
  auto figure = std::make_shared<geom::Figure>(std::move(*result.figure));
  if (const Text wrong = wrong_type(layer, source.shape, *figure); !wrong.empty()) {
    tell_unusable(work, layer, source.fid, wrong, figure.get());
    return nullptr;
  }
  geom::Figure before = *figure;
  const geom::Repair repair = geom::repair(*figure, work.plane);
  if (!repair.usable) {
    const std::string reason = without_place(repair.reason);
    tell_unusable(work, layer, source.fid,
                  {"无法修复（" + reason + "）", "it cannot be repaired (" + reason + ")"}, &before);
    return nullptr;
  }
  // Only now: the halves of a bow-tie turn opposite ways, and their signed areas may cancel out.
  if (!source.shape.polygons.empty() && !has_area(*figure)) {
    tell_unusable(work, layer, source.fid, kNoArea, &before);
    return nullptr;
  }
  tell_repaired(work, layer, source.fid, repair, before);
  tell_lost(work, layer, source.fid, before);
  return figure;
}

Feature feature_of(const Row& row) {
  Feature feature;
  feature.fid = row.source->fid;
  feature.fields = row.fields;
  if (!row.figure) return feature;
  feature.box = row.figure->box;
  geom::Shape polygons;
  polygons.polygons = row.figure->shape.polygons;
  if (polygons.polygons.empty()) return feature;
  feature.area.assign(geom::to_rings(polygons));
  feature.size = feature.area.area().value;
  return feature;
}

void take_source_issues(Work& work, const catalog::Layer& layer, const io::VectorSource& source) {
  for (const Issue& issue : source.issues()) {
    Finding& f = work.found.add(issue.code, issue.severity, &layer, {issue.message, issue.message},
                                {issue.hint, issue.hint});
    if (!issue.feature.empty()) name_features(f, {issue.feature});
  }
}

// A file none of whose features lies near the declared coverage has another reference system than somebody thought. Then nothing that asks for places is worth telling.
bool strange_system(Work& work, const catalog::Layer& layer, const Data& data, geom::Point source_point) {
  const geom::Box declared = coverage_box(layer);
  if (data.extent.empty() || declared.empty()) return false;
  geom::Box plane;
  plane.add(work.plane.from_lonlat({declared.min_x, declared.min_y}));
  plane.add(work.plane.from_lonlat({declared.max_x, declared.max_y}));
  constexpr double kFar = 20000;  // m: data beside its coverage is another fault
  if (data.extent.meets(plane.grown(kFar, kFar))) return false;
  const std::string system = system_that_fits(source_point, declared);
  Finding& f =
      work.found.add("layer.crs_suspicious", Severity::error, &layer,
                     {"全部要素都远离声明的覆盖范围，坐标系可能有误",
                      "all features lie far from the declared coverage; the reference system may be wrong"},
                     {"核对坐标系（crs）与覆盖范围", "check crs and coverage"});
  if (!system.empty())
    f.hint = {"按 " + system + " 则落在覆盖范围内",
              "read as " + system + " they would lie within the coverage"};
  f.feature_count = data.features.size();
  geom::Shape corners;
  corners.polygons.push_back({{{data.extent.min_x, data.extent.min_y},
                               {data.extent.max_x, data.extent.min_y},
                               {data.extent.max_x, data.extent.max_y},
                               {data.extent.min_x, data.extent.max_y}},
                              {}});
  f.place = lonlat(corners, work.plane);
  return true;
}

struct Reader {
  Work& work;
  const catalog::Layer& layer;
  io::VectorSource source;
  catalog::FieldReader fields;
  ValueChecks values;
  StatedAreas stated;
  Twice twice;
  catalog::LayerWords words;
  Data data;
  std::optional<geom::Transform> transform;
  std::optional<geom::Point> first_point;

  Reader(Work& w, const catalog::Layer& l)
      : work(w),
        layer(l),
        source(l.file, catalog::reading_options(l, w.set.aliases)),
        fields(l, w.set.aliases, source.field_names()),
        values(w, l, fields),
        stated(w, l, source.field_names()),
        twice(w, l, fields, source.field_names()),
        words(l, w.set.aliases, source) {
    data.layer = &layer;
    if (source.has_geometry()) transform.emplace(*source.crs(), work.plane);
  }

  void listen(const io::SourceFeature& feature) {
    const Issue* said = words.hear(feature);
    if (!said) return;
    Finding& f = work.found.add(said->code, said->severity, &layer, {said->message, said->message},
                                {said->hint, said->hint});
    name_features(f, {said->feature});
  }

  // What the file, or its manifest, says of how much of the whole it holds.
  void compare_with_whole() {
    for (const auto& said : words.gaps())
      work.found.add(
          "layer.says_incomplete", Severity::warning, &layer,
          {"数据自称不完整（" + said + "）", "it says of itself that it is not whole (" + said + ")"},
          {"查明缺少的部分，coverage 中应予扣除；须由人判断",
           "find out what is missing, and declare a coverage without it; a person must judge"});
    if (const std::string differs = catalog::count_differs(layer, data.rows); !differs.empty())
      work.found.add("layer.count_differs", Severity::error, &layer,
                     {"要素个数与图层说明（feature_count）不符，该图层不能证明“没有”",
                      differs + ", so it cannot show that something is absent"},
                     {"查明缺少或新增的要素，确认后更新 feature_count",
                      "find out which features are missing or new; when it is right renew feature_count"});
  }

  // A verdict leaves a note below a table out; so do the checks, and say so.
  bool is_note(const io::SourceFeature& feature) {
    const std::string note = transform ? std::string() : catalog::note_of_row(feature.fields);
    if (note.empty()) return false;
    Finding& f = work.found.add(
        "source.rows_left_out", Severity::note, &layer,
        {"“" + note + "”是表注，不作为数据行", "\"" + note + "\" is a note, and is left out"},
        {"确为数据行的，补填其他列", "if it is a row of the table, fill in its other columns"});
    name_features(f, {feature.fid});
    return true;
  }

  void take(const io::SourceFeature& feature) {
    listen(feature);
    if (!feature.fault.empty()) {
      tell_unusable(work, layer, feature.fid, reason_of(work, layer, feature.fault), nullptr);
      return;
    }
    if (is_note(feature)) return;
    Row row{&feature, &fields, {}, {}, nullptr};
    row.fields = fields.read(feature.fields, &row.unreadable);
    if (transform) {
      row.figure = place(work, layer, *transform, feature);
      if (row.figure && !first_point && !feature.shape.box().empty())
        first_point = geom::Point{feature.shape.box().min_x, feature.shape.box().min_y};
    }
    values.look(row);
    look_code(work, layer, row);
    twice.look(row);
    if (transform && !row.figure) return;
    Feature kept = feature_of(row);
    if (kept.size > 0) stated.look(row, kept.size);
    if (row.figure) data.extent.add(row.figure->box);
    data.features.push_back(std::move(kept));
  }

  void read() {
    const auto* kind = schema::find_kind(layer.kind);
    if (!transform && kind && kind->geometry != schema::Geometry::table)
      throw Error(ErrorKind::input, layer.file + ": holds no geometry, but kind " + layer.kind + " needs one",
                  "name the right file in " + layer.manifest);
    values.columns();
    look_left_out(work, layer, source.has_geometry(), fields);
    io::SourceFeature feature;
    while (source.next(feature)) {
      ++data.rows;
      if (data.rows % 1000 == 1) work.progress("reading " + layer.id, data.rows, 0);
      take(feature);
    }
    take_source_issues(work, layer, source);
    stated.finish();
    twice.finish();
    compare_with_whole();
    if (first_point && strange_system(work, layer, data, *first_point)) return;
    std::vector<geom::Box> boxes;
    for (const auto& f : data.features) boxes.push_back(f.box);
    data.index = index::BoxIndex(boxes);
    look_outside(work, data);
  }
};

}  // namespace

Data read_data(Work& work, const catalog::Layer& layer) {
  try {
    Reader reader(work, layer);
    reader.read();
    return std::move(reader.data);
  } catch (const Error& error) {
    work.found.add("layer.unreadable", Severity::error, &layer, {error.what(), error.what()},
                   {error.hint(), error.hint()});
    Data none;
    none.layer = &layer;
    none.readable = false;
    return none;
  }
}

}  // namespace zonegate::audit
