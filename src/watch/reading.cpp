// SPDX-License-Identifier: Apache-2.0
#include "watch/watch.h"

#include <csignal>
#include <cstring>
#include <memory>
#include <mutex>
#include <unordered_map>

#include <unistd.h>

#include "memory.h"

namespace zonegate::watch {
namespace {

constexpr std::size_t kStack = std::size_t{64} << 10;
constexpr std::array kCrashes = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

// A signal handler must find these without a lock and without making anything.
Memory* memory = nullptr;
constinit thread_local Memory::Slot* mine = nullptr;

std::vector<CrashedFile>& crashed_files() {
  static std::vector<CrashedFile> files;
  return files;
}

void on_crash(int number, siginfo_t* info, void*) {
  // A signal that another process sent lands on any thread and says nothing of it.
  const bool own = info->si_code > 0 || info->si_pid == ::getpid();
  int none = 0;
  if (own && memory->signal.compare_exchange_strong(none, number) && mine)
    memory->slot = static_cast<int>(mine - memory->slots.data()) + 1;
  // The default action follows: a fault comes again as the instruction is tried again, with its place as the debugger wants it; a sent signal must be sent.
  std::signal(number, SIG_DFL);
  if (info->si_code <= 0) ::raise(number);
}

// A thread that has used up its stack needs another one to say so.
class ThreadSlot {
 public:
  ThreadSlot() {
    for (auto& slot : memory->slots) {
      bool free = false;
      if (!slot.taken.compare_exchange_strong(free, true)) continue;
      stack_ = std::make_unique<char[]>(kStack);
      stack_t own{};
      own.ss_sp = stack_.get();
      own.ss_size = kStack;
      ::sigaltstack(&own, nullptr);
      mine = &slot;
      return;
    }
  }
  ~ThreadSlot() {
    if (!mine) return;
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    ::sigaltstack(&none, nullptr);
    mine->file = 0;
    mine->taken = false;
    mine = nullptr;
  }
  ThreadSlot(const ThreadSlot&) = delete;
  ThreadSlot& operator=(const ThreadSlot&) = delete;

 private:
  std::unique_ptr<char[]> stack_;
};

std::uint32_t add_name(const std::string& path) {
  const auto at = memory->names_used.load();
  if (path.size() + 1 > Memory::kNames - at) return kUnnamed;
  std::memcpy(memory->names + at, path.c_str(), path.size() + 1);
  memory->names_used = at + static_cast<std::uint32_t>(path.size()) + 1;
  return at;
}

}  // namespace

Memory* shared_memory() { return memory; }

void begin_to_watch(Memory* shared, const std::vector<CrashedFile>& crashed) {
  memory = shared;
  crashed_files() = crashed;
  watch_thread();
  struct sigaction action {};
  action.sa_sigaction = on_crash;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (const int number : kCrashes) ::sigaction(number, &action, nullptr);
}

void watch_thread() {
  if (!memory || mine) return;
  thread_local const ThreadSlot slot;
}

std::string crashed(const std::string& path) {
  for (const auto& file : crashed_files())
    if (file.path == path) return file.how;
  return {};
}

std::uint32_t mark(const std::string& path) {
  if (!memory) return 0;
  static std::mutex mutex;
  static std::unordered_map<std::string, std::uint32_t> known;
  const std::lock_guard lock(mutex);
  const auto [at, fresh] = known.emplace(path, 0);
  if (fresh) at->second = add_name(path);
  return at->second;
}

Reading::Reading(std::uint32_t file) {
  if (file == 0) return;
  watch_thread();
  if (!mine) return;
  noted_ = true;
  before_ = mine->file.exchange(file, std::memory_order_relaxed);
}

Reading::~Reading() {
  if (noted_ && mine) mine->file.store(before_, std::memory_order_relaxed);
}

}  // namespace zonegate::watch
