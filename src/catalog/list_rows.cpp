// SPDX-License-Identifier: Apache-2.0
//
// Provinces keep their lists in two forms: a row for each requirement, or a row for each unit with a column for each of the four dimensions. The second is read as the
// first: a text without a verdict, which a person judges. An 允许 (allow) counts only where it surely speaks of the row's text: one word for four columns does not, and
// neither does one under a heading of bans or restrictions.
#include <algorithm>
#include <array>

#include "catalog/manifest.h"

namespace zonegate::catalog {
namespace {

struct Dimension {
  const char *column, *key;
};
constexpr std::array<Dimension, 4> kDimensions = {{{"text_spatial", "spatial"},
                                                   {"text_pollutant", "pollutant"},
                                                   {"text_risk", "risk"},
                                                   {"text_resource", "resource"}}};

std::string said(const Attributes& fields, const char* key) {
  const auto at = fields.find(key);
  return at == fields.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
}

bool allows(const FeatureRow& row) { return said(row.fields, "verdict") == "allow"; }

// The word is taken back, so that the text is for a person: no machine can tell what it allows.
void take_back(FeatureRow& row, const std::string& why, std::vector<std::string>& doubts) {
  row.fields["verdict"] = std::string();
  doubts.push_back("verdict 允许 (allow) " + why);
}

void doubt_heading(FeatureRow& row, std::vector<std::string>& doubts) {
  const std::string heading = said(row.fields, "sub_type");
  const bool strict = heading.find("禁止") != std::string::npos || heading.find("限制") != std::string::npos;
  if (strict && allows(row)) take_back(row, "stands under sub_type '" + heading + "'", doubts);
}

}  // namespace

std::vector<FeatureRow> list_rows(FeatureRow row, std::vector<std::string>& doubts) {
  std::vector<FeatureRow> rows;
  std::array<std::string, kDimensions.size()> texts;
  for (std::size_t i = 0; i < kDimensions.size(); ++i) {
    texts[i] = said(row.fields, kDimensions[i].column);
    row.fields.erase(kDimensions[i].column);
  }
  const bool wide = std::any_of(texts.begin(), texts.end(), [](const auto& text) { return !text.empty(); });
  if (wide && allows(row)) take_back(row, "stands beside a column for each dimension", doubts);
  doubt_heading(row, doubts);
  for (std::size_t i = 0; i < kDimensions.size(); ++i) {
    if (texts[i].empty()) continue;
    FeatureRow& one = rows.emplace_back(row);
    one.feature_id += std::string(".") + kDimensions[i].key;
    one.fields["dimension"] = std::string(kDimensions[i].key);
    one.fields["text"] = texts[i];
  }
  // A text of its own is one more requirement; a row that says nothing at all stays, to be seen.
  if (rows.empty() || !said(row.fields, "text").empty()) rows.insert(rows.begin(), std::move(row));
  return rows;
}

}  // namespace zonegate::catalog
