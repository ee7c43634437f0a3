// SPDX-License-Identifier: Apache-2.0
//
// The answer of the official zoning system: a table of the units of each project, as it is exported. It stands beside what is measured, never above it: overlay compares
// the two. Lines of totals and notes are the exporter's; every other line is somebody's, and what of it cannot be read leaves that project's units open.
#include "catalog/unit_table.h"

#include <algorithm>

#include "catalog/note_rows.h"
#include "catalog/project_row.h"
#include "catalog/unit_columns.h"

namespace zonegate::catalog {
namespace {

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {
    io::TableOptions options;
    for (const auto& column : unit_columns())
      options.headers.insert(options.headers.end(), column.names.begin(), column.names.end());
    options.other_sheets = true;
    options.choice = "keep one sheet in the workbook";  // --units names a file alone
    table_ = io::read_table(path, options);
    for (const auto& column : unit_columns()) find(column);
    for (const char* key : {"project_id", "code"})
      if (!headers_.contains(key))
        faults_.push_back(table_.name + ": there is no column " + key +
                          (std::string_view(key) == "code" ? " (环境管控单元编码)" : " (项目编号)"));
    for (const auto& column : unit_columns())
      if (std::string_view(column.key) == "code") find_further(column);
    for (const std::size_t line : table_.left_out)
      left_out(line, "a note over several columns, or the header");
    tell_unread();
  }

  UnitTable read() {
    if (faults_.empty())
      for (std::size_t i = 0; i < table_.rows.size(); ++i) row(i);
    for (const auto& [line, text] : table_.around) note(line, text);
    for (const auto& [where, text] : table_.beside) note(0, text, "the " + where);
    for (const auto& [sheet, text] : table_.elsewhere) note(0, text, "the sheet " + sheet);
    for (const auto& mention : mentions_) settle(mention);
    for (const auto& [id, claim] : claims_) settle(id, claim);
    if (faults_.empty() && out_.order.empty())
      out_.issues.push_back({"project.units_empty", Severity::warning, path_, "", "",
                             table_.name + ": the table of units holds no row that names a project",
                             "check the export; an empty list is no answer of the official system",
                             std::nullopt});
    if (faults_.empty()) return std::move(out_);
    std::string all;
    for (const auto& fault : faults_) all += (all.empty() ? "" : "\n") + fault;
    throw Error(ErrorKind::usage, all, "mend the table of units (docs/access-list.md); nothing was screened");
  }

 private:
  void find(const UnitColumn& column) {
    for (const auto& name : column.names) {
      if (std::find(table_.headers.begin(), table_.headers.end(), name) == table_.headers.end()) continue;
      if (headers_.contains(column.key)) {
        faults_.push_back(table_.name + ": columns " + headers_[column.key] + " and " + name +
                          " say the same thing; keep one");
        return;
      }
      headers_[column.key] = name;
    }
  }

  void find_further(const UnitColumn& column) {
    for (const auto& header : table_.headers) {
      const bool first = headers_.contains("code") && headers_.at("code") == header;
      if (first || is_further(header, column.names)) codes_.push_back(header);
    }
  }

  // Columns that are none of ours: of a project's attributes each is told, for somebody meant them to count.
  void tell_unread() {
    std::string others;
    const auto tell = [&](Severity severity, const std::string& what, const std::string& remedy) {
      Issue issue;
      issue.code = "project.units_column_unread";
      issue.severity = severity;
      issue.file = path_;
      issue.message = table_.name + ": " + what;
      issue.hint = remedy;
      out_.issues.push_back(std::move(issue));
    };
    for (const auto& header : table_.headers) {
      const bool ours = is_code(header) || std::any_of(headers_.begin(), headers_.end(),
                                                       [&](const auto& c) { return c.second == header; });
      if (ours || header.empty()) continue;
      if (schema::find_attribute(plain_name(header)))
        tell(Severity::warning, "column " + header + " of the table of units is not read",
             "state it in the project file, or in a table for --attributes");
      else
        others += (others.empty() ? "" : ", ") + header;
    }
    if (!others.empty())
      tell(Severity::note,
           "only units, their classes, numbers and shares are heard in further columns: " + others,
           "what else they say belongs into the project file, or is for layers");
  }

  void left_out(std::size_t line, const std::string& what) {
    out_.issues.push_back({"project.units_row_left_out", Severity::note, path_, "", std::to_string(line),
                           table_.name + ":" + std::to_string(line) + ": left out: " + what, "",
                           std::nullopt});
  }

  bool is_code(const std::string& header) const {
    return std::find(codes_.begin(), codes_.end(), header) != codes_.end();
  }
  std::string cell(std::size_t i, const std::string& key) const {
    const auto header = headers_.find(key);
    return header == headers_.end() ? std::string() : text_of(i, header->second);
  }
  std::string text_of(std::size_t i, const std::string& header) const {
    const auto at = table_.rows[i].find(header);
    return at == table_.rows[i].end() ? std::string() : std::string(schema::trimmed(at->second));
  }
  // What a reader sees first in the row.
  std::string lead(std::size_t i) const {
    for (const auto& header : table_.headers)
      if (std::string text = text_of(i, header); !text.empty()) return text;
    return {};
  }

  std::string place(std::size_t i) const { return table_.name + ":" + std::to_string(table_.lines[i]); }

  // A unit that stands where none is read: in a note, or in another column than that of codes.
  struct Mention {
    std::size_t line = 0;
    std::string project;  // empty: nobody says whose it is
    UnitMention said;
  };

  void note(std::size_t line, const std::string& text, const std::string& where = "a note") {
    UnitMention said = unit_mention(where, "", text);
    said.classes.clear();  // of nobody: legends and explanations name all classes
    if (!said.empty()) mentions_.push_back({line, "", std::move(said)});
  }

  std::string row_text(std::size_t i) const {
    std::string text;
    for (const auto& header : table_.headers)
      if (const std::string cell = text_of(i, header); !cell.empty())
        text += (text.empty() ? "" : " ") + cell;
    return text;
  }

  // A line of the exporter's own. One with the code of a unit is somebody's, whatever else it says.
  bool is_own(std::size_t i, const std::string& id, const std::string& text) {
    const auto codes = units_of_cell(text);
    if (!codes.empty() && !units_within(codes.front()).empty()) return false;
    const std::string first = lead(i);
    if (first.empty()) return true;  // a blank row
    const bool told = text.empty() && !units_within(id).empty();
    const bool own =
        told || is_total(first) || is_note(first) || is_total(id) || is_note(id) || is_total(text);
    if (own) left_out(table_.lines[i], "'" + first + "' is a total or a note");
    if (own) note(table_.lines[i], row_text(i));
    return own;
  }

  void row(std::size_t i) {
    std::string id = cell(i, "project_id");
    const std::string text = cell(i, "code");
    if (is_own(i, id, text)) {
      if (!lead(i).empty()) last_.clear();
      return;
    }
    if (id.empty() || means_above(id)) id = repeated(i, text);
    last_ = id;
    if (id.empty()) {
      faults_.push_back(place(i) +
                        ": the row names no project (project_id 项目编号); write the id into each row");
      return;
    }
    auto [at, fresh] = out_.projects.try_emplace(id);
    auto& entry = at->second;
    if (fresh) {
      out_.order.push_back(id);
      entry.line = table_.lines[i];
    }
    if (entry.project_name.empty()) entry.project_name = cell(i, "project_name");
    take_statements(entry, i, id);
    for (const auto& header : codes_) take_cell(entry, i, header);
    claim(i, id);
    for (const auto& header : table_.headers) mention(i, id, header);
  }

  // What the other columns of a row say of units.
  void mention(std::size_t i, const std::string& id, const std::string& header) {
    if (is_code(header)) return;
    const auto is = [&](const char* key) {
      const auto at = headers_.find(key);
      return at != headers_.end() && at->second == header;
    };
    UnitMention said = unit_mention("column " + header, header, text_of(i, header));
    // The one class of a row's name, or of its column of classes, is compared with its code.
    const bool compared = is("class") || (is("name") && said.classes.size() < 2);
    if (compared || is("project_name")) said.classes.clear();
    if (!said.empty()) mentions_.push_back({table_.lines[i], id, std::move(said)});
  }

  // A blank cell below the id of a project, as a cell that was merged over its rows leaves it: of the same project, unless the row has another name.
  std::string repeated(std::size_t i, const std::string& text) {
    const std::string name = cell(i, "project_name");
    if (last_.empty() || units_of_cell(text).empty()) return {};
    if (!name.empty() && name != out_.projects.at(last_).project_name) return {};
    out_.projects.at(last_).issues.push_back(
        {"project.units_id_repeated", Severity::note, path_, "", std::to_string(table_.lines[i]),
         place(i) + ": the row names no project, and is taken for one of " + last_ +
             ", which is named above it",
         "write the id into each row", std::nullopt});
    return last_;
  }

  void claim(std::size_t i, const std::string& id) {
    UnitClaim& claim = claims_[id];
    std::size_t codes = 0;
    for (const auto& header : codes_) codes += units_of_cell(text_of(i, header)).size();
    claim.name(cell(i, "name"), codes, table_.lines[i]);
    for (const auto& header : table_.headers) {
      claim.number(header, text_of(i, header), codes, table_.lines[i]);
      claim.share(header, text_of(i, header), text_of(i, codes_.front()), table_.lines[i]);
    }
  }
  void settle(const std::string& id, const UnitClaim& claim) {
    auto& entry = out_.projects.at(id);
    const std::string what = claim.surplus(entry.units.size());
    if (what.empty()) return;
    doubt(entry, table_.name + ":" + std::to_string(claim.line) + ": " + what);
    complain(entry, claim.line, what + ": it may lie in a unit more");
  }

  // The codes of one cell. A blank one says nothing where another column of the row has a code.
  void take_cell(UnitTable::Entry& entry, std::size_t i, const std::string& header) {
    const std::string text = text_of(i, header);
    const bool other = std::any_of(codes_.begin(), codes_.end(),
                                   [&](const auto& column) { return !text_of(i, column).empty(); });
    if (text.empty() && (other || header != codes_.front())) return;
    const auto codes = units_of_cell(text);
    for (std::size_t k = 0; k < codes.size(); ++k) add(entry, i, codes, k);
    if (!codes.empty()) return;
    doubt(entry, place(i) + (text.empty() ? ": no code" : ": '" + text + "' is no code"));
    complain(entry, table_.lines[i], "column " + header + ": " + no_unit(text));
  }

  static void doubt(UnitTable::Entry& entry, const std::string& why) {
    entry.fault += (entry.fault.empty() ? "" : "; ") + why;
  }

  // What is mentioned and given to the project by no row may be a unit more.
  void settle(const Mention& mention) {
    for (auto& [id, entry] : out_.projects) {
      if (!mention.project.empty() && mention.project != id) continue;
      const std::string what = more_than_units(mention.said, entry.units);
      if (what.empty()) continue;
      const std::string at = mention.line > 0 ? table_.name + ":" + std::to_string(mention.line) : path_;
      doubt(entry, at + ": " + what);
      complain(entry, mention.line, what + ": it may lie in a unit more");
    }
  }

  // What the row says of the project itself.
  void take_statements(UnitTable::Entry& entry, std::size_t i, const std::string& id) const {
    io::SourceFeature said;
    said.number = static_cast<std::int64_t>(table_.lines[i]);
    for (const char* key : {"industry", "project_type"})
      if (std::string text = cell(i, key); !text.empty()) said.fields[key] = std::move(text);
    if (said.fields.empty()) return;
    said.fields["project_id"] = id;
    entry.statements.push_back(std::move(said));
  }

  // One of the codes of a cell. Names, classes and lists of several stand in the order of the codes; else a name is nobody's, and a class that of all or none.
  void add(UnitTable::Entry& entry, std::size_t i, const std::vector<std::string>& codes, std::size_t k) {
    const std::string& code = codes[k];
    const auto same =
        std::find_if(entry.units.begin(), entry.units.end(), [&](const auto& u) { return u.code == code; });
    OfficialUnit fresh;
    OfficialUnit& unit = same == entry.units.end() ? fresh : *same;
    unit.code = code;
    unit.source = place(i);
    for (auto [key, field] : {std::pair{"city", &OfficialUnit::city}, {"county", &OfficialUnit::county}})
      if ((unit.*field).empty()) unit.*field = share(i, key, codes, k);
    take_name(entry, unit, i, share(i, "name", codes, k));
    word(entry, i, "class", "zone_unit", "class", share(i, "class", codes, k), unit.unit_class);
    std::string list;
    word(entry, i, "list", "zone_list", "list", share(i, "list", codes, k), list);
    if (!list.empty() && unit.list.find(list) == std::string::npos)
      unit.list += (unit.list.empty() ? "" : ";") + list;
    if (same == entry.units.end()) entry.units.push_back(std::move(fresh));
  }

  // A code under two names is two units, one of which has another code.
  void take_name(UnitTable::Entry& entry, OfficialUnit& unit, std::size_t i, const std::string& name) {
    if (unit.name.empty()) unit.name = name;
    if (name.empty() || plain_id(unit.name) == plain_id(name)) return;
    const std::string what = unit.code + " is called '" + unit.name + "' and '" + name + "'";
    doubt(entry, place(i) + ": " + what);
    complain(entry, table_.lines[i], what + ": it may lie in a unit more");
  }

  // What a cell says of one of several codes.
  std::string share(std::size_t i, const std::string& key, const std::vector<std::string>& codes,
                    std::size_t k) const {
    std::string text = cell(i, key);
    if (codes.size() < 2 || text.empty()) return text;
    if (const auto parts = cell_parts(text); parts.size() == codes.size()) return parts[k];
    if (key == "name") return {};
    // One word for codes of several classes is of none of them.
    const bool alike = std::all_of(codes.begin(), codes.end(), [&](const std::string& code) {
      return class_of_code(code) == class_of_code(codes.front());
    });
    return key == "class" && !alike ? std::string() : text;
  }

  // A word of a field of a kind; another one is told and left out. A class that an earlier row of the unit contradicts leaves the units open.
  void word(UnitTable::Entry& entry, std::size_t i, const char* key, const char* kind, const char* field,
            const std::string& text, std::string& out) {
    if (text.empty()) return;
    const bool is_class = std::string_view(key) == "class";
    std::string plain = schema::narrow(text);
    if (is_class && plain.size() == 3 && plain.ends_with(".0")) plain.resize(1);  // a number of a sheet
    const auto found = schema::field_word(*schema::find_field(*schema::find_kind(kind), field), plain);
    const auto classes = is_class ? classes_within(plain) : std::set<std::string>();
    if (!found && classes.size() != 1) {
      complain(entry, table_.lines[i], "'" + text + "' is no word of " + key + "; it is left out");
      if (is_class) doubt(entry, place(i) + ": class '" + text + "' cannot be read");
      return;
    }
    const std::string read = found ? *found : *classes.begin();
    if (is_class && !out.empty() && out != read) {
      const std::string what = "class '" + text + "' is not that of the rows above";
      doubt(entry, place(i) + ": " + what);
      complain(entry, table_.lines[i], what + ": it may lie in a unit more");
      return;
    }
    out = read;
  }

  void complain(UnitTable::Entry& entry, std::size_t line, const std::string& message) const {
    const std::string row = line > 0 ? std::to_string(line) : std::string();  // 0: of another sheet
    entry.issues.push_back({"project.units_row_wrong", Severity::error, path_, "", row,
                            (row.empty() ? path_ : table_.name + ":" + row) + ": " + message,
                            "mend the row; see docs/access-list.md for its columns", std::nullopt});
  }

  std::string path_;
  io::Table table_;
  std::map<std::string, std::string> headers_;
  std::vector<std::string> codes_;  // headers of columns of codes
  std::vector<Mention> mentions_;
  std::string last_;  // project of the row above; empty: a total or a note stands between
  std::map<std::string, UnitClaim> claims_;
  std::vector<std::string> faults_;
  UnitTable out_;
};

}  // namespace

UnitTable read_unit_table(const std::string& path) { return Reader(path).read(); }

}  // namespace zonegate::catalog
