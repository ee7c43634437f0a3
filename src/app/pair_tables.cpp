// SPDX-License-Identifier: Apache-2.0
//
// Tables that stand instead of pairs: their columns, their rows as values, and the files.
#include <algorithm>

#include "app/app.h"
#include "app/pair_text.h"

namespace zonegate::app {
namespace {

using Values = std::vector<Value>;

Value number(std::size_t n) { return static_cast<double>(n); }

// Fields to carry along: of both sides, where rows are pairs; of A for counts; none for groups.
std::vector<std::string> carried(const PairOptions& options) {
  if (!options.group_by.empty()) return {};
  auto names = carried_names(options);
  if (options.count) names.resize(options.a.fields.size());
  return names;
}

std::string ring_name(const PairOptions& options, std::size_t ring) {
  if (ring == 0) return "footprint";
  return (ring == 1 ? "0" : shortest(options.rings_m[ring - 2])) + "-" + shortest(options.rings_m[ring - 1]);
}

Values values_of(const PairResult& result, const PairOptions&, const GroupRow& row) {
  const char* kind = row.kind == GroupRow::Kind::value     ? "value"
                     : row.kind == GroupRow::Kind::unknown ? "unknown"
                                                           : "outside";
  return {result.a[row.a].id,   row.value,   std::string(kind),
          number(row.features), row.area_m2, share(row.area_m2, result.a[row.a].area_m2)};
}

Values values_of(const PairResult& result, const PairOptions&, const CountRow& row) {
  Values values{result.a[row.a].id};
  if (!row.known) {
    values.resize(10, Value(Unknown{}));
  } else {
    for (const std::size_t n : {row.features, row.contained, row.overlapping, row.crossing, row.touching})
      values.push_back(number(n));
    for (const double v :
         {row.gross_m2, row.net_m2, share(row.net_m2, result.a[row.a].area_m2), row.length_m})
      values.emplace_back(v);
  }
  const auto& fields = result.a[row.a].fields;
  values.insert(values.end(), fields.begin(), fields.end());
  return values;
}

template <class Row>
void add_carried(const PairResult& result, const PairOptions& options, const Row& row, Values& values) {
  PairRow pair;
  pair.a = row.a;
  pair.b = row.b;
  pair.layer = row.layer;
  for (const Value& v : carried_values(result, options, pair, carried_names(options))) values.push_back(v);
}

Values values_of(const PairResult& result, const PairOptions& options, const CrossingRow& row) {
  const geom::LinePiece& piece = row.piece;
  Values values{result.a[row.a].id,
                result.b[row.layer][row.b].id,
                std::string(row.line_in_a ? "a" : "b"),
                number(row.number),
                number(piece.part + 1),
                piece.from_m,
                piece.to_m,
                piece.length_m,
                std::string(piece.starts_inside ? "start_inside" : "crossing"),
                row.enter.x,
                row.enter.y,
                std::string(piece.ends_inside ? "end_inside" : "crossing"),
                row.exit.x,
                row.exit.y};
  add_carried(result, options, row, values);
  return values;
}

Values values_of(const PairResult& result, const PairOptions& options, const RingRow& row) {
  Values values{result.a[row.a].id,
                result.b[row.layer][row.b].id,
                ring_name(options, row.ring),
                row.share.area_m2,
                row.ring_m2,
                share(row.share.area_m2, row.ring_m2),
                row.share.length_m,
                number(row.share.points)};
  add_carried(result, options, row, values);
  return values;
}

const geom::LinePiece* piece_of(const CrossingRow& row) { return &row.piece; }
template <class Row>
const geom::LinePiece* piece_of(const Row&) {
  return nullptr;
}

}  // namespace

bool makes_table(const PairOptions& options) {
  return options.crossings || options.count || !options.rings_m.empty() || !options.group_by.empty();
}

std::vector<TableColumn> table_columns(const PairOptions& options, bool with_layer) {
  std::vector<TableColumn> columns;
  if (with_layer) columns.push_back({"layer"});
  using Type = TableColumn::Type;
  const auto add = [&](Type type, std::initializer_list<const char*> names) {
    for (const char* name : names) columns.push_back({name, type});
  };
  if (options.crossings) {
    add(Type::text, {"a", "b", "line"});
    add(Type::integer, {"piece", "part"});
    add(Type::number, {"from_m", "to_m", "length_m"});
    add(Type::text, {"enter"});
    add(Type::number, {"enter_lon", "enter_lat"});
    add(Type::text, {"exit"});
    add(Type::number, {"exit_lon", "exit_lat"});
  } else if (options.count) {
    add(Type::text, {"a"});
    add(Type::integer, {"features", "contained", "overlapping", "crossing", "touching"});
    add(Type::number, {"area_gross_m2", "area_net_m2", "share_a", "length_m"});
  } else if (!options.rings_m.empty()) {
    add(Type::text, {"a", "b", "ring"});
    add(Type::number, {"area_m2", "ring_m2", "share_ring", "length_m"});
    add(Type::integer, {"points"});
  } else {
    add(Type::text, {"a", "group", "kind"});
    add(Type::integer, {"features"});
    add(Type::number, {"area_m2", "share_a"});
  }
  for (const auto& name : carried(options)) columns.push_back({name});
  return columns;
}

void table_rows(const PairResult& result, const PairOptions& options, bool with_layer, const TableRow& each) {
  const auto all = [&](const auto& rows) {
    for (const auto& row : rows) {
      Values values = values_of(result, options, row);
      if (with_layer) values.insert(values.begin(), layer_name(options, row.layer));
      each(values, piece_of(row));
    }
  };
  all(result.groups);
  all(result.crossings);
  all(result.counts);
  all(result.rings);
}

void table_csv(const PairResult& result, const PairOptions& options,
               const std::function<void(std::string_view)>& out, bool header) {
  const bool several = options.b.size() > 1;
  std::string line;
  const auto end_cell = [&line](bool last) { line += last ? '\n' : ','; };
  const auto columns = table_columns(options, several);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    line += csv_cell(columns[k].name);
    end_cell(k + 1 == columns.size());
  }
  if (header) out(line);
  table_rows(result, options, several, [&](const Values& values, const geom::LinePiece*) {
    line.clear();
    for (std::size_t k = 0; k < values.size(); ++k) {
      if (const auto* v = std::get_if<double>(&values[k]))
        add_number(line, *v);
      else if (is_known(values[k]))
        line += csv_cell(to_text(values[k]));
      end_cell(k + 1 == values.size());
    }
    out(line);
  });
}

}  // namespace zonegate::app
