// SPDX-License-Identifier: Apache-2.0
//
// Pairs as text and as files of geometry. Numbers are the shortest that read back to the same double.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "app/app.h"
#include "app/pair_text.h"
#include "app/stages.h"

namespace zonegate::app {

using Kind = overlay::PairFact::Kind;

std::string_view pair_word(Kind kind) {
  switch (kind) {
    case Kind::overlap:
      return "overlap";
    case Kind::inside:
      return "inside";
    case Kind::crosses:
      return "crosses";
    case Kind::touch:
      return "touch";
    case Kind::near:
      break;
  }
  return "near";
}

// Names of the carried fields, made different where both sides or several layers use one name.
std::vector<std::string> carried_names(const PairOptions& options) {
  std::vector<std::string> names;
  for (const auto& field : options.a.fields) names.push_back("a_" + field);
  for (const auto& input : options.b)
    for (const auto& field : input.fields)
      if (const std::string name = "b_" + field; std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
  return names;
}

std::vector<Value> carried_values(const PairResult& result, const PairOptions& options, const PairRow& row,
                                  const std::vector<std::string>& names) {
  std::vector<Value> values = result.a[row.a].fields;
  values.resize(names.size(), Value(Unknown{}));
  const auto& input = options.b[row.layer];
  const auto& feature = result.b[row.layer][row.b];
  for (std::size_t k = 0; k < input.fields.size(); ++k) {
    const auto at = std::find(names.begin(), names.end(), "b_" + input.fields[k]);
    values[static_cast<std::size_t>(at - names.begin())] = feature.fields[k];
  }
  return values;
}

namespace {

class CsvRows {
 public:
  CsvRows(const PairResult& result, const PairOptions& options)
      : result_(result), options_(options), names_(carried_names(options)), several_(options.b.size() > 1) {}

  std::string header() const {
    std::string out = several_ ? "layer," : "";
    out += "a,b,relation,area_m2,share_a,share_b,length_m,distance_m,bearing,width_m";
    if (options_.de9im) out += ",de9im";
    for (const auto& name : names_) out += "," + csv_cell(name);
    return out + "\n";
  }

  void add(const PairRow& row, std::string& out) const {
    const auto& b = result_.b[row.layer][row.b];
    if (several_) out += csv_cell(layer_name(options_, row.layer)) + ",";
    out += csv_cell(result_.a[row.a].id);
    out += ',';
    out += csv_cell(b.id);
    out += ',';
    out += pair_word(row.fact.kind);
    out += ',';
    add_number(out, row.fact.area_m2);
    out += ',';
    add_number(out, result_.share_a(row));
    out += ',';
    add_number(out, result_.share_b(row));
    out += ',';
    add_number(out, row.fact.length_m);
    out += ',';
    add_known(out, row.fact.distance_m);
    out += ',';
    add_known(out, row.fact.bearing);
    out += ',';
    add_known(out, row.fact.width_m);
    if (options_.de9im) out += "," + matrix_text(row);
    if (!names_.empty()) {
      for (const auto& value : carried_values(result_, options_, row, names_))
        out += "," + (is_unknown(value) ? std::string() : csv_cell(to_text(value)));
    }
    out += '\n';
  }

 private:
  const PairResult& result_;
  const PairOptions& options_;
  std::vector<std::string> names_;
  bool several_;
};

}  // namespace

std::string layer_name(const PairOptions& options, std::size_t layer) {
  const std::string path = io::printed_name(options.b[layer].path);
  const auto slash = path.find_last_of('/');
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  return options.b[layer].sublayer.empty() ? name : name + ":" + options.b[layer].sublayer;
}

// Chunks of rows are written as text by all threads, a few at a time, and go out in order.
void pairs_csv(const PairResult& result, const PairOptions& options,
               const std::function<void(std::string_view)>& out, bool header) {
  constexpr std::size_t kChunk = 8192, kRound = 16;
  const CsvRows rows(result, options);
  if (header) out(rows.header());
  const auto parallel = parallel_for(options.jobs);
  for (std::size_t first = 0; first < result.rows.size(); first += kChunk * kRound) {
    std::vector<std::string> chunks(std::min(kRound, (result.rows.size() - first + kChunk - 1) / kChunk));
    parallel(chunks.size(), [&](std::size_t k) {
      const std::size_t from = first + k * kChunk, to = std::min(from + kChunk, result.rows.size());
      chunks[k].reserve(kChunk * 96);
      for (std::size_t i = from; i < to; ++i) rows.add(result.rows[i], chunks[k]);
    });
    for (const auto& chunk : chunks) out(chunk);
  }
}

}  // namespace zonegate::app
