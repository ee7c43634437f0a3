// SPDX-License-Identifier: Apache-2.0
//
// Drawings of CAD programs. GDAL turns into geometry only what the scan has chosen, under handles of our own, so that every chosen entity gives one feature or a
// fault. What is closed is an area: as a line it would touch nothing of what lies inside it.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>

#include <fmt/format.h>

#include "crs_of.h"
#include "dxf_scan.h"
#include "reader.h"
#include "shape.h"
#include "text.h"

namespace zonegate::io {
namespace {

constexpr const char* kLayer = "Layer";
constexpr const char* kEntity = "Entity";
constexpr const char* kHandle = "Handle";

// A file in memory, gone with its owner.
class MemoryFile {
 public:
  explicit MemoryFile(std::string content)
      : content_(std::move(content)),
        name_(fmt::format("/vsimem/zonegate-{}.dxf", static_cast<const void*>(this))) {
    VSIFCloseL(VSIFileFromMemBuffer(name_.c_str(), reinterpret_cast<GByte*>(content_.data()), content_.size(),
                                    FALSE));
  }
  ~MemoryFile() { VSIUnlink(name_.c_str()); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  const std::string& name() const { return name_; }

 private:
  std::string content_, name_;
};

// How finely GDAL draws arcs, on this thread, while it lives.
class ArcStep {
 public:
  explicit ArcStep(const std::string& degrees) {
    CPLSetThreadLocalConfigOption("OGR_ARC_STEPSIZE", degrees.c_str());
  }
  ~ArcStep() { CPLSetThreadLocalConfigOption("OGR_ARC_STEPSIZE", nullptr); }
  ArcStep(const ArcStep&) = delete;
  ArcStep& operator=(const ArcStep&) = delete;
};

std::string step_for(double radius, double tolerance) {
  double step = 4;
  if (radius > tolerance) step = 2 * std::acos(1 - 0.9 * tolerance / radius) * 180 / std::numbers::pi;
  return fmt::format("{}", std::clamp(step, 0.001, 4.0));
}

const char* unit_name(int code) {
  switch (code) {
    case 1:
      return "inches";
    case 2:
      return "feet";
    case 4:
      return "millimetres";
    case 5:
      return "centimetres";
    case 7:
      return "kilometres";
    default:
      return nullptr;
  }
}

std::string code_page_name(const std::string& stated) {
  const std::string lower = lower_ascii(stated);
  return lower.starts_with("ansi_") && encoding_name(stated) == stated ? "CP" + stated.substr(5) : stated;
}

class DxfReader final : public Reader {
 public:
  DxfReader(const std::string& path, const VectorOptions& options)
      : Reader(path),
        decoder_(*Decoder::of("UTF-8")),
        scan_(load(path)),
        definition_(new OGRFeatureDefn("entities")) {
    driver = "DXF";
    if (!options.sublayer.empty() && options.sublayer != "entities")
      throw Error(
          ErrorKind::input, fmt::format("{}: there is no layer \"{}\"", path, options.sublayer),
          fmt::format("a drawing is one table, \"entities\"; for one of its layers: --where \"{} = '...'\"",
                      kLayer));
    field_names = {kLayer, kEntity, kHandle};
    choose_encoding(options.encoding);
    crs = chosen_crs(path, std::nullopt, options.crs, options.crs_optional,
                     "a drawing cannot state one: say --crs EPSG:4543, or whatever it is");
    tolerance = crs ? millimetre(crs, nullptr) : 0.001;
    independent_count = static_cast<std::int64_t>(scan_.used.size());
    tell_left_out();
    open(path);
    compile(options.where);
  }
  ~DxfReader() override { definition_->Release(); }
  DxfReader(const DxfReader&) = delete;
  DxfReader& operator=(const DxfReader&) = delete;

  bool read(SourceFeature& out) override {
    if (next_ >= scan_.used.size()) return false;
    const DxfEntity& e = scan_.used[next_++];
    out.fid = fmt::format("{}", next_);
    out.fields[kLayer] = layer_name(e.layer, out);
    out.fields[kEntity] = e.type;
    out.fields[kHandle] = e.handle;
    skipped = left_by_filter(out);
    if (!e.fault.empty()) {
      add_fault(out, e.fault);
    } else {
      read_shape(e, out);
    }
    return true;
  }

 private:
  Decoder decoder_;
  std::string text_;  // of the reduced drawing, until it is open
  DxfScan scan_;
  std::unique_ptr<MemoryFile> file_;
  DatasetPtr dataset_;
  OGRLayer* layer_ = nullptr;
  OGRFeatureUniquePtr pending_;
  std::size_t pending_at_ = 0;  // its place in the list; 0: none
  double pending_radius_ = 0;   // the largest whose arcs are drawn finely enough in it
  std::size_t next_ = 0;
  OGRFeatureDefn* definition_;
  OGRFeatureQuery query_;
  bool filtered_ = false;

  DxfScan load(const std::string& path) {
    const std::string whole = read_file(path);
    const std::string_view text = std::string_view(whole).substr(whole.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    DxfScan scan = scan_dxf(path, text);
    text_ = reduced_dxf(scan, text);
    return scan;
  }

  // Stated > UTF-8 from version 2007 on > $DWGCODEPAGE > UTF-8 > GB18030; the first in which all layer names are text.
  void choose_encoding(const std::string& wanted) {
    std::vector<std::pair<std::string, std::string>> choices;
    if (!wanted.empty()) {
      choices = {{wanted, "as stated"}};
      if (!Decoder::of(wanted))
        throw Error(ErrorKind::usage, fmt::format("nobody knows the encoding \"{}\"", wanted),
                    "UTF-8, GB18030 ...");
    } else {
      if (scan_.version >= "AC1021") choices.emplace_back("UTF-8", "version " + scan_.version);
      if (!scan_.code_page.empty())
        choices.emplace_back(code_page_name(scan_.code_page), "$DWGCODEPAGE " + scan_.code_page);
      choices.insert(choices.end(),
                     {{"UTF-8", "no usable code page"}, {"GB18030", "no usable code page, not UTF-8"}});
    }
    for (const auto& [name, why] : choices) {
      auto decoder = Decoder::of(name);
      if (!decoder || !(decodes(*decoder) || !wanted.empty())) continue;
      encoding = fmt::format("{} ({})", decoder->name(), why);
      decoder_ = std::move(*decoder);
      return;
    }
    log.add("encoding.mixed", Severity::error, "the names of its layers are in no single encoding",
            "name them anew");
    encoding = "none fits";
  }

  bool decodes(const Decoder& decoder) const {
    const auto fits = [&](const std::string& name) { return decoder(name).has_value(); };
    return std::all_of(scan_.used.begin(), scan_.used.end(),
                       [&](const DxfEntity& e) { return fits(e.layer); }) &&
           std::all_of(scan_.left_out.begin(), scan_.left_out.end(),
                       [&](const auto& l) { return fits(l.first.first); });
  }

  std::string shown(const std::string& raw) const {
    const auto text = decoder_(raw);
    return text ? without_escapes(*text) : escaped(raw);
  }
  Value layer_name(const std::string& raw, SourceFeature& out) const {
    if (const auto text = decoder_(raw)) return without_escapes(*text);
    add_fault(out, fmt::format("the name of its layer is not {}: \"{}\"", decoder_.name(),
                               escaped(raw.substr(0, 40))));
    return Unknown{};
  }

  // Words and dimensions beside the ground, and what lies on the sheet of paper.
  static bool is_annotation(const std::string& type) {
    constexpr std::array<std::string_view, 8> kTypes = {"TEXT",   "MTEXT",   "ATTDEF",      "DIMENSION",
                                                        "LEADER", "MLEADER", "MULTILEADER", "VIEWPORT"};
    return type.ends_with(" on paper") || std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
  }

  // Blocks, hatches and curves may be ground: with them the drawing is not whole.
  void tell_left_out() {
    tell_left_out(false, Severity::error, "may be ground (blocks, hatches, curves), and were left out",
                  "draw what is ground as closed polylines in model space (EXPLODE, FLATTEN, BOUNDARY), and "
                  "take the rest out");
    tell_left_out(true, Severity::warning, "are no points, lines or outlines, and were left out",
                  "what of it is ground must be drawn as closed polylines in model space");
    tell_units();
  }
  void tell_left_out(bool annotations, Severity severity, const char* what, const char* remedy) {
    constexpr std::size_t kShown = 12;
    std::int64_t total = 0;
    std::vector<std::string> kinds;
    for (const auto& [kind, count] : scan_.left_out) {
      if (is_annotation(kind.second) != annotations) continue;
      total += count;
      kinds.push_back(fmt::format("{} {} on layer \"{}\"", count, kind.second, shown(kind.first)));
    }
    if (total == 0) return;
    const std::string more =
        kinds.size() > kShown ? fmt::format(", and {} more kinds", kinds.size() - kShown) : "";
    kinds.resize(std::min(kinds.size(), kShown));
    log.add("source.left_out", severity,
            fmt::format("{} entities of the drawing {}: {}{}", total, what, fmt::join(kinds, "; "), more),
            remedy);
  }

  void tell_units() {
    if (const char* unit = unit_name(scan_.units)) {
      log.add(
          "source.units", Severity::warning,
          fmt::format(
              "the drawing says that its unit is {}; its numbers are taken as coordinates of the reference "
              "system, as they are",
              unit),
          "if they are not, scale the drawing, or set INSUNITS to metres");
    }
  }

  void open(const std::string& path) {
    const ErrorTrap trap;
    prepare_gdal();
    file_ = std::make_unique<MemoryFile>(std::move(text_));
    dataset_ = open_dataset(file_->name(), *format_of("a.dxf"), {});
    if (!dataset_ || dataset_->GetLayerCount() < 1)
      throw Error(ErrorKind::input, fmt::format("{}: cannot be read as DXF: {}", path, trap.first_failure()),
                  "save it as DXF in text (ASCII), version 2000 or later");
    layer_ = dataset_->GetLayer(0);
  }

  void compile(const std::string& where) {
    definition_->Reference();
    for (const auto& name : field_names) {
      const OGRFieldDefn field(name.c_str(), OFTString);
      definition_->AddFieldDefn(&field);
    }
    if (where.empty()) return;
    const ErrorTrap trap;
    if (query_.Compile(definition_, where.c_str()) != OGRERR_NONE)
      throw Error(ErrorKind::usage,
                  fmt::format("{}: the condition \"{}\" cannot be understood: {}", log.file(), where,
                              trap.first_failure()),
                  fmt::format("write it as an SQL WHERE over its fields: {}", fmt::join(field_names, ", ")));
    filtered_ = true;
  }

  bool left_by_filter(const SourceFeature& row) {
    if (!filtered_ || !row.fault.empty()) return false;
    const ErrorTrap trap;
    OGRFeature feature(definition_);
    for (const auto& name : field_names) feature.SetField(name.c_str(), to_text(row.fields.at(name)).c_str());
    return query_.Evaluate(&feature) == 0 && !trap.failed();
  }

  // The feature that GDAL made of the entity at that place (from 1); features come in the order of the list.
  OGRFeatureUniquePtr feature_of(std::size_t place, double radius) {
    const ArcStep step(step_for(radius, tolerance));
    while (pending_at_ < place) {
      pending_radius_ = radius;
      pending_.reset(layer_->GetNextFeature());
      if (!pending_) return nullptr;
      pending_at_ = std::strtoull(pending_->GetFieldAsString("EntityHandle"), nullptr, 16);
    }
    return pending_at_ == place ? std::move(pending_) : nullptr;
  }

  void read_shape(const DxfEntity& e, SourceFeature& out) {
    const ErrorTrap trap;
    const OGRFeatureUniquePtr feature = feature_of(next_, e.radius);
    if (trap.failed()) add_fault(out, trap.first_failure());
    log.add_warnings(trap, out.fid);
    if (feature && e.radius > pending_radius_)  // read when it was the turn of one that gave nothing
      return add_fault(out, fmt::format("its {} cannot be drawn finely enough", e.type));
    if (!feature) return add_fault(out, fmt::format("its {} cannot be drawn", e.type));
    ShapeResult read = to_shape(feature->GetGeometryRef(), tolerance);
    if (!read.fault.empty()) add_fault(out, read.fault);
    out.shape = std::move(read.shape);
    close(e, out);
  }

  static void close(const DxfEntity& e, SourceFeature& out) {
    if (out.shape.lines.size() != 1) return;
    geom::Path& line = out.shape.lines.front();
    const bool meets = line.size() > 1 && line.front() == line.back();
    if (!e.closed && !meets) return;
    geom::Ring ring = line;
    if (meets) ring.pop_back();
    std::set<std::pair<double, double>> corners;
    for (const geom::Point& p : ring) corners.insert({p.x, p.y});
    if (corners.size() < 3) return;  // there and back: still a line
    out.shape.lines.clear();
    out.shape.polygons.push_back({std::move(ring), {}});
  }
};

}  // namespace

std::unique_ptr<Reader> open_dxf(const std::string& path, const VectorOptions& options) {
  return std::make_unique<DxfReader>(path, options);
}

}  // namespace zonegate::io
