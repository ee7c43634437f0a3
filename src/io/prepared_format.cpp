// SPDX-License-Identifier: Apache-2.0
//
// Header, description and nodes of a prepared copy as bytes.
#include "prepared_format.h"

namespace zonegate::io {
namespace {

void put(ByteWriter& out, const FileState& f) {
  out.text(f.role);
  out.u8(f.there() ? 1 : 0);
  for (const std::uint64_t v : {f.size, f.inode, f.device}) out.u64(v);
  out.i64(f.modified_ns);
  out.i64(f.changed_ns);
  out.text(f.sha256);
}

void get(ByteReader& in, FileState& f) {
  f.role = in.text();
  f.path = in.u8() == 1 ? "there" : "";
  f.size = in.u64();
  f.inode = in.u64();
  f.device = in.u64();
  f.modified_ns = in.i64();
  f.changed_ns = in.i64();
  f.sha256 = in.text();
}

void put(ByteWriter& out, const CopyColumn& c) {
  out.text(c.name);
  out.u8(static_cast<std::uint8_t>((c.listed ? 1 : 0) | (c.stored ? 2 : 0)));
}

void get(ByteReader& in, CopyColumn& c) {
  c.name = in.text();
  const std::uint8_t bits = in.u8();
  c.listed = (bits & 1) != 0;
  c.stored = (bits & 2) != 0;
}

void put(ByteWriter& out, const Issue& issue) {
  out.u8(static_cast<std::uint8_t>(issue.severity));
  for (const std::string* text : {&issue.code, &issue.layer, &issue.feature, &issue.message, &issue.hint})
    out.text(*text);
}

void get(ByteReader& in, Issue& issue) {
  issue.severity = static_cast<Severity>(in.u8());
  for (std::string* text : {&issue.code, &issue.layer, &issue.feature, &issue.message, &issue.hint})
    *text = in.text();
}

template <class T>
void put_list(ByteWriter& out, const std::vector<T>& list) {
  out.u32(static_cast<std::uint32_t>(list.size()));
  for (const auto& item : list) put(out, item);
}

template <class T>
void get_list(ByteReader& in, std::vector<T>& list) {
  list.clear();
  for (std::uint32_t n = in.u32(); n > 0 && in.ok(); --n) get(in, list.emplace_back());
}

}  // namespace

std::string to_bytes(const CopyHeader& header) {
  ByteWriter out;
  out.raw(kCopyMagic);
  out.u32(kCopyVersion);
  out.u32(0);
  for (const std::uint64_t v : {header.size, header.info_at, header.info_size, header.info_checksum})
    out.u64(v);
  out.u64(0);
  out.u64(checksum(out.bytes()));
  return out.bytes();
}

std::string read_header(std::string_view bytes, std::uint64_t file_size, CopyHeader& out) {
  ByteReader in(bytes);
  if (in.raw(kCopyMagic.size()) != kCopyMagic) return "it is no prepared copy";
  if (in.u32() != kCopyVersion) return "another version of the program made it";
  in.u32();
  for (std::uint64_t* v : {&out.size, &out.info_at, &out.info_size, &out.info_checksum}) *v = in.u64();
  in.u64();
  const std::uint64_t sum = in.u64();
  if (!in.ok() || sum != checksum(bytes.substr(0, kHeaderSize - 8))) return "its header is damaged";
  if (out.size != file_size) return "it is not whole";
  if (out.info_at > out.size || out.info_size > out.size - out.info_at) return "its header is damaged";
  return {};
}

std::string to_bytes(const CopyInfo& info) {
  ByteWriter out;
  out.text(info.origin);
  put_list(out, info.files);
  out.i64(info.stamped_ns);
  out.text(info.sublayer);
  out.text(info.crs_option);
  out.u8(info.states_crs ? 1 : 0);
  out.u8(info.crs ? 1 : 0);
  out.text(info.crs.value_or(""));
  out.real(info.tolerance);
  put_list(out, info.columns);
  put_list(out, info.issues);
  for (const std::uint64_t v : {info.rows, info.nodes_at, info.tree_nodes, info.always_nodes}) out.u64(v);
  return out.bytes();
}

bool read_info(std::string_view bytes, CopyInfo& out) {
  ByteReader in(bytes);
  out.origin = in.text();
  get_list(in, out.files);
  out.stamped_ns = in.i64();
  out.sublayer = in.text();
  out.crs_option = in.text();
  out.states_crs = in.u8() != 0;
  const bool has_crs = in.u8() != 0;
  const std::string_view crs = in.text();
  if (has_crs) out.crs = crs;
  out.tolerance = in.real();
  get_list(in, out.columns);
  get_list(in, out.issues);
  for (std::uint64_t* v : {&out.rows, &out.nodes_at, &out.tree_nodes, &out.always_nodes}) *v = in.u64();
  return in.at_end();
}

std::string to_bytes(const CopyNode& node) {
  ByteWriter out;
  out.u64(node.index);
  out.u32(node.level);
  out.u32(node.count);
  for (const CopyEntry& e : node.entries) {
    for (const double v : {e.box.min_x, e.box.min_y, e.box.max_x, e.box.max_y}) out.real(v);
    for (const std::uint64_t v : {e.item, e.at, e.size}) out.u64(v);
  }
  out.u64(checksum(out.bytes()));
  return out.bytes();
}

bool read_node(std::string_view bytes, std::uint64_t index, CopyNode& out) {
  if (bytes.size() != kNodeSize) return false;
  ByteReader sum(bytes.substr(kNodeSize - 8));
  if (sum.u64() != checksum(bytes.substr(0, kNodeSize - 8))) return false;
  ByteReader in(bytes);
  out.index = in.u64();
  out.level = in.u32();
  out.count = in.u32();
  for (CopyEntry& e : out.entries) {
    for (double* v : {&e.box.min_x, &e.box.min_y, &e.box.max_x, &e.box.max_y}) *v = in.real();
    for (std::uint64_t* v : {&e.item, &e.at, &e.size}) *v = in.u64();
  }
  return out.index == index && out.count <= kFan;
}

}  // namespace zonegate::io
