// SPDX-License-Identifier: Apache-2.0
//
// The DE-9IM matrix of a pair that the metric relation has found. A pair without an answer is kept: nothing is dropped because it could not be looked at.
#include <algorithm>

#include "app/pair_stream.h"

namespace zonegate::app {

bool keep_by_matrix(const PairOptions& options, const MatrixPair& pair, PairRow& row, std::string& fault) {
  if (!options.de9im && options.relate.empty()) return true;
  const auto fa = pair.preparer_a.figure(pair.a), fb = pair.preparer_b.figure(pair.b);
  const geom::Matrix matrix = geom::relation_matrix(*fa, *fb);
  if (matrix.text.size() != row.matrix.size()) {
    fault = matrix.fault.empty() ? "no answer" : matrix.fault;
    return true;
  }
  std::copy(matrix.text.begin(), matrix.text.end(), row.matrix.begin());
  const int a = overlay::dimension_of(pair.a), b = overlay::dimension_of(pair.b);
  return options.relate.empty() ||
         std::any_of(options.relate.begin(), options.relate.end(),
                     [&](const overlay::MatrixTest& test) { return test.holds(matrix.text, a, b); });
}

}  // namespace zonegate::app
