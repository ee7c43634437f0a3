// SPDX-License-Identifier: Apache-2.0
// What the file says of its datum, what the user says, and what follows. Nothing that the file says is overridden; silence is filled by the user, or by CGCS2000.
#include "system.h"
#include "text.h"

namespace zonegate::survey {
namespace {

using Kind = Datum::Kind;
using System = geom::ChinaSystem;

// In words, and the datum itself if it is one.
struct Named {
  const char* words;
  std::optional<System::Datum> datum;
};
Named named(Kind kind) {
  switch (kind) {
    case Kind::cgcs2000:
      return {"CGCS2000", System::Datum::cgcs2000};
    case Kind::wgs84:
      return {"WGS 84", System::Datum::wgs84};
    case Kind::xian1980:
      return {"the datum Xian 1980", System::Datum::xian1980};
    case Kind::beijing1954:
      return {"the datum Beijing 1954", System::Datum::beijing1954};
    case Kind::local:
      return {"a local grid", std::nullopt};
    case Kind::gcj02:
    case Kind::bd09:
      return {"a web map's shifted system", std::nullopt};
    case Kind::unconverted:
      return {"not yet converted", std::nullopt};
    default:
      return {"no system that is known", std::nullopt};
  }
}
const char* words(System::Datum datum) {
  return datum == System::Datum::xian1980      ? "Xian 1980"
         : datum == System::Datum::beijing1954 ? "Beijing 1954"
                                               : "CGCS2000";
}
std::string words(const Start& start) { return start.datum ? words(*start.datum) : "a local grid"; }
bool old(System::Datum d) { return d == System::Datum::xian1980 || d == System::Datum::beijing1954; }
// CGCS2000 and WGS 84 count as one.
bool same(System::Datum a, System::Datum b) { return a == b || (!old(a) && !old(b)); }

bool is_web_map(Kind kind) { return kind == Kind::gcj02 || kind == Kind::bd09; }
// The conversion that was asked for is that of the shift.
bool converted(Kind kind, const Options& options) {
  return options.from == (kind == Kind::gcj02 ? "gcj02" : kind == Kind::bd09 ? "bd09" : "-");
}

// What is to be done where the words are true, and --crs, which names another system, would be refused again.
std::string remedy(Kind kind) {
  if (kind == Kind::local)
    return "; give the grid's parameters with --helmert FILE (docs/datum.md), or correct the words";
  if (is_web_map(kind))
    return std::string("; if the words are true, say --from ") + (kind == Kind::gcj02 ? "gcj02" : "bd09") +
           ", else correct them";
  return "; correct one of them";
}

// What is said against a system that was taken: by --crs, or by the reader of the file. taken: "--crs says EPSG:4543".
Chosen beside(const Datum& said, System::Datum taken, const std::string& by, const std::string& counts,
              const Options& options) {
  Chosen out;
  out.datum = taken;
  const auto datum = named(said.kind).datum;
  if (said.kind == Kind::silent || converted(said.kind, options)) return out;
  if (said.kind == Kind::unknown)
    out.note = said.said + " is not known; " + counts + " counts";
  else if (said.kind == Kind::mentioned)
    out.note = said.said + " names two systems; " + counts + " counts";
  else if (!datum || !same(*datum, taken))
    out.fault = said.said + " is " + named(said.kind).words + ", but " + by + remedy(said.kind);
  return out;
}

Chosen by_user(const Datum& said, const System& user, const Options& options) {
  return beside(said, user.datum, "--crs says " + options.crs, "--crs " + options.crs, options);
}

std::string wrong_start(const Datum& said, const Options& options) {
  return said.said + " is " + named(said.kind).words + ", but the parameters of --helmert start from " +
         words(*options.start) + "; give those of this file";
}

Chosen by_file(const Datum& said, const Options& options) {
  Chosen out;
  const auto datum = named(said.kind).datum;
  if (datum && !old(*datum)) {
    out.datum = *datum;
  } else if (datum && options.start) {
    out.datum = *datum;
    if (options.start->datum != datum) out.fault = wrong_start(said, options);
  } else if (datum) {
    out.fault = said.said + " is " + named(said.kind).words +
                ", some 100 m beside CGCS2000; give the parameters of the place with --helmert FILE "
                "(docs/datum.md), or have the points transformed";
  } else if (said.kind == Kind::local) {
    out.plain = options.start && !options.start->datum;
    if (!out.plain) out.fault = options.start ? wrong_start(said, options) : local_fault(said.said, options);
  } else if (converted(said.kind, options)) {
    out.datum = System::Datum::wgs84;
  } else if (is_web_map(said.kind)) {
    out.fault = said.said +
                " is a web map's shifted system; take the coordinates from the survey, or say --from " +
                (said.kind == Kind::gcj02 ? "gcj02" : "bd09");
  } else if (said.kind == Kind::unconverted) {
    out.fault = said.said + " says that the points are not yet converted; give the converted ones";
  } else {
    out.fault = said.said + " is not known; say the system with --crs";
  }
  return out;
}

Chosen by_start(const Start& start) {
  Chosen out;
  out.plain = !start.datum;
  out.datum = start.datum.value_or(System::Datum::cgcs2000);
  out.note = "no datum stated: taken as " + words(start) + ", from which the parameters of --helmert start";
  return out;
}

}  // namespace

std::string local_fault(const std::string& what, const Options& options) {
  const std::string is = what + " is a local grid";
  if (options.start)
    return is + ", but the parameters of --helmert start from " + words(*options.start) +
           "; give those of this file";
  return is +
         "; give its parameters with --helmert FILE or its definition with --crs \"+proj=tmerc ...\" "
         "(docs/datum.md), or have the points transformed to CGCS2000";
}

Chosen choose_datum(const Datum& said, const Options& options) {
  Chosen out;
  const auto user = geom::china_system(key_of(options.crs));
  // A remark of a conversion names two, and the user one of them.
  if (said.kind == Kind::several || (said.kind == Kind::mentioned && !user)) {
    out.fault = said.said + " names two systems; leave the one that the points are in";
    return out;
  }
  if (user) return by_user(said, *user, options);
  // A system that is not ours may have any datum.
  if (!options.crs.empty()) return out;
  if (said.kind == Kind::silent) return options.start ? by_start(*options.start) : out;
  return by_file(said, options);
}

namespace {

// The datum of the system that a reader took; of one whose code says nothing, its name does.
std::optional<System::Datum> datum_of(const Taken& taken) {
  if (const auto known = geom::china_system(taken.code)) return known->datum;
  if (taken.datum) return taken.datum;
  return named(datum_in("file name", taken.name).kind).datum;
}

std::string zone_fault(const Statements& said, const Taken& taken) {
  const auto system = geom::china_system(taken.code);
  if (system ? system->width == 0 : !taken.meridian) return {};
  std::vector<Issue> none;
  Notes notes(none, {}, {});
  const Stated stated = read_stated(said, notes);
  if (!stated.fault.empty()) return stated.fault;
  const double meridian = system ? system->meridian() : *taken.meridian;
  const std::string by =
      ", but " + taken.by + ", whose meridian is " + shortest(meridian) + "; correct one of them";
  if (stated.meridian && *stated.meridian != meridian) return stated.meridian_said + by;
  if (!stated.zone) return {};
  const bool wide = stated.width ? *stated.width == 6 : *stated.zone < 25;
  return (wide ? 6.0 * *stated.zone - 3 : 3.0 * *stated.zone) != meridian ? stated.zone_said + by : "";
}

// What a header is to a text an attribute is to a feature.
std::string as_attribute(std::string text) {
  constexpr std::string_view kHeader = "header: ", kAttribute = "attribute ";
  for (auto at = text.find(kHeader); at != std::string::npos; at = text.find(kHeader, at + kAttribute.size()))
    text.replace(at, kHeader.size(), kAttribute);
  return text;
}

}  // namespace

Heard hear(const Statements& said, const Taken& taken, const Options& options) {
  Heard out;
  const auto datum = taken.code.empty() && taken.name.empty() ? std::nullopt : datum_of(taken);
  const bool plain = taken.code.empty() && taken.name.empty();
  for (const auto& [key, value] : said) {
    const Datum one = datum_in(key, value);
    const bool same_name = one.kind == Kind::unknown && key_of(value) == key_of(taken.code);
    if (one.kind == Kind::silent || same_name || (plain && one.kind == Kind::mentioned)) continue;
    Chosen chosen;
    if (datum) chosen = beside(one, *datum, taken.by, taken.code.empty() ? taken.name : taken.code, options);
    if (plain && options.from.empty()) chosen = by_file(one, options);
    if (chosen.fault.empty() && is_web_map(one.kind) && !converted(one.kind, options))
      chosen.fault = one.said + " is a web map's shifted system" + remedy(one.kind);
    if (out.fault.empty()) out.fault = chosen.fault;
    if (!chosen.note.empty()) out.notes.push_back(as_attribute(chosen.note));
    if (chosen.fault.empty() && one.kind == Kind::cgcs2000 && !converted_into(value).empty())
      out.notes.push_back(as_attribute(one.said) + " names two systems; the one before the brackets counts");
  }
  if (out.fault.empty()) out.fault = zone_fault(said, taken);
  out.fault = as_attribute(out.fault);
  return out;
}

}  // namespace zonegate::survey
