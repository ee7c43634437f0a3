// SPDX-License-Identifier: Apache-2.0
//
// The datum guard: does a project lie where it says? A wrong zone, exchanged axes or a web map's coordinates put a footprint on somebody else's ground, where it may well pass. The file cannot
// show that; what the project says of its county and its units can.
// As stated first, by what `locate` found: a claimed county among its counties, or nearer than both are known, is a fit, and so is any county where none is claimed. Only projects that do not
// fit are looked at closer, corner by corner. A project over a border has the claimed county among its own, so it fits.
// Codes change (counties become districts, cities are joined), so a claimed code that the admin layer does not know contradicts the place only from another province; from another city it is a
// doubt. Units: codes that other ground in the right county has are first of all a question of the list (decision 0033); they speak of the datum where another reading
// of the numbers brings the corners into the units, and only then.
#include <algorithm>
#include <cmath>

#include "catalog/datum_claims.h"
#include "catalog/datum_evidence.h"
#include "catalog/datum_words.h"

namespace zonegate::catalog {
namespace {

constexpr double kWide = 100000,
                 kFar = 50000;   // metres; a wrong zone or axis moves a place by more than 200 km
constexpr double kApart = 5000;  // metres; a county so far off is none that the footprint nearly reaches

enum class Question { none, county, nowhere };

bool among(const std::vector<std::string>& regions, const std::string& region) {
  return std::find(regions.begin(), regions.end(), region) != regions.end();
}

class Guard {
 public:
  Guard(const LayerSet& layers, const geom::Plane& plane) : layers_(layers), grounds_(layers, plane) {}

  void run(ProjectSet& set) {
    for (const auto& project : set.projects)
      for (const auto& code : unit_claims(project)) grounds_.want(code);
    for (auto& project : set.projects) {
      if (project.probes.empty()) continue;
      const bool told = ask_counties(project);
      if (!told && !project.parts.empty()) ask_units(project);
    }
  }

 private:
  const geom::Plane& plane() const { return grounds_.plane(); }
  // Footprint and layer, as far as both are known.
  static double reach(const Project& project, const std::vector<const Layer*>& layers) {
    double accuracy = 0;
    for (const auto* layer : layers) accuracy = std::max(accuracy, layer->accuracy_m);
    return std::hypot(project.accuracy_m, project.datum_accuracy_m, accuracy);
  }

  // Without reading anything.
  static Question question(const Project& project, const std::vector<Claim>& claims) {
    if (std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) { return fits(project, claim); }))
      return Question::none;
    if (!claims.empty()) return Question::county;
    return is_located(project) ? Question::none : Question::nowhere;
  }
  static bool is_located(const Project& project) {
    return !project.regions.empty() && !project.regions_stated;
  }
  static bool fits(const Project& project, const Claim& claim) {
    return (is_located(project) && among(project.regions, claim.region)) ||
           among(project.regions_near, claim.region);
  }

  // True: something was said.
  bool ask_counties(Project& project) {
    std::vector<std::string> unread;
    std::vector<Claim> claims = claims_of(
        project, [&](const std::string& text) { return named_in(text, project); }, unread);
    for (const auto& word : unread)
      tell(project, "project.value_unreadable", Severity::warning,
           "'" + word +
               "' is neither a code nor the name of a county that is known: county_code states nothing",
           "state the six digits of the county");
    Question asked = question(project, claims);
    if (asked == Question::none) return ask_strays(project, claims) || ask_further(project, claims);
    const auto layers = choose(layers_, "admin", project.as_of).layers;
    if (layers.empty()) return false;
    Target target;
    target.tolerance_m = reach(project, layers);
    bool whole = true;
    for (const auto* layer : layers) {
      const auto& held = grounds_.of(*layer);
      whole = whole && held.whole;
      target.anywhere.push_back(&held);
      target.withheld = target.withheld || layer->disclosure == Disclosure::yes_no;
    }
    const bool any = std::any_of(target.anywhere.begin(), target.anywhere.end(),
                                 [](const auto* held) { return !held->all.empty(); });
    if (!any) return false;
    std::erase_if(claims, [&](const Claim& c) { return c.by_parcel && grounds_of(c, target).empty(); });
    asked = question(project, claims);
    if (asked == Question::none) return false;
    if (asked == Question::nowhere) return ask_nowhere(project, target);
    return ask_county(project, claims, std::move(target), whole);
  }

  // One part in another system than the rest: some corners lie where the project says, others far away, and one reading brings all of those there. A long line has corners far
  // away too, but no reading that gathers them.
  bool ask_strays(Project& project, const std::vector<Claim>& claims) {
    geom::Box all;
    for (const auto& part : project.parts) all.add(part.figure->box);
    const bool wide = std::hypot(all.max_x - all.min_x, all.max_y - all.min_y) > kWide;
    if (claims.empty() || project.parts.size() < 2 || !wide) return false;
    const auto layers = choose(layers_, "admin", project.as_of).layers;
    Target target;
    target.tolerance_m = reach(project, layers);
    std::string where;
    for (const auto* layer : layers) {
      target.withheld = target.withheld || layer->disclosure == Disclosure::yes_no;
      for (const auto& ground : grounds_.of(*layer).all)
        for (const auto& claim : claims)
          if (of_region(ground.code, claim.region)) {
            if (where.empty()) where = region_words(claim.region, ground);
            target.grounds.push_back(&ground);
          }
    }
    std::vector<Probe> strays;
    std::optional<geom::LonLat> stray;
    for (const auto& probe : project.probes) {
      const auto place = as_stated(probe);
      if (!place || target.holds(plane().from_lonlat(*place))) continue;
      strays.push_back(probe);
      if (!stray) stray = place;
    }
    if (target.grounds.empty() || strays.empty() || strays.size() == project.probes.size()) return false;
    Evidence evidence = weigh(strays, target, plane(), 0);
    std::erase_if(evidence.better, [&](const Fit& fit) {
      return fit.corners < strays.size() || geom::geodesic_distance(*fit.reading.place, *stray).value < kFar;
    });
    if (evidence.better.empty()) return false;
    const std::size_t home = project.probes.size() - strays.size();
    contradict(project,
               claims.front().said_by + " names " + where + ", and read as stated (" + system_words(project) +
                   ") " + share_words(home, project.probes.size(), target.withheld) +
                   " lie there; the others lie far away" + better_words(evidence, target.withheld),
               better_hint(evidence), claims.front().said_by);
    return true;
  }
  // One claim fits; another names a county that lies far from all of the footprint: either ground of the project is missing, or the code is wrong.
  bool ask_further(Project& project, const std::vector<Claim>& claims) {
    const auto layers = choose(layers_, "admin", project.as_of).layers;
    for (const auto& claim : claims) {
      if (claim.by_unit || fits(project, claim)) continue;
      std::vector<const Ground*> claimed;
      bool whole = true;
      for (const auto* layer : layers) {
        const auto& held = grounds_.of(*layer);
        whole = whole && held.whole;
        for (const auto& ground : held.all)
          if (of_region(ground.code, claim.region)) claimed.push_back(&ground);
      }
      const Metres apart(kApart + reach(project, layers));
      const auto far = [&](const Ground* ground) {
        return std::none_of(project.parts.begin(), project.parts.end(), [&](const Part& part) {
          return geom::nearest(*part.figure, *ground->figure, plane(), apart).has_value();
        });
      };
      if (claimed.empty() || !std::all_of(claimed.begin(), claimed.end(), far)) continue;
      tell_further(project, claim, region_words(claim.region, *claimed.front()), whole);
      return true;
    }
    return false;
  }
  static void tell_further(Project& project, const Claim& claim, const std::string& where, bool whole) {
    tell(project, whole ? "datum.contradicted" : "datum.doubtful",
         whole ? Severity::error : Severity::warning,
         claim.said_by + " names " + where + " too, but no part of the footprint lies there or within " +
             fixed(kApart / 1000, 0) + " km of it" + (whole ? "" : "; the admin layer lost a feature"),
         "give the ground that lies there, or mend the code");
    if (whole)
      make_partial(project, "it names " + where +
                                " too, and none of its footprint is near: ground of it may be missing");
  }
  static std::optional<geom::LonLat> as_stated(const Probe& probe) {
    const auto readings = datum::readings(probe.source, probe.crs);
    return readings.empty() ? std::nullopt : readings.front().place;
  }

  // Counties whose names the text holds, or begins with them but for the last character (汉源).
  std::vector<std::string> named_in(const std::string& text, const Project& project) {
    constexpr std::size_t kCharacter = 3;  // bytes
    const std::string word(schema::trimmed(text));
    std::vector<std::string> codes;
    for (const auto* layer : choose(layers_, "admin", project.as_of).layers)
      for (const auto& ground : grounds_.of(*layer).all) {
        const std::string& name = ground.name;
        if (name.size() < 2 * kCharacter) continue;
        const bool held = word.find(name) != std::string::npos;
        const bool cut =
            name.size() > 2 * kCharacter && name.size() == word.size() + kCharacter && name.starts_with(word);
        if ((held || cut) && !among(codes, ground.code)) codes.push_back(ground.code);
      }
    return codes;
  }

  static std::vector<const Ground*> grounds_of(const Claim& claim, const Target& target) {
    std::vector<const Ground*> found;
    for (const auto* held : target.anywhere)
      for (const auto& ground : held->all)
        if (of_region(ground.code, claim.region)) found.push_back(&ground);
    return found;
  }

  bool ask_nowhere(Project& project, const Target& target) {
    const Evidence evidence = weigh(project.probes, target, plane(), 0);
    if (evidence.as_stated > 0) return old_datum(project, target, evidence, "a county of the admin layer");
    tell(project, "datum.doubtful", Severity::warning,
         stated_words(project, evidence, target.withheld) + " in a county of the admin layer" +
             better_words(evidence, target.withheld),
         better_hint(evidence));
    return true;
  }

  bool ask_county(Project& project, const std::vector<Claim>& claims, Target target, bool whole) {
    std::string named;  // "unit ZH51180210001 names 511802 雨城区, ..."
    const Claim* first = nullptr;
    for (const auto& claim : claims) {
      const auto found = grounds_of(claim, target);
      const bool known = std::any_of(target.grounds.begin(), target.grounds.end(), [&](const auto* ground) {
        return !found.empty() && ground == found.front();
      });
      if (found.empty() || known) continue;
      if (!first) first = &claim;
      named += (named.empty() ? "" : ", ") + claim.said_by + " names " +
               region_words(claim.region, *found.front());
      target.grounds.insert(target.grounds.end(), found.begin(), found.end());
    }
    if (!first) return unknown_county(project, claims, whole);
    target.anywhere.clear();
    const Evidence evidence = weigh(project.probes, target, plane(), kOldDatumShift + target.tolerance_m);
    if (evidence.as_stated > 0)
      return old_datum(project, target, evidence, region_words(first->region, *target.grounds.front()));
    const std::string message = named + ", but " + stated_words(project, evidence, target.withheld) +
                                " there" + better_words(evidence, target.withheld) +
                                old_datum_words(evidence, target.withheld);
    if (whole) {
      contradict(project, message, better_hint(evidence), first->said_by);
    } else {
      tell(project, "datum.doubtful", Severity::warning, message + "; the admin layer lost a feature",
           better_hint(evidence));
    }
    return true;
  }

  // A code that the layer does not know: a former one, or a place beyond the layer.
  static bool unknown_county(Project& project, const std::vector<Claim>& claims, bool whole) {
    const bool located = !project.regions.empty() && !project.regions_stated && !project.parts.empty();
    if (!located || project.regions_open || !whole) return false;
    const auto all_other = [&](std::size_t length) {
      return std::none_of(claims.begin(), claims.end(), [&](const Claim& claim) {
        const auto same = [&](const std::string& r) {
          return r.substr(0, length) == claim.region.substr(0, length);
        };
        return std::any_of(project.regions.begin(), project.regions.end(), same) ||
               std::any_of(project.regions_near.begin(), project.regions_near.end(), same);
      });
    };
    const Claim& claim = claims.front();
    const std::string message = claim.said_by + " names " + claim.region + ", but read as " +
                                system_words(project) + " it lies in " + counties_of(project) +
                                "; the admin layer has no such code, so no other reading could be tried";
    if (all_other(2)) {
      contradict(project, message, better_hint({}), claim.said_by);
    } else {
      // Of the same city it is most likely a former code.
      tell(project, "datum.doubtful", all_other(4) ? Severity::warning : Severity::note, message,
           "check the code (it may be a former one) and the reference system");
    }
    return true;
  }

  static std::string counties_of(const Project& project) {
    std::string all;
    for (const auto& region : project.regions)
      if (!region.ends_with("00")) all += (all.empty() ? "" : ", ") + region;
    return all;
  }

  // The numbers fit, but nothing leads from their datum to CGCS2000.
  static bool old_datum(Project& project, const Target& target, const Evidence& evidence,
                        const std::string& where) {
    const auto system = geom::china_system(project.probes.front().crs);
    if (!project.parts.empty() || !system || !system->old_datum()) return false;
    tell(project, "datum.doubtful", Severity::warning,
         system_words(project) + " is an old datum without parameters; with its numbers taken as CGCS2000, " +
             share_words(evidence.as_stated, evidence.corners, target.withheld) + " lie in " + where +
             ", up to 200 m beside their true place",
         "give the parameters of the surveying authority with --helmert FILE (docs/datum.md)");
    return true;
  }

  void ask_units(Project& project) {
    const auto codes = unit_claims(project);
    if (codes.empty()) return;
    Target target;
    std::string where;
    for (const char* kind : {"zone_unit", "zone_element"}) {
      const auto layers = choose(layers_, kind, project.as_of).layers;
      target.tolerance_m = std::max(target.tolerance_m, reach(project, layers));
      for (const auto* layer : layers) {
        if (!names_one(codes, kind)) continue;
        const auto& held = grounds_.of(*layer);
        if (!held.whole) return;  // a lost feature may be the rest of a unit
        target.withheld = target.withheld || layer->disclosure == Disclosure::yes_no;
        for (const auto& ground : held.all) {
          if (std::find(codes.begin(), codes.end(), ground.code) == codes.end()) continue;
          if (where.find(ground.code) == std::string::npos)
            where += (where.empty() ? "" : ", ") + ground.code;
          target.grounds.push_back(&ground);
        }
      }
    }
    if (target.grounds.empty() || meets(project, target)) return;
    const Evidence evidence = weigh(project.probes, target, plane(), 0);
    if (evidence.as_stated > 0 || evidence.better.empty()) return;
    contradict(project,
               "unit_codes names " + where + ", but " + stated_words(project, evidence, target.withheld) +
                   " there" + better_words(evidence, target.withheld),
               better_hint(evidence), "unit " + codes.front());
  }

  static bool names_one(const std::vector<std::string>& codes, std::string_view kind) {
    return std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
      return schema::is_element_code(code) == (kind == "zone_element");
    });
  }

  // First a corner, which mostly answers; then the distance.
  bool meets(const Project& project, const Target& target) const {
    const auto first_point = [](const geom::Shape& shape) {
      if (!shape.polygons.empty() && !shape.polygons.front().shell.empty())
        return shape.polygons.front().shell.front();
      if (!shape.lines.empty() && !shape.lines.front().empty()) return shape.lines.front().front();
      return shape.points.empty() ? geom::Point{HUGE_VAL, HUGE_VAL} : shape.points.front();
    };
    for (const auto& part : project.parts)
      if (target.holds(first_point(part.figure->shape))) return true;
    for (const auto& part : project.parts)
      for (const auto* ground : target.grounds)
        if (geom::nearest(*part.figure, *ground->figure, plane(), Metres(target.tolerance_m))) return true;
    return false;
  }

  static void tell(Project& project, const char* code, Severity severity, const std::string& message,
                   const std::string& hint) {
    project.issues.push_back(
        {code, severity, project.file, "", project.project_id, message, hint, std::nullopt});
  }
  static void contradict(Project& project, const std::string& message, const std::string& hint,
                         const std::string& said_by) {
    tell(project, "datum.contradicted", Severity::error, message, hint);
    make_partial(project, "its place contradicts " + said_by + ": reference system, axes or code are wrong");
  }
  static void make_partial(Project& project, const std::string& why) {
    if (project.status == Status::ok) project.status = Status::partial;
    project.status_reason += (project.status_reason.empty() ? "" : "; ") + why;
  }

  const LayerSet& layers_;
  Grounds grounds_;
};

}  // namespace

void examine_datum(ProjectSet& set, const LayerSet& layers, const geom::Plane& plane) {
  if (plane.is_local()) return;
  Guard(layers, plane).run(set);
}

}  // namespace zonegate::catalog
