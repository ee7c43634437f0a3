// SPDX-License-Identifier: Apache-2.0
//
// One feature of a prepared copy as bytes: row, geometry, feature id, faults, values of all columns.
#include <limits>

#include "prepared_format.h"

namespace zonegate::io {
namespace {

enum Tag : std::uint8_t { unknown, not_applicable, no, yes, number, text, list };

void put(ByteWriter& out, const std::vector<geom::Point>& points) {
  out.u32(static_cast<std::uint32_t>(points.size()));
  for (const geom::Point p : points) {
    out.real(p.x);
    out.real(p.y);
  }
}

std::vector<geom::Point> points(ByteReader& in) {
  std::vector<geom::Point> list;
  for (std::uint32_t n = in.u32(); n > 0 && in.ok(); --n) {
    const double x = in.real();
    list.push_back({x, in.real()});
  }
  return list;
}

std::string to_bytes(const geom::Shape& shape) {
  ByteWriter out;
  out.u32(static_cast<std::uint32_t>(shape.polygons.size()));
  for (const auto& polygon : shape.polygons) {
    put(out, polygon.shell);
    out.u32(static_cast<std::uint32_t>(polygon.holes.size()));
    for (const auto& hole : polygon.holes) put(out, hole);
  }
  out.u32(static_cast<std::uint32_t>(shape.lines.size()));
  for (const auto& line : shape.lines) put(out, line);
  put(out, shape.points);
  return out.bytes();
}

void put(ByteWriter& out, const Value& value) {
  if (const auto* v = std::get_if<bool>(&value)) return out.u8(*v ? yes : no);
  if (const auto* v = std::get_if<double>(&value)) {
    out.u8(number);
    return out.real(*v);
  }
  if (const auto* v = std::get_if<std::string>(&value)) {
    out.u8(text);
    return out.text(*v);
  }
  if (const auto* v = std::get_if<std::vector<std::string>>(&value)) {
    out.u8(list);
    out.u32(static_cast<std::uint32_t>(v->size()));
    for (const auto& item : *v) out.text(item);
    return;
  }
  out.u8(is_unknown(value) ? unknown : not_applicable);
}

Value value(ByteReader& in) {
  switch (in.u8()) {
    case not_applicable:
      return NotApplicable{};
    case no:
      return false;
    case yes:
      return true;
    case number:
      return in.real();
    case text:
      return std::string(in.text());
    case list: {
      std::vector<std::string> items;
      for (std::uint32_t n = in.u32(); n > 0 && in.ok(); --n) items.emplace_back(in.text());
      return items;
    }
    default:
      return Unknown{};
  }
}

std::string fault_bytes(const std::vector<FieldFault>& faults) {
  ByteWriter out;
  for (const auto& fault : faults) {
    out.i64(fault.column);
    out.text(fault.text);
  }
  return out.bytes();
}

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

void add_record(ByteWriter& out, const FeatureBatch::Impl& batch, std::size_t i, std::size_t columns) {
  ByteWriter payload;
  payload.i64(batch.number(i));
  payload.text(batch.fid(i));
  const StoredGeometry geometry = batch.geometry(i);
  payload.u8(static_cast<std::uint8_t>(geometry.kind));
  payload.text(geometry.shape ? to_bytes(*geometry.shape) : as_text(geometry.wkb));
  payload.text(fault_bytes(batch.faults(i)));
  for (std::size_t k = 0; k < columns; ++k) put(payload, batch.field(i, k));
  if (payload.bytes().size() > std::numeric_limits<std::uint32_t>::max())
    throw Error(ErrorKind::input, "feature " + batch.fid(i) + " is too large for a prepared copy");
  out.u32(static_cast<std::uint32_t>(payload.bytes().size()));
  out.u64(checksum(payload.bytes()));
  out.raw(payload.bytes());
}

bool read_record(std::string_view payload, CopyRecord& out) {
  ByteReader in(payload);
  out.row = in.u64();
  out.fid = in.text();
  const std::uint8_t kind = in.u8();
  out.kind = static_cast<StoredGeometry::Kind>(kind);
  out.geometry = in.text();
  out.faults = in.text();
  if (!in.ok() || kind > static_cast<std::uint8_t>(StoredGeometry::Kind::shape)) return false;
  out.values =
      payload.substr(static_cast<std::size_t>(out.faults.data() - payload.data()) + out.faults.size());
  return true;
}

std::vector<FieldFault> faults_of(const CopyRecord& record) {
  std::vector<FieldFault> faults;
  ByteReader in(record.faults);
  while (in.ok() && !in.at_end()) {
    const auto column = static_cast<int>(in.i64());
    faults.push_back({column, std::string(in.text())});
  }
  return faults;
}

Value value_of(const CopyRecord& record, std::size_t column) {
  ByteReader in(record.values);
  Value found = value(in);
  for (; column > 0; --column) found = value(in);
  return found;
}

geom::Shape shape_of(const CopyRecord& record) {
  geom::Shape shape;
  ByteReader in(record.geometry);
  for (std::uint32_t n = in.u32(); n > 0 && in.ok(); --n) {
    geom::Polygon& polygon = shape.polygons.emplace_back();
    polygon.shell = points(in);
    for (std::uint32_t h = in.u32(); h > 0 && in.ok(); --h) polygon.holes.push_back(points(in));
  }
  for (std::uint32_t n = in.u32(); n > 0 && in.ok(); --n) shape.lines.push_back(points(in));
  shape.points = points(in);
  return shape;
}

}  // namespace zonegate::io
