// SPDX-License-Identifier: Apache-2.0
//
// The file of --helmert. A wrong sign or a wrong datum moves a project by metres to hundreds of metres and nothing in the result shows it, so the file must say everything: model, where from,
// the convention of its signs, who states it and how good it is. Check points, where it has some, are computed on reading.
#include <array>
#include <cmath>

#include "plane_shift.h"

namespace zonegate::datum {
namespace {

using Datum = geom::ChinaSystem::Datum;
using Model = Parameters::Model;
using config::Mistakes;
using config::Node;

constexpr double kMaxShift = 2000, kMaxRotation = 60, kMaxPpm = 200;                 // old datums
constexpr double kMaxLocalShift = 5e7, kHalfTurn = 180 * 3600, kMaxLocalPpm = 2000;  // local grids

class Reader {
 public:
  Reader(const Node& root, Mistakes& mistakes) : root_(root), m_(mistakes) {}

  Parameters run(const std::string& name) {
    p_.file = name;
    if (!read_model()) return p_;
    read_common();
    if (p_.model == Model::four) {
      read_plane();
    } else {
      read_geocentric();
    }
    if (m_.empty()) check_points();
    return p_;
  }

 private:
  std::string word(const char* key) {
    if (!root_.require(key, m_)) return {};
    const auto text = root_.get(key).text(m_);
    if (text && text->empty()) root_.get(key).fail(m_, std::string(key) + " is empty");
    return text.value_or("");
  }
  double number(const char* key, double limit, const char* unit) {
    if (!root_.require(key, m_)) return 0;
    const Node node = root_.get(key);
    const auto value = node.number(m_);
    if (value && !(std::abs(*value) <= limit))
      node.fail(m_, std::string(key) + " " + shortest(*value) + " cannot be: at most " + shortest(limit) +
                        " " + unit + " either way; check the unit");
    return value.value_or(0);
  }
  double optional_number(const char* key, double limit, const char* unit) {
    return root_.get(key).exists() ? number(key, limit, unit) : 0;
  }

  bool read_model() {
    const std::string model = word("model");
    if (model == "three") p_.model = Model::three;
    if (model == "seven") p_.model = Model::seven;
    if (model == "four") p_.model = Model::four;
    if (model.empty()) return false;
    if (model == "three" || model == "seven" || model == "four") return true;
    root_.get("model").fail(m_, "model '" + model + "' is not three, seven or four");
    return false;
  }

  void read_common() {
    p_.source = word("source");
    p_.region = root_.get("region").text(m_).value_or("");
    p_.accuracy_m = number("accuracy_m", 100, "m");
    if (root_.get("accuracy_m").exists() && m_.empty() && !(p_.accuracy_m > 0))
      root_.get("accuracy_m").fail(m_, "accuracy_m must be above 0: no parameters are exact");
  }

  // An old datum by name or by the code of one of its systems.
  void read_from(const std::string& from) {
    if (from == "xian1980") p_.datum = Datum::xian1980;
    if (from == "beijing1954") p_.datum = Datum::beijing1954;
    if (p_.datum) return;
    const auto system = geom::china_system(from);
    if (!system || !system->old_datum()) {
      root_.get("from").fail(m_, "from '" + from + "' is not xian1980, beijing1954 or an EPSG code of these" +
                                     (p_.model == Model::four ? ", or local" : ""));
      return;
    }
    p_.datum = system->datum;
    p_.from_code = geom::china_authority(*system);
  }

  void read_geocentric() {
    const bool named = root_.get("ellipsoid").exists();
    if (named && root_.get("from").exists())
      root_.get("from").fail(m_, "from and ellipsoid say the same in two ways; keep one");
    if (named) {
      read_ellipsoid();
    } else {
      read_from(word("from"));
      if (p_.datum) p_.ellipsoid = geom::ellipsoid_of(*p_.datum);
    }
    std::vector<std::string> keys = {"model",     "source", "accuracy_m", "region", "from",
                                     "ellipsoid", "check",  "dx_m",       "dy_m",   "dz_m"};
    if (named) keys.insert(keys.end(), {"central_meridian", "false_easting"});
    auto& g = p_.geocentric;
    g.dx = number("dx_m", kMaxShift, "m");
    g.dy = number("dy_m", kMaxShift, "m");
    g.dz = number("dz_m", kMaxShift, "m");
    if (p_.model == Model::seven) {
      keys.insert(keys.end(), {"rx_s", "ry_s", "rz_s", "ppm", "convention"});
      g.rx = number("rx_s", kMaxRotation, "seconds of arc");
      g.ry = number("ry_s", kMaxRotation, "seconds of arc");
      g.rz = number("rz_s", kMaxRotation, "seconds of arc");
      g.ppm = number("ppm", kMaxPpm, "ppm");
      const std::string convention = word("convention");
      g.position_vector = convention != "coordinate_frame";
      if (!convention.empty() && convention != "position_vector" && convention != "coordinate_frame")
        root_.get("convention")
            .fail(m_, "convention '" + convention + "' is not position_vector or coordinate_frame");
    }
    root_.only_keys(keys, m_);
  }

  void read_ellipsoid() {
    const std::string name = word("ellipsoid");
    if (name == "krassovsky") p_.ellipsoid = geom::ellipsoid_of(Datum::beijing1954);
    if (name == "iag75") p_.ellipsoid = geom::ellipsoid_of(Datum::xian1980);
    if (name == "cgcs2000") p_.ellipsoid = geom::ellipsoid_of(Datum::cgcs2000);
    if (name == "wgs84") p_.ellipsoid = geom::ellipsoid_of(Datum::wgs84);
    if (p_.ellipsoid.a == 0)
      root_.get("ellipsoid").fail(m_, "ellipsoid '" + name + "' is not krassovsky, iag75, cgcs2000 or wgs84");
    if (!root_.get("central_meridian").exists()) return;
    const double meridian = number("central_meridian", 180, "degrees");
    const bool easting = root_.get("false_easting").exists();
    p_.zone = geom::GaussZone{meridian, easting ? number("false_easting", 1e8, "m") : 500000};
  }

  void read_plane() {
    root_.only_keys({"model", "source", "accuracy_m", "region", "from", "to", "check", "north_m", "east_m",
                     "rotation_s", "sense", "ppm"},
                    m_);
    const std::string from = word("from");
    const bool local = from == "local";
    if (!local && !from.empty()) {
      read_from(from);
      const auto system = geom::china_system(p_.from_code);
      if (p_.datum && (!system || system->width == 0))
        root_.get("from").fail(m_,
                               "model four turns a plane: from must be a zone, such as EPSG:2379, or local");
    }
    read_to();
    p_.north_m = number("north_m", local ? kMaxLocalShift : kMaxShift, "m");
    p_.east_m = number("east_m", local ? kMaxLocalShift : kMaxShift, "m");
    p_.ppm = number("ppm", local ? kMaxLocalPpm : kMaxPpm, "ppm");
    const double rotation = number("rotation_s", local ? kHalfTurn : kMaxRotation, "seconds of arc");
    const std::string sense = word("sense");
    if (!sense.empty() && sense != "clockwise" && sense != "counterclockwise")
      root_.get("sense").fail(
          m_, "sense '" + sense + "' is not clockwise (from north to east) or counterclockwise");
    p_.clockwise_s = sense == "counterclockwise" ? -rotation : rotation;
  }

  void read_to() {
    const std::string to = word("to");
    const auto system = geom::china_system(to);
    if (system && system->datum == Datum::cgcs2000 && system->width) {
      p_.to = geom::china_authority(*system);
    } else if (!to.empty()) {
      root_.get("to").fail(m_, "to '" + to + "' is not a zone of CGCS2000, such as EPSG:4543");
    }
  }

  std::optional<geom::Point> pair(const Node& point, const char* key) {
    const Node node = point.get(key);
    std::optional<double> x, y;
    if (node.size() == 2) {
      x = node.at(0).number(m_);
      y = node.at(1).number(m_);
    }
    if (x && y) return geom::Point{*x, *y};
    point.fail(m_, "a check point needs from: [x, y] and to: [x, y], x = east or longitude");
    return std::nullopt;
  }

  // In metres of the target: degrees by the ellipsoid's mean radius, enough to tell a wrong sign.
  double missed_by(geom::Point is, geom::Point should) const {
    if (p_.model == Model::four) return std::hypot(is.x - should.x, is.y - should.y);
    return geom::geodesic_distance({is.x, is.y}, {should.x, should.y}).value;
  }

  void check_points() {
    const Node list = root_.get("check");
    if (list.exists() && list.size() == 0)
      list.fail(m_, "check is a list of points {from: [x, y], to: [x, y]}");
    if (list.size() > 0 && p_.datum && p_.from_code.empty())
      list.fail(m_, "check points need `from` as an EPSG code, or their system is not known");
    if (!m_.empty()) return;
    Shift shift(p_);
    for (std::size_t i = 0; i < list.size() && i < 1000; ++i) {
      const Node point = list.at(i);
      point.only_keys({"from", "to"}, m_);
      const auto from = pair(point, "from"), to = pair(point, "to");
      if (!from || !to) continue;
      std::vector<geom::Point> moved{*from};
      const std::string fault = shift(moved, p_.from_code);
      if (!fault.empty()) {
        point.fail(m_, "check point: " + fault);
        continue;
      }
      const double missed = missed_by(moved.front(), *to);
      if (!(missed <= 3 * p_.accuracy_m))
        point.fail(m_, "the parameters miss this check point by " + fixed(missed, 3) +
                           " m, more than three times accuracy_m: check signs, convention and units");
    }
  }

  const Node& root_;
  Mistakes& m_;
  Parameters p_;
};

Parameters parameters_of(const Node& root, const std::string& name, Mistakes& mistakes) {
  Parameters p;
  if (mistakes.empty() && root.kind() == config::NodeKind::map) {
    p = Reader(root, mistakes).run(name);
  } else if (mistakes.empty()) {
    mistakes.push_back({name, 0, "holds no parameters: a map of model, source, accuracy_m, ... is expected"});
  }
  if (mistakes.empty()) return p;
  std::string all;
  for (const auto& mistake : mistakes) {
    if (!all.empty()) all += '\n';
    all += config::to_line(mistake);
  }
  throw Error(ErrorKind::input, all, "docs/datum.md shows a file of each model");
}

}  // namespace

Parameters read_parameters(const std::string& path) {
  Mistakes mistakes;
  const Node root = config::load(path, mistakes);
  return parameters_of(root, path, mistakes);
}

Parameters parse_parameters(const std::string& yaml, const std::string& name) {
  Mistakes mistakes;
  const Node root = config::parse(yaml, name, mistakes);
  return parameters_of(root, name, mistakes);
}

}  // namespace zonegate::datum
