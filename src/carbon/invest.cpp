// SPDX-License-Identifier: Apache-2.0
//
// All figures are sums over pairs of classes, so that float32 sums of a hundred million cells are exact products here: a count times the value that each of the
// cells has. Causes are taken off one after the other in a fixed order - what InVEST counts, how it rounds, which pools it reads, how large a cell is, how
// money is counted - and so add up to the whole difference by construction.
#include "carbon/invest.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace zonegate::carbon {
namespace {

constexpr double kHectare = 10000;

struct Stock {
  float single = 0;   // InVEST's
  double four = 0;    // its four pools
  double litter = 0;  // a column that it does not read
  double all() const { return four + litter; }
};

// numpy.isclose to the nodata value -1, in single precision.
bool taken_for_nodata(float change) { return std::abs(change + 1.0F) <= static_cast<float>(1e-8 + 1e-5); }

class Figures {
 public:
  Figures(const InvestInput& input, const DensityTable& table) : in_(input), table_(table) { check(); }

  std::vector<InvestFigure> all() const {
    std::vector<InvestFigure> out{storage(true), storage(false), change(), difference()};
    if (in_.price) out.push_back(npv());
    return out;
  }

 private:
  void check() const {
    std::set<long long> bare;
    for (const auto* list : {&in_.common, &in_.only_before, &in_.only_after})
      for (const auto& t : *list)
        for (const long long code : {t.from, t.to}) {
          const auto row = table_.rows.find(code);
          const auto value = [&](Pool p) { return row->second.by_pool[index_of(p)].has_value(); };
          if (row == table_.rows.end() ||
              !(value(Pool::above) && value(Pool::below) && value(Pool::dead) && value(Pool::soil)))
            bare.insert(code);
        }
    if (!bare.empty())
      throw Error(ErrorKind::usage,
                  table_.file + ": InVEST needs all four pools of each class; they are not there for class " +
                      fmt::format("{}", fmt::join(bare, ", ")),
                  "fill the cells (0 where there is none), or leave the comparison out");
    if (!in_.price) return;
    const auto& p = *in_.price;
    if (p.years < 1)
      throw Error(ErrorKind::usage, "the second date is not after the first", "say --years 2020,2035");
    if (!(p.discount_percent > -100) || !(p.change_percent > -100))
      throw Error(ErrorKind::usage, "a rate of -100 % a year or less leaves nothing",
                  "rates are percentages");
  }

  Stock stock(long long code) const {
    const auto& pools = table_.rows.at(code).by_pool;
    const auto value = [&](Pool p) { return pools[index_of(p)].value_or(0); };
    const double above = value(Pool::above), below = value(Pool::below), soil = value(Pool::soil),
                 dead = value(Pool::dead);
    const float single = static_cast<float>(above) + static_cast<float>(below) + static_cast<float>(soil) +
                         static_cast<float>(dead);
    return {single, above + below + soil + dead, value(Pool::litter)};
  }
  bool has(InvestFault f) const { return in_.faults.contains(f); }
  double ha(const CellsFromTo& t) const { return static_cast<double>(t.cells) * in_.pixel_m2 / kHectare; }

  // Sums over the common mask. f: what a cell holds, t C/ha.
  template <class F>
  double over_common(const F& f) const {
    double sum = 0;
    for (const auto& t : in_.common) sum += ha(t) * f(t);
    return sum;
  }
  void add(InvestFigure& figure, const char* key, Text text, double amount) const {
    std::int64_t cells = 0;
    double area = 0;
    for (const auto& t : in_.common) {
      cells += t.cells;
      area += t.area_m2 / kHectare;
    }
    if (amount != 0) figure.causes.push_back({key, std::move(text), {}, {}, cells, area, amount});
  }
  // What every figure has in common: single precision, litter, areas of cells. single, four, litter: per hectare; scale: 1, or money.
  template <class Single, class Four, class Litter>
  void add_precision(InvestFigure& figure, double scale, const Single& single, const Four& four,
                     const Litter& litter) const {
    add(figure, "float32", {"单精度（32 位）数值的舍入", "rounding of 32-bit numbers"},
        over_common([&](const CellsFromTo& t) { return four(t) * scale - single(t); }));
    add(figure, "litter", {"c_litter 列：InVEST 不读该列", "c_litter, a column that InVEST does not read"},
        scale * over_common([&](const CellsFromTo& t) { return litter(t); }));
    double areas = 0;
    for (const auto& t : in_.common) areas += (t.area_m2 / kHectare - ha(t)) * (four(t) + litter(t));
    add(figure, "cell_area",
        {"像元面积：按本次面积口径，而非平面像元面积",
         "areas of cells on the basis of this run instead of width x height"},
        scale * areas);
  }
  template <class F>
  double corrected(const F& f) const {
    double sum = 0;
    for (const auto& t : in_.common) sum += t.area_m2 / kHectare * f(t);
    return sum;
  }

  // Cells that only one date has, class by class; sign: of what they add to the figure when they are left out.
  double add_one_date(InvestFigure& figure, bool before, double sign) const {
    if (!has(InvestFault::one_date)) return 0;
    double sum = 0;
    for (const auto& t : before ? in_.only_before : in_.only_after) {
      const long long code = before ? t.from : t.to;
      const double amount = ha(t) * static_cast<double>(stock(code).single);
      sum += amount;
      figure.causes.push_back(
          {"one_date",
           {before ? "仅前期有值的像元，后期无值，不可比" : "仅后期有值的像元，前期无值，不可比",
            before ? "cells that only the first date has: nothing to compare them with"
                   : "cells that only the second date has: nothing to compare them with"},
           before ? std::optional(code) : std::nullopt,
           before ? std::nullopt : std::optional(code),
           t.cells,
           t.area_m2 / kHectare,
           sign * amount});
    }
    return sum;
  }

  InvestFigure storage(bool before) const {
    InvestFigure out;
    out.key = before ? "storage_before" : "storage_after";
    out.name = before ? Text{"前期储量", "storage at the first date"}
                      : Text{"后期储量", "storage at the second date"};
    out.file = before ? "c_storage_bas" : "c_storage_alt";
    out.unit = "t C";
    const auto of = [&, before](const CellsFromTo& t) { return stock(before ? t.from : t.to); };
    const auto single = [&](const CellsFromTo& t) { return static_cast<double>(of(t).single); };
    out.invest = over_common(single) + add_one_date(out, before, -1);
    add_precision(
        out, 1, single, [&](const CellsFromTo& t) { return of(t).four; },
        [&](const CellsFromTo& t) { return of(t).litter; });
    out.corrected = corrected([&](const CellsFromTo& t) { return of(t).all(); });
    return out;
  }

  float single_change(const CellsFromTo& t) const { return stock(t.to).single - stock(t.from).single; }
  double four_change(const CellsFromTo& t) const { return stock(t.to).four - stock(t.from).four; }
  double litter_change(const CellsFromTo& t) const { return stock(t.to).litter - stock(t.from).litter; }
  double all_change(const CellsFromTo& t) const { return stock(t.to).all() - stock(t.from).all(); }

  // Restored cells of a change of -1; f: what such a cell adds per hectare.
  template <class F>
  double add_minus_one(InvestFigure& figure, const F& f) const {
    if (!has(InvestFault::minus_one)) return 0;
    double dropped = 0;
    for (const auto& t : in_.common) {
      if (!taken_for_nodata(single_change(t))) continue;
      const double amount = ha(t) * f(t);
      dropped += amount;
      figure.causes.push_back(
          {"minus_one",
           {"变化恰为 -1 t C/ha 的像元被当作无值丢弃", "cells that change by -1 t C/ha, dropped as no data"},
           t.from,
           t.to,
           t.cells,
           t.area_m2 / kHectare,
           amount});
    }
    return dropped;
  }

  InvestFigure change() const {
    InvestFigure out;
    out.key = "change";
    out.name = {"储量变化", "change of storage"};
    out.file = "c_change_bas_alt";
    out.unit = "t C";
    const auto single = [&](const CellsFromTo& t) { return static_cast<double>(single_change(t)); };
    out.invest = over_common(single) - add_minus_one(out, single);
    return with_change(std::move(out), single);
  }

  // What both figures of change end with: causes of precision and pools, and the corrected change.
  template <class Single>
  InvestFigure with_change(InvestFigure out, const Single& single) const {
    add_precision(
        out, 1, single, [&](const CellsFromTo& t) { return four_change(t); },
        [&](const CellsFromTo& t) { return litter_change(t); });
    out.corrected = corrected([&](const CellsFromTo& t) { return all_change(t); });
    return out;
  }

  // Not printed by InVEST, but what its readers subtract: storage of the second date less that of the first.
  InvestFigure difference() const {
    InvestFigure out;
    out.key = "difference_of_totals";
    out.name = {"后期储量减前期储量", "storage at the second date less that at the first"};
    out.unit = "t C";
    const auto single = [&](const CellsFromTo& t) {
      return static_cast<double>(stock(t.to).single) - static_cast<double>(stock(t.from).single);
    };
    const double before = add_one_date(out, true, 1), after = add_one_date(out, false, -1);
    out.invest = over_common(single) + after - before;
    return with_change(std::move(out), single);
  }

  InvestFigure npv() const {
    InvestFigure out;
    out.key = "npv";
    out.name = {"净现值", "net present value"};
    out.file = "npv_alt";
    out.unit = "currency";
    const bool fault = has(InvestFault::price_rise);
    const double theirs = invest_factor(*in_.price, fault, false),
                 right = invest_factor(*in_.price, false, false),
                 ours = invest_factor(*in_.price, false, true);
    const auto single = [&](const CellsFromTo& t) {
      return static_cast<double>(single_change(t) * static_cast<float>(theirs));
    };
    out.invest = over_common(single) - add_minus_one(out, single);
    add_precision(
        out, theirs, single, [&](const CellsFromTo& t) { return four_change(t); },
        [&](const CellsFromTo& t) { return litter_change(t); });
    const double tonnes = corrected([&](const CellsFromTo& t) { return all_change(t); });
    add(out, "price_rise",
        {"价格年变化率置于分母且取加号：价格上涨反使净现值下降",
         "the yearly change of the price divides instead of multiplying: a rising price lowers the value"},
        tonnes * (right - theirs));
    add(out, "year_end",
        {"年末计值（InVEST 为年初）", "money at the end of each year (InVEST: at its beginning)"},
        tonnes * (ours - right));
    out.corrected = tonnes * ours;
    return out;
  }

  const InvestInput& in_;
  const DensityTable& table_;
};

}  // namespace

std::string_view to_string(InvestFault f) {
  constexpr std::array<std::string_view, 3> kWords{"minus-one", "one-date", "price-rise"};
  return kWords[static_cast<std::size_t>(f)];
}

double InvestFigure::explained() const {
  double sum = 0;
  for (const auto& cause : causes) sum += cause.amount;
  return sum;
}

double invest_factor(const InvestPrice& price, bool as_invest, bool end_of_year) {
  const double d = 1 + price.discount_percent / 100, c = 1 + price.change_percent / 100;
  const double ratio = as_invest ? 1 / (d * c) : c / d;
  const double each = price.per_tc / price.years;
  const double sum = ratio == 1 ? price.years : (1 - std::pow(ratio, price.years)) / (1 - ratio);
  return each * sum * (end_of_year ? ratio : 1);
}

std::vector<InvestFigure> invest_figures(const InvestInput& input, const DensityTable& table) {
  return Figures(input, table).all();
}

}  // namespace zonegate::carbon
