// SPDX-License-Identifier: Apache-2.0
#include "raster_band.h"

#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <gdal_rat.h>

namespace zonegate::io {
namespace {

constexpr int kMostClasses = 1 << 16;

std::optional<double> nodata_of(GDALRasterBand& band) {
  int has = 0;
  if (band.GetRasterDataType() == GDT_Int64) {
    const auto v = band.GetNoDataValueAsInt64(&has);
    return has ? std::optional<double>(static_cast<double>(v)) : std::nullopt;
  }
  if (band.GetRasterDataType() == GDT_UInt64) {
    const auto v = band.GetNoDataValueAsUInt64(&has);
    return has ? std::optional<double>(static_cast<double>(v)) : std::nullopt;
  }
  double v = band.GetNoDataValue(&has);
  if (!has) return std::nullopt;
  // Files give nodata as text with more digits than a 32-bit cell can hold.
  if (band.GetRasterDataType() == GDT_Float32 && std::abs(v) <= 3.5e38)
    v = static_cast<double>(static_cast<float>(std::abs(v) > std::numeric_limits<float>::max()
                                                   ? std::copysign(std::numeric_limits<float>::max(), v)
                                                   : v));
  return v;
}

// The column of an attribute table that holds something, by GDAL's usage, else -1.
int column_for(const GDALRasterAttributeTable& table, std::initializer_list<GDALRATFieldUsage> usages) {
  for (const auto usage : usages) {
    for (int i = 0; i < table.GetColumnCount(); ++i)
      if (table.GetUsageOfCol(i) == usage) return i;
  }
  return -1;
}

// Names that this program wrote: the file's own metadata, "class_10=forest".
std::map<long long, std::string> own_classes(GDALRasterBand& band) {
  std::map<long long, std::string> classes;
  char** items = band.GetMetadata();
  for (int i = 0; items && items[i] && i < kMostClasses; ++i) {
    const std::string item = items[i];
    const auto equals = item.find('=');
    if (!item.starts_with("class_") || equals == std::string::npos) continue;
    const auto number = as_number(Value(item.substr(6, equals - 6)));
    if (number && *number == std::floor(*number)) classes[std::llround(*number)] = item.substr(equals + 1);
  }
  return classes;
}

std::map<long long, std::string> classes_of(GDALRasterBand& band) {
  std::map<long long, std::string> classes = own_classes(band);
  if (!classes.empty()) return classes;
  if (char** names = band.GetCategoryNames()) {
    for (int i = 0; names[i] && i < kMostClasses; ++i)
      if (*names[i]) classes[i] = names[i];
    return classes;
  }
  const GDALRasterAttributeTable* table = band.GetDefaultRAT();
  if (!table || table->GetRowCount() > kMostClasses) return classes;
  const int value = column_for(*table, {GFU_MinMax, GFU_Min}), name = column_for(*table, {GFU_Name});
  if (value < 0 || name < 0) return classes;
  for (int i = 0; i < table->GetRowCount(); ++i)
    classes[std::llround(table->GetValueAsDouble(i, value))] = table->GetValueAsString(i, name);
  return classes;
}

[[noreturn]] void refuse(const std::string& path, const std::string& what, const std::string& hint) {
  throw Error(ErrorKind::input, fmt::format("{}: {}", path, what), hint);
}

void refuse_more_than_numbers(const std::string& path, const RasterBand& band, bool mask) {
  if (band.scale != 1 || band.offset != 0) {
    refuse(path,
           fmt::format("its band has a scale ({}) or an offset ({})", shortest(band.scale),
                       shortest(band.offset)),
           "write the real values (gdal_translate -unscale -ot Float64)");
  }
  if (mask) {
    refuse(path, "it hides cells by a mask", "write a nodata value instead (gdalwarp -dstnodata)");
  }
}

}  // namespace

RasterBand describe_band(const std::string& path, GDALRasterBand& band, bool as_is) {
  if (GDALDataTypeIsComplex(band.GetRasterDataType()))
    refuse(path, "its numbers are complex", "export a plain band");
  RasterBand out;
  out.name = band.GetDescription();
  out.unit = band.GetUnitType();
  out.type = GDALGetDataTypeName(band.GetRasterDataType());
  int has_scale = 0, has_offset = 0;
  const double scale = band.GetScale(&has_scale), offset = band.GetOffset(&has_offset);
  if (has_scale) out.scale = scale;
  if (has_offset) out.offset = offset;
  if (!std::isfinite(out.scale) || out.scale == 0 || !std::isfinite(out.offset))
    refuse(path, "its band has a scale or an offset that is no number", "mend its metadata (gdal_edit.py)");
  out.masked = (band.GetMaskFlags() & GMF_PER_DATASET) != 0;
  if (!as_is) refuse_more_than_numbers(path, out, out.masked);
  out.nodata = nodata_of(band);
  out.whole = GDALDataTypeIsInteger(band.GetRasterDataType()) && out.scale == std::floor(out.scale) &&
              out.offset == std::floor(out.offset);
  const char* signed_byte = band.GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE");
  out.signed_byte = signed_byte && std::string(signed_byte) == "SIGNEDBYTE";
  out.bytes = band.GetRasterDataType() == GDT_Byte && !signed_byte && !out.masked && out.scale == 1 &&
              out.offset == 0;
  if (as_is) out.classes = classes_of(band);
  return out;
}

void resolve_values(const RasterBand& band, std::vector<double>& values) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  if (band.signed_byte)
    for (double& v : values) v = v > 127 ? v - 256 : v;
  if (band.nodata && !std::isnan(*band.nodata)) {
    const double nodata = *band.nodata;
    for (double& v : values) v = v == nodata ? kNone : v;
  }
  if (band.scale == 1 && band.offset == 0) return;
  for (double& v : values) v = v * band.scale + band.offset;
}

}  // namespace zonegate::io
