// SPDX-License-Identifier: Apache-2.0
// Private to catalog: one row of a project file.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "io/io.h"

namespace zonegate::catalog {

// An attribute of yes and no: that something was stated counts, though nobody can tell what, for it may have been yes. It stays in the project as unknown.
bool may_be_yes(std::string_view key);
// What two different statements of one attribute come to: nobody can say which is true. Of dates both stay, as text that is no date: they were stated.
Value contradiction(const schema::AttributeSpec& spec, const Value& a, const Value& b);

// What a row says, before rows of one project are put together.
struct Row {
  std::string project_id, name, part_id;
  bool called = false;    // the row itself says its project_id
  Attributes attributes;  // by canonical key
  schema::Role role = schema::Role::permanent;
  std::vector<Issue> issues;
  std::string fault;  // something that the whole judgement hangs on cannot be read: the project is partial
};
// An issue of the row.
Issue make_issue(const std::string& code, Severity severity, const std::string& file,
                 const io::SourceFeature& feature, const std::string& message, const std::string& hint);
Row read_row(const io::SourceFeature& feature, const std::string& file);
// project_columns.cpp: the attribute of a column by its key, Chinese header or usual short name, with its unit in brackets or without; null: none.
const schema::AttributeSpec* attribute_of(const std::string& column);
// project_columns.cpp: the attributes that its columns state, and what is wrong with them.
void read_columns(Row& row, const io::SourceFeature& feature, const std::string& file);
// merge.cpp: the first statement of an attribute holds; two different ones make it unknown, for nobody can say which is true. False: they differ in as_of.
bool merge_row(Project& project, const Row& row, const io::SourceFeature& feature, const std::string& file);
// Each row and each column may name units and counties: all of them count. False: the two are no lists.
bool add_codes(Value& all, const Value& more);
std::optional<int> year_of(const Attributes& attributes, const char* key);
// Keys and Chinese headers of all attributes.
const std::vector<std::string>& attribute_names();
// It says something of one part, not of the whole project.
bool is_part_key(std::string_view key);
// A table by project cannot say which part it means: what belongs to a part is told, not used.
void tell_part_keys(Row& row, const io::SourceFeature& feature, const std::string& file);
// What has been given cannot be of a day after the one that the project is judged by. Which of the two is wrong nobody can say, so it is no date to any condition.
void refuse_later(Project& project, const char* key);
// A header as it is compared: in small letters, without blanks around it.
std::string plain_name(std::string_view column);

// attribute_table.cpp: one row for each line of a table of attributes, in either form. Error (input) if it cannot be read.
struct AttributeTable {
  std::vector<io::SourceFeature> rows;
  std::vector<std::size_t> nameless;  // lines that say something, and name no project
  io::Texts around;                   // what stands around them: titles, notes, names of sheet and file
  std::vector<Issue> issues;
};
AttributeTable read_attribute_table(const std::string& path);

// The figure of a part: transformed, sized (points by radius_m or area_ha, lines by width_m), repaired. nullopt with `fault`.
struct Placed {
  std::shared_ptr<const geom::Figure> figure;
  bool sized = true;
  std::string fault;
  double inside_m2 = 0;  // ground that closed lines go round, which is no part of the figure
  std::shared_ptr<const geom::Figure> line = {};  // the lines that became ground
};
Placed place_part(const io::SourceFeature& feature, Row& row, const geom::Transform& transform,
                  const geom::Plane& plane, const std::string& file);

// probes.cpp: corners of the shape among the project's probes, spread, as far as there is room.
void keep_probes(Project& project, const geom::Shape& shape, const geom::Crs& crs);

// lost_files.cpp: how many files hold a part that no file before them holds. parts: fingerprints of each file's parts.
std::size_t files_of_their_own(const std::map<std::string, std::set<std::string>>& parts);

// footprint.cpp: fingerprints of one row (geometry, role, size) and of all rows of a project.
std::string part_fingerprint(const Row& row, const geom::Shape& shape, const geom::Crs& crs);
std::string footprint_fingerprint(std::vector<std::string> parts);

}  // namespace zonegate::catalog
