// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"

#include "io/io.h"

namespace zonegate::catalog {

std::string differs_from_manifest(const Layer& layer) {
  if (layer.sha256.empty() || io::sha256_file(layer.file) == layer.sha256) return {};
  return "its file is not the one that its manifest describes (sha256)";
}

std::string count_differs(const Layer& layer, std::size_t rows) {
  if (!layer.feature_count || *layer.feature_count == rows) return {};
  if (layer.disclosure != Disclosure::full)
    return std::string("it has ") + (rows < *layer.feature_count ? "fewer" : "more") +
           " features than its manifest states (feature_count)";
  return "it has " + std::to_string(rows) + " features, its manifest states " +
         std::to_string(*layer.feature_count) + " (feature_count)";
}

}  // namespace zonegate::catalog
