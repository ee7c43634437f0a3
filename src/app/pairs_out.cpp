// SPDX-License-Identifier: Apache-2.0
#include "app/app.h"
#include "io/io.h"

namespace zonegate::app {
namespace {

std::string quoted(const std::string& text) {
  const bool plain = text.find_first_of(",\"\r\n") == std::string::npos;
  const bool formula = !text.empty() &&
                       std::string_view("=+-@\t").find(text.front()) != std::string_view::npos &&
                       !as_number(Value(text));
  if (plain && !formula) return text;
  std::string out = formula ? "\"'" : "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

std::string optional_number(const std::optional<double>& v) { return v ? shortest(*v) : std::string(); }

}  // namespace

std::string pairs_csv(const PairResult& result) {
  std::string out = "a,b,relation,area_m2,share_a,share_b,length_m,distance_m,bearing,width_m\n";
  for (const auto& r : result.rows) {
    out += quoted(r.a) + "," + quoted(r.b) + "," + r.relation + "," + shortest(r.area_m2) + "," +
           shortest(r.share_a) + "," + shortest(r.share_b) + "," + shortest(r.length_m) + "," +
           optional_number(r.distance_m) + "," + optional_number(r.bearing) + "," + shortest(r.width_m) +
           "\n";
  }
  return out;
}

void write_pairs(const PairResult& result, const std::string& path) {
  using Type = io::OutField::Type;
  const std::vector<io::OutField> fields = {{"a", Type::text},          {"b", Type::text},
                                            {"relation", Type::text},   {"area_m2", Type::number},
                                            {"share_a", Type::number},  {"share_b", Type::number},
                                            {"length_m", Type::number}, {"distance_m", Type::number},
                                            {"bearing", Type::number},  {"width_m", Type::number}};
  io::VectorSink sink(path, {{"overlay", io::OutLayer::Geometry::any, fields}}, "1970-01-01T00:00:00Z");
  const auto maybe = [](const std::optional<double>& v) { return v ? Value(*v) : Value(Unknown{}); };
  for (const auto& r : result.rows) {
    sink.write(0, r.lonlat,
               {r.a, r.b, r.relation, r.area_m2, r.share_a, r.share_b, r.length_m, maybe(r.distance_m),
                maybe(r.bearing), r.width_m});
  }
  sink.finish();
}

}  // namespace zonegate::app
