// SPDX-License-Identifier: Apache-2.0
// The only clock of the program: today's law date, and what run.log says.
#include <sys/resource.h>
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

long peak_megabytes() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return used.ru_maxrss / 1024;
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

std::string run_log(const Common& common, double seconds, const std::string& stages) {
  const unsigned threads =
      common.jobs > 0 ? static_cast<unsigned>(common.jobs) : std::thread::hardware_concurrency();
  return "finished: " + utc_now() + "\nhost: " + host() + "\nthreads: " + std::to_string(threads) +
         "\nseconds: " + fixed(seconds, 3) + "\n" + stages +
         "peak memory MB: " + std::to_string(peak_megabytes()) + "\n";
}

app::Progress StageClock::around(app::Progress inner) {
  return [this, inner = std::move(inner)](std::string_view stage, std::size_t done, std::size_t total) {
    if (!stage.empty() && stage != now_) {
      stop();
      now_ = stage;
      since_ = monotonic_seconds();
    }
    if (inner) inner(stage, done, total);
  };
}

void StageClock::stop() {
  if (now_.empty()) return;
  const double seconds = monotonic_seconds() - since_;
  for (auto& [stage, sum] : stages_) {
    if (stage == now_) {
      sum += seconds;
      return;
    }
  }
  stages_.emplace_back(now_, seconds);
}

std::string StageClock::text() const {
  StageClock whole = *this;
  whole.stop();
  std::string text;
  for (const auto& [stage, seconds] : whole.stages_)
    text += "seconds " + stage + ": " + fixed(seconds, 3) + "\n";
  return text;
}

}  // namespace zonegate::cli
