// SPDX-License-Identifier: Apache-2.0
//
// document: what goes into the file of a project, as one model of headings, paragraphs, tables and pictures with their captions, made from the files of a finished run; and the model
// written down as JSON (for the helpers that make .docx and .pdf), as print HTML, and as a workbook. Nothing is measured or judged here: a figure is a figure of
// results.jsonl, facts.csv or evidence.gpkg in another unit, or the sum of several, and says from which it comes.
// What the run does not say stays an empty cell to fill in. "Not concerned" (不涉及) is said only of a layer that was examined in full.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "advice/advice.h"
#include "core/core.h"
#include "geom/geom.h"
#include "sheet/sheet.h"

namespace zonegate::document {

// Words of data and results in the other language: documents/words.yaml.
struct Words {
  std::map<std::string, std::string> to_en, to_zh;
};
Words read_words(const std::string& path);  // Error (usage) with every mistake and its line

// Units of carbon factors, and what the quantities of the factor library are of: documents/carbon_factors.yaml.
struct FactorWords {
  std::map<std::string, Text> units;
  std::map<std::string, std::vector<std::string>> pools;  // by quantity
};
FactorWords read_factor_words(const std::string& path);  // likewise

// Number rules and standing words: documents/profile.yaml.
struct Profile {
  std::map<std::string, int> decimals;  // by unit: m2, hm2, mu, m, km, percent, tc, tco2e, money, xy, seconds
  std::vector<Text> winds;              // 16, from north clockwise
  std::vector<Text> signatures;
  Text disclaimer, demo;
  std::size_t points_in_text = 400;
  std::vector<std::string> sensitive;     // layer kinds
  std::vector<std::string> not_listed;    // those of the program's own profile that this one leaves out
  std::map<std::string, Text> suppliers;  // by layer kind; "attribute"
  // What is asked for where no layer is missing: of who claims an attribute what shows it; of an open finding that somebody has to judge what it is judged by.
  struct Judged {
    std::string from;  // a key of suppliers
    Text what;
  };
  std::map<std::string, Text> proofs;    // by attribute; may be empty
  std::map<std::string, Judged> judged;  // by rule or checklist; likewise
  advice::Meanings meanings;             // of the codes of issues: documents/issues.yaml, read apart
  Words words;                           // likewise
  FactorWords factors;                   // likewise
  std::map<std::string, std::string>
      places;  // codes of provinces (2 digits), cities (4) and counties (6) -> names: documents/places.csv
  sheet::Paper paper = sheet::Paper::a4;  // of map sheets
};
// Error (usage) with every mistake and its line.
Profile read_profile(const std::string& path);

// ------------------------------------------------------------------------------------------------------ model
struct Cell {
  std::string text;              // as it is shown
  std::optional<double> number;  // the same as a number; nullopt: a text
  std::string unit;              // of the number: a key of Profile::decimals; "count"
  int decimals = 0;
  // Where the number comes from: JSON pointers into the project's line of results.jsonl, "facts:ROW:column" (rows of facts.csv from 1), "evidence:PART:RING:POINT:what".
  // Several are added up; "-" before one takes it away, and a text that one points to counts 1. `of`: what it is a share of, likewise.
  std::vector<std::string> from = {}, of = {};
  bool settled =
      false;  // rounded together with others, so that parts add to their total: may differ from rounding alone by one step
  bool at_most = false;  // an upper bound: the text has "≤ " before the number
  bool below =
      false;  // more than nothing, and less than its decimals show: the text is "<0.01", the number 0
};
struct Column {
  std::string title;  // with unit and area basis
  double width = 12;  // relative
  bool number = false;
  bool whole = false;  // lines of its cells are not broken where the page has room
};
struct Row {
  std::vector<Cell> cells;
  bool total = false;
  // Who has this row in a book of several documents: the run's rows are the batch's, and a project's rows that the batch repeats are the project's.
  enum class Home { here, batch, project } home = Home::here;
};
struct Table {
  std::string id, number, caption;  // "units", "1", "管控单元及要素分区"; number empty: not numbered
  std::vector<Column> columns = {};
  std::vector<Row> rows = {};
  std::vector<std::string> notes = {};  // below it
  std::size_t most_in_text = 0;         // more rows than these go into workbooks alone; 0: all of them
};
struct Picture {
  std::string id, word, number, caption;  // "carbon_pools", "图", "1"
  std::string alt;                        // what is seen, for who cannot see it
  sheet::Picture drawing = {};
  std::vector<std::string> notes = {};  // below its caption
};
struct Block {
  enum class Kind { heading, paragraph, item, table, picture, signatures, page_break } kind = Kind::paragraph;
  int level = 1;          // of a heading
  std::string text = {};  // of all but tables and pictures
  std::string style =
      {};  // of a paragraph: "", "verdict", "warning", "note"; of a page break: "" (A4 across), "a3", "upright", "a3 upright"
  std::size_t table = 0;  // into Document::tables, or pictures
};
struct Document {
  Lang lang = Lang::zh;
  std::string project_id, title, subtitle, table_word;  // table_word: "表", "Table"
  bool demo = false;
  std::vector<std::string> signatures;
  std::string disclaimer;
  std::vector<Block> blocks;
  std::vector<Table> tables;
  std::vector<Picture> pictures = {};
};

// -------------------------------------------------------------------------------------------------- from a run
struct TableRow {
  std::size_t number = 0;  // in its file, from 1
  std::map<std::string, std::string> cells;
};
struct BoundaryPart {  // of the footprint, as evidence.gpkg has it
  std::string part_id;
  geom::Shape lonlat;
};
struct MapShape {
  std::string table;  // "overlap", "crossing", "nearest", "give_up"; "around", "not_examined", "border"
  std::string rule, layer_kind, layer_id, feature_id, part_id, name;  // of a border: county, city, province
  geom::Shape lonlat;
  std::string grade = {};  // class, zone or level; runs of older versions have none
};
struct ProjectFiles {
  std::string result;                   // its line of results.jsonl
  std::vector<TableRow> facts, access;  // its rows
  std::vector<BoundaryPart> boundary;
  std::string boundary_fault;  // why it could not be read; said in table 6
  // What map sheets show: rows of evidence.gpkg (but its footprints) and maps.gpkg; why they could not be read.
  std::vector<MapShape> shapes = {};
  std::string shapes_fault = {};
  std::vector<TableRow> years = {};  // its rows of carbon_years.csv; a run without a scenario has none
  std::vector<Table> added = {};     // from other files than the run, each a section at the end
};
std::string project_id_of(std::string_view result_line);  // Error (input) for a line that is no result

class Maker {
 public:
  Maker(const std::string& run_json, const Profile& profile, Lang lang);  // Error (input)
  ~Maker();
  // Error (input) where the files do not belong together.
  Document project(const ProjectFiles& files);
  Document batch() const;  // of the projects so far: verdicts, the run, its layers
 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// ---------------------------------------------------------------------------------------------------- written
std::string to_json(
    const Document& document);  // one line; rows beyond most_in_text are there, the helpers leave them out
std::string to_html(const Document& document);  // one file, A4 print style, no script
std::string caption_of(const std::string& table_word, const Table& table);  // "表1 管控单元"
std::string caption_of(const Picture& picture);                             // "图1 碳库储量"
std::string left_out_note(Lang lang, const Table& table);  // of rows beyond most_in_text; empty: none

// A workbook: a front sheet, a sheet for each table, notes. Of several documents the tables of one id come under each other, with the project's id before each row.
// Texts are written as texts, whatever they begin with. The same content gives the same bytes.
class Workbook {
 public:
  // of_batch: of several documents, that of the batch among them; what they repeat of each other is there once.
  Workbook(Lang lang, bool of_batch) : lang_(lang), of_batch_(of_batch) {}
  void add(const Document& document, bool front = true);
  void write(const std::string& path) const;  // Error (usage): more rows than a sheet holds

 private:
  struct Sheet {
    Table table;
    std::vector<std::string> projects;  // parallel to rows
  };
  Lang lang_;
  bool of_batch_;
  std::string running_;
  std::vector<Sheet> sheets_;
  std::vector<std::string> front_, notes_;
};

}  // namespace zonegate::document
