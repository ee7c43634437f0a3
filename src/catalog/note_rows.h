// SPDX-License-Identifier: Apache-2.0
// Private to catalog: rows of tables that are the exporter's own.
#pragma once

#include <string>

#include "core/core.h"

namespace zonegate::catalog {

// Narrow, in small letters, without any blanks: 合　计, "P 1" and "Ｐ1" are read as 合计 and p1.
std::string tight(const std::string& text);
bool is_total(const std::string& cell);  // 合计, 小计, total:
bool is_note(const std::string& cell);   // 注：..., 说明：..., 制表人, 数据来源
// The text of a row that is nothing but a note; empty: it is none. A note that names a unit, or says that the table lacks something (尚缺, 未包含), bears on what the table says: it is none either.
std::string note_of_row(const Attributes& row);

}  // namespace zonegate::catalog
