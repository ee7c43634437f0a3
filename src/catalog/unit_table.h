// SPDX-License-Identifier: Apache-2.0
// Private to catalog: control units that the official zoning system names.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "io/io.h"

namespace zonegate::catalog {

struct UnitTable {
  struct Entry {
    std::vector<OfficialUnit> units;  // in the order of the table
    std::vector<Issue> issues;
    std::string fault;  // a row that cannot be read: there may be a unit more
    std::string project_name;
    std::vector<io::SourceFeature> statements;  // industry and project_type, where a row states them
    std::size_t line = 0;                       // of the first row
  };
  std::vector<std::string> order;  // project ids as they first appear
  std::map<std::string, Entry> projects;
  std::vector<Issue> issues;  // of the table itself
};
// Columns by key or Chinese header: project_id, code, name, class, list (list type), city, county, project_name, industry, project_type; further columns of codes (单元编码2), several codes in
// a cell. Lines of totals and notes are left out and told; a unit that they name, or another column, and no row gives to the project, is a fault of it. Error (usage) with every row that names no project, and for a table without the columns project_id and code.
UnitTable read_unit_table(const std::string& path);

// alike.cpp. Ids that are the same but for blanks, width, case, the form of a dash and signs that nobody sees.
std::string plain_id(const std::string& id);
// alike.cpp. Projects that a row under an id may be meant for: their plain id is the same without dashes and leading zeros (YA003, 01, 1.0), or the row's begins with it (a part: YA-003-02, P1一期) or is its number (3), it is their name, or
// one of several in the cell (1、2) or of a word with it (1号) is; 全部 is meant for each. Their names are prepared once, so that a table of a whole city costs no look at every project for each of its rows.
class AlikeProjects {
 public:
  explicit AlikeProjects(const std::vector<Project>& projects);
  std::set<std::size_t> of(const std::string& id) const;

 private:
  using Places = std::map<std::string, std::vector<std::size_t>>;
  Places plain_, loose_, names_, numbers_;
};
// unit_cells.cpp. The code of a control unit or element zone as it is compared; nullopt: the cell holds none, and no_unit says so.
std::optional<std::string> unit_of(const std::string& text);
std::string no_unit(const std::string& text);

// unit_cells.cpp. The class of a unit, 1 to 3: the ninth sign of its code. Of a code of a unit.
std::string class_of_code(const std::string& code);
// unit_cells.cpp. "ZH51180220001（雨城区城镇重点管控单元01）": the code, of one with its name in brackets; any other text as it is.
std::string without_name(const std::string& text);
// The codes of one cell of a column of codes: one, or several parted by ; , 、 / | +, line breaks or blanks; empty: it cannot be read.
std::vector<std::string> units_of_cell(const std::string& cell);
// Whole codes of units and element zones anywhere in a text, with or without blanks and hyphens inside.
std::vector<std::string> units_within(const std::string& text);
// Texts of a cell between separators other than blanks.
std::vector<std::string> cell_parts(const std::string& cell);

// unit_words.cpp. How many units the rows of a project speak of, by their names or in a column like 数量 or 管控单元个数, where that is more than a row has codes; and how much of the project
// they hold together, where a column like 占比 says so.
struct UnitClaim {
  std::size_t line = 0;  // of the row that says most
  void name(const std::string& names, std::size_t codes, std::size_t at);
  void number(const std::string& header, const std::string& text, std::size_t codes, std::size_t at);
  void share(const std::string& header, const std::string& text, const std::string& cell_of_codes,
             std::size_t at);
  // What is wrong with a project of so many codes; empty: nothing, for another row has the code.
  std::string surplus(std::size_t has) const;

 private:
  void say(std::size_t n, std::size_t codes, std::size_t at, const std::string& what);
  std::set<std::string> names_;  // of all rows
  std::size_t most_ = 0;
  std::string text_;
  std::map<std::string, double> shares_;  // by the codes of a row, in percent
  bool all_shared_ = true;                // each row has one
  std::string share_header_;
};

// What a cell that is none of codes says of units: a note, a remark, a column beside unit_codes.
struct UnitMention {
  std::string where, text;         // "column 备注", what stands there
  std::vector<std::string> codes;  // of units
  std::set<std::string> classes;   // of units that are named by their class alone, as digits
  bool more = false;               // 另涉及...单元
  bool empty() const { return codes.empty() && classes.empty() && !more; }
};
// unit_words.cpp. `header`: of a column, heard too (优先保护单元 = 是); empty: of a note. Clauses that deny or compare (不涉及, 距, 参照) say nothing.
UnitMention unit_mention(const std::string& where, const std::string& header, const std::string& text);
// unit_words.cpp. What of a mention no code of the project is, in words; empty: nothing.
std::string more_than_units(const UnitMention& mention, const std::vector<OfficialUnit>& units);
// unit_words.cpp. Of the columns of a project that are none of its attributes, and of its remarks.
std::vector<UnitMention> unit_mentions(const io::SourceFeature& feature);
// Classes of units that a text names (优先, 重点, 一般), as their digits.
std::set<std::string> classes_within(const std::string& text);

// official_units.cpp. Puts what the table and the attribute unit_codes say into the project. Where both speak and differ, the codes of one of them only are not certain. Where the official
// system speaks at all, what is mentioned elsewhere and no code of the project is leaves its units open.
void take_units(Project& project, const UnitTable::Entry* table, const std::vector<UnitMention>& mentions);

// official_units.cpp. Rows of no project of the set are told. Whose they are nobody knows: the units of a project of nearly that name, and of each to which the table gives
// nothing, stay open.
void tell_unmatched_units(ProjectSet& set, const UnitTable& table, const std::string& path);

// official_units.cpp. Compares the codes and classes with those of the layers in force: a code that no feature has is told, another class makes the class unknown ("?").
void compare_units(ProjectSet& set, const LayerSet& layers);

}  // namespace zonegate::catalog
