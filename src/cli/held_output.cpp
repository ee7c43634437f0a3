// SPDX-License-Identifier: Apache-2.0
#include "cli/held_output.h"

#include <unistd.h>

#include <cerrno>
#include <iostream>

namespace zonegate::cli {
namespace {

constexpr std::size_t kHeld = std::size_t{1} << 20;

bool write_all(const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t n = ::write(STDOUT_FILENO, bytes, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

}  // namespace

HeldOutput::HeldOutput(std::function<void()> leaves)
    : leaves_(std::move(leaves)), held_(kHeld), before_(std::cout.rdbuf(this)) {
  setp(held_.data(), held_.data() + held_.size());
}

HeldOutput::~HeldOutput() {
  std::cout.flush();
  std::cout.rdbuf(before_);
}

int HeldOutput::sync() {
  const auto size = static_cast<std::size_t>(pptr() - pbase());
  if (size == 0) return 0;
  leaves_();
  const bool written = write_all(pbase(), size);
  setp(held_.data(), held_.data() + held_.size());
  return written ? 0 : -1;
}

HeldOutput::int_type HeldOutput::overflow(int_type c) {
  if (sync() != 0) return traits_type::eof();
  return traits_type::eq_int_type(c, traits_type::eof()) ? traits_type::not_eof(c)
                                                         : sputc(traits_type::to_char_type(c));
}

}  // namespace zonegate::cli
