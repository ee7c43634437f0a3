// SPDX-License-Identifier: Apache-2.0
// A folder of small data sets, as CSV with WKT in EPSG:4490.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "audit/audit.h"

namespace zonegate::audit {

class Scene {
 public:
  Scene() : folder_(std::filesystem::temp_directory_path() / ("audit-" + std::to_string(getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Scene() { std::filesystem::remove_all(folder_); }

  // rows: lines of CSV under `header`; the coverage is one degree square.
  void layer(const std::string& id, const std::string& kind, const std::string& header,
             const std::string& rows, const std::string& more = {}) {
    std::ofstream(folder_ / (id + ".csv")) << header << "\n" << rows;
    std::ofstream(folder_ / (id + ".yaml"))
        << "id: " << id << "\nkind: " << kind << "\ntitle: scene\nfile: " << id << ".csv\ncrs: EPSG:4490\n"
        << "coverage: [103, 30, 104, 31]\ncoverage_accuracy_m: 1\naccuracy_m: 1\n"
        << more;
  }
  Report report(bool own_data = false) const {
    config::Mistakes mistakes;
    const std::string kinds_folder = std::string(ZONEGATE_SOURCE_DIR) + "/layers";
    const Kinds kinds = read_kinds(kinds_folder, mistakes);
    const auto set = catalog::load_layers(folder_.string(), kinds_folder, mistakes);
    Options options;
    options.as_of = {2026, 10, 1};
    options.own_data = own_data;
    return check(set, kinds, mistakes, options);
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

inline std::vector<Finding> of_code(const Report& report, const std::string& code) {
  std::vector<Finding> found;
  for (const auto& f : report.findings)
    if (f.code == code) found.push_back(f);
  return found;
}

// A rectangle as a cell of CSV.
inline std::string box(double west, double south, double east, double north) {
  const auto p = [](double x, double y) { return shortest(x) + " " + shortest(y); };
  return "\"POLYGON((" + p(west, south) + "," + p(east, south) + "," + p(east, north) + "," + p(west, north) +
         "," + p(west, south) + "))\"";
}

// Area between parallels and meridians on the CGCS2000 ellipsoid: the integral of N cos(lat) M over latitude, by Simpson's rule.
inline double graticule_m2(double west, double south, double east, double north) {
  constexpr double kPi = 3.14159265358979323846, a = 6378137.0, f = 1 / 298.257222101, e2 = f * (2 - f);
  const auto strip = [&](double lat) {
    const double s = std::sin(lat), w = 1 - e2 * s * s;
    return a * a * (1 - e2) * std::cos(lat) / (w * w);
  };
  const int n = 200;
  const double low = south * kPi / 180, h = (north - south) * kPi / 180 / n;
  double sum = strip(low) + strip(low + n * h);
  for (int i = 1; i < n; ++i) sum += (i % 2 == 1 ? 4 : 2) * strip(low + i * h);
  return sum * h / 3 * (east - west) * kPi / 180;
}

}  // namespace zonegate::audit
