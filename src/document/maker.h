// SPDX-License-Identifier: Apache-2.0
// Private to document: what is kept of the projects for the document of the batch.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "document/parts.h"

namespace zonegate::document {

Document empty_document(const Profile& profile, const Json& run, Lang lang);
// Texts of inputs as people are shown them: no place of the machine where the run was made, no sign that turns a line.
void for_people(Document& document);

// What the pictures of the batch count.
struct BatchCounts {
  struct County {
    std::array<std::int64_t, 5> outcomes{}, area{};  // projects; steps of area: from the strictest outcome
    double net_tc = 0;
    std::size_t with_net = 0, without_net = 0, bounds = 0, with_area = 0, without_area = 0;
  };
  struct Unit {
    std::string name, seen;  // seen: the last project that counted
    std::array<std::int64_t, 5> outcomes{};
  };
  std::map<std::string, County> counties;          // by code; empty: not known
  std::map<std::string, Unit> units;               // by code
  std::map<std::string, std::string> names;        // of counties, as units state them
  std::string scenario, scenario_zh, scenario_en;  // whose net it is: the first of the run, with its names

  void add(const Json& project);
  static const Json& first_run(const Json& project);
  std::string county_name(const Context& c, const std::string& code) const;
};
void add_batch_pictures(Document& out, const Context& c, const BatchCounts& counts);

struct Maker::Impl {
  Profile profile;
  Lang lang;
  Json run;
  std::vector<Row> rows, issues;                   // of the summary; of the projects
  std::map<std::string, std::int64_t> by_outcome;  // word of the results: projects
  std::map<std::string, std::int64_t> by_worst = {};
  std::int64_t unread = 0;  // projects that were not read in full
  BatchCounts counts = {};

  void add(const Context& c);
};

}  // namespace zonegate::document
