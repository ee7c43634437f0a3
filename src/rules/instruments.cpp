// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/condition.h"
#include "rules/reader.h"

namespace zonegate::rules {
namespace {

Instrument read_instrument(const std::string& key, const config::Node& node, config::Mistakes& m) {
  node.only_keys({"title", "number", "issuer", "issued", "from", "to", "superseded_by", "verified", "note"},
                 m);
  Instrument i;
  i.key = key;
  node.require("title", m);
  node.require("from", m);
  node.require("verified", m);
  i.title = node.get("title").bilingual(m);
  i.number = node.get("number").text(m).value_or("");
  i.issuer = node.get("issuer").text(m).value_or("");
  i.issued = node.get("issued").date(m);
  i.from = node.get("from").date(m);
  i.to = node.get("to").date(m);
  i.superseded_by = node.get("superseded_by").text(m).value_or("");
  i.verified = node.get("verified").boolean(m).value_or(false);
  i.note = node.get("note").text(m).value_or("");
  if (i.from && i.to && *i.from >= *i.to) node.get("to").fail(m, "`to` must be later than `from`");
  return i;
}

}  // namespace

InstrumentFile read_instruments(const config::Node& root, config::Mistakes& m) {
  InstrumentFile file;
  if (!root.exists()) return file;
  root.only_keys({"horizon", "instruments"}, m);
  file.horizon = root.get("horizon").date(m);
  const config::Node all = root.get("instruments");
  if (all.kind() != config::NodeKind::map) {
    root.fail(m, "expected `instruments:` with one map per instrument");
    return file;
  }
  for (const auto& [key, node] : all.entries()) file.instruments.emplace(key, read_instrument(key, node, m));
  for (const auto& [key, node] : all.entries()) {
    const auto& successor = file.instruments.at(key).superseded_by;
    if (successor.empty() || file.instruments.count(successor)) continue;
    std::vector<std::string> known;
    for (const auto& [k, unused] : file.instruments) known.push_back(k);
    node.get("superseded_by").fail(m, fmt::format("no instrument '{}'{}", successor, hint(successor, known)));
  }
  return file;
}

}  // namespace zonegate::rules
