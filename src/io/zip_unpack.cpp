// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include "core/core.h"
#include "zip_archive.h"

namespace zonegate::io {
namespace {

constexpr std::size_t kLocalSize = 30, kPiece = std::size_t{1} << 18;
constexpr std::uint16_t kStored = 0, kDeflated = 8;

class Unpacking {
 public:
  Unpacking(const std::string& path, const ZipEntry& entry, const std::string& target)
      : path_(path), entry_(entry), in_(path, std::ios::binary), left_(entry.packed) {
    skip_head();
    out_ = ::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (out_ < 0) no_room();
  }
  ~Unpacking() {
    if (out_ >= 0) ::close(out_);
  }
  Unpacking(const Unpacking&) = delete;
  Unpacking& operator=(const Unpacking&) = delete;

  void run() {
    if (entry_.method == kStored) {
      while (left_ > 0) put(read());
    } else {
      inflate_all();
    }
    if (done_ != entry_.unpacked) damaged("it has not the size that is stated");
    if (crc_ != entry_.crc) damaged("its checksum differs");
  }

 private:
  const std::string& path_;
  const ZipEntry& entry_;
  std::ifstream in_;
  std::uint64_t left_, done_ = 0;
  std::uint32_t crc_ = 0;
  int out_ = -1;
  std::array<char, kPiece> buffer_{}, made_{};

  [[noreturn]] void damaged(const std::string& why) const {
    throw Error(ErrorKind::input, fmt::format("{}: its entry \"{}\" is damaged: {}", path_, entry_.name, why),
                "get the archive again, or pack it again as .zip");
  }
  [[noreturn]] void no_room() const {
    throw Error(ErrorKind::internal,
                fmt::format("{}: its entry \"{}\" cannot be unpacked into a temporary file: {}", path_,
                            entry_.name, std::strerror(errno)),
                "make room there, or name another folder in TMPDIR");
  }

  // The entry's own head repeats its name; a program that looked there must not have seen another one.
  void skip_head() {
    std::array<char, kLocalSize> head{};
    in_.seekg(static_cast<std::streamoff>(entry_.offset));
    in_.read(head.data(), head.size());
    const auto number = [&](std::size_t at) {
      return static_cast<std::size_t>(static_cast<unsigned char>(head[at])) |
             static_cast<std::size_t>(static_cast<unsigned char>(head[at + 1])) << 8;
    };
    if (!in_ || std::string_view(head.data(), 4) != "PK\x03\x04")
      damaged("it does not stand where the directory says");
    // Without a record behind the data the head has the checksum too.
    constexpr std::size_t kBehind = 1u << 3;
    const std::uint64_t crc = number(14) | std::uint64_t{number(16)} << 16;
    if (!(number(6) & kBehind) && crc != entry_.crc) damaged("it has two checksums");
    std::string name(number(26), '\0');
    in_.read(name.data(), static_cast<std::streamsize>(name.size()));
    if (!in_ || name != entry_.raw_name) damaged("it has two names");
    in_.seekg(static_cast<std::streamoff>(number(28)), std::ios::cur);
  }

  std::string_view read() {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, buffer_.size()));
    in_.read(buffer_.data(), static_cast<std::streamsize>(size));
    if (!in_) damaged("the archive is cut off");
    left_ -= size;
    return {buffer_.data(), size};
  }

  void put(std::string_view piece) {
    if (piece.size() > entry_.unpacked - done_) damaged("it is larger than is stated");
    done_ += piece.size();
    crc_ = static_cast<std::uint32_t>(
        ::crc32(crc_, reinterpret_cast<const Bytef*>(piece.data()), static_cast<uInt>(piece.size())));
    while (!piece.empty()) {
      const ssize_t n = ::write(out_, piece.data(), piece.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) no_room();
      piece.remove_prefix(static_cast<std::size_t>(n));
    }
  }

  void inflate_all() {
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) damaged("there is no memory for it");
    const std::unique_ptr<z_stream, int (*)(z_stream*)> end(&stream, inflateEnd);
    int state = Z_OK;
    while (state != Z_STREAM_END) {
      if (stream.avail_in == 0) {
        if (left_ == 0) damaged("it ends too early");
        const std::string_view piece = read();
        stream.next_in = reinterpret_cast<Bytef*>(buffer_.data());
        stream.avail_in = static_cast<uInt>(piece.size());
      }
      stream.next_out = reinterpret_cast<Bytef*>(made_.data());
      stream.avail_out = static_cast<uInt>(made_.size());
      state = inflate(&stream, Z_NO_FLUSH);
      if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) damaged("it cannot be unpacked");
      put({made_.data(), made_.size() - stream.avail_out});
    }
  }
};

}  // namespace

void unpack_entry(const std::string& path, const ZipEntry& entry, const std::string& target) {
  if (entry.method != kStored && entry.method != kDeflated)
    throw Error(ErrorKind::input,
                fmt::format("{}: its entry \"{}\" is packed by method {}, which is not read", path,
                            entry.name, entry.method),
                "pack it again as an ordinary .zip (deflate)");
  const auto unpacking = std::make_unique<Unpacking>(path, entry, target);
  unpacking->run();
}

}  // namespace zonegate::io
