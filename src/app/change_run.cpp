// SPDX-License-Identifier: Apache-2.0
//
// Two dates of land cover in one pass: the matrix from class to class, the map of transitions, and maps of a quantity per hectare (carbon) that classes have.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/map_grid.h"

namespace zonegate::app {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostNames = 5000;  // of transitions in the metadata of a file

struct Maps {
  std::unique_ptr<io::RasterSink> transitions, before, after, change;
};

struct Done {
  algebra::ChangeMatrix matrix;
  std::optional<io::RasterPiece> transitions, before, after, change;
  std::optional<double> uncoded;  // a class that the map of transitions cannot hold
};

// One window of both dates, bytes where both files hold plain ones.
struct Dates {
  zonal::BandCells before, after;
  bool bytes() const { return !before.bytes.empty() && !after.bytes.empty(); }
};

class Change {
 public:
  Change(const ChangeOptions& options, const Progress& progress)
      : o_(options),
        progress_(progress),
        grid_({options.before, options.after}, options.reading, MapGrid::Extent::of_all) {
    const auto method = o_.reading.method;
    if (method == io::Resampling::average || method == io::Resampling::bilinear)
      throw Error(
          ErrorKind::usage,
          "classes have no mean: " + std::string(io::to_string(method)) + " makes classes that nobody mapped",
          "say --method nearest or --method mode");
    areas_ = grid_.cell_areas(report_.area_basis);
    report_.grid = grid_.grid();
    report_.crs = grid_.crs()
                      ? (grid_.crs()->authority().empty() ? grid_.crs()->name() : grid_.crs()->authority())
                      : "";
    report_.alignment = grid_.alignment();
    report_.classes = names();
    report_.code_factor = coded_in_thousands() ? 1000 : 100000;
    open_maps();
  }

  ChangeReport run() {
    run_windows<Done>(
        grid_, o_.reading.jobs, [&](OpenMaps& maps, const io::RasterWindow& w) { return work(maps, w); },
        [&](Done&& done) { take(std::move(done)); }, progress_, "comparing both dates");
    check_codes();
    check_classes();
    add_stock();
    note_nodata();
    finish_maps();
    report_.hashes = grid_.hashes();
    return std::move(report_);
  }

 private:
  bool coded_in_thousands() const { return grid_.band(0).type == "Byte" && grid_.band(1).type == "Byte"; }

  std::map<long long, std::string> names() const {
    if (!o_.classes.empty()) return o_.classes;
    auto out = grid_.band(0).classes;
    out.insert(grid_.band(1).classes.begin(), grid_.band(1).classes.end());
    return out;
  }

  std::unique_ptr<io::RasterSink> sink(const std::string& path, io::OutRaster::Type type,
                                       const std::string& what, io::Resampling overviews) const {
    if (path.empty()) return nullptr;
    MapFile file;
    file.path = path;
    file.layout = o_.layout;
    file.version = o_.version;
    file.description = what;
    if (type == io::OutRaster::Type::int32)
      file.nodata = -1;
    else
      file.unit = o_.unit;
    io::OutRaster out = out_raster(grid_, file, type, "change: " + what, o_.reading.jobs);
    out.overviews = overviews;
    return std::make_unique<io::RasterSink>(path, out);
  }

  void open_maps() {
    using Type = io::OutRaster::Type;
    maps_.transitions =
        sink(o_.transitions, Type::int32,
             "transitions, from x " + std::to_string(report_.code_factor) + " + to", io::Resampling::mode);
    maps_.before = sink(o_.stock_before, Type::float32, "stock at the first date", io::Resampling::average);
    maps_.after = sink(o_.stock_after, Type::float32, "stock at the second date", io::Resampling::average);
    maps_.change = sink(o_.stock_change, Type::float32, "stock at the second date less that at the first",
                        io::Resampling::average);
    for (std::size_t i = 0; i < 256; ++i) {
      const auto at = o_.density.find(static_cast<double>(i));
      of_byte_[i] = at == o_.density.end() ? kNone : at->second;
    }
  }

  Dates read(OpenMaps& maps, const io::RasterWindow& w) const {
    Dates d{maps.read(0, w), maps.read(1, w)};
    if (d.bytes() && !o_.nodata) return d;
    Dates values;
    values.before.values = values_of(std::move(d.before));
    values.after.values = values_of(std::move(d.after));
    if (o_.nodata)
      for (auto* cells : {&values.before.values, &values.after.values})
        for (double& v : *cells) v = v == *o_.nodata ? kNone : v;
    return values;
  }

  Done work(OpenMaps& maps, const io::RasterWindow& w) const {
    const Dates d = read(maps, w);
    Done done;
    done.matrix = d.bytes() ? matrix<std::uint8_t>(d, w, d.before.bytes, d.after.bytes)
                            : matrix<double>(d, w, d.before.values, d.after.values);
    // Windows without a value are not stored: oceans and what lies beyond a tile cost nothing.
    const auto& m = done.matrix;
    if (maps_.transitions && m.common.cells > 0) draw_transitions(d, w, done);
    if (m.neither.cells < static_cast<std::int64_t>(w.cells())) draw_stock(d, w, done);
    return done;
  }

  template <class T>
  algebra::ChangeMatrix matrix(const Dates& d, const io::RasterWindow& w, std::span<const T> before,
                               std::span<const T> after) const {
    algebra::ChangeTally tally(d.before.nodata, d.after.nodata);
    std::vector<double> areas(areas_->one_per_row() ? 1 : static_cast<std::size_t>(w.columns));
    const auto n = static_cast<std::size_t>(w.columns);
    for (int r = 0; r < w.rows; ++r) {
      areas_->row(w.row + r, w.column, areas);
      const algebra::RowAreas row{areas.front(), areas_->one_per_row() ? std::span<const double>() : areas};
      const std::size_t at = static_cast<std::size_t>(r) * n;
      tally.add(before.subspan(at, n), after.subspan(at, n), row);
    }
    return tally.take();
  }

  // f(first, end, value before, value after), NaN where there is none.
  template <class F>
  static void stretches(const Dates& d, const F& f) {
    if (d.bytes()) {
      algebra::for_stretches(std::span<const std::uint8_t>(d.before.bytes),
                             std::span<const std::uint8_t>(d.after.bytes), [&](std::size_t i, std::size_t j) {
                               f(i, j, zonal::value_at(d.before, i), zonal::value_at(d.after, i));
                             });
    } else {
      algebra::for_stretches(
          std::span<const double>(d.before.values), std::span<const double>(d.after.values),
          [&](std::size_t i, std::size_t j) { f(i, j, d.before.values[i], d.after.values[i]); });
    }
  }

  void draw_transitions(const Dates& d, const io::RasterWindow& w, Done& done) const {
    const auto factor = static_cast<double>(report_.code_factor);
    std::vector<std::int32_t> codes(w.cells());
    stretches(d, [&](std::size_t i, std::size_t j, double before, double after) {
      std::int32_t code = -1;
      if (!std::isnan(before) && !std::isnan(after)) {
        for (const double v : {before, after})
          if (v != std::floor(v) || v < 0 || v >= factor || v * factor + factor > 2147483647.0)
            done.uncoded = v;
        if (!done.uncoded) code = static_cast<std::int32_t>(before * factor + after);
      }
      std::fill(codes.begin() + static_cast<std::ptrdiff_t>(i),
                codes.begin() + static_cast<std::ptrdiff_t>(j), code);
    });
    if (!done.uncoded) done.transitions = maps_.transitions->ready(w, std::span<const std::int32_t>(codes));
  }

  double density(double v) const {
    const auto at = o_.density.find(v);
    return at == o_.density.end() ? kNone : at->second;
  }

  void draw_stock(const Dates& d, const io::RasterWindow& w, Done& done) const {
    if (!maps_.before && !maps_.after && !maps_.change) return;
    std::vector<float> before(w.cells()), after(w.cells()), change(w.cells());
    if (d.bytes()) {
      fill_by_byte(d.before, before);
      fill_by_byte(d.after, after);
    } else {
      stretches(d, [&](std::size_t i, std::size_t j, double a, double b) {
        std::fill(before.begin() + static_cast<std::ptrdiff_t>(i),
                  before.begin() + static_cast<std::ptrdiff_t>(j), static_cast<float>(density(a)));
        std::fill(after.begin() + static_cast<std::ptrdiff_t>(i),
                  after.begin() + static_cast<std::ptrdiff_t>(j), static_cast<float>(density(b)));
      });
    }
    for (std::size_t i = 0; i < change.size(); ++i) change[i] = after[i] - before[i];
    if (maps_.before) done.before = maps_.before->ready(w, std::span<const float>(before));
    if (maps_.after) done.after = maps_.after->ready(w, std::span<const float>(after));
    if (maps_.change) done.change = maps_.change->ready(w, std::span<const float>(change));
  }

  void fill_by_byte(const zonal::BandCells& cells, std::vector<float>& out) const {
    std::array<float, 256> table{};
    for (std::size_t v = 0; v < 256; ++v)
      table[v] = static_cast<float>(static_cast<double>(v) == cells.nodata ? kNone : of_byte_[v]);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = table[cells.bytes[i]];
  }

  void take(Done&& done) {
    report_.matrix.merge(done.matrix);
    if (done.uncoded) uncoded_ = done.uncoded;
    if (done.transitions) maps_.transitions->write(std::move(*done.transitions));
    if (done.before) maps_.before->write(std::move(*done.before));
    if (done.after) maps_.after->write(std::move(*done.after));
    if (done.change) maps_.change->write(std::move(*done.change));
  }

  void check_codes() const {
    if (!uncoded_) return;
    throw Error(ErrorKind::usage,
                "the map of transitions holds whole class numbers from 0 to " +
                    std::to_string(std::min(report_.code_factor - 1, 2147483646 / report_.code_factor - 1)) +
                    ", the rasters have " + shortest(*uncoded_),
                "reclassify both dates first (zonegate raster reclassify), or leave the map out (--no-map)");
  }

  // All values of both dates, each with its area, in rising order.
  std::map<double, double> values() const {
    std::map<double, double> out;
    for (const auto& t : report_.matrix.transitions) out[t.from] += t.area_m2, out[t.to] += t.area_m2;
    for (const auto* lost : {&report_.matrix.lost_before, &report_.matrix.lost_after})
      for (const auto& [value, n] : *lost) out[value] += n.area_m2;
    return out;
  }

  void check_classes() const {
    std::string unknown;
    for (const auto& [value, area] : values()) {
      const bool whole = value == std::floor(value) && std::abs(value) < 1e15;
      const bool named = whole && o_.classes.contains(static_cast<long long>(value));
      const bool has_quantity = o_.density.contains(value);
      if ((o_.only_these && !named) || (!o_.density.empty() && !has_quantity))
        unknown += (unknown.empty() ? "" : ", ") + shortest(value) + " (" + fixed(area / 10000.0, 2) +
                   " ha on both dates)";
    }
    if (!unknown.empty())
      throw Error(ErrorKind::usage, o_.table + " has no row for these classes of the rasters: " + unknown,
                  "add rows for them, or say which value means no data (--nodata)");
  }

  void add_stock() {
    if (o_.density.empty()) return;
    for (const auto& t : report_.matrix.transitions) {
      const double before = density(t.from), after = density(t.to), ha = t.area_m2 / 10000.0;
      if (std::isnan(before) || std::isnan(after)) {
        report_.stock.without_m2 += t.area_m2;
        continue;
      }
      report_.stock.before += before * ha;
      report_.stock.after += after * ha;
    }
  }

  // What one date calls no data, and the other has as a class: most likely one of both is declared wrongly.
  void note_nodata() {
    const auto a = grid_.band(0).nodata, b = grid_.band(1).nodata;
    if (a == b) return;
    const auto look = [&](std::optional<double> nodata, bool in_before) {
      if (!nodata || std::isnan(*nodata)) return;
      algebra::CellsAndArea found;
      for (const auto& t : report_.matrix.transitions)
        if ((in_before ? t.from : t.to) == *nodata) found.add(t.cells, t.area_m2);
      const auto& lost = in_before ? report_.matrix.lost_before : report_.matrix.lost_after;
      if (const auto at = lost.find(*nodata); at != lost.end()) found.merge(at->second);
      if (found.cells == 0) return;
      const std::string& with = (in_before ? o_.after : o_.before).paths.front();
      const std::string& other = (in_before ? o_.before : o_.after).paths.front();
      report_.issues.push_back(
          {"raster.nodata_differs", Severity::warning, other, "", "",
           shortest(*nodata) + " means no data in " + with + ", but counts as a class in " + other +
               ", with " + fixed(found.area_m2 / 10000.0, 2) + " ha",
           "say --nodata " + shortest(*nodata) + " if it means no data on both dates", std::nullopt});
    };
    look(a, false);
    look(b, true);
  }

  std::string name_of(double v) const {
    const auto at = report_.classes.find(static_cast<long long>(v));
    return at == report_.classes.end() ? shortest(v) : at->second;
  }

  void finish_maps() {
    if (maps_.transitions && report_.matrix.transitions.size() <= kMostNames) {
      std::map<long long, std::string> classes;
      for (const auto& t : report_.matrix.transitions)
        classes[static_cast<long long>(t.from) * report_.code_factor + static_cast<long long>(t.to)] =
            t.from == t.to ? name_of(t.from) : name_of(t.from) + " → " + name_of(t.to);
      maps_.transitions->set_classes(classes);
    }
    for (auto* map : {&maps_.transitions, &maps_.before, &maps_.after, &maps_.change}) {
      if (!*map) continue;
      say(progress_, "writing maps");
      (*map)->finish();
    }
  }

  const ChangeOptions& o_;
  const Progress& progress_;
  MapGrid grid_;
  std::unique_ptr<zonal::CellAreas> areas_;
  ChangeReport report_;
  Maps maps_;
  std::array<double, 256> of_byte_{};
  std::optional<double> uncoded_;
};

}  // namespace

ChangeReport land_cover_change(const ChangeOptions& options, const Progress& progress) {
  return Change(options, progress).run();
}

}  // namespace zonegate::app
