// SPDX-License-Identifier: Apache-2.0
#include "fields.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

namespace zonegate::io {
namespace {

constexpr std::int64_t kExact = std::int64_t{1} << 53;  // beyond, a double would round a code

Value integer(std::int64_t v) {
  if (v > kExact || v < -kExact) return std::to_string(v);
  return static_cast<double>(v);
}

std::string name_of(const char* raw, const Decoder& decoder, bool fixed_width, IssueLog& log) {
  const std::string_view bytes(raw);
  if (auto name = decoder(bytes, fixed_width && bytes.size() >= 10)) return *name;
  std::string name = escaped(bytes);
  log.add("source.field_name", Severity::error,
          fmt::format("the field name \"{}\" is not {}", name, decoder.name()),
          "rename the field, or state the encoding");
  return name;
}

// A list field as texts, undecoded.
std::vector<std::string> list_of(const OGRFeature& feature, int i, OGRFieldType type) {
  std::vector<std::string> out;
  int n = 0;
  if (type == OFTIntegerList) {
    const int* items = feature.GetFieldAsIntegerList(i, &n);
    for (int k = 0; k < n; ++k) out.push_back(std::to_string(items[k]));
  } else if (type == OFTInteger64List) {
    const GIntBig* items = feature.GetFieldAsInteger64List(i, &n);
    for (int k = 0; k < n; ++k) out.push_back(std::to_string(items[k]));
  } else if (type == OFTRealList) {
    const double* items = feature.GetFieldAsDoubleList(i, &n);
    for (int k = 0; k < n; ++k) out.push_back(shortest(items[k]));
  } else {
    for (char** item = feature.GetFieldAsStringList(i); item && *item; ++item) out.emplace_back(*item);
  }
  return out;
}

void join_fault(std::string& fault, const std::string& more) {
  if (!fault.empty()) fault += "; ";
  fault += more;
}

// A second column of geometry, as a GeoPackage may have: the first bytes of its WKB in digits of base 16, by which those who look for outlines among the
// attributes know it. Anything else that is binary is nothing to read.
Value outline_in(const OGRFeature& feature, int i) {
  int size = 0;
  const GByte* bytes = feature.GetFieldAsBinary(i, &size);
  std::size_t from = 0;
  const auto length = static_cast<std::size_t>(std::max(size, 0));
  if (length > 8 && bytes[0] == 'G' &&
      bytes[1] == 'P') {  // the header of GeoPackage: flags, system, envelope
    constexpr std::size_t kEnvelope[] = {0, 32, 48, 48, 64, 0, 0, 0};
    from = 8 + kEnvelope[(bytes[3] >> 1) & 7];
  }
  constexpr std::size_t kShown = 32;
  if (length < from + kShown || bytes[from] > 1) return Unknown{};
  const bool little = bytes[from] == 1;
  unsigned type = 0;
  for (std::size_t k = 0; k < 4; ++k) type = type << 8 | bytes[from + (little ? 4 - k : 1 + k)];
  type = (type & 0x0FFFFFFF) % 1000;  // without the marks of heights and measures
  constexpr unsigned kLine = 2, kSurface = 17;
  if (type < kLine || type > kSurface) return Unknown{};
  std::string digits;
  for (std::size_t k = 0; k < kShown; ++k) digits += fmt::format("{:02X}", bytes[from + k]);
  return digits;
}

std::string date_of(const OGRFeature& feature, int i) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0;
  feature.GetFieldAsDateTime(i, &year, &month, &day, &hour, &minute, &second, &zone);
  return Date{year, month, day}.iso();
}

}  // namespace

FieldPlan::FieldPlan(const OGRFeatureDefn& definition, const Decoder& decoder, bool blank_text, IssueLog& log)
    : blank_text_(blank_text) {
  std::set<std::string> seen;
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    const OGRFieldDefn* field = definition.GetFieldDefn(i);
    const std::string name = name_of(field->GetNameRef(), decoder, blank_text, log);
    if (!seen.insert(name).second) {
      log.add("source.duplicate_field", Severity::error, fmt::format("the field \"{}\" is there twice", name),
              "rename one of them");
    }
    columns_.push_back({name, field->GetType(), field->GetSubType() == OFSTBoolean,
                        blank_text ? static_cast<std::size_t>(std::max(0, field->GetWidth())) : 0});
  }
}

std::vector<std::string> FieldPlan::names() const {
  std::vector<std::string> list;
  for (const Column& column : columns_) list.push_back(column.name);
  return list;
}

void FieldPlan::speak(const OGRFeatureDefn& definition, const GDALDataset& dataset) {
  std::set<std::string> taken;
  for (const Column& column : columns_) taken.insert(column.name);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const OGRFieldDefn* field = definition.GetFieldDefn(static_cast<int>(i));
    if (const std::string alias = field->GetAlternativeNameRef();
        !alias.empty() && taken.insert(alias).second)
      columns_[i].alias = alias;
    const OGRFieldDomain* domain =
        field->GetDomainName().empty() ? nullptr : dataset.GetFieldDomain(field->GetDomainName());
    const auto* coded = dynamic_cast<const OGRCodedFieldDomain*>(domain);
    for (const OGRCodedValue* one = coded ? coded->GetEnumeration() : nullptr; one && one->pszCode; ++one)
      if (one->pszValue) columns_[i].labels.emplace(one->pszCode, one->pszValue);
  }
}

void FieldPlan::read(const OGRFeature& feature, const Decoder& decoder, SourceFeature& out) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    std::string fault;
    const Value read = value(feature, static_cast<int>(i), decoder, fault);
    if (!column.alias.empty()) out.fields[column.alias] = read;
    if (const auto label = is_known(read) ? column.labels.find(to_text(read)) : column.labels.end();
        label != column.labels.end()) {
      out.labels[column.name] = label->second;
      if (!column.alias.empty()) out.labels[column.alias] = label->second;
    }
    out.fields[column.name] = read;
    if (!fault.empty()) add_fault(out, fault);
  }
}

Value FieldPlan::read_one(const OGRFeature& feature, std::size_t column, const Decoder& decoder,
                          std::string& fault) const {
  return value(feature, static_cast<int>(column), decoder, fault);
}

Value FieldPlan::text(const char* bytes, const Column& column, const Decoder& decoder,
                      std::string& fault) const {
  const std::string_view raw(bytes);
  const bool may_be_cut = column.width > 0 && raw.size() >= column.width;
  if (auto text = decoder(raw, may_be_cut)) return std::string(without_right_space(*text));
  join_fault(fault, fmt::format("the text of the field \"{}\" is not {}: \"{}\"", column.name, decoder.name(),
                                escaped(raw.substr(0, 40))));
  return Unknown{};
}

Value FieldPlan::value(const OGRFeature& feature, int i, const Decoder& decoder, std::string& fault) const {
  const Column& column = columns_[static_cast<std::size_t>(i)];
  if (!feature.IsFieldSetAndNotNull(i)) {
    return blank_text_ && column.type == OFTString ? Value(std::string()) : Value(Unknown{});
  }
  switch (column.type) {
    case OFTInteger:
      if (column.boolean) return feature.GetFieldAsInteger(i) != 0;
      return integer(feature.GetFieldAsInteger(i));
    case OFTInteger64:
      return integer(feature.GetFieldAsInteger64(i));
    case OFTReal: {
      const double number = feature.GetFieldAsDouble(i);
      if (std::isfinite(number)) return number;
      join_fault(fault, fmt::format("the field \"{}\" is not a finite number", column.name));
      return Unknown{};
    }
    case OFTIntegerList:
    case OFTInteger64List:
    case OFTRealList:
    case OFTStringList: {
      std::vector<std::string> items = list_of(feature, i, column.type);
      for (std::string& item : items) item = to_text(text(item.c_str(), column, decoder, fault));
      return items;
    }
    case OFTDate:
      return date_of(feature, i);
    case OFTBinary:
      return outline_in(feature, i);
    default:
      return text(feature.GetFieldAsString(i), column, decoder, fault);
  }
}

}  // namespace zonegate::io
