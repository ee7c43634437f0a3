// SPDX-License-Identifier: Apache-2.0
#include "app/result_folder.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <vector>

#include "core/core.h"
#include "watch/watch.h"

namespace zonegate::app {
namespace {

namespace fs = std::filesystem;

// Notes that somebody keeps beside results must not go with them.
std::string foreign_file(const fs::path& folder, const FolderKind& kind) {
  std::set<std::string> others;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (std::find(kind.files.begin(), kind.files.end(), name) == kind.files.end()) others.insert(name);
  }
  return others.empty() ? std::string() : *others.begin();
}

fs::path target_of(const std::string& folder) {
  const fs::path target = fs::path(folder).lexically_normal();
  return target.has_filename() ? target : target.parent_path();
}

}  // namespace

void check_result_folder(const std::string& name, const FolderKind& kind, bool overwrite) {
  const fs::path folder = target_of(name);
  if (!fs::exists(folder)) return;
  if (!overwrite) {
    throw Error(ErrorKind::usage, folder.string() + " exists already",
                "choose another folder with -o, or say --overwrite");
  }
  if (!fs::is_directory(folder) || (!fs::exists(folder / kind.marker) && !fs::is_empty(folder))) {
    throw Error(ErrorKind::usage,
                folder.string() + " exists and is not a " + std::string(kind.what) + "; it is not replaced",
                "choose another folder with -o");
  }
  if (const std::string other = foreign_file(folder, kind); !other.empty()) {
    throw Error(ErrorKind::usage,
                folder.string() + " holds " + other + ", which no run has written; it is not replaced",
                "move that file away, or choose another folder with -o");
  }
}

struct ResultFolder::Impl {
  std::string name;
  FolderKind kind;
  bool overwrite = false, published = false;
  fs::path target, path;
  std::vector<fs::path> made;
  std::vector<std::unique_ptr<watch::Leftover>> leftovers = {};
  void leave(const fs::path& folder, watch::Leftover::Kind how) {
    leftovers.push_back(std::make_unique<watch::Leftover>());
    leftovers.back()->note(folder.string(), how);
  }
};

ResultFolder::ResultFolder(const std::string& folder, const FolderKind& kind, bool overwrite) {
  impl_ = std::make_unique<Impl>(Impl{folder, kind, overwrite, false, target_of(folder), {}, {}});
  const fs::path parent = impl_->target.has_parent_path() ? impl_->target.parent_path() : fs::path(".");
  for (fs::path at = parent; !at.empty() && !fs::exists(at); at = at.parent_path()) impl_->made.push_back(at);
  impl_->path = parent / ("." + impl_->target.filename().string() + ".tmp-" + std::to_string(::getpid()));
  std::error_code refused;
  fs::create_directories(impl_->path, refused);
  if (refused) {
    std::error_code ignored;
    for (const auto& made : impl_->made) fs::remove(made, ignored);
    throw Error(ErrorKind::usage, impl_->target.string() + " cannot be written: " + refused.message(),
                "choose with -o a folder where you may write");
  }
  impl_->leave(impl_->path, watch::Leftover::Kind::whole);
  for (const auto& made : impl_->made) impl_->leave(made, watch::Leftover::Kind::if_empty);
}

ResultFolder::~ResultFolder() {
  if (impl_->published) return;
  std::error_code ignored;
  fs::remove_all(impl_->path, ignored);
  for (const auto& folder : impl_->made) fs::remove(folder, ignored);  // only if it is empty
}

std::string ResultFolder::operator/(std::string_view name) const { return (impl_->path / name).string(); }

void ResultFolder::publish() {
  check_result_folder(impl_->name, impl_->kind, impl_->overwrite);
  if (fs::exists(impl_->target)) fs::remove_all(impl_->target);
  fs::rename(impl_->path, impl_->target);
  impl_->published = true;
}

}  // namespace zonegate::app
