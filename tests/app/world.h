// SPDX-License-Identifier: Apache-2.0
//
// A small world in a temporary folder: layers as GeoJSON with manifests, one project file, and the real rules. Every test bends one thing of it.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/app.h"

namespace zonegate::testing {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

void write_text(const std::string& path, const std::string& text);

// [[x,y],...] of a rectangle in degrees.
std::string rectangle(double west, double south, double east, double north);
std::string polygon(const std::string& ring);
std::string feature(const std::string& geometry, const std::string& properties = "");
std::string collection(const std::vector<std::string>& features, const std::string& crs = "");

struct LayerText {
  std::string kind, fields, coverage = "[102.5, 29.5, 103.5, 30.5]", valid = "valid_from: 2024-01-01", extra;
  std::vector<std::string> features;
  std::string csv;  // a table instead of features
  std::string accuracy_m = "2";
};

struct World {
  World();
  std::map<std::string, LayerText> layers;  // by kind
  std::string geometry;                     // of the project
  std::string properties;                   // JSON members of the project
  std::string as_of = "2026-10-01";

  // Writes everything into `folder` and screens it.
  app::ScreenOptions write(const TempFolder& folder) const;
  std::unique_ptr<app::Screening> screen() const;
};
// Members of a pv project with everything stated.
std::string stated();
// Without one member of it.
std::string stated_without(const std::string& key);

}  // namespace zonegate::testing
