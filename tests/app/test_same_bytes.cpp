// SPDX-License-Identifier: Apache-2.0
//
// The demo, screened with one thread and with two, gives the same bytes in every file but run.log.
#include <catch2/catch.hpp>

#include "io/io.h"
#include "world.h"

using namespace zonegate;

namespace {

void run(const std::string& folder, int jobs) {
  const std::string source = ZONEGATE_SOURCE_DIR;
  app::ScreenOptions options;
  options.layers = source + "/layers/demo-yaan";
  options.kinds = source + "/layers";
  options.rules = source + "/rules";
  options.projects = {options.layers + "/projects"};
  options.as_of = {2026, 10, 1};
  options.jobs = jobs;
  options.block = jobs == 1 ? 20000 : 7;  // nor may the size of the blocks show
  options.version = "test";
  const auto s = app::screen(options);
  app::WriteOptions write;
  write.folder = folder;
  write.log = "jobs: " + std::to_string(jobs) + "\n";
  app::write_run(*s, write);
}

}  // namespace

TEST_CASE("results are byte-equal for any number of threads and any size of block") {
  const testing::TempFolder folder;
  run(folder / "one", 1);
  run(folder / "two", 2);
  std::size_t compared = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "one")) {
    const std::string name = entry.path().filename().string();
    if (name == "run.log") continue;
    CAPTURE(name);
    CHECK(io::read_file(entry.path().string()) == io::read_file(folder / ("two/" + name)));
    ++compared;
  }
  CHECK(compared == 7);
}
