// SPDX-License-Identifier: Apache-2.0
// Private to rules: the possible worlds of one judgement.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rules/rules.h"

namespace zonegate::rules {

// What a branch (or an exception of it) gave in some world. branch 0: nothing fired.
struct Fired {
  Outcome outcome = Outcome::allowed;
  int branch = 0;
  int exception = 0;
  friend auto operator<=>(const Fired&, const Fired&) = default;
};

// The conditions of a rule with their names resolved once. `claimed` of an attribute that is no exemption is resolved here too: what
// nobody stated is not claimed; what was stated and cannot be read (unknown, but there) may be or not. So is `stated`, and as_of is the day of judgement if there is one.
struct Conditions {
  std::vector<expr::Node> branches, exceptions;
  std::vector<std::string> names;  // all names, sorted
  std::map<std::string, expr::Term, std::less<>>
      known;                        // name -> what it stands for; exemptions not claimed are false
  std::set<std::string> unclaimed;  // names of exemptions that nobody claimed
};
Conditions resolve(const Rule& rule, const std::map<std::string, expr::Span>& measures,
                   const Attributes& project, const std::optional<Date>& as_of);
// "claimed:x" -> "x". Whether x is stated stands under "stated:x".
std::string plain_name(const std::string& name);

// Values that stand for all values that `name` may have: each makes every condition of `c` come out as some class of values would, and
// every class is there. nullopt where no such finite list is known; the name then keeps its limits.
std::optional<std::vector<expr::Term>> representatives(const Conditions& c, const std::string& name,
                                                       const expr::Term& term);
// For an exemption: not claimed first, then every way to claim it.
std::vector<expr::Term> claims(const Conditions& c, const std::string& name);

// Everything that `rule` may give where names stand for `known` (Kleene where that is not one value).
std::vector<Fired> walk(const Rule& rule, const Conditions& c, const expr::Lookup& lookup);

// The measures that these rest on, by name.
std::vector<Ground> grounds(const Rule& rule, const Conditions& c, const std::set<Fired>& fired);

// All combinations of some names' values; the outcome set of each.
class Worlds {
 public:
  static constexpr std::size_t kMost = 4096;
  // Names of `c` that are unknown are enumerated as far as kMost allows; with `vary_claims` the unclaimed exemptions too.
  Worlds(const Rule& rule, const Conditions& c, bool vary_claims);

  const std::set<Fired>& fired() const { return fired_; }
  // Does varying `name` change the outcomes in some combination of the others? True for a name that could not be enumerated
  // where the outcome is not the same everywhere.
  std::vector<std::string> decisive() const;

 private:
  struct Axis {
    std::string name;
    std::vector<expr::Term> values;
  };
  void choose_axes(const Conditions& c, bool vary_claims);
  void run(const Rule& rule, const Conditions& c);
  bool changes(std::size_t axis) const;

  std::vector<Axis> axes_;
  std::vector<std::string> left_open_;
  std::vector<unsigned> outcomes_;  // bit per outcome, per world
  std::set<Fired> fired_;
};

}  // namespace zonegate::rules
