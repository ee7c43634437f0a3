// SPDX-License-Identifier: Apache-2.0
// Private to document: reading results, numbers that close, and the tables.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace zonegate::document {

using Json = nlohmann::json;

struct Context {
  const Profile& profile;
  Lang lang;
  const Json& run;
  const Json& project;
  const ProjectFiles& files;
  std::string w(const char* zh, const char* en) const { return lang == Lang::zh ? zh : en; }
  // One more word of a list: "a、b".
  void add_word(std::string& list, const std::string& word) const {
    list += (list.empty() ? "" : w("、", ", ")) + word;
  }
};

// ------------------------------------------------------------------------------------------------------ reading
const Json& list(const Json& object, std::string_view key);    // an empty array where it is missing or null
const Json& member(const Json& object, std::string_view key);  // null where it is missing
std::string text(const Json& value);  // "" for null; lists joined by 、; numbers shortest
std::string text(const Json& object, std::string_view key);
// "title" and "title_en", each falling back to the other.
std::string local(const Json& object, const std::string& key, Lang lang);
std::string cited(const Context& c,
                  const Json& finding);  // instrument and clause: "森林法 第三十六条", "Forest Law Art. 36"
// Of what is only possible: by its own clause where it has one.
std::string cited_worst(const Context& c, const Json& finding);
// What the writer of a rule or a checklist inferred or did not check, below a table; says so where English is missing. Empty: nothing.
std::string note_of(const Context& c, const std::string& name, const Json& source);
std::string spaced(
    std::string word);  // a word of the results in English: normative_document, "normative document"
bool flag(const Json& object, std::string_view key);
std::string kind_name(std::string_view kind, Lang lang);
std::string attribute_name(std::string_view key, Lang lang);
std::string attribute_value(std::string_view key, const Json& value, Lang lang);
std::string unknown_name(std::string_view key, Lang lang);  // of an attribute, or of "layer:kind"
// Words of documents/words.yaml, or as they are.
std::string told(const Context& c, const std::string& word);
std::string stated(const Context& c, const std::string& word);  // of a name that nobody gave: 未提供
std::string named_kinds(const Context& c, std::string text);    // "zone_unit: why" by the kind's name
std::string joined(const Context& c, const Json& items);        // "a、b", "a, b"
std::string scenario_name(const Context& c, const Json& run);   // as its file names it, else its id
std::string factor_name(const Context& c, const std::string& id);
std::string driver_name(const Context& c, const Json& run, const std::string& input);
std::string basis_words(const Context& c);  // of the areas of overlaps, in full
std::string outcome_word(const std::string& word, Lang lang);
std::string basis_word(const Context& c);  // "椭球面积", "平面面积 EPSG:4543": of overlaps
const std::string& cell_of(const TableRow& row, const std::string& column);  // "" where it is missing
// Was all of what the layer was asked for examined? Only then can it show that something is absent.
bool examined_whole(const Json& layer);
std::string name_of(const Json& fields);      // of a feature: its name, else its code
std::string interval_level(const Json& run);  // of a scenario's run, in percent: "95"; empty: it does not say

// ------------------------------------------------------------------------------------------------------ numbers
// A figure of the results in whole steps of them: 0.01 m2, 0.01 m, 0.001 t C. Exact sums.
struct Amount {
  std::int64_t steps = 0;
  std::vector<std::string> from = {};
  bool hidden = false;  // withheld by the layer's disclosure, or absent where `absent`
  bool absent = false;
  Amount& operator+=(const Amount& other);
};
inline constexpr int kSquareMetre = 100, kMetre = 100, kTonne = 1000;  // steps in one
inline constexpr int kHectare = 10000 * kSquareMetre;                  // the same steps as of square metres
// null: hidden.
Amount amount(const Json& value, int steps_in_one, const std::string& pointer);
// null: absent, which is a cell to fill in.
Amount known_amount(const Json& value, int steps_in_one, const std::string& pointer);
// 0: absent. Points, lines without width, official units alone and files that could not be read have no area, and nobody knows one.
Amount footprint_area(const Json& project, const char* key, const std::string& pointer);
// Widths in mm of a page, so that words are not broken where it has room for all of them.
inline constexpr double kAcrossMm = 266, kUprightMm = 170;  // of a table on A4
void fit_columns(Table& table, double room = kAcrossMm);
double width_em(std::string_view text);  // of a regular face, in squares
std::string level_of(const Context& c,
                     const Json& fields);  // level, type, class, order and kind of a feature
std::string place_of(const Context& c,
                     const std::string& code);  // 511823 or 510000: its name; empty: not known
// "511823 汉源县、...", or one below the other.
std::string regions_of(const Context& c, const Json& project, const std::string& between = {});
// A member of a layer's answer or of a feature, `at`: null is hidden where the object says `withheld`, else absent.
Amount disclosed_amount(const Json& object, const char* key, int steps_in_one, const std::string& at);
Amount fact_amount(const TableRow& row, const std::string& column);  // of facts.csv; blank: hidden
Amount sum(std::span<const Amount> amounts);

Cell text_cell(std::string text);
Cell blank_cell();                                                           // to fill in
Cell number_cell(const Context& c, const Amount& a, std::string_view unit);  // rounded alone
// Likewise of a distance to a kind of layer: "≤ 0.123" where something nearer may lie in what was not examined, as `verify` has it. named: of a certain feature, else of the nearest.
Cell distance_cell(const Context& c, const std::string& kind, const Amount& distance, bool named);
std::string distance_note(const Context& c);  // what "≤" says
bool any_bound(const Table& table);
Cell count_cell(const Json& value, const std::string& pointer);  // as it is, shortest
// Rounded together: parts add to the last one, which is their total. Hidden ones stay out.
std::vector<Cell> closed_cells(const Context& c, std::span<const Amount> parts, std::string_view unit);
// Rows of a table, each with its total at the end: totals are rounded by themselves, as the results have them, the cells of a row together to its total (largest remainder, of what
// the column is owed by the rows above, too, so that columns do not drift). All are there. With `all`, the total of the totals, these are rounded together to it.
std::vector<std::vector<Cell>> closed_rows(const Context& c, const std::vector<std::vector<Amount>>& rows,
                                           const std::vector<Amount>& totals, std::string_view unit,
                                           const std::optional<Amount>& all = {});
// Likewise as closed_cells, but none is printed as more than its `most` because of rounding; then their sum may be less than their rounded total, or than `all`, which is
// their total as the results have it. What is the `same` as its `most` is printed as that.
std::vector<Cell> closed_cells_within(const Context& c, std::span<const Amount> parts,
                                      const std::vector<Cell>& most, std::string_view unit,
                                      const std::optional<Amount>& all = {},
                                      const std::vector<bool>& same = {});
std::vector<Cell> share_cells(const Context& c, std::span<const Amount> parts);  // of their sum, to 100.00
// What is printed of these, added up; a text among them: empty.
Cell added(const std::vector<const Cell*>& cells);
Cell plain_cell(const Context& c, double value, std::string_view unit, std::string from);
std::string wind(const Context& c, const Json& bearing);
std::string dms(double degrees, int decimals);
std::string unit_sign(std::string_view unit, Lang lang);  // m², hm², 亩
std::string hidden_word(Lang lang);

Column column(std::string title, double width);
Column number_column(const Context& c, const char* zh, const char* en, std::string_view unit, bool area,
                     double width);

// ------------------------------------------------------------------------------------------------------- tables
Table composition_table(const Context& c);
std::string role_name(const Context& c, const std::string& role);  // of a part: 永久, permanent
Table units_table(const Context& c);
Table access_table(const Context& c);
Table sensitive_table(const Context& c);
Table land_table(const Context& c);
Table forest_table(const Context& c);
Table boundary_table(const Context& c);
Table near_table(const Context& c);
std::vector<Table> carbon_tables(const Context& c);
void add_carbon_pictures(Document& out, const Context& c);  // of each scenario of the run
Table layers_table(const Context& c);
Table rules_table(const Context& c);
Table silent_rules_table(const Context& c);
Table checklists_table(const Context& c);
bool border_in_doubt(const Json& layer);  // not met, but touching or nearer than the accuracy of both sides
std::string yes_no_remark(const Context& c, const Json& layer);
Table relief_table(const Context& c);  // of projects of which the run says what to give up
// What a reviewer's decision asks for, of which no rule says anything: his reason; empty where there is none, or it asks for nothing.
std::string as_decided(const Context& c, const Json& finding);
Table issues_table(const Context& c);
Table missing_table(const Context& c);
std::vector<Row> batch_issue_rows(
    const Context& c);  // of one project, as the document of the batch lists them
// What a layer answer lets one say: 不涉及 only where it was examined in full and nothing was met.
std::string layer_conclusion(const Json& layer, const Context& c);
// One of run.json's fields of every data set that answered, once each.
std::string of_sets(const Context& c, const Json& answer, const char* key);
std::string layer_reason(const Json& layer, Lang lang);

// What is missing, and who can supply it: first what of the project itself could not be read, then its size, then what rules ask for.
struct Missing {
  std::string what, in_short;  // in table 11-2; in the lists of the first page
  std::string remark, who, rules;
};
std::vector<Missing> missing_of(const Context& c);
std::string nothing_missing(
    const Context& c);  // what to say where it is empty: nothing is open, or only what a person has to judge
std::string status_words(const Context& c);  // why the project could not be read in full
bool read_in_part(
    const Context& c);  // some of its ground: what is measured is that of the parts that were read
void note_read_in_part(const Context& c, Table& table);  // says so below figures of the project's ground
// Has it a point or a line that nobody gave a size of? Its areas are not known, and nothing about it is certain.
bool unsized(const Context& c);
bool unsized(const Context& c, const std::string& part_id);

// The 3-degree zone of CGCS2000 that coordinates of the project are given in, "EPSG:4543": that of its areas; where it has none, of its parts, else of the longitude of its points.
std::string zone_of(const Context& c);

void add_sheets(Document& out, const Context& c);  // the map sheets, or why there are none
void add_front(Document& out, const Context& c);
void add_front_lists(Document& out, const Context& c);  // as many items as the first page has room for
void add_table(Document& out, Table table);
void add_picture(Document& out, Picture picture);
// The next 图 of the document, not drawn yet.
Picture next_figure(const Context& c, const Document& out, const char* id, std::string caption,
                    std::string alt);
void add_heading(Document& out, int level, std::string text);
// html.cpp: what a page that fell out of the file belongs to: the project, or the batch, and whether the data are for demonstration.
std::string running_words(const Document& d);
void add_text(Document& out, std::string text, std::string style = {});
void add_item(Document& out, std::string text);

}  // namespace zonegate::document
