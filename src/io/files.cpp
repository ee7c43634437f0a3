// SPDX-License-Identifier: Apache-2.0
//
// Crash-safe writing: the bytes go to a temporary file on the same disk, reach the disk (fsync), take the
// target's name in one step (rename), and the name reaches the disk (fsync of the folder). Whoever reads sees
// the old file or the new one, never half.
#include "files.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gdal_env.h"
#include "io/io.h"

namespace zonegate::io {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& path, int code) {
  throw Error(ErrorKind::internal, fmt::format("{}: cannot be written: {}", path, std::strerror(code)),
              "check the folder, its permissions and the free space");
}

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

class Handle {
 public:
  explicit Handle(int fd) : fd_(fd) {}
  ~Handle() {
    if (fd_ >= 0) ::close(fd_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

void sync_path(const std::string& path, int flags) {
  const Handle handle(::open(path.c_str(), flags | O_CLOEXEC));
  if (handle.get() < 0) refuse(path, errno);
  if (::fsync(handle.get()) != 0 && errno != EINVAL)
    refuse(path, errno);  // EINVAL: a file system that has no fsync
}

void write_all(int fd, const std::string& path, std::string_view content) {
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t n = ::write(fd, content.data() + done, content.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) refuse(path, errno);
    done += static_cast<std::size_t>(n);
  }
}

}  // namespace

TemporaryFolder::TemporaryFolder(const std::string& target) : target_(target) {
  const fs::path path(target);
  for (int i = 0;; ++i) {
    folder_ =
        (fs::path(folder_of(target)) / fmt::format(".{}.tmp-{}-{}", path.filename().string(), ::getpid(), i))
            .string();
    if (::mkdir(folder_.c_str(), 0777) == 0) break;
    if (errno != EEXIST) refuse(target, errno);
  }
  leftover_.note(folder_);
  file_ = (fs::path(folder_) / path.filename()).string();
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void TemporaryFolder::publish() {
  sync_path(file_, O_RDONLY);
  if (::rename(file_.c_str(), target_.c_str()) != 0) refuse(target_, errno);
  sync_path(folder_of(target_), O_RDONLY | O_DIRECTORY);
}

std::string read_file(const std::string& path) {
  require_plain_file(path);
  std::ifstream file(path, std::ios::binary);
  std::string content;
  std::error_code error;
  content.resize(fs::file_size(path, error));
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (error || !file || file.gcount() != static_cast<std::streamsize>(content.size())) {
    throw Error(ErrorKind::input, fmt::format("{}: cannot be read to its end", path),
                "get the file again, or check the disk");
  }
  return content;
}

void read_in_pieces(const std::string& path, const std::function<void(std::string_view piece)>& take) {
  require_plain_file(path);
  std::ifstream file(path, std::ios::binary);
  std::string piece(std::size_t{1} << 16, '\0');
  do {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    if (file.bad() || !(file || file.eof()))
      throw Error(ErrorKind::input, fmt::format("{}: cannot be read to its end", path),
                  "get the file again, or check the disk");
    take(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
  } while (file);
}

struct FileWriter::Impl {
  explicit Impl(const std::string& target)
      : path(target),
        temporary(target),
        handle(::open(temporary.file().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) {
    if (handle.get() < 0) refuse(path, errno);
  }
  std::string path;
  TemporaryFolder temporary;
  Handle handle;
};

FileWriter::FileWriter(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
FileWriter::~FileWriter() = default;
void FileWriter::write(std::string_view piece) { write_all(impl_->handle.get(), impl_->path, piece); }
void FileWriter::finish() { impl_->temporary.publish(); }

void write_file(const std::string& path, const std::string& content) {
  FileWriter writer(path);
  writer.write(content);
  writer.finish();
}

}  // namespace zonegate::io
