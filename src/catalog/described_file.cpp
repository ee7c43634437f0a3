// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"

#include "io/io.h"

namespace zonegate::catalog {

std::string differs_from_manifest(const Layer& layer) {
  if (layer.sha256.empty() || io::sha256_file(layer.file) == layer.sha256) return {};
  return "its file is not the one that its manifest describes (sha256)";
}

}  // namespace zonegate::catalog
