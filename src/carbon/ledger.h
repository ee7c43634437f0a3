// SPDX-License-Identifier: Apache-2.0
// Private to carbon: the stocks of one part by state.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "carbon/trajectory.h"

namespace zonegate::carbon {

class Ledger {
 public:
  Ledger(const Part& part, std::size_t index, const Horizon& horizon);
  void write();
  std::vector<Term>& terms() { return terms_; }
  std::vector<Term>& mineralised() { return mineralised_; }
  // Trees of the part without the project never fall below 0; otherwise the first state at which they do.
  std::optional<int> overdrawn() const;
  const std::string& bar() const { return bar_; }  // the rule that refuses gain; empty: none

 private:
  using Shape = std::function<double(int state)>;
  // What is added to the trees of one pool after state 0: an amount x a row of numbers by state. Growth rises, a loss is a step down.
  struct Change {
    Amount unit;
    Series shape;
  };
  enum class Row { base, lost, forgone, gain };
  void add(std::size_t store, const Amount& per_ha, Row row, const Shape& shape);
  Term& term(std::size_t store, const std::vector<ParamId>& params);
  Series& row_of(Term& term, Row row);

  void write_base();
  void write_trees_cleared(std::size_t pool);
  void write_slash(std::size_t pool, const Amount& cleared_per_ha);
  void write_dead_and_litter_cleared();
  void write_soil();
  void write_regrowth();
  void write_dead_and_litter_back();
  void note_mineralised(const Amount& change, const Shape& shape);
  // ledger_growth.cpp
  void find_changes();
  void add_curve(std::size_t pool);
  void add_increments();
  void add_loss(const StandLoss& loss);
  Series by_state(const std::function<double(int)>& value) const;
  double tree_share(std::size_t pool) const;
  bool clears() const { return clear_ < states_ - 1; }
  bool planting() const { return part_.take == Take::planting; }

  const Part& part_;
  std::size_t index_;
  int first_;     // year after state 0
  int states_;    // years + 1
  int clear_;     // state before the clearing or planting; states_ - 1: never within the horizon
  int back_ = 0;  // state at which the land is given back; states_: never
  std::string bar_;
  std::array<std::vector<Change>, 2> changes_;  // above, below
  std::vector<Term> terms_, mineralised_;
};

}  // namespace zonegate::carbon
