// SPDX-License-Identifier: Apache-2.0
//
// One line of results.jsonl, reduced to what the batch view needs.
#include <algorithm>
#include <cmath>

#include "review/totals.h"
#include "schema/schema.h"
#include "verdict/verdict.h"

namespace zonegate::review {
namespace {

double value_of(const Json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_number() ? at->get<double>() : 0;
}

[[noreturn]] void refuse(std::size_t line, const std::string& what) {
  throw Error(ErrorKind::input, "results.jsonl: line " + std::to_string(line) + ": " + what,
              "run zonegate screen again; the file may have been edited, or be of another program");
}

std::string prefix_of(std::string code) {
  while (code.size() > 2 && code.ends_with("00")) code.resize(code.size() - 2);
  return code;
}

// Of county, city and province codes those that stand for no other in the list.
std::vector<std::string> counties_of(const Json& project) {
  std::vector<std::string> codes, out;
  for (const auto& region : list(project, "regions"))
    if (region.is_string()) codes.push_back(region.get<std::string>());
  for (const auto& code : codes) {
    const bool above = std::any_of(codes.begin(), codes.end(), [&](const std::string& other) {
      return other != code && prefix_of(other).starts_with(prefix_of(code));
    });
    if (!above) out.push_back(code);
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool region_unknown(const Json& project) {
  const auto& issues = list(project, "issues");
  return std::any_of(issues.begin(), issues.end(),
                     [](const Json& i) { return text(i, "code") == "project.region_unknown"; });
}

bool occupies(const Json& part) {
  const auto role = schema::parse_role(text(part, "role"));
  return role && schema::role_class(*role) == schema::RoleClass::occupation;
}

void read_parts(const Json& project, bool ellipsoidal, ProjectRecord& out) {
  for (const auto& part : list(project, "parts")) {
    StatedPart stated{text(part, "part_id"), occupies(part), std::nullopt};
    if (ellipsoidal && part.contains("area_ellipsoidal_m2"))
      stated.area_ellipsoidal_m2 = value_of(part, "area_ellipsoidal_m2");
    out.unsized = out.unsized || !flag(part, "sized");
    out.parts.push_back(std::move(stated));
  }
  out.unsized = out.unsized || out.parts.empty();  // without geometry the area is not 0, but unknown
}

// Of several answers about a kind that for the footprint itself, without a search distance.
void read_layers(const Json& project, ProjectRecord& out) {
  std::map<std::string, double> distances;
  for (const auto& answer : list(project, "layers")) {
    const std::string kind = text(answer, "kind");
    const double distance = value_of(answer, "search_distance_m");
    const auto [at, fresh] = distances.emplace(kind, distance);
    if (!fresh && distance >= at->second) continue;
    at->second = distance;
    out.kinds[kind] = {text(answer, "state"), value_of(answer, "examined_share") < 1,
                       flag(answer, "withheld"),
                       flag(answer, "official") || text(answer, "reason_code") == "contradicted"};
  }
}

void read_official(const Json& project, ProjectRecord& out) {
  const auto access = project.find("access");
  if (access == project.end() || !access->is_object()) return;
  for (const auto& unit : list(*access, "units")) {
    if (text(unit, "kind") != "zone_unit" || text(unit, "source") == "measured") continue;
    out.official.push_back(
        {text(unit, "code"), text(unit, "name"), text(unit, "class"), flag(unit, "certain")});
  }
}

bool rests_on_bans(const Json& finding) {
  const auto measures = finding.find("measures");
  if (measures == finding.end() || !measures->is_object()) return false;
  return std::any_of(measures->begin(), measures->end(),
                     [](const Json& m) { return text(m, "layer") == "region_ban"; });
}

void read_bans(const Json& project, ProjectRecord& out) {
  for (const auto& f : list(project, "findings")) {
    if (!rests_on_bans(f)) continue;
    BanFinding ban;
    ban.rule = text(f, "rule");
    ban.outcome = text(f, "outcome");
    ban.worst = text(f, "worst_possible");
    ban.certain = flag(f, "certain");
    const auto outcome = parse_outcome(ban.outcome), worst = parse_outcome(ban.worst);
    const bool hit = outcome && ban.certain && *outcome >= Outcome::conditional;
    out.ban_hit = out.ban_hit || hit;
    out.ban_open = out.ban_open || (!hit && worst && *worst >= Outcome::conditional);
    const std::size_t before = out.bans.size();
    for (const auto& feature : list(f, "features")) {
      if (text(feature, "kind") != "region_ban") continue;
      const Json fields = feature.value("fields", Json::object());
      ban.layer_id = text(feature, "layer_id");
      ban.feature_id = text(feature, "feature_id");
      ban.code = text(fields, "code");
      ban.pollutant = text(fields, "pollutant");
      ban.document = text(fields, "document");
      ban.from = text(fields, "from");
      ban.to = text(fields, "to");
      out.bans.push_back(ban);
    }
    if (out.bans.size() == before) out.bans.push_back(ban);
  }
}

void read_carbon(const Json& project, ProjectRecord& out) {
  const auto at = project.find("carbon");
  if (at == project.end() || !at->is_object()) return;
  const auto kg = [&](const char* key) { return std::llround(value_of(*at, key) * 1000); };
  CarbonRecord carbon;
  carbon.area = centi(value_of(*at, "area_ha") * 10000);
  carbon.stock = kg("stock_total_tc");
  carbon.loss = kg("loss_total_tc");
  carbon.co2e = kg("loss_co2e_t");
  const bool gaps = value_of(*at, "without_density_ha") > 0 || value_of(*at, "nodata_ha") > 0 ||
                    value_of(*at, "outside_ha") > 0;
  carbon.incomplete = gaps || !list(*at, "missing_pools").empty() || !list(*at, "unknown_classes").empty();
  carbon.unverified = flag(*at, "unverified");
  out.carbon = carbon;
}

void read_pollutants(const Json& project, ProjectRecord& out) {
  const auto attributes = project.find("attributes");
  if (attributes == project.end() || !attributes->is_object()) return;
  const auto at = attributes->find("adds_pollutants");
  if (at == attributes->end() || at->is_null()) return;
  std::set<std::string> words;
  if (at->is_array()) {
    for (const auto& item : *at) words.insert(item.is_string() ? item.get<std::string>() : item.dump());
  } else {
    for (const auto& word : schema::split_list(text(*attributes, "adds_pollutants"))) words.insert(word);
  }
  out.pollutants.assign(words.begin(), words.end());
}

std::size_t slot_of(const std::string& outcome, std::size_t line) {
  for (std::size_t i = 0; i < kNotRead; ++i)
    if (outcome == slots()[i].key) return i;
  refuse(line, outcome.empty() ? "it states no outcome" : "\"" + outcome + "\" is no outcome of a project");
}

}  // namespace

const std::array<Slot, kSlots>& slots() {
  static const std::array<Slot, kSlots> kAll = [] {
    std::array<Slot, kSlots> out{};
    const std::array<Outcome, 5> order = {Outcome::prohibited, Outcome::restricted, Outcome::conditional,
                                          Outcome::undetermined, Outcome::allowed};
    for (std::size_t i = 0; i < order.size(); ++i)
      out[i] = {zonegate::to_string(order[i]).data(), verdict::outcome_text(order[i])};
    out[kNotRead] = {"not_read", {"未读取", "Not read"}};
    return out;
  }();
  return kAll;
}

bool in_several(const ProjectRecord& p) { return p.counties.size() > 1; }

ProjectRecord read_record(const Json& project, std::size_t line) {
  ProjectRecord out;
  out.id = text(project, "project_id");
  out.name = text(project, "name");
  out.status = text(project, "status");
  out.worst = text(project, "worst_possible");
  out.slot = slot_of(text(project, "outcome"), line);
  if (!parse_outcome(out.worst)) refuse(line, "it states no worst_possible");
  if (out.status == "failed") out.slot = kNotRead;
  out.counties = counties_of(project);
  std::vector<std::string> places = out.counties;
  if (places.empty() || region_unknown(project)) places.emplace_back("?");
  out.place = joined(places, ";");
  const std::string basis = text(project, "area_basis");
  const bool planar = basis.starts_with("planar") || basis.starts_with("local");
  const double ellipsoidal = value_of(project, "area_ellipsoidal_m2");
  out.area = centi(planar || ellipsoidal == 0 ? value_of(project, "area_planar_m2") : ellipsoidal);
  out.accuracy_m = std::hypot(value_of(project, "accuracy_m"), value_of(project, "datum_accuracy_m"));
  out.footprint = text(project, "footprint_sha256");
  read_parts(project, !planar, out);
  read_layers(project, out);
  read_official(project, out);
  read_bans(project, out);
  read_carbon(project, out);
  read_pollutants(project, out);
  return out;
}

}  // namespace zonegate::review
