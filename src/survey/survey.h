// SPDX-License-Identifier: Apache-2.0
//
// survey: what surveyors and offices write. Boundary-point texts (勘测定界, 国土 TXT), tables of corner coordinates, angles.
//
// Pure functions of text that is already UTF-8: no file is opened. A fault of the data never throws: it is a value of the part
// (Feature::fault) or an Issue, and names the line, the text and the remedy. Nothing is guessed in silence: where the file does not say which
// reference system, which axis or which geometry, what was taken stands in an Issue; where two statements contradict each other there is a fault naming both.
//
// Systems: CGCS2000 degrees (EPSG:4490) and its Gauss-Krueger zones, EPSG:4513..4533 (3 degrees, the easting carries the zone) and 4534..4554 (without),
// EPSG:4491..4501 and 4502..4512 likewise for 6 degrees. WGS 84 degrees are EPSG:4326. Another datum (1980西安, 1954北京) or a local grid: fault, unless the user has
// named its system or parameters (Options); a web map's shifted coordinates: fault. The datum is looked for wherever such files say it: 坐标系, 椭球, 投影面高程, 加常数, 备注, lines of
// prose, titles of a sheet and its name. In Chinese surveying X is north and Y is east; shapes here have x = east (or longitude), y = north (or latitude).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/core.h"
#include "geom/geom.h"

namespace zonegate::survey {

// What parameters that the user has given start from.
struct Start {
  std::optional<geom::ChinaSystem::Datum> datum;  // an old one; nullopt: a local grid, plain numbers
  std::string code;                               // "EPSG:2379" where one of its systems is named; else empty
};
struct Options {
  // "EPSG:4543", said by the user. It wins over silence, never over what the file says: a zone prefix or a header that contradicts it is a fault.
  std::string crs = {};
  bool swap_xy = false;  // columns that look swapped are swapped, with a note; else they are a fault
  // Files that state this datum, or none, are read in its systems (EPSG:2349 ..., EPSG:2401 ...); of a local grid as plain numbers, with an empty Feature::crs.
  std::optional<Start> start = {};
  std::string from = {};  // the web map whose shift is taken back: "gcj02", "bd09"
  // Parts with more points are a fault that ends in limit_text; 0: no limit.
  std::size_t most_points = 0;
  std::string limit_text = {};
};

// An area that a cell states of the ground beside it: 用地面积(公顷)=1.44, YDMJ=21.6.
struct AreaSaid {
  std::string column, text;
  double number = 0, half = 0;  // half: of its last digit
  double hectares = 0;          // of one unit; 0: neither the column nor the cell says which unit
  bool whole = false;           // 总面积: of the project, whatever parts it has
};
// The column's name is one of an area of ground, with or without its unit; not of a floor, nor of a plot of which the shape may be a part (建筑面积, 图斑面积).
bool is_area_column(const std::string& column);
// nullopt: the column is none, or the cell holds no number above 0.
std::optional<AreaSaid> area_said(const std::string& column, const std::string& text);
// shells, holes: what its rings hold each; slack: what the digits of the points and the kind of area leave open. All in m2. other_plane: the same rings in another
// plane in which programs compute areas, by its name ("web Mercator"); 0 if there is none.
struct AreaDrawn {
  double area = 0, shells = 0, holes = 0, slack = 0;
  double other_plane = 0;
  std::string plane = {};
};
struct AreaCompared {
  double hectares = 0;  // what is stated, in the unit that is said, else in the one that fits best
  bool differs = false;
  bool missing =
      false;          // more than 5 % more is stated than is there, and no slip of units or holes explains it
  std::string cause;  // which slip would explain the figure; or what to check
};
AreaCompared compare_said(const AreaSaid& said, const AreaDrawn& drawn);

// One parcel of a boundary text, or one part of a table.
struct Feature {
  std::size_t line = 0;  // where it starts
  // project_id, part_id, name as project files have them; of a parcel 地块面积 (hectares), 地块名称, 地块用途, 地类编码, 图幅号 ... where they are
  // stated; of a table its own further columns by their header.
  Attributes fields;
  geom::Shape
      shape;  // source coordinates; holes and further parts by containment, never by ring number. Empty if there is a fault.
  std::string crs,
      crs_reason;  // "EPSG:4522"; "header: 2000国家大地坐标系; easting 34512345.678 carries zone 34 (3 degrees)"
  double half_digit = 0;  // half of the last digit of its coordinates, in units of crs (metres or degrees)
  double planar_area_m2 =
      0;  // exact for the digits of the file, in its zone; 0 for degrees and for systems not listed above
  double area_slack_m2 = 0;  // what half of the last digit of its points may change of its area
  // What its rows, or of degrees its parcel line, state of its area; to be compared by who knows the other parts of the project and the area of degrees.
  std::vector<AreaSaid> areas;
  // Columns of a table of which the rows of the part say different things, with the row that differs from the first: "line 3: width_m is ...".
  std::vector<std::pair<std::string, std::string>> differing = {};
  std::vector<Issue> issues;
  std::string fault;  // not empty: the part cannot be used, and why
};

struct Document {
  std::string form;                                         // "boundary text" or "coordinate table"
  std::vector<std::pair<std::string, std::string>> header;  // in the order of the file
  std::vector<Feature> features;
  std::vector<Issue> issues;  // of the file as a whole
};

// Key and text of what stands beside coordinates: an attribute (坐标系, 备注), or a place ("layer name", "file name", "folder name", "text of the drawing").
using Statements = std::vector<std::pair<std::string, std::string>>;
// The system in which another reader took a file. code: "EPSG:4543" or empty; both empty: plain numbers.
struct Taken {
  std::string code, name;
  // Of a system without a code: what its parameters say.
  std::optional<geom::ChinaSystem::Datum> datum = {};
  std::optional<double> meridian = {};
  std::string by;  // "the file is read as EPSG:4543", as a message says it
};
struct Heard {
  std::string fault;               // words and system contradict each other: the coordinates cannot be used
  std::vector<std::string> notes;  // words that say nothing certain
};
// Words of datum, local grid, zone or web map beside coordinates, against the system taken: by the same rules as for boundary texts. Words that agree, and silence, change nothing.
Heard hear(const Statements& said, const Taken& taken, const Options& options);
// The statement says something of datum or zone: others need not be kept.
bool speaks_of_system(const std::string& key, const std::string& value);
// What the path of a file says: up to three folders that it names ("folder name"), and its own name without extension ("file name").
Statements path_words(const std::string& file);
// Does a column of that name speak of coordinates, whatever it holds (坐标系, 中央子午线, 备注)? Names of projects and places do not.
bool may_speak_of_system(const std::string& column);
// A column's own name names a datum: "X_西安80", "lng_gcj02".
bool names_system(const std::string& column);

// How far two corners lie apart, each in metres of a zone or in degrees, in either order; nullopt: one could be no corner in China. Of an easting without its zone the nearest zone counts.
std::optional<double> metres_apart(const geom::Point& a, const geom::Point& b);

// Corners that stand in a text, one after the other, whatever is between them (words, brackets, JSON, 103°6′39″): pairs of numbers that by their size and digits are degrees or metres
// in China, in the order and with the axes in which they are written. None of a text that speaks of centres and control points.
std::vector<geom::Point> corners_in(std::string_view text);
// A text that says that its project has ground which is not here: 另有升压站地块见附表2, 不含进场道路用地, 坐标略.
bool promises_ground(const std::string& text);
// A column of a distance by which the outline is meant to be widened (外扩距离, 缓冲, buffer_m), with a number above 0.
bool widens_ground(const std::string& column, const std::string& text);

// Which two of the columns hold coordinates, each in one: 经度 and 纬度, X and Y, 北坐标 and 东坐标; nullopt: none.
std::optional<std::pair<std::string, std::string>> coordinate_columns(
    const std::vector<std::string>& headers);

// Looks like a boundary text: a section [地块坐标], or a parcel line that ends in @. Reads no more than the first 64 KB.
bool is_boundary_text(std::string_view utf8);
// Sections and header keys in any order or missing; parcel lines of 9 and 13 fields, with or without the count; points "J1,1,X,Y", "1,X,Y" or "X,Y",
// separated by commas, semicolons, tabs or blanks, of either width; LF, CRLF, CR; a byte order mark. `file` names the file in issues, and its stem the project
// where the header has no 项目编号. Several header blocks: each holds for the parcels after it, and says again only what changes; one after the last parcel holds for all.
// The stated area is compared with the planar one: beyond 0.0001 ha (and what few digits allow) `project.area_stated_differs`. Of degrees it is handed on (Feature::areas).
Document read_boundary_text(std::string_view utf8, const std::string& file, const Options& options);

struct TableView {
  std::vector<std::string> headers;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> lines;  // of each row, for messages; may be empty: row 1 is line 2
  // What stands around the table and may speak of its system: where ("row 1", "sheet name"), the text.
  Statements around = {};
  // Of sheets that hold no table: "other sheet 说明", the text. Two that name two systems say nothing certain.
  Statements elsewhere = {};
  bool sheet_chosen = false;  // the user has named the sheet: points on others are not meant
};
// Headers over points that may stand in columns: 点号 J1 J2 J3, over rows X and Y.
bool may_be_turned(const std::vector<std::string>& headers);
// Such a table, or one of blocks of points beside one another (点号 X Y 点号 X Y), with its points one below another; any other as it is. Error (input): names of columns are there twice, and how the points follow one another is not certain.
TableView unfolded(const TableView& table, const std::string& file);
// Has a pair of coordinate columns (经度/纬度, lon/lat, X/Y, 北坐标/东坐标, 纵坐标/横坐标, E/N, units in brackets) or one column of both (坐标, 经纬度), and
// no column of WKT.
bool is_coordinate_table(const std::vector<std::string>& headers);
// What each column of such a table is read as, of whoever wants to show it: coordinates, point, ring, geometry, crs, project_id, part_id, name; empty: an attribute, or nothing.
std::vector<std::string> column_uses(const std::vector<std::string>& headers);
// All headers that it knows, by which the header row of a sheet can be found.
std::vector<std::string> column_names();
// One feature for each pair of 项目编号 and 地块编号 (blank cells below a filled one repeat it), in the order of their first rows; 圈号 parts rings. Geometry by the
// column 类型 (点/线/面), else by the number of points (with a note). Error (input): headers without coordinates.
Document read_coordinate_table(const TableView& table, const std::string& file, const Options& options);

struct Angle {
  double degrees = 0;     // west and south are negative
  double half_digit = 0;  // half of the last digit, in degrees
  char hemisphere = 0;    // 'E', 'W', 'N', 'S', or 0: not said
};
// 103.2054, 103°23′12.34″, 103°23'12.34", E104度49分26.054秒, 104度49分26.054秒E, 东经103度23分, 103 23 12.34, 103-23-12.34, digits of either width.
// nullopt: minutes or seconds of 60 and more, a sign and a hemisphere or two of them, decimals before the last number, beyond 180 degrees (N, S: 90),
// exponents, anything else.
std::optional<Angle> parse_angle(std::string_view text);

}  // namespace zonegate::survey
