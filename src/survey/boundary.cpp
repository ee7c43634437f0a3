// SPDX-License-Identifier: Apache-2.0
// Boundary-point texts. Lines are sorted first (headers may come last), then each parcel is read by itself: a fault of one leaves the others alone.
#include <algorithm>
#include <cmath>
#include <set>

#include "boundary_text.h"
#include "other_points.h"
#include "part.h"
#include "survey/survey.h"
#include "system.h"
#include "system_keys.h"
#include "text.h"

namespace zonegate::survey {
namespace {

std::string header_value(const Statements& header, std::string_view key) {
  for (const auto& [name, value] : header)
    if (key_of(name) == key && !value.empty()) return value;
  return {};
}

class Reader {
 public:
  Reader(const std::string& file, const Options& options) : file_(file), options_(options) {}

  Document run(std::string_view utf8) {
    document_.form = "boundary text";
    Notes notes(document_.issues, file_, {});
    const BoundaryLines lines = sort_lines(utf8, notes);
    for (const Statements& block : lines.blocks)
      document_.header.insert(document_.header.end(), block.begin(), block.end());
    tell_unknown_keys(notes);
    if (lines.parcels.empty())
      notes.add("survey.nothing_read", Severity::error, "no parcel and no boundary point was found",
                "a boundary text has parcel lines that end in @, each followed by its points");
    std::size_t blocks = lines.blocks.size() + 1;
    for (const Parcel& parcel : lines.parcels) {
      if (parcel.blocks != blocks) {
        blocks = parcel.blocks;
        header_ = header_of(lines, parcel);
        for (auto& said : path_words(file_)) header_.push_back(std::move(said));
        stated_ = read_stated(header_, notes);
      }
      add(parcel);
    }
    note_precision(notes);
    return std::move(document_);
  }

 private:
  void add(const Parcel& parcel) {
    Feature out;
    out.line = parcel.line;
    const auto fields = parcel_fields(parcel.cells);
    std::string id = std::to_string(document_.features.size() + 1);
    for (const auto& [key, value] : fields)
      if (key == "地块编号") id = value;
    Notes notes(out.issues, file_, id);
    identify(id, out, notes);
    Draft draft;
    for (const auto& [key, value] : fields) field(key, value, draft, out, notes);
    draft.corners = read_points(parcel, notes, out.fault);
    if (!draft.geometry && !draft.corners.empty() && draft.corners.size() < 3)
      notes.add("survey.geometry_assumed", Severity::note,
                at_line(out.line) + ": no geometry stated; " + std::to_string(draft.corners.size()) +
                    (draft.corners.size() == 1 ? " point is read as a point" : " points are read as a line"));
    const Stated stated = stated_of(fields, draft.corners, notes);
    if (out.fault.empty()) finish(draft, stated, options_, notes, out);
    hand_on_total(out);
    document_.features.push_back(std::move(out));
  }

  // A key that nobody knows may define the coordinates; with a number it may move them, unless the user has said the system. Prose and what stands under [扩展信息] are no keys.
  void tell_unknown_keys(Notes& notes) const {
    std::set<std::string> told;
    const bool user_says = !options_.crs.empty() || options_.start;
    for (const auto& [key, value] : document_.header) {
      if (value.empty() || key.starts_with("line ") || !told.insert(key_of(key)).second) continue;
      if (is_system_key(key) || is_harmless_key(key) || speaks_of_points(key, value)) continue;
      const bool moves = is_quantity(value) && !user_says;
      notes.add("survey.key_unknown", moves ? Severity::error : Severity::warning,
                "header: the key of " + shortened(key, 40) + "=" + shortened(value, 40) +
                    (moves ? " is not known; its number may define where the points lie"
                           : " is not known; it is not heeded"),
                moves ? "if it changes nothing of the coordinates, take it out or say their system with "
                        "--crs; else have the points transformed"
                      : "make sure that it changes nothing of the coordinates");
    }
  }

  // A parcel's own remark, use or name in brackets, and names of its points, may speak of its system.
  Stated stated_of(const Statements& fields, const std::vector<Corner>& corners, Notes& notes) const {
    Statements all = header_;
    for (const auto& [key, value] : fields) {
      const bool name = key == "地块名称";
      const std::string where = name ? "parcel name" : key, text = name ? in_brackets(value) : value;
      if (!text.empty() && speaks_of_points(where, text)) all.emplace_back(where, text);
    }
    for (auto& said : point_words(corners)) all.push_back(std::move(said));
    return all.size() == header_.size() ? stated_ : read_stated(all, notes);
  }

  void identify(const std::string& id, Feature& out, Notes& notes) {
    const std::string stem = stem_of(file_);
    const std::string project = header_value(header_, "项目编号"), name = header_value(header_, "项目名称");
    out.fields["project_id"] = project.empty() ? stem : project;
    out.fields["name"] = name.empty() ? stem : name;
    out.fields["part_id"] = id;
    if (!ids_.insert({project, id}).second)
      notes.add("survey.part_repeated", Severity::warning,
                at_line(out.line) + ": 地块编号 " + id + " is there twice; both parcels are read",
                "give each parcel a number of its own");
  }

  // Of all parcels of the project: they are compared when all of them are known.
  void hand_on_total(Feature& out) const {
    for (const auto& [key, value] : header_)
      if (is_total_area(key))
        if (const auto total = read_area(value); total && total->hectares > 0) {
          out.areas.push_back({key, total->text, total->hectares, total->half, 1, true});
          return;
        }
  }

  static void unread(Notes& notes, std::size_t line, const std::string& key, const std::string& value) {
    notes.add("survey.value_unread", Severity::warning,
              at_line(line) + ": " + key + " \"" + shortened(value, 40) +
                  "\" is not understood; it counts as not stated",
              "correct the parcel line");
  }

  void field(const std::string& key, const std::string& value, Draft& draft, Feature& out, Notes& notes) {
    if (key == "界址点数") {
      const auto count = read_decimal(value);
      const bool good = count && count->decimals == 0 && count->value >= 0 && count->value < 1e9;
      if (good) draft.count = static_cast<long>(count->value);
      if (!good) unread(notes, out.line, key, value);
    } else if (key == "地块面积") {
      draft.area = read_area(value);
      if (!draft.area) return unread(notes, out.line, key, value);
      out.fields[key] = draft.area->hectares;
      if (draft.area->converted)
        notes.add("survey.area_unit", Severity::note,
                  at_line(out.line) + ": stated area " + draft.area->text + " is " +
                      fixed(draft.area->hectares, 4) + " ha");
    } else if (key == "记录图形属性") {
      draft.geometry = geometry_word(value);
      if (!draft.geometry && speaks_of_arcs(value))
        notes.add("survey.points_unread", Severity::error,
                  at_line(out.line) + ": " + key + " \"" + shortened(value, 40) + kArc, kGiveArc);
      else if (!draft.geometry)
        unread(notes, out.line, key, value);
    } else if (key != "地块编号") {
      out.fields[key] = value;
    }
  }

  // 0.001 and 3 both mean millimetres; 1 may be a metre or a digit, and says nothing.
  void note_precision(Notes& notes) {
    const std::string text = header_value(document_.header, "精度");
    const auto stated = read_decimal(text);
    const auto good = std::find_if(
        document_.features.begin(), document_.features.end(),
        [](const Feature& f) { return f.fault.empty() && f.half_digit > 0 && f.planar_area_m2 > 0; });
    if (!stated || stated->value <= 0 || stated->value == 1 || good == document_.features.end()) return;
    const double step = stated->value < 1 ? stated->value : std::pow(10.0, -stated->value);
    if (std::abs(step / (2 * good->half_digit) - 1) < 0.01) return;
    notes.add("survey.precision_stated", Severity::note,
              "header: 精度=" + text + ", but the coordinates are written to " +
                  shortest(quantise(2 * good->half_digit, 9)) + " m");
  }

  std::string file_;
  Options options_;
  Statements header_;  // of the parcel that is read
  Stated stated_;
  Document document_;
  std::set<std::pair<std::string, std::string>> ids_;  // project, parcel
};

}  // namespace

bool is_boundary_text(std::string_view utf8) {
  for (const std::string_view raw : split_lines(utf8.substr(0, 65536))) {
    const std::string narrowed = narrow_separators(raw);
    const std::string_view line = trim(narrowed);
    if (key_of(line) == "[地块坐标]") return true;
    const auto parcel = parcel_line(line);
    if (parcel && cells_of(*parcel).size() >= 4) return true;
  }
  return false;
}

Document read_boundary_text(std::string_view utf8, const std::string& file, const Options& options) {
  return Reader(file, options).run(utf8);
}

}  // namespace zonegate::survey
