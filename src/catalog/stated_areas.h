// SPDX-License-Identifier: Apache-2.0
// Private to catalog: what the files state of the area of projects, against what was drawn.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "catalog/project_row.h"
#include "catalog/project_source.h"

namespace zonegate::catalog {

class StatedAreas {
 public:
  // A part as it was placed; without a figure, or of points and lines, a total of its project cannot be compared.
  void add(const std::string& project, const std::string& file, const ProjectFeature& read,
           const Placed& placed);
  struct Told {
    std::string project;
    Issue issue;  // an error: ground seems to be missing
  };
  std::vector<Told> told() const;

 private:
  struct Said {
    survey::AreaSaid area;
    survey::AreaDrawn part;
    std::string file, feature;
    bool surveyed = false, planar = false;
  };
  struct Project {
    std::size_t parts = 0;
    bool lost = false;
    survey::AreaDrawn all;
    std::map<std::string, std::vector<Said>> columns;
  };
  void compare_inside(const std::string& id, const std::string& file, const ProjectFeature& read,
                      double inside_m2);
  // A point that has a size, and a row that says another area.
  void compare_circle(const std::string& id, const std::string& file, const ProjectFeature& read,
                      double area_m2);
  static void judge(const std::string& id, const Project& project, const std::vector<Said>& said,
                    std::vector<Told>& out);

  std::map<std::string, Project> projects_;
  std::vector<Told> closed_;  // of lines and points
};

}  // namespace zonegate::catalog
