// SPDX-License-Identifier: Apache-2.0
//
// memory: what the process that reads writes down for the one that watches it. Everything is written by plain stores of atomics: a crash may come between any two.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "watch/watch.h"

namespace zonegate::watch {

struct Memory {
  static constexpr std::size_t kThreads = 2048, kLeftovers = 1024, kPath = 4096,
                               kNames = std::size_t{16} << 20;
  // One to a cache line: threads write their own all the time.
  struct alignas(64) Slot {
    std::atomic<bool> taken;
    std::atomic<std::uint32_t> file;  // where its name begins in `names`; 0: none
  };
  std::array<Slot, kThreads> slots;
  std::atomic<int> signal;        // of the crash; 0: none was marked
  std::atomic<int> slot;          // of the thread that crashed, counted from 1; 0: not known
  std::atomic<bool> output;       // results have gone to standard output
  std::atomic<bool> input_begun;  // standard input has been touched
  std::atomic<bool> input_whole;  // all of it lies in the folder `input`
  std::atomic<std::uint32_t> names_used;
  std::array<std::atomic<Leftover::Kind>, kLeftovers> leftovers;
  // The pages of these are the system's until they are written.
  char input[kPath];
  char leftover_paths[kLeftovers][kPath];
  char names[kNames];  // each ends with a zero; that at kUnnamed is the empty one
};
inline constexpr std::uint32_t kUnnamed = 1, kFirstName = 2;

// nullptr: nobody watches.
Memory* shared_memory();
// Notes readers there and marks crashes, from here on.
void begin_to_watch(Memory* shared, const std::vector<CrashedFile>& crashed);

}  // namespace zonegate::watch
