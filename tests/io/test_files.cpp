// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <thread>

#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;
namespace fs = std::filesystem;

TEST_CASE("a sealed text shows every later change, and one without a seal says so") {
  const std::string text =
      io::sealed("{\n  \"demo\": true,\n  \"note\": \"\\\"seal\\\": \\\"\\\"\",\n  \"seal\": \"\"\n}\n");
  CHECK(io::seal_of(text) == io::Seal::holds);
  const auto with = [&text](const std::string& from, const std::string& to) {
    std::string other = text;
    return other.replace(other.find(from), from.size(), to);
  };
  CHECK(io::seal_of(with("true", "false")) == io::Seal::broken);
  CHECK(io::seal_of(with("\n}", "\n }")) == io::Seal::broken);
  CHECK(io::seal_of(text + "\"seal\": \"\"") == io::Seal::broken);
  CHECK(io::seal_of("{\"seal\": \"\"}") == io::Seal::broken);
  CHECK(io::seal_of("{\"demo\": true}") == io::Seal::none);
  CHECK_THROWS_AS(io::sealed("{}"), Error);
}

TEST_CASE("SHA-256: the examples of FIPS 180-4, and each length around a block") {
  CHECK(io::sha256_text("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(io::sha256_text("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(io::sha256_text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(io::sha256_text("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmn"
                        "opqrlmnopqrsmnopqrstnopqrstu") ==
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  CHECK(io::sha256_text(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  const TempDir dir;
  for (const std::size_t n : {0u, 55u, 56u, 63u, 64u, 65u, 65535u, 65536u, 65537u, 200000u}) {
    const std::string text(n, 'x');
    CHECK(io::sha256_file(dir.put("a", text)) == io::sha256_text(text));
  }
  CHECK(contains(error_of([&] { io::sha256_file(dir / "none"); }), "does not exist"));
}

TEST_CASE("write_file writes all or nothing") {
  const TempDir dir;
  const std::string content("line\n\0end", 9);
  io::write_file(dir / "a.txt", content);
  CHECK(io::read_file(dir / "a.txt") == content);
  io::write_file(dir / "a.txt", "new");
  CHECK(io::read_file(dir / "a.txt") == "new");
  CHECK(dir.list() == std::vector<std::string>{"a.txt"});
  CHECK(contains(error_of([&] { io::write_file(dir / "none/a.txt", "x"); }, ErrorKind::internal),
                 "none/a.txt: cannot be written"));
  fs::create_directories(dir / "folder/full");
  CHECK_FALSE(error_of([&] { io::write_file(dir / "folder", "x"); }, ErrorKind::internal).empty());
  CHECK(dir.list() == std::vector<std::string>{"a.txt", "folder"});
}

TEST_CASE("write_file: a disk that is full says so", "[linux]") {
  if (!fs::exists("/dev/full")) {
    WARN("/dev/full is not here");
    return;
  }
  const TempDir dir;
  CHECK(contains(error_of([&] { io::read_file("/dev/full"); }), "not a plain file"));
  CHECK_FALSE(error_of([&] { io::write_file("/proc/zonegate", "x"); }, ErrorKind::internal).empty());
}

TEST_CASE("read_file tells missing from unreadable") {
  const TempDir dir;
  CHECK(contains(error_of([&] { io::read_file(dir / "none"); }), "does not exist"));
  CHECK(contains(error_of([&] { io::read_file(dir / ""); }), "folder"));
}

TEST_CASE("Several threads read the same file at once") {
  const TempDir dir;
  make_shapefile(dir / "a.shp", "name", std::vector<std::string>(200, "雅安"), "UTF-8", 4490);
  std::vector<std::size_t> counts(4);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < counts.size(); ++t) {
    threads.emplace_back([&, t] {
      io::VectorSource source(dir / "a.shp", {});
      io::SourceFeature row;
      while (source.next(row)) counts[t] += row.fault.empty();
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(counts == std::vector<std::size_t>(4, 200));
}

TEST_CASE("The version of GDAL is known") { CHECK(io::library_versions().at("GDAL").substr(0, 2) == "3."); }
