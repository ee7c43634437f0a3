// SPDX-License-Identifier: Apache-2.0
//
// Pairs and pieces as files of geometry.
#include <cmath>

#include "app/app.h"
#include "app/pair_text.h"
#include "io/io.h"

namespace zonegate::app {
namespace {

std::vector<io::OutField> pair_fields(const PairOptions& options) {
  using Type = io::OutField::Type;
  std::vector<io::OutField> fields = {
      {"layer", Type::text},     {"a", Type::text},          {"b", Type::text},
      {"relation", Type::text},  {"area_m2", Type::number},  {"share_a", Type::number},
      {"share_b", Type::number}, {"length_m", Type::number}, {"distance_m", Type::number},
      {"bearing", Type::number}, {"width_m", Type::number}};
  if (options.de9im) fields.push_back({"de9im", Type::text});
  for (const auto& name : carried_names(options)) fields.push_back({name, Type::text});
  return fields;
}

std::vector<io::OutField> table_fields(const PairOptions& options) {
  using Type = TableColumn::Type;
  std::vector<io::OutField> fields;
  for (const auto& column : table_columns(options, true)) {
    fields.push_back({column.name, column.type == Type::text     ? io::OutField::Type::text
                                   : column.type == Type::number ? io::OutField::Type::number
                                                                 : io::OutField::Type::integer});
  }
  return fields;
}

io::OutLayer layer_of(const PairOptions& options) {
  if (makes_table(options)) return {"crossings", io::OutLayer::Geometry::any, table_fields(options)};
  return {"overlay", io::OutLayer::Geometry::any, pair_fields(options)};
}

Value maybe(double v) { return std::isnan(v) ? Value(Unknown{}) : Value(v); }

std::vector<Value> values_of(const PairResult& block, const PairOptions& options, const PairRow& row,
                             const std::vector<std::string>& names) {
  const auto& f = row.fact;
  std::vector<Value> values = {layer_name(options, row.layer),
                               block.a[row.a].id,
                               block.b[row.layer][row.b].id,
                               std::string(pair_word(f.kind)),
                               f.area_m2,
                               block.share_a(row),
                               block.share_b(row),
                               f.length_m,
                               maybe(f.distance_m),
                               maybe(f.bearing),
                               maybe(f.width_m)};
  if (options.de9im) values.emplace_back(matrix_text(row));
  for (const auto& value : carried_values(block, options, row, names))
    values.push_back(is_unknown(value) ? Value(Unknown{}) : Value(to_text(value)));
  return values;
}

}  // namespace

struct PairFileWriter::Impl {
  const PairOptions& options;
  bool only_drawn;
  io::VectorSink sink;
  std::vector<std::string> names;
  std::size_t left_out = 0;
  Impl(const PairOptions& o, const std::string& path)
      : options(o),
        only_drawn(path.ends_with(".fgb")),
        sink(path, {layer_of(o)}, "1970-01-01T00:00:00Z"),
        names(carried_names(o)) {}
};

PairFileWriter::PairFileWriter(const PairOptions& options, const std::string& path)
    : impl_(std::make_unique<Impl>(options, path)) {}
PairFileWriter::~PairFileWriter() = default;

void PairFileWriter::add(const PairResult& block) {
  if (makes_table(impl_->options)) {
    add_table(block);
  } else {
    add_pairs(block);
  }
}

void PairFileWriter::add_pairs(const PairResult& block) {
  for (std::size_t i = 0; i < block.rows.size(); ++i) {
    const bool drawn = i < block.drawn.size() && !block.drawn[i].empty();
    if (impl_->only_drawn && !drawn) {
      ++impl_->left_out;
      continue;
    }
    impl_->sink.write(0, drawn ? block.drawn[i] : geom::Shape{},
                      values_of(block, impl_->options, block.rows[i], impl_->names));
  }
}

void PairFileWriter::add_table(const PairResult& block) {
  const auto columns = table_columns(impl_->options, true);
  table_rows(block, impl_->options, true, [&](std::vector<Value> values, const geom::LinePiece* piece) {
    for (std::size_t k = 0; k < values.size(); ++k)
      if (columns[k].type == TableColumn::Type::text && is_known(values[k])) values[k] = to_text(values[k]);
    geom::Shape shape;
    if (piece != nullptr) shape.lines.push_back(piece->path);
    impl_->sink.write(0, shape, values);
  });
}

std::size_t PairFileWriter::finish() {
  impl_->sink.finish();
  return impl_->left_out;
}

}  // namespace zonegate::app
