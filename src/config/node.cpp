// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "config/impl.h"

namespace zonegate::config {
namespace {

using Impl = Node::Impl;

std::string_view kind_word(NodeKind kind) {
  switch (kind) {
    case NodeKind::missing:
      return "nothing";
    case NodeKind::null:
      return "an empty value";
    case NodeKind::scalar:
      return "a single value";
    case NodeKind::sequence:
      return "a list";
    case NodeKind::map:
      return "a map";
  }
  return "nothing";
}

// A plain decimal number as YAML would read it. Digits with a leading zero stay text: 0101 is a land class, not 101.
std::optional<double> plain_number(const std::string& text) {
  const std::string_view digits =
      std::string_view(text).substr(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
  if (digits.empty() || !(std::isdigit(static_cast<unsigned char>(digits[0])) || digits[0] == '.'))
    return std::nullopt;
  if (digits.size() > 1 && digits[0] == '0' && std::isdigit(static_cast<unsigned char>(digits[1])))
    return std::nullopt;
  const char* first = text.data() + (text.starts_with('+') ? 1 : 0);
  double value = 0;
  const auto [end, error] = std::from_chars(first, text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// Edit distance over bytes, two rows. Words are short.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = (word.size() <= 3 ? 1 : std::max<std::size_t>(2, word.size() / 3)) + 1;
  for (const auto& candidate : known) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::string list_of(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& w : words) text += (text.empty() ? "" : ", ") + w;
  return text;
}

}  // namespace

std::string to_line(const Mistake& m) {
  return m.line > 0 ? fmt::format("{}:{}: {}", m.file, m.line, m.message) : m.file + ": " + m.message;
}

NodeKind Node::kind() const { return impl_ ? impl_->kind : NodeKind::missing; }
int Node::line() const { return impl_ ? impl_->line : 0; }
const std::string& Node::file() const {
  static const std::string kNone;
  return impl_ ? *impl_->file : kNone;
}
std::string Node::scalar() const { return impl_ ? impl_->scalar : std::string(); }
bool Node::quoted() const { return impl_ && impl_->quoted; }

std::size_t Node::size() const {
  if (!impl_) return 0;
  return impl_->kind == NodeKind::map ? impl_->entries.size() : impl_->items.size();
}

Node Node::at(std::size_t i) const {
  return impl_ && i < impl_->items.size() ? Node(impl_->items[i]) : Node();
}

Node Node::get(std::string_view key) const {
  if (!impl_) return {};
  for (const auto& entry : impl_->entries) {
    if (entry.key == key) return Node(entry.value);
  }
  return {};
}

std::vector<std::pair<std::string, Node>> Node::entries() const {
  std::vector<std::pair<std::string, Node>> all;
  if (!impl_) return all;
  for (const auto& entry : impl_->entries) all.emplace_back(entry.key, Node(entry.value));
  return all;
}

void Node::fail(Mistakes& m, const std::string& message) const { m.push_back({file(), line(), message}); }

namespace {

// A scalar that is there; a mistake and false where something else stands.
bool wants_scalar(const Node& node, std::string_view expected, Mistakes& m) {
  if (node.kind() == NodeKind::missing || node.kind() == NodeKind::null) return false;
  if (node.kind() == NodeKind::scalar) return true;
  node.fail(m, fmt::format("expected {}, found {}", expected, kind_word(node.kind())));
  return false;
}

void wrong(const Node& node, std::string_view expected, Mistakes& m) {
  node.fail(m, fmt::format("expected {}, found '{}'", expected, node.scalar()));
}

}  // namespace

std::optional<std::string> Node::text(Mistakes& m) const {
  if (!wants_scalar(*this, "text", m)) return std::nullopt;
  return impl_->scalar;
}

std::optional<double> Node::number(Mistakes& m) const {
  if (!wants_scalar(*this, "a number", m)) return std::nullopt;
  const auto value = quoted() ? std::nullopt : plain_number(impl_->scalar);
  if (!value) wrong(*this, "a number", m);
  return value;
}

std::optional<bool> Node::boolean(Mistakes& m) const {
  if (!wants_scalar(*this, "true or false", m)) return std::nullopt;
  if (!quoted() && impl_->scalar == "true") return true;
  if (!quoted() && impl_->scalar == "false") return false;
  wrong(*this, "true or false", m);
  return std::nullopt;
}

std::optional<Date> Node::date(Mistakes& m) const {
  if (!wants_scalar(*this, "a date (2026-08-15)", m)) return std::nullopt;
  const auto value = Date::parse(impl_->scalar);
  if (!value) wrong(*this, "a date (2026-08-15)", m);
  return value;
}

std::vector<std::string> Node::texts(Mistakes& m) const {
  if (kind() == NodeKind::scalar) return {impl_->scalar};
  if (kind() == NodeKind::map) fail(m, "expected a list of words, found a map");
  std::vector<std::string> words;
  for (std::size_t i = 0; kind() == NodeKind::sequence && i < size(); ++i) {
    const Node item = at(i);
    if (item.kind() == NodeKind::scalar) {
      words.push_back(item.scalar());
    } else {
      item.fail(m, fmt::format("expected a word, found {}", kind_word(item.kind())));
    }
  }
  return words;
}

Text Node::bilingual(Mistakes& m) const {
  if (kind() == NodeKind::scalar) return {impl_->scalar, {}};
  if (kind() == NodeKind::sequence) fail(m, "expected text or {zh: ..., en: ...}, found a list");
  if (kind() != NodeKind::map) return {};
  only_keys({"zh", "en"}, m);
  return {get("zh").text(m).value_or(""), get("en").text(m).value_or("")};
}

Value Node::value(Mistakes& m) const {
  if (kind() == NodeKind::map) {
    fail(m, "expected a value, found a map");
    return Unknown{};
  }
  if (kind() == NodeKind::sequence) return texts(m);
  if (kind() != NodeKind::scalar) return Unknown{};
  if (quoted()) return impl_->scalar;
  if (impl_->scalar == "true") return true;
  if (impl_->scalar == "false") return false;
  if (const auto number = plain_number(impl_->scalar)) return *number;
  return impl_->scalar;
}

void Node::only_keys(const std::vector<std::string>& known, Mistakes& m) const {
  if (kind() == NodeKind::missing || kind() == NodeKind::null) return;
  if (kind() != NodeKind::map) {
    fail(m, fmt::format("expected a map with the keys {}, found {}", list_of(known), kind_word(kind())));
    return;
  }
  for (const auto& entry : impl_->entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    const std::string guess = nearest(entry.key, known);
    std::string hint = guess.empty() ? "expected one of: " + list_of(known) : "did you mean '" + guess + "'?";
    // {name: a, b} reads as two keys, the second one empty.
    if (guess.empty() && entry.value->kind == NodeKind::null)
      hint = "text that holds a comma needs quotes; or " + hint;
    m.push_back({file(), entry.key_line, fmt::format("unknown key '{}'; {}", entry.key, hint)});
  }
}

bool Node::require(std::string_view key, Mistakes& m) const {
  const Node value = get(key);
  if (value.kind() != NodeKind::missing && value.kind() != NodeKind::null) return true;
  fail(m, fmt::format("key '{}' is missing", key));
  return false;
}

}  // namespace zonegate::config
