// SPDX-License-Identifier: Apache-2.0
#include "readers.h"

#include <set>
#include <sstream>
#include <stdexcept>

namespace zonegate::report {

std::vector<nlohmann::json> lines_of(const std::string& jsonl) {
  std::vector<nlohmann::json> out;
  std::istringstream stream(jsonl);
  for (std::string text; std::getline(stream, text);) out.push_back(nlohmann::json::parse(text));
  return out;
}

std::vector<std::vector<std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string& cell = rows.back().back();
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"')
      cell += text[++i];
    else if (c == '"')
      quoted = !quoted;
    else if (quoted)
      cell += c;
    else if (c == ',')
      rows.back().emplace_back();
    else if (c == '\n')
      rows.emplace_back(1);
    else
      cell += c;
  }
  if (quoted) throw std::runtime_error("open quote");
  rows.pop_back();
  return rows;
}

std::string unbalanced(const std::string& html) {
  const std::set<std::string> kVoid = {"meta", "br", "input", "!DOCTYPE"};
  std::vector<std::string> open;
  for (std::size_t at = 0; (at = html.find('<', at)) != std::string::npos;) {
    const auto end = html.find('>', at);
    if (end == std::string::npos) return "open tag at " + html.substr(at, 40);
    const std::string tag = html.substr(at + 1, end - at - 1);
    const bool closing = tag.starts_with("/");
    const std::string name = tag.substr(closing, tag.find_first_of(" /\n", closing) - closing);
    at = end + 1;
    if (closing) {
      if (open.empty() || open.back() != name)
        return "</" + name + "> closes " + (open.empty() ? "nothing" : open.back()) + " before " +
               html.substr(at, 60);
      open.pop_back();
    } else if (!tag.ends_with("/") && !kVoid.count(name)) {
      open.push_back(name);
      if (name == "style" || name == "script") at = html.find("</" + name, at);
    }
  }
  return open.empty() ? "" : "left open: " + open.back();
}

std::string from_base64(const std::string& text) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0, held = 0;
  for (const char c : text) {
    if (c == '=') break;
    held = held << 6U | static_cast<unsigned>(digits.find(c));
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(held >> bits & 255U);
  }
  return out;
}

}  // namespace zonegate::report
