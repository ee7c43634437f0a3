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

// What the tables and the pictures of the batch count. Outcomes are in kOutcomes' order.
inline constexpr std::array<const char*, 5> kOutcomes = {"prohibited", "restricted", "conditional",
                                                         "undetermined", "allowed"};
using Ids = std::vector<std::string>;  // of projects
struct BatchCounts {
  struct County {
    std::array<Ids, 5> outcomes, without_area, may_be_banned;
    std::array<Amount, 5> area;
    Amount net;  // of those with a net
    Ids with_net, without_net, bounds;
    bool any_area() const;
  };
  struct Unit {
    std::string name;
    std::array<Ids, 5> outcomes;
    Ids may_be_banned;  // whose worst possible outcome is a ban, certain ones with them
    std::size_t projects() const;
  };
  std::map<std::string, County> counties;          // by code; empty: not known
  std::map<std::string, Unit> units;               // by code
  std::map<std::string, std::string> names;        // of counties, as units state them
  std::string scenario, scenario_zh, scenario_en;  // whose net it is: the first of the run, with its names

  void add(const Json& project);
  static const Json& first_run(const Json& project);
  std::string county_name(const Context& c, const std::string& code) const;
  std::string scenario_name(const Context& c) const;
  // Those that most projects meet first.
  std::vector<std::pair<std::string, const Unit*>> units_by_projects() const;
};
void add_batch_pictures(Document& out, const Context& c, const BatchCounts& counts);
inline constexpr std::size_t kMostInText = 500;  // rows of a table of the batch
void add_batch_tables(Document& out, const Context& c, const BatchCounts& counts);
std::string counted_twice(const Context& c);

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
