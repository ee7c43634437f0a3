// SPDX-License-Identifier: Apache-2.0
//
// Results come in pieces, layers are read block by block, and neither these nor the threads may show: every file but run.log has the same bytes, and equals
// what the same run gives when it is kept as a whole and written at the end. What a failed run has written so far is gone.
#include <catch2/catch.hpp>

#include <atomic>

#include "io/io.h"
#include "world.h"

using namespace zonegate;
namespace fs = std::filesystem;

namespace {

app::ScreenOptions demo() {
  const std::string source = ZONEGATE_SOURCE_DIR;
  app::ScreenOptions options;
  options.layers = source + "/layers/demo-yaan";
  options.kinds = source + "/layers";
  options.rules = source + "/rules";
  options.projects = {options.layers + "/projects"};
  options.as_of = {2026, 10, 1};
  options.version = "test";
  return options;
}

void stream(app::ScreenOptions options, const std::string& folder, int jobs, std::size_t block) {
  options.jobs = jobs;
  options.block = block;
  app::WriteOptions write;
  write.folder = folder;
  app::RunFolder sink(write);
  const auto s = app::screen(options, sink);
  CHECK(s->run.projects.empty());
  CHECK(s->evidence.empty());
  sink.finish(s->run, "jobs: " + std::to_string(jobs) + "\n");
}

void keep(const app::ScreenOptions& options, const std::string& folder) {
  app::WriteOptions write;
  write.folder = folder;
  write.log = "kept\n";
  app::write_run(*app::screen(options), write);
}

void check_same(const std::string& a, const std::string& b) {
  std::size_t compared = 0;
  for (const auto& entry : fs::directory_iterator(a)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    REQUIRE(entry.is_regular_file());
    ++compared;
    if (name == "run.log") continue;
    // Not by CHECK itself, which would print both files.
    const bool same = io::read_file(entry.path().string()) == io::read_file((fs::path(b) / name).string());
    CHECK(same);
  }
  CHECK(compared == 11);
}

// Squares 300 m apart along a parallel, all in one unit.
std::string squares(std::size_t count) {
  std::vector<std::string> features;
  for (std::size_t i = 0; i < count; ++i) {
    const double west = 102.6 + 0.003 * static_cast<double>(i % 100),
                 south = 30.0 + 0.003 * static_cast<double>(i / 100);
    features.push_back(
        testing::feature(testing::polygon(testing::rectangle(west, south, west + 0.001, south + 0.001)),
                         R"("project_id":"S)" + std::to_string(i) + R"(","project_type":"pv")"));
  }
  return testing::collection(features);
}

// Notes how much comes at a time.
struct Counter : app::ResultSink {
  std::vector<bool> maps(std::span<const report::ProjectResult> judged) override {
    asked += judged.size();
    for (const auto& result : judged) CHECK(result.map.empty());
    return std::vector<bool>(judged.size(), false);
  }
  void take(app::Results&& results, const overlay::ParallelFor&) override {
    most = std::max(most, results.projects.size());
    for (const auto& result : results.projects) {
      ids.push_back(result.project->project_id);
      CHECK(result.map.empty());
    }
    ++times;
  }
  std::size_t asked = 0, most = 0, times = 0;
  std::vector<std::string> ids;
};

}  // namespace

TEST_CASE("results are byte-equal for any number of threads and any size of block") {
  const testing::TempFolder folder;
  keep(demo(), folder / "kept");
  for (const int jobs : {1, 2}) {
    for (const std::size_t block : {std::size_t{1}, std::size_t{7}, std::size_t{20000}}) {
      if (jobs == 1 && block == 1)
        continue;  // a hundred passes over all layers: with two threads it says the same of both
      const std::string name = "run-" + std::to_string(jobs) + "-" + std::to_string(block);
      CAPTURE(name);
      stream(demo(), folder / name, jobs, block);
      check_same(folder / "kept", folder / name);
    }
  }
}

TEST_CASE("what a layer is worth does not depend on which block reads it") {
  // A red line that has no area lies near the second project only: it takes the layer's power to show that something is absent, for both.
  const testing::TempFolder folder;
  testing::World w;
  w.layers["redline"].features.push_back(testing::feature(
      R"({"type":"LineString","coordinates":[[103.2,30.2],[103.21,30.2]]})", R"("name":"线")"));
  w.layers["dltb"].features.push_back(testing::feature(
      R"({"type":"Polygon","coordinates":[[[103.2,30.2],[103.21,30.21],[103.21,30.2],[103.2,30.215],[103.2,30.2]]]})",
      R"("dlbm":"0101")"));
  auto options = w.write(folder);
  const auto at = [](double west, double south, const std::string& id) {
    return testing::feature(testing::polygon(testing::rectangle(west, south, west + 0.001, south + 0.001)),
                            R"("project_id":")" + id + R"(","project_type":"pv")");
  };
  testing::write_text(
      folder / "projects.geojson",
      testing::collection({at(103.0, 30.0, "far"), at(103.2, 30.2, "near"), at(103.1, 30.0, "last")}));
  stream(options, folder / "whole", 1, 20000);
  stream(options, folder / "single", 2, 1);
  check_same(folder / "whole", folder / "single");
  options.block = 1;
  const auto s = app::screen(options);
  for (const auto& result : s->run.projects) CHECK(result.verdict.worst_possible == Outcome::prohibited);
  const auto times = [&](const char* code) {
    return std::count_if(s->run.issues.begin(), s->run.issues.end(),
                         [&](const Issue& issue) { return issue.code == code; });
  };
  CHECK(times("layer.feature_unusable") == 1);
  CHECK(times("geometry.repaired") == 1);
}

TEST_CASE("a project is judged alone as among others, however a feature near one of those is broken") {
  const std::string square = testing::rectangle(103.2, 30.2, 103.21, 30.21);
  const std::string hollow = R"({"type":"Polygon","coordinates":[)" + square + "," + square + "]}";
  const std::string line = R"({"type":"LineString","coordinates":[[103.2,30.2],[103.21,30.21]]})";
  const std::string flat = testing::polygon("[[103.2,30.2],[103.21,30.2],[103.22,30.2],[103.2,30.2]]");
  struct Case {
    std::string shape, disclosure;
    bool opens_far;
  };
  for (const auto& [shape, disclosure, opens_far] :
       {Case{hollow, "full", false}, Case{hollow, "area", false}, Case{hollow, "yes_no", true},
        Case{line, "full", true}, Case{flat, "full", true}}) {
    CAPTURE(shape, disclosure);
    testing::World w;
    w.layers["redline"].features.push_back(testing::feature(shape, R"("name":"红线","zone":"")"));
    w.layers["redline"].extra = "disclosure: " + disclosure;
    const auto at = [](double west, double south, const std::string& id) {
      std::string stated = testing::stated();
      stated.replace(stated.find("\"P\""), 3, "\"" + id + "\"");
      return testing::feature(testing::polygon(testing::rectangle(west, south, west + 0.001, south + 0.001)),
                              stated);
    };
    const std::string far = at(103.0, 30.0, "far"), near = at(103.2, 30.2, "near");
    std::map<std::string, std::string> lines;
    const testing::TempFolder folder;
    const auto options = w.write(folder);
    for (const auto& [run, projects] :
         {std::pair("alone", std::vector{far}), std::pair("both", std::vector{far, near})}) {
      testing::write_text(folder / "projects.geojson", testing::collection(projects));
      stream(options, folder / run, 1, 20000);
      const std::string text = io::read_file(folder / run + "/results.jsonl");
      lines[run] = text.substr(0, text.find('\n'));
    }
    const bool same = lines["alone"] == lines["both"];  // not by CHECK itself, which would print both
    CHECK(same);
    const auto s = app::screen(options);
    REQUIRE(s->run.projects.size() == 2);
    CHECK((s->run.projects[0].verdict.outcome != Outcome::allowed) == opens_far);
    CHECK(s->run.projects[1].verdict.worst_possible == Outcome::prohibited);
  }
}

TEST_CASE("many projects go by a few dozen at a time, and nothing of them is kept") {
  const testing::TempFolder folder;
  auto options = testing::World().write(folder);
  testing::write_text(folder / "projects.geojson", squares(1000));
  options.block = 400;
  Counter counter;
  const auto s = app::screen(options, counter);
  CHECK(counter.ids.size() == 1000);
  CHECK(counter.asked == 1000);
  CHECK(counter.times >= 1000 / 64);
  CHECK(counter.most <= 64);
  CHECK(counter.ids.front() == "S0");
  CHECK(counter.ids.back() == "S999");
  CHECK(s->run.projects.empty());
  CHECK(s->evidence.empty());
  CHECK(s->run.info.counts.at("projects") == 1000);
  std::size_t judged = 0;
  for (const auto& [outcome, count] : s->worst) judged += count;
  CHECK(judged == 1000);
}

TEST_CASE("a run that fails on its way leaves nothing, neither under the final name nor beside it") {
  const testing::TempFolder folder;
  auto options = testing::World().write(folder);
  testing::write_text(folder / "projects.geojson", squares(600));
  app::WriteOptions write;
  write.folder = folder / "deep/er/run";
  SECTION("interrupted") {
    struct Stop {};
    std::size_t pieces = 0;
    app::RunFolder sink(write);
    const auto stop = [&](std::string_view stage, std::size_t, std::size_t) {
      if (stage == "writing" && ++pieces == 3) throw Stop{};
    };
    CHECK_THROWS_AS(app::screen(options, sink, stop), Stop);
    CHECK(fs::exists(folder / "deep/er"));  // the temporary folder is there while the sink is
  }
  SECTION("interrupted within a project") {
    struct Stop {};
    testing::write_text(folder / "projects.geojson", squares(1));
    std::atomic<std::size_t> asked = 0;
    std::string before;
    app::RunFolder sink(write);
    const auto stop = [&](std::string_view stage, std::size_t, std::size_t) {
      if (!stage.empty()) before = stage;
      if (stage.empty() && before == "measuring" && ++asked == 3) throw Stop{};
    };
    CHECK_THROWS_AS(app::screen(options, sink, stop), Stop);
    CHECK(before == "measuring");
  }
  SECTION("a decision about no finding, which only the end shows") {
    testing::write_text(folder / "overrides.csv",
                        "project_id,rule,outcome,reason,reviewer,date\nS3,YZ-01,allowed,x,y,2026-10-01\n");
    options.overrides = folder / "overrides.csv";
    app::RunFolder sink(write);
    CHECK_THROWS_AS(app::screen(options, sink), Error);
  }
  SECTION("never finished") {
    app::RunFolder sink(write);
    app::screen(options, sink);
  }
  CHECK_FALSE(fs::exists(folder / "deep"));
}
