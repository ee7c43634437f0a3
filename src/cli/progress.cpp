// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <iostream>
#include <mutex>
#include <string>

#include "cli/common.h"
#include "cli/report_parts.h"

namespace zonegate::cli {
namespace {

// Batch systems and closed terminals end programs by the latter two: nothing half-written may stay then either.
constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};

std::atomic<bool> interrupted{false};
std::atomic<bool> drawn{false};
std::atomic<std::int64_t> first_ms{0};

std::int64_t now_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{1000} * now.tv_sec + now.tv_nsec / 1'000'000;
}

// A second one ends the program at once. A terminal tells the process that works and the one that watches it, which passes it on: these two are one.
void on_signal(int number) {
  constexpr std::int64_t kOne = 500;
  if (!interrupted.exchange(true)) {
    first_ms = now_ms();
  } else if (now_ms() - first_ms > kOne) {
    std::signal(number, SIG_DFL);
    ::raise(number);
  }
}

std::string bar(std::string_view stage, std::size_t done, std::size_t total) {
  constexpr std::size_t kWidth = 30;
  std::string line = "\r\x1b[K" + std::string(stage);
  if (total == 0) return line + " ...";
  const std::size_t full = kWidth * done / total;
  line += " [" + std::string(full, '#') + std::string(kWidth - full, '.') + "] " + std::to_string(done) +
          "/" + std::to_string(total);
  return line;
}

}  // namespace

void catch_interrupts() {
  for (const int s : kSignals) std::signal(s, on_signal);
}

app::Progress progress_bar(const Common& common) {
  const bool show = !common.quiet && ::isatty(STDERR_FILENO) != 0;
  const double start = monotonic_seconds();
  return [show, start](std::string_view stage, std::size_t done, std::size_t total) {
    if (interrupted) throw Interrupted{};
    if (stage.empty()) return;  // from any thread
    if (!show || monotonic_seconds() - start < 1) return;
    std::cerr << bar(stage, done, total) << std::flush;
    drawn = true;
  };
}

app::Progress progress_lines(const Common& common, std::size_t every) {
  const auto bar = progress_bar(common);
  const bool lines = !common.quiet && ::isatty(STDERR_FILENO) == 0;
  return [bar, lines, every, last = std::size_t{0}](std::string_view stage, std::size_t done,
                                                    std::size_t total) mutable {
    bar(stage, done, total);
    if (done < last) last = 0;  // another stage
    if (!lines || done / every == last / every) return;
    std::cerr << (std::string(stage) + " " + std::to_string(done) + "/" + std::to_string(total) + "\n")
              << std::flush;
    last = done;
  };
}

void finish_progress() {
  if (drawn.exchange(false)) std::cerr << "\r\x1b[K" << std::flush;
}

}  // namespace zonegate::cli
