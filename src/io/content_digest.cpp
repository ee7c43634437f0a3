// SPDX-License-Identifier: Apache-2.0
//
// A GeoPackage changes its bytes when a desktop program merely opens it: what must not change is what stands in its tables.
#include <fmt/format.h>

#include <algorithm>

#include "core/core.h"
#include "io/io.h"

namespace zonegate::io {
namespace {

std::string text_of(const SourceFeature& f) {
  std::string out = f.fid + "\n" + geom::to_wkt(f.shape) + "\n";
  for (const auto& [name, value] : f.fields) {
    const std::string text = is_unknown(value) ? "" : to_text(value);
    out += fmt::format("{}={}:{}\n", name, text.size(), text);
  }
  return out;
}

std::string digest_of(const std::string& path, const std::string& table) {
  VectorOptions options;
  options.sublayer = table;
  VectorSource source(path, options);
  std::string digest;
  for (SourceFeature f; source.next(f);) {
    if (!f.fault.empty())
      throw Error(ErrorKind::input, path + ": " + table + ": feature " + f.fid + ": " + f.fault);
    digest = sha256_text(digest + "\n" + text_of(f));
  }
  return digest;
}

}  // namespace

std::string tables_sha256(const std::string& path, std::span<const std::string_view> tables) {
  const auto there = list_sublayers(path);
  std::string all;
  for (const auto table : tables) {
    const bool found = std::find(there.begin(), there.end(), table) != there.end();
    all += fmt::format("{} {}\n", table, found ? digest_of(path, std::string(table)) : "-");
  }
  return sha256_text(all);
}

}  // namespace zonegate::io
