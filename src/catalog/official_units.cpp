// SPDX-License-Identifier: Apache-2.0
//
// What the official zoning system says of a project, put together: the table of units and the attribute unit_codes, and what the layers hold of their codes. None is
// preferred; a class that two of them state differently is unknown.
#include <algorithm>
#include <map>
#include <set>

#include "catalog/manifest.h"
#include "catalog/unit_table.h"

namespace zonegate::catalog {
namespace {

void add_fault(Project& project, const std::string& fault) {
  project.units_fault += (project.units_fault.empty() ? "" : "; ") + fault;
}

void tell(Project& project, const char* code, Severity severity, const std::string& message,
          const std::string& remedy) {
  project.issues.push_back(
      {code, severity, project.file, "", project.project_id, message, remedy, std::nullopt});
}

// Codes of the attribute; what is no code is told.
std::vector<OfficialUnit> units_of_attribute(Project& project) {
  std::vector<OfficialUnit> units;
  const auto at = project.attributes.find("unit_codes");
  if (at != project.attributes.end() && is_unknown(at->second))
    add_fault(project, "unit_codes is stated in two ways");
  const auto* list =
      at == project.attributes.end() ? nullptr : std::get_if<std::vector<std::string>>(&at->second);
  for (const auto& stated : list ? *list : std::vector<std::string>()) {
    const std::string text = without_name(stated);
    const auto code = unit_of(text);
    const auto known = [&](const OfficialUnit& u) { return code && u.code == *code; };
    if (code && std::none_of(units.begin(), units.end(), known))
      units.push_back({*code, "", "", "", "", "", "unit_codes", true});
    if (code) continue;
    add_fault(project, "unit_codes: '" + stated + "' is no code");
    tell(project, "project.units_row_wrong", Severity::error, "unit_codes: " + no_unit(stated),
         "write codes alone (ZH and eleven digits, YS and thirteen), with ; between them");
  }
  return units;
}

bool holds(const std::vector<OfficialUnit>& units, const std::string& code) {
  return std::any_of(units.begin(), units.end(), [&](const auto& u) { return u.code == code; });
}

void compare_class(Project& project, OfficialUnit& unit) {
  if (!schema::is_unit_code(unit.code)) return;
  const std::string digit = class_of_code(unit.code);
  if (!unit.unit_class.empty() && unit.unit_class != digit) {
    tell(project, "project.units_row_wrong", Severity::error,
         unit.source + ": unit " + unit.code + " has class " + unit.unit_class + ", but its code says " +
             digit,
         "check the code and the class at the source");
    unit.unit_class = "?";
  } else {
    unit.unit_class = digit;
  }
  // 周公山优先保护单元 with the code of another class: one of the two is another unit's.
  const auto named =
      unit.name.find("单元") == std::string::npos ? std::set<std::string>() : classes_within(unit.name);
  if (unit.unit_class == "?" || named.size() != 1 || named.contains(digit)) return;
  tell(project, "project.units_row_wrong", Severity::error,
       unit.source + ": unit " + unit.code + " is called '" + unit.name + "', but its code says class " +
           digit,
       "check the code and the name at the source");
  unit.unit_class = "?";
}

// What is said of units beside their codes, where the official system speaks.
void take_mentions(Project& project, const std::vector<UnitMention>& mentions) {
  if (project.units.empty() && project.units_fault.empty()) return;
  for (const auto& mention : mentions) {
    const std::string what = more_than_units(mention, project.units);
    if (what.empty()) continue;
    add_fault(project, what);
    tell(project, "project.units_row_wrong", Severity::error, what + ": it may lie in a unit more",
         "write its code into unit_codes, or take out what is said of it");
  }
}

// Codes of a layer of units, each with the classes that its features state.
using Codes = std::map<std::string, std::set<std::string>>;

std::string said(const Attributes& fields, const char* key) {
  const auto at = fields.find(key);
  return at == fields.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
}

// nullopt: it cannot be read from its first to its last feature, which is told where it is measured.
std::optional<Codes> codes_of(const Layer& layer, const Aliases& aliases) {
  try {
    io::VectorOptions options = reading_options(layer, aliases);
    options.crs_optional = true;
    io::VectorSource source(layer.file, options);
    const FieldReader reader(layer, aliases, source.field_names());
    Codes codes;
    io::SourceFeature feature;
    while (source.next(feature)) {
      const Attributes fields = reader.read(feature.fields);
      const std::string code = said(fields, "code"), unit_class = said(fields, "class");
      if (code.empty()) continue;
      auto& classes = codes[code];
      if (!unit_class.empty()) classes.insert(unit_class);
    }
    return codes;
  } catch (const Error&) {
    return std::nullopt;
  }
}

class Comparison {
 public:
  explicit Comparison(const LayerSet& layers) : layers_(layers) {}

  void compare(Project& project) {
    std::string strange;
    for (auto& unit : project.units) {
      const bool element = schema::is_element_code(unit.code);
      const auto chosen = choose(layers_, element ? "zone_element" : "zone_unit", project.as_of).layers;
      if (chosen.empty() || !all_read(chosen)) continue;
      bool there = false;
      for (const auto* layer : chosen) {
        const Codes& codes = *read(*layer);
        const auto at = codes.find(unit.code);
        if (at == codes.end()) continue;
        there = true;
        if (!element) compare_classes(project, unit, layer->id, at->second);
      }
      if (!there) strange += " " + unit.code + " (" + unit.source + ")";
    }
    if (strange.empty()) return;
    tell(project, "project.units_not_in_layer", Severity::warning,
         "no feature of the layers of units has the official code" + strange,
         "check the code, and whether the layer is of the same version and reaches the place");
  }

 private:
  static void compare_classes(Project& project, OfficialUnit& unit, const std::string& layer,
                              const std::set<std::string>& classes) {
    for (const auto& other : classes) {
      if (unit.unit_class.empty() || unit.unit_class == "?" || other == unit.unit_class) continue;
      tell(project, "project.units_conflict", Severity::error,
           "unit " + unit.code + " is of class " + other + " in layer " + layer + ", of class " +
               unit.unit_class + " in " + unit.source + "; neither is preferred",
           "check the class at the source");
      unit.unit_class = "?";
    }
  }

  bool all_read(const std::vector<const Layer*>& chosen) {
    return std::all_of(chosen.begin(), chosen.end(),
                       [&](const auto* layer) { return read(*layer).has_value(); });
  }

  const std::optional<Codes>& read(const Layer& layer) {
    const auto at = read_.find(layer.id);
    return at != read_.end() ? at->second
                             : read_.emplace(layer.id, codes_of(layer, layers_.aliases)).first->second;
  }

  const LayerSet& layers_;
  std::map<std::string, std::optional<Codes>> read_;
};

}  // namespace

void take_units(Project& project, const UnitTable::Entry* table, const std::vector<UnitMention>& mentions) {
  std::vector<OfficialUnit> stated = units_of_attribute(project);
  project.units = stated;
  if (table) {
    project.issues.insert(project.issues.end(), table->issues.begin(), table->issues.end());
    if (!table->fault.empty()) add_fault(project, table->fault);
    project.units = table->units;
  }
  std::string only;
  for (const auto& unit : stated) {
    if (!table || holds(table->units, unit.code)) continue;
    only += " " + unit.code;
    project.units.push_back(unit);
    project.units.back().certain = false;
  }
  for (auto& unit : project.units) {
    if (!table || stated.empty() || holds(stated, unit.code)) continue;
    only += " " + unit.code;
    unit.certain = false;
  }
  if (!only.empty())
    tell(project, "project.units_conflict", Severity::error,
         "the table of units and unit_codes differ:" + only +
             " stand in one of them only; neither is preferred",
         "find out which of them is right, and take the other away");
  take_mentions(project, mentions);
  for (auto& unit : project.units) compare_class(project, unit);
  for (const auto& unit : project.units)
    if (!schema::is_unit_code(unit.code) && !schema::is_element_code(unit.code))
      tell(project, "project.units_row_wrong", Severity::warning,
           "'" + unit.code + "' (" + unit.source +
               ") has not the form of a code: ZH and 11 digits with class 1, 2 or 3 "
               "as the seventh, of an element zone YS and 13 digits; no list has rows for it",
           "correct the code");
  std::sort(project.units.begin(), project.units.end(),
            [](const auto& a, const auto& b) { return a.code < b.code; });
}

void tell_unmatched_units(ProjectSet& set, const UnitTable& table, const std::string& path) {
  if (table.order.empty()) return;
  std::set<std::string> known;
  for (const auto& project : set.projects) known.insert(project.project_id);
  const AlikeProjects alike(set.projects);
  std::set<std::size_t> rowless, opened;
  for (std::size_t i = 0; i < set.projects.size(); ++i)
    if (!table.projects.contains(set.projects[i].project_id)) rowless.insert(i);
  for (const auto& id : table.order) {
    if (known.contains(id)) continue;
    std::set<std::size_t> meant = alike.of(id);
    meant.insert(rowless.begin(), rowless.end());
    for (const std::size_t i : meant)
      if (opened.insert(i).second) add_fault(set.projects[i], "rows of '" + id + "' may be its own");
    const std::size_t open = meant.size();
    const std::string first = open == 0 ? "" : set.projects[*meant.begin()].project_id;
    set.issues.push_back(
        {"project.units_unmatched", Severity::error, path, "", std::to_string(table.projects.at(id).line),
         "no project is called '" + id + "': its units are compared with nothing" +
             (open == 0 ? "" : "; the units of " + first) +
             (open > 1 ? " and " + std::to_string(open - 1) + " other project(s)" : "") +
             (open == 0 ? "" : " stay open"),
         "write the project_id as in the project files; a project without geometry may stand in a table "
         "(.csv, .xlsx) among them",
         std::nullopt});
  }
}

void compare_units(ProjectSet& set, const LayerSet& layers) {
  Comparison comparison(layers);
  for (auto& project : set.projects) comparison.compare(project);
}

}  // namespace zonegate::catalog
