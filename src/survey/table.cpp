// SPDX-License-Identifier: Apache-2.0
// Tables of corners. Rows are gathered by project and part first; each part is then read by itself, as a parcel of a boundary text is.
#include <algorithm>
#include <map>
#include <set>

#include "other_points.h"
#include "packed.h"
#include "part.h"
#include "split_angles.h"
#include "stated_counts.h"
#include "survey/survey.h"
#include "system.h"
#include "system_keys.h"
#include "table_columns.h"
#include "table_rows.h"
#include "text.h"

namespace zonegate::survey {
namespace {

class Reader {
 public:
  Reader(const TableView& table, const std::string& file, const Options& options)
      : table_(table),
        file_(file),
        options_(options),
        columns_(read_columns(table.headers)),
        rows_(table, columns_) {}

  Document run() {
    document_.form = "coordinate table";
    const auto pair = find_pair(columns_);
    if (!pair)
      throw Error(ErrorKind::input, file_ + ": no columns of coordinates",
                  "name them 经度 and 纬度, or X and Y");
    pair_ = *pair;
    rows_.use(pair_);
    for (auto& [where, text] : path_words(file_))
      if (speaks_of_points(where, text)) header_.emplace_back(where, text);
    Notes notes(document_.issues, file_, {});
    settle_columns(notes);
    tell_unread_points(notes);
    groups_ = gather(notes);
    for (const Group& group : groups_) add(group);
    for (const auto& text : missing_parcels(columns_, groups_, cells()))
      notes.add("survey.points_unread", Severity::error, text,
                "add the parcels that are missing, or correct their number");
    if (document_.features.empty())
      notes.add("survey.nothing_read", Severity::error, "the table has no rows with points",
                "each corner is one row");
    return std::move(document_);
  }

 private:
  std::string cell(std::size_t row, std::size_t column) const { return rows_.cell(row, column); }
  std::size_t line(std::size_t row) const { return rows_.line(row); }
  Cell cells() const {
    return [this](std::size_t r, std::size_t c) { return cell(r, c); };
  }

  // 类型 is a geometry only if it holds nothing else; a second pair of coordinates is nobody's attribute.
  void settle_columns(Notes& notes) {
    std::set<std::string> seen;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      Column& column = columns_[c];
      if (column.role == Role::type && !holds_geometry(c)) column.role = Role::other;
      const bool coordinate = column.role >= Role::lon && column.role <= Role::both;
      const bool twice = !column.title.empty() && !seen.insert(column.title).second;
      // 坐标 beside X and Y may hold words: "西安80".
      if (coordinate && c != pair_.a && c != pair_.b && holds_words(c)) column.role = Role::other;
      if (twice || (column.role != Role::other && coordinate && c != pair_.a && c != pair_.b)) {
        notes.add("survey.column_ignored", Severity::note,
                  "column " + column.title + " is not used; the points are read from " +
                      table_.headers[pair_.a] +
                      (pair_.a == pair_.b ? "" : " and " + table_.headers[pair_.b]));
        column.role = Role::ignored;
      }
    }
    for (const std::size_t c : {pair_.a, pair_.b})
      for (auto& word : bracket_words(columns_[c], unit_fault_)) header_.push_back(std::move(word));
    for (const auto& [where, text] : table_.around)
      if (speaks_of_points(where, text)) header_.emplace_back(where, text);
    hear_other_sheets(notes);
    for (std::size_t c = 0; c < columns_.size(); ++c)
      if (columns_[c].role == Role::other && speaks_of_points("column name", columns_[c].title) &&
          !holds_numbers(c))
        header_.emplace_back("column name", columns_[c].title);
    hear_rows_without_corner();
  }
  // As faults of the file: whose points they are nobody can say, so none of its projects is known as a whole.
  void tell_unread_points(Notes& notes) const {
    for (const auto& text :
         unread_columns(columns_, pair_, options_.start.has_value(), table_.rows.size(), cells()))
      notes.add("survey.points_unread", Severity::error, text,
                "put points of the project below the others; take out columns that are none");
    std::vector<std::string> note_rows;
    for (std::size_t r = 0; r < table_.rows.size(); ++r)
      if (rows_.is_note(r)) note_rows.push_back(rows_.text(r));
    tell_around(table_, table_.rows.empty() ? 0 : line(0), note_rows, notes);
    if (table_.sheet_chosen) return;
    for (const auto& text : unread_sheets(table_.elsewhere))
      notes.add(
          "survey.points_unread", Severity::error, text,
          "mend its headers (X and Y, or 经度 and 纬度), or name the sheet that counts with --project-layer");
  }
  void hear_other_sheets(Notes& notes) {
    Statements said;
    for (const auto& [where, text] : table_.elsewhere)
      if (speaks_of_points(where, text)) said.emplace_back(where, text);
    const Datum datum = read_datum(said);
    if (datum.kind != Datum::Kind::several && datum.kind != Datum::Kind::mentioned) {
      header_.insert(header_.end(), said.begin(), said.end());
    } else {
      notes.add("survey.datum_mentioned", Severity::warning,
                datum.said + " names two systems; what stands with the points counts",
                "make sure that the points are in it");
    }
  }
  // A note beside the header has none below it; a second pair of coordinates has.
  bool holds_numbers(std::size_t column) const {
    for (std::size_t r = 0; r < table_.rows.size(); ++r)
      if (read_coordinate(cell(r, column))) return true;
    return false;
  }
  bool holds_words(std::size_t column) const {
    for (std::size_t r = 0; r < table_.rows.size(); ++r)
      if (speaks_of_points(columns_[column].key, cell(r, column))) return true;
    return false;
  }
  // A note under the table is a row like any other, but it speaks of all of them.
  void hear_rows_without_corner() {
    for (std::size_t r = 0; r < table_.rows.size(); ++r) {
      if (!rows_.without_corner(r) && !rows_.is_note(r)) continue;
      const std::string text = rows_.text(r);
      const std::string where = "row " + std::to_string(line(r));
      if (speaks_of_points(where, text)) header_.emplace_back(where, text);
    }
  }
  bool holds_geometry(std::size_t column) const {
    for (std::size_t r = 0; r < table_.rows.size(); ++r)
      if (const std::string text = cell(r, column); !text.empty() && !geometry_word(text)) return false;
    return true;
  }

  // A row that is left out, and told.
  bool no_point(std::size_t r, std::vector<std::size_t>& edges, Notes& notes) const {
    // One behind each point: where two follow each other, a point between them is lost.
    std::size_t before = r;
    while (before > 0 && rows_.blank(before - 1)) --before;
    if (before > 0 && rows_.is_edge(r) && (edges.empty() || edges.back() + 1 != before)) {
      edges.push_back(r);
      return true;
    }
    const std::string said = at_line(line(r)) + ": \"" + shortened(rows_.text(r), 60);
    const bool note = rows_.is_note(r);
    if (note && holds_points(rows_.text(r))) {
      notes.add("survey.points_unread", Severity::error,
                said + "\" looks like a boundary point in one cell, and is not read",
                "put its numbers into the columns of coordinates; take out a point that is none");
    } else if (note && promises_points(rows_.text(r))) {
      notes.add("survey.points_unread", Severity::error, said + kElsewhere, kAddThem);
    } else if (note) {
      const bool sums = !rows_.without_corner(r) && !rows_.is_footer(r);
      notes.add(
          "survey.note_left_out", Severity::warning,
          said + (sums ? "\" is read as a line of totals, not as a point"
                       : "\" has no coordinates and is read as a note, not as a point"),
          sums ? "if it is a point, give it a number in 点号" : "if it is a point, fill in its coordinates");
    } else if (rows_.parts_table(r)) {
      notes.add("survey.points_unread", Severity::error,
                said + "\" is no point: it parts the table, and whose points follow is not certain",
                "take the line out, and fill in 项目编号 and 地块编号 of the rows below it");
    } else {
      return false;
    }
    return true;
  }

  std::vector<Group> gather(Notes& notes) const {
    std::vector<Group> groups;
    std::map<std::pair<std::string, std::string>, std::size_t> place_of;
    const auto project = find_role(columns_, Role::project), part = find_role(columns_, Role::part);
    std::string last_project, last_part;
    std::size_t first_filled = 0;
    std::vector<std::size_t> edges;
    for (std::size_t r = 0; r < table_.rows.size(); ++r) {
      if (rows_.blank(r) || no_point(r, edges, notes)) continue;
      std::string p = project ? cell(r, *project) : std::string(), q = part ? cell(r, *part) : std::string();
      const bool fill = (project && p.empty() && !last_project.empty()) ||
                        (part && q.empty() && !last_part.empty() && (p.empty() || p == last_project));
      if (fill && first_filled == 0) first_filled = line(r);
      if (p.empty()) p = last_project;
      if (q.empty() && p == last_project) q = last_part;
      last_project = p;
      last_part = q;
      const auto [it, fresh] = place_of.try_emplace({p, q}, groups.size());
      if (fresh) groups.push_back({p, q, {}});
      groups[it->second].rows.push_back(r);
    }
    if (!edges.empty())
      notes.add("survey.edges_left_out", Severity::note,
                std::to_string(edges.size()) + (edges.size() == 1 ? " row has" : " rows have") +
                    " nothing but the length of an edge, and no point (from " + at_line(line(edges.front())) +
                    " to " + at_line(line(edges.back())) + ")");
    if (first_filled)
      notes.add(
          "survey.filled_down", Severity::note,
          at_line(first_filled) + ": an empty 项目编号 or 地块编号 takes the one above, here and below");
    return groups;
  }

  void add(const Group& group) {
    Feature out;
    out.line = line(group.rows.front());
    const std::string id = group.part.empty() ? "1" : group.part;
    Notes notes(out.issues, file_, id);
    const std::string stem = stem_of(file_);
    out.fields["project_id"] = group.project.empty() ? stem : group.project;
    out.fields["part_id"] = id;
    out.fields["name"] = stem;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      attribute(group, c, out, notes);
      if (columns_[c].role == Role::other) area(group, c, out);
    }
    Draft draft;
    draft.columns = pair_.columns;
    draft.count = stated_points(columns_, group, groups_, cells());
    draft.labels = {columns_[pair_.a].title, columns_[pair_.b].title};
    if (pair_.a == pair_.b) draft.labels = {"first coordinate", "second coordinate"};
    out.fault = unit_fault_;
    for (const std::size_t r : group.rows)
      if (out.fault.empty()) out.fault = corner(r, draft);
    if (out.fault.empty()) complete(group, draft, notes, out);
    document_.features.push_back(std::move(out));
  }

  // The first value; a row that says something else is told. A blank cell is that of merged ones; but where several rows repeat the value, a blank one may be without it.
  void attribute(const Group& group, std::size_t c, Feature& out, Notes& notes) const {
    const Column& column = columns_[c];
    if (column.title.empty() || (column.role != Role::other && column.role != Role::name)) return;
    const auto said_in = [&](std::size_t r) { return !cell(r, c).empty(); };
    const auto& rows = group.rows;
    const auto from = std::find_if(rows.begin(), rows.end(), said_in);
    const std::string first = from == rows.end() ? "" : cell(*from, c);
    auto other =
        std::find_if(from, rows.end(), [&](std::size_t r) { return said_in(r) && cell(r, c) != first; });
    if (other == rows.end() && column.role == Role::other && std::count_if(from, rows.end(), said_in) > 1)
      other = std::find_if_not(rows.begin(), rows.end(), said_in);
    if (other != rows.end()) {
      const std::string here = said_in(*other) ? "\"" + shortened(cell(*other, c), 40) + "\"" : "blank";
      const std::string said = at_line(line(*other)) + ": " + column.title + " is " + here + " here and \"" +
                               shortened(first, 40) + "\" in the first row of the part" +
                               (from == rows.begin() ? "" : " that says it") + " (" + at_line(line(*from)) +
                               ")";
      notes.add("survey.rows_differ", Severity::warning, said + "; the first counts",
                "give each part its own 地块编号");
      if (column.role == Role::other) out.differing.emplace_back(column.title, said);
    }
    hear_column(group, c, notes);
    if (column.role == Role::name && first.empty()) return;
    out.fields[column.role == Role::name ? "name" : column.title] = first;
  }

  // What the cells of a further column say of the outline itself.
  void hear_column(const Group& group, std::size_t c, Notes& notes) const {
    if (columns_[c].role != Role::other) return;
    const auto tell = [&](std::size_t r, const char* what, const char* remedy) {
      notes.add("survey.points_unread", Severity::error,
                at_line(line(r)) + ": " + columns_[c].title + " \"" + shortened(cell(r, c), 40) + what,
                remedy);
    };
    for (const std::size_t r : group.rows) {
      const std::string text = cell(r, c);
      if (speaks_of_arcs(text)) return tell(r, kArc, kGiveArc);
      if (promises_points(text)) return tell(r, kElsewhere, kAddThem);
      if (widens_ground(columns_[c].title, text))
        return tell(r, "\" would widen the outline, and does not", "draw the outline that is meant");
    }
  }

  // In merged cells it stands in one of the rows. Rows that differ (survey.rows_differ) state nothing of the part.
  void area(const Group& group, std::size_t c, Feature& out) const {
    std::optional<AreaSaid> all;
    for (const std::size_t r : group.rows) {
      const std::string text = cell(r, c);
      if (text.empty()) continue;
      auto one = area_said(columns_[c].title, text);
      if (!one || (all && (one->number != all->number || one->hectares != all->hectares))) return;
      if (!all) all = std::move(one);
    }
    if (all) out.areas.push_back(std::move(*all));
  }

  std::string corner(std::size_t row, Draft& draft) const {
    Corner c;
    c.line = line(row);
    if (const auto ring = find_role(columns_, Role::ring)) c.ring = key_of(cell(row, *ring));
    if (const auto point = find_role(columns_, Role::point)) {
      c.name = narrow(cell(row, *point));
      if (c.name.find('\n') != std::string::npos)
        return at_line(c.line) + ": " + columns_[*point].title +
               " holds several lines: a quotation mark that is not closed may have swallowed rows";
    }
    std::pair<std::string, std::string> texts{cell(row, pair_.a), cell(row, pair_.b)};
    if (pair_.a == pair_.b) {
      const auto two = halves(texts.first);
      if (!two)
        return at_line(c.line) + ": " + columns_[pair_.a].title + " \"" + shortened(texts.first, 40) +
               "\" is not two coordinates; write longitude,latitude";
      texts = *two;
    }
    std::string fault = read_pair(texts.first, texts.second, draft.labels, c);
    if (fault.empty()) draft.corners.push_back(std::move(c));
    return fault;
  }

  void complete(const Group& group, Draft& draft, Notes& notes, Feature& out) const {
    if (const auto type = find_role(columns_, Role::type))
      draft.geometry = geometry_word(cell(group.rows.front(), *type));
    if (!draft.geometry) {
      const std::size_t n = draft.corners.size();
      notes.add("survey.geometry_assumed", Severity::note,
                at_line(out.line) + ": no geometry stated; " + std::to_string(n) +
                    (n == 1 ? " point is read as a point" : " points are read as a ") +
                    (n == 1   ? ""
                     : n == 2 ? "line"
                              : "polygon"));
    }
    Statements header = header_of(group);
    for (auto& said : point_words(draft.corners)) header.push_back(std::move(said));
    const Stated stated = read_stated(header, notes);
    finish(draft, stated, options_, notes, out);
  }

  // Every row counts: two that contradict each other are a fault. Columns of the file's own may speak of the datum, too.
  Statements header_of(const Group& group) const {
    Statements header = header_;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const Column& column = columns_[c];
      if (column.role != Role::system && column.role != Role::other) continue;
      std::set<std::string> seen;
      for (const std::size_t r : group.rows) {
        const std::string text = cell(r, c);
        if (text.empty() || !seen.insert(text).second) continue;
        if (column.role == Role::system || speaks_of_points(column.key, text))
          header.emplace_back(column.key, text);
      }
    }
    return header;
  }

  const TableView& table_;
  std::string file_;
  Options options_;
  std::vector<Column> columns_;
  TableRows rows_;
  Pair pair_;
  std::vector<std::pair<std::string, std::string>> header_;  // what brackets of the headers say
  std::string unit_fault_;
  std::vector<Group> groups_;
  Document document_;
};

}  // namespace

bool is_coordinate_table(const std::vector<std::string>& headers) {
  const auto columns = read_columns(joined_headers(headers));
  return !find_role(columns, Role::wkt) && find_pair(columns).has_value();
}

std::vector<std::string> column_uses(const std::vector<std::string>& headers) {
  static const std::map<Role, std::string> kUses = {
      {Role::project, "project_id"}, {Role::name, "name"},     {Role::part, "part_id"}, {Role::ring, "ring"},
      {Role::point, "point"},        {Role::type, "geometry"}, {Role::system, "crs"}};
  const auto columns = read_columns(headers);
  const auto pair = find_pair(columns);
  auto split = split_columns(headers);
  std::vector<std::string> out(headers.size());
  for (std::size_t c = 0; c < headers.size(); ++c) {
    const auto use = kUses.find(columns[c].role);
    if (use != kUses.end()) out[c] = use->second;
    if (split[c] || (pair && (c == pair->a || c == pair->b))) out[c] = "coordinates";
  }
  return out;
}

std::optional<std::pair<std::string, std::string>> coordinate_columns(
    const std::vector<std::string>& headers) {
  const auto pair = find_pair(read_columns(headers));
  if (!pair || pair->a == pair->b) return std::nullopt;
  return std::pair(headers[pair->a], headers[pair->b]);
}

Document read_coordinate_table(const TableView& table, const std::string& file, const Options& options) {
  const auto joined = joined_angles(table);
  return Reader(joined ? *joined : table, file, options).run();
}

}  // namespace zonegate::survey
