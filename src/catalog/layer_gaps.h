// SPDX-License-Identifier: Apache-2.0
// Private to catalog: texts in which a data set says of itself that it is not whole.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "survey/survey.h"

namespace zonegate::catalog {

class LayerGaps {
 public:
  // What its file says (io::file_words), and which of its columns hold remarks.
  LayerGaps(const Layer& layer, const survey::Statements& said, const std::vector<std::string>& columns);
  void hear(const Attributes& fields);
  const std::vector<std::string>& said() const { return said_; }

 private:
  void add(const std::string& where, const std::string& text, bool of_whole);

  bool shown_ = true;  // may its texts be shown?
  std::vector<std::string> remarks_, said_;
};

}  // namespace zonegate::catalog
