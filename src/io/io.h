// SPDX-License-Identifier: Apache-2.0
//
// io: vector, raster and table sources and sinks. GDAL is seen only here.
// Trust: the driver is chosen by the file's extension only (never by content), every feature is read (no
// spatial filter, no file index), an independent count is compared with the rows read, every error of the
// library is caught and attributed, and what is larger than limits() is refused.
// One source object per thread; sources may be opened on the same file by several threads.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "geom/geom.h"
#include "io/archive.h"
#include "io/digest.h"
#include "io/limits.h"
#include "io/tables.h"

namespace zonegate::io {

// ----------------------------------------------------------------------------------------------------- vector
struct VectorOptions {
  std::string sublayer;  // empty: the only layer (Error if several, listing them)
  std::string encoding;  // empty: .cpg, strict UTF-8, GB18030; else a name that GDAL knows
  std::string crs;  // of a file that has none ("EPSG:4543"); Error (input) if the file states another one
  bool crs_optional = false;  // plain numbers are welcome (Plane::local)
  std::string where = {};     // OGR SQL: only such features are handed out; all are read and counted
  // BatchSource only: may a prepared copy stand in for the file? Never with `where`, which a copy does not know.
  bool prepared = false;
  std::string prepared_folder = {};       // empty: beside the file
  std::size_t header_row = 0;             // as in TableOptions; of workbooks only
  std::vector<std::string> headers = {};  // likewise, of .csv too
  bool repeated_columns = false;          // likewise
  // Fields as people read them: under their alias as well, and what a coded value stands for (GeoPackage, geodatabases). Of layers the names and codes of the file count.
  bool spoken = false;
  bool titles_heard = false;  // titles may stand above the header of a .csv with WKT: file_words gives them
};

struct SourceFeature {
  std::int64_t number = 0;  // 1-based row in reading order
  std::string fid;          // the file's own feature id
  // By source field name; text trimmed at the right, invalid text -> fault. NULL -> Unknown; blank text of
  // .dbf and .csv, which know no NULL -> "" (the caller decides whether empty means something). Integers
  // beyond 2^53 are text. Dates are ISO text.
  Attributes fields;
  std::map<std::string, std::string> labels =
      {};             // by field: what its coded value stands for, where that is asked for (`spoken`)
  geom::Shape shape;  // source coordinates, z and m dropped, arcs linearised to 1 mm
  std::string fault;  // not empty: the geometry or a text could not be read; shape is empty then
};

// GeoPackage .gpkg (tables without geometry too), Shapefile .shp, GeoJSON .geojson/.json, FlatGeobuf .fgb, KML .kml/.kmz, GPX .gpx, file geodatabases .gdb (a
// folder); CSV .csv with a WKT column or as a plain table; one sheet of an Excel workbook .xlsx as a plain table: its fid is the row as Excel counts it.
// Drawings .dxf: one feature for each point, line, arc, circle, ellipse and polyline of the model space, with fields Layer, Entity, Handle; what is closed is a
// polygon; everything else (blocks, texts, hatches, splines ...) is left out, and an Issue names it by layer and type.
// One of these in a .zip, unpacked into a private folder while the source lives; sublayer: "b.shp" or "b.gpkg/units" where it holds several.
// "-": GeoJSON from standard input, kept in a private file until the process ends. "PG:..." or "postgresql://...": a table of PostGIS, read only, on one state of
// the database; sublayer: "table" or "schema.table".
class VectorSource {
 public:
  // Error (input) naming the file and the remedy: missing file, extension not allowed, cannot be opened, no
  // CRS, no such sublayer.
  VectorSource(const std::string& path, const VectorOptions& options);
  ~VectorSource();
  VectorSource(VectorSource&&) noexcept;

  const std::vector<std::string>& field_names() const;
  const std::optional<geom::Crs>& crs() const;  // nullopt: with crs_optional, or a table without geometry
  bool has_geometry() const;
  std::optional<std::int64_t> independent_count() const;  // count(*), .shx/.dbf records, "features"
  bool next(SourceFeature& out);                          // false at the end
  std::int64_t rows_read() const;
  // File-level problems so far: driver errors and warnings, count mismatch (after the end). One of severity
  // error means that features may be missing or wrong: such a file cannot prove that something is absent.
  const std::vector<Issue>& issues() const;
  std::string driver() const;
  std::string encoding() const;  // what was used and why: "GB18030 (no .cpg, not UTF-8)"
  std::string sheet() const;     // of a workbook; else empty

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Features in batches: the quick way through a big file. GeoPackage and FlatGeobuf come through GDAL's columnar (Arrow) interface, geometry as bytes that
// any thread may decode; every other format, and any file with a `where`, is read feature by feature behind the same face. All promises of
// VectorSource hold (whole file, independent count, errors of the library caught).
class FeatureBatch {
 public:
  struct Impl;
  explicit FeatureBatch(std::unique_ptr<Impl> impl);
  ~FeatureBatch();
  std::size_t size() const;
  std::size_t bytes() const;                 // about how large its geometry is
  std::int64_t number(std::size_t i) const;  // 1-based row in reading order
  std::string fid(std::size_t i) const;
  std::string fault(std::size_t i) const;  // not empty: could not be read
  // The quick way: rings of a polygon; `other`: ask shape(). damaged: ask shape() for the reason.
  geom::WkbContent rings(std::size_t i, geom::RingSet& out) const;
  // The long way, any type. `fault` as in SourceFeature.
  geom::Shape shape(std::size_t i, std::string& fault) const;
  // Of BatchSource's `fields`; Unknown for a field that is not there. Methods are const and may be called from several threads.
  Value field(std::size_t i, std::size_t column) const;

 private:
  std::unique_ptr<Impl> impl_;
};
class BatchSource {
 public:
  using MayMeet = std::function<bool(const geom::Box& source_box)>;
  // fields: the source columns wanted; those that are not there are Unknown.
  BatchSource(const std::string& path, const VectorOptions& options, const std::vector<std::string>& fields);
  ~BatchSource();
  BatchSource(BatchSource&&) noexcept;
  const std::optional<geom::Crs>& crs() const;
  bool has_geometry() const;
  const std::vector<std::string>& field_names() const;  // all of the file
  std::unique_ptr<FeatureBatch> next();                 // nullptr at the end
  std::int64_t rows_read() const;                       // of the whole file, whatever only() leaves out
  const std::vector<Issue>& issues() const;
  // Before the first next(): a hint that features are wanted only where this says so. A prepared copy then hands out, in the order of the file, no
  // others than it must; any other source ignores it. What holds for a box must hold for every larger one. Features without a usable box always come.
  void only(const MayMeet& may_meet);
  bool from_copy() const;
  const std::optional<Issue>& copy_issue() const;  // why a copy that is there is not used, or slow to trust

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A prepared copy of a vector file, for repeated single questions: all features with a packed R-tree, checksums, and what the source was when it was
// read (docs/decisions/0011). It stands beside the file as FILE.zgp (FILE.LAYER.zgp where the file has several layers). BatchSource gives the same from it.
struct PrepareOptions {
  std::string sublayer, crs;  // as in VectorOptions
  std::string folder;         // where copies go; empty: beside the file
  bool anew = false;          // even if it is up to date, and over a file that is no copy of this one
};
struct Prepared {
  std::string path, sha256;  // of the copy; of the source
  std::int64_t features = 0;
  std::uint64_t bytes = 0;
  bool up_to_date = false;  // was there already; nothing was written
};
// Error (input): what VectorSource says, a source that could not be read to its end, one that changes meanwhile; (usage): something else
// stands there. Waits up to two seconds for a file that was only just written: later its time could not prove that it is still the same.
Prepared prepare_copy(const std::string& path, const PrepareOptions& options,
                      const std::function<void(std::int64_t features)>& progress = {});

std::vector<std::string> list_sublayers(const std::string& path);
// Which of these layers or files is meant: the one of this name, else the only one of this name in letters of either size, else the only one of this name but for an extension on either side
// (项目用地 and 项目用地.shp).
std::optional<std::size_t> find_name(const std::vector<std::string>& names, const std::string& wanted);
// What a vector file says in words beside its features: where ("layer name", "text of the file", "text of the drawing", "text of the metadata", "folder name") and what. Names of layers, folders and documents, descriptions, texts at the top of a GeoJSON, titles of a GeoPackage, TEXT and MTEXT of a drawing. Error (input) as for a source.
Texts file_words(const std::string& path, const VectorOptions& options);
bool is_vector_file(const std::string& path);  // by extension, table formats included; "-" and databases too
std::string shown_name(const std::string& path);    // "standard input", a connection without its password
std::string printed_name(const std::string& path);  // the same, but "-" stays, by which its hash is asked
bool is_raster_file(const std::string& path);
bool is_unread_data(const std::string& path);  // by extension: drawings and archives that nobody here reads

// ----------------------------------------------------------------------------------------------------- raster
struct RasterGrid {
  int columns = 0, rows = 0;
  double origin_x = 0, origin_y = 0, cell_x = 0,
         cell_y = 0;  // north-up: cell_y < 0
  double skew_x = 0,
         skew_y = 0;  // of a rotated grid: x = origin_x + column * cell_x + row * skew_x, and y likewise
  bool north_up() const { return skew_x == 0 && skew_y == 0 && cell_x > 0 && cell_y < 0; }
  geom::Point at(double column, double row) const {
    return {origin_x + column * cell_x + row * skew_x, origin_y + column * skew_y + row * cell_y};
  }
  // The other way; cells must have a size.
  geom::Point cell(geom::Point p) const {
    const double determinant = cell_x * cell_y - skew_x * skew_y;
    const double dx = p.x - origin_x, dy = p.y - origin_y;
    return {(dx * cell_y - dy * skew_x) / determinant, (dy * cell_x - dx * skew_y) / determinant};
  }
};
struct RasterWindow {
  int column = 0, row = 0, columns = 0, rows = 0;
  std::size_t cells() const { return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows); }
};
// How cells of another grid are found. nearest: the cell that holds the centre of the new one; average: mean of the cells that it covers, by the covered share
// (cells without a value do not count); mode: the value that most of them hold; bilinear: between the four nearest centres.
enum class Resampling { nearest, average, mode, bilinear };
// The grid that a raster is to be taken to, and how.
struct Alignment {
  RasterGrid grid;
  std::optional<geom::Crs> crs = {};
  Resampling method = Resampling::nearest;
};
struct RasterOptions {
  // Rotated and south-up grids, masks, alpha bands, scale and offset are taken as they are; otherwise each is refused, with the remedy.
  bool as_is = false;
  std::string variable = {};  // of a file that holds several rasters (NetCDF, Zarr)
  std::string crs = {};       // where the file states none
  bool crs_optional = false;  // neither: plain numbers
  // Read it on this grid instead of its own: grid(), crs() and windows are those, cells that it does not reach have no value. Where both grids lie in
  // one lattice cells are only counted off and nothing is resampled; else places are found to within 0.01 cell. Error (input): different systems of which one is no
  // CGCS2000 or WGS 84, or one file states none.
  std::optional<Alignment> onto = {};
};
struct RasterBand {
  std::string name, unit, type;  // type: "Byte", "Float32" ...
  std::optional<double> nodata;  // as stored, before scale and offset
  double scale = 1, offset = 0;
  bool whole = false;        // whole numbers, also after scale and offset
  bool masked = false;       // by a mask or an alpha band
  bool signed_byte = false;  // GDAL before 3.7 hands such numbers out as 0 to 255
  bool bytes = false;        // read_bytes serves: unsigned bytes without mask, scale and offset
  std::map<long long, std::string> classes;  // names of its values, where the file has a table of them
  std::string type_word() const;             // as raster_type() takes it: "byte"; empty: another type
};
class RasterSource {
 public:
  // .tif .tiff .img .hgt .nc .zarr .mbtiles, each by its one driver. Error (input) naming the file and the remedy: cannot be read, no CRS,
  // no georeference, cells without size, complex numbers, several rasters and none chosen.
  explicit RasterSource(const std::string& path, const RasterOptions& options = {});
  ~RasterSource();
  RasterSource(RasterSource&&) noexcept;
  const std::string& path() const;
  const RasterGrid& grid() const;
  const geom::Crs& crs() const;  // Error (internal) where there is none
  const std::optional<geom::Crs>& crs_if_any() const;
  std::optional<double> nodata() const;          // of band 1
  const std::vector<RasterBand>& bands() const;  // alpha bands are not among them
  std::pair<int, int> block_size() const;        // columns, rows: what is decoded at once
  // How `onto` is reached: "", "shifted by 3 columns, -2 rows", "resampled (nearest) from 10 x 10 cells in EPSG:4543".
  const std::string& alignment() const;
  // Reads a window of band 1 as doubles, row by row, as stored. Every read is checked: Error (input) naming file and window if a
  // block cannot be decoded, or is not in the file although no nodata value is declared.
  std::vector<double> read(int column, int row, int columns, int rows);
  // A window of a band (from 0), likewise checked; cells without a value (nodata, mask, alpha, NaN) are NaN, scale and offset are applied.
  void read_values(std::size_t band, const RasterWindow& window, std::vector<double>& out);
  // The same of a band of bytes, as stored.
  void read_bytes(std::size_t band, const RasterWindow& window, std::vector<std::uint8_t>& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A raster to be written. Cells without a value are stored as `nodata`.
struct OutRaster {
  enum class Type { byte, uint16, int32, float32, float64 };
  RasterGrid grid;
  std::optional<geom::Crs> crs = {};
  Type type = Type::float32;
  double nodata = 0;  // NaN: of floats only
  std::string unit = {}, description = {};
  // Names of values: in the file's metadata, and beside it as FILE.aux.xml, which desktop programs read.
  std::map<long long, std::string> classes = {};
  std::map<std::string, std::string> metadata = {};  // provenance
  // cog: Cloud Optimized GeoTIFF with overviews, in two passes. tiled: plain GeoTIFF in one pass. Both deflate, tiles of kRasterTile cells; tiles without any value are not stored.
  enum class Layout { cog, tiled } layout = Layout::cog;
  Resampling overviews = Resampling::nearest;  // nearest, average, mode
  int jobs = 0;                                // threads that compress; never changes a byte
};
inline constexpr int kRasterTile = 512;
std::optional<OutRaster::Type> raster_type(std::string_view word);  // "byte" ...
std::string_view to_string(OutRaster::Type type);
bool can_hold(OutRaster::Type type, double v);  // exactly; NaN: floats only
std::string_view to_string(Resampling method);
// What was written, over cells with a value.
struct RasterStatistics {
  std::int64_t valued = 0, none = 0;
  double min = 0, max = 0, mean = 0, variance = 0;  // of the stored numbers; population
};
// A window of cells, made ready by any thread.
class RasterPiece {
 public:
  RasterPiece();
  ~RasterPiece();
  RasterPiece(RasterPiece&&) noexcept;
  RasterPiece& operator=(RasterPiece&&) noexcept;
  struct Impl;
  std::unique_ptr<Impl> impl;
};
// Written beside the target under a temporary name; finish() closes, fsyncs and renames; without finish() nothing stays. Equal pieces give equal bytes.
class RasterSink {
 public:
  // Error (usage): not .tif or .tiff, a nodata value that the type cannot hold.
  RasterSink(const std::string& path, const OutRaster& what);
  ~RasterSink();
  RasterSink(RasterSink&&) noexcept;
  const OutRaster& what() const;
  // Windows begin at multiples of kRasterTile and end at them or at the rim. Row by row; NaN: no value. Thread-safe. Error (usage): a number that the type cannot
  // hold, or a value that is the nodata value.
  RasterPiece ready(const RasterWindow& window, std::span<const double> cells) const;
  RasterPiece ready(const RasterWindow& window, std::span<const float> cells) const;
  // Whole numbers as they are stored, nodata among them, of a sink of that type.
  RasterPiece ready(const RasterWindow& window, std::span<const std::int32_t> cells) const;
  RasterPiece ready(const RasterWindow& window, std::span<const std::uint16_t> cells) const;
  RasterPiece ready(const RasterWindow& window, std::span<const std::uint8_t> cells) const;
  void write(RasterPiece&& piece);
  void set_classes(const std::map<long long, std::string>& classes);  // what is known only at the end
  RasterStatistics finish();  // windows that were not written have no value

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// ------------------------------------------------------------------------------------------------------ sinks
struct OutField {
  std::string name;
  enum class Type { text, number, integer } type = Type::text;
};
struct OutLayer {
  std::string name;
  enum class Geometry { none, point, line, polygon, any } geometry = Geometry::polygon;
  std::vector<OutField> fields;
};
// GeoPackage, GeoJSON (RFC 7946), FlatGeobuf or CSV by extension. Coordinates are lon/lat, EPSG:4490
// (GeoJSON: no crs member). Written beside the target under a temporary name; finish() closes, fsyncs and
// renames; without finish() nothing stays. GeoPackage: the time stamp inside is `timestamp` (ISO 8601), so
// that equal runs give equal bytes.
class VectorSink {
 public:
  VectorSink(const std::string& path, const std::vector<OutLayer>& layers, const std::string& timestamp);
  ~VectorSink();
  void write(std::size_t layer, const geom::Shape& shape, const std::vector<Value>& values);
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// ------------------------------------------------------------------------------------------------------ files
std::string read_file(const std::string& path);  // Error (input) naming the file
struct TextFile {
  std::string text;      // UTF-8
  std::string encoding;  // "GB18030 (not UTF-8)"
};
// encoding: empty = UTF-8 (with or without BOM), else GB18030. Error (input) naming the file where neither decodes every byte, or one is NUL.
TextFile read_text(const std::string& path, const std::string& encoding = {});
// The same in pieces of about a megabyte, for files that no memory should hold.
void read_in_pieces(const std::string& path, const std::function<void(std::string_view piece)>& take);
// Temporary beside the target, fsync, rename, fsync of the folder. Error (internal) if the disk refuses.
void write_file(const std::string& path, const std::string& content);
// The same in pieces: nothing stands under the final name before finish(), and nothing stays without it.
class FileWriter {
 public:
  explicit FileWriter(const std::string& path);
  ~FileWriter();
  void write(std::string_view piece);
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};
std::map<std::string, std::string> library_versions();  // {"GDAL": "3.6.2"}

}  // namespace zonegate::io
