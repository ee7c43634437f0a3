// SPDX-License-Identifier: Apache-2.0
//
// Catch2's main. Tests run in an empty folder of their own that goes again, so that a file which one writes under a relative name
// lies neither in the reader's checkout nor in the way of another test program.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

int main(int argc, char** argv) {
  std::string name = (std::filesystem::temp_directory_path() / "zonegate-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    std::fprintf(stderr, "no folder for the files of tests: %s\n", name.c_str());
    return 1;
  }
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(name);
  const int failed = Catch::Session().run(argc, argv);
  std::error_code ignored;
  std::filesystem::current_path(before, ignored);
  std::filesystem::remove_all(name, ignored);
  return failed;
}
