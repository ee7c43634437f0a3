// SPDX-License-Identifier: Apache-2.0
// Private to document: what is kept of the projects for the document of the batch.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "document/parts.h"

namespace zonegate::document {

Document empty_document(const Profile& profile, const Json& run, Lang lang);

struct Maker::Impl {
  Profile profile;
  Lang lang;
  Json run;
  std::vector<Row> rows;                           // of the summary
  std::map<std::string, std::int64_t> by_outcome;  // word of the results: projects

  void add(const Context& c);
};

}  // namespace zonegate::document
