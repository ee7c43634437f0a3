// SPDX-License-Identifier: Apache-2.0
// Private to catalog: rows of tables that are the exporter's own.
#pragma once

#include <string>

namespace zonegate::catalog {

// Narrow, in small letters, without any blanks: 合　计, "P 1" and "Ｐ1" are read as 合计 and p1.
std::string tight(const std::string& text);
bool is_total(const std::string& cell);   // 合计, 小计, total:
bool is_note(const std::string& cell);    // 注：..., 说明：..., 制表人, 数据来源
bool means_above(const std::string& id);  // 同上, 〃: the project of the row above

}  // namespace zonegate::catalog
