// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <iostream>
#include <mutex>
#include <string>

#include "cli/common.h"

namespace zonegate::cli {
namespace {

// Batch systems and closed terminals end programs by the latter two: nothing half-written may stay then either.
constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};

std::atomic<bool> interrupted{false};
std::atomic<bool> drawn{false};

void on_signal(int) {
  interrupted = true;
  for (const int s : kSignals) std::signal(s, SIG_DFL);  // a second one ends the program at once
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
    if (!show || monotonic_seconds() - start < 1) return;
    std::cerr << bar(stage, done, total) << std::flush;
    drawn = true;
  };
}

void finish_progress() {
  if (drawn.exchange(false)) std::cerr << "\r\x1b[K" << std::flush;
}

}  // namespace zonegate::cli
