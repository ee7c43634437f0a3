// SPDX-License-Identifier: Apache-2.0
//
// Table 7: protection targets near the project, nearest first: features that rules measured a distance to, and of every sensitive kind the nearest feature of its layer.
#include <algorithm>
#include <map>
#include <set>

#include "document/parts.h"

namespace zonegate::document {
namespace {

struct Target {
  std::int64_t steps = 0;
  Row row;
  bool touches = false;  // beside the ground, at a distance of 0
};

Row target_row(const Context& c, const std::string& kind, const std::string& name, const std::string& level,
               const Json& bearing, const Amount& distance, bool named, const std::string& version) {
  return {{text_cell(kind_name(kind, c.lang)), text_cell(name), text_cell(level), text_cell(wind(c, bearing)),
           distance_cell(c, kind, distance, named), text_cell(version)}};
}

std::string version_of(const Context& c, const std::string& layer_id) {
  for (const auto& layer : list(c.run, "layers")) {
    if (text(layer, "id") == layer_id) return text(layer, "version");
  }
  return {};
}

// Kind and feature id -> steps, place in the list.
using Known = std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::size_t>>;

void measured_targets(const Context& c, std::vector<Target>& out, Known& known) {
  const Json& findings = list(c.project, "findings");
  for (std::size_t f = 0; f < findings.size(); ++f) {
    const Json& features = list(findings[f], "features");
    for (std::size_t i = 0; i < features.size(); ++i) {
      const Json& feature = features[i];
      const std::string kind = text(feature, "kind");
      const Amount distance =
          amount(member(feature, "distance_m"), kMetre,
                 "/findings/" + std::to_string(f) + "/features/" + std::to_string(i) + "/distance_m");
      if (distance.hidden) continue;
      // Of all parts the nearest; what a part meets is no target near the project.
      const auto [at, fresh] =
          known.insert({{kind, text(feature, "feature_id")}, {distance.steps, out.size()}});
      if (!fresh && at->second.first <= distance.steps) continue;
      const Json& fields = member(feature, "fields");
      Target target{distance.steps,
                    target_row(c, kind, name_of(fields), level_of(c, fields), member(feature, "bearing"),
                               distance, true, version_of(c, text(feature, "layer_id")))};
      if (!fresh) {
        out[at->second.second] = std::move(target);
        at->second.first = distance.steps;
      } else {
        out.push_back(std::move(target));
      }
    }
  }
}

// The answer of a layer has the number of its nearest feature alone; the shapes around the project have names.
std::string nearest_name(const Context& c, const Json& layer, const std::string& feature) {
  const std::string kind = text(layer, "kind"), sets = ";" + text(layer, "layer_id") + ";";
  std::set<std::string> names;
  for (const auto& s : c.files.shapes)
    if (s.layer_kind == kind && s.feature_id == feature &&
        sets.find(";" + s.layer_id + ";") != std::string::npos)
      names.insert(s.name);
  if (names.size() == 1 && !names.begin()->empty()) return *names.begin();
  return c.w("未命名（", "no name (") + kind_name(kind, c.lang) + " " + text(layer, "layer_id") + ":" +
         feature + c.w("）", ")");
}

void layer_targets(const Context& c, std::vector<Target>& out, const Known& known) {
  const Json& layers = list(c.project, "layers");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string kind = text(layers[i], "kind");
    const auto& sensitive = c.profile.sensitive;
    if (std::find(sensitive.begin(), sensitive.end(), kind) == sensitive.end()) continue;
    const Amount distance =
        amount(member(layers[i], "nearest_m"), kMetre, "/layers/" + std::to_string(i) + "/nearest_m");
    const std::string feature = text(layers[i], "nearest_feature");
    const bool touches = distance.steps == 0 && text(layers[i], "near_band") == "touch";
    if (distance.hidden || (distance.steps <= 0 && !touches) || known.contains({kind, feature})) continue;
    const std::string name = feature.empty() ? "" : nearest_name(c, layers[i], feature);
    out.push_back({distance.steps,
                   target_row(c, kind, name, {}, member(layers[i], "bearing"), distance, false,
                              of_sets(c, layers[i], "version")),
                   touches});
  }
}

}  // namespace

Cell distance_cell(const Context& c, const std::string& kind, const Amount& distance, bool named) {
  Cell cell = number_cell(c, distance, "km");
  if (!cell.number || distance.steps == 0) return cell;  // nothing is nearer than 0
  bool examined = text(c.project, "status") == "ok", answered = false;
  double searched = 0;
  for (const auto& layer : list(c.project, "layers")) {
    if (text(layer, "kind") != kind) continue;
    answered = true;
    const std::string state = text(layer, "state");
    const Json &outside = member(layer, "outside_share"), &reach = member(layer, "search_distance_m");
    examined = examined && (state == "hit" || state == "clear") && examined_whole(layer) &&
               (!outside.is_number() || outside.get<double>() == 0);
    if (reach.is_number()) searched = std::max(searched, reach.get<double>());
  }
  const bool proven = named || static_cast<double>(distance.steps) / kMetre <= searched;
  if (examined && answered && proven) return cell;
  cell.at_most = true;
  cell.text = "≤ " + cell.text;
  return cell;
}

std::string distance_note(const Context& c) {
  return c.w(
      "“≤”：已找到的最近要素的距离；更近处未核查完整（项目未能完整读取，点、线的占地范围不明，图层未覆盖，"
      "或超出规则的核查距离），实际距离可能更小。",
      "'≤': the distance of the nearest feature that was found; nearer ground was not examined in full (the "
      "project was read in part, the ground of a point or a line is not known, the layer does not cover it, "
      "or it lies beyond the distance that rules ask for), so the true distance may be less.");
}

bool any_bound(const Table& table) {
  return std::any_of(table.rows.begin(), table.rows.end(), [](const Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return cell.at_most; });
  });
}

Table near_table(const Context& c) {
  Table table{"near", "7", c.w("邻近保护目标", "Protection targets near the project")};
  table.columns = {column(c.w("类别", "Kind"), 14),
                   column(c.w("名称", "Name"), 24),
                   column(c.w("级别", "Level"), 9),
                   column(c.w("方位", "Direction"), 8),
                   number_column(c, "距离", "Distance", "km", false, 10),
                   column(c.w("图层版本", "Layer version"), 14)};
  std::vector<Target> targets;
  Known known;
  measured_targets(c, targets, known);
  layer_targets(c, targets, known);
  std::erase_if(targets, [](const auto& t) { return t.steps <= 0 && !t.touches; });
  std::stable_sort(targets.begin(), targets.end(),
                   [](const auto& a, const auto& b) { return a.steps < b.steps; });
  for (auto& t : targets) table.rows.push_back(std::move(t.row));
  if (any_bound(table)) table.notes.push_back(distance_note(c));
  if (table.rows.empty())
    table.notes.push_back(c.w("本次没有量到占地以外的保护目标；这不说明附近没有（各图层核查情况见表9）。",
                              "No target outside the footprint was measured; this does not say that there is "
                              "none (Table 9 says what was examined)."));
  return table;
}

}  // namespace zonegate::document
