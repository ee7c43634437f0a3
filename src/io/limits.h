// SPDX-License-Identifier: Apache-2.0
//
// limits: how large a source may be. They keep a crafted file from taking the machine, and are so wide that the layer of a province passes. Whoever meets one is
// told its name, its value and how to set it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace zonegate::io {

struct Limits {
  std::uint64_t file = std::uint64_t{100}
                       << 30;  // bytes of a file, of the files of a .gdb, of standard input
  std::uint64_t unpacked = std::uint64_t{8}
                           << 30;        // bytes that an archive (.zip, .kmz, .xlsx) holds, unpacked
  std::uint64_t ratio = 200;             // of unpacked to packed bytes, for entries above kRatioFrom
  std::uint64_t entries = 10'000;        // of an archive
  std::uint64_t nesting = 64;            // of JSON, and of collections in collections
  std::uint64_t vertices = 20'000'000;   // of one feature
  std::uint64_t features = 200'000'000;  // of one layer
  std::uint64_t raster = 1'000'000;      // columns, or rows
};
inline constexpr std::uint64_t kRatioFrom = std::uint64_t{64} << 20;

// Of the whole process. Set them once, before anything is read: readers on other threads look at them without a lock.
const Limits& limits();
void set_limits(const Limits& limits);

// "vertices=50M" into the limit of that name. K, M, G, T: of bytes 1024 each time, of counts 1000. Error (usage) that lists the names.
void parse_limit(std::string_view text, Limits& into);
std::string limit_names();  // "file, unpacked, ratio, ..."
// "the limit is vertices=20000000; a higher one: --limit vertices=N"; Error (internal) for a name that is none.
std::string limit_text(std::string_view name);

}  // namespace zonegate::io
