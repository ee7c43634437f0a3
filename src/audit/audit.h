// SPDX-License-Identifier: Apache-2.0
//
// audit: what is wrong with layers, before a verdict rests on them. Reads every data set of a folder from its first feature to its last, and says what it finds as
// values. Nothing is mended, nothing is written. Results do not depend on threads, on the order of files or on the clock.
//   Areas: ellipsoidal m2 of the equal-area plane, by geom's own measures. Widths: 2 * area / perimeter, metres. Pieces below kRoundingWidth are rounding and
//   are not told. Places: lon/lat (CGCS2000).
//   What a data set's `disclosure` withholds is not in the values either, unless the caller owns the data.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "core/core.h"
#include "geom/geom.h"

namespace zonegate::audit {

inline constexpr double kRoundingWidth =
    0.002;  // m; thinner pieces come of rounding coordinates to a millimetre

using Progress = std::function<void(std::string_view stage, std::size_t done, std::size_t total)>;

// ------------------------------------------------------------------------------------------- kinds of layers
// What layers/<kind>.yaml says of a kind beside the aliases.
struct FieldFacts {
  Text title;
  bool required = false;
  std::vector<std::string> aliases;
  std::vector<std::string> values;  // keys and words of `values`; empty: free
  std::optional<double> least, most;
};
struct StatedArea {
  std::vector<std::string> columns;
  std::string unit;         // m2, ha, mu
  double tolerance = 0.01;  // share of the computed area
  double rounding_m2 = 1;   // and this much besides
};
struct KindFacts {
  std::map<std::string, FieldFacts> fields;
  std::vector<std::string> layer_names;  // of sublayers and files that hold this kind
  std::vector<std::string> unique;       // canonical fields or columns of which no value may stand twice
  std::vector<StatedArea> stated;
};
using Kinds = std::map<std::string, KindFacts>;
// layers/<kind>.yaml of every kind; files that cannot be read are mistakes.
Kinds read_kinds(const std::string& folder, config::Mistakes& mistakes);

// ------------------------------------------------------------------------------------------------- findings
struct Finding {
  std::string code;  // layer.*, source.*, driver.*, encoding.*: docs/issues.md
  Severity severity = Severity::error;
  std::string layer, kind, file;
  std::vector<std::string> features;  // ids as the file has them, at most kListed of them
  std::size_t feature_count = 0;      // of all
  std::string with_layer;             // the other side of an overlap
  std::vector<std::string> with_features;
  Text message;  // without sizes and places
  Text detail;   // sizes: withheld where even they are
  Text hint;
  std::optional<double> area_m2, share;
  geom::Shape place;  // lon/lat; empty where there is none or it is withheld
};
inline constexpr std::size_t kListed = 20;

struct Summary {  // of a data set
  std::string layer, kind, file;
  Text title;
  bool examined = false;  // read to its end
  std::size_t features = 0;
  std::size_t errors = 0, warnings = 0, notes = 0;
};
struct Options {
  Date as_of;
  std::vector<std::string> kinds;  // only these are reported; empty: all
  bool own_data = false;           // the reader owns the data: nothing is withheld
  std::size_t most = 1000;  // findings of one code in one data set; the others are counted (issues.more)
  Progress progress = {};
};
struct Report {
  std::vector<Summary> layers;    // in the order of the set
  std::vector<Finding> findings;  // by layer in that order, severity, code, features
  bool reaches(Severity severity) const;
};
// `mistakes`: of reading the manifests (catalog::load_layers); each becomes a finding. What concerns the folder as a whole has an empty layer.
Report check(const catalog::LayerSet& set, const Kinds& kinds, const config::Mistakes& mistakes,
             const Options& options);

// ------------------------------------------------------------------------------------------------ inventory
struct Entry {                                 // one data set, briefly
  std::string id, kind, file, version, state;  // state: in_force, expired, not_yet_valid
  Text title;
  std::optional<double> coverage_km2;
  std::optional<std::size_t> features;  // none: not readable
  std::optional<double> accuracy_m;     // as stated
  bool statutory = true;
  catalog::Disclosure disclosure = catalog::Disclosure::full;
  std::string fault;  // why it cannot be read
};
std::vector<Entry> list(const catalog::LayerSet& set, Date as_of, const Progress& progress = {});

struct Column {
  std::string name, field,
      by;  // the canonical field that it is read as, by: manifest, alias, name; empty: by none
  std::size_t filled = 0;
  std::vector<std::string> first;    // the first different values
  std::vector<std::string> missing;  // values that look like "nothing was said": 0, /, blank
};
struct Description {  // everything about one file
  std::string file, driver, sublayer, encoding, crs, crs_why, sha256, fault;
  std::size_t features = 0, unusable = 0;
  std::optional<geom::Box> extent;  // lon/lat
  std::vector<Column> columns;
  std::vector<std::string> required_missing;  // canonical fields without a column
  std::vector<std::string> unknown_values;    // "class '4'": words that an enumerated field does not have
  std::vector<std::string> gaps;              // where it says of itself that it is not whole
  std::vector<std::string> issues;
};
// The data set of a manifest, or a bare file as a layer whose kind may be empty. A file that cannot be read has a fault.
Description describe(const catalog::Layer& layer, const catalog::Aliases& aliases, const Kinds& kinds,
                     const Progress& progress = {});
std::string_view to_string(catalog::Disclosure disclosure);

// --------------------------------------------------------------------------------------------------- drafts
struct Guess {
  std::string kind, sublayer;
  std::string evidence;  // "sublayer STBHHX is a name of kind redline"; empty kind: what was looked at
};
// By sublayers, file name and columns. Several kinds that fit equally well are no guess.
Guess guess_kind(const std::string& file, const Kinds& kinds, const catalog::Aliases& aliases);

struct Draft {
  std::string yaml;
  std::vector<Text> todo;  // what only a person can fill in
  Description seen;
};
// `file_as_written`: how the manifest names the file. The draft has no coverage: it covers nothing until a person states one.
// Error (input) where the file cannot be read.
Draft draft(const catalog::Layer& layer, const std::string& file_as_written, const catalog::Aliases& aliases,
            const Kinds& kinds);

}  // namespace zonegate::audit
