// SPDX-License-Identifier: Apache-2.0
//
// bytes: numbers and texts as little-endian bytes, whatever the machine; and a checksum. Reading never leaves the bytes that are there.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace zonegate::io {

class ByteWriter {
 public:
  void u8(std::uint8_t v) { out_.push_back(static_cast<char>(v)); }
  void u32(std::uint32_t v) { put(v, 4); }
  void u64(std::uint64_t v) { put(v, 8); }
  void i64(std::int64_t v) { u64(static_cast<std::uint64_t>(v)); }
  void real(double v) { u64(std::bit_cast<std::uint64_t>(v)); }
  void text(std::string_view v) {
    u32(static_cast<std::uint32_t>(v.size()));
    out_.append(v);
  }
  void raw(std::string_view v) { out_.append(v); }
  const std::string& bytes() const { return out_; }
  void clear() { out_.clear(); }

 private:
  void put(std::uint64_t v, int size) {
    char bytes[8];
    for (int i = 0; i < size; ++i) bytes[i] = static_cast<char>(v >> (8 * i) & 0xff);
    out_.append(bytes, static_cast<std::size_t>(size));
  }
  std::string out_;
};

// After a step beyond the end ok() is false and everything reads as zero or empty.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}
  std::uint8_t u8() { return static_cast<std::uint8_t>(get(1)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(get(4)); }
  std::uint64_t u64() { return get(8); }
  std::int64_t i64() { return static_cast<std::int64_t>(get(8)); }
  double real() { return std::bit_cast<double>(get(8)); }
  std::string_view text() { return raw(u32()); }
  std::string_view raw(std::size_t size) {
    if (!ok_ || size > bytes_.size() - at_) {
      ok_ = false;
      return {};
    }
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && at_ == bytes_.size(); }

 private:
  std::uint64_t get(std::size_t size) {
    const std::string_view b = raw(size);
    std::uint64_t v = 0;
    for (std::size_t i = b.size(); i-- > 0;) v = v << 8 | static_cast<unsigned char>(b[i]);
    return v;
  }
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

// XXH64 (seed 0): 64 bits, so that one damage in 2^64 goes unseen, at gigabytes a second. Against accidents, not against forgers.
std::uint64_t checksum(std::string_view bytes);

}  // namespace zonegate::io
