// SPDX-License-Identifier: Apache-2.0
//
// Provinces keep their lists in two forms: a row for each requirement, or a row for each unit with a column for each of the four dimensions. The second is read as the
// first: a text without a verdict, which a person judges.
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

}  // namespace

std::vector<FeatureRow> split_dimensions(FeatureRow row) {
  std::vector<FeatureRow> rows;
  std::array<std::string, kDimensions.size()> texts;
  for (std::size_t i = 0; i < kDimensions.size(); ++i) {
    texts[i] = said(row.fields, kDimensions[i].column);
    row.fields.erase(kDimensions[i].column);
  }
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
