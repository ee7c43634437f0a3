// SPDX-License-Identifier: Apache-2.0
//
// Texts of inputs as people are shown them.
#include <algorithm>
#include <initializer_list>

#include "words/words.h"

namespace zonegate::words {
namespace {

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view e) { return text.ends_with(e); });
}
bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view s) { return text.starts_with(s); });
}

// Can a path begin behind this? Not within a word, a list of regions (511802/511803) or an address (https://).
bool free_before(std::string_view before) {
  return before.empty() ||
         std::string_view(" \t\n\"'`([{<=,;:|").find(before.back()) != std::string_view::npos ||
         ends_with_any(before, {"：", "（", "“", "‘", "「", "，", "；", "、", "。", "《"});
}

bool ends_path(std::string_view rest) {
  return std::string_view(" \t\n\"'`()[]{}<>,;:|").find(rest.front()) != std::string_view::npos ||
         starts_with_any(rest, {"：", "（", "）", "”", "’", "」", "，", "；", "、", "。", "》"});
}

// Length of the path that begins there; 0: none. One name alone ("/ha") is no path.
std::size_t path_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const bool drive = rest.size() > 3 && is_letter(rest[0]) && rest[1] == ':' &&
                     (rest[2] == '\\' || rest[2] == '/') && rest[3] != '/';
  const bool root = rest.size() > 3 && rest[0] == '/' && rest[1] != '/';
  if ((!drive && !root) || !free_before(text.substr(0, at))) return 0;
  std::size_t end = drive ? 2 : 0, names = 0;
  for (; end < rest.size() && !ends_path(rest.substr(end)); ++end)
    names +=
        (rest[end] == '/' || rest[end] == '\\') && end + 1 < rest.size() && !ends_path(rest.substr(end + 1));
  return names >= (drive ? 1U : 2U) ? end : 0;
}

std::string_view last_name(std::string_view path) {
  while (!path.empty() && (path.back() == '/' || path.back() == '\\')) path.remove_suffix(1);
  return path.substr(path.find_last_of("/\\") + 1);
}

}  // namespace

std::string without_places(std::string_view text, std::string_view file) {
  const bool placed =
      file.size() > 2 && (file[0] == '/' || file[1] == ':') && last_name(file).size() < file.size();
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (placed && text.substr(at).starts_with(file)) {  // whatever blanks and brackets it has
      out += last_name(file);
      at += file.size();
    } else if (const std::size_t length = path_at(text, at); length > 0) {
      out += last_name(text.substr(at, length));
      at += length;
    } else {
      out += text[at++];
    }
  }
  return out;
}

}  // namespace zonegate::words
