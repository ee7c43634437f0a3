// SPDX-License-Identifier: Apache-2.0
//
// XXH64 as its specification describes it (github.com/Cyan4973/xxHash, doc/xxhash_spec.md): four lanes of 8 bytes, merged, then the rest byte by
// byte, then an avalanche.
#include <bit>

#include "bytes.h"

namespace zonegate::io {
namespace {

constexpr std::uint64_t k1 = 0x9E3779B185EBCA87, k2 = 0xC2B2AE3D27D4EB4F, k3 = 0x165667B19E3779F9,
                        k4 = 0x85EBCA77C2B2AE63, k5 = 0x27D4EB2F165667C5;

std::uint64_t word(const char* p, std::size_t size) {
  std::uint64_t v = 0;
  for (std::size_t i = 0; i < size; ++i) v |= std::uint64_t{static_cast<unsigned char>(p[i])} << (8 * i);
  return v;
}

std::uint64_t round(std::uint64_t lane, std::uint64_t v) { return std::rotl(lane + v * k2, 31) * k1; }

}  // namespace

std::uint64_t checksum(std::string_view bytes) {
  const char* p = bytes.data();
  const char* const end = p + bytes.size();
  std::uint64_t h = k5;
  if (bytes.size() >= 32) {
    std::uint64_t lane[4] = {k1 + k2, k2, 0, 0 - k1};
    for (; end - p >= 32; p += 32)
      for (std::size_t i = 0; i < 4; ++i) lane[i] = round(lane[i], word(p + 8 * i, 8));
    h = std::rotl(lane[0], 1) + std::rotl(lane[1], 7) + std::rotl(lane[2], 12) + std::rotl(lane[3], 18);
    for (const std::uint64_t v : lane) h = (h ^ round(0, v)) * k1 + k4;
  }
  h += bytes.size();
  for (; end - p >= 8; p += 8) h = std::rotl(h ^ round(0, word(p, 8)), 27) * k1 + k4;
  for (; end - p >= 4; p += 4) h = std::rotl(h ^ word(p, 4) * k1, 23) * k2 + k3;
  for (; p < end; ++p) h = std::rotl(h ^ word(p, 1) * k5, 11) * k1;
  h = (h ^ h >> 33) * k2;
  h = (h ^ h >> 29) * k3;
  return h ^ h >> 32;
}

}  // namespace zonegate::io
