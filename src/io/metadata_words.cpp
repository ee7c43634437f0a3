// SPDX-License-Identifier: Apache-2.0
// Programs write metadata with document types, in odd encodings and cut short, so no parser is asked: tags are told from text, and that is all.
#include "metadata_words.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>
#include <vector>

#include "text.h"

namespace zonegate::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongest = 65536;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Pictures as text: letters without meaning, in which any short word may stand.
bool is_blob(std::string_view text) {
  constexpr std::size_t kWord = 200;
  std::size_t run = 0;
  for (const char c : text) {
    const bool sign = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                      c == '+' || c == '/' || c == '=' || c == '\n' || c == '\r';
    run = sign ? run + 1 : 0;
    if (run > kWord) return true;
  }
  return false;
}

std::string without_entities(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.front() == '&' ? text.substr(0, 12).find(';') : std::string_view::npos;
    if (end == std::string_view::npos) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    std::string_view name = text.substr(1, end - 1);
    text.remove_prefix(end + 1);
    if (name.starts_with('#')) {
      const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
      name.remove_prefix(hex ? 2 : 1);
      unsigned code = 0;
      std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
      if (code >= 32 && code < 0x10000 && (code < 0xD800 || code > 0xDFFF)) append_utf8(code, out);
    } else {
      out += name == "lt" ? '<' : name == "gt" ? '>' : name == "amp" ? '&' : name == "quot" ? '"' : '\'';
    }
  }
  return out;
}

// "gmd:code" and "code" are one.
std::string local_name(std::string_view tag) {
  const auto end = std::find_if(tag.begin(), tag.end(), [](char c) { return is_blank(c) || c == '/'; });
  std::string_view name = tag.substr(0, static_cast<std::size_t>(end - tag.begin()));
  if (const auto colon = name.rfind(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  return lower_ascii(name);
}

bool is_history(const std::string& name) {
  static const std::set<std::string> kNames = {"lineage",  "datalineage", "prcstep",    "processstep",
                                               "procstep", "process",     "li_lineage", "history"};
  return kNames.contains(name);
}

class Scanner {
 public:
  explicit Scanner(std::string_view xml) : rest_(xml) {}

  Texts run() {
    while (!rest_.empty()) {
      const auto mark = rest_.find('<');
      say(rest_.substr(0, mark));
      rest_.remove_prefix(std::min(mark, rest_.size()));
      if (rest_.starts_with("<![CDATA[")) {
        const auto end = rest_.find("]]>");
        say_plain(std::string(rest_.substr(9, end == std::string_view::npos ? end : end - 9)));
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 3);
      } else if (rest_.starts_with("<!--")) {
        rest_.remove_prefix(std::min(rest_.find("-->"), rest_.size()));
      } else if (!rest_.empty()) {
        const auto end = std::min(rest_.find('>'), rest_.size());
        tag(rest_.substr(1, end == 0 ? 0 : end - 1));
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
      }
    }
    if (!history_.empty()) out_.emplace_back("history of the metadata", history_);
    return std::move(out_);
  }

 private:
  std::string_view rest_;
  std::vector<std::string> open_;
  std::string history_;
  std::set<std::string> said_;
  Texts out_;

  void tag(std::string_view text) {
    if (text.starts_with('!') || text.starts_with('?')) return;
    if (text.starts_with('/')) {
      const std::string name = local_name(text.substr(1));
      const auto at = std::find(open_.rbegin(), open_.rend(), name);
      if (at != open_.rend()) open_.erase(at.base() - 1, open_.end());
      return;
    }
    const std::string name = local_name(text);
    if (name == "identcode") say_code(text);
    if (!text.ends_with('/')) open_.push_back(name);
  }

  // <identCode code="2379"/>, as ArcGIS writes it.
  void say_code(std::string_view text) {
    const auto at = text.find("code=\"");
    if (at != std::string_view::npos)
      add("epsg", std::string(text.substr(at + 6, text.find('"', at + 6) - at - 6)));
  }

  void say(std::string_view text) {
    if (text = trimmed(text); !text.empty()) say_plain(without_entities(text));
  }
  void say_plain(std::string text) {
    if (text.starts_with('<') && text.find('>') != std::string::npos) {  // XML as the text of XML
      for (auto& [where, what] : metadata_words(text)) keep(where, what);
      return;
    }
    // A number of a code space: <code><CharacterString>2379</CharacterString></code>.
    const bool code =
        !open_.empty() && (open_.back() == "code" || (open_.size() > 1 && open_[open_.size() - 2] == "code"));
    const bool number = text.size() <= 5 &&
                        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    add(code && number ? "epsg" : open_.empty() ? "" : open_.back(), std::move(text));
  }

  void add(const std::string& element, std::string text) {
    if (is_blob(text)) return;
    if (text.size() > kLongest) text.resize(kLongest);
    if (std::any_of(open_.begin(), open_.end(), is_history))
      keep("history of the metadata", std::move(text));
    else
      keep("text of the metadata", element.empty() ? std::move(text) : element + ": " + text);
  }
  void keep(const std::string& where, std::string text) {
    if (where.starts_with("history")) {
      history_ += (history_.empty() ? "" : "; ") + text;
    } else if (said_.insert(text).second) {
      out_.emplace_back(where, std::move(text));
    }
  }
};

}  // namespace

Texts metadata_words(std::string_view xml) { return Scanner(xml).run(); }

Texts sidecar_words(const std::string& file) {
  Texts out;
  const fs::path path(file);
  const fs::path stem = path.parent_path() / path.stem();
  std::set<std::string> seen;
  for (const std::string& beside : {file + ".xml", file + ".XML", stem.string() + ".xml",
                                    stem.string() + ".XML", stem.string() + ".qmd"}) {
    std::error_code error;
    if (beside == file || !fs::is_regular_file(beside, error)) continue;
    for (auto& said : metadata_words(read_any_text(beside, {}).text))
      if (seen.insert(said.first + said.second).second) out.push_back(std::move(said));
  }
  return out;
}

}  // namespace zonegate::io
