// SPDX-License-Identifier: Apache-2.0
//
// Access lists against the units that their rows are for. A verdict leaves open what it cannot place: rows of a code of another form, units of which no list has a row.
// A row whose unit no polygon has is never looked at. What a row says is read as a verdict reads it, and its doubts are taken over.
#include <algorithm>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

std::string code_of(const Feature& feature, const char* field) {
  const auto at = feature.fields.find(field);
  return at == feature.fields.end() || is_unknown(at->second) ? std::string() : to_text(at->second);
}

// What a kind of units is called by; of units that have a form of their own, codes of that form are no fault.
struct Named {
  std::set<std::string> codes, counties;
  bool own_form = false, any = false;
};

Named named(const std::vector<const Data*>& layers, bool (*standard)(std::string_view)) {
  Named out;
  std::size_t odd = 0, all = 0;
  for (const Data* data : layers) {
    for (const auto& unit : data->features) {
      const std::string code = code_of(unit, "code");
      if (code.empty()) continue;
      ++all;
      out.codes.insert(code);
      if (standard(code)) {
        out.counties.insert(code.substr(2, 6));
      } else {
        ++odd;
      }
    }
  }
  out.any = all > 0;
  out.own_form = 2 * odd > all;
  return out;
}

using Rows = std::map<std::string, std::vector<std::string>>;  // code -> rows

void tell_form(Work& work, const catalog::Layer& list, const std::string& code,
               const std::vector<std::string>& rows) {
  Finding& f = work.found.add(
      "layer.code_wrong", Severity::error, &list,
      {"编码“" + code + "”与管控单元的编码形式不同，判定时视为可能适用于任何单元",
       "'" + code +
           "' has another form than the codes of the units: a verdict takes it as perhaps for every unit"},
      {"在源数据中改正编码", "mend the code at its source"});
  name_features(f, rows);
}

void tell_no_polygon(Work& work, const catalog::Layer& list, const std::string& code,
                     const std::vector<std::string>& rows) {
  Finding& f = work.found.add("layer.list_unit_unknown", Severity::warning, &list,
                              {"清单中的编码 " + code + " 在管控单元图层中没有图形，该行从不适用",
                               "no polygon of the units has code " + code + ": its rows are never applied"},
                              {"核对编码；图形缺失的，补充图层", "check the code, or supply the polygon"});
  name_features(f, rows);
}

// A province's list beside the units of one city.
void tell_elsewhere(Work& work, const catalog::Layer& list, const std::vector<std::string>& rows) {
  if (rows.empty()) return;
  Finding& f = work.found.add(
      "layer.list_unit_unknown", Severity::note, &list,
      {"清单中另有图层未含的县的管控单元", "it has rows for units of counties of which no unit is there"},
      {"需要判定这些县时，补充管控单元图层", "supply their units where these counties are judged"});
  name_features(f, rows);
}

class List {
 public:
  List(Work& work, const Data& list, const Named& units, const Named& elements)
      : work_(work), list_(list), units_(units), elements_(elements) {}

  void look() {
    Rows rows;
    for (const auto& row : list_.features)
      if (const std::string code = code_of(row, "unit_code"); !code.empty()) rows[code].push_back(row.fid);
    for (const auto& [code, ids] : rows) {
      if (schema::is_region_code(code)) continue;
      const bool element = schema::is_element_code(code);
      look_code(code, ids, element ? elements_ : units_, element || schema::is_unit_code(code));
    }
    tell_elsewhere(work_, *list_.layer, elsewhere_);
  }

 private:
  void look_code(const std::string& code, const std::vector<std::string>& ids, const Named& among,
                 bool standard) {
    if (!among.any || among.codes.contains(code)) return;
    if (!standard && !among.own_form) return tell_form(work_, *list_.layer, code, ids);
    const bool here = !standard || among.counties.empty() || among.counties.contains(code.substr(2, 6));
    if (here) return tell_no_polygon(work_, *list_.layer, code, ids);
    elsewhere_.insert(elsewhere_.end(), ids.begin(), ids.end());
  }

  Work& work_;
  const Data& list_;
  const Named &units_, &elements_;
  std::vector<std::string> elsewhere_;
};

void look_unlisted(Work& work, const Data& units, const std::set<std::string>& listed) {
  for (const auto& unit : units.features) {
    const std::string code = code_of(unit, "code");
    if (code.empty() || listed.contains(code)) continue;
    Finding& f = work.found.add(
        "layer.unit_unlisted", Severity::warning, units.layer,
        {"准入清单中没有单元 " + code + " 的行，涉及该单元的项目按清单未核查处理",
         "no access list has a row for unit " + code + ": of projects in it the list counts as open"},
        {"补充清单，或核对编码", "complete the list, or check the code"});
    name_features(f, {unit.fid});
    if (!unit.area.empty()) f.place = lonlat(figure_of(unit.area).shape, work.plane);
  }
}

}  // namespace

void look_lists(Work& work, const std::vector<const Data*>& lists, const std::vector<const Data*>& units,
                const std::vector<const Data*>& elements) {
  if (lists.empty()) return;
  const Named of_units = named(units, schema::is_unit_code);
  const Named of_elements = named(elements, schema::is_element_code);
  std::set<std::string> listed;
  for (const Data* list : lists) {
    List(work, *list, of_units, of_elements).look();
    for (const auto& row : list->features) listed.insert(code_of(row, "unit_code"));
  }
  for (const Data* data : units) look_unlisted(work, *data, listed);
}

void look_table(Work& work, const catalog::Layer& layer) {
  const auto report = catalog::read_layer(
      layer, work.set.aliases, work.plane, [](const geom::Box&) { return false; },
      [](const catalog::FeatureRow&) {});
  for (const Issue& issue : report.issues) {
    if (issue.code != "layer.verdict_doubtful" && issue.code != "layer.column_unknown") continue;
    Finding& f = work.found.add(issue.code, issue.severity, &layer, {issue.message, issue.message},
                                {issue.hint, issue.hint});
    if (!issue.feature.empty()) name_features(f, {issue.feature});
  }
}

}  // namespace zonegate::audit
