// SPDX-License-Identifier: Apache-2.0
//
// Private to review: statements to be checked, and what a run found.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "review/results.h"

namespace zonegate::review {

enum class ClaimKind { unit_code, area, length, distance, share, verdict, absent };

// A claim whose every word was understood.
struct ReadClaim {
  Claim text;
  ClaimKind kind = ClaimKind::unit_code;
  double value = 0, tolerance = 0;   // m2, m or 0..1; half a unit of the last digit
  double scale = 1;                  // of the stated unit
  std::string layer_kind, layer_id;  // kind empty: the footprint itself; id empty: the whole kind
  std::vector<std::string> codes;    // of unit_code
  std::optional<Outcome> outcome, worst;
  std::optional<Date> list_date;
};
// Error (usage) with every mistake. `layers`: id -> kind, of the run.
std::vector<ReadClaim> read_claims(const TableText& table, const std::map<std::string, std::string>& layers);

// One row of facts.csv.
struct FoundFact {
  std::string part, role, kind, layer_id, feature_id, band, code, name;
  bool certain = true, withheld = false;
  double overlap_m2 = 0, length_m = 0;
  std::optional<double> counted_length_m;  // likewise of length_m; none: neither side has a line
  double counted_m2 = 0;                   // of overlap_m2 what no other part counts already
  std::optional<double> distance_m;
  bool hit() const { return band == "boundary" || band == "overlap"; }
  bool named(const std::string& word) const { return word == code || word == feature_id || word == name; }
};
using FactsByProject = std::map<std::string, std::vector<FoundFact>>;
FactsByProject read_facts(const TableText& table);

// found.cpp: one project, asked about one kind of layer.
class Found {
 public:
  Found(const Json& project, const std::vector<FoundFact>& facts) : project_(project), facts_(facts) {}
  bool whole() const;  // read in full, and every part has a size
  std::vector<Json> answers(const std::string& kind) const;
  bool examined(const std::string& kind) const;  // in full
  std::string why_not(const std::string& kind, Lang lang) const;
  bool withheld(const std::string& kind) const;
  std::vector<const FoundFact*> hits(const std::string& kind, const std::string& layer_id) const;
  std::vector<const FoundFact*> near(const std::string& kind, const std::string& layer_id) const;
  const Json& project() const { return project_; }

 private:
  const Json& project_;
  const std::vector<FoundFact>& facts_;
};

// "prohibited/conditional" -> 禁止/有条件; anything else as it is.
std::string outcome_pair(const std::string& pair);

// check_claim.cpp: the answers to one claim (one for each code).
std::vector<ClaimAnswer> check(const ReadClaim& claim, const Found& found);

}  // namespace zonegate::review
