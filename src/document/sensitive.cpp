// SPDX-License-Identifier: Apache-2.0
//
// Table 3: sensitive areas. What was met, by feature and part; then, for each kind, what the layer lets one say of the rest.
#include <algorithm>
#include <map>
#include <tuple>

#include "document/parts.h"
#include "schema/schema.h"

namespace zonegate::document {
namespace {

struct Feature {
  const Json* json = nullptr;
  std::string at;       // pointer
  std::string clauses;  // of the findings that rest on it, not of those that only measured it
  bool told = true;     // false: of some finding the run does not say whether it rests on it
};

// Features of findings once each: several findings may rest on the same one.
std::vector<Feature> features_of(const Context& c, const std::string& kind) {
  using Key = std::tuple<std::string, std::string, std::string, std::string>;
  std::map<Key, std::size_t> known;
  std::vector<Feature> out;
  const Json& findings = list(c.project, "findings");
  for (std::size_t f = 0; f < findings.size(); ++f) {
    const Json& features = list(findings[f], "features");
    const std::string clause = text(findings[f], "rule") + " " + cited(c, findings[f]);
    for (std::size_t i = 0; i < features.size(); ++i) {
      if (text(features[i], "kind") != kind) continue;
      const Key key{text(features[i], "layer_id"), text(features[i], "feature_id"),
                    text(features[i], "part_id"), text(features[i], "role")};
      const auto [at, fresh] = known.try_emplace(key, out.size());
      if (fresh)
        out.push_back(
            {&features[i], "/findings/" + std::to_string(f) + "/features/" + std::to_string(i), {}});
      Feature& feature = out[at->second];
      feature.told = feature.told && member(features[i], "grounds").is_boolean();
      if (flag(features[i], "grounds"))
        feature.clauses += (feature.clauses.empty() ? "" : c.w("；", "; ")) + clause;
    }
  }
  return out;
}

Amount number_of(const Feature& f, const char* key, int steps) {
  return disclosed_amount(*f.json, key, steps, f.at);
}

std::string role_word(const Context& c, const std::string& part) {
  for (const auto& p : list(c.project, "parts")) {
    if (text(p, "part_id") == part)
      return part + c.w("（", " (") + text(p, c.lang == Lang::zh ? "role_zh" : "role") + c.w("）", ")");
  }
  return part;
}

}  // namespace

std::string level_of(const Context& c, const Json& fields) {
  std::string level = told(c, text(fields, "level"));
  for (const char* key : {"type", "class", "order", "kind"}) {
    if (const std::string more = text(fields, key); !more.empty())
      level += (level.empty() ? "" : c.w(" ", ", ")) + told(c, more);
  }
  return level;
}

namespace {

// Names of a restricted layer are withheld, others nobody gave: rows of two features must not read alike.
std::string numbered_name(const Context& c, const std::vector<Feature>& features, const Feature& f) {
  std::vector<std::string> nameless;
  const auto id = [](const Json& json) { return text(json, "layer_id") + ":" + text(json, "feature_id"); };
  for (const auto& one : features)
    if (name_of(member(*one.json, "fields")).empty() &&
        std::find(nameless.begin(), nameless.end(), id(*one.json)) == nameless.end())
      nameless.push_back(id(*one.json));
  const auto at = std::find(nameless.begin(), nameless.end(), id(*f.json)) - nameless.begin();
  return c.w("未命名 ", "no name ") + std::to_string(at + 1);
}

// A clause that nobody can tell to rest on the feature is not claimed.
std::string clauses_of(const Context& c, const Feature& f) {
  if (!f.clauses.empty()) return f.clauses;
  if (f.told) return c.w("仅作量测，没有条款据此触发", "measured; no clause rests on it");
  return flag(*f.json, "withheld")
             ? c.w("数值不公开，不逐要素列条款，见表10-1", "numbers withheld: clauses stand in Table 10-1")
             : c.w("本次结果未记明依据的要素，条款见表10-1",
                   "the run does not say which features clauses rest on; see Table 10-1");
}

Row feature_row(const Context& c, const std::string& kind, const Feature& f,
                const std::vector<Feature>& features) {
  const Json& fields = member(*f.json, "fields");
  Amount length = number_of(f, "length_m", kMetre);
  Amount area = number_of(f, "overlap_m2", kSquareMetre);
  const Amount distance = number_of(f, "distance_m", kMetre);
  // Ground that was drawn as such has none. A line whose ground alone reaches the feature crosses it by 0.
  const bool lines = member(*f.json, "counted_length_m").is_number();
  length.absent = length.absent || (!length.hidden && length.steps == 0 && !lines);
  // Nobody knows the ground of a point without size.
  area.absent = area.absent || (!area.hidden && area.steps == 0 && unsized(c, text(*f.json, "part_id")));
  // What is merely near occupies nothing: a nought of it is none that was measured.
  area.absent = area.absent || (!area.hidden && area.steps == 0 && distance.steps > 0);
  if (const auto* spec = schema::find_kind(kind); spec && spec->geometry == schema::Geometry::point)
    area.absent = area.absent || (!area.hidden && area.steps == 0);  // a point is met, and has no area
  const std::string level = level_of(c, fields);
  const std::string name = name_of(fields);
  return {{text_cell(kind_name(kind, c.lang)), text_cell(name.empty() ? numbered_name(c, features, f) : name),
           text_cell(level), text_cell(told(c, text(fields, "zone"))),
           text_cell(role_word(c, text(*f.json, "part_id"))), number_cell(c, area, "hm2"),
           number_cell(c, area, "mu"), number_cell(c, length, "km"),
           text_cell(wind(c, member(*f.json, "bearing"))), distance_cell(c, kind, distance, true),
           text_cell(clauses_of(c, f))}};
}

Row answer_row(const Context& c, const Json& layer, std::size_t index) {
  const std::string at = "/layers/" + std::to_string(index);
  const Amount nearest = disclosed_amount(layer, "nearest_m", kMetre, at);
  std::string remark = layer_reason(layer, c.lang);
  if (const std::string version = of_sets(c, layer, "version"); !version.empty())
    remark = c.w("图层版本 ", "layer version ") + version + (remark.empty() ? "" : c.w("；", "; ") + remark);
  if (const std::string told = yes_no_remark(c, layer); !told.empty()) {
    remark += c.w("；", "; ") + told;
  } else if (nearest.absent && text(layer, "state") == "clear") {
    const Json& searched = member(layer, "search_distance_m");
    const bool around = searched.is_number() && searched.get<double>() > 0;
    remark += around ? c.w("；占地及核查距离（见表9）内没有要素",
                           "; no feature on the ground nor within the distance that was searched (Table 9)")
                     : c.w("；占地上没有要素，周边未核查",
                           "; no feature on the ground; the surroundings were not searched");
  }
  return {{text_cell(kind_name(text(layer, "kind"), c.lang)), text_cell(layer_conclusion(layer, c)),
           blank_cell(), blank_cell(), blank_cell(), blank_cell(), blank_cell(), blank_cell(),
           text_cell(wind(c, member(layer, "bearing"))),
           distance_cell(c, text(layer, "kind"), nearest, false), text_cell(remark)}};
}

void add_kind(const Context& c, const std::string& kind, Table& table) {
  const auto features = features_of(c, kind);
  for (const auto& f : features) table.rows.push_back(feature_row(c, kind, f, features));
  const Json& layers = list(c.project, "layers");
  bool answered = false;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (text(layers[i], "kind") != kind) continue;
    answered = true;
    const bool open = !examined_whole(layers[i]) || text(layers[i], "state") != "hit";
    if (features.empty() || open) table.rows.push_back(answer_row(c, layers[i], i));
  }
  const Json& not_supplied = list(c.project, "not_supplied");
  if (answered || std::find(not_supplied.begin(), not_supplied.end(), kind) == not_supplied.end()) return;
  Row row{std::vector<Cell>(table.columns.size(), blank_cell())};
  row.cells[0] = text_cell(kind_name(kind, c.lang));
  row.cells[1] = text_cell(c.w("未提供图层，未核查", "layer not supplied, not examined"));
  table.rows.push_back(std::move(row));
}

}  // namespace

Table sensitive_table(const Context& c) {
  Table table{"sensitive", "3", c.w("环境敏感区", "Sensitive areas")};
  table.columns = {column(c.w("类别", "Kind"), 10),
                   column(c.w("名称或结论", "Name, or what holds"), 18),
                   column(c.w("级别、类型", "Level, type"), 9),
                   column(c.w("功能分区", "Zone"), 9),
                   column(c.w("地块", "Part"), 11),
                   number_column(c, "涉及面积", "Area", "hm2", true, 9),
                   number_column(c, "涉及面积", "Area", "mu", true, 9),
                   number_column(c, "穿越长度", "Length", "km", false, 8),
                   column(c.w("方位", "Direction"), 8),
                   number_column(c, "距离", "Distance", "km", false, 8),
                   column(c.w("依据条款、说明", "Clause, remark"), 22)};
  for (const auto& kind : c.profile.sensitive) add_kind(c, kind, table);
  if (std::string kinds; !c.profile.not_listed.empty()) {
    for (const auto& kind : c.profile.not_listed) c.add_word(kinds, kind_name(kind, c.lang));
    table.notes.push_back(c.w("按本次所用的文件格式配置（--profile），本表未列：",
                              "The profile of these documents (--profile) leaves out of this table: ") +
                          kinds +
                          c.w("；其核查情况见表9，触发的规则见表10-1。",
                              "; Table 9 says what was examined of them, Table 10-1 which rules fired."));
  }
  if (any_bound(table)) table.notes.push_back(distance_note(c));
  table.notes.push_back(c.w(
      "每行为一个地块与一个要素；地块之间可能重叠，故不合计。“不涉及”仅用于图层覆盖全部核查范围且未触及任"
      "何要素的情形，距离为占地外缘至最近要素。依据条款只列该地块、该要素使其条件成立的条款。",
      "A row is one part and one feature; parts may overlap and are not added up. 'Not concerned' is "
      "said only where the layer covers all that had to be examined and nothing was met; the distance is "
      "to the nearest feature. Clauses are those whose conditions this part and this feature make hold."));
  return table;
}

}  // namespace zonegate::document
