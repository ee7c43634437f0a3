// SPDX-License-Identifier: Apache-2.0
//
// The side of the watching process, and what else must survive the one that reads: its temporary files by name, so that they can be removed, and standard input.
#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <new>

#include "memory.h"

namespace zonegate::watch {
namespace {

namespace fs = std::filesystem;

// After the child: only the parent writes now.
void empty(Memory& memory) {
  for (auto& slot : memory.slots) {
    slot.file = 0;
    slot.taken = false;
  }
  memory.signal = memory.slot = 0;
  memory.output = false;
  memory.names_used = kFirstName;
}

Memory* mapped() {
  void* at = ::mmap(nullptr, sizeof(Memory), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (at == MAP_FAILED) return nullptr;
  auto* memory = new (at) Memory;  // the arrays of bytes stay as the system gave them
  empty(*memory);
  return memory;
}

}  // namespace

CrashWatch::CrashWatch() : memory_(mapped()) {}
CrashWatch::~CrashWatch() {
  // The child's readers may still note where they are while it ends.
  if (memory_ && memory_ != shared_memory()) ::munmap(memory_, sizeof(Memory));
}
bool CrashWatch::ready() const { return memory_ != nullptr; }
void CrashWatch::serve(const std::vector<CrashedFile>& crashed) { begin_to_watch(memory_, crashed); }
void CrashWatch::note_output() { memory_->output = true; }

CrashWatch::End CrashWatch::end() const {
  End end;
  end.output = memory_->output;
  const int slot = memory_->slot;
  end.certain = slot > 0;
  const auto add = [&](const Memory::Slot& reader) {
    const std::string name = memory_->names + reader.file;
    if (reader.file >= kFirstName && std::find(end.files.begin(), end.files.end(), name) == end.files.end())
      end.files.push_back(name);
  };
  if (end.certain)
    add(memory_->slots[static_cast<std::size_t>(slot - 1)]);
  else
    for (const auto& reader : memory_->slots) add(reader);
  return end;
}

void CrashWatch::clear(bool again) {
  std::vector<std::string> folders;  // to be removed if nothing else is in them
  std::error_code ignored;
  for (std::size_t i = 0; i < Memory::kLeftovers; ++i) {
    const auto kind = memory_->leftovers[i].load();
    const std::string path = kind == Leftover::Kind::nothing ? "" : memory_->leftover_paths[i];
    if (again && memory_->input_whole && path == memory_->input) continue;
    if (kind == Leftover::Kind::whole) fs::remove_all(path, ignored);
    if (kind == Leftover::Kind::if_empty) folders.push_back(path);
    memory_->leftovers[i] = Leftover::Kind::nothing;
  }
  std::sort(folders.begin(), folders.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  for (const auto& folder : folders) fs::remove(folder, ignored);
  empty(*memory_);
}

Leftover::~Leftover() {
  if (at_ >= 0) shared_memory()->leftovers[static_cast<std::size_t>(at_)] = Kind::nothing;
}

void Leftover::note(const std::string& path, Kind kind) {
  Memory* memory = shared_memory();
  if (!memory || at_ >= 0 || path.size() >= Memory::kPath) return;
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  for (std::size_t i = 0; i < Memory::kLeftovers; ++i) {
    static_assert(std::atomic<Kind>::is_always_lock_free);
    if (memory->leftovers[i] != Kind::nothing) continue;
    std::memcpy(memory->leftover_paths[i], path.c_str(), path.size() + 1);
    memory->leftovers[i] = kind;
    at_ = static_cast<int>(i);
    return;
  }
}

Input input_state() {
  const Memory* memory = shared_memory();
  if (!memory || !memory->input_begun) return Input::untouched;
  return memory->input_whole ? Input::kept : Input::begun;
}

std::string kept_input() { return input_state() == Input::kept ? shared_memory()->input : ""; }

void begin_input() {
  if (Memory* memory = shared_memory()) memory->input_begun = true;
}

void keep_input(const std::string& folder) {
  Memory* memory = shared_memory();
  if (!memory || folder.size() >= Memory::kPath) return;
  std::memcpy(memory->input, folder.c_str(), folder.size() + 1);
  memory->input_whole = true;
}

}  // namespace zonegate::watch
