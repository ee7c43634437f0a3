// SPDX-License-Identifier: Apache-2.0
// Private to config: the parsed tree.
#pragma once

#include "config/config.h"

namespace zonegate::config {

struct Node::Impl {
  struct Entry {
    std::string key;
    int key_line = 0;
    std::shared_ptr<const Impl> value;
  };
  NodeKind kind = NodeKind::null;
  std::shared_ptr<const std::string> file;
  int line = 0;
  std::string scalar;
  bool quoted = false;
  std::vector<std::shared_ptr<const Impl>> items;
  std::vector<Entry> entries;
};

}  // namespace zonegate::config
