// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "verdict/verdict.h"

namespace zonegate::verdict {
namespace {

using expr::Truth;

RowWord of_verdict(const Value& stated) {
  if (is_unknown(stated)) return RowWord::to_verify;  // something stands there that cannot be read
  const std::string word = to_text(stated);
  if (word == "prohibit") return RowWord::not_conforming;
  if (word == "restrict" || word == "require") return RowWord::conditional;
  if (word == "allow") return RowWord::conforms;
  return RowWord::human;
}

}  // namespace

RowWord conformity(const facts::AccessRow& row) {
  const Truth holds = std::min(row.place, row.project);
  if (holds == Truth::no) return RowWord::not_concerned;
  if (holds == Truth::unknown) return RowWord::to_verify;
  const auto at = row.row->fields.find("verdict");
  return at == row.row->fields.end() ? RowWord::human : of_verdict(at->second);
}

std::string_view to_string(RowWord word) {
  switch (word) {
    case RowWord::conforms:
      return "conforms";
    case RowWord::not_conforming:
      return "not_conforming";
    case RowWord::conditional:
      return "conditional";
    case RowWord::not_concerned:
      return "not_concerned";
    case RowWord::human:
      return "human";
    case RowWord::to_verify:
      break;
  }
  return "to_verify";
}

Text row_word_text(RowWord word) {
  switch (word) {
    case RowWord::conforms:
      return {"符合", "conforms"};
    case RowWord::not_conforming:
      return {"不符合", "does not conform"};
    case RowWord::conditional:
      return {"有条件符合", "conforms on conditions"};
    case RowWord::not_concerned:
      return {"不涉及", "not concerned"};
    case RowWord::human:
      return {"需人工判定", "for human judgement"};
    case RowWord::to_verify:
      break;
  }
  return {"待核实", "to be verified"};
}

}  // namespace zonegate::verdict
