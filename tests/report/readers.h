// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace zonegate::report {

std::vector<nlohmann::json> lines_of(const std::string& jsonl);
std::vector<std::vector<std::string>> read_csv(
    const std::string& text);  // RFC 4180; throws on a broken quote
// Empty if every element is closed in order; else the first place where it is not.
std::string unbalanced(const std::string& html);
std::string from_base64(const std::string& text);

}  // namespace zonegate::report
