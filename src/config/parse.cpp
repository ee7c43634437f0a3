// SPDX-License-Identifier: Apache-2.0
//
// The YAML events are turned into a tree of our own: it keeps the line of every key, whether a scalar was quoted, and every
// repeated key (the library's own tree forgets all three). Anchors and aliases are refused, since a few hundred bytes of them can
// stand for gigabytes; depth and size are limited for the same reason.
#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "config/impl.h"

namespace zonegate::config {
namespace {

constexpr std::size_t kMaxBytes = 8u << 20;
constexpr std::size_t kMaxDepth = 64;

using Impl = Node::Impl;

struct Refused {
  int line = 0;
  std::string message;
};

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::shared_ptr<const std::string> file, Mistakes& mistakes)
      : file_(std::move(file)), mistakes_(mistakes) {}

  std::shared_ptr<const Impl> root() const { return root_; }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(make(NodeKind::null, mark, anchor));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refused{mark.line + 1, "an alias (*name) is not allowed here; write the value out"};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    const auto node = make(NodeKind::scalar, mark, anchor);
    node->scalar = text;
    node->quoted = tag != "?";
    add(node);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(make(NodeKind::sequence, mark, anchor));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(make(NodeKind::map, mark, anchor));
  }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    std::shared_ptr<Impl> node;
    std::shared_ptr<Impl> key;  // of a map: read, and waiting for its value
  };

  std::shared_ptr<Impl> make(NodeKind kind, const YAML::Mark& mark, YAML::anchor_t anchor) const {
    if (anchor != YAML::NullAnchor)
      throw Refused{mark.line + 1, "an anchor (&name) is not allowed here; write the value out"};
    auto node = std::make_shared<Impl>();
    node->kind = kind;
    node->file = file_;
    node->line = mark.line + 1;
    return node;
  }

  void open(const std::shared_ptr<Impl>& node) {
    if (stack_.size() >= kMaxDepth)
      throw Refused{node->line, fmt::format("nested deeper than {} levels", kMaxDepth)};
    stack_.push_back({node, nullptr});
  }
  void close() {
    const auto node = stack_.back().node;
    stack_.pop_back();
    add(node);
  }

  void add(const std::shared_ptr<Impl>& node) {
    if (stack_.empty()) {
      root_ = node;
      return;
    }
    Frame& top = stack_.back();
    if (top.node->kind == NodeKind::sequence) {
      top.node->items.push_back(node);
    } else if (!top.key) {
      if (node->kind != NodeKind::scalar) throw Refused{node->line, "a key must be a plain word"};
      top.key = node;
    } else {
      add_entry(top, node);
    }
  }

  void add_entry(Frame& top, const std::shared_ptr<Impl>& value) {
    const auto key = std::exchange(top.key, nullptr);
    for (const auto& entry : top.node->entries) {
      if (entry.key != key->scalar) continue;
      mistakes_.push_back(
          {*file_, key->line,
           fmt::format("key '{}' is given twice (first on line {})", key->scalar, entry.key_line)});
      return;
    }
    top.node->entries.push_back({key->scalar, key->line, value});
  }

  std::shared_ptr<const std::string> file_;
  Mistakes& mistakes_;
  std::vector<Frame> stack_;
  std::shared_ptr<const Impl> root_;
};

std::shared_ptr<const Impl> build(const std::string& text, const std::shared_ptr<const std::string>& file,
                                  Mistakes& mistakes) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  TreeBuilder builder(file, mistakes);
  if (!parser.HandleNextDocument(builder) || !builder.root()) {
    mistakes.push_back({*file, 0, "the file is empty"});
    return nullptr;
  }
  auto root = builder.root();
  if (parser.HandleNextDocument(builder)) {
    mistakes.push_back({*file, builder.root()->line, "a second document (---) is not allowed here"});
  }
  return root;
}

}  // namespace

Node parse(const std::string& text, const std::string& name, Mistakes& m) {
  if (text.size() > kMaxBytes) {
    m.push_back({name, 0, fmt::format("the file has {} bytes; the limit is {}", text.size(), kMaxBytes)});
    return {};
  }
  bool cut = false;
  if (const std::size_t good = valid_utf8(text, cut); good < text.size()) {
    const auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(good), '\n');
    m.push_back({name, static_cast<int>(lines) + 1, "the text is not UTF-8; save it as UTF-8"});
    return {};
  }
  try {
    return Node(build(text, std::make_shared<const std::string>(name), m));
  } catch (const Refused& refused) {
    m.push_back({name, refused.line, refused.message});
  } catch (const YAML::Exception& e) {
    m.push_back({name, e.mark.is_null() ? 0 : e.mark.line + 1, "not valid YAML: " + e.msg});
  }
  return {};
}

Node load(const std::string& path, Mistakes& m) {
  std::ifstream stream(path, std::ios::binary);
  std::string text;
  if (stream) {
    text.resize(kMaxBytes + 1);
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
  }
  if (!stream.is_open() || stream.bad() || (text.empty() && !stream.eof())) {
    m.push_back({path, 0, "the file cannot be read"});
    return {};
  }
  return parse(text, path, m);
}

}  // namespace zonegate::config
