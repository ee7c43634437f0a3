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
    case Kind::web_map:
      return {"a web map's shifted system", std::nullopt};
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

std::string with_said(const Datum& said, const Options& options) {
  return said.said + " is " + named(said.kind).words + ", but --crs says " + options.crs +
         "; correct one of them";
}

Chosen by_user(const Datum& said, const System& user, const Options& options) {
  Chosen out;
  out.datum = user.datum;
  const auto datum = named(said.kind).datum;
  if (said.kind == Kind::silent) return out;
  if (said.kind == Kind::unknown)
    out.note = said.said + " is not known; --crs " + options.crs + " counts";
  else if (!datum || !same(*datum, user.datum))
    out.fault = with_said(said, options);
  return out;
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
  } else if (said.kind == Kind::web_map) {
    out.fault = said.said + " is a web map's shifted system; take the coordinates from the survey";
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
         "; give its parameters with --helmert FILE (docs/datum.md) or its system with --crs, or have the "
         "points "
         "transformed to CGCS2000";
}

Chosen choose_datum(const Datum& said, const Options& options) {
  Chosen out;
  if (said.kind == Kind::several || said.kind == Kind::mentioned) {
    out.fault = said.said + " names two systems; leave the one that the points are in";
    return out;
  }
  const auto user = geom::china_system(key_of(options.crs));
  if (user) return by_user(said, *user, options);
  // A system that is not ours may have any datum.
  if (!options.crs.empty()) return out;
  if (said.kind == Kind::silent) return options.start ? by_start(*options.start) : out;
  return by_file(said, options);
}

}  // namespace zonegate::survey
