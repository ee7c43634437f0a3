// SPDX-License-Identifier: Apache-2.0
//
// Reads reference systems and sorts their datums.
//
// Idea: only the horizontal part counts. Compound systems give their horizontal component, bound ones
// (TOWGS84) their source, 3D ones lose the height. The datum is recognised by name and ellipsoid together,
// because .prj files of ESRI carry no authority code ("D_China_2000") and because a familiar name on another
// ellipsoid is not that datum; a projected system called after another datum than its own is not believed either. TOWGS84 parameters in a file
// are never applied: writers put zeros there by habit, and a null shift taken for a true one moves a boundary by 50-100 m. Others than zeros, on what else would be CGCS2000 or
// WGS 84, say that the datum is another one.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include <geos_c.h>
#include <proj_experimental.h>  // proj_crs_demote_to_2D

#include "geom/reference.h"

namespace zonegate::geom {
namespace {

constexpr std::size_t kMaxText = 1u << 20;
constexpr const char* kCrsHint =
    "give EPSG:n (for example EPSG:4490, EPSG:4543), a WKT text or a PROJJSON text of a geographic or "
    "projected system";

[[noreturn]] void refuse(const std::string& why) {
  throw Error(ErrorKind::input, "coordinate reference system: " + why, kCrsHint);
}

std::string_view trim(std::string_view t) {
  const char* blank = " \t\r\n\xEF\xBB\xBF";
  const auto first = t.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return t.substr(first, t.find_last_not_of(blank) - first + 1);
}

std::string excerpt(std::string_view t) {
  return std::string(t.substr(0, 60)) + (t.size() > 60 ? "..." : "");
}

bool is_epsg(std::string_view t) {
  if (t.size() < 6 || t.size() > 14) return false;
  for (std::size_t i = 0; i < 5; ++i)
    if (std::toupper(static_cast<unsigned char>(t[i])) != "EPSG:"[i]) return false;
  return std::all_of(t.begin() + 5, t.end(), [](unsigned char c) { return std::isdigit(c); });
}

bool is_wkt(std::string_view t) {
  std::size_t i = 0;
  while (i < t.size() && (std::isalnum(static_cast<unsigned char>(t[i])) || t[i] == '_')) ++i;
  while (i < t.size() && std::isspace(static_cast<unsigned char>(t[i]))) ++i;
  return i >= 6 && i < t.size() && (t[i] == '[' || t[i] == '(');
}

PjPtr create_from_text(ProjContext& context, std::string_view text) {
  const std::string owned(text);
  if (is_epsg(text)) return PjPtr(proj_create(context.get(), ("EPSG:" + owned.substr(5)).c_str()));
  if (text.front() == '{') return PjPtr(proj_create(context.get(), owned.c_str()));
  if (!is_wkt(text)) return nullptr;
  return PjPtr(proj_create_from_wkt(context.get(), owned.c_str(), nullptr, nullptr, nullptr));
}

bool has_shift(const ProjContext& context, const PJ* bound) {
  const PjPtr operation(proj_crs_get_coordoperation(context.get(), bound));
  std::array<double, 7> values{};
  if (!operation ||
      !proj_coordoperation_get_towgs84_values(context.get(), operation.get(), values.data(), 7, 0))
    return false;
  return std::any_of(values.begin(), values.end(), [](double v) { return v != 0; });
}

// The two-dimensional horizontal system inside compound, bound and 3D ones.
// shifted: its TOWGS84 parameters are not all zero.
PjPtr horizontal_part(const ProjContext& context, PjPtr crs, bool& shifted) {
  for (int depth = 0; crs && depth < 8; ++depth) {
    const PJ_TYPE type = proj_get_type(crs.get());
    if (type == PJ_TYPE_COMPOUND_CRS)
      crs.reset(proj_crs_get_sub_crs(context.get(), crs.get(), 0));
    else if (type == PJ_TYPE_BOUND_CRS) {
      shifted = shifted || has_shift(context, crs.get());
      crs.reset(proj_get_source_crs(context.get(), crs.get()));
    } else
      break;
  }
  if (!crs) return crs;
  if (PjPtr flat{proj_crs_demote_to_2D(context.get(), nullptr, crs.get())}) return flat;
  return crs;
}

std::string authority_of(const PJ* crs) {
  const char* name = proj_get_id_auth_name(crs, 0);
  const char* code = proj_get_id_code(crs, 0);
  return name && code ? std::string(name) + ":" + code : std::string();
}

// EPSG code of a text without one, where PROJ finds an equivalent system (same datum, same numbers).
std::string identify(const ProjContext& context, const PJ* crs) {
  int* confidence = nullptr;
  const PjListPtr found(proj_identify(context.get(), crs, "EPSG", nullptr, &confidence));
  std::string code;
  if (found && confidence && proj_list_get_count(found.get()) > 0 && confidence[0] >= 90) {
    const PjPtr first(proj_list_get(context.get(), found.get(), 0));
    if (first) code = authority_of(first.get());
  }
  if (confidence) proj_int_list_destroy(confidence);
  return code;
}

std::string plain(std::string_view name) {  // "D_China_2000" -> "china2000"
  std::string out;
  if (name.substr(0, 2) == "D_" || name.substr(0, 2) == "d_") name.remove_prefix(2);
  for (const unsigned char c : name)
    if (std::isalnum(c)) out += static_cast<char>(std::tolower(c));
  return out;
}

bool starts(const std::string& text, std::string_view with) {
  return text.compare(0, with.size(), with) == 0;
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

bool near_ellipsoid(const ProjContext& context, const PJ* geodetic, double inverse_flattening) {
  const PjPtr ellipsoid(proj_get_ellipsoid(context.get(), geodetic));
  double a = 0, rf = 0;
  if (!ellipsoid || !proj_ellipsoid_get_parameters(context.get(), ellipsoid.get(), &a, nullptr, nullptr, &rf))
    return false;
  return std::abs(a - cgcs2000::kA) < 1e-3 && std::abs(rf - inverse_flattening) < 1e-6;
}

bool names_old_datum(const std::string& plain) {
  return has(plain, "beijing1954") || has(plain, "beijing54") || has(plain, "xian1980") ||
         has(plain, "xian80") || has(plain, "newbeijing");
}

DatumClass classify(const ProjContext& context, const PJ* geodetic, const std::string& datum,
                    const std::string& crs) {
  const std::string d = plain(datum), c = plain(crs);
  for (const std::string& name : {d, c})
    if (names_old_datum(name)) return DatumClass::refused;
  const bool china = starts(d, "china2000") || starts(d, "chinageodeticcoordinatesystem2000") ||
                     starts(d, "cgcs2000") || starts(d, "chinesegeodeticcoordinatesystem2000") ||
                     starts(d, "chinageodetic2000");
  if (china && near_ellipsoid(context, geodetic, 298.257222101)) return DatumClass::cgcs2000;
  const bool wgs = starts(d, "worldgeodeticsystem1984") || starts(d, "wgs84") || starts(d, "wgs1984");
  if (wgs && near_ellipsoid(context, geodetic, 298.257223563)) return DatumClass::wgs84;
  return DatumClass::other;
}

std::string datum_name(const ProjContext& context, const PJ* geodetic) {
  PjPtr datum(proj_crs_get_datum(context.get(), geodetic));
  if (!datum) datum.reset(proj_crs_get_datum_ensemble(context.get(), geodetic));
  const char* name = datum ? proj_get_name(datum.get()) : nullptr;
  return name ? name : "unknown";
}

// What speaks against a datum that would be taken as it stands; or empty.
std::string doubt_of(const std::string& name, bool shifted) {
  const bool chinese = has(name, "西安80") || has(name, "西安1980") || has(name, "1980西安") ||
                       has(name, "北京54") || has(name, "北京1954") || has(name, "1954北京");
  if (names_old_datum(plain(name)) || chinese) return "is not the one after which the system is called";
  return shifted ? "stands beside TOWGS84 parameters other than zero, so it is another one" : "";
}

std::optional<double> meridian_of(const ProjContext& context, const PJ* crs) {
  const PjPtr projection(proj_crs_get_coordoperation(context.get(), crs));
  const char* method = nullptr;
  if (!projection ||
      !proj_coordoperation_get_method_info(context.get(), projection.get(), &method, nullptr, nullptr) ||
      !method || !has(method, "Transverse Mercator"))
    return std::nullopt;
  const int at =
      proj_coordoperation_get_param_index(context.get(), projection.get(), "Longitude of natural origin");
  double value = 0, to_radians = 0;
  if (at < 0 ||
      !proj_coordoperation_get_param(context.get(), projection.get(), at, nullptr, nullptr, nullptr, &value,
                                     nullptr, &to_radians, nullptr, nullptr, nullptr, nullptr))
    return std::nullopt;
  // Through radians a whole number of degrees would come back as 101.99999999999999.
  return std::abs(to_radians - cgcs2000::kDegree) < 1e-12 ? value : value * to_radians / cgcs2000::kDegree;
}

std::optional<Box> area_of_use(const ProjContext& context, const PJ* crs) {
  Box b;
  if (!proj_get_area_of_use(context.get(), crs, &b.min_x, &b.min_y, &b.max_x, &b.max_y, nullptr))
    return std::nullopt;
  if (b.min_x < -180 || b.min_x >= b.max_x) return std::nullopt;  // unknown (-1000) or over the antimeridian
  return b;
}

void require_degrees_from_greenwich(const ProjContext& context, const PJ* geodetic, const std::string& name) {
  const PjPtr meridian(proj_get_prime_meridian(context.get(), geodetic));
  double longitude = 0;
  if (meridian)
    proj_prime_meridian_get_parameters(context.get(), meridian.get(), &longitude, nullptr, nullptr);
  const PjPtr axes(proj_crs_get_coordinate_system(context.get(), geodetic));
  double unit = 0;
  if (axes)
    proj_cs_get_axis_info(context.get(), axes.get(), 0, nullptr, nullptr, nullptr, &unit, nullptr, nullptr,
                          nullptr);
  if (longitude != 0 || std::abs(unit - cgcs2000::kDegree) > 1e-12)
    refuse(fmt::format("{} does not count degrees from Greenwich", name));
}

}  // namespace

PjPtr create_crs(const ProjContext& context, const std::string& wkt) {
  return PjPtr(proj_create_from_wkt(context.get(), wkt.c_str(), nullptr, nullptr, nullptr));
}

PjPtr operation_to_base(const ProjContext& context, const std::string& wkt, const std::string& name) {
  const PjPtr crs = create_crs(context, wkt);
  const PjPtr base(crs ? proj_crs_get_geodetic_crs(context.get(), crs.get()) : nullptr);
  PjPtr raw(base ? proj_create_crs_to_crs_from_pj(context.get(), crs.get(), base.get(), nullptr, nullptr)
                 : nullptr);
  PjPtr east_first(raw ? proj_normalize_for_visualization(context.get(), raw.get()) : nullptr);
  if (!east_first)
    throw Error(ErrorKind::input, "PROJ cannot compute the projection of " + name + ": " + context.messages(),
                kCrsHint);
  return east_first;
}

Crs Crs::parse(std::string_view given) {
  const std::string_view text = trim(given);
  if (text.empty()) refuse("the text is empty");
  if (text.size() > kMaxText) refuse("the text is longer than 1 MB");
  if (!is_epsg(text) && text.front() != '{' && !is_wkt(text))
    refuse(fmt::format("'{}' is not one", excerpt(text)));
  ProjContext context;
  bool shifted = false;
  const PjPtr crs = horizontal_part(context, create_from_text(context, text), shifted);
  if (!crs) refuse(fmt::format("'{}' cannot be read ({})", excerpt(text), context.messages()));

  auto impl = std::make_shared<Impl>();
  const PJ_TYPE type = proj_get_type(crs.get());
  impl->geographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS;
  impl->projected = type == PJ_TYPE_PROJECTED_CRS;
  if (const char* name = proj_get_name(crs.get())) impl->name = name;
  if (!impl->geographic && !impl->projected)
    refuse(fmt::format("'{}' is neither geographic nor projected", excerpt(text)));
  const char* wkt = proj_as_wkt(context.get(), crs.get(), PJ_WKT2_2019, nullptr);
  if (!wkt) refuse(fmt::format("'{}' cannot be written as WKT", excerpt(text)));
  impl->wkt = wkt;
  if (has(impl->wkt.substr(0, 4000), "BASEGEOGCRS") && impl->geographic)
    refuse(impl->name + " is derived from another one");

  const PjPtr base(proj_crs_get_geodetic_crs(context.get(), crs.get()));
  if (!base) refuse(impl->name + " has no geographic base");
  require_degrees_from_greenwich(context, base.get(), impl->name);
  impl->datum_name = datum_name(context, base.get());
  const char* base_name = proj_get_name(base.get());
  impl->datum = classify(context, base.get(), impl->datum_name, base_name ? base_name : "");
  if (impl->datum == DatumClass::cgcs2000 || impl->datum == DatumClass::wgs84)
    impl->doubt = doubt_of(impl->name, shifted);
  if (!impl->doubt.empty()) impl->datum = DatumClass::refused;
  if (impl->projected) impl->meridian = meridian_of(context, crs.get());
  impl->authority = authority_of(crs.get());
  if (impl->authority.empty()) impl->authority = identify(context, crs.get());
  impl->usual_range = area_of_use(context, crs.get());
  if (!impl->usual_range && !impl->authority.empty()) {
    const PjPtr known(proj_create(context.get(), impl->authority.c_str()));
    if (known) impl->usual_range = area_of_use(context, known.get());
  }
  return Crs(std::move(impl));
}

const std::string& Crs::wkt() const { return impl_->wkt; }
std::string Crs::name() const { return impl_->name; }
std::string Crs::authority() const { return impl_->authority; }
bool Crs::geographic() const { return impl_->geographic; }
bool Crs::on_cgcs2000() const {
  return impl_->datum == DatumClass::cgcs2000 || impl_->datum == DatumClass::wgs84;
}
std::optional<double> Crs::meridian() const { return impl_->meridian; }
bool Crs::projected() const { return impl_->projected; }

bool Crs::same_as(const Crs& other) const {
  if (impl_ == other.impl_ || impl_->wkt == other.impl_->wkt) return true;
  if (impl_->geographic != other.impl_->geographic) return false;
  const ProjContext context;
  const PjPtr a = create_crs(context, impl_->wkt), b = create_crs(context, other.impl_->wkt);
  if (!a || !b) return false;
  const PjPtr na(proj_normalize_for_visualization(context.get(), a.get()));
  const PjPtr nb(proj_normalize_for_visualization(context.get(), b.get()));
  return proj_is_equivalent_to_with_ctx(context.get(), na ? na.get() : a.get(), nb ? nb.get() : b.get(),
                                        PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
}

std::map<std::string, std::string> library_versions() {
  std::map<std::string, std::string> versions{{"PROJ", proj_info().version}};
  const std::string geos = GEOSversion();  // "3.11.1-CAPI-1.17.1"
  versions["GEOS"] = geos.substr(0, geos.find('-'));
  const ProjContext context;
  for (const char* key : {"EPSG.VERSION", "PROJ_DATA.VERSION"})
    if (const char* value = proj_context_get_database_metadata(context.get(), key))
      versions[std::string("proj.db ") + key] = value;
  return versions;
}

bool same_system(const std::optional<Crs>& a, const std::optional<Crs>& b) {
  return a.has_value() == b.has_value() && (!a || a->same_as(*b));
}

}  // namespace zonegate::geom
