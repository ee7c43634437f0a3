// SPDX-License-Identifier: Apache-2.0
// Private to cli: a crash of a library must not take a batch with it (docs/decisions/0040).
#pragma once

#include <functional>

namespace zonegate::cli {

inline constexpr int kCrashed = 5;  // exit code: a crash that the run could not go on from

// Runs the body in a process of its own, forked before anything has started a thread; the exit code is the body's. Where a reader crashes on a file the body runs
// again, and that file counts as one that cannot be read. What the body writes to std::cout is held back as far as it fits, so that it comes once. Without the guard
// ($ZONEGATE_CRASH_GUARD is "off"; sanitizer builds, where it is not "on") the body runs here. Error (usage): the variable says something else.
int run_in_guard(const std::function<int()>& body);

}  // namespace zonegate::cli
