// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <fstream>
#include <limits>

#include "readers.h"
#include "report/text.h"
#include "world.h"

using namespace zonegate;
using namespace zonegate::report;
using nlohmann::json;

namespace {

json schema_file(const std::string& name) {
  std::ifstream in(std::string(ZONEGATE_SOURCE_DIR) + "/docs/schema/" + name);
  REQUIRE(in);
  return json::parse(in);
}

// What draft-07 asks of objects, as far as our schemas use it: required, properties, additionalProperties, items, type, enum, $ref.
void check(const json& value, json schema, const json& root, const std::string& path) {
  INFO(path);
  if (schema.contains("$ref"))
    schema = root.at(json::json_pointer(schema["$ref"].get<std::string>().substr(1)));
  if (schema.contains("oneOf")) {
    schema = value.is_null() ? schema["oneOf"][0] : schema["oneOf"][1];
    if (schema.contains("$ref"))
      schema = root.at(json::json_pointer(schema["$ref"].get<std::string>().substr(1)));
  }
  if (schema.contains("enum"))
    CHECK(std::find(schema["enum"].begin(), schema["enum"].end(), value) != schema["enum"].end());
  if (value.is_array() && schema.contains("items")) {
    for (std::size_t i = 0; i < value.size(); ++i)
      check(value[i], schema["items"], root, path + "/" + std::to_string(i));
  }
  if (!value.is_object()) return;
  const json required = schema.value("required", json::array());
  for (const auto& key : required) {
    INFO(key);
    CHECK(value.contains(key.get<std::string>()));
  }
  const json properties = schema.value("properties", json::object());
  for (const auto& [key, item] : value.items()) {
    if (properties.contains(key))
      check(item, properties[key], root, path + "/" + key);
    else if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object())
      check(item, schema["additionalProperties"], root, path + "/" + key);
    else {
      INFO("key not in the schema: " << key);
      CHECK(schema.value("additionalProperties", true));
    }
  }
}

}  // namespace

TEST_CASE("results.jsonl has one object a project, with the keys of the schema") {
  const auto world = make_world();
  const auto lines = lines_of(results_jsonl(world->run));
  REQUIRE(lines.size() == 3);
  const json schema = schema_file("results.schema.json");
  for (const auto& object : lines) check(object, schema, schema, "");
  const json& p = lines[0];
  CHECK(p["project_id"] == "P01");
  CHECK(p["status"] == "ok");
  CHECK(p["outcome"] == "prohibited");
  CHECK(p["outcome_zh"] == "禁止");
  CHECK(p["parts"].size() == 3);
  CHECK(p["parts"][0]["role"] == "permanent");
  CHECK(p["findings"][0]["rule"] == "RL-01");
  CHECK(p["findings"][0]["features"][0]["feature_id"] == "HX-7");
  CHECK(p["silent"][0]["reason_zh"] == "条件均不成立：core = 0");
  CHECK(p["attributes"]["adds_pollutants"] == json({"COD", "TP"}));
  CHECK(p["carbon"]["classes"][0]["stock_tc"]["below"].is_null());
  CHECK(p["carbon_reason"].is_null());
  CHECK(lines[1]["carbon"].is_null());
  CHECK(lines[1]["carbon_reason"] == "no part that occupies ground has an area");
  CHECK(lines[1]["layers"][0]["nearest_m"].is_null());
  CHECK(lines[1]["layers"][0]["layer_id"].is_null());
  CHECK(lines[2]["name"] == kHostile);
}

TEST_CASE("numbers are quantised, open limits are null, and no number is -0 or in exponent form") {
  const auto world = make_world();
  auto& run = world->run;
  run.projects[0].facts.features[0].overlap_m2 = -1e-9;
  run.projects[0].facts.area_planar_m2 = 1e6;
  const std::string text = results_jsonl(run);
  CHECK(text.find(":-0") == std::string::npos);
  CHECK(text.find("\"area_planar_m2\":1000000,") != std::string::npos);
  const auto p = lines_of(text)[0];
  CHECK(p["findings"][0]["measures"]["inside"]["value"] == 41234.57);
  const auto& open = p["findings"][1]["measures"]["farmland"];
  CHECK(open["lo"] == 0);
  CHECK(open["hi"].is_null());
  CHECK(open["open_lo"] == true);
  CHECK_FALSE(open.contains("value"));
  const auto& feature = p["findings"][0]["features"][0];
  CHECK(feature["share_part"] == 0.251235);
  CHECK(feature["share_feature"] == 0.000123);
  CHECK(feature["width_m"] == 187.65);
  CHECK(p["layers"][1]["nearest_m"] == 2345.68);
}

TEST_CASE("keys are sorted, and equal runs give equal bytes") {
  const auto a = make_world(), b = make_world();
  CHECK(results_jsonl(a->run) == results_jsonl(b->run));
  CHECK(run_json(a->run) == run_json(b->run));
  CHECK(html(a->run, Lang::zh) == html(b->run, Lang::zh));
  const std::string text = results_jsonl(a->run);
  const auto first = text.substr(0, text.find('\n'));
  std::vector<std::string> keys;
  const auto object = nlohmann::ordered_json::parse(first);
  for (const auto& item : object.items()) keys.push_back(item.key());
  CHECK(std::is_sorted(keys.begin(), keys.end()));
}

TEST_CASE("run.json follows its schema and names no time, host or thread") {
  const auto world = make_world();
  const json run = json::parse(run_json(world->run));
  const json schema = schema_file("run.schema.json");
  check(run, schema, schema, "");
  CHECK(run["inputs"][0]["sha256"] == std::string(64, 'a'));
  for (const char* key : {"time", "host", "jobs", "threads", "output", "started"}) {
    CHECK_FALSE(run.contains(key));
    CHECK_FALSE(run["options"].contains(key));
  }
}

TEST_CASE("an empty run writes empty results and headers") {
  Run run;
  CHECK(results_jsonl(run).empty());
  CHECK(read_csv(results_csv(run)).size() == 1);
  CHECK(unbalanced(html(run, Lang::en)).empty());
  CHECK(json::parse(run_json(run))["layers"].empty());
}
