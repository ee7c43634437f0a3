// SPDX-License-Identifier: Apache-2.0
//
// Table 9: layers. "Not concerned" is proved here: the layer, its version, that it was examined in full, and how far the nearest feature is.
#include <algorithm>
#include <set>

#include "document/parts.h"
#include "schema/schema.h"

namespace zonegate::document {
namespace {

std::vector<std::string> ids_of(const std::string& joined) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < joined.size();) {
    const std::size_t end = std::min(joined.find(';', at), joined.size());
    out.push_back(joined.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

std::string of_sets(const Context& c, const Json& answer, const char* key) {
  std::string out;
  std::set<std::string> said;
  for (const auto& id : ids_of(text(answer, "layer_id"))) {
    for (const auto& layer : list(c.run, "layers")) {
      if (text(layer, "id") != id) continue;
      const std::string value = text(layer, key);
      if (!value.empty() && said.insert(value).second) out += (out.empty() ? "" : c.w("；", "; ")) + value;
    }
  }
  return out;
}

namespace {

// Who publishes the data sets that answered. A table of the rules may have nobody.
std::string publisher_of(const Context& c, const Json& answer) {
  const std::string said = of_sets(c, answer, "publisher");
  const bool none = said.empty() && !text(answer, "layer_id").empty();
  return none ? c.w("出处未载明", "source not stated") : said;
}

std::string state_word(const Json& layer, const Context& c) {
  if (c.lang == Lang::zh) return text(layer, "state_zh");
  std::string word = text(layer, "state");
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

}  // namespace

// Of a layer that answers yes or no only nobody is told whether its border touches, or is nearer than it is known: 不涉及 must not be read as if it were.
std::string yes_no_remark(const Context& c, const Json& layer) {
  if (text(layer, "state") != "clear") return {};
  for (const auto& set : list(c.run, "layers"))
    if (text(set, "kind") == text(layer, "kind") && text(set, "disclosure") == "yes_no")
      return c.w("数据集只公开是否涉及，边界是否相接或在精度之内不予公开",
                 "its data set answers yes or no only: whether its border touches, or is nearer than it is "
                 "known, is not told");
  return {};
}

namespace {

// Of a bare point the place alone was examined, however much ground it will take.
std::string remark_of(const Context& c, const Json& layer) {
  std::string why = layer_reason(layer, c.lang);
  if (const std::string told = yes_no_remark(c, layer); !told.empty())
    why += (why.empty() ? "" : c.w("；", "; ")) + told;
  const auto* spec = schema::find_kind(text(layer, "kind"));
  if (!unsized(c) || !examined_whole(layer) || (spec && spec->geometry == schema::Geometry::table))
    return why;
  return why + (why.empty() ? "" : c.w("；", "; ")) +
         c.w("核查比例仅指点位、线位所在处，占地范围不明",
             "the share is of the place of the point or line alone; its ground is not known");
}

// How far beyond the ground was looked: nought of kinds whose distance no rule asks.
Cell searched_cell(const Context& c, const Json& layer, const std::string& at) {
  return number_cell(c, disclosed_amount(layer, "search_distance_m", kMetre, at), "km");
}

}  // namespace

bool border_in_doubt(const Json& layer) {
  const std::string band = text(layer, "near_band");
  return text(layer, "state") == "clear" && (band == "touch" || band == "boundary");
}

std::string layer_conclusion(const Json& layer, const Context& c) {
  const std::string state = text(layer, "state");
  const bool whole = examined_whole(layer);
  // What could not be read may lie anywhere: of a project that was read in part nothing is cleared.
  if (state == "clear" && whole && text(c.project, "status") != "ok")
    return c.w("待核实（项目仅部分读取，已读部分未触及）",
               "to be verified (the project was read in part; what was read does not touch it)");
  const auto* spec = schema::find_kind(text(layer, "kind"));
  const bool rows = spec && spec->geometry == schema::Geometry::table;
  if (state == "clear" && whole && rows && unsized(c))
    return c.w("待核实（用地范围不明，已对照的条目未触发）",
               "to be verified (the ground is not known; no row that was compared restricts it)");
  if (state == "clear" && whole && rows) return c.w("已对照，无限制性条目", "compared: no row restricts it");
  // Next to it, or nearer than the borders are known: nothing is met, but nobody may sign that nothing is there.
  if (whole && border_in_doubt(layer))
    return text(layer, "near_band") == "touch"
               ? c.w("未压占，边界相接，须核实界线", "not met, but touching; its border is to be checked")
               : c.w("未压占，间距在精度之内（边界级），须核实界线",
                     "not met, but nearer than the borders are known; to be checked");
  if (state == "clear" && whole) return c.w("不涉及", "not concerned");
  // Found within the distance that rules ask for, and not met.
  if (const Json& m = member(layer, "nearest_m");
      state == "hit" && whole && m.is_number() && m.get<double>() > 0)
    return c.w("核查距离内有，未压占", "within the distance of the rules, not met");
  // Rows of a table of which nobody can say whether they hold: neither met nor compared.
  if (state == "hit" && text(layer, "reason_code") == "possible")
    return c.w("待核实（条目可能适用）", "to be verified (rows may hold)");
  if (state == "hit" && flag(layer, "official"))
    return c.w("涉及（依官方编码）", "concerned (by the official codes)");
  if (state == "hit" && whole) return c.w("涉及", "concerned");
  if (state == "hit") return c.w("涉及，其余未核查", "concerned; the rest was not examined");
  if (text(layer, "reason_code") == "point_only")
    return c.w("待核实（占地范围不明）", "to be verified (the ground is not known)");
  return c.w("待核实", "to be verified") + c.w("（", " (") + state_word(layer, c) + c.w("）", ")");
}

std::string layer_reason(const Json& layer, Lang lang) {
  return Text{text(layer, "reason_zh"), text(layer, "reason")}.in(lang);
}

Table layers_table(const Context& c) {
  Table table{"layers", "9", c.w("图层核查情况", "Layers and what was examined")};
  table.columns = {column(c.w("类别", "Kind"), 10),
                   column(c.w("图层", "Layer"), 16),
                   column(c.w("发布机关", "Publisher"), 12),
                   column(c.w("版本", "Version"), 9),
                   column(c.w("有效期起", "Valid from"), 9),
                   {c.w("核查比例（%）", "Examined (%)"), 7, true},
                   {c.w("核查距离（km）", "Searched (km)"), 8, true},
                   {c.w("最近距离（km）", "Nearest (km)"), 8, true},
                   column(c.w("方位", "Direction"), 8),
                   column(c.w("结论", "Conclusion"), 10),
                   column(c.w("说明", "Remark"), 16)};
  const Json& layers = list(c.project, "layers");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Json& layer = layers[i];
    const std::string at = "/layers/" + std::to_string(i);
    const Amount nearest = disclosed_amount(layer, "nearest_m", kMetre, at);
    const Json& share = member(layer, "examined_share");
    table.rows.push_back(
        {{text_cell(kind_name(text(layer, "kind"), c.lang)), text_cell(local(layer, "title", c.lang)),
          text_cell(publisher_of(c, layer)), text_cell(of_sets(c, layer, "version")),
          text_cell(of_sets(c, layer, "valid_from")),
          share.is_number() ? plain_cell(c, share.get<double>() * 100, "percent", at + "/examined_share")
                            : text_cell(hidden_word(c.lang)),
          searched_cell(c, layer, at), distance_cell(c, text(layer, "kind"), nearest, false),
          text_cell(wind(c, member(layer, "bearing"))),
          text_cell(layer_conclusion(layer, c) +
                    (flag(layer, "mandatory") ? c.w("（必查）", " (mandatory)") : "")),
          text_cell(remark_of(c, layer))}});
  }
  for (const auto& kind : list(c.project, "not_supplied")) {
    Row row{std::vector<Cell>(table.columns.size(), blank_cell())};
    row.cells[0] = text_cell(kind_name(text(kind), c.lang));
    row.cells[9] = text_cell(c.w("未核查", "not examined"));
    row.cells[10] = text_cell(c.w("未提供图层", "layer not supplied"));
    table.rows.push_back(std::move(row));
  }
  if (any_bound(table)) table.notes.push_back(distance_note(c));
  table.notes.push_back(c.w(
      "核查比例为占地（含规则的核查距离）被图层声明范围覆盖的比例，只有100%"
      "才能得出“不涉及”：占地上没有，规则要求的核查距离内也没有（规则不问距离的，只看占地）。核查距离内有而不"
      "在占"
      "地上的，结论为“核查距离内有，未压占”。核查距离为0的，只核查占地。没有最近距离的，核查范围内未见要素，"
      "距离未量。",
      "The share is that of the footprint, with the distance that rules ask for, within the declared "
      "coverage; only 100 % allows 'not concerned': nothing on the footprint, nor within the distance that "
      "rules ask for (of kinds whose distance no rule asks, on the footprint alone, at a searched distance "
      "of 0). Where no distance "
      "stands, none was measured."));
  return table;
}

}  // namespace zonegate::document
