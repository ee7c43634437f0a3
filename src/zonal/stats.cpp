// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "schema/schema.h"
#include "zonal/zonal.h"

namespace zonegate::zonal {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Name {
  std::string_view text;
  Stat stat;
};
constexpr std::array kNames{
    Name{"count", Stat::count},
    Name{"sum", Stat::sum},
    Name{"sum_squares", Stat::sum_squares},
    Name{"mean", Stat::mean},
    Name{"min", Stat::min},
    Name{"max", Stat::max},
    Name{"range", Stat::range},
    Name{"median", Stat::median},
    Name{"stdev", Stat::stdev},
    Name{"variance", Stat::variance},
    Name{"cv", Stat::cv},
    Name{"majority", Stat::majority},
    Name{"minority", Stat::minority},
    Name{"variety", Stat::variety},
    Name{"unique", Stat::unique},
    Name{"frac", Stat::frac},
    Name{"area", Stat::area},
    Name{"nodata", Stat::nodata},
    Name{"nodata_area", Stat::nodata_area},
    Name{"covered", Stat::covered},
    Name{"weighted_count", Stat::weighted_count},
    Name{"weighted_sum", Stat::weighted_sum},
    Name{"weighted_mean", Stat::weighted_mean},
    Name{"weighted_variance", Stat::weighted_variance},
    Name{"weighted_stdev", Stat::weighted_stdev},
    Name{"weighted_frac", Stat::weighted_frac},
};

std::optional<double> number(std::string_view text) {
  double v = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return v;
}

// "q0.9", "quantile(0.9)", "quantile(q=0.9)"
std::optional<double> quantile_in(std::string_view text) {
  const auto drop = [&](std::string_view head) {
    if (!text.starts_with(head)) return false;
    text.remove_prefix(head.size());
    return true;
  };
  if (drop("quantile(")) {
    if (!text.ends_with(')')) return std::nullopt;
    text.remove_suffix(1);
    drop("q=");
    return number(text);
  }
  return drop("q") ? number(text) : std::nullopt;
}

bool of_weights(Stat s) {
  return s == Stat::weighted_count || s == Stat::weighted_sum || s == Stat::weighted_mean ||
         s == Stat::weighted_variance || s == Stat::weighted_stdev || s == Stat::weighted_frac;
}

double quantile(const std::vector<ValueTally>& values, double q) {
  if (values.empty()) return kNone;
  const double last = static_cast<double>(values.size() - 1);
  double before = 0;
  for (const auto& v : values) before += v.count;
  const double target = q * (last * values.back().count + last * (before - values.back().count));
  before = 0;
  double place = 0;
  for (std::size_t i = 0; i + 1 < values.size(); ++i) {
    before += values[i].count;
    const double next = static_cast<double>(i + 1) * values[i + 1].count + last * before;
    if (target <= next) {
      const double t = next > place ? std::clamp((target - place) / (next - place), 0.0, 1.0) : 1;
      return values[i].value + t * (values[i + 1].value - values[i].value);
    }
    place = next;
  }
  return values.back().value;
}

double most(const std::vector<ValueTally>& values, bool majority) {
  double best = kNone, count = 0;
  for (const auto& v : values) {
    const bool better = std::isnan(best) || (majority ? v.count >= count : v.count < count);
    if (!better) continue;
    best = v.value;
    count = v.count;
  }
  return best;
}

double variance(const Moments& m) { return m.weight > 0 ? m.m2 / m.weight : kNone; }

double weighted_stat(const ZoneTally& t, Stat stat) {
  if (t.weight_missing) return kNone;
  const Moments& m = t.weighted;
  switch (stat) {
    case Stat::weighted_count:
      return m.weight;
    case Stat::weighted_sum:
      return m.sum;
    case Stat::weighted_mean:
      return m.weight != 0 ? m.sum / m.weight : kNone;
    case Stat::weighted_variance:
      return variance(m);
    default:
      return std::sqrt(variance(m));
  }
}

}  // namespace

StatRequest parse_stat(std::string_view text) {
  if (text == "mode") return {Stat::majority, 0, "mode"};
  for (const Name& name : kNames) {
    if (name.text == text) return {name.stat, 0.5, std::string(text)};
  }
  if (const auto q = quantile_in(text)) {
    if (!(*q >= 0 && *q <= 1))
      throw Error(ErrorKind::usage, "quantile " + shortest(*q) + " does not lie between 0 and 1",
                  "for example q0.9");
    return {Stat::quantile, *q, "q" + shortest(*q)};
  }
  std::vector<std::string> words{"mode", "quantile(0.9)"};
  for (const Name& name : kNames) words.emplace_back(name.text);
  const std::string near = schema::nearest_word(text, words);
  throw Error(ErrorKind::usage, "there is no statistic \"" + std::string(text) + "\"",
              (near.empty() ? "" : "perhaps " + near + "; ") + "there are: " + stat_names());
}

std::string stat_names() {
  std::string out;
  for (const Name& name : kNames) {
    out += (out.empty() ? "" : ", ") + std::string(name.text);
    if (name.stat == Stat::median) out += ", q0.9 (any quantile)";
  }
  return out;
}

void plan_for(const StatRequest& r, TallyPlan& plan) {
  switch (r.stat) {
    case Stat::stdev:
    case Stat::variance:
    case Stat::cv:
    case Stat::weighted_variance:
    case Stat::weighted_stdev:
      plan.spread = true;
      break;
    case Stat::median:
    case Stat::quantile:
    case Stat::majority:
    case Stat::minority:
    case Stat::variety:
    case Stat::unique:
    case Stat::frac:
    case Stat::area:
    case Stat::weighted_frac:
      plan.values = true;
      break;
    default:
      break;
  }
  if (r.stat == Stat::sum_squares) plan.squares = true;
  if (r.stat == Stat::area || r.stat == Stat::nodata_area) plan.areas = true;
  if (of_weights(r.stat)) plan.weights = true;
}

double stat_of(const ZoneTally& t, const StatRequest& r) {
  if (of_weights(r.stat))
    return t.empty() && r.stat != Stat::weighted_count ? kNone : weighted_stat(t, r.stat);
  switch (r.stat) {
    case Stat::count:
      return t.count;
    case Stat::nodata:
      return t.nodata;
    case Stat::nodata_area:
      return t.nodata_area_m2;
    case Stat::covered:
      return t.count + t.nodata;
    case Stat::area:
      return t.area_m2;
    default:
      break;
  }
  if (t.empty())
    return r.stat == Stat::variety || r.stat == Stat::sum || r.stat == Stat::sum_squares ? 0 : kNone;
  switch (r.stat) {
    case Stat::sum:
      return t.plain.sum;
    case Stat::sum_squares:
      return t.squares;
    case Stat::mean:
      return t.plain.sum / t.plain.weight;
    case Stat::min:
      return t.min;
    case Stat::max:
      return t.max;
    case Stat::range:
      return t.max - t.min;
    case Stat::median:
    case Stat::quantile:
      return quantile(t.values, r.q);
    case Stat::variance:
      return variance(t.plain);
    case Stat::stdev:
      return std::sqrt(variance(t.plain));
    case Stat::cv:
      return std::sqrt(variance(t.plain)) / (t.plain.sum / t.plain.weight);
    case Stat::majority:
      return most(t.values, true);
    case Stat::minority:
      return most(t.values, false);
    case Stat::variety:
      return static_cast<double>(t.values.size());
    default:
      return kNone;
  }
}

std::vector<std::pair<double, double>> stat_by_value(const ZoneTally& t, Stat stat) {
  std::vector<std::pair<double, double>> out;
  for (const auto& v : t.values) {
    const double n = stat == Stat::area ? v.area_m2
                     : stat == Stat::weighted_frac
                         ? (t.weight_missing ? kNone : v.weighted / t.weighted.weight)
                         : v.count / t.count;
    out.emplace_back(v.value, n);
  }
  return out;
}

}  // namespace zonegate::zonal
