// SPDX-License-Identifier: Apache-2.0
//
// A rule often outlives the text it rests on: the articles of a repealed law come back, renumbered, in the next. `sources` lists the
// texts in order of time; a finding cites the one in force on its day. A gap would be a day with a rule and no law, so it is a mistake.
#include <fmt/format.h>

#include "rules/condition.h"
#include "rules/reader.h"

namespace zonegate::rules {
namespace {

constexpr Date kBeginning{0, 1, 1};
constexpr Date kEnd{9999, 12, 31};

Date begin_of(const std::optional<Date>& d) { return d.value_or(kBeginning); }
Date end_of(const std::optional<Date>& d) { return d.value_or(kEnd); }

void check_instrument(const Rule& rule, const Source& s, const std::map<std::string, Instrument>& instruments,
                      config::Mistakes& m) {
  const auto at = instruments.find(s.instrument);
  if (at == instruments.end()) {
    std::vector<std::string> known;
    for (const auto& [key, unused] : instruments) known.push_back(key);
    m.push_back(
        {rule.file, rule.line,
         fmt::format("no instrument '{}' in instruments.yaml{}", s.instrument, hint(s.instrument, known))});
    return;
  }
  const Instrument& i = at->second;
  if (begin_of(s.from) < begin_of(i.from) || end_of(s.to) > end_of(i.to)) {
    m.push_back({rule.file, rule.line,
                 fmt::format("the rule rests on '{}' from {} to {}, but that was in force from {} to {}; set "
                             "applies or sources",
                             s.instrument, s.from ? s.from->iso() : "ever", s.to ? s.to->iso() : "now",
                             i.from ? i.from->iso() : "ever", i.to ? i.to->iso() : "now")});
  }
}

}  // namespace

const Source& source_on(const Rule& rule, const std::optional<Date>& as_of) {
  static const Source kNone;
  if (rule.sources.empty()) return kNone;
  if (as_of) {
    for (const auto& s : rule.sources) {
      if (begin_of(s.from) <= *as_of && *as_of < end_of(s.to)) return s;
    }
  }
  return rule.sources.back();
}

void check_sources(const Rule& rule, const std::map<std::string, Instrument>& instruments,
                   config::Mistakes& m) {
  if (rule.sources.empty()) return;
  const auto fail = [&](const std::string& message) { m.push_back({rule.file, rule.line, message}); };
  for (const auto& s : rule.sources) check_instrument(rule, s, instruments, m);
  for (const auto& e : rule.exceptions) {
    if (!e.instrument.empty() && !instruments.count(e.instrument))
      fail(fmt::format("no instrument '{}' in instruments.yaml", e.instrument));
  }
  if (begin_of(rule.sources.front().from) > begin_of(rule.applies.from))
    fail("`sources` begin later than `applies`");
  if (end_of(rule.sources.back().to) < end_of(rule.applies.to)) fail("`sources` end earlier than `applies`");
  for (std::size_t i = 1; i < rule.sources.size(); ++i) {
    if (end_of(rule.sources[i - 1].to) == begin_of(rule.sources[i].from)) continue;
    fail(fmt::format("`sources` {} and {} leave a gap or overlap: `to` of one must be `from` of the next", i,
                     i + 1));
  }
}

}  // namespace zonegate::rules
