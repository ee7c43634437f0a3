// SPDX-License-Identifier: Apache-2.0
//
// What projects hold of control units, red lines and permanent basic farmland: facts.csv, part by part, added up. A part that occupies ground counts with its
// overlap; tunnels, spans and blasting count as projects only. Where parts of one project overlap one another, the sum of its facts is an upper limit, and the
// lower one is what is left when all ground that its own parts share is taken off.
#include <algorithm>

#include "review/totals.h"
#include "schema/schema.h"
#include "verdict/verdict.h"

namespace zonegate::review {
namespace {

bool is_hit(const FactRow& f) { return f.band == "boundary" || f.band == "overlap"; }

bool is_land(const FactRow& f) {
  const auto role = schema::parse_role(f.role);
  return role && schema::role_class(*role) == schema::RoleClass::occupation;
}

Text kind_text(const std::string& kind) {
  const auto* spec = schema::find_kind(kind);
  return spec ? Text{std::string(spec->zh), std::string(spec->en)} : Text{kind, kind};
}

std::string label_of(const FactRow& f) {
  const std::string code = listed_field(f.fields, "code");
  return code.empty() ? "#" + f.feature_id : code;
}

// The key by which rows are kept and sorted, and the cells in front of the sums.
std::pair<std::vector<std::string>, Row> place_of(const FactRow& f, const std::string& place) {
  if (f.kind == "zone_unit") {
    const std::string code = label_of(f), of_class = listed_field(f.fields, "class");
    return {{code},
            {code, listed_field(f.fields, "name"), Coded{of_class, class_text(of_class)}, f.layer_id}};
  }
  if (f.kind == "redline") {
    const std::string code = label_of(f), zone = listed_field(f.fields, "zone");
    return {{f.layer_id, code, zone},
            {code, listed_field(f.fields, "name"), listed_field(f.fields, "type"), zone, f.layer_id}};
  }
  std::vector<std::string> counties;
  for (std::size_t from = 0; from <= place.size();) {
    const auto end = std::min(place.find(';', from), place.size());
    counties.push_back(place.substr(from, end - from));
    from = end + 1;
  }
  return {{place}, {Coded{f.kind, kind_text(f.kind)}, counties}};
}

Text state_text(const std::string& state) {
  for (const auto known :
       {facts::LayerState::hit, facts::LayerState::clear, facts::LayerState::partly_covered,
        facts::LayerState::not_covered, facts::LayerState::not_examined})
    if (facts::to_string(known) == state) return verdict::layer_state_text(known);
  return {state, state};
}

}  // namespace

std::string basis_text(const std::string& basis, Lang lang) {
  if (lang == Lang::en || basis.empty()) return basis;
  const auto open = basis.find(" (");
  const bool bracketed =
      basis.starts_with("ellipsoidal") && open != std::string::npos && basis.ends_with(')');
  const bool planar = basis.starts_with("planar") || basis.starts_with("local");
  return std::string(planar ? "平面面积" : "椭球面积") + "（" +
         (bracketed ? basis.substr(open + 2, basis.size() - open - 3) : basis) + "）";
}

Text class_text(const std::string& unit_class) {
  if (unit_class == "1") return {"优先保护单元", "priority"};
  if (unit_class == "2") return {"重点管控单元", "key"};
  if (unit_class == "3") return {"一般管控单元", "general"};
  return {unit_class, unit_class};
}

// Of a project that was not compared, by what results state.
OwnGround own_ground(std::size_t index, const ProjectRecord& p, const GroundIndex& ground) {
  if (ground.compared(index)) return {ground.area(index), ground.inner(index)};
  double sum = 0;
  for (const auto& part : p.parts) {
    if (!part.occupies) continue;
    if (!part.area_ellipsoidal_m2) return {p.area, p.area};
    sum += *part.area_ellipsoidal_m2;
  }
  return {p.area, std::max<Centi>(0, centi(sum) - p.area)};
}

std::pair<Centi, Centi> limits_of(Centi sum, Centi most, std::size_t facts, const OwnGround& own) {
  constexpr Centi kRounding = 5;  // areas of parts are rounded one by one
  if (facts < 2 || own.inner <= kRounding) return {sum, sum};
  if (sum + kRounding >= own.area + own.inner) return {own.area, own.area};  // all parts lie in it, whole
  return {std::max(most, sum - own.inner), std::min(sum, own.area)};
}

Hits LayerTotals::hits_of(const std::vector<FactRow>& facts, const std::string& kind,
                          const std::string& place) {
  Hits out;
  for (const auto& f : facts) {
    if (f.kind != kind || !is_hit(f)) continue;
    auto [key, lead] = place_of(f, place);
    Hit& hit = out[key];
    hit.lead = std::move(lead);
    hit.certain = hit.certain || f.certain;
    hit.withheld = hit.withheld || f.withheld;
    if (!is_land(f)) continue;
    hit.land = true;
    ++hit.facts;
    hit.sum += f.overlap;
    hit.most = std::max(hit.most, f.overlap);
    hit.net += f.net;
    hit.net_most = std::max(hit.net_most, f.net);
  }
  return out;
}

Hits LayerTotals::unit_hits(const std::vector<FactRow>& facts, const ProjectRecord& p) {
  Hits out = hits_of(facts, "zone_unit", p.place);
  for (const auto& unit : p.official) {
    const auto [at, fresh] = out.try_emplace({unit.code});
    if (!fresh) continue;
    Hit& hit = at->second;
    hit.lead = {unit.code, unit.name, Coded{unit.unit_class, class_text(unit.unit_class)}, std::string()};
    hit.land = hit.unsized = true;
    hit.certain = unit.certain;
  }
  return out;
}

void LayerTotals::project(std::size_t index, const ProjectRecord& p, const std::vector<FactRow>& facts,
                          const GroundIndex& ground) {
  const OwnGround own = own_ground(index, p, ground);
  const auto add = [&](const Hit& h, Sums& sums) {
    const auto [lo, hi] = limits_of(h.sum, h.most, h.facts, own);
    // Net of ridges: what is counted twice is not known to be net, so it may be all of it.
    const bool exact = h.facts < 2 || lo == h.sum;
    const Centi net_lo = exact ? h.net : std::max(h.net_most, h.net - own.inner);
    const Centi net_hi = std::min(h.net, hi);
    sums.tally.add({index, p.slot, lo, hi, p.unsized || h.unsized, !h.land, !h.certain, h.withheld}, ground);
    sums.net.add(index, net_lo, net_hi, ground);
  };
  for (const char* name : kAreaKinds) {
    const Hits hits =
        std::string_view(name) == "zone_unit" ? unit_hits(facts, p) : hits_of(facts, name, p.place);
    if (hits.empty()) continue;
    Kind& kind = kinds_[name];
    Hit whole;
    for (const auto& [key, hit] : hits) {
      Sums& row = kind.rows[key];
      if (row.lead.empty() || !hit.unsized) row.lead = hit.lead;  // what is measured knows its layer
      add(hit, row);
      whole.land = whole.land || hit.land;
      whole.certain = whole.certain || hit.certain;
      whole.withheld = whole.withheld || hit.withheld;
      whole.unsized = whole.unsized || hit.unsized;
      whole.facts += hit.facts;
      whole.sum += hit.sum;
      whole.most = std::max(whole.most, hit.most);
      whole.net += hit.net;
      whole.net_most = std::max(whole.net_most, hit.net_most);
    }
    add(whole, kind.all);
  }
}

void LayerTotals::add_rows(const std::string& kind, Row total, const GroundIndex& ground,
                           TotalsTable& out) const {
  const auto found = kinds_.find(kind);
  if (found == kinds_.end()) return;
  const auto cells = [&](Row row, const Sums& sums) {
    sums.tally.cells(ground, true, row);
    Area net = sums.net.sum();
    if (sums.tally.withheld()) net = {0, 0, false, true};
    if (out.name == "farmland") row.emplace_back(net);
    return row;
  };
  for (const auto& [key, sums] : found->second.rows) out.rows.push_back(cells(sums.lead, sums));
  if (!out.total) out.total = cells(std::move(total), found->second.all);
}

Text state_note(const std::string& kind, const std::vector<ProjectRecord>& projects) {
  static constexpr std::array<const char*, 5> kStates = {"hit", "clear", "partly_covered", "not_covered",
                                                         "not_examined"};
  std::map<std::string, std::size_t> count;
  std::size_t open_hits = 0, withheld = 0;
  for (const auto& p : projects) {
    const auto answer = p.kinds.find(kind);
    const bool asked = answer != p.kinds.end();
    ++count[p.slot == kNotRead ? "not_read" : asked ? answer->second.state : "not_asked"];
    if (!asked || p.slot == kNotRead) continue;
    open_hits += answer->second.state == "hit" && answer->second.open;
    withheld += answer->second.withheld;
  }
  Text out = kind_text(kind);
  out.zh += "核查情况：";
  out.en += ": ";
  for (const char* state : kStates) {
    const Text word = state_text(state);
    out.zh += word.zh + " " + std::to_string(count[state]) + " + ";
    out.en += word.en + " " + std::to_string(count[state]) + " + ";
  }
  const std::string not_asked = std::to_string(count["not_asked"]),
                    not_read = std::to_string(count["not_read"]), all = std::to_string(projects.size());
  out.zh += "未涉及核查 " + not_asked + " + 项目未读取 " + not_read + " = " + all + " 个项目";
  out.en += "not asked about " + not_asked + " + project not read " + not_read + " = " + all + " projects";
  if (open_hits > 0) {
    out.zh += "；命中项目中 " + std::to_string(open_hits) + " 个另有未核查部分";
    out.en += "; of the hits " + std::to_string(open_hits) + " were not examined in full";
  }
  if (withheld > 0) {
    out.zh += "；该图层只公开是否涉及，面积不公开";
    out.en += "; the layer says yes or no only: areas are withheld";
  }
  return out;
}

namespace {

Text features_note() {
  return {
      "面积为占地部分与要素的重叠面积；“其中仅非占地”为只以隧道、架空或影响范围涉及的项目，“其中不确定”为命中"
      "尚不确定的项目，均计入项目数。要素之间相互重叠的，各行都计。",
      "Areas are what parts that occupy ground share with a feature. Projects that meet it by tunnels, spans "
      "or "
      "influence only, or not for certain, are counted among the projects. Features that overlap one another "
      "each "
      "count."};
}

}  // namespace

TotalsTable LayerTotals::units(const GroundIndex& ground, const std::vector<ProjectRecord>& projects) const {
  TotalsTable out;
  out.name = "unit";
  out.title = {"按管控单元汇总", "By control unit"};
  out.columns = {{"code", {"单元编码", "Unit"}, ColumnType::text},
                 {"name", {"名称", "Name"}, ColumnType::text},
                 {"class", {"类别", "Class"}, ColumnType::text},
                 {"layer_id", {"图层", "Layer"}, ColumnType::text}};
  Tally::columns(true, out.columns);
  add_rows("zone_unit", Row(4), ground, out);
  out.notes = {state_note("zone_unit", projects), features_note(), once_note()};
  const bool official = std::any_of(projects.begin(), projects.end(),
                                    [](const ProjectRecord& p) { return !p.official.empty(); });
  if (official)
    out.notes.push_back(
        {"只由官方单元编码给出的单元也各有一行，其项目计入“其中无面积”：在单元内的面积未知，未计入合计；没有"
         "任何项目量测到的单元，图层为空。",
         "Units that only the official codes name have rows too: their projects are among those without "
         "area, "
         "since what lies inside is not known and not in the sums; the layer is empty where nobody measured "
         "it."});
  return out;
}

TotalsTable LayerTotals::redlines(const GroundIndex& ground,
                                  const std::vector<ProjectRecord>& projects) const {
  TotalsTable out;
  out.name = "redline";
  out.title = {"按生态保护红线汇总", "By red line"};
  out.columns = {{"code", {"编码", "Code"}, ColumnType::text},
                 {"name", {"名称", "Name"}, ColumnType::text},
                 {"type", {"类型", "Type"}, ColumnType::text},
                 {"zone", {"分区", "Zone"}, ColumnType::text},
                 {"layer_id", {"图层", "Layer"}, ColumnType::text}};
  Tally::columns(true, out.columns);
  add_rows("redline", Row(5), ground, out);
  out.notes = {state_note("redline", projects), features_note(), once_note()};
  return out;
}

TotalsTable LayerTotals::farmland(const GroundIndex& ground,
                                  const std::vector<ProjectRecord>& projects) const {
  TotalsTable out;
  out.name = "farmland";
  out.title = {"永久基本农田汇总（按区县）", "Permanent basic farmland, by county"};
  out.columns = {{"kind", {"图层类别", "Kind"}, ColumnType::text},
                 {"counties", {"区县", "County"}, ColumnType::list}};
  Tally::columns(true, out.columns);
  out.columns.push_back({"net", {"净面积（扣田坎）", "Net"}, ColumnType::area});
  for (const char* kind : {"pbf", "pbf_cluster"})
    add_rows(kind, {Coded{kind, kind_text(kind)}, {}}, ground, out);
  out.notes = {state_note("pbf", projects), state_note("pbf_cluster", projects), features_note(),
               once_note()};
  return out;
}

}  // namespace zonegate::review
