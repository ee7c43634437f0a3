// SPDX-License-Identifier: Apache-2.0
//
// watch: which file each thread is reading, noted where another process can see it. A library that crashes takes this process with it; the process that watches
// over it (cli) then knows the file and can begin again without it (docs/decisions/0040). Without such a process all of this does nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace zonegate::watch {

// A file whose reader crashed earlier in this run, and by which signal ("SIGSEGV").
struct CrashedFile {
  std::string path, how;
};

// By which signal the reader of this file crashed earlier in this run; empty: it did not. Whoever opens files asks this first (io does).
std::string crashed(const std::string& path);
// The number of a file, for Reading.
std::uint32_t mark(const std::string& path);

// While it lives this thread reads that file: a crash is laid to it. They nest; the innermost counts. Costs some nanoseconds, once a number is there.
class Reading {
 public:
  explicit Reading(std::uint32_t file);
  explicit Reading(const std::string& path) : Reading(mark(path)) {}
  ~Reading();
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  bool noted_ = false;
  std::uint32_t before_ = 0;
};

// Of a thread of our own: what it does without a Reading is laid to no file.
void watch_thread();

// Something on disk that must not outlive this process, however that ends. It is noted only: whoever made it removes it.
class Leftover {
 public:
  enum class Kind : std::uint8_t { nothing, whole, if_empty };
  Leftover() = default;
  ~Leftover();
  Leftover(const Leftover&) = delete;
  Leftover& operator=(const Leftover&) = delete;
  void note(const std::string& path, Kind kind = Kind::whole);  // of a file or folder that is there

 private:
  int at_ = -1;
};

// Standard input comes once. What an earlier process of this run has done with it: the folder where all of it is kept.
enum class Input : std::uint8_t { untouched, begun, kept };
Input input_state();
std::string kept_input();
void begin_input();
void keep_input(const std::string& folder);

// The memory that both processes see. Make it, fork, serve() in the child.
class CrashWatch {
 public:
  CrashWatch();
  ~CrashWatch();
  CrashWatch(const CrashWatch&) = delete;
  CrashWatch& operator=(const CrashWatch&) = delete;
  bool ready() const;  // false: there was no memory for it

  // In the child, once, before it has another thread: from here on readers are noted and crashes marked. These files are not opened.
  void serve(const std::vector<CrashedFile>& crashed);
  // In the child: results have left it, so that a second child would give them twice.
  void note_output();

  // In the parent, when the child is dead. certain: the thread that crashed was known, and `files` is what it read (one, or none). Else all that were being read.
  struct End {
    bool certain = false;
    std::vector<std::string> files;
    bool output = false;
  };
  End end() const;
  // Removes what the child left and forgets it. again: another child follows, which still needs what came from standard input.
  void clear(bool again);

 private:
  struct Memory* memory_;
};

}  // namespace zonegate::watch
