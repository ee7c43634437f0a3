// SPDX-License-Identifier: Apache-2.0
//
// config: typed reading of YAML. Collects *all* mistakes of a file with file:line, what was expected and the nearest valid word,
// so that a person mends a file in one go. No type of the YAML library leaves this module.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/core.h"

namespace zonegate::config {

struct Mistake {
  std::string file;
  int line = 0;  // 1-based; 0 = the whole file
  std::string message;
};
std::string to_line(const Mistake& m);  // "file:line: message"
using Mistakes = std::vector<Mistake>;

enum class NodeKind { missing, null, scalar, sequence, map };

// A view of one node of a parsed file. Copies are cheap; the document lives as long as any node of it.
class Node {
 public:
  NodeKind kind() const;
  bool exists() const { return kind() != NodeKind::missing; }
  int line() const;  // 1-based
  const std::string& file() const;
  std::string scalar() const;  // text of a scalar as written (quotes removed), else ""
  bool quoted() const;         // a scalar in quotes is text, whatever it looks like
  std::size_t size() const;
  Node at(std::size_t i) const;                               // sequence item; missing beyond the end
  Node get(std::string_view key) const;                       // map value; missing if absent
  std::vector<std::pair<std::string, Node>> entries() const;  // map entries in file order

  // Typed reads: add a Mistake and give nullopt where the node is there but wrong; give nullopt silently where it is missing or null.
  std::optional<std::string> text(Mistakes& m) const;
  std::optional<double> number(Mistakes& m) const;
  std::optional<bool> boolean(Mistakes& m) const;
  std::optional<Date> date(Mistakes& m) const;
  std::vector<std::string> texts(Mistakes& m) const;  // a scalar or a sequence of scalars
  Text bilingual(Mistakes& m) const;                  // {zh:, en:} or a scalar (= zh)
  // A literal as YAML types it: unquoted true/false, numbers; all else text; sequences -> list of text.
  Value value(Mistakes& m) const;

  // Adds a mistake for every key of this map that is not in `known`, with the nearest valid word.
  void only_keys(const std::vector<std::string>& known, Mistakes& m) const;
  // Adds a mistake and gives false where a required key is missing.
  bool require(std::string_view key, Mistakes& m) const;
  void fail(Mistakes& m, const std::string& message) const;  // a Mistake at this node

  struct Impl;
  explicit Node(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  Node() = default;

 private:
  std::shared_ptr<const Impl> impl_;
};

// Limits guard against hostile files: 8 MiB, depth 64, no aliases.
Node load(const std::string& path, Mistakes& m);  // missing node after a mistake (not YAML, not readable)
Node parse(const std::string& text, const std::string& name, Mistakes& m);

}  // namespace zonegate::config
