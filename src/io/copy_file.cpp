// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "prepared_reader.h"

namespace zonegate::io {

std::unique_ptr<CopyFile> CopyFile::open(const std::string& path, std::string& fault) {
  const int handle =
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe of that name does not make us wait
  if (handle < 0) {
    if (errno != ENOENT && errno != ENOTDIR) fault = std::strerror(errno);
    return nullptr;
  }
  std::unique_ptr<CopyFile> file(new CopyFile(path, handle));
  try {
    fault = file->read_start();
  } catch (const Error&) {
    fault = "it is not whole";
  }
  return fault.empty() ? std::move(file) : nullptr;
}

CopyFile::~CopyFile() { ::close(handle_); }

std::string CopyFile::read_start() {
  struct stat s {};
  if (::fstat(handle_, &s) != 0 || !S_ISREG(s.st_mode)) return "it is no plain file";
  size_ = static_cast<std::uint64_t>(s.st_size);
  std::string bytes;
  read(0, std::min<std::uint64_t>(size_, kHeaderSize), bytes);
  CopyHeader header;
  if (std::string fault = read_header(bytes, size_, header); !fault.empty()) return fault;
  bytes.clear();
  read(header.info_at, header.info_size, bytes);
  if (checksum(bytes) != header.info_checksum || !read_info(bytes, info_))
    return "its description is damaged";
  const std::uint64_t nodes = info_.tree_nodes + info_.always_nodes;
  if (info_.nodes_at < kHeaderSize || info_.nodes_at + nodes * kNodeSize != header.info_at)
    return "its description is damaged";
  return {};
}

void CopyFile::read(std::uint64_t at, std::uint64_t size, std::string& out) const {
  if (at > size_ || size > size_ - at) damaged("it is shorter than it says");
  const std::size_t before = out.size();
  out.resize(before + size);
  for (std::size_t done = 0; done < size;) {
    const ssize_t n =
        ::pread(handle_, out.data() + before + done, size - done, static_cast<off_t>(at + done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) damaged(std::strerror(errno));
    if (n == 0) damaged("it is shorter than it says");
    done += static_cast<std::size_t>(n);
  }
}

CopyNode CopyFile::node(std::uint64_t index) const {
  std::string bytes;
  read(info_.nodes_at + index * kNodeSize, kNodeSize, bytes);
  CopyNode node;
  if (!read_node(bytes, index, node)) damaged("a node of its tree is not what was written");
  return node;
}

void CopyFile::damaged(const std::string& what) const {
  throw Error(ErrorKind::input, path_ + ": the prepared copy is damaged: " + what,
              "delete it, or make it again with: zonegate layers prepare --overwrite; or say --no-prepared");
}

std::string copy_path(std::string source, const std::string& sublayer, const std::string& folder) {
  while (source.size() > 1 && source.ends_with('/')) source.pop_back();  // a .gdb is a folder
  std::string layer = sublayer.empty() ? "" : "." + sublayer;
  for (char& c : layer)
    if (c == '/' || c == '\0') c = '_';
  if (folder.empty()) return source + layer + ".zgp";
  const std::filesystem::path name = std::filesystem::path(source).filename();
  return (std::filesystem::path(folder) / (name.string() + layer + ".zgp")).string();
}

}  // namespace zonegate::io
