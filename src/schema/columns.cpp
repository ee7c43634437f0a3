// SPDX-License-Identifier: Apache-2.0
//
// What columns of files are called that state attributes. Headers of .dbf and of databases are often the initials of the Pinyin (项目编号 is XMBH), or names cut off at ten letters; counties and
// units have the headers of cadastral tables and of the official system's export.
#include <algorithm>
#include <array>

#include "schema/schema.h"

namespace zonegate::schema {
namespace {

struct OtherName {
  std::string_view header;  // in small letters
  std::string_view key;
};
constexpr OtherName kNames[] = {{"环境管控单元编码", "unit_codes"},
                                {"单元编码", "unit_codes"},
                                {"环境管控单元代码", "unit_codes"},
                                {"管控单元代码", "unit_codes"},
                                {"生态环境管控单元编码", "unit_codes"},
                                {"hjgkdybm", "unit_codes"},
                                {"gkdybm", "unit_codes"},
                                {"xmbh", "project_id"},
                                {"xmmc", "name"},
                                {"dkbh", "part_id"},
                                {"县级代码", "county_code"},
                                {"县级行政区代码", "county_code"},
                                {"行政区划代码", "county_code"},
                                {"县区代码", "county_code"},
                                {"区县代码", "county_code"},
                                {"县", "county_code"},
                                {"县区", "county_code"},
                                {"区县", "county_code"},
                                {"县（市、区）", "county_code"},
                                {"所在县", "county_code"},
                                {"所在区县", "county_code"},
                                {"所在县区", "county_code"},
                                {"所在县（市、区）", "county_code"},
                                {"所属区县", "county_code"},
                                {"所属县区", "county_code"},
                                {"行政区", "county_code"},
                                {"行政区名称", "county_code"},
                                {"xzqdm", "county_code"},
                                {"xzqhdm", "county_code"},
                                {"xzqmc", "county_code"},
                                {"county", "county_code"},
                                {"宗地代码", "county_code"},
                                {"zddm", "county_code"},
                                {"不动产单元号", "county_code"},
                                {"bdcdyh", "county_code"},
                                {"坐落单位代码", "county_code"},
                                {"zldwdm", "county_code"}};

constexpr std::size_t kCut = 10;  // bytes of a header of .dbf

}  // namespace

const AttributeSpec* find_column(std::string_view header) {
  if (const auto* spec = find_attribute(header)) return spec;
  std::string small(header);
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (const auto& [name, key] : kNames)
    if (small == name) return find_attribute(key);
  if (small.size() != kCut) return nullptr;
  const AttributeSpec* meant = nullptr;
  for (const auto& spec : attributes()) {
    if (spec.key.size() <= kCut || !spec.key.starts_with(small)) continue;
    if (meant) return nullptr;
    meant = &spec;
  }
  return meant;
}

}  // namespace zonegate::schema
