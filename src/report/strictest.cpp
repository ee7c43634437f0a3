// SPDX-License-Identifier: Apache-2.0
#include "report/report.h"

namespace zonegate::report {

std::optional<std::size_t> Strictest::offer(const verdict::Verdict& verdict) {
  const std::size_t number = next_++;
  order_.emplace(-static_cast<int>(verdict.outcome), -static_cast<int>(verdict.worst_possible), number);
  kept_.insert(number);
  if (order_.size() <= limit_) return std::nullopt;
  const auto mildest = std::prev(order_.end());
  const std::size_t out = std::get<2>(*mildest);
  kept_.erase(out);
  order_.erase(mildest);
  return out;
}

}  // namespace zonegate::report
