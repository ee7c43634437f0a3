// SPDX-License-Identifier: Apache-2.0
#include "cli/carbon_output.h"

#include <nlohmann/json.hpp>

#include <map>

namespace zonegate::cli {
namespace {

std::string interval(const carbon::Factor& row) {
  if (!row.low) return {};
  return " (" + shortest(*row.low) + ".." + shortest(*row.high) + ")";
}

std::string unit_of(const carbon::Factor& row) { return row.unit == "1" ? "" : " " + row.unit; }

nlohmann::json number(const std::optional<double>& v) {
  return v ? nlohmann::json(*v) : nlohmann::json(nullptr);
}

nlohmann::json json_of(const carbon::Factor& row) {
  return {{"id", row.id},
          {"quantity", row.quantity},
          {"species", row.species},
          {"region", row.region},
          {"condition", row.condition_text},
          {"value", row.value},
          {"low", number(row.low)},
          {"high", number(row.high)},
          {"distribution", std::string(to_string(row.distribution))},
          {"unit", row.unit},
          {"edition", row.edition},
          {"source", row.source},
          {"page", row.page},
          {"status", std::string(to_string(row.status))},
          {"note", row.note},
          {"user", row.user}};
}

}  // namespace

std::string factors_text(const std::vector<const carbon::Factor*>& rows, Lang lang) {
  std::string text;
  for (const auto* row : rows) {
    const auto* spec = carbon::find_quantity(row->quantity);
    text += row->id + "  " + (spec ? spec->name.in(lang) : row->quantity) +
            (row->species.empty() ? "" : "  " + row->species) + "  " + shortest(row->value) + interval(*row) +
            unit_of(*row) + "  [" + row->region +
            (row->condition_text.empty() ? "" : "; " + row->condition_text) + "]  " + row->edition + "  " +
            std::string(to_string(row->status)) + (row->user ? "  (user)" : "") + "\n";
  }
  return text + std::to_string(rows.size()) + " factors\n";
}

std::string factors_json(const std::vector<const carbon::Factor*>& rows) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto* row : rows) list.push_back(json_of(*row));
  return list.dump(2) + "\n";
}

std::string factor_text(const carbon::Factor& row, const carbon::FactorLibrary& library, Lang lang) {
  std::string text = factors_text({&row}, lang);
  text.resize(text.rfind('\n', text.size() - 2) + 1);  // without the count
  text += "  source: " + row.source + (row.page == "-" || row.page.empty() ? "" : "  " + row.page) + "\n";
  if (!row.note.empty()) text += "  note: " + row.note + "\n";
  text += "  file: " + row.file + ":" + std::to_string(row.line) + "\n";
  for (const auto& o : library.overrides()) {
    if (o.by == row.id)
      text += "  takes the place of " + o.over + " (" + shortest(o.over_value) + ") in " + o.region + "\n";
    if (o.over == row.id)
      text += "  replaced by " + o.by + " (" + shortest(o.by_value) + ") in " + o.region + "\n";
  }
  for (const auto& other : library.rows())
    if (&other != &row && other.quantity == row.quantity && other.species == row.species &&
        other.condition_text == row.condition_text && other.region == row.region)
      text += "  beside it: " + other.id + " = " + shortest(other.value) + "  " + other.edition + "  " +
              std::string(to_string(other.status)) + "\n";
  return text;
}

std::string library_text(const carbon::FactorLibrary& library) {
  std::map<std::string_view, std::size_t> statuses;
  std::size_t user = 0;
  for (const auto& row : library.rows()) {
    ++statuses[to_string(row.status)];
    user += row.user ? 1 : 0;
  }
  std::string text;
  for (const auto& o : library.overrides())
    text += o.by + " (" + shortest(o.by_value) + ") takes the place of " + o.over + " (" +
            shortest(o.over_value) + ") in " + o.region + "\n";
  text += std::to_string(library.rows().size()) + " factors";
  for (const auto& [status, n] : statuses) text += ", " + std::to_string(n) + " " + std::string(status);
  if (user > 0) text += "; " + std::to_string(user) + " of the user's";
  return text + ": no mistake\n";
}

std::string library_json(const carbon::FactorLibrary& library) {
  nlohmann::json statuses = nlohmann::json::object(), overrides = nlohmann::json::array();
  for (const auto& row : library.rows()) {
    auto& n = statuses[std::string(to_string(row.status))];
    n = n.is_null() ? 1 : n.get<int>() + 1;
  }
  for (const auto& o : library.overrides())
    overrides.push_back({{"by", o.by},
                         {"over", o.over},
                         {"region", o.region},
                         {"value", o.by_value},
                         {"instead_of", o.over_value}});
  return nlohmann::json{{"factors", library.rows().size()}, {"statuses", statuses}, {"overrides", overrides}}
             .dump(2) +
         "\n";
}

}  // namespace zonegate::cli
