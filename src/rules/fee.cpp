// SPDX-License-Identifier: Apache-2.0
//
// The fee of a checklist: areas x rates x multipliers. Areas count in steps of 0.01 m2 as results show them, rates in 0.01 CNY, factors in hundredths (at most three of them, so their product has six decimals);
// the product of a row is exact and rounded to 0.01 CNY once, half up, and the total is the sum of the rows. So no fraction of a binary number is in it.
//
// Limits. The class of a parcel may be unknown: then its area is possible in several rows, and the sum of their upper limits counts it
// several times. All rows together are the forest land, though. So each limit of the total is what the rows can come to if they share the total area,
// cheapest first or dearest first: a linear programme with one constraint and bounds, which is solved by filling up in order of price. Where
// rows must overlap (two parcels on one ground), they do not fit into the total; then it is left out, which is only wider.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "rules/worlds.h"

namespace zonegate::rules {
namespace {

__extension__ using Wide = __int128;
constexpr std::int64_t kNoLimit = -1;
constexpr std::int64_t kMostCents = std::numeric_limits<std::int64_t>::max();

std::int64_t centi(double m2) {
  if (std::isnan(m2) || m2 > 1e15) return kNoLimit;
  return std::llround(std::max(m2, 0.0) * 100);
}

std::int64_t amount(std::int64_t area, std::int64_t cents, std::int64_t factor) {
  if (area == kNoLimit) return kNoLimit;
  const Wide exact = static_cast<Wide>(area) * cents * factor;  // 10^-8 cents
  const Wide rounded = (exact + 50'000'000) / 100'000'000;
  return rounded > kMostCents ? kNoLimit : static_cast<std::int64_t>(rounded);
}

const Rate* rate_on(const std::vector<Rate>& rates, const std::string& item,
                    const std::optional<Date>& as_of) {
  for (const auto& rate : rates) {
    if (rate.item != item) continue;
    if (as_of && ((rate.from && *as_of < *rate.from) || (rate.to && *as_of >= *rate.to))) continue;
    return &rate;
  }
  return nullptr;
}

struct Factor {
  std::int64_t lo = 1'000'000, hi = 1'000'000;
};

class Reckoner {
 public:
  Reckoner(const Checklist& list, const std::map<std::string, expr::Span>& measures,
           const Attributes& project, const std::vector<Rate>& rates, const std::optional<Date>& as_of)
      : fee_(*list.fee), measures_(measures), project_(project), rates_(rates), as_of_(as_of) {}

  FeeAnswer run() {
    for (const auto& m : fee_.multipliers) {
      if (m.when) take_multiplier(m);
    }
    for (const auto& c : fee_.classes) {
      add_row(c, c.plain, false);
      if (!c.public_forest.empty()) add_row(c, c.public_forest, true);
    }
    const expr::Span total = span_of(fee_.total);
    out_.total_lo = least(centi(total.lo));
    out_.total_hi = most(centi(total.hi));
    if (!out_.rows.empty() && !total.exact()) unknown_.insert(fee_.total);
    if (!fee_.beside.empty()) compare(total, span_of(fee_.beside));
    out_.unknown.assign(unknown_.begin(), unknown_.end());
    return std::move(out_);
  }

 private:
  expr::Span span_of(const std::string& measure) const {
    const auto at = measures_.find(measure);
    return at == measures_.end() ? expr::Span::anything() : at->second;
  }

  // Ground that the classes know nothing of may be dear or free of charge: the sum of the rows is the least.
  void compare(const expr::Span& total, const expr::Span& beside) {
    const std::int64_t most = centi(beside.hi);
    if (most != kNoLimit && most <= centi(total.lo)) return;
    out_.beside = true;
    out_.total_hi = kNoLimit;
    if (!beside.exact()) unknown_.insert(fee_.beside);
  }

  std::int64_t factor_of(const FeeMultiplier& m) const {
    const Rate* rate = rate_on(rates_, m.id, as_of_);
    return rate && rate->factor ? *rate->factor : m.factor;
  }

  Value stated(std::string_view name) const {
    const auto at = project_.find(name);
    return at == project_.end() ? Value(Unknown{}) : at->second;
  }

  void take_multiplier(const FeeMultiplier& m) {
    const auto holds =
        expr::evaluate(*m.when, [this](std::string_view name) -> expr::Term { return stated(name); });
    const std::int64_t factor = factor_of(m);
    if (holds == expr::Truth::yes) project_factor_.lo = project_factor_.lo * factor / 100;
    if (holds != expr::Truth::no) project_factor_.hi = project_factor_.hi * factor / 100;
    if (holds != expr::Truth::unknown || factor == 100) return;
    for (const auto& name : expr::names(*m.when)) {
      if (is_unknown(stated(name))) open_factor_.insert(name);
    }
  }

  void add_row(const FeeClass& c, const std::string& measure, bool public_forest) {
    const expr::Span span = span_of(measure);
    FeeRow row;
    row.id = c.id;
    row.title = c.title;
    row.public_forest = public_forest;
    row.area_lo = centi(span.lo);
    row.area_hi = centi(span.hi);
    if (row.area_hi == 0) return;
    if (!span.exact()) unknown_.insert(measure);
    unknown_.insert(open_factor_.begin(), open_factor_.end());
    const Rate* rate = rate_on(rates_, c.id, as_of_);
    row.floor = !rate || !rate->cents;
    row.rate_cents = row.floor ? c.floor_cents : *rate->cents;
    if (!row.floor) {
      row.source = rate->source;
      row.document = rate->document;
    }
    row.factor_lo = project_factor_.lo;
    row.factor_hi = project_factor_.hi;
    if (public_forest) multiply(row);
    row.cents_lo = amount(row.area_lo, row.rate_cents, row.factor_lo);
    row.cents_hi = row.floor ? kNoLimit : amount(row.area_hi, row.rate_cents, row.factor_hi);
    out_.floor = out_.floor || row.floor;
    out_.rows.push_back(std::move(row));
  }

  void multiply(FeeRow& row) const {
    for (const auto& m : fee_.multipliers) {
      if (m.when) continue;
      row.factor_lo = row.factor_lo * factor_of(m) / 100;
      row.factor_hi = row.factor_hi * factor_of(m) / 100;
    }
  }

  // Rows by what a square metre costs.
  std::vector<const FeeRow*> by_price(bool cheapest, std::int64_t FeeRow::*factor) const {
    std::vector<const FeeRow*> rows;
    for (const auto& row : out_.rows) rows.push_back(&row);
    std::stable_sort(rows.begin(), rows.end(), [&](const FeeRow* a, const FeeRow* b) {
      const Wide x = static_cast<Wide>(a->rate_cents) * a->*factor,
                 y = static_cast<Wide>(b->rate_cents) * b->*factor;
      return cheapest ? x < y : x > y;
    });
    return rows;
  }

  std::int64_t certain_area() const {
    return std::accumulate(out_.rows.begin(), out_.rows.end(), std::int64_t{0},
                           [](std::int64_t sum, const FeeRow& row) { return sum + row.area_lo; });
  }

  static std::int64_t room(const FeeRow& row, std::int64_t rest) {
    return row.area_hi == kNoLimit ? rest : std::min(rest, row.area_hi - row.area_lo);
  }

  std::int64_t least(std::int64_t total) const {
    std::int64_t rest = std::max<std::int64_t>(0, total - certain_area()), sum = 0;
    for (const FeeRow* row : by_price(true, &FeeRow::factor_lo)) {
      const std::int64_t more = room(*row, rest);
      rest -= more;
      sum += amount(row->area_lo + more, row->rate_cents, row->factor_lo);
    }
    return sum;
  }

  std::int64_t most(std::int64_t total) const {
    if (out_.floor) return kNoLimit;
    const bool shared = total != kNoLimit && total >= certain_area();
    std::int64_t rest = shared ? total - certain_area() : 0, sum = 0;
    for (const FeeRow* row : by_price(false, &FeeRow::factor_hi)) {
      if (!shared && row->area_hi == kNoLimit) return kNoLimit;
      const std::int64_t more = shared ? room(*row, rest) : row->area_hi - row->area_lo;
      rest -= more;
      sum += amount(row->area_lo + more, row->rate_cents, row->factor_hi);
    }
    return sum;
  }

  const Fee& fee_;
  const std::map<std::string, expr::Span>& measures_;
  const Attributes& project_;
  const std::vector<Rate>& rates_;
  const std::optional<Date>& as_of_;
  Factor project_factor_;
  std::set<std::string> open_factor_, unknown_;
  FeeAnswer out_;
};

}  // namespace

std::optional<std::int64_t> parse_hundredths(std::string_view text) {
  const auto point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point),
                         part = point < text.size() ? text.substr(point + 1) : "";
  const auto digits = [](std::string_view s) {
    return std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (whole.empty() || whole.size() > 9 || part.size() > 2 || !digits(whole) || !digits(part) ||
      (point < text.size() && part.empty()))
    return std::nullopt;
  std::int64_t value = 0;
  for (const char c : std::string(whole) + std::string(part) + std::string(2 - part.size(), '0'))
    value = value * 10 + (c - '0');
  return value;
}

std::string hundredths_text(std::int64_t value) {
  const std::string cents = std::to_string(value % 100);
  return std::to_string(value / 100) + (cents.size() == 1 ? ".0" : ".") + cents;
}

FeeAnswer reckon_fee(const Checklist& checklist, const std::map<std::string, expr::Span>& measures,
                     const Attributes& project, const std::vector<Rate>& rates,
                     const std::optional<Date>& as_of) {
  return Reckoner(checklist, measures, project, rates, as_of).run();
}

}  // namespace zonegate::rules
