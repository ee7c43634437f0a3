// SPDX-License-Identifier: Apache-2.0
//
// Checklists of a run: which hold for a project, what they answer, and the table of --rates. A row of rates that cannot be used as it stands ends the
// run, since a fee by a lost row would be wrong without anybody noticing; all mistakes are told at once, with file and line.
#include <algorithm>
#include <array>

#include "app/named_column.h"
#include "app/stages.h"
#include "io/io.h"

namespace zonegate::app {
namespace {

constexpr std::array<NamedColumn, 7> kColumns = {{{"item", {"item", "项目", "地类", ""}, true},
                                                  {"rate", {"rate", "标准", "征收标准", ""}, true},
                                                  {"multiplier", {"multiplier", "倍数", "", ""}, false},
                                                  {"source", {"source", "来源", "", ""}, false},
                                                  {"document", {"document", "文号", "依据文件", ""}, false},
                                                  {"from", {"from", "起始日期", "施行日期", ""}, false},
                                                  {"to", {"to", "截止日期", "失效日期", ""}, false}}};

// What a row may be about, by id and by either title.
struct Known {
  std::string id;
  Text title;
  bool multiplier = false;
  std::int64_t floor_cents = 0;
};

std::vector<Known> known_items(const rules::RuleBook& book) {
  std::vector<Known> known;
  for (const auto& list : book.checklists) {
    if (!list.fee) continue;
    for (const auto& c : list.fee->classes) known.push_back({c.id, c.title, false, c.floor_cents});
    for (const auto& m : list.fee->multipliers) known.push_back({m.id, m.title, true, 0});
  }
  return known;
}

class Reader {
 public:
  Reader(Screening& s, const std::string& path)
      : s_(s), path_(path), table_(io::read_table(path)), known_(known_items(s.book)) {
    for (const auto& column : kColumns)
      headers_[column.key] =
          header_of(table_, column, [this](const std::string& message) { fail(1, message); });
    refuse_near_columns(table_, kColumns, [this](const std::string& message) { fail(1, message); });
  }

  std::vector<rules::Rate> read(config::Mistakes& mistakes) {
    if (known_.empty()) fail(1, "no checklist of these rules has a fee; --rates has nothing to be used for");
    if (mistakes_.empty()) {
      for (std::size_t i = 0; i < table_.rows.size(); ++i) row(i);
    }
    check_days();
    mistakes = mistakes_;
    return std::move(rates_);
  }

 private:
  void fail(std::size_t line, const std::string& message) {
    mistakes_.push_back({path_, static_cast<int>(line), message});
  }

  std::string cell(std::size_t i, const char* key) const {
    const std::string& header = headers_.at(key);
    return header.empty() ? std::string() : std::string(schema::trimmed(table_.rows[i].at(header)));
  }

  const Known* item(const std::string& word, std::size_t line) {
    std::vector<std::string> words;
    for (const auto& k : known_) {
      if (word == k.id || word == k.title.zh || word == k.title.en) return &k;
      words.insert(words.end(), {k.id, k.title.zh});
    }
    const std::string near = schema::nearest_word(word, words);
    std::string all;
    for (const auto& k : known_) all += (all.empty() ? "" : ", ") + k.id + " " + k.title.zh;
    fail(line, "no class or multiplier '" + word + "'; " +
                   (near.empty() ? "expected one of: " + all : "did you mean '" + near + "'?"));
    return nullptr;
  }

  std::optional<std::int64_t> amount(std::size_t i, const char* key, bool wanted) {
    const std::string text = cell(i, key);
    const std::size_t line = table_.lines[i];
    if (!wanted && !text.empty())
      fail(line, std::string(key) + " does not belong to this item; leave it empty");
    if (!wanted) return std::nullopt;
    const auto value = rules::parse_hundredths(text);
    if (!value)
      fail(line,
           std::string(key) + " '" + text + "': expected a number with at most two decimals, such as 13.50");
    return value;
  }

  std::optional<Date> day(std::size_t i, const char* key) {
    const std::string text = cell(i, key);
    const auto date = Date::parse(text);
    if (!text.empty() && !date)
      fail(table_.lines[i], std::string(key) + " '" + text + "' is not a date; write it as 2026-10-01");
    return date;
  }

  void row(std::size_t i) {
    const std::size_t line = table_.lines[i];
    rules::Rate rate;
    const Known* known = item(cell(i, "item"), line);
    rate.from = day(i, "from");
    rate.to = day(i, "to");
    rate.source = cell(i, "source");
    rate.document = cell(i, "document");
    rate.line = static_cast<int>(line);
    if (rate.from && rate.to && *rate.from >= *rate.to) fail(line, "`to` must be later than `from`");
    if (!known) return;
    rate.item = known->id;
    rate.cents = amount(i, "rate", !known->multiplier);
    rate.factor = amount(i, "multiplier", known->multiplier);
    if (rate.factor && *rate.factor < 100) fail(line, "a multiplier is 1 or more");
    if (rate.cents && *rate.cents < known->floor_cents) below_floor(rate, *known);
    if (rate.source.empty() && rate.document.empty()) {
      s_.run.issues.push_back({"rates.no_source", Severity::warning, path_, "",
                               "line " + std::to_string(line),
                               "the rate of " + known->id + " has neither source nor document",
                               "name the document that sets it", std::nullopt});
    }
    rates_.push_back(std::move(rate));
  }

  void below_floor(const rules::Rate& rate, const Known& known) {
    s_.run.issues.push_back({"rates.below_floor", Severity::warning, path_, "",
                             "line " + std::to_string(rate.line),
                             "the rate of " + known.id + " (" + rules::hundredths_text(*rate.cents) +
                                 " CNY/m2) is below the national lower bound that is held here (" +
                                 rules::hundredths_text(known.floor_cents) + ", not verified)",
                             "compare with the document", std::nullopt});
  }

  // Two rows of one item must not both hold on one day: which of them is meant?
  void check_days() {
    const auto begin = [](const rules::Rate& r) { return r.from.value_or(Date{0, 1, 1}); };
    const auto end = [](const rules::Rate& r) { return r.to.value_or(Date{9999, 12, 31}); };
    for (std::size_t a = 0; a < rates_.size(); ++a) {
      for (std::size_t b = a + 1; b < rates_.size(); ++b) {
        const auto &x = rates_[a], &y = rates_[b];
        if (x.item == y.item && begin(x) < end(y) && begin(y) < end(x))
          fail(static_cast<std::size_t>(y.line),
               "line " + std::to_string(x.line) + " gives " + y.item + " for the same days; set from and to");
      }
    }
  }

  Screening& s_;
  std::string path_;
  io::Table table_;
  std::vector<Known> known_;
  std::map<std::string, std::string> headers_;
  std::vector<rules::Rate> rates_;
  config::Mistakes mistakes_;
};

}  // namespace

void load_rates(const Route& route) {
  if (route.options.rates.empty()) return;
  config::Mistakes mistakes;
  route.s.rates = Reader(route.s, route.options.rates).read(mistakes);
  std::stable_sort(mistakes.begin(), mistakes.end(),
                   [](const auto& a, const auto& b) { return a.line < b.line; });
  if (!mistakes.empty())
    throw Error(ErrorKind::usage, joined(mistakes), "mend these rows; nothing was screened");
}

}  // namespace zonegate::app
