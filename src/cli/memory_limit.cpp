// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "cli/overlay_options.h"

namespace zonegate::cli {
namespace {

constexpr double kMega = 1e6;

// Of the machine, or less where a control group allows less.
double machine_bytes() {
  double bytes = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
  double allowed = 0;
  if (std::ifstream("/sys/fs/cgroup/memory.max") >> allowed && allowed > 0) bytes = std::min(bytes, allowed);
  return bytes;
}

}  // namespace

std::size_t memory_limit(const std::optional<double>& megabytes) {
  if (!megabytes) return static_cast<std::size_t>(std::max(256 * kMega, machine_bytes() / 4));
  if (!(*megabytes >= 1 && *megabytes <= 1e9))
    throw Error(ErrorKind::usage, "--memory is no size", "give megabytes, for example --memory 2000");
  return static_cast<std::size_t>(*megabytes * kMega);
}

}  // namespace zonegate::cli
