// SPDX-License-Identifier: Apache-2.0
#include "catalog/unit_columns.h"

#include <algorithm>

#include "catalog/note_rows.h"
#include "schema/schema.h"

namespace zonegate::catalog {
namespace {

UnitColumn of_attribute(const char* key) {
  const auto* spec = schema::find_attribute(key);
  UnitColumn column{key, {key, std::string(spec->zh)}};
  if (!spec->short_zh.empty()) column.names.emplace_back(spec->short_zh);
  return column;
}

}  // namespace

const std::vector<UnitColumn>& unit_columns() {
  static const std::vector<UnitColumn> all = {
      {"project_id", {"project_id", "项目编号", "项目编码"}},
      {"code",
       {"code", "环境管控单元编码", "管控单元编码", "单元编码", "unit_code", "HJGKDYBM", "HJZHGKDYBM",
        "管控分区编码", "分区编码", "编码"}},
      {"name",
       {"name", "环境管控单元名称", "管控单元名称", "单元名称", "unit_name", "HJGKDYMC", "HJZHGKDYMC",
        "管控分区名称", "分区名称"}},
      {"class", {"class", "管控单元分类", "环境管控单元分类", "管控类型", "管控类别", "ZHGKDYFL"}},
      {"list", {"list", "list_type", "清单类型"}},
      {"city", {"city", "市", "市（州）", "所属市（州）", "所属城市"}},
      {"county", {"county", "县", "区县", "县（区）", "所属区县", "所属县（区）"}},
      {"project_name", {"project_name", "项目名称"}},
      of_attribute("industry"),
      of_attribute("project_type")};
  return all;
}

bool is_further(const std::string& header, const std::vector<std::string>& names) {
  const std::string text = tight(header);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const std::string stem = tight(name);
    if (!text.starts_with(stem) || text == stem) return false;
    std::string rest = text.substr(stem.size());
    for (const std::string_view mark : {"续", "一", "二", "三", "四", "五", "六", "(", ")", "_", "-"})
      for (auto at = rest.find(mark); at != std::string::npos; at = rest.find(mark))
        rest.erase(at, mark.size());
    return rest.find_first_not_of("0123456789") == std::string::npos;
  });
}

}  // namespace zonegate::catalog
