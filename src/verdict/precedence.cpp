// SPDX-License-Identifier: Apache-2.0
//
// All levels of law are always run. Of what they say the strictest certain outcome decides, and among equal outcomes the highest level of law; nothing else is
// lost: every other finding stays, and says to which one it yields and why.
#include <algorithm>

#include "verdict/parts.h"

namespace zonegate::verdict {
namespace {

bool can_decide(const Finding& f) {
  return f.certain && f.outcome != Outcome::info && f.outcome != Outcome::allowed &&
         f.outcome != Outcome::undetermined;
}

// Findings are sorted, so the first that can decide is the strictest one of the highest level.
const Finding* strongest(const std::vector<Finding>& findings) {
  const auto at = std::find_if(findings.begin(), findings.end(), can_decide);
  return at == findings.end() ? nullptr : &*at;
}

Text why(const Finding& f, const Finding* first) {
  if (f.outcome == Outcome::info && !f.certain)
    return {"是否适用未定，提示性条款，不影响结论",
            "it is open whether it applies; information, never decides"};
  if (f.outcome == Outcome::info) return {"提示性条款，不影响结论", "information, never decides"};
  if (!f.certain) return {"未定，只计入最严可能", "not certain, counts for worst possible only"};
  if (!first) return {"不产生限制", "restricts nothing"};
  const Text outcome = outcome_text(first->outcome);
  if (f.outcome != first->outcome)
    return {"结论弱于 " + first->rule + "（" + outcome.zh + "）",
            "weaker outcome than " + first->rule + " (" + outcome.en + ")"};
  const Text own = rules::level_text(f.level), other = rules::level_text(first->level);
  return {"与 " + first->rule + " 结论相同，效力层级较低（" + own.zh + "低于" + other.zh + "）",
          "same outcome as " + first->rule + ", lower level (" + own.en + " below " + other.en + ")"};
}

}  // namespace

void set_precedence(Verdict& verdict) {
  const Finding* first = strongest(verdict.findings);
  for (auto& f : verdict.findings) {
    f.decisive = first && can_decide(f) && f.outcome == first->outcome && f.level == first->level;
    // Who is open yields to nobody: it may be the stricter one.
    const bool yields = first && f.certain && !f.decisive;
    f.yields_to = yields ? first->rule : "";
    f.yields_reason = f.decisive ? Text{} : why(f, first);
  }
}

}  // namespace zonegate::verdict
