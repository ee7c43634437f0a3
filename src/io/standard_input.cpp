// SPDX-License-Identifier: Apache-2.0
//
// Standard input can be read once, and readers go over a file several times. So it is first written into a file of our own, which stays until the process ends.
#include <cerrno>
#include <cstring>
#include <mutex>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "io/limits.h"
#include "place.h"

namespace zonegate::io {
namespace {

constexpr const char* kName = "standard input";

[[noreturn]] void refuse(const std::string& what, const std::string& hint) {
  throw Error(ErrorKind::input, fmt::format("{}: {}", kName, what), hint);
}

void write_all(int to, const char* bytes, std::size_t size) {
  for (std::size_t done = 0; done < size;) {
    const ssize_t n = ::write(to, bytes + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      throw Error(ErrorKind::internal,
                  fmt::format("{}: cannot be kept in a temporary file: {}", kName, std::strerror(errno)),
                  "make room there, or name another folder in TMPDIR");
    done += static_cast<std::size_t>(n);
  }
}

void spool(int to) {
  std::string buffer(std::size_t{1} << 20, '\0');
  for (std::uint64_t total = 0;;) {
    const ssize_t n = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) refuse(fmt::format("cannot be read: {}", std::strerror(errno)), "give it a pipe or a file");
    if (n == 0 && total == 0)
      refuse("nothing came", "GeoJSON is expected: zonegate ... - < projects.geojson");
    if (n == 0) return;
    total += static_cast<std::uint64_t>(n);
    if (total > limits().file)
      refuse(fmt::format("more than {} bytes came", limits().file), limit_text("file"));
    write_all(to, buffer.data(), static_cast<std::size_t>(n));
  }
}

std::shared_ptr<const PrivateFolder> spooled() {
  auto folder = std::make_shared<const PrivateFolder>();
  const int to =
      ::open((folder->path() + "/stdin.geojson").c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (to < 0) refuse(fmt::format("cannot be kept in a temporary file: {}", std::strerror(errno)), "");
  try {
    spool(to);
  } catch (...) {
    ::close(to);
    throw;
  }
  ::close(to);
  return folder;
}

}  // namespace

Place standard_input() {
  static std::mutex mutex;
  static std::shared_ptr<const PrivateFolder> folder;
  static bool tried = false;
  const std::lock_guard lock(mutex);
  // What is left of it after a failure is not all of it.
  if (tried && !folder) refuse("could not be read the first time", "give it once more, or name a file");
  tried = true;
  if (!folder) folder = spooled();
  const std::string file = folder->path() + "/stdin.geojson";
  return {kName, file, format_of(file), "", folder, {{file, kName}}, {}};
}

}  // namespace zonegate::io
