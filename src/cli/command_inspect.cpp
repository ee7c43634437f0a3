// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "catalog/catalog.h"
#include "cli/common.h"
#include "cli/words.h"
#include "io/io.h"

namespace zonegate::cli {
namespace {

using Json = nlohmann::json;

struct InspectOptions {
  std::string unused;  // options of `screen`
  Common common;
  std::vector<std::string> files;
  catalog::ProjectOptions reading;
};

constexpr std::size_t kShown = 20;  // features of a file in the text; --json has all

Json issue_json(const Issue& issue) {
  return {{"code", issue.code},
          {"severity", std::string(to_string(issue.severity))},
          {"message", issue.message},
          {"hint", issue.hint}};
}

Json feature_json(const catalog::Inspection::Feature& f) {
  Json out = {{"number", f.number},         {"fid", f.fid},           {"project_id", f.project_id},
              {"part_id", f.part_id},       {"name", f.name},         {"role", f.role},
              {"geometry", f.geometry},     {"vertices", f.vertices}, {"crs", f.crs},
              {"crs_reason", f.crs_reason}, {"fault", f.fault}};
  out["area_m2"] = f.area_m2 ? Json(*f.area_m2) : Json();
  out["place"] = f.place ? Json({f.place->min_x, f.place->min_y, f.place->max_x, f.place->max_y}) : Json();
  out["issues"] = Json::array();
  for (const auto& issue : f.issues) out["issues"].push_back(issue_json(issue));
  return out;
}

void print_json(const std::string& file, const catalog::Inspection& seen) {
  Json out = {{"file", file},
              {"form", seen.form},
              {"encoding", seen.encoding},
              {"sheet", seen.sheet},
              {"layers", seen.layers},
              {"header", Json::array()},
              {"columns", Json::array()},
              {"features", Json::array()},
              {"issues", Json::array()}};
  for (const auto& [key, value] : seen.header) out["header"].push_back({{"key", key}, {"value", value}});
  for (const auto& column : seen.columns)
    out["columns"].push_back({{"name", column.name}, {"attribute", column.attribute}});
  for (const auto& feature : seen.features) out["features"].push_back(feature_json(feature));
  for (const auto& issue : seen.issues) out["issues"].push_back(issue_json(issue));
  std::cout << out.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
}

class Printer {
 public:
  explicit Printer(Lang lang) : lang_(lang) {}

  void file(const std::string& name, const catalog::Inspection& seen) const {
    line({"文件", "file"}, name);
    line({"形式", "form"}, seen.form);
    line({"编码", "encoding"}, seen.encoding);
    line({"工作表", "sheet"}, seen.sheet);
    std::string layers;
    for (const auto& layer : seen.layers) layers += (layers.empty() ? "" : ", ") + layer;
    line({"图层", "layers"}, layers);
    for (const auto& [key, value] : seen.header) line({"文件头", "header"}, key + " = " + value);
    for (const auto& column : seen.columns)
      line({"字段", "column"},
           padded(column.name, 20) + "  " +
               (column.attribute.empty() ? Text{"（不使用）", "(not used)"}.in(lang_) : column.attribute));
    line({"要素", "features"}, std::to_string(seen.features.size()));
    for (std::size_t i = 0; i < std::min(kShown, seen.features.size()); ++i) feature(seen.features[i]);
    if (seen.features.size() > kShown)
      line({"", ""}, Text{"其余要素见 --json", "the others: --json"}.in(lang_));
    for (const auto& said : seen.issues) issue(said);
  }

 private:
  void line(const Text& key, const std::string& value) const {
    if (!value.empty()) std::cout << padded(key.in(lang_), 10) << "  " << printable(value) << "\n";
  }

  void feature(const catalog::Inspection::Feature& f) const {
    std::cout << "\n";
    line({"第", "feature"}, std::to_string(f.number) + "  " + f.project_id +
                                (f.part_id.empty() ? "" : " / " + f.part_id) + "  " + f.name + "  (" +
                                f.role + ")");
    line({"  不可用", "  unusable"}, f.fault);
    if (!f.geometry.empty())
      line({"  几何", "  geometry"}, f.geometry + ", " + std::to_string(f.vertices) + " vertices");
    line({"  坐标系", "  crs"}, f.crs.empty() ? "" : f.crs + "  (" + f.crs_reason + ")");
    if (f.area_m2)
      line({"  面积", "  area"},
           fixed(*f.area_m2, 2) + " m2 = " + fixed(*f.area_m2 / 10000, 4) + " ha (ellipsoidal)");
    if (f.place)
      line({"  位置", "  place"}, fixed(f.place->min_x, 6) + " " + fixed(f.place->min_y, 6) + " .. " +
                                      fixed(f.place->max_x, 6) + " " + fixed(f.place->max_y, 6));
    for (const auto& said : f.issues) issue(said);
  }

  void issue(const Issue& said) const {
    line({"  问题", "  issue"}, std::string(to_string(said.severity)) + " [" + said.code + "] " +
                                    said.message + (said.hint.empty() ? "" : " (" + said.hint + ")"));
  }

  Lang lang_;
};

int run_inspect(const InspectOptions& o) {
  refuse_input_twice(o.files);
  const auto plane = geom::Plane::equal_area();
  int code = 0;
  for (const auto& file : o.files) {
    try {
      const auto seen = catalog::inspect_projects(file, plane, o.reading);
      if (o.common.json) {
        print_json(io::shown_name(file), seen);
      } else {
        Printer(lang_of(o.common)).file(io::shown_name(file), seen);
      }
    } catch (const Error& error) {
      // The other files are still worth a look.
      if (error.kind() != ErrorKind::input) throw;
      if (o.common.json)
        std::cout << Json{{"file", io::shown_name(file)}, {"error", error.what()}, {"hint", error.hint()}}
                         .dump(-1, ' ', false, Json::error_handler_t::replace)
                  << "\n";
      code = report_error(error);
    }
  }
  return code;
}

}  // namespace

void add_reading_options(CLI::App& app, catalog::ProjectOptions& reading) {
  app.add_option("--crs", reading.crs,
                 "reference system of the project files, where they do not say it: EPSG:4490");
  app.add_option("--project-layer", reading.sublayer,
                 "the layer to read of project files that hold several, or the sheet of a workbook");
  app.add_option("--encoding", reading.encoding,
                 "of the texts of shapefiles, .csv, .txt and .dxf, where a .cpg or the bytes mislead: "
                 "GB18030, UTF-8, CP1252");
  app.add_flag("--swap-xy", reading.swap_xy,
               "the first coordinate of the project files is north (Y), the second east");
  app.add_option(
         "--from", reading.from,
         "the coordinates are those of a web map: gcj02 or bd09; they are taken to WGS 84 (5 m, 10 m)")
      ->check(CLI::IsMember({"gcj02", "bd09"}));
  app.add_option(
      "--helmert", reading.helmert,
      "parameters (.yaml) from an old or local system to CGCS2000, with their source (docs/datum.md)");
}

Command inspect_command() {
  return {"inspect",
          "what the program understands of a project file: form, encoding, system, fields, features",
          "  zonegate inspect survey/parcel.txt\n  zonegate inspect corners.xlsx --crs EPSG:4522\n  zonegate "
          "inspect projects.shp --json",
          [](CLI::App& app) {
            auto o = std::make_shared<InspectOptions>();
            app.add_option("FILE", o->files, "project files of any form (docs/inputs.md)")->required();
            add_reading_options(app, o->reading);
            // So that a line of `screen` serves for a look at its files.
            for (const char* const name : {"--rules", "--kinds"})
              app.add_option(name, o->unused, "taken as `screen` takes it; a look at a file needs none");
            add_common(app, o->common);
            return [o] { return run_inspect(*o); };
          }};
}

}  // namespace zonegate::cli
