// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "report/carbon_report.h"
#include "report/csv_text.h"

namespace zonegate::report {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : "; ") + word;
  return out;
}

std::string num(double v) { return fixed(v, 4); }
std::string num(const std::optional<double>& v) { return v ? num(*v) : ""; }
double co2e(double tc) { return to_co2e(TonnesC(tc)).value; }
std::optional<double> co2e(const std::optional<TonnesCo2e>& gas) {
  return gas ? std::optional(gas->value) : std::nullopt;
}

class Line {
 public:
  Line& operator<<(const std::string& text) {
    if (!first_) out_ += ',';
    first_ = false;
    const bool number = !text.empty() && text.find_first_not_of("-.0123456789") == std::string::npos;
    out_ += number ? text : csv_text(text);  // a minus in front is no formula
    return *this;
  }
  Line& operator<<(double v) { return *this << num(v); }
  std::string end() { return out_ + '\n'; }

 private:
  std::string out_;
  bool first_ = true;
};

std::string failed_checks(const carbon::CarbonChecks& c) {
  std::vector<std::string> failed;
  const auto look = [&](const char* name, double v) {
    if (v > carbon::CarbonChecks::kTolerance) failed.emplace_back(name);
  };
  look("pools", c.pools);
  look("strata", c.strata);
  look("yearly changes", c.yearly);
  look("causes", c.causes);
  return failed.empty() ? "ok" : joined(failed);
}

// Where nothing is known the cells are empty: zeros would pass for figures.
void no_figures(Line& line) {
  constexpr int kBeforePayback = 22, kAfterPayback = 4;
  for (int i = 0; i < kBeforePayback; ++i) line << std::string();
  line << std::string("not known");
  for (int i = 0; i < kAfterPayback; ++i) line << std::string();
  line << std::string("not known") << std::string("not known") << std::string("not known") << std::string()
       << std::string();
}

void figures(Line& line, const carbon::CarbonRun& run) {
  if (run.nothing_known()) return no_figures(line);
  const auto& t = run.trajectory.total;
  const auto& mc = run.intervals;
  const auto& f = run.figures;
  line << t.base.front() << mc.stock.low << mc.stock.high;
  for (std::size_t c = 0; c < 3; ++c)
    if (carbon::known_of(run.trajectory, c) == carbon::Known::none)
      line << std::string() << std::string() << std::string();  // empty is "not known", never 0
    else
      line << t.by_cause[c].back() << mc.by_cause[c].low << mc.by_cause[c].high;
  line << t.refused.back() << f.net.value << mc.net.back().low << mc.net.back().high;
  line << f.net_co2e.value << co2e(mc.net.back().low) << co2e(mc.net.back().high);
  line << f.mean_annual << num(f.mean_20) << num(f.mean_30) << payback_text(f, run.upper_bound());
  line << (f.first_year ? std::to_string(*f.first_year) : "")
       << (run.upper_bound() ? "" : num(mc.share_paid_back)) << f.tonne_years << num(f.npv);
  line << std::string(to_string(run.trajectory.lost)) << std::string(to_string(run.trajectory.forgone))
       << (run.upper_bound() ? "upper bound" : "exact");
  line << num(co2e(run.gases.soil_n2o)) << num(co2e(run.gases.methane));
}

constexpr const char* kFigures =
    "stock_tc,stock_low_tc,stock_high_tc,lost_tc,lost_low_tc,lost_high_tc,forgone_tc,forgone_low_tc,"
    "forgone_high_tc,gain_tc,gain_low_tc,gain_high_tc,gain_refused_tc,net_tc,net_low_tc,net_high_tc,"
    "net_tco2e,net_low_tco2e,net_high_tco2e,mean_annual_tc,mean_20_tc,mean_30_tc,payback,first_year_paid,"
    "share_paid_back,tonne_years,npv,lost_is,forgone_is,net_is,soil_n2o_emission_tco2e,methane_emission_"
    "tco2e";
constexpr int kFigureColumns = 32;

}  // namespace

std::string carbon_projects_header() {
  return std::string("project_id,scenario,complete,parts,area_ha,") + kFigures +
         ",currency,methods,trees_low_tc,trees_high_tc,method_spread_percent,unverified,checks,gaps,taken_as_"
         "certain\n";
}

std::string carbon_projects_lines(const carbon::ProjectCarbon& p, const carbon::ScenarioFile& s) {
  std::string methods;
  for (const auto& part : p.parts) {
    if (!part.chosen) continue;
    const std::string name(to_string(part.methods.estimates[*part.chosen].method));
    if (methods.find(name) == std::string::npos) methods += (methods.empty() ? "" : "; ") + name;
  }
  const auto line_of = [&](const carbon::CarbonRun* run) {
    Line line;
    line << p.id << (run ? run->scenario : "") << (p.complete() ? "yes" : "no")
         << std::to_string(p.parts.size()) << p.area.value;
    if (run)
      figures(line, *run);
    else
      for (int i = 0; i < kFigureColumns; ++i) line << std::string();
    line << s.currency << methods << p.tree_low << p.tree_high
         << (p.tree_mean > 0 ? fixed(100 * (p.tree_high - p.tree_low) / p.tree_mean, 1) : "")
         << (p.unverified ? "yes" : "no") << (run ? failed_checks(run->checks) : "") << joined(p.gaps)
         << (run ? joined(run->certain) : "");
    return line.end();
  };
  if (p.runs.empty()) return line_of(nullptr);
  std::string out;
  for (const auto& run : p.runs) out += line_of(&run);
  return out;
}

std::string carbon_years_header() {
  std::string out =
      "project_id,scenario,year,without_tc,with_tc,lost_tc,forgone_tc,gain_tc,refused_tc,net_tc,";
  out += "net_low_tc,net_high_tc,change_tc,change_tco2e";
  for (const char* side : {"without", "with"})
    for (const char* pool : {"above", "below", "dead", "litter", "soil", "products"})
      out += fmt::format(",{}_{}_tc", side, pool);
  return out + "\n";
}

std::string carbon_years_lines(const carbon::ProjectCarbon& p) {
  std::string out;
  for (const auto& run : p.runs) {
    const auto& t = run.trajectory;
    for (std::size_t i = 0; i < t.total.net.size(); ++i) {
      const double change = i == 0 ? 0 : t.total.net[i] - t.total.net[i - 1];
      Line line;
      line << p.id << run.scenario << std::to_string(t.horizon.first + static_cast<int>(i) - 1);
      if (run.nothing_known()) {
        constexpr int kNumbers = 23;
        for (int k = 0; k < kNumbers; ++k) line << std::string();
        out += line.end();
        continue;
      }
      line << t.total.base[i] << t.total.project[i];
      for (std::size_t c = 0; c < 3; ++c)
        line << (carbon::known_of(t, c) == carbon::Known::none ? std::string() : num(t.total.by_cause[c][i]));
      line << t.total.refused[i] << t.total.net[i] << run.intervals.net[i].low << run.intervals.net[i].high
           << change << co2e(change);
      for (const auto& f : t.by_store) line << f.base[i];
      for (const auto& f : t.by_store) line << f.project[i];
      out += line.end();
    }
  }
  return out;
}

std::string carbon_methods_header() {
  return "project_id,part,line,stratum,role,area_ha,method,used,above_tc_ha,below_tc_ha,dead_tc_ha,"
         "litter_tc_ha,soil_tc_ha,trees_tc_ha,trees_tc,spread_percent,soil_depth_cm,unverified,factors,"
         "missing,growth\n";
}

std::string carbon_methods_lines(const carbon::ProjectCarbon& p) {
  std::string out;
  for (const auto& part : p.parts)
    for (std::size_t i = 0; i < part.methods.estimates.size(); ++i) {
      const carbon::Estimate& e = part.methods.estimates[i];
      Line line;
      line << p.id << part.id << std::to_string(part.line) << part.stratum
           << std::string(to_string(part.take)) << part.area.value << std::string(to_string(e.method))
           << (part.chosen == i ? "yes" : "no");
      for (const auto& pool : e.pools) line << (pool && e.usable ? num(pool->value()) : "");
      line << (e.usable ? num(e.tree.value()) : "") << (e.usable ? num(e.tree.value() * part.area.value) : "")
           << (part.methods.usable > 1 ? fixed(100 * part.methods.spread(), 1) : "")
           << (e.soil_depth_cm ? shortest(*e.soil_depth_cm) : "") << (e.unverified ? "yes" : "no");
      std::vector<std::string> factors, missing = e.missing;
      for (const auto& u : e.used) factors.push_back(u.id);
      if (!e.usable)
        for (const auto& issue : e.issues) missing.push_back(issue.message);
      out += (line << joined(factors) << joined(missing) << part.growth).end();
    }
  return out;
}

std::string carbon_totals_header() {
  return "group,place,scenario,projects,incomplete,not_computed,area_ha,stock_tc,lost_tc,forgone_tc,gain_tc,"
         "gain_refused_tc,net_tc,net_low_tc,net_high_tc,net_tco2e,mean_annual_tc,payback,npv,lost_is,forgone_"
         "is,"
         "net_is\n";
}

std::string carbon_totals_lines(const carbon::CarbonGroup& g) {
  std::string out;
  for (const auto& t : g.totals) {
    Line line;
    line << g.kind << g.place << t.scenario << std::to_string(g.projects) << std::to_string(g.incomplete)
         << std::to_string(g.not_computed) << g.area.value;
    if (t.flows.net.empty() || (t.lost == carbon::Known::none && t.forgone == carbon::Known::none)) {
      for (int i = 0; i < 15; ++i) line << std::string();
    } else {
      line << t.flows.base.front();
      for (std::size_t c = 0; c < 3; ++c)
        line << (known_of(t, c) == carbon::Known::none ? "" : num(t.flows.by_cause[c].back()));
      line << t.flows.refused.back() << t.flows.net.back() << (t.net.empty() ? "" : num(t.net.back().low))
           << (t.net.empty() ? "" : num(t.net.back().high)) << t.figures.net_co2e.value
           << t.figures.mean_annual << payback_text(t.figures, t.upper_bound()) << num(t.figures.npv)
           << std::string(to_string(t.lost)) << std::string(to_string(t.forgone))
           << (t.upper_bound() ? "upper bound" : "exact");
    }
    out += line.end();
  }
  return out;
}

std::string carbon_drivers_header() {
  return "project_id,scenario,rank,input,share_of_variance,net_low_tc,net_high_tc\n";
}

std::string carbon_drivers_lines(const carbon::ProjectCarbon& p) {
  std::string out;
  for (const auto& run : p.runs)
    for (std::size_t i = 0; i < run.intervals.drivers.size(); ++i) {
      const auto& d = run.intervals.drivers[i];
      Line line;
      out +=
          (line << p.id << run.scenario << std::to_string(i + 1) << d.parameter << d.share << d.low << d.high)
              .end();
    }
  return out;
}

}  // namespace zonegate::report
