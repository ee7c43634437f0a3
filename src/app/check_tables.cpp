// SPDX-License-Identifier: Apache-2.0
//
// The tables that come with rules, looked at before anything rests on them. Screening reads a cell that makes no sense as "may hold": nothing passes by it, but nothing
// says why half the findings are open, and a date that begins too late is no error to any reader. So each cell is read by the reader that screening uses, and what it
// could not use is told with its line. A row holds from its first day to the day before its last; two rows of one key on one day are two answers.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "app/app.h"
#include "io/io.h"

namespace zonegate::app {
namespace {

namespace fs = std::filesystem;
using config::Mistakes;
using Cells = std::map<std::string, std::string>;

std::string hint(const std::string& word, const auto& values) {
  const std::vector<std::string> known(values.begin(), values.end());
  const std::string near = schema::nearest_word(word, known);
  return near.empty() ? fmt::format("expected one of: {}", fmt::join(known, ", "))
                      : "did you mean '" + near + "'?";
}

// As overlay reads it: pairs of digits, the last of them for everything below.
bool is_code(std::string_view code) {
  return (code.size() == 2 || code.size() == 4 || code.size() == 6) &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string without_zeros(std::string code) {
  while (code.size() > 2 && code.ends_with("00")) code.resize(code.size() - 2);
  return code;
}

class TableCheck {
 public:
  TableCheck(const catalog::Layer& layer, const catalog::Aliases& aliases, Mistakes& m)
      : layer_(layer), aliases_(aliases), kind_(*schema::find_kind(layer.kind)), m_(m) {}

  void run() {
    try {
      const io::Table table = io::read_table(layer_.file, {layer_.sublayer, layer_.header_row, {}});
      const catalog::FieldReader reader(layer_, aliases_, table.headers);
      check_columns(table);
      for (std::size_t i = 0; i < table.rows.size(); ++i) check_row(reader, table.rows[i], table.lines[i]);
    } catch (const Error& error) {
      fail(0, error.what() + (error.hint().empty() ? std::string() : " (" + error.hint() + ")"));
      return;
    }
    for (auto& [key, rows] : rows_) check_overlaps(key, rows);
  }

 private:
  struct Row {
    Date from{0, 1, 1}, to{9999, 12, 31};
    std::size_t line = 0;
  };

  void fail(std::size_t line, std::string message) {
    m_.push_back({layer_.file, static_cast<int>(line), std::move(message)});
  }

  // The names that a column of this field may have.
  std::vector<std::string> names_of(const std::string& field) const {
    if (const auto mapped = layer_.fields.find(field); mapped != layer_.fields.end()) return {mapped->second};
    std::vector<std::string> names = {field};
    const auto kind = aliases_.find(layer_.kind);
    if (kind == aliases_.end()) return names;
    if (const auto at = kind->second.find(field); at != kind->second.end())
      names.insert(names.end(), at->second.begin(), at->second.end());
    return names;
  }

  // What a row has to say: all but remarks. Where no trade is named a row holds for all of them, but a table by trades has the column.
  static bool needed(const schema::FieldSpec& field) {
    return !field.empty_means_none || field.key == "industry";
  }

  void check_columns(const io::Table& table) {
    std::set<std::string> columns(table.headers.begin(), table.headers.end());
    std::vector<std::string> absent;
    for (const auto& field : kind_.fields) {
      const auto names = names_of(std::string(field.key));
      const auto here =
          std::find_if(names.begin(), names.end(), [&](const auto& n) { return columns.count(n); });
      if (here != names.end()) {
        columns.erase(*here);
      } else if (needed(field)) {
        absent.emplace_back(field.key);
      }
    }
    for (const auto& column : columns) {
      if (column.empty()) continue;
      std::vector<std::string> known;
      for (const auto& field : kind_.fields) known.emplace_back(field.key);
      const bool near = !schema::nearest_word(column, known).empty();
      if (near || !absent.empty())
        fail(1, fmt::format("column '{}' is no field of {}; {}", column, layer_.kind, hint(column, known)));
    }
    for (const auto& field : absent) fail(1, fmt::format("there is no column '{}'", field));
  }

  void check_row(const catalog::FieldReader& reader, const Cells& cells, std::size_t line) {
    const bool blank = std::all_of(cells.begin(), cells.end(),
                                   [](const auto& c) { return schema::trimmed(c.second).empty(); });
    if (blank) return;
    Attributes source;
    for (const auto& [column, text] : cells) source[column] = text;
    const Attributes fields = reader.read(source);
    Row row;
    row.line = line;
    std::string key;
    bool good = true;
    for (const auto& [name, value] : fields) {
      const auto* field = schema::find_field(kind_, name);
      if (!field) continue;
      const std::string stated = cell(cells, name);
      const std::string fault = fault_of(*field, stated, value);
      if (!fault.empty()) fail(line, fault);
      good = good && fault.empty();
      if (name == "code" || name == "industry" || name == "situation" || name == "pollutant")
        key += (key.empty() ? "" : ", ") + name + " " + (name == "code" ? without_zeros(stated) : stated);
    }
    if (const auto from = Date::parse(cell(cells, "from"))) row.from = *from;
    if (const auto to = Date::parse(cell(cells, "to"))) row.to = *to;
    if (!(row.from < row.to)) {
      fail(line,
           fmt::format(
               "the row ends on {} and begins on {}: it holds on no day; `to` is the first day on which "
               "it no longer does",
               row.to.iso(), row.from.iso()));
    } else if (good) {
      rows_[key].push_back(row);
    }
  }

  std::string cell(const Cells& cells, const std::string& field) const {
    for (const auto& name : names_of(field)) {
      if (const auto at = cells.find(name); at != cells.end())
        return std::string(schema::trimmed(at->second));
    }
    return {};
  }

  // Empty: the cell says something that its field can have.
  std::string fault_of(const schema::FieldSpec& field, const std::string& stated, const Value& value) const {
    const std::string name(field.key);
    if (stated.empty()) {
      const bool may = !needed(field) || name == "industry" || field.type == schema::Type::date ||
                       field.type == schema::Type::boolean || field.type == schema::Type::list;
      return may ? "" : fmt::format("`{}` is blank", name);
    }
    if (field.type == schema::Type::date)
      return Date::parse(stated)
                 ? ""
                 : fmt::format("{} '{}' is no date; expected such as 2026-08-15", name, stated);
    if (name == "code" && !is_code(stated))
      return fmt::format("code '{}' is no administrative code; expected 2, 4 or 6 digits, 00 for everywhere",
                         stated);
    if (name == "industry") return industry_fault(stated);
    return is_known(value) ? "" : unreadable(field, stated);
  }

  static std::string industry_fault(const std::string& stated) {
    const auto& spec = *schema::find_attribute("industry");
    auto code = schema::parse_value(spec, Value(stated));
    if (code && to_text(*code) == stated) return {};
    for (std::string rest = stated; !code && rest.size() > 1;) {
      rest.pop_back();
      code = schema::parse_value(spec, Value(rest));
    }
    return fmt::format("industry '{}' is no code of GB/T 4754-2017 (a letter and 0 to 4 digits){}", stated,
                       code ? "; did you mean '" + to_text(*code) + "'?" : "");
  }

  static std::string unreadable(const schema::FieldSpec& field, const std::string& stated) {
    const std::string start = fmt::format("{} '{}' cannot be read; ", field.key, stated);
    if (!field.values.empty()) return start + hint(stated, field.values);
    if (field.key == "ratio") return start + "expected a number above 0";
    if (field.type == schema::Type::boolean) return start + "expected true or false (是, 否)";
    return start + (field.type == schema::Type::number ? "expected a number" : "see docs/layers.md");
  }

  void check_overlaps(const std::string& key, std::vector<Row>& rows) {
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.from < b.from; });
    Row latest;  // of those before, the one that holds longest
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i > 0 && rows[i].from < latest.to)
        fail(rows[i].line,
             fmt::format("the row and that of line {} both hold on {} ({}); end the older one there, or "
                         "keep one",
                         latest.line, rows[i].from.iso(), key));
      if (i == 0 || latest.to < rows[i].to) latest = rows[i];
    }
  }

  const catalog::Layer& layer_;
  const catalog::Aliases& aliases_;
  const schema::KindSpec& kind_;
  Mistakes& m_;
  std::map<std::string, std::vector<Row>> rows_;
};

// A table that no manifest names looks as if it counted.
void check_strays(const std::string& folder, const catalog::LayerSet& tables, Mistakes& m) {
  std::set<std::string> named;
  for (const auto& table : tables.layers) named.insert(fs::path(table.file).filename().string());
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && io::is_table_file(name) && !named.contains(name))
      m.push_back({entry.path().string(), 0,
                   "no manifest names this table, so nothing reads it; write one beside it "
                   "(rules/tables/README.md)"});
  }
}

}  // namespace

Mistakes check_tables(const std::string& rules_folder, const std::string& kinds_folder) {
  const std::string folder = (fs::path(rules_folder) / "tables").string();
  Mistakes m;
  catalog::LayerSet tables;
  if (!fs::is_directory(folder)) return m;
  try {
    tables = catalog::load_layers(folder, kinds_folder, m);
  } catch (const Error&) {  // without a manifest: its tables are strays
  }
  check_strays(folder, tables, m);
  for (const auto& table : tables.layers) {
    const auto* kind = schema::find_kind(table.kind);
    // Tables by units are lists of requirements, without days.
    const bool dated =
        kind && kind->geometry == schema::Geometry::table && !schema::find_field(*kind, "unit_code");
    if (dated) TableCheck(table, tables.aliases, m).run();
  }
  std::stable_sort(m.begin(), m.end(), [](const auto& a, const auto& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  return m;
}

}  // namespace zonegate::app
