// SPDX-License-Identifier: Apache-2.0
#include "verdict/verdict.h"

namespace zonegate::verdict {

Text outcome_text(Outcome o) {
  switch (o) {
    case Outcome::allowed:
      return {"允许", "Allowed"};
    case Outcome::undetermined:
      return {"待定", "Undetermined"};
    case Outcome::conditional:
      return {"有条件", "Conditional"};
    case Outcome::restricted:
      return {"限制", "Restricted"};
    case Outcome::prohibited:
      return {"禁止", "Prohibited"};
    case Outcome::info:
      return {"提示", "Information"};
  }
  return {"待定", "Undetermined"};
}

std::optional<Outcome> outcome_of(std::string_view word) {
  for (const Outcome o : {Outcome::allowed, Outcome::undetermined, Outcome::conditional, Outcome::restricted,
                          Outcome::prohibited, Outcome::info}) {
    if (word == zonegate::to_string(o) || word == outcome_text(o).zh) return o;
  }
  return std::nullopt;
}

Text conformity(const Finding& f) {
  // What is only told is met, or may be: it is never "not concerned".
  if (f.outcome == Outcome::info && f.certain) return {"涉及", "concerned"};
  if (f.outcome == Outcome::prohibited) return {"不符合", "does not conform"};
  if (f.outcome == Outcome::restricted || f.outcome == Outcome::conditional) {
    return f.worst_possible == Outcome::prohibited ? Text{"待核实", "to be verified"}
                                                   : Text{"有条件符合", "conforms on conditions"};
  }
  if (f.human) return {"需人工判定", "for human judgement"};
  if (f.outcome == Outcome::allowed && f.worst_possible == Outcome::allowed) return {"符合", "conforms"};
  return {"待核实", "to be verified"};
}

Text layer_state_text(facts::LayerState s) {
  switch (s) {
    case facts::LayerState::hit:
      return {"命中", "hit"};
    case facts::LayerState::clear:
      return {"已核查，未涉及", "examined, clear"};
    case facts::LayerState::partly_covered:
      return {"部分覆盖", "partly covered"};
    case facts::LayerState::not_covered:
      return {"未覆盖", "not covered"};
    case facts::LayerState::not_examined:
      return {"未核查", "not examined"};
  }
  return {"未核查", "not examined"};
}

}  // namespace zonegate::verdict
