// SPDX-License-Identifier: Apache-2.0
#include "world.h"

#include <unistd.h>

#include <atomic>
#include <fstream>

#include "core/core.h"

namespace zonegate::testing {
namespace {

std::atomic<int> counter{0};

std::string num(double v) { return shortest(v); }

// The rules of the program, read once: a test screens hundreds of worlds.
std::shared_ptr<const rules::RuleBook> rule_book(const std::string& folder) {
  static const auto book = [&] {
    config::Mistakes mistakes;
    auto read = std::make_shared<rules::RuleBook>(rules::load(folder, mistakes));
    return mistakes.empty() && rules::defects(*read).empty() ? read : nullptr;
  }();
  return book;
}

// Far from the project at 103.0 E, 30.0 N, but inside the coverage.
std::string far_square(const std::string& properties) {
  return feature(polygon(rectangle(102.60, 29.60, 102.62, 29.62)), properties);
}

}  // namespace

TempFolder::TempFolder() {
  path_ = std::filesystem::temp_directory_path() /
          ("zonegate-test-" + std::to_string(::getpid()) + "-" + std::to_string(++counter));
  std::filesystem::create_directories(path_);
}
TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void write_text(const std::string& path, const std::string& text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string rectangle(double west, double south, double east, double north) {
  const std::string w = num(west), s = num(south), e = num(east), n = num(north);
  return "[[" + w + "," + s + "],[" + e + "," + s + "],[" + e + "," + n + "],[" + w + "," + n + "],[" + w +
         "," + s + "]]";
}
std::string polygon(const std::string& ring) { return R"({"type":"Polygon","coordinates":[)" + ring + "]}"; }
std::string feature(const std::string& geometry, const std::string& properties) {
  return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" + geometry + "}";
}
std::string collection(const std::vector<std::string>& features, const std::string& crs) {
  std::string text = R"({"type":"FeatureCollection",)";
  if (!crs.empty())
    text += R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:)" + crs + R"("}},)";
  text += "\"features\":[\n";
  for (std::size_t i = 0; i < features.size(); ++i) text += (i ? ",\n" : "") + features[i];
  return text + "\n]}\n";
}

std::string stated() {
  return R"("project_id":"P","name":"测试光伏","project_type":"pv","industry":"D4416","activity":"new","discharges":false,"outfall":false,)"
         R"("heavy_polluter":false,"serious_water_pollution":false,"soil_pollution_risk":false,"commercial":true,"linear":false)";
}

std::string stated_without(const std::string& key) {
  std::string text = stated();
  const auto at = text.find("\"" + key + "\":");
  if (at == std::string::npos) return text;
  auto end = text.find(',', at);
  if (end == std::string::npos) return text.substr(0, at - 1);
  return text.substr(0, at) + text.substr(end + 1);
}

World::World() : geometry(polygon(rectangle(103.0, 30.0, 103.001, 30.001))), properties(stated()) {
  const auto square = [](double w, double s, double e, double n, const std::string& p) {
    return feature(polygon(rectangle(w, s, e, n)), p);
  };
  layers["admin"] = {"admin",
                     "",
                     "[102.0, 29.0, 104.0, 31.0]",
                     "valid_from: 2000-01-01",
                     "",
                     {square(102, 29, 104, 31, R"("code":"511802","name":"雨城区")")},
                     ""};
  layers["zone_unit"] = {
      "zone_unit",
      "",
      "[102.5, 29.5, 103.5, 30.5]",
      "valid_from: 2024-01-01",
      "",
      {square(102.5, 29.5, 103.0005, 30.5, R"("code":"ZH51180230001","name":"西单元","class":"3")"),
       square(103.0005, 29.5, 103.5, 30.5, R"("code":"ZH51180230002","name":"东单元","class":"3")")},
      ""};
  layers["redline"] = {"redline",
                       "",
                       "[102.5, 29.5, 103.5, 30.5]",
                       "valid_from: 2024-01-01",
                       "",
                       {far_square(R"("name":"红线甲","zone":"一般控制区")")},
                       ""};
  layers["pa"] = {"pa",
                  "",
                  "[102.5, 29.5, 103.5, 30.5]",
                  "valid_from: 2024-01-01",
                  "",
                  {far_square(R"("name":"保护区甲","level":"省级","type":"自然保护区","zone":"一般控制区")")},
                  ""};
  layers["ws"] = {"ws",
                  "",
                  "[102.5, 29.5, 103.5, 30.5]",
                  "valid_from: 2024-01-01",
                  "",
                  {far_square(R"("name":"水源甲","level":"一级")")},
                  ""};
  layers["pbf"] = {"pbf",
                   "",
                   "[102.5, 29.5, 103.5, 30.5]",
                   "valid_from: 2024-01-01",
                   "",
                   {far_square(R"("code":"1","kcxs":0.1)")},
                   ""};
  layers["river_area"] = {"river_area",
                          "",
                          "[102.5, 29.5, 103.5, 30.5]",
                          "valid_from: 2024-01-01",
                          "",
                          {far_square(R"("name":"青衣江","order":"重要支流")")},
                          ""};
  layers["dltb"] = {"dltb",
                    "",
                    "[102.5, 29.5, 103.5, 30.5]",
                    "valid_from: 2024-01-01",
                    "",
                    {square(102.5, 29.5, 103.5, 30.5, R"("dlbm":"0404","dlmc":"其他草地","kcxs":0)")},
                    ""};
  layers["zone_list"] = {"zone_list",
                         "",
                         "",
                         "valid_from: 2024-01-01",
                         "",
                         {},
                         "unit_code,list,dimension,sub_type,industries,project_types,verdict,text\n"
                         "ZH51180230001,单元特性,空间布局约束,允许开发建设活动的要求,,pv,allow,允许光伏\n"
                         "ZH51180230002,单元特性,空间布局约束,允许开发建设活动的要求,,pv,allow,允许光伏\n"};
}

app::ScreenOptions World::write(const TempFolder& folder) const {
  for (const auto& [id, layer] : layers) {
    const bool table = !layer.csv.empty();
    const std::string file = id + (table ? ".csv" : ".geojson");
    write_text(folder / ("layers/" + file), table ? layer.csv : collection(layer.features));
    std::string manifest = "id: " + id + "\nkind: " + layer.kind + "\ntitle: " + id + " 测试\nfile: " + file +
                           "\naccuracy_m: " + layer.accuracy_m + "\n" + layer.valid + "\n";
    if (!layer.coverage.empty()) manifest += "coverage: " + layer.coverage + "\n";
    if (!layer.fields.empty()) manifest += "fields: " + layer.fields + "\n";
    write_text(folder / ("layers/" + id + ".yaml"), manifest + layer.extra);
  }
  write_text(folder / "projects.geojson", collection({feature(geometry, properties)}));
  app::ScreenOptions options;
  options.projects = {folder / "projects.geojson"};
  options.layers = folder / "layers";
  options.rules = std::string(ZONEGATE_SOURCE_DIR) + "/rules";
  options.book = rule_book(options.rules);
  options.as_of = *Date::parse(as_of);
  options.jobs = 1;
  options.version = "test";
  return options;
}

std::unique_ptr<app::Screening> World::screen() const {
  const TempFolder folder;
  return app::screen(write(folder));
}

}  // namespace zonegate::testing
