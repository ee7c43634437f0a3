// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "carbon/carbon.h"
#include "cli/carbon_commands.h"
#include "cli/common.h"

namespace zonegate::cli {
namespace {

struct FitOptions {
  Common common;
  std::string plots, curve;
  carbon::PlotColumns columns;
};

// Name and value of the parameters that were fitted, as a scenario file spells them.
std::vector<std::pair<std::string, double>> parameters_of(const carbon::Curve& c) {
  const bool richards = c.kind == carbon::CurveKind::chapman_richards;
  return {{"a", c.a}, {richards ? "p" : "b", richards ? c.p : c.b}, {"k", c.k}};
}

struct NamedErrors {
  std::vector<std::pair<std::string, double>> errors, correlations;
};
NamedErrors errors_of(const carbon::CurveFit& fit) {
  const std::string third = fit.curve.kind == carbon::CurveKind::chapman_richards ? "p" : "b";
  const carbon::CurveErrors& e = *fit.errors;
  return {{{"a", e.a}, {third, e.shape}, {"k", e.k}},
          {{"a_k", e.a_k}, {"a_" + third, e.a_shape}, {"k_" + third, e.k_shape}}};
}

// The keys of a scenario's curve, to be copied.
std::string errors_line(const carbon::CurveFit& fit) {
  if (!fit.errors) return "no standard errors: the plots do not tell the parameters apart";
  const NamedErrors named = errors_of(fit);
  const auto list = [](const std::vector<std::pair<std::string, double>>& all) {
    std::string text;
    for (const auto& [name, value] : all)
      text += fmt::format("{}{}: {:.6g}", text.empty() ? "" : ", ", name, value);
    return text;
  };
  return fmt::format("standard_errors: {{{}}}, correlations: {{{}}}", list(named.errors),
                     list(named.correlations));
}

std::string line_of(const carbon::CurveFit& fit) {
  const std::string kind(to_string(fit.curve.kind));
  if (!fit.fault.empty()) return fmt::format("  {:<18}no fit: {}\n", kind, fit.fault);
  std::string text = fmt::format("  {:<18}", kind);
  for (const auto& [name, value] : parameters_of(fit.curve))
    text += fmt::format("{} = {:<12.6g}", name, value);
  text += fmt::format("rmse {}  R2 {}  AIC {}{}\n", fixed(fit.rmse, 3), fixed(fit.r2, 4), fixed(fit.aic, 2),
                      fit.converged ? "" : "  (not converged)");
  return text + fmt::format("  {:<18}{}\n", "", errors_line(fit));
}

nlohmann::json json_of(const carbon::CurveFit& fit) {
  nlohmann::json row = {
      {"kind", std::string(to_string(fit.curve.kind))}, {"plots", fit.plots}, {"fault", fit.fault}};
  if (!fit.fault.empty()) return row;
  for (const auto& [name, value] : parameters_of(fit.curve)) row["parameters"][name] = value;
  row["standard_errors"] = row["correlations"] = nullptr;
  if (fit.errors) {
    const NamedErrors named = errors_of(fit);
    row["standard_errors"] = row["correlations"] = nlohmann::json::object();
    for (const auto& [name, value] : named.errors) row["standard_errors"][name] = value;
    for (const auto& [name, value] : named.correlations) row["correlations"][name] = value;
  }
  row["rmse"] = fit.rmse;
  row["r2"] = fit.r2;
  row["aic"] = fit.aic;
  row["converged"] = fit.converged;
  return row;
}

std::vector<carbon::CurveFit> fits_of(const FitOptions& o, const std::vector<carbon::Plot>& plots) {
  if (o.curve.empty()) return carbon::fit_curves(plots);
  return {carbon::fit_curve(*carbon::parse_curve_kind(o.curve), plots)};
}

int fit(const FitOptions& o) {
  std::vector<Issue> issues;
  const auto groups = carbon::read_plots(o.plots, o.columns, issues);
  print_issues(issues, o.common, 20);
  if (groups.empty())
    throw Error(ErrorKind::input, o.plots + " has no plot that can be used",
                "columns: age (years) and value, see --help");
  nlohmann::json all = nlohmann::json::array();
  std::string text;
  bool any = false;
  for (const auto& group : groups) {
    const auto fits = fits_of(o, group.plots);
    text += fmt::format("{}{} plots\n", group.name.empty() ? "" : group.name + ": ", group.plots.size());
    nlohmann::json rows = nlohmann::json::array();
    for (const auto& one : fits) {
      any = any || one.fault.empty();
      text += line_of(one);
      rows.push_back(json_of(one));
    }
    all.push_back({{"group", group.name}, {"fits", rows}});
  }
  std::cout << (o.common.json ? all.dump(2) + "\n" : text);
  if (!any)
    throw Error(ErrorKind::input, "no curve could be fitted",
                "at least 4 plots of 3 different ages in a group");
  return 0;
}

}  // namespace

void add_carbon_fit(CLI::App& parent, const Chosen& chosen) {
  auto o = std::make_shared<FitOptions>();
  CLI::App* sub =
      parent.add_subcommand("fit", "fits growth curves to a table of plots; the smallest AIC first");
  sub->add_option("PLOTS", o->plots, "table (.csv, .xlsx) with one plot a row")->required();
  sub->add_option("--age", o->columns.age, "column of the age in years (default: age)");
  sub->add_option("--value", o->columns.value, "column of what grows: t C/ha, m3/ha (default: value)");
  sub->add_option("--by", o->columns.by, "column of the groups that are fitted apart, for example species");
  sub->add_option("--curve", o->curve, "only this kind")
      ->check(CLI::IsMember({"chapman-richards", "logistic", "korf"}));
  sub->footer(
      "Curves: chapman-richards a (1 - e^(-k t))^p; logistic a / (1 + b e^(-k t)); korf a e^(-b t^(-k))\n"
      "Examples:\n  zonegate carbon fit plots.csv --age 年龄 --value 碳密度 --by 树种\n"
      "  zonegate carbon fit plots.csv --curve korf --json");
  add_common(*sub, o->common);
  sub->callback([o, chosen] { *chosen = [o] { return fit(*o); }; });
}

}  // namespace zonegate::cli
