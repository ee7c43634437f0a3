// SPDX-License-Identifier: Apache-2.0
// The only clock of the program: today's law date, and what run.log says.
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <thread>

#include "cli/common.h"

namespace zonegate::cli {
namespace {

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string host() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

}  // namespace

Date today_in_beijing() {
  const std::time_t now = std::time(nullptr) + std::time_t{8} * 3600;  // UTC+8, no daylight saving
  std::tm parts{};
  gmtime_r(&now, &parts);
  return {parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
}

double monotonic_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string run_log(const Common& common, double seconds) {
  const unsigned threads =
      common.jobs > 0 ? static_cast<unsigned>(common.jobs) : std::thread::hardware_concurrency();
  return "finished: " + utc_now() + "\nhost: " + host() + "\nthreads: " + std::to_string(threads) +
         "\nseconds: " + fixed(seconds, 3) + "\n";
}

}  // namespace zonegate::cli
