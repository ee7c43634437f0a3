// SPDX-License-Identifier: Apache-2.0
// Private to cli: standard output of a process that may have to begin again.
#pragma once

#include <functional>
#include <iosfwd>
#include <streambuf>
#include <vector>

namespace zonegate::cli {

// Stands behind std::cout while it lives. What is printed leaves the process when it has become a megabyte, when it is flushed, and at the end.
class HeldOutput : public std::streambuf {
 public:
  explicit HeldOutput(std::function<void()> leaves);  // called before the first byte goes
  ~HeldOutput() override;
  HeldOutput(const HeldOutput&) = delete;
  HeldOutput& operator=(const HeldOutput&) = delete;

 protected:
  int_type overflow(int_type c) override;
  int sync() override;

 private:
  std::function<void()> leaves_;
  std::vector<char> held_;
  std::streambuf* before_;
};

}  // namespace zonegate::cli
