// SPDX-License-Identifier: Apache-2.0
#include "other_points.h"
#include "text.h"

namespace zonegate::survey {

void tell_around(const TableView& table, std::size_t first_line, const std::vector<std::string>& note_rows,
                 Notes& notes) {
  constexpr std::string_view kRow = "row ";
  Statements together;
  Counted counted;
  for (const auto& [where, text] : table.around) {
    if (where.ends_with(" name")) continue;  // of the sheet, of the file
    counted.hear(text);
    const bool is_row = where.starts_with(kRow);
    together.emplace_back("what stands outside of the table", text);
    const std::string said = where + ": \"" + shortened(text, 60);
    if (holds_points(text)) {
      notes.add("survey.points_unread", Severity::error,
                said + "\" looks like boundary points outside of the table, and is not read",
                "put them below the header, into the columns of coordinates; take out points that are none");
      together.pop_back();
    } else if (promises_points(text)) {
      notes.add("survey.points_unread", Severity::error, said + kElsewhere, kAddThem);
    } else if (is_row && first_line > 0 && std::stoul(where.substr(kRow.size())) > first_line) {
      notes.add("survey.note_left_out", Severity::warning,
                said + "\" is one merged cell and is read as a note, not as a point",
                "if it is a point, give it cells of its own");
    }
  }
  for (const auto& text : unread_sheets(together))
    notes.add("survey.points_unread", Severity::error, text,
              "put its points below the header, into the columns of coordinates");
  for (const auto& text : note_rows) counted.hear(text);
  // Parcels of a table stand in its columns.
  if (const std::string said = counted.missing(table.rows.size()); !said.empty())
    notes.add("survey.points_unread", Severity::error, "\"" + shortened(said, 60) + kElsewhere, kAddThem);
}

}  // namespace zonegate::survey
