// SPDX-License-Identifier: Apache-2.0
#include "core/core.h"

namespace zonegate {

std::string_view to_string(Severity s) {
  switch (s) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

std::string to_line(const Issue& issue) {
  std::string place = issue.file;
  const auto add = [&place](std::string_view separator, std::string_view label, const std::string& text) {
    if (text.empty()) return;
    if (!place.empty()) place += separator;
    place += label;
    place += text;
  };
  add(": ", "layer ", issue.layer);
  add(issue.layer.empty() ? ": " : ", ", "feature ", issue.feature);
  std::string line = place.empty() ? issue.message : place + ": " + issue.message;
  if (!issue.hint.empty()) line += " (" + issue.hint + ")";
  return line;
}

std::string_view to_string(Outcome o) {
  switch (o) {
    case Outcome::allowed:
      return "allowed";
    case Outcome::undetermined:
      return "undetermined";
    case Outcome::conditional:
      return "conditional";
    case Outcome::restricted:
      return "restricted";
    case Outcome::prohibited:
      return "prohibited";
    case Outcome::info:
      return "info";
  }
  return "undetermined";
}

std::optional<Outcome> parse_outcome(std::string_view text) {
  for (const Outcome o : {Outcome::allowed, Outcome::undetermined, Outcome::conditional, Outcome::restricted,
                          Outcome::prohibited, Outcome::info}) {
    if (to_string(o) == text) return o;
  }
  return std::nullopt;
}

}  // namespace zonegate
