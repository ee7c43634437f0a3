// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "cli/overlay_options.h"
#include "cli/words.h"

namespace zonegate::cli {
namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& remedy) {
  throw Error(ErrorKind::usage, what, remedy);
}

void check_output(const OverlayOptions& o) {
  std::vector<std::string> inputs = o.b;
  inputs.push_back(o.pairs.a.path);
  refuse_input_twice(inputs);
  check_output_file(o.output, inputs, {".csv", ".jsonl", ".gpkg", ".geojson", ".fgb"});
}

void check_copies(const OverlayOptions& o) {
  const std::string& folder = o.pairs.prepared_folder;
  if (folder.empty()) return;
  if (o.no_prepared) refuse("--prepared and --no-prepared contradict each other", "leave one of them out");
  if (!std::filesystem::is_directory(folder))
    refuse("--prepared " + folder + ": there is no such folder",
           "zonegate layers prepare --into makes copies");
}

// Each of these makes a table of its own.
std::vector<std::string> tables_of(const app::PairOptions& pairs) {
  std::vector<std::string> tables;
  if (!pairs.group_by.empty()) tables.emplace_back("--group-by");
  if (pairs.nearest) tables.emplace_back("--nearest");
  if (pairs.crossings) tables.emplace_back("--crossings");
  if (pairs.count) tables.emplace_back("--count");
  if (!pairs.rings_m.empty()) tables.emplace_back("--rings");
  return tables;
}

void check_tables(const OverlayOptions& o) {
  const app::PairOptions& pairs = o.pairs;
  const auto tables = tables_of(pairs);
  if (tables.size() > 1)
    refuse(tables[0] + " makes a table of its own, and so does " + tables[1], "run them one after the other");
  if (tables.empty()) return;
  const std::string& table = tables[0];
  if (is_drawn(o.output.folder) && !pairs.crossings) {
    refuse(table + (pairs.nearest ? " draws nothing" : " makes a table of its own, and draws nothing"),
           "write its table with -o FILE.csv or FILE.jsonl");
  }
  const auto only_pairs = [&](bool said, const std::string& option) {
    if (said)
      refuse(option + " is a question about pairs; " + table + " lists none", "leave one of them out");
  };
  only_pairs(!pairs.relate.empty(), "--relate");
  only_pairs(pairs.de9im, "--de9im");
  only_pairs(o.within_m.has_value(), "--within");
  only_pairs(pairs.question.width && !pairs.nearest, "--width");
  if (!pairs.nearest && pairs.question.max_distance_m > 0) {
    refuse("--max-distance says nothing for " + table,
           pairs.rings_m.empty() ? "leave it out" : "the last ring is the distance; leave it out");
  }
  if (pairs.count && !o.fields_b.empty())
    refuse("--fields carries fields of B, and --count has no row for a feature of B",
           "carry fields of A with --fields-a, or count with --where");
}

// Rings that are hardly apart would differ by less than the drawn buffers are wrong.
void check_rings(const std::vector<double>& rings) {
  constexpr double kLeast = 0.1, kMost = 100000, kStep = 1.02;
  double before = 0;
  for (const double r : rings) {
    if (!(r >= kLeast && r <= kMost))
      refuse("--rings " + shortest(r) + ": no ring ends there",
             "give metres from 0.1 to 100000, for example 100,500,1000");
    if (before > 0 && !(r >= kStep * before)) {
      refuse("--rings " + shortest(before) + "," + shortest(r) +
                 ": each must be larger than the one before, by 2 % at least",
             "sort them, for example 100,500,1000");
    }
    before = r;
  }
}

void check_distances(OverlayOptions& o) {
  auto& question = o.pairs.question;
  const auto on_earth = [](double m) { return m >= 0 && m <= 2e7; };
  if (!on_earth(question.max_distance_m))
    refuse("--max-distance is no distance on the earth", "give metres from 0 to 20000000");
  if (!o.within_m) return;
  if (!on_earth(*o.within_m))
    refuse("--within is no distance on the earth", "give metres from 0 to 20000000");
  if (question.max_distance_m > 0) {
    refuse("--within and --max-distance ask for the same pairs",
           "take --within where no distances are needed, else --max-distance");
  }
}

}  // namespace

bool is_drawn(const std::string& path) {
  const auto extension = std::filesystem::path(path).extension();
  return extension == ".gpkg" || extension == ".geojson" || extension == ".fgb";
}

void check_overlay(OverlayOptions& o) {
  check_output(o);
  check_copies(o);
  check_distances(o);
  for (const auto& name : o.relate) o.pairs.relate.push_back(overlay::MatrixTest::parse(name));
  check_rings(o.pairs.rings_m);
  check_tables(o);
  if (o.within_m) {
    o.pairs.question.max_distance_m = *o.within_m;
    o.pairs.question.only_within = true;
  }
}

}  // namespace zonegate::cli
